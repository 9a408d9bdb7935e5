//! Settings, backups, restore and check.

use crate::world::{NOW, On, PASSWORD, World, on_both};
use outpost_core::db::sql;
use outpost_core::kernel::{Clock, DAY_MS};
use outpost_core::{App, Caller, Error, OpenConfig, Place, admin};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};

/// Statements behind the program's back, as somebody with the file in hand would run them.
async fn behind(app: &App, text: &str) {
    let mut tx = app.db().write().await.unwrap();
    sql(text).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
}

pub const ONE_ORDER: &str = "insert into work_orders (number, kind, priority, state, is_open, opened_at, opened_day, digest, created_at)
    values ('WO-2611-0000001', 'repair', 'normal', 'cancelled', 0, 1795309200000, 20779, 0, 1795309200000)";

/// Opens a folder; the last task of a closed app may hold its lock for a moment longer.
pub async fn open(folder: &Path, clock: &Clock) -> Result<App, Error> {
    let place = Place::Workspace(folder.to_owned());
    let config = OpenConfig {
        clock: clock.clone(),
        workers: false,
        ..OpenConfig::new(place, "test")
    };
    for _ in 0..100 {
        match App::open(config.clone()).await {
            Err(error) if error.code.as_str() == "workspace_in_use" => {
                tokio::time::sleep(std::time::Duration::from_millis(20)).await;
            }
            outcome => return outcome,
        }
    }
    App::open(config).await
}

/// Closes and opens again.
pub async fn reopened(world: World) -> World {
    let World {
        app,
        clock,
        admin,
        folder,
    } = world;
    app.close().await;
    let app = open(folder.path(), &clock).await.expect("it opens again");
    World {
        app,
        clock,
        admin,
        folder,
    }
}

/// The checks that did not agree.
pub async fn wrong(world: &World) -> Vec<String> {
    let report = world.job("admin.verify", json!({})).await["result"].clone();
    let checks = report["checks"]
        .as_array()
        .unwrap_or_else(|| panic!("a report: {report}"));
    let wrong = checks
        .iter()
        .filter(|c| c["ok"] == false)
        .map(|c| c["code"].as_str().unwrap().to_owned());
    let wrong: Vec<String> = wrong.collect();
    assert_eq!(report["ok"], wrong.is_empty());
    wrong
}

async fn logins(world: &World) -> Vec<String> {
    let page = world.ok("users.page", json!({"limit": 50})).await;
    page["rows"]
        .as_array()
        .unwrap()
        .iter()
        .map(|r| r["login"].as_str().unwrap().to_owned())
        .collect()
}

pub fn on_sqlite<F: Future<Output = ()>>(story: impl Fn() -> F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(story());
}

#[test]
fn settings_are_changed_by_whoever_saw_the_latest() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let seen = world.ok("admin.settings", json!({})).await;
        assert_eq!(
            (&seen["zone"], &seen["currency"], &seen["fixed"]),
            (&json!("Asia/Shanghai"), &json!("CNY"), &json!(false))
        );
        let save = |version: &Value, zone: &str, idle: i64| json!({"version": version, "workspace_name": " 华东驿站 ", "zone": zone, "currency": "EUR", "idle_lock_minutes": idle});
        assert_eq!(
            world
                .refused("admin.save_settings", save(&seen["version"], "Mars/Olympus", 5))
                .await,
            "value_invalid"
        );
        assert_eq!(
            world
                .refused(
                    "admin.save_settings",
                    save(&seen["version"], "Europe/Berlin", 481)
                )
                .await,
            "number_out_of_range"
        );
        for mb in [0, -1, 101] {
            let mut input = save(&seen["version"], "Europe/Berlin", 5);
            input["attachment_max_mb"] = json!(mb);
            assert_eq!(
                world.refused("admin.save_settings", input).await,
                "number_out_of_range"
            );
        }
        let mut input = save(&seen["version"], "Europe/Berlin", 5);
        input["attachment_max_mb"] = json!(35);
        let saved = world.ok("admin.save_settings", input).await;
        assert_eq!(
            (&seen["attachment_max_mb"], &saved["attachment_max_mb"]),
            (&json!(20), &json!(35))
        );
        assert_eq!(
            (&saved["workspace_name"], &saved["idle_lock_minutes"]),
            (&json!("华东驿站"), &json!(5))
        );
        assert_eq!(
            world
                .refused("admin.save_settings", save(&seen["version"], "Europe/Berlin", 5))
                .await,
            "stale_version"
        );
        let status = world.ok("access.status", json!({})).await;
        assert_eq!(
            (&status["zone"], &status["currency"], &status["idle_lock_minutes"]),
            (&json!("Europe/Berlin"), &json!("EUR"), &json!(5))
        );
        behind(&world.app, ONE_ORDER).await;
        assert_eq!(
            world
                .refused("admin.save_settings", save(&saved["version"], "Asia/Tokyo", 5))
                .await,
            "setting_fixed"
        );
        let kept = world
            .ok("admin.save_settings", save(&saved["version"], "Europe/Berlin", 0))
            .await;
        assert_eq!(kept["attachment_max_mb"], 35, "what is not said stays");
    });
}

#[test]
fn a_backup_is_listed_with_what_it_holds_and_a_server_makes_none() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        if on == On::Postgres {
            assert_eq!(world.refused("admin.backup", json!({})).await, "only_local");
            assert_eq!(
                world.refused("admin.restore", json!({"name": "x.db"})).await,
                "only_local"
            );
            assert_eq!(world.ok("admin.backups", json!({})).await["backups"], json!([]));
            let report = world.job("admin.verify", json!({})).await["result"].clone();
            let codes: Vec<&str> = report["checks"]
                .as_array()
                .unwrap()
                .iter()
                .map(|c| c["code"].as_str().unwrap())
                .collect();
            assert!(
                !codes.contains(&"backup") && codes.contains(&"history"),
                "no backups to compare with: {codes:?}"
            );
            return;
        }
        behind(&world.app, ONE_ORDER).await;
        let job = world.job("admin.backup", json!({})).await;
        assert_eq!(job["state"], "succeeded", "{job}");
        let list = world.ok("admin.backups", json!({})).await;
        let backup = &list["backups"][0];
        assert_eq!(
            (&backup["reason"], &backup["verified"], &backup["work_orders"]),
            (&json!("manual"), &json!(true), &json!(1))
        );
        assert_eq!(backup["at"], NOW.0);
        assert_eq!(
            world.ok("access.status", json!({})).await["last_backup_at"],
            NOW.0
        );
        assert_eq!(
            world
                .refused("admin.restore", json!({"name": "../outpost.db"}))
                .await,
            "not_found"
        );
        assert_eq!(
            wrong(&world).await,
            ["figures"],
            "the order came in behind the program's back"
        );
    });
}

#[test]
fn a_restore_waits_for_the_next_opening_and_keeps_what_was_there() {
    on_sqlite(async || {
        let world = World::new(On::Sqlite).await;
        drop(world.person("before", "auditor", json!({"kind": "all"})).await);
        let made = world.job("admin.backup", json!({})).await["result"].clone();
        world.clock.set(NOW.plus(60_000));
        drop(world.person("after", "auditor", json!({"kind": "all"})).await);
        let asked = world.job("admin.restore", json!({"name": made["name"]})).await;
        assert_eq!(
            asked["result"],
            json!({"name": made["name"], "restart_needed": true})
        );
        assert_eq!(
            world.ok("admin.backups", json!({})).await["restore_pending"],
            true
        );
        drop(world.person("at_last", "auditor", json!({"kind": "all"})).await);
        assert_eq!(
            logins(&world).await,
            ["admin", "after", "at_last", "before"],
            "nothing happens while it runs"
        );
        let world = reopened(world).await;
        assert_eq!(logins(&world).await, ["admin", "before"]);
        let list = world.ok("admin.backups", json!({})).await;
        assert_eq!(
            (&list["restore_pending"], &list["restored_from"]),
            (&json!(false), &made["name"])
        );
        assert_eq!(
            wrong(&world).await,
            Vec::<String>::new(),
            "anchors of the other history count no more"
        );
        let kept = list["backups"]
            .as_array()
            .unwrap()
            .iter()
            .find(|b| b["reason"] == "before_restore")
            .unwrap();
        world.job("admin.restore", json!({"name": kept["name"]})).await;
        let world = reopened(world).await;
        assert_eq!(
            logins(&world).await,
            ["admin", "after", "at_last", "before"],
            "written after the wish, and kept"
        );
        assert_eq!(wrong(&world).await, Vec::<String>::new());
    });
}

#[test]
fn a_restore_can_be_withdrawn_before_the_next_opening() {
    on_sqlite(async || {
        let world = World::new(On::Sqlite).await;
        let made = world.job("admin.backup", json!({})).await["result"].clone();
        drop(world.person("after", "auditor", json!({"kind": "all"})).await);
        world.job("admin.restore", json!({"name": made["name"]})).await;
        let withdrawn = world.job("admin.withdraw_restore", json!({})).await;
        assert_eq!(withdrawn["result"]["withdrawn"], true);
        let world = reopened(world).await;
        assert_eq!(logins(&world).await, ["admin", "after"]);
        let again = world.job("admin.withdraw_restore", json!({})).await;
        assert_eq!(again["result"]["withdrawn"], false);
    });
}

/// Copies a closed workspace, so that one moment can be cut short in many ways.
fn copy_of(folder: &Path) -> tempfile::TempDir {
    fn copy(from: &Path, to: &Path) {
        for entry in std::fs::read_dir(from).unwrap().flatten() {
            let target = to.join(entry.file_name());
            if entry.path().is_dir() {
                std::fs::create_dir_all(&target).unwrap();
                copy(&entry.path(), &target);
            } else {
                std::fs::copy(entry.path(), &target).unwrap();
            }
        }
    }
    let to = tempfile::tempdir().unwrap();
    copy(folder, to.path());
    to
}

/// Points the wish of a copied workspace at the copy's own backup.
fn repoint(folder: &Path, kept: Option<&str>) -> Value {
    let path = folder.join("restore.pending");
    let mut wish: Value = serde_json::from_slice(&std::fs::read(&path).unwrap()).unwrap();
    let name = PathBuf::from(wish["backup"].as_str().unwrap())
        .file_name()
        .unwrap()
        .to_owned();
    wish["backup"] = json!(folder.join("backups").join(name));
    if let Some(kept) = kept {
        wish["kept"] = json!(kept);
    }
    std::fs::write(&path, wish.to_string()).unwrap();
    wish
}

#[test]
fn a_restore_survives_a_power_cut_at_any_moment() {
    on_sqlite(async || {
        let world = World::new(On::Sqlite).await;
        let made = world.job("admin.backup", json!({})).await["result"].clone();
        world.clock.set(NOW.plus(60_000));
        drop(world.person("after", "auditor", json!({"kind": "all"})).await);
        world.job("admin.restore", json!({"name": made["name"]})).await;
        let World {
            app,
            clock,
            admin,
            folder,
        } = world;
        app.close().await;
        let moments = [
            "as asked",
            "half copied",
            "old log gone",
            "switched",
            "noted before the wish went",
            "done twice",
        ];
        for moment in moments {
            let copy = copy_of(folder.path());
            let at = copy.path();
            let database = at.join("outpost.db");
            let wish = match moment {
                "old log gone" | "switched" => repoint(at, Some("kept.db")),
                _ => repoint(at, None),
            };
            let backup = PathBuf::from(wish["backup"].as_str().unwrap());
            match moment {
                "half copied" => std::fs::write(at.join("outpost.db.incoming"), b"half").unwrap(),
                "old log gone" => std::fs::write(at.join("outpost.db-wal"), b"").unwrap(),
                "switched" | "noted before the wish went" => drop(std::fs::copy(&backup, &database).unwrap()),
                "done twice" => {
                    open(at, &clock).await.unwrap().close().await;
                    std::fs::write(at.join("restore.done"), wish.to_string()).unwrap();
                }
                _ => {}
            }
            if moment == "noted before the wish went" {
                std::fs::write(at.join("restore.done"), wish.to_string()).unwrap();
            }
            let app = open(at, &clock).await.unwrap_or_else(|e| panic!("{moment}: {e}"));
            let world = World {
                app,
                clock: clock.clone(),
                admin: admin.clone(),
                folder: copy,
            };
            assert_eq!(logins(&world).await, ["admin"], "{moment}");
            let mut tx = world.app.db().read().await.unwrap();
            let noted = sql("select count(*) from history where code = 'restored'")
                .number(&mut tx)
                .await
                .unwrap();
            drop(tx);
            assert_eq!(noted, 1, "{moment}");
            assert_eq!(wrong(&world).await, Vec::<String>::new(), "{moment}");
            assert!(!world.folder.path().join("restore.pending").exists(), "{moment}");
        }
    });
}

#[test]
fn a_backup_that_changed_after_the_wish_is_given_up() {
    on_sqlite(async || {
        let world = World::new(On::Sqlite).await;
        let made = world.job("admin.backup", json!({})).await["result"].clone();
        drop(world.person("after", "auditor", json!({"kind": "all"})).await);
        world.job("admin.restore", json!({"name": made["name"]})).await;
        let path = world
            .folder
            .path()
            .join("backups")
            .join(made["name"].as_str().unwrap());
        flip(&path, 20_000, 64);
        let world = reopened(world).await;
        assert_eq!(logins(&world).await, ["admin", "after"]);
        let again = world.job("admin.restore", json!({"name": made["name"]})).await;
        assert_eq!(
            (&again["state"], &again["error"]["code"]),
            (&json!("failed"), &json!("backup_invalid"))
        );
        assert_eq!(wrong(&world).await, ["backup"]);
    });
}

/// Turns over some bytes of a file.
pub fn flip(path: &Path, at: usize, count: usize) {
    let mut bytes = std::fs::read(path).unwrap();
    let end = (at + count).min(bytes.len());
    bytes[at..end].iter_mut().for_each(|b| *b = !*b);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn the_check_names_what_was_tampered_with() {
    on_both(async |on: On| {
        let cases: &[(&str, &str, &str)] = &[
            ("a changed history row", "update history set actor_name = '李鬼' where id = 2", "history"),
            ("a changed digest", "update history set digest = 'x', params = '{}' where id = 2", "history"),
            ("an order that came from nowhere", ONE_ORDER, "figures"),
            ("a number of a series given again", "update number_series set next = 1", "numbers"),
            ("staged rows that nobody owns",
             "insert into work_order_stage (batch_id, line, number, kind, priority, state, is_open, opened_at,
                 flag_closed_before_opened, opened_day, digest) values (7, 1, 'x', 'repair', 'normal', 'open', 1, 0, 0, 0, 0)",
             "imports"),
        ];
        for (what, text, expected) in cases {
            let world = World::new(on).await;
            drop(world.person("li", "auditor", json!({"kind": "all"})).await);
            if *expected == "numbers" {
                behind(
                    &world.app,
                    "insert into number_series (series, next) values ('WO-2611', 9)",
                )
                .await;
                behind(&world.app, ONE_ORDER).await;
            }
            world.job("admin.verify", json!({})).await;
            behind(&world.app, text).await;
            let found = wrong(&world).await;
            assert!(found.iter().any(|code| code == expected), "{what}: {found:?}");
            if *expected == "figures" {
                world.job("admin.rebuild_figures", json!({})).await;
                assert_eq!(wrong(&world).await, Vec::<String>::new(), "{what}: counted anew");
            }
        }
    });
}

#[test]
fn a_shortened_history_is_found_by_the_anchor_of_a_backup() {
    on_sqlite(async || {
        let world = World::new(On::Sqlite).await;
        drop(world.person("li", "auditor", json!({"kind": "all"})).await);
        world.job("admin.backup", json!({})).await;
        // Cut off the end of the chain with its rows: what is left is a chain without a fault.
        behind(&world.app, "delete from history_chain where position >= 2").await;
        behind(&world.app, "delete from history where id >= 2").await;
        assert_eq!(wrong(&world).await, ["anchor"]);
    });
}

#[test]
fn the_days_backup_is_made_once_a_day_and_fourteen_are_kept() {
    on_sqlite(async || {
        let world = World::empty(On::Sqlite).await;
        assert!(
            admin::daily_backup(&world.app).await.unwrap().is_none(),
            "nothing is there yet"
        );
        let setup = json!({"login": "admin", "name": "王磊", "password": PASSWORD, "workspace_name": "W", "zone": "UTC", "currency": "CNY"});
        let session = world.call(&world.admin, "access.setup", setup).await.unwrap();
        let admin = Caller::nobody("test").with_token(session["token"].as_str().unwrap());
        let world = World { admin, ..world };
        behind(
            &world.app,
            "insert into jobs (id, operation, actor_id, state, phase, input, created_at)
            values (1, 'imports.run', 1, 'running', 'reading', '{}', 0)",
        )
        .await;
        assert!(
            admin::daily_backup(&world.app).await.unwrap().is_none(),
            "a long work goes first"
        );
        behind(&world.app, "update jobs set state = 'succeeded'").await;
        let mut names = Vec::new();
        for day in 0..16 {
            world.clock.set(NOW.plus(day * DAY_MS));
            let made = admin::daily_backup(&world.app)
                .await
                .unwrap()
                .expect("one is due");
            names.push(made.name);
            world.clock.set(NOW.plus(day * DAY_MS + DAY_MS - 1));
            assert!(admin::daily_backup(&world.app).await.unwrap().is_none());
        }
        let kept = std::fs::read_dir(world.folder.path().join("backups"))
            .unwrap()
            .flatten();
        let kept: Vec<String> = kept
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect();
        assert_eq!(kept.iter().filter(|n| n.ends_with(".db")).count(), 14);
        assert_eq!(kept.iter().filter(|n| n.ends_with(".json")).count(), 14);
        assert!(kept.contains(&names[15]) && !kept.contains(&names[1]));
    });
}

/// Imports two tickets; answers the batch.
async fn two_tickets(world: &World) -> Value {
    let text = "工单号,报修时间,截止时间,完工时间,状态,工单类型,优先级,类别,网点,联系人,电话,地址,费用\n\
        A-1,2026-11-02 09:00,2026-11-03 09:00,2026-11-02 15:00,已完成,维修,普通,空调,朝阳站,王女士,13812345678,朝阳路1号,120.50\n\
        A-2,2026-11-02 10:00,2026-11-03 10:00,,处理中,维修,加急,空调,朝阳站,李先生,13812345679,朝阳路2号,80\n";
    let upload = world.upload("工单.csv", text.as_bytes()).await;
    let seen = world
        .ok(
            "imports.inspect",
            json!({"upload": upload, "kind": "work_orders"}),
        )
        .await;
    let input = json!({"upload": upload, "kind": "work_orders", "mapping": seen["mapping"], "doubles": "skip",
        "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
    let job = world.job("imports.run", input).await;
    assert_eq!(job["result"]["created"], 2, "{job}");
    job["result"]["batch_id"].clone()
}

#[test]
fn what_a_kill_after_publishing_left_staged_is_swept_at_the_next_start() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let batch = two_tickets(&world).await;
        let staged = format!(
            "insert into work_order_stage (batch_id, line, number, kind, priority, state, is_open, opened_at, opened_day,
                 flag_closed_before_opened, digest)
             values ({batch}, 2, 'WO-2611-0000009', 'repair', 'normal', 'open', 1, 1795309200000, 20779, 0, 0)"
        );
        {
            let mut tx = world.app.db().write().await.unwrap();
            sql(staged).run(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
        }
        assert_eq!(wrong(&world).await, ["imports"]);
        let world = World {
            app: opened_again(world.app).await,
            ..world
        };
        assert_eq!(wrong(&world).await, Vec::<String>::new());
    });
}

/// Closes an app and opens what it had open.
async fn opened_again(app: App) -> App {
    let config = OpenConfig {
        clock: app.clock().clone(),
        workers: false,
        ..OpenConfig::new(app.place().clone(), "test")
    };
    app.close().await;
    App::open(config).await.expect("it opens again")
}

#[test]
fn an_imported_order_that_was_changed_is_found_though_no_figure_moves() {
    on_both(async |on: On| {
        let cases: &[(&str, &str)] = &[
            (
                "an address",
                "update work_orders set address = '别处' where external_number = 'A-1'",
            ),
            (
                "a due time within its day",
                "update work_orders set due_at = due_at + 1000 where external_number = 'A-2'",
            ),
            (
                "a digest made to fit",
                "update work_orders set digest = digest + 1 where external_number = 'A-2'",
            ),
        ];
        for (what, text) in cases {
            let world = World::new(on).await;
            two_tickets(&world).await;
            assert_eq!(wrong(&world).await, Vec::<String>::new(), "{what}");
            behind(&world.app, text).await;
            assert_eq!(wrong(&world).await, ["orders"], "{what}");
        }
        let world = World::new(on).await;
        let batch = two_tickets(&world).await;
        world.job("imports.undo", json!({"batch_id": batch})).await;
        assert_eq!(
            wrong(&world).await,
            Vec::<String>::new(),
            "an undone batch has nothing to answer for"
        );
    });
}
