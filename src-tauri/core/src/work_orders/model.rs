//! Wire types of work orders.

use super::rules::State;
use crate::kernel::{BatchId, Minor, Ms, WorkOrderId};
use outpost_sla::milestone::MilestoneResult;
use serde::Serialize;
use ts_rs::TS;

/// A work order as its drawer shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkOrderView {
    pub id: WorkOrderId,
    #[ts(as = "f64")]
    pub version: i64,
    pub number: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub external_number: Option<String>,
    pub kind: String,
    pub priority: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub product_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outlet: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub customer: Option<Named>,
    /// Who has it in hand.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub engineer: Option<Named>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact_name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub contact_phone: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub address: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub latitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub longitude: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub description: Option<String>,
    pub state: State,
    pub opened_at: Ms,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub due_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub response_due_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub responded_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub arrived_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub completed_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub closed_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub handling_ms: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub cost: Option<Minor>,
    /// What the source itself said of its punctuality.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub source_verdict: Option<String>,
    /// Codes under `work_orders:flag.`.
    pub flags: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub source: Option<Source>,
    /// The own policy that judges it; absent where its due times were given by its source.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub policy: Option<JudgedBy>,
    /// The clocks that were judged.
    pub clocks: Vec<MilestoneResult>,
    /// What the workspace's own policy would have made of it, where one applies; a comparison, not a verdict.
    pub comparison: Option<Comparison>,
    /// When these clocks were read.
    pub as_of: Ms,
}

/// The policy of the workspace by which an order is judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct JudgedBy {
    pub name: String,
    #[ts(as = "f64")]
    pub revision: i64,
}

/// Something with an id and a name.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Named {
    #[ts(as = "f64")]
    pub id: i64,
    pub code: String,
    pub name: String,
}

/// Where an imported order came from.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Source {
    pub batch_id: BatchId,
    pub file_name: String,
    #[ts(as = "f64")]
    pub line: i64,
    pub by: String,
    pub at: Ms,
}

/// Clocks under the workspace's own policy.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Comparison {
    pub policy: String,
    #[ts(as = "f64")]
    pub revision: i64,
    pub clocks: Vec<MilestoneResult>,
}
