//! What a figure is made of: the wire types that every kind of figure shares.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::figures::Plot;
use crate::figures::area::Area;
use crate::figures::bar::Bar;
use crate::figures::heat_map::HeatMap;
use crate::figures::histogram::Histogram;
use crate::figures::line::Line;
use crate::figures::pareto::Pareto;
use crate::figures::scatter::Scatter;
use crate::figures::sparkline::Sparkline;
use crate::figures::trend::Trend;
use crate::format::Format;

/// Beyond this size (2^53) a double no longer holds every whole number, so a figure would show wrong digits.
const LARGEST: f64 = 9_007_199_254_740_992.0;

/// Whether a figure can show this number.
pub(crate) fn is_drawable(value: f64) -> bool {
    value.is_finite() && value.abs() <= LARGEST
}

/// A figure to draw. It has no title: the UI titles it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Figure {
    /// Lines over time or categories, with an optional target and counts as faint bars behind.
    Trend(Trend),
    /// Bars in the caller's order with the cumulative share as a line.
    Pareto(Pareto),
    /// Lines to compare with each other.
    Line(Line),
    /// Parts of a whole over time, stacked.
    Area(Area),
    /// Bars side by side or stacked, upright or lying.
    Bar(Bar),
    /// A grid of cells, as dark as their values are high.
    HeatMap(HeatMap),
    /// Counts in classes of a measured value.
    Histogram(Histogram),
    /// Points over two axes.
    Scatter(Scatter),
    /// A line as large as a word.
    Sparkline(Sparkline),
}

impl Figure {
    pub(crate) fn plot(&self) -> &dyn Plot {
        match self {
            Figure::Trend(trend) => trend,
            Figure::Pareto(pareto) => pareto,
            Figure::Line(line) => line,
            Figure::Area(area) => area,
            Figure::Bar(bar) => bar,
            Figure::HeatMap(map) => map,
            Figure::Histogram(histogram) => histogram,
            Figure::Scatter(scatter) => scatter,
            Figure::Sparkline(line) => line,
        }
    }

    /// The figure with the values of these series left out; nothing where none is put aside. The series stay,
    /// so that the others keep their colours.
    pub(crate) fn without(&self, hidden: &[String]) -> Option<Figure> {
        if hidden.is_empty() {
            return None;
        }
        let mut figure = self.clone();
        let put_aside = |series: &mut Vec<Series>| {
            for one in series.iter_mut().filter(|series| hidden.contains(&series.key)) {
                one.points.clear();
            }
        };
        match &mut figure {
            Figure::Trend(trend) => put_aside(&mut trend.series),
            Figure::Line(line) => put_aside(&mut line.series),
            Figure::Area(area) => put_aside(&mut area.series),
            Figure::Bar(bar) => put_aside(&mut bar.series),
            Figure::Scatter(scatter) => {
                for cloud in scatter
                    .clouds
                    .iter_mut()
                    .filter(|cloud| hidden.contains(&cloud.key))
                {
                    cloud.spots.clear();
                }
            }
            // One series, or rows that are places and not series.
            Figure::Pareto(_) | Figure::HeatMap(_) | Figure::Histogram(_) | Figure::Sparkline(_) => {}
        }
        Some(figure)
    }
}

/// What the bands of the horizontal axis are; it decides which labels remain when there is no room for all.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BandKind {
    /// Names: wrapped, then cut with an ellipsis.
    Category,
    /// Hours of a day: every hour, every second, third, fourth, sixth …
    Hour,
    /// Days: every day, every second, every week, every second week …
    Day,
    /// Weeks: every week, every second, every fourth, every quarter …
    Week,
    /// Months: every month, every second, every quarter, every half year, every year …
    Month,
}

/// The horizontal axis: equally wide bands, left to right in the order given.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Bands {
    /// Heads the first column of the table ("Month", "月份").
    pub label: String,
    /// What a band is.
    pub by: BandKind,
    /// The bands.
    pub items: Vec<Band>,
}

impl Bands {
    /// Bands of one kind under one heading.
    pub fn new(by: BandKind, label: impl Into<String>, items: Vec<Band>) -> Self {
        Bands {
            label: label.into(),
            by,
            items,
        }
    }
}

/// One band: a day, a month, a category.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Band {
    /// The full text, in the person's language: used in marks and in the table.
    pub label: String,
    /// The shorter text on the axis ("11-22", "11 月"); the full one where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tick: Option<String>,
}

impl Band {
    /// A band whose axis text is its full text.
    pub fn new(label: impl Into<String>) -> Self {
        Band {
            label: label.into(),
            tick: None,
        }
    }

    /// Gives the band a shorter text for the axis.
    pub fn tick(self, tick: impl Into<String>) -> Self {
        Band {
            tick: Some(tick.into()),
            ..self
        }
    }

    pub(crate) fn axis_text(&self) -> &str {
        self.tick.as_deref().unwrap_or(&self.label)
    }
}

/// A vertical axis.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ValueAxis {
    /// Stands above the axis when not empty ("orders", "单").
    #[serde(default)]
    pub label: String,
    /// How its numbers are written, and which steps are round.
    pub format: Format,
    /// Lowest value shown; chosen from the data where absent. In the unit of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub min: Option<f64>,
    /// Highest value shown; chosen from the data where absent. In the unit of the format.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub max: Option<f64>,
}

impl ValueAxis {
    /// An axis that finds its own range and carries no label.
    pub fn new(format: Format) -> Self {
        ValueAxis {
            label: String::new(),
            format,
            min: None,
            max: None,
        }
    }
}

/// One value, and where a click on it leads.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Point {
    /// The value in the unit of the axis' format. None (and what is not finite, or beyond ±2^53) is a gap:
    /// it breaks a line and leaves out a bar. It is never drawn as zero.
    pub value: Option<f64>,
    /// Handed back untouched in the mark and the table row: the filter that shows the records behind it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "unknown")]
    pub drill: Option<serde_json::Value>,
}

impl Point {
    /// A value without a drill.
    pub fn new(value: f64) -> Self {
        Point {
            value: Some(value),
            drill: None,
        }
    }

    /// A gap.
    pub fn gap() -> Self {
        Point {
            value: None,
            drill: None,
        }
    }

    /// Gives the point its drill.
    pub fn drill(self, drill: serde_json::Value) -> Self {
        Point {
            drill: Some(drill),
            ..self
        }
    }

    /// The value when it can be drawn.
    pub(crate) fn drawable(&self) -> Option<f64> {
        self.value.filter(|value| is_drawable(*value))
    }
}

/// A row of values, one for each band. Missing points are gaps, surplus ones are not drawn.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Series {
    /// Its stable name in code; marks carry it.
    pub key: String,
    /// Its name for people, in their language.
    pub name: String,
    /// Its values, in the order of the bands.
    pub points: Vec<Point>,
}

impl Series {
    /// A series of values.
    pub fn new(key: impl Into<String>, name: impl Into<String>, points: Vec<Point>) -> Self {
        Series {
            key: key.into(),
            name: name.into(),
            points,
        }
    }

    pub(crate) fn value(&self, index: usize) -> Option<f64> {
        self.points.get(index).and_then(Point::drawable)
    }

    pub(crate) fn drill(&self, index: usize) -> Option<serde_json::Value> {
        self.points.get(index).and_then(|point| point.drill.clone())
    }

    /// The values that can be drawn over the first `bands` bands.
    pub(crate) fn drawable(&self, bands: usize) -> impl Iterator<Item = f64> + '_ {
        self.points.iter().take(bands).filter_map(Point::drawable)
    }
}

/// A level to compare with, drawn as a dashed line and named in the legend.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Its name for people, with its value ("Target 95%", "目标 95%").
    pub name: String,
    /// The level, in the unit of the axis.
    pub value: f64,
}

/// How much stands behind each point: faint bars in the lower part, with an axis of their own at the right,
/// so that 100 % of three orders is not taken for 100 % of three thousand.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Volume {
    /// The right axis; it always begins at zero.
    pub axis: ValueAxis,
    /// The counts.
    pub series: Series,
}
