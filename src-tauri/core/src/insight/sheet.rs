//! The numbers behind a chart as a spreadsheet.

use crate::error::{Error, Result};
use chrono_tz::Tz;
use outpost_charts::{Cell, Table};
use outpost_export::write::{CellKind, ColumnSpec, Format, SheetSpec, TableWriter, Value};
use std::path::Path;

/// How a column is kept: shares and counts as numbers to reckon with, all else as it is read.
fn kind(cells: &[&Cell]) -> CellKind {
    let told = || cells.iter().filter(|cell| cell.value.is_some());
    let plain = |text: &str| text.replace(',', "").parse::<f64>().is_ok();
    if told().next().is_none() {
        CellKind::Text
    } else if told().all(|cell| cell.text.ends_with('%')) {
        CellKind::Percent
    } else if told().all(|cell| plain(&cell.text)) {
        CellKind::Number
    } else {
        CellKind::Text
    }
}

fn value(cell: &Cell, kind: CellKind) -> Value<'_> {
    match (kind, cell.value) {
        (CellKind::Percent, Some(share)) => Value::Scaled((share * 10_000.0).round() as i64),
        (CellKind::Number, Some(number)) => Value::Float(number),
        (CellKind::Percent | CellKind::Number, None) => Value::Empty,
        _ => Value::Text(&cell.text),
    }
}

/// Writes a chart's table to `path` under its title.
///
/// # Errors
/// A fault when the file cannot be written.
pub(super) fn write(path: &Path, title: &str, zone: Tz, table: &Table) -> Result<()> {
    let mut spec = SheetSpec::new(title, zone);
    let mut kinds = Vec::new();
    for (place, column) in table.columns.iter().enumerate() {
        let cells: Vec<&Cell> = table.rows.iter().filter_map(|row| row.cells.get(place)).collect();
        kinds.push(kind(&cells));
        spec.columns.push(ColumnSpec::new(&column.label, kind(&cells)));
    }
    let mut writer = TableWriter::create(path, Format::Xlsx, spec).map_err(Error::fault)?;
    for row in &table.rows {
        let values: Vec<Value<'_>> = row
            .cells
            .iter()
            .zip(&kinds)
            .map(|(cell, kind)| value(cell, *kind))
            .collect();
        writer.row(&values).map_err(Error::fault)?;
    }
    writer.finish().map_err(Error::fault)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(text: &str, value: Option<f64>) -> Cell {
        Cell {
            text: text.into(),
            value,
        }
    }

    #[test]
    fn shares_and_counts_are_numbers_and_durations_are_read() {
        let cases: [(&[Cell], CellKind); 4] = [
            (&[cell("94.3%", Some(0.943)), cell("–", None)], CellKind::Percent),
            (&[cell("12,345", Some(12_345.0))], CellKind::Number),
            (&[cell("2 h 15 min", Some(8_100.0))], CellKind::Text),
            (&[cell("2026-01", None)], CellKind::Text),
        ];
        for (cells, expected) in cases {
            assert_eq!(kind(&cells.iter().collect::<Vec<_>>()), expected);
        }
        assert_eq!(
            value(&cell("94.3%", Some(0.943)), CellKind::Percent),
            Value::Scaled(9430)
        );
        assert_eq!(value(&cell("–", None), CellKind::Percent), Value::Empty);
    }
}
