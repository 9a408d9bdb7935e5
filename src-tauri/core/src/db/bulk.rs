//! The one bulk insert: sqlx costs about 50 µs a statement, so that rows travel 200 at a time (stack.md §6).

use super::{Engine, Tx};
use crate::error::Result;
use sqlx::any::AnyArguments;
use sqlx::{Arguments, AssertSqlSafe};

/// One column of a bulk insert, held by column: no allocation a cell beyond its text.
#[derive(Debug, Clone)]
pub enum Column {
    Int(Vec<Option<i64>>),
    Real(Vec<Option<f64>>),
    Text(Vec<Option<String>>),
    Bytes(Vec<Vec<u8>>),
}

impl Column {
    #[must_use]
    pub fn len(&self) -> usize {
        match self {
            Self::Int(v) => v.len(),
            Self::Real(v) => v.len(),
            Self::Text(v) => v.len(),
            Self::Bytes(v) => v.len(),
        }
    }
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    fn add(&mut self, row: usize, args: &mut AnyArguments) -> Result<(), sqlx::error::BoxDynError> {
        match self {
            Self::Int(v) => args.add(v[row]),
            Self::Real(v) => args.add(v[row]),
            // Moved, not copied: each row is bound once.
            Self::Text(v) => args.add(v[row].take()),
            Self::Bytes(v) => args.add(std::mem::take(&mut v[row])),
        }
    }
}

const ROWS_A_STATEMENT: usize = 200;

/// Inserts all rows of `columns` (name, values) into `table`, with `suffix` (an `on conflict` clause, or nothing).
///
/// # Errors
/// A database error, in our language.
pub async fn insert_rows(
    tx: &mut Tx,
    table: &str,
    mut columns: Vec<(&str, Column)>,
    suffix: &str,
) -> Result<u64> {
    let rows = columns.first().map_or(0, |(_, c)| c.len());
    debug_assert!(
        columns.iter().all(|(_, c)| c.len() == rows),
        "columns of {table} differ in length"
    );
    let names: Vec<&str> = columns.iter().map(|(name, _)| *name).collect();
    let per = ROWS_A_STATEMENT
        .min(tx.engine().max_binds() / columns.len().max(1))
        .max(1);
    let full = statement(tx.engine(), table, &names, per, suffix);
    let mut touched = 0;
    let mut from = 0;
    while from < rows {
        let n = per.min(rows - from);
        let mut args = AnyArguments::default();
        args.reserve(n * columns.len(), 0);
        for row in from..from + n {
            for (_, column) in &mut columns {
                column.add(row, &mut args).map_err(crate::error::Error::fault)?;
            }
        }
        let text = if n == per {
            full.clone()
        } else {
            statement(tx.engine(), table, &names, n, suffix)
        };
        // The rest of a batch has another length: it is not worth a place in the statement cache.
        let query = sqlx::query_with(AssertSqlSafe(text), args).persistent(n == per);
        touched += query.execute(tx.conn()).await?.rows_affected();
        from += n;
    }
    Ok(touched)
}

fn statement(engine: Engine, table: &str, names: &[&str], rows: usize, suffix: &str) -> String {
    let mut text = format!("insert into {table} ({}) values ", names.join(","));
    let mut n = 0;
    for row in 0..rows {
        text.push_str(if row == 0 { "(" } else { ",(" });
        for column in 0..names.len() {
            if column > 0 {
                text.push(',');
            }
            n += 1;
            match engine {
                // `$n` makes SQLite look each name up in a list: over about 20 rows that is quadratic.
                Engine::Sqlite => text.push('?'),
                Engine::Postgres => text.push_str(&format!("${n}")),
            }
        }
        text.push(')');
    }
    text.push(' ');
    text.push_str(suffix);
    text
}
