//! What people with a narrow scope see.

use super::{at, filled, kpi, listed, outlet};
use crate::world::{On, World, on_both};
use outpost_core::db::sql;
use serde_json::{Value, json};

const KEYS: [&str; 8] = [
    "resolution_on_time",
    "response_on_time",
    "open",
    "overdue",
    "handling_mean",
    "handling_p90",
    "opened",
    "completed",
];

fn year(outlets: &[i64]) -> Value {
    json!({"from": at(2026, 1, 1), "to": at(2027, 1, 1), "outlet_ids": outlets})
}

fn draw(outlets: &[i64]) -> Value {
    json!({"from": at(2026, 1, 1), "to": at(2027, 1, 1), "outlet_ids": outlets, "width": 900, "height": 280})
}

async fn engineer_of(world: &World, outlet: i64) -> i64 {
    let mut tx = world.app.db().write().await.unwrap();
    let text =
        "insert into engineers (code, name, outlet_id, created_at) values ('E1', '陈', $1, 0) returning id";
    let id = sql(text).bind(outlet).number(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    id
}

#[test]
fn a_regional_manager_sees_the_figures_of_the_region_only() {
    on_both(async |on: On| {
        let world = filled(on).await;
        let inside = [outlet(&world, "朝阳站").await, outlet(&world, "海淀站").await];
        let north = world
            .person("north", "manager", json!({"kind": "regions", "region_ids": [1]}))
            .await;
        let seen = world.call(&north, "insight.overview", year(&[])).await.unwrap();
        let expected = world.ok("insight.overview", year(&inside)).await;
        for key in KEYS {
            assert_eq!(kpi(&seen, key)["value"], kpi(&expected, key)["value"], "{key}");
            let listed = listed(&world, &north, &kpi(&seen, key)["drill"]).await;
            assert_eq!(json!(listed), kpi(&seen, key)["denominator"], "{key}");
        }
        let outside = [outlet(&world, "浦东站").await];
        let seen = world
            .call(&north, "insight.overview", year(&outside))
            .await
            .unwrap();
        for key in ["open", "overdue", "opened", "completed"] {
            assert_eq!(kpi(&seen, key)["value"], 0, "{key}");
        }
        assert!(seen.get("first").is_none(), "not even when its orders began");
        for operation in ["insight.pareto", "insight.on_time_trend"] {
            let theirs = world.call(&north, operation, draw(&[])).await.unwrap();
            let expected = world.ok(operation, draw(&inside)).await;
            let cells = |drawing: &Value| -> Vec<Value> {
                drawing["table"]["rows"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|row| row["cells"].clone())
                    .collect()
            };
            assert_eq!(cells(&theirs), cells(&expected), "{operation}");
        }
    });
}

#[test]
fn who_sees_only_own_orders_has_no_figures() {
    on_both(async |on: On| {
        let world = filled(on).await;
        let engineer = engineer_of(&world, outlet(&world, "朝阳站").await).await;
        let own = json!({"kind": "own", "engineer_id": engineer});
        let chen = world.person("chen", "engineer", own.clone()).await;
        assert_eq!(
            world.refused_to(&chen, "insight.overview", year(&[])).await,
            "forbidden"
        );
        let zhou = world.person("zhou", "manager", own).await;
        let seen = world.call(&zhou, "insight.overview", year(&[])).await.unwrap();
        let figures = seen["kpis"].as_array().unwrap();
        assert!(
            figures
                .iter()
                .all(|k| k["missing"] == "own_scope" && k.get("value").is_none())
        );
        let drawing = world.call(&zhou, "insight.pareto", draw(&[])).await.unwrap();
        assert_eq!(drawing["empty"], true);
    });
}
