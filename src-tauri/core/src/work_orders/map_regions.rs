//! Open orders by region, for the areas of a map.

use super::store;
use crate::access::Need;
use crate::error::Result;
use crate::kernel::Ms;
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use ts_rs::TS;

/// Input of `work_orders.map_regions`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "MapRegionsInput")]
#[serde(deny_unknown_fields)]
pub struct MapRegions {}

/// Regions as columns of equal length; each with all that stand below it.
#[derive(Debug, Clone, Default, Serialize, TS)]
pub struct MapRegionsView {
    pub code: Vec<String>,
    pub name: Vec<String>,
    #[ts(as = "Vec<f64>")]
    pub open: Vec<i64>,
    #[ts(as = "Vec<f64>")]
    pub overdue: Vec<i64>,
    pub as_of: Ms,
}

impl Operation for MapRegions {
    const NAME: &'static str = "work_orders.map_regions";
    const DOC: &'static str =
        "Open and overdue orders of each region with all below it, for the areas of a map.";
    const NEEDS: Need = Need::Permission("work_orders.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders", "regions", "outlets"];
    type Output = MapRegionsView;
    async fn run(&self, cx: &mut Cx) -> Result<MapRegionsView> {
        let scope = cx.actor()?.scope.clone();
        let counts = store::open_by_region(&mut cx.tx, &scope, cx.now).await?;
        let regions = store::regions(&mut cx.tx).await?;
        let paths: HashMap<i64, &str> = regions
            .iter()
            .map(|(id, _, _, path)| (*id, path.as_str()))
            .collect();
        let mut sums: HashMap<i64, (i64, i64)> = HashMap::new();
        for (region, open, overdue) in counts {
            // A path holds the ids from the root down to the region itself.
            let path = paths.get(&region).copied().unwrap_or_default();
            for id in path.split('/').filter_map(|part| part.parse::<i64>().ok()) {
                let sum = sums.entry(id).or_default();
                *sum = (sum.0 + open, sum.1 + overdue);
            }
        }
        let mut view = MapRegionsView {
            as_of: cx.now,
            ..MapRegionsView::default()
        };
        for (id, code, name, _) in &regions {
            // Regions without an open order of this person's are left out: they may lie outside of the scope.
            let Some((open, overdue)) = sums.get(id) else {
                continue;
            };
            view.code.push(code.clone());
            view.name.push(name.clone());
            view.open.push(*open);
            view.overdue.push(*overdue);
        }
        Ok(view)
    }
}
