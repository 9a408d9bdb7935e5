//! SQL of the search. Not scoped: the index only proposes; whoever reads rows by it cuts them to the person's scope.

use super::words::Term;
use crate::db::grid::{Found, GridDef};
use crate::db::{Column, Tx, insert_rows, sql};
use crate::error::Result;
use sqlx::Row;

const SEEN: &str = "select coalesce(max(seen), 0) from search_marks where entity = $1";
const MARK: &str = "insert into search_marks (entity, seen) values ($1, $2)
    on conflict (entity) do update set seen = excluded.seen";
const MARKED: &str = "select count(*) from search_marks where entity = $1";
const QUEUE: &str =
    "select id, first_id, last_id, gone from search_queue where entity = $1 order by id limit $2";
const WAITS: &str =
    "select cast(coalesce(sum(last_id - first_id + 1), 0) as bigint) from search_queue where entity = $1";
const ENQUEUE: &str = "insert into search_queue (entity, first_id, last_id, gone) values ($1, $2, $3, $4)";
const DONE: &str = "delete from search_queue where id = $1";
const FROM: &str = "update search_queue set first_id = $1 where id = $2";
const CLEAR: &str = "delete from search_postings where entity = $1";
const CLEAR_QUEUE: &str = "delete from search_queue where entity = $1";
const CLEAR_BLOCK: &str = "delete from search_postings where entity = $1 and block = $2";
const OF_BLOCK: &str = "select term, block, ids from search_postings where entity = $1 and block = $2";
const HIGHEST: &str = "select coalesce(max(block), 0) from search_postings where entity = $1";

/// A part of the queue.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Part {
    pub id: i64,
    pub first_id: i64,
    pub last_id: i64,
    pub gone: i64,
}

/// A row as the index reads it: its id, and its texts in the order of [`GridDef::found`].
pub(super) type SourceRow = (i64, Vec<Option<String>>);

pub(super) async fn seen(tx: &mut Tx, entity: &str) -> Result<i64> {
    sql(SEEN).bind(entity.to_owned()).number(tx).await
}

pub(super) async fn mark(tx: &mut Tx, entity: &str, seen: i64) -> Result<()> {
    sql(MARK).bind(entity.to_owned()).bind(seen).run(tx).await?;
    Ok(())
}

pub(super) async fn queue(tx: &mut Tx, entity: &str, limit: i64) -> Result<Vec<Part>> {
    sql(QUEUE).bind(entity.to_owned()).bind(limit).all(tx).await
}

pub(super) async fn enqueue(tx: &mut Tx, entity: &str, first: i64, last: i64, gone: bool) -> Result<()> {
    sql(ENQUEUE)
        .bind(entity.to_owned())
        .bind(first)
        .bind(last)
        .bind(i64::from(gone))
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn done(tx: &mut Tx, part: i64) -> Result<()> {
    sql(DONE).bind(part).run(tx).await?;
    Ok(())
}

/// What is left of a part begins here.
pub(super) async fn done_before(tx: &mut Tx, part: i64, first: i64) -> Result<()> {
    sql(FROM).bind(first).bind(part).run(tx).await?;
    Ok(())
}

pub(super) async fn clear(tx: &mut Tx, entity: &str) -> Result<()> {
    sql(CLEAR).bind(entity.to_owned()).run(tx).await?;
    sql(CLEAR_QUEUE).bind(entity.to_owned()).run(tx).await?;
    Ok(())
}

pub(super) async fn clear_block(tx: &mut Tx, entity: &str, block: i64) -> Result<()> {
    sql(CLEAR_BLOCK)
        .bind(entity.to_owned())
        .bind(block)
        .run(tx)
        .await?;
    Ok(())
}

/// About the highest id of a list: the end of its last block.
pub(super) async fn highest(tx: &mut Tx, entity: &str) -> Result<i64> {
    Ok((sql(HIGHEST).bind(entity.to_owned()).number(tx).await? + 1) << 16)
}

fn key_of(grid: &GridDef) -> &'static str {
    grid.id.rsplit('.').next().unwrap_or(grid.id)
}

/// The highest id that a list's table holds.
pub(super) async fn last_id(tx: &mut Tx, grid: &GridDef) -> Result<i64> {
    let text = format!(
        "select coalesce(max({}), 0) from {}",
        key_of(grid),
        grid.table_name()
    );
    sql(text).number(tx).await
}

/// How many ids wait to be read.
pub(super) async fn count_waiting(tx: &mut Tx, grid: &GridDef) -> Result<i64> {
    let queued = sql(WAITS).bind(grid.name.to_owned()).number(tx).await?;
    let above = last_id(tx, grid).await? - seen(tx, grid.name).await?;
    Ok(queued + above.max(0))
}

/// The texts of rows by which they are found, in the order of their ids.
pub(super) async fn source(tx: &mut Tx, grid: &GridDef, first: i64, last: i64) -> Result<Vec<SourceRow>> {
    let columns: Vec<&str> = grid.found().map(|(column, _)| column.expr).collect();
    let text = format!(
        "select {id}, {columns} from {table} where {id} between $1 and $2 order by {id}",
        id = grid.id,
        columns = columns.join(", "),
        table = grid.table,
    );
    let rows = sql(text).bind(first).bind(last).rows(tx).await?;
    let read = rows.iter().map(|row| {
        let texts = (1..=columns.len()).map(|i| row.try_get(i));
        Ok((row.try_get(0)?, texts.collect::<Result<_, sqlx::Error>>()?))
    });
    read.collect()
}

pub(super) type Posting = (Term, i64, Vec<u8>);

/// The sets of some pieces, all blocks.
pub(super) async fn postings(tx: &mut Tx, entity: &str, terms: &[Term]) -> Result<Vec<Posting>> {
    if terms.is_empty() {
        return Ok(Vec::new());
    }
    let places: Vec<String> = (2..terms.len() + 2).map(|n| format!("${n}")).collect();
    let text = format!(
        "select term, block, ids from search_postings where entity = $1 and term in ({})",
        places.join(", ")
    );
    let query = terms
        .iter()
        .fold(sql(text).bind(entity.to_owned()), |query, term| query.bind(*term));
    query.all(tx).await
}

/// The sets of one block: of some pieces, or of all where many are asked.
pub(super) async fn postings_of(
    tx: &mut Tx,
    entity: &str,
    block: i64,
    terms: &[Term],
) -> Result<Vec<Posting>> {
    if terms.len() > 400 {
        return sql(OF_BLOCK).bind(entity.to_owned()).bind(block).all(tx).await;
    }
    let places: Vec<String> = (3..terms.len() + 3).map(|n| format!("${n}")).collect();
    let text = format!("{OF_BLOCK} and term in ({})", places.join(", "));
    let query = sql(text).bind(entity.to_owned()).bind(block);
    let query = terms.iter().fold(query, |query, term| query.bind(*term));
    query.all(tx).await
}

pub(super) async fn write(tx: &mut Tx, entity: &str, postings: Vec<Posting>) -> Result<()> {
    let int =
        |value: &dyn Fn(&Posting) -> i64| Column::Int(postings.iter().map(|p| Some(value(p))).collect());
    let columns = vec![
        (
            "entity",
            Column::Text(vec![Some(entity.to_owned()); postings.len()]),
        ),
        ("term", int(&|p| p.0)),
        ("block", int(&|p| p.1)),
        ("ids", Column::Bytes(postings.into_iter().map(|p| p.2).collect())),
    ];
    let over = "on conflict (entity, term, block) do update set ids = excluded.ids";
    insert_rows(tx, "search_postings", columns, over).await?;
    Ok(())
}

pub(super) async fn write_names(tx: &mut Tx, names: Vec<(String, String)>) -> Result<()> {
    let (names, initials): (Vec<_>, Vec<_>) = names.into_iter().map(|(n, i)| (Some(n), Some(i))).unzip();
    let columns = vec![
        ("name", Column::Text(names)),
        ("initials", Column::Text(initials)),
    ];
    insert_rows(tx, "search_names", columns, "on conflict (name) do nothing").await?;
    Ok(())
}

pub(super) fn waiting(table: &str, entity: &str) -> String {
    format!(
        "select x.id from {table} x where x.id > (select coalesce(max(m.seen), 0) from search_marks m where m.entity = '{entity}')
         union all
         select x.id from search_queue q join {table} x on x.id between q.first_id and q.last_id where q.entity = '{entity}'"
    )
}

pub(super) fn has_initials(expr: &str, bind: &str) -> String {
    format!("{expr} in (select n.name from search_names n where n.initials like {bind} escape '\\')")
}

/// Notes, in the transaction that deletes them and before it does, that the rows of a batch leave a list; nothing for a
/// list that is not searched.
///
/// # Errors
/// A database error.
pub(crate) async fn gone_of_batch(tx: &mut Tx, table: &str, batch: crate::kernel::BatchId) -> Result<()> {
    let text = format!(
        "insert into search_queue (entity, first_id, last_id, gone)
         select '{table}', min(id), max(id), 1 from {table} where batch_id = $1
            and exists (select 1 from search_marks where entity = '{table}') having count(*) > 0"
    );
    sql(text).bind(batch).run(tx).await?;
    Ok(())
}

/// Notes that rows of the index's block around an id are gone, in the transaction that deletes the last of them.
///
/// # Errors
/// A database error.
pub(crate) async fn gone_around(tx: &mut Tx, table: &str, id: i64) -> Result<()> {
    if sql(MARKED).bind(table.to_owned()).number(tx).await? > 0 {
        enqueue(tx, table, id, id, true).await?;
    }
    Ok(())
}

/// Whether rows are found by the initials of a column.
pub(super) fn is_name(found: Found) -> bool {
    found == Found::Name
}
