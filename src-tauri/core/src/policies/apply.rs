//! Which policy applies to an order.

use super::compiled::calendars_of;
use super::model::Applies;
use super::rules::{Candidate, choose, refused};
use super::store::{self, RevisionRow};
use crate::db::Tx;
use crate::error::{Code, Result};
use crate::kernel::{Ms, PolicyId};
use outpost_sla::policy::{Book, PolicySpec};
use std::sync::Arc;

/// What a policy is chosen by.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub kind: &'a str,
    pub priority: &'a str,
    pub category: Option<&'a str>,
    /// When the order was opened: the revision in force then applies.
    pub at: Ms,
}

/// A policy with the calendars it needs.
#[derive(Debug, Clone)]
pub struct Applying {
    pub name: String,
    pub revision: i64,
    /// The row of that revision: what an order that it judges keeps.
    pub revision_id: i64,
    /// Its key in `book`.
    pub reference: String,
    pub book: Book,
}

/// A policy that was asked for by its id, with the orders it is for.
#[derive(Debug, Clone)]
pub struct Chosen {
    pub policy: Applying,
    pub applies: Applies,
}

/// The policy that applies, most specific first; nothing where none does.
///
/// # Errors
/// A database error; `policy_invalid` or `calendar_invalid` where stored data no longer fits together.
pub async fn applying(tx: &mut Tx, asked: &Asked<'_>) -> Result<Option<Applying>> {
    let rows = store::in_force(tx, asked.at).await?;
    let mut candidates = Vec::with_capacity(rows.len());
    for row in &rows {
        let applies = serde_json::from_str(&row.applies)?;
        candidates.push(Candidate {
            id: row.id.0,
            rank: row.rank,
            applies,
        });
    }
    let Some(chosen) = choose(&candidates, asked.kind, asked.priority, asked.category) else {
        return Ok(None);
    };
    let Some(row) = rows.iter().find(|row| row.id.0 == chosen.id) else {
        return Ok(None);
    };
    Ok(Some(of_revision(tx, row.revision_id).await?))
}

/// A revision by its row, in force or not: an order stays with the one that it is judged by.
///
/// # Errors
/// As [`applying`]; a fault where there is no such row.
pub async fn of_revision(tx: &mut Tx, revision_id: i64) -> Result<Applying> {
    let revision = store::revision(tx, revision_id).await?;
    with_book(tx, revision_id, revision).await
}

/// A policy in its newest revision, whether active or not; nothing where there is no such policy.
///
/// # Errors
/// As [`applying`].
pub async fn latest(tx: &mut Tx, id: PolicyId) -> Result<Option<Chosen>> {
    let Some(newest) = store::newest_revision(tx, id).await? else {
        return Ok(None);
    };
    let revision = store::revision(tx, newest).await?;
    let applies = serde_json::from_str(&revision.applies)?;
    Ok(Some(Chosen {
        policy: with_book(tx, newest, revision).await?,
        applies,
    }))
}

async fn with_book(tx: &mut Tx, revision_id: i64, revision: RevisionRow) -> Result<Applying> {
    let spec: PolicySpec = serde_json::from_str(&revision.spec)?;
    let reference = format!("{}@{}", revision.code, revision.revision);
    let book = book(tx, &reference, spec).await?;
    Ok(Applying {
        name: revision.name,
        revision: revision.revision,
        revision_id,
        reference,
        book,
    })
}

/// A book with one policy and the calendars it names.
pub(super) async fn book(tx: &mut Tx, reference: &str, spec: PolicySpec) -> Result<Book> {
    let mut book = Book::new();
    for (code, calendar) in calendars_of(tx, &spec).await? {
        book.add_calendar(&code, calendar);
    }
    book.add_policy(reference, Arc::new(spec))
        .map_err(|r| refused(Code::PolicyInvalid, r))?;
    Ok(book)
}
