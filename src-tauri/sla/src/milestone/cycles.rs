//! From events to cycles: when a milestone started, stopped, and started again.

use crate::events::{Event, Fact};
use crate::policy::{MilestoneSpec, ReopenMode, Step};
use crate::spans::Span;

/// Reason code of the time an order was closed before it was reopened.
pub const CLOSED_REASON: &str = "order_closed";

/// One run of a clock.
#[derive(Clone, Debug, Default)]
pub struct Cycle {
    pub number: u32,
    pub start_ms: i64,
    pub stop_ms: Option<i64>,
    pub cancelled_ms: Option<i64>,
    /// Time between stop and reopening that does not count.
    pub closed: Vec<Span>,
    pub stopped_before_start: bool,
    pub reworked: bool,
}

/// The cycles of a milestone, in order; none when it has not started.
pub fn cycles(spec: &MilestoneSpec, known: &[&Event]) -> Vec<Cycle> {
    let mut cycles: Vec<Cycle> = Vec::new();
    let mut early_stop: Option<i64> = None;
    let mut awaits_start = true;
    for event in known {
        let at = event.occurred_at_ms;
        match &event.fact {
            Fact::Happened { step } => {
                if awaits_start && spec.starts_on.contains(step) {
                    awaits_start = false;
                    let number = next_number(&cycles);
                    cycles.push(Cycle {
                        number,
                        start_ms: at,
                        ..Cycle::default()
                    });
                } else if spec.stops_on.contains(step) {
                    match cycles.last_mut() {
                        Some(c) if c.stop_ms.is_none() && c.cancelled_ms.is_none() => c.stop_ms = Some(at),
                        Some(_) => {}
                        None => early_stop = early_stop.or(Some(at)),
                    }
                }
            }
            Fact::Reopened => awaits_start |= reopen(spec, &mut cycles, at),
            Fact::Cancelled => {
                if let Some(cycle) = cycles.last_mut().filter(|c| c.stop_ms.is_none()) {
                    cycle.cancelled_ms = cycle.cancelled_ms.or(Some(at));
                }
            }
            _ => {}
        }
    }
    // Nothing can happen before an order is opened: such a stop is dirty data and is shown, not swallowed.
    if let (Some(stop), [cycle]) = (early_stop, cycles.as_mut_slice())
        && cycle.stop_ms.is_none()
        && spec.starts_on.contains(&Step::Opened)
    {
        cycle.stop_ms = Some(stop);
        cycle.stopped_before_start = stop < cycle.start_ms;
    }
    cycles
}

fn next_number(cycles: &[Cycle]) -> u32 {
    cycles.last().map_or(1, |cycle| cycle.number + 1)
}

/// Applies a reopening; true when a new cycle must wait for its own start event.
fn reopen(spec: &MilestoneSpec, cycles: &mut Vec<Cycle>, at: i64) -> bool {
    let number = next_number(cycles);
    let Some(cycle) = cycles.last_mut() else {
        return false;
    };
    if let Some(cancelled) = cycle.cancelled_ms.take() {
        // Called off and taken up again: the clock goes on where it stood.
        cycle.closed.push(closed(cancelled, at));
        return false;
    }
    let Some(stop) = cycle.stop_ms else { return false };
    match spec.on_reopen {
        ReopenMode::Keep => false,
        ReopenMode::Continue => {
            cycle.reworked = true;
            let mut next = Cycle {
                number,
                start_ms: cycle.start_ms,
                ..Cycle::default()
            };
            next.closed.clone_from(&cycle.closed);
            next.closed.push(closed(stop, at));
            cycles.push(next);
            false
        }
        ReopenMode::NewResult => {
            cycle.reworked = true;
            if spec.starts_on.contains(&Step::Opened) {
                cycles.push(Cycle {
                    number,
                    start_ms: at,
                    ..Cycle::default()
                });
                return false;
            }
            true
        }
    }
}

fn closed(from_ms: i64, to_ms: i64) -> Span {
    Span {
        from_ms,
        to_ms,
        reasons: vec![CLOSED_REASON.to_owned()],
    }
}
