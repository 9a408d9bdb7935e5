//! A jump far into the list of orders: the sums by month and day say on which day the wanted row stands, so that the
//! database need not count its way there from the top.

use super::rollup::{self, Dimension, Range, Sums, Want, Which};
use crate::access::ScopeKind;
use crate::db::Tx;
use crate::db::grid::{Filter, FilterOp, GridQuery, Selection, Viewer};
use crate::error::Result;
use crate::kernel::Day;
use crate::settings;
use std::collections::BTreeMap;

/// Nearer rows are reached sooner by counting.
const FAR: i64 = 20_000;

/// The same rows as `query`, told from the day on which they begin: for the whole list by the time of opening.
pub(super) async fn nearer(tx: &mut Tx, viewer: Viewer<'_>, query: &GridQuery) -> Result<Option<GridQuery>> {
    let desc = match query.sort.as_slice() {
        [] => true,
        [only] if only.key == "opened_at" => only.desc,
        _ => return Ok(None),
    };
    let whole = query.after.is_none() && query.selection() == Selection::default();
    // Sums know outlets, not engineers.
    if !whole || query.offset < FAR || viewer.scope.kind == ScopeKind::Own {
        return Ok(None);
    }
    let zone = settings::load(tx).await?.zone()?;
    let (all, want) = (Which::default(), Want::OPENED);
    let Some((first, last)) = rollup::opened_months(tx, viewer.scope, &all, &zone).await? else {
        return Ok(None);
    };
    let months = Range {
        from: Day::first_of(first),
        to: Day::first_of(last + 1),
    };
    let by_month = rollup::sums_by(tx, viewer.scope, &all, months, Dimension::Month, want, &zone).await?;
    let Some((month, before_month)) = holding(&by_month, query.offset, desc) else {
        return Ok(None);
    };
    let days = Range {
        from: Day::first_of(month),
        to: Day::first_of(month + 1),
    };
    let by_day = rollup::sums_by(tx, viewer.scope, &all, days, Dimension::Day, want, &zone).await?;
    let Some((day, before_day)) = holding(&by_day, query.offset - before_month, desc) else {
        return Ok(None);
    };
    let from = if desc {
        Filter::field("opened_at", FilterOp::Lt, zone.start_of(Day(day + 1)).0)
    } else {
        Filter::field("opened_at", FilterOp::Ge, zone.start_of(Day(day)).0)
    };
    Ok(Some(GridQuery {
        filter: Some(from),
        offset: query.offset - before_month - before_day,
        ..query.clone()
    }))
}

/// The period in which row number `offset` was opened, and how many rows stand before the period.
fn holding(by: &BTreeMap<i64, Sums>, offset: i64, desc: bool) -> Option<(i64, i64)> {
    let mut before = 0;
    let mut walk = |(period, sums): (&i64, &Sums)| {
        if before + sums.opened > offset {
            return Some((*period, before));
        }
        before += sums.opened;
        None
    };
    if desc {
        by.iter().rev().find_map(&mut walk)
    } else {
        by.iter().find_map(&mut walk)
    }
}
