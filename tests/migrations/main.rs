//! Each schema that was ever current upgrades to the present one with its data, and both engines end alike.

use outpost_core::db::{Db, Engine, SCHEMA_VERSION, Target, migrate, migrations, sql};
use outpost_core::kernel::{Clock, Ms};
use outpost_core::{App, OpenConfig, Place};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::atomic::{AtomicU32, Ordering};

const NOW: Ms = Ms(1_795_309_200_000);

static DATABASES: AtomicU32 = AtomicU32::new(0);

fn run<F: Future<Output = ()>>(story: F) {
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .worker_threads(2)
        .enable_all()
        .build()
        .unwrap();
    runtime.block_on(story);
}

/// An empty file, or an empty database on the test cluster; nothing where no cluster was given.
async fn empty(engine: Engine, folder: &Path) -> Option<Target> {
    if engine == Engine::Sqlite {
        let path = folder.join("outpost.db");
        std::fs::File::create(&path).unwrap();
        return Some(Target::File(path));
    }
    let base = std::env::var("OUTPOST_TEST_POSTGRES").ok()?;
    let name = format!(
        "m{}_{}",
        std::process::id(),
        DATABASES.fetch_add(1, Ordering::SeqCst)
    );
    sqlx::any::install_default_drivers();
    use sqlx::Connection;
    let mut conn = sqlx::AnyConnection::connect(&base)
        .await
        .expect("the test cluster answers");
    let create = sqlx::AssertSqlSafe(format!("create database {name}"));
    sqlx::raw_sql(create)
        .execute(&mut conn)
        .await
        .expect("a database is made");
    let (head, _) = base.rsplit_once('/').expect("a URL with a database");
    Some(Target::Url(format!("{head}/{name}")))
}

async fn bring_to(target: &Target, version: i64) {
    migrate::migrate(target, NOW.0, version, async |_, _| Ok(()))
        .await
        .unwrap();
}

/// Table and column → type and whether it may be empty, in words that both engines share.
async fn columns(target: &Target) -> BTreeMap<String, String> {
    let db = Db::open(target).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let text = match db.engine() {
        // A column of a SQLite primary key need not say that it is never empty: it is not.
        Engine::Sqlite => {
            "select m.name || '.' || c.name, lower(c.type), case when c.\"notnull\" = 1 or c.pk > 0 then 1 else 0 end
             from sqlite_master m join pragma_table_info(m.name) c
             where m.type = 'table' and m.name not like 'sqlite_%'"
        }
        Engine::Postgres => {
            "select c.table_name || '.' || c.column_name, c.data_type, case when c.is_nullable = 'NO' then 1 else 0 end
             from information_schema.columns c
             join information_schema.tables t on t.table_name = c.table_name and t.table_schema = c.table_schema
             where c.table_schema = current_schema() and t.table_type = 'BASE TABLE'"
        }
    };
    let rows: Vec<(String, String, i64)> = sql(text).all(&mut tx).await.unwrap();
    drop(tx);
    db.close().await;
    let same = |word: &str| match word {
        // SQLite's generated key must be written `integer`; it holds 64 bits all the same.
        "integer" | "bigint" => "bigint".to_owned(),
        "blob" | "bytea" => "bytes".to_owned(),
        other => other.to_owned(),
    };
    rows.into_iter()
        .map(|(column, kind, required)| (column, format!("{} {required}", same(&kind))))
        .collect()
}

/// Names of the indexes that migrations made.
async fn indexes(target: &Target) -> Vec<String> {
    let db = Db::open(target).await.unwrap();
    let mut tx = db.read().await.unwrap();
    let text = match db.engine() {
        Engine::Sqlite => {
            "select name from sqlite_master where type = 'index' and sql is not null order by name"
        }
        Engine::Postgres => {
            "select cast(i.indexname as text) from pg_catalog.pg_indexes i
             where i.schemaname = current_schema() and not exists
                (select 1 from pg_catalog.pg_constraint c where c.conname = i.indexname) order by 1"
        }
    };
    let rows: Vec<(String,)> = sql(text).all(&mut tx).await.unwrap();
    drop(tx);
    db.close().await;
    let mut names: Vec<String> = rows.into_iter().map(|r| r.0).collect();
    names.sort();
    names
}

const SETTING: &str = "insert into settings (key, value) values ('workspace_name', '老工作区')";

#[test]
fn every_schema_upgrades_with_its_data_and_ends_as_a_new_one() {
    run(async {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let folder = tempfile::tempdir().unwrap();
            let Some(fresh) = empty(engine, folder.path()).await else {
                eprintln!("OUTPOST_TEST_POSTGRES is not set: upgrades ran on SQLite only");
                continue;
            };
            bring_to(&fresh, SCHEMA_VERSION).await;
            let expected = columns(&fresh).await;
            let versions = migrations().iter().map(|step| step.version);
            for version in versions.filter(|version| *version < SCHEMA_VERSION) {
                let folder = tempfile::tempdir().unwrap();
                let target = empty(engine, folder.path()).await.unwrap();
                bring_to(&target, version).await;
                let db = Db::open(&target).await.unwrap();
                let mut tx = db.write().await.unwrap();
                assert_eq!(migrate::current(&mut tx).await.unwrap(), version);
                sql(SETTING).run(&mut tx).await.unwrap();
                tx.commit().await.unwrap();
                db.close().await;
                let place = match &target {
                    Target::File(_) => Place::Workspace(folder.path().to_owned()),
                    Target::Url(url) => Place::Server {
                        url: url.clone(),
                        folder: folder.path().to_owned(),
                    },
                };
                let config = OpenConfig {
                    clock: Clock::at(NOW),
                    workers: false,
                    ..OpenConfig::new(place, "test")
                };
                let app = App::open(config)
                    .await
                    .unwrap_or_else(|e| panic!("{engine:?} from {version}: {e}"));
                let mut tx = app.db().read().await.unwrap();
                assert_eq!(migrate::current(&mut tx).await.unwrap(), SCHEMA_VERSION);
                let kept = outpost_core::settings::get(&mut tx, "workspace_name")
                    .await
                    .unwrap();
                assert_eq!(kept.as_deref(), Some("老工作区"), "{engine:?} from {version}");
                drop(tx);
                app.close().await;
                assert_eq!(columns(&target).await, expected, "{engine:?} from {version}");
                if engine == Engine::Sqlite {
                    the_backup_holds(folder.path(), version).await;
                }
            }
        }
    });
}

/// The backup that was made before a migration is of the schema before it.
async fn the_backup_holds(workspace: &Path, version: i64) {
    let files = std::fs::read_dir(workspace.join("backups"))
        .unwrap()
        .flatten()
        .map(|e| e.path());
    let backups: Vec<_> = files
        .filter(|p| p.extension().is_some_and(|e| e == "db"))
        .collect();
    assert_eq!(backups.len(), 1, "one backup before the migration from {version}");
    let manifest = std::fs::read_to_string(backups[0].with_extension("json")).unwrap();
    let manifest: serde_json::Value = serde_json::from_str(&manifest).unwrap();
    assert_eq!(
        (&manifest["schema"], &manifest["reason"]),
        (&version.into(), &"before_migration".into())
    );
    let db = Db::open(&Target::File(backups[0].clone())).await.unwrap();
    let mut tx = db.read().await.unwrap();
    assert_eq!(migrate::current(&mut tx).await.unwrap(), version);
    drop(tx);
    db.close().await;
}

#[test]
fn both_engines_end_with_the_same_tables_and_indexes() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let file = empty(Engine::Sqlite, folder.path()).await.unwrap();
        let Some(server) = empty(Engine::Postgres, folder.path()).await else {
            eprintln!("OUTPOST_TEST_POSTGRES is not set: there is nothing to compare with");
            return;
        };
        for target in [&file, &server] {
            bring_to(target, SCHEMA_VERSION).await;
        }
        assert_eq!(columns(&file).await, columns(&server).await);
        assert_eq!(indexes(&file).await, indexes(&server).await);
    });
}

#[test]
fn a_second_run_finds_nothing_to_do_and_a_failed_step_leaves_nothing() {
    run(async {
        let folder = tempfile::tempdir().unwrap();
        let target = empty(Engine::Sqlite, folder.path()).await.unwrap();
        let step = migrations()
            .iter()
            .rposition(|m| m.text.contains("create table "));
        let (before, step) = (&migrations()[step.unwrap() - 1], &migrations()[step.unwrap()]);
        let last = step.version;
        bring_to(&target, before.version).await;
        // A table of the last step that makes some is there already: the step fails as a whole.
        let db = Db::open(&target).await.unwrap();
        let mut tx = db.write().await.unwrap();
        let tables: Vec<&str> = step
            .text
            .split("create table ")
            .skip(1)
            .filter_map(|t| t.split([' ', '(']).next())
            .collect();
        let (first, second) = (tables[0], tables[tables.len() - 1]);
        sql(format!("create table {second} (id bigint)"))
            .run(&mut tx)
            .await
            .unwrap();
        tx.commit().await.unwrap();
        db.close().await;
        assert!(
            migrate::migrate(&target, NOW.0, last, async |_, _| Ok(()))
                .await
                .is_err()
        );
        let before = columns(&target).await;
        assert!(
            !before.keys().any(|c| c.starts_with(&format!("{first}."))),
            "nothing of the failed step stays"
        );
        let db = Db::open(&target).await.unwrap();
        let mut tx = db.write().await.unwrap();
        sql(format!("drop table {second}")).run(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        db.close().await;
        bring_to(&target, last).await;
        let done = columns(&target).await;
        bring_to(&target, last).await;
        assert_eq!(columns(&target).await, done);
    });
}

/// An order that came in under an old schema is in the figures of the new one.
#[test]
fn the_sums_of_old_orders_are_made_again() {
    run(async {
        for engine in [Engine::Sqlite, Engine::Postgres] {
            let folder = tempfile::tempdir().unwrap();
            let Some(target) = empty(engine, folder.path()).await else {
                eprintln!("OUTPOST_TEST_POSTGRES is not set: upgrades ran on SQLite only");
                continue;
            };
            bring_to(&target, 6).await;
            let db = Db::open(&target).await.unwrap();
            let mut tx = db.write().await.unwrap();
            let order = "insert into work_orders (number, kind, priority, state, is_open, opened_at, opened_day, digest, created_at)
                values ('WO-1', 'complaint', 'urgent', 'open', 1, $1, $2, 0, 0)";
            // A Sunday, 09:00 in Shanghai.
            let query = sql(order).bind(NOW.0).bind(NOW.0.div_euclid(86_400_000));
            query.run(&mut tx).await.unwrap();
            tx.commit().await.unwrap();
            db.close().await;
            let place = match &target {
                Target::File(_) => Place::Workspace(folder.path().to_owned()),
                Target::Url(url) => Place::Server {
                    url: url.clone(),
                    folder: folder.path().to_owned(),
                },
            };
            let config = OpenConfig {
                clock: Clock::at(NOW),
                workers: false,
                ..OpenConfig::new(place, "test")
            };
            let app = App::open(config).await.unwrap();
            let mut tx = app.db().read().await.unwrap();
            let complaints =
                "select complaints from work_order_sums where grain = 1 and outlet_id = 0 and category_id = 0
                and kind = 0 and cause_id = 0";
            assert_eq!(sql(complaints).number(&mut tx).await.unwrap(), 1, "{engine:?}");
            let hour = sql("select opened_hour from work_orders")
                .number(&mut tx)
                .await
                .unwrap();
            let zone = outpost_core::kernel::Zone::parse("Asia/Shanghai").unwrap();
            assert_eq!(hour, zone.hour_of_week(NOW), "{engine:?}");
            let (orders, wrong) = outpost_core::work_orders::verify(&mut tx).await.unwrap();
            assert_eq!((orders, wrong), (1, vec![]), "{engine:?}");
            let left = "select count(*) from settings where key like 'rebuild.%'";
            assert_eq!(sql(left).number(&mut tx).await.unwrap(), 0, "the mark is gone");
            drop(tx);
            app.close().await;
        }
    });
}
