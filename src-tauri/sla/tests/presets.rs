//! The shipped policies carry the trade's numbers, and judge an order from opening to follow-up.

mod common;

use common::{ms, shanghai, step};
use outpost_sla::events::OrderLog;
use outpost_sla::milestone::{Detail, MilestoneState, evaluate};
use outpost_sla::policy::{PolicySpec, Step, Target};
use outpost_sla::presets::presets;

fn target(policy: &PolicySpec, key: &str, priority: &str) -> Target {
    policy.milestone(key).unwrap().target_at(priority)
}

#[test]
fn the_numbers_of_the_trade() {
    let book = presets().unwrap().book().unwrap();
    let minutes = |minutes| Target::Minutes { minutes };
    for (policy, key, priority, expected) in [
        ("standard_service", "confirm", "normal", 15),
        ("standard_service", "dispatch", "normal", 120),
        ("standard_service", "respond", "normal", 120),
        ("standard_service", "respond", "critical", 30),
        ("standard_service", "arrive", "normal", 240),
        ("standard_service", "solve", "normal", 1440),
        ("standard_service", "follow_up", "normal", 1440),
        ("minor_fault", "respond", "normal", 240),
        ("severe_fault", "respond", "normal", 30),
        ("round_the_clock", "respond", "normal", 30),
        ("round_the_clock", "arrive", "normal", 240),
        ("round_the_clock", "solve", "normal", 480),
        ("remote_support", "respond", "normal", 60),
        ("spare_first", "replace", "normal", 120),
        ("complaint", "complaint_answer", "normal", 1440),
    ] {
        assert_eq!(
            target(book.policy(policy).unwrap(), key, priority),
            minutes(expected),
            "{policy} {key} {priority}"
        );
    }
    let repair = target(book.policy("return_repair").unwrap(), "repair", "normal");
    assert!(matches!(repair, Target::WorkingDays { days: 5, .. }));
}

#[test]
fn an_order_runs_through_the_standard_policy() {
    let book = presets().unwrap().book().unwrap();
    let log = OrderLog {
        policy: Some("standard_service".into()),
        priority: "normal".into(),
        events: vec![
            step("2025-09-30 17:45", Step::Opened),
            step("2025-10-09 08:30", Step::Confirmed),
            step("2025-10-09 10:20", Step::Dispatched),
            step("2025-10-09 10:45", Step::Responded),
            step("2025-10-09 11:00", Step::Arrived),
            step("2025-10-09 11:30", Step::Completed),
        ],
    };
    let results = evaluate(&log, &book, ms("2025-10-09 12:00"), Detail::Figures).unwrap();
    let found: Vec<(&str, MilestoneState, String)> = results
        .iter()
        .map(|r| (r.key.as_str(), r.state, shanghai(r.due_ms.unwrap())))
        .collect();
    let expected = [
        (
            "confirm",
            MilestoneState::BreachedDone,
            "2025-09-30 18:00".to_owned(),
        ),
        (
            "dispatch",
            MilestoneState::BreachedDone,
            "2025-10-09 10:15".to_owned(),
        ),
        (
            "respond",
            MilestoneState::BreachedDone,
            "2025-10-09 10:15".to_owned(),
        ),
        ("arrive", MilestoneState::Met, "2025-10-09 13:45".to_owned()),
        (
            "solve",
            MilestoneState::BreachedDone,
            "2025-10-01 17:45".to_owned(),
        ),
        (
            "follow_up",
            MilestoneState::Running,
            "2025-10-10 11:30".to_owned(),
        ),
    ];
    assert_eq!(found, expected);
}
