//! Wire types of the network.

use crate::kernel::{EngineerId, OutletId, RegionId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Kinds of outlets: 直营, 特约, 加盟.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OutletKind {
    Direct,
    Authorised,
    Franchise,
}

impl OutletKind {
    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        super::grids::OUTLET_KINDS[self as usize]
    }
    /// From the stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Direct, Self::Authorised, Self::Franchise]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// An outlet as its drawer shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct OutletView {
    pub id: OutletId,
    #[ts(as = "f64")]
    pub version: i64,
    pub code: String,
    pub name: String,
    pub kind: OutletKind,
    pub level: Option<String>,
    pub region_id: Option<RegionId>,
    pub region_name: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub active: bool,
    /// Engineers in use.
    #[ts(as = "f64")]
    pub engineers: i64,
    /// Its telephone number is masked, and is kept as it is when the rest is changed.
    pub masked: bool,
}

/// What people write of an outlet.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct OutletWords {
    pub name: String,
    pub kind: OutletKind,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub level: Option<String>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub region_id: Option<RegionId>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub phone: Option<String>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub address: Option<String>,
    /// Degrees, WGS-84.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub latitude: Option<f64>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub longitude: Option<f64>,
    pub active: bool,
}

/// An engineer as the drawer shows them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct EngineerView {
    pub id: EngineerId,
    #[ts(as = "f64")]
    pub version: i64,
    pub code: String,
    pub name: String,
    pub outlet_id: OutletId,
    pub outlet_name: String,
    pub phone: Option<String>,
    pub skills: Option<String>,
    pub active: bool,
    pub masked: bool,
}

/// What people write of an engineer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct EngineerWords {
    pub name: String,
    pub outlet_id: OutletId,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub phone: Option<String>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub skills: Option<String>,
    pub active: bool,
}

/// A region as its drawer shows it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RegionView {
    pub id: RegionId,
    #[ts(as = "f64")]
    pub version: i64,
    pub code: String,
    pub name: String,
    pub parent_id: Option<RegionId>,
    pub parent_name: Option<String>,
    /// Outlets in it and in all regions below it, that the person may see.
    #[ts(as = "f64")]
    pub outlets: i64,
}

/// What people write of a region.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct RegionWords {
    pub name: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub parent_id: Option<RegionId>,
}
