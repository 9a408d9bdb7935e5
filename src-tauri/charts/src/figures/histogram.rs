//! How values are spread: how many orders took how long, with the median and the ninetieth percentile.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{Band, BandKind, Bands, Point, Series, Target, ValueAxis};
use crate::figures::{Drawn, Plot, table};

/// Counts in classes of a value. Classes follow each other without gaps; each has the same breadth on the
/// sheet whatever its span, and the axis names their edges, so that growing classes (1 h, 2 h, 4 h …) read well.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Histogram {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// What is measured: heads the first column of the table, writes the edges. Its limits are not used.
    pub measured: ValueAxis,
    /// The edges of the classes, rising: one more than there are classes. A last edge that is missing (as many
    /// edges as classes) leaves the last class open above.
    pub edges: Vec<f64>,
    /// The axis of the counts; it always begins at zero.
    pub axis: ValueAxis,
    /// Stable name of the counts in code; marks carry it.
    pub key: String,
    /// Name of the counts, for people.
    pub name: String,
    /// The count of each class.
    pub classes: Vec<Point>,
    /// Levels of the measured value that are drawn as upright lines and named in the legend (median, p90).
    #[serde(default)]
    pub markers: Vec<Target>,
}

impl Histogram {
    /// The classes as bands, named by their edges.
    fn bands(&self) -> Bands {
        let text = |edge: f64| self.measured.format.text(edge);
        let items = self.edges.iter().take(self.classes.len()).enumerate();
        let items = items.map(|(index, from)| match self.edges.get(index + 1) {
            Some(to) => Band::new(format!("{} – {}", text(*from), text(*to))),
            None => Band::new(format!("≥ {}", text(*from))),
        });
        Bands::new(BandKind::Category, self.measured.label.clone(), items.collect())
    }

    fn series(&self) -> Series {
        Series::new(self.key.clone(), self.name.clone(), self.classes.clone())
    }
}

impl Plot for Histogram {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.series().drawable(self.bands().items.len()).next().is_none()
    }

    fn draw(&self, _canvas: &Canvas, sheet: Rect) -> Drawn {
        Drawn::blank(sheet)
    }

    fn table(&self) -> Table {
        table(&self.bands(), &[(&self.series(), &self.axis.format)])
    }
}
