//! Milestones: from an order's event log to states, due times and explanations. Nothing is stored between calls;
//! the same log, policies, calendars and `now` always give the same results.

mod cycles;
mod evaluate;
mod fixed;
mod given;
mod line;
mod why;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::explain::{Explanation, PieceCode};
use crate::policy::{Severity, Target};

pub use evaluate::evaluate;
pub use fixed::{FixedClock, judge_fixed};

/// What a clock says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum MilestoneState {
    /// Its start event has not happened.
    NotStarted,
    /// Counting, in time.
    Running,
    /// Standing still, in time.
    Paused,
    /// Stopped in time (at the due time itself is in time).
    Met,
    /// Still counting after its due time.
    BreachedOpen,
    /// Stopped after its due time.
    BreachedDone,
    /// Not judged: excused, or the order was called off in time.
    Exempt,
    /// There is no due time, so there is no verdict.
    NoTarget,
}

impl MilestoneState {
    /// `Some(true)` in time, `Some(false)` late, `None` no verdict (yet). The rate of compliance is met ÷ (met + late).
    pub fn verdict(self) -> Option<bool> {
        match self {
            MilestoneState::Met => Some(true),
            MilestoneState::BreachedOpen | MilestoneState::BreachedDone => Some(false),
            _ => None,
        }
    }
}

/// Where a due time comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaDueSource")]
pub enum DueSource {
    /// Computed from a policy and a calendar.
    Policy,
    /// Given by the source the order was imported from.
    Fixed,
    /// Promised to the customer.
    Promise,
}

/// A point on the way to, or beyond, the due time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaThreshold")]
pub struct Threshold {
    /// Share of the target, percent.
    pub percent: u32,
    /// When it is reached, epoch milliseconds.
    pub at_ms: i64,
    /// Whether the clock reached it: before `now`, and before it stopped.
    pub reached: bool,
}

/// A due time that moved, or refused to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaDueChange")]
pub struct DueChange {
    /// When, epoch milliseconds.
    pub at_ms: i64,
    /// By what: `priority_changed`, `policy_changed`, `rescheduled`, `promise_changed`.
    pub code: PieceCode,
    /// Due before, epoch milliseconds.
    pub from_due_ms: i64,
    /// Due after; the same when the change had no effect.
    pub to_due_ms: i64,
    /// The clock had been breached already; the breach stands.
    pub breach_kept: bool,
}

/// Who excused an order from being judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaExemption")]
pub struct Exemption {
    /// When, epoch milliseconds.
    pub at_ms: i64,
    /// Who approved it; empty when the order was called off.
    pub by: String,
    /// Why; `cancelled` when the order was called off.
    pub reason: String,
}

/// Something about a result that a person should see.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaNote")]
pub enum Note {
    /// The stop is recorded before the start; kept as it is, elapsed time is 0.
    StoppedBeforeStart,
    /// A change after the breach did not erase it.
    BreachKept,
    /// The order was reopened after this result.
    Reworked,
}

/// The result of one milestone, for one cycle: reopening gives a further result and leaves the first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct MilestoneResult {
    /// Key of the milestone in its policy; `promise.KEY` for a promise.
    pub key: String,
    /// 1, and one more for each reopening that counts.
    pub cycle: u32,
    /// What the clock says.
    pub state: MilestoneState,
    /// What it would say without the exemption.
    pub state_unexcused: MilestoneState,
    /// Where the due time comes from; absent without one.
    pub due_source: Option<DueSource>,
    /// When the clock started (the real moment, also outside hours), epoch milliseconds.
    pub started_at_ms: Option<i64>,
    /// When it stopped.
    pub stopped_at_ms: Option<i64>,
    /// When it is due. While paused: when it would be due if the pause ended now.
    pub due_ms: Option<i64>,
    /// When it was due at first, before pauses, changes and rescheduling.
    pub original_due_ms: Option<i64>,
    /// The target in force.
    pub target: Option<Target>,
    /// The target in open milliseconds.
    pub target_ms: Option<i64>,
    /// Open milliseconds that counted, to the stop or to `now`. Without a calendar: wall time.
    pub elapsed_ms: i64,
    /// Wall milliseconds the customer waited.
    pub wall_ms: i64,
    /// Open milliseconds that pauses took out.
    pub paused_ms: i64,
    /// Wall milliseconds that pauses took.
    pub paused_wall_ms: i64,
    /// Open milliseconds left to the due time; negative: since then.
    pub remaining_ms: Option<i64>,
    /// Thresholds, ascending.
    pub thresholds: Vec<Threshold>,
    /// What moved the due time.
    pub changes: Vec<DueChange>,
    /// The result rests on a year whose holidays are not announced.
    pub provisional: bool,
    /// Who excused it.
    pub exemption: Option<Exemption>,
    /// How bad a breach is.
    pub severity: Severity,
    /// What a person should see.
    pub notes: Vec<Note>,
    /// Why the due time is what it is; only when asked for.
    pub explanation: Option<Explanation>,
}

/// How much to work out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Detail {
    /// States and figures, for many orders.
    Figures,
    /// Explanations too, for one order.
    Explained,
}
