//! News for shells and screens.

use crate::inbox::Link;
use crate::jobs::JobView;
use serde::Serialize;
use ts_rs::TS;

/// What changed: cache tags to read again, jobs that moved, messages to show.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct Notice {
    pub tags: Vec<String>,
    pub jobs: Vec<JobView>,
    /// Messages of the outbox: a catalogue code and its parameters.
    pub messages: Vec<Message>,
}

/// A message for a person, e.g. "import finished".
#[derive(Debug, Clone, Serialize, TS)]
pub struct Message {
    pub code: String,
    #[ts(type = "Record<string, string | number>")]
    pub params: serde_json::Value,
    /// The record that it is about.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub link: Option<Link>,
    /// Whom it is for.
    pub user_id: crate::kernel::UserId,
}
