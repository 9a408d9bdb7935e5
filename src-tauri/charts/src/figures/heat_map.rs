//! When things happen: weekday by hour, each cell as dark as its value is high.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{Bands, Series, ValueAxis};
use crate::figures::{Drawn, Plot, table};

/// A grid of cells: bands from left to right, series from above to below. Values stand in the cells where
/// they fit, in an ink that reads on the cell's ground. A gap is an empty cell, zero is the lightest one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct HeatMap {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// The columns (hours).
    pub bands: Bands,
    /// The rows (weekdays), from above.
    pub series: Vec<Series>,
    /// What the cells count and how it is written; its label heads the colour scale.
    pub axis: ValueAxis,
}

impl Plot for HeatMap {
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
