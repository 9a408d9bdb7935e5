//! Bars that lie: names at the left, the best or the worst on top, as a ranking is read.

use crate::canvas::{Anchor, Canvas};
use crate::drawing::Rect;
use crate::figures::Drawn;
use crate::figures::bar::{Bar, Piece};
use crate::ink::Ink;
use crate::labels::{self, LINE_HEIGHT};
use crate::legend;
use crate::scale::Scale;

const PAD: f64 = 4.0;
/// The part of the sheet that names may take.
const NAMES: f64 = 0.44;

/// Where everything stands.
struct Layout {
    plot: Rect,
    scale: Scale,
    /// Whether each bar's value stands at its end.
    values: bool,
    /// Room at the right for them.
    ticks: bool,
}

impl Layout {
    fn of(bar: &Bar, pieces: &[Piece], sheet: Rect, top: f64) -> Layout {
        let format = &bar.axis.format;
        let ticks = sheet.w >= 160.0 && sheet.h >= 60.0;
        let names = bar.bands.items.iter().map(|band| labels::width(band.axis_text()));
        let names = names.fold(0.0, f64::max).min(sheet.w * NAMES);
        let named = sheet.w >= 120.0;
        let left = if named { PAD + names + 8.0 } else { PAD };
        let texts = pieces
            .iter()
            .map(|piece| labels::width(&format.text(piece.value)));
        let widest = texts.fold(0.0, f64::max);
        let values = bar.series.len() == 1 && widest < sheet.w * 0.25 && named;
        let right = PAD + if values { widest + 6.0 } else { 8.0 };
        let plot_w = (sheet.w - left - right).max(1.0);
        let scale = bar.scale(pieces, (plot_w / 80.0).clamp(1.0, 8.0) as usize);
        let bottom = if ticks { LINE_HEIGHT + 2.0 * PAD } else { PAD };
        let caption = if bar.axis.label.is_empty() || !ticks {
            0.0
        } else {
            LINE_HEIGHT
        };
        let plot = Rect {
            x: left,
            y: top,
            w: plot_w,
            h: (sheet.h - top - bottom - caption).max(1.0),
        };
        Layout {
            plot,
            scale,
            values,
            ticks,
        }
    }

    fn x(&self, value: f64) -> f64 {
        let Scale { min, max, .. } = self.scale;
        self.plot.x + self.plot.w * ((value - min) / (max - min)).clamp(0.0, 1.0)
    }

    fn place(&self, piece: &Piece, bands: usize, abreast: usize) -> Rect {
        let band = self.plot.h / bands.max(1) as f64;
        let all = (band * 0.76).min(26.0 * abreast as f64);
        let h = all / abreast as f64;
        let gap = if h > 4.0 && abreast > 1 { 1.0 } else { 0.0 };
        let (from, to) = (self.x(piece.from), self.x(piece.to));
        Rect {
            x: from.min(to),
            y: self.plot.y + (piece.band as f64 + 0.5) * band - all / 2.0 + piece.slot as f64 * h + gap / 2.0,
            w: (to - from).abs(),
            h: h - gap,
        }
    }

    /// A bar's value at its end, on a ground of its own where the target crosses it.
    fn write_value(&self, bar: &Bar, canvas: &Canvas, piece: &Piece, place: Rect) {
        let text = bar.axis.format.text(piece.value);
        let (width, middle) = (labels::width(&text), place.y + place.h / 2.0);
        let left = if piece.value < 0.0 {
            place.x - 5.0 - width
        } else {
            place.x + place.w + 5.0
        };
        // The name at the left keeps its room from a bar that points to it.
        if left < self.plot.x {
            return;
        }
        let crossing = bar.target().map(|target| self.x(target.value));
        if crossing.is_some_and(|x| x > left - 2.0 && x < left + width + 2.0) {
            let ground = Rect {
                x: left - 1.0,
                y: middle - LINE_HEIGHT / 2.0,
                w: width + 2.0,
                h: LINE_HEIGHT,
            };
            canvas.bar(ground, Ink::Surface);
        }
        canvas.text(&text, left, middle, Anchor::Start);
    }

    fn draw_back(&self, canvas: &Canvas) {
        let Rect { y, h, .. } = self.plot;
        for tick in self.scale.ticks.iter().filter(|_| self.ticks) {
            let x = self.x(*tick).floor() + 0.5;
            canvas.path(&[(x, y), (x, y + h)], Ink::Grid, 1.0);
        }
    }

    fn draw_front(&self, bar: &Bar, canvas: &Canvas, sheet: Rect) {
        let Rect { x, y, w, h } = self.plot;
        let zero = self.x(0.0).floor() + 0.5;
        canvas.path(&[(zero, y), (zero, y + h)], Ink::Axis, 1.0);
        if let Some(target) = bar.target() {
            let x = self.x(target.value).floor() + 0.5;
            canvas.path(&[(x, y), (x, y + h)], Ink::Target, 1.0);
        }
        if self.ticks {
            let mut free_from = f64::NEG_INFINITY;
            for (tick, text) in self.scale.ticks.iter().zip(self.scale.texts(&bar.axis.format)) {
                let width = labels::width(&text);
                let middle = self.x(*tick).clamp(
                    PAD + width / 2.0,
                    (sheet.w - PAD - width / 2.0).max(PAD + width / 2.0),
                );
                if middle - width / 2.0 >= free_from {
                    canvas.text(&text, middle, y + h + PAD + LINE_HEIGHT / 2.0, Anchor::Middle);
                    free_from = middle + width / 2.0 + 10.0;
                }
            }
            let caption = labels::truncate(&bar.axis.label, w);
            canvas.text(&caption, x + w, y + h + PAD + LINE_HEIGHT * 1.5, Anchor::End);
        }
        let band = h / bar.bands.items.len().max(1) as f64;
        // Names that would touch are thinned; the marks and the table have them all.
        let stride = (LINE_HEIGHT / band.max(1e-6)).ceil().max(1.0) as usize;
        if sheet.w >= 120.0 {
            for (index, item) in bar.bands.items.iter().enumerate().step_by(stride) {
                let name = labels::truncate(item.axis_text(), x - PAD - 8.0);
                canvas.text(&name, x - 8.0, y + (index as f64 + 0.5) * band, Anchor::End);
            }
        }
    }
}

/// Draws lying bars.
pub(crate) fn draw(bar: &Bar, canvas: &Canvas, sheet: Rect) -> Drawn {
    let pieces = bar.pieces();
    let entries = legend::place(bar.legend(), sheet);
    let layout = Layout::of(bar, &pieces, sheet, legend::bottom(&entries));
    layout.draw_back(canvas);
    let (bands, abreast) = (bar.bands.items.len(), bar.abreast());
    let readable = layout.plot.h / bands.max(1) as f64 >= LINE_HEIGHT - 1.0;
    let mut marks = Vec::new();
    for piece in &pieces {
        let place = layout.place(piece, bands, abreast);
        let shape = canvas.bar(place, Ink::Series(piece.number));
        marks.push(bar.mark(shape, piece));
    }
    layout.draw_front(bar, canvas, sheet);
    if layout.values && readable {
        for piece in &pieces {
            layout.write_value(bar, canvas, piece, layout.place(piece, bands, abreast));
        }
    }
    Drawn {
        plot: layout.plot,
        marks,
        legend: legend::draw(canvas, &entries),
    }
}
