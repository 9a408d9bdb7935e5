//! `<kind>.document`: what a drawer's frame shows of any document.

use super::kind::{DocumentKind, Head, StandIn};
use super::model::{ActionView, DocumentView, LastChange};
use super::rules::Action;
use super::store;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history;
use crate::kernel::{Ms, UserId};
use crate::operation::{Actor, Cx, OpKind, Operation};
use serde::Deserialize;
use std::marker::PhantomData;
use ts_rs::TS;

/// The document, within the person's scope.
///
/// # Errors
/// `forbidden` without the right to read its kind; `not_found`, also for what the scope does not show.
pub(super) async fn load<D: DocumentKind>(cx: &mut Cx, id: i64) -> Result<Head> {
    let actor = cx.actor()?;
    if !actor.may(D::READ) {
        return Err(Error::new(Code::Forbidden).with("permission", D::READ));
    }
    let scope = actor.scope.clone();
    D::head(&mut cx.tx, &scope, id)
        .await?
        .ok_or_else(|| Error::not_found(D::ENTITY))
}

/// The permission that an action on a kind needs; nothing where the kind has no such action.
pub(super) fn permission<D: DocumentKind>(action: Action) -> Option<&'static str> {
    match action {
        Action::Audit => Some(D::AUDIT),
        Action::Unaudit => Some(D::UNAUDIT),
        Action::Void => Some(D::VOID),
        Action::Copy => D::COPY,
        Action::Comment => Some(super::COMMENT),
        Action::Attach | Action::RemoveAttachment => Some(super::ATTACH),
    }
}

fn actions<D: DocumentKind>(actor: &Actor, head: &Head) -> Vec<ActionView> {
    let may = |action: &Action| permission::<D>(*action).is_some_and(|p| actor.may(p));
    let allowed = |action: Action| ActionView {
        action,
        allowed: action.allowed_in(head.phase),
    };
    Action::ALL.into_iter().filter(may).map(allowed).collect()
}

/// Who changed it last, here or by an import, and when.
async fn last_change<D: DocumentKind>(cx: &mut Cx, id: i64) -> Result<Option<(Ms, UserId, String)>> {
    let noted = history::last_change(&mut cx.tx, D::ENTITY, id).await?;
    let told = D::told_last(&mut cx.tx, id).await?;
    Ok(told.into_iter().chain(noted).max_by_key(|change| change.0))
}

/// Who else changed it, for whoever saw another version.
///
/// # Errors
/// Always: `stale_version`, with the name and the instant where they are known; or a database error.
pub(super) async fn stale<D: DocumentKind>(cx: &mut Cx, id: i64) -> Result<()> {
    let error = Error::new(Code::StaleVersion);
    Err(match last_change::<D>(cx, id).await? {
        Some((at, _, by)) => error.with("by", by).with("at", at.0),
        None => error,
    })
}

/// Refuses a version that is not the present one.
pub(super) async fn check_seen<D: DocumentKind>(cx: &mut Cx, head: &Head, seen: i64) -> Result<()> {
    if head.version == seen {
        Ok(())
    } else {
        stale::<D>(cx, head.id).await
    }
}

pub(super) async fn view<D: DocumentKind>(cx: &mut Cx, id: i64) -> Result<DocumentView> {
    let head = load::<D>(cx, id).await?;
    let actor = cx.actor()?.clone();
    let (comments, attachments) = store::counts(&mut cx.tx, D::ENTITY, id).await?;
    let changed = last_change::<D>(cx, id).await?;
    let facts = D::facts(&mut cx.tx, &actor, id).await?;
    Ok(DocumentView {
        id,
        version: head.version,
        phase: head.phase,
        audited_at: head.audited.as_ref().map(|it| it.at),
        audited_by: head.audited.as_ref().map(|it| it.by.clone()),
        changed: changed.map(|(at, by_id, by)| LastChange { at, by_id, by }),
        actions: actions::<D>(&actor, &head),
        facts,
        comments,
        attachments,
        number: head.number,
        state: head.state,
    })
}

/// Input of `<kind>.document` and of whatever else needs the id alone.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "DocumentInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Document<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Document<D> {
    const NAME: &'static str = D::NAMES.document;
    const DOC: &'static str =
        "A document's number, state and version, who changed it last, and what one may do to it.";
    const NEEDS: Need = Need::Permission(D::READ);
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = D::NAMES.all_tags;
    type Output = DocumentView;
    async fn run(&self, cx: &mut Cx) -> Result<DocumentView> {
        view::<D>(cx, self.id).await
    }
}
