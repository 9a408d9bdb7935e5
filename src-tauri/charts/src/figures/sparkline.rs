//! The shape of a figure's past, as large as a word: a line without axes.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{Bands, Series, Target};
use crate::figures::{Drawn, Plot, table};
use crate::format::Format;

/// One small line, its last point a dot, its target a faint dashed level. It has no axis, no label and no
/// legend: the card around it says the figure, the marks say each point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Sparkline {
    /// The spoken name of the figure in one sentence; empty when the card around it has one.
    #[serde(default)]
    pub description: String,
    /// What each point stands for; the texts are read in marks and in the table only.
    pub bands: Bands,
    /// How the values are written.
    pub format: Format,
    /// The line.
    pub series: Series,
    /// A level to compare with.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target: Option<Target>,
}

impl Plot for Sparkline {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.series.drawable(self.bands.items.len()).next().is_none()
    }

    fn draw(&self, _canvas: &Canvas, sheet: Rect) -> Drawn {
        Drawn::blank(sheet)
    }

    fn table(&self) -> Table {
        table(&self.bands, &[(&self.series, &self.format)])
    }
}
