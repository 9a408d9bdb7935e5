//! Filters: field, operator, value, in and/or groups and their opposites, to a condition with bound values.

use super::relative::{self, Relative};
use super::{ColumnKind, GridColumn, GridDef, Joins, Viewer};
use crate::db::dialect::literal;
use crate::db::{Engine, Value};
use crate::error::{Code, Error, Result};
use crate::kernel::Zone;
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use ts_rs::TS;

/// How a field is compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FilterOp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
    /// From the first value, up to but without the second.
    Between,
    In,
    /// In none of them; rows without a value too.
    NotIn,
    /// Within a span that moves with the present: today, the last 7 days, more than 4 hours ago (a [`Relative`]).
    During,
    Contains,
    /// Without it anywhere; rows without a value too.
    Lacks,
    Starts,
    IsNull,
    NotNull,
}

/// A condition, or a group of them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(untagged, deny_unknown_fields)]
pub enum Filter {
    And {
        and: Vec<Filter>,
    },
    Or {
        or: Vec<Filter>,
    },
    /// All rows but those.
    Not {
        not: Box<Filter>,
    },
    Field {
        field: String,
        op: FilterOp,
        #[serde(default, skip_serializing_if = "Json::is_null")]
        #[ts(optional, type = "unknown")]
        value: Json,
    },
}

impl Filter {
    /// `field op value`.
    #[must_use]
    pub fn field(field: &str, op: FilterOp, value: impl Into<Json>) -> Self {
        Self::Field {
            field: field.to_owned(),
            op,
            value: value.into(),
        }
    }
    /// Calls `seen` with each column that it speaks of and what that is compared with.
    pub fn each_field<'f>(&'f self, seen: &mut dyn FnMut(&'f str, &'f Json)) {
        match self {
            Self::And { and: parts } | Self::Or { or: parts } => {
                parts.iter().for_each(|part| part.each_field(seen));
            }
            Self::Not { not } => not.each_field(seen),
            Self::Field { field, value, .. } => seen(field, value),
        }
    }
    /// Whether it needs to know when a day begins.
    #[must_use]
    pub fn speaks_of_days(&self) -> bool {
        match self {
            Self::And { and: parts } | Self::Or { or: parts } => parts.iter().any(Self::speaks_of_days),
            Self::Not { not } => not.speaks_of_days(),
            Self::Field { op, .. } => *op == FilterOp::During,
        }
    }
    /// All of them.
    #[must_use]
    pub fn all(and: Vec<Filter>) -> Self {
        Self::And { and }
    }
}

impl FilterOp {
    /// The operators that make sense for a kind of column.
    #[must_use]
    pub fn of(kind: ColumnKind, nullable: bool) -> Vec<Self> {
        let mut ops = match kind {
            ColumnKind::Text => vec![
                Self::Contains,
                Self::Lacks,
                Self::Starts,
                Self::Eq,
                Self::Ne,
                Self::In,
                Self::NotIn,
            ],
            ColumnKind::Enum | ColumnKind::Ref => vec![Self::In, Self::NotIn, Self::Eq, Self::Ne],
            ColumnKind::Flag => vec![Self::Eq],
            ColumnKind::Datetime => vec![
                Self::During,
                Self::Between,
                Self::Ge,
                Self::Lt,
                Self::Gt,
                Self::Le,
                Self::Eq,
                Self::Ne,
            ],
            _ => vec![
                Self::Between,
                Self::Ge,
                Self::Le,
                Self::Gt,
                Self::Lt,
                Self::Eq,
                Self::Ne,
            ],
        };
        if nullable {
            ops.extend([Self::IsNull, Self::NotNull]);
        }
        ops
    }
}

const MAX_DEPTH: usize = 6;
const MAX_PARTS: usize = 200;
const MAX_IN: usize = 1000;
/// Conditions and values of a whole filter. SQLite takes a condition a thousand levels deep and 32 766 values; what comes
/// near is refused here, in words, and not there as a fault of ours.
const MAX_LEAVES: usize = 500;
const MAX_VALUES: usize = 10_000;

fn invalid(column: &str) -> Error {
    Error::new(Code::FilterInvalid)
        .with("column", column)
        .at("filter")
}

/// What a filter is read in.
pub(super) struct Context<'a> {
    pub grid: &'a GridDef,
    pub engine: Engine,
    pub viewer: Viewer<'a>,
    /// Known where the filter speaks of days.
    pub zone: Option<Zone>,
}

/// The condition of a filter, its values appended to `binds`.
pub(super) fn condition(
    cx: &Context<'_>,
    filter: &Filter,
    needs: &mut Joins,
    binds: &mut Vec<Value>,
) -> Result<String> {
    let (mut leaves, mut values) = (0, 0);
    filter.each_field(&mut |_, value| {
        leaves += 1;
        values += value.as_array().map_or(1, Vec::len);
    });
    if leaves > MAX_LEAVES || values > MAX_VALUES {
        return Err(invalid("…"));
    }
    part(cx, filter, needs, binds, 0)
}

fn part(
    cx: &Context<'_>,
    filter: &Filter,
    needs: &mut Joins,
    binds: &mut Vec<Value>,
    depth: usize,
) -> Result<String> {
    if depth > MAX_DEPTH {
        return Err(invalid("…"));
    }
    let (parts, word) = match filter {
        Filter::And { and } => (and, " and "),
        Filter::Or { or } => (or, " or "),
        Filter::Not { not } => {
            let inner = part(cx, not, needs, binds, depth + 1)?;
            // "Not" of what a missing value leaves open is true, as people mean it: the rows that are left over.
            return Ok(format!("(case when {inner} then 0 else 1 end) = 1"));
        }
        Filter::Field { field, op, value } => {
            let column = cx.grid.column(field)?;
            if !column.filterable || (column.personal && !cx.viewer.personal) {
                return Err(invalid(field));
            }
            if let Some(text) = by_option(column, *op, value)? {
                needs.add(column.join);
                return Ok(text);
            }
            needs.add(column.join);
            return field_condition(cx, column, *op, value, binds);
        }
    };
    if depth >= MAX_DEPTH || parts.len() > MAX_PARTS {
        return Err(invalid("…"));
    }
    if parts.is_empty() {
        // An empty group does not narrow; an empty "or" is a group without conditions yet, not "nothing".
        return Ok("1 = 1".to_owned());
    }
    let texts: Vec<String> = parts
        .iter()
        .map(|inner| part(cx, inner, needs, binds, depth + 1))
        .collect::<Result<_>>()?;
    Ok(format!("({})", texts.join(word)))
}

/// Options that say in their own words what an index serves; `None` where the column has no such words for them all.
fn by_option(column: &GridColumn, op: FilterOp, value: &Json) -> Result<Option<String>> {
    if column.conditions.is_empty() {
        return Ok(None);
    }
    let one = std::slice::from_ref(value);
    let options = match (op, value) {
        (FilterOp::Eq, _) => one,
        (FilterOp::In, Json::Array(list)) if !list.is_empty() && list.len() <= MAX_IN => list.as_slice(),
        _ => return Ok(None),
    };
    let mut texts = Vec::new();
    for option in options {
        let option = option.as_str().ok_or_else(|| invalid(column.key))?;
        let Some((_, text)) = column.conditions.iter().find(|(code, _)| *code == option) else {
            return Ok(None);
        };
        texts.push(*text);
    }
    Ok(Some(format!("({})", texts.join(" or "))))
}

fn field_condition(
    cx: &Context<'_>,
    column: &GridColumn,
    op: FilterOp,
    value: &Json,
    binds: &mut Vec<Value>,
) -> Result<String> {
    if !FilterOp::of(column.kind, column.nullable).contains(&op) {
        return Err(invalid(column.key));
    }
    let expr = column.expr;
    // What is left out by a missing value belongs to "not" as well.
    let or_missing = |text: String| match column.nullable {
        true => format!("({text} or {expr} is null)"),
        false => text,
    };
    match op {
        FilterOp::IsNull => Ok(format!("{expr} is null")),
        FilterOp::NotNull => Ok(format!("{expr} is not null")),
        FilterOp::Contains => text_like(cx.engine, column, value, "%", binds),
        FilterOp::Starts => text_like(cx.engine, column, value, "", binds),
        FilterOp::Lacks => {
            let like = text_like(cx.engine, column, value, "%", binds)?;
            Ok(or_missing(format!("not ({like})")))
        }
        FilterOp::In => among(column, "in", value, binds),
        FilterOp::NotIn => among(column, "not in", value, binds).map(or_missing),
        FilterOp::Between => {
            let [from, to] = value.as_array().map(Vec::as_slice).unwrap_or_default() else {
                return Err(invalid(column.key));
            };
            let (from, to) = (
                bind(value_of(column, from)?, binds),
                bind(value_of(column, to)?, binds),
            );
            Ok(format!("({expr} >= {from} and {expr} < {to})"))
        }
        FilterOp::During => during(cx, column, value, binds),
        FilterOp::Ne => {
            let bind = bind(value_of(column, value)?, binds);
            Ok(or_missing(format!("{expr} <> {bind}")))
        }
        FilterOp::Eq | FilterOp::Lt | FilterOp::Le | FilterOp::Gt | FilterOp::Ge => {
            let bind = bind(value_of(column, value)?, binds);
            Ok(format!("{expr} {} {bind}", sign(op)))
        }
    }
}

fn sign(op: FilterOp) -> &'static str {
    match op {
        FilterOp::Lt => "<",
        FilterOp::Le => "<=",
        FilterOp::Gt => ">",
        FilterOp::Ge => ">=",
        _ => "=",
    }
}

fn bind(value: Value, binds: &mut Vec<Value>) -> String {
    binds.push(value);
    format!("${}", binds.len())
}

fn text_like(
    engine: Engine,
    column: &GridColumn,
    value: &Json,
    before: &str,
    binds: &mut Vec<Value>,
) -> Result<String> {
    let text = value
        .as_str()
        .filter(|t| !t.is_empty() && t.len() <= 400)
        .ok_or_else(|| invalid(column.key))?;
    let bind = bind(Value::from(format!("{before}{}%", literal(text))), binds);
    Ok(engine.contains(column.expr, &bind))
}

fn among(column: &GridColumn, word: &str, value: &Json, binds: &mut Vec<Value>) -> Result<String> {
    let list = value
        .as_array()
        .filter(|l| l.len() <= MAX_IN)
        .ok_or_else(|| invalid(column.key))?;
    if list.is_empty() {
        return Ok(if word == "in" { "1 = 0" } else { "1 = 1" }.to_owned());
    }
    let places: Vec<String> = list
        .iter()
        .map(|v| Ok(bind(value_of(column, v)?, binds)))
        .collect::<Result<_>>()?;
    Ok(format!("{} {word} ({})", column.expr, places.join(", ")))
}

fn during(cx: &Context<'_>, column: &GridColumn, value: &Json, binds: &mut Vec<Value>) -> Result<String> {
    let span: Relative = serde_json::from_value(value.clone()).map_err(|_| invalid(column.key))?;
    let zone = cx
        .zone
        .as_ref()
        .ok_or_else(|| Error::fault("a span of days without a zone"))?;
    let (from, to) = relative::span(&span, cx.viewer.now, zone).ok_or_else(|| invalid(column.key))?;
    let mut parts = Vec::new();
    if let Some(from) = from {
        parts.push(format!("{} >= {}", column.expr, bind(Value::from(from.0), binds)));
    }
    if let Some(to) = to {
        parts.push(format!("{} < {}", column.expr, bind(Value::from(to.0), binds)));
    }
    Ok(format!("({})", parts.join(" and ")))
}

/// A JSON value as the column's type; anything else is `filter_invalid`.
pub(super) fn value_of(column: &GridColumn, value: &Json) -> Result<Value> {
    let fits = match column.kind {
        ColumnKind::Text | ColumnKind::Enum => value.as_str().map(|s| Value::from(s.replace('\0', ""))),
        ColumnKind::Flag => value.as_bool().map(|b| Value::from(i64::from(b))),
        ColumnKind::Decimal => value.as_f64().map(|v| Value::Real(Some(v))),
        _ => value.as_i64().map(Value::from),
    };
    fits.ok_or_else(|| invalid(column.key))
}
