//! Recomputing the derived figures from the orders.

use super::accumulate::{Accumulator, Facts, Sums};
use super::store::{self, OrderRow};
use crate::db::Tx;
use crate::error::Result;
use crate::kernel::Day;
use crate::work_orders::rules::STATES;
use serde::Serialize;
use ts_rs::TS;

/// A stored sum that is not what the orders say.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Mismatch {
    #[ts(as = "f64")]
    pub grain: i64,
    #[ts(as = "f64")]
    pub outlet_id: i64,
    #[ts(as = "f64")]
    pub category_id: i64,
    #[ts(as = "f64")]
    pub period: i64,
}

impl OrderRow {
    fn facts(&self) -> Facts {
        Facts {
            outlet: self.outlet_id,
            category: self.category_id,
            state: STATES.iter().position(|s| *s == self.state).unwrap_or(0),
            open: self.is_open == 1,
            opened: Day(self.opened_day),
            responded: self.responded_day.map(Day),
            completed: self.completed_day.map(Day),
            due: self.due_day.map(Day),
            response_met: self.response_met.map(|m| m == 1),
            resolution_met: self.resolution_met.map(|m| m == 1),
            handling_ms: self.handling_ms,
            bucket: self.handling_bucket,
            cost: self.cost.unwrap_or(0),
        }
    }
}

async fn recompute(tx: &mut Tx) -> Result<(Accumulator, i64)> {
    let (mut accumulated, mut after, mut count) = (Accumulator::default(), 0, 0);
    loop {
        let orders = store::orders_after(tx, after, 5000).await?;
        let Some(last) = orders.last() else {
            return Ok((accumulated, count));
        };
        after = last.id;
        count += orders.len() as i64;
        orders.iter().for_each(|o| accumulated.add(&o.facts(), 1));
    }
}

/// Compares every stored sum with the orders. Answers (orders read, mismatches: at most 100).
///
/// # Errors
/// A database error.
pub async fn verify(tx: &mut Tx) -> Result<(i64, Vec<Mismatch>)> {
    let (expected, count) = recompute(tx).await?;
    let stored = store::everything(tx).await?;
    let zero = Sums::default();
    let keys = expected
        .sums
        .keys()
        .chain(stored.sums.keys().filter(|k| !expected.sums.contains_key(*k)));
    let wrong =
        keys.filter(|k| expected.sums.get(*k).unwrap_or(&zero) != stored.sums.get(*k).unwrap_or(&zero));
    let wrong = wrong
        .take(100)
        .map(|(grain, outlet_id, category_id, period)| Mismatch {
            grain: *grain,
            outlet_id: *outlet_id,
            category_id: *category_id,
            period: *period,
        });
    Ok((count, wrong.collect()))
}

/// Throws the derived figures away and makes them again.
///
/// # Errors
/// A database error.
pub async fn rebuild(tx: &mut Tx) -> Result<i64> {
    let (accumulated, count) = recompute(tx).await?;
    store::clear(tx).await?;
    store::apply(tx, &accumulated, &store::KNOWN).await?;
    Ok(count)
}
