//! `G.print_list`: what is seen (filter, sort, columns) on paper, with its filter as a sentence and its sums.

use super::Grid;
use super::sentence::{sentence, written};
use crate::access::Need;
use crate::db::Tx;
use crate::db::grid::{ColumnKind, GridColumn, GridQuery, GridTotal, Selection, Sort, Viewer, cell, masked};
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::jobs::JobCx;
use crate::operation::{Cx, JobOperation};
use crate::prints::{Press, PrintReport, Words};
use outpost_print::{Align, Cell, Column, Document, List, Table};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sqlx::any::AnyRow;
use std::marker::PhantomData;
use ts_rs::TS;

/// Input of `G.print_list`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "GridPrintInput", concrete(G = super::StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Print<G: Grid> {
    #[serde(flatten)]
    which: Selection,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<Sort>>")]
    sort: Vec<Sort>,
    /// The columns, in the order in which they are seen.
    columns: Vec<String>,
    /// The name of the view, where it has one.
    #[serde(default)]
    #[ts(optional)]
    title: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    grid: PhantomData<G>,
}

/// Rows on paper, about sixty pages; the rest are counted, and the paper says so. Whoever needs them all exports them.
const MOST: i64 = 2000;
const BLOCK: i64 = 1000;
/// Columns that a page can hold side by side.
const MOST_COLUMNS: usize = 24;
const TITLE_MOST: usize = 120;

impl<G: Grid> JobOperation for Print<G> {
    const NAME: &'static str = G::PRINT;
    const DOC: &'static str = "This list, as filtered and sorted, as a PDF to be printed; noted in history.";
    const NEEDS: Need = Need::Permission("exports.run");
    const TAGS: &'static [&'static str] = &[];
    const TOLD: bool = false;
    type Report = PrintReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        self.chosen()?;
        let long = self
            .title
            .as_ref()
            .is_some_and(|t| t.chars().count() > TITLE_MOST);
        if long {
            return Err(Error::new(Code::ValueTooLong)
                .with("max", TITLE_MOST as i64)
                .at("title"));
        }
        let actor = cx.actor()?;
        if let Need::Permission(needed) = G::NEEDS
            && !actor.may(needed)
        {
            return Err(Error::new(Code::Forbidden).with("permission", needed));
        }
        // Reading one row now refuses a wrong filter before any job begins.
        let (actor, query) = (actor.clone(), self.query(0, 1, None));
        G::DEF.page(&mut cx.tx, actor.viewer(cx.now), &query).await?;
        Ok(())
    }

    async fn work(&self, cx: &JobCx) -> Result<PrintReport> {
        let columns = self.chosen()?;
        let mut tx = cx.app.db().read().await?;
        let press = Press::of(cx, &mut tx).await?;
        let viewer = cx.actor.viewer(cx.now());
        let total = super::total::<G>(&mut tx, viewer, &self.which).await?;
        let subtitle = sentence::<G>(&mut tx, viewer, &self.which, &press.words).await?;
        let rows = self.rows(cx, &mut tx, viewer, &columns, &press.words).await?;
        tx.commit().await?;
        let words = &press.words;
        let title = match self.title.as_deref().map(str::trim) {
            Some(title) if !title.is_empty() => title.to_owned(),
            _ => words.text(&format!("grid:{}.title", G::DEF.name), &[]),
        };
        let (n, shown) = (words.integer(total.count), words.integer(rows.len() as i64));
        let cut = ((rows.len() as i64) < total.count)
            .then(|| words.text("prints:list.cut", &[("n", &n), ("shown", &shown)]));
        let name = format!("{title} {}", words.date(cx.now()));
        let printed = rows.len();
        let list = List {
            title,
            subtitle,
            count: words.text("prints:list.count", &[("n", &n)]),
            cut,
            table: Table {
                columns: columns.iter().map(|c| heading::<G>(c, words)).collect(),
                total: sums::<G>(&columns, &total, words),
                rows,
                ..Table::default()
            },
        };
        let change = self.told(cx, printed)?;
        press.print(cx, Document::List(list), &name, change).await
    }
}

impl<G: Grid> Print<G> {
    /// The columns, but those of bare ids: they say nothing on paper.
    fn chosen(&self) -> Result<Vec<&'static GridColumn>> {
        let all: Vec<&GridColumn> = self
            .columns
            .iter()
            .map(|key| G::DEF.column(key))
            .collect::<Result<_>>()?;
        let told: Vec<&GridColumn> = all.into_iter().filter(|c| c.kind != ColumnKind::Ref).collect();
        match told.len() {
            0 => Err(Error::missing("columns")),
            1..=MOST_COLUMNS => Ok(told),
            _ => Err(Error::new(Code::NumberOutOfRange)
                .with("min", 1)
                .with("max", MOST_COLUMNS as i64)
                .at("columns")),
        }
    }

    fn query(&self, offset: i64, limit: i64, after: Option<String>) -> GridQuery {
        GridQuery {
            filter: self.which.filter.clone(),
            text: self.which.text.clone(),
            ids: self.which.ids.clone(),
            except: self.which.except.clone(),
            sort: self.sort.clone(),
            offset,
            limit,
            after,
        }
    }

    async fn rows(
        &self,
        cx: &JobCx,
        tx: &mut Tx,
        viewer: Viewer<'_>,
        columns: &[&'static GridColumn],
        words: &Words,
    ) -> Result<Vec<Vec<Cell>>> {
        let (mut rows, mut after) = (Vec::new(), None);
        loop {
            let query = self.query(rows.len() as i64, BLOCK, after.take());
            let (block, next) = G::DEF.read(tx, viewer, &query, columns).await?;
            rows.extend(
                block
                    .iter()
                    .map(|row| cells::<G>(row, columns, viewer.personal, words)),
            );
            cx.progress("reading", rows.len() as i64, None)?;
            if (block.len() as i64) < BLOCK || rows.len() as i64 >= MOST {
                return Ok(rows);
            }
            after = next;
        }
    }

    /// A print leaves a trace as an export does.
    fn told(&self, cx: &JobCx, rows: usize) -> Result<Change> {
        Ok(Change::new("export", cx.actor.id, "printed")
            .with("grid", G::DEF.name)
            .with("rows", rows as i64)
            .with("filter", super::export::described(&self.which)?))
    }
}

fn heading<G: Grid>(column: &GridColumn, words: &Words) -> Column {
    let align = match column.kind {
        ColumnKind::Integer | ColumnKind::Decimal | ColumnKind::Money | ColumnKind::Duration => Align::End,
        _ => Align::Start,
    };
    let title = words.text(&format!("grid:{}.columns.{}", G::DEF.name, column.key), &[]);
    Column::new(title, align)
}

fn cells<G: Grid>(row: &AnyRow, columns: &[&'static GridColumn], personal: bool, words: &Words) -> Vec<Cell> {
    let one = |(i, column): (usize, &&'static GridColumn)| {
        let value = cell(row, i + 1, column);
        let value = if column.personal && !personal {
            masked(value)
        } else {
            value
        };
        shown(words, G::DEF.name, column, &value)
    };
    columns.iter().enumerate().map(one).collect()
}

/// A value as it stands on paper: states with their icon.
fn shown(words: &Words, grid: &str, column: &GridColumn, value: &Json) -> Cell {
    let text = written(words, grid, column, value);
    let is_state = column.kind == ColumnKind::Enum
        && (column.key == "state" || column.key == "resolution" || column.key.ends_with("_state"));
    match value.as_str() {
        Some(code) if is_state => Cell::Mark(words.mark(code, text)),
        _ => Cell::Text(text),
    }
}

/// The sums of the whole list, where a printed column has one.
fn sums<G: Grid>(columns: &[&'static GridColumn], total: &GridTotal, words: &Words) -> Option<Vec<Cell>> {
    if total.count == 0 || !columns.iter().any(|c| c.sum) {
        return None;
    }
    let sum = |column: &&'static GridColumn| match total.sums.get(column.key) {
        Some(sum) if column.sum => Cell::Text(written(words, G::DEF.name, column, sum)),
        _ => Cell::from(""),
    };
    let mut cells: Vec<Cell> = columns.iter().map(sum).collect();
    if let Some(first) = cells.first_mut().filter(|c| **c == Cell::from("")) {
        *first = words.text("grid:export.total", &[]).into();
    }
    Some(cells)
}
