//! The domain's test vectors: Mon–Fri 08:30–12:00 and 13:30–18:00 in Shanghai, National Day 2025.

mod common;

use common::{cn, due_days, due_minutes, ms, shanghai};
use outpost_sla::calendar::DayEnd;
use outpost_sla::spans::{Span, Spans};

fn paused(start: &str, minutes: i64, pauses: &[(&str, &str)]) -> String {
    let calendar = cn();
    let span = |(from, to): &(&str, &str)| Span {
        from_ms: ms(from),
        to_ms: ms(to),
        reasons: vec!["await_parts".into()],
    };
    let spans = Spans::union(ms(start), pauses.iter().map(span).collect());
    shanghai(spans.use_up(&calendar, ms(start), minutes * 60_000).unwrap())
}

#[test]
fn v1_over_the_holiday() {
    assert_eq!(due_minutes("2025-09-30 17:45", 30), "2025-10-09 08:45");
}

#[test]
fn v2_eight_hours_over_the_holiday() {
    assert_eq!(due_minutes("2025-09-30 16:00", 480), "2025-10-09 16:00");
}

#[test]
fn v3_waiting_for_parts_over_the_holiday() {
    let wait = ("2025-09-30 17:00", "2025-10-09 10:00");
    assert_eq!(paused("2025-09-30 16:00", 480, &[wait]), "2025-10-10 09:00");
}

#[test]
fn v4_a_second_pause_over_a_night() {
    let waits = [
        ("2025-09-30 17:00", "2025-10-09 10:00"),
        ("2025-10-09 14:00", "2025-10-10 09:00"),
    ];
    assert_eq!(paused("2025-09-30 16:00", 480, &waits), "2025-10-10 15:00");
}

#[test]
fn v5_five_working_days_with_a_make_up_sunday() {
    assert_eq!(
        due_days("2025-09-26 10:00", 5, DayEnd::LastWindow),
        "2025-10-10 18:00"
    );
}

#[test]
fn v6_five_working_days_with_a_make_up_saturday() {
    assert_eq!(
        due_days("2025-09-29 10:00", 5, DayEnd::LastWindow),
        "2025-10-13 18:00"
    );
    assert_eq!(
        due_days("2025-09-29 10:00", 5, DayEnd::Midnight),
        "2025-10-14 00:00"
    );
    assert_eq!(
        due_days("2025-09-29 10:00", 5, DayEnd::SameTime),
        "2025-10-13 10:00"
    );
}

#[test]
fn v7_over_lunch() {
    assert_eq!(due_minutes("2025-09-29 11:50", 30), "2025-09-29 13:50");
}

#[test]
fn v8_into_the_make_up_sunday() {
    assert_eq!(due_minutes("2025-09-26 17:00", 240), "2025-09-28 11:30");
}

#[test]
fn v9_into_the_make_up_saturday() {
    assert_eq!(due_minutes("2025-10-10 17:30", 120), "2025-10-11 10:00");
}

#[test]
fn a_target_used_up_at_closing_is_due_at_closing() {
    assert_eq!(due_minutes("2025-09-29 16:00", 120), "2025-09-29 18:00");
    assert_eq!(due_minutes("2025-09-29 16:00", 121), "2025-09-30 08:31");
}
