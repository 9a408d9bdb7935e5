//! Wire types of the demo network.

use crate::kernel::Ms;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What was made.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SeedReport {
    #[ts(as = "f64")]
    pub regions: i64,
    #[ts(as = "f64")]
    pub outlets: i64,
    #[ts(as = "f64")]
    pub engineers: i64,
    #[ts(as = "f64")]
    pub customers: i64,
    #[ts(as = "f64")]
    pub orders: i64,
    #[ts(as = "f64")]
    pub events: i64,
    /// The moment as of which everything is told.
    pub as_of: Ms,
    #[ts(as = "f64")]
    pub took_ms: i64,
    /// People to look at it as; closed until `demo.open_accounts` gives them a password.
    pub accounts: Vec<DemoAccount>,
}

/// A person of the demo network.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DemoAccount {
    pub login: String,
    pub name: String,
    pub role: String,
}

/// What a workspace holds: the demo network is made in an empty one only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, TS)]
pub struct Holdings {
    #[ts(as = "f64")]
    pub work_orders: i64,
    #[ts(as = "f64")]
    pub regions: i64,
    #[ts(as = "f64")]
    pub outlets: i64,
    #[ts(as = "f64")]
    pub engineers: i64,
    #[ts(as = "f64")]
    pub customers: i64,
    #[ts(as = "f64")]
    pub categories: i64,
}

impl Holdings {
    /// Whether there is nothing of the business yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

/// Whether a demo network can be made here, and which one was.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DemoStatus {
    pub possible: bool,
    pub holds: Holdings,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub made: Option<DemoRun>,
}

/// The demo network of this workspace.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DemoRun {
    /// The batch that its rows belong to.
    #[ts(as = "f64")]
    pub batch_id: i64,
    #[ts(as = "f64")]
    pub seed: i64,
    #[ts(as = "f64")]
    pub orders: i64,
    pub as_of: Ms,
    pub accounts: Vec<DemoAccount>,
}

/// What was taken away.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct ClearReport {
    #[ts(as = "f64")]
    pub orders: i64,
    /// Outlets and the like that other rows use by now, so left.
    #[ts(as = "f64")]
    pub kept: i64,
}
