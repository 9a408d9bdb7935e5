//! What a kind of document tells the frame: names, permissions, its row, and what follows from an audit.

use super::model::{Fact, TimelineEvent};
use super::numbers::Series;
use super::rules::Phase;
use crate::access::Scope;
use crate::db::Tx;
use crate::db::grid::{ColumnKind, GridDef};
use crate::error::Result;
use crate::history::Change;
use crate::kernel::{Ms, UserId};
use crate::operation::{Actor, Cx};
use std::future::Future;
use std::pin::Pin;

/// Names of a kind's operations and the tags that its screens read by.
#[derive(Debug, Clone, Copy)]
pub struct Names {
    pub document: &'static str,
    pub audit: &'static str,
    pub audit_many: &'static str,
    pub unaudit: &'static str,
    pub void: &'static str,
    pub copy: &'static str,
    pub timeline: &'static str,
    pub people: &'static str,
    pub comments: &'static str,
    pub comment: &'static str,
    pub delete_comment: &'static str,
    pub attachments: &'static str,
    pub attach: &'static str,
    pub remove_attachment: &'static str,
    /// What a change of the document itself touches.
    pub tags: &'static [&'static str],
    /// That, and what was said and attached.
    pub all_tags: &'static [&'static str],
}

/// What a comment or an attachment touches: lists need not be read again for it.
pub(super) const BESIDE: &str = "documents";

/// The [`Names`] below a prefix.
macro_rules! document_names {
    ($prefix:literal) => {
        $crate::documents::Names {
            document: concat!($prefix, ".document"),
            audit: concat!($prefix, ".audit"),
            audit_many: concat!($prefix, ".audit_many"),
            unaudit: concat!($prefix, ".unaudit"),
            void: concat!($prefix, ".void"),
            copy: concat!($prefix, ".copy"),
            timeline: concat!($prefix, ".timeline"),
            people: concat!($prefix, ".people"),
            comments: concat!($prefix, ".comments"),
            comment: concat!($prefix, ".comment"),
            delete_comment: concat!($prefix, ".delete_comment"),
            attachments: concat!($prefix, ".attachments"),
            attach: concat!($prefix, ".attach"),
            remove_attachment: concat!($prefix, ".remove_attachment"),
            tags: &[$prefix],
            all_tags: &[$prefix, "documents"],
        }
    };
}
pub(crate) use document_names;

/// Who audited a document, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Audited {
    pub at: Ms,
    pub by: String,
}

/// A document as the frame knows it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Head {
    pub id: i64,
    pub version: i64,
    pub number: String,
    /// The kind's own state.
    pub state: String,
    pub phase: Phase,
    pub audited: Option<Audited>,
}

/// What a field of a document holds, for whoever shows a change of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    pub kind: ColumnKind,
    /// Masked without `personal.read`.
    pub personal: bool,
}

/// Why a document was un-audited or made void, as it goes to the kind.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Given {
    pub code: String,
    pub name: String,
    pub name_en: String,
    pub note: Option<String>,
}

/// A kind of business document.
///
/// Permission to audit, un-audit and void is per kind, since finance audits bills and dispatchers orders; to comment
/// and to attach is one right for all kinds, since it changes no document and each asks for the right to read it too.
pub trait DocumentKind: Send + Sync + 'static {
    /// As history names it: `work_order`.
    const ENTITY: &'static str;
    /// Its table, with columns id, version, audited_at, audited_by and audited_name.
    const TABLE: &'static str;
    const NAMES: Names;
    const READ: &'static str;
    const AUDIT: &'static str;
    const UNAUDIT: &'static str;
    const VOID: &'static str;
    /// Who may copy one into a new one; nobody where there is nothing to copy.
    const COPY: Option<&'static str> = None;
    /// The list in which many are chosen; without one they are named by their ids only.
    const LIST: Option<GridDef> = None;
    /// The document, if this scope shows it.
    fn head(tx: &mut Tx, scope: &Scope, id: i64) -> impl Future<Output = Result<Option<Head>>> + Send;
    /// Its fields, as a person who holds another version compares them; personal ones masked as the person sees them.
    fn facts(tx: &mut Tx, actor: &Actor, id: i64) -> impl Future<Output = Result<Vec<Fact>>> + Send;
    /// What a field holds.
    fn field(_key: &str) -> Option<Field> {
        None
    }
    /// What its own tables tell beside its history.
    fn told(_cx: &mut Cx, _id: i64) -> impl Future<Output = Result<Vec<TimelineEvent>>> + Send {
        async { Ok(Vec::new()) }
    }
    /// The last change that its own tables tell and history does not: when, and by whom.
    fn told_last(
        _tx: &mut Tx,
        _id: i64,
    ) -> impl Future<Output = Result<Option<(Ms, UserId, String)>>> + Send {
        async { Ok(None) }
    }
    /// What follows from an audit, in its transaction; a refusal takes the audit back.
    fn on_audit(_cx: &mut Cx, _head: &Head) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
    /// What follows from taking an audit back.
    fn on_unaudit(_cx: &mut Cx, _head: &Head) -> impl Future<Output = Result<()>> + Send {
        async { Ok(()) }
    }
    /// Calls the document off: its own state and all that is counted by it. Its version moves. Answers the history row.
    fn make_void(
        cx: &mut Cx,
        head: &Head,
        seen: i64,
        given: &Given,
    ) -> impl Future<Output = Result<Change>> + Send;
    /// The series that a copy's number comes from; the frame reserves one, outside of the copy's transaction.
    fn copy_series(_cx: &mut Cx) -> impl Future<Output = Result<Series>> + Send {
        async { Err(crate::error::Error::fault("this kind has no copies")) }
    }
    /// Makes a new document of an old one; answers its id.
    fn copy(_cx: &mut Cx, _head: &Head, _number: &str) -> impl Future<Output = Result<i64>> + Send {
        async { Err(crate::error::Error::fault("this kind has no copies")) }
    }
}

type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = Result<T>> + Send + 'a>>;

/// A kind as parts of the frame see it that know its entity only.
pub trait KnownKind: Send + Sync {
    fn entity(&self) -> &'static str;
    fn read_permission(&self) -> &'static str;
    /// Whether a scope shows this document.
    fn shows<'a>(&'a self, tx: &'a mut Tx, scope: &'a Scope, id: i64) -> BoxFuture<'a, bool>;
}

/// The [`KnownKind`] of a kind.
#[derive(Debug)]
pub(super) struct Known<D>(pub std::marker::PhantomData<D>);

impl<D: DocumentKind> KnownKind for Known<D> {
    fn entity(&self) -> &'static str {
        D::ENTITY
    }
    fn read_permission(&self) -> &'static str {
        D::READ
    }
    fn shows<'a>(&'a self, tx: &'a mut Tx, scope: &'a Scope, id: i64) -> BoxFuture<'a, bool> {
        Box::pin(async move { Ok(D::head(tx, scope, id).await?.is_some()) })
    }
}

/// Something that was made from an audited document, so that its audit cannot be taken back before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Dependence {
    /// A catalogue key under `document:kind.`.
    pub kind: &'static str,
    /// The number by which people know it.
    pub number: String,
}

/// A port that later modules fill (settlement, stock): what of theirs depends on a document.
pub trait Dependents: Send + Sync {
    fn of<'a>(&'a self, tx: &'a mut Tx, entity: &'static str, id: i64) -> BoxFuture<'a, Option<Dependence>>;
}

/// Stands for any kind where TypeScript wants a concrete type: the shapes do not depend on it.
#[derive(Debug)]
pub struct StandIn;

impl DocumentKind for StandIn {
    const ENTITY: &'static str = "";
    const TABLE: &'static str = "";
    const NAMES: Names = document_names!("");
    const READ: &'static str = "";
    const AUDIT: &'static str = "";
    const UNAUDIT: &'static str = "";
    const VOID: &'static str = "";
    async fn head(_tx: &mut Tx, _scope: &Scope, _id: i64) -> Result<Option<Head>> {
        Ok(None)
    }
    async fn facts(_tx: &mut Tx, _actor: &Actor, _id: i64) -> Result<Vec<Fact>> {
        Ok(Vec::new())
    }
    async fn make_void(_cx: &mut Cx, head: &Head, _seen: i64, _given: &Given) -> Result<Change> {
        Ok(Change::new("", head.id, ""))
    }
}

/// Who acts, for a row that names them.
pub(super) fn who(cx: &Cx) -> Result<(UserId, String)> {
    let actor = cx.actor()?;
    Ok((actor.id, actor.name.clone()))
}
