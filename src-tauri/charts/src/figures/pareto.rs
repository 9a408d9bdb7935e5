//! Which few causes make up most of the whole: bars, and their running share as a line.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::{self, Canvas};
use crate::drawing::{Align, Column, Rect, Table};
use crate::figure::{Bands, Series, ValueAxis};
use crate::figures::{Drawn, Plot, cell, mark, table};
use crate::format::Format;
use crate::frame::{Frame, Parts, Side};
use crate::ink::Ink;
use crate::legend::{Entry, Swatch};
use crate::scale;

const DOT: f64 = 3.0;
const DOT_BAND: f64 = 12.0;
/// Key of the marks and the column of the running share.
const CUMULATIVE: &str = "cumulative";
const SHARE: Format = Format::Percent { decimals: 1 };

/// Bars in the order given, which the caller has sorted ("other" last), with their running share of the
/// total on the right axis. A gap or a negative value draws no bar and adds nothing.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Pareto {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// The categories.
    pub bands: Bands,
    /// The left axis; it always begins at zero.
    pub axis: ValueAxis,
    /// The bars. Their drills serve the running share also.
    pub series: Series,
    /// Name of the running share, for people ("Cumulative", "累计占比").
    pub cumulative: String,
    /// The whole, in the unit of the left axis, when the bars are only a part of it; their sum where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub total: Option<f64>,
}

impl Pareto {
    fn count(&self) -> usize {
        self.bands.items.len()
    }

    fn bar(&self, band: usize) -> Option<f64> {
        self.series.value(band).filter(|value| *value >= 0.0)
    }

    /// The running share after each band, 0 to 1; none where nothing is to share.
    fn shares(&self) -> Vec<Option<f64>> {
        let sum: f64 = (0..self.count()).filter_map(|band| self.bar(band)).sum();
        // A total below the sum would lead past 100 %.
        let total = self
            .total
            .filter(|total| total.is_finite())
            .map_or(sum, |total| total.max(sum));
        let mut running = 0.0;
        (0..self.count())
            .map(|band| {
                running += self.bar(band)?;
                (total > 0.0).then(|| running / total)
            })
            .collect()
    }

    fn frame<'a>(&'a self, sheet: Rect, share_axis: &'a ValueAxis) -> Frame<'a> {
        let intervals = if sheet.h >= 240.0 { 5 } else { 4 };
        let bars = (0..self.count()).filter_map(|band| self.bar(band));
        let step = 1.0 / intervals as f64;
        let ticks = (0..=intervals).map(|tick| f64::from(tick) * step).collect();
        // Both axes have the same number of intervals, so one set of gridlines serves both.
        let parts = Parts {
            bands: &self.bands,
            left: Side {
                axis: &self.axis,
                scale: scale::fit_intervals(&self.axis, bars, intervals as usize),
                share: 1.0,
            },
            right: Some(Side {
                axis: share_axis,
                scale: scale::Scale {
                    min: 0.0,
                    max: 1.0,
                    step,
                    ticks,
                },
                share: 1.0,
            }),
            legend: vec![
                Entry {
                    swatch: Swatch::Bar,
                    ink: Ink::Series(0),
                    key: None,
                    name: &self.series.name,
                },
                Entry {
                    swatch: Swatch::Line,
                    ink: Ink::Series(1),
                    key: None,
                    name: &self.cumulative,
                },
            ],
            edges: None,
        };
        Frame::lay_out(parts, sheet)
    }

    fn cumulative_series(&self) -> Series {
        Series {
            key: CUMULATIVE.into(),
            name: self.cumulative.clone(),
            points: self.series.points.clone(),
        }
    }
}

impl Plot for Pareto {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        (0..self.count()).all(|band| self.bar(band).is_none())
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        let share_axis = ValueAxis::new(SHARE);
        let frame = self.frame(sheet, &share_axis);
        frame.draw_back(canvas);
        let shares = self.shares();
        let cumulative = self.cumulative_series();
        let zero = frame.y_left(0.0);
        let mut bars = Vec::new();
        for band in 0..self.count() {
            bars.push(self.bar(band).map(|value| {
                let shape = canvas.bar(frame.bar(band, zero, frame.y_left(value), 56.0), Ink::Series(0));
                mark(
                    shape,
                    &self.bands,
                    &self.series,
                    band,
                    self.axis.format.text(value),
                )
            }));
        }
        let at = |band: usize| shares[band].map(|share| (frame.x(band), frame.y_right(share)));
        let line: Vec<(f64, f64)> = (0..self.count()).filter_map(at).collect();
        if line.len() > 1 {
            canvas.path(&line, Ink::Series(1), 2.0);
        }
        let dots = frame.band_width() >= DOT_BAND || line.len() == 1;
        let mut marks = Vec::new();
        for (band, bar) in bars.into_iter().enumerate() {
            marks.extend(bar);
            let (Some((x, y)), Some(share)) = (at(band), shares[band]) else {
                continue;
            };
            let shape = if dots {
                canvas.dot(x, y, DOT + 1.0, Ink::Surface);
                canvas.dot(x, y, DOT, Ink::Series(1))
            } else {
                canvas::snapped(x, y, DOT)
            };
            marks.push(mark(shape, &self.bands, &cumulative, band, SHARE.text(share)));
        }
        Drawn {
            legend: frame.draw_front(canvas),
            plot: frame.plot,
            marks,
        }
    }

    fn table(&self) -> Table {
        let mut table = table(&self.bands, &[(&self.series, &self.axis.format)]);
        let label = self.cumulative.clone();
        table.columns.push(Column {
            key: CUMULATIVE.into(),
            label,
            align: Align::Right,
        });
        for (row, share) in table.rows.iter_mut().zip(self.shares()) {
            row.cells.push(cell(share, &SHARE));
        }
        table
    }
}
