//! Two number axes: from a pair of values to a point on the sheet.

use crate::canvas::{Anchor, Canvas};
use crate::drawing::Rect;
use crate::figure::ValueAxis;
use crate::ink::Ink;
use crate::labels::{self, LINE_HEIGHT};
use crate::scale::Scale;

const PAD: f64 = 4.0;

/// A plane with its axes laid out.
pub(crate) struct Plane<'a> {
    /// The part between the axes.
    pub plot: Rect,
    x: (&'a ValueAxis, Scale),
    y: (&'a ValueAxis, Scale),
    sheet: Rect,
    ticks: bool,
    captions: bool,
}

impl<'a> Plane<'a> {
    /// Finds the place of axes and captions; `top` is where they may begin.
    pub fn lay_out(x: (&'a ValueAxis, Scale), y: (&'a ValueAxis, Scale), sheet: Rect, top: f64) -> Plane<'a> {
        let ticks = sheet.w >= 120.0 && sheet.h >= 80.0;
        let captions = ticks && sheet.h >= 140.0;
        let texts = y.1.texts(&y.0.format);
        let widest = texts.iter().map(|text| labels::width(text)).fold(0.0, f64::max);
        let left = PAD
            + if ticks {
                widest.min(sheet.w / 4.0) + 8.0
            } else {
                0.0
            };
        let over = if captions && !y.0.label.is_empty() {
            LINE_HEIGHT + 3.0
        } else {
            0.0
        };
        let under = if captions && !x.0.label.is_empty() {
            LINE_HEIGHT
        } else {
            0.0
        };
        let top = top + over + if ticks { LINE_HEIGHT / 2.0 } else { 0.0 };
        let bottom = under + if ticks { LINE_HEIGHT + 2.0 * PAD } else { PAD };
        let plot = Rect {
            x: left,
            y: top,
            w: (sheet.w - left - 2.0 * PAD - 4.0).max(1.0),
            h: (sheet.h - top - bottom).max(1.0),
        };
        Plane {
            plot,
            x,
            y,
            sheet,
            ticks,
            captions,
        }
    }

    /// Where a value of the horizontal axis stands.
    pub fn x(&self, value: f64) -> f64 {
        let Scale { min, max, .. } = self.x.1;
        self.plot.x + self.plot.w * ((value - min) / (max - min)).clamp(0.0, 1.0)
    }

    /// Where a value of the vertical axis stands.
    pub fn y(&self, value: f64) -> f64 {
        let Scale { min, max, .. } = self.y.1;
        self.plot.y + self.plot.h * (1.0 - ((value - min) / (max - min)).clamp(0.0, 1.0))
    }

    /// Gridlines: they lie under the values.
    pub fn draw_back(&self, canvas: &Canvas) {
        if !self.ticks {
            return;
        }
        let Rect { x, y, w, h } = self.plot;
        for tick in &self.y.1.ticks {
            canvas.rule(x, x + w, self.y(*tick), Ink::Grid);
        }
        for tick in &self.x.1.ticks {
            let at = self.x(*tick).floor() + 0.5;
            canvas.path(&[(at, y), (at, y + h)], Ink::Grid, 1.0);
        }
    }

    /// Axes, ticks and captions.
    pub fn draw_front(&self, canvas: &Canvas) {
        let Rect { x, y, w, h } = self.plot;
        canvas.rule(x, x + w, y + h, Ink::Axis);
        if !self.ticks {
            return;
        }
        let mut below = f64::INFINITY;
        for (tick, text) in self.y.1.ticks.iter().zip(self.y.1.texts(&self.y.0.format)) {
            let at = self.y(*tick);
            if below - at >= LINE_HEIGHT - 1.0 {
                canvas.text(
                    &labels::truncate(&text, self.sheet.w / 4.0),
                    x - 6.0,
                    at,
                    Anchor::End,
                );
                below = at;
            }
        }
        let mut free_from = f64::NEG_INFINITY;
        for (tick, text) in self.x.1.ticks.iter().zip(self.x.1.texts(&self.x.0.format)) {
            let width = labels::width(&text);
            let low = PAD + width / 2.0;
            let middle = self
                .x(*tick)
                .clamp(low, (self.sheet.w - PAD - width / 2.0).max(low));
            if middle - width / 2.0 >= free_from {
                canvas.text(&text, middle, y + h + PAD + LINE_HEIGHT / 2.0, Anchor::Middle);
                free_from = middle + width / 2.0 + 10.0;
            }
        }
        if self.captions {
            let room = self.sheet.w - 2.0 * PAD;
            let over = y - LINE_HEIGHT - 1.0;
            canvas.text(&labels::truncate(&self.y.0.label, room), PAD, over, Anchor::Start);
            let under = y + h + PAD + LINE_HEIGHT * 1.5;
            canvas.text(
                &labels::truncate(&self.x.0.label, room),
                x + w,
                under,
                Anchor::End,
            );
        }
    }
}
