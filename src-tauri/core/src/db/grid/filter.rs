//! Filters: field, operator, value, in and/or groups, to a condition with bound values.

use super::{ColumnKind, Engine, GridColumn, GridDef, Joins, Viewer};
use crate::db::Value;
use crate::db::dialect::{containing, literal};
use crate::error::{Code, Error, Result};
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
    Contains,
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
            ColumnKind::Text => vec![Self::Contains, Self::Starts, Self::Eq, Self::Ne, Self::In],
            ColumnKind::Enum | ColumnKind::Ref => vec![Self::In, Self::Eq, Self::Ne],
            ColumnKind::Flag => vec![Self::Eq],
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

fn invalid(column: &str) -> Error {
    Error::new(Code::FilterInvalid)
        .with("column", column)
        .at("filter")
}

pub(super) fn condition(
    grid: &GridDef,
    engine: Engine,
    filter: &Filter,
    viewer: Viewer<'_>,
    needs: &mut Joins,
    binds: &mut Vec<Value>,
    depth: usize,
) -> Result<String> {
    let (parts, word) = match filter {
        Filter::And { and } => (and, " and "),
        Filter::Or { or } => (or, " or "),
        Filter::Field { field, op, value } => {
            let column = grid.column(field)?;
            if !column.filterable || (column.personal && !viewer.personal) {
                return Err(invalid(field));
            }
            needs.add(column.join);
            return field_condition(engine, column, *op, value, binds);
        }
    };
    if depth >= MAX_DEPTH || parts.len() > MAX_PARTS {
        return Err(Error::new(Code::FilterInvalid).with("column", "…").at("filter"));
    }
    if parts.is_empty() {
        // An empty group does not narrow; an empty "or" is a group without conditions yet, not "nothing".
        return Ok("1 = 1".to_owned());
    }
    let texts: Vec<String> = parts
        .iter()
        .map(|part| condition(grid, engine, part, viewer, needs, binds, depth + 1))
        .collect::<Result<_>>()?;
    Ok(format!("({})", texts.join(word)))
}

fn field_condition(
    engine: Engine,
    column: &GridColumn,
    op: FilterOp,
    value: &Json,
    binds: &mut Vec<Value>,
) -> Result<String> {
    if !FilterOp::of(column.kind, column.nullable).contains(&op) {
        return Err(invalid(column.key));
    }
    let expr = column.expr;
    let mut bind = |value: Value| {
        binds.push(value);
        format!("${}", binds.len())
    };
    let sign = match op {
        FilterOp::IsNull => return Ok(format!("{expr} is null")),
        FilterOp::NotNull => return Ok(format!("{expr} is not null")),
        FilterOp::Contains | FilterOp::Starts => {
            let text = value
                .as_str()
                .filter(|t| !t.is_empty() && t.len() <= 400)
                .ok_or_else(|| invalid(column.key))?;
            let pattern = match op {
                FilterOp::Contains => containing(text),
                _ => format!("{}%", literal(text)),
            };
            let bind = bind(Value::from(pattern));
            return Ok(engine.contains(expr, &bind));
        }
        FilterOp::In => {
            let list = value
                .as_array()
                .filter(|l| l.len() <= MAX_IN)
                .ok_or_else(|| invalid(column.key))?;
            if list.is_empty() {
                return Ok("1 = 0".to_owned());
            }
            let binds: Vec<String> = list
                .iter()
                .map(|v| value_of(column, v).map(&mut bind))
                .collect::<Result<_>>()?;
            return Ok(format!("{expr} in ({})", binds.join(", ")));
        }
        FilterOp::Between => {
            let [from, to] = value.as_array().map(Vec::as_slice).unwrap_or_default() else {
                return Err(invalid(column.key));
            };
            let (from, to) = (bind(value_of(column, from)?), bind(value_of(column, to)?));
            return Ok(format!("({expr} >= {from} and {expr} < {to})"));
        }
        FilterOp::Ne => {
            let bind = bind(value_of(column, value)?);
            return Ok(if column.nullable {
                format!("({expr} <> {bind} or {expr} is null)")
            } else {
                format!("{expr} <> {bind}")
            });
        }
        FilterOp::Eq => "=",
        FilterOp::Lt => "<",
        FilterOp::Le => "<=",
        FilterOp::Gt => ">",
        FilterOp::Ge => ">=",
    };
    let bind = bind(value_of(column, value)?);
    Ok(format!("{expr} {sign} {bind}"))
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
