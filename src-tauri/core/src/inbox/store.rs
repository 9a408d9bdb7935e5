//! SQL of the inbox. Every statement but the sweep and what takes a message back is about one person's own items.

use super::Link;
use crate::db::{Tx, Value, sql};
use crate::error::Result;
use crate::kernel::{InboxId, Ms, UserId};
use sqlx::FromRow;

const INSERT: &str = "insert into inbox_items (user_id, at, code, params, link_kind, link_id)
    values ($1, $2, $3, $4, $5, $6) returning id";
const PAGE: &str = "select id, at, code, params, link_kind, link_id, read_at from inbox_items
    where user_id = $1 and id < $2{unread} order by id desc limit $3";
const UNREAD: &str = "select count(*) from inbox_items where user_id = $1 and read_at is null";
const MARK_ALL: &str = "update inbox_items set read_at = $1 where user_id = $2 and read_at is null";
const MARK_LINK: &str = "update inbox_items set read_at = $1
    where user_id = $2 and read_at is null and link_kind = $3 and link_id = $4";
const SWEEP: &str = "delete from inbox_items where at < $1";
const SWEEP_OF: &str = "delete from inbox_items where user_id = $1 and at < $2";

// Everybody's: what is taken back is gone for all who were told of it.
const ABOUT: &str = "select id, params from inbox_items where at = $1 and code = $2 and link_kind = $3 and link_id = $4 order by id";
const DELETE: &str = "delete from inbox_items where id = $1";

#[derive(Debug, FromRow)]
pub(super) struct ItemRow {
    pub id: InboxId,
    pub at: Ms,
    pub code: String,
    pub params: String,
    link_kind: Option<String>,
    link_id: Option<i64>,
    read_at: Option<i64>,
}

impl ItemRow {
    pub fn link(&self) -> Option<Link> {
        Some(Link::new(self.link_kind.as_deref()?, self.link_id?))
    }
    pub fn read_at(&self) -> Option<Ms> {
        self.read_at.map(Ms)
    }
}

pub(super) async fn insert(
    tx: &mut Tx,
    now: Ms,
    user: UserId,
    code: &str,
    params: &str,
    link: Option<&Link>,
) -> Result<InboxId> {
    let query = sql(INSERT)
        .bind(user)
        .bind(now)
        .bind(code.to_owned())
        .bind(params.to_owned());
    let query = query.bind(link.map(|l| l.kind.clone())).bind(link.map(|l| l.id));
    Ok(InboxId(query.number(tx).await?))
}

pub(super) async fn page(
    tx: &mut Tx,
    user: UserId,
    unread_only: bool,
    before: InboxId,
    limit: i64,
) -> Result<Vec<ItemRow>> {
    let query = sql(PAGE).bind(user).bind(before).bind(limit);
    let unread = if unread_only { " and read_at is null" } else { "" };
    query.fill("unread", unread).all(tx).await
}

pub(super) async fn unread(tx: &mut Tx, user: UserId) -> Result<i64> {
    sql(UNREAD).bind(user).number(tx).await
}

pub(super) async fn mark_all(tx: &mut Tx, user: UserId, now: Ms) -> Result<()> {
    sql(MARK_ALL).bind(now).bind(user).run(tx).await?;
    Ok(())
}

pub(super) async fn mark_link(tx: &mut Tx, user: UserId, now: Ms, link: &Link) -> Result<()> {
    let query = sql(MARK_LINK).bind(now).bind(user);
    query.bind(link.kind.clone()).bind(link.id).run(tx).await?;
    Ok(())
}

/// Ids of others' items are passed over, as ids that do not exist are.
pub(super) async fn mark(tx: &mut Tx, user: UserId, now: Ms, ids: &[InboxId]) -> Result<()> {
    let places: Vec<String> = (0..ids.len()).map(|i| format!("${}", i + 3)).collect();
    let text = format!(
        "update inbox_items set read_at = $1 where user_id = $2 and read_at is null and id in ({})",
        places.join(", ")
    );
    let ids = ids.iter().map(|id| Value::Int(Some(id.0)));
    sql(text).bind(now).bind(user).bind_all(ids).run(tx).await?;
    Ok(())
}

pub(super) async fn sweep(tx: &mut Tx, before: Ms) -> Result<()> {
    sql(SWEEP).bind(before).run(tx).await?;
    Ok(())
}

pub(super) async fn sweep_of(tx: &mut Tx, user: UserId, before: Ms) -> Result<()> {
    sql(SWEEP_OF).bind(user).bind(before).run(tx).await?;
    Ok(())
}

/// The items of an instant and a code about a record, of all people: id and parameters.
pub(super) async fn about(tx: &mut Tx, at: Ms, code: &str, link: &Link) -> Result<Vec<(i64, String)>> {
    let query = sql(ABOUT).bind(at).bind(code.to_owned());
    query.bind(link.kind.clone()).bind(link.id).all(tx).await
}

pub(super) async fn delete(tx: &mut Tx, id: i64) -> Result<()> {
    sql(DELETE).bind(id).run(tx).await?;
    Ok(())
}
