//! Taking a demo network away: one that was made, or what a run that was cancelled, failed or killed has left.

use super::accounts::{RUN, run_of};
use super::model::ClearReport;
use super::store;
use crate::access::{self, Need};
use crate::app::App;
use crate::db::Db;
use crate::documents::Change;
use crate::error::{Error, Result};
use crate::imports;
use crate::jobs::JobCx;
use crate::kernel::BatchId;
use crate::operation::{Cx, JobOperation};
use crate::{settings, work_orders};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Orders, or customers, deleted in one transaction.
const BLOCK: i64 = 10_000;

/// Deletes all rows of a batch, but for masters that other rows use; answers (orders deleted, masters kept). In short
/// transactions: it can be stopped anywhere and goes on when it is called again.
pub(super) async fn remove(
    db: &Db,
    batch: i64,
    progress: impl Fn(i64, i64) -> Result<()>,
) -> Result<(i64, i64)> {
    let mut tx = db.read().await?;
    let orders = store::order_span(&mut tx, batch).await?;
    let customers = store::customer_span(&mut tx, batch).await?;
    tx.commit().await?;
    let mut removed = 0;
    if let Some((first, last)) = orders {
        let mut from = first;
        while from <= last {
            progress(from - first, last - first + 1)?;
            let mut tx = db.write().await?;
            removed += store::drop_orders(&mut tx, batch, from, from + BLOCK).await? as i64;
            tx.commit().await?;
            from += BLOCK;
        }
    }
    if let Some((first, last)) = customers {
        let mut from = first;
        while from <= last {
            progress(from - first, last - first + 1)?;
            let mut tx = db.write().await?;
            store::drop_customers(&mut tx, batch, from, from + BLOCK).await?;
            tx.commit().await?;
            from += BLOCK;
        }
    }
    let mut tx = db.write().await?;
    let kept = store::drop_masters(&mut tx, batch).await?;
    tx.commit().await?;
    Ok((removed, kept))
}

/// Takes away what a run left that never came to its end, and says so in its batch.
pub(super) async fn give_up(db: &Db, batch: i64) -> Result<()> {
    remove(db, batch, |_, _| Ok(())).await?;
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
        let (orders, kept) = remove(cx.app.db(), batch, |done, of| {
            cx.progress("removing", done, Some(of))
        })
        .await?;
        cx.progress("counting", 0, None)?;
        cx.write(Self::TAGS, move |tx, changes| {
            let accounts = run.accounts.clone();
            Box::pin(async move {
                let zone = settings::load(tx).await?.zone()?;
                work_orders::rebuild(tx, &zone).await?;
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
