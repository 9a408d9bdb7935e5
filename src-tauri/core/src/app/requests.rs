//! Idempotency: the first statement of a write notes (actor, operation, request id, input hash).

use super::store;
use crate::db::{Db, Tx};
use crate::error::{Code, Error, Result};
use crate::history::digest as digest_of;
use crate::kernel::{Ms, UserId};
use serde_json::value::RawValue;

/// What the note found.
pub(super) enum Seen {
    /// A new request: go on.
    No,
    /// It happened before; this is what it answered.
    Yes(Box<RawValue>),
}

/// # Errors
/// `request_reused` when the same request id came with another input.
pub(super) async fn note(
    tx: &mut Tx,
    actor: UserId,
    operation: &str,
    request: &str,
    input: &str,
    now: Ms,
) -> Result<Seen> {
    let hash = digest_of(&[operation, input]);
    if store::note(tx, actor, operation, request, &hash, now).await? {
        return Ok(Seen::No);
    }
    let (stored, result) = store::noted(tx, actor, operation, request)
        .await?
        .ok_or_else(|| Error::fault("a noted request vanished"))?;
    if stored != hash {
        return Err(Error::new(Code::RequestReused));
    }
    let text = result.unwrap_or_else(|| "null".to_owned());
    Ok(Seen::Yes(RawValue::from_string(text)?))
}

pub(super) async fn answer(
    tx: &mut Tx,
    actor: UserId,
    operation: &str,
    request: &str,
    result: &str,
) -> Result<()> {
    store::answered(tx, actor, operation, request, result).await
}

/// How long a request is remembered.
const KEEP_MS: i64 = 3 * 24 * 3_600_000;

pub(super) async fn sweep(db: &Db, now: Ms) -> Result<()> {
    let mut tx = db.write().await?;
    store::sweep_requests(&mut tx, now.plus(-KEEP_MS)).await?;
    tx.commit().await
}

/// Whether a request was noted before: what it asked for was checked then.
pub(super) async fn is_noted(tx: &mut Tx, actor: UserId, operation: &str, request: &str) -> Result<bool> {
    Ok(store::noted(tx, actor, operation, request).await?.is_some())
}
