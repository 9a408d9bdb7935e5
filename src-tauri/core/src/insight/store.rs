//! SQL of the dashboard: names, and which outlets lie in a region.

use crate::access::Scope;
use crate::db::{Scoped, Tx, Value, sql};
use crate::error::Result;

const OUTLETS_OF_REGIONS: &str = "select distinct o.id from outlets o
    join regions r on o.region_path like r.path || '%'
    where r.id in ({regions}) and {scope} order by o.id";
const CATEGORIES: &str = "select k.id, k.name from categories k where k.id in ({ids})";
const CAUSES: &str = "select x.id, x.name, x.name_en from dictionary_entries x where x.id in ({ids})";
const OUTLET_NAMES: &str = "select o.id, o.name from outlets o where o.id in ({ids}) and {scope}";
const OUTLETS: Scoped = Scoped {
    outlet: "o.id",
    engineer: None,
};

fn places(count: usize) -> String {
    (1..=count)
        .map(|n| format!("${n}"))
        .collect::<Vec<_>>()
        .join(", ")
}

/// The outlets of some regions and of all regions below them.
pub(super) async fn outlets_of_regions(tx: &mut Tx, scope: &Scope, regions: &[i64]) -> Result<Vec<i64>> {
    let query = sql(OUTLETS_OF_REGIONS).fill("regions", &places(regions.len()));
    let rows: Vec<(i64,)> = query
        .bind_all(regions.iter().copied().map(Value::from))
        .scope(scope, OUTLETS)
        .all(tx)
        .await?;
    Ok(rows.into_iter().map(|(id,)| id).collect())
}

/// The names of some categories.
pub(super) async fn categories(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = sql(CATEGORIES).fill("ids", &places(ids.len()));
    query.bind_all(ids.iter().copied().map(Value::from)).all(tx).await
}

/// The names of some causes: id, name, name in English.
pub(super) async fn causes(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, String, Option<String>)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = sql(CAUSES).fill("ids", &places(ids.len()));
    query.bind_all(ids.iter().copied().map(Value::from)).all(tx).await
}

/// The names of some outlets.
pub(super) async fn outlet_names(tx: &mut Tx, scope: &Scope, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let query = sql(OUTLET_NAMES).fill("ids", &places(ids.len()));
    let query = query.bind_all(ids.iter().copied().map(Value::from));
    query.scope(scope, OUTLETS).all(tx).await
}
