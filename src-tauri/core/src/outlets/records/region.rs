//! One region of the tree: looked at, added, renamed, moved.

use super::store;
use super::{MANAGE, READ, taken};
use crate::access::Need;
use crate::documents::Change;
use crate::error::{Code, Error, Result};
use crate::kernel::{self, Label, RegionId};
use crate::operation::{Cx, OpKind, Operation};
use crate::outlets::model::{RegionView, RegionWords};
use crate::outlets::store::settle_paths;
use serde::Deserialize;
use ts_rs::TS;

async fn region(cx: &mut Cx, id: RegionId) -> Result<RegionView> {
    let scope = cx.actor()?.scope.clone();
    let row = store::region(&mut cx.tx, id)
        .await?
        .ok_or_else(|| Error::not_found("region"))?;
    let outlets = store::outlets_below(&mut cx.tx, &scope, &row.path).await?;
    Ok(RegionView {
        id,
        version: row.version,
        code: row.code,
        name: row.name,
        parent_id: row.parent_id.map(RegionId),
        parent_name: row.parent_name,
        outlets,
    })
}

/// Input of `regions.get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RegionInput")]
#[serde(deny_unknown_fields)]
pub struct GetRegion {
    id: RegionId,
}

impl Operation for GetRegion {
    const NAME: &'static str = "regions.get";
    const DOC: &'static str = "One region, and how many outlets stand in it.";
    const NEEDS: Need = READ;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["regions", "outlets"];
    type Output = RegionView;
    async fn run(&self, cx: &mut Cx) -> Result<RegionView> {
        region(cx, self.id).await
    }
}

/// The tree decides who sees what, so only who sees all of it may change it.
fn may_change_tree(cx: &Cx) -> Result<()> {
    if cx.actor()?.scope.is_all() {
        return Ok(());
    }
    Err(Error::new(Code::OutsideScope))
}

async fn region_words(cx: &mut Cx, words: &RegionWords) -> Result<String> {
    if let Some(parent) = words.parent_id {
        store::region(&mut cx.tx, parent)
            .await?
            .ok_or_else(|| Error::not_found("region").at("parent_id"))?;
    }
    Ok(Label::parse("name", &words.name)?.as_str().to_owned())
}

/// Input of `regions.create`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CreateRegionInput")]
#[serde(deny_unknown_fields)]
pub struct CreateRegion {
    code: String,
    region: RegionWords,
}

impl Operation for CreateRegion {
    const NAME: &'static str = "regions.create";
    const DOC: &'static str = "Adds a region to the tree.";
    const NEEDS: Need = MANAGE;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["regions"];
    type Output = RegionView;
    async fn run(&self, cx: &mut Cx) -> Result<RegionView> {
        may_change_tree(cx)?;
        let code = kernel::code(&self.code)?;
        let name = region_words(cx, &self.region).await?;
        if store::region_code_is_taken(&mut cx.tx, &code).await? {
            return Err(taken(code));
        }
        let id = store::insert_region(&mut cx.tx, &code, &name, self.region.parent_id).await?;
        settle_paths(&mut cx.tx).await?;
        cx.changed(Change::new("region", id, "created").field("name", "", name));
        region(cx, id).await
    }
}

/// Input of `regions.update`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UpdateRegionInput")]
#[serde(deny_unknown_fields)]
pub struct UpdateRegion {
    id: RegionId,
    #[ts(as = "f64")]
    version: i64,
    region: RegionWords,
}

impl Operation for UpdateRegion {
    const NAME: &'static str = "regions.update";
    const DOC: &'static str = "Renames a region, or moves it with all below it.";
    const NEEDS: Need = MANAGE;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["regions", "outlets", "work_orders"];
    type Output = RegionView;
    async fn run(&self, cx: &mut Cx) -> Result<RegionView> {
        may_change_tree(cx)?;
        let before = store::region(&mut cx.tx, self.id)
            .await?
            .ok_or_else(|| Error::not_found("region"))?;
        let name = region_words(cx, &self.region).await?;
        let parent = self.region.parent_id;
        if !store::update_region(&mut cx.tx, self.id, self.version, &name, parent).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        // Refuses a region that would stand below itself; the whole write is then undone.
        settle_paths(&mut cx.tx)
            .await
            .map_err(|error| error.at("parent_id"))?;
        let change = Change::new("region", self.id, "updated")
            .field("name", before.name, name)
            .field("parent_id", before.parent_id, parent.map(|id| id.0));
        cx.changed(change);
        region(cx, self.id).await
    }
}
