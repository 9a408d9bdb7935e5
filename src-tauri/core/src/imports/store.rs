//! SQL of import batches, staging and mapping memory.

use super::ops::ImportBatch;
use super::options::BatchChoice;
use super::report::ImportReport;
use crate::app::App;
use crate::db::{Column, Tx, Value, insert_rows, sql};
use crate::error::Result;
use crate::kernel::{BatchId, Ms};
use crate::operation::Actor;
use outpost_export::Mapping;

const INSERT: &str =
    "insert into import_batches (kind, file_name, file_digest, state, actor_id, actor_name, created_at)
    values ($1, $2, '', 'staging', $3, $4, $5) returning id";
const FINISH: &str = "update import_batches set state = $1, rows_read = $2, rows_created = $3, rows_updated = $4, rows_skipped = $5,
    rows_rejected = $6, rows_flagged = $7, content_digest = $8, report = $9, finished_at = $10, version = version + 1 where id = $11";
const CLOSE: &str =
    "update import_batches set state = 'committed', rows_read = $1, rows_created = $2, finished_at = $3,
    version = version + 1 where id = $4 and state = 'staging'";
const BATCH: &str =
    "select kind, file_name, state, actor_name, created_at, report from import_batches where id = $1";
const CHOICES: &str = "select b.id, b.kind as code, b.file_name as name from import_batches b
    where b.state = 'committed' and {match} order by b.id desc limit {limit}";
const STATE: &str = "select state, kind from import_batches where id = $1";
const SET_STATE: &str =
    "update import_batches set state = $1, version = version + 1 where id = $2 and state = $3";
const STAGING: &str = "select id from import_batches where state = 'staging'";
const LATER: &str = "select count(*) from import_batches where kind = $1 and id > $2 and state = 'committed' and rows_updated > 0";
const CLEAR_NAMES: &str = "delete from import_names where batch_id = $1";
const CLEAR_BEFORE: &str = "delete from import_before where batch_id = $1";
const SET_REAL: &str =
    "update import_names set real_id = $1 where batch_id = $2 and entity = $3 and place = $4";
const REMEMBER: &str =
    "insert into import_mappings (kind, signature, mapping, used_at) values ($1, $2, $3, $4)
    on conflict (kind, signature) do update set mapping = excluded.mapping, used_at = excluded.used_at";
const RECALL: &str = "select mapping from import_mappings where kind = $1 and signature = $2";

pub(super) async fn insert(tx: &mut Tx, kind: &str, file: &str, actor: &Actor, now: Ms) -> Result<BatchId> {
    let query = sql(INSERT)
        .bind(kind.to_owned())
        .bind(file.to_owned())
        .bind(actor.id)
        .bind(actor.name.clone());
    Ok(BatchId(query.bind(now).number(tx).await?))
}

/// Opens a batch that no file stands behind: rows that are made, not read. It is `staging` until it is closed.
///
/// # Errors
/// A database error.
pub async fn open_batch(tx: &mut Tx, kind: &str, name: &str, actor: &Actor, now: Ms) -> Result<BatchId> {
    insert(tx, kind, name, actor, now).await
}

/// Closes a batch of [`open_batch`]: from now on its rows are there.
///
/// # Errors
/// A database error.
pub async fn close_batch(tx: &mut Tx, batch: BatchId, created: i64, now: Ms) -> Result<()> {
    let query = sql(CLOSE).bind(created).bind(created).bind(now);
    query.bind(batch).run(tx).await?;
    Ok(())
}

/// Moves a batch of [`open_batch`] from one state to another.
///
/// # Errors
/// A database error.
pub async fn set_batch_state(tx: &mut Tx, batch: BatchId, from: &str, to: &str) -> Result<bool> {
    set_state(tx, batch, from, to).await
}

pub(super) struct Finish<'a> {
    pub batch: BatchId,
    pub state: &'static str,
    pub report: &'a ImportReport,
    pub content: Option<String>,
    pub now: Ms,
}

pub(super) async fn finish(tx: &mut Tx, finish: Finish<'_>) -> Result<()> {
    let report = finish.report;
    let flagged: i64 = report.flagged.iter().map(|f| f.count).sum();
    let query = sql(FINISH)
        .bind(finish.state.to_owned())
        .bind(report.read)
        .bind(report.created)
        .bind(report.updated);
    let query = query
        .bind(report.skipped)
        .bind(report.rejected)
        .bind(flagged)
        .bind(finish.content);
    let query = query
        .bind(serde_json::to_string(report)?)
        .bind(finish.now)
        .bind(finish.batch);
    query.run(tx).await?;
    Ok(())
}

type BatchRow = (String, String, String, String, Ms, Option<String>);

/// A batch and its report.
pub(super) async fn batch(tx: &mut Tx, id: BatchId) -> Result<Option<ImportBatch>> {
    let row: Option<BatchRow> = sql(BATCH).bind(id).optional(tx).await?;
    let Some((kind, file_name, state, actor_name, created_at, report)) = row else {
        return Ok(None);
    };
    let report = report.map(|text| serde_json::from_str(&text)).transpose()?;
    Ok(Some(ImportBatch {
        id,
        kind,
        file_name,
        state,
        actor_name,
        created_at,
        report,
    }))
}

/// Written batches: those of the ids, or those whose file's name holds the search, the newest first.
pub(super) async fn choices(tx: &mut Tx, search: &str, ids: &[i64], limit: i64) -> Result<Vec<BatchChoice>> {
    let (condition, binds) = if !ids.is_empty() {
        let places: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
        let binds = ids.iter().map(|id| Value::from(*id)).collect();
        (format!("b.id in ({})", places.join(", ")), binds)
    } else if search.is_empty() {
        ("1 = 1".to_owned(), Vec::new())
    } else {
        let escaped = search
            .replace('\\', "\\\\")
            .replace('%', "\\%")
            .replace('_', "\\_");
        let binds = vec![Value::from(format!("%{escaped}%"))];
        (tx.engine().contains("b.file_name", "$1"), binds)
    };
    let query = sql(CHOICES)
        .fill("match", &condition)
        .fill("limit", &limit.to_string());
    query.bind_all(binds).all(tx).await
}

/// State and kind of a batch.
pub(super) async fn state(tx: &mut Tx, batch: BatchId) -> Result<Option<(String, String)>> {
    sql(STATE).bind(batch).optional(tx).await
}

/// Moves a batch from one state to another; answers whether it stood there.
pub(super) async fn set_state(tx: &mut Tx, batch: BatchId, from: &str, to: &str) -> Result<bool> {
    let query = sql(SET_STATE)
        .bind(to.to_owned())
        .bind(batch)
        .bind(from.to_owned());
    Ok(query.run(tx).await? == 1)
}

/// Later batches of the kind that replaced rows: they may stand on this one.
pub(super) async fn later_updates(tx: &mut Tx, kind: &str, batch: BatchId) -> Result<i64> {
    sql(LATER).bind(kind.to_owned()).bind(batch).number(tx).await
}

pub(super) async fn clear_stage(tx: &mut Tx, stage: &str, batch: BatchId) -> Result<()> {
    let others = format!("select count(*) from (select 1 from {stage} where batch_id <> $1 limit 1) o");
    if sql(others).bind(batch).number(tx).await? == 0 {
        // Without a condition SQLite drops the pages at once, row by row it would write each of them.
        sql(format!("delete from {stage}")).run(tx).await?;
    } else {
        sql(format!("delete from {stage} where batch_id = $1"))
            .bind(batch)
            .run(tx)
            .await?;
    }
    sql(CLEAR_NAMES).bind(batch).run(tx).await?;
    Ok(())
}

pub(super) async fn clear_before(tx: &mut Tx, batch: BatchId) -> Result<()> {
    sql(CLEAR_BEFORE).bind(batch).run(tx).await?;
    Ok(())
}

pub(super) async fn add_names(
    tx: &mut Tx,
    batch: BatchId,
    names: &[(&'static str, i64, String)],
) -> Result<()> {
    let columns = vec![
        (
            "batch_id",
            Column::Int(names.iter().map(|_| Some(batch.0)).collect()),
        ),
        (
            "entity",
            Column::Text(names.iter().map(|n| Some(n.0.to_owned())).collect()),
        ),
        ("place", Column::Int(names.iter().map(|n| Some(n.1)).collect())),
        (
            "name",
            Column::Text(names.iter().map(|n| Some(n.2.clone())).collect()),
        ),
    ];
    insert_rows(tx, "import_names", columns, "").await?;
    Ok(())
}

/// Notes the real id of something that the import made.
///
/// # Errors
/// A database error.
pub async fn names_made(tx: &mut Tx, batch: BatchId, entity: &str, place: i64, id: i64) -> Result<()> {
    sql(SET_REAL)
        .bind(id)
        .bind(batch)
        .bind(entity.to_owned())
        .bind(place)
        .run(tx)
        .await?;
    Ok(())
}

/// Keeps the images of rows that are about to be replaced: (id, JSON).
///
/// # Errors
/// A database error.
pub async fn keep_before(
    tx: &mut Tx,
    batch: BatchId,
    entity: &str,
    images: Vec<(i64, String)>,
) -> Result<()> {
    let n = images.len();
    let (ids, texts): (Vec<_>, Vec<_>) = images
        .into_iter()
        .map(|(id, text)| (Some(id), Some(text)))
        .unzip();
    let columns = vec![
        ("batch_id", Column::Int(vec![Some(batch.0); n])),
        ("entity", Column::Text(vec![Some(entity.to_owned()); n])),
        ("entity_id", Column::Int(ids)),
        ("image", Column::Text(texts)),
    ];
    insert_rows(tx, "import_before", columns, "").await?;
    Ok(())
}

pub(super) async fn remember(
    tx: &mut Tx,
    kind: &str,
    signature: &str,
    mapping: &Mapping,
    now: Ms,
) -> Result<()> {
    let text = serde_json::to_string(mapping)?;
    sql(REMEMBER)
        .bind(kind.to_owned())
        .bind(signature.to_owned())
        .bind(text)
        .bind(now)
        .run(tx)
        .await?;
    Ok(())
}

pub(super) async fn recall(tx: &mut Tx, kind: &str, signature: &str) -> Result<Option<Mapping>> {
    let row: Option<(String,)> = sql(RECALL)
        .bind(kind.to_owned())
        .bind(signature.to_owned())
        .optional(tx)
        .await?;
    // A mapping of an older version that no longer reads is forgotten, not an error.
    Ok(row.and_then(|(text,)| serde_json::from_str(&text).ok()))
}

/// Sweeps what killed imports left staged; also where the kill came between the publishing and the sweeping.
/// Where others were there first, their running imports are left to them.
pub(crate) async fn sweep(app: &App) -> Result<()> {
    let mut tx = app.db().write().await?;
    if app.opened_alone() {
        let left: Vec<(i64,)> = sql(STAGING).all(&mut tx).await?;
        for (batch,) in left {
            set_state(&mut tx, BatchId(batch), "staging", "failed").await?;
        }
    }
    let kinds = app.registry().imports().iter();
    let mut tables: Vec<&str> = kinds.map(|kind| kind.stage()).chain(["import_names"]).collect();
    tables.sort_unstable();
    tables.dedup();
    for table in tables {
        sql(format!("delete from {table} where batch_id not in (select id from import_batches where state = 'staging')"))
            .run(&mut tx)
            .await?;
    }
    tx.commit().await
}
