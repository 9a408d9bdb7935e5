//! What selectors offer.

use super::{rules, store};
use crate::access::Need;
use crate::error::Result;
use crate::grids::{Choices, check_limit};
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Input of `outlets.options`: a search, or the ids whose names are wanted.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "OutletOptionsInput")]
#[serde(deny_unknown_fields)]
pub struct OutletOptions {
    #[serde(default)]
    #[ts(optional = nullable)]
    search: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<f64>>")]
    ids: Vec<i64>,
    #[ts(as = "f64")]
    limit: i64,
}

impl Operation for OutletOptions {
    const NAME: &'static str = "outlets.options";
    const DOC: &'static str = "Outlets for a selector, by code or name, or by ids.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["outlets"];
    type Output = Choices;
    async fn run(&self, cx: &mut Cx) -> Result<Choices> {
        check_limit(self.limit)?;
        let scope = cx.actor()?.scope.clone();
        let search = self.search.as_deref().unwrap_or_default().trim();
        let options = store::outlet_choices(&mut cx.tx, &scope, search, &self.ids, self.limit).await?;
        Ok(Choices { options })
    }
}

/// Input of `regions.options`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RegionOptionsInput")]
#[serde(deny_unknown_fields)]
pub struct RegionOptions {
    #[serde(default)]
    #[ts(optional = nullable)]
    search: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<f64>>")]
    ids: Vec<i64>,
    #[ts(as = "f64")]
    limit: i64,
    /// Only regions that hold, themselves or further down, an outlet that the person sees.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    served: bool,
}

impl Operation for RegionOptions {
    const NAME: &'static str = "regions.options";
    const DOC: &'static str = "Regions for a selector, by code or name, or by ids.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["regions", "outlets"];
    type Output = Choices;
    async fn run(&self, cx: &mut Cx) -> Result<Choices> {
        check_limit(self.limit)?;
        let scope = cx.actor()?.scope.clone();
        let within = self.served.then_some(&scope);
        let search = self.search.as_deref().unwrap_or_default().trim();
        let options = store::region_choices(&mut cx.tx, within, search, &self.ids, self.limit).await?;
        Ok(Choices { options })
    }
}

/// Input of `outlets.within`: outlets of these regions and of all below them, of these outlets, or of both at once.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "OutletsWithinInput")]
#[serde(deny_unknown_fields)]
pub struct OutletsWithin {
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<f64>>")]
    region_ids: Vec<i64>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<f64>>")]
    outlet_ids: Vec<i64>,
}

/// Outlets of a part of the network, as far as the person sees them.
#[derive(Debug, Serialize, TS)]
pub struct OutletIds {
    #[ts(as = "Vec<f64>")]
    pub outlet_ids: Vec<i64>,
}

impl Operation for OutletsWithin {
    const NAME: &'static str = "outlets.within";
    const DOC: &'static str = "The outlets of some regions with all below them, or of these outlets those in them, that the person sees.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["outlets", "regions"];
    type Output = OutletIds;
    async fn run(&self, cx: &mut Cx) -> Result<OutletIds> {
        rules::named(&self.region_ids, "region_ids")?;
        rules::named(&self.outlet_ids, "outlet_ids")?;
        let scope = cx.actor()?.scope.clone();
        let mut outlet_ids = match self.region_ids.is_empty() {
            true => store::seen(&mut cx.tx, &scope, &self.outlet_ids).await?,
            false => store::of_regions(&mut cx.tx, &scope, &self.region_ids).await?,
        };
        if !self.region_ids.is_empty() && !self.outlet_ids.is_empty() {
            outlet_ids.retain(|id| self.outlet_ids.contains(id));
        }
        Ok(OutletIds { outlet_ids })
    }
}

/// Input of `engineers.options`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EngineerOptionsInput")]
#[serde(deny_unknown_fields)]
pub struct EngineerOptions {
    #[serde(default)]
    #[ts(optional = nullable)]
    search: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<f64>>")]
    ids: Vec<i64>,
    #[ts(as = "f64")]
    limit: i64,
}

impl Operation for EngineerOptions {
    const NAME: &'static str = "engineers.options";
    const DOC: &'static str = "Engineers for a selector, by code or name, or by ids.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["engineers"];
    type Output = Choices;
    async fn run(&self, cx: &mut Cx) -> Result<Choices> {
        check_limit(self.limit)?;
        let scope = cx.actor()?.scope.clone();
        let search = self.search.as_deref().unwrap_or_default().trim();
        let options = store::engineer_choices(&mut cx.tx, &scope, search, &self.ids, self.limit).await?;
        Ok(Choices { options })
    }
}
