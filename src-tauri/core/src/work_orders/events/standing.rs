//! Where an order stands after its log: the columns that lists and figures read, and the verdicts of its clocks.

use super::rules::{Entry, Happening};
use crate::work_orders::rules::State;
use outpost_sla::milestone::{MilestoneResult, MilestoneState};
use outpost_sla::policy::Step;

/// The milestones whose due times and verdicts an order's columns hold.
pub const RESPOND: &str = "respond";
/// See [`RESPOND`].
pub const SOLVE: &str = "solve";

/// What a log comes to; times in epoch milliseconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    pub state: State,
    pub opened_at: Option<i64>,
    pub confirmed_at: Option<i64>,
    pub dispatched_at: Option<i64>,
    pub accepted_at: Option<i64>,
    /// The first answer, or the arrival where none came before.
    pub responded_at: Option<i64>,
    /// The visit that was agreed last.
    pub appointment_at: Option<i64>,
    pub arrived_at: Option<i64>,
    /// The last completion; nothing where the order was opened again after it.
    pub completed_at: Option<i64>,
    pub followed_up_at: Option<i64>,
    /// When it was closed, or called off.
    pub closed_at: Option<i64>,
    pub visits: i64,
    pub reopened: bool,
}

impl Standing {
    /// Reads a log, whose entries stand in order of happening.
    #[must_use]
    pub fn of(entries: &[Entry]) -> Self {
        let mut s = Self {
            state: State::Open,
            opened_at: None,
            confirmed_at: None,
            dispatched_at: None,
            accepted_at: None,
            responded_at: None,
            appointment_at: None,
            arrived_at: None,
            completed_at: None,
            followed_up_at: None,
            closed_at: None,
            visits: 0,
            reopened: false,
        };
        for entry in entries {
            s.take(entry);
        }
        s
    }

    fn take(&mut self, entry: &Entry) {
        let at = entry.at;
        match &entry.what {
            Happening::Stepped(step) => self.step(*step, at),
            Happening::Accepted => self.accepted_at = self.accepted_at.or(Some(at)),
            Happening::Appointed { for_ms } => {
                self.appointment_at = for_ms.or(self.appointment_at);
                self.state = State::InProgress;
            }
            Happening::Rescheduled { to_ms, .. } => self.appointment_at = Some(*to_ms),
            Happening::Reopened { .. } => {
                (self.completed_at, self.closed_at) = (None, None);
                (self.state, self.reopened) = (State::InProgress, true);
            }
            Happening::Cancelled { .. } => (self.state, self.closed_at) = (State::Cancelled, Some(at)),
            _ => {}
        }
    }

    fn step(&mut self, step: Step, at: i64) {
        let first = |known: &mut Option<i64>| *known = known.or(Some(at));
        match step {
            Step::Opened => first(&mut self.opened_at),
            Step::Confirmed => first(&mut self.confirmed_at),
            Step::Dispatched => {
                first(&mut self.dispatched_at);
                self.state = State::InProgress;
            }
            Step::Responded => {
                first(&mut self.responded_at);
                self.state = State::InProgress;
            }
            Step::Arrived => {
                first(&mut self.arrived_at);
                first(&mut self.responded_at);
                (self.visits, self.state) = (self.visits + 1, State::InProgress);
            }
            Step::Completed => (self.completed_at, self.state) = (Some(at), State::Completed),
            Step::FollowedUp => self.followed_up_at = Some(at),
            Step::Closed => {
                self.completed_at = self.completed_at.or(Some(at));
                (self.closed_at, self.state) = (Some(at), State::Closed);
            }
            _ => {}
        }
    }

    /// Whether the first visit solved it: not known before it is done, nor without a visit.
    #[must_use]
    pub fn first_visit_fixed(&self) -> Option<bool> {
        let done = self.completed_at.is_some() && self.state != State::Cancelled;
        (done && self.visits > 0).then_some(self.visits == 1 && !self.reopened)
    }
}

/// Due time and verdict of one milestone.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Verdict {
    pub due_at: Option<i64>,
    /// Nothing while it runs, and where it is not judged.
    pub met: Option<bool>,
}

/// What an order's columns keep of a milestone: of its last cycle, since a reopened order is judged by its last end.
#[must_use]
pub fn verdict(results: &[MilestoneResult], key: &str) -> Verdict {
    let last = results.iter().filter(|r| r.key == key).max_by_key(|r| r.cycle);
    last.map_or_else(Verdict::default, |result| Verdict {
        due_at: result.due_ms,
        met: match result.state {
            MilestoneState::Met => Some(true),
            MilestoneState::BreachedDone => Some(false),
            _ => None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn log(told: &[(i64, Happening)]) -> Vec<Entry> {
        told.iter()
            .map(|(at, what)| Entry::at(*at, what.clone()))
            .collect()
    }

    #[test]
    fn a_log_comes_to_its_columns() {
        use Happening::{Cancelled, Reopened, Stepped};
        let opened = (0, Stepped(Step::Opened));
        let (arrived, completed, closed) = (
            (30, Stepped(Step::Arrived)),
            (40, Stepped(Step::Completed)),
            (50, Stepped(Step::Closed)),
        );
        let reopened = (60, Reopened { reason: None });
        /// What was told; state, completion, closing, and whether the first visit solved it.
        type Case<'a> = (
            &'a [(i64, Happening)],
            State,
            Option<i64>,
            Option<i64>,
            Option<bool>,
        );
        let cases: &[Case<'_>] = &[
            (std::slice::from_ref(&opened), State::Open, None, None, None),
            (
                &[opened.clone(), arrived.clone()],
                State::InProgress,
                None,
                None,
                None,
            ),
            (
                &[opened.clone(), arrived.clone(), completed.clone()],
                State::Completed,
                Some(40),
                None,
                Some(true),
            ),
            (
                &[opened.clone(), arrived.clone(), completed.clone(), closed.clone()],
                State::Closed,
                Some(40),
                Some(50),
                Some(true),
            ),
            (
                &[
                    opened.clone(),
                    arrived.clone(),
                    completed.clone(),
                    closed.clone(),
                    reopened.clone(),
                ],
                State::InProgress,
                None,
                None,
                None,
            ),
            (
                &[
                    opened.clone(),
                    arrived,
                    completed,
                    closed,
                    reopened,
                    (70, Stepped(Step::Completed)),
                ],
                State::Completed,
                Some(70),
                None,
                Some(false),
            ),
            (
                &[opened.clone(), (9, Cancelled { reason: None })],
                State::Cancelled,
                None,
                Some(9),
                None,
            ),
        ];
        for (told, state, done, closed, fixed) in cases {
            let s = Standing::of(&log(told));
            assert_eq!(
                (s.state, s.completed_at, s.closed_at),
                (*state, *done, *closed),
                "{told:?}"
            );
            assert_eq!(s.first_visit_fixed(), *fixed, "{told:?}");
        }
    }

    #[test]
    fn arriving_responds_and_the_customer_moves_the_visit() {
        let s = Standing::of(&log(&[
            (0, Happening::Stepped(Step::Opened)),
            (5, Happening::Appointed { for_ms: Some(20) }),
            (
                6,
                Happening::Rescheduled {
                    from_ms: 20,
                    to_ms: 44,
                },
            ),
            (45, Happening::Stepped(Step::Arrived)),
            (46, Happening::Stepped(Step::Arrived)),
        ]));
        assert_eq!(
            (s.responded_at, s.arrived_at, s.appointment_at, s.visits),
            (Some(45), Some(45), Some(44), 2)
        );
    }
}
