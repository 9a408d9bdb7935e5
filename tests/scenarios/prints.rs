//! Documents on paper: who may print what, what the file is, and what is left behind.

use crate::world::{On, World, on_both};
use serde_json::{Value, json};

const TICKETS: &str = "工单号,报修时间,截止时间,完工时间,状态,工单类型,优先级,类别,网点,联系人,电话,地址,费用
A-1,2026-11-02 09:00,2026-11-03 09:00,2026-11-02 15:00,已完成,维修,普通,空调,朝阳站,王女士,13812345678,朝阳路1号,120.50
A-2,2026-11-02 10:00,2026-11-03 10:00,,处理中,维修,加急,空调,朝阳站,#read(\"/etc/passwd\"),13812345679,$*朝阳路*$ 2号,80
A-3,2026-11-20 10:00,,,处理中,维修,特急,冰箱,海淀站,龘先生,13812345680,中关村3号,
";

/// Two outlets and three orders; answers the orders' ids and the outlets'.
async fn network(world: &World) -> (Vec<i64>, Vec<i64>) {
    let upload = world.upload("tickets.csv", TICKETS.as_bytes()).await;
    let seen = world
        .ok(
            "imports.inspect",
            json!({"upload": upload, "kind": "work_orders"}),
        )
        .await;
    let input = json!({"upload": upload, "kind": "work_orders", "mapping": seen["mapping"], "doubles": "skip",
        "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
    let run = world.job("imports.run", input).await;
    assert_eq!(run["result"]["committed"], true, "{run}");
    let sort = json!([{"key": "external_number"}]);
    let orders = world
        .ok("work_orders.page", json!({"limit": 10, "sort": sort}))
        .await;
    let ids = |key: &str| -> Vec<i64> {
        let rows = orders["rows"].as_array().unwrap().iter();
        rows.map(|row| row[key].as_i64().unwrap()).collect()
    };
    (ids("id"), ids("outlet_id"))
}

/// The file that a job made, as its owner reads it.
async fn pdf(world: &World, job: &Value) -> Vec<u8> {
    assert_eq!(job["state"], "succeeded", "{job}");
    let file = job["result"]["file"]["file"].as_str().unwrap();
    let opened = world.app.download(file, &world.admin).await.unwrap();
    let bytes = std::fs::read(&opened.path).unwrap();
    assert!(
        bytes.starts_with(b"%PDF-1.7") && opened.name.ends_with(".pdf"),
        "{}",
        opened.name
    );
    assert_eq!(job["result"]["file"]["bytes"], bytes.len());
    bytes
}

#[test]
fn service_sheets_of_several_orders_are_one_file_with_a_page_each() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let (orders, _) = network(&world).await;
        let one = world.job("work_orders.print", json!({"ids": [orders[1]]})).await;
        assert_eq!(one["result"]["pages"], 1, "{one}");
        let name = one["result"]["file"]["name"].as_str().unwrap();
        assert!(name.starts_with("Service sheet WO-"), "{name}");
        let all = world.job("work_orders.print", json!({"ids": orders})).await;
        assert_eq!(all["result"]["pages"], 3, "{all}");
        assert_eq!(all["result"]["file"]["name"], "Service sheet 2026-11-22.pdf");
        // The clock stands still, so the same sheets are the same file.
        let again = world.job("work_orders.print", json!({"ids": orders})).await;
        assert_eq!(pdf(&world, &all).await, pdf(&world, &again).await);
        let history = outpost_core::db::sql("select count(*) from history where code = 'printed'");
        let mut tx = world.app.db().read().await.unwrap();
        assert_eq!(history.number(&mut tx).await.unwrap(), 3);
    });
}

#[test]
fn a_sheet_is_printed_only_of_what_one_may_see() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let (orders, outlets) = network(&world).await;
        let own = json!({"kind": "outlets", "outlet_ids": [outlets[0]]});
        let outlet = world.person("chaoyang", "outlet", own).await;
        let of = |ids: Value| json!({"ids": ids});
        let foreign = world.refused_to(&outlet, "work_orders.print", of(json!([orders[0], orders[2]])));
        assert_eq!(foreign.await, "not_found");
        let started = world
            .call(&outlet, "work_orders.print", of(json!([orders[0]])))
            .await
            .unwrap();
        let job = world.finished(&started).await;
        assert_eq!(job["result"]["pages"], 1, "{job}");
        let file = job["result"]["file"]["file"].as_str().unwrap();
        assert!(world.app.download(file, &outlet).await.is_ok());
        assert!(
            world.app.download(file, &world.admin).await.is_err(),
            "a file is its owner's alone"
        );
        for (ids, code) in [
            (json!([]), "number_out_of_range"),
            (json!(vec![orders[0]; 201]), "number_out_of_range"),
            (json!([987_654]), "not_found"),
            (json!(["1"]), "bad_input"),
        ] {
            assert_eq!(
                world.refused("work_orders.print", of(ids.clone())).await,
                code,
                "{ids}"
            );
        }
    });
}
