//! Judges every milestone of one order.

use std::collections::BTreeMap;

use super::cycles::{Cycle, cycles};
use super::fixed::{FixedClock, judge_fixed};
use super::line::{Line, Terms};
use super::why::{change_of, explain};
use super::{Detail, DueChange, DueSource, Exemption, MilestoneResult, MilestoneState, Note, Threshold};
use crate::calendar::check_horizon;
use crate::events::{Event, Fact, OrderLog, Pause, known_at, pauses};
use crate::explain::{Piece, PieceCode};
use crate::policy::{Book, ChangeMode, MilestoneSpec, PolicySpec, Severity};
use crate::refusal::{Code, Refusal};
use crate::spans::{Span, Spans};

/// Judges the milestones of an order at `now_ms`. What happened later than that is not known yet.
///
/// Results come in the order of the policy's milestones, then of their cycles; then due times given for keys that the
/// policy does not have; then promises.
///
/// # Errors
/// `unknown_policy`, `unknown_calendar`, `pause_before_start`, `pause_in_future`, `reschedule_reversed`,
/// `target_too_large`, `beyond_horizon`, `no_working_time`.
pub fn evaluate(
    log: &OrderLog,
    book: &Book,
    now_ms: i64,
    detail: Detail,
) -> Result<Vec<MilestoneResult>, Refusal> {
    let known = known_at(log, now_ms);
    let order = Order::read(log, book, known, now_ms, detail)?;
    let mut results = Vec::new();
    for spec in order.milestones() {
        results.extend(order.milestone(spec)?);
    }
    for (key, due_ms) in &order.given {
        if order.latest(key).is_none() {
            results.push(order.given_without_policy(key, *due_ms));
        }
    }
    results.extend(order.promises());
    Ok(results)
}

/// One order, read once, for judging all its milestones.
pub struct Order<'a> {
    pub book: &'a Book,
    pub known: Vec<&'a Event>,
    pub now_ms: i64,
    pub detail: Detail,
    priority: &'a str,
    /// Policies with the moment from which each applies.
    policies: Vec<(i64, &'a PolicySpec)>,
    pauses: Vec<Pause>,
    /// Due times of the source, by milestone.
    given: BTreeMap<&'a str, i64>,
}

/// A clock's line with what moved it.
pub struct Judged<'a> {
    pub line: Line<'a>,
    pub due_ms: i64,
    original_due_ms: i64,
    changes: Vec<DueChange>,
    pub marks: Vec<Piece>,
    paused_now: bool,
}

impl<'a> Order<'a> {
    fn read(
        log: &'a OrderLog,
        book: &'a Book,
        known: Vec<&'a Event>,
        now_ms: i64,
        detail: Detail,
    ) -> Result<Self, Refusal> {
        let mut policies = Vec::new();
        check_horizon(now_ms)?;
        if let Some(reference) = &log.policy {
            policies.push((i64::MIN, book.policy(reference)?));
        }
        let mut given = BTreeMap::new();
        for event in &known {
            check_horizon(event.occurred_at_ms)?;
            match &event.fact {
                Fact::PolicyChanged { to } => policies.push((event.occurred_at_ms, book.policy(to)?)),
                Fact::PromiseSet { due_ms, .. } => check_horizon(*due_ms)?,
                Fact::DueGiven { milestone, due_ms } => {
                    check_horizon(*due_ms)?;
                    given.insert(milestone.as_str(), *due_ms);
                }
                Fact::RescheduledByCustomer { from_ms, to_ms } if to_ms < from_ms => {
                    return Err(Refusal::new(Code::RescheduleReversed)
                        .with("from_ms", *from_ms)
                        .with("to_ms", *to_ms));
                }
                Fact::RescheduledByCustomer { from_ms, to_ms } => {
                    check_horizon(*from_ms)?;
                    check_horizon(*to_ms)?;
                }
                _ => {}
            }
        }
        let reasons = policies
            .last()
            .map_or(&[][..], |(_, policy)| policy.pause_reasons.as_slice());
        let pauses = pauses(log, &known, reasons, now_ms)?;
        Ok(Order {
            book,
            known,
            now_ms,
            detail,
            priority: &log.priority,
            policies,
            pauses,
            given,
        })
    }

    /// The milestones to judge: those of the policy in force, and those of earlier ones that were done before it came.
    fn milestones(&self) -> Vec<&'a MilestoneSpec> {
        let Some((_, current)) = self.policies.last() else {
            return Vec::new();
        };
        let mut specs: Vec<&MilestoneSpec> = current.milestones.iter().collect();
        for (index, (_, policy)) in self.policies.iter().enumerate() {
            let Some((until, _)) = self.policies.get(index + 1) else {
                break;
            };
            for spec in &policy.milestones {
                let done = || {
                    cycles(spec, &self.known)
                        .iter()
                        .any(|c| c.stop_ms.is_some_and(|s| s <= *until))
                };
                if specs.iter().all(|other| other.key != spec.key) && done() {
                    specs.push(spec);
                }
            }
        }
        specs
    }

    pub fn latest(&self, key: &str) -> Option<&'a MilestoneSpec> {
        self.policies
            .iter()
            .rev()
            .find_map(|(_, policy)| policy.milestone(key))
    }

    /// The specification of a milestone at a moment; the first one for moments before it existed.
    fn spec_at(&self, key: &str, at_ms: i64) -> Option<&'a MilestoneSpec> {
        let before = self.policies.iter().rev().filter(|(from, _)| *from <= at_ms);
        let found = before.filter_map(|(_, policy)| policy.milestone(key)).next();
        found.or_else(|| self.policies.iter().find_map(|(_, policy)| policy.milestone(key)))
    }

    fn priority_at(&self, at_ms: i64) -> &'a str {
        let changed = self.known.iter().filter(|event| event.occurred_at_ms <= at_ms);
        changed
            .filter_map(|event| match &event.fact {
                Fact::PriorityChanged { to, .. } => Some(to.as_str()),
                _ => None,
            })
            .next_back()
            .unwrap_or(self.priority)
    }

    fn terms(&self, spec: &MilestoneSpec, at_ms: i64) -> Result<Terms<'a>, Refusal> {
        let calendar = self.book.calendar(&spec.calendar)?;
        Ok(Terms {
            calendar,
            target: spec.target_at(self.priority_at(at_ms)),
        })
    }

    fn milestone(&self, spec: &'a MilestoneSpec) -> Result<Vec<MilestoneResult>, Refusal> {
        let found = cycles(spec, &self.known);
        if found.is_empty() {
            let mut result = blank(&spec.key, 1, MilestoneState::NotStarted, spec.severity);
            result.target = Some(self.terms(spec, self.now_ms)?.target);
            self.excuse(&mut result);
            return Ok(vec![result]);
        }
        let given = self.given.get(spec.key.as_str());
        found
            .iter()
            .map(|cycle| match given {
                Some(due) if cycle.number == 1 => self.given_cycle(spec, cycle, *due),
                _ => self.cycle(spec, cycle),
            })
            .collect()
    }

    /// Pauses that stop this clock: allowed by the policy in force when they began, or by the one in force now, so
    /// that a change of policy never takes an accumulated pause away.
    pub fn spans(&self, spec: &MilestoneSpec, cycle: &Cycle) -> (Spans, bool) {
        let allowed = |pause: &&Pause| {
            let reason = &pause.span.reasons[0];
            let then = self.spec_at(&spec.key, pause.span.from_ms);
            spec.pause_reasons.contains(reason) || then.is_some_and(|s| s.pause_reasons.contains(reason))
        };
        let paused_now = self.pauses.iter().filter(allowed).any(|pause| pause.open);
        let pauses = self.pauses.iter().filter(allowed).map(|pause| pause.span.clone());
        let spans: Vec<Span> = pauses.chain(cycle.closed.iter().cloned()).collect();
        (Spans::union(cycle.start_ms, spans), paused_now)
    }

    fn cycle(&self, spec: &'a MilestoneSpec, cycle: &Cycle) -> Result<MilestoneResult, Refusal> {
        let judged = self.judge(spec, cycle)?;
        let line = &judged.line;
        let end = cycle
            .stop_ms
            .or(cycle.cancelled_ms)
            .unwrap_or(self.now_ms)
            .max(cycle.start_ms);
        let clock = FixedClock {
            started_at_ms: Some(cycle.start_ms),
            stopped_at_ms: cycle.stop_ms.or(cycle.cancelled_ms),
            due_ms: Some(judged.due_ms),
        };
        let state = match judge_fixed(&clock, self.now_ms) {
            MilestoneState::Running if judged.paused_now => MilestoneState::Paused,
            state => state,
        };
        let mut result = blank(&spec.key, cycle.number, state, spec.severity);
        result.due_source = Some(DueSource::Policy);
        result.started_at_ms = Some(cycle.start_ms);
        result.stopped_at_ms = cycle.stop_ms;
        result.due_ms = Some(judged.due_ms);
        result.original_due_ms = Some(judged.original_due_ms);
        result.target = Some(line.terms().target);
        result.target_ms = Some(line.target_ms());
        result.elapsed_ms = line.elapsed(end)?;
        result.wall_ms = end - cycle.start_ms;
        result.paused_ms = line.paused(end)?;
        result.paused_wall_ms = line.spans.wall_ms(cycle.start_ms, end);
        result.remaining_ms = Some(line.remaining(end, judged.due_ms)?);
        for percent in ascending(&spec.thresholds) {
            let at_ms = if percent == 100 {
                judged.due_ms
            } else {
                line.reach(percent)?
            };
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
        let touched = line.parts(judged.due_ms);
        result.provisional = touched
            .iter()
            .any(|(calendar, from, to)| calendar.provisional(*from, *to));
        notes(&mut result, cycle, &judged.changes);
        if self.detail == Detail::Explained {
            result.explanation = Some(explain(&judged, &result)?);
        }
        result.changes = judged.changes;
        self.excuse_cancelled(&mut result, cycle);
        self.excuse(&mut result);
        Ok(result)
    }

    /// Follows the line of a clock through every change of priority, policy and appointment.
    fn judge(&self, spec: &'a MilestoneSpec, cycle: &Cycle) -> Result<Judged<'a>, Refusal> {
        let start = cycle.start_ms;
        let (spans, paused_now) = self.spans(spec, cycle);
        let first = self.spec_at(&spec.key, start).unwrap_or(spec);
        let terms = self.terms(first, start)?;
        let original = Line::new(start, terms, spec.pause_rule, Spans::default())?;
        let original_due_ms = original.due()?;
        let mut line = original.with_spans(spans);
        let mut due_ms = line.due()?;
        let mut changes = Vec::new();
        let mut marks = Vec::new();
        let end = cycle.stop_ms.or(cycle.cancelled_ms).unwrap_or(self.now_ms);
        for event in self
            .known
            .iter()
            .filter(|e| e.occurred_at_ms > start && e.occurred_at_ms < end)
        {
            let at_ms = event.occurred_at_ms;
            let Some((code, mut params)) = change_of(&event.fact) else {
                continue;
            };
            let changed = if due_ms < at_ms {
                // Breached already: nothing that comes later erases it.
                None
            } else {
                self.changed(&line, due_ms, event, &spec.key)?
            };
            if changed.is_none() && !self.would_change(&line, event, &spec.key)? {
                continue;
            }
            let breach_kept = due_ms < at_ms;
            let from_due_ms = due_ms;
            if let Some(new) = changed {
                due_ms = new.due()?;
                line = new;
            }
            changes.push(DueChange {
                at_ms,
                code,
                from_due_ms,
                to_due_ms: due_ms,
                breach_kept,
            });
            params.insert("from_due_ms".into(), from_due_ms.into());
            params.insert("to_due_ms".into(), due_ms.into());
            marks.push(Piece::mark(
                if breach_kept { PieceCode::BreachKept } else { code },
                at_ms,
                params,
            ));
        }
        Ok(Judged {
            line,
            due_ms,
            original_due_ms,
            changes,
            marks,
            paused_now,
        })
    }

    /// Whether an event concerns this clock at all.
    fn would_change(&self, line: &Line<'a>, event: &Event, key: &str) -> Result<bool, Refusal> {
        let at_ms = event.occurred_at_ms;
        let Some(spec) = self.spec_at(key, at_ms) else {
            return Ok(false);
        };
        match &event.fact {
            Fact::RescheduledByCustomer { .. } => Ok(spec.moves_with_appointment),
            _ => Ok(!self.terms(spec, at_ms)?.same_as(&line.terms())),
        }
    }

    /// The line after an event, or `None` when it does not move this clock.
    fn changed(
        &self,
        line: &Line<'a>,
        due_ms: i64,
        event: &Event,
        key: &str,
    ) -> Result<Option<Line<'a>>, Refusal> {
        let at_ms = event.occurred_at_ms;
        let Some(spec) = self.spec_at(key, at_ms) else {
            return Ok(None);
        };
        if !self.would_change(line, event, key)? {
            return Ok(None);
        }
        if let Fact::RescheduledByCustomer { from_ms, to_ms } = &event.fact {
            let mut new = line.clone();
            new.extend_at(at_ms, *from_ms, *to_ms)?;
            return Ok(Some(new));
        }
        let terms = self.terms(spec, at_ms)?;
        match spec.on_change {
            ChangeMode::Retroactive => line.retroactively(terms).map(Some),
            ChangeMode::RemainingProportion => {
                let mut new = line.clone();
                new.change_at(at_ms, terms)?;
                Ok(Some(new))
            }
            ChangeMode::OnlyIfEarlier => {
                let new = line.retroactively(terms)?;
                Ok(if new.due()? < due_ms { Some(new) } else { None })
            }
        }
    }

    /// An order called off in time is not judged; called off too late, the breach stands.
    pub fn excuse_cancelled(&self, result: &mut MilestoneResult, cycle: &Cycle) {
        if let Some(at_ms) = cycle.cancelled_ms
            && result.state == MilestoneState::Met
        {
            result.state = MilestoneState::Exempt;
            result.state_unexcused = MilestoneState::Exempt;
            result.exemption = Some(Exemption {
                at_ms,
                by: String::new(),
                reason: "cancelled".to_owned(),
            });
        }
    }

    pub fn excuse(&self, result: &mut MilestoneResult) {
        for event in &self.known {
            if let Fact::Exempted {
                milestone,
                by,
                reason,
            } = &event.fact
                && milestone.as_ref().is_none_or(|key| *key == result.key)
            {
                result.state = MilestoneState::Exempt;
                let (by, reason) = (by.clone(), reason.clone());
                result.exemption = Some(Exemption {
                    at_ms: event.occurred_at_ms,
                    by,
                    reason,
                });
            }
        }
    }
}

pub fn ascending(thresholds: &[u32]) -> Vec<u32> {
    let mut sorted = thresholds.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    sorted
}

pub fn blank(key: &str, cycle: u32, state: MilestoneState, severity: Severity) -> MilestoneResult {
    MilestoneResult {
        key: key.to_owned(),
        cycle,
        state,
        state_unexcused: state,
        due_source: None,
        started_at_ms: None,
        stopped_at_ms: None,
        due_ms: None,
        original_due_ms: None,
        target: None,
        target_ms: None,
        elapsed_ms: 0,
        wall_ms: 0,
        paused_ms: 0,
        paused_wall_ms: 0,
        remaining_ms: None,
        thresholds: Vec::new(),
        changes: Vec::new(),
        provisional: false,
        exemption: None,
        severity,
        notes: Vec::new(),
        explanation: None,
    }
}

pub fn notes(result: &mut MilestoneResult, cycle: &Cycle, changes: &[DueChange]) {
    let all = [
        (cycle.stopped_before_start, Note::StoppedBeforeStart),
        (changes.iter().any(|change| change.breach_kept), Note::BreachKept),
        (cycle.reworked, Note::Reworked),
    ];
    result.notes = all
        .into_iter()
        .filter(|(holds, _)| *holds)
        .map(|(_, note)| note)
        .collect();
}
