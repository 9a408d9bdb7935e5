//! One outlet: looked at, added, changed.

use super::store;
use super::{MANAGE, READ, kept, taken};
use crate::access::Need;
use crate::db::grid::personal;
use crate::documents::Change;
use crate::error::{Code, Error, Result};
use crate::kernel::{self, Label, OutletId};
use crate::operation::{Cx, OpKind, Operation};
use crate::outlets::model::{OutletView, OutletWords};
use serde::Deserialize;
use ts_rs::TS;

async fn outlet(cx: &mut Cx, id: OutletId) -> Result<OutletView> {
    let actor = cx.actor()?.clone();
    let row = store::outlet(&mut cx.tx, &actor.scope, id)
        .await?
        .ok_or_else(|| Error::not_found("outlet"))?;
    let may = actor.sees_personal();
    Ok(OutletView {
        phone: personal(row.phone.clone(), may),
        masked: !may,
        ..row.into()
    })
}

/// Input of `outlets.get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "OutletInput")]
#[serde(deny_unknown_fields)]
pub struct GetOutlet {
    id: OutletId,
}

impl Operation for GetOutlet {
    const NAME: &'static str = "outlets.get";
    const DOC: &'static str = "One outlet.";
    const NEEDS: Need = READ;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["outlets"];
    type Output = OutletView;
    async fn run(&self, cx: &mut Cx) -> Result<OutletView> {
        outlet(cx, self.id).await
    }
}

/// Checks what was written of an outlet against what stands (nothing, for a new one).
async fn outlet_words(cx: &mut Cx, words: &OutletWords, stands: Option<String>) -> Result<store::Outlet> {
    if let Some(region) = words.region_id {
        store::region(&mut cx.tx, region)
            .await?
            .ok_or_else(|| Error::not_found("region").at("region_id"))?;
    }
    Ok(store::Outlet {
        name: Label::parse("name", &words.name)?.as_str().to_owned(),
        kind: words.kind,
        level: Label::optional("level", words.level.as_deref())?,
        region_id: words.region_id,
        phone: kept(cx, words.phone.as_deref(), stands)?,
        address: Label::optional("address", words.address.as_deref())?,
        place: kernel::place(words.latitude, words.longitude)?,
        active: words.active,
    })
}

/// Input of `outlets.create`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CreateOutletInput")]
#[serde(deny_unknown_fields)]
pub struct CreateOutlet {
    code: String,
    outlet: OutletWords,
}

impl Operation for CreateOutlet {
    const NAME: &'static str = "outlets.create";
    const DOC: &'static str = "Adds an outlet; its code stays for ever.";
    const NEEDS: Need = MANAGE;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["outlets"];
    type Output = OutletView;
    async fn run(&self, cx: &mut Cx) -> Result<OutletView> {
        let code = kernel::code(&self.code)?;
        let words = outlet_words(cx, &self.outlet, None).await?;
        if store::outlet_code_is_taken(&mut cx.tx, &code).await? {
            return Err(taken(code));
        }
        let id = store::insert_outlet(&mut cx.tx, &code, &words, cx.now).await?;
        cx.changed(Change::new("outlet", id, "created").field("name", "", words.name));
        // Whoever may not see what they add has named a region outside of their own.
        outlet(cx, id).await.map_err(|error| match error.code {
            Code::NotFound => Error::new(Code::OutsideScope).at("region_id"),
            _ => error,
        })
    }
}

/// Input of `outlets.update`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UpdateOutletInput")]
#[serde(deny_unknown_fields)]
pub struct UpdateOutlet {
    id: OutletId,
    #[ts(as = "f64")]
    version: i64,
    outlet: OutletWords,
}

impl Operation for UpdateOutlet {
    const NAME: &'static str = "outlets.update";
    const DOC: &'static str = "Changes an outlet, or puts it out of use.";
    const NEEDS: Need = MANAGE;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["outlets"];
    type Output = OutletView;
    async fn run(&self, cx: &mut Cx) -> Result<OutletView> {
        let scope = cx.actor()?.scope.clone();
        let before = store::outlet(&mut cx.tx, &scope, self.id)
            .await?
            .ok_or_else(|| Error::not_found("outlet"))?;
        let words = outlet_words(cx, &self.outlet, before.phone.clone()).await?;
        if !store::update_outlet(&mut cx.tx, &scope, self.id, self.version, &words).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        let change = Change::new("outlet", self.id, "updated")
            .field("name", before.name, words.name)
            .field("kind", before.kind, words.kind.as_str())
            .field("level", before.level, words.level)
            .field("region_id", before.region_id, words.region_id.map(|id| id.0))
            .field("phone", before.phone, words.phone)
            .field("address", before.address, words.address)
            .field("latitude", before.latitude, words.place.map(|p| p.0))
            .field("longitude", before.longitude, words.place.map(|p| p.1))
            .field("active", before.active.0, words.active);
        cx.changed(change);
        outlet(cx, self.id).await.map_err(|error| match error.code {
            Code::NotFound => Error::new(Code::OutsideScope).at("region_id"),
            _ => error,
        })
    }
}
