//! Restoring a workspace file from a backup, so that a power cut at any moment leaves a workspace that opens.
//!
//! While the program runs a restore is only *asked for*: the backup is checked and `restore.pending` is written. It is
//! *carried out* when the workspace is next opened, under its lock and before anything opens the database:
//! 1. what is there is kept as a backup of its own, with all that was written since the restore was asked for, and the
//!    note says so; a file too damaged to be copied is kept as it is;
//! 2. the backup is copied beside the database and its digest compared;
//! 3. the old write-ahead log goes, the copy takes the database's name, the note becomes `restore.done`.
//!
//! Until the note is gone every step can be done again, and nobody has written anything between two tries.

use super::backup::{self, BackupReason, folder_of, manifest_of};
use super::folder::{copy_with_digest, digest_of_file, remove, settle, with_suffix, write_whole};
use super::inspect::inspect;
use super::objects;
use crate::app::{App, DATABASE};
use crate::db::{Db, Target, probe_sqlite};
use crate::error::{Code, Error, Result};
use crate::history::{Change, write_history};
use crate::kernel::Ms;
use crate::settings;
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

const PENDING: &str = "restore.pending";
const DONE: &str = "restore.done";
const INCOMING: &str = "outpost.db.incoming";

/// A restore that was asked for.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Wish {
    backup: PathBuf,
    sha256: String,
    asked_at: Ms,
    asked_by: String,
    /// The backup of what was there before; set as soon as it is safe.
    #[serde(default)]
    kept: Option<String>,
}

/// Checks a backup from end to end and notes that it shall be restored. Answers its file name.
///
/// # Errors
/// `not_found`, `backup_invalid`, `workspace_newer`, `disk_full`.
pub(crate) async fn ask(workspace: &Path, backup: &Path, asked_by: &str, now: Ms) -> Result<String> {
    let name = backup
        .file_name()
        .and_then(|n| n.to_str())
        .unwrap_or_default()
        .to_owned();
    if !backup.is_file() {
        return Err(Error::not_found("backup").with("name", name));
    }
    let sha256 = digest_of_file(backup).await?;
    if manifest_of(backup).is_some_and(|m| m.sha256 != sha256) {
        return Err(Error::new(Code::BackupInvalid).because("another digest than its manifest"));
    }
    inspect(backup).await?;
    let backup = std::path::absolute(backup)?;
    let wish = Wish {
        backup,
        sha256,
        asked_at: now,
        asked_by: asked_by.to_owned(),
        kept: None,
    };
    save(workspace, &wish)?;
    Ok(name)
}

fn save(workspace: &Path, wish: &Wish) -> Result<()> {
    write_whole(&workspace.join(PENDING), &serde_json::to_vec_pretty(wish)?)
}

fn load(path: &Path) -> Option<Wish> {
    serde_json::from_slice(&std::fs::read(path).ok()?).ok()
}

/// Whether a restore waits for the next opening.
pub(super) fn is_pending(workspace: &Path) -> bool {
    workspace.join(PENDING).exists()
}

/// Gives up a restore that was asked for. Answers whether one was.
pub(super) fn withdraw(workspace: &Path) -> Result<bool> {
    let pending = is_pending(workspace);
    remove(&workspace.join(PENDING))?;
    settle(workspace);
    Ok(pending)
}

/// Carries out a restore that was asked for. The workspace's lock is held and its database is not open.
///
/// A backup that has vanished or changed since it was checked is given up, and what is there stays.
///
/// # Errors
/// `disk_full` when what is there cannot be kept first; it stays as it is then, and so does the wish.
pub(crate) async fn carry_out(workspace: &Path, now: Ms) -> Result<()> {
    let pending = workspace.join(PENDING);
    if !pending.exists() {
        return remove(&workspace.join(INCOMING));
    }
    let Some(mut wish) = load(&pending) else {
        tracing::error!("a restore's note cannot be read; the workspace stays as it is");
        return remove(&pending);
    };
    let incoming = workspace.join(INCOMING);
    match copy_with_digest(&wish.backup, &incoming).await {
        Ok(sha256) if sha256 == wish.sha256 => {}
        Err(error) if error.code == Code::DiskFull => {
            remove(&incoming)?;
            return Err(error);
        }
        outcome => {
            tracing::error!(
                ?outcome,
                "the backup is not what was checked; the workspace stays as it is"
            );
            remove(&incoming)?;
            // Once the old file was put away there is no way back but the backup that was just made of it.
            return if wish.kept.is_some() {
                Err(Error::new(Code::BackupInvalid))
            } else {
                remove(&pending)
            };
        }
    }
    if wish.kept.is_none() {
        wish.kept = Some(keep(workspace, now).await?);
        save(workspace, &wish)?;
    }
    objects::put_back(&wish.backup, workspace).await?;
    let database = workspace.join(DATABASE);
    for suffix in ["-wal", "-shm", "-journal"] {
        remove(&with_suffix(&database, suffix))?;
    }
    settle(workspace);
    std::fs::rename(&incoming, &database)?;
    settle(workspace);
    write_whole(&workspace.join(DONE), &serde_json::to_vec_pretty(&wish)?)?;
    remove(&pending)?;
    settle(workspace);
    Ok(())
}

/// Keeps what is there before it is replaced; answers under which name.
async fn keep(workspace: &Path, now: Ms) -> Result<String> {
    let database = workspace.join(DATABASE);
    if !std::fs::metadata(&database).is_ok_and(|d| d.len() > 0) {
        return Ok(String::new());
    }
    match back_up(&database, workspace, now).await {
        Ok(name) => Ok(name),
        Err(error) if error.code == Code::DiskFull => Err(error),
        Err(error) => {
            tracing::warn!(%error, "the present file cannot be backed up; it is kept as it is");
            keep_raw(workspace, &database, now)
        }
    }
}

async fn back_up(database: &Path, workspace: &Path, now: Ms) -> Result<String> {
    probe_sqlite(database).await?;
    let db = Db::open(&Target::File(database.to_owned())).await?;
    let made = backup::make(&db, workspace, BackupReason::BeforeRestore, now).await;
    db.close().await;
    Ok(made?.name)
}

/// Copies a damaged database with its log, under a name that no list of backups offers.
fn keep_raw(workspace: &Path, database: &Path, now: Ms) -> Result<String> {
    let folder = folder_of(workspace);
    std::fs::create_dir_all(&folder)?;
    let name = format!("damaged-{}.sqlite", now.0);
    for suffix in ["", "-wal"] {
        let from = with_suffix(database, suffix);
        if from.exists() {
            let to = with_suffix(&folder.join(&name), suffix);
            std::fs::copy(&from, &to)?;
            super::folder::sync(&to)?;
        }
    }
    settle(&folder);
    Ok(name)
}

/// Setting: when the workspace was last restored; older backups' anchors belong to another history.
pub(super) const RESTORED_AT: &str = "restored_at";
/// Setting: from which backup.
pub(super) const RESTORED_FROM: &str = "restored_from";

/// Writes into the restored workspace's history that it was restored, once.
///
/// # Errors
/// A database error.
pub(crate) async fn note(app: &App) -> Result<()> {
    let path = app.folder().join(DONE);
    if !path.exists() {
        return Ok(());
    }
    let Some(wish) = load(&path) else {
        return remove(&path);
    };
    let name = wish
        .backup
        .file_name()
        .map(|n| n.to_string_lossy().into_owned())
        .unwrap_or_default();
    let now = app.clock().now();
    let mut tx = app.db().write().await?;
    let noted = settings::get(&mut tx, RESTORED_AT).await?;
    // A power cut between the commit and the removal of the file must not note it twice.
    if noted.as_deref() != Some(wish.asked_at.0.to_string().as_str()) {
        settings::set(&mut tx, RESTORED_AT, &wish.asked_at.0.to_string()).await?;
        settings::set(&mut tx, RESTORED_FROM, &name).await?;
        if wish.kept.as_deref().is_some_and(|kept| !kept.is_empty()) {
            // The restored file knows of no backup that was made after it.
            settings::set(&mut tx, backup::LAST_BACKUP, &now.0.to_string()).await?;
        }
        let change = Change::new("workspace", 0, "restored")
            .with("backup", name)
            .with("by", wish.asked_by)
            .with("kept", wish.kept.unwrap_or_default());
        write_history(&mut tx, now, None, "admin.restore", "start", vec![change]).await?;
    }
    tx.commit().await?;
    remove(&path)
}
