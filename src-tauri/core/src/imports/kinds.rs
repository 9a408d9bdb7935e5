//! What a kind of import supplies: fields, a parser of rows, how staged rows are published, and how that is undone.

use super::report::Doubles;
use crate::db::{Column, Tx};
use crate::error::Result;
use crate::kernel::{BatchId, Ms, Zone};
use crate::operation::Actor;
use outpost_export::{Binding, FieldSpec, Row, RowError};
use std::any::Any;
use std::fmt::Debug;
use std::future::Future;
use std::pin::Pin;

/// A future that a dyn trait can answer.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// A kind of import. Modules register theirs with [`crate::operation::Registry::import`].
pub trait ImportKind: Send + Sync + Debug {
    /// `work_orders`, `outlets` …
    fn kind(&self) -> &'static str;
    /// The permission that importing it needs.
    fn needs(&self) -> &'static str;
    /// What a published batch invalidates.
    fn tags(&self) -> &'static [&'static str];
    /// Its fields, in the order in which the binding speaks of them.
    fn fields(&self) -> Vec<FieldSpec>;
    /// The staging table.
    fn stage(&self) -> &'static str;
    /// The prefix of document numbers, where rows get them.
    fn numbers(&self) -> Option<&'static str> {
        None
    }
    /// Loads what a parser looks names up in.
    fn parser<'a>(&'a self, tx: &'a mut Tx, setup: ParserSetup) -> BoxFuture<'a, Result<Box<dyn RowParser>>>;
    /// Publishes the staged rows of a batch in the transaction of the caller. With `dry` it only counts.
    fn publish<'a>(&'a self, tx: &'a mut Tx, run: &'a Publish) -> BoxFuture<'a, Result<Published>>;
    /// Takes a published batch back in the transaction of the caller.
    ///
    /// # Errors
    /// `import_not_undoable` when something was built on it.
    fn undo<'a>(&'a self, tx: &'a mut Tx, batch: BatchId) -> BoxFuture<'a, Result<Undone>>;
}

/// What a parser may need to know.
#[derive(Debug, Clone)]
pub struct ParserSetup {
    /// The workspace's zone: business days are counted in it.
    pub zone: Zone,
    pub now: Ms,
    /// Digits after the point of the workspace's currency.
    pub currency_digits: u8,
    /// Whether names of outlets and categories that do not exist are to be made.
    pub create_missing: bool,
    /// Which fields the mapping fills.
    pub mapped: Vec<bool>,
}

/// Parses rows into columns of the staging table.
pub trait RowParser: Send {
    /// Takes a row, or says all that is wrong with it.
    fn parse(&mut self, binding: &Binding, row: &Row<'_>) -> std::result::Result<(), Vec<RowError>>;
    /// How many taken rows wait for [`RowParser::take`].
    fn waiting(&self) -> usize;
    /// Hands over the columns of the waiting rows, `line` among them.
    fn take(&mut self) -> Vec<(&'static str, Column)>;
    /// What publishing needs beside the staged rows: names to make, sums. Told when all rows are parsed.
    fn finish(self: Box<Self>) -> Finished;
}

/// The end of a parser.
pub struct Finished {
    /// (entity, place, name) to make before publishing; places are ids below −1 in staged rows.
    pub names: Vec<(&'static str, i64, String)>,
    /// Flags that rows carry, with how many carry them.
    pub flagged: Vec<(&'static str, i64)>,
    /// Something of the kind's own.
    pub state: Box<dyn Any + Send + Sync>,
}

impl Debug for Finished {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Finished")
            .field("names", &self.names)
            .field("flagged", &self.flagged)
            .finish_non_exhaustive()
    }
}

/// A publication.
#[derive(Debug)]
pub struct Publish {
    pub batch: BatchId,
    pub doubles: Doubles,
    pub dry: bool,
    pub now: Ms,
    pub actor: Actor,
    pub finished: Finished,
}

/// What became of the staged rows.
#[derive(Debug, Clone, Default)]
pub struct Published {
    pub created: i64,
    pub updated: i64,
    pub skipped: i64,
    /// Of the skipped ones: those that meet records which no import may change.
    pub settled: i64,
    /// What was made on the way: (entity, count).
    pub made: Vec<(&'static str, i64)>,
    /// Sum over the published rows' digests, for `verify`.
    pub content: Option<String>,
}

/// What an undo took back.
#[derive(Debug, Clone, Copy, Default)]
pub struct Undone {
    pub removed: i64,
    pub restored: i64,
    /// Made on the way and in use by something else by now, so left.
    pub kept: i64,
}
