//! How an order goes on: step by step, with the delays, pauses and mishaps of the trade.

use super::dice::Dice;
use super::network::Network;
use crate::work_orders::{Entry, Happening};
use outpost_sla::policy::Step;

const MINUTE: f64 = 60_000.0;
const HOUR: f64 = 60.0 * MINUTE;
const DAY: i64 = 86_400_000;
/// Hours of the desk, and those in which people are visited.
const DESK: (i64, i64) = (8, 22);
const FIELD: (i64, i64) = (8, 20);

/// An order's log while it is being told.
pub(super) struct Story<'n> {
    pub network: &'n Network,
    /// The zone's offset when it was opened, milliseconds.
    pub offset: i64,
    pub pace: f64,
    /// How much faster urgent orders go.
    pub urgency: f64,
    pub critical: bool,
    pub faulty: bool,
    pub kind: &'static str,
    pub engineer: String,
    pub entries: Vec<Entry>,
    pub outcomes: Vec<(i64, &'static str)>,
    pub reworked: bool,
    pub dice: Dice,
}

impl Story<'_> {
    pub(super) fn run(&mut self, opened: i64) {
        let desk = self.dice.pick(&self.network.data.words.dispatchers).clone();
        self.note(opened, Happening::Stepped(Step::Opened), Some(&desk));
        if self.kind == "complaint" {
            self.note(opened, Happening::Stepped(Step::ComplaintRaised), Some(&desk));
        }
        let confirmed = self.after(opened, 5.0 * MINUTE, 0.6, DESK);
        self.note(confirmed, Happening::Stepped(Step::Confirmed), Some(&desk));
        let dispatched = self.after(confirmed, 24.0 * MINUTE * self.urgency * self.pace, 0.65, DESK);
        if self.dice.chance(0.045) {
            return self.call_off(confirmed, dispatched, &desk);
        }
        self.note(dispatched, Happening::Stepped(Step::Dispatched), Some(&desk));
        let accepted = self.after(dispatched, 7.0 * MINUTE * self.urgency, 0.7, FIELD);
        self.by_engineer(accepted, Happening::Accepted);
        let responded = self.after(accepted, 17.0 * MINUTE * self.urgency * self.pace, 0.7, FIELD);
        self.by_engineer(responded, Happening::Stepped(Step::Responded));
        if self.kind == "complaint" {
            let answered = self.after(responded, 3.0 * HOUR * self.pace, 0.9, DESK);
            self.note(answered, Happening::Stepped(Step::ComplaintAnswered), Some(&desk));
        }
        let completed = if self.kind == "consultation" {
            let solved = self.after(responded, 22.0 * MINUTE * self.pace, 0.9, FIELD);
            self.outcomes.push((solved, "solved_remotely"));
            solved
        } else {
            let arrived = self.visit(responded, &desk);
            self.work(arrived)
        };
        self.complete(completed, &desk);
    }

    /// Called off before anybody came.
    fn call_off(&mut self, from: i64, to: i64, desk: &str) {
        let at = from + (self.dice.share() * 3.0 * (to - from) as f64) as i64 + MINUTE as i64;
        let reason = Some(self.reason("cancel_reason"));
        self.note(at, Happening::Cancelled { reason }, Some(desk));
    }

    /// From the call to the door; answers the arrival.
    fn visit(&mut self, responded: i64, desk: &str) -> i64 {
        let agreed = responded + (self.dice.share() * 3.0 * MINUTE) as i64 + 30_000;
        let own_wish = match self.kind {
            "installation" => 0.55,
            "maintenance" => 0.5,
            _ => 0.09,
        };
        let waits = !self.critical && self.dice.chance(own_wish);
        let wait = if waits {
            42.0
        } else {
            4.6 * self.urgency.max(0.35) * self.pace
        };
        let spread = if waits { 0.55 } else { 0.6 };
        let when = self.after(agreed + 40 * MINUTE as i64, wait * HOUR, spread, FIELD);
        let mut visit = self.slot(when);
        self.by_engineer(agreed, Happening::Appointed { for_ms: Some(visit) });
        if waits {
            let reason = "await_customer".to_owned();
            self.by_engineer(agreed + 20_000, Happening::Paused { reason });
        } else {
            visit = self.mishaps(agreed, visit, desk);
        }
        let late = self.dice.normal() * 14.0 + 9.0 * (self.pace - 0.9).max(0.0);
        let arrived = (visit + (late * MINUTE) as i64).max(agreed + 10 * MINUTE as i64);
        if waits {
            let reason = "await_customer".to_owned();
            self.by_engineer(arrived, Happening::Resumed { reason });
        }
        self.by_engineer(arrived, Happening::Stepped(Step::Arrived));
        arrived
    }

    /// What may come between: the customer moves the visit, or chases and is served sooner. Answers the agreed time.
    fn mishaps(&mut self, agreed: i64, visit: i64, desk: &str) -> i64 {
        if self.dice.chance(0.04) {
            let at = agreed + ((visit - agreed) as f64 * (0.3 + 0.4 * self.dice.share())) as i64;
            let days = 1 + self.dice.below(2) as i64;
            let (from_ms, to_ms) = (visit, visit + days * DAY);
            self.note(at, Happening::Rescheduled { from_ms, to_ms }, Some(desk));
            return to_ms;
        }
        let hours = (visit - agreed) as f64 / HOUR;
        if hours > 16.0 && self.dice.chance(0.3) {
            let at = agreed + ((visit - agreed) as f64 * (0.6 + 0.3 * self.dice.share())) as i64;
            let reason = Some(self.reason("urge_reason"));
            self.note(at, Happening::Urged { reason }, Some(desk));
            if self.urgency > 0.9 && self.dice.chance(0.4) {
                let (from, to) = ("normal".to_owned(), "urgent".to_owned());
                self.note(at + 60_000, Happening::PriorityChanged { from, to }, Some(desk));
            }
        }
        visit
    }

    /// The work on site, with a second visit where parts or a verdict are missing; answers the completion.
    fn work(&mut self, arrived: i64) -> i64 {
        let usual = if self.kind == "installation" { 95.0 } else { 48.0 };
        let left = arrived + self.dice.around(usual * MINUTE, 0.45) as i64;
        let worse = (self.pace - 1.0).clamp(0.0, 1.0);
        let repair = !matches!(self.kind, "installation" | "maintenance");
        let (parts, verdict) = if repair {
            (0.10 + 0.06 * worse, 0.012)
        } else {
            (0.012, 0.0)
        };
        let again = if repair { 0.045 + 0.05 * worse } else { 0.025 };
        let throw = self.dice.share();
        let (outcome, waits_for, hours) = if throw < parts {
            ("needs_parts", Some("await_parts"), 44.0 * self.pace)
        } else if throw < parts + verdict {
            ("needs_identification", Some("await_identification"), 52.0)
        } else if throw < parts + verdict + again {
            let outcome = if self.dice.chance(0.3) {
                "inspected_only"
            } else {
                "second_visit"
            };
            (outcome, None, 0.0)
        } else {
            self.outcomes.push((left, "solved"));
            return left;
        };
        self.outcomes.push((left, outcome));
        let mut ready = left;
        if let Some(reason) = waits_for.map(str::to_owned) {
            self.by_engineer(
                left,
                Happening::Paused {
                    reason: reason.clone(),
                },
            );
            ready = self.after(left, hours * HOUR, 0.6, FIELD);
            self.by_engineer(ready, Happening::Resumed { reason });
        }
        let back = self.after(ready, 5.0 * HOUR * self.pace, 0.7, FIELD);
        self.by_engineer(back, Happening::Stepped(Step::Arrived));
        let done = back + self.dice.around(52.0 * MINUTE, 0.45) as i64;
        self.outcomes.push((done, "solved"));
        done
    }

    /// Completion, the call afterwards, closing; and for some, all of it again.
    fn complete(&mut self, completed: i64, desk: &str) {
        self.by_engineer(completed, Happening::Stepped(Step::Completed));
        let followed = self.dice.chance(0.84);
        let call = if followed { 7.0 } else { 25.0 };
        let closed = self.after(completed, call * HOUR, if followed { 0.65 } else { 0.2 }, DESK);
        if followed {
            self.note(closed, Happening::Stepped(Step::FollowedUp), Some(desk));
        }
        self.note(
            closed + 4 * MINUTE as i64,
            Happening::Stepped(Step::Closed),
            Some(desk),
        );
        let again = if self.faulty {
            0.16
        } else {
            0.018 + 0.03 * (self.pace - 1.0).clamp(0.0, 1.0)
        };
        if self.reworked || self.kind == "consultation" || !self.dice.chance(again) {
            return;
        }
        self.reworked = true;
        let reopened = self.after(closed + HOUR as i64, 70.0 * HOUR, 0.7, DESK);
        self.note(reopened, Happening::Reopened { reason: None }, Some(desk));
        let why = self.dice.pick(&self.network.data.words.reopened).clone();
        if let Some(entry) = self.entries.last_mut() {
            entry.note = Some(why);
        }
        let back = self.after(reopened, 9.0 * HOUR * self.pace, 0.6, FIELD);
        self.by_engineer(back, Happening::Stepped(Step::Arrived));
        let done = back + self.dice.around(55.0 * MINUTE, 0.4) as i64;
        self.outcomes.push((done, "solved"));
        self.complete(done, desk);
    }

    /// Some of the recent orders were left lying after a step: those that somebody should find.
    pub(super) fn forget_some(&mut self) {
        if self.dice.chance(0.011 * self.pace) {
            let steps = self.entries.len().min(7) as u64;
            let left = 2 + self.dice.below(steps.saturating_sub(2)) as usize;
            self.entries.truncate(left);
            let last = self.entries.last().map_or(i64::MAX, |e| e.recorded_at);
            self.outcomes.retain(|(at, _)| *at <= last);
        }
    }

    /// What the customer says: of a first visit that came soon much, of waiting and of coming twice less.
    pub(super) fn satisfaction(&mut self, opened: i64) -> Option<i64> {
        if !self.dice.chance(0.78) {
            return None;
        }
        let done = self
            .entries
            .iter()
            .rev()
            .find(|e| e.what == Happening::Stepped(Step::Completed))?;
        let days = (done.at - opened) as f64 / DAY as f64;
        let visits = self.outcomes.len().saturating_sub(1) as f64;
        let mark = 98.0
            - 5.0 * (days - 0.6).clamp(0.0, 6.0)
            - 7.0 * visits
            - 11.0 * (self.pace - 1.0).clamp(-0.2, 1.4)
            + 5.0 * self.dice.normal();
        // People say very good, good, fair, poor, bad.
        let scale = [(93.0, 100), (82.0, 90), (70.0, 75), (56.0, 50), (f64::MIN, 20)];
        scale
            .iter()
            .find(|(from, _)| mark >= *from)
            .map(|(_, score)| *score)
    }

    /// A code of a dictionary, the commoner the likelier.
    fn reason(&mut self, dictionary: &str) -> String {
        let words = &self.network.data.dictionaries[dictionary];
        words[self.dice.weighted(words.iter().map(|w| w.3))].0.clone()
    }

    /// A moment after another: the usual delay and its spread, moved into the hours in which people work. Critical
    /// orders wait for no morning.
    fn after(&mut self, at: i64, median: f64, sigma: f64, hours: (i64, i64)) -> i64 {
        let at = at + (self.dice.around(median, sigma) as i64).max(20_000);
        if self.critical {
            return at;
        }
        let of_day = (at + self.offset).rem_euclid(DAY);
        let (from, to) = (hours.0 * HOUR as i64, hours.1 * HOUR as i64);
        let morning = (self.dice.share() * 35.0 * MINUTE) as i64;
        if of_day < from {
            at - of_day + from + morning
        } else if of_day >= to {
            at - of_day + DAY + from + morning
        } else {
            at
        }
    }

    /// Visits are agreed for the half hour.
    fn slot(&self, at: i64) -> i64 {
        if self.critical {
            return at;
        }
        let half = 30 * MINUTE as i64;
        at + half - (at + self.offset).rem_euclid(half)
    }

    fn note(&mut self, at: i64, what: Happening, actor: Option<&str>) {
        let entry = Entry::at(at, what);
        self.entries.push(Entry {
            actor_name: actor.map(str::to_owned),
            ..entry
        });
    }

    /// The engineer's steps are sometimes written down only afterwards.
    fn by_engineer(&mut self, at: i64, what: Happening) {
        let later = if self.dice.chance(0.22) {
            self.dice.around(14.0 * MINUTE, 0.8) as i64
        } else {
            0
        };
        self.entries.push(Entry {
            recorded_at: at + later,
            actor_name: Some(self.engineer.clone()),
            ..Entry::at(at, what)
        });
    }
}
