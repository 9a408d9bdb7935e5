//! The one place that calls plotters: shapes in CSS pixels in, SVG text out.

use plotters::coord::Shift;
use plotters::element::{Circle, PathElement, Polygon, Rectangle};
use plotters::prelude::{Color, DrawingArea, IntoDrawingArea, IntoFont, RGBColor, SVGBackend, ShapeStyle};
use plotters::style::TextStyle;
use plotters::style::text_anchor::{HPos, Pos, VPos};

use crate::drawing::{Rect, Shape, Style, Theme};
use crate::hatch;
use crate::ink::{self, Ink, SERIES_COLOURS};
use crate::labels::TEXT_SIZE;

/// plotters places shapes on whole units. With four units to a pixel lines are smooth and thin bars keep
/// their proportions; the `viewBox` scales back.
const UNITS: f64 = 4.0;

/// How much of an area's colour covers what lies under it.
const AREA_OPACITY: f64 = 0.45;

/// Dashes that tell the lines of series apart on paper, in the units of the drawing; the first is whole.
const PRINT_DASHES: [&str; SERIES_COLOURS - 1] = ["28 14", "6 10", "28 10 6 10", "14 8", "40 8 6 8 6 8"];

/// plotters divides the size of a text by this on its way to SVG.
const PLOTTERS_TEXT: f64 = 1.24;

/// Which point of a text its position names. Vertically it is always the middle.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Anchor {
    Start,
    Middle,
    End,
}

/// A sheet to draw on, in CSS pixels from the upper left corner.
pub(crate) struct Canvas<'a> {
    root: DrawingArea<SVGBackend<'a>, Shift>,
    style: &'a Style,
}

impl Canvas<'_> {
    /// Draws with `draw` and answers the SVG, with `description` as its spoken name.
    pub fn svg(
        width: u32,
        height: u32,
        style: &Style,
        description: &str,
        draw: impl FnOnce(&Canvas),
    ) -> String {
        let mut text = String::new();
        {
            let size = (width * UNITS as u32, height * UNITS as u32);
            let root = SVGBackend::with_string(&mut text, size).into_drawing_area();
            let canvas = Canvas { root, style };
            draw(&canvas);
            // As in `put`: writing to a string cannot fail.
            let _ = canvas.root.present();
        }
        finish(&text, width, height, style.theme, description)
    }

    /// plotters reports errors of the device it writes to; a string in memory has none.
    fn put<T, E>(&self, _written: Result<T, E>) {}

    /// Whether the person has put this series aside.
    pub fn is_hidden(&self, key: &str) -> bool {
        self.style.hidden.iter().any(|hidden| hidden == key)
    }

    fn is_print(&self) -> bool {
        self.style.theme == Theme::Print
    }

    /// A line through points given in CSS pixels.
    pub fn path(&self, points: &[(f64, f64)], ink: Ink, thickness: f64) {
        let points: Vec<(i32, i32)> = points.iter().map(|(x, y)| (units(*x), units(*y))).collect();
        let style = style(ink).stroke_width(units(thickness).max(1) as u32);
        self.put(self.root.draw(&PathElement::new(points, style)));
    }

    /// A horizontal hairline, set on a pixel so that it is one pixel thick and not two half ones.
    pub fn rule(&self, from: f64, to: f64, y: f64, ink: Ink) {
        let y = y.floor() + 0.5;
        self.path(&[(from, y), (to, y)], ink, 1.0);
    }

    /// A filled rectangle; answers what was drawn, for the mark.
    pub fn bar(&self, rect: Rect, ink: Ink) -> Shape {
        let (x0, y0) = (units(rect.x), units(rect.y));
        let (x1, y1) = (units(rect.x + rect.w), units(rect.y + rect.h));
        let hatched = match ink {
            Ink::Series(number) if self.is_print() => Some(number),
            _ => None,
        };
        let ground = if hatched.is_some() { Ink::Surface } else { ink };
        self.put(
            self.root
                .draw(&Rectangle::new([(x0, y0), (x1, y1)], style(ground).filled())),
        );
        if let Some(number) = hatched {
            let Rect { x, y, w, h } = rect;
            let corners = [(x, y), (x + w, y), (x + w, y + h), (x, y + h)];
            self.hatch(&corners, number);
            self.path(
                &[corners[0], corners[1], corners[2], corners[3], corners[0]],
                Ink::Text,
                0.75,
            );
        }
        Shape::Rect {
            x: pixels(x0),
            y: pixels(y0),
            w: pixels(x1 - x0),
            h: pixels(y1 - y0),
        }
    }

    /// A filled shape between two lines from left to right, see-through, so that the gridlines are seen.
    pub fn area(&self, upper: &[(f64, f64)], lower: &[(f64, f64)], number: usize) {
        if self.is_print() {
            // Between two neighbouring points the piece is convex, which the hatching needs.
            for (up, low) in upper.windows(2).zip(lower.windows(2)) {
                self.hatch(&[up[0], up[1], low[1], low[0]], number);
            }
            return;
        }
        let around = upper.iter().chain(lower.iter().rev());
        let points: Vec<(i32, i32)> = around.map(|(x, y)| (units(*x), units(*y))).collect();
        let fill = colour(Ink::Series(number)).mix(AREA_OPACITY).filled();
        self.put(self.root.draw(&Polygon::new(points, fill)));
    }

    /// The hatching of a series over a convex shape, for paper.
    fn hatch(&self, corners: &[(f64, f64)], number: usize) {
        for (from, to) in hatch::lines(corners, number) {
            self.path(&[from, to], Ink::Text, 0.75);
        }
    }

    /// A dot; answers what was drawn, for the mark.
    pub fn dot(&self, x: f64, y: f64, radius: f64, ink: Ink) -> Shape {
        let (x, y, r) = (units(x), units(y), units(radius));
        self.put(self.root.draw(&Circle::new((x, y), r, style(ink).filled())));
        Shape::Circle {
            cx: pixels(x),
            cy: pixels(y),
            r: pixels(r),
        }
    }

    /// A line of text; control characters, which XML can't hold, are left out.
    pub fn text(&self, text: &str, x: f64, y: f64, anchor: Anchor) {
        self.text_in(Ink::Text, text, x, y, anchor);
    }

    /// A line of text in another ink, for a ground that is not the page's.
    pub fn text_in(&self, ink: Ink, text: &str, x: f64, y: f64, anchor: Anchor) {
        let text: String = text.chars().filter(|c| !c.is_control()).collect();
        if text.trim().is_empty() {
            return;
        }
        let horizontal = match anchor {
            Anchor::Start => HPos::Left,
            Anchor::Middle => HPos::Center,
            Anchor::End => HPos::Right,
        };
        let ink = colour(ink);
        let style = TextStyle::from(("sans-serif", TEXT_SIZE * UNITS * PLOTTERS_TEXT).into_font())
            .color(&ink)
            .pos(Pos::new(horizontal, VPos::Center));
        self.put(self.root.draw_text(&text, &style, (units(x), units(y))));
    }
}

/// Where a dot of a path stands after rounding, for a mark on a line that shows no dot there.
pub(crate) fn snapped(x: f64, y: f64, radius: f64) -> Shape {
    Shape::Circle {
        cx: pixels(units(x)),
        cy: pixels(units(y)),
        r: radius,
    }
}

fn units(pixels: f64) -> i32 {
    (pixels * UNITS).round() as i32
}

fn pixels(units: i32) -> f64 {
    f64::from(units) / UNITS
}

fn colour(ink: Ink) -> RGBColor {
    let (r, g, b) = ink.sentinel();
    RGBColor(r, g, b)
}

fn style(ink: Ink) -> ShapeStyle {
    ShapeStyle::from(&colour(ink))
}

/// Gives plotters' text a root for the page: real size, role, name, and the font once, where a style sheet can
/// replace it. Attributes that say nothing are dropped; the target line gets its dashes, on paper every line but the
/// first series' too.
fn finish(text: &str, width: u32, height: u32, theme: Theme, description: &str) -> String {
    let body = text.split_once(">\n").map_or("", |(_, body)| body);
    let mut body = body
        .replace(" opacity=\"1\"", "")
        .replace(" stroke=\"none\"", "")
        .replace(" font-family=\"sans-serif\"", "");
    let mut dash = |ink: Ink, dashes: &str| {
        let (r, g, b) = ink.sentinel();
        let stroke = format!("stroke=\"#{r:02X}{g:02X}{b:02X}\"");
        body = body.replace(&stroke, &format!("{stroke} stroke-dasharray=\"{dashes}\""));
    };
    dash(Ink::Target, "20 12");
    if theme == Theme::Print {
        for (number, dashes) in PRINT_DASHES.iter().enumerate() {
            dash(Ink::Series(number + 1), dashes);
        }
    }
    // Without a name the figure is silent: the frame around it in the page has one.
    let name = if description.trim().is_empty() {
        "aria-hidden=\"true\"".to_owned()
    } else {
        format!("aria-label=\"{}\"", escaped(description))
    };
    let (w, h) = (width * UNITS as u32, height * UNITS as u32);
    let root = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"outpost-chart\" role=\"img\" {name} width=\"{width}\" \
         height=\"{height}\" viewBox=\"0 0 {w} {h}\" font-family=\"sans-serif\">\n"
    );
    ink::paint(&(root + &body), theme)
}

fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars().filter(|c| !c.is_control()) {
        match c {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            other => out.push(other),
        }
    }
    out
}
