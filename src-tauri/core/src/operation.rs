//! An operation: its input struct is the operation; a registry lists them all; every shell carries the registry.
//!
//! The pipeline that runs them stands in `app/pipeline.rs`.

use crate::access::{Need, Scope};
use crate::app::App;
use crate::db::Tx;
use crate::db::grid::{GridDef, Viewer};
use crate::error::{Error, Result};
use crate::history::Change;
use crate::jobs::JobCx;
use crate::kernel::{Ms, UserId};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;
use ts_rs::TS;

/// What an operation does to the database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OpKind {
    Read,
    Write,
    /// Starts a long work and answers its job at once.
    Job,
}

/// A read or a write.
pub trait Operation: DeserializeOwned + TS + Send + Sync + 'static {
    /// `module.verb`.
    const NAME: &'static str;
    /// One sentence on what it does.
    const DOC: &'static str;
    const NEEDS: Need;
    const KIND: OpKind;
    /// What it reads (a cache key) or invalidates.
    const TAGS: &'static [&'static str];
    /// Whether its input may be kept in the record of requests and jobs (passwords may not).
    const SECRET: bool = false;
    /// Whether it checks a password: tries for one login run one after the other, so that each sees those before it.
    const GUESSES: bool = false;
    /// Whether [`Operation::prepare`] has something to do.
    const PREPARES: bool = false;
    type Output: Serialize + TS + Send;
    /// What takes long and needs no writer (reading a file, drawing a preview, reserving a number), before the transaction
    /// of a write begins: decided in a snapshot, done when that has ended; [`Cx::prepared`] has it then. A refusal here is
    /// the operation's.
    fn prepare(&self, _cx: &mut Cx) -> impl Future<Output = Result<Option<Groundwork>>> + Send {
        async { Ok(None) }
    }
    /// Runs in one transaction; `&self`, so that a lost serializable transaction can be run again.
    fn run(&self, cx: &mut Cx) -> impl Future<Output = Result<Self::Output>> + Send;
}

/// What [`Operation::prepare`] hands to [`Operation::run`]; shared, since a lost transaction is run again.
pub type Prepared = std::sync::Arc<dyn std::any::Any + Send + Sync>;

/// The long part of [`Operation::prepare`]. It holds no connection, so that it may take its time, and ask for one without
/// waiting for others that wait as it does.
pub type Groundwork = Pin<Box<dyn Future<Output = Result<Prepared>> + Send>>;

/// A long work. It runs outside of any transaction and opens its own, short ones.
pub trait JobOperation: DeserializeOwned + Serialize + TS + Send + Sync + 'static {
    const NAME: &'static str;
    const DOC: &'static str;
    const NEEDS: Need;
    const TAGS: &'static [&'static str];
    /// Whether whoever began it is told of its end in the inbox. What is over in a moment need not.
    const TOLD: bool = true;
    type Report: Serialize + TS + Send;
    /// Refuses early what can be refused before anything starts.
    fn check(&self, _cx: &mut Cx) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
    fn work(&self, cx: &JobCx) -> impl Future<Output = Result<Self::Report>> + Send;
}

/// Who acts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Actor {
    pub id: UserId,
    pub login: String,
    pub name: String,
    pub roles: Vec<String>,
    pub permissions: Vec<&'static str>,
    pub scope: Scope,
}

impl Actor {
    /// Whether a permission is held.
    #[must_use]
    pub fn may(&self, permission: &str) -> bool {
        self.permissions.contains(&permission)
    }
    /// Whether phones and addresses are shown whole.
    #[must_use]
    pub fn sees_personal(&self) -> bool {
        self.may(crate::access::PERSONAL_READ)
    }
    /// How grids see this person at an instant.
    #[must_use]
    pub fn viewer(&self, now: Ms) -> Viewer<'_> {
        Viewer {
            scope: &self.scope,
            personal: self.sees_personal(),
            now,
        }
    }
}

/// What an operation runs in.
pub struct Cx {
    pub tx: Tx,
    pub now: Ms,
    /// Nobody in a public operation.
    pub actor: Option<Actor>,
    pub locale: crate::texts::Locale,
    pub app: App,
    /// Which shell carried the call, for the timeline ("from which screen").
    pub origin: String,
    pub(crate) prepared: Option<Prepared>,
    pub(crate) session: Option<String>,
    pub(crate) operation: &'static str,
    pub(crate) changes: Vec<Change>,
    pub(crate) tags: Vec<&'static str>,
    pub(crate) outbox: Vec<(String, serde_json::Value)>,
    pub(crate) after_refusal: Option<AfterRefusal>,
}

/// What must be written although the operation refuses.
pub(crate) type AfterRefusal =
    Box<dyn for<'t> FnOnce(&'t mut Tx) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 't>> + Send>;

impl std::fmt::Debug for Cx {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Cx")
            .field("operation", &self.operation)
            .field("now", &self.now)
            .finish_non_exhaustive()
    }
}

impl Cx {
    /// The person; a fault in a public operation.
    ///
    /// # Errors
    /// `fault` where an operation that needs nobody asks for somebody.
    pub fn actor(&self) -> Result<&Actor> {
        self.actor
            .as_ref()
            .ok_or_else(|| Error::fault("a public operation asked for its actor"))
    }
    /// What [`Operation::prepare`] made ready.
    ///
    /// # Errors
    /// `fault` where it made nothing, or something else.
    pub fn prepared<T: Send + Sync + 'static>(&self) -> Result<std::sync::Arc<T>> {
        let found = self.prepared.clone().and_then(|it| it.downcast::<T>().ok());
        found.ok_or_else(|| Error::fault("nothing was prepared for this operation"))
    }
    /// Notes what changed; the pipeline writes it to history before the commit.
    pub fn changed(&mut self, change: Change) {
        self.changes.push(change);
    }
    /// Tags to invalidate beside the operation's own.
    pub fn touch(&mut self, tag: &'static str) {
        self.tags.push(tag);
    }
    /// Something to write in a transaction of its own if the operation then refuses.
    pub(crate) fn after_refusal(
        &mut self,
        write: impl for<'t> FnOnce(&'t mut Tx) -> Pin<Box<dyn Future<Output = Result<()>> + Send + 't>>
        + Send
        + 'static,
    ) {
        self.after_refusal = Some(Box::new(write));
    }
    /// A message to deliver after the commit.
    pub fn send(&mut self, kind: &str, payload: serde_json::Value) {
        self.outbox.push((kind.to_owned(), payload));
    }
}

pub(crate) type Running<'a> =
    Pin<Box<dyn Future<Output = Result<Box<serde_json::value::RawValue>>> + Send + 'a>>;
pub(crate) type Runner = for<'a> fn(&'a mut Cx, &'a str) -> Running<'a>;
pub(crate) type Preparing<'a> = Pin<Box<dyn Future<Output = Result<Option<Groundwork>>> + Send + 'a>>;
pub(crate) type Preparer = for<'a> fn(&'a mut Cx, &'a str) -> Preparing<'a>;
pub(crate) type Work = fn(JobCx, String) -> Pin<Box<dyn Future<Output = Result<serde_json::Value>> + Send>>;

/// One entry of the registry.
#[derive(Debug, Clone)]
pub struct Entry {
    pub name: &'static str,
    pub doc: &'static str,
    pub needs: Need,
    pub kind: OpKind,
    pub tags: &'static [&'static str],
    pub secret: bool,
    pub guesses: bool,
    /// A job whose end is told in the inbox.
    pub told: bool,
    /// The type of input and output as TypeScript names them.
    pub input: String,
    pub output: String,
    pub(crate) run: Runner,
    /// What a job refuses before it begins and what a write makes ready; run in a read, since it may open files and
    /// sort lists.
    pub(crate) prepare: Option<Preparer>,
    pub(crate) work: Option<Work>,
    pub(crate) export: fn(&ts_rs::Config, &mut Types),
}

/// TypeScript declarations by name.
pub type Types = BTreeMap<String, String>;

/// The table of contents of the product.
#[derive(Clone, Default)]
pub struct Registry {
    entries: BTreeMap<&'static str, Entry>,
    imports: Vec<std::sync::Arc<dyn crate::imports::ImportKind>>,
    documents: Vec<std::sync::Arc<dyn crate::documents::KnownKind>>,
    dependents: Vec<std::sync::Arc<dyn crate::documents::Dependents>>,
    lists: Vec<List>,
}

/// A list that was registered: its definition, and who may see it.
#[derive(Debug, Clone, Copy)]
pub struct List {
    pub def: GridDef,
    pub needs: Need,
}

impl std::fmt::Debug for Registry {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Registry")
            .field("operations", &self.entries.len())
            .finish_non_exhaustive()
    }
}

/// The answer to starting a job.
#[derive(Debug, Clone, Serialize, serde::Deserialize, TS)]
pub struct Started {
    pub job: crate::kernel::JobId,
}

fn parse<T: DeserializeOwned>(input: &str) -> Result<T> {
    // serde would also take a list for a struct, its fields by their places.
    if !input.trim_start().starts_with('{') {
        return Err(Error::new(crate::error::Code::BadInput).with("reason", "an input is an object"));
    }
    serde_json::from_str(input).map_err(|e| {
        // serde's own words name the field and what was expected; they hold no data of others.
        Error::new(crate::error::Code::BadInput).with("reason", e.to_string())
    })
}

fn run_operation<'a, O: Operation>(cx: &'a mut Cx, input: &'a str) -> Running<'a> {
    Box::pin(async move {
        let operation: O = parse(input)?;
        let output = operation.run(cx).await?;
        Ok(serde_json::value::to_raw_value(&output)?)
    })
}

fn prepare_operation<'a, O: Operation>(cx: &'a mut Cx, input: &'a str) -> Preparing<'a> {
    Box::pin(async move {
        let operation: O = parse(input)?;
        operation.prepare(cx).await
    })
}

fn check_job<'a, J: JobOperation>(cx: &'a mut Cx, input: &'a str) -> Preparing<'a> {
    Box::pin(async move {
        let operation: J = parse(input)?;
        operation.check(cx).await?;
        Ok(None)
    })
}

fn start_job<'a, J: JobOperation>(cx: &'a mut Cx, input: &'a str) -> Running<'a> {
    Box::pin(async move {
        let _: J = parse(input)?;
        let job = crate::jobs::enqueue(cx, J::NAME, input).await?;
        Ok(serde_json::value::to_raw_value(&Started { job })?)
    })
}

fn work_job<J: JobOperation>(
    cx: JobCx,
    input: String,
) -> Pin<Box<dyn Future<Output = Result<serde_json::Value>> + Send>> {
    Box::pin(async move {
        let operation: J = parse(&input)?;
        let report = operation.work(&cx).await?;
        Ok(serde_json::to_value(&report)?)
    })
}

impl Registry {
    /// Registers a read or a write.
    ///
    /// # Panics
    /// On a name that is registered twice: the program would not know which one is meant.
    pub fn add<O: Operation>(&mut self) {
        self.insert(Entry {
            name: O::NAME,
            doc: O::DOC,
            needs: O::NEEDS,
            kind: O::KIND,
            tags: O::TAGS,
            secret: O::SECRET,
            guesses: O::GUESSES,
            told: false,
            input: O::name(&ts_config()),
            output: O::Output::name(&ts_config()),
            run: run_operation::<O>,
            prepare: O::PREPARES.then_some(prepare_operation::<O> as Preparer),
            work: None,
            export: |config, types| {
                crate::contract::collect::<O>(config, types);
                crate::contract::collect::<O::Output>(config, types);
            },
        });
    }
    /// Registers a long work.
    ///
    /// # Panics
    /// As [`Registry::add`].
    pub fn job<J: JobOperation>(&mut self) {
        self.insert(Entry {
            name: J::NAME,
            doc: J::DOC,
            needs: J::NEEDS,
            kind: OpKind::Job,
            tags: J::TAGS,
            secret: false,
            guesses: false,
            told: J::TOLD,
            input: J::name(&ts_config()),
            output: Started::name(&ts_config()),
            run: start_job::<J>,
            prepare: Some(check_job::<J>),
            work: Some(work_job::<J>),
            export: |config, types| {
                crate::contract::collect::<J>(config, types);
                crate::contract::collect::<J::Report>(config, types);
                crate::contract::collect::<Started>(config, types);
            },
        });
    }
    /// Registers a kind of import: a port that later modules fill.
    pub fn import(&mut self, kind: impl crate::imports::ImportKind + 'static) {
        self.imports.push(std::sync::Arc::new(kind));
    }
    /// The kinds of imports.
    #[must_use]
    pub fn imports(&self) -> &[std::sync::Arc<dyn crate::imports::ImportKind>] {
        &self.imports
    }
    /// Registers a kind of document, for parts of the frame that know its entity only.
    pub(crate) fn document(&mut self, kind: impl crate::documents::KnownKind + 'static) {
        self.documents.push(std::sync::Arc::new(kind));
    }
    /// The kinds of documents.
    #[must_use]
    pub fn documents(&self) -> &[std::sync::Arc<dyn crate::documents::KnownKind>] {
        &self.documents
    }
    /// Registers what of a later module depends on audited documents.
    pub fn dependent(&mut self, port: impl crate::documents::Dependents + 'static) {
        self.dependents.push(std::sync::Arc::new(port));
    }
    /// What may depend on audited documents.
    #[must_use]
    pub fn dependents(&self) -> &[std::sync::Arc<dyn crate::documents::Dependents>] {
        &self.dependents
    }
    /// Registers a list for what works on any of them: saved views, the search.
    pub(crate) fn list(&mut self, def: GridDef, needs: Need) {
        self.lists.push(List { def, needs });
    }
    /// The lists, in the order of their modules.
    #[must_use]
    pub fn lists(&self) -> &[List] {
        &self.lists
    }
    fn insert(&mut self, entry: Entry) {
        let name = entry.name;
        assert!(
            self.entries.insert(name, entry).is_none(),
            "operation {name} is registered twice"
        );
    }
    /// By name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&Entry> {
        self.entries.get(name)
    }
    /// All, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Entry> {
        self.entries.values()
    }
}

/// How TypeScript is written: 64-bit numbers are JSON numbers, so they are `number` there.
#[must_use]
pub fn ts_config() -> ts_rs::Config {
    ts_rs::Config::new().with_large_int("number")
}
