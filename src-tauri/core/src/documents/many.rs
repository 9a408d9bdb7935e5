//! `<kind>.audit_many`: audits what was selected, each document for itself, and tells what became of each.

use super::kind::{DocumentKind, StandIn};
use super::model::{ManyReport, RowOutcome};
use super::{act, rules};
use crate::access::Need;
use crate::db::grid::{GridDef, Selection};
use crate::error::{Code, Error, Kind, Result};
use crate::grids::bulk;
use crate::jobs::JobCx;
use crate::operation::{Cx, JobOperation};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use ts_rs::TS;

/// Documents that one run takes.
const MOST: i64 = 10_000;
/// Refused rows that a report lists.
const LISTED: usize = 200;

/// Input of `<kind>.audit_many`.
#[derive(Debug, Serialize, Deserialize, TS)]
#[ts(rename = "AuditManyInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct AuditMany<D: DocumentKind> {
    which: Selection,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    note: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> JobOperation for AuditMany<D> {
    const NAME: &'static str = D::NAMES.audit_many;
    const DOC: &'static str =
        "Audits the selected documents, each for itself, and tells what became of each.";
    const NEEDS: Need = Need::Permission(D::AUDIT);
    const TAGS: &'static [&'static str] = D::NAMES.tags;
    type Report = ManyReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        rules::note("note", self.note.as_deref())?;
        let (actor, now) = (cx.actor()?.clone(), cx.now);
        let list = list::<D>()?;
        match bulk::count(&mut cx.tx, &actor, now, &list, &self.which).await? {
            0 => Err(Error::missing("which")),
            n if n > MOST => Err(Error::new(Code::TooManyRows).with("max", MOST).at("which")),
            _ => Ok(()),
        }
    }

    async fn work(&self, cx: &JobCx) -> Result<ManyReport> {
        let list = list::<D>()?;
        let mut tx = cx.app.db().read().await?;
        let total = bulk::count(&mut tx, &cx.actor, cx.now(), &list, &self.which).await?;
        tx.commit().await?;
        let mut report = ManyReport {
            done: 0,
            refused: 0,
            rows: Vec::new(),
        };
        let mut after = i64::MIN;
        loop {
            let ids = bulk::block(cx, &list, &self.which, after).await?;
            let Some(last) = ids.last().copied() else {
                return Ok(report);
            };
            for id in ids {
                cx.progress("auditing", report.done + report.refused, Some(total))?;
                match self.one(cx, id).await {
                    Ok(()) => report.done += 1,
                    // What is ours to mend, or the database's, ends the run; a refusal is that row's own.
                    Err(error) if matches!(error.code.kind(), Kind::Fault | Kind::Busy) => return Err(error),
                    Err(error) => {
                        report.refused += 1;
                        if report.rows.len() < LISTED {
                            report.rows.push(self.refused(cx, id, error).await?);
                        }
                    }
                }
            }
            after = last;
        }
    }
}

/// The list in which documents of this kind are chosen.
fn list<D: DocumentKind>() -> Result<GridDef> {
    D::LIST.ok_or_else(|| Error::fault(format!("{} has no list to choose from", D::ENTITY)))
}

impl<D: DocumentKind> AuditMany<D> {
    async fn one(&self, cx: &JobCx, id: i64) -> Result<()> {
        let note = rules::note("note", self.note.as_deref())?;
        cx.act(D::NAMES.tags, move |cx| {
            let note = note.clone();
            Box::pin(async move { act::audit::<D>(cx, id, None, note).await.map(drop) })
        })
        .await
    }

    async fn refused(&self, cx: &JobCx, id: i64, error: Error) -> Result<RowOutcome> {
        let mut tx = cx.app.db().read().await?;
        let head = D::head(&mut tx, &cx.actor.scope, id).await?;
        tx.commit().await?;
        Ok(RowOutcome {
            id,
            number: head.map(|it| it.number).unwrap_or_default(),
            outcome: error.code.as_str().to_owned(),
            params: error.params,
        })
    }
}
