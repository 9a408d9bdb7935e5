//! Typed figures to SVG, PNG, marks and a table, drawn by plotters.
//!
//! A caller hands over a [`Figure`]: numbers, typed [`Format`]s and label strings that are already in the
//! person's language (this crate knows no catalogue). [`render`] answers a [`Drawing`]: the SVG, the
//! [`Mark`]s which the UI lays over it for hover, keyboard focus and drill-down, and the same numbers as a
//! [`Table`]. [`to_png`] turns a drawing into a picture for slides. The same figure and style always give the
//! same bytes: nothing here reads a clock, a locale or (except [`Fonts::system`]) the machine.
//!
//! # Adding a figure
//!
//! 1. A file in `figures/` with its typed input (serde, ts-rs) and an implementation of `Plot`.
//! 2. A variant in [`Figure`] and its arm in `Figure::plot`.
//! 3. A sample in `tests/golden/chart_samples.rs`: the golden and geometry tests then cover it.
//!
//! Axes, legend, gaps, label thinning, colours and dark mode come from `frame`, `labels` and `ink`.
//!
//! # Example
//!
//! ```
//! use outpost_charts::*;
//!
//! let figure = Figure::Trend(Trend {
//!     description: "On time by month".into(),
//!     bands: Bands::new(BandKind::Month, "Month", vec![Band::new("2026-01"), Band::new("2026-02")]),
//!     axis: ValueAxis::new(Format::Percent { decimals: 1 }),
//!     series: vec![Series::new("on_time", "On time", vec![Point::new(0.91), Point::new(0.94)])],
//!     target: Some(Target { name: "Target 95%".into(), value: 0.95 }),
//!     volume: None,
//! });
//! let drawing = render(&figure, &Style::new(640, 280));
//! assert!(drawing.svg.starts_with("<svg"));
//! assert_eq!(drawing.marks[1].value, "94.0%");
//! assert_eq!(drawing.table.rows[0].cells[0].text, "2026-01");
//! ```

mod canvas;
mod drawing;
mod figure;
mod figures;
mod format;
mod frame;
mod hatch;
mod heat;
mod ink;
mod labels;
mod legend;
mod plane;
mod png;
mod scale;

pub use drawing::{
    Align, Cell, Column, Drawing, Legend, Mark, Rect, Row, Shape, Style, Table, Theme, render,
};
pub use figure::{Band, BandKind, Bands, Figure, Point, Series, Target, ValueAxis, Volume};
pub use figures::area::Area;
pub use figures::bar::{Bar, BarMode};
pub use figures::heat_map::HeatMap;
pub use figures::histogram::Histogram;
pub use figures::line::Line;
pub use figures::pareto::Pareto;
pub use figures::scatter::{Cloud, Scatter, Spot};
pub use figures::sparkline::Sparkline;
pub use figures::trend::Trend;
pub use format::{DurationUnits, Format};
pub use ink::{HEAT_STEPS, SERIES_COLOURS, variables};
pub use png::{Fonts, PngError, to_png};
