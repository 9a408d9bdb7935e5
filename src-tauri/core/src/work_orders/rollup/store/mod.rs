//! SQL of the sums and their deltas.

mod counted;
mod orders;

pub use counted::orders;
pub(super) use counted::{counted, open_between, opened_nth, opened_span, waiting_complaints};
pub(super) use orders::{clear_mark, is_marked, orders_after, set_opened_hours, stretches};

use super::ALL;
use super::accumulate::{Cells, HISTOGRAMS, Key, MEASURES, Sums, append, coarse, text_of};
use super::gather::Accumulator;
use super::read::{Cube, Want, Which};
use crate::access::Scope;
use crate::db::{Column, Db, Scoped, Sql, Tx, Value, insert_rows, is_serialization_failure, sql};
use crate::error::Result;
use crate::work_orders::rules::{KINDS, PRIORITIES};
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::HashMap;

const KEYS: &str = "grain, outlet_id, category_id, kind, priority, cause_id, period";
// Not scoped: folding and shortening see all sums, and no person.
const LAST_DELTA: &str = "select max(id) from work_order_sum_deltas";
const DROP_DELTAS: &str = "delete from work_order_sum_deltas where id <= $1";
const CLEAR_SUMS: &str = "delete from work_order_sums";
const CLEAR_DELTAS: &str = "delete from work_order_sum_deltas";

const ROLLED: Scoped = Scoped {
    outlet: "r.outlet_id",
    engineer: None,
};

/// Rows written at once: bounds what is held twice.
const CHUNK: usize = 2_000;

type Rows<'a> = [(Key, &'a Sums)];

/// What happens to a sum that is there already.
fn upsert() -> String {
    let sums = MEASURES
        .iter()
        .map(|m| format!("{m} = work_order_sums.{m} + excluded.{m}"));
    let texts = HISTOGRAMS
        .iter()
        .map(|h| format!("{h} = work_order_sums.{h} || excluded.{h}"));
    let sets: Vec<String> = sums.chain(texts).collect();
    format!("on conflict ({KEYS}) do update set {}", sets.join(", "))
}

fn columns(rows: &Rows<'_>) -> Vec<(&'static str, Column)> {
    let int =
        |value: &dyn Fn(&(Key, &Sums)) -> i64| Column::Int(rows.iter().map(|row| Some(value(row))).collect());
    let mut columns = vec![
        ("grain", int(&|(k, _)| k.grain)),
        ("outlet_id", int(&|(k, _)| k.outlet)),
        ("category_id", int(&|(k, _)| k.category)),
        ("kind", int(&|(k, _)| k.kind)),
        ("priority", int(&|(k, _)| k.priority)),
        ("cause_id", int(&|(k, _)| k.cause)),
        ("period", int(&|(k, _)| k.period)),
    ];
    for (i, name) in MEASURES.iter().enumerate() {
        columns.push((name, int(&|(_, s)| s.measures()[i])));
    }
    for (i, name) in HISTOGRAMS.iter().enumerate() {
        let texts = rows.iter().map(|(_, s)| Some(text_of(s.histograms()[i])));
        columns.push((name, Column::Text(texts.collect())));
    }
    columns
}

/// Sums as they are added up.
type Table = HashMap<Key, Box<Sums>>;

/// Writes sums in key order: the primary key's pages are then written once each.
async fn write(
    tx: &mut Tx,
    table: &str,
    suffix: &str,
    sums: impl Iterator<Item = (&Key, &Box<Sums>)>,
) -> Result<()> {
    let mut rows: Vec<(Key, &Sums)> = sums
        .filter(|(_, s)| !s.is_zero())
        .map(|(key, sums)| (*key, &**sums))
        .collect();
    rows.sort_unstable_by_key(|(key, _)| *key);
    for chunk in rows.chunks(CHUNK) {
        insert_rows(tx, table, columns(chunk), suffix).await?;
    }
    Ok(())
}

/// Sums that are held at least before those of past months are written: fewer would touch the same pages too often.
const ENOUGH: usize = 2_000;
/// Sums that are held at most, about 10 MB.
const MOST: usize = 20_000;

/// Adds orders up and writes what comes of it, in the order in which they came in: what a past month's sums get is then
/// nearly complete when they are written, and no more than [`MOST`] are held. What comes later is added to them.
async fn add_up(
    tx: &mut Tx,
    table: &str,
    suffix: &str,
    gathered: &Accumulator,
    names: &Names<'_>,
) -> Result<()> {
    let mut cells = Cells::default();
    let mut month = None;
    for (mut facts, sign) in gathered.in_order() {
        facts.outlet = facts.outlet.map(names.outlet);
        facts.category = facts.category.map(names.category);
        let now = facts.opened.month();
        if month.replace(now).is_some_and(|before| before != now) && cells.sums.len() > ENOUGH {
            flush(tx, table, suffix, &cells.take_before(facts.opened)).await?;
        }
        cells.add(&facts, sign);
        if cells.sums.len() > MOST {
            flush(tx, table, suffix, &cells.take()).await?;
        }
    }
    flush(tx, table, suffix, &cells.take()).await?;
    flush(tx, table, suffix, &cells.states()).await
}

async fn flush(tx: &mut Tx, table: &str, suffix: &str, fine: &Table) -> Result<()> {
    let coarse = coarse(fine);
    write(tx, table, suffix, fine.iter().chain(&coarse)).await
}

/// What outlets and categories are called in the sums, when they were added up before their ids were known.
pub struct Names<'a> {
    pub outlet: &'a (dyn Fn(i64) -> i64 + Send + Sync),
    pub category: &'a (dyn Fn(i64) -> i64 + Send + Sync),
}

/// Ids that are final.
pub(in crate::work_orders) const KNOWN: Names<'static> = Names {
    outlet: &|id| id,
    category: &|id| id,
};

/// Adds sums at once: imports, whose transaction is the only one that writes orders.
///
/// # Errors
/// A database error.
pub async fn apply(tx: &mut Tx, gathered: &Accumulator, names: &Names<'_>) -> Result<()> {
    add_up(tx, "work_order_sums", &upsert(), gathered, names).await
}

/// Posts sums as deltas, to be folded later: changes that must not meet others on a hot row.
///
/// # Errors
/// A database error.
pub async fn post(tx: &mut Tx, gathered: &Accumulator) -> Result<()> {
    add_up(tx, "work_order_sum_deltas", "", gathered, &KNOWN).await
}

/// Folds open deltas into the sums, and shortens histograms that grew by appending.
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
    let posted = deltas(&mut tx, last).await?;
    write(&mut tx, "work_order_sums", &upsert(), posted.iter()).await?;
    sql(DROP_DELTAS).bind(last).run(&mut tx).await?;
    // Folding is what makes them grow, so this is when to look.
    for column in HISTOGRAMS {
        shorten(&mut tx, column).await?;
    }
    tx.commit().await
}

/// Beyond this many characters a histogram holds the same bucket more than once: there are at most 241 of them.
const LONG: usize = 4_000;

async fn shorten(tx: &mut Tx, column: &str) -> Result<()> {
    // Not scoped: shortening sees all sums, and no person.
    let long =
        format!("select {KEYS}, {column} from work_order_sums where length({column}) > {LONG} limit 500");
    for row in sql(long).rows(tx).await? {
        let key = key_of(&row)?;
        let mut histogram = Vec::new();
        append(&mut histogram, &row.try_get::<String, _>(7)?);
        let text = format!(
            "update work_order_sums set {column} = $1 where grain = $2 and outlet_id = $3 and category_id = $4
             and kind = $5 and priority = $6 and cause_id = $7 and period = $8"
        );
        let query = sql(text)
            .bind(text_of(&histogram))
            .bind(key.grain)
            .bind(key.outlet);
        let query = query.bind(key.category).bind(key.kind).bind(key.priority);
        query.bind(key.cause).bind(key.period).run(tx).await?;
    }
    Ok(())
}

/// The key in a row's first seven columns.
fn key_of(row: &AnyRow) -> Result<Key> {
    Ok(Key {
        grain: row.try_get(0)?,
        outlet: row.try_get(1)?,
        category: row.try_get(2)?,
        kind: row.try_get(3)?,
        priority: row.try_get(4)?,
        cause: row.try_get(5)?,
        period: row.try_get(6)?,
    })
}

/// The sums of a table, by key.
// Not scoped: folding and the check see all sums, and no person.
async fn whole(tx: &mut Tx, table: &str, condition: &str) -> Result<Table> {
    let text = format!(
        "select {KEYS}, {}, {} from {table} where {condition}",
        MEASURES.join(", "),
        HISTOGRAMS.join(", ")
    );
    let mut found = Table::new();
    for row in sql(text).rows(tx).await? {
        let sums = found.entry(key_of(&row)?).or_default();
        for (i, measure) in sums.measures_mut().into_iter().enumerate() {
            *measure += row.try_get::<i64, _>(7 + i)?;
        }
        for (i, histogram) in sums.histograms_mut().into_iter().enumerate() {
            append(histogram, row.try_get::<&str, _>(7 + MEASURES.len() + i)?);
        }
    }
    Ok(found)
}

async fn deltas(tx: &mut Tx, last: i64) -> Result<Table> {
    whole(tx, "work_order_sum_deltas", &format!("id <= {last}")).await
}

/// All stored sums with their open deltas.
pub(super) async fn everything(tx: &mut Tx) -> Result<Table> {
    let mut all = whole(tx, "work_order_sums", "1 = 1").await?;
    for (key, sums) in deltas(tx, i64::MAX).await? {
        all.entry(key).or_default().add(&sums, 1);
    }
    all.retain(|_, sums| !sums.is_zero());
    Ok(all)
}

pub(super) async fn clear(tx: &mut Tx) -> Result<()> {
    sql(CLEAR_SUMS).run(tx).await?;
    sql(CLEAR_DELTAS).run(tx).await?;
    Ok(())
}

/// `in (…)` over ids of ours or ids that were parsed as numbers.
pub(super) fn among(column: &str, ids: impl IntoIterator<Item = i64>) -> String {
    let texts: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("{column} in ({})", texts.join(", "))
}

/// The condition on one key column: its filter, or anything but "all" where the cube has that column, or "all".
fn on_key(column: &str, has: bool, filter: &[i64], known: usize) -> String {
    match (has, filter.is_empty()) {
        (false, _) => format!("{column} = {ALL}"),
        (true, false) => among(column, filter.iter().copied()),
        // A closed list is named, so that the key leads to its rows; −1 is a word of no list.
        (true, true) if known > 0 => among(column, (-1..=known as i64).filter(|id| *id != ALL)),
        (true, true) => format!("{column} <> {ALL}"),
    }
}

/// The keys of a cube's rows that a question is about.
fn keys(which: &Which, cube: Cube) -> String {
    [
        on_key("r.outlet_id", cube.outlet, &which.outlets, 0),
        on_key("r.category_id", cube.category, &which.categories, 0),
        on_key("r.kind", cube.kinds, &which.kinds, KINDS.len()),
        on_key("r.priority", cube.kinds, &which.priorities, PRIORITIES.len()),
        on_key("r.cause_id", cube.cause, &[], 0),
    ]
    .join(" and ")
}

/// Part of a question: a grain and its periods, the first and the first one after.
pub(super) type Part = (i64, i64, i64);

/// Sums and open deltas of some periods of one cube, summed by `by` (a key column, or a constant for one sum of all).
pub(super) async fn kept(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    cube: Cube,
    parts: &[Part],
    by: &str,
    want: Want,
) -> Result<Vec<(i64, Sums)>> {
    let measures = want.measures();
    let texts = want.histograms();
    let keys = keys(which, cube);
    let (mut binds, mut arms) = (Vec::new(), Vec::new());
    let inner: Vec<&str> = measures.iter().chain(&texts).map(|i| i.1).collect();
    for (grain, from, to) in parts {
        binds.extend([Value::from(*grain), Value::from(*from), Value::from(*to)]);
        let n = binds.len();
        for table in ["work_order_sums", "work_order_sum_deltas"] {
            arms.push(format!(
                "select {by} as k, {} from {table} r where r.grain = ${} and {keys} and r.period >= ${} and r.period < ${n} and {{scope}}",
                inner.join(", "), n - 2, n - 1,
            ));
        }
    }
    let engine = tx.engine();
    let sums = measures
        .iter()
        .map(|(_, m)| format!("cast(sum(s.{m}) as bigint)"));
    let concats = texts.iter().map(|(_, t)| engine.concat(&format!("s.{t}")));
    let list: Vec<String> = sums.chain(concats).collect();
    let text = format!(
        "select s.k, {} from ({}) s group by s.k",
        list.join(", "),
        arms.join(" union all ")
    );
    let query = cut(sql(text).bind_all(binds), scope, cube);
    let mut found = Vec::new();
    for row in query.rows(tx).await? {
        let mut sums = Sums::default();
        for (column, (place, _)) in measures.iter().enumerate() {
            *sums.measures_mut()[*place] = row.try_get(1 + column)?;
        }
        for (column, (place, _)) in texts.iter().enumerate() {
            append(
                sums.histograms_mut()[*place],
                row.try_get(1 + measures.len() + column)?,
            );
        }
        found.push((row.try_get(0)?, sums));
    }
    Ok(found)
}

/// The sum over all outlets is for those who see all of them; nobody else asks for a cube without outlets.
fn cut(query: Sql, scope: &Scope, cube: Cube) -> Sql {
    if cube.outlet {
        query.scope(scope, ROLLED)
    } else {
        query.fill("scope", "1 = 1")
    }
}

/// First and last month in which an order was opened.
pub(super) async fn months(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    cube: Cube,
) -> Result<Option<(i64, i64)>> {
    let keys = keys(which, cube);
    let arm = |table: &str| {
        format!(
            "select min(r.period) as first, max(r.period) as last from {table} r
             where r.grain = 1 and {keys} and r.opened > 0 and {{scope}}"
        )
    };
    let text = format!(
        "select min(m.first), max(m.last) from ({} union all {}) m",
        arm("work_order_sums"),
        arm("work_order_sum_deltas")
    );
    let (first, last): (Option<i64>, Option<i64>) = cut(sql(text), scope, cube).one(tx).await?;
    Ok(first.zip(last))
}
