//! The content of attachments in backups: files that never change and are named by their digest, so that each is copied
//! once and all backups of a folder share it.

use super::folder::{remove, sync, with_suffix};
use crate::app::App;
use crate::documents;
use crate::error::Result;
use std::path::Path;

/// The folder of contents beside a database, and beside backups.
const OBJECTS: &str = "objects";

/// Copies every content of `from` that `to` does not have. Answers how many.
fn copy_missing(from: &Path, to: &Path) -> Result<usize> {
    let Ok(folders) = std::fs::read_dir(from) else {
        return Ok(0);
    };
    let mut copied = 0;
    for folder in folders.flatten().filter(|entry| entry.path().is_dir()) {
        let target = to.join(folder.file_name());
        for file in std::fs::read_dir(folder.path())?.flatten() {
            // What is being written has a longer name with a `#` (the store's own staging).
            let name = file.file_name();
            let whole = !name.to_string_lossy().contains('#');
            let place = target.join(&name);
            if !whole || place.exists() {
                continue;
            }
            std::fs::create_dir_all(&target)?;
            let part = with_suffix(&place, ".part");
            let copied_one = std::fs::copy(file.path(), &part).map_err(Into::into);
            if let Err(error) = copied_one.and_then(|_| sync(&part)) {
                remove(&part)?;
                return Err(error);
            }
            std::fs::rename(&part, &place)?;
            copied += 1;
        }
    }
    Ok(copied)
}

async fn aside(from: std::path::PathBuf, to: std::path::PathBuf) -> Result<usize> {
    tokio::task::spawn_blocking(move || copy_missing(&from, &to))
        .await
        .map_err(crate::error::Error::fault)?
}

/// Copies into the folder of backups what it does not have yet.
pub(super) async fn back_up(workspace: &Path, backups: &Path) -> Result<usize> {
    aside(workspace.join(OBJECTS), backups.join(OBJECTS)).await
}

/// Puts back what a restored database may name and the workspace has no more.
pub(super) async fn put_back(backup: &Path, workspace: &Path) -> Result<usize> {
    match backup.parent() {
        Some(backups) => aside(backups.join(OBJECTS), workspace.join(OBJECTS)).await,
        None => Ok(0),
    }
}

/// (contents that documents hold, those that are missing or are not what their name says).
pub(super) async fn check(app: &App) -> Result<(i64, i64)> {
    let all = documents::contents(app).await?;
    let mut wrong = 0;
    for sha256 in &all {
        wrong += i64::from(!app.objects().check(sha256).await?);
    }
    Ok((all.len() as i64, wrong))
}
