//! Undoing a whole batch.

use super::store;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::jobs::JobCx;
use crate::kernel::BatchId;
use crate::operation::{Cx, JobOperation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Input of `imports.undo`.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
#[ts(rename = "UndoImportInput")]
#[serde(deny_unknown_fields)]
pub struct Undo {
    batch_id: BatchId,
}

/// What an undo took back.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UndoReport {
    pub removed: i64,
    pub restored: i64,
    /// Outlets and the like that other things use by now, so left.
    pub kept: i64,
}

impl JobOperation for Undo {
    const NAME: &'static str = "imports.undo";
    const DOC: &'static str = "Takes a whole import back: created rows go, replaced rows return.";
    const NEEDS: Need = Need::Anyone;
    const TAGS: &'static [&'static str] = &[
        "import_batches",
        "work_orders",
        "outlets",
        "regions",
        "engineers",
        "customers",
    ];
    type Report = UndoReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        let (state, kind) = store::state(&mut cx.tx, self.batch_id)
            .await?
            .ok_or_else(|| Error::not_found("import_batch"))?;
        super::inspect::kind_for(cx, &kind)?;
        if state != "committed" {
            return Err(Error::new(Code::ImportNotUndoable).with("reason", "state"));
        }
        Ok(())
    }

    async fn work(&self, cx: &JobCx) -> Result<UndoReport> {
        let batch = self.batch_id;
        let kinds = cx.app.registry().imports().to_vec();
        cx.progress("undoing", 0, None)?;
        let undone = cx
            .write(Self::TAGS, move |tx, changes| {
                let kinds = kinds.clone();
                Box::pin(async move {
                    let (_, name) = store::state(tx, batch)
                        .await?
                        .ok_or_else(|| Error::not_found("import_batch"))?;
                    let kind = kinds.iter().find(|k| k.kind() == name).cloned();
                    let kind = kind.ok_or_else(|| Error::fault("a batch of an unknown kind"))?;
                    if !store::set_state(tx, batch, "committed", "undone").await? {
                        return Err(Error::new(Code::ImportNotUndoable).with("reason", "state"));
                    }
                    if store::later_updates(tx, &name, batch).await? > 0 {
                        return Err(Error::new(Code::ImportNotUndoable).with("reason", "later_import"));
                    }
                    let undone = kind.undo(tx, batch).await?;
                    store::clear_before(tx, batch).await?;
                    changes.push(
                        Change::new("import_batch", batch, "undone")
                            .with("removed", undone.removed)
                            .with("restored", undone.restored),
                    );
                    Ok(undone)
                })
            })
            .await?;
        Ok(UndoReport {
            removed: undone.removed,
            restored: undone.restored,
            kept: undone.kept,
        })
    }
}
