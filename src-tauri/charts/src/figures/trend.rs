//! Lines over time, with what stands behind them: how the share on time moved, of how many orders.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::{self, Canvas};
use crate::drawing::{Mark, Rect, Table};
use crate::figure::{Bands, Series, Target, ValueAxis, Volume};
use crate::figures::{Drawn, Plot, mark, strokes, table};
use crate::format::Format;
use crate::frame::{Frame, Parts, Side};
use crate::ink::Ink;
use crate::legend::{Entry, Swatch};
use crate::scale::{self, Base};

/// Radius of a point in CSS pixels.
const DOT: f64 = 3.0;
/// Bands narrower than this carry a line without dots: they would hide its shape.
const DOT_BAND: f64 = 20.0;
/// The part of the height that the counts behind may fill.
const VOLUME_SHARE: f64 = 0.36;

/// Lines over bands. A gap breaks its line; a point alone between gaps is a dot. The axis begins at zero,
/// unless all values lie in the upper half of their range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Trend {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// Days, weeks, months or categories.
    pub bands: Bands,
    /// The left axis.
    pub axis: ValueAxis,
    /// The lines; more than six begin again with the first colour.
    pub series: Vec<Series>,
    /// A level to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target: Option<Target>,
    /// Counts behind the lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub volume: Option<Volume>,
}

impl Trend {
    fn count(&self) -> usize {
        self.bands.items.len()
    }

    /// Every value of the left axis.
    fn values(&self) -> impl Iterator<Item = f64> + '_ {
        self.series
            .iter()
            .flat_map(|series| series.drawable(self.count()))
    }

    fn target(&self) -> Option<&Target> {
        self.target.as_ref().filter(|target| target.value.is_finite())
    }

    fn frame(&self, sheet: Rect) -> Frame<'_> {
        let wanted = ((sheet.h - 70.0) / 44.0).clamp(2.0, 6.0) as usize;
        let values = self.values().chain(self.target().map(|target| target.value));
        let left = Side {
            axis: &self.axis,
            scale: scale::fit(&self.axis, values, Base::Near, wanted),
            share: 1.0,
        };
        let right = self.volume.as_ref().map(|volume| Side {
            axis: &volume.axis,
            scale: scale::fit(&volume.axis, volume.series.drawable(self.count()), Base::Zero, 2),
            share: VOLUME_SHARE,
        });
        let lines = self.series.iter().enumerate();
        let mut legend: Vec<Entry> = lines
            .map(|(number, series)| Entry {
                swatch: Swatch::Line,
                ink: Ink::Series(number),
                key: Some(&series.key),
                name: &series.name,
            })
            .collect();
        legend.extend(self.target().map(|t| Entry {
            swatch: Swatch::Line,
            ink: Ink::Target,
            key: None,
            name: &t.name,
        }));
        legend.extend(self.volume.as_ref().map(|volume| Entry {
            swatch: Swatch::Bar,
            ink: Ink::Volume,
            key: None,
            name: &volume.series.name,
        }));
        Frame::lay_out(
            Parts {
                bands: &self.bands,
                left,
                right,
                legend,
                edges: None,
            },
            sheet,
        )
    }

    fn draw_volume(&self, canvas: &Canvas, frame: &Frame) -> Vec<(usize, Mark)> {
        let Some(volume) = &self.volume else {
            return Vec::new();
        };
        let zero = frame.y_right(0.0);
        let bars = (0..self.count()).filter_map(|band| Some((band, volume.series.value(band)?)));
        bars.map(|(band, value)| {
            let shape = canvas.bar(frame.bar(band, zero, frame.y_right(value), 40.0), Ink::Volume);
            (
                band,
                mark(
                    shape,
                    &self.bands,
                    &volume.series,
                    band,
                    volume.axis.format.text(value),
                ),
            )
        })
        .collect()
    }

    fn draw_line(&self, canvas: &Canvas, frame: &Frame, number: usize) -> Vec<(usize, Mark)> {
        let series = &self.series[number];
        let ink = Ink::Series(number);
        let dots = frame.band_width() >= DOT_BAND;
        let place = |band: usize| {
            series
                .value(band)
                .map(|value| (frame.x(band), frame.y_left(value)))
        };
        let alone = strokes::line(canvas, ink, 2.0, self.count(), place);
        let mut marks = Vec::new();
        for (band, alone) in alone.into_iter().enumerate() {
            let (Some((x, y)), Some(value)) = (place(band), series.value(band)) else {
                continue;
            };
            let shape = if dots || alone {
                // A rim in the page's colour keeps dots of crossing lines apart.
                canvas.dot(x, y, DOT + 1.0, Ink::Surface);
                canvas.dot(x, y, DOT, ink)
            } else {
                canvas::snapped(x, y, DOT)
            };
            marks.push((
                band,
                mark(shape, &self.bands, series, band, self.axis.format.text(value)),
            ));
        }
        marks
    }
}

impl Plot for Trend {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.values().next().is_none()
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        let frame = self.frame(sheet);
        frame.draw_back(canvas);
        let volume = self.draw_volume(canvas, &frame);
        if let Some(target) = self.target() {
            frame.draw_level(canvas, target.value);
        }
        let mut marks = Vec::new();
        for number in 0..self.series.len() {
            marks.extend(self.draw_line(canvas, &frame, number));
        }
        marks.extend(volume);
        // Reading order: the sort is stable, so within a band lines come before the count behind them.
        marks.sort_by_key(|(band, _)| *band);
        Drawn {
            legend: frame.draw_front(canvas),
            plot: frame.plot,
            marks: marks.into_iter().map(|(_, mark)| mark).collect(),
        }
    }

    fn table(&self) -> Table {
        let lines = self.series.iter().map(|series| (series, &self.axis.format));
        let volume = self
            .volume
            .iter()
            .map(|volume| (&volume.series, &volume.axis.format));
        let columns: Vec<(&Series, &Format)> = lines.chain(volume).collect();
        table(&self.bands, &columns)
    }
}
