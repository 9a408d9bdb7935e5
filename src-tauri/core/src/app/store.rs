//! SQL of requests and the outbox.

use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{Ms, UserId};
use sqlx::FromRow;

const NOTE: &str =
    "insert into requests (actor_id, operation, request_id, input_hash, at) values ($1, $2, $3, $4, $5)
    on conflict do nothing";
const NOTED: &str =
    "select input_hash, result from requests where actor_id = $1 and operation = $2 and request_id = $3";
const ANSWERED: &str =
    "update requests set result = $1 where actor_id = $2 and operation = $3 and request_id = $4";
const SWEEP: &str = "delete from requests where at < $1";
const POST: &str = "insert into outbox (kind, payload, created_at, due_at) values ($1, $2, $3, $4)";
const DUE: &str = "select id, kind, payload, attempts from outbox where due_at <= $1 order by id limit 100";
const DONE: &str = "delete from outbox where id = $1";
const LATER: &str = "update outbox set attempts = attempts + 1, due_at = $1, error = $2 where id = $3";

pub(super) async fn note(
    tx: &mut Tx,
    actor: UserId,
    operation: &str,
    request: &str,
    hash: &str,
    now: Ms,
) -> Result<bool> {
    let query = sql(NOTE)
        .bind(actor)
        .bind(operation.to_owned())
        .bind(request.to_owned());
    Ok(query.bind(hash.to_owned()).bind(now).run(tx).await? == 1)
}

pub(super) async fn noted(
    tx: &mut Tx,
    actor: UserId,
    operation: &str,
    request: &str,
) -> Result<Option<(String, Option<String>)>> {
    sql(NOTED)
        .bind(actor)
        .bind(operation.to_owned())
        .bind(request.to_owned())
        .optional(tx)
        .await
}

pub(super) async fn answered(
    tx: &mut Tx,
    actor: UserId,
    operation: &str,
    request: &str,
    result: &str,
) -> Result<()> {
    let query = sql(ANSWERED)
        .bind(result.to_owned())
        .bind(actor)
        .bind(operation.to_owned());
    query.bind(request.to_owned()).run(tx).await?;
    Ok(())
}

pub(super) async fn sweep_requests(tx: &mut Tx, before: Ms) -> Result<()> {
    sql(SWEEP).bind(before).run(tx).await?;
    Ok(())
}

pub(super) async fn post(tx: &mut Tx, kind: &str, payload: &str, now: Ms) -> Result<()> {
    sql(POST)
        .bind(kind.to_owned())
        .bind(payload.to_owned())
        .bind(now)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

#[derive(Debug, FromRow)]
pub(super) struct OutboxRow {
    pub id: i64,
    pub kind: String,
    pub payload: String,
    pub attempts: i64,
}

pub(super) async fn due(tx: &mut Tx, now: Ms) -> Result<Vec<OutboxRow>> {
    sql(DUE).bind(now).all(tx).await
}

pub(super) async fn delivered(tx: &mut Tx, id: i64) -> Result<()> {
    sql(DONE).bind(id).run(tx).await?;
    Ok(())
}

pub(super) async fn try_later(tx: &mut Tx, id: i64, due: Ms, error: &str) -> Result<()> {
    sql(LATER)
        .bind(due)
        .bind(error.to_owned())
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}
