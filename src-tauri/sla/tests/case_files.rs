//! The file format of cases beyond what other software checks: notation, pauses, and bad input, each with its code.

use outpost_sla::cases::run_cases;
use serde_json::{Value, json};

fn calendar() -> Value {
    let day = json!([["09:00", "12:00"], ["13:00", "18:00"]]);
    json!({ "tz": "Asia/Shanghai", "hours": { "mon": day, "tue": day, "wed": day, "thu": day, "fri": day } })
}

/// A deadline of four hours, changed by the given fields; `null` removes one.
fn case(changes: Value) -> Value {
    let mut case = json!({
        "id": "c", "kind": "deadline", "calendar": calendar(), "start": "2026-03-02 10:00:00",
        "target_seconds": 14_400, "times_are": "local",
    });
    for (name, value) in changes.as_object().unwrap() {
        if value.is_null() {
            case.as_object_mut().unwrap().remove(name);
        } else {
            case[name] = value.clone();
        }
    }
    case
}

fn run(changes: Value) -> Value {
    run_cases(&json!({ "cases": [case(changes)] }).to_string()).unwrap()["results"][0].clone()
}

fn due(changes: Value) -> String {
    let result = run(changes);
    result["deadline"]
        .as_str()
        .unwrap_or_else(|| panic!("{result}"))
        .to_owned()
}

fn code(changes: Value) -> String {
    let result = run(changes);
    result["error"]["code"]
        .as_str()
        .unwrap_or_else(|| panic!("{result}"))
        .to_owned()
}

#[test]
fn times_come_back_in_the_notation_of_the_case() {
    assert_eq!(due(json!({})), "2026-03-02 15:00:00");
    assert_eq!(
        due(json!({ "start": "2026-03-02T10:00:00" })),
        "2026-03-02T15:00:00"
    );
    assert_eq!(
        due(json!({ "start": "2026-03-02T02:00:00Z", "times_are": "utc" })),
        "2026-03-02T07:00:00Z"
    );
    assert_eq!(
        due(json!({ "start": "2026-03-02 02:00:00", "times_are": "utc" })),
        "2026-03-02 07:00:00"
    );
    assert_eq!(
        due(json!({ "start": "2026-03-02T02:00:00Z", "times_are": null })),
        "2026-03-02T07:00:00Z"
    );
    assert_eq!(due(json!({ "start": "2026-03-02 10:00" })), "2026-03-02 15:00:00");
    assert_eq!(
        due(json!({ "start": "2026-03-02 10:00:00.250" })),
        "2026-03-02 15:00:00.250"
    );
}

#[test]
fn a_bare_list_and_a_missing_zone_are_read() {
    let mut bare = case(json!({}));
    bare["calendar"].as_object_mut().unwrap().remove("tz");
    let results = run_cases(&json!([bare]).to_string()).unwrap();
    assert_eq!(results["results"][0]["deadline"], "2026-03-02 15:00:00");
    assert_eq!(run_cases("[]").unwrap(), json!({ "results": [] }));
}

#[test]
fn pauses_overlap_without_counting_twice() {
    let paused = |pauses: Value| json!({ "kind": "deadline_with_pauses", "pauses": pauses });
    let twice = json!([
        ["2026-03-02 10:30:00", "2026-03-02 11:30:00"],
        ["2026-03-02 11:00:00", "2026-03-02 12:30:00"]
    ]);
    assert_eq!(due(paused(twice.clone())), "2026-03-02 16:30:00");
    assert_eq!(run(paused(twice))["pause_working_seconds"], 5_400);
    let early = json!([["2026-03-01 10:00:00", "2026-03-02 10:30:00"]]);
    assert_eq!(
        due(paused(early)),
        "2026-03-02 15:30:00",
        "what lies before the start does not count"
    );
    let late = json!([["2026-03-02 15:00:00", "2026-03-03 15:00:00"]]);
    assert_eq!(
        due(paused(late)),
        "2026-03-02 15:00:00",
        "nor what begins at the due time"
    );
    let mut wall = paused(json!([["2026-03-02 17:00:00", "2026-03-02 20:00:00"]]));
    wall["start"] = "2026-03-02 16:00:00".into();
    wall["pause_rule"] = "wall_clock_shift".into();
    assert_eq!(due(wall), "2026-03-03 14:00:00");
}

#[test]
fn elapsed_and_periods_leave_pauses_out() {
    let pauses = json!([["2026-03-02 11:00:00", "2026-03-02 14:00:00"]]);
    let elapsed = json!({ "kind": "elapsed_with_pauses", "end": "2026-03-02 18:00:00", "pauses": pauses });
    assert_eq!(run(elapsed)["elapsed_seconds"], 5 * 3600);
    let reversed = json!({ "kind": "elapsed", "end": "2026-03-01 18:00:00" });
    assert_eq!(run(reversed)["elapsed_seconds"], 0);
    let periods = run(json!({ "kind": "periods_with_pauses", "count": 3, "pauses": pauses }));
    let expected = json!([
        ["2026-03-02 10:00:00", "2026-03-02 11:00:00"],
        ["2026-03-02 14:00:00", "2026-03-02 18:00:00"],
        ["2026-03-03 09:00:00", "2026-03-03 12:00:00"],
    ]);
    assert_eq!(periods["periods"], expected);
    let until = run(json!({ "kind": "periods", "end": "2026-03-03 10:00:00" }));
    assert_eq!(until["periods"].as_array().unwrap().len(), 3);
    assert_eq!(
        run(json!({ "kind": "periods" }))["periods"]
            .as_array()
            .unwrap()
            .len(),
        10
    );
}

#[test]
fn an_explanation_names_what_it_met() {
    let mut with_holiday = calendar();
    with_holiday["holidays"] = json!(["2026-03-03"]);
    let result = run(json!({ "calendar": with_holiday, "target_seconds": 10 * 3600 }));
    let codes: Vec<&str> = result["explanation"]
        .as_array()
        .unwrap()
        .iter()
        .map(|piece| piece["code"].as_str().unwrap())
        .collect();
    let expected = [
        "started",
        "target",
        "open",
        "closed_hours",
        "open",
        "closed_hours",
        "closed_holiday",
        "closed_hours",
        "open",
        "due",
    ];
    assert_eq!(codes, expected);
    assert_eq!(result["deadline"], "2026-03-04 12:00:00");
}

#[test]
fn what_a_case_is_refused_for() {
    assert_eq!(code(json!({ "colour": 1 })), "bad_case");
    assert_eq!(code(json!({ "target_seconds": "soon" })), "bad_case");
    assert_eq!(code(json!({ "target_seconds": 1.5 })), "bad_case");
    assert_eq!(code(json!({ "target_seconds": null })), "missing_field");
    assert_eq!(code(json!({ "start": null })), "missing_field");
    assert_eq!(code(json!({ "kind": "elapsed" })), "missing_field");
    assert_eq!(code(json!({ "kind": "deadline_with_pauses" })), "missing_field");
    assert_eq!(code(json!({ "kind": "guess" })), "unknown_kind");
    assert_eq!(code(json!({ "start": "yesterday" })), "bad_moment");
    assert_eq!(code(json!({ "start": "2026-02-30 10:00:00" })), "bad_moment");
    assert_eq!(code(json!({ "target_seconds": i64::MAX })), "target_too_large");
    assert_eq!(
        code(json!({ "target_seconds": 99_999_999_999_i64 })),
        "beyond_horizon"
    );
    assert_eq!(
        code(json!({ "kind": "deadline_days", "target_working_days": 99_999_999 })),
        "target_too_large"
    );
    assert_eq!(
        code(json!({ "kind": "periods", "count": 1_000_000 })),
        "target_too_large"
    );
    let reversed = json!([["2026-03-02 12:00:00", "2026-03-02 11:00:00"]]);
    assert_eq!(
        code(json!({ "kind": "deadline_with_pauses", "pauses": reversed })),
        "pause_reversed"
    );
    let pause = json!([["2026-03-02 11:00:00", "2026-03-02 12:00:00"]]);
    let negative = json!({ "kind": "deadline_with_pauses", "pauses": pause, "target_seconds": -60 });
    assert_eq!(code(negative), "negative_target_with_pauses");
}

#[test]
fn what_the_calendar_of_a_case_is_refused_for() {
    let with = |changes: Value| {
        let mut calendar = calendar();
        for (name, value) in changes.as_object().unwrap() {
            calendar[name] = value.clone();
        }
        code(json!({ "calendar": calendar }))
    };
    assert_eq!(with(json!({ "tz": "Nowhere/Land" })), "bad_zone");
    assert_eq!(with(json!({ "hours": {} })), "calendar_empty");
    assert_eq!(
        with(json!({ "hours": { "monday": [["09:00", "18:00"]] } })),
        "bad_case"
    );
    assert_eq!(
        with(json!({ "hours": { "mon": [["9am", "18:00"]] } })),
        "bad_time_of_day"
    );
    assert_eq!(
        with(json!({ "hours": { "mon": [["09:00", "18:00"], ["17:00", "19:00"]] } })),
        "windows_overlap"
    );
    assert_eq!(with(json!({ "holidays": ["2026-02-30"] })), "bad_date");
    assert_eq!(with(json!({ "holidays_recurring": ["13-01"] })), "bad_month_day");
    assert_eq!(with(json!({ "weather": "fine" })), "bad_case");
    assert_eq!(
        with(json!({ "breaks": { "2026-03-02": [["10:00"]] } })),
        "bad_case"
    );
}

#[test]
fn one_bad_case_leaves_the_others_alone() {
    let file =
        json!({ "about": "x", "cases": [case(json!({})), 42, { "id": 7 }, case(json!({ "id": "d" }))] });
    let results = run_cases(&file.to_string()).unwrap();
    let ids: Vec<&Value> = results["results"]
        .as_array()
        .unwrap()
        .iter()
        .map(|result| &result["id"])
        .collect();
    assert_eq!(ids, [&json!("c"), &Value::Null, &json!(7), &json!("d")]);
    assert_eq!(results["results"][1]["error"]["code"], "bad_case");
    assert_eq!(results["results"][2]["error"]["code"], "missing_field");
    assert_eq!(results["results"][3]["deadline"], "2026-03-02 15:00:00");
}

#[test]
fn a_file_that_is_none_says_where() {
    for text in ["", "{", "PNG\u{1}", "{\"cases\": 3}", "{}", "42", "\"cases\""] {
        assert_eq!(
            run_cases(text).unwrap_err().code.as_str(),
            "cases_unreadable",
            "{text}"
        );
    }
    assert_eq!(run_cases("[\n{]").unwrap_err().params["line"], 2);
}

#[test]
fn far_dates_are_refused_and_never_hang() {
    for start in [
        "+262142-12-31 23:00:00",
        "9999-12-31 23:59:59",
        "0001-01-01 00:00:00",
        "-9999-01-01 00:00:00",
    ] {
        assert_eq!(code(json!({ "start": start })), "beyond_horizon", "{start}");
    }
    assert_eq!(
        code(json!({ "start": "9999-12-31T23:00:00Z", "times_are": "utc" })),
        "beyond_horizon"
    );
    let mut far = calendar();
    far["holidays"] = json!(["0001-01-01", "9999-12-31"]);
    assert_eq!(code(json!({ "calendar": far })), "bad_date");
    let mut yearly = calendar();
    yearly["hours"] = json!({ "mon": [["09:00", "10:00"]] });
    let days = json!({ "kind": "deadline_days", "target_working_days": 36_000, "calendar": yearly });
    assert_eq!(code(days), "beyond_horizon");
    let long =
        run(json!({ "kind": "elapsed", "start": "1891-01-01 00:00:00", "end": "2199-01-01 00:00:00" }));
    assert!(long["explanation"].as_array().unwrap().len() < 100);
}
