//! SQL of map layers.

use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{Flag, Ms};
use sqlx::FromRow;

const COLUMNS: &str = "select id, version, kind, name, source, approval_number, coordinate_system, url, access_key, file, bytes,
    details, join_property, active from map_layers";
const BY_ID: &str = "select id, version, kind, name, source, approval_number, coordinate_system, url, access_key, file, bytes,
    details, join_property, active from map_layers where id = $1";
const INSERT: &str = "insert into map_layers (kind, name, source, approval_number, coordinate_system, url, access_key, file, bytes,
    details, join_property, active, created_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id";
const UPDATE: &str = "update map_layers set version = version + 1, name = $1, source = $2, approval_number = $3,
    coordinate_system = $4, url = $5, access_key = $6, file = $7, bytes = $8, details = $9, join_property = $10, active = $11
    where id = $12 and version = $13";
const DELETE: &str = "delete from map_layers where id = $1 and version = $2";

/// A layer as it is stored.
#[derive(Debug, Clone, FromRow)]
pub(super) struct LayerRow {
    pub id: i64,
    pub version: i64,
    pub kind: String,
    pub name: String,
    pub source: String,
    pub approval_number: String,
    pub coordinate_system: String,
    pub url: Option<String>,
    pub access_key: Option<String>,
    pub file: Option<String>,
    pub bytes: Option<i64>,
    pub details: Option<String>,
    pub join_property: Option<String>,
    pub active: Flag,
}

pub(super) async fn all(tx: &mut Tx) -> Result<Vec<LayerRow>> {
    sql(format!("{COLUMNS} order by id")).all(tx).await
}

pub(super) async fn get(tx: &mut Tx, id: i64) -> Result<Option<LayerRow>> {
    sql(BY_ID).bind(id).optional(tx).await
}

pub(super) async fn insert(tx: &mut Tx, row: &LayerRow, now: Ms) -> Result<i64> {
    let query = sql(INSERT)
        .bind(row.kind.clone())
        .bind(row.name.clone())
        .bind(row.source.clone())
        .bind(row.approval_number.clone())
        .bind(row.coordinate_system.clone())
        .bind(row.url.clone())
        .bind(row.access_key.clone())
        .bind(row.file.clone())
        .bind(row.bytes)
        .bind(row.details.clone())
        .bind(row.join_property.clone())
        .bind(row.active)
        .bind(now);
    query.number(tx).await
}

/// Answers how many rows were changed: none where another version is stored.
pub(super) async fn update(tx: &mut Tx, row: &LayerRow) -> Result<u64> {
    let query = sql(UPDATE)
        .bind(row.name.clone())
        .bind(row.source.clone())
        .bind(row.approval_number.clone())
        .bind(row.coordinate_system.clone())
        .bind(row.url.clone())
        .bind(row.access_key.clone())
        .bind(row.file.clone())
        .bind(row.bytes)
        .bind(row.details.clone())
        .bind(row.join_property.clone())
        .bind(row.active)
        .bind(row.id)
        .bind(row.version);
    query.run(tx).await
}

pub(super) async fn delete(tx: &mut Tx, id: i64, version: i64) -> Result<u64> {
    sql(DELETE).bind(id).bind(version).run(tx).await
}
