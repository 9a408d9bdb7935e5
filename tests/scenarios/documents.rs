//! Documents: who may audit, take back, void and copy an order and what follows from it; what is said and attached.

use crate::world::{On, World, on_both};
use outpost_core::db::{Engine, sql};
use outpost_core::{Caller, Error};
use serde_json::{Value, json};

/// An engineer's outlet 1 and another one; order 1 completed at outlet 1, order 2 open there, order 3 completed at outlet 2.
pub async fn orders(world: &World) {
    let mut tx = world.app.db().write().await.unwrap();
    let mut run = async |text: String| sql(text).run(&mut tx).await.map(drop).unwrap();
    for id in 1..=2 {
        run(format!(
            "insert into outlets (id, code, name, kind, region_path, created_at) values ({id}, 'N{id}', '站{id}', 'direct', '/', 0)"
        ))
        .await;
    }
    for (id, outlet, state, done) in [
        (1, 1, "completed", true),
        (2, 1, "open", false),
        (3, 2, "completed", true),
    ] {
        let (open, times) = if done {
            (0, "3600000, 1, 3600000, 48, 0")
        } else {
            (1, "null, null, null, null, null")
        };
        run(format!(
            "insert into work_orders (id, number, kind, priority, outlet_id, contact_phone, state, is_open, opened_at,
            due_at, due_day, completed_at, resolution_met, handling_ms, handling_bucket, completed_day, opened_day, cost, digest, created_at)
            values ({id}, 'WO-2610-000000{id}', 'repair', 'normal', {outlet}, '13812345678', '{state}', {open}, 0,
            7200000, 0, {times}, 0, 5000, 0, 0)"
        ))
        .await;
    }
    // Rows that brought their own ids have taken none from PostgreSQL's sequence, which a copy would then give again.
    if world.app.db().engine() == Engine::Postgres {
        let past = "select setval(pg_get_serial_sequence('work_orders', 'id'), 100)";
        sql(past).number(&mut tx).await.unwrap();
    }
    tx.commit().await.unwrap();
    world.job("admin.rebuild_figures", json!({})).await;
}

async fn sound(world: &World) {
    let job = world.job("admin.verify", json!({})).await;
    assert_eq!(job["result"]["ok"], true, "{job}");
}

fn reason(code: &str) -> Value {
    json!({ "code": code })
}

async fn document(world: &World, id: i64) -> Value {
    world.ok("work_orders.document", json!({ "id": id })).await
}

fn outlet(id: i64) -> Value {
    json!({"kind": "outlets", "outlet_ids": [id]})
}

#[test]
fn an_audit_is_taken_back_with_a_reason_and_each_step_is_told() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let dispatcher = world
            .person("dispatch", "dispatcher", json!({"kind": "all"}))
            .await;
        let audit = json!({"id": 1, "version": 1, "note": "签字单已核对"});
        let audited = world
            .call(&dispatcher, "work_orders.audit", audit.clone())
            .await
            .unwrap();
        assert_eq!(
            (&audited["phase"], &audited["version"]),
            (&json!("audited"), &json!(2))
        );
        assert_eq!(audited["audited_by"], "dispatch");
        assert_eq!(
            world.refused_to(&dispatcher, "work_orders.audit", audit).await,
            "stale_version"
        );
        let again = json!({"id": 1, "version": 2});
        assert_eq!(world.refused("work_orders.audit", again).await, "document_state");

        let back = json!({"id": 1, "version": 2, "reason": reason("wrong_data")});
        assert_eq!(
            world
                .refused_to(&dispatcher, "work_orders.unaudit", back.clone())
                .await,
            "forbidden"
        );
        for (given, expected) in [
            (reason("no_such_reason"), "reason_unknown"),
            (reason("duplicate"), "reason_unknown"),
            (reason("other"), "value_missing"),
            (json!({"code": "other", "note": "  "}), "value_missing"),
            (json!({"code": "other", "note": "a\u{7}"}), "value_invalid"),
        ] {
            let input = json!({"id": 1, "version": 2, "reason": given});
            assert_eq!(
                world.refused("work_orders.unaudit", input).await,
                expected,
                "{given}"
            );
        }
        assert_eq!(
            world.refused("work_orders.void", back.clone()).await,
            "document_state"
        );
        let open = world.ok("work_orders.unaudit", back).await;
        assert_eq!(
            (&open["phase"], &open["version"]),
            (&json!("submitted"), &json!(3))
        );
        assert_eq!(open.get("audited_at"), None);

        let timeline = world.ok("work_orders.timeline", json!({"id": 1})).await;
        let events = timeline["events"].as_array().unwrap();
        let decided: Vec<&Value> = events.iter().filter(|e| e["group"] == "decision").collect();
        assert_eq!(decided.len(), 2, "{timeline}");
        assert_eq!(
            (&decided[0]["code"], &decided[0]["note"]),
            (&json!("audited"), &json!("签字单已核对"))
        );
        assert_eq!(
            (&decided[1]["reason"], &decided[1]["actor"]),
            (&json!("Data entered wrongly"), &json!("王磊"))
        );
        sound(&world).await;
    });
}

#[test]
fn what_a_phase_does_not_allow_is_refused_and_writes_nothing() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let audit = json!({"id": 2, "version": 1});
        assert_eq!(
            world.refused("work_orders.audit", audit).await,
            "document_state",
            "an open order"
        );
        let unaudit = json!({"id": 1, "version": 1, "reason": reason("wrong_data")});
        assert_eq!(
            world.refused("work_orders.unaudit", unaudit).await,
            "document_state"
        );
        assert_eq!(document(&world, 1).await["version"], 1);
        let shown = document(&world, 2).await;
        let allowed: Vec<&str> = shown["actions"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|a| a["allowed"] == true)
            .map(|a| a["action"].as_str().unwrap())
            .collect();
        assert_eq!(
            allowed,
            ["void", "copy", "comment", "attach", "remove_attachment"]
        );
    });
}

#[test]
fn a_void_order_leaves_the_figures_and_a_copy_begins_anew() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let states = json!({"filter": {"field": "state", "op": "eq", "value": "completed"}});
        assert_eq!(world.ok("work_orders.total", states.clone()).await["count"], 2);
        let void = json!({"id": 1, "version": 1, "reason": {"code": "duplicate", "note": "与 WO-2610-0000003 重复"}});
        let gone = world.ok("work_orders.void", void).await;
        assert_eq!(
            (&gone["phase"], &gone["state"]),
            (&json!("void"), &json!("cancelled"))
        );
        assert_eq!(world.ok("work_orders.total", states).await["count"], 1);
        sound(&world).await;

        let copy = world.ok("work_orders.copy", json!({"id": 1})).await;
        assert_eq!(
            (&copy["phase"], &copy["state"]),
            (&json!("draft"), &json!("open"))
        );
        assert_ne!(copy["number"], gone["number"]);
        let view = world.ok("work_orders.get", json!({"id": copy["id"]})).await;
        assert_eq!(
            (&view["contact_phone"], view.get("cost")),
            (&json!("13812345678"), None)
        );
        let attach = json!({"id": 1, "upload": world.upload("a.txt", b"text").await});
        assert_eq!(
            world.refused("work_orders.attach", attach).await,
            "document_state"
        );
        sound(&world).await;
    });
}

#[test]
fn many_are_audited_each_for_itself() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let job = world
            .job("work_orders.audit_many", json!({"which": {"ids": [1, 2, 3, 99]}}))
            .await;
        assert_eq!(
            (&job["result"]["done"], &job["result"]["refused"]),
            (&json!(2), &json!(2)),
            "{job}"
        );
        let rows = job["result"]["rows"].as_array().unwrap();
        assert_eq!(
            (&rows[0]["number"], &rows[0]["outcome"]),
            (&json!("WO-2610-0000002"), &json!("document_state"))
        );
        assert_eq!(rows[1]["outcome"], "not_found");
        assert_eq!(document(&world, 3).await["phase"], "audited");
        assert_eq!(
            world
                .refused("work_orders.audit_many", json!({"which": {"ids": []}}))
                .await,
            "value_missing"
        );
        sound(&world).await;
    });
}

#[test]
fn all_of_a_filter_but_some_are_audited_and_only_what_one_may_see() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let near = world.person("near", "manager", outlet(1)).await;
        let completed = json!({"field": "state", "op": "eq", "value": "completed"});
        let which = json!({"which": {"filter": completed, "except": [3]}});
        let mine = world
            .job_of(
                &near,
                "work_orders.audit_many",
                json!({"which": {"filter": completed}}),
            )
            .await;
        assert_eq!(mine["result"], json!({"done": 1, "refused": 0, "rows": []}));
        assert_eq!(
            document(&world, 3).await["phase"],
            "submitted",
            "another outlet's"
        );
        let again = world.job("work_orders.audit_many", which).await;
        assert_eq!(
            (&again["result"]["done"], &again["result"]["refused"]),
            (&json!(0), &json!(1))
        );
        assert_eq!(again["result"]["rows"][0]["outcome"], "document_state");
        sound(&world).await;
    });
}

#[test]
fn a_comment_calls_only_whom_the_order_is_shown_to() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let near = world.person("near", "outlet", outlet(1)).await;
        let far = world.person("far", "outlet", outlet(2)).await;
        let found = world
            .ok("work_orders.people", json!({"id": 1, "text": "AR"}))
            .await;
        let people = found["people"].as_array().unwrap();
        assert_eq!(people.len(), 1, "far does not see order 1: {found}");
        assert_eq!(people[0]["name"], "near");
        let stranger = world
            .ok("work_orders.people", json!({"id": 3, "text": "far"}))
            .await["people"][0]["id"]
            .clone();
        let to =
            |mentions: Value| json!({"id": 1, "text": "@near 请补签字单\r\n谢谢 <b>", "mentions": mentions});
        assert_eq!(
            world.refused("work_orders.comment", to(json!([stranger]))).await,
            "value_invalid"
        );
        assert_eq!(
            world.refused("work_orders.comment", to(json!([4711]))).await,
            "value_invalid"
        );
        let said = world
            .ok("work_orders.comment", to(json!([people[0]["id"]])))
            .await;
        assert_eq!(said["text"], "@near 请补签字单\n谢谢 <b>", "text, not markup");
        let inbox = world.call(&near, "inbox.list", json!({})).await.unwrap();
        assert!(inbox.to_string().contains("mentioned"), "{inbox}");

        for (operation, input) in [
            ("work_orders.comments", json!({"id": 1})),
            ("work_orders.comment", json!({"id": 1, "text": "x"})),
            ("work_orders.people", json!({"id": 1})),
            ("work_orders.timeline", json!({"id": 1})),
            ("work_orders.document", json!({"id": 1})),
            ("work_orders.attachments", json!({"id": 1})),
        ] {
            assert_eq!(
                world.refused_to(&far, operation, input).await,
                "not_found",
                "{operation}"
            );
        }
        let theirs = json!({"id": 1, "comment": said["id"]});
        assert_eq!(
            world
                .refused_to(&near, "work_orders.delete_comment", theirs.clone())
                .await,
            "not_found"
        );
        let left = world.ok("work_orders.delete_comment", theirs.clone()).await;
        assert_eq!(
            (&left["comments"][0]["deleted"], &left["comments"][0]["text"]),
            (&json!(true), &json!(""))
        );
        assert_eq!(
            world.refused("work_orders.delete_comment", theirs).await,
            "not_found",
            "once"
        );
        let long = json!({"id": 1, "text": "字".repeat(4001)});
        assert_eq!(world.refused("work_orders.comment", long).await, "value_too_long");
        assert_eq!(
            document(&world, 1).await["version"],
            1,
            "a comment changes no document"
        );
    });
}

/// A photo that decodes.
pub fn photo(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::from_fn(width, height, |x, y| image::Rgb([x as u8, y as u8, 90]));
    image::codecs::jpeg::JpegEncoder::new(&mut bytes)
        .encode_image(&picture)
        .unwrap();
    bytes
}

/// A PNG that says it is 60,000 pixels wide and high, in a few bytes.
fn bomb() -> Vec<u8> {
    let mut bytes = Vec::new();
    let picture = image::RgbImage::new(2, 2);
    image::DynamicImage::from(picture)
        .write_to(&mut std::io::Cursor::new(&mut bytes), image::ImageFormat::Png)
        .unwrap();
    let mut head: Vec<u8> = b"IHDR".to_vec();
    head.extend(60_000_u32.to_be_bytes());
    head.extend(60_000_u32.to_be_bytes());
    head.extend([8, 2, 0, 0, 0]);
    let check = crc(&head);
    bytes.splice(12..29, head);
    bytes.splice(29..33, check.to_be_bytes());
    bytes
}

fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(!0_u32, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| {
            if crc & 1 == 1 {
                crc >> 1 ^ 0xEDB8_8320
            } else {
                crc >> 1
            }
        })
    })
}

async fn attach(world: &World, id: i64, name: &str, bytes: &[u8]) -> Result<Value, Error> {
    let upload = world.upload(name, bytes).await;
    world
        .call(
            &world.admin,
            "work_orders.attach",
            json!({"id": id, "upload": upload}),
        )
        .await
}

#[test]
fn a_file_is_what_its_content_says() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let mut cut = photo(640, 480);
        cut.truncate(400);
        let wrong: &[(&str, Vec<u8>, &str)] = &[
            ("photo.jpg", b"<svg onload=alert(1)>".to_vec(), "markup"),
            ("page.txt", b"<!DOCTYPE html><script>".to_vec(), "markup"),
            ("photo.jpg", b"\0\0\0\x18ftypheic\0\0".to_vec(), "heic"),
            ("photo.jpg", cut, "broken"),
            ("photo.png", bomb(), "too_many_pixels"),
            ("photo.jpg", Vec::new(), "empty"),
            ("setup.pdf", b"MZ\x90\0".to_vec(), "program"),
            ("a.xlsx", b"PK\x03\x04nothing".to_vec(), "archive"),
        ];
        for (name, bytes, expected) in wrong {
            let error = attach(&world, 1, name, bytes).await.unwrap_err();
            assert_eq!(error.code.as_str(), "attachment_refused", "{name}");
            assert_eq!(error.params["reason"], *expected, "{name}");
            assert_eq!(error.field.as_deref(), Some("upload"));
        }
        let large = vec![b'a'; (20 << 20) + 1];
        assert_eq!(
            attach(&world, 1, "a.txt", &large)
                .await
                .unwrap_err()
                .code
                .as_str(),
            "upload_too_large"
        );
        assert_eq!(document(&world, 1).await["attachments"], 0);
        assert_eq!(
            std::fs::read_dir(world.folder.path().join("objects"))
                .unwrap()
                .count(),
            0,
            "nothing was put"
        );
        let note = attach(&world, 1, "..\\备注.exe", "甲方已签字".as_bytes())
            .await
            .unwrap();
        assert_eq!(
            (&note["name"], &note["kind"]),
            (&json!("备注.txt"), &json!("text"))
        );
    });
}

/// A photo on order 1; answers its view.
async fn nameplate(world: &World, bytes: &[u8]) -> Value {
    attach(world, 1, "现场.JPG", bytes).await.unwrap()
}

#[test]
fn a_photo_is_read_through_its_order() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let bytes = photo(1200, 900);
        let added = nameplate(&world, &bytes).await;
        assert_eq!((&added["width"], &added["height"]), (&json!(1200), &json!(900)));
        let (file, preview) = (
            added["file"].as_str().unwrap(),
            added["preview"].as_str().unwrap(),
        );
        let near = world.person("near", "outlet", outlet(1)).await;
        let far = world.person("far", "outlet", outlet(2)).await;
        let opened = world.app.download(file, &near).await.unwrap();
        assert_eq!(std::fs::read(opened.path).unwrap(), bytes);
        let small = world.app.download(preview, &near).await.unwrap();
        let small = image::load_from_memory(&std::fs::read(small.path).unwrap()).unwrap();
        assert_eq!((small.width(), small.height()), (480, 360));
        for asked in [file, preview, "a-99", "a-x", "p-"] {
            let refused = world.app.download(asked, &far).await.unwrap_err();
            assert_eq!(refused.code.as_str(), "not_found", "{asked}");
        }
        let nobody = world.app.download(file, &Caller::nobody("test")).await;
        assert_eq!(nobody.unwrap_err().code.as_str(), "not_logged_in");
    });
}

#[test]
fn a_file_is_added_once_and_stays_with_an_audited_order() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        let bytes = photo(64, 48);
        let upload = world.upload("现场.JPG", &bytes).await;
        let input = json!({"id": 1, "upload": upload, "caption": "铭牌"});
        let request = world.admin.clone().with_request("r-1");
        let added = world.call(&request, "work_orders.attach", input.clone()).await;
        let added = added.unwrap();
        let again = world.call(&request, "work_orders.attach", input).await;
        assert_eq!(again.unwrap(), added, "sent twice, done once");
        let double = attach(&world, 1, "b.jpg", &bytes).await.unwrap_err();
        assert_eq!(double.code.as_str(), "attachment_twice");

        let remove = json!({"id": 1, "attachment": added["id"], "reason": reason("wrong_file")});
        world
            .ok("work_orders.audit", json!({"id": 1, "version": 1}))
            .await;
        let kept = world
            .refused("work_orders.remove_attachment", remove.clone())
            .await;
        assert_eq!(kept, "document_state");
        let back = json!({"id": 1, "version": 2, "reason": reason("new_evidence")});
        world.ok("work_orders.unaudit", back).await;
        let left = world.ok("work_orders.remove_attachment", remove.clone()).await;
        assert_eq!(left["attachments"], json!([]));
        assert_eq!(
            world.refused("work_orders.remove_attachment", remove).await,
            "not_found"
        );
        let file = added["file"].as_str().unwrap();
        assert!(
            world.app.download(file, &world.admin).await.is_err(),
            "a removed file opens no more"
        );
        sound(&world).await;
    });
}

#[test]
fn the_check_finds_content_that_is_missing_or_another() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        orders(&world).await;
        attach(&world, 1, "a.txt", b"what was signed").await.unwrap();
        sound(&world).await;
        let folders = std::fs::read_dir(world.folder.path().join("objects")).unwrap();
        let folder = folders.flatten().next().unwrap().path();
        let object = std::fs::read_dir(folder)
            .unwrap()
            .flatten()
            .next()
            .unwrap()
            .path();
        std::fs::write(&object, b"something else").unwrap();
        for step in ["changed", "gone"] {
            let job = world.job("admin.verify", json!({})).await;
            let checks = job["result"]["checks"].as_array().unwrap();
            let files = checks.iter().find(|c| c["code"] == "files").unwrap();
            assert_eq!(files["ok"], false, "{step}: {job}");
            if step == "changed" {
                std::fs::remove_file(&object).unwrap();
            }
        }
    });
}
