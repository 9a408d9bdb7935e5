//! The pipeline, once, in this order: 1 find · 2 authenticate · 3 permission · 4 parse · 5 begin · 6 idempotency ·
//! 7 run · 8 history · 9 commit · 10 publish. Any error rolls all of it back.

use super::notice::Notice;
use super::requests::{self, Seen};
use super::{App, store};
use crate::access::{Caller, Need, authenticate};
use crate::db::{Tx, is_serialization_failure};
use crate::error::{Code, Error, Result};
use crate::kernel::UserId;
use crate::operation::{Actor, AfterRefusal, Cx, Entry, OpKind, Prepared};
use serde_json::value::RawValue;

/// A serializable transaction that loses is run again this often.
const TRIES: u32 = 12;
/// Inputs are documents, not files.
const INPUT_MAX: usize = 8 << 20;

impl App {
    /// Runs an operation; answers its output as JSON text.
    ///
    /// # Errors
    /// What the operation refuses, or the pipeline's own refusals.
    pub async fn call(&self, operation: &str, input: &str, caller: &Caller) -> Result<Box<RawValue>> {
        let entry = self
            .registry()
            .get(operation)
            .ok_or_else(|| Error::new(Code::UnknownOperation).with("operation", operation))?;
        if input.len() > INPUT_MAX {
            return Err(Error::new(Code::UploadTooLarge).with("max", INPUT_MAX as i64));
        }
        // PostgreSQL keeps no NUL in text; on SQLite it would end texts early. Nobody types one.
        if input.contains("\\u0000") {
            return Err(Error::new(Code::BadInput).with("reason", "NUL"));
        }
        let input = if input.trim().is_empty() { "{}" } else { input };
        let (actor, session) = authenticate(self.db(), caller, entry.needs, self.clock().now()).await?;
        match entry.kind {
            OpKind::Read => self.read(entry, input, caller, actor, session).await,
            OpKind::Write | OpKind::Job => self.write(entry, input, caller, actor, session).await,
        }
    }

    fn cx(
        &self,
        tx: Tx,
        entry: &Entry,
        caller: &Caller,
        actor: Option<Actor>,
        session: Option<String>,
    ) -> Cx {
        Cx {
            tx,
            now: self.clock().now(),
            actor,
            locale: caller.locale,
            app: self.clone(),
            origin: caller.origin.clone(),
            prepared: None,
            session,
            operation: entry.name,
            changes: Vec::new(),
            tags: Vec::new(),
            outbox: Vec::new(),
            after_refusal: None,
        }
    }

    async fn read(
        &self,
        entry: &Entry,
        input: &str,
        caller: &Caller,
        actor: Option<Actor>,
        session: Option<String>,
    ) -> Result<Box<RawValue>> {
        let tx = self.db().read().await?;
        let mut cx = self.cx(tx, entry, caller, actor, session);
        let output = (entry.run)(&mut cx, input).await;
        // Ending a snapshot loses nothing, however it ends; but the connection must not go back inside of it.
        let ended = cx.tx.commit().await;
        let output = output?;
        ended?;
        Ok(output)
    }

    async fn write(
        &self,
        entry: &Entry,
        input: &str,
        caller: &Caller,
        actor: Option<Actor>,
        session: Option<String>,
    ) -> Result<Box<RawValue>> {
        let _turn = if entry.guesses {
            Some(self.turn_of(input, actor.as_ref()).await)
        } else {
            None
        };
        let prepared = self
            .prepare(entry, input, caller, actor.as_ref(), session.as_ref())
            .await?;
        for attempt in 0..TRIES {
            match self
                .try_write(
                    entry,
                    input,
                    caller,
                    (actor.clone(), session.clone()),
                    prepared.clone(),
                )
                .await
            {
                Err(error) if is_serialization_failure(&error) && attempt + 1 < TRIES => {
                    let wait = u64::from(attempt) * 7 + u64::from(std::process::id() % 5);
                    tokio::time::sleep(std::time::Duration::from_millis(wait)).await;
                }
                outcome => return outcome,
            }
        }
        Err(Error::new(Code::Overloaded))
    }

    /// Refuses what a job refuses early, in a snapshot of its own, and after it makes ready what a write needs: on SQLite
    /// neither the one writer nor one of few readers may wait for a file that is looked at. A request that comes again was looked at when it came first.
    async fn prepare(
        &self,
        entry: &Entry,
        input: &str,
        caller: &Caller,
        actor: Option<&Actor>,
        session: Option<&String>,
    ) -> Result<Option<Prepared>> {
        let (Some(prepare), Some(actor)) = (entry.prepare, actor) else {
            return Ok(None);
        };
        let mut tx = self.db().read().await?;
        if let Some(request) = &caller.request_id
            && requests::is_noted(&mut tx, actor.id, entry.name, request).await?
        {
            tx.commit().await?;
            return Ok(None);
        }
        let mut cx = self.cx(tx, entry, caller, Some(actor.clone()), session.cloned());
        let outcome = prepare(&mut cx, input).await;
        let ended = cx.tx.commit().await;
        let groundwork = outcome?;
        ended?;
        match groundwork {
            Some(work) => work.await.map(Some),
            None => Ok(None),
        }
    }

    /// The turn of whoever tries a password for a login; held until the try is counted.
    async fn turn_of(&self, input: &str, actor: Option<&Actor>) -> tokio::sync::OwnedMutexGuard<()> {
        let named = || {
            serde_json::from_str::<serde_json::Value>(input).ok()?["login"]
                .as_str()
                .map(str::to_owned)
        };
        let login = actor.map(|a| a.login.clone()).or_else(named).unwrap_or_default();
        // A fixed number of turns, by the login's hash: an attacker's invented names take no memory.
        let place = login
            .trim()
            .to_lowercase()
            .bytes()
            .fold(7_usize, |h, b| h.wrapping_mul(31).wrapping_add(b.into()));
        let turns = &self.inner.password_turns;
        turns[place % turns.len()].clone().lock_owned().await
    }

    async fn try_write(
        &self,
        entry: &Entry,
        input: &str,
        caller: &Caller,
        (actor, session): (Option<Actor>, Option<String>),
        prepared: Option<Prepared>,
    ) -> Result<Box<RawValue>> {
        let tx = self.db().write().await?;
        let mut cx = self.cx(tx, entry, caller, actor, session);
        cx.prepared = prepared;
        let actor_id = cx.actor.as_ref().map_or(UserId(0), |a| a.id);
        // Only what a logged-in person does can be told apart from what another one does. One's own password is asked
        // for anew each time.
        let own_password = entry.secret && !matches!(entry.needs, Need::Permission(_));
        let request = caller
            .request_id
            .as_deref()
            .filter(|_| cx.actor.is_some() && !own_password);
        if let Some(request) = request {
            // Not even a digest of a password is kept: such a request is known by its id alone.
            let input = if entry.secret { "" } else { input };
            match requests::note(&mut cx.tx, actor_id, entry.name, request, input, cx.now).await? {
                Seen::No => {}
                Seen::Yes(result) => return Ok(result),
            }
        }
        let output = match (entry.run)(&mut cx, input).await {
            Ok(output) => output,
            Err(error) => return self.refuse(cx, error).await,
        };
        if let Some(request) = request {
            requests::answer(&mut cx.tx, actor_id, entry.name, request, output.get()).await?;
        }
        let actor = cx.actor.clone();
        cx.finish(entry.tags).await?;
        if let (OpKind::Job, Some(actor)) = (entry.kind, actor) {
            crate::jobs::start(self, entry, output.get(), input, actor, caller)?;
        }
        Ok(output)
    }

    /// What a job's step runs in: a write transaction, as the person who started the job.
    pub(crate) async fn cx_of_job(&self, job: &crate::jobs::JobCx) -> Result<Cx> {
        Ok(Cx {
            tx: self.db().write().await?,
            now: self.clock().now(),
            actor: Some(job.actor.clone()),
            locale: job.locale,
            app: self.clone(),
            origin: job.origin.clone(),
            prepared: None,
            session: None,
            operation: job.operation,
            changes: Vec::new(),
            tags: Vec::new(),
            outbox: Vec::new(),
            after_refusal: None,
        })
    }

    /// Rolls back; then, in a transaction of its own, what must outlive the refusal (a wrong password is counted).
    async fn refuse(&self, cx: Cx, error: Error) -> Result<Box<RawValue>> {
        let Cx {
            tx, after_refusal, ..
        } = cx;
        tx.rollback().await?;
        if let Some(after) = after_refusal {
            self.run_after_refusal(after).await?;
        }
        Err(error)
    }

    async fn run_after_refusal(&self, after: AfterRefusal) -> Result<()> {
        let mut tx = self.db().write().await?;
        after(&mut tx).await?;
        tx.commit().await
    }
}

impl Cx {
    /// Steps 8 to 10: history, messages, commit, tags.
    pub(crate) async fn finish(mut self, tags: &[&'static str]) -> Result<()> {
        let changes = std::mem::take(&mut self.changes);
        let (now, actor) = (self.now, self.actor.clone());
        let (operation, origin) = (self.operation, self.origin.clone());
        crate::history::write_history(&mut self.tx, now, actor.as_ref(), operation, &origin, changes).await?;
        for (kind, payload) in std::mem::take(&mut self.outbox) {
            store::post(&mut self.tx, &kind, &payload.to_string(), now).await?;
        }
        let tags = tags.iter().chain(&self.tags).map(|t| (*t).to_owned()).collect();
        self.tx.commit().await?;
        self.app.publish(Notice {
            tags,
            ..Notice::default()
        });
        Ok(())
    }
}
