//! Calendars, policies and announcements that cannot be: each is refused by name, and nothing is half-written.

use crate::policies::{installed, office, solve_within};
use crate::world::{On, World, on_both};
use serde_json::{Value, json};

/// Code and reason of a refusal.
async fn reason(world: &World, operation: &str, input: Value) -> String {
    match world.call(&world.admin, operation, input.clone()).await {
        Ok(output) => panic!("{operation} {input} was taken: {output}"),
        Err(error) => {
            let reason = error
                .params
                .get("reason")
                .and_then(Value::as_str)
                .unwrap_or_default();
            let own = error.code.as_str().ends_with("_invalid") && error.code.as_str() != "value_invalid";
            format!("{} {}", error.code.as_str(), if own { reason } else { "" })
                .trim()
                .to_owned()
        }
    }
}

async fn refused(world: &World, operation: &str, cases: Vec<(Value, &str)>) {
    for (input, expected) in cases {
        assert_eq!(reason(world, operation, input.clone()).await, expected, "{input}");
    }
}

fn calendar(field: &str, value: Value) -> Value {
    let mut spec = office();
    spec[field] = value;
    json!({"name": "x", "spec": spec})
}

#[test]
fn wrong_calendars() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let own = calendar("holidays", json!([{"date": "2026-05-01", "name": "x"}]));
        let mut doubled = own.clone();
        doubled["follows"] = json!("cn");
        let cases = vec![
            (
                calendar("tz", json!("Asia/Atlantis")),
                "calendar_invalid bad_zone",
            ),
            (
                calendar("hours", json!({"mon": [["08:00", "12:00"], ["11:00", "13:00"]]})),
                "calendar_invalid windows_overlap",
            ),
            (
                calendar("hours", json!({"mon": [["08:00", "08:00"]]})),
                "calendar_invalid window_empty",
            ),
            (calendar("hours", json!({})), "calendar_invalid calendar_empty"),
            (
                calendar("hours", json!({"mon": [["08:00", "25:00"]]})),
                "bad_input",
            ),
            (doubled, "calendar_invalid announced_days_doubled"),
            (calendar("colour", json!("red")), "bad_input"),
            (json!({"name": " ", "spec": office()}), "value_missing"),
            (
                json!({"name": "x", "code": "日历", "spec": office()}),
                "value_invalid",
            ),
            (json!({"name": "x", "id": 1, "spec": office()}), "value_missing"),
            (
                json!({"name": "x", "id": 999, "version": 1, "spec": office()}),
                "not_found",
            ),
        ];
        refused(&world, "calendars.save", cases).await;
        world.ok("calendars.save", own).await;
        let far = json!({"spec": office(), "year": 99_999});
        assert_eq!(
            world.refused("calendars.preview", far).await,
            "number_out_of_range"
        );
    });
}

#[test]
fn wrong_policies() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let policy = |spec: Value| json!({"name": "x", "effective_from": 0, "spec": spec});
        let mut doubled = solve_within("", 60, "always_open");
        let one = doubled["milestones"][0].clone();
        doubled["milestones"].as_array_mut().unwrap().push(one);
        let mut ranked = policy(solve_within("", 60, "always_open"));
        ranked["rank"] = json!(-1);
        let mut nameless = policy(solve_within("", 60, "always_open"));
        nameless["applies"] = json!({"categories": [" "]});
        let cases = vec![
            (
                policy(solve_within("", 0, "always_open")),
                "policy_invalid target_not_positive",
            ),
            (
                policy(solve_within("", 60, "nowhere")),
                "policy_invalid unknown_calendar",
            ),
            (
                policy(json!({"code": "", "milestones": []})),
                "policy_invalid bad_policy",
            ),
            (policy(doubled), "policy_invalid bad_policy"),
            (
                policy(solve_within("standard_service", 60, "always_open")),
                "already_exists",
            ),
            (
                policy(solve_within("Bad Code", 60, "always_open")),
                "value_invalid",
            ),
            (ranked, "number_out_of_range"),
            (nameless, "value_invalid"),
        ];
        refused(&world, "policies.save", cases).await;
    });
}

#[test]
fn wrong_announcements_change_nothing() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let text = |text: &str| json!({"text": text});
        let year = |days: Value| text(&json!({"year": 2028, "days": days}).to_string());
        let before = world.ok("holidays.years", json!({})).await;
        let cases = vec![
            (text(""), "holidays_invalid holidays_unreadable"),
            (text("\u{89}PNG"), "holidays_invalid holidays_unreadable"),
            (
                text("date,kind,name\n2027-02-30,holiday,x"),
                "holidays_invalid bad_date",
            ),
            (
                text("date,kind,name\n2027-01-04,make_up,x"),
                "holidays_invalid make_up_on_weekday",
            ),
            (
                text("date,kind,name\n2027-01-02,make_up,x\n2027-01-02,holiday,x"),
                "holidays_invalid holidays_conflict",
            ),
            (
                text("date,kind,name\n2027-01-02,make_up,x"),
                "holidays_invalid holidays_empty_year",
            ),
            (
                text("date,kind,name\n0999-01-02,holiday,x"),
                "holidays_invalid holidays_unreadable",
            ),
            (year(json!([])), "holidays_invalid holidays_empty_year"),
            (
                year(json!([{"name": "x", "date": "2030-01-01", "isOffDay": true}])),
                "holidays_invalid holidays_wrong_year",
            ),
        ];
        refused(&world, "holidays.import", cases).await;
        assert_eq!(world.ok("holidays.years", json!({})).await, before);
    });
}
