//! The index against the rows it is made of, and making it anew.

use super::index::pieces;
use super::rows::unpack;
use super::store;
use super::words::Term;
use crate::db::Tx;
use crate::db::grid::{Found, GridDef};
use crate::error::Result;
use crate::operation::List;
use std::collections::{HashMap, HashSet};

/// What a check of the index found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Unfound {
    /// Rows read.
    pub rows: i64,
    /// Rows that the index does not propose although it has read them.
    pub found: i64,
}

/// Ids checked at once.
const BLOCK: i64 = 1 << 16;

/// Reads every row by which something is found and looks whether the index knows it.
///
/// # Errors
/// A database error.
pub async fn verify(tx: &mut Tx, lists: &[List]) -> Result<Unfound> {
    let mut sum = Unfound::default();
    for list in lists.iter().filter(|l| l.def.found().next().is_some()) {
        let seen = store::seen(tx, list.def.name).await?;
        let last = store::last_id(tx, &list.def).await?.min(seen);
        let waiting = store::queue(tx, list.def.name, i64::MAX).await?;
        for block in 0..=last >> 16 {
            let rows = store::source(tx, &list.def, block << 16, (block << 16) + BLOCK - 1).await?;
            let rows: Vec<_> = rows
                .into_iter()
                .filter(|(id, _)| {
                    *id <= seen && !waiting.iter().any(|p| (p.first_id..=p.last_id).contains(id))
                })
                .collect();
            sum.rows += rows.len() as i64;
            sum.found += missing(tx, &list.def, &rows).await?;
        }
    }
    Ok(sum)
}

async fn missing(tx: &mut Tx, grid: &GridDef, rows: &[store::SourceRow]) -> Result<i64> {
    let kinds: Vec<Found> = grid.found().map(|(_, found)| found).collect();
    let (expected, _) = pieces(rows, &kinds);
    let mut lost: HashSet<u16> = HashSet::new();
    for (block, pieces) in expected {
        let terms: Vec<Term> = pieces.keys().copied().collect();
        let stored: HashMap<Term, Vec<u8>> = store::postings_of(tx, grid.name, block, &terms)
            .await?
            .into_iter()
            .map(|(term, _, ids)| (term, ids))
            .collect();
        for (term, rows) in pieces {
            let known: HashSet<u16> = stored
                .get(&term)
                .map(|s| unpack(s))
                .unwrap_or_default()
                .into_iter()
                .collect();
            lost.extend(rows.iter().filter(|row| !known.contains(row)));
        }
    }
    Ok(lost.len() as i64)
}

/// Throws the index away; the worker makes it again. Until then searches look at every row.
///
/// # Errors
/// A database error.
pub async fn rebuild(tx: &mut Tx, lists: &[List]) -> Result<()> {
    for list in lists.iter().filter(|l| l.def.found().next().is_some()) {
        let last = store::last_id(tx, &list.def).await?;
        store::clear(tx, list.def.name).await?;
        if last > 0 {
            store::enqueue(tx, list.def.name, 1, last, false).await?;
        }
    }
    Ok(())
}
