//! Recomputing the derived figures from the orders.

use super::accumulate::{Cells, Sums, coarse};
use super::facts::Facts;
use super::gather::Accumulator;
use super::store;
use crate::db::{Db, Tx};
use crate::error::Result;
use crate::kernel::Zone;
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

/// What one order contributes now, for a change that takes back what it was and adds what it is.
///
/// # Errors
/// A database error.
pub async fn contribution(tx: &mut Tx, id: i64) -> Result<Option<Facts>> {
    let found = store::orders_after(tx, id - 1, 1).await?;
    Ok(found
        .iter()
        .find(|order| order.id == id)
        .map(|order| Facts::of(&order.facts)))
}

async fn recompute(tx: &mut Tx) -> Result<(Accumulator, i64)> {
    let (mut accumulated, mut after, mut count) = (Accumulator::default(), 0, 0_i64);
    loop {
        let orders = store::orders_after(tx, after, 5000).await?;
        let Some(last) = orders.last() else {
            return Ok((accumulated, count));
        };
        after = last.id;
        if count / 100_000 != (count + orders.len() as i64) / 100_000 {
            tracing::info!(orders = count + orders.len() as i64, "adding orders up");
        }
        count += orders.len() as i64;
        orders
            .iter()
            .for_each(|o| accumulated.add(&Facts::of(&o.facts), 1));
    }
}

/// Compares every stored sum with the orders. Answers (orders read, mismatches: at most 100).
///
/// # Errors
/// A database error.
pub async fn verify(tx: &mut Tx) -> Result<(i64, Vec<Mismatch>)> {
    let (gathered, count) = recompute(tx).await?;
    let mut cells = Cells::default();
    gathered
        .in_order()
        .for_each(|(facts, sign)| cells.add(&facts, sign));
    drop(gathered);
    let mut expected = cells.take();
    expected.extend(cells.states());
    let coarse = coarse(&expected);
    expected.extend(coarse);
    expected.retain(|_, sums| !sums.is_zero());
    let stored = store::everything(tx).await?;
    let zero = Box::<Sums>::default();
    let keys = expected
        .keys()
        .chain(stored.keys().filter(|k| !expected.contains_key(*k)));
    let wrong = keys.filter(|k| expected.get(*k).unwrap_or(&zero) != stored.get(*k).unwrap_or(&zero));
    let wrong = wrong.take(100).map(|key| Mismatch {
        grain: key.grain,
        outlet_id: key.outlet,
        category_id: key.category,
        period: key.period,
    });
    Ok((count, wrong.collect()))
}

/// Throws the derived figures away and makes them again.
///
/// # Errors
/// A database error.
pub async fn rebuild(tx: &mut Tx, zone: &Zone) -> Result<i64> {
    for stretch in store::stretches(tx, zone).await? {
        store::set_opened_hours(tx, stretch).await?;
    }
    make_again(tx).await
}

/// The sums, from orders whose hours are known.
async fn make_again(tx: &mut Tx) -> Result<i64> {
    let (accumulated, count) = recompute(tx).await?;
    store::clear(tx).await?;
    store::apply(tx, &accumulated, &store::KNOWN).await?;
    Ok(count)
}

/// Makes the figures again where a change of the schema asked for it, once. Hours of the week are written month by month,
/// each in a transaction of its own, so that neither the log nor the wait of others grows with the orders; the sums
/// follow in one. Killed in between, it begins again at the next start. Answers how many orders it read, and nothing where
/// there was nothing to do.
///
/// # Errors
/// A database error.
pub async fn rebuild_marked(db: &Db) -> Result<Option<i64>> {
    let mut tx = db.read().await?;
    let marked = store::is_marked(&mut tx).await?;
    tx.commit().await?;
    if !marked {
        return Ok(None);
    }
    tracing::info!("the figures of all orders are made again, once, after a change of the schema");
    let mut tx = db.read().await?;
    let zone = crate::settings::load(&mut tx).await?.zone()?;
    let stretches = store::stretches(&mut tx, &zone).await?;
    tx.commit().await?;
    for (done, stretch) in stretches.iter().enumerate() {
        let mut tx = db.write().await?;
        store::set_opened_hours(&mut tx, *stretch).await?;
        tx.commit().await?;
        tracing::info!(
            done = done + 1,
            of = stretches.len(),
            "months of orders told their hours"
        );
    }
    let mut tx = db.write().await?;
    // Another server may have done it meanwhile.
    if !store::is_marked(&mut tx).await? {
        return Ok(None);
    }
    let count = make_again(&mut tx).await?;
    store::clear_mark(&mut tx).await?;
    tx.commit().await?;
    tracing::info!(orders = count, "the figures are made again");
    Ok(Some(count))
}
