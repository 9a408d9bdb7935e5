//! The dashboard: every figure against plain SQL over the orders, every drill against the list, scope, files.

mod apart;
mod board;
mod charts;
mod figures;
mod people;

use crate::world::{NOW, On, World};
use outpost_core::db::sql;
use outpost_core::kernel::Zone;
use serde_json::{Value, json};
use std::fmt::Write as _;

const DAY: i64 = 86_400_000;
/// Times fall on whole minutes.
const MINUTE: i64 = 60_000;

/// A generator that always tells the same story.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: i64) -> i64 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as i64
    }
}

fn stamp(ms: i64) -> String {
    let at = chrono::DateTime::from_timestamp_millis(ms).unwrap();
    at.with_timezone(&chrono_tz::Asia::Shanghai)
        .format("%Y-%m-%d %H:%M:%S")
        .to_string()
}

/// Orders of about five months before now: some without due, some without category or outlet, some open, cancelled,
/// closed without completion, or completed before they were opened.
fn orders(count: i64) -> Vec<u8> {
    let mut dice = Dice(7);
    let mut text = String::from(
        "external_number,opened_at,due_at,response_due_at,responded_at,arrived_at,completed_at,closed_at,state,category,outlet,cost\n",
    );
    for n in 0..count {
        let opened = NOW.0 - dice.below(150 * 24 * 60) * MINUTE;
        let some = |wanted: bool, at: i64| {
            if wanted && at <= NOW.0 {
                stamp(at)
            } else {
                String::new()
            }
        };
        let due = some(
            dice.below(5) > 0,
            (opened + (1 + dice.below(96 * 60)) * MINUTE).min(NOW.0 - dice.below(9) * DAY / 4),
        );
        let response_due = some(dice.below(3) > 0, opened + 2 * 60 * MINUTE);
        let responded = some(dice.below(4) > 0, opened + dice.below(300) * MINUTE);
        let arrived = some(dice.below(2) > 0, opened + dice.below(900) * MINUTE);
        let ended = opened + (dice.below(120 * 60) - 60) * MINUTE;
        let (completed, closed) = match dice.below(5) {
            0 => (String::new(), String::new()),
            1 => (String::new(), some(true, ended)),
            2 => (some(true, ended), some(true, ended + DAY)),
            _ => (some(true, ended), String::new()),
        };
        let state = if dice.below(12) == 0 { "cancelled" } else { "" };
        let category = ["", "空调", "冰箱", "洗衣机", "电视", "热水器", "O'Neil, \"A\""]
            [dice.below(7) as usize]
            .replace('"', "\"\"");
        let outlet = ["", "朝阳站", "海淀站", "浦东站", "徐汇站"][dice.below(5) as usize];
        writeln!(
            text,
            "W-{n},{},{due},{response_due},{responded},{arrived},{completed},{closed},{state},\"{category}\",{outlet},{}",
            stamp(opened),
            dice.below(900)
        )
        .unwrap();
    }
    text.into_bytes()
}

/// A workspace with orders, and two regions, one below the other: 北 holds 朝阳, 北/郊 holds 海淀.
async fn filled(on: On) -> World {
    let world = World::new(on).await;
    let upload = world.upload("orders.csv", &orders(700)).await;
    let seen = world
        .ok(
            "imports.inspect",
            json!({"upload": upload, "kind": "work_orders"}),
        )
        .await;
    let run = json!({"upload": upload, "kind": "work_orders", "mapping": seen["mapping"], "doubles": "skip",
        "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
    let view = world.job("imports.run", run).await;
    assert_eq!(
        (&view["state"], &view["result"]["created"]),
        (&json!("succeeded"), &json!(700)),
        "{view}"
    );
    let mut tx = world.app.db().write().await.unwrap();
    for (code, parent, path) in [
        ("N", None, "/1/"),
        ("NS", Some(1_i64), "/1/2/"),
        ("S", None, "/3/"),
    ] {
        let text = "insert into regions (code, name, parent_id, path) values ($1, $1, $2, $3)";
        sql(text)
            .bind(code.to_owned())
            .bind(parent)
            .bind(path.to_owned())
            .run(&mut tx)
            .await
            .unwrap();
    }
    for (name, region, path) in [
        ("朝阳站", 1_i64, "/1/"),
        ("海淀站", 2, "/1/2/"),
        ("浦东站", 3, "/3/"),
    ] {
        let text = "update outlets set region_id = $1, region_path = $2 where name = $3";
        sql(text)
            .bind(region)
            .bind(path.to_owned())
            .bind(name.to_owned())
            .run(&mut tx)
            .await
            .unwrap();
    }
    tx.commit().await.unwrap();
    world
}

async fn number(world: &World, text: &str) -> i64 {
    let mut tx = world.app.db().read().await.unwrap();
    sql(text.to_owned()).number(&mut tx).await.unwrap()
}

async fn outlet(world: &World, name: &str) -> i64 {
    number(world, &format!("select id from outlets where name = '{name}'")).await
}

async fn listed(world: &World, caller: &outpost_core::Caller, drill: &Value) -> i64 {
    let total = world
        .call(caller, "work_orders.total", json!({"filter": drill}))
        .await
        .unwrap();
    total["count"].as_i64().unwrap()
}

/// The first instant of a day in the workspace's zone.
fn at(y: i32, m: u32, d: u32) -> i64 {
    let date = chrono::NaiveDate::from_ymd_opt(y, m, d).unwrap();
    let zone = Zone::parse("Asia/Shanghai").unwrap();
    zone.start_of(outpost_core::kernel::Day(i64::from(date.to_epoch_days())))
        .0
}

fn kpi<'a>(overview: &'a Value, key: &str) -> &'a Value {
    overview["kpis"]
        .as_array()
        .unwrap()
        .iter()
        .find(|k| k["key"] == key)
        .unwrap_or_else(|| panic!("no {key}"))
}
