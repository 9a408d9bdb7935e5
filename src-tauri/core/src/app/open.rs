//! Opening a workspace folder or a server's database: lock, check, migrate (with a backup before), start workers.

use super::lock::Lock;
use super::{App, Inner, workers};
use crate::db::migrate;
use crate::db::{Db, Presence, SCHEMA_VERSION, Target};
use crate::error::{Code, Error, Result};
use crate::files::{Files, Objects};
use crate::jobs::Jobs;
use crate::kernel::Clock;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Where data and files are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// A folder with `outpost.db`, `files/` and `backups/`.
    Workspace(PathBuf),
    /// A PostgreSQL URL, and a folder for files.
    Server { url: String, folder: PathBuf },
}

impl Place {
    #[must_use]
    pub fn folder(&self) -> &Path {
        match self {
            Self::Workspace(folder) | Self::Server { folder, .. } => folder,
        }
    }
    #[must_use]
    pub fn target(&self) -> Target {
        match self {
            Self::Workspace(folder) => Target::File(folder.join(DATABASE)),
            Self::Server { url, .. } => Target::Url(url.clone()),
        }
    }
}

/// The database's file name in a workspace folder.
pub const DATABASE: &str = "outpost.db";

/// How to open.
#[derive(Debug, Clone)]
pub struct OpenConfig {
    pub place: Place,
    pub clock: Clock,
    /// Who holds the workspace, as others are told.
    pub owner: String,
    /// Run the background workers (sealer, folds, outbox). Tests that drive them by hand say no.
    pub workers: bool,
    /// The schema to stop at; tests of old schemas only.
    pub schema: i64,
    /// Where the content of attachments lies; none is a folder beside the database.
    pub objects: Option<std::sync::Arc<dyn object_store::ObjectStore>>,
}

impl OpenConfig {
    #[must_use]
    pub fn new(place: Place, owner: &str) -> Self {
        Self {
            place,
            clock: Clock::Machine,
            owner: owner.to_owned(),
            workers: true,
            schema: SCHEMA_VERSION,
            objects: None,
        }
    }
}

impl App {
    /// Opens, creating what is not there yet.
    ///
    /// # Errors
    /// `workspace_in_use`, `workspace_newer`, `workspace_damaged`, `workspace_not_a_database`,
    /// `workspace_read_only`, `disk_full`, `database_unreachable`: nothing is changed by any of them.
    pub async fn open(config: OpenConfig) -> Result<Self> {
        Self::open_with(config, None).await
    }

    /// Restores a local workspace from a backup, then opens it: for a file that no longer opens. Whatever is there
    /// is kept first.
    ///
    /// # Errors
    /// `backup_invalid`, `only_local`, and as [`App::open`].
    pub async fn open_restored(config: OpenConfig, backup: &Path) -> Result<Self> {
        Self::open_with(config, Some(backup)).await
    }

    /// Opens a local workspace beside the process that owns it, to look at it while people work: for a check, a
    /// backup, a read. Nothing is made, migrated or recovered, and nothing can be written.
    ///
    /// # Errors
    /// `only_local`; `workspace_newer`; `workspace_in_use` where its owner must migrate it first; and as [`App::open`].
    pub async fn open_beside(config: OpenConfig) -> Result<Self> {
        let folder = match &config.place {
            Place::Workspace(folder) => folder.clone(),
            Place::Server { .. } => return Err(Error::new(Code::OnlyLocal)),
        };
        let db = Db::open_reading(&folder.join(DATABASE)).await?;
        let found = migrate::current(&mut db.read().await?).await?;
        match found.cmp(&config.schema) {
            std::cmp::Ordering::Equal => {}
            std::cmp::Ordering::Less => {
                return Err(Error::new(Code::WorkspaceInUse).with("owner", Lock::owner(&folder)));
            }
            std::cmp::Ordering::Greater => {
                let error = Error::new(Code::WorkspaceNewer).with("found", found);
                return Err(error.with("known", config.schema));
            }
        }
        Self::of(config, db, None, Standing::Beside)
    }

    async fn open_with(config: OpenConfig, backup: Option<&Path>) -> Result<Self> {
        sqlx::any::install_default_drivers();
        let folder = config.place.folder().to_owned();
        std::fs::create_dir_all(&folder).map_err(|e| {
            Error::new(Code::WorkspaceReadOnly)
                .with("path", folder.display().to_string())
                .because(e)
        })?;
        let lock = match &config.place {
            Place::Workspace(folder) => Some(Lock::take(folder, &config.owner)?),
            Place::Server { .. } => None,
        };
        let presence = match &config.place {
            Place::Workspace(_) => None,
            Place::Server { url, .. } => Some(Presence::take(url).await?),
        };
        let target = config.place.target();
        let now = config.clock.now();
        match &config.place {
            Place::Workspace(folder) => {
                if let Some(backup) = backup {
                    crate::admin::ask_restore(folder, backup, &config.owner, now).await?;
                }
                crate::admin::carry_out_restore(folder, now).await?;
                prepare_file(&folder.join(DATABASE)).await?;
            }
            Place::Server { .. } if backup.is_some() => return Err(Error::new(Code::OnlyLocal)),
            Place::Server { .. } => {}
        }
        let place = config.place.clone();
        migrate::migrate(&target, now.0, config.schema, async |db, _| {
            crate::admin::backup_before_migration(db, &place, now).await
        })
        .await?;
        let db = Db::open(&target).await?;
        let workers = config.workers;
        let standing = match &presence {
            Some(presence) if !presence.is_alone() => Standing::Among,
            _ => Standing::Alone,
        };
        let app = Self::of(config, db, lock, standing)?;
        app.recover().await?;
        if let Some(presence) = presence {
            let shared = presence.share().await?;
            *app.inner.presence.lock().unwrap_or_else(PoisonError::into_inner) = Some(shared);
        }
        if workers {
            workers::start(&app, app.inner.stop.subscribe());
        }
        Ok(app)
    }

    fn of(config: OpenConfig, db: Db, lock: Option<Lock>, standing: Standing) -> Result<Self> {
        let files = Files::open(config.place.folder())?;
        let objects = match config.objects {
            Some(store) => Objects::remote(store, config.place.folder())?,
            None => Objects::in_folder(config.place.folder())?,
        };
        let (notices, _) = tokio::sync::broadcast::channel(1024);
        let (stop, _) = tokio::sync::watch::channel(false);
        let inner = Inner {
            db,
            registry: crate::registry(),
            clock: config.clock,
            files,
            objects,
            jobs: Jobs::default(),
            notices,
            password_turns: (0..64).map(|_| std::sync::Arc::default()).collect(),
            place: config.place,
            _lock: lock,
            beside: standing == Standing::Beside,
            alone: standing == Standing::Alone,
            presence: Mutex::new(None),
            stop,
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// What a killed process left: jobs that ran, staged rows, expired sessions and requests.
    async fn recover(&self) -> Result<()> {
        let now = self.clock().now();
        crate::admin::note_restore(self).await?;
        crate::work_orders::rebuild_marked(self.db()).await?;
        crate::jobs::fail_interrupted(self).await?;
        crate::demo::sweep(self).await?;
        crate::imports::sweep(self).await?;
        crate::access::sweep_sessions(self.db(), now).await?;
        super::requests::sweep(self.db(), now).await?;
        crate::inbox::sweep(self.db(), now).await?;
        crate::maps::sweep(self).await?;
        crate::files::sweep(self, now).await?;
        crate::documents::sweep(self, now).await.map(drop)
    }

    /// Seals, folds, and closes the database.
    pub async fn close(self) {
        let _ = self.inner.stop.send(true);
        self.jobs().cancel_all();
        self.jobs().settled().await;
        if !self.is_beside()
            && let Err(error) = workers::turn(&self).await
        {
            tracing::warn!(%error, "the last turn of the workers failed; the next start makes up for it");
        }
        self.db().close().await;
        let presence = self
            .inner
            .presence
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(presence) = presence {
            presence.leave().await;
        }
    }
}

/// Who else is there when the data is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Standing {
    /// Nobody.
    Alone,
    /// Other programs on the same server's database.
    Among,
    /// The owner of the workspace, beside whom this one only reads.
    Beside,
}

/// Refuses what is no database of ours before anything opens it for writing, and sets the write-ahead log.
async fn prepare_file(path: &Path) -> Result<()> {
    if path.exists() {
        let mut head = [0_u8; 16];
        let length = std::fs::metadata(path)?.len();
        if length > 0 {
            use std::io::Read as _;
            let mut file = std::fs::File::open(path).map_err(|e| {
                Error::new(Code::WorkspaceReadOnly)
                    .with("path", path.display().to_string())
                    .because(e)
            })?;
            let read = file.read(&mut head)?;
            if read < 16 || &head != b"SQLite format 3\0" {
                let error = Error::new(Code::WorkspaceNotADatabase);
                return Err(error.with("path", path.display().to_string()));
            }
            if is_cut_off(path, length)? {
                return Err(Error::new(Code::WorkspaceDamaged).because("shorter than its own header says"));
            }
            let writable = std::fs::OpenOptions::new().write(true).open(path);
            writable.map_err(|e| {
                Error::new(Code::WorkspaceReadOnly)
                    .with("path", path.display().to_string())
                    .because(e)
            })?;
        }
    }
    crate::db::prepare_sqlite(path).await
}

/// Whether a file is shorter than its header says: seen before SQLite opens it, so that nothing is written beside it.
/// With a write-ahead log the header may be ahead of the file, and SQLite decides.
fn is_cut_off(path: &Path, length: u64) -> Result<bool> {
    use std::io::Read as _;
    let mut log = path.as_os_str().to_owned();
    log.push("-wal");
    if std::fs::metadata(log).is_ok_and(|log| log.len() > 0) {
        return Ok(false);
    }
    let mut header = [0_u8; 100];
    if std::fs::File::open(path)?.read_exact(&mut header).is_err() {
        return Ok(true);
    }
    let number = |at: usize| u32::from_be_bytes([header[at], header[at + 1], header[at + 2], header[at + 3]]);
    let page = match u16::from_be_bytes([header[16], header[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    // The count of pages counts only where the file's change counter says that it was kept.
    let kept = number(24) == number(92);
    Ok(kept && length < u64::from(number(28)) * page)
}
