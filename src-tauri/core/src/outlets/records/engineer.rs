//! One engineer: looked at, added, changed, moved to another outlet.

use super::store;
use super::{MANAGE, READ, kept, taken};
use crate::access::Need;
use crate::db::grid::personal;
use crate::documents::Change;
use crate::error::{Code, Error, Result};
use crate::kernel::{self, EngineerId, Label};
use crate::operation::{Cx, OpKind, Operation};
use crate::outlets::model::{EngineerView, EngineerWords};
use serde::Deserialize;
use ts_rs::TS;

async fn engineer(cx: &mut Cx, id: EngineerId) -> Result<EngineerView> {
    let actor = cx.actor()?.clone();
    let row = store::engineer(&mut cx.tx, &actor.scope, id)
        .await?
        .ok_or_else(|| Error::not_found("engineer"))?;
    let may = actor.sees_personal();
    Ok(EngineerView {
        phone: personal(row.phone.clone(), may),
        masked: !may,
        ..row.into()
    })
}

/// Input of `engineers.get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "EngineerInput")]
#[serde(deny_unknown_fields)]
pub struct GetEngineer {
    id: EngineerId,
}

impl Operation for GetEngineer {
    const NAME: &'static str = "engineers.get";
    const DOC: &'static str = "One engineer.";
    const NEEDS: Need = READ;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["engineers"];
    type Output = EngineerView;
    async fn run(&self, cx: &mut Cx) -> Result<EngineerView> {
        engineer(cx, self.id).await
    }
}

/// Checks what was written of an engineer; the outlet must be one that the person sees.
async fn engineer_words(
    cx: &mut Cx,
    words: &EngineerWords,
    stands: Option<String>,
) -> Result<store::Engineer> {
    let scope = cx.actor()?.scope.clone();
    store::outlet(&mut cx.tx, &scope, words.outlet_id)
        .await?
        .ok_or_else(|| Error::not_found("outlet").at("outlet_id"))?;
    Ok(store::Engineer {
        name: Label::parse("name", &words.name)?.as_str().to_owned(),
        outlet_id: words.outlet_id,
        phone: kept(cx, words.phone.as_deref(), stands)?,
        skills: Label::optional("skills", words.skills.as_deref())?,
        active: words.active,
    })
}

/// Input of `engineers.create`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CreateEngineerInput")]
#[serde(deny_unknown_fields)]
pub struct CreateEngineer {
    code: String,
    engineer: EngineerWords,
}

impl Operation for CreateEngineer {
    const NAME: &'static str = "engineers.create";
    const DOC: &'static str = "Adds an engineer to an outlet.";
    const NEEDS: Need = MANAGE;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["engineers"];
    type Output = EngineerView;
    async fn run(&self, cx: &mut Cx) -> Result<EngineerView> {
        let code = kernel::code(&self.code)?;
        let words = engineer_words(cx, &self.engineer, None).await?;
        if store::engineer_code_is_taken(&mut cx.tx, &code).await? {
            return Err(taken(code));
        }
        let id = store::insert_engineer(&mut cx.tx, &code, &words, cx.now).await?;
        cx.changed(Change::new("engineer", id, "created").field("name", "", words.name));
        engineer(cx, id).await
    }
}

/// Input of `engineers.update`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UpdateEngineerInput")]
#[serde(deny_unknown_fields)]
pub struct UpdateEngineer {
    id: EngineerId,
    #[ts(as = "f64")]
    version: i64,
    engineer: EngineerWords,
}

impl Operation for UpdateEngineer {
    const NAME: &'static str = "engineers.update";
    const DOC: &'static str = "Changes an engineer, moves them to another outlet, or puts them out of use.";
    const NEEDS: Need = MANAGE;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["engineers"];
    type Output = EngineerView;
    async fn run(&self, cx: &mut Cx) -> Result<EngineerView> {
        let scope = cx.actor()?.scope.clone();
        let before = store::engineer(&mut cx.tx, &scope, self.id)
            .await?
            .ok_or_else(|| Error::not_found("engineer"))?;
        let words = engineer_words(cx, &self.engineer, before.phone.clone()).await?;
        if !store::update_engineer(&mut cx.tx, &scope, self.id, self.version, &words).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        let change = Change::new("engineer", self.id, "updated")
            .field("name", before.name, words.name)
            .field("outlet_id", before.outlet_id, words.outlet_id.0)
            .field("phone", before.phone, words.phone)
            .field("skills", before.skills, words.skills)
            .field("active", before.active.0, words.active);
        cx.changed(change);
        engineer(cx, self.id).await
    }
}
