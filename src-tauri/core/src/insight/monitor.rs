//! `insight.monitor`: open orders by the time that their next clock has left.
//!
//! Everything here depends on now, so nothing of it is kept: it is read from an index that holds open orders only, in
//! the order of that clock.

use super::drill::Drill;
use super::model::{InsightFilter, Monitor, MonitorBucket, MonitorRow, NextClock, UrgencyKey};
use super::selection::Selection;
use super::store::{self, OpenRow};
use crate::access::Need;
use crate::db::Tx;
use crate::db::grid::{Filter, FilterOp};
use crate::error::Result;
use crate::kernel::{DAY_MS, Ms, WorkOrderId};
use crate::operation::{Cx, OpKind, Operation};
use crate::work_orders::rules::State;
use serde::Deserialize;
use serde_json::Value as Json;
use ts_rs::TS;

/// Rows of each bucket that are listed: five buckets, two hundred rows.
const EACH: i64 = 40;

/// Input of `insight.monitor`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightMonitorInput")]
#[serde(deny_unknown_fields)]
pub(super) struct GetMonitor {
    #[serde(flatten)]
    filter: InsightFilter,
}

impl Operation for GetMonitor {
    const NAME: &'static str = "insight.monitor";
    const DOC: &'static str =
        "Open orders by the time that their next clock has left, and the most urgent ones of each span.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders", "outlets", "regions", "settings"];
    type Output = Monitor;
    async fn run(&self, cx: &mut Cx) -> Result<Monitor> {
        let scope = cx.actor()?.scope.clone();
        let selection = Selection::now(&mut cx.tx, &scope, cx.now, &self.filter).await?;
        monitor(&mut cx.tx, &selection, cx.now).await
    }
}

/// Each urgency with its span of time left, in milliseconds.
pub(super) fn spans(minutes: &[i64]) -> Vec<(UrgencyKey, Option<i64>, Option<i64>)> {
    let edge = |place: usize| minutes.get(place).copied().unwrap_or(i64::from(u16::MAX)) * 60_000;
    vec![
        (UrgencyKey::LongOverdue, None, Some(-DAY_MS)),
        (UrgencyKey::Overdue, Some(-DAY_MS), Some(0)),
        (UrgencyKey::Soon, Some(0), Some(edge(0))),
        (UrgencyKey::Today, Some(edge(0)), Some(edge(1))),
        (UrgencyKey::Day, Some(edge(1)), Some(edge(2))),
        (UrgencyKey::Later, Some(edge(2)), None),
    ]
}

/// Instants that stand for "ever" on either side.
const EVER: i64 = 1 << 52;

async fn monitor(tx: &mut Tx, selection: &Selection, now: Ms) -> Result<Monitor> {
    let spans = spans(&selection.limits.monitor_minutes);
    let edges: Vec<i64> = spans
        .iter()
        .filter_map(|(_, _, to)| to.map(|to| now.0 + to))
        .collect();
    let (mut counts, mut rows) = (Vec::new(), Vec::new());
    if let Some(which) = selection.which() {
        let scope = selection.scope();
        counts = store::by_time_left(tx, scope, which, &edges).await?;
        let listed: Vec<(UrgencyKey, i64, i64)> = spans
            .iter()
            .filter_map(|(key, from, to)| {
                let to = (*to)?;
                Some((*key, from.map_or(-EVER, |from| now.0 + from), now.0 + to))
            })
            .collect();
        rows = store::most_urgent(tx, scope, which, &listed, EACH).await?;
    }
    let count = |place: i64| {
        counts
            .iter()
            .filter(|(p, _)| *p == place)
            .map(|(_, n)| n)
            .sum::<i64>()
    };
    let drill = selection.drill(selection.range);
    let mut buckets: Vec<MonitorBucket> = spans
        .iter()
        .zip(0_i64..)
        .map(|((key, from, to), place)| MonitorBucket {
            key: *key,
            from: *from,
            to: *to,
            count: count(place),
            drill: of_span(&drill, *from, *to, now),
        })
        .collect();
    buckets.push(MonitorBucket {
        key: UrgencyKey::NoClock,
        from: None,
        to: None,
        count: count(-1),
        drill: drill.open_and(vec![Filter::field("next_due_at", FilterOp::IsNull, Json::Null)]),
    });
    Ok(Monitor {
        as_of: now,
        open: buckets.iter().map(|bucket| bucket.count).sum(),
        buckets,
        rows: listed_rows(rows, selection, now),
    })
}

fn of_span(drill: &Drill<'_>, from: Option<i64>, to: Option<i64>, now: Ms) -> Filter {
    let due = |op, left: i64| Filter::field("next_due_at", op, now.0 + left);
    let from = from.map(|from| due(FilterOp::Ge, from));
    let to = to.map(|to| due(FilterOp::Lt, to));
    drill.open_and(from.into_iter().chain(to).collect())
}

/// Orders as the screen lists them.
pub(super) fn listed_rows(rows: Vec<OpenRow>, selection: &Selection, now: Ms) -> Vec<MonitorRow> {
    let spans = spans(&selection.limits.monitor_minutes);
    let urgency = |due: i64| {
        let left = due - now.0;
        let here = spans.iter().find(|(_, _, to)| to.is_none_or(|to| left < to));
        here.map_or(UrgencyKey::Later, |(key, _, _)| *key)
    };
    let row = |row: OpenRow| MonitorRow {
        id: WorkOrderId(row.id),
        number: row.number,
        state: State::parse(&row.state).unwrap_or(State::Open),
        kind: row.kind,
        priority: row.priority,
        category: row.category,
        outlet: row.outlet,
        engineer: row.engineer,
        opened_at: Ms(row.opened_at),
        // The solution's own, unless the response's is the earlier one.
        clock: match row.due_at == Some(row.next_due) {
            true => NextClock::Resolution,
            false => NextClock::Response,
        },
        due_at: Ms(row.next_due),
        urgency: urgency(row.next_due),
    };
    rows.into_iter().map(row).collect()
}
