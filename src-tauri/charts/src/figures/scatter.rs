//! How two measures go together, one point for each outlet, engineer or order.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::canvas::Canvas;
use crate::drawing::{Rect, Table};
use crate::figure::{ValueAxis, is_drawable};
use crate::figures::{Drawn, Plot};

/// Up to how many points are drawn one by one when the caller doesn't say.
pub(crate) const MOST: u32 = 5000;

/// One point.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Spot {
    /// Its name for people.
    pub label: String,
    /// In the unit of the horizontal axis. What is not finite or beyond ±2^53 is not drawn.
    pub x: f64,
    /// In the unit of the vertical axis. What is not finite or beyond ±2^53 is not drawn.
    pub y: f64,
    /// Handed back untouched in the mark and the table row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional, type = "unknown")]
    pub drill: Option<serde_json::Value>,
}

/// Points of one kind.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Cloud {
    /// Its stable name in code; marks carry it.
    pub key: String,
    /// Its name for people.
    pub name: String,
    /// The points.
    pub spots: Vec<Spot>,
}

/// Points over two axes. Beyond `most` points they would cover each other and hide how many they are: then
/// the sheet is divided into cells, each as dark as it holds points, and the table lists the cells.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Scatter {
    /// The spoken name of the figure in one sentence; empty when the page around it has one.
    #[serde(default)]
    pub description: String,
    /// Heads the first column of the table ("Outlet", "网点").
    pub label: String,
    /// The horizontal axis.
    pub x: ValueAxis,
    /// The vertical axis.
    pub y: ValueAxis,
    /// The points; more than six kinds begin again with the first colour.
    pub clouds: Vec<Cloud>,
    /// What the points are, for the counts of cells ("orders", "单").
    #[serde(default)]
    pub counted: String,
    /// Up to how many points are drawn one by one; 5000 where absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub most: Option<u32>,
}

impl Scatter {
    fn spots(&self) -> impl Iterator<Item = (usize, &Spot)> {
        let clouds = self.clouds.iter().enumerate();
        let all = clouds.flat_map(|(number, cloud)| cloud.spots.iter().map(move |spot| (number, spot)));
        all.filter(|(_, spot)| is_drawable(spot.x) && is_drawable(spot.y))
    }
}

impl Plot for Scatter {
    fn description(&self) -> &str {
        &self.description
    }

    fn is_empty(&self) -> bool {
        self.spots().next().is_none()
    }

    fn draw(&self, _canvas: &Canvas, sheet: Rect) -> Drawn {
        Drawn::blank(sheet)
    }

    fn table(&self) -> Table {
        Table {
            columns: Vec::new(),
            rows: Vec::new(),
        }
    }
}
