//! Many at once, and more than can be: nobody waits for themselves, and what is too much is refused in words.

use crate::documents::{orders, photo};
use crate::world::{World, on_both};
use serde_json::{Value, json};
use std::time::Duration;

/// Runs an operation with each input at the same moment; answers what came of them.
async fn at_once(world: &World, operation: &'static str, inputs: Vec<Value>) -> Vec<Result<Value, String>> {
    let calls = inputs.into_iter().map(|input| {
        let (app, caller) = (world.app.clone(), world.admin.clone());
        tokio::spawn(async move {
            let output = app.call(operation, &input.to_string(), &caller).await;
            output
                .map(|output| serde_json::from_str(output.get()).unwrap())
                .map_err(|error| error.code.as_str().to_owned())
        })
    });
    let calls: Vec<_> = calls.collect();
    let ended = async {
        let mut all = Vec::new();
        for call in calls {
            all.push(call.await.unwrap());
        }
        all
    };
    // Whoever waits for a connection that waits for them gives up after a minute.
    let ended = tokio::time::timeout(Duration::from_secs(40), ended).await;
    ended.expect("nobody waits for themselves")
}

#[test]
fn as_many_photos_as_people_send_are_taken_in_beside_each_other() {
    on_both(async |on| {
        let world = World::new(on).await;
        orders(&world).await;
        let mut inputs = Vec::new();
        for n in 0..18 {
            let upload = world.upload("a.jpg", &photo(200 + n, 200)).await;
            inputs.push(json!({"id": n % 3 + 1, "upload": upload}));
        }
        let taken = at_once(&world, "work_orders.attach", inputs).await;
        assert!(taken.iter().all(Result::is_ok), "{taken:?}");
        let file = world
            .upload("a.csv", "单号,报修时间\nA-1,2026-11-02 09:00\n".as_bytes())
            .await;
        let inspect = json!({"upload": file, "kind": "work_orders"});
        let seen = at_once(&world, "imports.inspect", vec![inspect; 18]).await;
        assert!(seen.iter().all(Result::is_ok), "{seen:?}");
    });
}

#[test]
fn copies_that_are_made_at_once_have_a_number_each() {
    on_both(async |on| {
        let world = World::new(on).await;
        orders(&world).await;
        let copies = at_once(&world, "work_orders.copy", vec![json!({"id": 1}); 18]).await;
        let mut numbers: Vec<&str> = copies
            .iter()
            .map(|copy| copy.as_ref().unwrap()["number"].as_str().unwrap())
            .collect();
        numbers.sort_unstable();
        numbers.dedup();
        assert_eq!(numbers.len(), 18);
    });
}

#[test]
fn a_filter_or_a_selection_that_is_too_much_is_refused_in_words() {
    on_both(async |on| {
        let world = World::new(on).await;
        orders(&world).await;
        let leaf = || json!({"field": "priority", "op": "eq", "value": "normal"});
        let group = |of: &str, parts: Vec<Value>| json!({ of: parts });
        let wide = |count: usize| group("or", vec![group("and", vec![leaf(); 167]); count]);
        let numbers: Vec<String> = (0..1000).map(|n| n.to_string()).collect();
        let list = json!({"field": "number", "op": "in", "value": numbers});
        for (what, filter, expected) in [
            ("501 conditions", wide(3), "filter_invalid"),
            (
                "11 000 values",
                group("or", vec![list.clone(); 11]),
                "filter_invalid",
            ),
            (
                "200 000 values",
                group("or", vec![list.clone(); 200]),
                "filter_invalid",
            ),
            ("334 conditions", wide(2), "passes"),
            ("9000 values", group("or", vec![list; 9]), "passes"),
        ] {
            let asked = json!({"limit": 10, "filter": filter});
            let answer = world.call(&world.admin, "work_orders.page", asked).await;
            let told = answer.map_or_else(|error| error.code.as_str().to_owned(), |_| "passes".to_owned());
            assert_eq!(told, expected, "{what}");
        }
        let ids: Vec<i64> = (1..=10_001).collect();
        for which in [json!({"ids": ids}), json!({"ids": [1], "except": ids})] {
            let refused = world
                .refused("work_orders.audit_many", json!({ "which": which }))
                .await;
            assert_eq!(refused, "too_many_rows");
        }
        let few = json!({"which": {"ids": [3, 1, 3, 2], "except": [2]}});
        let job = world.job("work_orders.audit_many", few).await;
        assert_eq!(job["result"]["done"], 2, "{job}");
    });
}
