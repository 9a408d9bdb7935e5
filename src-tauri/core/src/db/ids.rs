//! Ids that are known before their rows are written: for bulk writes whose rows point to each other.

use super::{Engine, Tx, sql};
use crate::error::Result;

/// SQLite keeps the highest id of a table that was ever given in a table of its own.
const SQLITE_KNOWN: &str = "select count(*) from sqlite_sequence where name = $1";
const SQLITE_ADD: &str = "insert into sqlite_sequence (name, seq) values ($1, 0)";
const SQLITE_TAKE: &str =
    "update sqlite_sequence set seq = seq + $1 where name = $2 returning cast(seq as bigint)";
// The counter moves outside of the transaction, as PostgreSQL's do: a gap at worst.
const POSTGRES_TAKE: &str =
    "select setval(pg_get_serial_sequence($1, 'id'), nextval(pg_get_serial_sequence($2, 'id')) + $3)";

/// Reserves `count` ids of a table with a `{pk}`; answers the first. Nobody else is given them.
///
/// # Errors
/// A database error.
pub async fn reserve_ids(tx: &mut Tx, table: &str, count: i64) -> Result<i64> {
    let last = match tx.engine() {
        Engine::Sqlite => {
            if sql(SQLITE_KNOWN).bind(table.to_owned()).number(tx).await? == 0 {
                sql(SQLITE_ADD).bind(table.to_owned()).run(tx).await?;
            }
            sql(SQLITE_TAKE)
                .bind(count)
                .bind(table.to_owned())
                .number(tx)
                .await?
        }
        Engine::Postgres => {
            let query = sql(POSTGRES_TAKE).bind(table.to_owned()).bind(table.to_owned());
            query.bind(count - 1).number(tx).await?
        }
    };
    Ok(last - count + 1)
}
