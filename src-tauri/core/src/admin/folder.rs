//! Small steps on disk that must survive a power cut.

use crate::error::{Error, Result};
use sha2::{Digest, Sha256};
use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::{Path, PathBuf};

/// Makes what happened in a folder last. Windows opens no folders as files, and needs none of this.
pub(super) fn settle(folder: &Path) {
    if let Ok(folder) = File::open(folder)
        && let Err(error) = folder.sync_all()
    {
        tracing::debug!(%error, "a folder was not synced");
    }
}

/// Writes a small file whole or not at all.
pub(super) fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let part = with_suffix(path, ".part");
    let mut file = File::create(&part)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    std::fs::rename(&part, path)?;
    if let Some(folder) = path.parent() {
        settle(folder);
    }
    Ok(())
}

/// Removes a file; one that is not there is removed already.
pub(super) fn remove(path: &Path) -> Result<()> {
    match std::fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

/// The same name with an ending behind it.
pub(super) fn with_suffix(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.file_name().unwrap_or_default().to_owned();
    name.push(suffix);
    path.with_file_name(name)
}

/// Makes a finished file last.
pub(super) fn sync(path: &Path) -> Result<()> {
    OpenOptions::new().write(true).open(path)?.sync_all()?;
    Ok(())
}

const PIECE: usize = 1 << 20;

fn digest(from: &Path, mut to: Option<File>) -> Result<String> {
    let (mut file, mut hash) = (File::open(from)?, Sha256::new());
    let mut piece = vec![0_u8; PIECE];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        if let Some(to) = &mut to {
            to.write_all(&piece[..read])?;
        }
    }
    if let Some(to) = to {
        to.sync_all()?;
    }
    Ok(hash.finalize().iter().map(|b| format!("{b:02x}")).collect())
}

async fn aside<T: Send + 'static>(work: impl FnOnce() -> Result<T> + Send + 'static) -> Result<T> {
    tokio::task::spawn_blocking(work).await.map_err(Error::fault)?
}

/// The SHA-256 of a file, in hexadecimal.
pub(super) async fn digest_of_file(path: &Path) -> Result<String> {
    let path = path.to_owned();
    aside(move || digest(&path, None)).await
}

/// Copies a file and makes the copy last; answers the SHA-256 of what was copied.
pub(super) async fn copy_with_digest(from: &Path, to: &Path) -> Result<String> {
    let (from, to) = (from.to_owned(), to.to_owned());
    aside(move || {
        let target = File::create(&to)?;
        digest(&from, Some(target))
    })
    .await
}
