//! Clocks over event logs: states, pauses, thresholds, working days, exemptions and explanations.

mod common;

use std::sync::Arc;

use common::{book, due, fact, log, minutes, ms, one, pause, policy, refused, resume, shanghai, solve, step};
use outpost_sla::Code;
use outpost_sla::events::{Event, Fact, OrderLog, check_pause};
use outpost_sla::explain::{PieceCode, PieceKind};
use outpost_sla::milestone::{MilestoneState, Note};
use outpost_sla::policy::{EndOfDay, MilestoneSpec, PauseRule, Step, Target};

#[test]
fn states_follow_the_clock() {
    let opened = || step("2025-09-29 09:00", Step::Opened);
    let at = |events: Vec<Event>, now: &str| one(solve(minutes(60)), events, now).state;
    assert_eq!(at(vec![], "2025-09-29 10:00"), MilestoneState::NotStarted);
    assert_eq!(
        at(vec![opened()], "2025-09-29 08:00"),
        MilestoneState::NotStarted,
        "not known yet"
    );
    assert_eq!(at(vec![opened()], "2025-09-29 09:30"), MilestoneState::Running);
    assert_eq!(
        at(vec![opened()], "2025-09-29 10:00"),
        MilestoneState::Running,
        "at the due time it is not late"
    );
    assert_eq!(
        at(vec![opened()], "2025-09-29 10:01"),
        MilestoneState::BreachedOpen
    );
    let waiting = || vec![opened(), pause("2025-09-29 09:30", "await_parts")];
    assert_eq!(at(waiting(), "2025-09-29 17:00"), MilestoneState::Paused);
    let done = |when: &str| vec![opened(), step(when, Step::Completed)];
    assert_eq!(
        at(done("2025-09-29 10:00"), "2025-09-30 10:00"),
        MilestoneState::Met
    );
    assert_eq!(
        at(done("2025-09-29 10:01"), "2025-09-30 10:00"),
        MilestoneState::BreachedDone
    );
    let late = vec![opened(), pause("2025-09-29 11:00", "await_parts")];
    assert_eq!(
        at(late, "2025-09-29 17:00"),
        MilestoneState::BreachedOpen,
        "a pause after the breach hides nothing"
    );
    assert_eq!(MilestoneState::Met.verdict(), Some(true));
    assert_eq!(MilestoneState::BreachedOpen.verdict(), Some(false));
    assert_eq!(MilestoneState::Exempt.verdict(), None);
}

#[test]
fn v3_and_v4_from_a_log() {
    let mut events = vec![
        step("2025-09-30 16:00", Step::Opened),
        pause("2025-09-30 17:00", "await_parts"),
        resume("2025-10-09 10:00", "await_parts"),
    ];
    let result = one(solve(minutes(480)), events.clone(), "2025-10-09 11:00");
    assert_eq!(due(&result), "2025-10-10 09:00");
    assert_eq!(shanghai(result.original_due_ms.unwrap()), "2025-10-09 16:00");
    assert_eq!(result.elapsed_ms, 2 * 3_600_000);
    assert_eq!(result.paused_ms, 150 * 60_000, "17:00–18:00 and 08:30–10:00");
    assert_eq!(result.remaining_ms, Some(6 * 3_600_000));
    events.push(pause("2025-10-09 14:00", "await_parts"));
    events.push(resume("2025-10-10 09:00", "await_parts"));
    let result = one(solve(minutes(480)), events, "2025-10-10 09:30");
    assert_eq!(due(&result), "2025-10-10 15:00");
    let explanation = result.explanation.unwrap();
    assert_eq!(explanation.counted_ms, 480 * 60_000);
    assert_eq!(explanation.paused_ms, (150 + 240 + 30) * 60_000);
    let holiday = explanation
        .pieces
        .iter()
        .find(|piece| piece.code == PieceCode::ClosedHoliday);
    assert!(
        holiday.is_none(),
        "the holiday lies inside the first pause, which covers it whole"
    );
}

#[test]
fn an_open_pause_moves_the_due_time_with_now() {
    let events = vec![
        step("2025-09-29 09:00", Step::Opened),
        pause("2025-09-29 10:00", "await_parts"),
    ];
    let at = |now: &str| due(&one(solve(minutes(120)), events.clone(), now));
    assert_eq!(at("2025-09-29 11:00"), "2025-09-29 12:00");
    assert_eq!(at("2025-09-29 17:30"), "2025-09-30 09:00");
}

#[test]
fn overlapping_reasons_count_once_and_foreign_reasons_never() {
    let events = vec![
        step("2025-09-29 09:00", Step::Opened),
        pause("2025-09-29 09:30", "await_parts"),
        pause("2025-09-29 09:45", "await_customer"),
        pause("2025-09-29 09:50", "await_parts"),
        resume("2025-09-29 10:00", "await_parts"),
        resume("2025-09-29 10:30", "await_customer"),
        pause("2025-09-29 10:30", "weather"),
    ];
    let result = one(solve(minutes(120)), events, "2025-09-29 11:00");
    assert_eq!(due(&result), "2025-09-29 12:00");
    assert_eq!(result.paused_ms, 3_600_000);
    assert_eq!(
        result.state,
        MilestoneState::Running,
        "weather is no reason of this milestone"
    );
}

#[test]
fn a_reason_has_a_limit_and_steps_that_end_it() {
    let opened = step("2025-09-29 09:00", Step::Opened);
    let waits = pause("2025-09-29 09:30", "await_customer");
    let result = one(
        solve(minutes(120)),
        vec![opened.clone(), waits.clone()],
        "2025-09-29 16:00",
    );
    assert_eq!(due(&result), "2025-09-29 14:30", "two hours at most");
    assert_eq!(result.state, MilestoneState::BreachedOpen);
    let arrived = step("2025-09-29 10:00", Step::Arrived);
    let result = one(
        solve(minutes(120)),
        vec![opened, waits, arrived],
        "2025-09-29 10:30",
    );
    assert_eq!(
        (due(&result).as_str(), result.state),
        ("2025-09-29 11:30", MilestoneState::Running)
    );
}

#[test]
fn impossible_pauses_are_refused() {
    let opened = || step("2025-09-29 09:00", Step::Opened);
    let early = vec![opened(), pause("2025-09-29 08:59", "await_parts")];
    assert_eq!(refused(early, "2025-09-29 12:00"), Code::PauseBeforeStart);
    let mut ahead = pause("2025-09-29 10:00", "await_parts");
    ahead.recorded_at_ms = ms("2025-09-29 09:30");
    assert_eq!(
        refused(vec![opened(), ahead], "2025-09-29 12:00"),
        Code::PauseInFuture
    );
    let log = log(vec![opened()]);
    let check = |from: &str, to: Option<&str>| {
        check_pause(&log, ms(from), to.map(ms), ms("2025-09-29 12:00")).map_err(|refusal| refusal.code)
    };
    assert_eq!(check("2025-09-29 08:00", None), Err(Code::PauseBeforeStart));
    assert_eq!(check("2025-09-29 12:01", None), Err(Code::PauseInFuture));
    assert_eq!(
        check("2025-09-29 10:00", Some("2025-09-29 12:01")),
        Err(Code::PauseInFuture)
    );
    assert_eq!(
        check("2025-09-29 10:00", Some("2025-09-29 09:59")),
        Err(Code::PauseReversed)
    );
    assert_eq!(check("2025-09-29 09:00", Some("2025-09-29 10:00")), Ok(()));
}

#[test]
fn a_wall_clock_pause_shifts_out_of_hours() {
    let mut spec = solve(minutes(120));
    spec.pause_rule = PauseRule::WallClockShift;
    let events = vec![
        step("2025-09-29 16:00", Step::Opened),
        pause("2025-09-29 17:00", "await_parts"),
        resume("2025-09-29 20:00", "await_parts"),
    ];
    let result = one(spec, events, "2025-09-29 20:30");
    assert_eq!(due(&result), "2025-09-29 21:00");
    let explanation = result.explanation.unwrap();
    assert_eq!(explanation.counted_ms, 120 * 60_000);
    let shift = explanation
        .pieces
        .iter()
        .find(|piece| piece.code == PieceCode::PauseShift)
        .unwrap();
    assert_eq!(shift.counted_ms, 3 * 3_600_000);
}

#[test]
fn thresholds_are_moments_on_the_same_clock() {
    let events = vec![
        step("2025-09-30 16:00", Step::Opened),
        pause("2025-09-30 17:00", "await_parts"),
        resume("2025-10-09 10:00", "await_parts"),
    ];
    let result = one(solve(minutes(480)), events, "2025-10-09 14:30");
    let found: Vec<(u32, String, bool)> = result
        .thresholds
        .iter()
        .map(|t| (t.percent, shanghai(t.at_ms), t.reached))
        .collect();
    let expected = [
        (50, "2025-10-09 14:30".to_owned(), true),
        (100, "2025-10-10 09:00".to_owned(), false),
        (150, "2025-10-10 14:30".to_owned(), false),
    ];
    assert_eq!(found, expected);
}

#[test]
fn working_days_with_thresholds_and_pauses() {
    let target = Target::WorkingDays {
        days: 5,
        end_of_day: EndOfDay::EndOfLastWindow,
    };
    let opened = step("2025-09-26 10:00", Step::Opened);
    let result = one(solve(target), vec![opened.clone()], "2025-09-26 11:00");
    assert_eq!(due(&result), "2025-10-10 18:00", "V5");
    assert_eq!(result.thresholds[1].at_ms, result.due_ms.unwrap());
    assert_eq!(
        result.explanation.as_ref().unwrap().counted_ms,
        result.target_ms.unwrap()
    );
    let waits = vec![
        opened,
        pause("2025-09-29 08:30", "await_parts"),
        resume("2025-09-29 18:00", "await_parts"),
    ];
    let result = one(solve(target), waits, "2025-09-30 11:00");
    assert_eq!(
        due(&result),
        "2025-10-11 18:00",
        "a whole day of waiting gives a whole day back"
    );
    let midnight = Target::WorkingDays {
        days: 1,
        end_of_day: EndOfDay::Midnight,
    };
    let result = one(
        solve(midnight),
        vec![step("2025-09-26 10:00", Step::Opened)],
        "2025-09-26 11:00",
    );
    assert_eq!(
        due(&result),
        "2025-09-29 00:00",
        "the make-up Sunday ends at midnight"
    );
    let dawn = Target::WorkingDays {
        days: 1,
        end_of_day: EndOfDay::SameTime,
    };
    let result = one(
        solve(dawn),
        vec![step("2025-09-27 07:00", Step::Opened)],
        "2025-09-27 11:00",
    );
    assert_eq!(
        due(&result),
        "2025-09-28 07:00",
        "before the first opening nothing is left to count"
    );
}

#[test]
fn an_exemption_is_reported_apart() {
    let events = |milestone: Option<&str>| {
        vec![
            step("2025-09-29 08:30", Step::Opened),
            fact(
                "2025-09-30 09:00",
                Fact::Exempted {
                    milestone: milestone.map(Into::into),
                    by: "wang".into(),
                    reason: "flood".into(),
                },
            ),
        ]
    };
    let result = one(solve(minutes(60)), events(Some("solve")), "2025-09-30 10:00");
    assert_eq!(
        (result.state, result.state_unexcused),
        (MilestoneState::Exempt, MilestoneState::BreachedOpen)
    );
    assert_eq!(result.exemption.unwrap().by, "wang");
    assert_eq!(
        one(solve(minutes(60)), events(None), "2025-09-30 10:00").state,
        MilestoneState::Exempt
    );
    let other = one(solve(minutes(60)), events(Some("arrive")), "2025-09-30 10:00");
    assert_eq!(other.state, MilestoneState::BreachedOpen);
}

#[test]
fn dirty_data_is_shown_not_swallowed() {
    let events = vec![
        step("2025-09-29 09:00", Step::Opened),
        step("2025-09-28 09:00", Step::Completed),
    ];
    let result = one(solve(minutes(60)), events, "2025-09-30 09:00");
    assert_eq!(
        (result.state, result.elapsed_ms, result.wall_ms),
        (MilestoneState::Met, 0, 0)
    );
    assert_eq!(result.notes, [Note::StoppedBeforeStart]);
}

#[test]
fn a_result_over_an_unannounced_year_is_provisional() {
    let result = one(
        solve(minutes(480)),
        vec![step("2026-12-31 17:00", Step::Opened)],
        "2026-12-31 17:30",
    );
    assert!(result.provisional);
    let pieces = result.explanation.unwrap().pieces;
    assert!(pieces.iter().any(|piece| piece.code == PieceCode::Provisional));
}

#[test]
fn a_year_long_explanation_stays_short_and_adds_up() {
    let opened = vec![step("2025-01-02 10:00", Step::Opened)];
    let result = one(solve(minutes(365 * 480)), opened.clone(), "2025-01-02 11:00");
    let explanation = result.explanation.unwrap();
    assert!(explanation.pieces.len() < 120, "{}", explanation.pieces.len());
    assert_eq!(explanation.counted_ms, 365 * 480 * 60_000);
    let mut events = opened;
    for day in 0..400 {
        let at = ms("2025-01-06 09:00") + day * 86_400_000;
        events.push(Event::at(
            at,
            Fact::PauseStarted {
                reason: "await_parts".into(),
            },
        ));
        events.push(Event::at(
            at + 600_000,
            Fact::PauseEnded {
                reason: "await_parts".into(),
            },
        ));
    }
    let result = one(solve(minutes(365 * 480)), events, "2026-06-30 11:00");
    let explanation = result.explanation.unwrap();
    assert!(explanation.pieces.len() <= 301, "{}", explanation.pieces.len());
    assert_eq!(explanation.counted_ms, 365 * 480 * 60_000);
    assert!(
        explanation
            .pieces
            .iter()
            .any(|piece| piece.kind == PieceKind::Folded)
    );
}

#[test]
fn a_log_reads_and_writes_as_json() {
    let text = r#"{"policy":"p","priority":"normal","events":[
        {"occurred_at_ms":1,"recorded_at_ms":2,"kind":"happened","step":"opened"},
        {"occurred_at_ms":3,"recorded_at_ms":3,"kind":"pause_started","reason":"await_parts"},
        {"occurred_at_ms":4,"recorded_at_ms":4,"kind":"reopened"}]}"#;
    let read: OrderLog = serde_json::from_str(text).unwrap();
    assert_eq!(
        read.events[0],
        Event {
            occurred_at_ms: 1,
            recorded_at_ms: 2,
            fact: Fact::Happened { step: Step::Opened }
        }
    );
    assert_eq!(
        serde_json::from_str::<OrderLog>(&serde_json::to_string(&read).unwrap()).unwrap(),
        read
    );
}

#[test]
fn what_a_policy_is_refused_for() {
    let refuse = |change: &dyn Fn(&mut MilestoneSpec)| {
        let mut spec = solve(minutes(60));
        change(&mut spec);
        policy(vec![spec]).check().unwrap_err().code
    };
    assert_eq!(refuse(&|spec| spec.target = minutes(0)), Code::TargetNotPositive);
    assert_eq!(
        refuse(&|spec| _ = spec.priority_targets.insert("x".into(), minutes(-5))),
        Code::TargetNotPositive
    );
    assert_eq!(refuse(&|spec| spec.thresholds = vec![0]), Code::BadPolicy);
    assert_eq!(refuse(&|spec| spec.thresholds = vec![4_000_000]), Code::BadPolicy);
    assert_eq!(refuse(&|spec| spec.stops_on.clear()), Code::BadPolicy);
    assert_eq!(
        refuse(&|spec| spec.pause_reasons.push("moon".into())),
        Code::UnknownPauseReason
    );
    assert_eq!(policy(vec![]).check().unwrap_err().code, Code::BadPolicy);
    assert_eq!(
        policy(vec![solve(minutes(1)), solve(minutes(2))])
            .check()
            .unwrap_err()
            .code,
        Code::BadPolicy,
        "one key twice"
    );
    let mut lost = solve(minutes(60));
    lost.calendar = "moon".into();
    let mut book = book(vec![]);
    assert_eq!(
        book.add_policy("p", Arc::new(policy(vec![lost])))
            .unwrap_err()
            .code,
        Code::UnknownCalendar
    );
    assert_eq!(book.policy("nowhere").unwrap_err().code, Code::UnknownPolicy);
}

#[test]
fn absurd_moments_are_refused() {
    assert_eq!(
        refused(vec![Event::step(i64::MIN, Step::Opened)], "2025-09-29 10:00"),
        Code::BeyondHorizon
    );
    let promise = Fact::PromiseSet {
        milestone: "solve".into(),
        due_ms: i64::MAX,
    };
    assert_eq!(
        refused(vec![fact("2025-09-29 09:00", promise)], "2025-09-29 10:00"),
        Code::BeyondHorizon
    );
}
