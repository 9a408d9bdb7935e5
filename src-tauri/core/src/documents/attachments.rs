//! Attachments: looked at and put into the object store before the transaction, noted in it, read through the document.

use super::kind::{DocumentKind, StandIn, who};
use super::model::{AttachmentList, AttachmentView, Reason};
use super::reasons::{self, ReasonFor};
use super::rules::{self, Action};
use super::store::{self, AttachmentRow};
use super::view::load;
use crate::access::{Caller, Need, authenticate};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::files::{self, OpenedFile, Part};
use crate::history::Change;
use crate::kernel::{Label, Ms};
use crate::operation::{Actor, Cx, Groundwork, OpKind, Operation, Prepared};
use crate::settings;
use serde::Deserialize;
use std::marker::PhantomData;
use std::sync::Arc;
use ts_rs::TS;

/// How downloads name an attachment and its preview: `a-12`, `p-12`.
const ORIGINAL: &str = "a-";
const PREVIEW: &str = "p-";

/// Setting: megabytes that one file may have.
pub const MAX_MB: &str = "attachment_max_mb";
const MAX_MB_DEFAULT: i64 = 20;
/// Megabytes that the setting may be; beyond it a file would not fit into memory beside others.
pub const MAX_MB_HIGHEST: i64 = 100;

/// Megabytes that one attachment may have in this workspace.
///
/// # Errors
/// A database error.
pub async fn max_mb(tx: &mut Tx) -> Result<i64> {
    let set = settings::get(tx, MAX_MB).await?;
    Ok(set
        .and_then(|value| value.parse().ok())
        .unwrap_or(MAX_MB_DEFAULT)
        .clamp(1, MAX_MB_HIGHEST))
}

fn is_photo(kind: &str) -> bool {
    matches!(kind, "jpeg" | "png" | "webp")
}

impl AttachmentRow {
    /// Whether the file itself tells where it was taken: somebody's door. The preview is drawn anew and tells nothing.
    fn tells_place(&self) -> bool {
        self.latitude.is_some()
    }
    fn view(&self, reader: &Actor) -> AttachmentView {
        let personal = reader.sees_personal();
        let removed = self.removed_at.is_some();
        let preview = format!("{PREVIEW}{}", self.id);
        AttachmentView {
            id: self.id,
            file: match self.tells_place() && !personal {
                true => preview.clone(),
                false => format!("{ORIGINAL}{}", self.id),
            },
            preview: (is_photo(&self.kind) && !removed).then_some(preview),
            name: self.name.clone(),
            kind: self.kind.clone(),
            bytes: self.bytes,
            caption: self.caption.clone(),
            width: self.width,
            height: self.height,
            taken_at: self.taken_at.clone(),
            latitude: self.latitude.filter(|_| personal),
            longitude: self.longitude.filter(|_| personal),
            at: self.added_at,
            by: self.added_name.clone(),
            removed,
        }
    }
}

/// All attachments of a document, also the removed ones, as the running person sees them.
pub(super) async fn views(cx: &mut Cx, entity: &str, id: i64) -> Result<Vec<AttachmentView>> {
    let reader = cx.actor()?.clone();
    let rows = store::attachments(&mut cx.tx, entity, id).await?;
    Ok(rows.iter().map(|row| row.view(&reader)).collect())
}

/// Input of `<kind>.attachments`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachmentsInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Attachments<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for Attachments<D> {
    const NAME: &'static str = D::NAMES.attachments;
    const DOC: &'static str = "The files that belong to a document.";
    const NEEDS: Need = Need::Permission(D::READ);
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[super::kind::BESIDE];
    type Output = AttachmentList;
    async fn run(&self, cx: &mut Cx) -> Result<AttachmentList> {
        load::<D>(cx, self.id).await?;
        let all = views(cx, D::ENTITY, self.id).await?;
        Ok(AttachmentList {
            attachments: all.into_iter().filter(|it| !it.removed).collect(),
            max_mb: max_mb(&mut cx.tx).await?,
        })
    }
}

/// Input of `<kind>.attach`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "AttachInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Attach<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    /// A finished upload of one's own.
    upload: String,
    #[serde(default)]
    #[ts(optional = nullable)]
    caption: Option<String>,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Attach<D> {
    fn caption(&self) -> Result<Option<String>> {
        match self.caption.as_deref().map(str::trim) {
            None | Some("") => Ok(None),
            Some(text) => Ok(Some(Label::parse("caption", text)?.as_str().to_owned())),
        }
    }
    async fn check(&self, cx: &mut Cx) -> Result<()> {
        let head = load::<D>(cx, self.id).await?;
        rules::check(Action::Attach, head.phase)
    }
}

impl<D: DocumentKind> Operation for Attach<D> {
    const NAME: &'static str = D::NAMES.attach;
    const DOC: &'static str =
        "Adds an uploaded photo, PDF, workbook, letter or text to a document; what it is, its content tells.";
    const NEEDS: Need = Need::Permission(super::ATTACH);
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &[super::kind::BESIDE];
    const PREPARES: bool = true;
    type Output = AttachmentView;

    async fn prepare(&self, cx: &mut Cx) -> Result<Option<Groundwork>> {
        self.check(cx).await?;
        self.caption()?;
        let max = max_mb(&mut cx.tx).await?;
        let file = files::own(cx, &self.upload).await?;
        let app = cx.app.clone();
        Ok(Some(Box::pin(async move {
            let looked_at = files::take_in(&app, file, max).await?;
            Ok(Arc::new(looked_at) as Prepared)
        })))
    }

    async fn run(&self, cx: &mut Cx) -> Result<AttachmentView> {
        self.check(cx).await?;
        let file = cx.prepared::<files::TakenIn>()?;
        if store::has_content(&mut cx.tx, D::ENTITY, self.id, &file.sha256).await? {
            return Err(Error::new(Code::AttachmentTwice).at("upload"));
        }
        let (by, name) = who(cx)?;
        let photo = file.photo.as_ref();
        let mut row = AttachmentRow {
            id: 0,
            entity: D::ENTITY.to_owned(),
            entity_id: self.id,
            sha256: file.sha256.clone(),
            name: file.name.clone(),
            kind: file.kind.as_str().to_owned(),
            bytes: file.bytes,
            caption: self.caption()?,
            width: photo.map(|it| i64::from(it.width)),
            height: photo.map(|it| i64::from(it.height)),
            taken_at: photo.and_then(|it| it.taken_at.clone()),
            latitude: photo.and_then(|it| it.place).map(|it| it.0),
            longitude: photo.and_then(|it| it.place).map(|it| it.1),
            added_at: cx.now,
            added_name: name,
            removed_at: None,
        };
        row.id = store::attach(&mut cx.tx, &row, by).await?;
        let change = Change::new(D::ENTITY, self.id, "attached")
            .with("attachment", row.id)
            .with("name", row.name.clone())
            .with("sha256", row.sha256.clone());
        cx.changed(change);
        files::forget_upload(&mut cx.tx, &self.upload).await?;
        Ok(row.view(cx.actor()?))
    }
}

/// Input of `<kind>.remove_attachment`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RemoveAttachmentInput", concrete(D = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct RemoveAttachment<D: DocumentKind> {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    attachment: i64,
    reason: Reason,
    #[serde(skip)]
    #[ts(skip)]
    kind: PhantomData<D>,
}

impl<D: DocumentKind> Operation for RemoveAttachment<D> {
    const NAME: &'static str = D::NAMES.remove_attachment;
    const DOC: &'static str = "Removes a file from a document that is not audited yet, with a reason; its content goes a day later.";
    const NEEDS: Need = Need::Permission(super::ATTACH);
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &[super::kind::BESIDE];
    type Output = AttachmentList;
    async fn run(&self, cx: &mut Cx) -> Result<AttachmentList> {
        let head = load::<D>(cx, self.id).await?;
        rules::check(Action::RemoveAttachment, head.phase)?;
        let given = reasons::given(&mut cx.tx, ReasonFor::RemoveAttachment, &self.reason).await?;
        let (_, name) = who(cx)?;
        let all = views(cx, D::ENTITY, self.id).await?;
        let file = all.iter().find(|it| it.id == self.attachment && !it.removed);
        let file = file.ok_or_else(|| Error::not_found("attachment"))?;
        let change = Change::new(D::ENTITY, self.id, "attachment_removed")
            .with("attachment", self.attachment)
            .with("name", file.name.clone());
        let now = cx.now;
        let gone =
            store::remove_attachment(&mut cx.tx, D::ENTITY, self.id, self.attachment, now, &name).await?;
        if !gone {
            return Err(Error::not_found("attachment"));
        }
        cx.changed(super::act::with_reason(change, &given));
        Ok(AttachmentList {
            attachments: all
                .into_iter()
                .filter(|it| !it.removed && it.id != self.attachment)
                .collect(),
            max_mb: max_mb(&mut cx.tx).await?,
        })
    }
}

/// Whether a download asks for an attachment.
pub(crate) fn is_attachment(file: &str) -> bool {
    file.starts_with(ORIGINAL) || file.starts_with(PREVIEW)
}

/// Opens an attachment, or its preview, for whoever may see the document that owns it.
///
/// # Errors
/// `not_found`, also for a document that the person does not see: a number opens nothing by itself.
pub(crate) async fn open(app: &App, file: &str, caller: &Caller) -> Result<OpenedFile> {
    let (actor, _) = authenticate(app.db(), caller, Need::Anyone, app.clock().now()).await?;
    let actor = actor.ok_or_else(|| Error::new(Code::NotLoggedIn))?;
    let (part, id) = match (file.strip_prefix(ORIGINAL), file.strip_prefix(PREVIEW)) {
        (Some(id), _) => (Part::Original, id),
        (_, Some(id)) => (Part::Preview, id),
        _ => return Err(Error::not_found("file")),
    };
    let id: i64 = id.parse().map_err(|_| Error::not_found("file"))?;
    let mut tx = app.db().read().await?;
    let row = store::attachment(&mut tx, id).await?;
    let row = row.ok_or_else(|| Error::not_found("file"))?;
    let kinds = app.registry().documents();
    let kind = kinds.iter().find(|kind| kind.entity() == row.entity);
    let kind = kind.ok_or_else(|| Error::not_found("file"))?;
    let seen = actor.may(kind.read_permission()) && kind.shows(&mut tx, &actor.scope, row.entity_id).await?;
    tx.commit().await?;
    let hidden = part == Part::Original && row.tells_place() && !actor.sees_personal();
    if !seen || hidden || (part == Part::Preview && !is_photo(&row.kind)) {
        return Err(Error::not_found("file"));
    }
    let path = app.objects().file(&row.sha256, part).await?;
    let bytes = std::fs::metadata(&path)?.len();
    Ok(OpenedFile {
        path,
        name: row.name,
        bytes,
        linked: false,
    })
}

/// Blocks in which the contents of attachments are read.
const BLOCK: i64 = 1_000;
/// Content that nothing names is kept this long: what was put may still be about to be named.
const KEEP_MS: i64 = 24 * 3_600_000;

/// The names of all contents that some document holds.
///
/// # Errors
/// A database error.
pub(crate) async fn contents(app: &App) -> Result<Vec<String>> {
    let mut all: Vec<String> = Vec::new();
    let mut tx = app.db().read().await?;
    loop {
        let after = all.last().cloned().unwrap_or_default();
        let block = store::contents_after(&mut tx, &after, BLOCK).await?;
        if block.is_empty() {
            tx.commit().await?;
            return Ok(all);
        }
        all.extend(block);
    }
}

/// Removes content that no document has held for a day.
pub(crate) async fn sweep(app: &App, now: Ms) -> Result<usize> {
    let known: std::collections::HashSet<String> = contents(app).await?.into_iter().collect();
    app.objects()
        .sweep(now.plus(-KEEP_MS), |sha256| known.contains(sha256))
        .await
}
