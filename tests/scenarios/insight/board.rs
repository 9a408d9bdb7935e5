//! The monitor, the brief, the newer charts, and hours of the week in a zone whose clocks change.

use super::apart::stir;
use super::{DAY, at, filled, listed, number};
use crate::world::{NOW, On, PASSWORD, World, on_both};
use outpost_core::Caller;
use outpost_core::db::sql;
use outpost_core::kernel::{Ms, Zone};
use serde_json::{Value, json};
use std::fmt::Write as _;

#[test]
fn the_monitor_counts_every_open_order_once() {
    on_both(async |on: On| {
        let world = filled(on).await;
        stir(&world, 7).await;
        // Some clocks that still run.
        let mut tx = world.app.db().write().await.unwrap();
        let text =
            "update work_orders set due_at = $1 + (id % 40 - 8) * 1800000 where is_open = 1 and id % 2 = 0";
        sql(text).bind(NOW.0).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        for filter in [
            json!({}),
            json!({"kinds": ["repair"]}),
            json!({"region_ids": [1]}),
        ] {
            let monitor = world.ok("insight.monitor", filter.clone()).await;
            let mut sum = 0;
            for bucket in monitor["buckets"].as_array().unwrap() {
                let count = listed(&world, &world.admin, &bucket["drill"]).await;
                assert_eq!(bucket["count"], json!(count), "{filter} {bucket}");
                sum += count;
            }
            assert_eq!(monitor["open"], json!(sum));
            let rows = monitor["rows"].as_array().unwrap();
            let due: Vec<i64> = rows.iter().map(|row| row["due_at"].as_i64().unwrap()).collect();
            assert!(!due.is_empty() && due.is_sorted(), "{filter} {due:?}");
            for bucket in monitor["buckets"].as_array().unwrap() {
                let shown = rows.iter().filter(|row| row["urgency"] == bucket["key"]).count() as i64;
                let all = bucket["count"].as_i64().unwrap();
                let expected = match bucket["key"].as_str().unwrap() {
                    "later" | "no_clock" => 0,
                    _ => all.min(40),
                };
                assert_eq!(shown, expected, "{filter} {bucket}");
            }
        }
        let open = number(&world, "select count(*) from work_orders where is_open = 1").await;
        assert_eq!(world.ok("insight.monitor", json!({})).await["open"], json!(open));
        assert_eq!(
            world
                .refused("insight.monitor", json!({"kinds": ["magic"]}))
                .await,
            "value_invalid"
        );
        assert_eq!(
            world.refused("insight.monitor", json!({"from": 1})).await,
            "bad_input"
        );
    });
}

#[test]
fn weeks_before_the_first_order_tell_nothing_of_what_is_usual() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        // The first one was opened on 13 October, so that the Saturdays before yesterday begin on the 17th.
        crate::grids::orders(&world).await;
        let brief = world.ok("insight.brief", json!({})).await;
        assert_eq!(brief["weeks_with_data"], 5, "{brief}");
    });
}

#[test]
fn the_brief_says_what_plain_sql_says() {
    on_both(async |on: On| {
        let world = filled(on).await;
        stir(&world, 9).await;
        let brief = world.ok("insight.brief", json!({})).await;
        let (today, yesterday) = (
            brief["today"].as_i64().unwrap(),
            brief["yesterday"].as_i64().unwrap(),
        );
        assert_eq!(today - yesterday, DAY);
        assert!(today <= NOW.0 && NOW.0 < today + DAY);
        let opened = async |from: i64| {
            let text = format!(
                "select count(*) from work_orders where opened_at >= {from} and opened_at < {}",
                from + DAY
            );
            number(&world, &text).await
        };
        let change = &brief["changes"][0];
        assert_eq!(
            (&change["key"], &change["value"]),
            (&json!("opened"), &json!(opened(yesterday).await))
        );
        let mut sum = 0;
        for week in 1..=8 {
            sum += opened(yesterday - week * 7 * DAY).await;
        }
        assert_eq!(brief["weeks_with_data"], 8);
        assert_eq!(change["usual"], json!((sum as f64 * 100.0 / 8.0).round() as i64));
        for line in ["changes", "due", "risks"] {
            for entry in brief[line].as_array().unwrap() {
                let count = listed(&world, &world.admin, &entry["drill"]).await;
                let said = entry.get("due_today").or(entry.get("value"));
                let is_count = line != "risks" || entry["key"] == "overdue_long";
                assert!(
                    !is_count || said == Some(&json!(count)),
                    "{line} {entry}: {count}"
                );
            }
        }
        let oldest = number(
            &world,
            "select min(opened_at) from work_orders where is_open = 1 and due_at is not null",
        )
        .await;
        assert_eq!(brief["oldest"][0]["opened_at"], json!(oldest));
        let empty = World::new(on).await.ok("insight.brief", json!({})).await;
        assert_eq!(
            (&empty["weeks_with_data"], &empty["open"]),
            (&json!(0), &json!(0))
        );
        assert!(
            empty["changes"]
                .as_array()
                .unwrap()
                .iter()
                .all(|c| c["versus"] == "unknown")
        );
    });
}

#[test]
fn marks_of_the_newer_charts_list_what_they_show() {
    on_both(async |on: On| {
        let world = filled(on).await;
        stir(&world, 13).await;
        let ask = |more: Value| {
            let mut input =
                json!({"from": at(2026, 9, 10), "to": at(2026, 11, 23), "width": 1200, "height": 480});
            input
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            input
        };
        let kinds = json!(["repair", "complaint"]);
        for (operation, more) in [
            ("insight.flow", json!({})),
            ("insight.flow", json!({"kinds": kinds, "region_ids": [1]})),
            ("insight.backlog_ageing", json!({})),
            ("insight.backlog_ageing", json!({"priorities": ["urgent"]})),
            ("insight.weekday_hour", json!({})),
            (
                "insight.weekday_hour",
                json!({"measure": "breached", "region_ids": [1]}),
            ),
            ("insight.weekday_hour", json!({"kinds": kinds, "region_ids": [1]})),
            ("insight.outlet_ranking", json!({"rank": "overdue"})),
            ("insight.pareto", json!({"by": "cause"})),
            (
                "insight.pareto",
                json!({"by": "cause", "measure": "breached", "kinds": kinds}),
            ),
        ] {
            let drawing = world.ok(operation, ask(more.clone())).await;
            assert_eq!(drawing["empty"], json!(false), "{operation} {more}");
            let marks = drawing["marks"].as_array().unwrap();
            let counted = marks
                .iter()
                .filter(|m| m.get("drill").is_some_and(Value::is_object) && m["series"] != "cumulative");
            let mut seen = 0;
            for mark in counted {
                let count = listed(&world, &world.admin, &mark["drill"]).await;
                assert_eq!(
                    mark["value"].as_str().unwrap().replace(',', ""),
                    count.to_string(),
                    "{operation} {more} {mark}"
                );
                seen += 1;
            }
            assert!(seen > 2, "{operation} {more}: {seen} marks");
        }
        for rank in ["on_time", "handling", "satisfaction"] {
            let drawing = world
                .ok("insight.outlet_ranking", ask(json!({"rank": rank})))
                .await;
            let rows = drawing["table"]["rows"].as_array().unwrap();
            assert_eq!(rows.len(), 5, "four outlets and none: {rank}");
        }
    });
}

#[test]
fn the_page_in_one_answer_is_what_its_parts_are() {
    on_both(async |on: On| {
        let world = filled(on).await;
        let period = json!({"from": at(2026, 10, 1), "to": at(2026, 11, 23), "compare": "year"});
        let mut page = period.clone();
        let sized = |which: &str| json!({"which": which, "width": 600, "height": 280});
        page["figures"] = json!(
            [
                "on_time_trend",
                "flow",
                "backlog_ageing",
                "outlet_ranking",
                "pareto",
                "weekday_hour"
            ]
            .map(sized)
        );
        let answer = world.ok("insight.dashboard", page.clone()).await;
        assert_eq!(
            answer["overview"],
            world.ok("insight.overview", period.clone()).await
        );
        for (figure, ask) in answer["figures"]
            .as_array()
            .unwrap()
            .iter()
            .zip(page["figures"].as_array().unwrap())
        {
            let mut alone = period.clone();
            (alone["width"], alone["height"]) = (json!(600), json!(280));
            let which = format!("insight.{}", ask["which"].as_str().unwrap());
            assert_eq!(*figure, world.ok(&which, alone).await, "{which}");
        }
        page["figures"] = json!(vec![sized("flow"); 13]);
        assert_eq!(
            world.refused("insight.dashboard", page).await,
            "number_out_of_range"
        );
        for (limits, code) in [
            (json!({"complaint_hours": 0}), "number_out_of_range"),
            (json!({"ageing_days": [5, 5]}), "value_invalid"),
            (json!({"monitor_minutes": [5]}), "number_out_of_range"),
        ] {
            let mut all = world.ok("insight.targets", json!({})).await["limits"].clone();
            all.as_object_mut()
                .unwrap()
                .extend(limits.as_object().unwrap().clone());
            assert_eq!(
                world
                    .refused("insight.save_targets", json!({"limits": all}))
                    .await,
                code,
                "{limits}"
            );
        }
    });
}

async fn in_new_york(on: On) -> World {
    let world = World::empty(on).await;
    let setup = json!({"login": "admin", "name": "Ann", "password": PASSWORD, "workspace_name": "NY",
        "zone": "America/New_York", "currency": "USD"});
    let session = world.call(&world.admin, "access.setup", setup).await.unwrap();
    let admin = Caller::nobody("test").with_token(session["token"].as_str().unwrap());
    World { admin, ..world }
}

/// The clocks of New York go back in the night to 1 November 2026, and went forward on 8 March.
#[test]
fn hours_of_the_week_follow_the_clocks_of_the_zone() {
    on_both(async |on: On| {
        let world = in_new_york(on).await;
        let mut text = String::from("external_number,opened_at\n");
        for n in 0..400 {
            // 28 February 2024 to its 1 March; the first days of March and of November 2026.
            let begin = [1_709_078_400_000_i64, 1_772_841_600_000, 1_793_404_800_000][n as usize % 3];
            let at = begin + i64::from(n) * 16 * 60_000;
            writeln!(text, "N{n},{at}").unwrap();
        }
        let upload = world.upload("ny.csv", text.as_bytes()).await;
        let mapping = json!({"fields": {"external_number": {"column": "external_number"},
            "opened_at": {"column": "opened_at", "date": "epoch_ms"}}});
        let run = json!({"upload": upload, "kind": "work_orders", "mapping": mapping, "doubles": "skip",
            "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
        let view = world.job("imports.run", run).await;
        assert_eq!(view["result"]["created"], 400, "{view}");
        let zone = Zone::parse("America/New_York").unwrap();
        let hours = async || -> Vec<(i64, i64)> {
            let mut tx = world.app.db().read().await.unwrap();
            let text = "select opened_at, opened_hour from work_orders order by id";
            sql(text).all(&mut tx).await.unwrap()
        };
        let imported = hours().await;
        for (at, hour) in &imported {
            assert_eq!(*hour, zone.hour_of_week(Ms(*at)), "{at}");
        }
        let mut tx = world.app.db().write().await.unwrap();
        sql("update work_orders set opened_hour = null")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        world.job("admin.rebuild_figures", json!({})).await;
        assert_eq!(hours().await, imported, "the rebuild finds the same hours by SQL");
        let leap =
            json!({"from": 1_709_182_800_000_i64, "to": 1_709_269_200_000_i64, "width": 900, "height": 300});
        let drawing = world.ok("insight.weekday_hour", leap).await;
        for mark in drawing["marks"].as_array().unwrap() {
            let count = listed(&world, &world.admin, &mark["drill"]).await;
            assert_eq!(
                mark["value"],
                json!(count.to_string()),
                "29 February 2024: {mark}"
            );
        }
    });
}
