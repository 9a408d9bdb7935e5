//! The search: what is found, by whom, before and after the index has read it, and what leaves it.

use crate::world::{NOW, World, on_both};
use outpost_core::Caller;
use outpost_core::db::sql;
use serde_json::{Value, json};

const PEOPLE: &[(i64, &str, &str, &str, &str, &str)] = &[
    (
        1,
        "WO-2611-0000123",
        "张三",
        "13812345678",
        "海尔空调 KFR-35",
        "SN9A7731",
    ),
    (
        2,
        "WO-2611-0000124",
        "李思",
        "139-8765-4321",
        "Midea fridge",
        "SN9A7732",
    ),
    (
        3,
        "WO-2610-0004711",
        "王重庆",
        "13800005678",
        "格力空调",
        "XK-55%_1",
    ),
    (4, "WO-2610-0004712", "Anna Zimmer", "", "", ""),
];

async fn network(world: &World) {
    let mut tx = world.app.db().write().await.unwrap();
    let mut run = async |text: String| sql(text).run(&mut tx).await.map(drop).unwrap();
    for outlet in [1, 2] {
        run(format!("insert into outlets (id, code, name, kind, created_at) values ({outlet}, 'NA{outlet}', '朝阳{outlet}站', 'direct', 0)")).await;
    }
    run("insert into engineers (id, code, name, outlet_id, phone, created_at) values (1, 'E1', '赵师傅', 1, '13700001111', 0)".to_owned()).await;
    run("insert into customers (id, code, name, kind, phone, created_at) values (1, 'C1', '张三丰', 'person', '13812345678', 0)".to_owned()).await;
    for (id, number, name, phone, product, serial) in PEOPLE {
        let outlet = if *id < 3 { 1 } else { 2 };
        run(format!("insert into work_orders (id, number, kind, priority, outlet_id, contact_name, contact_phone, product_name, serial_number, state,
            is_open, opened_at, opened_day, digest, created_at)
            values ({id}, '{number}', 'repair', 'normal', {outlet}, '{name}', '{phone}', '{product}', '{serial}', 'open', 1, {}, 0, 0, 0)",
            NOW.0 - id)).await;
    }
    tx.commit().await.unwrap();
}

async fn read_all(world: &World) {
    while outpost_core::search::index(&world.app).await.unwrap() {}
}

/// Ids of the orders that the list shows for a search.
async fn orders(world: &World, caller: &Caller, text: &str) -> Vec<i64> {
    let page = world
        .call(caller, "work_orders.page", json!({"limit": 50, "text": text}))
        .await
        .unwrap();
    let ids: Vec<i64> = page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["id"].as_i64().unwrap())
        .collect();
    let total = world
        .call(caller, "work_orders.total", json!({"text": text}))
        .await
        .unwrap();
    assert_eq!(total["count"], ids.len(), "{text}");
    ids
}

/// (search, orders), but for initials, which only the index knows.
const FOUND: &[(&str, &[i64])] = &[
    ("0000123", &[1]),
    ("2611", &[1, 2]),
    ("wo-2610", &[3, 4]),
    ("712", &[4]),
    ("5678", &[1, 3]),
    ("4321", &[2]),
    ("87654321", &[2]),
    ("0000", &[1, 2]),
    ("8765", &[]),
    ("空调", &[1, 3]),
    ("张三", &[1]),
    ("三", &[1]),
    ("a77", &[1, 2]),
    ("FRIDGE", &[2]),
    ("zimm", &[4]),
    ("空调 5678", &[1, 3]),
    ("格力 5678", &[3]),
    ("空调 李思", &[]),
    ("55%_", &[3]),
    ("%", &[3]),
    ("_", &[3]),
    ("' or 1=1 --", &[]),
    ("\\", &[]),
    ("🙂🙂", &[]),
];

#[test]
fn fragments_words_and_tails_are_found_before_and_after_the_index_has_read_them() {
    on_both(async |on| {
        let world = World::new(on).await;
        network(&world).await;
        for read in [false, true] {
            for (text, expected) in FOUND {
                assert_eq!(
                    orders(&world, &world.admin, text).await,
                    *expected,
                    "{text}, read: {read}"
                );
            }
            read_all(&world).await;
        }
        for (text, expected) in [
            ("zs", &[1_i64][..]),
            ("wcq", &[3]),
            ("wzq", &[3]),
            ("hekt", &[1]),
            ("ls", &[2]),
            ("kt", &[1, 3]),
            ("glkt zq", &[3]),
        ] {
            assert_eq!(orders(&world, &world.admin, text).await, expected, "{text}");
        }
        let check = world.job("admin.verify", json!({})).await;
        let checks = check["result"]["checks"].as_array().unwrap();
        let of_search = checks.iter().find(|c| c["code"] == "search").unwrap();
        assert_eq!(
            (&of_search["ok"], &of_search["params"]["rows"]),
            (&json!(true), &json!(9))
        );
        let mut tx = world.app.db().write().await.unwrap();
        sql("delete from search_postings where entity = 'work_orders' and term > 1000000000000000000")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let check = world.job("admin.verify", json!({})).await;
        let checks = check["result"]["checks"].as_array().unwrap();
        let of_search = checks.iter().find(|c| c["code"] == "search").unwrap();
        assert_eq!(
            (&of_search["ok"], &of_search["params"]["found"]),
            (&json!(false), &json!(3)),
            "rows lost their initials"
        );
    });
}

#[test]
fn a_changed_row_is_found_by_what_it_says_now_and_a_deleted_one_not_at_all() {
    on_both(async |on| {
        let world = World::new(on).await;
        network(&world).await;
        read_all(&world).await;
        let run = async |text: &str| {
            let mut tx = world.app.db().write().await.unwrap();
            sql(text).run(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
        };
        run("update work_orders set contact_name = '钱多多', contact_phone = '13899990000' where id = 1")
            .await;
        for read in [false, true] {
            assert_eq!(orders(&world, &world.admin, "钱多").await, [1], "read: {read}");
            assert_eq!(
                orders(&world, &world.admin, "张三").await,
                [] as [i64; 0],
                "read: {read}"
            );
            assert_eq!(orders(&world, &world.admin, "5678").await, [3], "read: {read}");
            read_all(&world).await;
        }
        assert_eq!(orders(&world, &world.admin, "qdd").await, [1]);
        run("delete from work_orders where id = 3").await;
        assert_eq!(orders(&world, &world.admin, "5678").await, [] as [i64; 0]);
        world.job("admin.rebuild_figures", json!({})).await;
        assert_eq!(
            orders(&world, &world.admin, "钱多").await,
            [1],
            "while it is made anew"
        );
        read_all(&world).await;
        assert_eq!(orders(&world, &world.admin, "qdd").await, [1]);
        let mut tx = world.app.db().read().await.unwrap();
        let left = sql("select count(*) from search_queue")
            .number(&mut tx)
            .await
            .unwrap();
        assert_eq!(left, 0);
    });
}

#[test]
fn nobody_finds_beyond_their_scope_or_by_what_they_see_masked() {
    on_both(async |on| {
        let world = World::new(on).await;
        network(&world).await;
        let here = world
            .person("here", "outlet", json!({"kind": "outlets", "outlet_ids": [1]}))
            .await;
        let planner = world.person("planner", "planner", json!({"kind": "all"})).await;
        for _ in 0..2 {
            assert_eq!(orders(&world, &here, "5678").await, [1]);
            assert_eq!(orders(&world, &here, "空调").await, [1]);
            for hidden in ["5678", "13812345678", "张三", "zs", "zimmer"] {
                assert_eq!(orders(&world, &planner, hidden).await, [] as [i64; 0], "{hidden}");
            }
            assert_eq!(orders(&world, &planner, "空调").await, [1, 3]);
            read_all(&world).await;
        }
        let found = world
            .call(&planner, "search.find", json!({"text": "12345678"}))
            .await
            .unwrap();
        assert_eq!(found["hits"], json!([]));
        let found = world
            .call(&planner, "search.find", json!({"text": "0000123"}))
            .await
            .unwrap();
        assert!(
            !found.to_string().contains("张三"),
            "what is masked in the list is masked here: {found}"
        );
        let found = world
            .call(&here, "search.find", json!({"text": "朝阳"}))
            .await
            .unwrap();
        assert_eq!(found["hits"].as_array().unwrap().len(), 1, "{found}");
    });
}

#[test]
fn one_box_finds_every_kind_of_record() {
    on_both(async |on| {
        let world = World::new(on).await;
        network(&world).await;
        let before = world.ok("search.find", json!({"text": "张三"})).await;
        assert_eq!(before["indexing"], true);
        read_all(&world).await;
        let hits = async |text: &str| {
            let found = world.ok("search.find", json!({"text": text})).await;
            assert_eq!(found["indexing"], false);
            let hits = found["hits"].as_array().unwrap().clone();
            hits.iter()
                .map(|h| {
                    format!(
                        "{} {} {}",
                        h["kind"].as_str().unwrap(),
                        h["title"].as_str().unwrap(),
                        h["matched"].as_str().unwrap()
                    )
                })
                .collect::<Vec<_>>()
        };
        assert_eq!(
            hits("zs").await,
            [
                "work_order WO-2611-0000123 contact_name",
                "customer 张三丰 name",
                "engineer 赵师傅 name"
            ]
        );
        assert_eq!(hits("1111").await, ["engineer 赵师傅 phone"]);
        assert_eq!(hits("na2").await, ["outlet 朝阳2站 code"]);
        assert_eq!(hits("王磊").await, ["user 王磊 name"]);
        assert_eq!(hits("a7732").await, ["work_order WO-2611-0000124 serial_number"]);
        for nothing in ["", " ", "1", "x"] {
            assert_eq!(hits(nothing).await, [] as [&str; 0], "{nothing}");
        }
        assert_eq!(
            world
                .refused("search.find", json!({"text": "zs", "limit": 0}))
                .await,
            "number_out_of_range"
        );
        assert_eq!(
            world.refused("search.find", json!({"text": 3})).await,
            "bad_input"
        );
        let long = "张".repeat(5000);
        assert_eq!(hits(&long).await, [] as [&str; 0]);
    });
}

#[test]
fn an_import_is_found_at_once_and_its_undo_leaves_nothing() {
    on_both(async |on| {
        let world = World::new(on).await;
        let file = "工单号,报修时间,联系人,电话,网点\nTT-90001,2026-11-02 09:00,孙悟空,13912340001,花果山站\nTT-90002,2026-11-02 10:00,孙悟饭,13912340002,花果山站\n";
        let upload = world.upload("a.csv", file.as_bytes()).await;
        let seen = world
            .ok(
                "imports.inspect",
                json!({"upload": upload, "kind": "work_orders"}),
            )
            .await;
        let input = json!({"upload": upload, "kind": "work_orders", "mapping": seen["mapping"], "doubles": "skip",
            "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
        let done: Value = world.job("imports.run", input).await;
        assert_eq!(done["state"], "succeeded", "{done}");
        assert_eq!(orders(&world, &world.admin, "孙悟").await.len(), 2);
        read_all(&world).await;
        assert_eq!(orders(&world, &world.admin, "swk").await.len(), 1);
        let batches = world.ok("import_batches.page", json!({"limit": 1})).await;
        let undone = world
            .job("imports.undo", json!({"batch_id": batches["rows"][0]["id"]}))
            .await;
        assert_eq!(undone["state"], "succeeded", "{undone}");
        read_all(&world).await;
        assert_eq!(orders(&world, &world.admin, "孙悟").await.len(), 0);
        let mut tx = world.app.db().read().await.unwrap();
        let text = "select count(*) from search_postings where entity = 'work_orders'";
        assert_eq!(
            sql(text).number(&mut tx).await.unwrap(),
            0,
            "its pieces are gone with it"
        );
    });
}
