//! Files on disk beside the database: uploads on their way into an import, and what jobs made for download.
//!
//! A file is written under a random name, then noted in the database; a sweep removes what is old. It is read only
//! by its owner, through its note: knowing a name opens nothing.

mod objects;
mod photo;
pub mod rules;
mod store;
mod take_in;

pub use objects::{Objects, Part, name_of};
pub use photo::Photo;
pub use take_in::TakenIn;
pub(crate) use take_in::{forget_upload, take_in};

use crate::access::{Caller, Need, authenticate};
use crate::app::App;
use crate::db::Db;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::jobs::JobCx;
use crate::kernel::{Ms, UserId};
use crate::operation::Cx;
use std::io::{Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// The folder of files.
#[derive(Debug, Clone)]
pub struct Files {
    folder: PathBuf,
    looking: Arc<Semaphore>,
}

/// Uploads that are taken apart at once. A photo at its limits takes three quarters of a gigabyte while it is decoded, and
/// as many as people send would end a server.
const LOOKED_AT_ONCE: usize = 2;
/// How a file is named that shares its content with one of this machine's own: whoever owns that one may write to it.
const LINKED: &str = "l-";

/// What a stored file is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    Upload,
    Export,
    Rejects,
}

impl FileKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Upload => "upload",
            Self::Export => "export",
            Self::Rejects => "rejects",
        }
    }
}

/// The largest file that may be uploaded (8 GiB) and the largest piece of it (8 MiB).
pub const UPLOAD_MAX: u64 = 8 << 30;
pub const CHUNK_MAX: usize = 8 << 20;

impl Files {
    /// # Errors
    /// `workspace_read_only`.
    pub fn open(workspace: &Path) -> Result<Self> {
        let folder = workspace.join("files");
        std::fs::create_dir_all(&folder)?;
        let looking = Arc::new(Semaphore::new(LOOKED_AT_ONCE));
        Ok(Self { folder, looking })
    }
    #[must_use]
    pub fn path(&self, id: &str) -> PathBuf {
        self.folder.join(id)
    }
    /// A fresh name and its path; note it with [`note`] when it is written.
    #[must_use]
    pub fn fresh(&self) -> (String, PathBuf) {
        let id = uuid::Uuid::now_v7().simple().to_string();
        let path = self.path(&id);
        (id, path)
    }
    /// Waits until an upload may be taken apart; the turn lasts as long as what is answered. Holding a connection
    /// meanwhile would keep it from everybody.
    pub(crate) async fn turn(&self) -> Result<OwnedSemaphorePermit> {
        self.looking.clone().acquire_owned().await.map_err(Error::fault)
    }
}

/// Notes a finished file in the database.
///
/// # Errors
/// A database error.
pub async fn note(
    db: &Db,
    id: &str,
    owner: UserId,
    kind: FileKind,
    name: &str,
    bytes: u64,
    now: Ms,
) -> Result<()> {
    let mut tx = db.write().await?;
    store::insert(&mut tx, id, owner, kind.as_str(), name, bytes as i64, now).await?;
    tx.commit().await
}

/// Notes a file that a job made for its person, and in the same transaction what history tells of it: what can be fetched
/// has left a trace. Answers its size in bytes.
///
/// # Errors
/// A database error.
pub async fn note_told(cx: &JobCx, id: &str, name: &str, change: Change) -> Result<i64> {
    let bytes = std::fs::metadata(cx.app.files().path(id))?.len() as i64;
    let (file, owner, now) = ((id.to_owned(), name.to_owned()), cx.actor.id, cx.now());
    cx.write(&[], move |tx, changes| {
        changes.push(change.clone());
        let (id, name) = file.clone();
        Box::pin(
            async move { store::insert(tx, &id, owner, FileKind::Export.as_str(), &name, bytes, now).await },
        )
    })
    .await?;
    Ok(bytes)
}

/// A file that may be read.
#[derive(Debug, Clone)]
pub struct OpenedFile {
    pub path: PathBuf,
    pub name: String,
    pub bytes: u64,
    /// It shares its content with a file of this machine's own, which may be written to.
    pub linked: bool,
}

/// A file of `owner`, for whoever holds no transaction.
///
/// # Errors
/// `not_found`, also for another person's file.
pub async fn find(app: &App, id: &str, owner: UserId) -> Result<OpenedFile> {
    let mut tx = app.db().read().await?;
    let found = store::get(&mut tx, id).await?;
    tx.commit().await?;
    opened(app, id, owner, found)
}

/// A file of the running person, read in the operation's own transaction: an operation that asked for a second connection
/// would wait for those who hold one and ask for another as it does.
///
/// # Errors
/// As [`find`].
pub async fn own(cx: &mut Cx, id: &str) -> Result<OpenedFile> {
    let owner = cx.actor()?.id;
    let found = store::get(&mut cx.tx, id).await?;
    opened(&cx.app, id, owner, found)
}

fn opened(app: &App, id: &str, owner: UserId, found: Option<store::FileRow>) -> Result<OpenedFile> {
    let row = found
        .filter(|f| f.owner_id == owner)
        .ok_or_else(|| Error::not_found("file"))?;
    let path = app.files().path(id);
    let bytes = std::fs::metadata(&path)
        .map_err(|_| Error::not_found("file"))?
        .len();
    Ok(OpenedFile {
        path,
        name: row.name,
        bytes,
        linked: id.starts_with(LINKED),
    })
}

impl App {
    async fn person(&self, caller: &Caller) -> Result<UserId> {
        let (actor, _) = authenticate(self.db(), caller, Need::Anyone, self.clock().now()).await?;
        actor.map(|a| a.id).ok_or_else(|| Error::new(Code::NotLoggedIn))
    }
    /// Begins an upload; answers its id.
    ///
    /// # Errors
    /// `not_logged_in` and its like, `disk_full`.
    pub async fn upload_begin(&self, name: &str, caller: &Caller) -> Result<String> {
        let owner = self.person(caller).await?;
        let (id, path) = self.files().fresh();
        std::fs::File::create(&path)?;
        // Only the last part of a path that a browser may send; never used as a path here.
        let name = name
            .rsplit(['/', '\\'])
            .next()
            .unwrap_or("")
            .chars()
            .filter(|c| !c.is_control())
            .take(200);
        note(
            self.db(),
            &id,
            owner,
            FileKind::Upload,
            &name.collect::<String>(),
            0,
            self.clock().now(),
        )
        .await?;
        Ok(id)
    }
    /// Writes a piece of an upload. Sending a piece again changes nothing.
    ///
    /// # Errors
    /// `not_found`, `upload_too_large`, `upload_incomplete` for a gap before it, `disk_full`.
    pub async fn upload_chunk(&self, id: &str, offset: u64, bytes: &[u8], caller: &Caller) -> Result<u64> {
        let owner = self.person(caller).await?;
        let file = find(self, id, owner).await?;
        let end = offset.saturating_add(bytes.len() as u64);
        if bytes.len() > CHUNK_MAX || end > UPLOAD_MAX {
            return Err(Error::new(Code::UploadTooLarge).with("max", (UPLOAD_MAX >> 20) as i64));
        }
        if offset > file.bytes {
            return Err(Error::new(Code::UploadIncomplete));
        }
        let mut open = std::fs::OpenOptions::new().write(true).open(&file.path)?;
        open.seek(SeekFrom::Start(offset))?;
        open.write_all(bytes)?;
        Ok(end)
    }
    /// Puts a file of this machine in the place of an upload: the command line's way in.
    ///
    /// # Errors
    /// `not_found` where there is no such file.
    pub async fn upload_local(&self, path: &Path, caller: &Caller) -> Result<String> {
        if !path.is_file() {
            return Err(Error::not_found("file").with("name", path.display().to_string()));
        }
        let owner = self.person(caller).await?;
        let name = path
            .file_name()
            .map(|n| n.to_string_lossy().into_owned())
            .unwrap_or_default();
        let (id, _) = self.files().fresh();
        let id = format!("{LINKED}{id}");
        let target = self.files().path(&id);
        // A link where the file system can: importing a large file must not copy it first.
        if std::fs::hard_link(path, &target).is_err() {
            std::fs::copy(path, &target)?;
        }
        let bytes = std::fs::metadata(&target)?.len();
        note(
            self.db(),
            &id,
            owner,
            FileKind::Upload,
            &name,
            bytes,
            self.clock().now(),
        )
        .await?;
        Ok(id)
    }
    /// A file for its owner to download, or an attachment for whoever may see its document.
    ///
    /// # Errors
    /// `not_found`.
    pub async fn download(&self, id: &str, caller: &Caller) -> Result<OpenedFile> {
        if crate::documents::is_attachment(id) {
            return crate::documents::open(self, id, caller).await;
        }
        let owner = self.person(caller).await?;
        find(self, id, owner).await
    }
}

const KEEP_MS: i64 = 7 * 24 * 3_600_000;

/// Removes files older than a week, and files on disk that no note names.
pub(crate) async fn sweep(app: &App, now: Ms) -> Result<()> {
    let mut tx = app.db().write().await?;
    let old = store::older(&mut tx, now.plus(-KEEP_MS)).await?;
    for id in &old {
        store::delete(&mut tx, id).await?;
    }
    let known: std::collections::HashSet<String> = store::all(&mut tx).await?.into_iter().collect();
    tx.commit().await?;
    for entry in std::fs::read_dir(&app.files().folder)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        if !known.contains(&name)
            && let Err(error) = std::fs::remove_file(entry.path())
        {
            tracing::debug!(%error, name, "a swept file stays until the next start");
        }
    }
    Ok(())
}
