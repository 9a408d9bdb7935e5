//! Orders and outlets as points, and the layers under them.

use crate::world::{NOW, On, World, on_both};
use outpost_core::db::sql;
use serde_json::{Value, json};

const HOUR: i64 = 3_600_000;

/// Outlets 1 in region A and 2 in B; orders in every state, one of them nowhere.
async fn network(world: &World) {
    let mut tx = world.app.db().write().await.unwrap();
    let mut run = async |text: String| sql(text).run(&mut tx).await.map(drop).unwrap();
    for (id, code, parent, path) in [
        (1, "440000", "null", "/1/"),
        (2, "440100", "1", "/1/2/"),
        (3, "310000", "null", "/3/"),
    ] {
        run(format!("insert into regions (id, code, name, parent_id, path) values ({id}, '{code}', 'R{id}', {parent}, '{path}')")).await;
    }
    for (id, region, path, place) in [
        (1, 2, "/1/2/", "113.26, 23.13"),
        (2, 3, "/3/", "121.47, 31.23"),
        (3, 3, "/3/", "null, null"),
    ] {
        run(format!(
            "insert into outlets (id, code, name, kind, region_id, region_path, longitude, latitude, created_at)
            values ({id}, 'N{id}', '站{id}', 'direct', {region}, '{path}', {place}, 0)"
        ))
        .await;
    }
    let now = NOW.0;
    for (id, outlet, state, due, met, place) in [
        (
            1,
            1,
            "open",
            (now - HOUR).to_string(),
            "null",
            "113.3611234, 23.1248765",
        ),
        (
            2,
            1,
            "in_progress",
            (now + HOUR).to_string(),
            "null",
            "113.40, 23.15",
        ),
        (
            3,
            1,
            "open",
            (now + 48 * HOUR).to_string(),
            "null",
            "113.50, 23.20",
        ),
        (4, 2, "open", "null".to_owned(), "null", "121.48, 31.24"),
        (5, 2, "closed", now.to_string(), "0", "121.49, 31.25"),
        (6, 2, "cancelled", now.to_string(), "null", "121.50, 31.26"),
        (7, 2, "open", now.to_string(), "null", "null, null"),
    ] {
        let open = i64::from(matches!(state, "open" | "in_progress"));
        run(format!(
            "insert into work_orders (id, number, kind, priority, outlet_id, longitude, latitude, state, is_open, opened_at, opened_day,
            due_at, resolution_met, digest, created_at) values ({id}, 'WO-{id}', 'repair', 'normal', {outlet}, {place}, '{state}', {open},
            0, 0, {due}, {met}, 0, 0)"
        ))
        .await;
    }
    tx.commit().await.unwrap();
    world.job("admin.rebuild_figures", json!({})).await;
}

/// Id → code of its state.
fn standings(view: &Value) -> Vec<(i64, String)> {
    let states = view["states"].as_array().unwrap();
    let mut all: Vec<(i64, String)> = view["id"]
        .as_array()
        .unwrap()
        .iter()
        .zip(view["state"].as_array().unwrap())
        .map(|(id, state)| {
            let code = states[state.as_u64().unwrap() as usize].as_str().unwrap();
            (id.as_i64().unwrap(), code.to_owned())
        })
        .collect();
    all.sort_unstable();
    all
}

fn of(pairs: &[(i64, &str)]) -> Vec<(i64, String)> {
    pairs.iter().map(|(id, code)| (*id, (*code).to_owned())).collect()
}

#[test]
fn open_orders_stand_where_they_are_and_as_they_are() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        let view = world.ok("work_orders.map_points", json!({})).await;
        assert_eq!(
            standings(&view),
            of(&[(1, "overdue"), (2, "due_soon"), (3, "running"), (4, "no_target")])
        );
        assert_eq!(
            (&view["located"], &view["unlocated"], &view["cut_off"]),
            (&json!(4), &json!(1), &json!(false))
        );
        let first = view["id"]
            .as_array()
            .unwrap()
            .iter()
            .position(|id| *id == 1)
            .unwrap();
        assert_eq!(view["longitude"][first], 113.361_123);
        assert!(view.get("coarse_km").is_none());
        world.due_soon_within(59).await;
        let later = world.ok("work_orders.map_points", json!({})).await;
        assert_eq!(standings(&later)[1], (2, "running".to_owned()));
        let all = world
            .ok("work_orders.map_points", json!({"filter": {"and": []}}))
            .await;
        let done = &standings(&all)[4..];
        assert_eq!(done, of(&[(5, "late"), (6, "cancelled")]));
        assert_eq!(all["unlocated"], 1);
    });
}

#[test]
fn filters_bounds_and_ids_cut_points_and_wrong_ones_are_refused() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        let filter = json!({"and": [{"field": "open", "op": "eq", "value": true}, {"field": "outlet_id", "op": "in", "value": [2]}]});
        let shanghai = world
            .ok("work_orders.map_points", json!({"filter": filter}))
            .await;
        assert_eq!(standings(&shanghai), of(&[(4, "no_target")]));
        assert_eq!(
            (&shanghai["located"], &shanghai["unlocated"]),
            (&json!(1), &json!(1))
        );
        let bounds = json!({"west": 113.0, "south": 23.0, "east": 113.45, "north": 24.0});
        let south = world
            .ok("work_orders.map_points", json!({"bounds": bounds}))
            .await;
        assert_eq!(standings(&south), of(&[(1, "overdue"), (2, "due_soon")]));
        assert_eq!(
            south["located"], 4,
            "what has a place is told of the whole filter"
        );
        let chosen = json!({"field": "id", "op": "in", "value": [3, 5]});
        let page = world
            .ok("work_orders.page", json!({"limit": 10, "filter": chosen}))
            .await;
        assert_eq!(
            page["rows"].as_array().unwrap().len(),
            2,
            "a choice made on the map opens in the list"
        );
        for (input, code) in [
            (
                json!({"bounds": {"west": 2.0, "south": 0.0, "east": 1.0, "north": 1.0}}),
                "value_invalid",
            ),
            (json!({"bounds": {"west": 2.0}}), "bad_input"),
            (
                json!({"filter": {"field": "latitude", "op": "ge", "value": 1}}),
                "list_column_unknown",
            ),
        ] {
            assert_eq!(
                world.refused("work_orders.map_points", input.clone()).await,
                code,
                "{input}"
            );
        }
    });
}

#[test]
fn scope_cuts_points_and_who_may_not_see_addresses_sees_cells() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        let south = world
            .person("south", "outlet", json!({"kind": "outlets", "outlet_ids": [1]}))
            .await;
        let seen = world
            .call(&south, "work_orders.map_points", json!({}))
            .await
            .unwrap();
        assert_eq!(
            standings(&seen).iter().map(|(id, _)| *id).collect::<Vec<_>>(),
            [1, 2, 3]
        );
        assert_eq!(seen["unlocated"], 0);
        let outlets = world.call(&south, "outlets.map_points", json!({})).await.unwrap();
        assert_eq!(
            (&outlets["name"], &outlets["unlocated"]),
            (&json!(["站1"]), &json!(0))
        );
        let regions = world
            .call(&south, "work_orders.map_regions", json!({}))
            .await
            .unwrap();
        assert_eq!(
            regions["code"],
            json!(["440000", "440100"]),
            "regions of others are not told"
        );
        let planner = world.person("planner", "planner", json!({"kind": "all"})).await;
        let coarse = world
            .call(&planner, "work_orders.map_points", json!({}))
            .await
            .unwrap();
        assert_eq!(coarse["coarse_km"], 5.0);
        let first = coarse["id"]
            .as_array()
            .unwrap()
            .iter()
            .position(|id| *id == 1)
            .unwrap();
        assert_eq!(
            (&coarse["longitude"][first], &coarse["latitude"][first]),
            (&json!(113.375), &json!(23.125))
        );
        // A rectangle around a part of the cell tells nothing of where in it the order is.
        for (west, east) in [(113.351, 113.352), (113.361, 113.362), (113.398, 113.399)] {
            let bounds = json!({"west": west, "south": 23.11, "east": east, "north": 23.12});
            let view = world
                .call(&planner, "work_orders.map_points", json!({"bounds": bounds}))
                .await
                .unwrap();
            assert!(standings(&view).contains(&(1, "overdue".to_owned())), "{west}");
        }
    });
}

#[test]
fn regions_count_what_stands_below_them() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        let view = world.ok("work_orders.map_regions", json!({})).await;
        let mut rows: Vec<(String, i64, i64)> = (0..view["code"].as_array().unwrap().len())
            .map(|i| {
                (
                    view["code"][i].as_str().unwrap().to_owned(),
                    view["open"][i].as_i64().unwrap(),
                    view["overdue"][i].as_i64().unwrap(),
                )
            })
            .collect();
        rows.sort_unstable();
        // Order 7 is due at this very instant: not yet overdue.
        assert_eq!(
            rows,
            [
                ("310000".to_owned(), 2, 0),
                ("440000".to_owned(), 3, 1),
                ("440100".to_owned(), 3, 1)
            ]
        );
    });
}

#[test]
fn imported_coordinates_are_moved_to_wgs84_and_keep_the_name_of_their_system() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let csv = "no,opened,lng,lat\nA-1,2026-11-01 10:00,116.41024449916938,39.91640428150164\nA-2,2026-11-01 10:00,,\n";
        let upload = world.upload("a.csv", csv.as_bytes()).await;
        let fields = json!({"external_number": {"column": "no"}, "opened_at": {"column": "opened"}, "longitude": {"column": "lng"},
            "latitude": {"column": "lat"}, "coordinate_system": {"constant": "gcj02"}});
        let run = json!({"upload": upload, "kind": "work_orders", "mapping": {"fields": fields}, "zone": "Asia/Shanghai", "doubles": "skip",
            "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
        let job = world.job("imports.run", run).await;
        assert_eq!(job["state"], "succeeded", "{job}");
        let view = world.ok("work_orders.map_points", json!({})).await;
        assert!(
            (view["longitude"][0].as_f64().unwrap() - 116.404).abs() < 1e-6,
            "{view}"
        );
        assert!(
            (view["latitude"][0].as_f64().unwrap() - 39.915).abs() < 1e-6,
            "{view}"
        );
        assert_eq!(view["unlocated"], 1);
        let mut tx = world.app.db().read().await.unwrap();
        let stored: Vec<(Option<String>,)> = sql("select coordinate_system from work_orders order by id")
            .all(&mut tx)
            .await
            .unwrap();
        assert_eq!(stored, [(Some("gcj02".to_owned()),), (None,)]);
        let outlets = "code,name,lng,lat,sys\nN1,站一,116.41036949371029,39.92133699351021,bd09\nN2,站二,116.404,39.915,\n";
        let upload = world.upload("n.csv", outlets.as_bytes()).await;
        let fields = json!({"code": {"column": "code"}, "name": {"column": "name"}, "longitude": {"column": "lng"},
            "latitude": {"column": "lat"}, "coordinate_system": {"column": "sys"}});
        let run = json!({"upload": upload, "kind": "outlets", "mapping": {"fields": fields}, "zone": "Asia/Shanghai", "doubles": "skip",
            "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
        let job = world.job("imports.run", run).await;
        assert_eq!(job["state"], "succeeded", "{job}");
        let view = world.ok("outlets.map_points", json!({})).await;
        assert!(
            (view["longitude"][0].as_f64().unwrap() - 116.397_755_5).abs() < 2e-5,
            "{view}"
        );
        assert_eq!(view["longitude"][1], 116.404);
    });
}

#[test]
fn a_map_of_open_orders_reads_its_index_alone() {
    on_both(async |on: On| {
        // PostgreSQL plans by what it has counted: with a handful of rows it reads the table, rightly.
        if on == On::Postgres {
            return;
        }
        let world = World::new(on).await;
        network(&world).await;
        let mut tx = world.app.db().read().await.unwrap();
        let text = "select w.id, w.longitude, w.latitude, w.due_at from work_orders w where w.is_open = $1
            and w.latitude is not null and w.longitude is not null and w.is_open = 1 limit 10";
        let plan = sql(text).bind(1_i64).plan(&mut tx).await.unwrap();
        assert!(
            plan.contains("USING COVERING INDEX work_orders_open_places"),
            "{plan}"
        );
    });
}
