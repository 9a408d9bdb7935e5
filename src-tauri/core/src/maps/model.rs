//! Wire types of map layers.

use crate::kernel::CoordinateSystem;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a layer is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum LayerKind {
    /// Pictures from a provider, by an address with `{z}`, `{x}` and `{y}`.
    Tiles,
    /// Areas, lines or points of a GeoJSON file.
    Geojson,
    /// One file of tiles, read by ranges.
    Pmtiles,
}

impl LayerKind {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Tiles => "tiles",
            Self::Geojson => "geojson",
            Self::Pmtiles => "pmtiles",
        }
    }
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Tiles, Self::Geojson, Self::Pmtiles]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// What reading a layer's file has found.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct LayerDetails {
    /// West, south, east, north in WGS-84 degrees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub bounds: Option<[f64; 4]>,
    /// Of PMTiles: the zooms it holds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub zooms: Option<[u8; 2]>,
    /// Of PMTiles: whether its tiles are shapes (MVT) and not pictures.
    #[serde(default)]
    pub vector: bool,
    /// Of GeoJSON: how many features.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub features: Option<u32>,
    /// Of GeoJSON: the names of its properties.
    #[serde(default)]
    pub properties: Vec<String>,
}

/// A layer as maps and their settings see it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LayerView {
    #[ts(as = "f64")]
    pub id: i64,
    #[ts(as = "f64")]
    pub version: i64,
    pub kind: LayerKind,
    pub name: String,
    pub source: String,
    /// 审图号; empty where the map needs none.
    pub approval_number: String,
    /// The system of the tiles; areas are converted to WGS-84 when they come in.
    pub coordinate_system: CoordinateSystem,
    /// The address without the key; for administrators only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub url: Option<String>,
    pub has_key: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub bytes: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub join_property: Option<String>,
    pub details: LayerDetails,
    pub active: bool,
}
