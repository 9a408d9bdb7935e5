//! A filter in words, for paper: as the chips of a list say it on the screen (`ui/src/kit/grid/filters.ts`).

use super::Grid;
use crate::db::Tx;
use crate::db::grid::{
    ColumnKind, Filter, FilterOp, GridColumn, GridQuery, Relative, Selection, Viewer, cell,
};
use crate::error::Result;
use crate::kernel::Ms;
use crate::prints::{NONE, Words};
use crate::texts::lookup;
use serde_json::Value as Json;
use std::collections::HashMap;
use std::marker::PhantomData;

/// Values of one condition that are named; the rest are counted.
const NAMED: usize = 3;

/// Names behind ids, by column.
type Names = HashMap<(String, i64), String>;

/// Which rows these are, as one sentence.
///
/// # Errors
/// A database error.
pub(super) async fn sentence<G: Grid>(
    tx: &mut Tx,
    viewer: Viewer<'_>,
    which: &Selection,
    words: &Words,
) -> Result<String> {
    let teller = Teller::<G> {
        words,
        names: names::<G>(tx, viewer, which.filter.as_ref()).await?,
        grid: PhantomData,
    };
    let mut conditions = Vec::new();
    match &which.filter {
        Some(Filter::And { and }) => conditions.extend(and.iter().map(|part| teller.phrase(part))),
        Some(filter) => conditions.push(teller.phrase(filter)),
        None => {}
    }
    let counted = |key: &str, n: usize| {
        let params = [("n", &*words.integer(n as i64))];
        words.text(&format!("prints:phrase.{key}"), &params)
    };
    if let Some(text) = &which.text {
        conditions.push(words.text("prints:phrase.found", &[("text", text)]));
    }
    conditions.extend(which.ids.as_ref().map(|ids| counted("chosen", ids.len())));
    if !which.except.is_empty() {
        conditions.push(counted("except", which.except.len()));
    }
    if conditions.is_empty() {
        return Ok(words.text("list:filter.none", &[]));
    }
    let and = format!(" {} ", words.text("common:and", &[]));
    let conditions = conditions.join(&and);
    Ok(words.text("list:filter.sentence", &[("conditions", &conditions)]))
}

fn ids_in(filter: &Filter, column: impl Fn(&str) -> bool + Copy, into: &mut Vec<(String, i64)>) {
    match filter {
        Filter::And { and: parts } | Filter::Or { or: parts } => {
            parts.iter().for_each(|part| ids_in(part, column, into));
        }
        Filter::Not { not } => ids_in(not, column, into),
        Filter::Field { field, value, .. } if column(field) => {
            let all = value
                .as_array()
                .map_or(std::slice::from_ref(value), Vec::as_slice);
            let ids = all.iter().take(NAMED).filter_map(Json::as_i64);
            into.extend(ids.map(|id| (field.clone(), id)));
        }
        Filter::Field { .. } => {}
    }
}

/// The column that holds the name of what a column of ids points at: `outlet_id` → `outlet_name`.
fn named_by<G: Grid>(key: &str) -> Option<&'static GridColumn> {
    let stem = key.strip_suffix("_id")?;
    let candidates = [format!("{stem}_name"), stem.to_owned(), "import_file".to_owned()];
    let candidates = candidates.iter().take(if stem == "batch" { 3 } else { 2 });
    candidates
        .filter_map(|key| G::DEF.column(key).ok())
        .find(|column| column.kind == ColumnKind::Text && !column.personal)
}

/// An id is named by a row of the list that holds it, so that nobody learns a name that their rows do not tell.
async fn names<G: Grid>(tx: &mut Tx, viewer: Viewer<'_>, filter: Option<&Filter>) -> Result<Names> {
    let is_ref = |key: &str| G::DEF.column(key).is_ok_and(|c| c.kind == ColumnKind::Ref);
    let mut wanted = Vec::new();
    if let Some(filter) = filter {
        ids_in(filter, is_ref, &mut wanted);
    }
    let mut names = Names::new();
    for (key, id) in wanted {
        let Some(column) = named_by::<G>(&key) else {
            continue;
        };
        let query = GridQuery {
            filter: Some(Filter::field(&key, FilterOp::Eq, id)),
            limit: 1,
            ..GridQuery::default()
        };
        let (rows, _) = G::DEF.read(tx, viewer, &query, &[column]).await?;
        if let Some(name) = rows
            .first()
            .and_then(|row| cell(row, 1, column).as_str().map(str::to_owned))
        {
            names.insert((key, id), name);
        }
    }
    Ok(names)
}

struct Teller<'a, G: Grid> {
    words: &'a Words,
    names: Names,
    grid: PhantomData<G>,
}

impl<G: Grid> Teller<'_, G> {
    fn text(&self, key: &str, params: &[(&str, &str)]) -> String {
        self.words.text(key, params)
    }

    fn phrase(&self, filter: &Filter) -> String {
        let (parts, joint) = match filter {
            Filter::And { and } => (and, "common:and"),
            Filter::Or { or } => (or, "common:or"),
            Filter::Not { not } => {
                return self.text("list:phrase.not", &[("text", &self.phrase(not))]);
            }
            Filter::Field { field, op, value } => return self.field(field, *op, value),
        };
        let parts: Vec<String> = parts.iter().map(|part| self.phrase(part)).collect();
        format!("({})", parts.join(&format!(" {} ", self.text(joint, &[]))))
    }

    fn field(&self, key: &str, op: FilterOp, value: &Json) -> String {
        let column = self.text(&format!("grid:{}.columns.{key}", G::DEF.name), &[]);
        let kind = G::DEF.column(key).map_or(ColumnKind::Text, |c| c.kind);
        let code = serde_json::to_value(op).unwrap_or_default();
        let code = code.as_str().unwrap_or_default();
        let told = |key: &str, value: &str| self.text(key, &[("column", &column), ("value", value)]);
        let flag = |set: bool| {
            told(
                if set {
                    "list:phrase.flag_true"
                } else {
                    "list:phrase.flag_false"
                },
                "",
            )
        };
        match op {
            FilterOp::Between => self.between(key, &column, kind, value),
            FilterOp::IsNull | FilterOp::NotNull => told(&format!("list:phrase.{code}"), ""),
            FilterOp::During => {
                let params = [("column", &*column), ("span", &*self.span(value))];
                self.text("list:phrase.during", &params)
            }
            _ if kind == ColumnKind::Flag => flag((value == &Json::Bool(true)) == (op != FilterOp::Ne)),
            FilterOp::Lt | FilterOp::Le | FilterOp::Gt | FilterOp::Ge if kind == ColumnKind::Datetime => {
                told(
                    &format!("list:phrase.time_{code}"),
                    &self.values(key, op, kind, value),
                )
            }
            _ => told(&format!("list:phrase.{code}"), &self.values(key, op, kind, value)),
        }
    }

    fn between(&self, key: &str, column: &str, kind: ColumnKind, value: &Json) -> String {
        let [from, to] = value.as_array().map(Vec::as_slice).unwrap_or_default() else {
            return column.to_owned();
        };
        if let (ColumnKind::Datetime, Some(first), Some(end)) = (kind, from.as_i64(), to.as_i64())
            && self.words.is_midnight(Ms(first))
            && self.words.is_midnight(Ms(end))
        {
            let (from, to) = (self.words.date(Ms(first)), self.words.date(Ms(end - 1)));
            return match from == to {
                true => self.text("list:phrase.one_day", &[("column", column), ("value", &from)]),
                false => self.text(
                    "list:phrase.between_days",
                    &[("column", column), ("from", &from), ("to", &to)],
                ),
            };
        }
        let (from, to) = (self.value(key, kind, from), self.value(key, kind, to));
        self.text(
            "list:phrase.between",
            &[("column", column), ("from", &from), ("to", &to)],
        )
    }

    fn values(&self, key: &str, op: FilterOp, kind: ColumnKind, value: &Json) -> String {
        let Some(all) = value.as_array() else {
            return self.value(key, kind, value);
        };
        let or = match op {
            FilterOp::NotIn => self.text("common:list_comma", &[]),
            _ => format!(" {} ", self.text("common:or", &[])),
        };
        let named = |n: usize| {
            all.iter()
                .take(n)
                .map(|one| self.value(key, kind, one))
                .collect::<Vec<_>>()
        };
        if all.len() <= NAMED {
            return named(NAMED).join(&or);
        }
        let values = named(NAMED - 1).join(&self.text("common:list_comma", &[]));
        let count = self.words.integer((all.len() - NAMED + 1) as i64);
        self.text("list:phrase.more", &[("values", &values), ("count", &count)])
    }

    fn value(&self, key: &str, kind: ColumnKind, value: &Json) -> String {
        let name = || {
            let id = value.as_i64()?;
            self.names.get(&(key.to_owned(), id)).cloned()
        };
        match (kind, value) {
            (_, Json::Null) => NONE.to_owned(),
            (ColumnKind::Ref, _) => name().unwrap_or_else(|| NONE.to_owned()),
            (ColumnKind::Text, Json::String(text)) => format!("“{text}”"),
            _ => {
                let written = G::DEF
                    .column(key)
                    .map(|column| written(self.words, G::DEF.name, column, value));
                written.unwrap_or_default()
            }
        }
    }

    /// A span that moves with the present.
    fn span(&self, value: &Json) -> String {
        let Ok(span) = serde_json::from_value::<Relative>(value.clone()) else {
            return NONE.to_owned();
        };
        let code = |unit| {
            let unit = serde_json::to_value(unit).unwrap_or_default();
            unit.as_str().unwrap_or_default().to_owned()
        };
        let (kind, count, unit) = match span {
            Relative::This { unit } => return self.text(&format!("list:during.this.{}", code(unit)), &[]),
            Relative::Previous { unit } => {
                return self.text(&format!("list:during.previous.{}", code(unit)), &[]);
            }
            Relative::Last { count, unit } => ("last", count, unit),
            Relative::Next { count, unit } => ("next", count, unit),
            Relative::Before { count, unit } => ("before", count, unit),
            Relative::After { count, unit } => ("after", count, unit),
        };
        // One form in Chinese, two in English.
        let (one, other) = (
            format!("list:during.unit.{}_one", code(unit)),
            format!("list:during.unit.{}_other", code(unit)),
        );
        let singular = lookup(self.words.locale, &one).filter(|_| count == 1);
        let unit = singular.map_or_else(|| self.text(&other, &[]), str::to_owned);
        let count = self.words.integer(i64::from(count));
        self.text(
            &format!("list:during.{kind}"),
            &[("count", &count), ("unit", &unit)],
        )
    }
}

/// A cell's value as the screen writes it.
pub(super) fn written(words: &Words, grid: &str, column: &GridColumn, value: &Json) -> String {
    let number = value.as_i64();
    match (column.kind, value) {
        (_, Json::Null) => String::new(),
        (ColumnKind::Enum, Json::String(code)) => {
            let key = format!("grid:{grid}.{}.{code}", column.key);
            lookup(words.locale, &key).unwrap_or(code).to_owned()
        }
        (_, Json::String(text)) => text.clone(),
        (_, Json::Bool(flag)) => words.text(
            if *flag {
                "grid:export.yes"
            } else {
                "grid:export.no"
            },
            &[],
        ),
        (ColumnKind::Decimal, _) => value.as_f64().map(|v| format!("{v:.5}")).unwrap_or_default(),
        (ColumnKind::Money, _) => number.map(|n| words.money(n)).unwrap_or_default(),
        (ColumnKind::Datetime, _) => number.map(|n| words.date_time(Ms(n))).unwrap_or_default(),
        (ColumnKind::Duration, _) => number.map(|n| words.duration(n, true)).unwrap_or_default(),
        _ => number.map(|n| words.integer(n)).unwrap_or_default(),
    }
}
