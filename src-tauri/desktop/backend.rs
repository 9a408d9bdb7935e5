//! What stands behind the window: a workspace that this process opened, a team server, or the reason why neither is
//! there. The page never knows the difference.

use super::{
    Answer,
    connection::Connection,
    remote::{Remote, Request},
    wire,
};
use outpost_core::{ApiError, App, Caller, Code, Error, OpenConfig, Place, admin, files::OpenedFile};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// Who answers the calls.
#[derive(Debug)]
pub enum Backend {
    /// A workspace folder, open in this process.
    Local(App),
    /// A team server.
    Remote(Remote),
    /// Nobody, for this reason. The window opens all the same and shows it.
    Closed(ApiError),
}

impl Backend {
    /// Opens what was chosen. A failure is a backend too: one that gives the reason to whoever calls.
    pub async fn open(connection: &Connection, default_folder: &Path) -> Self {
        match connection {
            Connection::Local { folder } => {
                let folder = folder.clone().unwrap_or_else(|| default_folder.to_owned());
                match App::open(OpenConfig::new(Place::Workspace(folder), &owner())).await {
                    Ok(app) => Self::Local(app),
                    Err(error) => Self::Closed(wire(&error)),
                }
            }
            Connection::Server { url } => match Remote::new(url) {
                Ok(remote) => Self::Remote(remote),
                Err(error) => Self::Closed(wire(&error)),
            },
        }
    }

    /// Runs an operation; answers its output as JSON text.
    ///
    /// # Errors
    /// What the operation refuses; why nobody answers.
    pub async fn call(&self, operation: &str, input: String, caller: &Caller) -> Answer<String> {
        match self {
            Self::Local(app) => match app.call(operation, &input, caller).await {
                Ok(output) => Ok(Box::<str>::from(output).into()),
                Err(error) => Err(wire(&error)),
            },
            Self::Remote(remote) => remote.call(Request::of(caller), operation, input).await,
            Self::Closed(why) => Err(why.clone()),
        }
    }

    /// Begins an upload; answers its id.
    ///
    /// # Errors
    /// `not_logged_in`, `disk_full`; why nobody answers.
    pub async fn upload_begin(&self, name: &str, caller: &Caller) -> Answer<String> {
        match self {
            Self::Local(app) => app.upload_begin(name, caller).await.map_err(|error| wire(&error)),
            Self::Remote(remote) => remote.upload_begin(Request::of(caller), name.to_owned()).await,
            Self::Closed(why) => Err(why.clone()),
        }
    }

    /// Writes a piece of an upload.
    ///
    /// # Errors
    /// `not_found`, `upload_too_large`, `upload_incomplete`, `disk_full`; why nobody answers.
    pub async fn upload_chunk(&self, id: &str, offset: u64, bytes: Vec<u8>, caller: &Caller) -> Answer<()> {
        match self {
            Self::Local(app) => app
                .upload_chunk(id, offset, &bytes, caller)
                .await
                .map(drop)
                .map_err(|error| wire(&error)),
            Self::Remote(remote) => {
                remote
                    .upload_chunk(Request::of(caller), id.to_owned(), offset, bytes)
                    .await
            }
            Self::Closed(why) => Err(why.clone()),
        }
    }

    /// The bytes of a file that the person may see.
    ///
    /// # Errors
    /// `not_found`, `attachment_missing`; why nobody answers.
    pub async fn read(&self, file: &str, caller: &Caller) -> Answer<Vec<u8>> {
        match self {
            Self::Local(app) => {
                let found = app.download(file, caller).await.map_err(|error| wire(&error))?;
                fs::read(found.path).map_err(|error| wire(&error.into()))
            }
            Self::Remote(remote) => remote.read(Request::of(caller), file.to_owned()).await,
            Self::Closed(why) => Err(why.clone()),
        }
    }

    /// A range of a layer's file.
    ///
    /// # Errors
    /// `not_found`, `number_out_of_range`; why nobody answers.
    pub async fn map_bytes(&self, layer: i64, offset: u64, length: u64, caller: &Caller) -> Answer<Vec<u8>> {
        match self {
            Self::Local(app) => match app.map_bytes(layer, offset, length, caller).await {
                Ok(found) => Ok(found.bytes),
                Err(error) => Err(wire(&error)),
            },
            Self::Remote(remote) => {
                let last = offset.saturating_add(length).saturating_sub(1);
                let range = format!("bytes={offset}-{last}");
                remote
                    .bytes(Request::of(caller), format!("map/file/{layer}"), Some(range))
                    .await
            }
            Self::Closed(why) => Err(why.clone()),
        }
    }

    /// A tile of a layer's provider; no bytes where there is none.
    ///
    /// # Errors
    /// `not_found`, `map_source_refused`; why nobody answers.
    pub async fn map_tile(&self, layer: i64, (z, x, y): (u8, u32, u32), caller: &Caller) -> Answer<Vec<u8>> {
        match self {
            Self::Local(app) => match app.map_tile(layer, z, x, y, caller).await {
                Ok(tile) => Ok(tile.map(|tile| tile.bytes).unwrap_or_default()),
                Err(error) => Err(wire(&error)),
            },
            Self::Remote(remote) => {
                let path = format!("map/tile/{layer}/{z}/{x}/{y}");
                remote.bytes(Request::of(caller), path, None).await
            }
            Self::Closed(why) => Err(why.clone()),
        }
    }

    /// Puts a finished file where the person wants it: whole, or not at all.
    ///
    /// # Errors
    /// `not_found`, `disk_full`; why nobody answers.
    pub async fn save(&self, file: &str, to: &Path, caller: &Caller) -> Answer<()> {
        let beside = beside(to);
        let written = match self {
            Self::Local(app) => match app.download(file, caller).await {
                Ok(OpenedFile { path, .. }) => copy(path, beside.clone()).await,
                Err(error) => Err(wire(&error)),
            },
            Self::Remote(remote) => {
                remote
                    .download(Request::of(caller), file.to_owned(), beside.clone())
                    .await
            }
            Self::Closed(why) => Err(why.clone()),
        };
        let placed = written.and_then(|()| fs::rename(&beside, to).map_err(|error| wire(&error.into())));
        if placed.is_err() && fs::remove_file(&beside).is_err() {
            tracing::debug!(file = %beside.display(), "nothing half-written was there to remove");
        }
        placed
    }
}

/// Whether a workspace does not open because its file is damaged or no longer one of ours: a backup helps.
#[must_use]
pub fn needs_rescue(why: &ApiError) -> bool {
    [Code::WorkspaceDamaged, Code::WorkspaceNotADatabase]
        .iter()
        .any(|code| code.as_str() == why.code)
}

/// Opens a folder from one of its backups.
///
/// # Errors
/// `not_found`, `backup_invalid`, `disk_full` and the like; the folder is as it was then.
pub async fn rescued(folder: PathBuf, name: &str) -> Answer<Backend> {
    let known = admin::backups_in(&folder)
        .into_iter()
        .any(|backup| backup.name == name);
    if !known {
        return Err(wire(&Error::not_found("backup").with("name", name)));
    }
    let backup = folder.join("backups").join(name);
    let config = OpenConfig::new(Place::Workspace(folder), &owner());
    let opened = App::open_restored(config, &backup).await;
    opened.map(Backend::Local).map_err(|error| wire(&error))
}

/// Who holds the workspace, as another person who tries to open it is told.
fn owner() -> String {
    ["USER", "USERNAME", "LOGNAME"]
        .iter()
        .find_map(|name| std::env::var(name).ok().filter(|user| !user.is_empty()))
        .unwrap_or_else(|| "Outpost".to_owned())
}

/// A file is written beside its place and moved there when it is whole.
fn beside(to: &Path) -> PathBuf {
    let mut name = to.file_name().unwrap_or_default().to_owned();
    name.push(".part");
    to.with_file_name(name)
}

async fn copy(from: PathBuf, to: PathBuf) -> Answer<()> {
    let copied = tokio::task::spawn_blocking(move || fs::copy(from, to)).await;
    match copied {
        Ok(Ok(_)) => Ok(()),
        Ok(Err(error)) => Err(wire(&error.into())),
        Err(error) => Err(wire(&outpost_core::Error::fault(error))),
    }
}
