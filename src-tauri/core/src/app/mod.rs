//! The open product: a workspace or a server's database, the registry, and the pipeline that runs operations.

mod lock;
mod notice;
mod open;
mod pipeline;
mod requests;
mod workers;
mod store;

pub use notice::Notice;
pub use open::{DATABASE, OpenConfig, Place};

use crate::db::{Db, Presence, Tx};
use crate::error::Result;
use crate::files::{Files, Objects};
use crate::jobs::Jobs;
use crate::kernel::{Clock, Ms};
use crate::operation::Registry;
use std::path::Path;
use std::sync::{Arc, Mutex};
use tokio::sync::broadcast;

/// A handle; cheap to clone.
#[derive(Debug, Clone)]
pub struct App {
    inner: Arc<Inner>,
}

#[derive(Debug)]
struct Inner {
    db: Db,
    registry: Registry,
    clock: Clock,
    files: Files,
    objects: Objects,
    jobs: Jobs,
    notices: broadcast::Sender<Notice>,
    /// One password try at a time for each login (several logins may share a turn).
    password_turns: Vec<Arc<tokio::sync::Mutex<()>>>,
    place: Place,
    // Held as long as the app is open: one process owns the writing of a workspace.
    _lock: Option<lock::Lock>,
    beside: bool,
    /// Nobody else was on this data when it was opened.
    alone: bool,
    // Our place on a server's database; taken out when the app closes.
    presence: Mutex<Option<Presence>>,
    stop: tokio::sync::watch::Sender<bool>,
}

impl App {
    #[must_use]
    pub fn db(&self) -> &Db {
        &self.inner.db
    }
    #[must_use]
    pub fn registry(&self) -> &Registry {
        &self.inner.registry
    }
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.inner.clock
    }
    #[must_use]
    pub fn files(&self) -> &Files {
        &self.inner.files
    }
    /// Where the content of attachments lies.
    #[must_use]
    pub fn objects(&self) -> &Objects {
        &self.inner.objects
    }
    #[must_use]
    pub fn jobs(&self) -> &Jobs {
        &self.inner.jobs
    }
    /// Whether this is a workspace folder on this machine, not a server's database.
    #[must_use]
    pub fn is_local(&self) -> bool {
        matches!(self.inner.place, Place::Workspace(_))
    }
    /// Whether nobody else was on this data when it was opened: what is unfinished then, the dead have left.
    pub(crate) fn opened_alone(&self) -> bool {
        self.inner.alone
    }
    /// Whether another process owns this workspace and this one only looks at it.
    #[must_use]
    pub fn is_beside(&self) -> bool {
        self.inner.beside
    }
    /// The folder that holds files and backups.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.inner.place.folder()
    }
    #[must_use]
    pub fn place(&self) -> &Place {
        &self.inner.place
    }
    /// News of what changed, for shells to hand on.
    #[must_use]
    pub fn subscribe(&self) -> broadcast::Receiver<Notice> {
        self.inner.notices.subscribe()
    }
    /// Publishes news. Nobody listening is fine.
    pub(crate) fn publish(&self, notice: Notice) {
        let _ = self.inner.notices.send(notice);
    }
}

/// Writes a message of the outbox in the caller's transaction; a worker hands it on after the commit.
pub(crate) async fn send(tx: &mut Tx, kind: &str, payload: &serde_json::Value, now: Ms) -> Result<()> {
    store::post(tx, kind, &payload.to_string(), now).await
}
