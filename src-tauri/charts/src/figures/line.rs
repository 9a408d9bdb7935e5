//! Several lines over the same bands, to be compared with each other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{Bands, Series, Target, ValueAxis};
use crate::figures::trend::Trend;
use crate::figures::{Drawn, Plot};

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

impl Line {
    /// Lines are a trend without counts behind.
    fn trend(&self) -> Trend {
        Trend {
            description: self.description.clone(),
            bands: self.bands.clone(),
            axis: self.axis.clone(),
            series: self.series.clone(),
            target: self.target.clone(),
            volume: None,
        }
    }
}

impl Plot for Line {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.trend().is_empty()
    }

    fn draw(&self, canvas: &Canvas, sheet: Rect) -> Drawn {
        self.trend().draw(canvas, sheet)
    }

    fn table(&self) -> Table {
        self.trend().table()
    }
}
