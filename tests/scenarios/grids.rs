//! Lists: groups of conditions, their opposites, days that move, the live due state, selections, and far jumps.

use crate::world::{NOW, World, on_both};
use outpost_core::access::Scope;
use outpost_core::db::grid::{Selection, Viewer};
use outpost_core::db::sql;
use outpost_core::grids::Grid;
use outpost_core::work_orders::WorkOrderGrid;
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000;

/// Orders 1 to 8, told by hours from now: (opened, due, ended), where nothing is none.
const ORDERS: &[(i64, Option<i64>, Option<i64>, &str)] = &[
    (-1, Some(1), None, "critical"),
    (-2, Some(30), None, "normal"),
    (-30, Some(-6), None, "urgent"),
    (-50, None, None, "normal"),
    (-60, Some(-40), Some(-50), "normal"),
    (-70, Some(-60), Some(-20), "critical"),
    (-24 * 10, Some(-24 * 9), Some(-24 * 9 - 1), "normal"),
    (-24 * 40, Some(2), None, "normal"),
];

pub async fn orders(world: &World) {
    let mut tx = world.app.db().write().await.unwrap();
    for (i, (opened, due, ended, priority)) in ORDERS.iter().enumerate() {
        let ms = |hours: &Option<i64>| hours.map_or("null".to_owned(), |h| (NOW.0 + h * HOUR).to_string());
        let met = match (due, ended) {
            (Some(due), Some(ended)) => i64::from(ended <= due).to_string(),
            _ => "null".to_owned(),
        };
        let text = format!(
            "insert into work_orders (id, number, external_number, kind, priority, category_id, state, is_open, opened_at, due_at,
                completed_at, resolution_met, cost, opened_day, digest, created_at)
             values ({id}, 'WO-2611-000000{id}', 'X{id}', 'repair', '{priority}', null, '{state}', {open}, {opened}, {due}, {ended}, {met},
                {cost}, {day}, 0, 0)",
            id = i + 1,
            state = if ended.is_some() { "completed" } else { "open" },
            open = i64::from(ended.is_none()),
            opened = NOW.0 + opened * HOUR,
            due = ms(due),
            ended = ms(ended),
            cost = if i == 0 { "null".to_owned() } else { (i * 100).to_string() },
            day = (NOW.0 + (opened + 8) * HOUR).div_euclid(24 * HOUR),
        );
        sql(text).run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    world.job("admin.rebuild_figures", json!({})).await;
}

/// The last digits of the numbers that a query shows, in its order.
async fn shown(world: &World, query: Value) -> String {
    let mut query = query;
    query["limit"] = json!(100);
    let page = world.ok("work_orders.page", query.clone()).await;
    let rows = page["rows"].as_array().unwrap();
    let mut which = query.clone();
    for key in ["limit", "sort"] {
        which.as_object_mut().unwrap().remove(key);
    }
    let total = world.ok("work_orders.total", which).await;
    assert_eq!(total["count"], rows.len(), "count and rows agree: {query}");
    rows.iter()
        .map(|r| r["number"].as_str().unwrap().chars().last().unwrap())
        .collect()
}

fn is(field: &str, op: &str, value: impl Into<Value>) -> Value {
    json!({"field": field, "op": op, "value": value.into()})
}

#[test]
fn groups_opposites_and_moving_days_filter_as_they_read() {
    on_both(async |on| {
        let world = World::new(on).await;
        orders(&world).await;
        let span = |kind: &str, unit: &str| json!({"span": kind, "unit": unit});
        let counted =
            |kind: &str, count: i64, unit: &str| json!({"span": kind, "count": count, "unit": unit});
        let open = || is("state", "eq", "open");
        let cases = [
            (
                "open, and critical or due before now",
                json!({"and": [open(), {"or": [is("priority", "eq", "critical"), is("due_at", "lt", NOW.0)]}]}),
                "13",
            ),
            (
                "the opposite of a group",
                json!({"not": {"or": [open(), is("priority", "eq", "critical")]}}),
                "57",
            ),
            (
                "the opposite of what a missing value leaves open",
                json!({"not": is("due_at", "lt", NOW.0)}),
                "1248",
            ),
            (
                "three deep",
                json!({"or": [{"and": [open(), {"not": {"or": [is("priority", "in", json!(["normal", "urgent"]))]}}]}, is("number", "starts", "WO-2611-0000007")]}),
                "17",
            ),
            (
                "none of several",
                is("priority", "not_in", json!(["normal", "urgent"])),
                "16",
            ),
            ("without a text", is("number", "lacks", "000000"), ""),
            ("today", is("opened_at", "during", span("this", "day")), "12"),
            (
                "the last 3 days",
                is("opened_at", "during", counted("last", 3, "day")),
                "1234",
            ),
            (
                "the previous month",
                is("opened_at", "during", span("previous", "month")),
                "8",
            ),
            (
                "this month",
                is("opened_at", "during", span("this", "month")),
                "1234567",
            ),
            (
                "older than 48 hours",
                is("opened_at", "during", counted("before", 48, "hour")),
                "45678",
            ),
            (
                "due in the next 4 hours",
                is("due_at", "during", counted("next", 4, "hour")),
                "18",
            ),
        ];
        for (name, filter, expected) in cases {
            assert_eq!(shown(&world, json!({"filter": filter})).await, expected, "{name}");
        }
    });
}

#[test]
fn the_due_state_is_told_from_the_present() {
    on_both(async |on| {
        let world = World::new(on).await;
        orders(&world).await;
        for (state, expected) in [
            ("overdue", "3"),
            ("due_soon", "18"),
            ("running", "2"),
            ("no_target", "4"),
            ("met", "57"),
            ("breached", "6"),
        ] {
            assert_eq!(
                shown(&world, json!({"filter": is("due_state", "eq", state)})).await,
                expected,
                "{state}"
            );
        }
        assert_eq!(
            shown(
                &world,
                json!({"filter": is("due_state", "not_in", json!(["met", "overdue"]))})
            )
            .await,
            "12468"
        );
        let sorted = shown(&world, json!({"sort": [{"key": "due_state"}]})).await;
        assert_eq!(sorted, "31824657", "what needs somebody first comes first");
        let page = world
            .ok(
                "work_orders.page",
                json!({"limit": 1, "filter": is("number", "eq", "WO-2611-0000001")}),
            )
            .await;
        assert_eq!(page["rows"][0]["due_state"], "due_soon");
        world.clock.set(NOW.plus(2 * HOUR));
        let page = world
            .ok(
                "work_orders.page",
                json!({"limit": 1, "filter": is("number", "eq", "WO-2611-0000001")}),
            )
            .await;
        assert_eq!(
            page["rows"][0]["due_state"], "overdue",
            "nothing was written: time has passed"
        );
        world.clock.set(NOW);
        world.due_soon_within(40 * 60).await;
        assert_eq!(
            shown(&world, json!({"filter": is("due_state", "eq", "due_soon")})).await,
            "128"
        );
    });
}

#[test]
fn wrong_filters_are_refused() {
    on_both(async |on| {
        let world = World::new(on).await;
        let mut deep = is("state", "eq", "open");
        for _ in 0..8 {
            deep = json!({"not": deep});
        }
        let cases = [
            (
                is("state", "during", json!({"span": "this", "unit": "day"})),
                "filter_invalid",
            ),
            (is("opened_at", "during", "today"), "filter_invalid"),
            (
                is(
                    "opened_at",
                    "during",
                    json!({"span": "last", "count": 0, "unit": "day"}),
                ),
                "filter_invalid",
            ),
            (
                is(
                    "opened_at",
                    "during",
                    json!({"span": "last", "count": -3, "unit": "day"}),
                ),
                "filter_invalid",
            ),
            (
                is(
                    "opened_at",
                    "during",
                    json!({"span": "last", "count": 99_999_999, "unit": "year"}),
                ),
                "filter_invalid",
            ),
            (
                is(
                    "opened_at",
                    "during",
                    json!({"span": "last", "count": 3, "unit": "fortnight"}),
                ),
                "filter_invalid",
            ),
            (is("due_state", "in", json!([3])), "filter_invalid"),
            (is("number", "lacks", ""), "filter_invalid"),
            (is("state", "not_in", "open"), "filter_invalid"),
            (is("no_such", "eq", 1), "list_column_unknown"),
            (deep, "filter_invalid"),
            (json!({"not": [is("state", "eq", "open")]}), "bad_input"),
            (json!({"not": is("state", "eq", "open"), "and": []}), "bad_input"),
            (json!({}), "bad_input"),
        ];
        for (filter, expected) in cases {
            let got = world
                .refused("work_orders.total", json!({"filter": filter}))
                .await;
            assert_eq!(got, expected, "{filter}");
        }
    });
}

#[test]
fn selections_that_are_none_are_refused() {
    on_both(async |on| {
        let world = World::new(on).await;
        let many: Vec<i64> = (0..10_001).collect();
        assert_eq!(
            world.refused("work_orders.total", json!({"ids": many})).await,
            "too_many_rows"
        );
        assert_eq!(
            world.refused("work_orders.total", json!({"ids": ["1"]})).await,
            "bad_input"
        );
        assert_eq!(
            world.refused("work_orders.total", json!({"selection": 1})).await,
            "bad_input"
        );
        assert_eq!(
            world
                .refused(
                    "work_orders.export",
                    json!({"columns": ["number"], "format": "csv", "nothing": 1})
                )
                .await,
            "bad_input"
        );
    });
}

#[test]
fn a_selection_is_counted_and_exported_as_it_is() {
    on_both(async |on| {
        let world = World::new(on).await;
        orders(&world).await;
        let total = world.ok("work_orders.total", json!({"ids": [2, 3, 99]})).await;
        assert_eq!(
            (&total["count"], &total["sums"]["cost"]),
            (&json!(2), &json!(300))
        );
        let all_but = json!({"filter": is("state", "eq", "open"), "except": [1, 8]});
        let total = world.ok("work_orders.total", all_but.clone()).await;
        assert_eq!(
            (&total["count"], &total["sums"]["cost"]),
            (&json!(3), &json!(600))
        );
        let mut input = all_but;
        input["columns"] = json!(["due_state", "number", "cost"]);
        input["sort"] = json!([{"key": "number", "desc": true}]);
        input["format"] = json!("csv");
        let done = world.job("work_orders.export", input).await;
        assert_eq!(done["result"]["rows"], 3, "{done}");
        let file = done["result"]["file"]["file"].as_str().unwrap();
        let bytes = std::fs::read(world.app.files().path(file)).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        let lines: Vec<&str> = text.trim_start_matches('\u{feff}').trim().split("\r\n").collect();
        assert_eq!(
            lines[1..],
            [
                "No target,WO-2611-0000004,3.00",
                "Overdue,WO-2611-0000003,2.00",
                "Running,WO-2611-0000002,1.00"
            ],
            "{}",
            lines[0]
        );
    });
}

#[test]
fn a_selection_is_resolved_under_the_scope_of_who_acts() {
    on_both(async |on| {
        let world = World::new(on).await;
        orders(&world).await;
        let everybody = Scope::all();
        let nobody = Scope {
            kind: outpost_core::access::ScopeKind::Own,
            ..Scope::all()
        };
        let mut tx = world.app.db().read().await.unwrap();
        let which = Selection {
            ids: Some(vec![5, 2, 7]),
            except: vec![7],
            ..Selection::default()
        };
        for (scope, expected) in [(&everybody, vec![2, 5]), (&nobody, vec![])] {
            let viewer = Viewer {
                scope,
                personal: true,
                now: NOW,
            };
            let first = WorkOrderGrid::DEF
                .ids(&mut tx, viewer, &which, 0, 1)
                .await
                .unwrap();
            assert_eq!(first, expected.iter().copied().take(1).collect::<Vec<i64>>());
            let rest = WorkOrderGrid::DEF
                .ids(&mut tx, viewer, &which, first.first().copied().unwrap_or(0), 10)
                .await
                .unwrap();
            assert_eq!(rest, expected.iter().copied().skip(1).collect::<Vec<i64>>());
        }
    });
}

#[test]
fn a_far_jump_shows_what_counting_would_show() {
    on_both(async |on| {
        let world = World::new(on).await;
        let mut tx = world.app.db().write().await.unwrap();
        // 30 000 orders, several in the same millisecond, over three months with gaps.
        let text = "insert into work_orders (number, kind, priority, state, is_open, opened_at, opened_day, digest, created_at)
            with recursive n (i) as (select 1 union all select i + 1 from n where i < 30000)
            select 'WO-' || i, 'repair', 'normal', 'open', 1, $1 + cast(i / 7 as bigint) * 1000000, ($2 + cast(i / 7 as bigint) * 1000000) / 86400000, 0, 0 from n";
        let from = NOW.0 - 90 * 24 * HOUR;
        sql(text)
            .bind(from)
            .bind(from + 8 * HOUR)
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.job("admin.rebuild_figures", json!({})).await;
        for desc in [true, false] {
            for offset in [20_000, 25_003, 29_999, 30_000, 31_000] {
                let sort = json!([{"key": "opened_at", "desc": desc}]);
                let jump = world
                    .ok(
                        "work_orders.page",
                        json!({"offset": offset, "limit": 50, "sort": sort}),
                    )
                    .await;
                // A condition that leaves every row takes the long way.
                let all = is("state", "ne", "closed");
                let counted = world
                    .ok(
                        "work_orders.page",
                        json!({"offset": offset, "limit": 50, "sort": sort, "filter": all}),
                    )
                    .await;
                assert_eq!(jump["rows"], counted["rows"], "{desc} {offset}");
            }
        }
    });
}

#[test]
fn orders_are_found_by_whose_they_are_and_by_who_has_them() {
    on_both(async |on| {
        let world = World::new(on).await;
        orders(&world).await;
        let mut tx = world.app.db().write().await.unwrap();
        for text in [
            "insert into regions (id, code, name, path) values (1, 'R1', '华北', '/1/'), (2, 'R2', '华南', '/2/')",
            "insert into outlets (id, code, name, kind, region_id, region_path, created_at)
             values (1, 'N1', '朝阳站', 'direct', 1, '/1/', 0), (2, 'N2', '天河站', 'direct', 2, '/2/', 0)",
            "insert into engineers (id, code, name, outlet_id, created_at) values (1, 'E1', '赵工', 1, 0), (2, 'E2', '钱工', 2, 0)",
            "insert into customers (id, code, name, kind, created_at) values (1, 'C1', '王女士', 'person', 0), (2, 'C2', '王女士', 'person', 0)",
            "update work_orders set outlet_id = 1, engineer_id = 1, customer_id = 1 where id in (1, 2, 3)",
            "update work_orders set outlet_id = 2, engineer_id = 2, customer_id = 2 where id in (4, 5)",
        ] {
            sql(text).run(&mut tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        for (filter, expected) in [
            // As the screens of a customer and of an engineer ask: of two namesakes only the one.
            (is("customer_id", "in", json!([1])), "123"),
            (is("customer_name", "eq", "王女士"), "12345"),
            (is("engineer_id", "in", json!([2])), "45"),
            (is("engineer_name", "contains", "赵"), "123"),
            (is("engineer_id", "is_null", Value::Null), "678"),
            (is("region_id", "in", json!([2])), "45"),
            (is("region_name", "eq", "华北"), "123"),
        ] {
            let query = json!({"filter": filter, "sort": [{"key": "number"}]});
            assert_eq!(shown(&world, query).await, expected, "{filter}");
        }
        let sort = json!([{"key": "region_name", "desc": true}, {"key": "number"}]);
        let page = world
            .ok("work_orders.page", json!({"limit": 8, "sort": sort}))
            .await;
        let rows = page["rows"].as_array().unwrap().iter();
        let told: Vec<&Value> = rows.map(|row| &row["engineer_name"]).collect();
        assert_eq!(told[..5], ["钱工", "钱工", "赵工", "赵工", "赵工"], "{page}");
        let view = world.ok("work_orders.get", json!({"id": 4})).await;
        assert_eq!(
            (&view["engineer"]["name"], &view["engineer"]["code"]),
            (&json!("钱工"), &json!("E2"))
        );
        // A column of another time is told of as one of a list, not of a file.
        let gone = world
            .refused(
                "work_orders.page",
                json!({"limit": 1, "filter": is("shop_id", "eq", 1)}),
            )
            .await;
        assert_eq!(gone, "list_column_unknown");
    });
}

#[test]
fn an_export_of_many_blocks_has_the_list_s_order_whatever_it_shows() {
    on_both(async |on| {
        let world = World::new(on).await;
        // 2500 orders, three of which are opened at each moment; every fourth has no due time.
        let text = "with recursive n(i) as (select 1 union all select i + 1 from n where i < 2500)
            insert into work_orders (number, kind, priority, state, is_open, opened_at, due_at, opened_day, digest, created_at)
            select 'X-' || i, 'repair', 'normal', 'open', 1, i / 3, case when i % 4 = 0 then null else (i * 7919) % 1000 end, 0, 0, 0
            from n";
        let mut tx = world.app.db().write().await.unwrap();
        sql(text).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        for sort in [
            json!([]),
            json!([{"key": "due_at", "desc": true}]),
            json!([{"key": "due_state"}, {"key": "opened_at", "desc": true}]),
        ] {
            let input = json!({"columns": ["number"], "format": "csv", "sort": sort, "except": [2500]});
            let job = world.job("work_orders.export", input).await;
            let file = job["result"]["file"]["file"].as_str().unwrap();
            let path = world.app.download(file, &world.admin).await.unwrap().path;
            let text = std::fs::read_to_string(path).unwrap();
            let written: Vec<&str> = text.lines().filter(|line| line.starts_with("X-")).collect();
            let mut listed = Vec::new();
            for offset in [0, 1000, 2000] {
                let query = json!({"limit": 1000, "offset": offset, "sort": sort});
                let page = world.ok("work_orders.page", query).await;
                let rows = page["rows"].as_array().unwrap().iter();
                let rows = rows.filter(|row| row["id"] != 2500);
                listed.extend(rows.map(|row| row["number"].as_str().unwrap().to_owned()));
            }
            assert_eq!(written, listed, "{sort}");
            assert_eq!((written.len(), &job["result"]["rows"]), (2499, &json!(2499)));
        }
    });
}
