//! What an import tells: counts, reasons, the file of rejects.

use crate::grids::FileRef;
use crate::kernel::BatchId;
use outpost_export::RowError;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// What happens to rows whose external number is known already.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Doubles {
    Skip,
    Update,
}

/// What happens when some rows are bad.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OnErrors {
    /// Nothing is taken.
    AllOrNothing,
    /// The good rows are taken, the bad ones listed.
    TakeGood,
}

/// The result of an import.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ImportReport {
    /// The batch, where something was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub batch_id: Option<BatchId>,
    /// Rows read: created + updated + skipped + rejected, unless nothing was taken.
    pub read: i64,
    pub created: i64,
    pub updated: i64,
    /// Doubles of rows that are here already.
    pub skipped: i64,
    /// Of the skipped ones: those that would have been updated, but meet records that are audited or were made void here.
    #[serde(default)]
    pub settled: i64,
    pub rejected: i64,
    pub flagged: Vec<MadeCount>,
    pub reasons: Vec<ReasonCount>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub rejects: Option<FileRef>,
    pub dry_run: bool,
    /// Whether the rows are in the workspace now.
    pub committed: bool,
    /// Outlets, categories … made because rows named them.
    pub made: Vec<MadeCount>,
}

/// A code with a count.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct MadeCount {
    pub code: String,
    pub count: i64,
}

/// One reason for rejected rows.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ReasonCount {
    /// A code under `import:errors.`.
    pub code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub column: Option<String>,
    pub count: i64,
    pub first_line: i64,
    pub sample: String,
}

/// Reasons, counted while rows go by.
#[derive(Debug, Default)]
pub(super) struct Reasons {
    found: BTreeMap<(String, Option<String>), ReasonCount>,
    pub(super) rows: i64,
}

impl Reasons {
    pub(super) fn add(&mut self, errors: &[RowError]) {
        self.rows += 1;
        for error in errors {
            let key = (error.code.name().to_owned(), error.column.clone());
            let reason = self
                .found
                .entry(key)
                .or_insert_with_key(|(code, column)| ReasonCount {
                    code: code.clone(),
                    column: column.clone(),
                    count: 0,
                    first_line: error.line as i64,
                    sample: error.value.clone().unwrap_or_default(),
                });
            reason.count += 1;
        }
    }
    /// The most frequent first.
    pub(super) fn list(self) -> Vec<ReasonCount> {
        let mut list: Vec<ReasonCount> = self.found.into_values().collect();
        list.sort_by_key(|r| (std::cmp::Reverse(r.count), r.first_line));
        list.truncate(100);
        list
    }
}
