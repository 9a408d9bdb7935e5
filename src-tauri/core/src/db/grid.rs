//! Every list is a grid from one definition: columns with type, SQL expression, and how they filter and sort.
//!
//! A page is read in two steps of one statement: the ids of the page by filter and sort (touching only the tables
//! that those need), then all columns of just those rows. So the cost follows what is shown.

use super::sql::{Scoped, Value};
use super::{Engine, Sql, Tx, sql};
use crate::access::Scope;
use crate::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use sqlx::Row;
use sqlx::any::AnyRow;
use ts_rs::TS;

mod filter;
mod pick;
pub use filter::{Filter, FilterOp};

/// What a column holds, and so how it is shown, filtered and exported.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    Text,
    Integer,
    /// A measurement (coordinates).
    Decimal,
    /// Minor units of the workspace's currency.
    Money,
    /// UTC epoch milliseconds.
    Datetime,
    /// Milliseconds.
    Duration,
    Flag,
    /// A code; its texts stand under `grid:<grid>.<key>.<code>`.
    Enum,
    /// The id of another entity; the name stands in a column of its own.
    Ref,
}

/// One column of a grid.
#[derive(Debug, Clone, Copy)]
pub struct GridColumn {
    pub key: &'static str,
    pub kind: ColumnKind,
    /// Its SQL expression.
    pub expr: &'static str,
    /// Which of the grid's joins the expression needs.
    pub join: Option<&'static str>,
    pub sortable: bool,
    pub filterable: bool,
    pub sum: bool,
    pub nullable: bool,
    pub width: u32,
    pub visible: bool,
    /// Personal data: masked, and neither filtered nor sorted, without `personal.read`.
    pub personal: bool,
    pub options: &'static [&'static str],
}

impl GridColumn {
    /// A visible, sortable, filterable column.
    #[must_use]
    pub const fn new(key: &'static str, kind: ColumnKind, expr: &'static str) -> Self {
        Self {
            key,
            kind,
            expr,
            join: None,
            sortable: true,
            filterable: true,
            sum: false,
            nullable: true,
            width: 120,
            visible: true,
            personal: false,
            options: &[],
        }
    }
    #[must_use]
    pub const fn join(mut self, join: &'static str) -> Self {
        self.join = Some(join);
        self
    }
    #[must_use]
    pub const fn required(mut self) -> Self {
        self.nullable = false;
        self
    }
    #[must_use]
    pub const fn hidden(mut self) -> Self {
        self.visible = false;
        self
    }
    #[must_use]
    pub const fn summed(mut self) -> Self {
        self.sum = true;
        self
    }
    #[must_use]
    pub const fn personal(mut self) -> Self {
        self.personal = true;
        self
    }
    #[must_use]
    pub const fn wide(mut self, width: u32) -> Self {
        self.width = width;
        self
    }
    #[must_use]
    pub const fn options(mut self, options: &'static [&'static str]) -> Self {
        self.options = options;
        self
    }
}

/// A grid's definition.
#[derive(Debug, Clone, Copy)]
pub struct GridDef {
    /// Name, and prefix of its operations (`work_orders` → `work_orders.page`).
    pub name: &'static str,
    /// `work_orders w`.
    pub table: &'static str,
    /// `w.id`.
    pub id: &'static str,
    /// Named joins: `("outlet", "left join outlets o on o.id = w.outlet_id")`; a later one may need an earlier.
    pub joins: &'static [(&'static str, &'static str)],
    pub columns: &'static [GridColumn],
    pub default_sort: &'static [(&'static str, bool)],
    pub scoped: Option<Scoped>,
}

/// One sort key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Sort {
    pub key: String,
    #[serde(default)]
    pub desc: bool,
}

/// Which rows, in which order, from where.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GridQuery {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub filter: Option<Filter>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Sort>>")]
    pub sort: Vec<Sort>,
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    pub offset: i64,
    pub limit: i64,
    /// Where the previous block ended (`next` of its answer); used instead of `offset` when it can be.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub after: Option<String>,
}

/// A block of rows.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GridPage {
    #[ts(type = "Record<string, unknown>[]")]
    pub rows: Vec<Map<String, Json>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<String>,
}

/// Exact count and sums of a filter.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GridTotal {
    #[ts(as = "f64")]
    pub count: i64,
    #[ts(type = "Record<string, number>")]
    pub sums: Map<String, Json>,
}

/// The largest block a caller may ask for.
pub const MAX_LIMIT: i64 = 1000;

/// Who asks: what they may see decides about masks and filters.
#[derive(Debug, Clone, Copy)]
pub struct Viewer<'a> {
    pub scope: &'a Scope,
    pub personal: bool,
}

impl GridDef {
    /// # Errors
    /// `unknown_column`.
    pub fn column(&self, key: &str) -> Result<&'static GridColumn> {
        self.columns.iter().find(|c| c.key == key).ok_or_else(|| {
            let known: Vec<&str> = self.columns.iter().map(|c| c.key).collect();
            Error::new(Code::UnknownColumn)
                .with("column", key)
                .with("known", known.join(", "))
        })
    }

    /// Reads one block of rows.
    ///
    /// # Errors
    /// `unknown_column`, `filter_invalid`, `number_out_of_range`, or a database error.
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

    /// Reads rows with chosen columns; answers the raw rows and the next cursor.
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
        let mut condition = self.condition(engine, query.filter.as_ref(), viewer, &mut needs, &mut binds)?;
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
        let order_sql = |id: &str| -> String {
            let mut parts: Vec<String> = order
                .iter()
                .map(|(c, desc)| order_part(engine, c, *desc))
                .collect();
            let desc = order.last().is_some_and(|(_, desc)| *desc);
            parts.push(format!("{id}{}", if desc { " desc" } else { "" }));
            parts.join(", ")
        };
        let ids = format!(
            "select {id} as id from {table} {joins} where {condition} and {scope} order by {order} limit ${limit}{offset}",
            id = self.id,
            table = self.table,
            joins = needs.text(self.joins),
            scope = if self.scoped.is_some() { "{scope}" } else { "1 = 1" },
            order = order_sql(self.id),
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
            order = order_sql(self.id),
        );
        let rows = self.scope(sql(text).bind_all(binds), viewer).rows(tx).await?;
        let next = (rows.len() as i64 == query.limit)
            .then(|| cursor(rows.last(), &order, columns))
            .flatten();
        Ok((rows, next))
    }

    /// Counts and sums a filter exactly.
    ///
    /// # Errors
    /// As [`GridDef::page`].
    pub async fn total(&self, tx: &mut Tx, viewer: Viewer<'_>, filter: Option<&Filter>) -> Result<GridTotal> {
        let engine = tx.engine();
        let (mut needs, mut binds) = (Joins::default(), Vec::new());
        let condition = self.condition(engine, filter, viewer, &mut needs, &mut binds)?;
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
        let rows = self.scope(sql(text).bind_all(binds), viewer).rows(tx).await?;
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

    /// The condition of a filter, its binds appended.
    ///
    /// # Errors
    /// `unknown_column` or `filter_invalid`.
    pub fn condition(
        &self,
        engine: Engine,
        filter: Option<&Filter>,
        viewer: Viewer<'_>,
        needs: &mut Joins,
        binds: &mut Vec<Value>,
    ) -> Result<String> {
        match filter {
            None => Ok("1 = 1".to_owned()),
            Some(filter) => filter::condition(self, engine, filter, viewer, needs, binds, 0),
        }
    }

    fn scope(&self, query: Sql, viewer: Viewer<'_>) -> Sql {
        match self.scoped {
            Some(on) => query.scope(viewer.scope, on),
            None => query,
        }
    }

    fn order(&self, sort: &[Sort], viewer: Viewer<'_>) -> Result<Vec<(&'static GridColumn, bool)>> {
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
        let (Some(after), [(column, desc)]) = (&query.after, order) else {
            return Ok(None);
        };
        if column.nullable {
            return Ok(None);
        }
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

/// One cell as JSON; `index` counts from the row's first column.
#[must_use]
pub fn cell(row: &AnyRow, index: usize, column: &GridColumn) -> Json {
    match column.kind {
        ColumnKind::Text | ColumnKind::Enum => row
            .try_get::<Option<String>, _>(index)
            .ok()
            .flatten()
            .map_or(Json::Null, Json::from),
        ColumnKind::Decimal => row
            .try_get::<Option<f64>, _>(index)
            .ok()
            .flatten()
            .map_or(Json::Null, Json::from),
        ColumnKind::Flag => row
            .try_get::<Option<i64>, _>(index)
            .ok()
            .flatten()
            .map_or(Json::Null, |v| Json::from(v != 0)),
        _ => row
            .try_get::<Option<i64>, _>(index)
            .ok()
            .flatten()
            .map_or(Json::Null, Json::from),
    }
}

/// A personal text as a person may see it: whole, or masked.
#[must_use]
pub fn personal(text: Option<String>, may: bool) -> Option<String> {
    text.map(|text| match may {
        true => text,
        false => masked(text.into()).as_str().unwrap_or_default().to_owned(),
    })
}

/// `13812345678` → `138****5678`; other texts keep their first two characters.
#[must_use]
pub fn masked(value: Json) -> Json {
    let Json::String(text) = value else { return value };
    let chars: Vec<char> = text.chars().collect();
    let phone =
        chars.len() >= 7 && chars.iter().filter(|c| c.is_ascii_digit()).count() * 10 >= chars.len() * 7;
    let masked: String = if phone {
        let (head, tail) = (chars.len().saturating_sub(8).min(3), 4);
        let hidden = chars.len() - head - tail;
        chars[..head]
            .iter()
            .copied()
            .chain(std::iter::repeat_n('*', hidden))
            .chain(chars[chars.len() - tail..].iter().copied())
            .collect()
    } else {
        chars.iter().take(2).copied().chain("***".chars()).collect()
    };
    Json::from(masked)
}

fn order_part(engine: Engine, column: &GridColumn, desc: bool) -> String {
    let text = matches!(column.kind, ColumnKind::Text | ColumnKind::Enum);
    let expr = if text {
        engine.byte_order(column.expr)
    } else {
        column.expr.to_owned()
    };
    let direction = if desc { " desc" } else { "" };
    // An index serves the plain form only; where nulls can be, their place is written.
    let nulls = if column.nullable { " nulls last" } else { "" };
    format!("{expr}{direction}{nulls}")
}

fn cursor(row: Option<&AnyRow>, order: &[(&GridColumn, bool)], columns: &[&GridColumn]) -> Option<String> {
    let (row, [(column, _)]) = (row?, order) else {
        return None;
    };
    if column.nullable {
        return None;
    }
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
    fn text(&self, defined: &[(&'static str, &'static str)]) -> String {
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
