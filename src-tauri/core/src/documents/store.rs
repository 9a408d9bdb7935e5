//! SQL of what documents share. Not scoped: each operation has found its document within the person's scope before.

use super::kind::Audited;
use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{Ms, UserId};
use sqlx::FromRow;

const RESERVE: &str = "insert into number_series (series, next) values ($1, $2)
    on conflict (series) do update set next = number_series.next + $3 returning next";
const AUDIT: &str =
    "update {table} set version = version + 1, audited_at = $1, audited_by = $2, audited_name = $3
    where id = $4 and version = $5";
const COUNTS: &str = "select
    (select count(*) from document_comments c where c.entity = $1 and c.entity_id = $2 and c.deleted_at is null),
    (select count(*) from document_attachments a where a.entity = $3 and a.entity_id = $4 and a.removed_at is null)";
const REASONS: &str =
    "select code, name, name_en from dictionary_entries where dictionary = $1 and active = 1
    order by rank, id";
const COMMENT: &str =
    "insert into document_comments (entity, entity_id, at, author_id, author_name, text, mentions)
    values ($1, $2, $3, $4, $5, $6, $7) returning id";
const COMMENTS: &str =
    "select id, at, author_id, author_name, text, mentions, deleted_at from document_comments
    where entity = $1 and entity_id = $2 order by id";
const DELETE_COMMENT: &str =
    "update document_comments set deleted_at = $1, text = '', mentions = '[]' where entity = $2 and entity_id = $3
    and id = $4 and author_id = $5 and deleted_at is null";
const ATTACHMENT_FIELDS: &str =
    "id, entity, entity_id, sha256, name, kind, bytes, caption, width, height, taken_at, latitude,
    longitude, added_at, added_name, removed_at";
const ATTACH: &str =
    "insert into document_attachments (entity, entity_id, sha256, name, kind, bytes, caption, width, height,
    taken_at, latitude, longitude, added_at, added_by, added_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15) returning id";
const SAME: &str =
    "select count(*) from document_attachments where entity = $1 and entity_id = $2 and sha256 = $3
    and removed_at is null";
const REMOVE: &str = "update document_attachments set removed_at = $1, removed_name = $2
    where entity = $3 and entity_id = $4 and id = $5 and removed_at is null";
const CONTENTS: &str =
    "select distinct sha256 from document_attachments where removed_at is null and sha256 > $1
    order by sha256 limit $2";

/// Reserves `count` numbers; answers the first.
pub(super) async fn reserve(tx: &mut Tx, series: &str, count: i64) -> Result<i64> {
    let next = sql(RESERVE)
        .bind(series.to_owned())
        .bind(count + 1)
        .bind(count)
        .number(tx)
        .await?;
    Ok(next - count)
}

/// Notes an audit, or takes it back; false where the document has another version than was seen.
pub(super) async fn mark_audited(
    tx: &mut Tx,
    table: &str,
    id: i64,
    seen: i64,
    audited: Option<(UserId, &Audited)>,
) -> Result<bool> {
    let query = sql(AUDIT)
        .fill("table", table)
        .bind(audited.map(|(_, it)| it.at.0))
        .bind(audited.map(|(by, _)| by.0))
        .bind(audited.map(|(_, it)| it.by.clone()));
    Ok(query.bind(id).bind(seen).run(tx).await? == 1)
}

/// How many comments and attachments there are.
pub(super) async fn counts(tx: &mut Tx, entity: &str, id: i64) -> Result<(i64, i64)> {
    let query = sql(COUNTS).bind(entity.to_owned()).bind(id);
    query.bind(entity.to_owned()).bind(id).one(tx).await
}

/// (code, name, name in English) of the reasons that are in use.
pub(super) async fn reasons(tx: &mut Tx, dictionary: &str) -> Result<Vec<(String, String, Option<String>)>> {
    sql(REASONS).bind(dictionary.to_owned()).all(tx).await
}

/// What a comment's row holds.
#[derive(Debug, Clone, FromRow)]
pub(super) struct CommentRow {
    pub id: i64,
    pub at: Ms,
    pub author_id: UserId,
    pub author_name: String,
    pub text: String,
    pub mentions: String,
    pub deleted_at: Option<i64>,
}

/// A comment to write.
pub(super) struct NewComment<'a> {
    pub entity: &'a str,
    pub id: i64,
    pub at: Ms,
    pub author: (UserId, String),
    pub text: &'a str,
    pub mentions: String,
}

pub(super) async fn add_comment(tx: &mut Tx, new: NewComment<'_>) -> Result<i64> {
    let query = sql(COMMENT).bind(new.entity.to_owned()).bind(new.id).bind(new.at);
    let query = query
        .bind(new.author.0)
        .bind(new.author.1)
        .bind(new.text.to_owned());
    query.bind(new.mentions).number(tx).await
}

pub(super) async fn comments(tx: &mut Tx, entity: &str, id: i64) -> Result<Vec<CommentRow>> {
    sql(COMMENTS).bind(entity.to_owned()).bind(id).all(tx).await
}

/// Takes back a comment of `author`; false where there is none of theirs.
pub(super) async fn delete_comment(
    tx: &mut Tx,
    entity: &str,
    id: i64,
    comment: i64,
    author: UserId,
    now: Ms,
) -> Result<bool> {
    let query = sql(DELETE_COMMENT).bind(now).bind(entity.to_owned()).bind(id);
    Ok(query.bind(comment).bind(author).run(tx).await? == 1)
}

/// What an attachment's row holds.
#[derive(Debug, Clone, FromRow)]
pub(super) struct AttachmentRow {
    pub id: i64,
    pub entity: String,
    pub entity_id: i64,
    pub sha256: String,
    pub name: String,
    pub kind: String,
    pub bytes: i64,
    pub caption: Option<String>,
    pub width: Option<i64>,
    pub height: Option<i64>,
    pub taken_at: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub added_at: Ms,
    pub added_name: String,
    pub removed_at: Option<i64>,
}

pub(super) async fn attach(tx: &mut Tx, row: &AttachmentRow, by: UserId) -> Result<i64> {
    let query = sql(ATTACH)
        .bind(row.entity.clone())
        .bind(row.entity_id)
        .bind(row.sha256.clone());
    let query = query
        .bind(row.name.clone())
        .bind(row.kind.clone())
        .bind(row.bytes)
        .bind(row.caption.clone());
    let query = query.bind(row.width).bind(row.height).bind(row.taken_at.clone());
    let query = query.bind(row.latitude).bind(row.longitude).bind(row.added_at);
    query.bind(by).bind(row.added_name.clone()).number(tx).await
}

/// Whether a document has this content already.
pub(super) async fn has_content(tx: &mut Tx, entity: &str, id: i64, sha256: &str) -> Result<bool> {
    let query = sql(SAME).bind(entity.to_owned()).bind(id).bind(sha256.to_owned());
    Ok(query.number(tx).await? > 0)
}

/// All of a document, also the removed ones.
pub(super) async fn attachments(tx: &mut Tx, entity: &str, id: i64) -> Result<Vec<AttachmentRow>> {
    let text = format!(
        "select {ATTACHMENT_FIELDS} from document_attachments where entity = $1 and entity_id = $2 order by id"
    );
    sql(text).bind(entity.to_owned()).bind(id).all(tx).await
}

pub(super) async fn attachment(tx: &mut Tx, id: i64) -> Result<Option<AttachmentRow>> {
    let text =
        format!("select {ATTACHMENT_FIELDS} from document_attachments where id = $1 and removed_at is null");
    sql(text).bind(id).optional(tx).await
}

/// Marks an attachment as removed; false where it is not there (any more).
pub(super) async fn remove_attachment(
    tx: &mut Tx,
    entity: &str,
    id: i64,
    attachment: i64,
    now: Ms,
    by: &str,
) -> Result<bool> {
    let query = sql(REMOVE).bind(now).bind(by.to_owned()).bind(entity.to_owned());
    Ok(query.bind(id).bind(attachment).run(tx).await? == 1)
}

/// A block of the contents that some document holds, by name.
pub(super) async fn contents_after(tx: &mut Tx, after: &str, limit: i64) -> Result<Vec<String>> {
    let rows: Vec<(String,)> = sql(CONTENTS).bind(after.to_owned()).bind(limit).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}
