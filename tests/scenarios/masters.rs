//! Master data by hand: outlets, engineers, regions and customers are added, changed and moved, within one's scope.

use crate::world::{On, World, on_both};
use serde_json::{Value, json};

fn outlet(name: &str, region: &Value) -> Value {
    json!({"name": name, "kind": "authorised", "region_id": region, "phone": "0755 2688-1234", "address": "南山大道 1 号",
        "latitude": 22.53, "longitude": 113.93, "active": true})
}

async fn region(world: &World, code: &str, name: &str, parent: &Value) -> Value {
    let input = json!({"code": code, "region": {"name": name, "parent_id": parent}});
    world.ok("regions.create", input).await
}

#[test]
fn the_network_is_made_by_hand_and_a_region_moves_with_all_in_it() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let south = region(&world, "S", "华南", &Value::Null).await;
        let city = region(&world, "4403", "深圳", &south["id"]).await;
        let input = json!({"code": "SZ01", "outlet": outlet("南山站", &city["id"])});
        let made = world.ok("outlets.create", input).await;
        assert_eq!(
            (&made["phone"], &made["region_name"], &made["engineers"]),
            (&json!("07552688-1234"), &json!("深圳"), &json!(0))
        );
        let engineer = json!({"code": "E1", "engineer": {"name": "张师傅", "outlet_id": made["id"], "phone": "13800001234", "active": true}});
        world.ok("engineers.create", engineer).await;
        let seen = world.ok("regions.get", json!({"id": south["id"]})).await;
        assert_eq!(seen["outlets"], 1, "an outlet of the city stands in the south");

        let north = region(&world, "N", "华北", &Value::Null).await;
        let moved =
            json!({"id": city["id"], "version": 1, "region": {"name": "深圳", "parent_id": north["id"]}});
        world.ok("regions.update", moved).await;
        for (id, outlets) in [(&south["id"], 0), (&north["id"], 1)] {
            let seen = world.ok("regions.get", json!({"id": id})).await;
            assert_eq!(seen["outlets"], outlets, "{seen}");
        }
        let circle =
            json!({"id": north["id"], "version": 1, "region": {"name": "华北", "parent_id": city["id"]}});
        assert_eq!(world.refused("regions.update", circle).await, "circular_region");
        let still = world.ok("regions.get", json!({"id": north["id"]})).await;
        assert_eq!(
            (&still["version"], &still["parent_id"]),
            (&json!(1), &Value::Null)
        );
    });
}

#[test]
fn a_part_of_the_network_is_named_by_regions_and_outlets_within_ones_scope() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let south = region(&world, "S", "华南", &Value::Null).await;
        let city = region(&world, "4403", "深圳", &south["id"]).await;
        region(&world, "N", "华北", &Value::Null).await;
        let mut ids = Vec::new();
        for (code, within) in [
            ("A", &south["id"]),
            ("B", &city["id"]),
            ("C", &city["id"]),
            ("D", &Value::Null),
        ] {
            let made = world
                .ok(
                    "outlets.create",
                    json!({"code": code, "outlet": outlet(code, within)}),
                )
                .await;
            ids.push(made["id"].as_i64().expect("an id"));
        }
        let within = async |caller, input: Value| {
            let answer = world
                .call(caller, "outlets.within", input)
                .await
                .expect("an answer");
            answer["outlet_ids"].clone()
        };
        let (s, c) = (&south["id"], &city["id"]);
        let admin = &world.admin;
        assert_eq!(within(admin, json!({"region_ids": [s]})).await, json!(ids[..3]));
        assert_eq!(
            within(
                admin,
                json!({"region_ids": [c, s], "outlet_ids": [ids[3], ids[1]]})
            )
            .await,
            json!([ids[1]])
        );
        assert_eq!(
            within(admin, json!({"outlet_ids": [ids[3], 999_999]})).await,
            json!([ids[3]])
        );
        assert_eq!(within(admin, json!({})).await, json!([]));

        let scope = json!({"kind": "outlets", "outlet_ids": [ids[1], ids[3]]});
        let theirs = world.person("lin", "outlet", scope).await;
        assert_eq!(within(&theirs, json!({"region_ids": [s]})).await, json!([ids[1]]));
        assert_eq!(
            within(&theirs, json!({"outlet_ids": [ids[0], ids[1]]})).await,
            json!([ids[1]])
        );
        let input = json!({"limit": 10, "served": true});
        let served = world
            .call(&theirs, "regions.options", input)
            .await
            .expect("regions");
        let codes: Vec<&Value> = served["options"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|it| &it["code"])
            .collect();
        assert_eq!(codes, ["4403", "S"], "the north holds no outlet of theirs");

        for wrong in [
            json!({"region_ids": [0]}),
            json!({"outlet_ids": [-1]}),
            json!({"outlet_ids": vec![1; 1001]}),
            json!({"regions": [1]}),
        ] {
            world.refused("outlets.within", wrong).await;
        }
    });
}

#[test]
fn wrong_values_are_refused_at_their_field() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let none = Value::Null;
        world
            .ok(
                "outlets.create",
                json!({"code": "A", "outlet": outlet("一站", &none)}),
            )
            .await;
        let with = |key: &str, value: Value| {
            let mut words = outlet("二站", &none);
            words[key] = value;
            json!({"code": "B", "outlet": words})
        };
        let cases = [
            (
                json!({"code": "A", "outlet": outlet("又", &none)}),
                "already_exists",
                "code",
            ),
            (
                json!({"code": "B 1", "outlet": outlet("又", &none)}),
                "value_invalid",
                "code",
            ),
            (with("name", json!(" ")), "value_missing", "name"),
            (with("phone", json!("call me")), "value_invalid", "phone"),
            (with("latitude", json!(91)), "number_out_of_range", "latitude"),
            (with("longitude", none.clone()), "value_missing", "longitude"),
            (with("region_id", json!(99)), "not_found", "region_id"),
        ];
        for (input, code, field) in cases {
            let error = world
                .call(&world.admin, "outlets.create", input.clone())
                .await
                .expect_err(code);
            assert_eq!(
                (error.code.as_str(), error.field.as_deref()),
                (code, Some(field)),
                "{input}"
            );
        }
        assert_eq!(world.ok("outlets.total", json!({})).await["count"], 1);
        let stale = json!({"id": 1, "version": 7, "outlet": outlet("一站", &none)});
        assert_eq!(world.refused("outlets.update", stale).await, "stale_version");
    });
}

#[test]
fn nobody_reaches_beyond_their_scope_or_loses_what_they_cannot_see() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let mine = region(&world, "M", "我区", &Value::Null).await;
        let other = region(&world, "O", "他区", &Value::Null).await;
        let made = world
            .ok(
                "outlets.create",
                json!({"code": "A", "outlet": outlet("一站", &mine["id"])}),
            )
            .await;
        let away = world
            .ok(
                "outlets.create",
                json!({"code": "B", "outlet": outlet("二站", &other["id"])}),
            )
            .await;
        let scope = json!({"kind": "regions", "region_ids": [mine["id"]]});
        let manager = world.person("manager", "manager", scope).await;
        let change =
            |id: &Value, region: &Value| json!({"id": id, "version": 1, "outlet": outlet("改名", region)});
        let refused = world
            .refused_to(&manager, "outlets.update", change(&away["id"], &mine["id"]))
            .await;
        assert_eq!(refused, "not_found");
        let refused = world
            .refused_to(&manager, "outlets.update", change(&made["id"], &other["id"]))
            .await;
        assert_eq!(
            refused, "outside_scope",
            "giving it away would hide it from the giver"
        );
        let created = json!({"code": "C", "outlet": outlet("三站", &other["id"])});
        assert_eq!(
            world.refused_to(&manager, "outlets.create", created).await,
            "outside_scope"
        );
        let tree = json!({"code": "X", "region": {"name": "新", "parent_id": mine["id"]}});
        assert_eq!(
            world.refused_to(&manager, "regions.create", tree).await,
            "outside_scope"
        );
        assert_eq!(
            world.ok("outlets.total", json!({})).await["count"],
            2,
            "nothing was half written"
        );

        let auditor = world.person("auditor", "auditor", json!({"kind": "all"})).await;
        let seen = world
            .call(&auditor, "outlets.get", json!({"id": made["id"]}))
            .await
            .unwrap();
        assert_eq!(
            (&seen["masked"], seen["phone"].as_str().unwrap().contains('*')),
            (&json!(true), true)
        );
    });
}

#[test]
fn a_customer_is_added_and_changed_by_who_sees_their_data() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let words =
            json!({"name": "陈女士", "kind": "person", "phone": "138 0000 1234", "address": "福华路 8 号"});
        let made = world
            .ok("customers.create", json!({"code": "C1", "customer": words}))
            .await;
        assert_eq!(
            (&made["phone"], &made["work_orders"]),
            (&json!("13800001234"), &json!(0))
        );
        let mut changed = words.clone();
        changed["tier"] = json!("VIP");
        let update = json!({"id": made["id"], "version": 1, "customer": changed});
        let updated = world.ok("customers.update", update.clone()).await;
        assert_eq!(
            (&updated["tier"], &updated["version"]),
            (&json!("VIP"), &json!(2))
        );
        assert_eq!(world.refused("customers.update", update).await, "stale_version");
        let again = json!({"code": "C1", "customer": words});
        assert_eq!(world.refused("customers.create", again).await, "already_exists");
    });
}
