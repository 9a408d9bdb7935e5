//! What people with a narrow scope see.

use super::{at, filled, kpi, listed, outlet};
use crate::world::{On, on_both};
use outpost_core::db::sql;
use serde_json::{Value, json};

#[test]
fn people_see_the_figures_of_their_outlets_only() {
    on_both(async |on: On| {
        let world = filled(on).await;
        let (chaoyang, haidian, pudong) = (
            outlet(&world, "朝阳站").await,
            outlet(&world, "海淀站").await,
            outlet(&world, "浦东站").await,
        );
        let year = json!({"from": at(2026, 1, 1), "to": at(2027, 1, 1)});
        let north = world
            .person("north", "manager", json!({"kind": "regions", "region_ids": [1]}))
            .await;
        let seen = world
            .call(&north, "insight.overview", year.clone())
            .await
            .unwrap();
        let own = world
            .ok(
                "insight.overview",
                json!({"from": year["from"], "to": year["to"], "outlet_ids": [chaoyang, haidian]}),
            )
            .await;
        for key in [
            "resolution_on_time",
            "response_on_time",
            "open",
            "overdue",
            "handling_mean",
            "handling_p90",
            "opened",
            "completed",
        ] {
            assert_eq!(kpi(&seen, key)["value"], kpi(&own, key)["value"], "{key}");
            let listed = listed(&world, &north, &kpi(&seen, key)["drill"]).await;
            assert_eq!(json!(listed), kpi(&seen, key)["denominator"], "{key}");
        }
        let foreign = json!({"from": year["from"], "to": year["to"], "outlet_ids": [pudong]});
        let seen = world.call(&north, "insight.overview", foreign).await.unwrap();
        assert!(
            ["open", "opened", "completed", "overdue"]
                .iter()
                .all(|key| kpi(&seen, key)["value"] == json!(0))
        );
        assert!(seen.get("first").is_none());
        let draw = |extra: Value| {
            let mut input = json!({"from": year["from"], "to": year["to"], "width": 900, "height": 280});
            input
                .as_object_mut()
                .unwrap()
                .extend(extra.as_object().unwrap().clone());
            input
        };
        let theirs = world
            .call(&north, "insight.pareto", draw(json!({})))
            .await
            .unwrap();
        let expected = world
            .ok("insight.pareto", draw(json!({"outlet_ids": [chaoyang, haidian]})))
            .await;
        assert_eq!(
            theirs["table"]["rows"][0]["cells"],
            expected["table"]["rows"][0]["cells"]
        );
        let mut tx = world.app.db().write().await.unwrap();
        let text = "insert into engineers (code, name, outlet_id, created_at) values ('E1', '陈', $1, 0) returning id";
        let engineer_id = sql(text).bind(chaoyang).number(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let own = json!({"kind": "own", "engineer_id": engineer_id});
        let engineer = world.person("chen", "engineer", own.clone()).await;
        assert_eq!(
            world
                .refused_to(&engineer, "insight.overview", year.clone())
                .await,
            "forbidden"
        );
        let alone = world.person("zhou", "manager", own.clone()).await;
        let seen = world
            .call(&alone, "insight.overview", year.clone())
            .await
            .unwrap();
        assert!(
            seen["kpis"]
                .as_array()
                .unwrap()
                .iter()
                .all(|k| k["missing"] == "own_scope" && k.get("value").is_none())
        );
        assert_eq!(
            world
                .call(&alone, "insight.pareto", draw(json!({})))
                .await
                .unwrap()["empty"],
            json!(true)
        );
    });
}
