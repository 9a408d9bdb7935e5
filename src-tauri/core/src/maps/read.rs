//! The two ways in that are no operations, since they answer bytes: a range of a layer's file, and one tile.

use super::model::LayerKind;
use super::store::{self, LayerRow};
use super::{rules, tiles};
use crate::access::{Caller, Need, authenticate};
use crate::app::App;
use crate::error::{Code, Error, Result};
use crate::kernel::Ms;
use std::collections::HashSet;
use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// The largest range that one call reads (16 MiB); a reader of tiles asks for far less.
pub const RANGE_MAX: u64 = 16 << 20;

/// A piece of a layer's file.
#[derive(Debug, Clone)]
pub struct MapBytes {
    pub bytes: Vec<u8>,
    pub offset: u64,
    /// The length of the whole file.
    pub total: u64,
}

/// A tile as its provider sent it.
#[derive(Debug, Clone)]
pub struct MapTile {
    /// Always an image.
    pub content_type: String,
    pub bytes: Vec<u8>,
}

/// The workspace's folder of maps.
pub(super) fn folder(app: &App) -> Result<PathBuf> {
    let folder = app.folder().join("maps");
    std::fs::create_dir_all(&folder)?;
    Ok(folder)
}

/// A range of a file; shorter at its end.
pub(super) fn range(path: &Path, offset: u64, length: u64) -> Result<Vec<u8>> {
    let mut file = File::open(path)?;
    file.seek(SeekFrom::Start(offset))?;
    let mut bytes = Vec::new();
    file.take(length).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Writes a file whole before its layer is noted.
pub(super) fn write(path: &Path, bytes: &[u8]) -> Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()?;
    Ok(())
}

/// What no layer names is removed after a day: a layer that is being added is noted long before.
const KEEP: Duration = Duration::from_secs(24 * 3600);

/// Removes files of layers that are gone.
pub(crate) async fn sweep(app: &App) -> Result<()> {
    let mut tx = app.db().read().await?;
    let rows = store::all(&mut tx).await?;
    tx.commit().await?;
    let named: HashSet<String> = rows.into_iter().filter_map(|row| row.file).collect();
    for entry in std::fs::read_dir(folder(app)?)?.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let age = entry
            .metadata()
            .ok()
            .and_then(|m| m.modified().ok())
            .and_then(|m| m.elapsed().ok());
        if !named.contains(&name)
            && age.is_some_and(|age| age > KEEP)
            && let Err(error) = std::fs::remove_file(entry.path())
        {
            tracing::debug!(%error, name, "the file of a removed layer stays until the next start");
        }
    }
    Ok(())
}

/// (layers that have a file, those whose file is missing or has another length than was noted).
///
/// # Errors
/// A database error.
pub(crate) async fn check(app: &App) -> Result<(i64, i64)> {
    let mut tx = app.db().read().await?;
    let rows = store::all(&mut tx).await?;
    tx.commit().await?;
    let folder = app.folder().join("maps");
    let files: Vec<_> = rows
        .iter()
        .filter_map(|row| Some((row.file.as_ref()?, row.bytes)))
        .collect();
    let is_whole = |name: &String, bytes: Option<i64>| {
        let length = std::fs::metadata(folder.join(name)).map(|data| data.len() as i64);
        length.is_ok_and(|length| bytes.is_none_or(|bytes| bytes == length))
    };
    let wrong = files
        .iter()
        .filter(|(name, bytes)| !is_whole(name, *bytes))
        .count();
    Ok((files.len() as i64, wrong as i64))
}

impl App {
    async fn layer(&self, id: i64, caller: &Caller, now: Ms) -> Result<LayerRow> {
        let (actor, _) = authenticate(self.db(), caller, Need::Anyone, now).await?;
        let actor = actor.ok_or_else(|| Error::new(Code::NotLoggedIn))?;
        let mut tx = self.db().read().await?;
        let found = store::get(&mut tx, id).await?;
        tx.commit().await?;
        // One that is switched off is still looked at by who keeps it.
        found
            .filter(|row| row.active.0 || actor.may("admin.manage"))
            .ok_or_else(|| Error::not_found("map_layer"))
    }

    /// A range of the file of a layer: all of it where `length` reaches beyond its end.
    ///
    /// # Errors
    /// `not_logged_in` and its like; `not_found`, also for a layer that is no file; `number_out_of_range` for a range
    /// that begins behind the end or is longer than 16 MiB (areas are answered whole).
    pub async fn map_bytes(&self, layer: i64, offset: u64, length: u64, caller: &Caller) -> Result<MapBytes> {
        let row = self.layer(layer, caller, self.clock().now()).await?;
        let name = row.file.ok_or_else(|| Error::not_found("map_layer"))?;
        let path = self.folder().join("maps").join(name);
        let most = if row.kind == LayerKind::Geojson.as_str() {
            rules::GEOJSON_MAX * 2
        } else {
            RANGE_MAX
        };
        let read = tokio::task::spawn_blocking(move || {
            let total = std::fs::metadata(&path)
                .map_err(|_| Error::not_found("map_layer"))?
                .len();
            if offset >= total || length == 0 || length.min(total - offset) > most {
                return Err(Error::new(Code::NumberOutOfRange)
                    .with("min", 0)
                    .with("max", total as i64)
                    .at("range"));
            }
            let bytes = range(&path, offset, length)?;
            Ok(MapBytes { bytes, offset, total })
        });
        read.await.map_err(Error::fault)?
    }

    /// One tile of a provider; nothing where it has none there.
    ///
    /// # Errors
    /// `not_logged_in` and its like; `not_found` for another kind of layer or a tile that cannot be;
    /// `map_source_refused` for a provider that does not answer with a picture.
    pub async fn map_tile(
        &self,
        layer: i64,
        z: u8,
        x: u32,
        y: u32,
        caller: &Caller,
    ) -> Result<Option<MapTile>> {
        let row = self.layer(layer, caller, self.clock().now()).await?;
        let template = row.url.ok_or_else(|| Error::not_found("map_layer"))?;
        let key = row.access_key.unwrap_or_default();
        let url = rules::tile_url(&template, &key, z, x, y).ok_or_else(|| Error::not_found("map_tile"))?;
        tiles::fetch(url).await
    }
}
