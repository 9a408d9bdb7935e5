//! What no sum is kept for, counted from the orders: one statement for each kind of event that is asked for, each led by
//! the index of its event.

use super::among;
use crate::access::Scope;
use crate::db::{Scoped, Tx, sql};
use crate::error::Result;
use crate::kernel::Zone;
use crate::work_orders::rollup::accumulate::{Sums, put};
use crate::work_orders::rollup::read::{Dimension, Range, Want, Which};
use crate::work_orders::rules::{KINDS, PRIORITIES, SOLVING, answer_hours};
use sqlx::Row;
use sqlx::any::AnyRow;

/// Orders belong to outlets and engineers.
const ORDERS: Scoped = Scoped {
    outlet: "w.outlet_id",
    engineer: Some("w.engineer_id"),
};
const ENDED_AT: &str = "coalesce(w.completed_at, w.closed_at)";
const RESPONDED_AT: &str = "coalesce(w.responded_at, w.arrived_at)";
/// Never before it came in, whatever its source says of its end.
const CLEARED_DAY: &str =
    "case when w.completed_day < w.opened_day then w.opened_day else w.completed_day end";

/// What is grouped by where nothing is told apart; of the type that ids have.
const NOTHING: &str = "cast(0 as bigint)";

/// A list of words of ours, for SQL.
fn words(column: &str, list: &[&str], places: &[i64]) -> String {
    let named = places
        .iter()
        .filter_map(|place| list.get(usize::try_from(place - 1).ok()?));
    let quoted: Vec<String> = named.map(|word| format!("'{word}'")).collect();
    match quoted.is_empty() {
        true => "1 = 0".to_owned(),
        false => format!("{column} in ({})", quoted.join(", ")),
    }
}

/// The filters as a condition on orders, which the statement calls `w`.
#[must_use]
pub fn orders(which: &Which) -> String {
    let mut parts = vec!["1 = 1".to_owned()];
    if !which.outlets.is_empty() {
        parts.push(among("w.outlet_id", which.outlets.iter().copied()));
    }
    if !which.categories.is_empty() {
        parts.push(among("w.category_id", which.categories.iter().copied()));
    }
    if !which.kinds.is_empty() {
        parts.push(words("w.kind", KINDS, &which.kinds));
    }
    if !which.priorities.is_empty() {
        parts.push(words("w.priority", PRIORITIES, &which.priorities));
    }
    parts.join(" and ")
}

/// One kind of event: which day it falls on, when it happened, and what is read of it into which measures.
struct Event {
    day: &'static str,
    happened: String,
    /// Beside the key: a bucket to group by, or [`NOTHING`].
    bucket: &'static str,
    measures: String,
    take: fn(&AnyRow, &mut Sums) -> Result<()>,
}

fn between(expr: &str, from: i64, to: i64) -> String {
    format!("{expr} >= {from} and {expr} < {to}")
}

fn int(row: &AnyRow, place: usize) -> Result<i64> {
    Ok(row.try_get::<Option<i64>, _>(place)?.unwrap_or(0))
}

fn flag(condition: &str) -> String {
    format!("cast(sum(case when {condition} then 1 else 0 end) as bigint)")
}

fn total(expr: &str) -> String {
    format!("cast(coalesce(sum({expr}), 0) as bigint)")
}

fn opened(happened: String) -> Event {
    let solving: Vec<String> = SOLVING.iter().map(|word| format!("'{word}'")).collect();
    let resolved = format!(
        "w.state in ('completed', 'closed') and (w.outcome is null or w.outcome in ({}))",
        solving.join(", ")
    );
    Event {
        day: "w.opened_day",
        happened,
        bucket: NOTHING,
        measures: [
            "count(*)".to_owned(),
            flag("w.state = 'cancelled'"),
            flag(&resolved),
            "count(w.cost)".to_owned(),
            total("w.cost"),
            flag("w.kind = 'complaint' and w.state <> 'cancelled'"),
            flag("w.is_open = 1"),
        ]
        .join(", "),
        take: |row, s| {
            s.opened += int(row, 2)?;
            s.called_off += int(row, 3)?;
            s.resolved += int(row, 4)?;
            s.costed += int(row, 5)?;
            s.cost += int(row, 6)?;
            s.complaints += int(row, 7)?;
            s.open_opened += int(row, 8)?;
            Ok(())
        },
    }
}

fn responded(happened: String) -> Event {
    let took = format!("w.state <> 'cancelled' and {RESPONDED_AT} >= w.opened_at");
    Event {
        day: "w.responded_day",
        happened,
        bucket: NOTHING,
        measures: [
            flag(&took),
            total(&format!("case when {took} then {RESPONDED_AT} - w.opened_at end")),
            "count(w.response_met)".to_owned(),
            total("w.response_met"),
        ]
        .join(", "),
        take: |row, s| {
            s.responded += int(row, 2)?;
            s.response_ms += int(row, 3)?;
            s.response_judged += int(row, 4)?;
            s.response_met += int(row, 5)?;
            Ok(())
        },
    }
}

fn ended(happened: String, histogram: bool) -> Event {
    let live = |column: &str| format!("case when w.state <> 'cancelled' then {column} end");
    let (visit, score) = (live("w.first_visit_fixed"), live("w.satisfaction"));
    Event {
        day: "w.completed_day",
        happened,
        bucket: if histogram { "w.handling_bucket" } else { NOTHING },
        measures: [
            flag("w.state <> 'cancelled'"),
            "count(w.resolution_met)".to_owned(),
            total("w.resolution_met"),
            "count(w.handling_bucket)".to_owned(),
            total("case when w.handling_bucket is not null then w.handling_ms end"),
            format!("count({visit})"),
            total(&visit),
            format!("count({score})"),
            total(&score),
        ]
        .join(", "),
        take: |row, s| {
            s.completed += int(row, 2)?;
            s.resolution_judged += int(row, 3)?;
            s.resolution_met += int(row, 4)?;
            let handled = int(row, 5)?;
            s.handled += handled;
            s.handling_ms += int(row, 6)?;
            s.visit_judged += int(row, 7)?;
            s.visit_fixed += int(row, 8)?;
            s.scored += int(row, 9)?;
            s.score += int(row, 10)?;
            if let Some(bucket) = row.try_get::<Option<i64>, _>(1)? {
                put(&mut s.handling, bucket, handled);
            }
            Ok(())
        },
    }
}

/// Counts in one histogram, by a bucket that the database tells.
fn bucketed(
    day: &'static str,
    happened: String,
    bucket: &'static str,
    take: fn(&AnyRow, &mut Sums) -> Result<()>,
) -> Event {
    Event {
        day,
        happened,
        bucket,
        measures: "count(*)".to_owned(),
        take,
    }
}

fn counts(day: &'static str, happened: String, take: fn(&AnyRow, &mut Sums) -> Result<()>) -> Event {
    bucketed(day, happened, NOTHING, take)
}

/// The events of some days that are asked for. Days are led to by instants, which have the indexes.
fn events(range: Range, want: Want, zone: &Zone) -> Vec<Event> {
    let (from, to) = (zone.start_of(range.from).0, zone.start_of(range.to).0);
    let (on, done, answered) = (
        between("w.opened_at", from, to),
        between(ENDED_AT, from, to),
        between(RESPONDED_AT, from, to),
    );
    let mut events = Vec::new();
    if want.has(Want::OPENED) {
        events.push(opened(on.clone()));
    }
    if want.has(Want::RESPONDED) {
        events.push(responded(answered));
    }
    if want.has(Want::ENDED) {
        events.push(ended(done.clone(), want.has(Want::HANDLING)));
    }
    if want.has(Want::DUE) {
        let due = format!("w.is_open = 1 and {}", between("w.due_at", from, to));
        events.push(counts("w.due_day", due, |row, s| {
            s.open_due += int(row, 2)?;
            Ok(())
        }));
    }
    if want.has(Want::BACKLOG) {
        let came = format!("{on} and (w.is_open = 1 or w.completed_day is not null)");
        events.push(counts("w.opened_day", came, |row, s| {
            s.entered += int(row, 2)?;
            Ok(())
        }));
        let left = format!(
            "w.is_open = 0 and ({done} and w.completed_day >= w.opened_day or {on} and w.completed_day < w.opened_day)"
        );
        events.push(counts(CLEARED_DAY, left, |row, s| {
            s.cleared += int(row, 2)?;
            Ok(())
        }));
    }
    events.extend(histograms(&on, &done, want));
    events
}

fn histograms(on: &str, done: &str, want: Want) -> Vec<Event> {
    let mut events = Vec::new();
    if want.has(Want::HOURS) {
        let told = format!("{on} and w.opened_hour is not null");
        events.push(bucketed("w.opened_day", told, "w.opened_hour", |row, s| {
            put(&mut s.hours, int(row, 1)?, int(row, 2)?);
            Ok(())
        }));
    }
    if want.has(Want::LATE_HOURS) {
        let late = format!("{done} and w.resolution_met = 0 and w.opened_hour is not null");
        events.push(bucketed("w.completed_day", late, "w.opened_hour", |row, s| {
            put(&mut s.late_hours, int(row, 1)?, int(row, 2)?);
            Ok(())
        }));
    }
    if want.has(Want::ANSWERS) {
        let complaints = format!(
            "{on} and w.kind = 'complaint' and w.state <> 'cancelled' and {RESPONDED_AT} >= w.opened_at"
        );
        // Complaints are few: each answer is rounded where all others are.
        const TOOK: &str = "coalesce(w.responded_at, w.arrived_at) - w.opened_at";
        events.push(bucketed("w.opened_day", complaints, TOOK, |row, s| {
            put(&mut s.answers, answer_hours(int(row, 1)?), int(row, 2)?);
            Ok(())
        }));
    }
    events
}

/// Counts what is asked for from the orders themselves, told apart by `by`; a period by its day.
pub(in crate::work_orders::rollup) async fn counted(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    range: Range,
    by: Option<Dimension>,
    want: Want,
    zone: &Zone,
) -> Result<Vec<(i64, Sums)>> {
    let mut found: Vec<(i64, Sums)> = Vec::new();
    if range.from >= range.to {
        return Ok(found);
    }
    let mut more = orders(which);
    if by == Some(Dimension::Cause) {
        more.push_str(" and w.cause_id is not null");
    }
    for event in events(range, want, zone) {
        let key = match by {
            None => NOTHING,
            Some(Dimension::Outlet) => "coalesce(w.outlet_id, -1)",
            Some(Dimension::Category) => "coalesce(w.category_id, -1)",
            Some(Dimension::Cause) => "w.cause_id",
            Some(Dimension::Day | Dimension::Month) => event.day,
        };
        let text = format!(
            "select {key}, {}, {} from work_orders w where {} and {more} and {{scope}} group by 1, 2",
            event.bucket, event.measures, event.happened,
        );
        for row in sql(text).scope(scope, ORDERS).rows(tx).await? {
            let key: i64 = row.try_get(0)?;
            let place = match found.binary_search_by_key(&key, |(k, _)| *k) {
                Ok(place) => place,
                Err(place) => {
                    found.insert(place, (key, Sums::default()));
                    place
                }
            };
            (event.take)(&row, &mut found[place].1)?;
        }
    }
    Ok(found)
}

/// Orders that are open now: all, or those due in a span of instants.
pub(in crate::work_orders::rollup) async fn open_between(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    due: Option<(i64, i64)>,
) -> Result<i64> {
    let due = due.map_or_else(
        || "1 = 1".to_owned(),
        |(from, to)| between("w.due_at", from.max(-(1 << 60)), to),
    );
    let text = format!(
        "select count(*) from work_orders w where w.is_open = 1 and {due} and {} and {{scope}}",
        orders(which)
    );
    sql(text).scope(scope, ORDERS).number(tx).await
}

/// The day on which the open order of this place was opened, oldest first.
pub(in crate::work_orders::rollup) async fn opened_nth(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    place: i64,
) -> Result<Option<i64>> {
    let text = format!(
        "select w.opened_day from work_orders w where w.is_open = 1 and {} and {{scope}}
         order by w.opened_at limit 1 offset {place}",
        orders(which)
    );
    let row: Option<(i64,)> = sql(text).scope(scope, ORDERS).optional(tx).await?;
    Ok(row.map(|(day,)| day))
}

/// First and last opening.
pub(in crate::work_orders::rollup) async fn opened_span(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
) -> Result<Option<(i64, i64)>> {
    let text = format!(
        "select min(w.opened_at), max(w.opened_at) from work_orders w where {} and {{scope}}",
        orders(which)
    );
    let (first, last): (Option<i64>, Option<i64>) = sql(text).scope(scope, ORDERS).one(tx).await?;
    Ok(first.zip(last))
}

/// Complaints opened in a span of instants that nobody has answered yet.
pub(in crate::work_orders::rollup) async fn waiting_complaints(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    from: i64,
    to: i64,
) -> Result<i64> {
    let text = format!(
        "select count(*) from work_orders w where w.is_open = 1 and w.kind = 'complaint' and {RESPONDED_AT} is null
         and {} and {} and {{scope}}",
        between("w.opened_at", from, to),
        orders(which)
    );
    sql(text).scope(scope, ORDERS).number(tx).await
}
