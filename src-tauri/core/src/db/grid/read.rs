//! Reading a grid: the ids of a page first, then the columns of just those rows; counts and sums of a selection.

use super::cells::{cell, masked};
use super::filter::{self, Context};
use super::{ColumnKind, Filter, GridColumn, GridDef, GridPage, GridQuery, GridTotal, MAX_LIMIT, MAX_NAMED};
use super::{Selection, Sort, Viewer, found};
use crate::db::{Engine, Sql, Tx, Value, sql};
use crate::error::{Code, Error, Result};
use crate::kernel::Zone;
use crate::settings;
use serde_json::{Map, Value as Json};
use sqlx::Row;
use sqlx::any::AnyRow;

impl GridDef {
    /// Reads one block of rows.
    ///
    /// # Errors
    /// `list_column_unknown`, `filter_invalid`, `number_out_of_range`, or a database error.
    pub async fn page(&self, tx: &mut Tx, viewer: Viewer<'_>, query: &GridQuery) -> Result<GridPage> {
        if !(1..=MAX_LIMIT).contains(&query.limit) || query.offset < 0 {
            return Err(Error::new(Code::NumberOutOfRange)
                .with("min", 1)
                .with("max", MAX_LIMIT)
                .at("limit"));
        }
        let keys: Vec<&GridColumn> = self.columns.iter().collect();
        let (rows, next) = self.read(tx, viewer, query, &keys).await?;
        Ok(GridPage {
            rows: rows.iter().map(|row| self.json(row, &keys, viewer)).collect(),
            next,
        })
    }

    /// Reads rows with chosen columns; answers the raw rows (the id before the columns) and the next cursor.
    ///
    /// # Errors
    /// As [`GridDef::page`].
    pub async fn read(
        &self,
        tx: &mut Tx,
        viewer: Viewer<'_>,
        query: &GridQuery,
        columns: &[&'static GridColumn],
    ) -> Result<(Vec<AnyRow>, Option<String>)> {
        let engine = tx.engine();
        let order = self.order(&query.sort, viewer)?;
        let mut needs = Joins::default();
        order.iter().for_each(|(c, _)| needs.add(c.join));
        let mut binds = Vec::new();
        let soon = self.soon(tx).await?;
        let mut condition = self
            .condition(tx, viewer, &query.selection(), &mut needs, &mut binds)
            .await?;
        let keyset = self.keyset(engine, &order, query, &mut binds)?;
        let by_key = keyset.is_some();
        if let Some(keyset) = keyset {
            condition = format!("({condition}) and {keyset}");
        }
        binds.push(Value::from(query.limit));
        let limit = binds.len();
        let offset = if by_key {
            String::new()
        } else {
            binds.push(Value::from(query.offset));
            format!(" offset ${}", binds.len())
        };
        let ids = format!(
            "select {id} as id from {table} {joins} where {condition} and {scope} order by {order} limit ${limit}{offset}",
            id = self.id,
            table = self.table,
            joins = needs.text(self.joins),
            scope = if self.scoped.is_some() { "{scope}" } else { "1 = 1" },
            order = order_text(engine, &order, self.id),
        );
        let mut all = needs;
        columns.iter().for_each(|c| all.add(c.join));
        let list: Vec<String> = columns
            .iter()
            .map(|c| format!("{} as c_{}", c.expr, c.key))
            .collect();
        let text = format!(
            "select {id} as row_id, {list} from ({ids}) page_ids join {table} on {id} = page_ids.id {joins} order by {order}",
            id = self.id,
            list = list.join(", "),
            table = self.table,
            joins = all.text(self.joins),
            order = order_text(engine, &order, self.id),
        );
        let rows = self.ready(text, binds, viewer, soon).rows(tx).await?;
        let next = (rows.len() as i64 == query.limit)
            .then(|| cursor(rows.last(), &order, columns))
            .flatten();
        Ok((rows, next))
    }

    /// Counts and sums a selection exactly.
    ///
    /// # Errors
    /// As [`GridDef::page`].
    pub async fn total(&self, tx: &mut Tx, viewer: Viewer<'_>, which: &Selection) -> Result<GridTotal> {
        let (mut needs, mut binds) = (Joins::default(), Vec::new());
        let soon = self.soon(tx).await?;
        let condition = self.condition(tx, viewer, which, &mut needs, &mut binds).await?;
        let summed: Vec<&GridColumn> = self.columns.iter().filter(|c| c.sum).collect();
        summed.iter().for_each(|c| needs.add(c.join));
        let mut list = vec!["count(*)".to_owned()];
        list.extend(
            summed
                .iter()
                .map(|c| format!("cast(coalesce(sum({}), 0) as bigint)", c.expr)),
        );
        let text = format!(
            "select {list} from {table} {joins} where {condition} and {scope}",
            list = list.join(", "),
            table = self.table,
            joins = needs.text(self.joins),
            scope = if self.scoped.is_some() { "{scope}" } else { "1 = 1" },
        );
        let rows = self.ready(text, binds, viewer, soon).rows(tx).await?;
        let row = rows
            .first()
            .ok_or_else(|| Error::fault("count answered no row"))?;
        let mut sums = Map::new();
        for (i, column) in summed.iter().enumerate() {
            sums.insert(column.key.to_owned(), Json::from(row.try_get::<i64, _>(i + 1)?));
        }
        Ok(GridTotal {
            count: row.try_get(0)?,
            sums,
        })
    }

    /// The ids of a selection in their order, a block after an id: what a bulk action walks.
    ///
    /// # Errors
    /// As [`GridDef::page`].
    pub async fn ids(
        &self,
        tx: &mut Tx,
        viewer: Viewer<'_>,
        which: &Selection,
        after: i64,
        limit: i64,
    ) -> Result<Vec<i64>> {
        let (mut needs, mut binds) = (Joins::default(), Vec::new());
        let soon = self.soon(tx).await?;
        let condition = self.condition(tx, viewer, which, &mut needs, &mut binds).await?;
        binds.push(Value::from(after));
        binds.push(Value::from(limit));
        let text = format!(
            "select {id} from {table} {joins} where {condition} and {scope} and {id} > ${from} order by {id} limit ${to}",
            id = self.id,
            table = self.table,
            joins = needs.text(self.joins),
            scope = if self.scoped.is_some() { "{scope}" } else { "1 = 1" },
            from = binds.len() - 1,
            to = binds.len(),
        );
        let rows = self.ready(text, binds, viewer, soon).rows(tx).await?;
        rows.iter().map(|row| Ok(row.try_get(0)?)).collect()
    }

    /// The condition of a selection, its binds appended. It may hold `{now}` and `{soon}`.
    ///
    /// # Errors
    /// `list_column_unknown`, `filter_invalid`, `too_many_rows`, or a database error.
    pub(super) async fn condition(
        &self,
        tx: &mut Tx,
        viewer: Viewer<'_>,
        which: &Selection,
        needs: &mut Joins,
        binds: &mut Vec<Value>,
    ) -> Result<String> {
        let engine = tx.engine();
        let mut parts = Vec::new();
        if let Some(filter) = &which.filter {
            let context = Context {
                grid: self,
                engine,
                viewer,
                zone: self.zone(tx, filter).await?,
            };
            parts.push(filter::condition(&context, filter, needs, binds)?);
        }
        if let Some(text) = which.words() {
            parts.push(found::condition(self, tx, viewer, text, needs, binds).await?);
        }
        let mut named = |ids: &[i64], word: &str| -> Result<String> {
            if ids.len() > MAX_NAMED {
                return Err(Error::new(Code::TooManyRows).with("max", MAX_NAMED as i64));
            }
            binds.push(Value::from(list(ids)));
            let set = engine.listed(&format!("${}", binds.len()));
            Ok(format!("{} {word} ({set})", self.id))
        };
        if let Some(ids) = &which.ids {
            parts.push(named(ids, "in")?);
        }
        if !which.except.is_empty() {
            parts.push(named(&which.except, "not in")?);
        }
        if parts.is_empty() {
            return Ok("1 = 1".to_owned());
        }
        Ok(parts.join(" and "))
    }

    /// The workspace's zone, where a filter speaks of days.
    async fn zone(&self, tx: &mut Tx, filter: &Filter) -> Result<Option<Zone>> {
        if !filter.speaks_of_days() {
            return Ok(None);
        }
        settings::load(tx).await?.zone().map(Some)
    }

    /// How long before its end something is due soon, where a column asks.
    pub(super) async fn soon(&self, tx: &mut Tx) -> Result<i64> {
        if !self.columns.iter().any(|c| c.expr.contains("{soon}")) {
            return Ok(0);
        }
        Ok(settings::load(tx).await?.due_soon_ms())
    }

    pub(super) fn ready(&self, text: String, binds: Vec<Value>, viewer: Viewer<'_>, soon: i64) -> Sql {
        // Instants of ours, never a text from outside.
        let query = sql(text)
            .fill("now", &viewer.now.0.to_string())
            .fill("soon", &soon.to_string())
            .bind_all(binds);
        match self.scoped {
            Some(on) => query.scope(viewer.scope, on),
            None => query,
        }
    }

    pub(super) fn order(
        &self,
        sort: &[Sort],
        viewer: Viewer<'_>,
    ) -> Result<Vec<(&'static GridColumn, bool)>> {
        if sort.is_empty() {
            return self
                .default_sort
                .iter()
                .map(|(key, desc)| Ok((self.column(key)?, *desc)))
                .collect();
        }
        sort.iter()
            .take(4)
            .map(|s| {
                let column = self.column(&s.key)?;
                if !column.sortable || (column.personal && !viewer.personal) {
                    return Err(Error::new(Code::FilterInvalid).with("column", s.key.clone()));
                }
                Ok((column, s.desc))
            })
            .collect()
    }

    /// The condition that continues after a cursor: only for one sort column that is never null, where a row
    /// value can walk the index; everything else pages by offset.
    fn keyset(
        &self,
        engine: Engine,
        order: &[(&'static GridColumn, bool)],
        query: &GridQuery,
        binds: &mut Vec<Value>,
    ) -> Result<Option<String>> {
        let (Some(after), [(_, desc)], Some(column)) = (&query.after, order, by_key(order)) else {
            return Ok(None);
        };
        let (value, id): (Json, i64) =
            serde_json::from_str(after).map_err(|_| Error::new(Code::FilterInvalid).at("after"))?;
        let value = filter::value_of(column, &value)?;
        let text = matches!(value, Value::Text(_));
        binds.push(value);
        binds.push(Value::from(id));
        let (expr, n) = (column.expr, binds.len());
        let expr = if text {
            engine.byte_order(expr)
        } else {
            expr.to_owned()
        };
        let sign = if *desc { '<' } else { '>' };
        Ok(Some(format!("({expr}, {}) {sign} (${}, ${n})", self.id, n - 1)))
    }

    /// A row as JSON, personal columns masked.
    #[must_use]
    pub fn json(
        &self,
        row: &AnyRow,
        columns: &[&'static GridColumn],
        viewer: Viewer<'_>,
    ) -> Map<String, Json> {
        let mut map = Map::with_capacity(columns.len() + 1);
        map.insert(
            "id".to_owned(),
            Json::from(row.try_get::<i64, _>(0).unwrap_or_default()),
        );
        for (i, column) in columns.iter().enumerate() {
            let value = cell(row, i + 1, column);
            let value = if column.personal && !viewer.personal {
                masked(value)
            } else {
                value
            };
            if !value.is_null() {
                map.insert(column.key.to_owned(), value);
            }
        }
        map
    }
}

/// Ids as one bound text: `3,17,18`.
pub(super) fn list(ids: &[i64]) -> String {
    let words: Vec<String> = ids.iter().map(i64::to_string).collect();
    words.join(",")
}

/// The one column that a list is sorted by, where an index can walk on from any row: only one, and never null.
pub(super) fn by_key(order: &[(&'static GridColumn, bool)]) -> Option<&'static GridColumn> {
    match order {
        [(column, _)] if !column.nullable && column.sort_expr.is_none() => Some(column),
        _ => None,
    }
}

/// What follows `order by`; the id settles what is equal.
pub(super) fn order_text(engine: Engine, order: &[(&'static GridColumn, bool)], id: &str) -> String {
    let parts = order.iter().map(|(c, desc)| order_part(engine, c, *desc));
    let mut parts: Vec<String> = parts.collect();
    let desc = order.last().is_some_and(|(_, desc)| *desc);
    parts.push(format!("{id}{}", if desc { " desc" } else { "" }));
    parts.join(", ")
}

fn order_part(engine: Engine, column: &GridColumn, desc: bool) -> String {
    let text = matches!(column.kind, ColumnKind::Text | ColumnKind::Enum);
    let expr = match column.sort_expr {
        Some(other) => other.to_owned(),
        None if text => engine.byte_order(column.expr),
        None => column.expr.to_owned(),
    };
    let direction = if desc { " desc" } else { "" };
    // An index serves the plain form only; where nulls can be, their place is written.
    let nulls = if column.nullable { " nulls last" } else { "" };
    format!("{expr}{direction}{nulls}")
}

fn cursor(
    row: Option<&AnyRow>,
    order: &[(&'static GridColumn, bool)],
    columns: &[&GridColumn],
) -> Option<String> {
    let (row, column) = (row?, by_key(order)?);
    let place = columns.iter().position(|c| c.key == column.key)?;
    let id: i64 = row.try_get(0).ok()?;
    serde_json::to_string(&(cell(row, place + 1, column), id)).ok()
}

/// Which of a grid's joins a statement needs.
#[derive(Debug, Clone, Default)]
pub struct Joins(Vec<&'static str>);

impl Joins {
    pub(crate) fn add(&mut self, join: Option<&'static str>) {
        if let Some(join) = join
            && !self.0.contains(&join)
        {
            self.0.push(join);
        }
    }
    /// In the order of the definition, with those that a needed one stands on (`region` needs `outlet`).
    pub(super) fn text(&self, defined: &[(&'static str, &'static str)]) -> String {
        let last = defined
            .iter()
            .rposition(|(name, _)| self.0.iter().any(|j| j.starts_with(name)));
        let wanted = |name: &str| {
            self.0
                .iter()
                .any(|j| *j == name || j.starts_with(&format!("{name}.")))
        };
        defined
            .iter()
            .take(last.map_or(0, |l| l + 1))
            .filter(|(name, _)| wanted(name) || self.0.iter().any(|j| j.split('.').next() == Some(name)))
            .map(|(_, text)| *text)
            .collect::<Vec<_>>()
            .join(" ")
    }
}
