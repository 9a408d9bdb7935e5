//! How values are spread: how many orders took how long, with the median and the ninetieth percentile.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{Band, BandKind, Bands, Point, Series, Target, ValueAxis};
use crate::figures::{Drawn, Plot, mark, table};
use crate::frame::{Frame, Parts, Side};
use crate::ink::Ink;
use crate::legend::{Entry, Swatch};
use crate::scale::{self, Base};

/// Counts in classes of a value. Classes follow each other without gaps; each has the same breadth on the
/// sheet whatever its span, and the axis names their edges, so that growing classes (1 h, 2 h, 4 h …) read well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Histogram {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// What is measured: heads the first column of the table, writes the edges. Its limits are not used.
    pub measured: ValueAxis,
    /// The edges of the classes, rising: one more than there are classes. A last edge that is missing (as many
    /// edges as classes) leaves the last class open above.
    pub edges: Vec<f64>,
    /// The axis of the counts; it always begins at zero.
    pub axis: ValueAxis,
    /// Stable name of the counts in code; marks carry it.
    pub key: String,
    /// Name of the counts, for people.
    pub name: String,
    /// The count of each class.
    pub classes: Vec<Point>,
    /// Levels of the measured value that are drawn as upright lines and named in the legend (median, p90).
    #[serde(default)]
    pub markers: Vec<Target>,
}

impl Histogram {
    /// The classes as bands, named by their edges.
    fn bands(&self) -> Bands {
        let text = |edge: f64| self.measured.format.text(edge);
        let items = self.edges.iter().take(self.classes.len()).enumerate();
        let items = items.map(|(index, from)| match self.edges.get(index + 1) {
            Some(to) => Band::new(format!("{} – {}", text(*from), text(*to))),
            None => Band::new(format!("≥ {}", text(*from))),
        });
        Bands::new(BandKind::Category, self.measured.label.clone(), items.collect())
    }

    fn series(&self) -> Series {
        Series::new(self.key.clone(), self.name.clone(), self.classes.clone())
    }
}

impl Histogram {
    fn edge_texts(&self) -> Vec<String> {
        let classes = self.classes.len();
        let mut texts: Vec<String> = self
            .edges
            .iter()
            .map(|edge| self.measured.format.text(*edge))
            .collect();
        texts.truncate(classes + 1);
        if texts.len() <= classes {
            texts.push("∞".into());
        }
        texts
    }

    /// How many classes lie left of a measured value, with the part of the class that holds it.
    fn place(&self, value: f64) -> Option<f64> {
        let (first, last) = (*self.edges.first()?, *self.edges.last()?);
        if !value.is_finite() || value < first {
            return value.is_finite().then_some(0.0);
        }
        let class = self.edges.windows(2).position(|edge| value < edge[1]);
        match class {
            Some(class) => {
                let (from, to) = (self.edges[class], self.edges[class + 1]);
                Some(
                    class as f64
                        + if to > from {
                            (value - from) / (to - from)
                        } else {
                            0.0
                        },
                )
            }
            // In an open class the middle stands for any value in it.
            None if self.edges.len() <= self.classes.len() => Some(self.edges.len() as f64 - 0.5),
            None => (value >= last).then_some(self.classes.len() as f64),
        }
    }
}

impl Plot for Histogram {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.series().drawable(self.bands().items.len()).next().is_none()
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        let (bands, series) = (self.bands(), self.series());
        let count = bands.items.len();
        let wanted = ((sheet.h - 70.0) / 44.0).clamp(2.0, 6.0) as usize;
        let mut legend = vec![Entry {
            swatch: Swatch::Bar,
            ink: Ink::Series(0),
            key: None,
            name: &self.name,
        }];
        legend.extend(self.markers.iter().enumerate().map(|(number, marker)| Entry {
            swatch: Swatch::Line,
            ink: Ink::Series(number + 1),
            key: None,
            name: &marker.name,
        }));
        let parts = Parts {
            bands: &bands,
            left: Side {
                axis: &self.axis,
                scale: scale::fit(&self.axis, series.drawable(count), Base::Zero, wanted),
                share: 1.0,
            },
            right: None,
            legend,
            edges: Some(self.edge_texts()),
        };
        let frame = Frame::lay_out(parts, sheet);
        frame.draw_back(canvas);
        let (zero, breadth) = (frame.y_left(0.0), frame.band_width());
        let gap = if breadth >= 4.0 { 1.0 } else { 0.0 };
        let mut marks = Vec::new();
        for band in 0..count {
            // A count below zero is none.
            let Some(value) = series.value(band).filter(|value| *value >= 0.0) else {
                continue;
            };
            let y = frame.y_left(value);
            let bar = Rect {
                x: frame.plot.x + band as f64 * breadth + gap / 2.0,
                y,
                w: breadth - gap,
                h: zero - y,
            };
            let shape = canvas.bar(bar, Ink::Series(0));
            marks.push(mark(shape, &bands, &series, band, self.axis.format.text(value)));
        }
        for (number, marker) in self.markers.iter().enumerate() {
            if let Some(place) = self.place(marker.value) {
                let x = frame.plot.x + (place * breadth).min(frame.plot.w);
                let line = [(x, frame.plot.y), (x, frame.plot.y + frame.plot.h)];
                // A rim keeps the line apart from the bars it crosses.
                canvas.path(&line, Ink::Surface, 4.0);
                canvas.path(&line, Ink::Series(number + 1), 2.0);
            }
        }
        Drawn {
            legend: frame.draw_front(canvas),
            plot: frame.plot,
            marks,
        }
    }

    fn table(&self) -> Table {
        table(&self.bands(), &[(&self.series(), &self.axis.format)])
    }
}
