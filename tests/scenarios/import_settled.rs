//! What was decided here stands: imports pass over audited and void orders, and no undo takes a change of somebody's away.

use crate::import_masters::masters;
use crate::imports::{clean, count, good, rows, run};
use crate::world::{NOW, On, World, on_both};
use serde_json::{Value, json};

/// The list's row of an order.
async fn order(world: &World, external: &str) -> Value {
    let filter = json!({"field": "external_number", "op": "eq", "value": external});
    let page = world
        .ok("work_orders.page", json!({"limit": 1, "filter": filter}))
        .await;
    page["rows"][0].clone()
}

async fn version(world: &World, id: &Value) -> Value {
    world.ok("work_orders.document", json!({"id": id})).await["version"].clone()
}

async fn audit(world: &World, external: &str) {
    let id = order(world, external).await["id"].clone();
    let input = json!({"id": id, "version": version(world, &id).await});
    world.ok("work_orders.audit", input).await;
}

async fn make_void(world: &World, external: &str) {
    let id = order(world, external).await["id"].clone();
    let version = version(world, &id).await;
    let input = json!({"id": id, "version": version, "reason": {"code": "duplicate"}});
    world.ok("work_orders.void", input).await;
}

/// Everything that can be made again or compared agrees.
async fn sound(world: &World) {
    clean(world).await;
    let job = world.job("admin.verify", json!({})).await;
    assert_eq!(job["result"]["ok"], true, "{job}");
}

/// The four orders of `good`, each with another cost, and a fifth one.
fn dearer() -> Vec<u8> {
    rows(&[
        "A-1,2026-11-02 09:00,2026-11-03 09:00,2026-11-02 15:00,已完成,维修,普通,空调,朝阳站,王女士,13812345678,朝阳路1号,500",
        "A-2,2026-11-02 10:00,2026-11-03 10:00,2026-11-04 10:00,已完成,维修,加急,空调,朝阳站,李先生,13812345679,朝阳路2号,600",
        "A-3,2026-11-20 10:00,2026-11-21 10:00,2026-11-20 12:00,已完成,维修,特急,冰箱,海淀站,赵先生,13812345680,中关村3号,700",
        "A-4,2026-11-05 10:00,,2026-11-05 11:00,已完成,安装,普通,冰箱,海淀站,钱先生,13812345681,中关村4号,800",
        "A-5,2026-11-06 10:00,,2026-11-06 11:00,已完成,安装,普通,冰箱,丰台站,孙先生,13812345682,丰台路5号,900",
    ])
}

fn figures(report: &Value) -> [i64; 4] {
    ["created", "updated", "skipped", "settled"].map(|key| report[key].as_i64().unwrap())
}

#[test]
fn an_update_passes_over_audited_and_void_orders() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        run(&world, "a.csv", &good(), json!({})).await;
        audit(&world, "A-1").await;
        make_void(&world, "A-3").await;
        let (audited, gone) = (order(&world, "A-1").await, order(&world, "A-3").await);
        let update = json!({"doubles": "update"});
        let mut dry = update.clone();
        dry["dry_run"] = json!(true);
        let told = run(&world, "b.csv", &dearer(), dry).await;
        assert_eq!(figures(&told["result"]), [1, 2, 2, 2], "{told}");
        let done = run(&world, "b.csv", &dearer(), update.clone()).await;
        assert_eq!(figures(&done["result"]), [1, 2, 2, 2], "{done}");
        assert_eq!(
            order(&world, "A-1").await,
            audited,
            "an audited order does not change"
        );
        assert_eq!(order(&world, "A-3").await, gone, "a void order stays void");
        assert_eq!(order(&world, "A-2").await["cost"], 60_000);
        sound(&world).await;
        let undo = world
            .job("imports.undo", json!({"batch_id": done["result"]["batch_id"]}))
            .await;
        assert_eq!(
            undo["result"],
            json!({"removed": 1, "restored": 2, "kept": 0}),
            "what was passed over is in nobody's way: {undo}"
        );
        assert_eq!(order(&world, "A-2").await["cost"], 8_000);
        sound(&world).await;
        // A file of settled orders alone changes nothing, and all of it is told as skipped.
        audit(&world, "A-2").await;
        let only = rows(&[
            "A-1,2026-11-02 09:00,,,处理中,,,,,,,,1",
            "A-2,2026-11-02 10:00,,,处理中,,,,,,,,1",
        ]);
        let nothing = run(&world, "c.csv", &only, update).await;
        assert_eq!(figures(&nothing["result"]), [0, 0, 2, 2], "{nothing}");
        sound(&world).await;
    });
}

#[test]
fn an_order_called_off_by_its_source_is_updated_like_any_other() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let off = rows(&["C-1,2026-11-02 09:00,,,已取消,维修,普通,空调,朝阳站,,,,"]);
        run(&world, "a.csv", &off, json!({})).await;
        assert_eq!(order(&world, "C-1").await["state"], "cancelled");
        let back = rows(&["C-1,2026-11-02 09:00,,2026-11-02 15:00,已完成,维修,普通,空调,朝阳站,,,,"]);
        let update = run(&world, "b.csv", &back, json!({"doubles": "update"})).await;
        assert_eq!(figures(&update["result"]), [0, 1, 0, 0], "{update}");
        assert_eq!(order(&world, "C-1").await["state"], "completed");
        sound(&world).await;
    });
}

#[test]
fn an_undo_is_refused_where_an_order_it_replaced_was_changed_since() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let first = run(&world, "a.csv", &good(), json!({})).await;
        let second = run(&world, "b.csv", &dearer(), json!({"doubles": "update"})).await;
        audit(&world, "A-1").await;
        make_void(&world, "A-2").await;
        let before = (order(&world, "A-1").await, order(&world, "A-2").await);
        let undo = async |batch: &Value| {
            world
                .job("imports.undo", json!({"batch_id": batch["result"]["batch_id"]}))
                .await
        };
        let refused = undo(&second).await;
        assert_eq!(
            (&refused["error"]["code"], &refused["error"]["params"]),
            (
                &json!("import_not_undoable"),
                &json!({"reason": "changed", "count": 2})
            ),
            "{refused}"
        );
        assert_eq!(
            (order(&world, "A-1").await, order(&world, "A-2").await),
            before,
            "audited stays audited, void stays void"
        );
        assert_eq!(
            count(&world, Value::Null).await,
            5,
            "nothing of it was taken back"
        );
        assert_eq!(undo(&first).await["error"]["params"]["reason"], "later_import");
        sound(&world).await;
    });
}

#[test]
fn batches_are_undone_one_after_the_other() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let mut batches = vec![run(&world, "a.csv", &good(), json!({})).await];
        for name in ["b.csv", "c.csv"] {
            batches.push(run(&world, name, &dearer(), json!({"doubles": "update"})).await);
        }
        for batch in batches.iter().rev() {
            let undo = world
                .job("imports.undo", json!({"batch_id": batch["result"]["batch_id"]}))
                .await;
            assert_eq!(undo["state"], "succeeded", "{undo}");
            sound(&world).await;
        }
        assert_eq!(count(&world, Value::Null).await, 0);
    });
}

#[test]
fn what_people_said_and_attached_keeps_an_import_from_being_undone() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let batch = run(&world, "a.csv", &good(), json!({})).await;
        let undo = json!({"batch_id": batch["result"]["batch_id"]});
        let id = order(&world, "A-2").await["id"].clone();
        let other = order(&world, "A-3").await["id"].clone();
        let said = world
            .ok("work_orders.comment", json!({"id": id, "text": "客户已回电"}))
            .await;
        let upload = world.upload("a.txt", b"text").await;
        let attached = world
            .ok("work_orders.attach", json!({"id": other, "upload": upload}))
            .await;
        let refused = world.job("imports.undo", undo.clone()).await;
        assert_eq!(
            refused["error"]["params"],
            json!({"reason": "changed", "count": 2}),
            "{refused}"
        );
        let back = json!({"id": id, "comment": said["id"]});
        world.ok("work_orders.delete_comment", back).await;
        let refused = world.job("imports.undo", undo.clone()).await;
        assert_eq!(refused["error"]["params"]["count"], 1, "{refused}");
        let removal = json!({"id": other, "attachment": attached["id"], "reason": {"code": "wrong_file"}});
        world.ok("work_orders.remove_attachment", removal).await;
        let undone = world.job("imports.undo", undo).await;
        assert_eq!(undone["result"]["removed"], 4, "{undone}");
        for table in ["document_comments", "document_attachments"] {
            let mut tx = world.app.db().read().await.unwrap();
            let left = outpost_core::db::sql(format!("select count(*) from {table}"));
            assert_eq!(left.number(&mut tx).await.unwrap(), 0, "{table}");
        }
        sound(&world).await;
    });
}

const OUTLETS: &str = "网点编码,网点名称,网点类型,电话\nBJ01,朝阳站,特约,010-12345678\nBJ02,海淀站,直营,\n";
const NEWER: &str = "网点编码,网点名称,网点类型,电话\nBJ01,朝阳中心站,特约,010-87654321\n";

async fn save_outlet(world: &World, id: i64, version: i64, name: &str) -> Result<Value, outpost_core::Error> {
    let outlet = json!({"name": name, "kind": "direct", "active": true});
    let input = json!({"id": id, "version": version, "outlet": outlet});
    world.call(&world.admin, "outlets.update", input).await
}

#[test]
fn a_form_that_was_open_while_an_import_ran_is_told_so() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        masters(&world, "outlets", OUTLETS, "skip").await;
        let open = world.ok("outlets.get", json!({"id": 1})).await;
        masters(&world, "outlets", NEWER, "update").await;
        let seen = open["version"].as_i64().unwrap();
        let refused = save_outlet(&world, 1, seen, "朝阳站").await.unwrap_err();
        assert_eq!(refused.code.as_str(), "stale_version");
        let now = world.ok("outlets.get", json!({"id": 1})).await;
        assert_eq!(
            (&now["version"], &now["phone"]),
            (&json!(seen + 1), &json!("010-87654321"))
        );
        let other = world.ok("outlets.get", json!({"id": 2})).await;
        assert_eq!(other["version"], 1, "what the file does not name stays");
    });
}

#[test]
fn an_import_of_masters_is_not_undone_over_a_later_change() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let first = masters(&world, "outlets", OUTLETS, "skip").await;
        let second = masters(&world, "outlets", NEWER, "update").await;
        let undo = async |batch: &Value| {
            world
                .job("imports.undo", json!({"batch_id": batch["result"]["batch_id"]}))
                .await
        };
        save_outlet(&world, 1, 2, "改过的站").await.unwrap();
        let refused = undo(&second).await;
        assert_eq!(
            refused["error"]["params"],
            json!({"reason": "changed", "count": 1}),
            "{refused}"
        );
        assert_eq!(
            world.ok("outlets.get", json!({"id": 1})).await["name"],
            "改过的站"
        );
        let third = masters(&world, "outlets", NEWER, "update").await;
        assert_eq!(undo(&third).await["result"]["restored"], 1);
        let now = world.ok("outlets.get", json!({"id": 1})).await;
        assert_eq!((&now["name"], &now["version"]), (&json!("改过的站"), &json!(3)));

        let engineers = "工号,姓名,网点编码\nE1,张师傅,BJ02\nE2,刘师傅,BJ02\n";
        let made = masters(&world, "engineers", engineers, "skip").await;
        let words = json!({"name": "张大师傅", "outlet_id": 2, "active": true});
        world
            .ok(
                "engineers.update",
                json!({"id": 1, "version": 1, "engineer": words}),
            )
            .await;
        let refused = undo(&made).await;
        assert_eq!(refused["error"]["params"]["reason"], "changed", "{refused}");
        assert_eq!(world.ok("engineers.total", json!({})).await["count"], 2);
        assert_eq!(undo(&first).await["error"]["params"]["reason"], "later_import");
    });
}

#[test]
fn skipped_regions_keep_what_they_hang_on_and_replaced_ones_come_back() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let tree = "编码,名称,上级编码\n11,北京,\n31,上海,\n1101,市区,11\n";
        masters(&world, "regions", tree, "skip").await;
        let parent = async || {
            let regions = world.ok("regions.get", json!({"id": 3})).await;
            (regions["parent_id"].clone(), regions["version"].clone())
        };
        let before = parent().await;
        let moved = "编码,名称,上级编码\n1101,市区,31\n3101,浦东,31\n";
        let skipped = masters(&world, "regions", moved, "skip").await;
        assert_eq!(skipped["result"]["skipped"], 1, "{skipped}");
        assert_eq!(parent().await, before, "skipped is skipped whole");
        let update = masters(&world, "regions", moved, "update").await;
        assert_eq!(parent().await, (json!(2), json!(2)));
        let undo = json!({"batch_id": update["result"]["batch_id"]});
        assert_eq!(world.job("imports.undo", undo).await["state"], "succeeded");
        assert_eq!(parent().await, before);
    });
}

#[test]
fn an_order_tells_which_import_wrote_over_it_and_who_changed_it_last() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        run(&world, "a.csv", &good(), json!({})).await;
        let id = order(&world, "A-1").await["id"].clone();
        let document = async || world.ok("work_orders.document", json!({"id": id})).await;
        assert_eq!(document().await.get("changed"), None);
        world.clock.set(NOW.plus(60_000));
        let batch = run(&world, "六月补录.csv", &dearer(), json!({"doubles": "update"})).await;
        let timeline = world.ok("work_orders.timeline", json!({"id": id})).await;
        let events = timeline["events"].as_array().unwrap();
        let codes: Vec<&str> = events.iter().map(|e| e["code"].as_str().unwrap()).collect();
        assert_eq!(codes, ["opened", "completed", "imported", "import_updated"]);
        let last = &events[3];
        assert_eq!(
            (&last["params"], &last["actor"], &last["group"], &last["at"]),
            (
                &json!({"file": "六月补录.csv"}),
                &json!("王磊"),
                &json!("change"),
                &json!(NOW.0 + 60_000)
            )
        );
        let changed = document().await["changed"].clone();
        assert_eq!(
            (&changed["by"], &changed["at"]),
            (&json!("王磊"), &json!(NOW.0 + 60_000))
        );
        let stale = world
            .call(&world.admin, "work_orders.audit", json!({"id": id, "version": 1}))
            .await
            .unwrap_err();
        assert_eq!(
            (stale.code.as_str(), &stale.params["at"]),
            ("stale_version", &json!(NOW.0 + 60_000))
        );
        world.clock.set(NOW.plus(120_000));
        world
            .job("imports.undo", json!({"batch_id": batch["result"]["batch_id"]}))
            .await;
        assert_eq!(document().await.get("changed"), None, "it is what it was");
        audit(&world, "A-1").await;
        assert_eq!(document().await["changed"]["at"], NOW.0 + 120_000);
    });
}
