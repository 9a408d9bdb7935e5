//! SQL of history and its chain.

use super::digest;
use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{Ms, UserId};
use sqlx::FromRow;

#[derive(Debug, Clone, FromRow)]
pub(super) struct HistoryRow {
    pub at: Ms,
    pub actor_id: UserId,
    pub actor_name: String,
    pub operation: String,
    pub origin: String,
    pub entity: String,
    pub entity_id: i64,
    pub code: String,
    pub params: String,
    pub changes: String,
}

impl HistoryRow {
    pub(super) fn digest(&self) -> String {
        digest(&[
            &self.at.0.to_string(),
            &self.actor_id.to_string(),
            &self.actor_name,
            &self.operation,
            &self.origin,
            &self.entity,
            &self.entity_id.to_string(),
            &self.code,
            &self.params,
            &self.changes,
        ])
    }
}

const INSERT: &str = "insert into history (at, actor_id, actor_name, operation, origin, entity, entity_id, code, params, changes, digest)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";
const OF_ENTITY: &str =
    "select at, actor_id, actor_name, operation, origin, entity, entity_id, code, params, changes
    from history where entity = $1 and entity_id = $2 order by id";
const LAST_CHANGE: &str = "select at, actor_id, actor_name from history where entity = $1 and entity_id = $2
    and code not in ('commented', 'comment_deleted', 'attached', 'attachment_removed') order by id desc limit 1";
// On PostgreSQL ids are given before commits, so that a row may appear below the last one sealed; a hundred thousand
// ids back is further than any transaction lives, and near enough to cost nothing.
const UNSEALED: &str = "select h.id, h.digest from history h
    where h.id > (select coalesce(max(l.history_id), 0) - 100000 from history_chain l)
    and not exists (select 1 from history_chain c where c.history_id = h.id) order by h.id limit $1";
const HEAD: &str = "select position, hash from history_chain order by position desc limit 1";
const CHAIN: &str = "insert into history_chain (position, history_id, hash) values ($1, $2, $3)";
const WALK: &str = "select c.position, c.history_id, c.hash, h.digest, h.at, h.actor_id, h.actor_name, h.operation, h.origin,
    h.entity, h.entity_id, h.code, h.params, h.changes
    from history_chain c left join history h on h.id = c.history_id where c.position > $1 order by c.position limit $2";

pub(super) async fn insert(tx: &mut Tx, row: &HistoryRow, digest: &str) -> Result<()> {
    let query = sql(INSERT)
        .bind(row.at)
        .bind(row.actor_id)
        .bind(row.actor_name.clone());
    let query = query
        .bind(row.operation.clone())
        .bind(row.origin.clone())
        .bind(row.entity.clone());
    let query = query
        .bind(row.entity_id)
        .bind(row.code.clone())
        .bind(row.params.clone());
    query
        .bind(row.changes.clone())
        .bind(digest.to_owned())
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn of_entity(tx: &mut Tx, entity: &str, id: i64) -> Result<Vec<HistoryRow>> {
    sql(OF_ENTITY).bind(entity.to_owned()).bind(id).all(tx).await
}

pub(super) async fn last_change(tx: &mut Tx, entity: &str, id: i64) -> Result<Option<(Ms, UserId, String)>> {
    sql(LAST_CHANGE)
        .bind(entity.to_owned())
        .bind(id)
        .optional(tx)
        .await
}

pub(super) async fn unsealed(tx: &mut Tx, limit: i64) -> Result<Vec<(i64, String)>> {
    sql(UNSEALED).bind(limit).all(tx).await
}

pub(super) async fn head(tx: &mut Tx) -> Result<Option<(i64, String)>> {
    sql(HEAD).optional(tx).await
}

pub(super) async fn chain(tx: &mut Tx, position: i64, history_id: i64, hash: String) -> Result<()> {
    sql(CHAIN)
        .bind(position)
        .bind(history_id)
        .bind(hash)
        .run(tx)
        .await?;
    Ok(())
}

/// A link of the chain beside the row it seals.
#[derive(Debug, FromRow)]
pub(super) struct Link {
    pub position: i64,
    pub history_id: i64,
    pub hash: String,
    pub digest: Option<String>,
    #[sqlx(flatten)]
    pub row: LinkedRow,
}

/// The sealed row's columns; nothing where it was deleted.
#[derive(Debug, FromRow)]
pub(super) struct LinkedRow {
    at: Option<i64>,
    actor_id: Option<i64>,
    actor_name: Option<String>,
    operation: Option<String>,
    origin: Option<String>,
    entity: Option<String>,
    entity_id: Option<i64>,
    code: Option<String>,
    params: Option<String>,
    changes: Option<String>,
}

impl LinkedRow {
    pub(super) fn whole(self) -> Option<HistoryRow> {
        Some(HistoryRow {
            at: Ms(self.at?),
            actor_id: UserId(self.actor_id?),
            actor_name: self.actor_name?,
            operation: self.operation?,
            origin: self.origin?,
            entity: self.entity?,
            entity_id: self.entity_id?,
            code: self.code?,
            params: self.params?,
            changes: self.changes?,
        })
    }
}

pub(super) async fn walk(tx: &mut Tx, after: i64, limit: i64) -> Result<Vec<Link>> {
    sql(WALK).bind(after).bind(limit).all(tx).await
}
