//! SQL of regions, outlets and engineers.

use super::rules;
use crate::access::Scope;
use crate::db::{Scoped, Tx, Value, containing, sql};
use crate::error::{Code, Error, Result};
use crate::grids::Choice;

const OUTLETS: &str = "select o.id, o.code, o.name from outlets o where {scope} and {match} order by o.name, o.id limit {limit}";
// Not scoped: the names of regions are no secret.
const REGIONS: &str =
    "select o.id, o.code, o.name from regions o where {match} order by o.code, o.id limit {limit}";
const REGIONS_SERVED: &str = "select o.id, o.code, o.name from regions o
    where exists (select 1 from outlets t where t.region_path like o.path || '%' and {scope}) and {match}
    order by o.code, o.id limit {limit}";
const OF_REGIONS: &str = "select distinct o.id from outlets o
    join regions r on o.region_path like r.path || '%'
    where r.id in ({regions}) and {scope} order by o.id";
const SEEN: &str = "select o.id from outlets o where o.id in ({ids}) and {scope} order by o.id";
const ENGINEERS: &str = "select o.id, o.code, o.name from engineers o where {scope} and {match} order by o.name, o.id limit {limit}";
const ENGINEERS_SCOPED: Scoped = Scoped {
    outlet: "o.outlet_id",
    engineer: Some("o.id"),
};
const SCOPED: Scoped = Scoped {
    outlet: "o.id",
    engineer: None,
};
const SERVED: Scoped = Scoped {
    outlet: "t.id",
    engineer: None,
};

/// The condition of a selector: by ids, by text, or all; with its binds.
fn matching(tx: &Tx, search: &str, ids: &[i64]) -> (String, Vec<Value>) {
    if !ids.is_empty() {
        let binds: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
        return (
            format!("o.id in ({})", binds.join(", ")),
            ids.iter().map(|id| Value::from(*id)).collect(),
        );
    }
    if search.is_empty() {
        return ("1 = 1".to_owned(), Vec::new());
    }
    let pattern = Value::from(containing(search));
    let engine = tx.engine();
    let text = format!(
        "({} or {})",
        engine.contains("o.code", "$1"),
        engine.contains("o.name", "$1")
    );
    (text, vec![pattern])
}

pub(super) async fn outlet_choices(
    tx: &mut Tx,
    scope: &Scope,
    search: &str,
    ids: &[i64],
    limit: i64,
) -> Result<Vec<Choice>> {
    let (text, binds) = matching(tx, search, ids);
    let query = sql(OUTLETS)
        .fill("match", &text)
        .fill("limit", &limit.to_string())
        .bind_all(binds);
    query.scope(scope, SCOPED).all(tx).await
}

/// `served`: only regions that hold an outlet which is seen in this scope.
pub(super) async fn region_choices(
    tx: &mut Tx,
    served: Option<&Scope>,
    search: &str,
    ids: &[i64],
    limit: i64,
) -> Result<Vec<Choice>> {
    let (text, binds) = matching(tx, search, ids);
    let query = sql(if served.is_some() { REGIONS_SERVED } else { REGIONS })
        .fill("match", &text)
        .fill("limit", &limit.to_string())
        .bind_all(binds);
    match served {
        Some(scope) => query.scope(scope, SERVED).all(tx).await,
        None => query.all(tx).await,
    }
}

fn ids_of(rows: Vec<(i64,)>) -> Vec<i64> {
    rows.into_iter().map(|(id,)| id).collect()
}

fn numbered(count: usize) -> String {
    (1..=count)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The outlets of some regions and of all regions below them, as far as they are seen; in the order of their ids.
///
/// # Errors
/// A database error.
pub async fn of_regions(tx: &mut Tx, scope: &Scope, regions: &[i64]) -> Result<Vec<i64>> {
    let query = sql(OF_REGIONS)
        .fill("regions", &numbered(regions.len()))
        .bind_all(regions.iter().copied().map(Value::from));
    Ok(ids_of(query.scope(scope, SCOPED).all(tx).await?))
}

/// Those of some outlets that are seen, in the order of their ids.
pub(super) async fn seen(tx: &mut Tx, scope: &Scope, outlets: &[i64]) -> Result<Vec<i64>> {
    if outlets.is_empty() {
        return Ok(Vec::new());
    }
    let query = sql(SEEN)
        .fill("ids", &numbered(outlets.len()))
        .bind_all(outlets.iter().copied().map(Value::from));
    Ok(ids_of(query.scope(scope, SCOPED).all(tx).await?))
}

pub(super) async fn engineer_choices(
    tx: &mut Tx,
    scope: &Scope,
    search: &str,
    ids: &[i64],
    limit: i64,
) -> Result<Vec<Choice>> {
    let (text, binds) = matching(tx, search, ids);
    let query = sql(ENGINEERS)
        .fill("match", &text)
        .fill("limit", &limit.to_string())
        .bind_all(binds);
    query.scope(scope, ENGINEERS_SCOPED).all(tx).await
}

// Not scoped: the tree and the paths derived from it are the same for everybody.
const TREE: &str = "select id, parent_id, code, path from regions";
const SET_PATH: &str = "update regions set path = $1 where id = $2";
const OUTLET_PATHS: &str = "update outlets set region_path = coalesce((select r.path from regions r where r.id = outlets.region_id), '/')
    where region_path <> coalesce((select r.path from regions r where r.id = outlets.region_id), '/')";

/// Puts the paths of the region tree right, and those of the outlets in it.
///
/// # Errors
/// `circular_region` when a region stands below itself.
pub(super) async fn settle_paths(tx: &mut Tx) -> Result<()> {
    let rows: Vec<(i64, Option<i64>, String, String)> = sql(TREE).all(tx).await?;
    let parents: Vec<(i64, Option<i64>)> = rows.iter().map(|(id, parent, _, _)| (*id, *parent)).collect();
    let paths = rules::paths(&parents).map_err(|id| {
        let code = rows.iter().find(|r| r.0 == id).map_or("", |r| r.2.as_str());
        Error::new(Code::CircularRegion).with("code", code)
    })?;
    for (id, _, _, stored) in &rows {
        if let Some(path) = paths.get(id).filter(|p| *p != stored) {
            sql(SET_PATH).bind(path.clone()).bind(*id).run(tx).await?;
        }
    }
    sql(OUTLET_PATHS).run(tx).await?;
    Ok(())
}

const PLACES: &str = "select o.id, o.code, o.name, o.kind, o.active, o.longitude, o.latitude from outlets o
    where {scope} order by o.id limit {limit}";

/// An outlet and where it is, if anybody has said so.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct OutletPlace {
    pub id: i64,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub active: crate::kernel::Flag,
    pub longitude: Option<f64>,
    pub latitude: Option<f64>,
}

pub(super) async fn places(tx: &mut Tx, scope: &Scope, limit: i64) -> Result<Vec<OutletPlace>> {
    let query = sql(PLACES).fill("limit", &limit.to_string());
    query.scope(scope, SCOPED).all(tx).await
}
