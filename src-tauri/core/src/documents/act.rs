//! Audit, un-audit, void and copy of any document.

use super::kind::{Audited, DocumentKind, Head, StandIn, who};
use super::model::{DocumentView, Reason};
use super::numbers::reserve;
use super::reasons::{self, ReasonFor};
use super::rules::{self, Action};
use super::view::{check_seen, load, stale, view};
use super::{Given, store};
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::operation::{Cx, Groundwork, OpKind, Operation, Prepared};
use serde::Deserialize;
use std::marker::PhantomData;
use std::sync::Arc;
use ts_rs::TS;

/// Audits one document in the running transaction.
pub(super) async fn audit<D: DocumentKind>(
    cx: &mut Cx,
    id: i64,
    seen: Option<i64>,
    note: Option<String>,
) -> Result<Head> {
    let head = load::<D>(cx, id).await?;
    if let Some(seen) = seen {
        check_seen::<D>(cx, &head, seen).await?;
    }
    rules::check(Action::Audit, head.phase)?;
    let (by, name) = who(cx)?;
    let audited = Audited { at: cx.now, by: name };
    let mark = Some((by, &audited));
    if !store::mark_audited(&mut cx.tx, D::TABLE, id, head.version, mark).await? {
        stale::<D>(cx, id).await?;
    }
    D::on_audit(cx, &head).await?;
    let change = Change::new(D::ENTITY, id, "audited");
    cx.changed(match note {
        Some(note) => change.with("note", note),
        None => change,
    });
    cx.touch(super::kind::BESIDE);
    Ok(head)
}

/// A row of history with a reason.
pub(super) fn with_reason(change: Change, given: &Given) -> Change {
    let change = change
        .with("reason", given.code.clone())
        .with("reason_name", given.name.clone())
        .with("reason_name_en", given.name_en.clone());
    match &given.note {
        Some(note) => change.with("note", note.clone()),
        None => change,
    }
}

/// Refuses where something later was made from the document.
async fn check_independent<D: DocumentKind>(cx: &mut Cx, id: i64) -> Result<()> {
    let app = cx.app.clone();
    for port in app.registry().dependents() {
        if let Some(found) = port.of(&mut cx.tx, D::ENTITY, id).await? {
            return Err(Error::new(Code::DocumentDependedOn)
                .with("reason", found.kind)
                .with("number", found.number));
        }
    }
    Ok(())
}

/// Input of `<kind>.audit`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AuditInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Audit<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    version: i64,
    #[serde(default)]
    #[ts(optional = nullable)]
    note: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Audit<D> {
    const NAME: &'static str = D::NAMES.audit;
    const DOC: &'static str = "Audits a finished document: from then on it does not change any more.";
    const NEEDS: Need = Need::Permission(D::AUDIT);
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = D::NAMES.tags;
    type Output = DocumentView;
    async fn run(&self, cx: &mut Cx) -> Result<DocumentView> {
        let note = rules::note("note", self.note.as_deref())?;
        audit::<D>(cx, self.id, Some(self.version), note).await?;
        view::<D>(cx, self.id).await
    }
}

/// Input of `<kind>.unaudit` and `<kind>.void`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UnauditInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Unaudit<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    version: i64,
    reason: Reason,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Unaudit<D> {
    const NAME: &'static str = D::NAMES.unaudit;
    const DOC: &'static str =
        "Takes an audit back, with a reason; refused while something later depends on it.";
    const NEEDS: Need = Need::Permission(D::UNAUDIT);
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = D::NAMES.tags;
    type Output = DocumentView;
    async fn run(&self, cx: &mut Cx) -> Result<DocumentView> {
        let head = load::<D>(cx, self.id).await?;
        check_seen::<D>(cx, &head, self.version).await?;
        rules::check(Action::Unaudit, head.phase)?;
        let given = reasons::given(&mut cx.tx, ReasonFor::Unaudit, &self.reason).await?;
        check_independent::<D>(cx, self.id).await?;
        if !store::mark_audited(&mut cx.tx, D::TABLE, self.id, head.version, None).await? {
            stale::<D>(cx, self.id).await?;
        }
        D::on_unaudit(cx, &head).await?;
        cx.changed(with_reason(Change::new(D::ENTITY, self.id, "unaudited"), &given));
        cx.touch(super::kind::BESIDE);
        view::<D>(cx, self.id).await
    }
}

/// Input of `<kind>.void`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "VoidInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Void<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    version: i64,
    reason: Reason,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Void<D> {
    const NAME: &'static str = D::NAMES.void;
    const DOC: &'static str = "Calls a document off, with a reason: it stays, and counts for nothing.";
    const NEEDS: Need = Need::Permission(D::VOID);
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = D::NAMES.tags;
    type Output = DocumentView;
    async fn run(&self, cx: &mut Cx) -> Result<DocumentView> {
        let head = load::<D>(cx, self.id).await?;
        check_seen::<D>(cx, &head, self.version).await?;
        rules::check(Action::Void, head.phase)?;
        let given = reasons::given(&mut cx.tx, ReasonFor::Void, &self.reason).await?;
        check_independent::<D>(cx, self.id).await?;
        let change = D::make_void(cx, &head, self.version, &given).await?;
        cx.changed(with_reason(change, &given));
        cx.touch(super::kind::BESIDE);
        view::<D>(cx, self.id).await
    }
}

/// Input of `<kind>.copy`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CopyInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Copy<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Copy<D> {
    const NAME: &'static str = D::NAMES.copy;
    const DOC: &'static str =
        "Makes a new document with what this one says of whom and what; nothing of what was done.";
    const NEEDS: Need = match D::COPY {
        Some(permission) => Need::Permission(permission),
        // Not registered for such a kind.
        None => Need::Permission("admin.manage"),
    };
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = D::NAMES.tags;
    const PREPARES: bool = true;
    type Output = DocumentView;
    async fn prepare(&self, cx: &mut Cx) -> Result<Option<Groundwork>> {
        load::<D>(cx, self.id).await?;
        let series = D::copy_series(cx).await?;
        let app = cx.app.clone();
        Ok(Some(Box::pin(async move {
            let sequence = reserve(app.db(), &series, 1).await?;
            Ok(Arc::new(series.text(sequence)) as Prepared)
        })))
    }
    async fn run(&self, cx: &mut Cx) -> Result<DocumentView> {
        let head = load::<D>(cx, self.id).await?;
        rules::check(Action::Copy, head.phase)?;
        let number = cx.prepared::<String>()?;
        let copy = D::copy(cx, &head, &number).await?;
        cx.changed(Change::new(D::ENTITY, copy, "copied_from").with("number", head.number));
        view::<D>(cx, copy).await
    }
}
