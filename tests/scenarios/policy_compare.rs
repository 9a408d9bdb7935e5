//! Due times that sources gave beside those of a policy: every mismatch has its class.

use crate::policies::{installed, shown, solve_within};
use crate::world::{On, World, on_both};
use serde_json::{Value, json};

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

/// Air conditioners are to be done within eight working hours; five of these seven orders are such with a due time.
async fn air_conditioners(world: &World) -> Value {
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
        world,
        "工单.csv",
        format!("{HEAD}{}\n", lines.join("\n")).as_bytes(),
    )
    .await;
    let save = json!({"name": "空调", "applies": {"categories": ["空调"]}, "effective_from": 0,
        "spec": solve_within("", 480, "cn_standard")});
    world.ok("policies.save", save).await["id"].clone()
}

#[test]
fn dues_of_a_source_are_compared_with_a_policy() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let policy = air_conditioners(&world).await;
        let view = world.job("policies.compare", json!({"policy_id": policy})).await;
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
        let filter = json!({"field": "outlet_name", "op": "eq", "value": "海淀站"});
        let view = world
            .job("policies.compare", json!({"policy_id": policy, "filter": filter}))
            .await;
        assert_eq!(
            (&view["result"]["compared"], &view["result"]["classes"]),
            (&json!(1), &json!([]))
        );
    });
}

#[test]
fn a_comparison_stores_nothing_and_stands_in_the_drawer() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let policy = air_conditioners(&world).await;
        world.job("policies.compare", json!({"policy_id": policy})).await;
        let filter = json!({"field": "external_number", "op": "eq", "value": "A-4"});
        let page = world
            .ok("work_orders.page", json!({"limit": 10, "filter": filter}))
            .await;
        assert_eq!(
            shown(&page["rows"][0]["due_at"]),
            "2025-10-01 16:00",
            "the imported due stays a fact"
        );
        let order = world
            .ok("work_orders.get", json!({"id": page["rows"][0]["id"]}))
            .await;
        assert_eq!(order["comparison"]["policy"], "空调", "the policy that fits");
        let clock = &order["comparison"]["clocks"][0];
        assert_eq!(
            (&clock["key"], shown(&clock["due_ms"]).as_str()),
            (&json!("solve"), "2025-10-09 16:00")
        );
    });
}

#[test]
fn a_comparison_that_cannot_be_is_refused_before_it_starts() {
    on_both(async |on: On| {
        let world = installed(on).await;
        let policy = air_conditioners(&world).await;
        assert_eq!(
            world.refused("policies.compare", json!({"policy_id": 999})).await,
            "not_found"
        );
        let filter = json!({"field": "colour", "op": "eq", "value": "red"});
        let wrong = json!({"policy_id": policy, "filter": filter});
        assert_eq!(
            world.refused("policies.compare", wrong).await,
            "list_column_unknown"
        );
        let list = world.ok("policies.list", json!({})).await;
        let goods = list["policies"]
            .as_array()
            .unwrap()
            .iter()
            .find(|p| p["code"] == "return_repair")
            .unwrap();
        let sent_back = json!({"policy_id": goods["id"]});
        assert_eq!(
            world.refused("policies.compare", sent_back).await,
            "policy_invalid",
            "nothing runs from the opening"
        );
        let engineer = world.person("qian", "engineer", json!({"kind": "all"})).await;
        assert_eq!(
            world
                .refused_to(&engineer, "policies.compare", json!({"policy_id": policy}))
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
