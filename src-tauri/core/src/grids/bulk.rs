//! Acting on many rows: a selection (ids, or whatever a filter leaves) is resolved under the actor's scope and walked in
//! blocks; each row is written in a transaction of its own, so that one refusal stops no other.

use crate::db::Tx;
use crate::db::grid::{GridDef, Selection};
use crate::error::{ApiError, Code, Error, Result};
use crate::history::Change;
use crate::jobs::JobCx;
use serde::Serialize;
use std::pin::Pin;
use ts_rs::TS;

/// What came of a bulk action.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct BulkReport {
    /// Rows that were done.
    #[ts(as = "f64")]
    pub done: i64,
    /// Rows that were refused.
    #[ts(as = "f64")]
    pub refused: i64,
    /// The first refusals, each with its reason.
    pub refusals: Vec<Refused>,
}

/// A row that was refused.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Refused {
    #[ts(as = "f64")]
    pub id: i64,
    pub error: ApiError,
}

/// Refusals that are told one by one; the rest are counted.
const TOLD: usize = 200;
const BLOCK: i64 = 500;

/// The work on one row, in a transaction of its own. It pushes what belongs into history.
pub type One<'t> = Pin<Box<dyn Future<Output = Result<()>> + Send + 't>>;

/// Runs `one` for each row of a selection, in the order of ids; a refusal, a missing or a stale row is noted and the walk
/// goes on. `tags` are published with each row that was written.
///
/// # Errors
/// `job_cancelled` between rows (what was done stays done), a fault, or a database that cannot be asked.
pub async fn each(
    cx: &JobCx,
    grid: &GridDef,
    which: &Selection,
    tags: &[&str],
    mut one: impl for<'t> FnMut(&'t mut Tx, &'t mut Vec<Change>, i64) -> One<'t> + Send,
) -> Result<BulkReport> {
    let mut report = BulkReport::default();
    let mut tx = cx.app.db().read().await?;
    let total = grid.total(&mut tx, cx.actor.viewer(cx.now()), which).await?.count;
    tx.commit().await?;
    let mut after = 0;
    loop {
        let mut tx = cx.app.db().read().await?;
        let ids = grid
            .ids(&mut tx, cx.actor.viewer(cx.now()), which, after, BLOCK)
            .await?;
        tx.commit().await?;
        let Some(last) = ids.last().copied() else {
            return Ok(report);
        };
        for id in ids {
            cx.progress("writing", report.done + report.refused, Some(total))?;
            match cx.write(tags, |tx, changes| one(tx, changes, id)).await {
                Ok(()) => report.done += 1,
                Err(error) if error.code == Code::Fault => return Err(error),
                Err(error) => report.refuse(id, &error),
            }
        }
        after = last;
    }
}

impl BulkReport {
    fn refuse(&mut self, id: i64, error: &Error) {
        self.refused += 1;
        if self.refusals.len() < TOLD {
            self.refusals.push(Refused {
                id,
                error: error.wire(&format!("row-{id}")),
            });
        }
    }
}
