//! Taking a batch of orders back.

use super::images;
use super::publish::BLOCK;
use super::store;
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::imports::Undone;
use crate::kernel::BatchId;
use crate::work_orders::rollup::{self, Accumulator, Facts};

pub(super) async fn undo(tx: &mut Tx, batch: BatchId) -> Result<Undone> {
    let changed = store::changed_since(tx, batch).await?;
    if changed > 0 {
        return Err(Error::new(Code::ImportNotUndoable)
            .with("reason", "changed")
            .with("count", changed));
    }
    let mut change = Accumulator::default();
    let mut after = 0;
    loop {
        let rows = store::made_after(tx, batch, after, BLOCK).await?;
        let Some(last) = rows.last().map(|row| row.at) else {
            break;
        };
        rows.iter().for_each(|row| change.add(&Facts::of(&row.facts), -1));
        after = last;
    }
    add_replaced(tx, batch, &mut change, -1).await?;
    let restored = images::put_back(tx, batch).await?;
    add_replaced(tx, batch, &mut change, 1).await?;
    let removed = store::remove_made(tx, batch).await?;
    let kept = store::remove_names(tx, batch).await?;
    rollup::post(tx, &change).await?;
    Ok(Undone {
        removed,
        restored,
        kept,
    })
}

/// Takes orders of a batch out of the sums, from an id up to, but without, another; before they are deleted, in the same
/// transaction.
///
/// # Errors
/// A database error.
pub async fn take_out(tx: &mut Tx, batch: BatchId, from: i64, to: i64) -> Result<()> {
    let rows = store::made_after(tx, batch, from - 1, to - from).await?;
    let mut change = Accumulator::default();
    rows.iter()
        .filter(|row| row.at < to)
        .for_each(|row| change.add(&Facts::of(&row.facts), -1));
    rollup::post(tx, &change).await
}

async fn add_replaced(tx: &mut Tx, batch: BatchId, change: &mut Accumulator, sign: i64) -> Result<()> {
    let mut after = 0;
    loop {
        let rows = store::replaced_after(tx, batch, after, BLOCK).await?;
        let Some(last) = rows.last().map(|row| row.at) else {
            return Ok(());
        };
        rows.iter()
            .for_each(|row| change.add(&Facts::of(&row.facts), sign));
        after = last;
    }
}
