//! What must hold for any calendar, start, target and pauses.

mod common;

use std::sync::LazyLock;

use common::{cn_spec, log, policy, solve, windows};
use outpost_sla::calendar::{Calendar, CalendarSpec, DAY_MS, DayEnd, Week};
use outpost_sla::events::{Event, Fact};
use outpost_sla::explain::timeline;
use outpost_sla::milestone::{Detail, evaluate};
use outpost_sla::policy::{Book, PauseRule, Step, Target};
use outpost_sla::spans::{Span, Spans};
use proptest::prelude::*;

/// 2024-12-30 00:00 UTC.
const BASE: i64 = 1_735_516_800_000;

static CALENDARS: LazyLock<Vec<Calendar>> = LazyLock::new(|| {
    let mut night = cn_spec();
    night.hours = Week::first_days(6, &windows(&[("22:00", "06:00"), ("09:30", "11:15")]));
    let berlin = CalendarSpec::weekly(
        "Europe/Berlin",
        Week::first_days(7, &windows(&[("01:15", "02:45"), ("20:00", "24:00")])),
    );
    let always = CalendarSpec::always_open("America/New_York");
    [cn_spec(), night, berlin, always]
        .into_iter()
        .map(|spec| Calendar::compile(spec).unwrap())
        .collect()
});

fn start() -> impl Strategy<Value = i64> {
    (0..730 * DAY_MS).prop_map(|offset| BASE + offset)
}

fn target() -> impl Strategy<Value = i64> {
    1..60 * DAY_MS
}

fn pauses() -> impl Strategy<Value = Vec<(i64, i64)>> {
    prop::collection::vec((0..40 * DAY_MS, 1..5 * DAY_MS), 0..6)
}

fn spans(start: i64, pauses: &[(i64, i64)]) -> Spans {
    let span = |(from, length): &(i64, i64)| Span {
        from_ms: start + from,
        to_ms: start + from + length,
        reasons: vec![],
    };
    Spans::union(start, pauses.iter().map(span).collect())
}

/// The due time found by stepping through the periods one by one.
fn slow_deadline(calendar: &Calendar, start: i64, mut target: i64) -> i64 {
    let mut from = start;
    loop {
        for (open, close) in calendar.periods(from, None, 50).unwrap() {
            if target <= close - open {
                return open + target;
            }
            target -= close - open;
            from = close;
        }
    }
}

proptest! {
    #[test]
    fn the_table_agrees_with_stepping(which in 0..4usize, start in start(), target in target()) {
        let calendar = &CALENDARS[which];
        prop_assert_eq!(calendar.deadline(start, target).unwrap(), slow_deadline(calendar, start, target));
    }

    #[test]
    fn a_deadline_has_used_up_its_target(which in 0..4usize, start in start(), target in target()) {
        let calendar = &CALENDARS[which];
        let due = calendar.deadline(start, target).unwrap();
        prop_assert_eq!(calendar.elapsed(start, due).unwrap(), target);
        prop_assert_eq!(calendar.elapsed(start, due - 1).unwrap(), target - 1, "not a moment earlier");
    }

    #[test]
    fn counting_backwards_undoes_counting(which in 0..4usize, start in start(), target in target()) {
        let calendar = &CALENDARS[which];
        let back = calendar.deadline(start, -target).unwrap();
        prop_assert_eq!(calendar.elapsed(back, start).unwrap(), target);
        prop_assert_eq!(calendar.elapsed(back + 1, start).unwrap(), target - 1);
    }

    #[test]
    fn elapsed_time_adds_up(which in 0..4usize, mut moments in prop::collection::vec(start(), 3)) {
        moments.sort_unstable();
        let calendar = &CALENDARS[which];
        let elapsed = |from: usize, to: usize| calendar.elapsed(moments[from], moments[to]).unwrap();
        prop_assert_eq!(elapsed(0, 1) + elapsed(1, 2), elapsed(0, 2));
    }

    #[test]
    fn a_pause_never_moves_a_deadline_earlier(
        which in 0..4usize, start in start(), target in target(), pauses in pauses(), more in (0..40 * DAY_MS, 1..5 * DAY_MS),
    ) {
        let calendar = &CALENDARS[which];
        let before = spans(start, &pauses);
        let mut with_more = pauses;
        with_more.push(more);
        let after = spans(start, &with_more);
        let due = |spans: &Spans| spans.use_up(calendar, start, target).unwrap();
        prop_assert!(due(&before) <= due(&after));
        let plain = calendar.deadline(start, target).unwrap();
        prop_assert!(before.shift_by_wall(start, plain) <= after.shift_by_wall(start, plain));
    }

    #[test]
    fn splitting_a_pause_changes_nothing(
        which in 0..4usize, start in start(), target in target(), from in 0..40 * DAY_MS, first in 1..DAY_MS, second in 1..DAY_MS,
    ) {
        let calendar = &CALENDARS[which];
        let whole = spans(start, &[(from, first + second)]);
        let split = spans(start, &[(from, first), (from + first, second)]);
        prop_assert_eq!(whole.use_up(calendar, start, target).unwrap(), split.use_up(calendar, start, target).unwrap());
        let twice = spans(start, &[(from, first + second), (from, first), (from, first + second)]);
        prop_assert_eq!(whole, twice, "overlap is a union");
    }

    #[test]
    fn a_deadline_with_pauses_has_used_up_its_target(
        which in 0..4usize, start in start(), target in target(), pauses in pauses(),
    ) {
        let calendar = &CALENDARS[which];
        let spans = spans(start, &pauses);
        let due = spans.use_up(calendar, start, target).unwrap();
        prop_assert_eq!(spans.counted_ms(calendar, start, due).unwrap(), target);
        let sum: i64 = timeline(calendar, start, due, &spans).unwrap().iter()
            .filter(|piece| piece.kind != outpost_sla::explain::PieceKind::Pause)
            .map(|piece| piece.counted_ms).sum();
        prop_assert_eq!(sum, target, "the timeline explains all of it");
    }

    #[test]
    fn a_timeline_leaves_no_gap(which in 0..4usize, start in start(), length in 1..90 * DAY_MS, pauses in pauses()) {
        let calendar = &CALENDARS[which];
        let pieces = timeline(calendar, start, start + length, &spans(start, &pauses)).unwrap();
        prop_assert_eq!(pieces[0].from_ms, start);
        prop_assert_eq!(pieces[pieces.len() - 1].to_ms, start + length);
        prop_assert!(pieces.windows(2).all(|pair| pair[0].to_ms == pair[1].from_ms));
    }

    #[test]
    fn more_working_days_are_never_earlier(which in 0..4usize, start in start(), days in 1..60i64) {
        let calendar = &CALENDARS[which];
        for end in [DayEnd::LastWindow, DayEnd::Midnight, DayEnd::SameTime, DayEnd::SameTimeClamped] {
            let due = calendar.deadline_days(start, days, end).unwrap();
            prop_assert!(due >= start);
            prop_assert!(due <= calendar.deadline_days(start, days + 1, end).unwrap());
        }
    }

    #[test]
    fn a_clock_over_a_log_is_consistent(
        start in start(), minutes in 1..20_000i64, pauses in pauses(), later in 0..60 * DAY_MS, wall in any::<bool>(),
    ) {
        let mut spec = solve(Target::Minutes { minutes });
        if wall {
            spec.pause_rule = PauseRule::WallClockShift;
        }
        let mut book = Book::new();
        book.add_calendar("cn", std::sync::Arc::new(Calendar::compile(cn_spec()).unwrap()));
        book.add_policy("p", std::sync::Arc::new(policy(vec![spec]))).unwrap();
        let mut events = vec![Event::step(start, Step::Opened)];
        let waits = spans(start, &pauses);
        for span in waits.iter() {
            events.push(Event::at(span.from_ms, Fact::PauseStarted { reason: "await_parts".into() }));
            events.push(Event::at(span.to_ms, Fact::PauseEnded { reason: "await_parts".into() }));
        }
        let result = evaluate(&log(events.clone()), &book, start + later, Detail::Explained).unwrap().remove(0);
        let explanation = result.explanation.clone().unwrap();
        prop_assert_eq!(explanation.counted_ms, minutes * 60_000);
        prop_assert!(result.due_ms >= result.original_due_ms);
        prop_assert!(result.thresholds.windows(2).all(|pair| pair[0].at_ms <= pair[1].at_ms));
        events.reverse();
        let shuffled = evaluate(&log(events), &book, start + later, Detail::Explained).unwrap().remove(0);
        prop_assert_eq!(shuffled.due_ms, result.due_ms, "the order of writing does not matter");
    }
}
