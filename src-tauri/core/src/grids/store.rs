//! SQL of saved views.

use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{Flag, Ms, UserId};

const COLUMNS: &str = "v.id, v.version, v.grid, v.owner_id, u.name as owner_name, v.name, v.shared, v.spec, v.updated_at, v.updated_by
    from saved_views v join users u on u.id = v.owner_id";
const INSERT: &str =
    "insert into saved_views (grid, owner_id, name, shared, spec, created_at, updated_at, updated_by)
    values ($1, $2, $3, $4, $5, $6, $6, $7) returning id";
const UPDATE: &str = "update saved_views set version = version + 1, name = $1, shared = $2, spec = $3, updated_at = $4, updated_by = $5
    where id = $6 and version = $7";
const RENAME: &str = "update saved_views set version = version + 1, name = $1, updated_at = $2, updated_by = $3 where id = $4 and version = $5";
const DELETE: &str = "delete from saved_views where id = $1 and version = $2";
const FORGET: &str = "update view_choices set default_id = null where default_id = $1";
const TAKEN: &str = "select count(*) from saved_views where grid = $1 and name = $2 and id <> $3 and (owner_id = $4 or shared = 1)";
const OWN: &str = "select count(*) from saved_views where grid = $1 and owner_id = $2";
const CHOICE: &str = "select places, default_id from view_choices where user_id = $1 and grid = $2";
const CHOOSE: &str = "insert into view_choices (user_id, grid, places, default_id) values ($1, $2, $3, $4)
    on conflict (user_id, grid) do update set places = excluded.places, default_id = excluded.default_id";

/// A saved view.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct ViewRow {
    pub id: i64,
    pub version: i64,
    pub grid: String,
    pub owner_id: UserId,
    pub owner_name: String,
    pub name: String,
    pub shared: Flag,
    pub spec: String,
    pub updated_at: Ms,
    pub updated_by: String,
}

/// One's own views of a list and those that are shared.
pub(super) async fn views(tx: &mut Tx, grid: &str, user: UserId) -> Result<Vec<ViewRow>> {
    let text = format!(
        "select {COLUMNS} where v.grid = $1 and (v.owner_id = $2 or v.shared = 1) order by v.shared desc, v.id"
    );
    sql(text).bind(grid.to_owned()).bind(user).all(tx).await
}

pub(super) async fn view(tx: &mut Tx, id: i64) -> Result<Option<ViewRow>> {
    sql(format!("select {COLUMNS} where v.id = $1"))
        .bind(id)
        .optional(tx)
        .await
}

/// What is written of a view.
#[derive(Debug, Clone)]
pub(super) struct Written {
    pub name: String,
    pub shared: bool,
    pub spec: String,
    pub at: Ms,
    pub by: String,
}

pub(super) async fn insert(tx: &mut Tx, grid: &str, owner: UserId, view: Written) -> Result<i64> {
    sql(INSERT)
        .bind(grid.to_owned())
        .bind(owner)
        .bind(view.name)
        .bind(i64::from(view.shared))
        .bind(view.spec)
        .bind(view.at)
        .bind(view.by)
        .number(tx)
        .await
}

/// False where another version stands.
pub(super) async fn update(tx: &mut Tx, id: i64, version: i64, view: Written) -> Result<bool> {
    let rows = sql(UPDATE)
        .bind(view.name)
        .bind(i64::from(view.shared))
        .bind(view.spec)
        .bind(view.at)
        .bind(view.by)
        .bind(id)
        .bind(version)
        .run(tx)
        .await?;
    Ok(rows > 0)
}

pub(super) async fn rename(tx: &mut Tx, id: i64, version: i64, name: &str, at: Ms, by: &str) -> Result<bool> {
    let query = sql(RENAME).bind(name.to_owned()).bind(at).bind(by.to_owned());
    Ok(query.bind(id).bind(version).run(tx).await? > 0)
}

pub(super) async fn delete(tx: &mut Tx, id: i64, version: i64) -> Result<bool> {
    sql(FORGET).bind(id).run(tx).await?;
    Ok(sql(DELETE).bind(id).bind(version).run(tx).await? > 0)
}

/// Whether a person already sees a view of this name.
pub(super) async fn name_taken(tx: &mut Tx, grid: &str, name: &str, but: i64, user: UserId) -> Result<bool> {
    let query = sql(TAKEN).bind(grid.to_owned()).bind(name.to_owned());
    Ok(query.bind(but).bind(user).number(tx).await? > 0)
}

pub(super) async fn count_own(tx: &mut Tx, grid: &str, user: UserId) -> Result<i64> {
    sql(OWN).bind(grid.to_owned()).bind(user).number(tx).await
}

/// A person's order of the views, and the one that the list opens with.
pub(super) async fn choice(tx: &mut Tx, user: UserId, grid: &str) -> Result<(Vec<i64>, Option<i64>)> {
    let row: Option<(String, Option<i64>)> =
        sql(CHOICE).bind(user).bind(grid.to_owned()).optional(tx).await?;
    let (places, default) = row.unwrap_or_default();
    Ok((serde_json::from_str(&places).unwrap_or_default(), default))
}

pub(super) async fn choose(
    tx: &mut Tx,
    user: UserId,
    grid: &str,
    places: &[i64],
    default: Option<i64>,
) -> Result<()> {
    let places = serde_json::to_string(places)?;
    let query = sql(CHOOSE).bind(user).bind(grid.to_owned()).bind(places);
    query.bind(default).run(tx).await?;
    Ok(())
}
