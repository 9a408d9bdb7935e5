//! Long works: progress, cancel, result; one mechanism for import, export, backup and what comes later.
//!
//! Starting one writes a row in the caller's transaction; after the commit its work runs on its own task, outside of
//! any transaction, and opens short ones. A process that dies leaves its jobs `running`: the next start fails them
//! with `job_interrupted`.

mod ops;
mod run;
mod store;
mod told;

pub use run::{Act, JobCx, Jobs};
pub(crate) use run::{enqueue, fail_interrupted, start};

use crate::error::ApiError;
use crate::kernel::{JobId, Ms, UserId};
use crate::operation::Registry;
use serde::Serialize;
use ts_rs::TS;

/// A job as the task tray shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct JobView {
    pub id: JobId,
    /// The operation that started it.
    pub kind: String,
    pub state: JobState,
    /// A catalogue key under `jobs:phase.`.
    pub phase: String,
    #[ts(as = "f64")]
    pub done: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub total: Option<i64>,
    pub started_at: Ms,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub finished_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "unknown")]
    pub result: Option<serde_json::Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub error: Option<ApiError>,
    pub user_id: UserId,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum JobState {
    Queued,
    Running,
    Succeeded,
    Failed,
    Cancelled,
}

impl JobState {
    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Queued => "queued",
            Self::Running => "running",
            Self::Succeeded => "succeeded",
            Self::Failed => "failed",
            Self::Cancelled => "cancelled",
        }
    }
    pub(crate) fn parse(word: &str) -> Self {
        match word {
            "queued" => Self::Queued,
            "running" => Self::Running,
            "succeeded" => Self::Succeeded,
            "cancelled" => Self::Cancelled,
            _ => Self::Failed,
        }
    }
    /// Whether it will not move any more.
    #[must_use]
    pub fn is_final(self) -> bool {
        !matches!(self, Self::Queued | Self::Running)
    }
}

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<ops::Get>();
    registry.add::<ops::List>();
    registry.add::<ops::Cancel>();
}
