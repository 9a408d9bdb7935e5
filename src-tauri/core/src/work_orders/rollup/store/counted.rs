//! What no sum is kept for, counted from the orders: one statement for each kind of event (opened, responded, ended, due)
//! that is asked for, whatever is asked of it.

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

/// Where a number of a row is added to.
type Into = fn(&mut Sums) -> &mut i64;

/// What is grouped by beside the key, for a histogram; rows where it is null are in no bucket.
struct Bucket {
    expr: String,
    put: fn(&mut Sums, i64, i64),
}

/// One kind of event: which day it falls on, when it happened, and what is read of it into which measures.
struct Event {
    day: &'static str,
    happened: String,
    measures: Vec<(String, Into)>,
    bucket: Option<Bucket>,
}

fn between(expr: &str, from: i64, to: i64) -> String {
    format!("{expr} >= {from} and {expr} < {to}")
}

fn flag(condition: &str) -> String {
    format!("cast(sum(case when {condition} then 1 else 0 end) as bigint)")
}

fn total(expr: &str) -> String {
    format!("cast(coalesce(sum({expr}), 0) as bigint)")
}

/// What the day of an opening is asked for.
fn opened(want: Want) -> Vec<(String, Into)> {
    let mut measures: Vec<(String, Into)> = Vec::new();
    if want.has(Want::OPENED) {
        let solving: Vec<String> = SOLVING.iter().map(|word| format!("'{word}'")).collect();
        let resolved = format!(
            "w.state in ('completed', 'closed') and (w.outcome is null or w.outcome in ({}))",
            solving.join(", ")
        );
        measures.push(("count(*)".to_owned(), |s| &mut s.opened));
        measures.push((flag("w.state = 'cancelled'"), |s| &mut s.called_off));
        measures.push((flag(&resolved), |s| &mut s.resolved));
        measures.push(("count(w.cost)".to_owned(), |s| &mut s.costed));
        measures.push((total("w.cost"), |s| &mut s.cost));
        let complaint = "w.kind = 'complaint' and w.state <> 'cancelled'";
        measures.push((flag(complaint), |s| &mut s.complaints));
        measures.push((flag("w.is_open = 1"), |s| &mut s.open_opened));
    }
    if want.has(Want::BACKLOG) {
        let came = "w.is_open = 1 or w.completed_day is not null";
        measures.push((flag(came), |s| &mut s.entered));
        // It leaves never before it came in, whatever its source says of its end.
        let at_once = "w.is_open = 0 and w.completed_day < w.opened_day";
        measures.push((flag(at_once), |s| &mut s.cleared));
    }
    measures
}

/// What the day of a first response is asked for.
fn responded() -> Vec<(String, Into)> {
    let took = format!("w.state <> 'cancelled' and {RESPONDED_AT} >= w.opened_at");
    let long = format!("case when {took} then {RESPONDED_AT} - w.opened_at end");
    vec![
        (flag(&took), |s| &mut s.responded),
        (total(&long), |s| &mut s.response_ms),
        ("count(w.response_met)".to_owned(), |s| &mut s.response_judged),
        (total("w.response_met"), |s| &mut s.response_met),
    ]
}

/// What the day of an end is asked for.
fn ended(want: Want) -> Vec<(String, Into)> {
    let mut measures: Vec<(String, Into)> = Vec::new();
    if want.has(Want::ENDED) {
        let live = |column: &str| format!("case when w.state <> 'cancelled' then {column} end");
        let (visit, score) = (live("w.first_visit_fixed"), live("w.satisfaction"));
        let handled = "case when w.handling_bucket is not null then w.handling_ms end";
        measures.push((flag("w.state <> 'cancelled'"), |s| &mut s.completed));
        measures.push(("count(w.resolution_met)".to_owned(), |s| &mut s.resolution_judged));
        measures.push((total("w.resolution_met"), |s| &mut s.resolution_met));
        measures.push(("count(w.handling_bucket)".to_owned(), |s| &mut s.handled));
        measures.push((total(handled), |s| &mut s.handling_ms));
        measures.push((format!("count({visit})"), |s| &mut s.visit_judged));
        measures.push((total(&visit), |s| &mut s.visit_fixed));
        measures.push((format!("count({score})"), |s| &mut s.scored));
        measures.push((total(&score), |s| &mut s.score));
    }
    if want.has(Want::BACKLOG) {
        let left = "w.is_open = 0 and w.completed_day >= w.opened_day";
        measures.push((flag(left), |s| &mut s.cleared));
    }
    measures
}

/// The histograms of openings that are asked for.
fn opened_buckets(want: Want) -> Vec<Bucket> {
    let mut buckets = Vec::new();
    if want.has(Want::ANSWERS) {
        let answered =
            format!("w.kind = 'complaint' and w.state <> 'cancelled' and {RESPONDED_AT} >= w.opened_at");
        // Complaints are few: each answer is rounded where all others are.
        buckets.push(Bucket {
            expr: format!("case when {answered} then {RESPONDED_AT} - w.opened_at end"),
            put: |s, took, count| put(&mut s.answers, answer_hours(took), count),
        });
    }
    if want.has(Want::HOURS) {
        buckets.push(Bucket {
            expr: "w.opened_hour".to_owned(),
            put: |s, hour, count| put(&mut s.hours, hour, count),
        });
    }
    buckets
}

/// The histograms of ends that are asked for.
fn ended_buckets(want: Want) -> Vec<Bucket> {
    let mut buckets = Vec::new();
    if want.has(Want::ENDED.and(Want::HANDLING)) {
        buckets.push(Bucket {
            expr: "w.handling_bucket".to_owned(),
            put: |s, bucket, count| put(&mut s.handling, bucket, count),
        });
    }
    if want.has(Want::LATE_HOURS) {
        buckets.push(Bucket {
            expr: "case when w.resolution_met = 0 then w.opened_hour end".to_owned(),
            put: |s, hour, count| put(&mut s.late_hours, hour, count),
        });
    }
    buckets
}

/// One statement for all that is asked of one kind of event, and one for each histogram beyond the first.
fn together(
    day: &'static str,
    happened: &str,
    measures: Vec<(String, Into)>,
    buckets: Vec<Bucket>,
) -> Vec<Event> {
    let mut buckets = buckets.into_iter();
    let first = buckets.next();
    let event = |measures, bucket| Event {
        day,
        happened: happened.to_owned(),
        measures,
        bucket,
    };
    let mut events = Vec::new();
    if !measures.is_empty() || first.is_some() {
        events.push(event(measures, first));
    }
    events.extend(buckets.map(|bucket| event(Vec::new(), Some(bucket))));
    events
}

/// The events of some days that are asked for. Days are led to by instants, which have the indexes.
fn events(range: Range, want: Want, zone: &Zone) -> Vec<Event> {
    let (from, to) = (zone.start_of(range.from).0, zone.start_of(range.to).0);
    let (on, done, answered) = (
        between("w.opened_at", from, to),
        between(ENDED_AT, from, to),
        between(RESPONDED_AT, from, to),
    );
    let mut events = together("w.opened_day", &on, opened(want), opened_buckets(want));
    if want.has(Want::RESPONDED) {
        events.extend(together("w.responded_day", &answered, responded(), Vec::new()));
    }
    events.extend(together(
        "w.completed_day",
        &done,
        ended(want),
        ended_buckets(want),
    ));
    if want.has(Want::DUE) {
        let due = format!("w.is_open = 1 and {}", between("w.due_at", from, to));
        let late: Vec<(String, Into)> = vec![("count(*)".to_owned(), |s| &mut s.open_due)];
        events.extend(together("w.due_day", &due, late, Vec::new()));
    }
    events
}

impl Event {
    /// Adds what a row counted: key and bucket, then the measures, then the rows themselves.
    fn take(&self, row: &AnyRow, sums: &mut Sums) -> Result<()> {
        for ((_, into), column) in self.measures.iter().zip(2..) {
            *into(sums) += row.try_get::<i64, _>(column)?;
        }
        if let Some(bucket) = &self.bucket
            && let Some(value) = row.try_get::<Option<i64>, _>(1)?
        {
            (bucket.put)(sums, value, row.try_get(2 + self.measures.len())?);
        }
        Ok(())
    }
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
        let bucket = event.bucket.as_ref().map_or(NOTHING, |bucket| &bucket.expr);
        let mut list: Vec<&str> = event.measures.iter().map(|(expr, _)| expr.as_str()).collect();
        list.push("count(*)");
        let text = format!(
            "select {key}, {bucket}, {} from work_orders w where {} and {more} and {{scope}} group by 1, 2",
            list.join(", "),
            event.happened,
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
            event.take(&row, &mut found[place].1)?;
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
