//! The object store: the content of attachments, addressed by its SHA-256, in the workspace's folder or in a store that
//! speaks S3. It is put before the commit that names it; what nothing names is swept after a day.

use crate::error::{Code, Error, Result};
use crate::kernel::Ms;
use futures_util::TryStreamExt as _;
use object_store::path::Path as Key;
use object_store::{ObjectStore, ObjectStoreExt as _, local::LocalFileSystem};
use sha2::{Digest, Sha256};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// Where content lies.
#[derive(Debug, Clone)]
pub struct Objects {
    store: Arc<dyn ObjectStore>,
    /// The folder itself, or where what came from afar is kept at hand.
    folder: PathBuf,
    local: bool,
}

/// What of an attachment is wanted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Original,
    Preview,
}

/// The SHA-256 of bytes, in hexadecimal: the name of an object.
#[must_use]
pub fn name_of(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}

/// Where an object lies, relative to the store: two letters first, so that no folder grows without bound.
fn place(sha256: &str, part: Part) -> String {
    let folder = sha256.get(..2).unwrap_or("00");
    match part {
        Part::Original => format!("{folder}/{sha256}"),
        Part::Preview => format!("{folder}/{sha256}.preview"),
    }
}

fn error_of(error: object_store::Error) -> Error {
    match error {
        object_store::Error::NotFound { .. } => Error::new(Code::AttachmentMissing),
        other => {
            let mut cause: Option<&dyn std::error::Error> = Some(&other);
            while let Some(one) = cause {
                if let Some(io) = one.downcast_ref::<std::io::Error>() {
                    return Error::from(std::io::Error::new(io.kind(), other.to_string()));
                }
                cause = one.source();
            }
            Error::fault(other)
        }
    }
}

impl Objects {
    /// A folder `objects` below `workspace`.
    ///
    /// # Errors
    /// `workspace_read_only`.
    pub fn in_folder(workspace: &Path) -> Result<Self> {
        let folder = workspace.join("objects");
        std::fs::create_dir_all(&folder)?;
        let store = LocalFileSystem::new_with_prefix(&folder)
            .map_err(error_of)?
            .with_fsync(true);
        Ok(Self {
            store: Arc::new(store),
            folder,
            local: true,
        })
    }
    /// Another store; what is read from it is kept at hand below `workspace`.
    ///
    /// # Errors
    /// `workspace_read_only`.
    pub fn remote(store: Arc<dyn ObjectStore>, workspace: &Path) -> Result<Self> {
        let folder = workspace.join("objects-at-hand");
        std::fs::create_dir_all(&folder)?;
        Ok(Self {
            store,
            folder,
            local: false,
        })
    }
    /// The folder, where content lies in one.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.local.then_some(self.folder.as_path())
    }
    /// Puts content, also where it lies already: so it is young again, and no sweep takes it before the commit.
    ///
    /// # Errors
    /// `disk_full` and its like.
    pub async fn put(&self, sha256: &str, part: Part, bytes: Vec<u8>) -> Result<()> {
        let key = Key::from(place(sha256, part));
        self.store.put(&key, bytes.into()).await.map_err(error_of)?;
        Ok(())
    }
    /// A file of this machine with the content.
    ///
    /// # Errors
    /// `attachment_missing`.
    pub async fn file(&self, sha256: &str, part: Part) -> Result<PathBuf> {
        let relative = place(sha256, part);
        let path = self.folder.join(&relative);
        if path.is_file() {
            return Ok(path);
        }
        if self.local {
            return Err(Error::new(Code::AttachmentMissing).because(relative));
        }
        let got = self.store.get(&Key::from(relative)).await.map_err(error_of)?;
        let bytes = got.bytes().await.map_err(error_of)?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder)?;
        }
        // Under its name only when it is whole.
        let part = path.with_extension("part");
        std::fs::write(&part, &bytes)?;
        std::fs::rename(&part, &path)?;
        Ok(path)
    }
    /// The content, compared with its name.
    ///
    /// # Errors
    /// `attachment_missing` where it is not there; a fault where it is another.
    pub async fn check(&self, sha256: &str) -> Result<bool> {
        let key = Key::from(place(sha256, Part::Original));
        match self.store.get(&key).await {
            Ok(got) => Ok(name_of(&got.bytes().await.map_err(error_of)?) == sha256),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(error) => Err(error_of(error)),
        }
    }
    /// Removes what was put before `before` and is not `known`. Answers how many.
    ///
    /// # Errors
    /// A store that does not answer.
    pub async fn sweep(&self, before: Ms, known: impl Fn(&str) -> bool + Send) -> Result<usize> {
        let all: Vec<object_store::ObjectMeta> =
            self.store.list(None).try_collect().await.map_err(error_of)?;
        let mut removed = 0;
        for object in all {
            let name = object.location.filename().unwrap_or_default();
            let sha256 = name.strip_suffix(".preview").unwrap_or(name);
            let old = object.last_modified.timestamp_millis() < before.0;
            if old && !known(sha256) {
                self.store.delete(&object.location).await.map_err(error_of)?;
                removed += 1;
            }
        }
        Ok(removed)
    }
}
