//! Values side by side or on top of each other: counts by month, a ranking of outlets.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{Bands, Series, Target, ValueAxis};
use crate::figures::{Drawn, Plot, table};

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

impl Plot for Bar {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.series
            .iter()
            .all(|series| series.drawable(self.bands.items.len()).next().is_none())
    }

    fn draw(&self, _canvas: &Canvas, sheet: Rect) -> Drawn {
        Drawn::blank(sheet)
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
