//! What selectors offer.

use super::store;
use crate::access::Need;
use crate::error::Result;
use crate::grids::{Choices, check_limit};
use crate::operation::{Cx, OpKind, Operation};
use serde::Deserialize;
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
}

impl Operation for RegionOptions {
    const NAME: &'static str = "regions.options";
    const DOC: &'static str = "Regions for a selector, by code or name, or by ids.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["regions"];
    type Output = Choices;
    async fn run(&self, cx: &mut Cx) -> Result<Choices> {
        check_limit(self.limit)?;
        let search = self.search.as_deref().unwrap_or_default().trim();
        let options = store::region_choices(&mut cx.tx, search, &self.ids, self.limit).await?;
        Ok(Choices { options })
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
