//! What happens after the commits: sealing history, folding deltas, delivering the outbox. Each can be run again
//! at any time; a crash between two turns loses nothing.

use super::notice::{Message, Notice};
use super::{App, store};
use crate::error::{Code, Error, Result};
use tokio::sync::watch;

const TURN: std::time::Duration = std::time::Duration::from_millis(1500);

/// How often it is looked whether the day's backup is due.
const BACKUP_LOOK: std::time::Duration = std::time::Duration::from_secs(600);
/// The first look waits until the start is over.
const BACKUP_FIRST: std::time::Duration = std::time::Duration::from_secs(60);

/// Makes the day's backup on a task of its own, since copying takes longer than a turn.
fn start_backups(app: &App, mut stop: watch::Receiver<bool>) {
    let weak = std::sync::Arc::downgrade(&app.inner);
    tokio::spawn(async move {
        let mut wait = BACKUP_FIRST;
        loop {
            tokio::select! {
                () = tokio::time::sleep(wait) => wait = BACKUP_LOOK,
                _ = stop.changed() => return,
            }
            let Some(inner) = weak.upgrade() else { return };
            if let Err(error) = crate::admin::daily_backup(&App { inner }).await {
                tracing::warn!(%error, "the day's backup was not made; it is tried again");
            }
        }
    });
}

/// How often content of attachments that nothing names is looked for.
const SWEEP_EVERY: std::time::Duration = std::time::Duration::from_secs(6 * 3600);

/// Sweeps the object store of a program that runs for months; a start sweeps too.
fn start_sweeps(app: &App, mut stop: watch::Receiver<bool>) {
    let weak = std::sync::Arc::downgrade(&app.inner);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = tokio::time::sleep(SWEEP_EVERY) => {}
                _ = stop.changed() => return,
            }
            let Some(inner) = weak.upgrade() else { return };
            let app = App { inner };
            let now = app.clock().now();
            if let Err(error) = crate::documents::sweep(&app, now).await {
                tracing::warn!(%error, "the object store was not swept; it is tried again");
            }
        }
    });
}

pub(super) fn start(app: &App, mut stop: watch::Receiver<bool>) {
    if app.is_local() {
        start_backups(app, stop.clone());
    }
    start_sweeps(app, stop.clone());
    // A weak hold: the workers must not keep a dropped app, and so its lock, alive.
    let weak = std::sync::Arc::downgrade(&app.inner);
    tokio::spawn(async move {
        loop {
            tokio::select! {
                () = tokio::time::sleep(TURN) => {}
                _ = stop.changed() => return,
            }
            let Some(inner) = weak.upgrade() else { return };
            let app = App { inner };
            if let Err(error) = turn(&app).await {
                tracing::warn!(%error, "a turn of the workers failed; it is tried again");
            }
            // Not part of the turn: closing need not wait for it, the next start goes on.
            if let Err(error) = crate::search::index(&app).await {
                tracing::warn!(%error, "reading rows for the search failed; it is tried again");
            }
        }
    });
}

/// One turn of all workers.
pub(super) async fn turn(app: &App) -> Result<()> {
    // Each for itself: a sealer that loses against another server's must not keep the rest waiting.
    let sealed = crate::history::seal(app.db()).await;
    let folded = crate::work_orders::fold(app.db()).await;
    deliver(app).await?;
    folded?;
    match sealed {
        Err(error) if error.code == Code::AlreadyExists || error.code == Code::Overloaded => Ok(()),
        outcome => outcome.map(|_| ()),
    }
}

/// Retries double from two seconds up to an hour.
fn backoff_ms(attempts: i64) -> i64 {
    (2000_i64 << attempts.clamp(0, 11)).min(3_600_000)
}

/// Hands each due message to its sink, then deletes it: at least once, never before the commit that sent it.
async fn deliver(app: &App) -> Result<()> {
    let now = app.clock().now();
    let mut tx = app.db().read().await?;
    let due = store::due(&mut tx, now).await?;
    drop(tx);
    for row in due {
        let outcome = hand_over(app, &row.kind, &row.payload);
        let mut tx = app.db().write().await?;
        match outcome {
            Ok(()) => store::delivered(&mut tx, row.id).await?,
            Err(error) => {
                let later = now.plus(backoff_ms(row.attempts));
                store::try_later(&mut tx, row.id, later, &error.to_string()).await?;
            }
        }
        tx.commit().await?;
    }
    Ok(())
}

/// The sinks. A message for a person goes to the screens that are open; mail and webhooks join here.
fn hand_over(app: &App, kind: &str, payload: &str) -> Result<()> {
    match kind {
        "notify" => {
            let payload: NotifyPayload = serde_json::from_str(payload)?;
            let message = Message {
                code: payload.code,
                params: payload.params,
                link: payload.link,
                user_id: payload.user_id,
            };
            app.publish(Notice {
                messages: vec![message],
                ..Notice::default()
            });
            Ok(())
        }
        other => Err(Error::fault(format!("no sink for outbox kind {other}"))),
    }
}

#[derive(Debug, serde::Deserialize)]
struct NotifyPayload {
    user_id: crate::kernel::UserId,
    code: String,
    params: serde_json::Value,
    #[serde(default)]
    link: Option<crate::inbox::Link>,
}
