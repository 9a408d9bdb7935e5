//! The event log of an order: the only source its clocks are computed from.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::policy::{PauseReason, Step};
use crate::refusal::{Code, Refusal};
use crate::spans::Span;

/// What happened.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
#[ts(rename = "SlaFact")]
pub enum Fact {
    /// A step of the work.
    Happened {
        /// Which.
        step: Step,
    },
    /// The order was opened again.
    Reopened,
    /// The order was called off.
    Cancelled,
    /// The order began to wait.
    PauseStarted {
        /// Code of the reason.
        reason: String,
    },
    /// The waiting for a reason ended.
    PauseEnded {
        /// Code of the reason.
        reason: String,
    },
    /// The priority changed.
    PriorityChanged {
        /// Before.
        from: String,
        /// After.
        to: String,
    },
    /// Another policy, or another version, applies from now on.
    PolicyChanged {
        /// Reference of the policy in the book.
        to: String,
    },
    /// Somebody promised the customer a time. A fixed clock of its own, never moved by pauses.
    PromiseSet {
        /// Key of the milestone whose stop fulfils the promise.
        milestone: String,
        /// The promised time, epoch milliseconds.
        due_ms: i64,
    },
    /// The source an order was imported from states its due time: a fixed clock.
    DueGiven {
        /// Key of the milestone.
        milestone: String,
        /// The due time, epoch milliseconds.
        due_ms: i64,
    },
    /// The customer moved an appointment.
    RescheduledByCustomer {
        /// The agreed time before, epoch milliseconds.
        from_ms: i64,
        /// The agreed time now.
        to_ms: i64,
    },
    /// Somebody excused the order from being judged.
    Exempted {
        /// Key of the milestone; absent: all of them.
        milestone: Option<String>,
        /// Who approved it.
        by: String,
        /// Why.
        reason: String,
    },
}

/// One entry of the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaEvent")]
pub struct Event {
    /// When it happened, epoch milliseconds.
    pub occurred_at_ms: i64,
    /// When it was written down, epoch milliseconds.
    pub recorded_at_ms: i64,
    /// What happened.
    #[serde(flatten)]
    pub fact: Fact,
}

impl Event {
    /// An event written down when it happened.
    pub fn at(at_ms: i64, fact: Fact) -> Self {
        Event {
            occurred_at_ms: at_ms,
            recorded_at_ms: at_ms,
            fact,
        }
    }

    /// A step written down when it happened.
    pub fn step(at_ms: i64, step: Step) -> Self {
        Event::at(at_ms, Fact::Happened { step })
    }
}

/// An order as its clocks see it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaOrderLog")]
pub struct OrderLog {
    /// Reference of the policy that applied at first; absent: only fixed clocks are judged.
    pub policy: Option<String>,
    /// Priority code at first.
    #[serde(default)]
    pub priority: String,
    /// What happened, in any order.
    pub events: Vec<Event>,
}

impl OrderLog {
    /// The moment the order was taken in, epoch milliseconds.
    pub fn opened_at_ms(&self) -> Option<i64> {
        let opened = Fact::Happened { step: Step::Opened };
        self.events
            .iter()
            .filter(|event| event.fact == opened)
            .map(|event| event.occurred_at_ms)
            .min()
    }
}

/// What had happened at `now`, in order of happening; ties in order of recording, then of the log.
pub(crate) fn known_at(log: &OrderLog, now_ms: i64) -> Vec<&Event> {
    let mut events: Vec<&Event> = log
        .events
        .iter()
        .filter(|event| event.occurred_at_ms <= now_ms)
        .collect();
    events.sort_by_key(|event| (event.occurred_at_ms, event.recorded_at_ms));
    events
}

/// Whether a pause may be recorded: after the order was opened, not in the future, and not backwards.
///
/// # Errors
/// `pause_before_start`, `pause_in_future`, `pause_reversed`.
pub fn check_pause(log: &OrderLog, from_ms: i64, to_ms: Option<i64>, now_ms: i64) -> Result<(), Refusal> {
    if let Some(opened) = log.opened_at_ms()
        && from_ms < opened
    {
        return Err(Refusal::new(Code::PauseBeforeStart)
            .with("at_ms", from_ms)
            .with("opened_at_ms", opened));
    }
    if from_ms > now_ms || to_ms.is_some_and(|to| to > now_ms) {
        return Err(Refusal::new(Code::PauseInFuture)
            .with("at_ms", from_ms)
            .with("recorded_at_ms", now_ms));
    }
    match to_ms {
        Some(to) if to < from_ms => Err(Refusal::new(Code::PauseReversed)
            .with("from_ms", from_ms)
            .with("to_ms", to)),
        _ => Ok(()),
    }
}

/// A pause as the log tells it.
#[derive(Clone, Debug)]
pub(crate) struct Pause {
    pub span: Span,
    /// Not yet ended at `now`; the span ends there for the time being.
    pub open: bool,
}

/// Reads the pauses from a log. A pause for a reason that is already waiting adds nothing; one that was never ended
/// runs to `now`; a reason's limit and its resuming steps end it.
pub(crate) fn pauses(
    log: &OrderLog,
    known: &[&Event],
    reasons: &[PauseReason],
    now_ms: i64,
) -> Result<Vec<Pause>, Refusal> {
    let opened = log.opened_at_ms();
    let mut waiting: Vec<(String, i64)> = Vec::new();
    let mut found: Vec<Pause> = Vec::new();
    for event in known {
        let at = event.occurred_at_ms;
        match &event.fact {
            Fact::PauseStarted { reason } => {
                if let Some(opened) = opened.filter(|opened| at < *opened) {
                    return Err(Refusal::new(Code::PauseBeforeStart)
                        .with("at_ms", at)
                        .with("opened_at_ms", opened));
                }
                if at > event.recorded_at_ms {
                    return Err(Refusal::new(Code::PauseInFuture)
                        .with("at_ms", at)
                        .with("recorded_at_ms", event.recorded_at_ms));
                }
                if waiting.iter().all(|(known, _)| known != reason) {
                    waiting.push((reason.clone(), at));
                }
            }
            Fact::PauseEnded { reason } => end_pauses(&mut waiting, &mut found, at, |known| known == reason),
            Fact::Happened { step } => end_pauses(&mut waiting, &mut found, at, |known| {
                reasons
                    .iter()
                    .any(|r| r.code == known && r.resumes_on.contains(step))
            }),
            Fact::Cancelled => end_pauses(&mut waiting, &mut found, at, |_| true),
            _ => {}
        }
    }
    for (reason, from_ms) in waiting {
        found.push(Pause {
            span: Span {
                from_ms,
                to_ms: now_ms,
                reasons: vec![reason],
            },
            open: true,
        });
    }
    for pause in &mut found {
        let limit = reasons
            .iter()
            .find(|r| r.code == pause.span.reasons[0])
            .and_then(|r| r.max_minutes);
        if let Some(end) =
            limit.map(|minutes| pause.span.from_ms.saturating_add(minutes.saturating_mul(60_000)))
            && end <= pause.span.to_ms
        {
            pause.span.to_ms = end;
            pause.open = false;
        }
    }
    Ok(found)
}

fn end_pauses(
    waiting: &mut Vec<(String, i64)>,
    found: &mut Vec<Pause>,
    at: i64,
    ends: impl Fn(&str) -> bool,
) {
    waiting.retain(|(reason, from_ms)| {
        if !ends(reason) {
            return true;
        }
        let span = Span {
            from_ms: *from_ms,
            to_ms: at,
            reasons: vec![reason.clone()],
        };
        found.push(Pause { span, open: false });
        false
    });
}
