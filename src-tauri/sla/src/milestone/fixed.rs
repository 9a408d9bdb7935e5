//! Fixed clocks: the due time is a fact of a source, and no calendar is asked.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::MilestoneState;

/// A clock whose due time is given. All times are epoch milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaFixedClock")]
pub struct FixedClock {
    /// When it started.
    pub started_at_ms: Option<i64>,
    /// When it stopped.
    pub stopped_at_ms: Option<i64>,
    /// When it is due.
    pub due_ms: Option<i64>,
}

/// Judges a fixed clock: stopped at or before its due time is met, also when the source records the stop before the
/// start. Without a due time there is no verdict.
///
/// ```
/// use outpost_sla::milestone::{FixedClock, MilestoneState, judge_fixed};
/// let clock = FixedClock { started_at_ms: Some(0), stopped_at_ms: Some(10), due_ms: Some(10) };
/// assert_eq!(judge_fixed(&clock, 99), MilestoneState::Met);
/// ```
pub fn judge_fixed(clock: &FixedClock, now_ms: i64) -> MilestoneState {
    match (clock.due_ms, clock.stopped_at_ms) {
        (None, _) => MilestoneState::NoTarget,
        (Some(due), Some(stop)) if stop <= due => MilestoneState::Met,
        (Some(_), Some(_)) => MilestoneState::BreachedDone,
        (Some(due), None) if now_ms > due => MilestoneState::BreachedOpen,
        (Some(_), None) if clock.started_at_ms.is_none() => MilestoneState::NotStarted,
        (Some(_), None) => MilestoneState::Running,
    }
}
