//! Backups, restore and check as operations.

use super::backup::{self, BackupReason, BackupView, LAST_BACKUP, folder_of};
use super::restore;
use super::verify::{VerifyReport, verify};
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::jobs::JobCx;
use crate::kernel::Ms;
use crate::operation::{Cx, JobOperation, OpKind, Operation};
use crate::settings;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const NEEDS: Need = Need::Permission("admin.manage");

/// Input of `admin.backups`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "BackupsInput")]
#[serde(deny_unknown_fields)]
pub struct Backups {}

/// The backups of a workspace.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupList {
    pub backups: Vec<BackupView>,
    /// A restore waits for the next opening of the workspace.
    pub restore_pending: bool,
    /// When the workspace was last restored, and from which backup.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub restored_at: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub restored_from: Option<String>,
}

impl Operation for Backups {
    const NAME: &'static str = "admin.backups";
    const DOC: &'static str =
        "The backups of this workspace, newest first; a server's database has none here.";
    const NEEDS: Need = NEEDS;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["backups"];
    type Output = BackupList;
    async fn run(&self, cx: &mut Cx) -> Result<BackupList> {
        let restored_at = settings::get(&mut cx.tx, restore::RESTORED_AT).await?;
        let restored_from = settings::get(&mut cx.tx, restore::RESTORED_FROM).await?;
        let local = cx.app.is_local();
        Ok(BackupList {
            backups: if local {
                backup::list(cx.app.folder())
            } else {
                Vec::new()
            },
            restore_pending: local && restore::is_pending(cx.app.folder()),
            restored_at: restored_at.and_then(|at| at.parse().ok()).map(Ms),
            restored_from,
        })
    }
}

fn check_local(cx: &Cx) -> Result<()> {
    if cx.app.is_local() {
        Ok(())
    } else {
        Err(Error::new(Code::OnlyLocal))
    }
}

/// Input of `admin.backup`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "BackupInput")]
#[serde(deny_unknown_fields)]
pub struct Backup {}

impl JobOperation for Backup {
    const NAME: &'static str = "admin.backup";
    const DOC: &'static str = "Makes a checked backup of a local workspace while work goes on.";
    const NEEDS: Need = NEEDS;
    const TAGS: &'static [&'static str] = &["backups", "access"];
    type Report = BackupView;
    async fn check(&self, cx: &mut Cx) -> Result<()> {
        check_local(cx)
    }
    async fn work(&self, cx: &JobCx) -> Result<BackupView> {
        cx.progress("copying", 0, None)?;
        // What was written before must be under the anchor that the backup carries.
        crate::history::seal(cx.app.db()).await?;
        let now = cx.now();
        let view = backup::make(cx.app.db(), cx.app.folder(), BackupReason::Manual, now).await?;
        let name = view.name.clone();
        cx.write(&["backups", "settings"], move |tx, changes| {
            let change = Change::new("workspace", 0, "backed_up").with("backup", name.clone());
            Box::pin(async move {
                settings::set(tx, LAST_BACKUP, &now.0.to_string()).await?;
                changes.push(change);
                Ok(())
            })
        })
        .await?;
        Ok(view)
    }
}

/// Input of `admin.restore`: a name that `admin.backups` lists.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "RestoreInput")]
#[serde(deny_unknown_fields)]
pub struct Restore {
    name: String,
}

/// What became of asking for a restore.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RestoreReport {
    pub name: String,
    /// The restore is carried out when the workspace is next opened.
    pub restart_needed: bool,
}

impl Restore {
    /// Only a listed name: a path from outside opens nothing.
    fn find(&self, workspace: &std::path::Path) -> Result<std::path::PathBuf> {
        let known = backup::list(workspace).into_iter().any(|b| b.name == self.name);
        if known {
            return Ok(folder_of(workspace).join(&self.name));
        }
        Err(Error::not_found("backup")
            .with("name", self.name.clone())
            .at("name"))
    }
}

impl JobOperation for Restore {
    const NAME: &'static str = "admin.restore";
    const DOC: &'static str = "Checks a backup and has it restored when the local workspace is next opened; what is there then is backed up first.";
    const NEEDS: Need = NEEDS;
    const TAGS: &'static [&'static str] = &["backups"];
    type Report = RestoreReport;
    async fn check(&self, cx: &mut Cx) -> Result<()> {
        check_local(cx)?;
        self.find(cx.app.folder()).map(drop)
    }
    async fn work(&self, cx: &JobCx) -> Result<RestoreReport> {
        cx.progress("checking", 0, None)?;
        let path = self.find(cx.app.folder())?;
        let name = restore::ask(cx.app.folder(), &path, &cx.actor.name, cx.now()).await?;
        Ok(RestoreReport {
            name,
            restart_needed: true,
        })
    }
}

/// Input of `admin.withdraw_restore`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "WithdrawRestoreInput")]
#[serde(deny_unknown_fields)]
pub struct WithdrawRestore {}

/// Whether a restore was waiting.
#[derive(Debug, Clone, Serialize, TS)]
pub struct WithdrawReport {
    pub withdrawn: bool,
}

// A job, since nothing outside of the database may change within a transaction.
impl JobOperation for WithdrawRestore {
    const NAME: &'static str = "admin.withdraw_restore";
    const DOC: &'static str = "Gives up a restore that waits for the next opening.";
    const NEEDS: Need = NEEDS;
    const TAGS: &'static [&'static str] = &["backups"];
    const TOLD: bool = false;
    type Report = WithdrawReport;
    async fn check(&self, cx: &mut Cx) -> Result<()> {
        check_local(cx)
    }
    async fn work(&self, cx: &JobCx) -> Result<WithdrawReport> {
        Ok(WithdrawReport {
            withdrawn: restore::withdraw(cx.app.folder())?,
        })
    }
}

/// Input of `admin.verify`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "VerifyInput")]
#[serde(deny_unknown_fields)]
pub struct Verify {}

impl JobOperation for Verify {
    const NAME: &'static str = "admin.verify";
    const DOC: &'static str = "Recomputes whatever can be recomputed and says what does not agree.";
    const NEEDS: Need = NEEDS;
    const TAGS: &'static [&'static str] = &[];
    type Report = VerifyReport;
    async fn work(&self, cx: &JobCx) -> Result<VerifyReport> {
        verify(&cx.app, |done, total| cx.progress("verifying", done, Some(total))).await
    }
}

/// Input of `admin.rebuild_figures`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "RebuildFiguresInput")]
#[serde(deny_unknown_fields)]
pub struct RebuildFigures {}

/// How many work orders were counted anew.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RebuildReport {
    #[ts(as = "f64")]
    pub orders: i64,
}

impl JobOperation for RebuildFigures {
    const NAME: &'static str = "admin.rebuild_figures";
    const DOC: &'static str =
        "Throws the derived figures and the search away and makes them anew from the records.";
    const NEEDS: Need = NEEDS;
    const TAGS: &'static [&'static str] = &["work_orders"];
    type Report = RebuildReport;
    async fn work(&self, cx: &JobCx) -> Result<RebuildReport> {
        cx.progress("counting", 0, None)?;
        let lists = cx.app.registry().lists().to_vec();
        let orders = cx
            .write(&["work_orders"], |tx, changes| {
                let lists = lists.clone();
                Box::pin(async move {
                    let orders = {
                        let zone = crate::settings::load(tx).await?.zone()?;
                        crate::work_orders::rebuild(tx, &zone).await?
                    };
                    crate::search::rebuild(tx, &lists).await?;
                    changes.push(Change::new("workspace", 0, "figures_rebuilt").with("orders", orders));
                    Ok(orders)
                })
            })
            .await?;
        Ok(RebuildReport { orders })
    }
}
