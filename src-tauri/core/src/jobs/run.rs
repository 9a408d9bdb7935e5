//! Running jobs in this process.

use super::{JobState, JobView, store, told};
use crate::access::Caller;
use crate::app::{App, Notice};
use crate::db::{Tx, is_serialization_failure};
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::inbox::Link;
use crate::kernel::{JobId, Ms};
use crate::operation::{Actor, Cx, Entry, Started};
use crate::texts::Locale;
use std::collections::HashMap;
use std::pin::Pin;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

/// The jobs that run in this process.
#[derive(Debug, Clone, Default)]
pub struct Jobs {
    live: Arc<Mutex<HashMap<JobId, Live>>>,
    changed: Arc<tokio::sync::Notify>,
}

#[derive(Debug, Clone)]
struct Live {
    view: JobView,
    cancel: Arc<AtomicBool>,
}

impl Jobs {
    fn with<T>(&self, work: impl FnOnce(&mut HashMap<JobId, Live>) -> T) -> T {
        work(&mut self.live.lock().unwrap_or_else(PoisonError::into_inner))
    }
    /// The live progress of a job over its stored row.
    #[must_use]
    pub fn fresh(&self, stored: JobView) -> JobView {
        if stored.state.is_final() {
            return stored;
        }
        self.with(|live| live.get(&stored.id).map(|l| l.view.clone()))
            .unwrap_or(stored)
    }
    /// Whether the job runs here and was told to stop.
    pub fn cancel(&self, id: JobId) -> bool {
        self.with(|live| live.get(&id).map(|l| l.cancel.store(true, Ordering::SeqCst)))
            .is_some()
    }
    pub(crate) fn cancel_all(&self) {
        self.with(|live| live.values().for_each(|l| l.cancel.store(true, Ordering::SeqCst)));
    }
    /// Waits until nothing runs here.
    pub async fn settled(&self) {
        loop {
            let waiting = self.changed.notified();
            if self.with(|live| live.is_empty()) {
                return;
            }
            let _ = tokio::time::timeout(std::time::Duration::from_millis(200), waiting).await;
        }
    }
}

/// What a job's work runs in.
#[derive(Debug, Clone)]
pub struct JobCx {
    pub app: App,
    pub job: JobId,
    pub actor: Actor,
    pub locale: Locale,
    pub operation: &'static str,
    pub origin: String,
    cancel: Arc<AtomicBool>,
    last_news: Arc<Mutex<i64>>,
}

/// Screens need no more news than this of one job.
const NEWS_EVERY_MS: i64 = 120;

impl JobCx {
    #[must_use]
    pub fn now(&self) -> Ms {
        self.app.clock().now()
    }
    /// Notes how far the work is; refuses when it was cancelled.
    ///
    /// # Errors
    /// `job_cancelled`.
    pub fn progress(&self, phase: &str, done: i64, total: Option<i64>) -> Result<()> {
        if self.cancelled() {
            return Err(Error::new(Code::JobCancelled));
        }
        let view = self.app.jobs().with(|live| {
            let live = live.get_mut(&self.job)?;
            let news = live.view.phase != phase;
            phase.clone_into(&mut live.view.phase);
            (live.view.done, live.view.total) = (done, total);
            Some((live.view.clone(), news))
        });
        let Some((view, news)) = view else { return Ok(()) };
        let now = self.now().0;
        let mut last = self.last_news.lock().unwrap_or_else(PoisonError::into_inner);
        if news || now - *last >= NEWS_EVERY_MS {
            *last = now;
            self.app.publish(Notice {
                jobs: vec![view],
                ..Notice::default()
            });
        }
        Ok(())
    }
    /// The flag itself, for threads that block.
    #[must_use]
    pub fn cancel_flag(&self) -> Arc<AtomicBool> {
        self.cancel.clone()
    }
    #[must_use]
    pub fn cancelled(&self) -> bool {
        self.cancel.load(Ordering::SeqCst)
    }
    /// Runs `work` in one short write transaction with its history, again when it loses a race, and publishes `tags`.
    ///
    /// # Errors
    /// What `work` refuses, or a database error.
    pub async fn write<T: Send>(
        &self,
        tags: &[&str],
        mut work: impl for<'t> FnMut(
            &'t mut Tx,
            &'t mut Vec<Change>,
        ) -> Pin<Box<dyn Future<Output = Result<T>> + Send + 't>>
        + Send,
    ) -> Result<T> {
        for attempt in 0..12_u64 {
            let mut tx = self.app.db().write().await?;
            let mut changes = Vec::new();
            let outcome = async {
                let value = work(&mut tx, &mut changes).await?;
                let actor = Some(&self.actor);
                crate::history::write_history(
                    &mut tx,
                    self.now(),
                    actor,
                    self.operation,
                    &self.origin,
                    changes,
                )
                .await?;
                tx.commit().await?;
                Ok(value)
            }
            .await;
            match outcome {
                Err(error) if is_serialization_failure(&error) => {
                    tokio::time::sleep(std::time::Duration::from_millis(attempt * 9)).await;
                }
                Ok(value) => {
                    let tags = tags.iter().map(|t| (*t).to_owned()).collect();
                    self.app.publish(Notice {
                        tags,
                        ..Notice::default()
                    });
                    return Ok(value);
                }
                Err(error) => return Err(error),
            }
        }
        Err(Error::new(Code::Overloaded))
    }
}

/// What a job does once in a transaction of its own, as an operation would.
pub type Act<'t, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 't>>;

impl JobCx {
    /// Runs `work` as the job's person in one short write transaction, as an operation runs: with its history, its tags
    /// and its messages; again when it loses a race.
    ///
    /// # Errors
    /// What `work` refuses, which takes back what it did; or a database error.
    pub async fn act<T: Send>(
        &self,
        tags: &[&'static str],
        work: impl for<'t> Fn(&'t mut Cx) -> Act<'t, T> + Send + Sync,
    ) -> Result<T> {
        for attempt in 0..12_u64 {
            let mut cx = self.app.cx_of_job(self).await?;
            let outcome = match work(&mut cx).await {
                Ok(value) => cx.finish(tags).await.map(|()| value),
                Err(error) => {
                    cx.tx.rollback().await?;
                    Err(error)
                }
            };
            match outcome {
                Err(error) if is_serialization_failure(&error) => {
                    tokio::time::sleep(std::time::Duration::from_millis(attempt * 9)).await;
                }
                outcome => return outcome,
            }
        }
        Err(Error::new(Code::Overloaded))
    }
}

/// Writes a job's row in the caller's transaction, already as running: after the commit nothing must be written before
/// it can start, so that an acknowledged job always does.
pub(crate) async fn enqueue(cx: &mut Cx, operation: &str, input: &str) -> Result<JobId> {
    let actor = cx.actor()?.id;
    store::insert(&mut cx.tx, operation, actor, input, cx.now).await
}

/// Starts a job whose row was committed. Should the process die before, the next start ends it as interrupted.
///
/// # Errors
/// A fault, where the registry does not hold its work.
pub(crate) fn start(
    app: &App,
    entry: &Entry,
    started: &str,
    input: &str,
    actor: Actor,
    caller: &Caller,
) -> Result<()> {
    let Started { job } = serde_json::from_str(started)?;
    let work = entry.work.ok_or_else(|| Error::fault("a job without work"))?;
    let (operation, input) = (entry.name.to_owned(), input.to_owned());
    let cancel = Arc::new(AtomicBool::new(false));
    let cx = JobCx {
        app: app.clone(),
        job,
        actor,
        locale: caller.locale,
        operation: entry.name,
        origin: caller.origin.clone(),
        cancel: cancel.clone(),
        last_news: Arc::new(Mutex::new(0)),
    };
    let view = JobView {
        id: job,
        kind: operation,
        state: JobState::Running,
        phase: "started".to_owned(),
        done: 0,
        total: None,
        started_at: app.clock().now(),
        finished_at: None,
        result: None,
        error: None,
        user_id: cx.actor.id,
    };
    app.jobs().with(|live| {
        live.insert(
            job,
            Live {
                view: view.clone(),
                cancel,
            },
        )
    });
    app.publish(Notice {
        jobs: vec![view],
        ..Notice::default()
    });
    let (tags, told, app) = (entry.tags, entry.told, app.clone());
    tokio::spawn(async move {
        // A panic in a job must end the job, not hang it.
        let outcome = tokio::spawn(work(cx, input))
            .await
            .unwrap_or_else(|e| Err(Error::fault(e)));
        finish(&app, job, tags, told, outcome).await;
    });
    Ok(())
}

async fn finish(app: &App, job: JobId, tags: &[&str], told: bool, outcome: Result<serde_json::Value>) {
    let Some(mut view) = app.jobs().with(|live| live.get(&job).map(|l| l.view.clone())) else {
        return;
    };
    view.finished_at = Some(app.clock().now());
    match outcome {
        Ok(result) => (view.state, view.result) = (JobState::Succeeded, Some(result)),
        Err(error) => {
            let cancelled = error.code == Code::JobCancelled;
            view.state = if cancelled {
                JobState::Cancelled
            } else {
                JobState::Failed
            };
            let reference = format!("job-{job}");
            if error.code == Code::Fault {
                tracing::error!(%error, %reference, "a job failed");
            }
            view.error = Some(error.wire(&reference));
        }
    }
    for attempt in 0..10_u64 {
        match note_finished(app, &view, told).await {
            Ok(()) => break,
            Err(error) => {
                tracing::warn!(%error, "a job's end was not noted; trying again");
                tokio::time::sleep(std::time::Duration::from_millis(50 << attempt.min(5))).await;
            }
        }
    }
    app.jobs().with(|live| live.remove(&job));
    app.jobs().changed.notify_waiters();
    let tags = tags.iter().chain(&["jobs"]).map(|t| (*t).to_owned()).collect();
    app.publish(Notice {
        tags,
        jobs: vec![view],
        ..Notice::default()
    });
}

/// The end and the message about it, together. A page that watches the job marks the message as read.
async fn note_finished(app: &App, view: &JobView, told: bool) -> Result<()> {
    let mut tx = app.db().write().await?;
    store::finish(&mut tx, view).await?;
    if told {
        tell(&mut tx, app.clock().now(), view).await?;
    }
    tx.commit().await
}

async fn tell(tx: &mut Tx, now: Ms, view: &JobView) -> Result<()> {
    if let Some((code, params)) = told::message(view) {
        let link = Some(Link::new("job", view.id));
        crate::inbox::post(tx, now, view.user_id, code, params, link).await?;
    }
    Ok(())
}

/// Fails the jobs that a dead process left behind. Where others were there first, theirs are left to them.
pub(crate) async fn fail_interrupted(app: &App) -> Result<()> {
    if !app.opened_alone() {
        return Ok(());
    }
    let error = serde_json::to_string(&Error::new(Code::JobInterrupted).wire("restart"))?;
    let now = app.clock().now();
    let mut tx = app.db().write().await?;
    for job in store::interrupt(&mut tx, &error, now).await? {
        if app.registry().get(&job.kind).is_some_and(|entry| entry.told) {
            tell(&mut tx, now, &job).await?;
        }
    }
    tx.commit().await
}
