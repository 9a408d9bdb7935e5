//! Stories of the demo network: what it holds, that it is always the same, that every clock of it is a real one, and that
//! nothing is left of a run that did not end.

use crate::world::{NOW, On, PASSWORD, World, on_both};
use outpost_core::db::{Engine, Tx, reserve_ids, sql};
use outpost_core::kernel::Clock;
use outpost_core::{App, Caller, OpenConfig, Place};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use sqlx::{Column as _, Row};

const ORDERS: i64 = 1_500;

async fn seeded(on: On, orders: i64) -> (World, Value) {
    let world = World::new(on).await;
    let view = world
        .job("demo.seed", json!({ "orders": orders, "seed": 7 }))
        .await;
    assert_eq!(view["state"], "succeeded", "{view}");
    let report = view["result"].clone();
    (world, report)
}

async fn number(world: &World, text: &str) -> i64 {
    let mut tx = world.app.db().read().await.unwrap();
    sql(text).number(&mut tx).await.unwrap()
}

/// A cell as text, whatever its type: both engines must say the same.
fn cell(row: &sqlx::any::AnyRow, at: usize) -> String {
    if let Ok(value) = row.try_get::<Option<i64>, _>(at) {
        return value.map_or("-".to_owned(), |v| v.to_string());
    }
    if let Ok(value) = row.try_get::<Option<f64>, _>(at) {
        return value.map_or("-".to_owned(), |v| format!("{v:.5}"));
    }
    row.try_get::<Option<String>, _>(at)
        .unwrap()
        .unwrap_or("-".to_owned())
}

/// A digest over everything that the seed makes, in a fixed order. Batch and revisions are numbers of this workspace's own.
async fn digest(tx: &mut Tx) -> String {
    let tables = [
        "regions",
        "outlets",
        "engineers",
        "customers",
        "categories",
        "dictionary_entries",
        "work_orders",
        "work_order_events",
    ];
    let mut hash = Sha256::new();
    for table in tables {
        let rows = sql(format!("select * from {table} order by id"))
            .rows(tx)
            .await
            .unwrap();
        assert!(!rows.is_empty(), "{table} is empty");
        for row in &rows {
            for (at, column) in row.columns().iter().enumerate() {
                if !["batch_id", "policy_revision_id"].contains(&column.name()) {
                    hash.update(format!("{}={};", column.name(), cell(row, at)));
                }
            }
        }
    }
    let rollup = "select * from work_order_sums order by 1, 2, 3, 4, 5, 6, 7, 8";
    for row in sql(rollup).rows(tx).await.unwrap() {
        (0..row.columns().len()).for_each(|at| hash.update(format!("{};", cell(&row, at))));
    }
    hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
}

#[test]
fn the_network_holds_what_it_says() {
    on_both(async |on: On| {
        let (world, report) = seeded(on, ORDERS).await;
        let counted = |key: &str| report[key].as_i64().unwrap();
        assert_eq!(
            (counted("outlets"), counted("engineers"), counted("orders")),
            (60, 400, ORDERS)
        );
        for (table, key) in [
            ("regions", "regions"),
            ("outlets", "outlets"),
            ("engineers", "engineers"),
            ("customers", "customers"),
            ("work_orders", "orders"),
            ("work_order_events", "events"),
        ] {
            assert_eq!(
                number(&world, &format!("select count(*) from {table}")).await,
                counted(key),
                "{table}"
            );
        }
        assert!(counted("events") > 8 * ORDERS, "{report}");
        let later = number(
            &world,
            &format!(
                "select count(*) from work_order_events where recorded_at > {}",
                NOW.0
            ),
        )
        .await;
        assert_eq!(later, 0, "nothing is known before it happened");
        // What each figure of the dashboard is made of is there.
        for column in [
            "response_met",
            "resolution_met",
            "first_visit_fixed",
            "handling_ms",
            "satisfaction",
            "cost",
            "cause_id",
        ] {
            let text = format!("select count({column}) from work_orders");
            assert!(number(&world, &text).await > ORDERS / 4, "{column}");
        }
        for open in ["due_at < 1795309200000", "due_at >= 1795309200000"] {
            let text = format!("select count(*) from work_orders where is_open = 1 and {open}");
            assert!(number(&world, &text).await > 0, "open orders with {open}");
        }
        let verified = world.job("admin.verify", json!({})).await;
        assert_eq!(verified["result"]["ok"], true, "{verified}");
        let status = world.ok("demo.status", json!({})).await;
        assert_eq!(
            (&status["possible"], &status["made"]["orders"]),
            (&json!(false), &json!(ORDERS))
        );
        for (state, least) in [
            ("closed", ORDERS * 8 / 10),
            ("cancelled", ORDERS / 50),
            ("in_progress", 1),
        ] {
            let text = format!("select count(*) from work_orders where state = '{state}'");
            assert!(number(&world, &text).await >= least, "{state}");
        }
    });
}

#[test]
fn the_same_seed_gives_the_same_rows_on_both_engines() {
    let seen = std::sync::Mutex::new(Vec::new());
    on_both(async |on: On| {
        for _ in 0..2 {
            let (world, _) = seeded(on, 300).await;
            let mut tx = world.app.db().read().await.unwrap();
            let digest = digest(&mut tx).await;
            seen.lock().unwrap().push(digest);
        }
        let world = World::new(on).await;
        world.job("demo.seed", json!({ "orders": 300, "seed": 8 })).await;
        let mut tx = world.app.db().read().await.unwrap();
        let other = digest(&mut tx).await;
        assert_ne!(
            other,
            seen.lock().unwrap()[0],
            "another seed gives another network"
        );
    });
    let seen = seen.into_inner().unwrap();
    assert!(seen.iter().all(|digest| *digest == seen[0]), "{seen:?}");
}

/// Due and verdict of a clock of the drawer, as the order's columns have them.
fn of_clock(view: &Value, key: &str) -> (Value, Value) {
    let clocks = view["clocks"].as_array().unwrap();
    let last = clocks
        .iter()
        .filter(|c| c["key"] == key)
        .max_by_key(|c| c["cycle"].as_i64());
    let clock = last.unwrap_or_else(|| panic!("no clock {key} in {view}"));
    let met = match clock["state"].as_str().unwrap() {
        "met" => json!(1),
        "breached_done" => json!(0),
        _ => Value::Null,
    };
    (clock["due_ms"].clone(), met)
}

#[test]
fn every_stored_verdict_is_what_the_drawer_says() {
    on_both(async |on: On| {
        let sample = if on == On::Sqlite { 2_000 } else { 200 };
        let (world, _) = seeded(on, 2_000).await;
        // The seed tells everything as of the whole hour, which the test's clock shows.
        let mut tx = world.app.db().read().await.unwrap();
        let rows = sql("select id, response_due_at, due_at, response_met, resolution_met, is_open from work_orders order by id desc")
            .rows(&mut tx)
            .await
            .unwrap();
        drop(tx);
        let (mut paused, mut overdue, mut explained) = (0, 0, 0);
        for row in rows.iter().take(sample) {
            let view = world
                .ok("work_orders.get", json!({ "id": row.get::<i64, _>(0) }))
                .await;
            let stored = |at: usize| {
                row.try_get::<Option<i64>, _>(at)
                    .unwrap()
                    .map_or(Value::Null, |v| json!(v))
            };
            assert_eq!(of_clock(&view, "respond"), (stored(1), stored(3)), "{view}");
            assert_eq!(of_clock(&view, "solve"), (stored(2), stored(4)), "{view}");
            assert!(
                view["comparison"].is_null() && view["policy"]["name"].is_string(),
                "{view}"
            );
            let clocks = view["clocks"].as_array().unwrap();
            paused += usize::from(clocks.iter().any(|c| c["paused_wall_ms"].as_i64() > Some(0)));
            overdue += usize::from(
                clocks
                    .iter()
                    .any(|c| c["state"] == "breached_open" && c["key"] == "solve"),
            );
            explained += usize::from(
                clocks
                    .iter()
                    .all(|c| c["due_ms"].is_null() || !c["explanation"].is_null()),
            );
        }
        assert_eq!(explained, sample, "each due time has its why");
        assert!(paused > sample / 20, "{paused} were paused");
        assert!(on == On::Postgres || overdue > 0, "none is overdue");
    });
}

#[test]
fn the_timeline_tells_the_log_in_words() {
    on_both(async |on: On| {
        let (world, _) = seeded(on, 600).await;
        let paused = number(
            &world,
            "select max(order_id) from work_order_events where kind = 'paused'",
        )
        .await;
        let events = world.ok("work_orders.timeline", json!({ "id": paused })).await["events"].clone();
        let events = events.as_array().unwrap();
        let first = events.iter().find(|e| e["origin"] == "log").unwrap();
        assert_eq!(first["code"], "opened");
        let pause = events.iter().find(|e| e["code"] == "paused").unwrap();
        let reason = pause["reason"].as_str().unwrap();
        assert!(reason.starts_with("Waiting for"), "a reason has a name: {pause}");
        assert!(!pause["actor"].as_str().unwrap().is_empty());
        assert!(events.iter().any(|e| e["code"] == "appointed"), "{events:?}");
        assert!(
            events
                .windows(2)
                .all(|pair| pair[0]["at"].as_i64() <= pair[1]["at"].as_i64())
        );
    });
}

#[test]
fn it_is_refused_where_there_is_anything_and_for_odd_sizes() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        for (input, code) in [
            (json!({ "orders": 0 }), "number_out_of_range"),
            (json!({ "orders": 5_000_001 }), "number_out_of_range"),
            (json!({ "orders": -3 }), "number_out_of_range"),
            (json!({ "months": 37 }), "number_out_of_range"),
            (json!({ "months": 0 }), "number_out_of_range"),
            (json!({ "as_of": NOW.0 + 3_600_000 }), "value_invalid"),
            (json!({ "as_of": 0 }), "value_invalid"),
            (json!({ "orders": "many" }), "bad_input"),
            (json!({ "scale": 3 }), "bad_input"),
        ] {
            assert_eq!(world.refused("demo.seed", input.clone()).await, code, "{input}");
        }
        assert_eq!(world.refused("demo.clear", json!({})).await, "not_found");
        assert_eq!(
            world
                .refused("demo.open_accounts", json!({ "password": PASSWORD }))
                .await,
            "not_found"
        );
        let mut tx = world.app.db().write().await.unwrap();
        sql("insert into regions (code, name, path) values ('X', 'X', '/1/')")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let refusal = world
            .call(&world.admin, "demo.seed", json!({}))
            .await
            .unwrap_err();
        assert_eq!(
            (refusal.code.as_str(), refusal.params["regions"].as_i64()),
            ("workspace_not_empty", Some(1))
        );
        assert_eq!(world.ok("demo.status", json!({})).await["possible"], false);
        let manager = world.person("manager", "manager", json!({ "kind": "all" })).await;
        assert_eq!(
            world.refused_to(&manager, "demo.seed", json!({})).await,
            "forbidden"
        );
    });
}

#[test]
fn nobody_can_log_in_before_the_accounts_are_opened() {
    on_both(async |on: On| {
        let (world, report) = seeded(on, 200).await;
        let accounts = report["accounts"].as_array().unwrap().clone();
        assert_eq!(accounts.len(), 5, "{report}");
        let login =
            |account: &Value, password: &str| json!({ "login": account["login"], "password": password });
        let nobody = Caller::nobody("test");
        assert_eq!(
            world
                .refused_to(&nobody, "access.login", login(&accounts[0], PASSWORD))
                .await,
            "login_refused"
        );
        assert_eq!(
            world
                .refused("demo.open_accounts", json!({ "password": "short" }))
                .await,
            "password_weak"
        );
        world
            .ok("demo.open_accounts", json!({ "password": PASSWORD }))
            .await;
        world.clock.set(outpost_core::kernel::Ms(NOW.0 + 3_600_000));
        for account in &accounts {
            let session = world
                .call(&nobody, "access.login", login(account, PASSWORD))
                .await
                .expect("they log in");
            let caller = nobody.clone().with_token(session["token"].as_str().unwrap());
            let total = world.call(&caller, "work_orders.total", json!({})).await.unwrap();
            let all = account["role"] != "outlet" && account["role"] != "engineer";
            assert_eq!(total["count"] == json!(200), all, "{account}: {total}");
        }
    });
}

async fn nothing_is_left(world: &World) {
    let status = world.ok("demo.status", json!({})).await;
    assert_eq!(status["possible"], true, "{status}");
    for table in [
        "work_orders",
        "work_order_events",
        "customers",
        "work_order_sums",
        // What the program ships belongs to no batch.
        "dictionary_entries where batch_id is not null",
    ] {
        assert_eq!(
            number(world, &format!("select count(*) from {table}")).await,
            0,
            "{table}"
        );
    }
    let verified = world.job("admin.verify", json!({})).await;
    assert_eq!(verified["result"]["ok"], true, "{verified}");
}

#[test]
fn a_cancelled_run_leaves_nothing() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let started = world.ok("demo.seed", json!({ "orders": 100_000 })).await;
        for _ in 0..1_000 {
            let view = world.ok("jobs.get", json!({ "id": started["job"] })).await;
            if view["phase"] == "orders" && view["done"].as_i64() > Some(4_000) {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(20)).await;
        }
        world.ok("jobs.cancel", json!({ "id": started["job"] })).await;
        assert_eq!(world.finished(&started).await["state"], "cancelled");
        nothing_is_left(&world).await;
        let again = world.job("demo.seed", json!({ "orders": 100 })).await;
        assert_eq!(
            again["state"], "succeeded",
            "and it can be made afterwards: {again}"
        );
    });
}

#[test]
fn what_a_killed_run_left_is_swept_at_the_next_start() {
    on_both(async |on: On| {
        let (world, _) = seeded(on, 500).await;
        // As a kill just before the last transaction leaves it: rows, but no figures, and a batch that is not there yet.
        let mut tx = world.app.db().write().await.unwrap();
        for text in [
            "update import_batches set state = 'staging' where kind = 'demo'",
            "delete from work_order_sums",
            "delete from settings where key = 'demo.run'",
        ] {
            sql(text).run(&mut tx).await.unwrap();
        }
        tx.commit().await.unwrap();
        let World {
            app,
            clock,
            admin,
            folder,
        } = world;
        let place = match on {
            On::Sqlite => Place::Workspace(folder.path().to_owned()),
            On::Postgres => app.place().clone(),
        };
        app.close().await;
        let config = OpenConfig {
            clock: Clock::at(NOW),
            workers: false,
            ..OpenConfig::new(place, "test")
        };
        let app = App::open(config).await.expect("it opens");
        let world = World {
            app,
            clock,
            admin,
            folder,
        };
        nothing_is_left(&world).await;
    });
}

#[test]
fn it_can_be_cleared_and_what_others_made_stays() {
    on_both(async |on: On| {
        let (world, _) = seeded(on, 300).await;
        let mut tx = world.app.db().write().await.unwrap();
        let order = "insert into work_orders (number, kind, priority, outlet_id, state, is_open, opened_at, opened_day, digest, created_at)
            select 'OWN-1', 'repair', 'normal', min(id), 'open', 1, 1, 0, 0, 0 from outlets";
        sql(order).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        world.job("admin.rebuild_figures", json!({})).await;
        let cleared = world.job("demo.clear", json!({})).await;
        assert_eq!(cleared["result"]["orders"], 300, "{cleared}");
        assert_eq!(number(&world, "select count(*) from work_orders").await, 1);
        assert_eq!(
            number(&world, "select count(*) from outlets").await,
            1,
            "the one that the order names"
        );
        assert_eq!(
            number(&world, "select count(*) from regions").await,
            number(
                &world,
                "select length(region_path) - length(replace(region_path, '/', '')) - 1 from outlets"
            )
            .await,
            "the regions above it, and no other"
        );
        assert_eq!(number(&world, "select count(*) from customers").await, 0);
        assert_eq!(world.ok("work_orders.total", json!({})).await["count"], 1);
        let verified = world.job("admin.verify", json!({})).await;
        assert_eq!(verified["result"]["ok"], true, "{verified}");
    });
}

/// Orders from here on stand in the second block that is deleted.
const SECOND: i64 = 1 << 14;

/// Refuses to delete orders of the second block, as a kill between two blocks would.
async fn hold(world: &World) {
    let texts: &[&str] = match world.app.db().engine() {
        Engine::Sqlite => &[
            "create trigger hold before delete on work_orders when old.id >= 16384
            begin select raise(abort, 'held'); end",
        ],
        Engine::Postgres => &[
            "create function hold() returns trigger language plpgsql as
            'begin if old.id >= 16384 then raise exception ''held''; end if; return old; end'",
            "create trigger hold before delete on work_orders for each row execute function hold()",
        ],
    };
    let mut tx = world.app.db().write().await.unwrap();
    for text in texts {
        sql(*text).run(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
}

async fn let_go(world: &World) {
    let text = match world.app.db().engine() {
        Engine::Sqlite => "drop trigger hold",
        Engine::Postgres => "drop trigger hold on work_orders",
    };
    let mut tx = world.app.db().write().await.unwrap();
    sql(text).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

async fn read_all(world: &World) {
    while outpost_core::search::index(&world.app).await.unwrap() {}
}

#[test]
fn clearing_that_stops_midway_leaves_right_figures_and_goes_on_later() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let mut tx = world.app.db().write().await.unwrap();
        reserve_ids(&mut tx, "work_orders", SECOND - 150).await.unwrap();
        tx.commit().await.unwrap();
        world.job("demo.seed", json!({ "orders": 300, "seed": 7 })).await;
        let first = number(&world, "select min(id) from work_orders").await;
        for id in [first, SECOND + 1] {
            let said = json!({ "id": id, "text": "试用时写的" });
            world.ok("work_orders.comment", said).await;
            let upload = world.upload("a.txt", format!("file of {id}").as_bytes()).await;
            world
                .ok("work_orders.attach", json!({ "id": id, "upload": upload }))
                .await;
        }
        read_all(&world).await;
        hold(&world).await;
        assert_eq!(world.job("demo.clear", json!({})).await["state"], "failed");
        let left = number(&world, "select count(*) from work_orders").await;
        assert!((1..300).contains(&left), "{left}");
        assert_eq!(world.ok("work_orders.total", json!({})).await["count"], left);
        let verified = world.job("admin.verify", json!({})).await;
        assert_eq!(verified["result"]["ok"], true, "{verified}");
        let_go(&world).await;
        let cleared = world.job("demo.clear", json!({})).await;
        assert_eq!(cleared["result"]["orders"], left, "{cleared}");
        assert_eq!(world.ok("work_orders.total", json!({})).await["count"], 0);
        read_all(&world).await;
        for beside in [
            "document_comments",
            "document_attachments",
            "search_postings where entity <> 'users'",
        ] {
            let text = format!("select count(*) from {beside}");
            assert_eq!(number(&world, &text).await, 0, "{beside}");
        }
        let verified = world.job("admin.verify", json!({})).await;
        assert_eq!(verified["result"]["ok"], true, "{verified}");
    });
}
