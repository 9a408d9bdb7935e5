//! Messages for people: posted with what they are about, seen and marked by their owner alone, gone after their time.

use crate::world::{NOW, On, World, on_both, postgres_url};
use outpost_core::db::sql;
use outpost_core::inbox::{Link, post};
use outpost_core::kernel::{Clock, Ms, UserId};
use outpost_core::{App, Caller, OpenConfig, Place};
use serde_json::{Value, json};
use std::time::Duration;

const DAY_MS: i64 = 24 * 3_600_000;

async fn user_id(world: &World, who: &Caller) -> UserId {
    let status = world.call(who, "access.status", json!({})).await.unwrap();
    UserId(status["me"]["id"].as_i64().unwrap())
}

async fn say(world: &World, to: UserId, at: Ms, text: &str, link: Option<Link>) -> i64 {
    let mut tx = world.app.db().write().await.unwrap();
    let id = post(&mut tx, at, to, "mentioned", json!({ "text": text }), link)
        .await
        .unwrap();
    tx.commit().await.unwrap();
    id.0
}

async fn unread(world: &World, who: &Caller) -> Value {
    world.call(who, "inbox.unread", json!({})).await.unwrap()["unread"].clone()
}

fn texts(list: &Value) -> Vec<&str> {
    let items = list["items"].as_array().unwrap();
    items
        .iter()
        .map(|item| item["params"]["text"].as_str().unwrap())
        .collect()
}

#[test]
fn messages_are_read_and_marked_by_their_owner_alone() {
    on_both(async |on| {
        let world = World::new(on).await;
        let li = world.person("li", "warehouse", json!({"kind": "all"})).await;
        let (me, other) = (user_id(&world, &world.admin).await, user_id(&world, &li).await);
        let first = say(&world, me, NOW, "first", None).await;
        let order = Link::new("work_order", 41);
        say(&world, me, NOW.plus(5), "second", Some(order.clone())).await;
        let theirs = say(&world, other, NOW, "theirs", Some(order)).await;

        let list = world.ok("inbox.list", json!({})).await;
        assert_eq!(
            texts(&list),
            ["second", "first"],
            "newest first, none of another's"
        );
        assert_eq!(list["items"][0]["link"], json!({"kind": "work_order", "id": 41}));
        assert_eq!(list["items"][1].get("link"), None);
        assert_eq!(
            (list["more"].clone(), unread(&world, &world.admin).await),
            (json!(false), json!(2))
        );

        let left = world.ok("inbox.mark", json!({"ids": [first, theirs, 999]})).await;
        assert_eq!(left, json!({"unread": 1}));
        assert_eq!(unread(&world, &li).await, 1, "another's message stays unread");
        let waiting = world.ok("inbox.list", json!({"unread_only": true})).await;
        assert_eq!(texts(&waiting), ["second"]);
        let about = json!({"link": {"kind": "work_order", "id": 41}});
        assert_eq!(world.ok("inbox.mark", about).await, json!({"unread": 0}));
        assert_eq!(unread(&world, &li).await, 1);
        assert_eq!(
            world.call(&li, "inbox.mark", json!({"all": true})).await.unwrap(),
            json!({"unread": 0})
        );
        let list = world.ok("inbox.list", json!({})).await;
        assert_eq!(
            list["items"][1]["read_at"],
            json!(NOW.0),
            "when it was marked is kept"
        );
    });
}

#[test]
fn pages_follow_each_other_and_wrong_ones_are_refused() {
    on_both(async |on| {
        let world = World::new(on).await;
        let me = user_id(&world, &world.admin).await;
        for n in 0..5 {
            say(&world, me, NOW.plus(n), &format!("m{n}"), None).await;
        }
        let page = world.ok("inbox.list", json!({"limit": 2})).await;
        assert_eq!((texts(&page), &page["more"]), (vec!["m4", "m3"], &json!(true)));
        let last = page["items"][1]["id"].clone();
        let rest = world.ok("inbox.list", json!({"limit": 10, "before": last})).await;
        assert_eq!(
            (texts(&rest), &rest["more"]),
            (vec!["m2", "m1", "m0"], &json!(false))
        );
        for (op, input, code) in [
            ("inbox.list", json!({"limit": 0}), "number_out_of_range"),
            ("inbox.list", json!({"limit": 201}), "number_out_of_range"),
            ("inbox.list", json!({"user_id": 1}), "bad_input"),
            ("inbox.mark", json!({}), "value_missing"),
            ("inbox.mark", json!({"ids": []}), "number_out_of_range"),
            ("inbox.mark", json!({"ids": ["1"]}), "bad_input"),
            ("inbox.mark", json!({"link": {"kind": "job"}}), "bad_input"),
        ] {
            assert_eq!(world.refused(op, input.clone()).await, code, "{op} {input}");
        }
        assert_eq!(unread(&world, &world.admin).await, 5);
    });
}

#[test]
fn messages_go_after_ninety_days() {
    on_both(async |on| {
        let world = World::new(on).await;
        let me = user_id(&world, &world.admin).await;
        say(&world, me, NOW.plus(-91 * DAY_MS), "too old", None).await;
        say(&world, me, NOW.plus(-89 * DAY_MS), "old", None).await;
        say(&world, me, NOW, "new", None).await;
        assert_eq!(texts(&world.ok("inbox.list", json!({})).await), ["new", "old"]);
    });
}

#[test]
fn the_end_of_a_long_work_is_told_to_whoever_began_it() {
    on_both(async |on| {
        let world = World::new(on).await;
        let li = world.person("li", "dispatcher", json!({"kind": "all"})).await;
        let done = world.job("admin.verify", json!({})).await;
        let list = world.ok("inbox.list", json!({})).await;
        let item = &list["items"][0];
        assert_eq!(item["code"], "job_done");
        assert_eq!(item["params"], json!({"operation": "admin.verify", "ok": 1}));
        assert_eq!(item["link"], json!({"kind": "job", "id": done["id"]}));
        assert_eq!(unread(&world, &li).await, 0, "nobody else is told");

        let upload = world.upload("empty.csv", b"").await;
        let input = json!({"kind": "work_orders", "upload": upload, "mapping": {}, "dry_run": true});
        if let Ok(started) = world.call(&world.admin, "imports.run", input).await {
            assert_eq!(world.finished(&started).await["state"], "failed");
            let list = world.ok("inbox.list", json!({"limit": 1})).await;
            assert_eq!(list["items"][0]["code"], "job_failed");
        }
    });
}

#[test]
fn a_job_that_a_dead_process_left_is_told_as_failed() {
    on_both(async |on| {
        let world = World::new(on).await;
        let mut tx = world.app.db().write().await.unwrap();
        let left = "insert into jobs (operation, actor_id, state, phase, input, created_at)
            values ('admin.backup', 1, 'running', 'copying', '{}', 5)";
        sql(left).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        let World {
            app,
            clock,
            admin,
            folder,
        } = world;
        let place = app.place().clone();
        app.close().await;
        let config = OpenConfig {
            clock: clock.clone(),
            workers: false,
            ..OpenConfig::new(place, "test")
        };
        let app = App::open(config).await.unwrap();
        let world = World {
            app,
            clock,
            admin,
            folder,
        };
        let list = world.ok("inbox.list", json!({})).await;
        assert_eq!(
            (&list["items"][0]["code"], &list["items"][0]["params"]["error"]),
            (&json!("job_failed"), &json!("job_interrupted"))
        );
    });
}

#[test]
fn open_screens_hear_of_a_message_after_its_commit() {
    on_both(async |on| {
        let folder = tempfile::tempdir().unwrap();
        let place = match on {
            On::Sqlite => Place::Workspace(folder.path().to_owned()),
            On::Postgres => Place::Server {
                url: postgres_url().await.expect("a cluster was given"),
                folder: folder.path().to_owned(),
            },
        };
        let config = OpenConfig {
            clock: Clock::at(NOW),
            ..OpenConfig::new(place, "test")
        };
        let app = App::open(config).await.unwrap();
        let setup = json!({"login": "admin", "name": "王磊", "password": crate::world::PASSWORD, "workspace_name": "W",
            "zone": "Asia/Shanghai", "currency": "CNY"});
        app.call("access.setup", &setup.to_string(), &Caller::nobody("test"))
            .await
            .unwrap();
        let mut news = app.subscribe();
        for (text, committed) in [("rolled back", false), ("kept", true)] {
            let mut tx = app.db().write().await.unwrap();
            let link = Some(Link::new("job", 3));
            post(&mut tx, NOW, UserId(1), "mentioned", json!({"text": text}), link)
                .await
                .unwrap();
            if committed {
                tx.commit().await.unwrap();
            } else {
                tx.rollback().await.unwrap();
            }
        }
        let message = loop {
            let notice = tokio::time::timeout(Duration::from_secs(30), news.recv()).await;
            if let Some(message) = notice.expect("in time").unwrap().messages.pop() {
                break message;
            }
        };
        assert_eq!(message.params, json!({"text": "kept"}));
        assert_eq!((message.code.as_str(), message.user_id), ("mentioned", UserId(1)));
        assert_eq!(message.link, Some(Link::new("job", 3)));
        app.close().await;
    });
}
