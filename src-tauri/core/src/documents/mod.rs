//! What every business document shares: number, phase, audit and un-audit, void, copy, timeline, comments, attachments.
//!
//! A kind (work orders first) implements [`DocumentKind`]: its names, permissions, its row and what follows from an
//! audit. [`register`] then lists the operations of the frame under the kind's prefix. The history itself stands below,
//! in `history`; what later modules build on an audited document they tell through [`Dependents`].

mod act;
mod attachments;
mod comments;
mod kind;
mod many;
pub mod model;
mod numbers;
mod people;
mod reasons;
pub mod rules;
mod store;
mod timeline;
mod view;

pub use crate::history::{Change, FieldChange, HistoryEvent};
pub use attachments::{MAX_MB, MAX_MB_HIGHEST, max_mb};
pub(crate) use attachments::{contents, is_attachment, open, sweep};
pub(crate) use kind::document_names;
pub use kind::{Audited, Dependence, Dependents, DocumentKind, Field, Given, Head, KnownKind, Names};
pub use numbers::{Series, reserve};

use crate::operation::Registry;

/// Says something about a document that one may read.
pub const COMMENT: &str = "documents.comment";
/// Adds files to a document that one may read, and removes them.
pub const ATTACH: &str = "documents.attach";

/// Lists the operations of a kind.
pub fn register<D: DocumentKind>(registry: &mut Registry) {
    registry.add::<view::Document<D>>();
    registry.add::<act::Audit<D>>();
    registry.add::<act::Unaudit<D>>();
    registry.add::<act::Void<D>>();
    if D::COPY.is_some() {
        registry.add::<act::Copy<D>>();
    }
    registry.job::<many::AuditMany<D>>();
    registry.add::<timeline::Timeline<D>>();
    registry.add::<people::FindPeople<D>>();
    registry.add::<comments::Comments<D>>();
    registry.add::<comments::Comment<D>>();
    registry.add::<comments::DeleteComment<D>>();
    registry.add::<attachments::Attachments<D>>();
    registry.add::<attachments::Attach<D>>();
    registry.add::<attachments::RemoveAttachment<D>>();
    registry.document(kind::Known::<D>(std::marker::PhantomData));
}

/// Lists what all kinds have in common.
pub fn register_common(registry: &mut Registry) {
    registry.add::<reasons::Reasons>();
}
