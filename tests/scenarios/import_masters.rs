//! Importing the network: regions, outlets, engineers, in any order and each on what was there before.

use crate::world::{On, World, on_both};
use serde_json::{Value, json};

pub async fn masters(world: &World, kind: &str, csv: &str, doubles: &str) -> Value {
    let upload = world.upload("masters.csv", csv.as_bytes()).await;
    let seen = world
        .ok("imports.inspect", json!({"upload": upload, "kind": kind}))
        .await;
    let input = json!({"upload": upload, "kind": kind, "mapping": seen["mapping"], "doubles": doubles,
        "errors": "all_or_nothing", "create_missing": false, "dry_run": false});
    world.job("imports.run", input).await
}

#[test]
fn the_network_is_imported_in_any_order_and_orders_find_it() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let regions = "编码,名称,上级编码\n110105,朝阳区,1101\n11,北京,\n1101,北京市,11\n";
        let view = masters(&world, "regions", regions, "skip").await;
        assert_eq!(view["result"]["created"], 3, "{view}");
        let circle = masters(
            &world,
            "regions",
            "编码,名称,上级编码\n11,北京,110105\n",
            "update",
        )
        .await;
        assert_eq!(
            (&circle["state"], &circle["error"]["code"]),
            (&json!("failed"), &json!("circular_region")),
            "{circle}"
        );
    });
}

#[test]
fn outlets_and_engineers_stand_on_what_was_imported_before() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        masters(
            &world,
            "regions",
            "编码,名称,上级编码\n11,北京,\n1101,北京市,11\n",
            "skip",
        )
        .await;
        let outlets = "网点编码,网点名称,网点类型,区域编码,电话\nBJ01,朝阳站,特约,1101,010-12345678\nBJ02,海淀站,直营,1101,\n";
        let view = masters(&world, "outlets", outlets, "skip").await;
        assert_eq!(view["result"]["created"], 2, "{view}");
        let engineers = "工号,姓名,网点编码,手机\nE1,张师傅,BJ01,13800000001\nE2,刘师傅,BJ09,13800000002\n";
        let view = masters(&world, "engineers", engineers, "skip").await;
        assert_eq!(
            (
                &view["result"]["committed"],
                &view["result"]["reasons"][0]["code"]
            ),
            (&json!(false), &json!("unknown_reference")),
            "{view}"
        );
        let view = masters(
            &world,
            "engineers",
            "工号,姓名,网点编码\nE1,张师傅,BJ01\n",
            "skip",
        )
        .await;
        assert_eq!(view["result"]["created"], 1, "{view}");
        let update = masters(
            &world,
            "outlets",
            "网点编码,网点名称,网点类型,区域编码\nBJ01,朝阳中心站,直营,1101\n",
            "update",
        )
        .await;
        assert_eq!(update["result"]["updated"], 1, "{update}");
        let page = world.ok("outlets.page", json!({"limit": 10})).await;
        assert_eq!(
            (&page["rows"][0]["name"], &page["rows"][0]["region_name"]),
            (&json!("朝阳中心站"), &json!("北京市"))
        );
        let undo = world
            .job("imports.undo", json!({"batch_id": update["result"]["batch_id"]}))
            .await;
        assert_eq!(undo["result"]["restored"], 1, "{undo}");
        let page = world.ok("outlets.page", json!({"limit": 10})).await;
        assert_eq!(page["rows"][0]["name"], "朝阳站");
        let manager = world
            .person("south", "manager", json!({"kind": "regions", "region_ids": [1]}))
            .await;
        let seen = world.call(&manager, "outlets.total", json!({})).await.unwrap();
        assert_eq!(seen["count"], 2, "outlets below the region");
    });
}
