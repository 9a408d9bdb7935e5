//! Wire types of what documents share.

use super::rules::{Action, Phase};
use crate::db::grid::ColumnKind;
use crate::kernel::{Ms, UserId};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

/// A document as its drawer's frame shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DocumentView {
    #[ts(as = "f64")]
    pub id: i64,
    #[ts(as = "f64")]
    pub version: i64,
    pub number: String,
    /// The kind's own state.
    pub state: String,
    pub phase: Phase,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub audited_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub audited_by: Option<String>,
    /// Who changed it last; absent where nobody has since it came in.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub changed: Option<LastChange>,
    /// What this person may do to it at all, and what its phase allows now.
    pub actions: Vec<ActionView>,
    /// Its fields, to compare with another version of it.
    pub facts: Vec<Fact>,
    #[ts(as = "f64")]
    pub comments: i64,
    #[ts(as = "f64")]
    pub attachments: i64,
}

/// The last change of a document itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct LastChange {
    pub at: Ms,
    pub by_id: UserId,
    pub by: String,
}

/// One thing that a person may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct ActionView {
    pub action: Action,
    /// Whether the document's phase allows it now.
    pub allowed: bool,
}

/// One field of a document, shown as a column of its list is.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Fact {
    pub field: String,
    pub kind: ColumnKind,
    #[ts(type = "string | number | boolean | null")]
    pub value: Json,
}

/// A field that changed, with what it takes to show it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct ChangeView {
    pub field: String,
    pub kind: ColumnKind,
    #[ts(type = "string | number | boolean | null")]
    pub before: Json,
    #[ts(type = "string | number | boolean | null")]
    pub after: Json,
}

/// What sort of thing happened, for the filter of a timeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum EventGroup {
    /// A step of the work, told by its source or entered here.
    Step,
    /// A field got another value.
    Change,
    /// Audited, un-audited, made void, copied.
    Decision,
    Comment,
    Attachment,
}

/// One line of a timeline.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimelineEvent {
    pub at: Ms,
    /// When it was written down, where that is another time.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub recorded_at: Option<Ms>,
    pub group: EventGroup,
    pub actor: String,
    pub operation: String,
    /// `desktop`, `server` (a browser), `cli`, `source` …
    pub origin: String,
    /// The page on which it was done, of [`crate::history::SCREENS`].
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub screen: Option<String>,
    /// A catalogue key under the kind's `event.` or `document:event.`.
    pub code: String,
    #[ts(type = "Record<string, string | number>")]
    pub params: Json,
    /// The reason that was given, in the reader's language.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    pub changes: Vec<ChangeView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub comment: Option<CommentView>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub attachment: Option<AttachmentView>,
}

impl TimelineEvent {
    /// A step at an instant.
    #[must_use]
    pub fn step(at: Ms, code: &str, origin: &str) -> Self {
        Self {
            at,
            recorded_at: None,
            group: EventGroup::Step,
            actor: String::new(),
            operation: String::new(),
            origin: origin.to_owned(),
            screen: None,
            code: code.to_owned(),
            params: Json::Object(serde_json::Map::new()),
            reason: None,
            note: None,
            changes: Vec::new(),
            comment: None,
            attachment: None,
        }
    }
}

/// The timeline of a document, oldest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct TimelineView {
    pub events: Vec<TimelineEvent>,
}

/// A person who may see a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "MentionedPerson")]
pub struct Person {
    pub id: UserId,
    pub name: String,
}

/// People to call in a comment.
#[derive(Debug, Clone, Serialize, TS)]
pub struct People {
    pub people: Vec<Person>,
}

/// A comment.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct CommentView {
    #[ts(as = "f64")]
    pub id: i64,
    pub at: Ms,
    pub by: String,
    /// One's own: it can be taken back.
    pub mine: bool,
    /// Taken back by its author; the text is gone.
    pub deleted: bool,
    pub text: String,
    pub mentions: Vec<Person>,
}

/// The comments of a document, oldest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CommentList {
    pub comments: Vec<CommentView>,
}

/// A file that belongs to a document.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct AttachmentView {
    #[ts(as = "f64")]
    pub id: i64,
    /// What to ask the download for.
    pub file: String,
    /// A small picture of it, of photos.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub preview: Option<String>,
    pub name: String,
    /// `jpeg`, `png`, `webp`, `pdf`, `xlsx`, `docx`, `text`: told by its content.
    pub kind: String,
    #[ts(as = "f64")]
    pub bytes: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub caption: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub width: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub height: Option<i64>,
    /// The camera's own clock, without a zone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub taken_at: Option<String>,
    /// Where the camera says it was, degrees WGS-84; hidden like an address.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub longitude: Option<f64>,
    pub at: Ms,
    pub by: String,
    pub removed: bool,
}

/// The files of a document that are not removed, oldest first.
#[derive(Debug, Clone, Serialize, TS)]
pub struct AttachmentList {
    pub attachments: Vec<AttachmentView>,
    /// Megabytes that one file may have.
    #[ts(as = "f64")]
    pub max_mb: i64,
}

/// Why something was done: a code of the dictionary, and words where the code says little.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "GivenReason")]
#[serde(deny_unknown_fields)]
pub struct Reason {
    pub code: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub note: Option<String>,
}

/// A reason to choose.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct ReasonView {
    pub code: String,
    /// In the reader's language.
    pub name: String,
    /// Whether it says little without words of one's own.
    pub needs_note: bool,
}

/// Reasons to choose from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ReasonList {
    pub reasons: Vec<ReasonView>,
}

/// What became of one document of many.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RowOutcome {
    #[ts(as = "f64")]
    pub id: i64,
    pub number: String,
    /// `done`, or the code of the refusal.
    pub outcome: String,
    #[ts(type = "Record<string, string | number>")]
    pub params: crate::error::Params,
}

/// What became of many documents.
#[derive(Debug, Clone, Serialize, TS)]
pub struct ManyReport {
    #[ts(as = "f64")]
    pub done: i64,
    #[ts(as = "f64")]
    pub refused: i64,
    /// Those that were refused, at most two hundred.
    pub rows: Vec<RowOutcome>,
}
