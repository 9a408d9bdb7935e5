//! Wire types of places.

use serde::Serialize;
use ts_rs::TS;

/// How high a division stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DivisionLevel {
    Province,
    City,
    District,
}

/// A division's code and names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct DivisionName {
    pub code: String,
    pub name: String,
    pub english: String,
}

/// A division with all that stands above it.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct DivisionView {
    /// Six digits of GB/T 2260.
    pub code: String,
    pub name: String,
    pub english: String,
    pub level: DivisionLevel,
    /// From the province down to itself.
    pub path: Vec<DivisionName>,
    /// Of its centroid: WGS-84 degrees, within about a kilometre.
    pub longitude: f64,
    pub latitude: f64,
    /// False where only the centroid of its parent is known.
    pub own_centroid: bool,
    /// Whether others stand below it.
    pub has_below: bool,
}

/// How sure it is that an address names a division.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Certainty {
    /// Named in full, or named with what stands above it.
    Sure,
    /// Named in short and alone, but there is only one of that name.
    Likely,
    /// Several divisions have this name, and nothing tells them apart.
    Ambiguous,
}
