//! Files that are damaged, foreign, newer, read-only, in use, or on a full disk: a clear code, and nothing lost.

use crate::admin::{flip, open};
use crate::world::{NOW, On, World};
use outpost_core::db::sql;
use outpost_core::kernel::Clock;
use outpost_core::{App, OpenConfig, Place};
use serde_json::json;
use std::path::{Path, PathBuf};

fn run<F: Future<Output = ()>>(story: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(story);
}

/// Customers enough to fill some pages.
const CUSTOMERS: &str = "insert into customers (code, name, kind, created_at)
    with recursive n (i) as (select 1 union all select i + 1 from n where i < 1500)
    select 'C' || i, '客户' || i, 'person', 0 from n";

/// A closed workspace with some rows and a backup of them.
async fn workspace() -> (tempfile::TempDir, Clock) {
    let world = World::new(On::Sqlite).await;
    let mut tx = world.app.db().write().await.unwrap();
    sql(CUSTOMERS).run(&mut tx).await.unwrap();
    tx.commit().await.unwrap();
    world.job("admin.backup", json!({})).await;
    let World {
        app, clock, folder, ..
    } = world;
    app.close().await;
    // The lock goes with the last task of the closed app.
    open(folder.path(), &clock).await.unwrap().close().await;
    (folder, clock)
}

/// The one backup of a workspace.
fn backup_of(folder: &Path) -> PathBuf {
    let files = std::fs::read_dir(folder.join("backups"))
        .unwrap()
        .flatten()
        .map(|e| e.path());
    files
        .into_iter()
        .find(|p| p.extension().is_some_and(|e| e == "db"))
        .unwrap()
}

/// Every file of a folder with its length and what its bytes come to, but for the lock's own.
fn contents(folder: &Path) -> Vec<(String, usize, u64)> {
    let sum = |bytes: &[u8]| {
        bytes
            .iter()
            .fold(7_u64, |sum, b| sum.wrapping_mul(31).wrapping_add(u64::from(*b)))
    };
    let mut all: Vec<(String, usize, u64)> = std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .filter(|e| e.path().is_file())
        .map(|e| {
            (
                e.file_name().to_string_lossy().into_owned(),
                std::fs::read(e.path()).unwrap(),
            )
        })
        .map(|(name, bytes)| (name, bytes.len(), sum(&bytes)))
        .filter(|(name, ..)| !name.starts_with("outpost.lock") && !name.starts_with("outpost.owner"))
        .collect();
    all.sort();
    all
}

async fn refusal(folder: &Path, clock: &Clock) -> (String, serde_json::Value) {
    match open(folder, clock).await {
        Ok(_) => ("opened".to_owned(), json!({})),
        Err(error) => (error.code.as_str().to_owned(), json!(error.params)),
    }
}

#[test]
fn a_foreign_file_under_our_name_is_left_alone() {
    run(async {
        for bytes in [
            &b"\x89PNG\r\n\x1a\n and so on, a picture"[..],
            b"x",
            &[0_u8; 5000],
        ] {
            let folder = tempfile::tempdir().unwrap();
            std::fs::write(folder.path().join("outpost.db"), bytes).unwrap();
            let before = contents(folder.path());
            let (code, params) = refusal(folder.path(), &Clock::at(NOW)).await;
            assert_eq!(code, "workspace_not_a_database");
            assert!(params["path"].as_str().unwrap().ends_with("outpost.db"));
            assert_eq!(contents(folder.path()), before);
        }
    });
}

#[test]
fn a_truncated_file_is_told_as_damaged_and_can_be_restored() {
    run(async {
        let (folder, clock) = workspace().await;
        let path = folder.path().join("outpost.db");
        let whole = std::fs::read(&path).unwrap();
        for keep in [100, 4096, whole.len() / 2, whole.len() - 1] {
            std::fs::write(&path, &whole[..keep]).unwrap();
            let before = contents(folder.path());
            let (code, _) = refusal(folder.path(), &clock).await;
            assert!(
                ["workspace_damaged", "workspace_not_a_database"].contains(&code.as_str()),
                "{keep} bytes: {code}"
            );
            assert_eq!(contents(folder.path()), before, "{keep} bytes");
        }
        let place = Place::Workspace(folder.path().to_owned());
        let config = OpenConfig {
            clock: clock.clone(),
            workers: false,
            ..OpenConfig::new(place, "test")
        };
        let app = App::open_restored(config, &backup_of(folder.path()))
            .await
            .unwrap();
        let mut tx = app.db().read().await.unwrap();
        assert_eq!(
            sql("select count(*) from customers")
                .number(&mut tx)
                .await
                .unwrap(),
            1500
        );
        drop(tx);
        app.close().await;
        let kept = std::fs::read_dir(folder.path().join("backups"))
            .unwrap()
            .flatten()
            .find(|e| e.file_name().to_string_lossy().starts_with("damaged-"));
        assert!(
            std::fs::read(kept.unwrap().path()).unwrap() == whole[..whole.len() - 1],
            "the damaged file is kept"
        );
    });
}

#[test]
fn what_is_no_backup_is_not_restored() {
    run(async {
        let (folder, clock) = workspace().await;
        let before = contents(folder.path());
        let foreign = folder.path().join("backups/foreign.db");
        let other = tempfile::tempdir().unwrap();
        let empty = other.path().join("empty.db");
        for (what, path, bytes) in [
            ("foreign", &foreign, &b"not a database at all"[..]),
            ("empty", &empty, b""),
        ] {
            std::fs::write(path, bytes).unwrap();
            let place = Place::Workspace(folder.path().to_owned());
            let config = OpenConfig {
                clock: clock.clone(),
                workers: false,
                ..OpenConfig::new(place, "test")
            };
            let error = App::open_restored(config, path).await.unwrap_err();
            assert_eq!(error.code.as_str(), "backup_invalid", "{what}");
        }
        assert_eq!(contents(folder.path()), before);
    });
}

/// Bytes within a text that no digest covers can turn unseen; what holds a page together cannot.
#[test]
fn bytes_turned_over_in_the_middle_are_found_by_the_check() {
    run(async {
        let (folder, clock) = workspace().await;
        let path = folder.path().join("outpost.db");
        // A backup is compact: it has no free page whose bytes mean nothing.
        let whole = std::fs::read(backup_of(folder.path())).unwrap();
        for page in (2..whole.len() / 4096).step_by(5) {
            for suffix in ["-wal", "-shm"] {
                drop(std::fs::remove_file(
                    folder.path().join(format!("outpost.db{suffix}")),
                ));
            }
            std::fs::write(&path, &whole).unwrap();
            flip(&path, page * 4096, 512);
            let app = match open(folder.path(), &clock).await {
                Ok(app) => app,
                // The damage may be seen at the door already.
                Err(error) => {
                    assert_eq!(error.code.as_str(), "workspace_damaged", "page {page}: {error}");
                    continue;
                }
            };
            let report = outpost_core::admin::verify(&app, |_, _| Ok(())).await.unwrap();
            assert!(!report.ok, "page {page}");
            assert!(
                report.checks.iter().any(|c| c.code == "storage" && !c.ok),
                "page {page}: {report:?}"
            );
            app.close().await;
        }
    });
}

#[test]
fn a_newer_file_is_not_touched() {
    run(async {
        let (folder, clock) = workspace().await;
        let app = open(folder.path(), &clock).await.unwrap();
        let mut tx = app.db().write().await.unwrap();
        sql("insert into schema_versions (version, name, applied_at) values (9999, 'x', 0)")
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        app.close().await;
        let database = |folder: &Path| std::fs::read(folder.join("outpost.db")).unwrap();
        let before = database(folder.path());
        let (code, params) = refusal(folder.path(), &clock).await;
        assert_eq!(
            (code.as_str(), &params["found"]),
            ("workspace_newer", &json!(9999))
        );
        assert_eq!(database(folder.path()), before);
    });
}

#[test]
fn a_second_instance_is_told_who_holds_the_workspace() {
    run(async {
        let world = World::new(On::Sqlite).await;
        let config = |owner: &str| OpenConfig {
            clock: Clock::at(NOW),
            workers: false,
            ..OpenConfig::new(Place::Workspace(world.folder.path().to_owned()), owner)
        };
        let error = App::open(config("somebody else")).await.unwrap_err();
        assert_eq!(error.code.as_str(), "workspace_in_use");
        assert!(
            error.params["owner"].as_str().unwrap().starts_with("test (pid "),
            "{error}"
        );
        world.ok("users.page", json!({"limit": 5})).await;
    });
}

#[test]
fn a_file_where_the_folder_should_be_is_told() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("workspace");
        std::fs::write(&path, b"a file").unwrap();
        let (code, params) = refusal(&path, &Clock::at(NOW)).await;
        assert_eq!(code, "workspace_read_only");
        assert!(params["path"].as_str().unwrap().ends_with("workspace"));
        assert_eq!(std::fs::read(&path).unwrap(), b"a file");
    });
}

#[test]
fn a_read_only_folder_is_told_where_the_system_keeps_to_it() {
    run(async {
        let (folder, clock) = workspace().await;
        let set = |read_only: bool| {
            for entry in std::fs::read_dir(folder.path()).unwrap().flatten() {
                let mut permissions = entry.metadata().unwrap().permissions();
                permissions.set_readonly(read_only);
                std::fs::set_permissions(entry.path(), permissions).unwrap();
            }
        };
        set(true);
        // The administrator of a Unix machine may write what nobody may: then there is nothing to see.
        let kept = std::fs::OpenOptions::new()
            .write(true)
            .open(folder.path().join("outpost.db"))
            .is_err();
        let before = contents(folder.path());
        let (code, _) = refusal(folder.path(), &clock).await;
        if kept {
            assert_eq!(code, "workspace_read_only");
            assert_eq!(contents(folder.path()), before);
        } else {
            eprintln!("this account writes to read-only files: only the opening was tried");
        }
        set(false);
        open(folder.path(), &clock).await.unwrap().close().await;
    });
}

/// `max_page_count` is SQLite's own full disk: the same code, on every system, without a disk of its own.
#[test]
fn a_full_disk_refuses_the_write_and_keeps_what_was_there() {
    run(async {
        let world = World::new(On::Sqlite).await;
        world.job("admin.verify", json!({})).await;
        let mut tx = world.app.db().write().await.unwrap();
        let pages = sql("pragma page_count").number(&mut tx).await.unwrap();
        sql(format!("pragma max_page_count = {pages}"))
            .number(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let mut refused = None;
        for n in 0..200 {
            let user = json!({"login": format!("person{n}"), "name": "人".repeat(190), "password": "tea at four o'clock",
                "roles": ["auditor"], "scope": {"kind": "all"}, "must_change_password": true});
            if let Err(error) = world.call(&world.admin, "access.create_user", user).await {
                refused = Some((n, error));
                break;
            }
        }
        let (made, error) = refused.expect("the disk is full at last");
        assert_eq!(error.code.as_str(), "disk_full", "{error}");
        assert_eq!(
            world.ok("users.total", json!({})).await["count"],
            made + 1,
            "what was acknowledged is there"
        );
        let mut tx = world.app.db().write().await.unwrap();
        sql("pragma max_page_count = 1000000")
            .number(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        let report = world.job("admin.verify", json!({})).await;
        assert_eq!(report["result"]["ok"], true, "{report}");
    });
}

/// A real full disk, where the system lets us have a small one.
#[test]
fn a_backup_that_does_not_fit_leaves_nothing_behind() {
    run(async {
        let disk = tempfile::tempdir().unwrap();
        let mount = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=3m", "tmpfs"])
            .arg(disk.path())
            .output();
        if !mount.is_ok_and(|m| m.status.success()) {
            eprintln!("no small disk can be had here: a full one was tried by page count only");
            return;
        }
        let folder = disk.path().join("workspace");
        let clock = Clock::at(NOW);
        let app = open(&folder, &clock).await.unwrap();
        let world = World {
            app,
            clock,
            admin: outpost_core::Caller::nobody("test"),
            folder: tempfile::tempdir().unwrap(),
        };
        let setup = json!({"login": "admin", "name": "A", "password": "tea at four o'clock", "workspace_name": "W", "zone": "UTC", "currency": "CNY"});
        let session = world.call(&world.admin, "access.setup", setup).await.unwrap();
        let world = World {
            admin: world.admin.with_token(session["token"].as_str().unwrap()),
            ..world
        };
        let free = 3 * 1024 * 1024 - used(&folder);
        std::fs::write(
            disk.path().join("ballast"),
            vec![1_u8; free.saturating_sub(160 * 1024)],
        )
        .unwrap();
        let job = world.job("admin.backup", json!({})).await;
        assert_eq!(
            (&job["state"], &job["error"]["code"]),
            (&json!("failed"), &json!("disk_full")),
            "{job}"
        );
        let left: Vec<_> = std::fs::read_dir(folder.join("backups"))
            .unwrap()
            .flatten()
            .map(|e| e.file_name())
            .collect();
        assert!(left == ["backups.lock"], "{left:?}");
        std::fs::remove_file(disk.path().join("ballast")).unwrap();
        assert_eq!(world.job("admin.backup", json!({})).await["state"], "succeeded");
        world.app.close().await;
        let unmounted = std::process::Command::new("umount")
            .arg("-l")
            .arg(disk.path())
            .status();
        assert!(unmounted.is_ok_and(|s| s.success()));
    });
}

fn used(folder: &Path) -> usize {
    let entries = std::fs::read_dir(folder).unwrap().flatten();
    entries
        .map(|e| {
            if e.path().is_dir() {
                used(&e.path())
            } else {
                (e.metadata().unwrap().len() as usize).next_multiple_of(4096)
            }
        })
        .sum()
}
