//! Files beside the database in backups: the content of attachments, named by its digest, and the files of map layers,
//! named by a number of their own. None of them ever changes, so that each is copied once and all backups of a folder
//! share it.

use super::folder::{remove, sync, with_suffix};
use crate::app::App;
use crate::error::Result;
use crate::{documents, maps};
use std::path::{Path, PathBuf};

/// The folder of contents beside a database, and beside backups.
const OBJECTS: &str = "objects";

/// The folder of map layers' files; they lie in it side by side.
const MAPS: &str = "maps";

/// How a file comes to its second place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum By {
    Copy,
    /// A link where the file system can, for files of gigabytes.
    Link,
}

fn bring(file: &Path, part: &Path, by: By) -> Result<()> {
    if by == By::Copy || std::fs::hard_link(file, part).is_err() {
        std::fs::copy(file, part)?;
    }
    sync(part)
}

/// Brings every file of one folder that another does not have whole. Answers how many.
fn bring_missing(from: &Path, to: &Path, by: By) -> Result<usize> {
    let Ok(files) = std::fs::read_dir(from) else {
        return Ok(0);
    };
    let mut brought = 0;
    for file in files.flatten() {
        // What is being written has a longer name with a `#` (the store's own staging) or ends in `.part` (ours).
        let name = file.file_name();
        let text = name.to_string_lossy();
        let whole = !text.contains('#') && !text.ends_with(".part");
        let Ok(data) = file.metadata() else { continue };
        let place = to.join(&name);
        let there = match (std::fs::metadata(&place), by) {
            // One that was still being written when it was copied is shorter than it is by now.
            (Ok(there), By::Link) => there.len() >= data.len(),
            (there, By::Copy | By::Link) => there.is_ok(),
        };
        if !whole || !data.is_file() || there {
            continue;
        }
        std::fs::create_dir_all(to)?;
        let part = with_suffix(&place, ".part");
        remove(&part)?;
        if let Err(error) = bring(&file.path(), &part, by) {
            remove(&part)?;
            return Err(error);
        }
        std::fs::rename(&part, &place)?;
        brought += 1;
    }
    Ok(brought)
}

/// Copies every content of `from` that `to` does not have. Answers how many.
fn copy_missing(from: &Path, to: &Path) -> Result<usize> {
    let Ok(folders) = std::fs::read_dir(from) else {
        return Ok(0);
    };
    let mut copied = 0;
    for folder in folders.flatten().filter(|entry| entry.path().is_dir()) {
        let target = to.join(folder.file_name());
        copied += bring_missing(&folder.path(), &target, By::Copy)?;
    }
    Ok(copied)
}

async fn aside(from: PathBuf, to: PathBuf) -> Result<usize> {
    let both = move || {
        let objects = copy_missing(&from.join(OBJECTS), &to.join(OBJECTS))?;
        Ok(objects + bring_missing(&from.join(MAPS), &to.join(MAPS), By::Link)?)
    };
    tokio::task::spawn_blocking(both)
        .await
        .map_err(crate::error::Error::fault)?
}

/// Copies into the folder of backups what it does not have yet.
pub(super) async fn back_up(workspace: &Path, backups: &Path) -> Result<usize> {
    aside(workspace.to_owned(), backups.to_owned()).await
}

/// Puts back what a restored database may name and the workspace has no more.
pub(super) async fn put_back(backup: &Path, workspace: &Path) -> Result<usize> {
    match backup.parent() {
        Some(backups) => aside(backups.to_owned(), workspace.to_owned()).await,
        None => Ok(0),
    }
}

/// (contents that documents hold and files of map layers, those that are missing or are not what they were).
pub(super) async fn check(app: &App) -> Result<(i64, i64)> {
    let all = documents::contents(app).await?;
    let mut wrong = 0;
    for sha256 in &all {
        wrong += i64::from(!app.objects().check(sha256).await?);
    }
    let (layers, broken) = maps::check(app).await?;
    Ok((all.len() as i64 + layers, wrong + broken))
}
