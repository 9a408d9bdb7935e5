//! What moves a running clock or ends it: priority, policy, appointments, promises, given due times, reopening,
//! calling off. A breach is never erased.

mod common;

use common::{
    book, due, fact, judged, log, minutes, ms, one, pause, policy, refused, resume, shanghai, solve, step,
};
use outpost_sla::Code;
use outpost_sla::events::{Event, Fact, OrderLog};
use outpost_sla::explain::PieceCode;
use outpost_sla::milestone::{Detail, DueSource, MilestoneState, Note, evaluate};
use outpost_sla::policy::{ChangeMode, MilestoneSpec, ReopenMode, Step};

fn changed(to: &str) -> Fact {
    Fact::PriorityChanged {
        from: "normal".into(),
        to: to.into(),
    }
}

/// Eight hours of work, two at priority `critical`, sixteen at `low`.
fn by_priority(mode: ChangeMode) -> MilestoneSpec {
    let mut spec = solve(minutes(480));
    spec.priority_targets = [("critical".into(), minutes(120)), ("low".into(), minutes(960))].into();
    spec.on_change = mode;
    spec
}

#[test]
fn priority_changes() {
    let opened = || step("2025-09-29 08:30", Step::Opened);
    let at = |mode, when: &str, to: &str| {
        let spec = by_priority(mode);
        one(spec, vec![opened(), fact(when, changed(to))], "2025-09-29 11:00")
    };
    // Two of eight hours are used up at 10:30.
    let result = at(ChangeMode::Retroactive, "2025-09-29 10:00", "critical");
    assert_eq!(
        (due(&result).as_str(), result.state),
        ("2025-09-29 10:30", MilestoneState::BreachedOpen)
    );
    assert_eq!(shanghai(result.changes[0].from_due_ms), "2025-09-29 18:00");
    let result = at(ChangeMode::RemainingProportion, "2025-09-29 10:30", "critical");
    assert_eq!(
        due(&result),
        "2025-09-29 12:00",
        "three quarters of two hours are left"
    );
    assert_eq!(result.explanation.unwrap().counted_ms, 210 * 60_000);
    let result = at(ChangeMode::OnlyIfEarlier, "2025-09-29 10:30", "low");
    assert_eq!(due(&result), "2025-09-29 18:00", "later is not taken");
    assert_eq!(
        result.changes[0].from_due_ms, result.changes[0].to_due_ms,
        "but it is on record"
    );
    let result = at(ChangeMode::OnlyIfEarlier, "2025-09-29 10:30", "critical");
    assert_eq!(due(&result), "2025-09-29 10:30");
    let result = at(ChangeMode::Retroactive, "2025-09-29 10:30", "vip");
    assert!(
        result.changes.is_empty(),
        "a priority without a target of its own changes nothing"
    );
}

#[test]
fn a_downgrade_after_the_breach_does_not_erase_it() {
    let mut urgent = log(vec![
        step("2025-09-29 08:30", Step::Opened),
        fact("2025-09-29 11:00", changed("low")),
    ]);
    urgent.priority = "critical".into();
    for mode in [
        ChangeMode::Retroactive,
        ChangeMode::RemainingProportion,
        ChangeMode::OnlyIfEarlier,
    ] {
        let book = book(vec![("p", policy(vec![by_priority(mode)]))]);
        let result = evaluate(&urgent, &book, ms("2025-09-29 11:30"), Detail::Explained)
            .unwrap()
            .remove(0);
        assert_eq!(
            (due(&result).as_str(), result.state),
            ("2025-09-29 10:30", MilestoneState::BreachedOpen)
        );
        assert_eq!(result.notes, [Note::BreachKept]);
        assert!(result.changes[0].breach_kept);
    }
}

#[test]
fn accumulated_pauses_survive_changes_of_priority_and_policy() {
    let events = |change: Fact| {
        vec![
            step("2025-09-29 08:30", Step::Opened),
            pause("2025-09-29 09:00", "await_parts"),
            resume("2025-09-29 10:00", "await_parts"),
            fact("2025-09-29 10:30", change),
        ]
    };
    let result = one(
        by_priority(ChangeMode::Retroactive),
        events(changed("critical")),
        "2025-09-29 10:45",
    );
    assert_eq!(due(&result), "2025-09-29 11:30");
    let mut strict = solve(minutes(120));
    strict.pause_reasons.clear();
    let book = book(vec![
        ("p", policy(vec![solve(minutes(480))])),
        ("q", policy(vec![strict])),
    ]);
    let log = log(events(Fact::PolicyChanged { to: "q".into() }));
    let result = evaluate(&log, &book, ms("2025-09-29 10:45"), Detail::Figures)
        .unwrap()
        .remove(0);
    assert_eq!(
        due(&result),
        "2025-09-29 11:30",
        "the new policy allows no pauses, but this one was allowed when it began"
    );
}

#[test]
fn a_new_policy_replaces_running_milestones_and_keeps_finished_ones() {
    let mut respond = solve(minutes(30));
    respond.key = "respond".into();
    respond.stops_on = vec![Step::Responded];
    let mut dispatch = respond.clone();
    dispatch.key = "dispatch".into();
    dispatch.stops_on = vec![Step::Dispatched];
    let first = policy(vec![respond, dispatch, solve(minutes(480))]);
    let book = book(vec![("p", first), ("q", policy(vec![solve(minutes(120))]))]);
    let events = vec![
        step("2025-09-29 08:30", Step::Opened),
        step("2025-09-29 08:45", Step::Responded),
        fact("2025-09-29 09:00", Fact::PolicyChanged { to: "q".into() }),
    ];
    let results = evaluate(&log(events), &book, ms("2025-09-29 09:30"), Detail::Figures).unwrap();
    let keys: Vec<(&str, MilestoneState)> = results.iter().map(|r| (r.key.as_str(), r.state)).collect();
    assert_eq!(
        keys,
        [
            ("solve", MilestoneState::Running),
            ("respond", MilestoneState::Met)
        ]
    );
    assert_eq!(due(&results[0]), "2025-09-29 10:30");
}

#[test]
fn reopening_continues_the_clock_or_starts_a_new_one_and_keeps_the_first_result() {
    let events = || {
        vec![
            step("2025-09-29 08:30", Step::Opened),
            step("2025-09-29 10:30", Step::Completed),
            fact("2025-10-09 08:30", Fact::Reopened),
            step("2025-10-09 11:30", Step::Completed),
        ]
    };
    let under = |mode: ReopenMode, events: Vec<Event>| {
        let mut spec = solve(minutes(240));
        spec.on_reopen = mode;
        judged(spec, events, "2025-10-09 17:00")
    };
    let results = under(ReopenMode::Continue, events());
    assert_eq!(results.len(), 2);
    assert_eq!((results[0].state, results[0].cycle), (MilestoneState::Met, 1));
    assert_eq!(results[0].notes, [Note::Reworked]);
    assert_eq!(
        (results[1].state, results[1].cycle),
        (MilestoneState::BreachedDone, 2)
    );
    assert_eq!(
        due(&results[1]),
        "2025-10-09 10:30",
        "two of four hours were left"
    );
    assert_eq!(results[1].elapsed_ms, 5 * 3_600_000);
    let results = under(ReopenMode::NewResult, events());
    assert_eq!(
        (results[1].state, due(&results[1]).as_str()),
        (MilestoneState::Met, "2025-10-09 14:00")
    );
    assert_eq!(under(ReopenMode::Keep, events()).len(), 1);
    let open = under(ReopenMode::Continue, events()[..3].to_vec());
    assert_eq!(open[1].state, MilestoneState::BreachedOpen);
}

#[test]
fn a_later_milestone_waits_for_its_own_start_after_reopening() {
    let mut follow_up = solve(minutes(480));
    follow_up.key = "follow_up".into();
    follow_up.starts_on = vec![Step::Completed];
    follow_up.stops_on = vec![Step::FollowedUp];
    follow_up.on_reopen = ReopenMode::NewResult;
    let events = vec![
        step("2025-09-29 08:30", Step::Opened),
        step("2025-09-29 10:30", Step::Completed),
        step("2025-09-29 11:00", Step::FollowedUp),
        fact("2025-09-29 14:00", Fact::Reopened),
        step("2025-09-29 15:00", Step::Completed),
    ];
    let before = judged(follow_up.clone(), events[..4].to_vec(), "2025-09-29 14:30");
    assert_eq!(before.len(), 1);
    let after = judged(follow_up, events, "2025-09-29 16:00");
    assert_eq!(
        (after[0].state, after[1].state),
        (MilestoneState::Met, MilestoneState::Running)
    );
    assert_eq!(after[1].started_at_ms, Some(ms("2025-09-29 15:00")));
}

#[test]
fn a_moved_appointment_moves_only_what_goes_with_it() {
    let moved = Fact::RescheduledByCustomer {
        from_ms: ms("2025-09-29 14:00"),
        to_ms: ms("2025-09-30 14:00"),
    };
    let events = vec![
        step("2025-09-29 10:00", Step::Opened),
        fact("2025-09-29 11:00", moved.clone()),
    ];
    let mut arrive = solve(minutes(240));
    arrive.moves_with_appointment = true;
    let result = one(arrive.clone(), events.clone(), "2025-09-29 12:00");
    assert_eq!(due(&result), "2025-09-30 15:30");
    assert_eq!(
        shanghai(result.original_due_ms.unwrap()),
        "2025-09-29 15:30",
        "the first promise is kept for statistics"
    );
    assert_eq!(result.changes[0].code, PieceCode::Rescheduled);
    assert_eq!(
        due(&one(solve(minutes(240)), events, "2025-09-29 12:00")),
        "2025-09-29 15:30"
    );
    let late = vec![
        step("2025-09-29 08:30", Step::Opened),
        fact("2025-09-29 16:00", moved),
    ];
    let result = one(arrive, late, "2025-09-29 17:00");
    assert_eq!(
        (due(&result).as_str(), result.notes.as_slice()),
        ("2025-09-29 14:00", &[Note::BreachKept][..])
    );
    let back = Fact::RescheduledByCustomer { from_ms: 2, to_ms: 1 };
    assert_eq!(
        refused(vec![fact("2025-09-29 16:00", back)], "2025-09-29 17:00"),
        Code::RescheduleReversed
    );
}

#[test]
fn calling_off_ends_the_clock_without_erasing_a_breach() {
    let events = |when: &str| {
        vec![
            step("2025-09-29 08:30", Step::Opened),
            fact(when, Fact::Cancelled),
        ]
    };
    let result = one(solve(minutes(60)), events("2025-09-29 09:00"), "2025-09-30 10:00");
    assert_eq!(result.state, MilestoneState::Exempt);
    assert_eq!(result.exemption.unwrap().reason, "cancelled");
    let result = one(solve(minutes(60)), events("2025-09-29 10:00"), "2025-09-30 10:00");
    assert_eq!(
        (result.state, result.elapsed_ms),
        (MilestoneState::BreachedDone, 90 * 60_000)
    );
    let mut taken_up = events("2025-09-29 09:00");
    taken_up.push(fact("2025-09-29 14:00", Fact::Reopened));
    let result = one(solve(minutes(60)), taken_up, "2025-09-29 14:10");
    assert_eq!(
        (result.state, due(&result).as_str()),
        (MilestoneState::Running, "2025-09-29 14:30")
    );
}

#[test]
fn a_given_due_time_is_a_fixed_clock() {
    let given = || {
        fact(
            "2025-09-29 09:00",
            Fact::DueGiven {
                milestone: "solve".into(),
                due_ms: ms("2025-10-01 09:00"),
            },
        )
    };
    let opened = || step("2025-09-29 09:00", Step::Opened);
    let waits = pause("2025-09-29 10:00", "await_parts");
    let result = one(
        solve(minutes(60)),
        vec![opened(), given(), waits],
        "2025-09-30 09:00",
    );
    assert_eq!(
        (result.due_source, result.state),
        (Some(DueSource::Fixed), MilestoneState::Paused)
    );
    assert_eq!(due(&result), "2025-10-01 09:00", "no pause moves it");
    assert_eq!(shanghai(result.thresholds[0].at_ms), "2025-09-30 09:00");
    let imported = OrderLog {
        policy: None,
        priority: String::new(),
        events: vec![opened(), given(), step("2025-10-01 09:01", Step::Closed)],
    };
    let results = evaluate(
        &imported,
        &book(vec![]),
        ms("2025-10-02 09:00"),
        Detail::Explained,
    )
    .unwrap();
    assert_eq!(
        (results.len(), results[0].state),
        (1, MilestoneState::BreachedDone)
    );
    assert_eq!(
        results[0].explanation.as_ref().unwrap().pieces[0].code,
        PieceCode::DueFixed
    );
    let bare = OrderLog {
        policy: None,
        priority: String::new(),
        events: vec![opened()],
    };
    assert!(
        evaluate(&bare, &book(vec![]), ms("2025-10-02 09:00"), Detail::Figures)
            .unwrap()
            .is_empty()
    );
}

#[test]
fn a_promise_is_a_clock_of_its_own() {
    let promise = |at: &str, due: &str| {
        fact(
            at,
            Fact::PromiseSet {
                milestone: "solve".into(),
                due_ms: ms(due),
            },
        )
    };
    let events = vec![
        step("2025-09-29 09:00", Step::Opened),
        promise("2025-09-29 09:30", "2025-09-29 12:00"),
        pause("2025-09-29 10:00", "await_parts"),
        promise("2025-09-29 11:00", "2025-09-29 15:00"),
        resume("2025-09-29 11:30", "await_parts"),
        promise("2025-09-29 16:00", "2025-09-30 15:00"),
        step("2025-09-29 17:00", Step::Completed),
    ];
    let results = judged(solve(minutes(480)), events, "2025-09-30 09:00");
    let kept = &results[1];
    assert_eq!(
        (kept.key.as_str(), kept.due_source),
        ("promise.solve", Some(DueSource::Promise))
    );
    assert_eq!(
        (due(kept).as_str(), kept.state),
        ("2025-09-29 15:00", MilestoneState::BreachedDone)
    );
    assert_eq!(shanghai(kept.original_due_ms.unwrap()), "2025-09-29 12:00");
    assert_eq!(
        kept.notes,
        [Note::BreachKept],
        "a new promise after the broken one mends nothing"
    );
    assert_eq!(results[0].state, MilestoneState::Met);
}
