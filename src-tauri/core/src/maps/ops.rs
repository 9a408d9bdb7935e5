//! Layers as the administrator keeps them and every map reads them.

use super::model::{LayerDetails, LayerKind, LayerView};
use super::store::{self, LayerRow};
use super::{geojson, read, rules};
use crate::access::Need;
use crate::documents::Change;
use crate::error::{Code, Error, Result};
use crate::files;
use crate::kernel::{CoordinateSystem, Flag, Label};
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};
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
    async fn run(&self, cx: &mut Cx) -> Result<LayerList> {
        let before = match self.id {
            Some(id) => Some(
                store::get(&mut cx.tx, id)
                    .await?
                    .filter(|row| row.kind == self.kind.as_str())
                    .ok_or_else(|| Error::not_found("map_layer"))?,
            ),
            None => None,
        };
        let row = self.row(cx, before.as_ref()).await?;
        let (id, code) = match &before {
            None => (store::insert(&mut cx.tx, &row, cx.now).await?, "layer_added"),
            Some(_) => {
                if store::update(&mut cx.tx, &row).await? == 0 {
                    return Err(Error::new(Code::StaleVersion));
                }
                (row.id, "layer_changed")
            }
        };
        let old = |pick: fn(&LayerRow) -> &str| before.as_ref().map(|row| pick(row).to_owned());
        let change = Change::new("map_layer", id, code)
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
            .field("active", before.as_ref().map(|r| r.active.0), row.active.0);
        cx.changed(change);
        list(cx).await
    }
}

/// What a layer's file became.
struct Kept {
    file: String,
    bytes: i64,
    details: LayerDetails,
}

impl SaveLayer {
    async fn row(&self, cx: &mut Cx, before: Option<&LayerRow>) -> Result<LayerRow> {
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
        let kept = match (&self.upload, self.kind) {
            (_, LayerKind::Tiles) => None,
            (Some(upload), _) => Some(self.keep(cx, upload).await?),
            (None, _) if before.is_none() => return Err(Error::missing("upload")),
            // The stored areas were converted already; another system would move them by nothing.
            (None, _) => None,
        };
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
            bytes: kept
                .as_ref()
                .map(|k| k.bytes)
                .or(before.and_then(|row| row.bytes)),
            details: match &kept {
                Some(kept) => Some(serde_json::to_string(&kept.details)?),
                None => stays(|row| row.details.clone()),
            },
            file: kept.map(|k| k.file).or(stays(|row| row.file.clone())),
            join_property: self
                .join_property
                .as_deref()
                .map(str::trim)
                .filter(|text| !text.is_empty())
                .map(|text| text.chars().take(200).collect()),
            active: Flag(self.active),
        })
    }

    /// Checks an upload and puts it into the folder of maps.
    async fn keep(&self, cx: &mut Cx, upload: &str) -> Result<Kept> {
        let owner = cx.actor()?.id;
        let found = files::find(&cx.app, upload, owner).await?;
        let folder = read::folder(&cx.app)?;
        let (kind, system) = (self.kind, self.coordinate_system);
        let kept = tokio::task::spawn_blocking(move || match kind {
            LayerKind::Geojson => keep_geojson(&found.path, &folder, system),
            _ => keep_pmtiles(&found.path, &folder),
        });
        kept.await.map_err(Error::fault)?
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

fn keep_pmtiles(from: &Path, folder: &Path) -> Result<Kept> {
    let bytes = std::fs::metadata(from)?.len();
    let head = read::range(from, 0, rules::HEAD as u64)?;
    let details = rules::pmtiles(&head, bytes)?;
    let (file, path) = fresh(folder);
    // A map may have gigabytes: a link where the file system can. Uploads are never written to once they are whole.
    if std::fs::hard_link(from, &path).is_err() {
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
