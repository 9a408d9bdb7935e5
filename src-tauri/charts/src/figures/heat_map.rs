//! When things happen: weekday by hour, each cell as dark as its value is high.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::{Anchor, Canvas};
use crate::drawing::{Rect, Table};
use crate::figure::{Bands, Series, ValueAxis};
use crate::figures::{Drawn, Plot, has_values, mark, table};
use crate::frame::place_bands;
use crate::heat::Heat;
use crate::ink::Ink;
use crate::labels::{self, LINE_HEIGHT};

/// A grid of cells: bands from left to right, series from above to below. Values stand in the cells where
/// they fit, in an ink that reads on the cell's ground. A gap is a stroke without a cell, zero is the lightest cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HeatMap {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// The columns (hours).
    pub bands: Bands,
    /// The rows (weekdays), from above.
    pub series: Vec<Series>,
    /// What the cells count and how it is written; its label heads the colour scale.
    pub axis: ValueAxis,
}

const PAD: f64 = 4.0;
/// Between two cells, where they are large enough to spare it.
const GAP: f64 = 1.0;

impl HeatMap {
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        let count = self.bands.items.len();
        self.series.iter().flat_map(move |series| series.drawable(count))
    }

    fn plot(&self, sheet: Rect) -> Rect {
        let names = self.series.iter().map(|series| labels::width(&series.name));
        let names = names.fold(0.0, f64::max).min(sheet.w / 4.0);
        let left = if sheet.w >= 120.0 { PAD + names + 8.0 } else { PAD };
        let top = PAD + Heat::room(sheet);
        let bottom = if sheet.h >= 80.0 {
            LINE_HEIGHT + 2.0 * PAD
        } else {
            PAD
        };
        Rect {
            x: left,
            y: top,
            w: (sheet.w - left - PAD).max(1.0),
            h: (sheet.h - top - bottom).max(1.0),
        }
    }

    fn cell(&self, plot: Rect, band: usize, row: usize) -> Rect {
        let w = plot.w / self.bands.items.len().max(1) as f64;
        let h = plot.h / self.series.len().max(1) as f64;
        let gap = |size: f64| if size > 5.0 { GAP } else { 0.0 };
        Rect {
            x: plot.x + band as f64 * w,
            y: plot.y + row as f64 * h,
            w: w - gap(w),
            h: h - gap(h),
        }
    }

    /// Whether every cell has room for its value.
    fn has_room(&self, cell: Rect) -> bool {
        cell.h >= LINE_HEIGHT
            && self
                .values()
                .all(|value| labels::width(&self.axis.format.text(value)) + 4.0 <= cell.w)
    }

    fn write_names(&self, canvas: &Canvas, plot: Rect, sheet: Rect) {
        let height = plot.h / self.series.len().max(1) as f64;
        let stride = (LINE_HEIGHT / height.max(1e-6)).ceil().max(1.0) as usize;
        if sheet.w >= 120.0 {
            for (row, series) in self.series.iter().enumerate().step_by(stride) {
                let name = labels::truncate(&series.name, plot.x - PAD - 8.0);
                canvas.text(
                    &name,
                    plot.x - 8.0,
                    plot.y + (row as f64 + 0.5) * height,
                    Anchor::End,
                );
            }
        }
        if sheet.h >= 80.0 {
            let y = plot.y + plot.h + PAD + LINE_HEIGHT / 2.0;
            for (x, lines) in place_bands(&self.bands, plot, sheet) {
                // One line of names: a second one would stand where the sheet ends.
                canvas.text(lines.first().map_or("", |line| line), x, y, Anchor::Middle);
            }
        }
    }
}

impl Plot for HeatMap {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        !has_values(&self.series, &self.bands)
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        let plot = self.plot(sheet);
        let heat = Heat::over(&self.axis, self.values());
        let written = self.has_room(self.cell(plot, 0, 0));
        let mut marks = Vec::new();
        for band in 0..self.bands.items.len() {
            for (row, series) in self.series.iter().enumerate() {
                let cell = self.cell(plot, band, row);
                let Some(value) = series.value(band) else {
                    // A stroke says that nothing is known here, which the lightest cell does not.
                    let (middle, half) = (cell.x + cell.w / 2.0, (cell.w / 4.0).min(4.0));
                    canvas.rule(middle - half, middle + half, cell.y + cell.h / 2.0, Ink::Axis);
                    continue;
                };
                let step = heat.step(value);
                let text = self.axis.format.text(value);
                let shape = canvas.bar(cell, Ink::Heat(step));
                if written {
                    let (x, y) = (cell.x + cell.w / 2.0, cell.y + cell.h / 2.0);
                    canvas.text_in(Ink::OnHeat(step), &text, x, y, Anchor::Middle);
                }
                marks.push(mark(shape, &self.bands, series, band, text));
            }
        }
        heat.draw_key(canvas, &self.axis, sheet);
        self.write_names(canvas, plot, sheet);
        Drawn {
            plot,
            marks,
            legend: Vec::new(),
        }
    }

    fn table(&self) -> Table {
        let columns: Vec<_> = self
            .series
            .iter()
            .map(|series| (series, &self.axis.format))
            .collect();
        table(&self.bands, &columns)
    }
}
