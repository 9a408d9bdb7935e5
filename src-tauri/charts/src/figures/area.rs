//! How a whole moved over time, and which parts it is made of: areas stacked on each other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::{self, Canvas};
use crate::drawing::{Mark, Rect, Table};
use crate::figure::{Bands, Series, ValueAxis};
use crate::figures::{Drawn, Plot, has_values, mark, strokes, table};
use crate::frame::{Frame, Parts, Side};
use crate::ink::Ink;
use crate::legend::{Entry, Swatch};
use crate::scale::{self, Base};

/// Areas stacked from below in the order given. The axis begins at zero. A gap adds nothing to the whole of
/// its band; so does a negative value, since a part of a whole cannot be negative: the table still says both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// Days, weeks or months.
    pub bands: Bands,
    /// The left axis.
    pub axis: ValueAxis,
    /// The parts, the lowest first; more than six begin again with the first colour.
    pub series: Vec<Series>,
}

/// Bands wider than this carry a dot on each line.
const DOT_BAND: f64 = 20.0;
const DOT: f64 = 3.0;

impl Area {
    fn count(&self) -> usize {
        self.bands.items.len()
    }

    /// What a series adds to the whole of a band.
    fn part(&self, number: usize, band: usize) -> f64 {
        self.series[number]
            .value(band)
            .filter(|value| *value > 0.0)
            .unwrap_or(0.0)
    }

    /// Where the top of a series stands in each band; none where the band has no value at all.
    fn tops(&self) -> Vec<Vec<Option<f64>>> {
        let mut height: Vec<Option<f64>> = (0..self.count())
            .map(|band| {
                self.series
                    .iter()
                    .any(|series| series.value(band).is_some())
                    .then_some(0.0)
            })
            .collect();
        (0..self.series.len())
            .map(|number| {
                for (band, top) in height.iter_mut().enumerate() {
                    *top = top.map(|top| top + self.part(number, band));
                }
                height.clone()
            })
            .collect()
    }

    fn frame(&self, sheet: Rect, highest: &[Option<f64>]) -> Frame<'_> {
        let wanted = ((sheet.h - 70.0) / 44.0).clamp(2.0, 6.0) as usize;
        let legend = self.series.iter().enumerate().map(|(number, series)| Entry {
            swatch: Swatch::Bar,
            ink: Ink::Series(number),
            key: Some(&series.key),
            name: &series.name,
        });
        let parts = Parts {
            bands: &self.bands,
            left: Side {
                axis: &self.axis,
                scale: scale::fit(&self.axis, highest.iter().flatten().copied(), Base::Zero, wanted),
                share: 1.0,
            },
            right: None,
            legend: legend.collect(),
            edges: None,
        };
        Frame::lay_out(parts, sheet)
    }

    /// Fills a series between its top and the top of the one below, run by run of bands that have values.
    fn fill(&self, canvas: &Canvas, frame: &Frame, number: usize, tops: &[Vec<Option<f64>>]) {
        let place = |band: usize, top: f64| (frame.x(band), frame.y_left(top));
        let (mut upper, mut lower) = (Vec::new(), Vec::new());
        for band in 0..=self.count() {
            if let Some(top) = tops[number].get(band).copied().flatten() {
                upper.push(place(band, top));
                let below = if number == 0 {
                    Some(0.0)
                } else {
                    tops[number - 1][band]
                };
                lower.push(place(band, below.unwrap_or(0.0)));
            } else {
                if upper.len() > 1 {
                    canvas.area(&upper, &lower, number);
                }
                upper.clear();
                lower.clear();
            }
        }
    }

    fn outline(
        &self,
        canvas: &Canvas,
        frame: &Frame,
        number: usize,
        tops: &[Option<f64>],
    ) -> Vec<(usize, Mark)> {
        let place = |band: usize| tops[band].map(|top| (frame.x(band), frame.y_left(top)));
        let ink = Ink::Series(number);
        let alone = strokes::line(canvas, ink, 2.0, self.count(), place);
        let dots = frame.band_width() >= DOT_BAND;
        let mut marks = Vec::new();
        for (band, alone) in alone.into_iter().enumerate() {
            let (Some((x, y)), Some(value)) = (place(band), self.series[number].value(band)) else {
                continue;
            };
            let shape = if dots || alone {
                canvas.dot(x, y, DOT, ink)
            } else {
                canvas::snapped(x, y, DOT)
            };
            let text = self.axis.format.text(value);
            marks.push((band, mark(shape, &self.bands, &self.series[number], band, text)));
        }
        marks
    }
}

impl Plot for Area {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        !has_values(&self.series, &self.bands)
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        let tops = self.tops();
        let frame = self.frame(sheet, tops.last().map_or(&[], |top| top));
        frame.draw_back(canvas);
        let drawn: Vec<usize> = (0..self.series.len())
            .filter(|number| self.series[*number].drawable(self.count()).next().is_some())
            .collect();
        drawn
            .iter()
            .for_each(|number| self.fill(canvas, &frame, *number, &tops));
        let mut marks = Vec::new();
        for number in drawn {
            marks.extend(self.outline(canvas, &frame, number, &tops[number]));
        }
        marks.sort_by_key(|(band, _)| *band);
        Drawn {
            legend: frame.draw_front(canvas),
            plot: frame.plot,
            marks: marks.into_iter().map(|(_, mark)| mark).collect(),
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
