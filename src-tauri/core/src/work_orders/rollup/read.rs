//! Reading the derived figures: a period is whole months and the days at its edges, so that a year costs no more than
//! a month.

use super::accumulate::Sums;
use super::store::{self, CategoryOf, OutletsOf, Stored};
use super::{BY_DAY, BY_MONTH, BY_STATE};
use crate::access::Scope;
use crate::db::Tx;
use crate::error::Result;
use crate::kernel::{Day, Ms, Zone};
use crate::work_orders::rules::STATES;
use std::collections::BTreeMap;

/// Business days from `from` up to, but without, `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub from: Day,
    pub to: Day,
}

impl Range {
    /// Whole months and edge days as (grain, first period, first period after).
    fn parts(self) -> Vec<(i64, i64, i64)> {
        if self.from >= self.to {
            return Vec::new();
        }
        let starts = |day: Day| Day::first_of(day.month()) == day;
        let first = if starts(self.from) {
            self.from.month()
        } else {
            self.from.month() + 1
        };
        let last = self.to.month();
        if first >= last {
            return vec![(BY_DAY, self.from.0, self.to.0)];
        }
        let mut parts = vec![(BY_MONTH, first, last)];
        let (head, tail) = (Day::first_of(first), Day::first_of(last));
        if self.from < head {
            parts.push((BY_DAY, self.from.0, head.0));
        }
        if tail < self.to {
            parts.push((BY_DAY, tail.0, self.to.0));
        }
        parts
    }
}

/// How figures are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    Outlet,
    Category,
    Day,
    Month,
}

/// The outlets that a person and a filter leave, in the cheapest form.
fn outlets_of(scope: &Scope, filter: &[i64]) -> OutletsOf {
    match (filter.is_empty(), scope.is_all()) {
        (false, _) => OutletsOf::Some(filter.to_vec()),
        (true, true) => OutletsOf::All,
        (true, false) => OutletsOf::Each,
    }
}

/// All measures of a period; `outlets` empty means all in scope.
///
/// # Errors
/// A database error.
pub async fn sums(tx: &mut Tx, scope: &Scope, outlets: &[i64], range: Range) -> Result<Sums> {
    let mut total = Sums::default();
    for row in part_rows(
        tx,
        scope,
        &outlets_of(scope, outlets),
        CategoryOf::All,
        &range.parts(),
    )
    .await?
    {
        total.add(&row.sums(), 1);
    }
    Ok(total)
}

/// Measures of a period by outlet, category, day or month. By category *and* some outlets, only what was opened and
/// what was judged on its resolution is told.
///
/// # Errors
/// A database error.
pub async fn sums_by(
    tx: &mut Tx,
    scope: &Scope,
    outlets: &[i64],
    range: Range,
    by: Dimension,
    zone: &Zone,
) -> Result<BTreeMap<i64, Sums>> {
    let all = outlets_of(scope, outlets);
    let (of, category, parts) = match by {
        Dimension::Outlet => {
            let each = if outlets.is_empty() { OutletsOf::Each } else { all };
            (each, CategoryOf::All, range.parts())
        }
        Dimension::Day => (all, CategoryOf::All, vec![(BY_DAY, range.from.0, range.to.0)]),
        Dimension::Month => (
            all,
            CategoryOf::All,
            vec![(BY_MONTH, range.from.month(), Day(range.to.0 - 1).month() + 1)],
        ),
        Dimension::Category if matches!(all, OutletsOf::All) => (all, CategoryOf::Each, range.parts()),
        Dimension::Category => return by_category_of_outlets(tx, scope, &all, range, zone).await,
    };
    let mut found: BTreeMap<i64, Sums> = BTreeMap::new();
    for row in part_rows(tx, scope, &of, category, &parts).await? {
        let key = match by {
            Dimension::Outlet => row.outlet_id,
            Dimension::Category => row.category_id,
            Dimension::Day | Dimension::Month => row.period,
        };
        found.entry(key).or_default().add(&row.sums(), 1);
    }
    Ok(found)
}

/// Outlet × category is kept by month only (by day it would be as large as the orders); the edge days are counted.
async fn by_category_of_outlets(
    tx: &mut Tx,
    scope: &Scope,
    outlets: &OutletsOf,
    range: Range,
    zone: &Zone,
) -> Result<BTreeMap<i64, Sums>> {
    let (months, edges): (Vec<_>, Vec<_>) = range
        .parts()
        .into_iter()
        .partition(|(grain, _, _)| *grain == BY_MONTH);
    let mut found: BTreeMap<i64, Sums> = BTreeMap::new();
    for row in part_rows(tx, scope, outlets, CategoryOf::Each, &months).await? {
        found.entry(row.category_id).or_default().add(&row.sums(), 1);
    }
    for (_, from, to) in edges {
        let (from, to) = (zone.start_of(Day(from)), zone.start_of(Day(to)));
        for (category, opened) in store::edge_by_category(tx, scope, outlets, from.0, to.0).await? {
            found.entry(category).or_default().opened += opened;
        }
        for (category, judged, met) in store::edge_ended_by_category(tx, scope, outlets, from.0, to.0).await?
        {
            let sums = found.entry(category).or_default();
            sums.resolution_judged += judged;
            sums.resolution_met += met;
        }
    }
    Ok(found)
}

async fn part_rows(
    tx: &mut Tx,
    scope: &Scope,
    outlets: &OutletsOf,
    category: CategoryOf,
    parts: &[(i64, i64, i64)],
) -> Result<Vec<Stored>> {
    if parts.is_empty() {
        return Ok(Vec::new());
    }
    store::rows(tx, scope, outlets, category, parts).await
}

/// Orders by present state: (orders, cost) in the order of `rules::STATES`.
///
/// # Errors
/// A database error.
pub async fn states(tx: &mut Tx, scope: &Scope, outlets: &[i64]) -> Result<[(i64, i64); 5]> {
    let parts = [(BY_STATE, 0, STATES.len() as i64)];
    let mut counts = [(0, 0); 5];
    for row in store::rows(tx, scope, &outlets_of(scope, outlets), CategoryOf::All, &parts).await? {
        let sums = row.sums();
        if let Some(count) = usize::try_from(row.period).ok().and_then(|i| counts.get_mut(i)) {
            count.0 += sums.opened;
            count.1 += sums.cost;
        }
    }
    Ok(counts)
}

/// The first and the last month (as [`Day::month`] counts them) in which an order was opened; `outlets` as in [`sums`].
///
/// # Errors
/// A database error.
pub async fn opened_months(tx: &mut Tx, scope: &Scope, outlets: &[i64]) -> Result<Option<(i64, i64)>> {
    store::opened_months(tx, scope, &outlets_of(scope, outlets)).await
}

/// Open orders whose due has passed at `now`: whole days from the sums, today's counted.
///
/// # Errors
/// A database error.
pub async fn overdue(tx: &mut Tx, scope: &Scope, outlets: &[i64], now: Ms, zone: &Zone) -> Result<i64> {
    let today = zone.day(now);
    let of = outlets_of(scope, outlets);
    // From year 0 on: all the past.
    let past = Range {
        from: Day::first_of(0),
        to: today,
    };
    let rows = part_rows(tx, scope, &of, CategoryOf::All, &past.parts()).await?;
    let before: i64 = rows.iter().map(|r| r.sums().open_due).sum();
    Ok(before + store::overdue_between(tx, scope, &of, zone.start_of(today).0, now.0).await?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day(i64::from(
            NaiveDate::from_ymd_opt(y, m, d).unwrap().to_epoch_days(),
        ))
    }

    #[test]
    fn periods_fall_into_months_and_edges() {
        let month = |y: i64, m: i64| y * 12 + m - 1;
        let cases = [
            (
                "a whole month",
                day(2026, 2, 1),
                day(2026, 3, 1),
                vec![(BY_MONTH, month(2026, 2), month(2026, 3))],
            ),
            (
                "inside a month",
                day(2026, 2, 3),
                day(2026, 2, 9),
                vec![(BY_DAY, day(2026, 2, 3).0, day(2026, 2, 9).0)],
            ),
            (
                "ninety days",
                day(2026, 8, 24),
                day(2026, 11, 22),
                vec![
                    (BY_MONTH, month(2026, 9), month(2026, 11)),
                    (BY_DAY, day(2026, 8, 24).0, day(2026, 9, 1).0),
                    (BY_DAY, day(2026, 11, 1).0, day(2026, 11, 22).0),
                ],
            ),
            ("nothing", day(2026, 2, 3), day(2026, 2, 3), vec![]),
        ];
        for (name, from, to, expected) in cases {
            assert_eq!(Range { from, to }.parts(), expected, "{name}");
        }
    }
}
