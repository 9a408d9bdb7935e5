//! Saved views: one's own and shared ones, their tabs, and two people who change the same.

use crate::world::{World, on_both};
use outpost_core::Caller;
use serde_json::{Value, json};

fn spec() -> Value {
    json!({"filter": {"and": [{"field": "state", "op": "eq", "value": "open"}, {"not": {"field": "priority", "op": "eq", "value": "low"}}]},
        "sort": [{"key": "due_at"}], "columns": [{"key": "number", "pin": true, "width": 160}, {"key": "cost", "hide": true}]})
}

fn view(name: &str, shared: bool) -> Value {
    json!({"grid": "work_orders", "name": name, "shared": shared, "spec": spec()})
}

async fn names(world: &World, caller: &Caller) -> Vec<String> {
    let list = world
        .call(caller, "views.list", json!({"grid": "work_orders"}))
        .await
        .unwrap();
    let views = list["views"].as_array().unwrap();
    views
        .iter()
        .map(|v| v["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn views_are_ones_own_unless_they_are_shared() {
    on_both(async |on| {
        let world = World::new(on).await;
        let all = json!({"kind": "all"});
        let manager = world.person("manager", "manager", all.clone()).await;
        let planner = world.person("planner", "planner", all).await;
        let saved = world
            .call(&planner, "views.save", view("我的", false))
            .await
            .unwrap();
        world
            .call(&manager, "views.save", view("本周到期", true))
            .await
            .unwrap();
        assert_eq!(names(&world, &planner).await, ["本周到期", "我的"]);
        assert_eq!(names(&world, &manager).await, ["本周到期"]);
        let own = &saved["views"]["views"][0];
        assert_eq!(
            (&own["spec"]["filter"], &own["editable"]),
            (&spec()["filter"], &json!(true))
        );
        assert_eq!(own["spec"]["columns"][0]["pin"], true);
        let list = world
            .call(&planner, "views.list", json!({"grid": "work_orders"}))
            .await
            .unwrap();
        let shared = &list["views"][0];
        assert_eq!(
            (&shared["editable"], &shared["owner_name"]),
            (&json!(false), &json!("manager"))
        );
        // What is not one's own cannot be touched; what is not even seen is not there.
        let rename = |of: &Value| json!({"id": of["id"], "version": of["version"], "name": "x"});
        let gone = |of: &Value| json!({"id": of["id"], "version": of["version"]});
        assert_eq!(
            world.refused_to(&planner, "views.rename", rename(shared)).await,
            "forbidden"
        );
        assert_eq!(
            world.refused_to(&planner, "views.delete", gone(shared)).await,
            "forbidden"
        );
        assert_eq!(
            world.refused_to(&manager, "views.rename", rename(own)).await,
            "not_found"
        );
        assert_eq!(
            world.refused_to(&manager, "views.delete", gone(own)).await,
            "not_found"
        );
        assert_eq!(
            world
                .refused_to(&planner, "views.save", view("für alle", true))
                .await,
            "forbidden"
        );
        // Nor can it be shared by saving it again.
        let mut wider = view("我的", true);
        (wider["id"], wider["version"]) = (own["id"].clone(), own["version"].clone());
        assert_eq!(world.refused_to(&planner, "views.save", wider).await, "forbidden");
        world.call(&planner, "views.delete", gone(own)).await.unwrap();
        assert_eq!(names(&world, &planner).await, ["本周到期"]);
    });
}

#[test]
fn each_person_orders_their_tabs_and_chooses_the_first_one() {
    on_both(async |on| {
        let world = World::new(on).await;
        let other = world.person("other", "manager", json!({"kind": "all"})).await;
        let mut ids = Vec::new();
        for name in ["a", "b", "c"] {
            ids.push(world.ok("views.save", view(name, true)).await["id"].clone());
        }
        let order = json!({"grid": "work_orders", "ids": [ids[2], ids[0]], "default_id": ids[2]});
        let list = world.ok("views.reorder", order).await;
        assert_eq!(list["default_id"], ids[2]);
        assert_eq!(names(&world, &world.admin).await, ["c", "a", "b"]);
        assert_eq!(names(&world, &other).await, ["a", "b", "c"]);
        let gone = list["views"]
            .as_array()
            .unwrap()
            .iter()
            .find(|v| v["id"] == ids[2])
            .unwrap();
        world
            .call(
                &other,
                "views.delete",
                json!({"id": gone["id"], "version": gone["version"]}),
            )
            .await
            .unwrap();
        let list = world.ok("views.list", json!({"grid": "work_orders"})).await;
        assert!(
            list.get("default_id").is_none(),
            "a default that is gone is none: {list}"
        );
        let foreign = json!({"grid": "work_orders", "ids": [999]});
        assert_eq!(world.refused("views.reorder", foreign).await, "not_found");
    });
}

#[test]
fn a_shared_view_that_another_changed_is_stale() {
    on_both(async |on| {
        let world = World::new(on).await;
        let other = world.person("other", "manager", json!({"kind": "all"})).await;
        let id = world.ok("views.save", view("a", true)).await["id"].clone();
        let with = |version: i64, name: &str| {
            let mut input = view(name, true);
            (input["id"], input["version"]) = (id.clone(), json!(version));
            input
        };
        world.call(&other, "views.save", with(1, "b")).await.unwrap();
        let error = world
            .call(&world.admin, "views.save", with(1, "c"))
            .await
            .unwrap_err();
        assert_eq!(
            (error.code.as_str(), error.params["by"].as_str()),
            ("stale_version", Some("other"))
        );
        assert_eq!(
            world
                .refused("views.rename", json!({"id": id, "version": 1, "name": "c"}))
                .await,
            "stale_version"
        );
        assert_eq!(
            world
                .refused("views.delete", json!({"id": id, "version": 1}))
                .await,
            "stale_version"
        );
        assert_eq!(names(&world, &world.admin).await, ["b"]);
        world
            .ok("views.rename", json!({"id": id, "version": 2, "name": "c"}))
            .await;
        assert_eq!(names(&world, &other).await, ["c"]);
    });
}

#[test]
fn views_that_no_list_can_show_are_refused() {
    on_both(async |on| {
        let world = World::new(on).await;
        let warehouse = world
            .person("warehouse", "warehouse", json!({"kind": "all"}))
            .await;
        world.ok("views.save", view("a", false)).await;
        let with = |key: &str, value: Value| {
            let mut input = view("b", false);
            match key.strip_prefix("spec.") {
                Some(key) => input["spec"][key] = value,
                None => input[key] = value,
            }
            input
        };
        let long = "x".repeat(201);
        let cases = [
            (with("name", json!("a")), "already_exists"),
            (with("name", json!(" ")), "value_missing"),
            (with("name", json!(long)), "value_too_long"),
            (with("grid", json!("no_such")), "value_invalid"),
            (
                with("spec.sort", json!([{"key": "no_such"}])),
                "list_column_unknown",
            ),
            (
                with("spec.columns", json!([{"key": "no_such"}])),
                "list_column_unknown",
            ),
            (
                with("spec.columns", json!([{"key": "number", "width": 3}])),
                "value_invalid",
            ),
            (
                with("spec.filter", json!({"field": "state", "op": "gt", "value": 3})),
                "filter_invalid",
            ),
            (with("spec.colour", json!("red")), "bad_input"),
            (with("id", json!(999)), "not_found"),
        ];
        for (input, expected) in cases {
            assert_eq!(
                world.refused("views.save", input.clone()).await,
                expected,
                "{input}"
            );
        }
        // A list that one may not see has no views, and a filter on what one sees masked is no filter.
        assert_eq!(
            world
                .refused_to(&warehouse, "views.list", json!({"grid": "users"}))
                .await,
            "forbidden"
        );
        let personal = with(
            "spec.filter",
            json!({"field": "contact_phone", "op": "contains", "value": "138"}),
        );
        assert_eq!(
            world.refused_to(&warehouse, "views.save", personal).await,
            "filter_invalid"
        );
    });
}
