//! The sequential scale: from a value to a step of colour, and the key to it over a figure.

use crate::canvas::{Anchor, Canvas};
use crate::drawing::Rect;
use crate::figure::ValueAxis;
use crate::ink::{HEAT_STEPS, Ink};
use crate::labels;

const PAD: f64 = 4.0;
/// Height of the key in CSS pixels.
const ROW: f64 = 22.0;
const SWATCH: f64 = 16.0;

/// Values to colours: the low end is the lightest step.
pub(crate) struct Heat {
    low: f64,
    high: f64,
}

impl Heat {
    /// A scale over values; it begins at zero unless the axis says otherwise or values are negative.
    pub fn over(axis: &ValueAxis, values: impl Iterator<Item = f64>) -> Heat {
        let (low, high) = values.fold((0.0, f64::NEG_INFINITY), |(low, high), value| {
            (f64::min(low, value), f64::max(high, value))
        });
        let given = |end: Option<f64>, found: f64| end.filter(|end| end.is_finite()).unwrap_or(found);
        Heat {
            low: given(axis.min, low),
            high: given(axis.max, high.max(low)),
        }
    }

    /// The step of a value: the first for the low end alone, the last for the high end.
    pub fn step(&self, value: f64) -> usize {
        let span = self.high - self.low;
        if span <= 0.0 {
            return if value == 0.0 { 0 } else { HEAT_STEPS / 2 };
        }
        let part = ((value - self.low) / span).clamp(0.0, 1.0);
        (part * (HEAT_STEPS - 1) as f64).ceil() as usize
    }

    /// How much room the key needs over the plot.
    pub fn room(sheet: Rect) -> f64 {
        if Heat::has_key(sheet) { ROW } else { 0.0 }
    }

    fn has_key(sheet: Rect) -> bool {
        sheet.w >= 260.0 && sheet.h >= 120.0
    }

    /// What the colours mean: the caption, the low end, the steps, the high end.
    pub fn draw_key(&self, canvas: &Canvas, axis: &ValueAxis, sheet: Rect) {
        if !Heat::has_key(sheet) {
            return;
        }
        let (low, high) = (axis.format.text(self.low), axis.format.text(self.high));
        let steps = HEAT_STEPS as f64 * SWATCH;
        let y = PAD + ROW / 2.0 - 1.0;
        let mut x = PAD;
        let room = sheet.w - 2.0 * PAD - steps - labels::width(&low) - labels::width(&high) - 34.0;
        let caption = labels::truncate(&axis.label, room);
        if !caption.is_empty() {
            canvas.text(&caption, x, y, Anchor::Start);
            x += labels::width(&caption) + 14.0;
        }
        canvas.text(&low, x, y, Anchor::Start);
        x += labels::width(&low) + 6.0;
        for step in 0..HEAT_STEPS {
            let swatch = Rect {
                x: x + step as f64 * SWATCH,
                y: y - 6.0,
                w: SWATCH - 1.0,
                h: 12.0,
            };
            canvas.bar(swatch, Ink::Heat(step));
        }
        canvas.text(&high, x + steps + 6.0, y, Anchor::Start);
    }
}
