//! Outlets as points of a map.

use super::store;
use crate::access::Need;
use crate::error::Result;
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// No network has as many outlets; a wrong import might.
const OUTLETS_MAX: i64 = 20_000;

/// Input of `outlets.map_points`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "OutletMapPointsInput")]
#[serde(deny_unknown_fields)]
pub struct OutletMapPoints {}

/// Outlets as columns of equal length.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct OutletPointsView {
    #[ts(as = "Vec<f64>")]
    pub id: Vec<i64>,
    pub code: Vec<String>,
    pub name: Vec<String>,
    pub kind: Vec<String>,
    pub active: Vec<bool>,
    /// WGS-84 degrees.
    pub longitude: Vec<f64>,
    pub latitude: Vec<f64>,
    /// How many have no place.
    pub unlocated: u32,
}

impl Operation for OutletMapPoints {
    const NAME: &'static str = "outlets.map_points";
    const DOC: &'static str = "Where the outlets are.";
    const NEEDS: Need = Need::Permission("masters.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["outlets"];
    type Output = OutletPointsView;
    async fn run(&self, cx: &mut Cx) -> Result<OutletPointsView> {
        let scope = cx.actor()?.scope.clone();
        let mut view = OutletPointsView::default();
        for place in store::places(&mut cx.tx, &scope, OUTLETS_MAX).await? {
            let (Some(longitude), Some(latitude)) = (place.longitude, place.latitude) else {
                view.unlocated += 1;
                continue;
            };
            view.id.push(place.id);
            view.code.push(place.code);
            view.name.push(place.name);
            view.kind.push(place.kind);
            view.active.push(place.active.0);
            view.longitude.push(longitude);
            view.latitude.push(latitude);
        }
        Ok(view)
    }
}
