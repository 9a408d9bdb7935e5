//! One file for each kind of figure. What all of them answer is [`Plot`].

pub mod area;
pub mod bar;
pub mod heat_map;
pub mod histogram;
mod lying;
pub mod line;
pub mod pareto;
pub mod scatter;
pub mod sparkline;
mod strokes;
pub mod trend;

use crate::canvas::Canvas;
use crate::drawing::{Align, Cell, Column, Legend, Mark, Rect, Row, Shape, Table};
use crate::figure::{Bands, Series};
use crate::format::Format;

/// What a figure must be able to do.
pub(crate) trait Plot {
    /// The spoken name, or nothing when the page names the figure.
    fn description(&self) -> &str;
    /// Whether there is no value at all.
    fn is_empty(&self) -> bool;
    /// Draws on a sheet of that size.
    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn;
    /// The same numbers as text.
    fn table(&self) -> Table;
}

/// What stands on a sheet after a figure is drawn.
pub(crate) struct Drawn {
    /// The part between the axes.
    pub plot: Rect,
    /// The values that can be hovered and opened.
    pub marks: Vec<Mark>,
    /// The series that the legend names.
    pub legend: Vec<Legend>,
}

impl Drawn {
    /// A sheet with nothing on it.
    pub fn blank(sheet: Rect) -> Self {
        Drawn {
            plot: sheet,
            marks: Vec::new(),
            legend: Vec::new(),
        }
    }
}

/// Whether any of the series has a value that can be drawn.
fn has_values(series: &[Series], bands: &Bands) -> bool {
    series
        .iter()
        .any(|series| series.drawable(bands.items.len()).next().is_some())
}

/// The mark of one point of a series.
fn mark(shape: Shape, bands: &Bands, series: &Series, band: usize, value: String) -> Mark {
    Mark {
        shape,
        series: series.key.clone(),
        series_name: series.name.clone(),
        band: u32::try_from(band).unwrap_or(u32::MAX),
        label: bands.items[band].label.clone(),
        value,
        drill: series.drill(band),
    }
}

/// A table of the bands and the given series, each in its format.
fn table(bands: &Bands, series: &[(&Series, &Format)]) -> Table {
    let mut columns = vec![Column {
        key: "band".into(),
        label: bands.label.clone(),
        align: Align::Left,
    }];
    columns.extend(series.iter().map(|(series, _)| Column {
        key: series.key.clone(),
        label: series.name.clone(),
        align: Align::Right,
    }));
    let rows = bands.items.iter().enumerate().map(|(index, band)| {
        let mut cells = vec![Cell {
            text: band.label.clone(),
            value: None,
        }];
        cells.extend(
            series
                .iter()
                .map(|(series, format)| cell(series.value(index), format)),
        );
        Row {
            cells,
            drill: series.iter().find_map(|(series, _)| series.drill(index)),
        }
    });
    Table {
        columns,
        rows: rows.collect(),
    }
}

fn cell(value: Option<f64>, format: &Format) -> Cell {
    Cell {
        text: value.map_or_else(|| "–".to_owned(), |value| format.text(value)),
        value,
    }
}
