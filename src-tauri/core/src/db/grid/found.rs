//! The condition of a search: each word in one of the columns that rows are found by.
//!
//! The index of `search/` says which rows *may* match; the condition itself decides, over the columns that this person may
//! see. So a stale or too generous index never shows a wrong row, and nobody finds by what they see masked.

use super::{Found, GridDef, Joins, Viewer};
use crate::db::dialect::literal;
use crate::db::{Engine, Tx, Value};
use crate::error::Result;
use crate::search::{self, Candidates, Word};

/// The condition, its binds appended; `1 = 0` for a search that can match nothing.
///
/// # Errors
/// A database error.
pub(super) async fn condition(
    grid: &GridDef,
    tx: &mut Tx,
    viewer: Viewer<'_>,
    text: &str,
    needs: &mut Joins,
    binds: &mut Vec<Value>,
) -> Result<String> {
    let engine = tx.engine();
    let (words, candidates) = search::candidates(tx, grid, text).await?;
    if words.is_empty() || grid.found().next().is_none() {
        return Ok("1 = 0".to_owned());
    }
    let mut parts = Vec::new();
    if let Candidates::These(ids) = &candidates {
        binds.push(Value::from(super::read::list(ids)));
        let listed = engine.listed(&format!("${}", binds.len()));
        let waiting = search::waiting(grid.table_name(), grid.name);
        parts.push(format!("{} in ({listed} union all {waiting})", grid.id));
    }
    for word in &words {
        parts.push(in_a_column(grid, engine, viewer, word, needs, binds));
    }
    Ok(format!("({})", parts.join(" and ")))
}

/// The word in any column that this person may find by.
fn in_a_column(
    grid: &GridDef,
    engine: Engine,
    viewer: Viewer<'_>,
    word: &Word,
    needs: &mut Joins,
    binds: &mut Vec<Value>,
) -> String {
    let seen: Vec<_> = grid
        .found()
        .filter(|(column, _)| !column.personal || viewer.personal)
        .collect();
    // A bind that no condition uses is one too many for PostgreSQL.
    let mut pattern = |text: &Option<String>, after: &str, of: &[Found]| {
        let text = text.as_ref()?;
        seen.iter().find(|(_, found)| of.contains(found))?;
        binds.push(Value::from(format!("%{}{after}", literal(text))));
        Some(format!("${}", binds.len()))
    };
    let fragment = pattern(&word.fragment, "%", &[Found::Text, Found::Name]);
    let initials = pattern(&word.initials, "%", &[Found::Name]);
    let tail = pattern(&word.tail, "", &[Found::Tail]);
    let mut parts = Vec::new();
    for (column, found) in seen {
        needs.add(column.join);
        let expr = column.expr;
        match found {
            Found::Text | Found::Name => {
                parts.extend(fragment.as_ref().map(|bind| engine.contains(expr, bind)));
            }
            Found::Tail => parts.extend(tail.as_ref().map(|bind| {
                let digits = format!("replace(replace({expr}, '-', ''), ' ', '')");
                engine.contains(&digits, bind)
            })),
        }
        if found == Found::Name {
            parts.extend(initials.as_ref().map(|bind| search::has_initials(expr, bind)));
        }
    }
    if parts.is_empty() {
        return "1 = 0".to_owned();
    }
    format!("({})", parts.join(" or "))
}
