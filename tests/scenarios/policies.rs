//! Calendars and policies: presets, revisions, holidays, and which policy applies.

use crate::world::{NOW, On, World, on_both};
use serde_json::{Value, json};

/// A moment in Shanghai, epoch milliseconds.
pub fn at(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(&format!("{}:00+08:00", text.replace(' ', "T")))
        .unwrap()
        .timestamp_millis()
}

pub fn shown(ms: &Value) -> String {
    let zone = chrono::FixedOffset::east_opt(8 * 3600).unwrap();
    let moment = chrono::DateTime::from_timestamp_millis(ms.as_i64().unwrap()).unwrap();
    moment.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

pub fn office() -> Value {
    let day = json!([["08:30", "12:00"], ["13:30", "18:00"]]);
    json!({"tz": "Asia/Shanghai", "hours": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day, "sat": [], "sun": []}})
}

pub fn solve_within(code: &str, minutes: i64, calendar: &str) -> Value {
    json!({"code": code, "milestones": [{"key": "solve", "starts_on": ["opened"], "stops_on": ["completed", "closed"],
        "target": {"unit": "minutes", "minutes": minutes}, "calendar": calendar, "thresholds": [75]}]})
}

pub async fn installed(on: On) -> World {
    let world = World::new(on).await;
    world.ok("policies.install_presets", json!({})).await;
    world
}

#[test]
fn presets_wait_to_be_installed_and_are_installed_once() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        assert_eq!(world.ok("policies.list", json!({})).await["policies"], json!([]));
        let shipped = world.ok("policies.presets", json!({})).await;
        let (calendars, policies) = (
            shipped["calendars"].as_array().unwrap(),
            shipped["policies"].as_array().unwrap(),
        );
        assert!(calendars.iter().chain(policies).all(|p| p["installed"] == false));
        let first = world.ok("policies.install_presets", json!({})).await;
        assert_eq!(
            first,
            json!({"calendars": calendars.len(), "policies": policies.len()})
        );
        let second = world.ok("policies.install_presets", json!({})).await;
        assert_eq!(second, json!({"calendars": 0, "policies": 0}));
        let list = world.ok("calendars.list", json!({})).await;
        assert_eq!(
            (&list["calendars"][0]["code"], &list["calendars"][0]["follows"]),
            (&json!("cn_standard"), &json!("cn"))
        );
        assert_ne!(
            list["calendars"][0]["name"], "sla:preset.cn_standard",
            "a name, not a key"
        );
        assert_eq!(
            list["calendars"][0]["spec"]["holidays"],
            json!([]),
            "public holidays are kept apart"
        );
        let auditor = world.person("li", "auditor", json!({"kind": "all"})).await;
        assert!(world.call(&auditor, "policies.list", json!({})).await.is_ok());
        assert_eq!(
            world
                .refused_to(&auditor, "policies.install_presets", json!({}))
                .await,
            "forbidden"
        );
    });
}

#[test]
fn a_calendar_is_revised_by_one_of_two() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let made = world
            .ok("calendars.save", json!({"name": "办公室", "spec": office()}))
            .await;
        assert_eq!(
            (&made["revision"], &made["code"], &made["saved_by"]),
            (&json!(1), &json!("calendar_1"), &json!("王磊"))
        );
        let mut spec = office();
        spec["hours"]["sat"] = json!([["09:00", "12:00"]]);
        let save =
            |name: &str| json!({"id": made["id"], "version": made["version"], "name": name, "spec": spec});
        let revised = world.ok("calendars.save", save("办公室六天")).await;
        assert_eq!(
            (&revised["revision"], &revised["code"]),
            (&json!(2), &json!("calendar_1"))
        );
        assert_eq!(
            world.refused("calendars.save", save("另一个人")).await,
            "stale_version"
        );
        let now = world.ok("calendars.get", json!({"id": made["id"]})).await;
        assert_eq!(
            (&now["name"], &now["spec"]["hours"]["sat"]),
            (&json!("办公室六天"), &json!([["09:00", "12:00"]]))
        );
        let again = json!({"code": "calendar_1", "name": "x", "spec": office()});
        assert_eq!(world.refused("calendars.save", again).await, "already_exists");
    });
}

#[test]
fn every_save_stands_in_the_history_with_its_fields() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let made = world
            .ok("calendars.save", json!({"name": "办公室", "spec": office()}))
            .await;
        let mut spec = office();
        spec["hours"]["mon"] = json!([["09:00", "12:00"]]);
        let save = json!({"id": made["id"], "version": 1, "name": "办公室", "spec": spec});
        world.ok("calendars.save", save).await;
        let mut tx = world.app.db().read().await.unwrap();
        let id = made["id"].as_i64().unwrap();
        let events = outpost_core::history::timeline(&mut tx, "calendar", id)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        assert_eq!(
            events.iter().map(|e| e.code.as_str()).collect::<Vec<_>>(),
            ["created", "revised"]
        );
        let fields: Vec<&str> = events[1].changes.iter().map(|c| c.field.as_str()).collect();
        assert_eq!(fields, ["hours.mon"]);
    });
}

#[test]
fn a_preview_shows_holidays_make_up_days_and_what_is_not_announced() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let preview = |follows: &str, year: i32| json!({"spec": office(), "follows": follows, "year": year});
        let year = world.ok("calendars.preview", preview("cn", 2025)).await;
        let days = year["days"].as_array().unwrap();
        let day = |date: &str| days.iter().find(|d| d["date"] == date).unwrap();
        assert_eq!(days.len(), 365);
        assert_eq!(
            (&day("2025-10-01")["kind"], &day("2025-10-01")["windows"]),
            (&json!("holiday"), &json!([]))
        );
        assert_eq!(day("2025-09-28")["kind"], "make_up");
        assert_eq!(
            day("2025-09-28")["windows"],
            json!([["08:30", "12:00"], ["13:30", "18:00"]])
        );
        assert_eq!(day("2025-10-12")["kind"], "off");
        assert_eq!(year["provisional"], false);
        assert_eq!(
            year["open_ms"].as_i64().unwrap(),
            year["working_days"].as_i64().unwrap() * 8 * 3_600_000
        );
        assert_eq!(
            world.ok("calendars.preview", preview("cn", 2030)).await["provisional"],
            true
        );
        let plain = world.ok("calendars.preview", preview("none", 2025)).await;
        assert_eq!(
            (&plain["working_days"], &plain["provisional"]),
            (&json!(261), &json!(false))
        );
    });
}

#[test]
fn an_imported_year_reaches_every_calendar_that_follows() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let years = world.ok("holidays.years", json!({})).await;
        let last = years["years"].as_array().unwrap().last().unwrap().clone();
        assert_eq!(
            (&last["year"], &last["source"]),
            (&json!(2026), &json!("shipped"))
        );
        let tried = async || {
            let list = world.ok("policies.list", json!({})).await;
            let spec = list["policies"][0]["spec"].clone();
            let input =
                json!({"spec": spec, "opened_at": at("2026-12-31 17:45"), "at": at("2026-12-31 17:50")});
            let clocks = world.ok("policies.try", input).await["clocks"].clone();
            (
                shown(&clocks[0]["due_ms"]),
                shown(&clocks[1]["due_ms"]),
                clocks[1]["provisional"].clone(),
            )
        };
        let before = tried().await;
        assert_eq!(
            before,
            ("2026-12-31 18:00".into(), "2027-01-01 10:15".into(), json!(true))
        );
        let announced =
            "date,kind,name\n2027-01-01,holiday,元旦\n2027-01-02,holiday,元旦\n2027-01-03,make_up,元旦\n";
        let imported = world.ok("holidays.import", json!({"text": announced})).await;
        assert_eq!(
            imported["years"],
            json!([{"year": 2027, "days": 3, "source": "imported"}])
        );
        let after = tried().await;
        assert_eq!(
            after,
            ("2026-12-31 18:00".into(), "2027-01-03 10:15".into(), json!(false))
        );
        let corrected =
            json!({"year": 2027, "days": [{"name": "元旦", "date": "2027-01-01", "isOffDay": true}]});
        world
            .ok("holidays.import", json!({"text": corrected.to_string()}))
            .await;
        assert_eq!(
            tried().await.1,
            "2027-01-04 10:15",
            "the new announcement replaces the old one"
        );
    });
}

#[test]
fn the_calculator_explains_a_due_time_over_a_holiday() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let spec = solve_within("", 480, "cn_standard");
        let input = json!({"spec": spec, "opened_at": at("2025-09-30 16:00"), "at": at("2025-10-09 09:00")});
        let clock = world.ok("policies.try", input).await["clocks"][0].clone();
        assert_eq!(
            (shown(&clock["due_ms"]).as_str(), &clock["state"]),
            ("2025-10-09 16:00", &json!("running"))
        );
        let pieces = clock["explanation"]["pieces"].as_array().unwrap();
        let holidays = pieces.iter().filter(|p| p["code"] == "closed_holiday").count();
        assert!(holidays > 0, "the National Day is named");
        let paused = json!({"spec": {"code": "", "pause_reasons": [{"code": "await_parts", "owner": "manufacturer"}],
            "milestones": [{"key": "solve", "starts_on": ["opened"], "stops_on": ["completed"], "calendar": "cn_standard",
                "target": {"unit": "minutes", "minutes": 480}, "pause_reasons": ["await_parts"]}]},
            "opened_at": at("2025-09-30 16:00"), "at": at("2025-10-10 10:00"), "events": [
            {"kind": "pause_started", "reason": "await_parts", "occurred_at_ms": at("2025-09-30 17:00"), "recorded_at_ms": at("2025-09-30 17:00")},
            {"kind": "pause_ended", "reason": "await_parts", "occurred_at_ms": at("2025-10-09 10:00"), "recorded_at_ms": at("2025-10-09 10:00")}]});
        let clock = world.ok("policies.try", paused).await["clocks"][0].clone();
        assert_eq!(shown(&clock["due_ms"]), "2025-10-10 09:00", "vector V3");
    });
}

#[test]
fn the_revision_in_force_when_the_order_was_opened_applies() {
    use outpost_core::kernel::Ms;
    use outpost_core::policies::{Asked, applying};
    on_both(async |on: On| {
        let world = installed(on).await;
        let save = |extra: Value| {
            let mut input = json!({"name": "空调", "rank": 3, "applies": {"categories": ["空调"]}, "effective_from": at("2026-01-01 00:00"),
                "spec": solve_within("", 60, "always_open")});
            input
                .as_object_mut()
                .unwrap()
                .extend(extra.as_object().unwrap().clone());
            input
        };
        let made = world.ok("policies.save", save(json!({}))).await;
        let later =
            json!({"id": made["id"], "version": made["version"], "effective_from": at("2026-07-01 00:00")});
        let second = world.ok("policies.save", save(later)).await;
        assert_eq!(
            (&second["revision"], second["revisions"].as_array().unwrap().len()),
            (&json!(2), 2)
        );
        let chosen = async |category: Option<&str>, priority: &str, opened: &str| {
            let mut tx = world.app.db().read().await.unwrap();
            let asked = Asked {
                kind: "repair",
                priority,
                category,
                at: Ms(at(opened)),
            };
            let found = applying(&mut tx, &asked).await.unwrap().unwrap();
            tx.commit().await.unwrap();
            found.reference
        };
        assert_eq!(
            chosen(Some("空调"), "normal", "2025-12-31 10:00").await,
            "standard_service@1",
            "not in force yet"
        );
        assert_eq!(
            chosen(Some("空调"), "normal", "2026-03-01 10:00").await,
            "policy_9@1"
        );
        assert_eq!(
            chosen(Some("空调"), "normal", "2026-07-01 00:00").await,
            "policy_9@2"
        );
        assert_eq!(
            chosen(Some("冰箱"), "critical", "2026-07-01 00:00").await,
            "severe_fault@1"
        );
        let off = json!({"id": made["id"], "version": second["version"], "active": false});
        world.ok("policies.save", save(off)).await;
        assert_eq!(
            chosen(Some("空调"), "normal", "2026-08-01 10:00").await,
            "standard_service@1",
            "switched off"
        );
    });
}

#[test]
fn two_people_saving_one_policy() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let list = world.ok("policies.list", json!({})).await;
        let policy = list["policies"]
            .as_array()
            .unwrap()
            .iter()
            .find(|p| p["code"] == "standard_service")
            .unwrap()
            .clone();
        let save = |minutes: i64, spec_code: &str| {
            let mut spec = policy["spec"].clone();
            spec["code"] = json!(spec_code);
            spec["milestones"][0]["target"]["minutes"] = json!(minutes);
            json!({"id": policy["id"], "version": policy["version"], "name": policy["name"], "effective_from": NOW.0, "spec": spec})
        };
        assert_eq!(
            world.refused("policies.save", save(20, "renamed")).await,
            "value_invalid"
        );
        world.ok("policies.save", save(20, "standard_service")).await;
        assert_eq!(
            world.refused("policies.save", save(30, "standard_service")).await,
            "stale_version"
        );
    });
}
