//! Values side by side or on top of each other: counts by month, a ranking of outlets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::{Anchor, Canvas};
use crate::drawing::{Mark, Rect, Shape, Table};
use crate::figure::{Bands, Series, Target, ValueAxis};
use crate::figures::{Drawn, Plot, has_values, lying, mark, table};
use crate::frame::{Frame, Parts, Side};
use crate::ink::Ink;
use crate::labels;
use crate::legend::{Entry, Swatch};
use crate::scale::{self, Base, Scale};

/// How the series of one band stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BarMode {
    /// Side by side.
    #[default]
    Grouped,
    /// On top of each other; negative values downwards from zero.
    Stacked,
}

/// Bars from zero. Negative values point the other way. Where bars are wide enough, each one's value stands
/// beside it when there is a single series.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Bar {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// Days, months or categories; for a ranking the caller has sorted them.
    pub bands: Bands,
    /// The axis of the values.
    pub axis: ValueAxis,
    /// The bars; more than six series begin again with the first colour.
    pub series: Vec<Series>,
    /// How the series of one band stand to each other.
    #[serde(default)]
    pub mode: BarMode,
    /// Bands from above to below with their names at the left, as a ranking wants it.
    #[serde(default)]
    pub horizontal: bool,
    /// A level to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target: Option<Target>,
}

/// One bar to draw: its band, its series, and from where to where it goes on the axis.
pub(crate) struct Piece {
    pub band: usize,
    pub number: usize,
    /// Its place among the bars of the band, when they stand side by side.
    pub slot: usize,
    pub from: f64,
    pub to: f64,
    pub value: f64,
}

impl Bar {
    fn count(&self) -> usize {
        self.bands.items.len()
    }

    /// The numbers of the series that have something to show: one put aside leaves no empty place.
    fn shown(&self) -> Vec<usize> {
        (0..self.series.len())
            .filter(|number| self.series[*number].drawable(self.count()).next().is_some())
            .collect()
    }

    /// How many bars stand side by side in a band.
    pub(crate) fn abreast(&self) -> usize {
        match self.mode {
            BarMode::Grouped => self.shown().len().max(1),
            BarMode::Stacked => 1,
        }
    }

    /// Every bar, band by band.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        let shown = self.shown();
        let mut pieces = Vec::new();
        for band in 0..self.count() {
            let (mut up, mut down) = (0.0, 0.0);
            for (slot, number) in shown.iter().enumerate() {
                let Some(value) = self.series[*number].value(band) else {
                    continue;
                };
                let from = match self.mode {
                    BarMode::Grouped => 0.0,
                    BarMode::Stacked if value < 0.0 => down,
                    BarMode::Stacked => up,
                };
                let to = from + value;
                *(if value < 0.0 { &mut down } else { &mut up }) = to;
                let slot = if self.mode == BarMode::Grouped { slot } else { 0 };
                pieces.push(Piece {
                    band,
                    number: *number,
                    slot,
                    from,
                    to,
                    value,
                });
            }
        }
        pieces
    }

    pub(crate) fn target(&self) -> Option<&Target> {
        self.target.as_ref().filter(|target| target.value.is_finite())
    }

    /// The axis over all bars and the target, with about `wanted` intervals.
    pub(crate) fn scale(&self, pieces: &[Piece], wanted: usize) -> Scale {
        let ends = pieces.iter().map(|piece| piece.to);
        let values = ends.chain(self.target().map(|target| target.value));
        scale::fit(&self.axis, values, Base::Zero, wanted)
    }

    pub(crate) fn legend(&self) -> Vec<Entry<'_>> {
        let series = self.series.iter().enumerate().map(|(number, series)| Entry {
            swatch: Swatch::Bar,
            ink: Ink::Series(number),
            key: Some(&series.key),
            name: &series.name,
        });
        let target = self.target().map(|target| Entry {
            swatch: Swatch::Line,
            ink: Ink::Target,
            key: None,
            name: &target.name,
        });
        series.chain(target).collect()
    }

    pub(crate) fn mark(&self, shape: Shape, piece: &Piece) -> Mark {
        let text = self.axis.format.text(piece.value);
        mark(shape, &self.bands, &self.series[piece.number], piece.band, text)
    }

    fn draw_upright(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        let pieces = self.pieces();
        let wanted = ((sheet.h - 70.0) / 44.0).clamp(2.0, 6.0) as usize;
        let parts = Parts {
            bands: &self.bands,
            left: Side {
                axis: &self.axis,
                scale: self.scale(&pieces, wanted),
                share: 1.0,
            },
            right: None,
            legend: self.legend(),
            edges: None,
        };
        let frame = Frame::lay_out(parts, sheet);
        frame.draw_back(canvas);
        let of = self.abreast();
        let place = |piece: &Piece| {
            let (from, to) = (frame.y_left(piece.from), frame.y_left(piece.to));
            frame.slot(piece.band, piece.slot, of, from, to)
        };
        let mut marks = Vec::new();
        for piece in &pieces {
            let shape = canvas.bar(place(piece), Ink::Series(piece.number));
            marks.push(self.mark(shape, piece));
        }
        if self.shown().len() == 1 {
            self.write_values(canvas, &pieces, frame.plot, place);
        }
        if let Some(target) = self.target() {
            frame.draw_level(canvas, target.value);
        }
        Drawn {
            legend: frame.draw_front(canvas),
            plot: frame.plot,
            marks,
        }
    }

    /// The value of each bar over its end, if all of them have room.
    fn write_values(&self, canvas: &Canvas, pieces: &[Piece], plot: Rect, place: impl Fn(&Piece) -> Rect) {
        let room = plot.w / self.count().max(1) as f64;
        let texts: Vec<String> = pieces
            .iter()
            .map(|piece| self.axis.format.text(piece.value))
            .collect();
        if texts.iter().any(|text| labels::width(text) + 6.0 > room) {
            return;
        }
        for (piece, text) in pieces.iter().zip(&texts) {
            let bar = place(piece);
            let over = bar.y - labels::LINE_HEIGHT / 2.0;
            let under = bar.y + bar.h + labels::LINE_HEIGHT / 2.0;
            let y = if piece.value < 0.0 { under } else { over };
            // A bar that reaches the top has no room over it, and none is written into it: the mark says it.
            if y > plot.y && y < plot.y + plot.h {
                canvas.text(text, bar.x + bar.w / 2.0, y, Anchor::Middle);
            }
        }
    }
}

impl Plot for Bar {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        !has_values(&self.series, &self.bands)
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        if self.horizontal {
            lying::draw(self, canvas, sheet)
        } else {
            self.draw_upright(canvas, sheet)
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
