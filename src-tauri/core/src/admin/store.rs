//! SQL of looking after a workspace. Not scoped: whoever may check or back up a workspace does it as a whole.

use crate::db::{Engine, Tx, sql};
use crate::error::Result;

const INTEGRITY: &str = "pragma integrity_check(20)";
const FOREIGN_KEYS: &str = "pragma foreign_key_check";
const UNVALIDATED: &str = "select count(*) from pg_catalog.pg_constraint c
    join pg_catalog.pg_namespace n on n.oid = c.connamespace
    where n.nspname = current_schema() and not c.convalidated";
const INVALID_INDEXES: &str = "select count(*) from pg_catalog.pg_index i
    join pg_catalog.pg_class c on c.oid = i.indexrelid
    join pg_catalog.pg_namespace n on n.oid = c.relnamespace
    where n.nspname = current_schema() and not i.indisvalid";
const RUNNING: &str = "select count(*) from jobs where state = 'running'";
const TABLES: &str =
    "select name from sqlite_master where type = 'table' and name not like 'sqlite_%' order by name";
const ORDERS: &str = "select count(*) from work_orders";
const DOUBLE_NUMBERS: &str =
    "select count(*) from (select number from work_orders group by number having count(*) > 1) doubled";
const NUMBERS_AHEAD: &str = "select count(*) from work_orders w join number_series s
    on w.number >= s.series || '-' and w.number < s.series || '.'
    where cast(substr(w.number, length(s.series) + 2) as bigint) >= s.next";
const LEFT_STAGED: &str = "select count(*) from work_order_stage s
    where not exists (select 1 from import_batches b where b.id = s.batch_id and b.state = 'staging')";
const ORPHANS: &str = "select count(*) from work_orders w where w.batch_id is not null
    and not exists (select 1 from import_batches b where b.id = w.batch_id and b.state = 'committed')";

/// What SQLite's own check complains of; nothing for a sound file.
pub(super) async fn integrity(tx: &mut Tx) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = sql(INTEGRITY).all(tx).await?;
    Ok(rows
        .into_iter()
        .map(|r| r.0)
        .filter(|line| line != "ok")
        .collect())
}

/// Rows that point to nothing.
pub(super) async fn dangling(tx: &mut Tx) -> Result<i64> {
    Ok(sql(FOREIGN_KEYS).rows(tx).await?.len() as i64)
}

/// Constraints and indexes that PostgreSQL itself does not vouch for.
pub(super) async fn unvouched(tx: &mut Tx) -> Result<i64> {
    Ok(sql(UNVALIDATED).number(tx).await? + sql(INVALID_INDEXES).number(tx).await?)
}

/// The tables of a SQLite file.
pub(super) async fn tables(tx: &mut Tx) -> Result<Vec<String>> {
    debug_assert_eq!(tx.engine(), Engine::Sqlite, "only files are inspected");
    Ok(sql(TABLES)
        .all::<(String,)>(tx)
        .await?
        .into_iter()
        .map(|r| r.0)
        .collect())
}

/// Rows of a table that [`tables`] named.
pub(super) async fn count(tx: &mut Tx, table: &str) -> Result<i64> {
    sql("select count(*) from \"{table}\"")
        .fill("table", &table.replace('"', "\"\""))
        .number(tx)
        .await
}

pub(super) async fn orders(tx: &mut Tx) -> Result<i64> {
    sql(ORDERS).number(tx).await
}

/// Work order numbers given twice, and numbers that their series would give again.
pub(super) async fn bad_numbers(tx: &mut Tx) -> Result<(i64, i64)> {
    Ok((
        sql(DOUBLE_NUMBERS).number(tx).await?,
        sql(NUMBERS_AHEAD).number(tx).await?,
    ))
}

/// Staged rows that no running import owns, and orders of batches that were never committed or were undone.
pub(super) async fn import_leftovers(tx: &mut Tx) -> Result<(i64, i64)> {
    Ok((sql(LEFT_STAGED).number(tx).await?, sql(ORPHANS).number(tx).await?))
}

/// Jobs that run now.
pub(super) async fn running_jobs(tx: &mut Tx) -> Result<i64> {
    sql(RUNNING).number(tx).await
}
