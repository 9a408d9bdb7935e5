//! Finding by what people have at hand: a fragment of a number, a telephone's last digits, two Chinese characters, the
//! initials of a name.
//!
//! Each text is cut into pieces (`words`): three letters or digits, two Chinese characters, two initials. For each piece
//! and each block of 65 536 ids one row of `search_postings` holds the set of rows with that piece (`rows`). Measured at
//! one million orders against a row for each piece and row (9 times the size, up to 700 times as slow) and against
//! SQLite's FTS5 (15 % larger, slower on common pieces): the sets of blocks are as small, and the same on both engines.
//!
//! The index only proposes rows; the condition of the search decides (`db/grid/found.rs`). So imports and edits never
//! wait for it: new rows lie above a mark or in a queue, which triggers fill; a worker (`index`) reads them later, and
//! until then a search looks at them one by one. Deleted rows leave the index with their block; before that they are
//! proposed in vain.

mod check;
mod find;
mod index;
mod rows;
mod store;
mod words;

pub use check::{Unfound, rebuild, verify};
pub use index::index;
pub(crate) use store::{gone_around, gone_of_batch};
pub(crate) use words::Word;

use crate::db::Tx;
use crate::db::grid::GridDef;
use crate::error::Result;
use crate::operation::Registry;
use rows::Ids;

/// Lists this frame's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<find::Find>();
}

/// Which rows a search need look at.
pub(crate) enum Candidates {
    /// These, and those that the index has not read yet.
    These(Vec<i64>),
    /// All: the words are too short or too common to help.
    All,
}

/// With more proposals than this, walking the list is quicker than looking each of them up.
const MANY: usize = 30_000;
/// With more rows waiting than this, the index helps little until it has caught up.
const MANY_WAITING: i64 = 30_000;
/// A list is long when its ids fill more than a block.
const LONG: i64 = 65_536;

/// The words of a search, and the rows that the index proposes.
///
/// # Errors
/// A database error.
pub(crate) async fn candidates(tx: &mut Tx, grid: &GridDef, text: &str) -> Result<(Vec<Word>, Candidates)> {
    let words = words::words(text, store::highest(tx, grid.name).await? > LONG);
    if store::count_waiting(tx, grid).await? > MANY_WAITING {
        return Ok((words, Candidates::All));
    }
    let forms: Vec<Vec<Vec<words::Term>>> = words.iter().map(Word::alternatives).collect();
    let mut found: Option<Ids> = None;
    for alternatives in &forms {
        // A form without pieces can be anywhere: the word narrows nothing.
        if alternatives.iter().any(Vec::is_empty) {
            continue;
        }
        let mut of_word = Ids::default();
        for terms in alternatives {
            of_word = of_word.or(holding_all(tx, grid.name, terms).await?);
        }
        found = Some(match found {
            Some(before) => before.and(&of_word),
            None => of_word,
        });
    }
    let candidates = match found {
        Some(ids) if ids.len() <= MANY => Candidates::These(ids.list()),
        _ => Candidates::All,
    };
    Ok((words, candidates))
}

/// The rows that hold every one of these pieces.
async fn holding_all(tx: &mut Tx, entity: &str, terms: &[words::Term]) -> Result<Ids> {
    let mut of_term: std::collections::BTreeMap<i64, Ids> = std::collections::BTreeMap::new();
    for (term, block, stored) in store::postings(tx, entity, terms).await? {
        of_term.entry(term).or_default().add(block, &stored);
    }
    if of_term.len() < terms.len() {
        return Ok(Ids::default());
    }
    let mut sets = of_term.into_values();
    let first = sets.next().unwrap_or_default();
    Ok(sets.fold(first, |all, set| all.and(&set)))
}

/// Rows of a table that the index has not read yet, as a sub-select of ids.
pub(crate) fn waiting(table: &str, entity: &str) -> String {
    store::waiting(table, entity)
}

/// Whether a name has these initials (a bound pattern), as a condition.
pub(crate) fn has_initials(expr: &str, bind: &str) -> String {
    store::has_initials(expr, bind)
}
