//! What people keep for themselves: their own, small, and gone when they say so.

use crate::world::{World, on_both};
use serde_json::json;

#[test]
fn each_person_keeps_their_own_choices() {
    on_both(async |on| {
        let world = World::new(on).await;
        let li = world.person("li", "dispatcher", json!({"kind": "all"})).await;
        assert_eq!(
            world.ok("preferences.get", json!({})).await,
            json!({"values": {}})
        );
        let layout = json!({"cards": ["on_time", "开单"], "wide": true});
        world
            .ok(
                "preferences.save",
                json!({"key": "dashboard.layout", "value": layout}),
            )
            .await;
        world
            .ok("preferences.save", json!({"key": "scope", "value": 7}))
            .await;
        world
            .ok("preferences.save", json!({"key": "scope", "value": [1, 2]}))
            .await;
        let own = world.ok("preferences.get", json!({})).await;
        assert_eq!(
            own,
            json!({"values": {"dashboard.layout": layout, "scope": [1, 2]}})
        );
        let theirs = world.call(&li, "preferences.get", json!({})).await.unwrap();
        assert_eq!(theirs, json!({"values": {}}), "nobody sees what another keeps");
        let other = json!({"key": "scope", "value": "theirs"});
        world.call(&li, "preferences.save", other).await.unwrap();
        assert_eq!(world.ok("preferences.get", json!({})).await, own);
        world
            .ok("preferences.save", json!({"key": "scope", "value": null}))
            .await;
        let left = world.ok("preferences.get", json!({})).await;
        assert_eq!(left, json!({"values": {"dashboard.layout": layout}}));
        let theirs = world.call(&li, "preferences.get", json!({})).await.unwrap();
        assert_eq!(theirs, json!({"values": {"scope": "theirs"}}));
    });
}

#[test]
fn what_is_no_small_choice_is_refused_and_nothing_of_it_stays() {
    on_both(async |on| {
        let world = World::new(on).await;
        for (input, code) in [
            (json!({"key": "", "value": 1}), "value_invalid"),
            (json!({"key": "Layout", "value": 1}), "value_invalid"),
            (json!({"key": "a..b", "value": 1}), "value_invalid"),
            (json!({"key": "a".repeat(81), "value": 1}), "value_too_long"),
            (json!({"key": "a", "value": "x".repeat(20_000)}), "value_too_long"),
            (json!({"key": "a"}), "bad_input"),
            (json!({"value": 1}), "bad_input"),
            (json!({"key": "a", "value": 1, "user_id": 2}), "bad_input"),
        ] {
            assert_eq!(
                world.refused("preferences.save", input.clone()).await,
                code,
                "{input}"
            );
        }
        assert_eq!(
            world.ok("preferences.get", json!({})).await,
            json!({"values": {}})
        );
    });
}

#[test]
fn a_screen_that_runs_away_is_stopped() {
    on_both(async |on| {
        let world = World::new(on).await;
        for n in 0..300 {
            world
                .ok(
                    "preferences.save",
                    json!({"key": format!("runaway.k{n}"), "value": n}),
                )
                .await;
        }
        let one_more = json!({"key": "runaway.more", "value": 1});
        assert_eq!(
            world.refused("preferences.save", one_more).await,
            "number_out_of_range"
        );
        world
            .ok(
                "preferences.save",
                json!({"key": "runaway.k1", "value": "changed"}),
            )
            .await;
        let kept = world.ok("preferences.get", json!({})).await;
        assert_eq!(kept["values"].as_object().unwrap().len(), 300);
        assert_eq!(kept["values"]["runaway.k1"], "changed");
    });
}
