//! SQL of the rollup and its deltas.

use super::accumulate::{Accumulator, Sums};
use crate::access::Scope;
use crate::db::{Column, Db, Scoped, Tx, Value, insert_rows, is_serialization_failure, sql};
use crate::error::Result;
use sqlx::FromRow;

const MEASURES: &str =
    "opened, completed, resolution_judged, resolution_met, response_judged, response_met, open_due,
    handling_ms, handled, cost";
const UPSERT: &str = "on conflict (grain, outlet_id, category_id, period) do update set
    opened = work_order_rollup.opened + excluded.opened,
    completed = work_order_rollup.completed + excluded.completed,
    resolution_judged = work_order_rollup.resolution_judged + excluded.resolution_judged,
    resolution_met = work_order_rollup.resolution_met + excluded.resolution_met,
    response_judged = work_order_rollup.response_judged + excluded.response_judged,
    response_met = work_order_rollup.response_met + excluded.response_met,
    open_due = work_order_rollup.open_due + excluded.open_due,
    handling_ms = work_order_rollup.handling_ms + excluded.handling_ms,
    handled = work_order_rollup.handled + excluded.handled,
    cost = work_order_rollup.cost + excluded.cost,
    histogram = work_order_rollup.histogram || excluded.histogram";
// Not scoped: folding and shortening see all sums, and no person.
const LAST_DELTA: &str = "select max(id) from work_order_deltas";
const DROP_DELTAS: &str = "delete from work_order_deltas where id <= $1";
const CLEAR_ROLLUP: &str = "delete from work_order_rollup";
const CLEAR_DELTAS: &str = "delete from work_order_deltas";
const LONG: &str = "select grain, outlet_id, category_id, period, histogram from work_order_rollup where length(histogram) > 4000 limit 500";
const SHORTEN: &str = "update work_order_rollup set histogram = $1 where grain = $2 and outlet_id = $3 and category_id = $4 and period = $5";
const OVERDUE_TODAY: &str = "select count(*) from work_orders w where w.is_open = 1 and w.due_at >= $1 and w.due_at < $2 and {more} and {scope}";
const EDGE: &str = "select coalesce(w.category_id, -1), count(*) from work_orders w
    where {outlets} and w.state in ('open', 'in_progress', 'completed', 'closed', 'cancelled')
    and w.opened_at >= $1 and w.opened_at < $2 and {scope} group by 1";
const EDGE_ENDED: &str = "select coalesce(w.category_id, -1), count(*), cast(coalesce(sum(w.resolution_met), 0) as bigint)
    from work_orders w where {outlets} and w.resolution_met is not null
    and coalesce(w.completed_at, w.closed_at) >= $1 and coalesce(w.completed_at, w.closed_at) < $2 and {scope} group by 1";
const OPENED_MONTHS: &str = "select min(m.first), max(m.last) from (
    select min(r.period) as first, max(r.period) as last from work_order_rollup r
    where r.grain = 1 and {outlets} and r.category_id = 0 and r.opened > 0 and {scope}
    union all
    select min(r.period), max(r.period) from work_order_deltas r
    where r.grain = 1 and {outlets} and r.category_id = 0 and r.opened > 0 and {scope}) m";

/// Orders belong to outlets and engineers.
pub(super) const ORDERS: Scoped = Scoped {
    outlet: "w.outlet_id",
    engineer: Some("w.engineer_id"),
};
const ROLLED: Scoped = Scoped {
    outlet: "r.outlet_id",
    engineer: None,
};

/// Rows written at once: bounds what is held twice.
const CHUNK: usize = 2_000;

type Rows<'a> = [(super::accumulate::Key, &'a Sums)];

fn columns(rows: &Rows<'_>) -> Vec<(&'static str, Column)> {
    let int = |value: &dyn Fn(&(super::accumulate::Key, &Sums)) -> i64| {
        Column::Int(rows.iter().map(|row| Some(value(row))).collect())
    };
    let mut columns = vec![
        ("grain", int(&|(k, _)| k.0)),
        ("outlet_id", int(&|(k, _)| k.1)),
        ("category_id", int(&|(k, _)| k.2)),
        ("period", int(&|(k, _)| k.3)),
    ];
    for (i, name) in MEASURES.split(',').map(str::trim).enumerate() {
        columns.push((name, int(&|(_, s)| s.measures()[i])));
    }
    let histograms = rows.iter().map(|(_, s)| Some(s.histogram_text()));
    columns.push(("histogram", Column::Text(histograms.collect())));
    columns
}

async fn write(
    tx: &mut Tx,
    table: &str,
    suffix: &str,
    accumulated: &Accumulator,
    names: &Names<'_>,
) -> Result<()> {
    let named = |((grain, outlet, category, period), sums)| {
        (
            (grain, (names.outlet)(outlet), (names.category)(category), period),
            sums,
        )
    };
    let mut rows: Vec<(super::accumulate::Key, &Sums)> = accumulated
        .sums
        .iter()
        .filter(|(_, s)| !s.is_zero())
        .map(|(key, sums)| named((*key, sums)))
        .collect();
    // In key order: the primary key's pages are then written once each.
    rows.sort_unstable_by_key(|(key, _)| *key);
    for chunk in rows.chunks(CHUNK) {
        insert_rows(tx, table, columns(chunk), suffix).await?;
    }
    Ok(())
}

/// What outlets and categories are called in the rollup, when sums were made before their ids were known.
pub struct Names<'a> {
    pub outlet: &'a (dyn Fn(i64) -> i64 + Sync),
    pub category: &'a (dyn Fn(i64) -> i64 + Sync),
}

/// Ids that are final.
pub(super) const KNOWN: Names<'static> = Names {
    outlet: &|id| id,
    category: &|id| id,
};

/// Adds sums to the rollup at once: imports, whose transaction is the only one that writes orders.
///
/// # Errors
/// A database error.
pub async fn apply(tx: &mut Tx, accumulated: &Accumulator, names: &Names<'_>) -> Result<()> {
    write(tx, "work_order_rollup", UPSERT, accumulated, names).await
}

/// Posts sums as deltas, to be folded later: changes that must not meet others on a hot row.
///
/// # Errors
/// A database error.
pub async fn post(tx: &mut Tx, accumulated: &Accumulator) -> Result<()> {
    write(tx, "work_order_deltas", "", accumulated, &KNOWN).await
}

/// Folds open deltas into the rollup, and shortens histograms that grew by appending.
///
/// # Errors
/// A database error. Losing a race is none: the next turn folds.
pub async fn fold(db: &Db) -> Result<()> {
    match fold_once(db).await {
        Err(error) if is_serialization_failure(&error) => Ok(()),
        outcome => outcome,
    }
}

async fn fold_once(db: &Db) -> Result<()> {
    let mut tx = db.read().await?;
    let last = sql(LAST_DELTA).number(&mut tx).await?;
    tx.commit().await?;
    if last == 0 {
        return Ok(());
    }
    let mut tx = db.write().await?;
    let accumulated = deltas(&mut tx, last).await?;
    apply(&mut tx, &accumulated, &KNOWN).await?;
    sql(DROP_DELTAS).bind(last).run(&mut tx).await?;
    // Folding is what makes them grow, so this is when to look.
    let long: Vec<(i64, i64, i64, i64, String)> = sql(LONG).all(&mut tx).await?;
    for (grain, outlet, category, period, histogram) in long {
        let sums = Sums::from_columns([0; 10], &histogram);
        let query = sql(SHORTEN).bind(sums.histogram_text()).bind(grain).bind(outlet);
        query.bind(category).bind(period).run(&mut tx).await?;
    }
    tx.commit().await
}

/// One stored row.
#[derive(Debug, FromRow)]
pub(super) struct Stored {
    pub grain: i64,
    pub outlet_id: i64,
    pub category_id: i64,
    pub period: i64,
    opened: i64,
    completed: i64,
    resolution_judged: i64,
    resolution_met: i64,
    response_judged: i64,
    response_met: i64,
    open_due: i64,
    handling_ms: i64,
    handled: i64,
    cost: i64,
    histogram: String,
}

impl Stored {
    pub(super) fn sums(&self) -> Sums {
        let measures = [
            self.opened,
            self.completed,
            self.resolution_judged,
            self.resolution_met,
            self.response_judged,
            self.response_met,
            self.open_due,
            self.handling_ms,
            self.handled,
            self.cost,
        ];
        Sums::from_columns(measures, &self.histogram)
    }
}

// Not scoped: folding and the check see all sums, and no person.
async fn deltas(tx: &mut Tx, last: i64) -> Result<Accumulator> {
    let text = format!(
        "select grain, outlet_id, category_id, period, {MEASURES}, histogram from work_order_deltas where id <= $1"
    );
    let rows: Vec<Stored> = sql(text).bind(last).all(tx).await?;
    let mut accumulated = Accumulator::default();
    for row in rows {
        let key = (row.grain, row.outlet_id, row.category_id, row.period);
        accumulated.sums.entry(key).or_default().add(&row.sums(), 1);
    }
    Ok(accumulated)
}

/// Rows of rollup and open deltas, for some ranges (grain, first period, first period after) of one way of summing.
pub(super) async fn rows(
    tx: &mut Tx,
    scope: &Scope,
    outlets: &OutletsOf,
    category: CategoryOf,
    ranges: &[(i64, i64, i64)],
) -> Result<Vec<Stored>> {
    let mut binds = Vec::new();
    let mut parts = Vec::new();
    let category = match category {
        CategoryOf::All => "r.category_id = 0".to_owned(),
        CategoryOf::Each => "r.category_id <> 0".to_owned(),
    };
    for (grain, from, to) in ranges {
        for table in ["work_order_rollup", "work_order_deltas"] {
            binds.extend([Value::from(*grain), Value::from(*from), Value::from(*to)]);
            let n = binds.len();
            parts.push(format!(
                "select r.grain, r.outlet_id, r.category_id, r.period, {MEASURES}, histogram from {table} r
                 where r.grain = ${} and {} and {category} and r.period >= ${} and r.period < ${n} and {{scope}}",
                n - 2,
                outlets.condition(),
                n - 1,
            ));
        }
    }
    let query = sql(parts.join(" union all ")).bind_all(binds);
    match outlets {
        // The sum over all outlets is for those who see all of them.
        OutletsOf::All => query.fill("scope", "1 = 1").all(tx).await,
        _ => query.scope(scope, ROLLED).all(tx).await,
    }
}

/// Which rows of the outlet dimension to add up.
#[derive(Debug, Clone)]
pub(super) enum OutletsOf {
    /// The row of all outlets.
    All,
    /// Every single one (in scope).
    Each,
    Some(Vec<i64>),
}

impl OutletsOf {
    fn condition(&self) -> String {
        match self {
            Self::All => "r.outlet_id = 0".to_owned(),
            Self::Each => "r.outlet_id <> 0".to_owned(),
            Self::Some(ids) => format!("r.outlet_id in ({})", list(ids)),
        }
    }
    fn orders(&self) -> String {
        match self {
            Self::All | Self::Each => "1 = 1".to_owned(),
            Self::Some(ids) => format!("w.outlet_id in ({})", list(ids)),
        }
    }
}

fn list(ids: &[i64]) -> String {
    let texts: Vec<String> = ids.iter().map(ToString::to_string).collect();
    if texts.is_empty() {
        "null".to_owned()
    } else {
        texts.join(", ")
    }
}

/// Which rows of the category dimension to add up.
#[derive(Debug, Clone, Copy)]
pub(super) enum CategoryOf {
    All,
    Each,
}

pub(super) async fn overdue_between(
    tx: &mut Tx,
    scope: &Scope,
    outlets: &OutletsOf,
    from: i64,
    to: i64,
) -> Result<i64> {
    let query = sql(OVERDUE_TODAY)
        .fill("more", &outlets.orders())
        .bind(from)
        .bind(to);
    query.scope(scope, ORDERS).number(tx).await
}

/// Orders opened between two instants by category, counted one by one: the edges of a period.
pub(super) async fn edge_by_category(
    tx: &mut Tx,
    scope: &Scope,
    outlets: &OutletsOf,
    from: i64,
    to: i64,
) -> Result<Vec<(i64, i64)>> {
    let query = sql(EDGE).fill("outlets", &outlets.orders()).bind(from).bind(to);
    query.scope(scope, ORDERS).all(tx).await
}

/// Orders with a verdict that ended between two instants, by category: (category, judged, met), counted one by one.
pub(super) async fn edge_ended_by_category(
    tx: &mut Tx,
    scope: &Scope,
    outlets: &OutletsOf,
    from: i64,
    to: i64,
) -> Result<Vec<(i64, i64, i64)>> {
    let query = sql(EDGE_ENDED)
        .fill("outlets", &outlets.orders())
        .bind(from)
        .bind(to);
    query.scope(scope, ORDERS).all(tx).await
}

/// First and last month in which an order was opened.
pub(super) async fn opened_months(
    tx: &mut Tx,
    scope: &Scope,
    outlets: &OutletsOf,
) -> Result<Option<(i64, i64)>> {
    let query = sql(OPENED_MONTHS).fill("outlets", &outlets.condition());
    let query = match outlets {
        OutletsOf::All => query.fill("scope", "1 = 1"),
        _ => query.scope(scope, ROLLED),
    };
    let (first, last): (Option<i64>, Option<i64>) = query.one(tx).await?;
    Ok(first.zip(last))
}

pub(super) async fn clear(tx: &mut Tx) -> Result<()> {
    sql(CLEAR_ROLLUP).run(tx).await?;
    sql(CLEAR_DELTAS).run(tx).await?;
    Ok(())
}

/// All stored rows with their open deltas.
// Not scoped: the check compares all sums with all orders, for nobody to see.
pub(super) async fn everything(tx: &mut Tx) -> Result<Accumulator> {
    let mut accumulated = deltas(tx, i64::MAX).await?;
    let text =
        format!("select grain, outlet_id, category_id, period, {MEASURES}, histogram from work_order_rollup");
    let rows: Vec<Stored> = sql(text).all(tx).await?;
    for row in rows {
        let key = (row.grain, row.outlet_id, row.category_id, row.period);
        accumulated.sums.entry(key).or_default().add(&row.sums(), 1);
    }
    Ok(accumulated)
}

#[derive(Debug, FromRow)]
pub(super) struct OrderRow {
    pub id: i64,
    pub outlet_id: Option<i64>,
    pub category_id: Option<i64>,
    pub state: String,
    pub is_open: i64,
    pub opened_day: i64,
    pub responded_day: Option<i64>,
    pub completed_day: Option<i64>,
    pub due_day: Option<i64>,
    pub response_met: Option<i64>,
    pub resolution_met: Option<i64>,
    pub handling_ms: Option<i64>,
    pub handling_bucket: Option<i64>,
    pub cost: Option<i64>,
}

/// A block of orders by id; verify and rebuild see all of them.
pub(super) async fn orders_after(tx: &mut Tx, id: i64, limit: i64) -> Result<Vec<OrderRow>> {
    let text = "select w.id, w.outlet_id, w.category_id, w.state, w.is_open, w.opened_day, w.responded_day, w.completed_day, w.due_day,
        w.response_met, w.resolution_met, w.handling_ms, w.handling_bucket, w.cost
        from work_orders w where w.id > $1 and {scope} order by w.id limit $2";
    sql(text)
        .bind(id)
        .bind(limit)
        .scope(&Scope::all(), ORDERS)
        .all(tx)
        .await
}
