//! Coordinate systems of China's maps. Positions are stored as WGS-84 (what satellites measure); files, maps and services of
//! China speak GCJ-02 (some hundred metres off, by law) or BD-09 (that, shifted once more). They are converted at the edge.
//!
//! The formulas are the published ones (eviltransform and its many ports). They have no closed inverse; ours iterates until
//! the error is far below the width of a hand.
//!
//! ```
//! use outpost_core::kernel::{CoordinateSystem, Position};
//! let square = Position { longitude: 116.404, latitude: 39.915 };
//! let shown = CoordinateSystem::Gcj02.from_wgs84(square);
//! assert!((shown.longitude - 116.410_244_5).abs() < 1e-6);
//! let back = CoordinateSystem::Gcj02.to_wgs84(shown);
//! assert!((back.longitude - square.longitude).abs() < 1e-8);
//! ```

use serde::{Deserialize, Serialize};
use std::f64::consts::PI;
use ts_rs::TS;

/// In which system coordinates are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CoordinateSystem {
    /// GPS, OpenStreetMap, most of the world.
    #[default]
    Wgs84,
    /// 火星坐标: Amap, Tencent, Google in China, and every approved map of China.
    Gcj02,
    /// 百度坐标.
    Bd09,
}

/// A place on the earth, in degrees.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Position {
    /// −180 to 180, east positive.
    pub longitude: f64,
    /// −90 to 90, north positive.
    pub latitude: f64,
}

/// The half axis and the square of the eccentricity of the ellipsoid of Krassowski 1940, which GCJ-02 computes on.
const HALF_AXIS: f64 = 6_378_245.0;
const ECCENTRICITY: f64 = 0.006_693_421_622_965_943;
/// BD-09 turns by this beside degrees.
const BD_PI: f64 = PI * 3000.0 / 180.0;
/// 1e-9 degrees are a tenth of a millimetre; the shift changes so slowly that few rounds reach it.
const CLOSE: f64 = 1e-9;
const ROUNDS: usize = 30;

impl CoordinateSystem {
    /// Every system.
    pub const ALL: [Self; 3] = [Self::Wgs84, Self::Gcj02, Self::Bd09];

    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Wgs84 => "wgs84",
            Self::Gcj02 => "gcj02",
            Self::Bd09 => "bd09",
        }
    }

    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|system| system.as_str() == word)
    }

    /// A position told in this system, in WGS-84. Outside of China the systems agree.
    #[must_use]
    pub fn to_wgs84(self, told: Position) -> Position {
        match self {
            Self::Wgs84 => told,
            Self::Gcj02 => undo(told, wgs84_to_gcj02),
            Self::Bd09 => {
                if !told.is_in_china() {
                    return told;
                }
                undo(undo(told, gcj02_to_bd09), wgs84_to_gcj02)
            }
        }
    }

    /// A WGS-84 position as this system tells it.
    #[must_use]
    pub fn from_wgs84(self, real: Position) -> Position {
        match self {
            Self::Wgs84 => real,
            Self::Gcj02 => wgs84_to_gcj02(real),
            Self::Bd09 if !real.is_in_china() => real,
            Self::Bd09 => gcj02_to_bd09(wgs84_to_gcj02(real)),
        }
    }
}

impl Position {
    /// Whether both degrees can be.
    #[must_use]
    pub fn is_possible(self) -> bool {
        self.longitude.abs() <= 180.0 && self.latitude.abs() <= 90.0
    }

    /// Whether the shift of GCJ-02 applies: a plain rectangle, as the published code has it.
    #[must_use]
    pub fn is_in_china(self) -> bool {
        (72.004..=137.8347).contains(&self.longitude) && (0.8293..=55.8271).contains(&self.latitude)
    }

    /// Metres to another place, on a sphere.
    #[must_use]
    pub fn metres_to(self, other: Self) -> f64 {
        let (a, b) = (self.latitude.to_radians(), other.latitude.to_radians());
        let (high, wide) = (
            (b - a) / 2.0,
            (other.longitude - self.longitude).to_radians() / 2.0,
        );
        let half = high.sin().powi(2) + a.cos() * b.cos() * wide.sin().powi(2);
        2.0 * 6_371_008.8 * half.sqrt().min(1.0).asin()
    }
}

/// Looks for what `shift` moves to `told`, beginning at `told` itself.
fn undo(told: Position, shift: fn(Position) -> Position) -> Position {
    let mut found = told;
    for _ in 0..ROUNDS {
        let there = shift(found);
        let (east, north) = (told.longitude - there.longitude, told.latitude - there.latitude);
        found = Position {
            longitude: found.longitude + east,
            latitude: found.latitude + north,
        };
        if east.abs() < CLOSE && north.abs() < CLOSE {
            break;
        }
    }
    found
}

fn wgs84_to_gcj02(real: Position) -> Position {
    if !real.is_in_china() {
        return real;
    }
    let (x, y) = (real.longitude - 105.0, real.latitude - 35.0);
    let waves = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let north = -100.0
        + 2.0 * x
        + 3.0 * y
        + 0.2 * y * y
        + 0.1 * x * y
        + 0.2 * x.abs().sqrt()
        + waves
        + (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0
        + (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0;
    let east = 300.0
        + x
        + 2.0 * y
        + 0.1 * x * x
        + 0.1 * x * y
        + 0.1 * x.abs().sqrt()
        + waves
        + (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0
        + (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0;
    let angle = real.latitude.to_radians();
    let bend = 1.0 - ECCENTRICITY * angle.sin().powi(2);
    Position {
        longitude: real.longitude + east.to_degrees() / (HALF_AXIS / bend.sqrt() * angle.cos()),
        latitude: real.latitude
            + north.to_degrees() / (HALF_AXIS * (1.0 - ECCENTRICITY) / (bend * bend.sqrt())),
    }
}

fn gcj02_to_bd09(told: Position) -> Position {
    let (x, y) = (told.longitude, told.latitude);
    let far = x.hypot(y) + 0.000_02 * (y * BD_PI).sin();
    let angle = y.atan2(x) + 0.000_003 * (x * BD_PI).cos();
    Position {
        longitude: far * angle.cos() + 0.0065,
        latitude: far * angle.sin() + 0.006,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The same vectors that the page's own conversion is tested with.
    const VECTORS: &str = include_str!("../../../../tests/golden/coordinates.json");

    fn at(pair: &serde_json::Value) -> Position {
        Position {
            longitude: pair[0].as_f64().unwrap(),
            latitude: pair[1].as_f64().unwrap(),
        }
    }

    #[test]
    fn published_vectors_come_out() {
        let vectors: Vec<serde_json::Value> = serde_json::from_str(VECTORS).unwrap();
        assert!(vectors.len() >= 8);
        for vector in vectors {
            let system = |key: &str| CoordinateSystem::parse(vector[key].as_str().unwrap()).unwrap();
            let (from, to) = (system("from"), system("to"));
            let got = to.from_wgs84(from.to_wgs84(at(&vector["given"])));
            let far = got.metres_to(at(&vector["expected"]));
            assert!(
                far < vector["metres"].as_f64().unwrap(),
                "{vector}: {far} m off, got {got:?}"
            );
        }
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same_place(longitude in 73.0..137.0_f64, latitude in 1.5..55.0_f64) {
            let real = Position { longitude, latitude };
            for system in CoordinateSystem::ALL {
                let told = system.from_wgs84(real);
                let back = system.to_wgs84(told);
                prop_assert!(back.metres_to(real) < 0.1, "{system:?} {real:?} -> {told:?} -> {back:?}");
                let moved = told.metres_to(real);
                match system {
                    CoordinateSystem::Wgs84 => prop_assert!(moved < 0.001),
                    // Far at sea the shift of GCJ-02 runs through nothing; on land the vectors tell it.
                    _ => prop_assert!(moved < 3000.0, "{system:?} moved {real:?} by {moved} m"),
                }
            }
        }

        #[test]
        fn elsewhere_nothing_moves(longitude in -179.0..71.0_f64, latitude in -89.0..89.0_f64) {
            let real = Position { longitude, latitude };
            for system in CoordinateSystem::ALL {
                prop_assert_eq!(system.from_wgs84(real), real);
                prop_assert_eq!(system.to_wgs84(real), real);
            }
        }
    }
}
