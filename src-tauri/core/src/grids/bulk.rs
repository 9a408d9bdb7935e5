//! Which rows an action on many takes: a selection (ids, or whatever a filter leaves) is resolved under the actor's scope
//! when the action runs, block by block, so that a hundred thousand rows are chosen as quickly as one.

use crate::db::Tx;
use crate::db::grid::{GridDef, MAX_NAMED, Selection};
use crate::error::{Code, Error, Result};
use crate::jobs::JobCx;
use crate::kernel::Ms;
use crate::operation::Actor;
use std::collections::HashSet;

/// Ids that are read at once.
const BLOCK: usize = 500;

/// How many rows a selection holds now. Ids that were named count, whether the person sees them or not: each is told of.
///
/// # Errors
/// `too_many_rows` for more ids than can be named; a filter that the list does not know; a database error.
pub async fn count(tx: &mut Tx, actor: &Actor, now: Ms, grid: &GridDef, which: &Selection) -> Result<i64> {
    match named(which)? {
        Some(ids) => Ok(ids.len() as i64),
        None => Ok(grid.total(tx, actor.viewer(now), which).await?.count),
    }
}

/// The next rows of a selection after this id, in the order of ids; none when it is at its end.
///
/// # Errors
/// `too_many_rows` for more ids than can be named; a filter that the list does not know; a database error.
pub async fn block(cx: &JobCx, grid: &GridDef, which: &Selection, after: i64) -> Result<Vec<i64>> {
    if let Some(ids) = named(which)? {
        return Ok(ids.into_iter().filter(|id| *id > after).take(BLOCK).collect());
    }
    let mut tx = cx.app.db().read().await?;
    let viewer = cx.actor.viewer(cx.now());
    let ids = grid.ids(&mut tx, viewer, which, after, BLOCK as i64).await?;
    tx.commit().await?;
    Ok(ids)
}

/// A selection by ids alone, in their order.
fn named(which: &Selection) -> Result<Option<Vec<i64>>> {
    let Some(ids) = which.ids.as_ref() else {
        return Ok(None);
    };
    if which.filter.is_some() || which.text.is_some() {
        return Ok(None);
    }
    if ids.len().max(which.except.len()) > MAX_NAMED {
        return Err(Error::new(Code::TooManyRows).with("max", MAX_NAMED as i64));
    }
    let except: HashSet<i64> = which.except.iter().copied().collect();
    let mut ids: Vec<i64> = ids.iter().copied().filter(|id| !except.contains(id)).collect();
    ids.sort_unstable();
    ids.dedup();
    Ok(Some(ids))
}
