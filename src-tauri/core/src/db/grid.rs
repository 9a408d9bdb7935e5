//! Every list is a grid from one definition: columns with type, SQL expression, and how they filter and sort.
//!
//! A page is read in two steps of one statement: the ids of the page by filter and sort (touching only the tables
//! that those need), then all columns of just those rows. So the cost follows what is shown.

use super::sql::Scoped;
use crate::access::Scope;
use crate::error::{Code, Error, Result};
use crate::kernel::Ms;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use ts_rs::TS;

mod cells;
mod filter;
mod found;
mod pick;
mod read;
mod relative;
mod walk;

pub use cells::{cell, masked, personal};
pub use filter::{Filter, FilterOp};
pub use read::Joins;
pub use relative::Relative;
pub use walk::Walk;

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

/// How the search box finds a row by a column (`search/` says what it makes of the words).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Found {
    /// By any fragment.
    Text,
    /// By any fragment, and by the initials of its characters' pinyin.
    Name,
    /// By its last digits: telephone numbers.
    Tail,
}

/// One column of a grid.
#[derive(Debug, Clone, Copy)]
pub struct GridColumn {
    pub key: &'static str,
    pub kind: ColumnKind,
    /// Its SQL expression. `{now}` and `{soon}` stand for the present and for how long before its end something is due
    /// soon, both in milliseconds: what depends on them is computed when asked.
    pub expr: &'static str,
    /// What it sorts by, where that is not the expression itself.
    pub sort_expr: Option<&'static str>,
    /// Conditions that say the same as `expr = option` in a form that an index serves.
    pub conditions: &'static [(&'static str, &'static str)],
    pub found: Option<Found>,
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
            sort_expr: None,
            conditions: &[],
            found: None,
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
    /// Sorts by another expression.
    #[must_use]
    pub const fn sorted_by(mut self, expr: &'static str) -> Self {
        self.sort_expr = Some(expr);
        self
    }
    /// Rows are found by it; it must be a column of the grid's own table.
    #[must_use]
    pub const fn found(mut self, found: Found) -> Self {
        self.found = Some(found);
        self
    }
    /// Options in the form that an index serves.
    #[must_use]
    pub const fn conditions(mut self, conditions: &'static [(&'static str, &'static str)]) -> Self {
        self.conditions = conditions;
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

/// Which rows of a list: those that a filter and a search leave, or some that are named. Whoever acts on many rows says
/// which in this form; it is resolved under their scope, when they act.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub filter: Option<Filter>,
    /// Words of the search box.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    pub text: Option<String>,
    /// Only these, at most [`MAX_NAMED`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<Option<Vec<f64>>>")]
    pub ids: Option<Vec<i64>>,
    /// Not these.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(optional, as = "Option<Vec<f64>>")]
    pub except: Vec<i64>,
}

impl Selection {
    /// All rows of a filter.
    #[must_use]
    pub fn of(filter: Option<Filter>) -> Self {
        Self {
            filter,
            ..Self::default()
        }
    }
    /// The filter, where nothing else narrows the rows.
    #[must_use]
    pub fn only_filter(&self) -> Option<Option<&Filter>> {
        let plain = self.words().is_none() && self.ids.is_none() && self.except.is_empty();
        plain.then_some(self.filter.as_ref())
    }
    /// The search, unless it is empty.
    #[must_use]
    pub fn words(&self) -> Option<&str> {
        self.text.as_deref().map(str::trim).filter(|t| !t.is_empty())
    }
}

/// How many rows can be named one by one; more are described by a filter.
pub const MAX_NAMED: usize = 10_000;

/// Which rows, in which order, from where.
#[derive(Debug, Clone, Default, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct GridQuery {
    #[serde(default)]
    #[ts(optional = nullable)]
    pub filter: Option<Filter>,
    /// Words of the search box.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub text: Option<String>,
    /// Only these, at most [`MAX_NAMED`].
    #[serde(default)]
    #[ts(optional, as = "Option<Option<Vec<f64>>>")]
    pub ids: Option<Vec<i64>>,
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
    /// Not these: only what acts on a selection says so.
    #[serde(skip)]
    #[ts(skip)]
    pub except: Vec<i64>,
}

impl GridQuery {
    /// The rows of the query, in no order.
    #[must_use]
    pub fn selection(&self) -> Selection {
        Selection {
            filter: self.filter.clone(),
            text: self.text.clone(),
            ids: self.ids.clone(),
            except: self.except.clone(),
        }
    }
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
    /// The present: what is overdue, and what "today" means.
    pub now: Ms,
}

impl GridDef {
    /// # Errors
    /// `list_column_unknown`.
    pub fn column(&self, key: &str) -> Result<&'static GridColumn> {
        let found = self.columns.iter().find(|c| c.key == key);
        found.ok_or_else(|| Error::new(Code::ListColumnUnknown).with("column", key))
    }

    /// Its table, without the alias.
    #[must_use]
    pub fn table_name(&self) -> &'static str {
        self.table.split(' ').next().unwrap_or(self.table)
    }

    /// The columns that the search box finds rows by.
    pub fn found(&self) -> impl Iterator<Item = (&'static GridColumn, Found)> {
        self.columns
            .iter()
            .filter_map(|c| c.found.map(|found| (c, found)))
    }
}
