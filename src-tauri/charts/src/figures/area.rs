//! How a whole moved over time, and which parts it is made of: areas stacked on each other.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{Bands, Series, ValueAxis};
use crate::figures::{Drawn, Plot, table};

/// Areas stacked from below in the order given. The axis begins at zero. A gap adds nothing to the whole of
/// its band; so does a negative value, since a part of a whole cannot be negative: the table still says both.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Area {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// Days, weeks or months.
    pub bands: Bands,
    /// The left axis.
    pub axis: ValueAxis,
    /// The parts, the lowest first; more than six begin again with the first colour.
    pub series: Vec<Series>,
}

impl Plot for Area {
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
