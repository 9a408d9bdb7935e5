//! SQL of master data imports. Imports see all rows ({scope} does not narrow what exists).

use super::{MasterField, MasterSpec, MasterType};
use crate::db::{Column, Tx, Value, insert_rows, sql};
use crate::error::Result;
use crate::kernel::{BatchId, Ms};
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};

pub(super) async fn codes(tx: &mut Tx, table: &str) -> Result<HashMap<String, i64>> {
    let rows: Vec<(String, i64)> = sql(format!("select code, id from {table}")).all(tx).await?;
    Ok(rows.into_iter().collect())
}

/// A block of staged rows: (line, code, fields).
pub(super) async fn staged_after(
    tx: &mut Tx,
    batch: BatchId,
    line: i64,
    limit: i64,
) -> Result<Vec<(i64, String, String)>> {
    let text = "select line, code, fields from import_stage where batch_id = $1 and line > $2 order by line limit $3";
    sql(text).bind(batch).bind(line).bind(limit).all(tx).await
}

/// Ids of those codes that exist.
pub(super) async fn existing(tx: &mut Tx, table: &str, codes: &[&String]) -> Result<HashMap<String, i64>> {
    let binds: Vec<String> = (1..=codes.len()).map(|n| format!("${n}")).collect();
    let text = format!(
        "select code, id from {table} where code in ({})",
        binds.join(", ")
    );
    let rows: Vec<(String, i64)> = sql(text)
        .bind_all(codes.iter().map(|c| Value::from((*c).clone())))
        .all(tx)
        .await?;
    Ok(rows.into_iter().collect())
}

fn value(holds: MasterType, json: Option<&Json>) -> Value {
    let json = json.unwrap_or(&Json::Null);
    match holds {
        MasterType::Text => Value::Text(json.as_str().map(str::to_owned)),
        MasterType::Degrees(_) => Value::Real(json.as_f64()),
        MasterType::Flag | MasterType::Reference(_) => Value::Int(json.as_i64()),
    }
}

/// Whether a field refers to rows of its own table, which have ids only after all are written.
fn is_own(spec: &MasterSpec, holds: MasterType) -> bool {
    holds == MasterType::Reference(spec.table)
}

/// What a new row holds where its file says nothing.
fn value_or_default(field: &MasterField, json: Option<&Json>) -> Value {
    let told = json.filter(|j| !j.is_null());
    match (told, field.choices.first(), field.holds) {
        (None, Some((code, _)), _) => Value::from((*code).to_owned()),
        (None, None, MasterType::Flag) => Value::from(1),
        _ => value(field.holds, told),
    }
}

pub(super) async fn insert(
    tx: &mut Tx,
    spec: &MasterSpec,
    batch: BatchId,
    now: Ms,
    rows: &[Map<String, Json>],
) -> Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let mut columns: Vec<(&str, Column)> = Vec::new();
    for field in spec.fields.iter().filter(|f| !is_own(spec, f.holds)) {
        let values = rows
            .iter()
            .map(|row| value_or_default(field, row.get(field.column)));
        columns.push((
            field.column,
            match field.holds {
                MasterType::Text => Column::Text(
                    values
                        .map(|v| if let Value::Text(t) = v { t } else { None })
                        .collect(),
                ),
                MasterType::Degrees(_) => Column::Real(
                    values
                        .map(|v| if let Value::Real(r) = v { r } else { None })
                        .collect(),
                ),
                _ => Column::Int(
                    values
                        .map(|v| if let Value::Int(i) = v { i } else { None })
                        .collect(),
                ),
            },
        ));
    }
    columns.push(("batch_id", Column::Int(vec![Some(batch.0); rows.len()])));
    if spec.created_at {
        columns.push(("created_at", Column::Int(vec![Some(now.0); rows.len()])));
    }
    if spec.table == "regions" {
        // A path is settled when all rows are there; until then it must not be anybody's prefix.
        columns.push(("path", Column::Text(vec![Some("/0/".to_owned()); rows.len()])));
    }
    insert_rows(tx, spec.table, columns, "").await?;
    Ok(())
}

/// Writes fields over one row; its version moves on, or goes back to the one that an image tells.
pub(super) async fn update(
    tx: &mut Tx,
    spec: &MasterSpec,
    id: i64,
    row: &Map<String, Json>,
    version: Option<i64>,
) -> Result<()> {
    let fields: Vec<_> = spec
        .fields
        .iter()
        .skip(1)
        .filter(|f| !is_own(spec, f.holds) && row.contains_key(f.column))
        .collect();
    let sets: String = fields
        .iter()
        .enumerate()
        .map(|(i, f)| format!(", {} = ${}", f.column, i + 2))
        .collect();
    let text = format!(
        "update {} set version = coalesce($1, version + 1){sets} where id = ${}",
        spec.table,
        fields.len() + 2
    );
    sql(text)
        .bind(version)
        .bind_all(fields.iter().map(|f| value(f.holds, row.get(f.column))))
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}

/// Points rows at others of the same table; part of the change that has moved their version already.
pub(super) async fn set_reference(
    tx: &mut Tx,
    spec: &MasterSpec,
    column: &str,
    id: i64,
    to: Option<i64>,
) -> Result<()> {
    let text = format!("update {} set {column} = $1 where id = $2", spec.table);
    sql(text).bind(to).bind(id).run(tx).await?;
    Ok(())
}

/// The columns of one row as JSON with its version, for undo.
pub(super) async fn image(tx: &mut Tx, spec: &MasterSpec, id: i64) -> Result<String> {
    use sqlx::Row;
    let columns: Vec<&str> = spec.fields.iter().map(|f| f.column).collect();
    let text = format!(
        "select version, {} from {} where id = $1",
        columns.join(", "),
        spec.table
    );
    let rows = sql(text).bind(id).rows(tx).await?;
    let mut map = Map::new();
    if let Some(row) = rows.first() {
        map.insert("version".to_owned(), row.try_get::<i64, _>("version")?.into());
        for field in spec.fields {
            let json = match field.holds {
                MasterType::Text => row.try_get::<Option<String>, _>(field.column)?.into(),
                MasterType::Degrees(_) => row.try_get::<Option<f64>, _>(field.column)?.into(),
                _ => row.try_get::<Option<i64>, _>(field.column)?.into(),
            };
            map.insert(field.column.to_owned(), json);
        }
    }
    Ok(Json::Object(map).to_string())
}

/// Rows that a batch made or replaced and that were changed after it.
pub(super) async fn changed_since(tx: &mut Tx, spec: &MasterSpec, batch: BatchId) -> Result<i64> {
    let made = format!(
        "select count(*) from {} where batch_id = $1 and version > 1",
        spec.table
    );
    // An update leaves the version after the one that it kept. Images of older programs tell none: those are not compared.
    let replaced = format!(
        "select count(*) from import_before b join {} t on t.id = b.entity_id
         where b.batch_id = $1 and b.entity = $2 and t.version <> {} + 1",
        spec.table,
        tx.engine().json_number("b.image", "version")
    );
    let replaced = sql(replaced).bind(batch).bind(spec.kind.to_owned());
    Ok(sql(made).bind(batch).number(tx).await? + replaced.number(tx).await?)
}

/// The codes of the rows that a batch made.
pub(super) async fn made(tx: &mut Tx, table: &str, batch: BatchId) -> Result<HashSet<String>> {
    let text = format!("select code from {table} where batch_id = $1");
    let rows: Vec<(String,)> = sql(text).bind(batch).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

pub(super) async fn kept(tx: &mut Tx, batch: BatchId, entity: &str) -> Result<Vec<(i64, String)>> {
    let text =
        "select entity_id, image from import_before where batch_id = $1 and entity = $2 order by entity_id";
    sql(text).bind(batch).bind(entity.to_owned()).all(tx).await
}

/// Forgets the references among the rows of a batch, so that they can be removed in any order.
pub(super) async fn unlink(tx: &mut Tx, spec: &MasterSpec, column: &str, batch: BatchId) -> Result<()> {
    let text = format!("update {} set {column} = null where batch_id = $1", spec.table);
    sql(text).bind(batch).run(tx).await?;
    Ok(())
}

pub(super) async fn remove(tx: &mut Tx, spec: &MasterSpec, batch: BatchId) -> Result<i64> {
    crate::search::gone_of_batch(tx, spec.table, batch).await?;
    let text = format!("delete from {} where batch_id = $1", spec.table);
    Ok(sql(text).bind(batch).run(tx).await? as i64)
}
