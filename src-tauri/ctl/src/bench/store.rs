//! The raw SQL that the product is measured against: what somebody would write by hand on the same file, with all
//! indexes of the product there.

use super::fill::END;
use outpost_core::Result;
use outpost_core::db::{Tx, sql};

/// Statements that are run one after the other.
pub(super) type Raw = Vec<String>;

const DAY: i64 = 86_400_000;
/// The quarter that figures are asked for.
pub(super) const FROM: i64 = END - 90 * DAY;

/// The columns of a list with the names that its rows show.
// Not scoped: the floor to measure against has no permissions.
const ROWS: &str = "select w.*, o.name, k.name from work_orders w left join outlets o on o.id = w.outlet_id
    left join categories k on k.id = w.category_id";
const NAMED: &str = "work_orders w left join outlets o on o.id = w.outlet_id
    left join categories k on k.id = w.category_id left join dictionary_entries x on x.id = w.cause_id";
const OPEN_AND_LATE: &str = "select count(*), sum(case when w.due_at < {now} then 1 else 0 end) from work_orders w where w.is_open = 1";
const SUMS: &str =
    "select count(*), count(w.resolution_met), sum(w.resolution_met), avg(w.handling_ms) from work_orders w
    where w.completed_at >= {from} and w.completed_at < {to}";
const TREND: &str =
    "select w.completed_day, count(*), count(w.resolution_met), sum(w.resolution_met) from work_orders w
    where w.completed_at >= {from} and w.completed_at < {to} group by 1 order by 1";
const PARETO: &str = "select k.name, count(*) from work_orders w join categories k on k.id = w.category_id
    where w.opened_at >= {from} and w.opened_at < {to} group by 1 order by 2 desc";
const FLOW: &str = "select w.opened_day, count(*) from work_orders w where w.opened_at >= {from} and w.opened_at < {to} group by 1";
const AGES: &str =
    "select w.opened_day, count(*), sum(case when w.due_at < {now} then 1 else 0 end) from work_orders w
    where w.is_open = 1 group by 1";
const RANKING: &str = "select w.outlet_id, count(w.resolution_met), sum(w.resolution_met) from work_orders w
    where w.completed_at >= {from} and w.completed_at < {to} group by 1";
const HOURS: &str = "select (w.opened_at / 3600000 + 80) % 168, count(*) from work_orders w
    where w.opened_at >= {from} and w.opened_at < {to} group by 1";
const DUE_BY_OUTLET: &str = "select w.outlet_id, count(*), sum(case when w.due_at < {now} then 1 else 0 end)
    from work_orders w where w.is_open = 1 and w.due_at < {now} + 86400000 group by 1";
const LEFT: &str = "select case when w.due_at < {now} - 86400000 then 0 when w.due_at < {now} then 1
        when w.due_at < {now} + 14400000 then 2 when w.due_at < {now} + 86400000 then 3 else 4 end, count(*)
    from work_orders w where w.is_open = 1 group by 1";
const POINTS: &str = "select w.id, w.longitude, w.latitude, w.due_at from work_orders w
    where w.is_open = 1 and w.latitude is not null and w.longitude is not null";
const LOCATED: &str = "select count(*), count(w.latitude) from work_orders w where w.is_open = 1";
const EVENTS: &str = "select e.* from work_order_events e where e.order_id = {id} order by e.at, e.id";
const BUSIEST: &str = "select w.outlet_id from work_orders w group by 1 order by count(*) desc limit 1";
const SAMPLE: &str =
    "select w.id, w.number, w.product_name, w.contact_name, w.contact_phone from work_orders w
    where w.is_open = 0 order by w.opened_at limit 1 offset 1000";

/// An order that has its life behind it, and words by which it is found.
#[derive(Debug)]
pub(super) struct Sample {
    pub id: i64,
    pub number: String,
    pub product_name: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
}

fn filled(text: &str) -> String {
    text.replace("{from}", &FROM.to_string())
        .replace("{to}", &END.to_string())
        .replace("{now}", &END.to_string())
}

fn each(texts: &[&str]) -> Raw {
    texts.iter().map(|text| filled(text)).collect()
}

/// The outlet with most orders.
pub(super) async fn busiest(tx: &mut Tx) -> Result<i64> {
    sql(BUSIEST).number(tx).await
}

pub(super) async fn sample(tx: &mut Tx) -> Result<Sample> {
    let (id, number, product_name, contact_name, contact_phone) = sql(SAMPLE).one(tx).await?;
    Ok(Sample {
        id,
        number,
        product_name,
        contact_name,
        contact_phone,
    })
}

/// Runs all of them and reads all rows.
pub(super) async fn run(tx: &mut Tx, raw: &Raw) -> Result<usize> {
    let mut rows = 0;
    for text in raw {
        rows += sql(text.clone()).rows(tx).await?.len();
    }
    Ok(rows)
}

/// A piece of text in any of the columns that the search box looks into.
pub(super) fn like_any(words: &str) -> String {
    let columns = [
        "w.number",
        "w.external_number",
        "w.contact_name",
        "w.contact_phone",
        "w.serial_number",
        "w.product_name",
    ];
    let like = columns.map(|column| format!("{column} like '%{}%'", words.replace('\'', "''")));
    format!("({})", like.join(" or "))
}

/// A hundred rows of a list.
pub(super) fn page(condition: &str, order: &str, offset: i64) -> Raw {
    // A name in the condition may be that of a cause.
    let rows = ROWS.replace(&ROWS[ROWS.find("from").unwrap_or(0)..], &format!("from {NAMED}"));
    let rows = if condition.contains("x.") {
        rows.as_str()
    } else {
        ROWS
    };
    vec![format!(
        "{rows} where {condition} order by {order} limit 100 offset {offset}"
    )]
}

/// The count and the sum below a list.
pub(super) fn count(condition: &str) -> Raw {
    let named = ["o.", "k.", "x."].iter().any(|name| condition.contains(name));
    let from = if named { NAMED } else { "work_orders w" };
    vec![format!(
        "select count(*), sum(w.cost) from {from} where {condition}"
    )]
}

/// The dashboard's first questions, one after the other.
pub(super) fn dashboard() -> Raw {
    each(&[SUMS, OPEN_AND_LATE, TREND, PARETO])
}

/// The questions behind the whole page: the first row, its sparklines and six charts.
pub(super) fn whole_page() -> Raw {
    each(&[SUMS, OPEN_AND_LATE, TREND, FLOW, AGES, RANKING, PARETO, HOURS])
}

/// The key figures: the period, the one before, and what is open.
pub(super) fn overview(more: &str) -> Raw {
    let before = SUMS
        .replace("{to}", &FROM.to_string())
        .replace("{from}", &(FROM - (END - FROM)).to_string());
    let with = |text: &str| format!("{} and {more}", filled(text));
    vec![with(SUMS), with(&before), with(OPEN_AND_LATE)]
}

/// The question behind one chart.
pub(super) fn chart(name: &str) -> Raw {
    each(&[match name {
        "on_time_trend" => TREND,
        "flow" => FLOW,
        "backlog_ageing" => AGES,
        "outlet_ranking" => RANKING,
        "pareto" => PARETO,
        _ => HOURS,
    }])
}

/// How many open orders have how much time left, and the two hundred most urgent.
pub(super) fn monitor() -> Raw {
    let mut raw = each(&[LEFT]);
    raw.push(format!("{ROWS} where w.is_open = 1 order by w.due_at limit 200"));
    raw
}

/// Yesterday's counts, what is due by outlet, the oldest open ones, and the sums of eight weeks by outlet and category.
pub(super) fn brief() -> Raw {
    let mut raw = each(&[OPEN_AND_LATE, TREND, FLOW, DUE_BY_OUTLET, RANKING, PARETO]);
    raw.push(format!("{ROWS} where w.is_open = 1 order by w.opened_at limit 8"));
    raw
}

/// Where the open orders are.
pub(super) fn map() -> Raw {
    each(&[LOCATED, POINTS])
}

/// One order and what happened to it.
pub(super) fn drawer(id: i64) -> Raw {
    vec![
        format!("{ROWS} where w.id = {id}"),
        EVENTS.replace("{id}", &id.to_string()),
    ]
}
