//! The shape of a figure's past, as large as a word: a line without axes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::{self, Canvas};
use crate::drawing::{Rect, Table};
use crate::figure::{Bands, Series, Target, is_drawable};
use crate::figures::{Drawn, Plot, mark, strokes, table};
use crate::format::Format;
use crate::ink::Ink;

/// One small line, its last point a dot, its target a faint level. It has no axis, no label and no
/// legend: the card around it says the figure, the marks say each point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Sparkline {
    /// The spoken name of the figure in one sentence; empty when the card around it has one.
    #[serde(default)]
    pub description: String,
    /// What each point stands for; the texts are read in marks and in the table only.
    pub bands: Bands,
    /// How the values are written.
    pub format: Format,
    /// The line.
    pub series: Series,
    /// A level to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target: Option<Target>,
}

/// Room around the line, so that its thickness and its last dot stay on the sheet.
const PAD: f64 = 3.5;
const DOT: f64 = 2.5;

impl Sparkline {
    fn count(&self) -> usize {
        self.bands.items.len()
    }

    fn target(&self) -> Option<f64> {
        self.target
            .as_ref()
            .map(|target| target.value)
            .filter(|value| is_drawable(*value))
    }

    /// From the lowest to the highest value: here the shape is the message, and no axis claims a zero.
    fn span(&self) -> (f64, f64) {
        let values = self.series.drawable(self.count()).chain(self.target());
        let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| {
            (f64::min(low, value), f64::max(high, value))
        });
        // A line that never moved lies in the middle.
        if high > low {
            (low, high)
        } else {
            (low - 1.0, high + 1.0)
        }
    }
}

impl Plot for Sparkline {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.series.drawable(self.count()).next().is_none()
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        let plot = Rect {
            x: PAD,
            y: PAD,
            w: (sheet.w - 2.0 * PAD).max(1.0),
            h: (sheet.h - 2.0 * PAD).max(1.0),
        };
        let (low, high) = self.span();
        let y = |value: f64| plot.y + plot.h * (1.0 - (value - low) / (high - low));
        let step = plot.w / self.count().saturating_sub(1).max(1) as f64;
        let place = |band: usize| {
            let value = self.series.value(band)?;
            Some((plot.x + band as f64 * step, y(value)))
        };
        if let Some(target) = self.target() {
            canvas.rule(plot.x, plot.x + plot.w, y(target), Ink::Axis);
        }
        let ink = Ink::Series(0);
        let alone = strokes::line(canvas, ink, 1.5, self.count(), place);
        let last = (0..self.count()).rev().find(|band| place(*band).is_some());
        let mut marks = Vec::new();
        for (band, alone) in alone.into_iter().enumerate() {
            let (Some((x, y)), Some(value)) = (place(band), self.series.value(band)) else {
                continue;
            };
            let shape = if alone || Some(band) == last {
                canvas.dot(x, y, DOT, ink)
            } else {
                canvas::snapped(x, y, DOT)
            };
            marks.push(mark(
                shape,
                &self.bands,
                &self.series,
                band,
                self.format.text(value),
            ));
        }
        Drawn {
            plot,
            marks,
            legend: Vec::new(),
        }
    }

    fn table(&self) -> Table {
        table(&self.bands, &[(&self.series, &self.format)])
    }
}
