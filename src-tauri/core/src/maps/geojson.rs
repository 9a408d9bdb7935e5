//! GeoJSON that people bring: checked, stripped to what a map shows, its coordinates made WGS-84. Pure.

use super::model::LayerDetails;
use super::rules::POINTS_MAX;
use crate::error::{Code, Error, Result};
use crate::kernel::{CoordinateSystem, Position};
use serde_json::{Map, Value as Json, json};
use std::collections::BTreeSet;

const TEXT_MAX: usize = 200;
const PROPERTIES_MAX: usize = 60;
const FEATURES_MAX: usize = 100_000;
/// GeoJSON may nest collections in collections; nobody does so sensibly.
const DEPTH_MAX: usize = 4;

/// A file that was read: what is kept, and what was found.
#[derive(Debug)]
pub(super) struct Taken {
    pub text: String,
    pub details: LayerDetails,
}

struct Reader {
    system: CoordinateSystem,
    points: usize,
    /// West, south, east, north.
    bounds: [f64; 4],
    properties: BTreeSet<String>,
    /// Which feature is being read, for the refusal.
    feature: usize,
}

/// Reads a whole file.
///
/// # Errors
/// `map_file_invalid` with the place: what is no GeoJSON, lies nowhere on the earth, or is too much for a page.
pub(super) fn take(bytes: &[u8], system: CoordinateSystem) -> Result<Taken> {
    let refused = |place: String| {
        Error::new(Code::MapFileInvalid)
            .with("format", "GeoJSON")
            .with("place", place)
            .at("upload")
    };
    // Some programs of Windows write a mark of UTF-8 in front.
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let root: Json =
        serde_json::from_slice(bytes).map_err(|e| refused(format!("{}:{}", e.line(), e.column())))?;
    let mut reader = Reader {
        system,
        points: 0,
        bounds: [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY],
        properties: BTreeSet::new(),
        feature: 0,
    };
    let features = reader
        .collection(&root)
        .ok_or_else(|| refused(format!("#{}", reader.feature.max(1))))?;
    if features.is_empty() {
        return Err(refused("#0".to_owned()));
    }
    let details = LayerDetails {
        bounds: Some(reader.bounds),
        features: u32::try_from(features.len()).ok(),
        properties: reader.properties.into_iter().collect(),
        ..LayerDetails::default()
    };
    let text = json!({"type": "FeatureCollection", "features": features}).to_string();
    Ok(Taken { text, details })
}

impl Reader {
    fn collection(&mut self, root: &Json) -> Option<Vec<Json>> {
        match root.get("type")?.as_str()? {
            "FeatureCollection" => {
                let all = root.get("features")?.as_array()?;
                if all.len() > FEATURES_MAX {
                    return None;
                }
                all.iter().map(|feature| self.feature(feature)).collect()
            }
            "Feature" => Some(vec![self.feature(root)?]),
            _ => {
                self.feature = 1;
                let geometry = self.geometry(root, 0)?;
                Some(vec![
                    json!({"type": "Feature", "properties": {}, "geometry": geometry}),
                ])
            }
        }
    }

    fn feature(&mut self, feature: &Json) -> Option<Json> {
        self.feature += 1;
        if feature.get("type")?.as_str()? != "Feature" {
            return None;
        }
        let geometry = self.geometry(feature.get("geometry")?, 0)?;
        let mut kept = Map::new();
        let given = feature.get("properties").and_then(Json::as_object);
        for (key, value) in given.into_iter().flatten().take(PROPERTIES_MAX) {
            let scalar = match value {
                Json::String(text) => Json::from(text.chars().take(TEXT_MAX).collect::<String>()),
                Json::Number(_) | Json::Bool(_) => value.clone(),
                _ => continue,
            };
            let key: String = key.chars().take(TEXT_MAX).collect();
            if self.properties.len() < PROPERTIES_MAX {
                self.properties.insert(key.clone());
            }
            kept.insert(key, scalar);
        }
        Some(json!({"type": "Feature", "properties": kept, "geometry": geometry}))
    }

    fn geometry(&mut self, geometry: &Json, depth: usize) -> Option<Json> {
        let kind = geometry.get("type")?.as_str()?;
        if kind == "GeometryCollection" {
            if depth >= DEPTH_MAX {
                return None;
            }
            let parts = geometry.get("geometries")?.as_array()?;
            let parts: Option<Vec<Json>> = parts.iter().map(|part| self.geometry(part, depth + 1)).collect();
            return Some(json!({"type": kind, "geometries": parts?}));
        }
        let nesting = match kind {
            "Point" => 0,
            "MultiPoint" | "LineString" => 1,
            "MultiLineString" | "Polygon" => 2,
            "MultiPolygon" => 3,
            _ => return None,
        };
        let coordinates = self.coordinates(geometry.get("coordinates")?, nesting)?;
        Some(json!({"type": kind, "coordinates": coordinates}))
    }

    fn coordinates(&mut self, value: &Json, nesting: usize) -> Option<Json> {
        let list = value.as_array()?;
        if nesting > 0 {
            let parts: Option<Vec<Json>> = list
                .iter()
                .map(|part| self.coordinates(part, nesting - 1))
                .collect();
            return parts.map(Json::from);
        }
        // A third number is a height, which no flat map shows.
        let told = Position {
            longitude: list.first()?.as_f64()?,
            latitude: list.get(1)?.as_f64()?,
        };
        self.points += 1;
        if !told.is_possible() || self.points > POINTS_MAX {
            return None;
        }
        let real = self.system.to_wgs84(told);
        let [west, south, east, north] = self.bounds;
        self.bounds = [
            west.min(real.longitude),
            south.min(real.latitude),
            east.max(real.longitude),
            north.max(real.latitude),
        ];
        let rounded = |degrees: f64| (degrees * 1e6).round() / 1e6;
        Some(json!([rounded(real.longitude), rounded(real.latitude)]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SQUARE: &str = r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"code":"440106","n":3,"deep":{"a":1}},
        "geometry":{"type":"Polygon","coordinates":[[[113.3,23.1,9],[113.4,23.1],[113.4,23.2],[113.3,23.1]]]}}]}"#;

    #[test]
    fn areas_keep_their_plain_properties_and_lose_their_heights() {
        let taken = take(SQUARE.as_bytes(), CoordinateSystem::Wgs84).unwrap();
        assert_eq!(taken.details.features, Some(1));
        assert_eq!(taken.details.properties, ["code", "n"]);
        assert_eq!(taken.details.bounds, Some([113.3, 23.1, 113.4, 23.2]));
        let kept: Json = serde_json::from_str(&taken.text).unwrap();
        assert_eq!(
            kept["features"][0]["geometry"]["coordinates"][0][0],
            json!([113.3, 23.1])
        );
        assert_eq!(
            kept["features"][0]["properties"],
            json!({"code": "440106", "n": 3})
        );
    }

    #[test]
    fn areas_in_another_system_are_moved() {
        let taken = take(SQUARE.as_bytes(), CoordinateSystem::Gcj02).unwrap();
        let kept: Json = serde_json::from_str(&taken.text).unwrap();
        let west = kept["features"][0]["geometry"]["coordinates"][0][0][0]
            .as_f64()
            .unwrap();
        assert!((west - 113.3).abs() > 0.003, "{west}");
    }

    #[test]
    fn what_is_no_geojson_is_refused_with_its_place() {
        for (text, place) in [
            ("", "1:0"),
            ("{\"type\":", "1:8"),
            ("[]", "#1"),
            ("{}", "#1"),
            ("{\"type\":\"Topology\"}", "#1"),
            ("{\"type\":\"FeatureCollection\",\"features\":[]}", "#0"),
            ("{\"type\":\"Point\",\"coordinates\":[200,0]}", "#1"),
            ("{\"type\":\"Point\",\"coordinates\":[\"113\",23]}", "#1"),
            ("{\"type\":\"Polygon\",\"coordinates\":[[1,2],[3,4]]}", "#1"),
            (
                "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[1,2]}},{}]}",
                "#2",
            ),
        ] {
            let error = take(text.as_bytes(), CoordinateSystem::Wgs84).unwrap_err();
            assert_eq!(error.params["place"], place, "{text}");
        }
        let deep = format!(
            "{}{{\"type\":\"Point\",\"coordinates\":[1,2]}}{}",
            "{\"type\":\"GeometryCollection\",\"geometries\":[".repeat(30),
            "]}".repeat(30)
        );
        assert!(take(deep.as_bytes(), CoordinateSystem::Wgs84).is_err());
    }
}
