//! The state of the shell: which backend answers, and whose session it is.

use super::{
    Answer,
    backend::{self, Backend},
    connection::{self, Connection},
    remote::Remote,
    wire,
};
use outpost_core::{
    App, Caller, Code, Error,
    admin::{self, BackupView},
    history::origin_with,
    texts::Locale,
};
use serde::Deserialize;
use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};
use tokio::sync::{Mutex as AsyncMutex, watch};

/// A closed backend is tried again no more often than this.
const RETRY_AFTER: Duration = Duration::from_secs(1);
/// How often, and how soon after one another, a workspace that was just closed is opened again.
const REOPEN_TRIES: u32 = 50;
const REOPEN_STEP: Duration = Duration::from_millis(100);
/// How long the workspace may take to settle when the window closes.
const CLOSE_WITHIN: Duration = Duration::from_secs(10);

/// The shell of one window.
#[derive(Debug)]
pub struct Shell {
    /// None until the first opening has ended: calls wait for it, so that the window need not.
    backend: watch::Sender<Option<Arc<Backend>>>,
    connection: Mutex<Connection>,
    /// Kept here and not in the page, where a script could read it.
    token: watch::Sender<Option<String>>,
    /// One opening at a time, and when it was.
    opening: AsyncMutex<Option<Instant>>,
    default_folder: PathBuf,
    settings: PathBuf,
}

/// The part of a new session that the shell keeps.
#[derive(Deserialize)]
struct Opened {
    token: String,
}

impl Shell {
    /// A shell that has not opened anything yet. `chosen` goes before the saved choice, and is not saved.
    #[must_use]
    pub fn new(chosen: Option<Connection>, default_folder: PathBuf, settings: PathBuf) -> Self {
        let connection = chosen.unwrap_or_else(|| connection::load(&settings));
        Self {
            backend: watch::Sender::new(None),
            connection: Mutex::new(connection),
            token: watch::Sender::new(None),
            opening: AsyncMutex::new(None),
            default_folder,
            settings,
        }
    }

    /// What is chosen now, with the default folder filled in.
    #[must_use]
    pub fn connection(&self) -> Connection {
        match self
            .connection
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone()
        {
            Connection::Local { folder: None } => Connection::local(self.default_folder.clone()),
            chosen => chosen,
        }
    }

    /// Opens what is chosen, for the first time or again after a failure.
    pub async fn open(&self) {
        let mut last = self.opening.lock().await;
        let is_closed = matches!(self.backend.borrow().as_deref(), None | Some(Backend::Closed(_)));
        if !is_closed || last.is_some_and(|at| at.elapsed() < RETRY_AFTER) {
            return;
        }
        let backend = Backend::open(&self.connection(), &self.default_folder).await;
        *last = Some(Instant::now());
        self.backend.send_replace(Some(Arc::new(backend)));
    }

    /// Goes over to another workspace or server. The one that is open stays when the other cannot be had.
    ///
    /// # Errors
    /// Why it cannot be had; `disk_full` and its like when the choice cannot be saved.
    pub async fn switch(&self, to: Connection) -> Answer<()> {
        let _one_at_a_time = self.opening.lock().await;
        if to == self.connection() && matches!(self.backend.borrow().as_deref(), Some(Backend::Local(_))) {
            return Ok(());
        }
        let next = Backend::open(&to, &self.default_folder).await;
        match &next {
            Backend::Closed(why) => return Err(why.clone()),
            Backend::Remote(remote) => remote.shake_hands().await?,
            Backend::Local(_) => {}
        }
        connection::save(&self.settings, &to).map_err(|error| wire(&error))?;
        *self.connection.lock().unwrap_or_else(PoisonError::into_inner) = to;
        self.token.send_replace(None);
        let left = self.backend.send_replace(Some(Arc::new(next)));
        if let Some(Backend::Local(app)) = left.as_deref() {
            close(app.clone()).await;
        }
        Ok(())
    }

    /// Closes what is open and opens it again.
    ///
    /// # Errors
    /// Why it does not open any more; the page shows the same when it asks.
    pub async fn reopen(&self) -> Answer<()> {
        let mut last = self.opening.lock().await;
        // Calls wait from here on until the next backend is there.
        let left = self.backend.send_replace(None);
        if let Some(Backend::Local(app)) = left.as_deref() {
            close(app.clone()).await;
        }
        drop(left);
        let mut next = Backend::open(&self.connection(), &self.default_folder).await;
        for _ in 0..REOPEN_TRIES {
            // The lock goes with the last task of the closed workspace, a moment after it.
            if !matches!(&next, Backend::Closed(why) if why.code == Code::WorkspaceInUse.as_str()) {
                break;
            }
            tokio::time::sleep(REOPEN_STEP).await;
            next = Backend::open(&self.connection(), &self.default_folder).await;
        }
        *last = Some(Instant::now());
        let outcome = match &next {
            Backend::Closed(why) => Err(why.clone()),
            _ => Ok(()),
        };
        self.backend.send_replace(Some(Arc::new(next)));
        outcome
    }

    /// The folder that does not open any more and can be restored from a backup.
    fn broken_folder(&self) -> Option<PathBuf> {
        let broken = matches!(self.backend.borrow().as_deref(), Some(Backend::Closed(why)) if backend::needs_rescue(why));
        match self.connection() {
            Connection::Local { folder } if broken => folder,
            _ => None,
        }
    }

    /// The backups of a folder that does not open any more; none where it opens.
    pub async fn rescue_backups(&self) -> Vec<BackupView> {
        self.broken_folder()
            .map(|folder| admin::backups_in(&folder))
            .unwrap_or_default()
    }

    /// Restores a folder that does not open any more from a backup, and opens it.
    ///
    /// # Errors
    /// `not_found` where the folder opens or has no such backup; why it cannot be restored.
    pub async fn rescue(&self, name: &str) -> Answer<()> {
        let mut last = self.opening.lock().await;
        let folder = self
            .broken_folder()
            .ok_or_else(|| wire(&Error::not_found("backup")))?;
        let opened = backend::rescued(folder, name).await?;
        *last = Some(Instant::now());
        self.backend.send_replace(Some(Arc::new(opened)));
        Ok(())
    }

    /// The backend, as soon as there is one.
    pub async fn backend(&self) -> Arc<Backend> {
        let mut seen = self.backend.subscribe();
        match seen.wait_for(Option::is_some).await.map(|found| found.clone()) {
            Ok(Some(backend)) => backend,
            // The sender lives as long as the shell; this cannot be waited for in vain.
            Ok(None) | Err(_) => Arc::new(Backend::Closed(wire(&Error::fault("the shell has gone")))),
        }
    }

    /// Tells when another backend answers.
    #[must_use]
    pub fn changes(&self) -> watch::Receiver<Option<Arc<Backend>>> {
        self.backend.subscribe()
    }

    /// Tells when another session begins.
    #[must_use]
    pub fn sessions(&self) -> watch::Receiver<Option<String>> {
        self.token.subscribe()
    }

    /// Who calls, from this window.
    #[must_use]
    pub fn caller(&self, locale: &str, request_id: Option<String>) -> Caller {
        self.caller_on(None, locale, request_id)
    }

    /// The same, on a page of the window.
    #[must_use]
    pub fn caller_on(&self, screen: Option<&str>, locale: &str, request_id: Option<String>) -> Caller {
        let nobody = Caller::nobody(&origin_with("desktop", screen));
        Caller {
            token: self.token.borrow().clone(),
            request_id,
            locale: Locale::parse(locale),
            ..nobody
        }
    }

    /// Runs an operation and keeps the session that it opens or ends.
    ///
    /// # Errors
    /// What the operation refuses; why nobody answers.
    pub async fn call(&self, op: &str, input: String, caller: &Caller) -> Answer<String> {
        let mut backend = self.backend().await;
        // The page asks for the status when the person asks to try again.
        if op == "access.status" && matches!(*backend, Backend::Closed(_)) {
            self.open().await;
            backend = self.backend().await;
        }
        let output = backend.call(op, input, caller).await?;
        match op {
            "access.login" | "access.setup" => {
                if let Ok(Opened { token }) = serde_json::from_str(&output) {
                    self.token.send_replace(Some(token));
                }
            }
            "access.logout" => {
                self.token.send_replace(None);
            }
            _ => {}
        }
        Ok(output)
    }

    /// Lets the workspace settle before the process ends.
    pub async fn close(&self) {
        let left = self.backend.send_replace(None);
        if let Some(Backend::Local(app)) = left.as_deref() {
            close(app.clone()).await;
        }
    }

    /// The server, while one is connected.
    #[must_use]
    pub fn remote(&self) -> Option<Remote> {
        match self.backend.borrow().as_deref() {
            Some(Backend::Remote(remote)) => Some(remote.clone()),
            _ => None,
        }
    }
}

async fn close(app: App) {
    if tokio::time::timeout(CLOSE_WITHIN, app.close()).await.is_err() {
        tracing::warn!("the workspace did not settle in time; the next start makes up for it");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};
    use std::path::Path;

    async fn opened(folder: &Path) -> Shell {
        let settings = folder.with_extension("settings.json");
        let shell = Shell::new(
            Some(Connection::local(folder.to_owned())),
            folder.to_owned(),
            settings,
        );
        shell.open().await;
        shell
    }

    async fn call(shell: &Shell, op: &str, input: Value) -> Answer<Value> {
        let caller = shell.caller("en", None);
        let output = shell.call(op, input.to_string(), &caller).await?;
        Ok(serde_json::from_str(&output).expect("an answer is JSON"))
    }

    async fn job(shell: &Shell, op: &str, input: Value) -> Value {
        let started = call(shell, op, input).await.expect("the job begins");
        loop {
            let view = call(shell, "jobs.get", json!({"id": started["job"]}))
                .await
                .expect("a job");
            if view.get("finished_at").is_some() {
                return view["result"].clone();
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    }

    async fn set_up(shell: &Shell) {
        let input = json!({"login": "admin", "name": "A", "password": "tea at four o'clock", "workspace_name": "First",
            "zone": "UTC", "currency": "CNY"});
        call(shell, "access.setup", input).await.expect("the first start");
    }

    async fn rename(shell: &Shell, name: &str) {
        let now = call(shell, "admin.settings", json!({})).await.expect("settings");
        let input = json!({"version": now["version"], "workspace_name": name, "zone": "UTC", "currency": "CNY",
            "idle_lock_minutes": 15});
        call(shell, "admin.save_settings", input)
            .await
            .expect("the name is saved");
    }

    async fn name(shell: &Shell) -> Value {
        call(shell, "access.status", json!({})).await.expect("a status")["workspace"]["name"].clone()
    }

    #[test]
    fn a_restore_takes_place_when_the_workspace_is_opened_anew() {
        tauri::async_runtime::block_on(async {
            let parent = tempfile::tempdir().expect("a folder");
            let shell = opened(&parent.path().join("workspace")).await;
            set_up(&shell).await;
            let backup = job(&shell, "admin.backup", json!({})).await;
            rename(&shell, "Second").await;
            job(&shell, "admin.restore", json!({"name": backup["name"]})).await;
            assert_eq!(name(&shell).await, "Second");
            shell.reopen().await.expect("it opens again");
            assert_eq!(name(&shell).await, "First");
            assert!(
                shell.rescue_backups().await.is_empty(),
                "a workspace that opens needs no rescue"
            );
            let refused = shell.rescue(backup["name"].as_str().unwrap_or_default()).await;
            assert_eq!(refused.map_err(|why| why.code), Err("not_found".to_owned()));
            shell.close().await;
        });
    }

    #[test]
    fn a_damaged_workspace_goes_back_to_a_backup_without_a_login() {
        tauri::async_runtime::block_on(async {
            let parent = tempfile::tempdir().expect("a folder");
            let folder = parent.path().join("workspace");
            let shell = opened(&folder).await;
            set_up(&shell).await;
            let backup = job(&shell, "admin.backup", json!({})).await;
            shell.close().await;
            let database = folder.join("outpost.db");
            let whole = std::fs::read(&database).expect("a database");
            std::fs::write(&database, &whole[..whole.len() / 2]).expect("it is cut off");
            let shell = opened(&folder).await;
            let refused = call(&shell, "access.status", json!({})).await;
            assert_eq!(
                refused.map_err(|why| why.code),
                Err("workspace_damaged".to_owned())
            );
            let offered = shell.rescue_backups().await;
            assert_eq!(json!(offered)[0]["name"], backup["name"]);
            let outside = shell.rescue("../outpost.db").await;
            assert_eq!(outside.map_err(|why| why.code), Err("not_found".to_owned()));
            shell
                .rescue(backup["name"].as_str().unwrap_or_default())
                .await
                .expect("it is rescued");
            assert_eq!(name(&shell).await, "First");
            shell.close().await;
        });
    }
}
