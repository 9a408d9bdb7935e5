//! Words in which the tests are written: civil times in Shanghai, calendars, logs.
#![allow(
    dead_code,
    reason = "each test file is a crate of its own and uses some of these"
)]

use std::sync::Arc;

use chrono::{DateTime, NaiveDateTime, TimeZone};
use chrono_tz::Asia::Shanghai;
use outpost_sla::Code;
use outpost_sla::calendar::{Calendar, CalendarSpec, DayEnd, Week, Window};
use outpost_sla::cn_holidays;
use outpost_sla::events::{Event, Fact, OrderLog};
use outpost_sla::milestone::{Detail, MilestoneResult, evaluate};
use outpost_sla::policy::{Book, MilestoneSpec, PolicySpec, Step, Target};

/// Epoch milliseconds of a civil time in Shanghai.
pub fn ms(text: &str) -> i64 {
    let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    Shanghai.from_local_datetime(&naive).unwrap().timestamp_millis()
}

/// The civil time in Shanghai.
pub fn shanghai(at_ms: i64) -> String {
    let utc = DateTime::from_timestamp_millis(at_ms).unwrap();
    utc.with_timezone(&Shanghai).format("%Y-%m-%d %H:%M").to_string()
}

pub fn windows(pairs: &[(&str, &str)]) -> Vec<Window> {
    pairs
        .iter()
        .map(|(from, to)| Window::parse(from, to).unwrap())
        .collect()
}

/// Mon–Fri 08:30–12:00 and 13:30–18:00 with China's holidays and make-up days.
pub fn cn_spec() -> CalendarSpec {
    let hours = Week::first_days(5, &windows(&[("08:30", "12:00"), ("13:30", "18:00")]));
    let mut spec = CalendarSpec::weekly("Asia/Shanghai", hours);
    cn_holidays::shipped().unwrap().apply(&mut spec);
    spec
}

pub fn cn() -> Calendar {
    Calendar::compile(cn_spec()).unwrap()
}

pub fn due_minutes(start: &str, minutes: i64) -> String {
    shanghai(cn().deadline(ms(start), minutes * 60_000).unwrap())
}

pub fn due_days(start: &str, days: i64, end: DayEnd) -> String {
    shanghai(cn().deadline_days(ms(start), days, end).unwrap())
}

pub fn minutes(minutes: i64) -> Target {
    Target::Minutes { minutes }
}

/// A milestone from opening to completion on the Chinese calendar that waits for parts.
pub fn solve(target: Target) -> MilestoneSpec {
    serde_json::from_value(serde_json::json!({
        "key": "solve", "starts_on": ["opened"], "stops_on": ["completed"], "target": target,
        "calendar": "cn", "pause_reasons": ["await_parts", "await_customer"], "thresholds": [50, 100, 150],
    }))
    .unwrap()
}

/// A policy of milestones with the reasons they name.
pub fn policy(milestones: Vec<MilestoneSpec>) -> PolicySpec {
    let reasons = serde_json::json!([
        { "code": "await_parts", "owner": "manufacturer" },
        { "code": "await_customer", "owner": "customer", "max_minutes": 120, "resumes_on": ["arrived"] },
    ]);
    PolicySpec {
        code: "p".into(),
        milestones,
        pause_reasons: serde_json::from_value(reasons).unwrap(),
    }
}

/// A book with the calendars `cn` and `always`, and policies by name.
pub fn book(policies: Vec<(&str, PolicySpec)>) -> Book {
    let mut book = Book::new();
    book.add_calendar("cn", Arc::new(cn()));
    let always = CalendarSpec::always_open("Asia/Shanghai");
    book.add_calendar("always", Arc::new(Calendar::compile(always).unwrap()));
    for (name, policy) in policies {
        book.add_policy(name, Arc::new(policy)).unwrap();
    }
    book
}

/// A log under policy `p` at priority `normal`.
pub fn log(events: Vec<Event>) -> OrderLog {
    OrderLog {
        policy: Some("p".into()),
        priority: "normal".into(),
        events,
    }
}

pub fn step(at: &str, step: Step) -> Event {
    Event::step(ms(at), step)
}

pub fn fact(at: &str, fact: Fact) -> Event {
    Event::at(ms(at), fact)
}

pub fn pause(at: &str, reason: &str) -> Event {
    fact(
        at,
        Fact::PauseStarted {
            reason: reason.into(),
        },
    )
}

pub fn resume(at: &str, reason: &str) -> Event {
    fact(
        at,
        Fact::PauseEnded {
            reason: reason.into(),
        },
    )
}

/// The results of a log at a moment, under one milestone.
pub fn judged(spec: MilestoneSpec, events: Vec<Event>, now: &str) -> Vec<MilestoneResult> {
    evaluate(
        &log(events),
        &book(vec![("p", policy(vec![spec]))]),
        ms(now),
        Detail::Explained,
    )
    .unwrap()
}

pub fn one(spec: MilestoneSpec, events: Vec<Event>, now: &str) -> MilestoneResult {
    judged(spec, events, now).remove(0)
}

pub fn due(result: &MilestoneResult) -> String {
    shanghai(result.due_ms.unwrap())
}

/// Why a log under one milestone of eight hours is refused.
pub fn refused(events: Vec<Event>, now: &str) -> Code {
    let book = book(vec![("p", policy(vec![solve(minutes(480))]))]);
    evaluate(&log(events), &book, ms(now), Detail::Figures)
        .unwrap_err()
        .code
}
