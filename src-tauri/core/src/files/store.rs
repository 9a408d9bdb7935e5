//! SQL of files.

use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{Ms, UserId};
use sqlx::FromRow;

const INSERT: &str =
    "insert into files (id, owner_id, kind, name, bytes, created_at) values ($1, $2, $3, $4, $5, $6)";
const GET: &str = "select owner_id, name from files where id = $1";
const OLDER: &str = "select id from files where created_at < $1";
const ALL: &str = "select id from files";
const DELETE: &str = "delete from files where id = $1";

#[derive(Debug, FromRow)]
pub(super) struct FileRow {
    pub owner_id: UserId,
    pub name: String,
}

pub(super) async fn insert(
    tx: &mut Tx,
    id: &str,
    owner: UserId,
    kind: &str,
    name: &str,
    bytes: i64,
    now: Ms,
) -> Result<()> {
    let query = sql(INSERT).bind(id.to_owned()).bind(owner).bind(kind.to_owned());
    query.bind(name.to_owned()).bind(bytes).bind(now).run(tx).await?;
    Ok(())
}

pub(super) async fn get(tx: &mut Tx, id: &str) -> Result<Option<FileRow>> {
    sql(GET).bind(id.to_owned()).optional(tx).await
}

pub(super) async fn older(tx: &mut Tx, before: Ms) -> Result<Vec<String>> {
    Ok(sql(OLDER)
        .bind(before)
        .all::<(String,)>(tx)
        .await?
        .into_iter()
        .map(|r| r.0)
        .collect())
}

pub(super) async fn all(tx: &mut Tx) -> Result<Vec<String>> {
    Ok(sql(ALL)
        .all::<(String,)>(tx)
        .await?
        .into_iter()
        .map(|r| r.0)
        .collect())
}

pub(super) async fn delete(tx: &mut Tx, id: &str) -> Result<()> {
    sql(DELETE).bind(id.to_owned()).run(tx).await?;
    Ok(())
}
