//! SQL of single outlets, engineers and regions.

use crate::access::Scope;
use crate::db::{Scoped, Tx, sql};
use crate::error::Result;
use crate::kernel::{EngineerId, Flag, Ms, OutletId, RegionId};
use crate::outlets::model::{EngineerView, OutletKind, OutletView};

const OUTLET: &str = "select o.id, o.version, o.code, o.name, o.kind, o.level, o.region_id, r.name as region_name, o.phone, o.address,
    o.latitude, o.longitude, o.active, (select count(*) from engineers e where e.outlet_id = o.id and e.active = 1) as engineers
    from outlets o left join regions r on r.id = o.region_id where o.id = $1 and {scope}";
const INSERT_OUTLET: &str = "insert into outlets (code, name, kind, level, region_id, region_path, phone, address, latitude, longitude, active, created_at)
    values ($1, $2, $3, $4, $5, coalesce((select r.path from regions r where r.id = $5), '/'), $6, $7, $8, $9, $10, $11) returning id";
const UPDATE_OUTLET: &str = "update outlets set version = version + 1, name = $1, kind = $2, level = $3, region_id = $4,
    region_path = coalesce((select r.path from regions r where r.id = $4), '/'), phone = $5, address = $6, latitude = $7,
    longitude = $8, active = $9 where id = $10 and version = $11 and {scope}";
const ENGINEER: &str =
    "select e.id, e.version, e.code, e.name, e.outlet_id, o.name as outlet_name, e.phone, e.skills, e.active
    from engineers e join outlets o on o.id = e.outlet_id where e.id = $1 and {scope}";
const INSERT_ENGINEER: &str =
    "insert into engineers (code, name, outlet_id, phone, skills, active, created_at)
    values ($1, $2, $3, $4, $5, $6, $7) returning id";
const UPDATE_ENGINEER: &str =
    "update engineers set version = version + 1, name = $1, outlet_id = $2, phone = $3, skills = $4,
    active = $5 where id = $6 and version = $7 and {scope}";
// Not scoped: the tree of regions is no secret; the outlets counted in it are.
const REGION: &str = "select r.version, r.code, r.name, r.parent_id, p.name as parent_name, r.path
    from regions r left join regions p on p.id = r.parent_id where r.id = $1";
const INSERT_REGION: &str =
    "insert into regions (code, name, parent_id, path) values ($1, $2, $3, '/') returning id";
const UPDATE_REGION: &str =
    "update regions set version = version + 1, name = $1, parent_id = $2 where id = $3 and version = $4";
const BELOW: &str =
    "select count(*) from outlets o where o.region_path >= $1 and o.region_path < $2 and {scope}";
// Not scoped: a code is taken whoever may see the record.
const OUTLET_TAKEN: &str = "select count(*) from outlets where code = $1";
const ENGINEER_TAKEN: &str = "select count(*) from engineers where code = $1";
const REGION_TAKEN: &str = "select count(*) from regions where code = $1";

const OUTLETS: Scoped = Scoped {
    outlet: "o.id",
    engineer: None,
};
const OWN_OUTLET: Scoped = Scoped {
    outlet: "id",
    engineer: None,
};
const ENGINEERS: Scoped = Scoped {
    outlet: "e.outlet_id",
    engineer: Some("e.id"),
};
const OWN_ENGINEER: Scoped = Scoped {
    outlet: "outlet_id",
    engineer: Some("id"),
};

/// A stored outlet.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct OutletRow {
    pub id: i64,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub level: Option<String>,
    pub region_id: Option<i64>,
    pub region_name: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub active: Flag,
    pub engineers: i64,
}

impl From<OutletRow> for OutletView {
    fn from(row: OutletRow) -> Self {
        Self {
            id: OutletId(row.id),
            version: row.version,
            code: row.code,
            name: row.name,
            // The schema checks the word.
            kind: OutletKind::parse(&row.kind).unwrap_or(OutletKind::Authorised),
            level: row.level,
            region_id: row.region_id.map(RegionId),
            region_name: row.region_name,
            phone: row.phone,
            address: row.address,
            latitude: row.latitude,
            longitude: row.longitude,
            active: row.active.0,
            engineers: row.engineers,
            masked: false,
        }
    }
}

/// What is written of an outlet.
#[derive(Debug, Clone)]
pub(super) struct Outlet {
    pub name: String,
    pub kind: OutletKind,
    pub level: Option<String>,
    pub region_id: Option<RegionId>,
    pub phone: Option<String>,
    pub address: Option<String>,
    /// Latitude and longitude.
    pub place: Option<(f64, f64)>,
    pub active: bool,
}

pub(super) async fn outlet(tx: &mut Tx, scope: &Scope, id: OutletId) -> Result<Option<OutletRow>> {
    sql(OUTLET).bind(id.0).scope(scope, OUTLETS).optional(tx).await
}

pub(super) async fn insert_outlet(tx: &mut Tx, code: &str, words: &Outlet, now: Ms) -> Result<OutletId> {
    let query = sql(INSERT_OUTLET)
        .bind(code)
        .bind(words.name.clone())
        .bind(words.kind.as_str())
        .bind(words.level.clone())
        .bind(words.region_id.map(|r| r.0))
        .bind(words.phone.clone())
        .bind(words.address.clone())
        .bind(words.place.map(|p| p.0))
        .bind(words.place.map(|p| p.1))
        .bind(i64::from(words.active))
        .bind(now.0);
    Ok(OutletId(query.number(tx).await?))
}

pub(super) async fn update_outlet(
    tx: &mut Tx,
    scope: &Scope,
    id: OutletId,
    version: i64,
    words: &Outlet,
) -> Result<bool> {
    let query = sql(UPDATE_OUTLET)
        .bind(words.name.clone())
        .bind(words.kind.as_str())
        .bind(words.level.clone())
        .bind(words.region_id.map(|r| r.0))
        .bind(words.phone.clone())
        .bind(words.address.clone())
        .bind(words.place.map(|p| p.0))
        .bind(words.place.map(|p| p.1))
        .bind(i64::from(words.active))
        .bind(id.0)
        .bind(version);
    Ok(query.scope(scope, OWN_OUTLET).run(tx).await? == 1)
}

/// A stored engineer.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct EngineerRow {
    pub id: i64,
    pub version: i64,
    pub code: String,
    pub name: String,
    pub outlet_id: i64,
    pub outlet_name: String,
    pub phone: Option<String>,
    pub skills: Option<String>,
    pub active: Flag,
}

impl From<EngineerRow> for EngineerView {
    fn from(row: EngineerRow) -> Self {
        Self {
            id: EngineerId(row.id),
            version: row.version,
            code: row.code,
            name: row.name,
            outlet_id: OutletId(row.outlet_id),
            outlet_name: row.outlet_name,
            phone: row.phone,
            skills: row.skills,
            active: row.active.0,
            masked: false,
        }
    }
}

/// What is written of an engineer.
#[derive(Debug, Clone)]
pub(super) struct Engineer {
    pub name: String,
    pub outlet_id: OutletId,
    pub phone: Option<String>,
    pub skills: Option<String>,
    pub active: bool,
}

pub(super) async fn engineer(tx: &mut Tx, scope: &Scope, id: EngineerId) -> Result<Option<EngineerRow>> {
    sql(ENGINEER)
        .bind(id.0)
        .scope(scope, ENGINEERS)
        .optional(tx)
        .await
}

pub(super) async fn insert_engineer(
    tx: &mut Tx,
    code: &str,
    words: &Engineer,
    now: Ms,
) -> Result<EngineerId> {
    let query = sql(INSERT_ENGINEER)
        .bind(code)
        .bind(words.name.clone())
        .bind(words.outlet_id.0)
        .bind(words.phone.clone())
        .bind(words.skills.clone())
        .bind(i64::from(words.active))
        .bind(now.0);
    Ok(EngineerId(query.number(tx).await?))
}

pub(super) async fn update_engineer(
    tx: &mut Tx,
    scope: &Scope,
    id: EngineerId,
    version: i64,
    words: &Engineer,
) -> Result<bool> {
    let query = sql(UPDATE_ENGINEER)
        .bind(words.name.clone())
        .bind(words.outlet_id.0)
        .bind(words.phone.clone())
        .bind(words.skills.clone())
        .bind(i64::from(words.active))
        .bind(id.0)
        .bind(version);
    Ok(query.scope(scope, OWN_ENGINEER).run(tx).await? == 1)
}

/// A stored region.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct RegionRow {
    pub version: i64,
    pub code: String,
    pub name: String,
    pub parent_id: Option<i64>,
    pub parent_name: Option<String>,
    pub path: String,
}

pub(super) async fn region(tx: &mut Tx, id: RegionId) -> Result<Option<RegionRow>> {
    sql(REGION).bind(id.0).optional(tx).await
}

pub(super) async fn insert_region(
    tx: &mut Tx,
    code: &str,
    name: &str,
    parent: Option<RegionId>,
) -> Result<RegionId> {
    let query = sql(INSERT_REGION).bind(code).bind(name).bind(parent.map(|p| p.0));
    Ok(RegionId(query.number(tx).await?))
}

pub(super) async fn update_region(
    tx: &mut Tx,
    id: RegionId,
    version: i64,
    name: &str,
    parent: Option<RegionId>,
) -> Result<bool> {
    let query = sql(UPDATE_REGION).bind(name).bind(parent.map(|p| p.0));
    Ok(query.bind(id.0).bind(version).run(tx).await? == 1)
}

/// Outlets in a region and below it; a path's range ends before its own text followed by a letter.
pub(super) async fn outlets_below(tx: &mut Tx, scope: &Scope, path: &str) -> Result<i64> {
    let query = sql(BELOW).bind(path).bind(format!("{path}z"));
    query.scope(scope, OUTLETS).number(tx).await
}

pub(super) async fn outlet_code_is_taken(tx: &mut Tx, code: &str) -> Result<bool> {
    Ok(sql(OUTLET_TAKEN).bind(code).number(tx).await? > 0)
}

pub(super) async fn engineer_code_is_taken(tx: &mut Tx, code: &str) -> Result<bool> {
    Ok(sql(ENGINEER_TAKEN).bind(code).number(tx).await? > 0)
}

pub(super) async fn region_code_is_taken(tx: &mut Tx, code: &str) -> Result<bool> {
    Ok(sql(REGION_TAKEN).bind(code).number(tx).await? > 0)
}
