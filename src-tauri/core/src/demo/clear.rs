//! Taking a demo network away: one that was made, or what a run that was cancelled, failed or killed has left.

use super::accounts::{RUN, run_of};
use super::model::ClearReport;
use super::store;
use crate::access::{self, Need};
use crate::app::{App, Notice};
use crate::db::{Db, is_serialization_failure};
use crate::documents::Change;
use crate::error::{Error, Result};
use crate::imports;
use crate::jobs::JobCx;
use crate::kernel::BatchId;
use crate::operation::{Cx, JobOperation};
use crate::{search, settings, work_orders};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Orders, or customers, deleted in one transaction: a quarter of what the search's index keeps together.
const BLOCK: i64 = 1 << 14;
const INDEXED: i64 = 1 << 16;
/// A deletion may meet somebody who changes one of its rows; then it is tried again, so often at most.
const TRIES: u32 = 12;

/// What of a batch is deleted in blocks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rows {
    /// Orders; `counted` where the sums hold them.
    Orders {
        counted: bool,
    },
    Customers,
}

impl Rows {
    fn table(self) -> &'static str {
        match self {
            Self::Orders { .. } => "work_orders",
            Self::Customers => "customers",
        }
    }

    /// Deletes the rows from an id up to, but without, another, with all that is known of them elsewhere.
    async fn drop(self, db: &Db, batch: i64, (from, to, last): (i64, i64, i64)) -> Result<i64> {
        let mut tries = 0;
        loop {
            tries += 1;
            let mut tx = db.write().await?;
            let outcome = async {
                if self == (Self::Orders { counted: true }) {
                    work_orders::take_out(&mut tx, BatchId(batch), from, to).await?;
                }
                // The index makes a block anew when the last of its rows are gone.
                if to % INDEXED == 0 || to > last {
                    search::gone_around(&mut tx, self.table(), to - 1).await?;
                }
                let removed = match self {
                    Self::Orders { .. } => store::drop_orders(&mut tx, batch, from, to).await? as i64,
                    Self::Customers => {
                        store::drop_customers(&mut tx, batch, from, to).await?;
                        0
                    }
                };
                tx.commit().await?;
                Ok(removed)
            };
            match outcome.await {
                Err(error) if is_serialization_failure(&error) && tries < TRIES => {}
                outcome => return outcome,
            }
        }
    }

    async fn drop_all(
        self,
        db: &Db,
        batch: i64,
        span: Option<(i64, i64)>,
        progress: &impl Fn(i64, i64) -> Result<()>,
    ) -> Result<i64> {
        let Some((first, last)) = span else { return Ok(0) };
        let (mut from, mut removed) = (first, 0);
        while from <= last {
            progress(from - first, last - first + 1)?;
            let to = from - from % BLOCK + BLOCK;
            removed += self.drop(db, batch, (from, to, last)).await?;
            from = to;
        }
        Ok(removed)
    }
}

/// Deletes all rows of a batch, but for masters that other rows use; answers (orders deleted, masters kept). In short
/// transactions, each of which takes its orders out of the sums if they are `counted` there: it can be stopped anywhere
/// with figures that are right, and goes on when it is called again.
pub(super) async fn remove(
    db: &Db,
    batch: i64,
    counted: bool,
    progress: impl Fn(i64, i64) -> Result<()>,
) -> Result<(i64, i64)> {
    let mut tx = db.read().await?;
    let orders = store::order_span(&mut tx, batch).await?;
    let customers = store::customer_span(&mut tx, batch).await?;
    tx.commit().await?;
    let rows = Rows::Orders { counted };
    let removed = rows.drop_all(db, batch, orders, &progress).await?;
    Rows::Customers.drop_all(db, batch, customers, &progress).await?;
    let mut tx = db.write().await?;
    let kept = store::drop_masters(&mut tx, batch).await?;
    tx.commit().await?;
    Ok((removed, kept))
}

/// Takes away what a run left that never came to its end, and says so in its batch.
pub(super) async fn give_up(db: &Db, batch: i64) -> Result<()> {
    // Its figures were to be added last.
    remove(db, batch, false, |_, _| Ok(())).await?;
    let mut tx = db.write().await?;
    imports::set_batch_state(&mut tx, BatchId(batch), "staging", "failed").await?;
    tx.commit().await
}

/// Sweeps what killed runs left. Where others were there first, their running jobs are left to them.
pub(crate) async fn sweep(app: &App) -> Result<()> {
    if !app.opened_alone() {
        return Ok(());
    }
    let mut tx = app.db().read().await?;
    let left = store::left_behind(&mut tx).await?;
    tx.commit().await?;
    for batch in left {
        give_up(app.db(), batch).await?;
    }
    Ok(())
}

/// Input of `demo.clear`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(rename = "ClearDemoInput")]
#[serde(deny_unknown_fields)]
pub struct Clear {}

impl JobOperation for Clear {
    const NAME: &'static str = "demo.clear";
    const DOC: &'static str =
        "Takes the demo network away again: its orders, outlets, people and customers; closes its accounts.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const TAGS: &'static [&'static str] = super::seed::TAGS;
    type Report = ClearReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        run_of(&mut cx.tx)
            .await?
            .map(drop)
            .ok_or_else(|| Error::not_found("demo"))
    }

    async fn work(&self, cx: &JobCx) -> Result<ClearReport> {
        let mut tx = cx.app.db().read().await?;
        let run = run_of(&mut tx).await?.ok_or_else(|| Error::not_found("demo"))?;
        tx.commit().await?;
        let batch = run.batch_id;
        let removed = remove(cx.app.db(), batch, true, |done, of| {
            cx.progress("removing", done, Some(of))
        })
        .await;
        if removed.is_err() {
            // What is gone is gone: screens read it again.
            let tags = Self::TAGS.iter().map(|tag| (*tag).to_owned()).collect();
            cx.app.publish(Notice {
                tags,
                ..Notice::default()
            });
        }
        let (orders, kept) = removed?;
        cx.write(Self::TAGS, move |tx, changes| {
            let accounts = run.accounts.clone();
            Box::pin(async move {
                for account in accounts {
                    access::close_account(tx, &account.login).await?;
                }
                imports::set_batch_state(tx, BatchId(batch), "committed", "undone").await?;
                settings::set(tx, RUN, "").await?;
                changes.push(Change::new("import_batch", batch, "undone").with("removed", orders));
                Ok(())
            })
        })
        .await?;
        Ok(ClearReport { orders, kept })
    }
}
