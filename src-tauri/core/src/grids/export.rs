//! `G.export`: exactly what is seen (filter, sort, columns) to XLSX or CSV, block by block in constant memory.

use super::{FileRef, Grid};
use crate::access::Need;
use crate::db::grid::{ColumnKind, GridColumn, GridDef, GridQuery, Selection, Sort, cell, masked};
use crate::error::{Error, Result};
use crate::files;
use crate::history::Change;
use crate::jobs::JobCx;
use crate::kernel::{Currency, Zone};
use crate::operation::{Cx, JobOperation};
use crate::settings::{self, Settings};
use crate::texts::{Locale, lookup, text};
use outpost_export::write::{CellKind, ColumnSpec, Format, SheetSpec, TableWriter, Value};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sqlx::any::AnyRow;
use std::marker::PhantomData;
use ts_rs::TS;

/// Input of `G.export`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "GridExportInput", concrete(G = super::StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Export<G: Grid> {
    #[serde(flatten)]
    which: Selection,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Sort>>")]
    sort: Vec<Sort>,
    /// The columns, in the order in which they are seen.
    columns: Vec<String>,
    format: Format,
    #[serde(skip)]
    #[ts(skip)]
    grid: PhantomData<G>,
}

/// The exported file.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct ExportReport {
    pub file: FileRef,
    pub rows: i64,
}

/// Rows read at once.
const BLOCK: i64 = 1000;

impl<G: Grid> JobOperation for Export<G> {
    const NAME: &'static str = G::EXPORT;
    const DOC: &'static str =
        "Writes this list, as filtered and sorted, to a spreadsheet or CSV; noted in history.";
    const NEEDS: Need = Need::Permission("exports.run");
    const TAGS: &'static [&'static str] = &[];
    type Report = ExportReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        self.chosen()?;
        let actor = cx.actor()?;
        if let Need::Permission(needed) = G::NEEDS
            && !actor.may(needed)
        {
            return Err(Error::new(crate::error::Code::Forbidden).with("permission", needed));
        }
        // Reading one row now refuses a wrong filter before any job begins.
        let (actor, query) = (actor.clone(), self.query());
        G::DEF.page(&mut cx.tx, actor.viewer(cx.now), &query).await?;
        Ok(())
    }

    async fn work(&self, cx: &JobCx) -> Result<ExportReport> {
        let columns = self.chosen()?;
        let mut tx = cx.app.db().read().await?;
        let set = settings::load(&mut tx).await?;
        let viewer = cx.actor.viewer(cx.now());
        let total = super::total::<G>(&mut tx, viewer, &self.which).await?.count;
        let (id, path) = cx.app.files().fresh();
        let spec = sheet(&G::DEF, &columns, cx.locale, &set)?;
        let mut writer = TableWriter::create(&path, self.format, spec).map_err(Error::fault)?;
        let mut rows = 0;
        // All blocks come from one snapshot: what is counted is what is written.
        let query = self.query();
        let mut walk = G::DEF.walk(&mut tx, viewer, query, &columns).await?;
        loop {
            let block = G::DEF.step(&mut tx, viewer, &mut walk, BLOCK).await?;
            if block.is_empty() {
                break;
            }
            for row in &block {
                write_row(
                    &mut writer,
                    row,
                    &columns,
                    G::DEF.name,
                    cx.locale,
                    viewer.personal,
                )?;
            }
            rows += block.len() as i64;
            cx.progress("writing", rows, Some(total))?;
        }
        tx.commit().await?;
        writer.finish().map_err(Error::fault)?;
        self.note(cx, &id, rows).await
    }
}

impl<G: Grid> Export<G> {
    fn chosen(&self) -> Result<Vec<&'static GridColumn>> {
        if self.columns.is_empty() {
            return Err(Error::missing("columns"));
        }
        self.columns.iter().map(|key| G::DEF.column(key)).collect()
    }

    /// The rows, the first one of them.
    fn query(&self) -> GridQuery {
        GridQuery {
            filter: self.which.filter.clone(),
            text: self.which.text.clone(),
            ids: self.which.ids.clone(),
            except: self.which.except.clone(),
            sort: self.sort.clone(),
            limit: 1,
            ..GridQuery::default()
        }
    }

    /// An export leaves a trace: who took which list under which filter, and how many rows.
    async fn note(&self, cx: &JobCx, id: &str, rows: i64) -> Result<ExportReport> {
        let suffix = match self.format {
            Format::Xlsx => "xlsx",
            Format::Csv => "csv",
        };
        let title = text(cx.locale, &format!("grid:{}.title", G::DEF.name), &[]);
        let name = format!("{title}.{suffix}");
        let change = Change::new("export", cx.actor.id, "exported")
            .with("grid", G::DEF.name)
            .with("rows", rows)
            .with("filter", described(&self.which)?);
        let bytes = files::note_told(cx, id, &name, change).await?;
        Ok(ExportReport {
            file: FileRef {
                file: id.to_owned(),
                name,
                bytes,
            },
            rows,
        })
    }
}

/// Which rows were taken, for history: a long list of ids by its length.
pub(super) fn described(which: &Selection) -> Result<String> {
    let mut which = serde_json::to_value(which)?;
    for key in ["ids", "except"] {
        if let Some(ids) = which.get_mut(key) {
            *ids = ids.as_array().map_or(0, Vec::len).into();
        }
    }
    Ok(which.to_string())
}

fn sheet(
    grid: &GridDef,
    columns: &[&'static GridColumn],
    locale: Locale,
    set: &Settings,
) -> Result<SheetSpec> {
    let zone: Zone = set.zone()?;
    let digits = Currency::parse(&set.currency).map_or(2, |c| c.digits());
    let title = |key: &str| text(locale, &format!("grid:{}.columns.{key}", grid.name), &[]);
    let mut spec = SheetSpec::new(
        &text(locale, &format!("grid:{}.title", grid.name), &[]),
        zone.tz(),
    );
    spec.total_label = text(locale, "grid:export.total", &[]);
    spec.flags = [
        text(locale, "grid:export.yes", &[]),
        text(locale, "grid:export.no", &[]),
    ];
    for column in columns {
        let name = match column.kind {
            ColumnKind::Money => format!("{} ({})", title(column.key), set.currency),
            ColumnKind::Duration => format!(
                "{} ({})",
                title(column.key),
                text(locale, "grid:export.hours", &[])
            ),
            _ => title(column.key),
        };
        let kind = match column.kind {
            ColumnKind::Text | ColumnKind::Enum => CellKind::Text,
            ColumnKind::Integer | ColumnKind::Ref => CellKind::Integer,
            ColumnKind::Decimal => CellKind::Number,
            ColumnKind::Money => CellKind::Decimal { places: digits as u8 },
            ColumnKind::Datetime => CellKind::Instant,
            // Milliseconds as thousandths of hours: a figure that a spreadsheet can add up.
            ColumnKind::Duration => CellKind::Decimal { places: 3 },
            ColumnKind::Flag => CellKind::Flag,
        };
        let column_spec = ColumnSpec::new(&name, kind);
        spec.columns.push(if column.sum {
            column_spec.with_total()
        } else {
            column_spec
        });
    }
    Ok(spec)
}

fn write_row(
    writer: &mut TableWriter,
    row: &AnyRow,
    columns: &[&'static GridColumn],
    grid: &str,
    locale: Locale,
    personal: bool,
) -> Result<()> {
    let cells: Vec<Json> = columns
        .iter()
        .enumerate()
        .map(|(i, column)| {
            let value = cell(row, i + 1, column);
            if column.personal && !personal {
                masked(value)
            } else {
                value
            }
        })
        .collect();
    let words: Vec<Option<&'static str>> = columns
        .iter()
        .zip(&cells)
        .map(|(c, v)| word(grid, c, v, locale))
        .collect();
    let values: Vec<Value<'_>> = columns
        .iter()
        .zip(cells.iter().zip(&words))
        .map(|(column, (value, word))| match (column.kind, value) {
            (_, Json::Null) => Value::Empty,
            (ColumnKind::Enum, Json::String(code)) => Value::Text(word.unwrap_or(code)),
            (_, Json::String(text)) => Value::Text(text),
            (_, Json::Bool(flag)) => Value::Flag(*flag),
            (ColumnKind::Decimal, number) => number.as_f64().map_or(Value::Empty, Value::Float),
            (ColumnKind::Duration, number) => number
                .as_i64()
                .map_or(Value::Empty, |ms| Value::Scaled((ms + 1_800) / 3_600)),
            (_, number) => number.as_i64().map_or(Value::Empty, Value::Scaled),
        })
        .collect();
    writer.row(&values).map_err(Error::fault)
}

/// The word of a code.
fn word(grid: &str, column: &GridColumn, value: &Json, locale: Locale) -> Option<&'static str> {
    let code = value.as_str().filter(|_| column.kind == ColumnKind::Enum)?;
    lookup(locale, &format!("grid:{grid}.{}.{code}", column.key))
}
