//! Comments: plain text that never changes; its author may take it back, and then only the mark stays.

use super::kind::{DocumentKind, StandIn, who};
use super::model::{CommentList, CommentView};
use super::people;
use super::rules::{self, Action, COMMENT_MAX, MENTIONS_MAX};
use super::store::{self, CommentRow};
use super::view::load;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history::{self, Change};
use crate::inbox::{self, Link};
use crate::kernel::UserId;
use crate::operation::{Cx, OpKind, Operation};
use serde::Deserialize;
use serde_json::json;
use std::marker::PhantomData;
use ts_rs::TS;

impl CommentRow {
    fn view(&self, reader: UserId) -> Result<CommentView> {
        Ok(CommentView {
            id: self.id,
            at: self.at,
            by: self.author_name.clone(),
            mine: self.author_id == reader,
            deleted: self.deleted_at.is_some(),
            text: self.text.clone(),
            mentions: serde_json::from_str(&self.mentions)?,
        })
    }
}

/// All comments of a document, as the running person sees them.
pub(super) async fn views(cx: &mut Cx, entity: &str, id: i64) -> Result<Vec<CommentView>> {
    let reader = cx.actor()?.id;
    let rows = store::comments(&mut cx.tx, entity, id).await?;
    rows.iter().map(|row| row.view(reader)).collect()
}

/// Input of `<kind>.comments`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CommentsInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Comments<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Comments<D> {
    const NAME: &'static str = D::NAMES.comments;
    const DOC: &'static str = "What people said of a document, oldest first.";
    const NEEDS: Need = Need::Permission(D::READ);
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[super::kind::BESIDE];
    type Output = CommentList;
    async fn run(&self, cx: &mut Cx) -> Result<CommentList> {
        load::<D>(cx, self.id).await?;
        Ok(CommentList {
            comments: views(cx, D::ENTITY, self.id).await?,
        })
    }
}

/// Input of `<kind>.comment`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CommentInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Comment<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    text: String,
    /// Whom it calls.
    #[serde(default)]
    mentions: Vec<UserId>,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Comment<D> {
    const NAME: &'static str = D::NAMES.comment;
    const DOC: &'static str = "Says something about a document, and calls whom it names.";
    const NEEDS: Need = Need::Permission(super::COMMENT);
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &[super::kind::BESIDE];
    type Output = CommentView;
    async fn run(&self, cx: &mut Cx) -> Result<CommentView> {
        let head = load::<D>(cx, self.id).await?;
        rules::check(Action::Comment, head.phase)?;
        let text = rules::prose("text", &self.text, COMMENT_MAX)?;
        if self.mentions.len() > MENTIONS_MAX {
            return Err(Error::new(Code::TooManyRows)
                .with("max", MENTIONS_MAX as i64)
                .at("mentions"));
        }
        let mentions = people::named::<D>(cx, self.id, &self.mentions).await?;
        let (author, name) = who(cx)?;
        let new = store::NewComment {
            entity: D::ENTITY,
            id: self.id,
            at: cx.now,
            author: (author, name.clone()),
            text: &text,
            mentions: serde_json::to_string(&mentions)?,
        };
        let comment = store::add_comment(&mut cx.tx, new).await?;
        for person in mentions.iter().filter(|person| person.id != author) {
            let params =
                json!({"who": name, "text": excerpt(&text), "number": head.number, "comment": comment});
            let link = Some(Link::new(D::ENTITY, self.id));
            inbox::post(&mut cx.tx, cx.now, person.id, MENTIONED, params, link).await?;
        }
        // The text may be taken back; that it was said, and that it was this, stays in the chain.
        let change = Change::new(D::ENTITY, self.id, "commented").with("comment", comment);
        cx.changed(change.with("digest", history::digest(&["comment", &text])));
        Ok(CommentView {
            id: comment,
            at: cx.now,
            by: name,
            mine: true,
            deleted: false,
            text,
            mentions,
        })
    }
}

/// The message to whom a comment calls.
const MENTIONED: &str = "mentioned";

/// As much of a comment as a message shows.
fn excerpt(text: &str) -> String {
    const LONGEST: usize = 120;
    let line = text.replace(['\n', '\t'], " ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}

/// Input of `<kind>.delete_comment`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "DeleteCommentInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct DeleteComment<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    comment: i64,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for DeleteComment<D> {
    const NAME: &'static str = D::NAMES.delete_comment;
    const DOC: &'static str = "Takes back a comment of one's own; that there was one stays.";
    const NEEDS: Need = Need::Permission(super::COMMENT);
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &[super::kind::BESIDE];
    type Output = CommentList;
    async fn run(&self, cx: &mut Cx) -> Result<CommentList> {
        load::<D>(cx, self.id).await?;
        let (author, _) = who(cx)?;
        let now = cx.now;
        let gone = store::delete_comment(&mut cx.tx, D::ENTITY, self.id, self.comment, author, now).await?;
        if !gone {
            return Err(Error::not_found("comment"));
        }
        // The messages show the beginning of what was said.
        let comments = views(cx, D::ENTITY, self.id).await?;
        if let Some(said) = comments.iter().find(|it| it.id == self.comment) {
            let link = Link::new(D::ENTITY, self.id);
            let which = ("comment", self.comment);
            inbox::take_back(&mut cx.tx, said.at, MENTIONED, &link, which).await?;
            cx.touch("inbox");
        }
        cx.changed(Change::new(D::ENTITY, self.id, "comment_deleted").with("comment", self.comment));
        Ok(CommentList { comments })
    }
}
