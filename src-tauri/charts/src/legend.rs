//! The legend of a figure: which series is drawn how, in rows over the plot.

use crate::canvas::{Anchor, Canvas};
use crate::drawing::{Legend, Rect};
use crate::ink::Ink;
use crate::labels;

const PAD: f64 = 4.0;
/// Height of one row of the legend in CSS pixels.
pub(crate) const ROW: f64 = 20.0;
const SWATCH: f64 = 16.0;
const BETWEEN: f64 = 18.0;

/// How a legend entry looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Swatch {
    Line,
    Bar,
    Dot,
}

/// One name in the legend.
pub(crate) struct Entry<'a> {
    pub swatch: Swatch,
    pub ink: Ink,
    /// Key of the series; none for what cannot be put aside (a target, the counts behind).
    pub key: Option<&'a str>,
    pub name: &'a str,
}

/// An entry with its place: left edge, middle line, text as far as it fits.
pub(crate) struct Placed<'a> {
    entry: Entry<'a>,
    x: f64,
    y: f64,
    text: String,
}

/// The place of each entry on the sheet. A single entry needs no legend, a small sheet has no room for one.
pub(crate) fn place(entries: Vec<Entry<'_>>, sheet: Rect) -> Vec<Placed<'_>> {
    if entries.len() < 2 || sheet.h < 120.0 || sheet.w < 160.0 {
        return Vec::new();
    }
    let (room, rows) = (sheet.w - 2.0 * PAD, ((sheet.h / 100.0) as usize).max(1));
    let mut placed = Vec::new();
    let (mut x, mut row) = (0.0, 0);
    for entry in entries {
        let text = labels::truncate(entry.name, (room - SWATCH - 6.0).min(220.0));
        let width = SWATCH + 6.0 + labels::width(&text);
        if x > 0.0 && x + width > room {
            row += 1;
            x = 0.0;
        }
        if row >= rows {
            break;
        }
        placed.push(Placed {
            entry,
            x: PAD + x,
            y: PAD + (row as f64 + 0.5) * ROW,
            text,
        });
        x += width + BETWEEN;
    }
    placed
}

/// Where what follows the legend may begin.
pub(crate) fn bottom(placed: &[Placed<'_>]) -> f64 {
    PAD + placed.last().map_or(0.0, |last| last.y + ROW / 2.0 + 2.0)
}

/// Draws the legend; answers the series in it.
pub(crate) fn draw(canvas: &Canvas, placed: &[Placed<'_>]) -> Vec<Legend> {
    let mut series = Vec::new();
    for Placed { entry, x, y, text } in placed {
        let hidden = entry.key.is_some_and(|key| canvas.is_hidden(key));
        let ink = if hidden { Ink::Axis } else { entry.ink };
        match entry.swatch {
            Swatch::Line => canvas.path(&[(*x, *y), (x + SWATCH, *y)], ink, 2.0),
            Swatch::Dot => {
                canvas.dot(x + SWATCH / 2.0, *y, 4.0, ink);
            }
            Swatch::Bar => {
                let (x, y) = (x + 3.0, y - 5.0);
                canvas.bar(
                    Rect {
                        x,
                        y,
                        w: 10.0,
                        h: 10.0,
                    },
                    ink,
                );
            }
        }
        let width = labels::width(text);
        canvas.text(text, x + SWATCH + 6.0, *y, Anchor::Start);
        if hidden {
            canvas.rule(x + SWATCH + 5.0, x + SWATCH + 7.0 + width, *y, Ink::Text);
        }
        if let Some(key) = entry.key {
            series.push(Legend {
                key: key.to_owned(),
                name: entry.name.to_owned(),
                place: Rect {
                    x: *x,
                    y: y - ROW / 2.0,
                    w: SWATCH + 6.0 + width,
                    h: ROW,
                },
                hidden,
            });
        }
    }
    series
}
