//! What people may not see does not reach them by another way: paper, a photo's notes, a shared filter, an old message.

use crate::documents::{orders, photo};
use crate::world::{On, World, on_both};
use outpost_core::Caller;
use outpost_core::db::sql;
use serde_json::{Value, json};

async fn run(world: &World, text: &str) {
    let mut tx = world.app.db().write().await.unwrap();
    sql(text.to_owned()).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

/// The paper that a person's job makes.
async fn paper(world: &World, caller: &Caller, operation: &str, input: Value) -> Vec<u8> {
    let job = world.job_of(caller, operation, input).await;
    assert_eq!(job["state"], "succeeded", "{job}");
    let file = job["result"]["file"]["file"].as_str().unwrap();
    let opened = world.app.download(file, caller).await.unwrap();
    std::fs::read(opened.path).unwrap()
}

/// The same orders, and two outlets more that nobody but the administrator sees.
async fn network(world: &World) -> Caller {
    orders(world).await;
    let insert = "insert into outlets (id, code, name, kind, region_path, created_at)
        values (3, 'N3', '望京站', 'direct', '/', 0), (4, 'N4', '龙华站', 'direct', '/', 0)";
    run(world, insert).await;
    let scope = json!({"kind": "outlets", "outlet_ids": [1]});
    world.person("near", "outlet", scope).await
}

#[test]
fn a_report_names_only_outlets_that_one_sees() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let near = network(&world).await;
        let of = |outlets: Value| {
            json!({"from": 1_790_784_000_000_i64, "to": 1_796_054_400_000_i64, "format": "pdf", "outlet_ids": outlets,
                "figures": [{"which": "flow", "width": 1, "height": 1}]})
        };
        for [one, other] in [[json!([1, 3]), json!([1, 4])], [json!([3]), json!([4])]] {
            let mine = paper(&world, &near, "insight.report", of(one.clone())).await;
            let same = paper(&world, &near, "insight.report", of(other.clone())).await;
            assert!(mine == same, "the name of {one} or {other} is on the paper");
            let all = paper(&world, &world.admin, "insight.report", of(one)).await;
            let named = paper(&world, &world.admin, "insight.report", of(other)).await;
            assert!(all != named, "who sees both reads which it is");
        }
    });
}

#[test]
fn a_person_s_name_is_masked_wherever_the_list_masks_it() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        network(&world).await;
        run(
            &world,
            "update work_orders set contact_name = '王小明', address = '朝阳路1号院2号楼'",
        )
        .await;
        let keeper = world.person("store", "warehouse", json!({"kind": "all"})).await;
        let fact = async |caller: &Caller, field: &str| {
            let document = world
                .call(caller, "work_orders.document", json!({"id": 1}))
                .await
                .unwrap();
            let facts = document["facts"].as_array().unwrap().clone();
            facts.into_iter().find(|fact| fact["field"] == field).unwrap()["value"].clone()
        };
        for (field, whole, masked) in [
            ("contact_name", "王小明", "王***"),
            ("contact_phone", "13812345678", "138****5678"),
            ("address", "朝阳路1号院2号楼", "朝阳***"),
            ("outlet_name", "站1", "站1"),
        ] {
            assert_eq!(fact(&world.admin, field).await, whole);
            assert_eq!(fact(&keeper, field).await, masked);
        }
        let sheet =
            async |caller: &Caller| paper(&world, caller, "work_orders.print", json!({"ids": [1]})).await;
        let (theirs, whole) = (sheet(&keeper).await, sheet(&world.admin).await);
        run(&world, "update work_orders set contact_name = '王大力'").await;
        assert!(sheet(&keeper).await == theirs, "the sheet tells the name");
        assert!(sheet(&world.admin).await != whole);
    });
}

/// A photo whose camera noted where it stood: 39°54' N, 116°23' E.
fn photo_with_place() -> Vec<u8> {
    let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
        [
            &tag.to_le_bytes()[..],
            &kind.to_le_bytes(),
            &count.to_le_bytes(),
            &value,
        ]
        .concat()
    };
    let degrees = |d: u32, m: u32| [d, 1, m, 1, 0, 1].map(u32::to_le_bytes).concat();
    // A directory with one entry, the directory of the place at 26, and its two values at 80 and 104.
    let tiff = [
        b"II*\0".to_vec(),
        8_u32.to_le_bytes().to_vec(),
        1_u16.to_le_bytes().to_vec(),
        entry(0x8825, 4, 1, 26_u32.to_le_bytes()),
        0_u32.to_le_bytes().to_vec(),
        4_u16.to_le_bytes().to_vec(),
        entry(1, 2, 2, *b"N\0\0\0"),
        entry(2, 5, 3, 80_u32.to_le_bytes()),
        entry(3, 2, 2, *b"E\0\0\0"),
        entry(4, 5, 3, 104_u32.to_le_bytes()),
        0_u32.to_le_bytes().to_vec(),
        degrees(39, 54),
        degrees(116, 23),
    ]
    .concat();
    let length = u16::try_from(tiff.len() + 8).unwrap().to_be_bytes();
    let mut bytes = photo(64, 48);
    let segment = [&[0xFF, 0xE1][..], &length, b"Exif\0\0", &tiff].concat();
    bytes.splice(2..2, segment);
    bytes
}

#[test]
fn a_photo_does_not_tell_where_somebody_lives() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let near = network(&world).await;
        let keeper = world.person("store", "warehouse", json!({"kind": "all"})).await;
        let bytes = photo_with_place();
        let upload = world.upload("门口.jpg", &bytes).await;
        let added = world
            .ok("work_orders.attach", json!({"id": 1, "upload": upload}))
            .await;
        assert_eq!(added["latitude"], 39.9, "{added}");
        let original = added["file"].as_str().unwrap();
        let read = async |caller: &Caller, file: &str| {
            let opened = world.app.download(file, caller).await;
            opened.map_or_else(
                |error| error.code.as_str().into(),
                |file| std::fs::read(file.path).unwrap(),
            )
        };
        assert!(
            read(&near, original).await == bytes,
            "who sees addresses gets it as it was taken"
        );
        assert_eq!(read(&keeper, original).await, b"not_found");
        let seen = world
            .call(&keeper, "work_orders.attachments", json!({"id": 1}))
            .await
            .unwrap();
        let theirs = &seen["attachments"][0];
        assert_eq!(
            (theirs.get("latitude"), &theirs["file"]),
            (None, &theirs["preview"])
        );
        let shown = read(&keeper, theirs["file"].as_str().unwrap()).await;
        assert!(image::load_from_memory(&shown).is_ok());
        assert!(!shown.windows(4).any(|four| four == b"Exif"), "drawn anew");
        // A photo that notes no place is read by all who see the order.
        let upload = world.upload("铭牌.jpg", &photo(32, 32)).await;
        let plain = world
            .ok("work_orders.attach", json!({"id": 1, "upload": upload}))
            .await;
        assert_eq!(
            read(&keeper, plain["file"].as_str().unwrap()).await,
            photo(32, 32)
        );
    });
}

#[test]
fn a_view_that_speaks_of_somebody_is_not_shared() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let all = json!({"kind": "all"});
        let manager = world.person("manager", "manager", all.clone()).await;
        let planner = world.person("planner", "planner", all).await;
        let phone = json!({"field": "contact_phone", "op": "contains", "value": "13812345678"});
        let deep = json!({"filter": {"or": [{"not": {"and": [phone]}}, {"field": "state", "op": "eq", "value": "open"}]}});
        let sorted = json!({"sort": [{"key": "contact_name"}]});
        let view = |name: &str, shared: bool, spec: &Value| json!({"grid": "work_orders", "name": name, "shared": shared, "spec": spec});
        for spec in [&deep, &sorted] {
            let refused = world
                .refused_to(&manager, "views.save", view("王女士", true, spec))
                .await;
            assert_eq!(refused, "view_personal", "{spec}");
        }
        let own = world
            .call(&manager, "views.save", view("王女士", false, &deep))
            .await
            .unwrap();
        let share = json!({"id": own["id"], "version": 1, "shared": true});
        assert_eq!(
            world.refused_to(&manager, "views.share", share).await,
            "view_personal"
        );
        // One of another time, shared already: who may not see numbers does not see it.
        run(&world, "update saved_views set shared = 1").await;
        let listed = async |caller: &Caller| {
            let list = world
                .call(caller, "views.list", json!({"grid": "work_orders"}))
                .await
                .unwrap();
            list["views"].as_array().unwrap().len()
        };
        assert_eq!((listed(&manager).await, listed(&planner).await), (1, 0));
    });
}

#[test]
fn what_was_said_and_taken_back_is_gone_from_the_inbox_too() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let near = network(&world).await;
        let people = world
            .ok("work_orders.people", json!({"id": 1, "text": "near"}))
            .await;
        let say = async |text: &str| {
            let input = json!({"id": 1, "text": text, "mentions": [people["people"][0]["id"]]});
            world.ok("work_orders.comment", input).await["id"].clone()
        };
        let (wrong, right) = (say("客户银行卡 6222").await, say("请补签字单").await);
        let inbox = async || {
            world
                .call(&near, "inbox.list", json!({}))
                .await
                .unwrap()
                .to_string()
        };
        let before = inbox().await;
        assert!(before.contains("6222") && before.contains("签字单"), "{before}");
        world
            .ok("work_orders.delete_comment", json!({"id": 1, "comment": wrong}))
            .await;
        let after = inbox().await;
        assert!(!after.contains("6222") && after.contains("签字单"), "{after}");
        let unread = world.call(&near, "inbox.unread", json!({})).await.unwrap();
        assert!(unread.to_string().contains('1'), "{unread}");
        assert_ne!(wrong, right);
    });
}

#[test]
fn whatever_leaves_the_house_as_a_file_is_told() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let near = network(&world).await;
        let period = json!({"from": 1_790_784_000_000_i64, "to": 1_796_054_400_000_i64});
        let with = |more: Value| {
            let mut asked = period.clone();
            asked
                .as_object_mut()
                .unwrap()
                .extend(more.as_object().unwrap().clone());
            asked
        };
        let figure = json!({"which": "flow", "format": "svg", "width": 600, "height": 300});
        for (operation, input, code, what) in [
            (
                "insight.report",
                with(json!({"format": "pdf"})),
                "printed",
                "report",
            ),
            ("insight.brief_pdf", json!({}), "printed", "brief"),
            ("insight.figure_file", with(figure), "exported", "figure"),
            (
                "work_orders.print",
                json!({"ids": [1]}),
                "printed",
                "service_sheet",
            ),
        ] {
            let job = world.job_of(&near, operation, input).await;
            assert_eq!(job["state"], "succeeded", "{job}");
            let mut tx = world.app.db().read().await.unwrap();
            let text = "select code, params from history where actor_name = 'near' and entity = 'export' order by id desc limit 1";
            let told: Option<(String, String)> = sql(text).optional(&mut tx).await.unwrap();
            let (told_code, params) = told.expect(operation);
            assert!(
                told_code == code && params.contains(what),
                "{operation}: {told_code} {params}"
            );
        }
    });
}
