//! SQL of dictionaries. Not scoped: words, not records; everybody reads the same.

use crate::db::{Tx, containing, sql};
use crate::error::Result;
use crate::grids::Choice;
use crate::kernel::{EntryId, Flag, Ms};

const GET: &str = "select d.version, d.dictionary, d.code, d.name, d.name_en, d.rank, d.active
    from dictionary_entries d where d.id = $1";
const BY_CODE: &str = "select count(*) from dictionary_entries d where d.dictionary = $1 and d.code = $2";
const INSERT: &str =
    "insert into dictionary_entries (dictionary, code, name, name_en, rank, active, created_at)
    values ($1, $2, $3, $4, $5, 1, $6) returning id";
const UPDATE: &str =
    "update dictionary_entries set version = version + 1, name = $1, name_en = $2, rank = $3, active = $4
    where id = $5 and version = $6";
const OPTIONS: &str = "select d.id, d.code, {name} as name from dictionary_entries d
    where d.dictionary = $1 and d.active = 1 and {match} order by d.rank, d.code limit {limit}";
const NAMES: &str = "select d.id, d.code, {name} as name from dictionary_entries d where d.id in ({ids}) order by d.rank, d.code";

/// A stored entry.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub version: i64,
    pub dictionary: String,
    pub code: String,
    pub name: String,
    pub name_en: Option<String>,
    pub rank: i64,
    pub active: Flag,
}

pub(super) async fn get(tx: &mut Tx, id: EntryId) -> Result<Option<Row>> {
    sql(GET).bind(id.0).optional(tx).await
}

pub(super) async fn is_taken(tx: &mut Tx, dictionary: &str, code: &str) -> Result<bool> {
    Ok(sql(BY_CODE).bind(dictionary).bind(code).number(tx).await? > 0)
}

/// What people may write of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Words {
    pub name: String,
    pub name_en: Option<String>,
    pub rank: i64,
}

pub(super) async fn insert(
    tx: &mut Tx,
    dictionary: &str,
    code: &str,
    words: &Words,
    now: Ms,
) -> Result<EntryId> {
    let query = sql(INSERT)
        .bind(dictionary)
        .bind(code)
        .bind(words.name.clone())
        .bind(words.name_en.clone());
    Ok(EntryId(query.bind(words.rank).bind(now.0).number(tx).await?))
}

/// Whether the version was still the one that was seen.
pub(super) async fn update(
    tx: &mut Tx,
    id: EntryId,
    version: i64,
    words: &Words,
    active: bool,
) -> Result<bool> {
    let query = sql(UPDATE)
        .bind(words.name.clone())
        .bind(words.name_en.clone())
        .bind(words.rank)
        .bind(i64::from(active));
    Ok(query.bind(id.0).bind(version).run(tx).await? == 1)
}

/// How an entry is called in a language.
fn name_in(english: bool) -> &'static str {
    if english {
        "coalesce(d.name_en, d.name)"
    } else {
        "d.name"
    }
}

/// Entries in use that fit a search.
pub(super) async fn options(
    tx: &mut Tx,
    dictionary: &str,
    search: &str,
    english: bool,
    limit: i64,
) -> Result<Vec<Choice>> {
    let contains = |column: &str| tx.engine().contains(column, "$2");
    let matching = if search.is_empty() {
        "1 = 1".to_owned()
    } else {
        let columns = ["d.code", "d.name", "coalesce(d.name_en, '')"];
        format!("({})", columns.map(contains).join(" or "))
    };
    let query = sql(OPTIONS)
        .fill("name", name_in(english))
        .fill("match", &matching)
        .fill("limit", &limit.to_string())
        .bind(dictionary);
    if search.is_empty() {
        return query.all(tx).await;
    }
    query.bind(containing(search)).all(tx).await
}

/// Some entries by id, also those out of use: what an old order says.
pub(super) async fn names(tx: &mut Tx, ids: &[EntryId], english: bool) -> Result<Vec<Choice>> {
    let list: Vec<String> = ids.iter().map(ToString::to_string).collect();
    sql(NAMES)
        .fill("name", name_in(english))
        .fill("ids", &list.join(", "))
        .all(tx)
        .await
}
