//! Making, listing and thinning out backups of a workspace file.

use super::folder::{digest_of_file, remove, settle, sync, with_suffix, write_whole};
use super::inspect::inspect;
use super::objects;
use super::store;
use crate::app::{App, Notice, Place};
use crate::db::{Db, Engine};
use crate::error::{Code, Error, Result};
use crate::history::Head;
use crate::kernel::{DAY_MS, Ms};
use crate::settings;
use fs4::fs_std::FileExt;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use ts_rs::TS;

/// Why a backup was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BackupReason {
    Manual,
    Daily,
    BeforeMigration,
    BeforeRestore,
    /// A file that somebody put there, without a manifest.
    Unknown,
}

impl BackupReason {
    fn as_str(self) -> &'static str {
        match self {
            Self::Manual => "manual",
            Self::Daily => "daily",
            Self::BeforeMigration => "before-migration",
            Self::BeforeRestore => "before-restore",
            Self::Unknown => "unknown",
        }
    }
    /// How many of this kind are kept. What a person made is theirs to remove.
    fn keep(self) -> usize {
        match self {
            Self::Manual | Self::Unknown => usize::MAX,
            Self::Daily => 14,
            Self::BeforeMigration | Self::BeforeRestore => 5,
        }
    }
}

/// What stands beside a backup, in `NAME.json`.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Manifest {
    pub at: Ms,
    pub reason: BackupReason,
    /// The program that made it.
    pub program: String,
    pub schema: i64,
    pub bytes: u64,
    pub sha256: String,
    /// The head of the history chain: an anchor outside of the file that it guards.
    pub head: Option<Head>,
    pub counts: BTreeMap<String, i64>,
}

/// A backup as the administrator sees it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BackupView {
    pub name: String,
    pub at: Ms,
    #[ts(as = "f64")]
    pub bytes: u64,
    pub reason: BackupReason,
    /// It was read from end to end when it was made, and is as long as it was then.
    pub verified: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub work_orders: Option<i64>,
}

/// The folder of backups beside a workspace's database.
pub(super) fn folder_of(workspace: &Path) -> PathBuf {
    workspace.join("backups")
}

const ENDING: &str = ".db";

fn manifest_path(backup: &Path) -> PathBuf {
    backup.with_extension("json")
}

/// The manifest of a backup, where there is a readable one.
pub(super) fn manifest_of(backup: &Path) -> Option<Manifest> {
    let bytes = std::fs::read(manifest_path(backup)).ok()?;
    serde_json::from_slice(&bytes).ok()
}

/// `20261122-013000-manual.db`, with a number where that second has one already.
fn free_name(folder: &Path, reason: BackupReason, now: Ms) -> String {
    let at = chrono::DateTime::from_timestamp_millis(now.0)
        .unwrap_or_default()
        .format("%Y%m%d-%H%M%S");
    let name = |n: u32| match n {
        0 => format!("{at}-{}{ENDING}", reason.as_str()),
        n => format!("{at}-{n}-{}{ENDING}", reason.as_str()),
    };
    (0..)
        .map(name)
        .find(|name| !folder.join(name).exists())
        .unwrap_or_else(|| name(0))
}

/// Copies the database, reads the copy from end to end, writes the manifest, and only then gives the copy its name:
/// a backup that exists is a backup that works. Runs beside readers and writers.
///
/// # Errors
/// `disk_full`, `workspace_damaged`, `backup_invalid` when the copy does not read; nothing of it stays then.
pub(super) async fn make(db: &Db, workspace: &Path, reason: BackupReason, now: Ms) -> Result<BackupView> {
    let folder = folder_of(workspace);
    std::fs::create_dir_all(&folder)?;
    let _one_at_a_time = take_turn(&folder).await?;
    sweep_parts(&folder)?;
    let name = free_name(&folder, reason, now);
    let path = folder.join(&name);
    let part = with_suffix(&path, ".part");
    let made = finish(db, &part, &path, reason, now).await;
    if made.is_err() {
        // The part is worth nothing, and on a full disk it is in the way.
        remove(&part)?;
        remove(&manifest_path(&path))?;
    }
    let view = made?;
    thin_out(&folder)?;
    Ok(view)
}

/// How long another process's backup is waited for, in steps.
const TURN_TRIES: u32 = 600;
const TURN_STEP: std::time::Duration = std::time::Duration::from_millis(100);

/// One backup at a time, also of two processes: half-made files of another one are not swept away under it.
async fn take_turn(folder: &Path) -> Result<std::fs::File> {
    let file = std::fs::OpenOptions::new()
        .create(true)
        .truncate(false)
        .write(true)
        .open(folder.join("backups.lock"))?;
    for _ in 0..TURN_TRIES {
        if FileExt::try_lock_exclusive(&file).unwrap_or(false) {
            return Ok(file);
        }
        tokio::time::sleep(TURN_STEP).await;
    }
    Err(Error::new(Code::Overloaded))
}

async fn finish(db: &Db, part: &Path, path: &Path, reason: BackupReason, now: Ms) -> Result<BackupView> {
    db.copy_into(part).await?;
    sync(part)?;
    // After the database: what its copy names was put before it was copied.
    if let (Some(backups), Some(workspace)) = (path.parent(), path.parent().and_then(Path::parent)) {
        objects::back_up(workspace, backups).await?;
    }
    let inside = inspect(part).await?;
    let manifest = Manifest {
        at: now,
        reason,
        program: env!("CARGO_PKG_VERSION").to_owned(),
        schema: inside.schema,
        bytes: std::fs::metadata(part)?.len(),
        sha256: digest_of_file(part).await?,
        head: inside.head,
        counts: inside.counts,
    };
    write_whole(&manifest_path(path), &serde_json::to_vec_pretty(&manifest)?)?;
    std::fs::rename(part, path)?;
    path.parent().into_iter().for_each(settle);
    view_of(path).ok_or_else(|| Error::fault("a backup vanished as soon as it was made"))
}

fn view_of(path: &Path) -> Option<BackupView> {
    let data = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file)?;
    let name = path.file_name()?.to_str()?.to_owned();
    let manifest = manifest_of(path);
    let modified = data
        .modified()
        .ok()
        .and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    let at = modified.map_or(0, |since| i64::try_from(since.as_millis()).unwrap_or(0));
    Some(BackupView {
        name,
        at: manifest.as_ref().map_or(Ms(at), |m| m.at),
        bytes: data.len(),
        reason: manifest.as_ref().map_or(BackupReason::Unknown, |m| m.reason),
        verified: manifest.as_ref().is_some_and(|m| m.bytes == data.len()),
        work_orders: manifest.and_then(|m| m.counts.get("work_orders").copied()),
    })
}

/// All backups of a workspace folder, newest first; the database need not open for it.
#[must_use]
pub fn list(workspace: &Path) -> Vec<BackupView> {
    let Ok(entries) = std::fs::read_dir(folder_of(workspace)) else {
        return Vec::new();
    };
    let paths = entries.flatten().map(|e| e.path());
    let ours = paths.filter(|p| p.extension().is_some_and(|e| e == "db"));
    let mut all: Vec<BackupView> = ours.filter_map(|p| view_of(&p)).collect();
    all.sort_by(|a, b| (b.at, &b.name).cmp(&(a.at, &a.name)));
    all
}

/// Removes what a killed program left half-made.
fn sweep_parts(folder: &Path) -> Result<()> {
    for entry in std::fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        let half = path.extension().is_some_and(|e| e == "part");
        let lone = path.extension().is_some_and(|e| e == "json") && !path.with_extension("db").exists();
        if half || lone {
            remove(&path)?;
        }
    }
    Ok(())
}

/// Removes the oldest of each kind that has more than it keeps.
fn thin_out(folder: &Path) -> Result<()> {
    let Some(workspace) = folder.parent() else {
        return Ok(());
    };
    let mut kept: BTreeMap<&str, usize> = BTreeMap::new();
    for backup in list(workspace) {
        let count = kept.entry(backup.reason.as_str()).or_default();
        *count += 1;
        if *count > backup.reason.keep() {
            let path = folder.join(&backup.name);
            remove(&path)?;
            remove(&manifest_path(&path))?;
        }
    }
    Ok(())
}

/// The backup that each migration of a workspace makes first. A server's database is its administrator's to back up.
pub(crate) async fn backup_before_migration(db: &Db, place: &Place, now: Ms) -> Result<()> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    make(db, place.folder(), BackupReason::BeforeMigration, now)
        .await
        .map(drop)
}

/// Makes a backup of a workspace that another process owns, while people work in it. History is its owner's to write,
/// so it is noted in the backup's manifest only.
///
/// # Errors
/// `only_local`, `disk_full` and its like.
pub async fn backup_beside(app: &App) -> Result<BackupView> {
    if !app.is_local() {
        return Err(Error::new(Code::OnlyLocal));
    }
    make(app.db(), app.folder(), BackupReason::Manual, app.clock().now()).await
}

/// Setting: when the last backup was made.
pub(super) const LAST_BACKUP: &str = "last_backup_at";

/// Makes the day's backup of a local workspace when the newest is older than a day. Answers it, if one was due.
///
/// # Errors
/// `disk_full` and its like; the next turn tries again.
pub async fn daily_backup(app: &App) -> Result<Option<BackupView>> {
    if !app.is_local() {
        return Ok(None);
    }
    let now = app.clock().now();
    let newest = list(app.folder()).first().map_or(0, |b| b.at.0);
    let mut tx = app.db().read().await?;
    // Before the first start there is nothing worth keeping; and a long work is not slowed down for it.
    let started = !settings::load(&mut tx).await?.workspace_name.is_empty();
    let busy = store::running_jobs(&mut tx).await? > 0;
    drop(tx);
    if !started || busy || now.0 - newest < DAY_MS {
        return Ok(None);
    }
    let view = make(app.db(), app.folder(), BackupReason::Daily, now).await?;
    let mut tx = app.db().write().await?;
    settings::set(&mut tx, LAST_BACKUP, &now.0.to_string()).await?;
    tx.commit().await?;
    app.publish(Notice {
        tags: vec!["backups".to_owned()],
        ..Notice::default()
    });
    Ok(Some(view))
}
