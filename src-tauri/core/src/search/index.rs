//! The worker: reads rows that are new or changed, and notes their pieces of text.

use super::rows::{pack, place, unpack};
use super::store::{self, Part, Posting, SourceRow};
use super::words::{self, Term};
use crate::app::App;
use crate::db::grid::{Found, GridDef};
use crate::db::{Db, is_serialization_failure};
use crate::error::Result;
use std::collections::{BTreeMap, HashMap};

/// Rows read at once: what a turn holds in memory, and how long it keeps the writer waiting.
const CHUNK: i64 = 1 << 15;
/// Parts of the queue looked at in one turn.
const PARTS: i64 = 500;

/// One step for each list; answers whether more waits.
///
/// # Errors
/// A database error; the next step makes up for it.
pub async fn index(app: &App) -> Result<bool> {
    let mut more = false;
    for list in app.registry().lists() {
        if list.def.found().next().is_some() {
            more |= step(app.db(), &list.def).await?;
        }
    }
    Ok(more)
}

async fn step(db: &Db, grid: &GridDef) -> Result<bool> {
    let mut tx = db.read().await?;
    let (seen, last) = (
        store::seen(&mut tx, grid.name).await?,
        store::last_id(&mut tx, grid).await?,
    );
    let queue = store::queue(&mut tx, grid.name, PARTS).await?;
    tx.commit().await?;
    if last > seen {
        let mut tx = db.write().await?;
        store::enqueue(&mut tx, grid.name, seen + 1, last, false).await?;
        store::mark(&mut tx, grid.name, last).await?;
        tx.commit().await?;
        return Ok(true);
    }
    let Some(turn) = Turn::of(&queue) else {
        return Ok(false);
    };
    match turn.run(db, grid).await {
        // Another server was at it too.
        Err(error) if is_serialization_failure(&error) => Ok(true),
        outcome => outcome.map(|()| true),
    }
}

/// What one step does: the ids that it reads, and the parts of the queue that end with it.
#[derive(Debug, Default)]
struct Turn {
    spans: Vec<(i64, i64)>,
    /// Blocks that lost rows are made anew.
    blocks: Vec<i64>,
    done: Vec<i64>,
    /// A part of which the rest stays: from this id on.
    rest: Option<(i64, i64)>,
}

impl Turn {
    fn of(queue: &[Part]) -> Option<Self> {
        let mut turn = Self::default();
        let mut ids = 0;
        for part in queue {
            if part.gone == 1 {
                if turn.done.is_empty() {
                    turn.make_anew(part);
                }
                return Some(turn);
            }
            let length = part.last_id - part.first_id + 1;
            if ids + length > CHUNK {
                if turn.done.is_empty() {
                    let last = part.first_id + CHUNK - 1;
                    turn.spans.push((part.first_id, last));
                    turn.rest = Some((part.id, last + 1));
                }
                return Some(turn);
            }
            ids += length;
            turn.spans.push((part.first_id, part.last_id));
            turn.done.push(part.id);
        }
        (!turn.done.is_empty()).then_some(turn)
    }

    /// One block of a part whose rows are gone.
    fn make_anew(&mut self, part: &Part) {
        let block = place(part.first_id).0;
        let (first, last) = (block << 16, (block << 16) + 0xffff);
        self.blocks.push(block);
        self.spans.push((first, last));
        if part.last_id > last {
            self.rest = Some((part.id, last + 1));
        } else {
            self.done.push(part.id);
        }
    }

    async fn run(&self, db: &Db, grid: &GridDef) -> Result<()> {
        let mut tx = db.read().await?;
        let mut rows = Vec::new();
        for (first, last) in &self.spans {
            rows.extend(store::source(&mut tx, grid, *first, *last).await?);
        }
        tx.commit().await?;
        let kinds: Vec<Found> = grid.found().map(|(_, found)| found).collect();
        let (pieces, names) = pieces(&rows, &kinds);
        let mut tx = db.write().await?;
        for block in &self.blocks {
            store::clear_block(&mut tx, grid.name, *block).await?;
        }
        for (block, pieces) in pieces {
            let terms: Vec<Term> = pieces.keys().copied().collect();
            let mut stored: HashMap<Term, Vec<u8>> = store::postings_of(&mut tx, grid.name, block, &terms)
                .await?
                .into_iter()
                .map(|(term, _, ids)| (term, ids))
                .collect();
            let merged = pieces.into_iter().map(|(term, mut rows)| {
                let known = stored.remove(&term).unwrap_or_default();
                rows.extend(unpack(&known));
                (term, block, pack(rows))
            });
            let merged: Vec<Posting> = merged.collect();
            store::write(&mut tx, grid.name, merged).await?;
        }
        if !names.is_empty() {
            store::write_names(&mut tx, names.into_iter().collect()).await?;
        }
        for part in &self.done {
            store::done(&mut tx, *part).await?;
        }
        if let Some((part, first)) = self.rest {
            store::done_before(&mut tx, part, first).await?;
        }
        tx.commit().await
    }
}

/// Rows by block and piece.
pub(super) type Pieces = BTreeMap<i64, BTreeMap<Term, Vec<u16>>>;

/// The pieces of rows, and the names among their texts with their initials.
pub(super) fn pieces(rows: &[SourceRow], kinds: &[Found]) -> (Pieces, BTreeMap<String, String>) {
    let (mut all, mut names) = (HashMap::<(i64, Term), Vec<u16>>::new(), BTreeMap::new());
    for (id, texts) in rows {
        let (block, row) = place(*id);
        let mut add = |term: Term| {
            let rows = all.entry((block, term)).or_default();
            // A piece that is in a row twice is noted once.
            if rows.last() != Some(&row) {
                rows.push(row);
            }
        };
        for (text, found) in texts.iter().zip(kinds) {
            let Some(text) = text else { continue };
            if *found == Found::Tail {
                words::fragments(&words::digits(text), &mut add);
                continue;
            }
            words::fragments(text, &mut add);
            if store::is_name(*found) && !text.is_ascii() {
                let initials = match names.get(text) {
                    Some(known) => Some(String::clone(known)),
                    None => words::initials(text),
                };
                if let Some(initials) = initials {
                    words::initial_pairs(&initials, &mut add);
                    names.insert(text.clone(), initials);
                }
            }
        }
    }
    let mut pieces = Pieces::new();
    for ((block, term), rows) in all {
        pieces.entry(block).or_default().insert(term, rows);
    }
    (pieces, names)
}
