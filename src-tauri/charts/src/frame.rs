//! What surrounds the values: axes, gridlines, legend, and the arithmetic from values to pixels.
//!
//! Where a sheet is too small for all of it, the parts go in this order: legend, axis captions, band labels,
//! tick labels. What remains is the shape of the values, as in a sparkline.

use crate::canvas::{Anchor, Canvas};
use crate::drawing::{Legend, Rect};
use crate::figure::{BandKind, Bands, ValueAxis};
use crate::ink::Ink;
use crate::labels::{self, LINE_HEIGHT};
use crate::legend::{self, Entry, Placed};
use crate::scale::Scale;

const PAD: f64 = 4.0;
const CAPTION_ROW: f64 = 18.0;
/// The narrowest band that holds a category's name of its own.
const NARROW_BAND: f64 = 34.0;

/// A vertical axis with its scale.
pub(crate) struct Side<'a> {
    pub axis: &'a ValueAxis,
    pub scale: Scale,
    /// Which part of the plot's height the scale fills, from below: 1 for all.
    pub share: f64,
}

/// What to lay out.
pub(crate) struct Parts<'a> {
    pub bands: &'a Bands,
    pub left: Side<'a>,
    pub right: Option<Side<'a>>,
    pub legend: Vec<Entry<'a>>,
    /// Texts for the edges between bands, instead of the bands' names: one more than there are bands.
    pub edges: Option<Vec<String>>,
}

/// A laid-out figure, ready for its values.
pub(crate) struct Frame<'a> {
    pub plot: Rect,
    parts: Parts<'a>,
    sheet: Rect,
    legend: Vec<Placed<'a>>,
    caption_y: Option<f64>,
    ticks: bool,
    band_labels: Vec<(f64, Vec<String>)>,
}

impl<'a> Frame<'a> {
    /// Finds the place of everything on the sheet.
    pub fn lay_out(mut parts: Parts<'a>, sheet: Rect) -> Frame<'a> {
        let entries = std::mem::take(&mut parts.legend);
        let legend = legend::place(entries, sheet);
        let mut top = legend::bottom(&legend);
        let mut sides = std::iter::once(&parts.left).chain(&parts.right);
        let captioned = sides.any(|side| !side.axis.label.is_empty() && side.share >= 1.0);
        let caption_y = (captioned && sheet.h >= 140.0).then(|| {
            top += CAPTION_ROW;
            top - CAPTION_ROW / 2.0
        });
        let ticks = sheet.w >= 120.0 && sheet.h >= 60.0;
        if ticks {
            // Half a tick label stands above the plot.
            top += LINE_HEIGHT / 2.0;
        }
        let tick_room = |side: &Side| {
            let texts = side.scale.texts(&side.axis.format);
            let widest = texts.iter().map(|text| labels::width(text)).fold(0.0, f64::max);
            let caption = if side.share < 1.0 {
                labels::width(&side.axis.label).min(72.0)
            } else {
                0.0
            };
            widest.max(caption).min(sheet.w / 4.0) + 8.0
        };
        let left = PAD + if ticks { tick_room(&parts.left) } else { 0.0 };
        let right = PAD + parts.right.as_ref().filter(|_| ticks).map_or(8.0, tick_room);
        let right = if ticks { right } else { PAD };
        let width = (sheet.w - left - right).max(1.0);
        let mut plot = Rect {
            x: left,
            y: top,
            w: width,
            h: 1.0,
        };
        let labelled = sheet.h >= 80.0 && sheet.w >= 80.0;
        let band_labels = if labelled {
            match &parts.edges {
                Some(edges) => place_edges(edges, plot, sheet),
                None => place_bands(parts.bands, plot, sheet),
            }
        } else {
            Vec::new()
        };
        let lines = band_labels
            .iter()
            .map(|(_, lines)| lines.len())
            .max()
            .unwrap_or(0) as f64;
        let bottom = if lines > 0.0 {
            lines * LINE_HEIGHT + 2.0 * PAD
        } else {
            PAD
        };
        plot.h = (sheet.h - top - bottom).max(1.0);
        Frame {
            plot,
            parts,
            sheet,
            legend,
            caption_y,
            ticks,
            band_labels,
        }
    }

    /// Width of one band in CSS pixels.
    pub fn band_width(&self) -> f64 {
        self.plot.w / self.parts.bands.items.len().max(1) as f64
    }

    /// The middle of a band.
    pub fn x(&self, band: usize) -> f64 {
        self.plot.x + (band as f64 + 0.5) * self.band_width()
    }

    /// Where a value of the left axis stands; beyond the axis' limits at its edge.
    pub fn y_left(&self, value: f64) -> f64 {
        self.y(&self.parts.left, value)
    }

    /// Where a value of the right axis stands.
    pub fn y_right(&self, value: f64) -> f64 {
        self.parts
            .right
            .as_ref()
            .map_or(self.plot.y + self.plot.h, |side| self.y(side, value))
    }

    fn y(&self, side: &Side, value: f64) -> f64 {
        let Scale { min, max, .. } = side.scale;
        let part = ((value - min) / (max - min)).clamp(0.0, 1.0);
        self.plot.y + self.plot.h * (1.0 - part * side.share)
    }

    /// A bar from the zero of an axis to `y`, in the middle of its band, at most `widest` pixels wide.
    pub fn bar(&self, band: usize, zero: f64, y: f64, widest: f64) -> Rect {
        let w = (self.band_width() * 0.68).min(widest);
        Rect {
            x: self.x(band) - w / 2.0,
            y: y.min(zero),
            w,
            h: (zero - y).abs(),
        }
    }

    /// One of `of` bars that stand side by side in a band.
    pub fn slot(&self, band: usize, number: usize, of: usize, zero: f64, y: f64) -> Rect {
        let all = (self.band_width() * 0.76).min(56.0 * of.max(1) as f64);
        let w = all / of.max(1) as f64;
        // A hairline of ground between neighbours, where there is room for one.
        let gap = if w > 4.0 && of > 1 { 1.0 } else { 0.0 };
        Rect {
            x: self.x(band) - all / 2.0 + number as f64 * w + gap / 2.0,
            y: y.min(zero),
            w: w - gap,
            h: (zero - y).abs(),
        }
    }

    /// Gridlines: they lie under the values.
    pub fn draw_back(&self, canvas: &Canvas) {
        if !self.ticks {
            return;
        }
        for tick in &self.parts.left.scale.ticks {
            canvas.rule(
                self.plot.x,
                self.plot.x + self.plot.w,
                self.y_left(*tick),
                Ink::Grid,
            );
        }
    }

    /// A dashed line across the plot at a value of the left axis.
    pub fn draw_level(&self, canvas: &Canvas, value: f64) {
        canvas.rule(
            self.plot.x,
            self.plot.x + self.plot.w,
            self.y_left(value),
            Ink::Target,
        );
    }

    /// Base line, labels and legend: they lie over the values. Answers the series in the legend.
    pub fn draw_front(&self, canvas: &Canvas) -> Vec<Legend> {
        let (left, right) = (self.plot.x, self.plot.x + self.plot.w);
        let Scale { min, max, .. } = self.parts.left.scale;
        if min < 0.0 && max > 0.0 {
            canvas.rule(left, right, self.y_left(0.0), Ink::Axis);
        }
        canvas.rule(left, right, self.plot.y + self.plot.h, Ink::Axis);
        if self.ticks {
            self.draw_ticks(canvas, &self.parts.left, left - 6.0, Anchor::End);
            if let Some(side) = &self.parts.right {
                self.draw_ticks(canvas, side, right + 6.0, Anchor::Start);
            }
        }
        self.draw_captions(canvas);
        for (x, lines) in &self.band_labels {
            let top = self.plot.y + self.plot.h + PAD + LINE_HEIGHT / 2.0;
            for (number, line) in lines.iter().enumerate() {
                canvas.text(line, *x, top + number as f64 * LINE_HEIGHT, Anchor::Middle);
            }
        }
        legend::draw(canvas, &self.legend)
    }

    fn draw_captions(&self, canvas: &Canvas) {
        let half = self.sheet.w / 2.0 - 2.0 * PAD;
        if let Some(y) = self.caption_y {
            canvas.text(
                &labels::truncate(&self.parts.left.axis.label, half),
                PAD,
                y,
                Anchor::Start,
            );
        }
        let Some(side) = self.parts.right.as_ref().filter(|_| self.ticks) else {
            return;
        };
        if side.share < 1.0 {
            // An axis that fills only the lower part has its caption over its highest tick.
            let x = self.plot.x + self.plot.w + 6.0;
            let y = self.y(side, side.scale.max) - LINE_HEIGHT;
            canvas.text(
                &labels::truncate(&side.axis.label, self.sheet.w - x),
                x,
                y,
                Anchor::Start,
            );
        } else if let Some(y) = self.caption_y {
            let right = self.sheet.w - PAD;
            canvas.text(&labels::truncate(&side.axis.label, half), right, y, Anchor::End);
        }
    }

    fn draw_ticks(&self, canvas: &Canvas, side: &Side, x: f64, anchor: Anchor) {
        let mut below = f64::INFINITY;
        for (tick, text) in side.scale.ticks.iter().zip(side.scale.texts(&side.axis.format)) {
            let y = self.y(side, *tick);
            // Ticks rise from below; one that has no room over its neighbour stays unnamed.
            if below - y >= LINE_HEIGHT - 1.0 {
                canvas.text(&labels::truncate(&text, self.sheet.w / 4.0), x, y, anchor);
                below = y;
            }
        }
    }
}

/// The texts at the edges between bands, as many as have room, the first and every so manieth.
pub(crate) fn place_edges(edges: &[String], plot: Rect, sheet: Rect) -> Vec<(f64, Vec<String>)> {
    let band = plot.w / (edges.len().saturating_sub(1)).max(1) as f64;
    let widest = edges.iter().map(|edge| labels::width(edge)).fold(0.0, f64::max);
    let stride = labels::stride(BandKind::Category, band, widest, edges.len()).max(1);
    let mut placed = Vec::new();
    let mut free_from = 0.0;
    for (index, text) in edges.iter().enumerate().step_by(stride) {
        let width = labels::width(text);
        let middle = (plot.x + index as f64 * band)
            .min(sheet.w - PAD - width / 2.0)
            .max(PAD + width / 2.0);
        if width > 0.0 && width <= sheet.w - 2.0 * PAD && middle - width / 2.0 >= free_from {
            free_from = middle + width / 2.0 + PAD;
            placed.push((middle, vec![text.clone()]));
        }
    }
    placed
}

/// The labels of the bands that have room: where each is centred, and its lines.
pub(crate) fn place_bands(bands: &Bands, plot: Rect, sheet: Rect) -> Vec<(f64, Vec<String>)> {
    let count = bands.items.len();
    let band = plot.w / count.max(1) as f64;
    let wraps = bands.by == BandKind::Category && band >= NARROW_BAND;
    let widest = bands
        .items
        .iter()
        .map(|item| labels::width(item.axis_text()))
        .fold(0.0, f64::max);
    // A cut name of a category is better than none, a cut date is worse than none.
    let widest = if bands.by == BandKind::Category {
        widest.min(72.0)
    } else {
        widest
    };
    let stride = if wraps {
        1
    } else {
        labels::stride(bands.by, band, widest, count)
    };
    let room = (band * stride as f64 - 6.0).min(160.0);
    let lines = if wraps {
        ((sheet.h / 5.0 / LINE_HEIGHT) as usize).clamp(1, 3)
    } else {
        1
    };
    let mut placed = Vec::new();
    let mut free_from = 0.0;
    for (index, item) in bands.items.iter().enumerate().step_by(stride.max(1)) {
        let text = match bands.by {
            BandKind::Category => labels::wrap(item.axis_text(), room, lines),
            BandKind::Hour | BandKind::Day | BandKind::Week | BandKind::Month => {
                vec![item.axis_text().to_owned()]
            }
        };
        let width = text.iter().map(|line| labels::width(line)).fold(0.0, f64::max);
        let middle = plot.x + (index as f64 + 0.5) * band;
        let middle = middle.min(sheet.w - PAD - width / 2.0).max(PAD + width / 2.0);
        if width > 0.0 && width <= sheet.w - 2.0 * PAD && middle - width / 2.0 >= free_from {
            free_from = middle + width / 2.0 + PAD;
            placed.push((middle, text));
        }
    }
    placed
}
