//! Pure decisions on work orders: state from times, verdicts, handling time and its histogram bucket.

use crate::documents::rules::Phase;
use crate::kernel::{Day, DayOf, Ms};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Kinds of work orders (DESIGN §13).
pub const KINDS: &[&str] = &[
    "installation",
    "repair",
    "maintenance",
    "exchange",
    "consultation",
    "identification",
    "complaint",
    "other",
];
/// 普通, 加急, 特急 (domain §1.5).
pub const PRIORITIES: &[&str] = &["normal", "urgent", "critical"];
/// Days of the week, as hours of the week count them.
pub const WEEKDAYS: &[&str] = &[
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
];
/// States, in the order an order passes them.
pub const STATES: &[&str] = &["open", "in_progress", "completed", "closed", "cancelled"];

/// Where an order stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum State {
    Open,
    InProgress,
    Completed,
    Closed,
    Cancelled,
}

impl State {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Open => "open",
            Self::InProgress => "in_progress",
            Self::Completed => "completed",
            Self::Closed => "closed",
            Self::Cancelled => "cancelled",
        }
    }
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        STATES.iter().position(|s| *s == word).map(|i| {
            [
                Self::Open,
                Self::InProgress,
                Self::Completed,
                Self::Closed,
                Self::Cancelled,
            ][i]
        })
    }
    /// Whether somebody still has to do something at the customer's.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::InProgress)
    }
}

/// Where an order stands as a document: audited is what is completed, not what is under way; an audited order that is
/// also closed is done with (domain §1.1, the general rules of chapter 3).
#[must_use]
pub fn phase(state: State, audited: bool) -> Phase {
    match (state, audited) {
        (State::Cancelled, _) => Phase::Void,
        (State::Open | State::InProgress, _) => Phase::Draft,
        (State::Completed | State::Closed, false) => Phase::Submitted,
        (State::Completed, true) => Phase::Audited,
        (State::Closed, true) => Phase::Closed,
    }
}

/// The times of an order that its figures come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Times {
    pub opened: Ms,
    pub response_due: Option<Ms>,
    pub due: Option<Ms>,
    pub responded: Option<Ms>,
    pub arrived: Option<Ms>,
    pub completed: Option<Ms>,
    pub closed: Option<Ms>,
}

/// What follows from the times alone.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Derived {
    pub state: State,
    /// When the work ended: completion, or closing where no completion was told.
    pub ended: Option<Ms>,
    /// The first response: told, or else the arrival.
    pub first_response: Option<Ms>,
    pub response_met: Option<bool>,
    pub resolution_met: Option<bool>,
    /// From opening to the end; nothing where the end lies before the opening.
    pub handling_ms: Option<i64>,
    pub closed_before_opened: bool,
}

/// Derives state and verdicts. A due that is met to the millisecond is met; without a due there is no verdict; a
/// running clock has none either (domain §4.1).
#[must_use]
pub fn derive(times: Times, told: Option<State>) -> Derived {
    let ended = times.completed.or(times.closed);
    let first_response = times.responded.or(times.arrived);
    let from_times = match (times.closed, times.completed, times.arrived.or(times.responded)) {
        (Some(_), _, _) => State::Closed,
        (None, Some(_), _) => State::Completed,
        (None, None, Some(_)) => State::InProgress,
        (None, None, None) => State::Open,
    };
    let state = told.unwrap_or(from_times);
    let met = |due: Option<Ms>, done: Option<Ms>| Some(done? <= due?);
    let judged = state != State::Cancelled;
    let handling = ended.map(|e| e.0 - times.opened.0);
    Derived {
        state,
        ended,
        first_response,
        response_met: met(times.response_due, first_response).filter(|_| judged),
        resolution_met: met(times.due, ended).filter(|_| judged),
        handling_ms: handling.filter(|h| *h >= 0 && judged),
        closed_before_opened: handling.is_some_and(|h| h < 0),
    }
}

/// Buckets per doubling of the handling time.
const PER_OCTAVE: f64 = 8.0;
/// Histogram buckets; the last holds everything longer than about two years.
pub const BUCKETS: i64 = 168;
/// How far a percentile read from the histogram can be off: half a bucket, 2^(1/16) − 1.
pub const PERCENTILE_ERROR: f64 = 0.0443;

/// The bucket of a handling time: eighths of doublings of one minute.
#[must_use]
pub fn bucket(handling_ms: i64) -> i64 {
    if handling_ms < 60_000 {
        return 0;
    }
    let octaves = (handling_ms as f64 / 60_000.0).log2();
    ((octaves * PER_OCTAVE).floor() as i64 + 1).clamp(1, BUCKETS - 1)
}

/// The middle of a bucket, in milliseconds.
#[must_use]
pub fn bucket_middle(bucket: i64) -> i64 {
    if bucket <= 0 {
        return 30_000;
    }
    let octaves = (bucket as f64 - 0.5) / PER_OCTAVE;
    (octaves.exp2() * 60_000.0).round() as i64
}

/// The value below which `percent` of the histogram lies: nearest rank, middle of its bucket.
#[must_use]
pub fn percentile(histogram: &[(i64, i64)], percent: i64) -> Option<i64> {
    let total: i64 = histogram.iter().map(|(_, n)| n).sum();
    if total <= 0 {
        return None;
    }
    let rank = (total * percent + 99) / 100;
    let mut seen = 0;
    let mut sorted: Vec<(i64, i64)> = histogram.to_vec();
    sorted.sort_unstable();
    sorted
        .into_iter()
        .find(|(_, n)| {
            seen += n;
            seen >= rank.max(1)
        })
        .map(|(b, _)| bucket_middle(b))
}

/// What a visit came to.
pub const OUTCOMES: &[&str] = &[
    "solved",
    "inspected_only",
    "needs_parts",
    "needs_identification",
    "second_visit",
    "solved_remotely",
];
/// Outcomes of a visit that solve the fault; any other leaves it where it was. An order that says nothing of its outcome
/// is taken at the word of its state.
pub const SOLVING: &[&str] = &["solved", "solved_remotely"];

/// Whether an outcome, or none, stands for a solved fault.
#[must_use]
pub fn solves(outcome: Option<&str>) -> bool {
    outcome.is_none_or(|outcome| SOLVING.contains(&outcome))
}

/// The most whole hours that are told apart until an answer: ten days.
pub const ANSWER_HOURS_MAX: i64 = 240;
const HOUR_MS: i64 = 3_600_000;

/// Whole hours until an answer, rounded up: answered within *n* hours exactly where this is at most *n*. So a limit in
/// whole hours can be changed without adding up again.
#[must_use]
pub fn answer_hours(response_ms: i64) -> i64 {
    ((response_ms + HOUR_MS - 1) / HOUR_MS).clamp(0, ANSWER_HOURS_MAX + 1)
}

/// The business days of an order's events.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    pub opened: Day,
    /// Hour of the week, 0 is Monday 00:00.
    pub opened_hour: i64,
    pub responded: Option<Day>,
    pub completed: Option<Day>,
    pub due: Option<Day>,
}

#[must_use]
pub fn days(times: Times, derived: &Derived, zone: &mut DayOf) -> Days {
    Days {
        opened: zone.day(times.opened),
        opened_hour: zone.hour_of_week(times.opened),
        responded: derived.first_response.map(|at| zone.day(at)),
        completed: derived.ended.map(|at| zone.day(at)),
        due: times.due.map(|at| zone.day(at)),
    }
}

/// How an order stands on a map, worst first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// Open, and its due time is past.
    Overdue,
    /// Open, and due within the time that counts as soon.
    DueSoon,
    Running,
    /// Open, without a due time.
    NoTarget,
    /// Done, after its due time.
    Late,
    /// Done in time, or without a due time to judge by.
    Done,
    Cancelled,
}

impl Standing {
    /// All, in order: a map's answer counts on it.
    pub const ALL: [Self; 7] = [
        Self::Overdue,
        Self::DueSoon,
        Self::Running,
        Self::NoTarget,
        Self::Late,
        Self::Done,
        Self::Cancelled,
    ];
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
            Self::Running => "running",
            Self::NoTarget => "no_target",
            Self::Late => "late",
            Self::Done => "done",
            Self::Cancelled => "cancelled",
        }
    }
}

/// How an order stands at `now`; `soon` is the time before its due time, in milliseconds, that counts as soon.
#[must_use]
pub fn standing(state: State, due: Option<Ms>, met: Option<bool>, now: Ms, soon: i64) -> Standing {
    match (state, due) {
        (State::Cancelled, _) => Standing::Cancelled,
        (state, None) if state.is_open() => Standing::NoTarget,
        (state, Some(due)) if state.is_open() => match due.0 - now.0 {
            left if left < 0 => Standing::Overdue,
            left if left <= soon => Standing::DueSoon,
            _ => Standing::Running,
        },
        _ if met == Some(false) => Standing::Late,
        _ => Standing::Done,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_order_stands_as_its_state_and_due_time_say() {
        use Standing::{Cancelled, Done, DueSoon, Late, NoTarget, Overdue, Running};
        for (state, due, met, expected) in [
            (State::Open, Some(999), None, Overdue),
            (State::InProgress, Some(1000), None, DueSoon),
            (State::Open, Some(1100), None, DueSoon),
            (State::Open, Some(1101), None, Running),
            (State::Open, None, None, NoTarget),
            (State::Closed, Some(1), Some(false), Late),
            (State::Completed, Some(1), Some(true), Done),
            (State::Closed, None, None, Done),
            (State::Cancelled, Some(1), Some(false), Cancelled),
        ] {
            let got = standing(state, due.map(Ms), met, Ms(1000), 100);
            assert_eq!(got, expected, "{state:?} {due:?} {met:?}");
        }
        assert!(Standing::ALL.iter().enumerate().all(|(i, s)| *s as usize == i));
    }
    use proptest::prelude::*;

    fn times(opened: i64, due: Option<i64>, completed: Option<i64>, closed: Option<i64>) -> Times {
        Times {
            opened: Ms(opened),
            due: due.map(Ms),
            completed: completed.map(Ms),
            closed: closed.map(Ms),
            ..Times::default()
        }
    }

    #[test]
    fn phases() {
        let cases = [
            (State::Open, Phase::Draft, Phase::Draft),
            (State::InProgress, Phase::Draft, Phase::Draft),
            (State::Completed, Phase::Submitted, Phase::Audited),
            (State::Closed, Phase::Submitted, Phase::Closed),
            (State::Cancelled, Phase::Void, Phase::Void),
        ];
        for (state, before, after) in cases {
            assert_eq!(
                (phase(state, false), phase(state, true)),
                (before, after),
                "{}",
                state.as_str()
            );
        }
    }

    #[test]
    fn verdicts() {
        let cases = [
            (
                "met to the millisecond",
                times(0, Some(10), Some(10), None),
                Some(true),
            ),
            ("late by one", times(0, Some(10), Some(11), None), Some(false)),
            ("no target, no verdict", times(0, None, Some(11), None), None),
            ("still running", times(0, Some(10), None, None), None),
            (
                "closed stands in for completed",
                times(0, Some(10), None, Some(9)),
                Some(true),
            ),
            (
                "completion decides before closing",
                times(0, Some(10), Some(9), Some(99)),
                Some(true),
            ),
        ];
        for (name, times, expected) in cases {
            assert_eq!(derive(times, None).resolution_met, expected, "{name}");
        }
        let cancelled = derive(times(0, Some(10), Some(99), None), Some(State::Cancelled));
        assert_eq!((cancelled.resolution_met, cancelled.handling_ms), (None, None));
    }

    #[test]
    fn closed_before_opened_is_flagged_and_not_handled() {
        let derived = derive(times(100, Some(200), None, Some(50)), None);
        assert!(derived.closed_before_opened);
        assert_eq!(derived.handling_ms, None);
        assert_eq!(
            derived.resolution_met,
            Some(true),
            "the verdict compares end and due alone, as the source does"
        );
    }

    #[test]
    fn an_answer_in_time_is_one_within_the_whole_hours() {
        let cases = [
            (0, 0),
            (1, 1),
            (HOUR_MS, 1),
            (HOUR_MS + 1, 2),
            (24 * HOUR_MS, 24),
            (24 * HOUR_MS + 1, 25),
        ];
        for (ms, hours) in cases {
            assert_eq!(answer_hours(ms), hours, "{ms} ms");
        }
        assert_eq!(answer_hours(i64::MAX / 2), ANSWER_HOURS_MAX + 1);
    }

    #[test]
    fn percentiles() {
        assert_eq!(percentile(&[], 90), None);
        assert_eq!(percentile(&[(5, 1)], 90), Some(bucket_middle(5)));
        assert_eq!(percentile(&[(5, 9), (9, 1)], 90), Some(bucket_middle(5)));
        assert_eq!(percentile(&[(9, 2), (5, 8)], 90), Some(bucket_middle(9)));
    }

    proptest! {
        #[test]
        fn bucket_error_is_as_stated(ms in 60_000_i64..60_000_i64 << 20) {
            let middle = bucket_middle(bucket(ms)) as f64;
            let error = (middle - ms as f64).abs() / ms as f64;
            prop_assert!(error <= PERCENTILE_ERROR + 0.001, "{ms} ms is off by {error}");
        }
        #[test]
        fn buckets_grow(a in 0_i64..1 << 40, b in 0_i64..1 << 40) {
            let (low, high) = (a.min(b), a.max(b));
            prop_assert!(bucket(low) <= bucket(high));
            prop_assert!(bucket(high) < BUCKETS);
        }
    }
}
