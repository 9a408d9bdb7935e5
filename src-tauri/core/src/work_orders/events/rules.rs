//! What can happen to an order, as a row of its log and as a fact that clocks read.

use crate::error::{Error, Result};
use outpost_sla::events::{Event, Fact};
use outpost_sla::policy::Step;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};

/// One kind of event, with what it needs beside its time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Happening {
    /// A step of the work: opened, confirmed, dispatched, responded, arrived, completed …
    Stepped(Step),
    /// The engineer took the order; no clock asks for it.
    Accepted,
    /// A visit was agreed for a time, epoch milliseconds.
    Appointed {
        for_ms: Option<i64>,
    },
    /// Opened again after completion.
    Reopened {
        reason: Option<String>,
    },
    /// Called off; the reason is a code of the dictionary `cancel_reason`.
    Cancelled {
        reason: Option<String>,
    },
    /// Began to wait; the reason is a code of the policy's pause reasons.
    Paused {
        reason: String,
    },
    /// The waiting for a reason ended.
    Resumed {
        reason: String,
    },
    PriorityChanged {
        from: String,
        to: String,
    },
    /// Somebody promised a time for a milestone: a fixed clock of its own.
    Promised {
        milestone: String,
        due_ms: i64,
    },
    /// The customer moved the agreed visit.
    Rescheduled {
        from_ms: i64,
        to_ms: i64,
    },
    /// Somebody excused the order, or one milestone of it, from being judged.
    Exempted {
        milestone: Option<String>,
        by: String,
        reason: String,
    },
    /// The customer chased; the reason is a code of the dictionary `urge_reason`.
    Urged {
        reason: Option<String>,
    },
}

/// One entry of an order's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// When it happened, epoch milliseconds.
    pub at: i64,
    /// When it was written down.
    pub recorded_at: i64,
    pub what: Happening,
    pub note: Option<String>,
    /// Who did it; the system where nobody is named.
    pub actor_name: Option<String>,
}

/// Steps by the word under which they are stored.
const STEPS: &[(&str, Step)] = &[
    ("opened", Step::Opened),
    ("confirmed", Step::Confirmed),
    ("dispatched", Step::Dispatched),
    ("responded", Step::Responded),
    ("arrived", Step::Arrived),
    ("completed", Step::Completed),
    ("closed", Step::Closed),
    ("followed_up", Step::FollowedUp),
    ("complaint_raised", Step::ComplaintRaised),
    ("complaint_answered", Step::ComplaintAnswered),
    ("goods_received", Step::GoodsReceived),
    ("goods_repaired", Step::GoodsRepaired),
];
const APPOINTED: &str = "appointed";

#[derive(Serialize, Deserialize)]
struct Visit {
    for_ms: i64,
}
#[derive(Serialize, Deserialize)]
struct FromTo<T> {
    from: T,
    to: T,
}
#[derive(Serialize, Deserialize)]
struct Promise {
    milestone: String,
    due_ms: i64,
}
#[derive(Serialize, Deserialize)]
struct Excuse {
    milestone: Option<String>,
    by: String,
}

fn typed<T: DeserializeOwned>(kind: &str, data: Option<&str>) -> Result<T> {
    let text = data.ok_or_else(|| Error::fault(format!("an event {kind} without its data")))?;
    serde_json::from_str(text).map_err(|e| Error::fault(format!("an event {kind}: {e}")))
}

fn needed(kind: &str, reason: Option<String>) -> Result<String> {
    reason.ok_or_else(|| Error::fault(format!("an event {kind} without its reason")))
}

impl Happening {
    /// The word under which it is stored.
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Stepped(step) => STEPS
                .iter()
                .find(|(_, known)| known == step)
                .map_or(APPOINTED, |(word, _)| word),
            Self::Accepted => "accepted",
            Self::Appointed { .. } => APPOINTED,
            Self::Reopened { .. } => "reopened",
            Self::Cancelled { .. } => "cancelled",
            Self::Paused { .. } => "paused",
            Self::Resumed { .. } => "resumed",
            Self::PriorityChanged { .. } => "priority_changed",
            Self::Promised { .. } => "promised",
            Self::Rescheduled { .. } => "rescheduled",
            Self::Exempted { .. } => "exempted",
            Self::Urged { .. } => "urged",
        }
    }

    /// The code of its reason, as it is stored.
    #[must_use]
    pub fn reason(&self) -> Option<&str> {
        match self {
            Self::Paused { reason } | Self::Resumed { reason } | Self::Exempted { reason, .. } => {
                Some(reason)
            }
            Self::Cancelled { reason } | Self::Urged { reason } | Self::Reopened { reason } => {
                reason.as_deref()
            }
            _ => None,
        }
    }

    /// What its kind needs beside a reason, as it is stored.
    #[must_use]
    pub fn data(&self) -> Option<Json> {
        match self {
            Self::Appointed { for_ms } => for_ms.map(|for_ms| json!(Visit { for_ms })),
            Self::PriorityChanged { from, to } => Some(json!(FromTo { from, to })),
            Self::Rescheduled { from_ms, to_ms } => Some(json!(FromTo {
                from: from_ms,
                to: to_ms
            })),
            Self::Promised { milestone, due_ms } => Some(json!(Promise {
                milestone: milestone.clone(),
                due_ms: *due_ms
            })),
            Self::Exempted { milestone, by, .. } => Some(json!(Excuse {
                milestone: milestone.clone(),
                by: by.clone()
            })),
            _ => None,
        }
    }

    /// From the stored columns.
    ///
    /// # Errors
    /// A fault for a kind that this version does not know, or one without what it needs.
    pub fn read(kind: &str, reason: Option<String>, data: Option<&str>) -> Result<Self> {
        if let Some((_, step)) = STEPS.iter().find(|(word, _)| *word == kind) {
            return Ok(Self::Stepped(*step));
        }
        Ok(match kind {
            "accepted" => Self::Accepted,
            APPOINTED => Self::Appointed {
                for_ms: match data {
                    Some(_) => Some(typed::<Visit>(kind, data)?.for_ms),
                    None => None,
                },
            },
            "reopened" => Self::Reopened { reason },
            "cancelled" => Self::Cancelled { reason },
            "paused" => Self::Paused {
                reason: needed(kind, reason)?,
            },
            "resumed" => Self::Resumed {
                reason: needed(kind, reason)?,
            },
            "priority_changed" => {
                let FromTo { from, to } = typed(kind, data)?;
                Self::PriorityChanged { from, to }
            }
            "promised" => {
                let Promise { milestone, due_ms } = typed(kind, data)?;
                Self::Promised { milestone, due_ms }
            }
            "rescheduled" => {
                let FromTo { from, to } = typed(kind, data)?;
                Self::Rescheduled {
                    from_ms: from,
                    to_ms: to,
                }
            }
            "exempted" => {
                let Excuse { milestone, by } = typed(kind, data)?;
                let reason = needed(kind, reason)?;
                Self::Exempted {
                    milestone,
                    by,
                    reason,
                }
            }
            "urged" => Self::Urged { reason },
            other => return Err(Error::fault(format!("an event of an unknown kind {other}"))),
        })
    }

    /// What clocks make of it; nothing where none asks.
    #[must_use]
    pub fn fact(&self) -> Option<Fact> {
        Some(match self {
            Self::Stepped(step) => Fact::Happened { step: *step },
            Self::Appointed { .. } => Fact::Happened {
                step: Step::Appointed,
            },
            Self::Reopened { .. } => Fact::Reopened,
            Self::Cancelled { .. } => Fact::Cancelled,
            Self::Paused { reason } => Fact::PauseStarted {
                reason: reason.clone(),
            },
            Self::Resumed { reason } => Fact::PauseEnded {
                reason: reason.clone(),
            },
            Self::PriorityChanged { from, to } => Fact::PriorityChanged {
                from: from.clone(),
                to: to.clone(),
            },
            Self::Promised { milestone, due_ms } => Fact::PromiseSet {
                milestone: milestone.clone(),
                due_ms: *due_ms,
            },
            Self::Rescheduled { from_ms, to_ms } => Fact::RescheduledByCustomer {
                from_ms: *from_ms,
                to_ms: *to_ms,
            },
            Self::Exempted {
                milestone,
                by,
                reason,
            } => Fact::Exempted {
                milestone: milestone.clone(),
                by: by.clone(),
                reason: reason.clone(),
            },
            Self::Accepted | Self::Urged { .. } => return None,
        })
    }
}

impl Entry {
    /// Something that was written down when it happened.
    #[must_use]
    pub fn at(at: i64, what: Happening) -> Self {
        Self {
            at,
            recorded_at: at,
            what,
            note: None,
            actor_name: None,
        }
    }

    /// The entry as clocks read it; nothing where none asks.
    #[must_use]
    pub fn event(&self) -> Option<Event> {
        Some(Event {
            occurred_at_ms: self.at,
            recorded_at_ms: self.recorded_at,
            fact: self.what.fact()?,
        })
    }
}

/// The priority that an order had when it was opened: before the first change that its log tells, or as it stands.
#[must_use]
pub fn first_priority<'a>(entries: &'a [Entry], present: &'a str) -> &'a str {
    let changed = entries.iter().find_map(|entry| match &entry.what {
        Happening::PriorityChanged { from, .. } => Some(from.as_str()),
        _ => None,
    });
    changed.unwrap_or(present)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all() -> Vec<Happening> {
        let text = str::to_owned;
        let mut all: Vec<Happening> = STEPS.iter().map(|(_, step)| Happening::Stepped(*step)).collect();
        all.extend([
            Happening::Accepted,
            Happening::Appointed { for_ms: None },
            Happening::Appointed { for_ms: Some(7) },
            Happening::Reopened { reason: None },
            Happening::Cancelled {
                reason: Some(text("no_answer")),
            },
            Happening::Paused {
                reason: text("await_parts"),
            },
            Happening::Resumed {
                reason: text("await_parts"),
            },
            Happening::PriorityChanged {
                from: text("normal"),
                to: text("urgent"),
            },
            Happening::Promised {
                milestone: text("solve"),
                due_ms: 9,
            },
            Happening::Rescheduled { from_ms: 1, to_ms: 2 },
            Happening::Exempted {
                milestone: None,
                by: text("A"),
                reason: text("storm"),
            },
            Happening::Urged { reason: None },
        ]);
        all
    }

    #[test]
    fn what_is_stored_reads_back() {
        for what in all() {
            let data = what.data().map(|data| data.to_string());
            let read = Happening::read(what.kind(), what.reason().map(str::to_owned), data.as_deref());
            assert_eq!(read.expect("it reads"), what, "{}", what.kind());
        }
    }

    #[test]
    fn rows_that_say_too_little_are_faults() {
        let cases = [
            ("paused", None, None),
            ("resumed", None, Some("{}")),
            ("promised", None, None),
            ("promised", None, Some("{\"milestone\":\"solve\"}")),
            ("priority_changed", None, Some("nonsense")),
            ("rescheduled", None, Some("{\"from\":\"a\",\"to\":2}")),
            ("exempted", None, Some("{\"milestone\":null,\"by\":\"A\"}")),
            ("no_such_kind", None, None),
        ];
        for (kind, reason, data) in cases {
            let read = Happening::read(kind, reason, data);
            assert!(read.is_err(), "{kind} {data:?}");
        }
    }

    #[test]
    fn clocks_read_every_event_that_concerns_them() {
        let silent: Vec<&str> = all()
            .iter()
            .filter(|w| w.fact().is_none())
            .map(Happening::kind)
            .collect();
        assert_eq!(silent, ["accepted", "urged"]);
        let late = Entry {
            recorded_at: 20,
            ..Entry::at(10, Happening::Stepped(Step::Arrived))
        };
        let event = late.event().expect("a clock asks");
        assert_eq!((event.occurred_at_ms, event.recorded_at_ms), (10, 20));
        assert_eq!(event.fact, Fact::Happened { step: Step::Arrived });
        let appointed = Happening::Appointed { for_ms: Some(1) }.fact();
        assert_eq!(
            appointed,
            Some(Fact::Happened {
                step: Step::Appointed
            })
        );
    }

    #[test]
    fn the_first_priority_stands_before_the_first_change() {
        let changed = |from: &str, to: &str| {
            Entry::at(
                0,
                Happening::PriorityChanged {
                    from: from.to_owned(),
                    to: to.to_owned(),
                },
            )
        };
        assert_eq!(first_priority(&[], "urgent"), "urgent");
        let log = [
            Entry::at(0, Happening::Accepted),
            changed("normal", "urgent"),
            changed("urgent", "critical"),
        ];
        assert_eq!(first_priority(&log, "critical"), "normal");
    }
}
