//! `<kind>.timeline`: what happened to a document: its own steps, every change made here, what was said and attached.

use super::kind::{DocumentKind, StandIn};
use super::model::{AttachmentView, ChangeView, CommentView, EventGroup, TimelineEvent, TimelineView};
use super::view::load;
use super::{attachments, comments};
use crate::access::Need;
use crate::db::grid::{ColumnKind, masked};
use crate::error::Result;
use crate::history::{self, FieldChange, HistoryEvent, screen_of};
use crate::operation::{Cx, OpKind, Operation};
use crate::texts::Locale;
use serde::Deserialize;
use serde_json::Value as Json;
use std::marker::PhantomData;
use ts_rs::TS;

/// Input of `<kind>.timeline`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "TimelineInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Timeline<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Timeline<D> {
    const NAME: &'static str = D::NAMES.timeline;
    const DOC: &'static str = "What happened to a document: its steps, every change made here with who and from where, comments and files.";
    const NEEDS: Need = Need::Permission(D::READ);
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = D::NAMES.all_tags;
    type Output = TimelineView;
    async fn run(&self, cx: &mut Cx) -> Result<TimelineView> {
        load::<D>(cx, self.id).await?;
        let mut events = D::told(cx, self.id).await?;
        let beside = Beside {
            comments: comments::views(cx, D::ENTITY, self.id).await?,
            attachments: attachments::views(cx, D::ENTITY, self.id).await?,
            personal: cx.actor()?.sees_personal(),
            locale: cx.locale,
        };
        for row in history::timeline(&mut cx.tx, D::ENTITY, self.id).await? {
            events.push(beside.event::<D>(row));
        }
        // What the source tells comes before what was done here at the same instant.
        events.sort_by_key(|event| event.at);
        Ok(TimelineView { events })
    }
}

/// What stands beside a document's history.
struct Beside {
    comments: Vec<CommentView>,
    attachments: Vec<AttachmentView>,
    personal: bool,
    locale: Locale,
}

/// Parameters for those who check, not for those who read.
const INNER: [&str; 7] = [
    "reason",
    "reason_name",
    "reason_name_en",
    "note",
    "digest",
    "sha256",
    "comment",
];

impl Beside {
    fn event<D: DocumentKind>(&self, row: HistoryEvent) -> TimelineEvent {
        let text = |key: &str| row.params.get(key).and_then(Json::as_str).map(str::to_owned);
        let number = |key: &str| row.params.get(key).and_then(Json::as_i64);
        let comment = self
            .comments
            .iter()
            .find(|it| Some(it.id) == number("comment") && row.code == "commented");
        let attachment = self
            .attachments
            .iter()
            .find(|it| Some(it.id) == number("attachment") && row.code == "attached");
        let reason = match self.locale {
            Locale::En => text("reason_name_en").or_else(|| text("reason_name")),
            Locale::ZhCn => text("reason_name"),
        };
        let (shell, screen) = screen_of(&row.origin);
        let mut params = row.params.clone();
        if let Some(params) = params.as_object_mut() {
            INNER.iter().for_each(|key| {
                params.remove(*key);
            });
            params.remove("attachment");
            params.retain(|key, _| !key.starts_with("digest_"));
        }
        TimelineEvent {
            at: row.at,
            recorded_at: None,
            group: group_of(&row.code),
            actor: row.actor,
            operation: row.operation,
            origin: shell.to_owned(),
            screen: screen.map(str::to_owned),
            code: row.code.clone(),
            params,
            reason,
            note: text("note"),
            changes: row.changes.into_iter().map(|c| self.change::<D>(c)).collect(),
            comment: comment.cloned(),
            attachment: attachment.cloned(),
        }
    }

    fn change<D: DocumentKind>(&self, change: FieldChange) -> ChangeView {
        let field = D::field(&change.field);
        let hidden = field.is_some_and(|field| field.personal) && !self.personal;
        let value = |value: Json| if hidden { masked(value) } else { value };
        ChangeView {
            kind: field.map_or(ColumnKind::Text, |field| field.kind),
            before: value(change.before),
            after: value(change.after),
            field: change.field,
        }
    }
}

fn group_of(code: &str) -> EventGroup {
    match code {
        "commented" | "comment_deleted" => EventGroup::Comment,
        "attached" | "attachment_removed" => EventGroup::Attachment,
        "audited" | "unaudited" | "voided" | "copied_from" => EventGroup::Decision,
        _ => EventGroup::Change,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_stand_in_their_groups() {
        let cases = [
            ("commented", EventGroup::Comment),
            ("attachment_removed", EventGroup::Attachment),
            ("voided", EventGroup::Decision),
            ("import_undone", EventGroup::Change),
        ];
        for (code, group) in cases {
            assert_eq!(group_of(code), group, "{code}");
        }
    }
}
