//! SQL of the dashboard: names, and which outlets lie in a region.

use super::model::UrgencyKey;
use crate::access::Scope;
use crate::db::{Scoped, Tx, Value, sql};
use crate::error::Result;
use crate::work_orders::{self, NEXT_DUE, Which};
use sqlx::FromRow;

const CATEGORIES: &str = "select k.id, k.name from categories k where k.id in ({ids})";
const REGIONS: &str = "select r.id, r.name from regions r where r.id in ({ids})";
const CAUSES: &str = "select x.id, x.name, x.name_en from dictionary_entries x where x.id in ({ids})";
const OUTLET_NAMES: &str = "select o.id, o.name from outlets o where o.id in ({ids}) and {scope}";
/// Orders belong to outlets and engineers.
const ORDERS: Scoped = Scoped {
    outlet: "w.outlet_id",
    engineer: Some("w.engineer_id"),
};
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

/// The names of some regions.
pub(super) async fn regions(tx: &mut Tx, ids: &[i64]) -> Result<Vec<(i64, String)>> {
    let query = sql(REGIONS).fill("ids", &places(ids.len()));
    query.bind_all(ids.iter().copied().map(Value::from)).all(tx).await
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

/// Open orders by age and by whether they are late: (place among the edges, late, orders). `edges` are instants,
/// descending: an order opened at or after the first one has place 0, one before the last has the last place.
pub(super) async fn ages(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    edges: &[i64],
    now: i64,
) -> Result<Vec<(i64, i64, i64)>> {
    let place = steps("w.opened_at >=", edges);
    let text = format!(
        "select a.place, a.late, count(*) from (select {place} as place,
            cast(case when w.due_at < {now} then 1 else 0 end as bigint) as late
            from work_orders w where w.is_open = 1 and {} and {{scope}}) a group by 1, 2",
        work_orders::orders(which)
    );
    sql(text).scope(scope, ORDERS).all(tx).await
}

/// The place of the first edge that holds, or the one after the last.
fn steps(compared: &str, edges: &[i64]) -> String {
    let cases: String = edges
        .iter()
        .enumerate()
        .map(|(place, edge)| format!(" when {compared} {edge} then {place}"))
        .collect();
    format!("cast(case{cases} else {} end as bigint)", edges.len())
}

/// Open orders by the time that their next clock has left: (place among the edges, orders); `edges` are instants,
/// ascending. Place −1: no clock.
pub(super) async fn by_time_left(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    edges: &[i64],
) -> Result<Vec<(i64, i64)>> {
    let place = steps("t.due <", edges);
    let text = format!(
        "select case when t.due is null then -1 else {place} end, count(*) from (
            select {NEXT_DUE} as due from work_orders w where w.is_open = 1 and {} and {{scope}}) t group by 1",
        work_orders::orders(which)
    );
    sql(text).scope(scope, ORDERS).all(tx).await
}

/// An open order with its clocks.
#[derive(Debug, FromRow)]
pub(super) struct OpenRow {
    pub id: i64,
    pub number: String,
    pub state: String,
    pub kind: String,
    pub priority: String,
    pub category: Option<String>,
    pub outlet: Option<String>,
    pub engineer: Option<String>,
    pub opened_at: i64,
    pub due_at: Option<i64>,
    pub next_due: i64,
}

fn open_rows(picked: &str, order: &str) -> String {
    // Not scoped: the ids were cut to the scope where they were picked.
    format!(
        "select w.id, w.number, w.state, w.kind, w.priority, k.name as category, o.name as outlet, e.name as engineer,
            w.opened_at, w.due_at, p.due as next_due
         from ({picked}) p join work_orders w on w.id = p.id
         left join outlets o on o.id = w.outlet_id left join categories k on k.id = w.category_id
         left join engineers e on e.id = w.engineer_id order by {order}, w.id"
    )
}

/// The most urgent open orders of each span of instants, at most `each` of one.
pub(super) async fn most_urgent(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    spans: &[(UrgencyKey, i64, i64)],
    each: i64,
) -> Result<Vec<OpenRow>> {
    let more = work_orders::orders(which);
    let arms: Vec<String> = spans
        .iter()
        .map(|(_, from, to)| {
            format!(
                "select * from (select w.id, {NEXT_DUE} as due from work_orders w where w.is_open = 1
                 and {NEXT_DUE} >= {from} and {NEXT_DUE} < {to} and {more} and {{scope}} order by {NEXT_DUE} limit {each}) s"
            )
        })
        .collect();
    let text = open_rows(&arms.join(" union all "), "p.due");
    sql(text).scope(scope, ORDERS).all(tx).await
}

/// The open orders with a clock that were opened first.
pub(super) async fn oldest(tx: &mut Tx, scope: &Scope, which: &Which, limit: i64) -> Result<Vec<OpenRow>> {
    let picked = format!(
        "select w.id, {NEXT_DUE} as due from work_orders w where w.is_open = 1 and w.due_at is not null and {}
         and {{scope}} order by w.opened_at limit {limit}",
        work_orders::orders(which)
    );
    sql(open_rows(&picked, "w.opened_at"))
        .scope(scope, ORDERS)
        .all(tx)
        .await
}

/// What an outlet's open orders are due for.
#[derive(Debug, FromRow)]
pub(super) struct DueRow {
    /// −1: orders that no outlet has.
    pub outlet_id: i64,
    pub due_today: i64,
    pub late_today: i64,
    pub overdue: i64,
    pub first_due: i64,
}

/// Open orders due before `tomorrow`, by outlet.
pub(super) async fn due_by_outlet(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    today: i64,
    now: i64,
    tomorrow: i64,
) -> Result<Vec<DueRow>> {
    let flag = |condition: &str| format!("cast(sum(case when {condition} then 1 else 0 end) as bigint)");
    let text = format!(
        "select coalesce(w.outlet_id, -1) as outlet_id, {} as due_today, {} as late_today, {} as overdue,
            min(w.due_at) as first_due
         from work_orders w where w.is_open = 1 and w.due_at < {tomorrow} and {} and {{scope}} group by 1",
        flag(&format!("w.due_at >= {today}")),
        flag(&format!("w.due_at >= {today} and w.due_at < {now}")),
        flag(&format!("w.due_at < {today}")),
        work_orders::orders(which)
    );
    sql(text).scope(scope, ORDERS).all(tx).await
}
