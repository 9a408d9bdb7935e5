//! Several lines over the same bands, to be compared with each other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{Bands, Series, Target, ValueAxis};
use crate::figures::{Drawn, Plot, table};

/// Lines over bands. A gap breaks its line; a point alone between gaps is a dot. The axis begins at zero,
/// unless all values lie in the upper half of their range.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Line {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// Days, weeks, months or categories.
    pub bands: Bands,
    /// The left axis.
    pub axis: ValueAxis,
    /// The lines; more than six begin again with the first colour.
    pub series: Vec<Series>,
    /// A level to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target: Option<Target>,
}

impl Plot for Line {
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
