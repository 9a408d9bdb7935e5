//! Dictionaries: made, changed, put out of use; what a person may not do, and what no entry may be called.

use crate::world::{On, World, on_both};
use serde_json::{Value, json};

fn cause(code: &str, name: &str, rank: i64) -> Value {
    json!({"dictionary": "cause", "code": code, "name": name, "rank": rank})
}

async fn names(world: &World, input: Value) -> Vec<String> {
    let answer = world.ok("dictionaries.options", input).await;
    let options = answer["options"].as_array().unwrap();
    options
        .iter()
        .map(|o| o["name"].as_str().unwrap().to_owned())
        .collect()
}

#[test]
fn an_entry_is_offered_until_it_is_put_out_of_use_and_keeps_its_name() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let leak = world
            .ok("dictionaries.create", cause("leak", "制冷剂泄漏", 20))
            .await;
        world
            .ok("dictionaries.create", cause("power", "电源板损坏", 10))
            .await;
        // The same code may stand in another dictionary.
        let symptom =
            json!({"dictionary": "symptom", "code": "leak", "name": "漏水", "name_en": "Leaking", "rank": 1});
        world.ok("dictionaries.create", symptom).await;
        let all = json!({"dictionary": "cause", "limit": 20});
        assert_eq!(names(&world, all.clone()).await, ["电源板损坏", "制冷剂泄漏"]);
        let search = json!({"dictionary": "cause", "search": "泄", "limit": 20});
        assert_eq!(names(&world, search).await, ["制冷剂泄漏"]);
        let percent = json!({"dictionary": "cause", "search": "%", "limit": 20});
        assert!(
            names(&world, percent).await.is_empty(),
            "a sign of a pattern is a letter"
        );

        let out = json!({"id": leak["id"], "version": 1, "name": "冷媒泄漏", "rank": 20, "active": false});
        let updated = world.ok("dictionaries.update", out.clone()).await;
        assert_eq!(
            (&updated["version"], &updated["name"], &updated["active"]),
            (&json!(2), &json!("冷媒泄漏"), &json!(false))
        );
        assert_eq!(names(&world, all).await, ["电源板损坏"]);
        assert_eq!(
            names(&world, json!({"ids": [leak["id"]], "limit": 1})).await,
            ["冷媒泄漏"],
            "an old order still says it"
        );
        assert_eq!(world.refused("dictionaries.update", out).await, "stale_version");
        let own = json!({"field": "dictionary", "op": "in", "value": ["cause", "symptom"]});
        let total = world.ok("dictionaries.total", json!({"filter": own})).await;
        assert_eq!(total["count"], 3);
    });
}

#[test]
fn what_no_entry_may_be_is_refused_at_its_field() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        world.ok("dictionaries.create", cause("a1", "一", 0)).await;
        let long = "长".repeat(201);
        let cases = [
            (cause("a1", "又一个", 0), "already_exists", "code"),
            (cause("", "无编码", 0), "value_missing", "code"),
            (cause("a b", "有空格", 0), "value_invalid", "code"),
            (cause("b", "  ", 0), "value_missing", "name"),
            (cause("b", &long, 0), "value_too_long", "name"),
            (cause("b", "一\u{7}", 0), "value_invalid", "name"),
            (cause("b", "二", -1), "number_out_of_range", "rank"),
        ];
        for (input, code, field) in cases {
            let error = world
                .call(&world.admin, "dictionaries.create", input.clone())
                .await
                .expect_err(code);
            assert_eq!(
                (error.code.as_str(), error.field.as_deref()),
                (code, Some(field)),
                "{input}"
            );
        }
        let unknown = json!({"dictionary": "colour", "code": "c", "name": "c", "rank": 1});
        assert_eq!(world.refused("dictionaries.create", unknown).await, "bad_input");
        let none = json!({"id": 999, "version": 1, "name": "x", "rank": 1, "active": true});
        assert_eq!(world.refused("dictionaries.update", none).await, "not_found");
        let causes = json!({"filter": {"field": "dictionary", "op": "eq", "value": "cause"}});
        assert_eq!(
            world.ok("dictionaries.total", causes).await["count"],
            1,
            "nothing was half written"
        );

        let dispatcher = world.person("disp", "dispatcher", json!({"kind": "all"})).await;
        let refused = world
            .refused_to(&dispatcher, "dictionaries.create", cause("z", "末", 1))
            .await;
        assert_eq!(refused, "forbidden");
    });
}
