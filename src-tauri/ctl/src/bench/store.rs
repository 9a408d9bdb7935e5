//! The raw SQL that the product is measured against: what somebody would write by hand on the same file.

use super::fill::END;
use outpost_core::Result;
use outpost_core::db::{Tx, sql};

const FROM: i64 = END - 90 * 86_400_000;

// Not scoped: the floor to measure against has no permissions.
const PAGE: &str = "select w.*, o.name, k.name from work_orders w left join outlets o on o.id = w.outlet_id
    left join categories k on k.id = w.category_id
    where w.outlet_id = $1 and w.state = 'closed' order by w.opened_at desc, w.id desc limit 100";
const MIDDLE: &str = "select w.*, o.name, k.name from work_orders w left join outlets o on o.id = w.outlet_id
    left join categories k on k.id = w.category_id order by w.opened_at desc, w.id desc limit 100 offset $1";
const COUNT: &str =
    "select count(*), sum(w.cost) from work_orders w where w.outlet_id = $1 and w.state = 'closed'";
const COUNT_ALL: &str = "select count(*), sum(w.cost) from work_orders w";
const SUMS: &str =
    "select count(*), count(w.resolution_met), sum(w.resolution_met), avg(w.handling_ms) from work_orders w
    where w.completed_at >= $1 and w.completed_at < $2";
const OPEN: &str =
    "select count(*), sum(case when w.due_at < $1 then 1 else 0 end) from work_orders w where w.is_open = 1";
const TREND: &str =
    "select w.completed_day, count(*), count(w.resolution_met), sum(w.resolution_met) from work_orders w
    where w.completed_at >= $1 and w.completed_at < $2 group by 1 order by 1";
const PARETO: &str = "select k.name, count(*) from work_orders w join categories k on k.id = w.category_id
    where w.opened_at >= $1 and w.opened_at < $2 group by 1 order by 2 desc";
const FLOW: &str = "select w.opened_day, count(*) from work_orders w where w.opened_at >= $1 and w.opened_at < $2 group by 1";
const AGES: &str =
    "select w.opened_day, count(*), sum(case when w.due_at < $1 then 1 else 0 end) from work_orders w
    where w.is_open = 1 group by 1";
const RANKING: &str = "select w.outlet_id, count(w.resolution_met), sum(w.resolution_met) from work_orders w
    where w.completed_at >= $1 and w.completed_at < $2 group by 1";
const HOURS: &str = "select (w.opened_at / 3600000 + 80) % 168, count(*) from work_orders w
    where w.opened_at >= $1 and w.opened_at < $2 group by 1";
const MONITOR: &str =
    "select w.*, o.name, k.name from work_orders w left join outlets o on o.id = w.outlet_id
    left join categories k on k.id = w.category_id where w.is_open = 1 order by w.due_at limit 200";
const FILTERED: &str =
    "select count(*), count(w.resolution_met), sum(w.resolution_met), avg(w.handling_ms) from work_orders w
    where w.completed_at >= $1 and w.completed_at < $2 and w.priority = 'urgent'";
const BUSIEST: &str = "select w.outlet_id from work_orders w group by 1 order by count(*) desc limit 1";

pub(super) async fn busiest(tx: &mut Tx) -> Result<i64> {
    sql(BUSIEST).number(tx).await
}

pub(super) async fn page(tx: &mut Tx, outlet: i64) -> Result<usize> {
    Ok(sql(PAGE).bind(outlet).rows(tx).await?.len())
}

pub(super) async fn middle(tx: &mut Tx, offset: i64) -> Result<usize> {
    Ok(sql(MIDDLE).bind(offset).rows(tx).await?.len())
}

pub(super) async fn count(tx: &mut Tx, outlet: i64) -> Result<usize> {
    Ok(sql(COUNT).bind(outlet).rows(tx).await?.len())
}

pub(super) async fn count_all(tx: &mut Tx) -> Result<usize> {
    Ok(sql(COUNT_ALL).rows(tx).await?.len())
}

/// The dashboard's four questions, one after the other.
pub(super) async fn dashboard(tx: &mut Tx) -> Result<usize> {
    let mut rows = sql(SUMS).bind(FROM).bind(END).rows(tx).await?.len();
    rows += sql(OPEN).bind(END).rows(tx).await?.len();
    rows += sql(TREND).bind(FROM).bind(END).rows(tx).await?.len();
    rows += sql(PARETO).bind(FROM).bind(END).rows(tx).await?.len();
    Ok(rows)
}

/// The question behind one chart.
pub(super) async fn chart(tx: &mut Tx, name: &str) -> Result<usize> {
    let query = match name {
        "flow" => sql(FLOW).bind(FROM).bind(END),
        "backlog_ageing" => sql(AGES).bind(END),
        "outlet_ranking" => sql(RANKING).bind(FROM).bind(END),
        "weekday_hour" => sql(HOURS).bind(FROM).bind(END),
        _ => sql(MONITOR),
    };
    Ok(query.rows(tx).await?.len())
}

/// The first row of the dashboard, for one priority.
pub(super) async fn filtered(tx: &mut Tx) -> Result<usize> {
    let rows = sql(FILTERED).bind(FROM).bind(END).rows(tx).await?.len();
    Ok(rows + sql(OPEN).bind(END).rows(tx).await?.len())
}
