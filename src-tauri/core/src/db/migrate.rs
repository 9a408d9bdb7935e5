//! Schema versions. One text for both engines; each step runs in one transaction with the note that it ran.

use super::dialect::Engine;
use super::{Db, Target, Tx, sql};
use crate::error::{Code, Error, Result};
use sqlx::AssertSqlSafe;

/// One step of the schema.
#[derive(Debug, Clone, Copy)]
pub struct Migration {
    pub version: i64,
    pub name: &'static str,
    pub text: &'static str,
}

macro_rules! steps {
    ($($version:literal $name:literal),* $(,)?) => {
        &[$(Migration { version: $version, name: $name,
            text: include_str!(concat!("../../migrations/", $name, ".sql")) }),*]
    };
}

// A new step takes a number above all that ever landed: a workspace that has passed a number never goes back for it.
const STEPS: &[Migration] = steps![
    1 "0001_kernel",
    2 "0002_network",
    3 "0003_policies",
    4 "0004_work_orders",
    5 "0005_imports",
    6 "0006_order_life",
    7 "0007_people",
    10 "0010_documents",
    11 "0011_maps",
    12 "0012_insight",
    13 "0013_views",
    14 "0014_counts",
    15 "0015_search",
];

/// The version this program writes.
pub const SCHEMA_VERSION: i64 = STEPS[STEPS.len() - 1].version;

/// All steps, in order.
#[must_use]
pub fn migrations() -> &'static [Migration] {
    STEPS
}

const HAS_TABLE_SQLITE: &str =
    "select count(*) from sqlite_master where type = 'table' and name = 'schema_versions'";
const HAS_TABLE_POSTGRES: &str = "select count(*) from information_schema.tables where table_schema = current_schema() and table_name = 'schema_versions'";
const CURRENT: &str = "select max(version) from schema_versions";
const NOTE: &str = "insert into schema_versions (version, name, applied_at) values ($1, $2, $3)";
const CREATE: &str = "create table schema_versions (version bigint primary key, name text not null, applied_at bigint not null)";

/// The schema version of a database; 0 for an empty one.
///
/// # Errors
/// A database error, in our language.
pub async fn current(tx: &mut Tx) -> Result<i64> {
    let has = match tx.engine() {
        Engine::Sqlite => HAS_TABLE_SQLITE,
        Engine::Postgres => HAS_TABLE_POSTGRES,
    };
    if sql(has).number(tx).await? == 0 {
        return Ok(0);
    }
    sql(CURRENT).number(tx).await
}

/// Brings a database to [`SCHEMA_VERSION`], or to `until` (tests of old schemas).
///
/// `before` is called once, with the version found, before the first step that changes a database that holds
/// data: it makes the backup.
///
/// # Errors
/// `workspace_newer` for a file of a newer program; otherwise a database error; nothing of a failed step stays.
pub async fn migrate(
    target: &Target,
    now: i64,
    until: i64,
    before: impl AsyncFnOnce(&Db, i64) -> Result<()>,
) -> Result<()> {
    // A pool of its own, closed at the end: statements cached before DDL keep the old columns.
    let db = Db::open(target).await?;
    let found = {
        let mut tx = db.read().await?;
        current(&mut tx).await?
    };
    if found > SCHEMA_VERSION {
        db.close().await;
        return Err(Error::new(Code::WorkspaceNewer)
            .with("found", found)
            .with("known", SCHEMA_VERSION));
    }
    if found > 0 && found < until.min(SCHEMA_VERSION) {
        before(&db, found).await?;
    }
    for step in STEPS.iter().filter(|s| s.version > found && s.version <= until) {
        let mut tx = db.write().await?;
        // Two servers may start at once: the second finds the step done.
        if current(&mut tx).await? >= step.version {
            continue;
        }
        if step.version == 1 {
            sqlx::raw_sql(CREATE).execute(tx.conn()).await?;
        }
        let text = tx.engine().ddl(step.text);
        sqlx::raw_sql(AssertSqlSafe(text)).execute(tx.conn()).await?;
        sql(NOTE)
            .bind(step.version)
            .bind(step.name.to_owned())
            .bind(now)
            .run(&mut tx)
            .await?;
        tx.commit().await?;
    }
    db.close().await;
    Ok(())
}
