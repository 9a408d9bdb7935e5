//! SQL of regions, outlets and engineers.

use super::ops::Choice;
use crate::access::Scope;
use crate::db::{Scoped, Tx, Value, sql};
use crate::error::Result;

const OUTLETS: &str = "select o.id, o.code, o.name from outlets o where {scope} and {match} order by o.name, o.id limit {limit}";
const REGIONS: &str = "select o.id, o.code, o.name from regions o where {match} order by o.code, o.id limit {limit}";
const NAMES: &str = "select o.id, o.code, o.name from outlets o where o.id in ({ids})";
const SCOPED: Scoped = Scoped { outlet: "o.id", engineer: None };

/// The condition of a selector: by ids, by text, or all; with its binds.
fn matching(tx: &Tx, search: &str, ids: &[i64]) -> (String, Vec<Value>) {
    if !ids.is_empty() {
        let binds: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
        return (format!("o.id in ({})", binds.join(", ")), ids.iter().map(|id| Value::from(*id)).collect());
    }
    if search.is_empty() {
        return ("1 = 1".to_owned(), Vec::new());
    }
    let escaped = search.replace('\\', "\\\\").replace('%', "\\%").replace('_', "\\_");
    let pattern = Value::from(format!("%{escaped}%"));
    let engine = tx.engine();
    let text = format!("({} or {})", engine.contains("o.code", "$1"), engine.contains("o.name", "$1"));
    (text, vec![pattern])
}

pub(super) async fn outlet_choices(tx: &mut Tx, scope: &Scope, search: &str, ids: &[i64], limit: i64) -> Result<Vec<Choice>> {
    let (text, binds) = matching(tx, search, ids);
    let query = sql(OUTLETS).fill("match", &text).fill("limit", &limit.to_string()).bind_all(binds);
    query.scope(scope, SCOPED).all(tx).await
}

pub(super) async fn region_choices(tx: &mut Tx, search: &str, ids: &[i64], limit: i64) -> Result<Vec<Choice>> {
    let (text, binds) = matching(tx, search, ids);
    sql(REGIONS).fill("match", &text).fill("limit", &limit.to_string()).bind_all(binds).all(tx).await
}

/// An outlet's code and name.
#[derive(Debug, Clone, sqlx::FromRow)]
pub struct OutletName {
    pub id: i64,
    pub code: String,
    pub name: String,
}

/// The names of some outlets.
///
/// # Errors
/// A database error.
pub async fn names(tx: &mut Tx, ids: &[i64]) -> Result<Vec<OutletName>> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let list: Vec<String> = ids.iter().map(ToString::to_string).collect();
    // Not scoped: callers hold rows that the person may see, and ask how their outlets are called ({scope} there).
    sql(NAMES).fill("ids", &list.join(", ")).all(tx).await
}
