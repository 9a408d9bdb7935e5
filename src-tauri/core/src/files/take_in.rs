//! From an upload to content in the object store: sized, told what it is, looked at. Outside of any transaction.

use super::rules::{self, FileType};
use super::{OpenedFile, Part, Photo, name_of, photo, store};
use crate::app::App;
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use std::io::Cursor;

/// Content that lies in the object store and waits to be named.
#[derive(Debug, Clone)]
pub struct TakenIn {
    pub sha256: String,
    /// As it is kept, with the ending of what it is.
    pub name: String,
    pub kind: FileType,
    pub bytes: i64,
    pub photo: Option<Photo>,
}

/// The names of a package's parts, where it is one that can be read.
fn parts(bytes: &[u8]) -> Option<Vec<String>> {
    let package = zip::ZipArchive::new(Cursor::new(bytes)).ok()?;
    // More parts than this no letter or workbook has.
    if package.len() > 10_000 {
        return None;
    }
    let names = package.file_names().filter_map(std::result::Result::ok);
    Some(names.map(std::borrow::Cow::into_owned).collect())
}

/// Puts a finished upload into the object store, of at most `max_mb` megabytes. Few at once; the others wait.
///
/// # Errors
/// `upload_too_large`; `attachment_refused`; `disk_full`.
pub(crate) async fn take_in(app: &App, file: OpenedFile, max_mb: i64) -> Result<TakenIn> {
    if file.bytes > u64::try_from(max_mb).unwrap_or(0) << 20 {
        let error = Error::new(Code::UploadTooLarge).with("max", max_mb);
        return Err(error.at("upload"));
    }
    let (path, name) = (file.path, file.name);
    let turn = app.files().turn().await?;
    let looked_at = tokio::task::spawn_blocking(move || -> Result<_> {
        let bytes = std::fs::read(path)?;
        let kind = rules::sniff(&bytes, || parts(&bytes))?;
        let photo = kind
            .is_photo()
            .then(|| photo::look_at(&bytes, kind))
            .transpose()?;
        let taken = TakenIn {
            sha256: name_of(&bytes),
            name: rules::kept_name(&name, kind),
            kind,
            bytes: bytes.len() as i64,
            photo,
        };
        // The turn goes with the work: whoever asked may have left, and the thread goes on.
        Ok((taken, bytes, turn))
    });
    let (taken, bytes, _turn) = looked_at.await.map_err(Error::fault)??;
    app.objects().put(&taken.sha256, Part::Original, bytes).await?;
    if let Some(photo) = &taken.photo {
        let preview = photo.preview.clone();
        app.objects().put(&taken.sha256, Part::Preview, preview).await?;
    }
    Ok(taken)
}

/// Forgets an upload whose content was taken in; its file goes with the next sweep.
pub(crate) async fn forget_upload(tx: &mut Tx, upload: &str) -> Result<()> {
    store::delete(tx, upload).await
}
