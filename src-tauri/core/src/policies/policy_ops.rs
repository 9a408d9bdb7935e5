//! Operations on policies.

use super::apply::book;
use super::diff;
use super::model::{Applies, Policies, PolicyRevision, PolicyView};
use super::rules::{check_applies, check_code, free_code};
use super::store::{self, PolicyContent, PolicyRow};
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::kernel::{Label, Ms, PolicyId};
use crate::operation::{Cx, OpKind, Operation};
use outpost_sla::policy::PolicySpec;
use serde::Deserialize;
use ts_rs::TS;

fn view(row: PolicyRow, revisions: Vec<PolicyRevision>) -> Result<PolicyView> {
    Ok(PolicyView {
        id: row.id,
        version: row.version,
        revision: row.revision,
        code: row.code,
        name: row.name,
        rank: row.rank,
        active: row.active.0,
        effective_from: row.effective_from,
        applies: serde_json::from_str(&row.applies)?,
        spec: serde_json::from_str(&row.spec)?,
        revisions,
    })
}

/// Input of `policies.list`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PolicyListInput")]
#[serde(deny_unknown_fields)]
pub struct ListPolicies {}

impl Operation for ListPolicies {
    const NAME: &'static str = "policies.list";
    const DOC: &'static str = "All SLA policies in their newest revision.";
    const NEEDS: Need = Need::Permission("policies.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = Policies;
    async fn run(&self, cx: &mut Cx) -> Result<Policies> {
        let rows = store::policies(&mut cx.tx).await?;
        let revisions = store::revisions(&mut cx.tx).await?;
        let of = |id: PolicyId| {
            revisions
                .iter()
                .filter(|(p, _)| *p == id)
                .map(|(_, r)| r.clone())
                .collect()
        };
        let policies = rows.into_iter().map(|row| {
            let own = of(row.id);
            view(row, own)
        });
        Ok(Policies {
            policies: policies.collect::<Result<_>>()?,
        })
    }
}

/// Input of `policies.get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PolicyInput")]
#[serde(deny_unknown_fields)]
pub struct GetPolicy {
    id: PolicyId,
}

impl Operation for GetPolicy {
    const NAME: &'static str = "policies.get";
    const DOC: &'static str = "One SLA policy in its newest revision.";
    const NEEDS: Need = Need::Permission("policies.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = PolicyView;
    async fn run(&self, cx: &mut Cx) -> Result<PolicyView> {
        get(cx, self.id).await
    }
}

async fn get(cx: &mut Cx, id: PolicyId) -> Result<PolicyView> {
    let row = load(cx, id).await?;
    let revisions = store::revisions(&mut cx.tx).await?;
    view(
        row,
        revisions
            .into_iter()
            .filter(|(policy, _)| *policy == id)
            .map(|(_, r)| r)
            .collect(),
    )
}

async fn load(cx: &mut Cx, id: PolicyId) -> Result<PolicyRow> {
    store::policy(&mut cx.tx, id)
        .await?
        .ok_or_else(|| Error::not_found("policy"))
}

/// A new policy, or a new revision of one: then with its id and the version that was seen.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SavePolicyInput")]
#[serde(deny_unknown_fields)]
pub struct SavePolicy {
    #[serde(default)]
    #[ts(optional = nullable)]
    id: Option<PolicyId>,
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    version: Option<i64>,
    name: String,
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    rank: i64,
    #[serde(default = "yes")]
    #[ts(optional, as = "Option<bool>")]
    active: bool,
    #[serde(default)]
    #[ts(optional, as = "Option<Applies>")]
    applies: Applies,
    /// The revision holds for orders opened from here on.
    effective_from: Ms,
    /// Its code is the policy's, and never changes; empty in a new policy: the next free one.
    spec: PolicySpec,
}

fn yes() -> bool {
    true
}

/// Ranks are small numbers that a person types.
const RANK_MAX: i64 = 9_999;

impl Operation for SavePolicy {
    const NAME: &'static str = "policies.save";
    const DOC: &'static str = "Makes an SLA policy, or adds a revision to one.";
    const NEEDS: Need = Need::Permission("policies.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["policies", "work_orders"];
    type Output = PolicyView;
    async fn run(&self, cx: &mut Cx) -> Result<PolicyView> {
        let name = Label::parse("name", &self.name)?;
        check_applies(&self.applies)?;
        if !(0..=RANK_MAX).contains(&self.rank) {
            return Err(Error::new(Code::NumberOutOfRange)
                .with("min", 0)
                .with("max", RANK_MAX)
                .at("rank"));
        }
        let before = match self.id {
            Some(id) => Some(load(cx, id).await?),
            None => None,
        };
        let mut spec = self.spec.clone();
        spec.code = self.code(cx, before.as_ref()).await?;
        book(&mut cx.tx, &spec.code, spec.clone()).await?;
        let (applies, text) = (
            serde_json::to_string(&self.applies)?,
            serde_json::to_string(&spec)?,
        );
        let content = PolicyContent {
            name: name.as_str(),
            rank: self.rank,
            active: self.active,
            effective_from: self.effective_from,
            applies: &applies,
            spec: &text,
            now: cx.now,
            by: cx.actor()?.id,
        };
        let id = match before {
            Some(before) => self.revise(cx, &before, content).await?,
            None => {
                let id = store::add_policy(&mut cx.tx, &spec.code, content).await?;
                cx.changed(
                    Change::new("policy", id, "created")
                        .with("code", spec.code)
                        .with("name", name.as_str()),
                );
                id
            }
        };
        get(cx, id).await
    }
}

impl SavePolicy {
    /// The code under which the policy is kept.
    async fn code(&self, cx: &mut Cx, before: Option<&PolicyRow>) -> Result<String> {
        let given = self.spec.code.as_str();
        if let Some(before) = before {
            // A code that changed would leave what names it behind.
            let same = given.is_empty() || given == before.code;
            return if same {
                Ok(before.code.clone())
            } else {
                Err(Error::invalid("spec.code"))
            };
        }
        let taken = store::policy_codes(&mut cx.tx).await?;
        if given.is_empty() {
            return Ok(free_code("policy", &taken));
        }
        check_code(given)?;
        if taken.iter().any(|code| code == given) {
            return Err(Error::new(Code::AlreadyExists)
                .with("value", given)
                .at("spec.code"));
        }
        Ok(given.to_owned())
    }

    async fn revise(&self, cx: &mut Cx, before: &PolicyRow, content: PolicyContent<'_>) -> Result<PolicyId> {
        let version = self.version.ok_or_else(|| Error::missing("version"))?;
        if !store::set_policy(&mut cx.tx, before.id, version, content).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        let mut change = Change::new("policy", before.id, "revised")
            .with("revision", before.revision + 1)
            .field("name", before.name.clone(), content.name)
            .field("rank", before.rank, content.rank)
            .field("active", before.active.0, content.active)
            .field(
                "effective_from",
                before.effective_from.0,
                content.effective_from.0,
            )
            .field("applies", before.applies.clone(), content.applies);
        let (old, new) = (
            serde_json::from_str(&before.spec)?,
            serde_json::from_str(content.spec)?,
        );
        change.changes.extend(diff::changed(&old, &new));
        cx.changed(change);
        Ok(before.id)
    }
}
