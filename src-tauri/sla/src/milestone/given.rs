//! Clocks whose due time no calendar makes: given by the source an order came from, or promised to the customer.

use super::cycles::{Cycle, cycles};
use super::evaluate::{Order, ascending, blank, notes};
use super::fixed::{FixedClock, judge_fixed};
use super::{DueChange, DueSource, MilestoneResult, MilestoneState, Threshold};
use crate::events::Fact;
use crate::explain::{Explanation, Piece, PieceCode};
use crate::milestone::Detail;
use crate::policy::{MilestoneSpec, Severity, Step};
use crate::refusal::{Params, Refusal};

/// Prefix of the keys of promises.
const PROMISE: &str = "promise.";

impl Order<'_> {
    /// A cycle whose due time the source gave.
    pub fn given_cycle(
        &self,
        spec: &MilestoneSpec,
        cycle: &Cycle,
        due_ms: i64,
    ) -> Result<MilestoneResult, Refusal> {
        let calendar = self.book.calendar(&spec.calendar)?;
        let (spans, paused_now) = self.spans(spec, cycle);
        let mut result = self.fixed(&spec.key, cycle, due_ms, DueSource::Fixed, spec.severity);
        if result.state == MilestoneState::Running && paused_now {
            result.state = MilestoneState::Paused;
            result.state_unexcused = result.state;
        }
        let end = cycle
            .stop_ms
            .or(cycle.cancelled_ms)
            .unwrap_or(self.now_ms)
            .max(cycle.start_ms);
        result.elapsed_ms = spans.counted_ms(calendar, cycle.start_ms, end)?;
        result.paused_ms = spans.working_ms(calendar, cycle.start_ms, end)?;
        result.paused_wall_ms = spans.wall_ms(cycle.start_ms, end);
        for percent in ascending(&spec.thresholds) {
            let wall = i128::from(due_ms - cycle.start_ms) * i128::from(percent) / 100;
            let at_ms = cycle
                .start_ms
                .saturating_add(i64::try_from(wall).unwrap_or(i64::MAX));
            let reached = if cycle.stop_ms.is_some() {
                at_ms < end
            } else {
                at_ms <= end
            };
            result.thresholds.push(Threshold {
                percent,
                at_ms,
                reached,
            });
        }
        notes(&mut result, cycle, &[]);
        self.excuse_cancelled(&mut result, cycle);
        self.excuse(&mut result);
        Ok(result)
    }

    /// A due time of the source for an order without a policy for it: from opening to completion or closing.
    pub fn given_without_policy(&self, key: &str, due_ms: i64) -> MilestoneResult {
        let first = |steps: &[Step]| {
            self.known.iter().find_map(|event| match &event.fact {
                Fact::Happened { step } if steps.contains(step) => Some(event.occurred_at_ms),
                _ => None,
            })
        };
        let opened = first(&[Step::Opened]);
        let stop_ms = first(&[Step::Completed]).or_else(|| first(&[Step::Closed]));
        let start_ms = opened.unwrap_or(stop_ms.unwrap_or(due_ms));
        let stopped_before_start = stop_ms.is_some_and(|stop| stop < start_ms);
        let cycle = Cycle {
            number: 1,
            start_ms,
            stop_ms,
            stopped_before_start,
            ..Cycle::default()
        };
        let mut result = self.fixed(key, &cycle, due_ms, DueSource::Fixed, Severity::default());
        notes(&mut result, &cycle, &[]);
        self.excuse(&mut result);
        result
    }

    fn fixed(
        &self,
        key: &str,
        cycle: &Cycle,
        due_ms: i64,
        source: DueSource,
        severity: Severity,
    ) -> MilestoneResult {
        let stop = cycle.stop_ms.or(cycle.cancelled_ms);
        let clock = FixedClock {
            started_at_ms: Some(cycle.start_ms),
            stopped_at_ms: stop,
            due_ms: Some(due_ms),
        };
        let mut result = blank(key, cycle.number, judge_fixed(&clock, self.now_ms), severity);
        let end = stop.unwrap_or(self.now_ms).max(cycle.start_ms);
        result.due_source = Some(source);
        result.started_at_ms = Some(cycle.start_ms);
        result.stopped_at_ms = cycle.stop_ms;
        result.due_ms = Some(due_ms);
        result.original_due_ms = Some(due_ms);
        result.wall_ms = end - cycle.start_ms;
        result.elapsed_ms = result.wall_ms;
        result.remaining_ms = Some(due_ms - end);
        if self.detail == Detail::Explained {
            result.explanation = Some(Explanation::new(vec![Piece::mark(
                PieceCode::DueFixed,
                due_ms,
                Params::new(),
            )]));
        }
        result
    }

    /// One fixed clock for each milestone that somebody promised a time for.
    pub fn promises(&self) -> Vec<MilestoneResult> {
        let mut promised: Vec<(&str, i64, i64, i64, Vec<DueChange>)> = Vec::new();
        for event in &self.known {
            let Fact::PromiseSet { milestone, due_ms } = &event.fact else {
                continue;
            };
            let at_ms = event.occurred_at_ms;
            match promised.iter_mut().find(|entry| entry.0 == milestone) {
                None => promised.push((milestone, at_ms, *due_ms, *due_ms, Vec::new())),
                Some((_, _, _, current, changes)) => {
                    let breach_kept = *current < at_ms;
                    let to_due_ms = if breach_kept { *current } else { *due_ms };
                    let code = PieceCode::PromiseChanged;
                    changes.push(DueChange {
                        at_ms,
                        code,
                        from_due_ms: *current,
                        to_due_ms,
                        breach_kept,
                    });
                    *current = to_due_ms;
                }
            }
        }
        let result =
            |(milestone, start_ms, first, due_ms, changes): (&str, i64, i64, i64, Vec<DueChange>)| {
                let stop_ms = match self.latest(milestone) {
                    Some(spec) => cycles(spec, &self.known).first().and_then(|cycle| cycle.stop_ms),
                    None => None,
                };
                let cycle = Cycle {
                    number: 1,
                    start_ms,
                    stop_ms,
                    ..Cycle::default()
                };
                let key = format!("{PROMISE}{milestone}");
                let mut result = self.fixed(&key, &cycle, due_ms, DueSource::Promise, Severity::default());
                result.original_due_ms = Some(first);
                notes(&mut result, &cycle, &changes);
                result.changes = changes;
                self.excuse(&mut result);
                result
            };
        promised.into_iter().map(result).collect()
    }
}
