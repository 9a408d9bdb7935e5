//! Layers as the administrator keeps them and every map reads them.

use super::model::{LayerDetails, LayerKind, LayerView};
use super::store::{self, LayerRow};
use super::{geojson, read, rules};
use crate::access::Need;
use crate::documents::Change;
use crate::error::{Code, Error, Result};
use crate::files::{self, OpenedFile};
use crate::kernel::{CoordinateSystem, Flag, Label};
use crate::operation::{Cx, Groundwork, OpKind, Operation, Prepared};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use ts_rs::TS;

/// The layers of a workspace.
#[derive(Debug, Clone, Serialize, TS)]
pub struct LayerList {
    pub layers: Vec<LayerView>,
}

fn view(row: LayerRow, manages: bool) -> Result<LayerView> {
    let details = match &row.details {
        Some(text) => serde_json::from_str(text)?,
        None => LayerDetails::default(),
    };
    Ok(LayerView {
        id: row.id,
        version: row.version,
        kind: LayerKind::parse(&row.kind).ok_or_else(|| Error::fault("a layer of no kind"))?,
        name: row.name,
        source: row.source,
        approval_number: row.approval_number,
        coordinate_system: CoordinateSystem::parse(&row.coordinate_system).unwrap_or_default(),
        url: row.url.filter(|_| manages),
        has_key: row.access_key.is_some_and(|key| !key.is_empty()),
        bytes: row.bytes,
        join_property: row.join_property,
        details,
        active: row.active.0,
    })
}

async fn list(cx: &mut Cx) -> Result<LayerList> {
    let manages = cx.actor()?.may("admin.manage");
    let rows = store::all(&mut cx.tx).await?;
    let seen = rows.into_iter().filter(|row| manages || row.active.0);
    Ok(LayerList {
        layers: seen.map(|row| view(row, manages)).collect::<Result<_>>()?,
    })
}

/// Input of `maps.layers`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "LayersInput")]
#[serde(deny_unknown_fields)]
pub struct Layers {}

impl Operation for Layers {
    const NAME: &'static str = "maps.layers";
    const DOC: &'static str = "The layers that maps may show, each with its source and approval number.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["map_layers"];
    type Output = LayerList;
    async fn run(&self, cx: &mut Cx) -> Result<LayerList> {
        list(cx).await
    }
}

/// Input of `maps.save_layer`: without `id` a new layer.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SaveLayerInput")]
#[serde(deny_unknown_fields)]
pub struct SaveLayer {
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<f64>")]
    id: Option<i64>,
    #[serde(default)]
    #[ts(optional = nullable, as = "Option<f64>")]
    version: Option<i64>,
    kind: LayerKind,
    name: String,
    source: String,
    /// 审图号; may be empty.
    approval_number: String,
    coordinate_system: CoordinateSystem,
    #[serde(default)]
    #[ts(optional = nullable)]
    url: Option<String>,
    /// A new key; absent keeps the stored one, empty takes it away.
    #[serde(default)]
    #[ts(optional = nullable)]
    key: Option<String>,
    /// An upload; absent keeps the stored file.
    #[serde(default)]
    #[ts(optional = nullable)]
    upload: Option<String>,
    #[serde(default)]
    #[ts(optional = nullable)]
    join_property: Option<String>,
    active: bool,
}

impl Operation for SaveLayer {
    const NAME: &'static str = "maps.save_layer";
    const DOC: &'static str =
        "Adds or changes a layer: tiles by address, a PMTiles file, or areas from GeoJSON.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["map_layers"];
    // The key of a provider belongs into no record of requests.
    const SECRET: bool = true;
    type Output = LayerList;
    const PREPARES: bool = true;

    /// A map has gigabytes, areas are read whole: the writer waits for neither.
    async fn prepare(&self, cx: &mut Cx) -> Result<Option<Groundwork>> {
        let before = self.before(cx).await?;
        self.row(before.as_ref(), None)?;
        let Some(upload) = self.upload.as_deref().filter(|_| self.kind != LayerKind::Tiles) else {
            return Ok(None);
        };
        let found = files::own(cx, upload).await?;
        let folder = read::folder(&cx.app)?;
        let (app, kind, system) = (cx.app.clone(), self.kind, self.coordinate_system);
        Ok(Some(Box::pin(async move {
            let turn = app.files().turn().await?;
            let kept = tokio::task::spawn_blocking(move || {
                // The turn goes with the work: whoever asked may have left, and the thread goes on.
                let _turn = turn;
                match kind {
                    LayerKind::Geojson => keep_geojson(&found.path, &folder, system),
                    _ => keep_pmtiles(&found, &folder),
                }
            });
            Ok(Arc::new(kept.await.map_err(Error::fault)??) as Prepared)
        })))
    }

    async fn run(&self, cx: &mut Cx) -> Result<LayerList> {
        let before = self.before(cx).await?;
        let kept = match &self.upload {
            Some(upload) if self.kind != LayerKind::Tiles => {
                // From now on nobody writes to the file that the layer may share with its upload.
                files::forget_upload(&mut cx.tx, upload).await?;
                Some(cx.prepared::<Kept>()?)
            }
            _ => None,
        };
        let row = self.row(before.as_ref(), kept.as_deref())?;
        let (id, code) = match &before {
            None => (store::insert(&mut cx.tx, &row, cx.now).await?, "layer_added"),
            Some(_) => {
                if store::update(&mut cx.tx, &row).await? == 0 {
                    return Err(Error::new(Code::StaleVersion));
                }
                (row.id, "layer_changed")
            }
        };
        cx.changed(told(Change::new("map_layer", id, code), before.as_ref(), &row));
        list(cx).await
    }
}

/// What of a layer changed: also where the server fetches tiles from, to which every viewport's place goes. Of the
/// provider's key only that it changed.
fn told(change: Change, before: Option<&LayerRow>, row: &LayerRow) -> Change {
    let old = |pick: fn(&LayerRow) -> &str| before.map(|row| pick(row).to_owned());
    let gone = |pick: fn(&LayerRow) -> Option<String>| before.and_then(pick);
    let change = change
        .field("name", old(|r| &r.name), row.name.clone())
        .field("source", old(|r| &r.source), row.source.clone())
        .field(
            "approval_number",
            old(|r| &r.approval_number),
            row.approval_number.clone(),
        )
        .field(
            "coordinate_system",
            old(|r| &r.coordinate_system),
            row.coordinate_system.clone(),
        )
        .field("url", gone(|r| r.url.clone()), row.url.clone())
        .field("file", gone(|r| r.file.clone()), row.file.clone())
        .field(
            "join_property",
            gone(|r| r.join_property.clone()),
            row.join_property.clone(),
        )
        .field("active", before.map(|r| r.active.0), row.active.0);
    let key = |row: &LayerRow| row.access_key.clone().filter(|key| !key.is_empty());
    match (before.and_then(key), key(row)) {
        (old, new) if old == new => change,
        (_, Some(_)) => change.with("key", "replaced"),
        (_, None) => change.with("key", "removed"),
    }
}

/// What a layer's file became.
struct Kept {
    file: String,
    bytes: i64,
    details: LayerDetails,
}

impl SaveLayer {
    /// The layer as it is stored, where another one is changed.
    async fn before(&self, cx: &mut Cx) -> Result<Option<LayerRow>> {
        let Some(id) = self.id else { return Ok(None) };
        let row = store::get(&mut cx.tx, id).await?;
        let row = row.filter(|row| row.kind == self.kind.as_str());
        row.map(Some).ok_or_else(|| Error::not_found("map_layer"))
    }

    /// The layer as it will be stored. Its file is missing only before it was kept.
    fn row(&self, before: Option<&LayerRow>, kept: Option<&Kept>) -> Result<LayerRow> {
        let name = Label::parse("name", &self.name)?;
        let source = Label::parse("source", &self.source)?;
        let approval = match self.approval_number.trim() {
            "" => String::new(),
            text => Label::parse("approval_number", text)?.as_str().to_owned(),
        };
        let (mut url, mut key) = (None, None);
        if self.kind == LayerKind::Tiles {
            let given = self.url.as_deref().or(before.and_then(|row| row.url.as_deref()));
            url = Some(rules::template(given.ok_or_else(|| Error::missing("url"))?)?.to_owned());
            key = match &self.key {
                Some(new) => Some(rules::access_key(new)?.to_owned()),
                None => before.and_then(|row| row.access_key.clone()),
            };
            let wanted = url.as_deref().is_some_and(|url| url.contains("{key}"));
            if wanted && key.as_deref().unwrap_or_default().is_empty() {
                return Err(Error::missing("key"));
            }
        }
        // Stored areas were converted already; another system would move them by nothing.
        if self.kind != LayerKind::Tiles && self.upload.is_none() && before.is_none() {
            return Err(Error::missing("upload"));
        }
        let stays = |pick: fn(&LayerRow) -> Option<String>| before.and_then(pick);
        Ok(LayerRow {
            id: self.id.unwrap_or_default(),
            version: self.version.unwrap_or_default(),
            kind: self.kind.as_str().to_owned(),
            name: name.as_str().to_owned(),
            source: source.as_str().to_owned(),
            approval_number: approval,
            coordinate_system: self.coordinate_system.as_str().to_owned(),
            url,
            access_key: key,
            bytes: kept.map(|k| k.bytes).or(before.and_then(|row| row.bytes)),
            details: match kept {
                Some(kept) => Some(serde_json::to_string(&kept.details)?),
                None => stays(|row| row.details.clone()),
            },
            file: kept.map(|k| k.file.clone()).or(stays(|row| row.file.clone())),
            join_property: self
                .join_property
                .as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(|text| text.chars().take(200).collect()),
            active: Flag(self.active),
        })
    }
}

fn fresh(folder: &Path) -> (String, PathBuf) {
    let name = uuid::Uuid::now_v7().simple().to_string();
    let path = folder.join(&name);
    (name, path)
}

fn keep_geojson(from: &Path, folder: &Path, system: CoordinateSystem) -> Result<Kept> {
    if std::fs::metadata(from)?.len() > rules::GEOJSON_MAX {
        let error = Error::new(Code::UploadTooLarge).with("max", (rules::GEOJSON_MAX >> 20) as i64);
        return Err(error.at("upload"));
    }
    let taken = geojson::take(&std::fs::read(from)?, system)?;
    let (file, path) = fresh(folder);
    read::write(&path, taken.text.as_bytes())?;
    Ok(Kept {
        file,
        bytes: taken.text.len() as i64,
        details: taken.details,
    })
}

fn keep_pmtiles(found: &OpenedFile, folder: &Path) -> Result<Kept> {
    let from = &found.path;
    let bytes = std::fs::metadata(from)?.len();
    let head = read::range(from, 0, rules::HEAD as u64)?;
    let details = rules::pmtiles(&head, bytes)?;
    let (file, path) = fresh(folder);
    // A map may have gigabytes: a link where the file system can. The layer's upload is forgotten and takes no more pieces;
    // a file of this machine's own, however, is its owner's to write to, and has to be copied.
    if found.linked || std::fs::hard_link(from, &path).is_err() {
        std::fs::copy(from, &path)?;
    }
    std::fs::OpenOptions::new().write(true).open(&path)?.sync_all()?;
    Ok(Kept {
        file,
        bytes: bytes as i64,
        details,
    })
}

/// Input of `maps.remove_layer`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "RemoveLayerInput")]
#[serde(deny_unknown_fields)]
pub struct RemoveLayer {
    #[ts(as = "f64")]
    id: i64,
    #[ts(as = "f64")]
    version: i64,
}

impl Operation for RemoveLayer {
    const NAME: &'static str = "maps.remove_layer";
    const DOC: &'static str = "Takes a layer away; its file is swept later.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["map_layers"];
    type Output = LayerList;
    async fn run(&self, cx: &mut Cx) -> Result<LayerList> {
        let row = store::get(&mut cx.tx, self.id)
            .await?
            .ok_or_else(|| Error::not_found("map_layer"))?;
        if store::delete(&mut cx.tx, self.id, self.version).await? == 0 {
            return Err(Error::new(Code::StaleVersion));
        }
        cx.changed(Change::new("map_layer", self.id, "layer_removed").with("name", row.name));
        list(cx).await
    }
}
