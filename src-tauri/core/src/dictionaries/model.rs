//! Wire types of dictionaries.

use crate::kernel::EntryId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which list of codes. Texts stand under `dictionaries:kind.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Dictionary {
    Cause,
    Symptom,
    Action,
    HoldReason,
    CancelReason,
    UrgeReason,
    Channel,
    UnauditReason,
    VoidReason,
    RemoveReason,
}

/// One entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct EntryView {
    pub id: EntryId,
    #[ts(as = "f64")]
    pub version: i64,
    pub dictionary: Dictionary,
    pub code: String,
    pub name: String,
    /// Its name in English; where there is none, `name` stands in both languages.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name_en: Option<String>,
    /// Place among its like, smallest first; equal places by code.
    #[ts(as = "f64")]
    pub rank: i64,
    pub active: bool,
}
