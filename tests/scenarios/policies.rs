//! Calendars and policies: presets, revisions, holidays, which policy applies, and what is refused.

use crate::world::{NOW, On, World, on_both};
use serde_json::{Value, json};

/// A moment in Shanghai, epoch milliseconds.
fn at(text: &str) -> i64 {
    chrono::DateTime::parse_from_rfc3339(&format!("{}:00+08:00", text.replace(' ', "T")))
        .unwrap()
        .timestamp_millis()
}

fn shown(ms: &Value) -> String {
    let zone = chrono::FixedOffset::east_opt(8 * 3600).unwrap();
    let moment = chrono::DateTime::from_timestamp_millis(ms.as_i64().unwrap()).unwrap();
    moment.with_timezone(&zone).format("%Y-%m-%d %H:%M").to_string()
}

fn office() -> Value {
    let day = json!([["08:30", "12:00"], ["13:30", "18:00"]]);
    json!({"tz": "Asia/Shanghai", "hours": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day, "sat": [], "sun": []}})
}

fn solve_within(code: &str, minutes: i64, calendar: &str) -> Value {
    json!({"code": code, "milestones": [{"key": "solve", "starts_on": ["opened"], "stops_on": ["completed", "closed"],
        "target": {"unit": "minutes", "minutes": minutes}, "calendar": calendar, "thresholds": [75]}]})
}

async fn installed(on: On) -> World {
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
        let events = outpost_core::documents::timeline(&mut tx, "calendar", id)
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

/// The reason of a refusal of the SLA crate.
async fn reason(world: &World, operation: &str, input: Value) -> (String, String) {
    match world.call(&world.admin, operation, input.clone()).await {
        Ok(output) => panic!("{operation} {input} was taken: {output}"),
        Err(error) => {
            let reason = error
                .params
                .get("reason")
                .and_then(Value::as_str)
                .unwrap_or_default();
            (error.code.as_str().to_owned(), reason.to_owned())
        }
    }
}

#[test]
fn wrong_calendars_policies_and_holidays_are_refused_by_name() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let calendar = |change: &dyn Fn(&mut Value)| {
            let mut spec = office();
            change(&mut spec);
            json!({"name": "x", "spec": spec})
        };
        let own_holiday = calendar(&|s| s["holidays"] = json!([{"date": "2026-05-01", "name": "x"}]));
        let mut doubled = own_holiday.clone();
        doubled["follows"] = json!("cn");
        let calendars = [
            (
                calendar(&|s| s["tz"] = json!("Asia/Atlantis")),
                "calendar_invalid",
                "bad_zone",
            ),
            (
                calendar(&|s| s["hours"]["mon"] = json!([["08:00", "12:00"], ["11:00", "13:00"]])),
                "calendar_invalid",
                "windows_overlap",
            ),
            (
                calendar(&|s| s["hours"]["mon"] = json!([["08:00", "08:00"]])),
                "calendar_invalid",
                "window_empty",
            ),
            (
                calendar(&|s| s["hours"] = json!({})),
                "calendar_invalid",
                "calendar_empty",
            ),
            (doubled, "calendar_invalid", "announced_days_doubled"),
            (calendar(&|s| s["colour"] = json!("red")), "bad_input", ""),
            (json!({"name": " ", "spec": office()}), "value_missing", ""),
            (
                json!({"name": "x", "code": "日历", "spec": office()}),
                "value_invalid",
                "",
            ),
            (
                json!({"name": "x", "id": 1, "spec": office()}),
                "value_missing",
                "",
            ),
            (
                json!({"name": "x", "id": 999, "version": 1, "spec": office()}),
                "not_found",
                "",
            ),
        ];
        for (input, code, why) in calendars {
            let (got, got_why) = reason(&world, "calendars.save", input.clone()).await;
            assert_eq!((got.as_str(), code), (code, got.as_str()), "{input}");
            if code == "calendar_invalid" {
                assert_eq!(got_why, why, "{input}");
            }
        }
        world.ok("calendars.save", own_holiday).await;
        let policy = |spec: Value| json!({"name": "x", "effective_from": 0, "spec": spec});
        let mut doubled = solve_within("", 60, "always_open");
        let one = doubled["milestones"][0].clone();
        doubled["milestones"].as_array_mut().unwrap().push(one);
        let policies = [
            (
                solve_within("", 0, "always_open"),
                "policy_invalid",
                "target_not_positive",
            ),
            (
                solve_within("", 60, "nowhere"),
                "policy_invalid",
                "unknown_calendar",
            ),
            (
                json!({"code": "", "milestones": []}),
                "policy_invalid",
                "bad_policy",
            ),
            (doubled, "policy_invalid", "bad_policy"),
            (
                solve_within("standard_service", 60, "always_open"),
                "already_exists",
                "",
            ),
            (solve_within("Bad Code", 60, "always_open"), "value_invalid", ""),
        ];
        for (spec, code, why) in policies {
            assert_eq!(
                reason(&world, "policies.save", policy(spec.clone())).await,
                (code.into(), why.into()),
                "{spec}"
            );
        }
        let holidays = [
            ("", "holidays_unreadable"),
            ("\u{89}PNG", "holidays_unreadable"),
            ("date,kind,name\n2027-02-30,holiday,x", "bad_date"),
            ("date,kind,name\n2027-01-04,make_up,x", "make_up_on_weekday"),
            (
                "date,kind,name\n2027-01-02,make_up,x\n2027-01-02,holiday,x",
                "holidays_conflict",
            ),
            ("date,kind,name\n2027-01-02,make_up,x", "holidays_empty_year"),
            ("date,kind,name\n0999-01-02,holiday,x", "holidays_unreadable"),
            (r#"{"year": 2028, "days": []}"#, "holidays_empty_year"),
            (
                r#"{"year": 2028, "days": [{"name": "x", "date": "2030-01-01", "isOffDay": true}]}"#,
                "holidays_wrong_year",
            ),
        ];
        let before = world.ok("holidays.years", json!({})).await;
        for (text, why) in holidays {
            assert_eq!(
                reason(&world, "holidays.import", json!({"text": text})).await,
                ("holidays_invalid".into(), why.into()),
                "{text}"
            );
        }
        assert_eq!(
            world.ok("holidays.years", json!({})).await,
            before,
            "nothing was half-written"
        );
        assert_eq!(
            world
                .refused("calendars.preview", json!({"spec": office(), "year": 99_999}))
                .await,
            "number_out_of_range"
        );
    });
}

const HEAD: &str = "工单号,报修时间,截止时间,状态,工单类型,优先级,类别,网点\n";

/// Imports orders; answers the job.
async fn import(world: &World, name: &str, bytes: &[u8]) -> Value {
    let upload = world.upload(name, bytes).await;
    let seen = world
        .ok(
            "imports.inspect",
            json!({"upload": upload, "kind": "work_orders"}),
        )
        .await;
    let input = json!({"upload": upload, "kind": "work_orders", "mapping": seen["mapping"], "doubles": "skip",
        "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
    let view = world.job("imports.run", input).await;
    assert_eq!(view["state"], "succeeded", "{view}");
    view
}

/// `code` or `code name=value …` with its count.
fn classes(view: &Value) -> Vec<(String, i64)> {
    let class = |class: &Value| {
        let mut name = class["code"].as_str().unwrap().to_owned();
        for (key, value) in class["params"].as_object().unwrap() {
            name.push_str(&format!(" {key}={}", value.as_str().unwrap()));
        }
        (name, class["count"].as_i64().unwrap())
    };
    view["result"]["classes"]
        .as_array()
        .unwrap_or_else(|| panic!("{view}"))
        .iter()
        .map(class)
        .collect()
}

#[test]
fn dues_of_a_source_are_compared_with_a_policy_and_nothing_is_stored() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let lines = [
            "A-1,2025-09-30 16:00,2025-10-09 16:00,处理中,维修,普通,空调,朝阳站",
            "A-2,2025-09-30 16:00,2025-10-09 16:00,处理中,维修,普通,空调,海淀站",
            "A-3,2025-09-29 10:00,2025-09-29 17:30,处理中,维修,普通,空调,朝阳站",
            "A-4,2025-09-30 16:00,2025-10-01 16:00,处理中,维修,普通,空调,朝阳站",
            "A-5,2025-09-29 08:00,2025-09-30 08:30,处理中,维修,普通,空调,朝阳站",
            "A-6,2025-09-29 08:00,,处理中,维修,普通,空调,朝阳站",
            "A-7,2025-09-29 08:00,2025-09-30 08:30,处理中,维修,普通,冰箱,朝阳站",
        ];
        import(
            &world,
            "工单.csv",
            format!("{HEAD}{}\n", lines.join("\n")).as_bytes(),
        )
        .await;
        let save = json!({"name": "空调", "applies": {"categories": ["空调"]}, "effective_from": 0,
            "spec": solve_within("", 480, "cn_standard")});
        let policy = world.ok("policies.save", save).await;
        let view = world
            .job("policies.compare", json!({"policy_id": policy["id"]}))
            .await;
        let report = &view["result"];
        assert_eq!(
            (&report["compared"], &report["equal"]),
            (&json!(5), &json!(2)),
            "{view}"
        );
        let mut found = classes(&view);
        found.sort();
        let expected = [
            ("calendar_days source_days=1", 1),
            ("next_opening time=08:30", 1),
            ("other_minutes policy_minutes=480 source_minutes=360", 1),
        ];
        assert_eq!(found, expected.map(|(name, count)| (name.to_owned(), count)));
        let one = json!({"policy_id": policy["id"], "filter": {"field": "outlet_name", "op": "eq", "value": "海淀站"}});
        let view = world.job("policies.compare", one).await;
        assert_eq!(
            (&view["result"]["compared"], &view["result"]["classes"]),
            (&json!(1), &json!([]))
        );
        let page = world
            .ok(
                "work_orders.page",
                json!({"limit": 10, "filter": {"field": "external_number", "op": "eq", "value": "A-4"}}),
            )
            .await;
        assert_eq!(
            shown(&page["rows"][0]["due_at"]),
            "2025-10-01 16:00",
            "the imported due stays a fact"
        );
        let order = world
            .ok("work_orders.get", json!({"id": page["rows"][0]["id"]}))
            .await;
        assert_eq!(
            order["comparison"]["policy"], "空调",
            "the drawer compares with the policy that fits"
        );
        assert_eq!(
            world.refused("policies.compare", json!({"policy_id": 999})).await,
            "not_found"
        );
        let wrong =
            json!({"policy_id": policy["id"], "filter": {"field": "colour", "op": "eq", "value": "red"}});
        assert_eq!(world.refused("policies.compare", wrong).await, "unknown_column");
        let list = world.ok("policies.list", json!({})).await;
        let goods = list["policies"]
            .as_array()
            .unwrap()
            .iter()
            .find(|p| p["code"] == "return_repair")
            .unwrap();
        assert_eq!(
            world
                .refused("policies.compare", json!({"policy_id": goods["id"]}))
                .await,
            "policy_invalid"
        );
        let engineer = world.person("qian", "engineer", json!({"kind": "all"})).await;
        assert_eq!(
            world
                .refused_to(&engineer, "policies.compare", json!({"policy_id": policy["id"]}))
                .await,
            "forbidden"
        );
    });
}

/// The hours that Boston's targets follow: weekdays 08:30 to 17:00, without the holidays that the city keeps.
fn boston_city() -> Value {
    let day = json!([["08:30", "17:00"]]);
    let holidays: Vec<Value> = [
        ("2015-01-01", "New Year's Day"),
        ("2015-01-19", "Martin Luther King Day"),
        ("2015-02-16", "Presidents' Day"),
        ("2015-04-20", "Patriots' Day"),
        ("2015-05-25", "Memorial Day"),
        ("2015-09-07", "Labor Day"),
        ("2015-10-12", "Columbus Day"),
        ("2015-11-11", "Veterans Day"),
        ("2015-11-26", "Thanksgiving"),
        ("2015-12-25", "Christmas"),
        ("2016-01-01", "New Year's Day"),
        ("2016-01-18", "Martin Luther King Day"),
    ]
    .iter()
    .map(|(date, name)| json!({"date": date, "name": name}))
    .collect();
    json!({"tz": "America/New_York", "holidays": holidays,
        "hours": {"mon": day, "tue": day, "wed": day, "thu": day, "fri": day, "sat": [], "sun": []}})
}

#[test]
fn every_class_of_mismatch_with_bostons_targets_is_explained() {
    let folder = std::env::var_os("OUTPOST_DATA").map_or_else(
        || std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        std::path::PathBuf::from,
    );
    let Ok(bytes) = std::fs::read(folder.join("boston311_2015.csv.gz")) else {
        eprintln!("no real data beside the project: nothing to compare with");
        return;
    };
    let runtime = tokio::runtime::Runtime::new().unwrap();
    runtime.block_on(async {
        let world = World::new(On::Sqlite).await;
        let upload = world.upload("boston311_2015.csv.gz", &bytes).await;
        let mapping = crate::imports::boston_mapping();
        let input = json!({"upload": upload, "kind": "work_orders", "mapping": mapping, "doubles": "skip",
            "errors": "take_good", "create_missing": true, "dry_run": false});
        assert_eq!(world.job("imports.run", input).await["state"], "succeeded");
        let always = json!([["00:00", "24:00"]]);
        let civil = json!({"tz": "America/New_York", "hours": {"mon": always, "tue": always, "wed": always,
            "thu": always, "fri": always, "sat": always, "sun": always}});
        world.ok("calendars.save", json!({"name": "City", "code": "city", "spec": boston_city()})).await;
        world.ok("calendars.save", json!({"name": "Civil days", "code": "civil", "spec": civil})).await;
        // The three steadiest of the table, then the steadiest in working days, then one that changed its rule.
        let rules = [
            ("Unsatisfactory Living Conditions", 120, "civil", 2595, 0),
            ("Rodent Activity", 30, "civil", 2171, 0),
            ("Unsafe Dangerous Conditions", 1, "civil", 1429, 0),
            ("Tree Maintenance Requests", 365, "civil", 4002, 1),
            ("Building Inspection Request", 3, "city", 4961, 0),
            ("General Comments For a Program or Policy", 10, "city", 4840, 2),
        ];
        for (category, days, calendar, orders, left_over) in rules {
            let spec = json!({"code": "", "milestones": [{"key": "solve", "starts_on": ["opened"], "stops_on": ["closed"],
                "target": {"unit": "working_days", "days": days, "end_of_day": "same_time"}, "calendar": calendar}]});
            let save = json!({"name": category, "applies": {"categories": [category]}, "effective_from": 0, "spec": spec});
            let policy = world.ok("policies.save", save).await;
            let view = world.job("policies.compare", json!({"policy_id": policy["id"]})).await;
            let (compared, equal) = (&view["result"]["compared"], &view["result"]["equal"]);
            let found = classes(&view);
            let sum: i64 = found.iter().map(|(_, count)| count).sum();
            assert_eq!(compared.as_i64().unwrap(), equal.as_i64().unwrap() + sum, "{category}");
            let unexplained: i64 = found.iter().filter(|(class, _)| !explained(class)).map(|(_, n)| n).sum();
            assert!(unexplained <= left_over, "{category}: {found:?}");
            assert_eq!(*compared, json!(orders), "{category}");
        }
    });
}

/// Classes that name a rule or a cause; the others only say where the source's due time lies.
fn explained(class: &str) -> bool {
    !["other", "due_on", "not_computable"]
        .iter()
        .any(|bare| class.starts_with(bare))
}
