//! What a figure becomes: the SVG, the marks over it, and the same numbers as a table.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::figure::Figure;
use crate::figures::Drawn;

/// Where the colours come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Theme {
    /// CSS variables of the page, with the light colours where a page has none.
    #[default]
    Css,
    /// Light colours, for a file.
    Light,
    /// Dark colours, for a file.
    Dark,
    /// Black on white for paper: series differ by hatching and dashes beside their grey.
    Print,
}

/// How to draw.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Style {
    /// In CSS pixels; kept within 16 and 8192.
    pub width: u32,
    /// In CSS pixels; kept within 16 and 8192.
    pub height: u32,
    /// Where the colours come from.
    #[serde(default)]
    pub theme: Theme,
    /// Keys of series that the person has put aside: not drawn, and faint in the legend. Axes fit the rest, the
    /// table still has all.
    #[serde(default)]
    pub hidden: Vec<String>,
}

impl Style {
    /// A size in CSS pixels, with the page's colours.
    pub fn new(width: u32, height: u32) -> Self {
        Style {
            width,
            height,
            theme: Theme::Css,
            hidden: Vec::new(),
        }
    }

    /// The same without some series.
    pub fn hidden(self, hidden: Vec<String>) -> Self {
        Style { hidden, ..self }
    }

    /// The same size with another source of colours.
    pub fn theme(self, theme: Theme) -> Self {
        Style { theme, ..self }
    }
}

/// A rectangle in CSS pixels from the upper left corner of the drawing.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
pub struct Rect {
    /// Left edge.
    pub x: f64,
    /// Upper edge.
    pub y: f64,
    /// Width.
    pub w: f64,
    /// Height.
    pub h: f64,
}

/// Where a mark is, in CSS pixels from the upper left corner of the drawing. It is exactly the shape drawn.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "shape", rename_all = "snake_case")]
pub enum Shape {
    /// A bar. A bar of value zero has no height: give its focus ring a size of its own.
    Rect {
        /// Left edge.
        x: f64,
        /// Upper edge.
        y: f64,
        /// Width.
        w: f64,
        /// Height.
        h: f64,
    },
    /// A point.
    Circle {
        /// Centre from the left.
        cx: f64,
        /// Centre from above.
        cy: f64,
        /// Radius.
        r: f64,
    },
}

/// One value that can be hovered, focused and opened. Marks stand in reading order: band by band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Mark {
    /// The shape drawn.
    #[serde(flatten)]
    pub shape: Shape,
    /// Key of its series.
    pub series: String,
    /// Name of its series, for people.
    pub series_name: String,
    /// Number of its band, from 0; also its row in the table.
    pub band: u32,
    /// Full text of its band, also where the axis shows it cut or not at all.
    pub label: String,
    /// The value as people read it.
    pub value: String,
    /// The point's drill, untouched.
    #[ts(type = "unknown")]
    pub drill: Option<serde_json::Value>,
}

/// One series in the legend, and where it stands: the UI lays a switch over it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Legend {
    /// Key of the series.
    pub key: String,
    /// Its name for people, also where the legend shows it cut.
    pub name: String,
    /// Swatch and name together.
    pub place: Rect,
    /// Whether it was put aside.
    pub hidden: bool,
}

/// On which side the texts of a column stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    /// Names.
    Left,
    /// Figures.
    Right,
}

/// A column of the table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Column {
    /// `band`, or the key of a series.
    pub key: String,
    /// Its heading, for people.
    pub label: String,
    /// On which side its texts stand.
    pub align: Align,
}

/// A cell of the table.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Cell {
    /// As people read it; a dash for a gap.
    pub text: String,
    /// The number behind it, in the unit of the axis; none for names and gaps.
    pub value: Option<f64>,
}

/// A row of the table: one band.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Row {
    /// One for each column.
    pub cells: Vec<Cell>,
    /// The drill of the first point of the band that has one.
    #[ts(type = "unknown")]
    pub drill: Option<serde_json::Value>,
}

/// The numbers of the figure, for those who read better than they see, and for the clipboard.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Table {
    /// The band, then the series.
    pub columns: Vec<Column>,
    /// One for each band.
    pub rows: Vec<Row>,
}

/// A figure, drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct Drawing {
    /// A complete SVG document. It has no ids, no script and no style, so that several fit in one page under
    /// a strict content policy.
    pub svg: String,
    /// Width in CSS pixels.
    pub width: u32,
    /// Height in CSS pixels.
    pub height: u32,
    /// There is no value to show: the UI says what belongs here instead.
    pub empty: bool,
    /// The part between the axes, for a crosshair.
    pub plot: Rect,
    /// The values to hover, focus and open.
    pub marks: Vec<Mark>,
    /// The series that the legend names; none where a single one needs no name or the sheet has no room.
    pub legend: Vec<Legend>,
    /// The same numbers as text.
    pub table: Table,
}

/// Draws a figure. It takes any input: gaps, one point, only zeros, thousands of bands, a tiny sheet.
/// Without any value the drawing is blank and says so in [`Drawing::empty`].
pub fn render(figure: &Figure, style: &Style) -> Drawing {
    let plot = figure.plot();
    let (width, height) = (style.width.clamp(16, 8192), style.height.clamp(16, 8192));
    let sheet = Rect {
        x: 0.0,
        y: 0.0,
        w: f64::from(width),
        h: f64::from(height),
    };
    let empty = plot.is_empty();
    let mut drawn = Drawn::blank(sheet);
    let svg = Canvas::svg(width, height, style, plot.description(), |canvas| {
        if !empty {
            let shown = figure.without(&style.hidden);
            drawn = shown.as_ref().unwrap_or(figure).plot().draw(canvas, sheet);
        }
    });
    Drawing {
        svg,
        width,
        height,
        empty,
        plot: drawn.plot,
        marks: drawn.marks,
        legend: drawn.legend,
        table: plot.table(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_one_flat_object_in_json_and_in_typescript() {
        let shape = Shape::Circle {
            cx: 1.0,
            cy: 2.0,
            r: 3.0,
        };
        let text = || "x".to_owned();
        let mark = Mark {
            shape,
            series: text(),
            series_name: text(),
            band: 0,
            label: text(),
            value: text(),
            drill: None,
        };
        let json = serde_json::to_value(mark).expect("plain data");
        assert_eq!((&json["shape"], &json["cx"]), (&"circle".into(), &1.0.into()));
        let declared = Mark::decl(&ts_rs::Config::default());
        assert!(
            declared.contains("drill: unknown") && !declared.contains("any"),
            "{declared}"
        );
        assert!(declared.contains("\"shape\": \"circle\""), "{declared}");
    }
}
