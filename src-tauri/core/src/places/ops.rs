//! What forms and maps ask of places. All of it is public geography, so it needs no permission.

use super::model::{Certainty, DivisionLevel, DivisionView};
use super::rules;
use super::table::table;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::kernel::{CoordinateSystem, Position};
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Divisions that were asked for.
#[derive(Debug, Clone, Serialize, TS)]
pub struct DivisionList {
    pub divisions: Vec<DivisionView>,
}

/// Input of `places.divisions`: the provinces, or what stands below a code.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "DivisionsInput")]
#[serde(deny_unknown_fields)]
pub struct Divisions {
    #[serde(default)]
    #[ts(optional = nullable)]
    parent: Option<String>,
}

impl Operation for Divisions {
    const NAME: &'static str = "places.divisions";
    const DOC: &'static str = "The provinces of China, or the divisions right below one.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = DivisionList;
    async fn run(&self, _cx: &mut Cx) -> Result<DivisionList> {
        let table = table();
        let parent = match &self.parent {
            None => None,
            Some(code) => Some(table.place(code).ok_or_else(|| Error::not_found("division"))?),
        };
        let below = table.below(parent).iter().map(|place| table.view(*place));
        Ok(DivisionList {
            divisions: below.collect(),
        })
    }
}

const TEXT_MAX: usize = 400;
const LIMIT_MAX: u32 = 50;
const LIMIT: u32 = 20;

fn bounded<'t>(field: &str, text: &'t str) -> Result<&'t str> {
    if text.chars().count() > TEXT_MAX {
        return Err(Error::new(Code::ValueTooLong)
            .with("field", field)
            .with("max", TEXT_MAX)
            .at(field));
    }
    Ok(text)
}

/// Input of `places.find`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PlaceFindInput")]
#[serde(deny_unknown_fields)]
pub struct Find {
    /// A name, its pinyin or initials; parents before it narrow: `广州 天河`, `gz th`.
    text: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    limit: Option<u32>,
}

impl Operation for Find {
    const NAME: &'static str = "places.find";
    const DOC: &'static str =
        "Divisions by name, pinyin, initials or code; namesakes all, each with what stands above it.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = DivisionList;
    async fn run(&self, _cx: &mut Cx) -> Result<DivisionList> {
        let limit = self.limit.unwrap_or(LIMIT);
        if !(1..=LIMIT_MAX).contains(&limit) {
            let error = Error::new(Code::NumberOutOfRange)
                .with("min", 1)
                .with("max", LIMIT_MAX);
            return Err(error.at("limit"));
        }
        let found = rules::find(table(), bounded("text", &self.text)?, limit as usize);
        Ok(DivisionList {
            divisions: found.into_iter().map(|place| table().view(place)).collect(),
        })
    }
}

/// Input of `places.locate`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "LocateInput")]
#[serde(deny_unknown_fields)]
pub struct Locate {
    address: String,
}

/// Where an address is, as far as its words tell.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LocateView {
    /// How sure the first of them is; absent where the address names no division.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub certainty: Option<Certainty>,
    /// The division that the address names, or all of that name.
    pub divisions: Vec<DivisionView>,
}

impl Operation for Locate {
    const NAME: &'static str = "places.locate";
    const DOC: &'static str = "The division that an address names, its centroid, and how sure that is.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = LocateView;
    async fn run(&self, _cx: &mut Cx) -> Result<LocateView> {
        let found = rules::locate(table(), bounded("address", &self.address)?);
        Ok(LocateView {
            certainty: found.first().map(|located| located.certainty),
            divisions: found.iter().map(|located| table().view(located.place)).collect(),
        })
    }
}

/// Input of `places.labels`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PlaceLabelsInput")]
#[serde(deny_unknown_fields)]
pub struct Labels {}

/// The names that a map writes, as columns of equal length.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct PlaceLabels {
    pub name: Vec<&'static str>,
    pub english: Vec<&'static str>,
    pub level: Vec<DivisionLevel>,
    /// WGS-84 degrees.
    pub longitude: Vec<f64>,
    pub latitude: Vec<f64>,
}

impl Operation for Labels {
    const NAME: &'static str = "places.labels";
    const DOC: &'static str = "Short names and centroids of all divisions, for the labels of a map.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = PlaceLabels;
    async fn run(&self, _cx: &mut Cx) -> Result<PlaceLabels> {
        let mut labels = PlaceLabels::default();
        for division in table().all.iter().filter(|division| division.own_centroid) {
            labels.name.push(division.short);
            labels.english.push(&division.english);
            labels.level.push(division.level());
            labels.longitude.push(division.longitude);
            labels.latitude.push(division.latitude);
        }
        Ok(labels)
    }
}

/// Input of `places.convert`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ConvertInput")]
#[serde(deny_unknown_fields)]
pub struct Convert {
    longitude: f64,
    latitude: f64,
    from: CoordinateSystem,
    to: CoordinateSystem,
}

impl Operation for Convert {
    const NAME: &'static str = "places.convert";
    const DOC: &'static str = "A position in another coordinate system.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = Position;
    async fn run(&self, _cx: &mut Cx) -> Result<Position> {
        let given = Position {
            longitude: self.longitude,
            latitude: self.latitude,
        };
        if !given.is_possible() {
            return Err(Error::invalid("latitude"));
        }
        Ok(self.to.from_wgs84(self.from.to_wgs84(given)))
    }
}
