//! What a workspace lays under and over its maps: tiles of a provider, a PMTiles file, areas from GeoJSON. Each with its
//! source and the number of its approval, which every map that shows it writes out.
//!
//! We ship no borders and no street map (borders are contested, and China requires approved maps): whoever has an approved
//! one brings it. **Tiles are fetched by the core, never by the page**: the page's content security policy stays as strict
//! as it is, on the desktop (where it is fixed when the program is built) and on the server; the provider's key stays out
//! of every page; and only the one address that the administrator has set can be asked. Files are read by ranges, so that a
//! map of gigabytes is never in memory. The shells carry both ways in: [`App::map_tile`](crate::App::map_tile) and
//! [`App::map_bytes`](crate::App::map_bytes).

mod geojson;
mod model;
mod ops;
mod read;
pub mod rules;
mod store;
mod tiles;

pub use model::{LayerDetails, LayerKind, LayerView};
pub use read::{MapBytes, MapTile};
pub(crate) use read::{check, sweep};

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<ops::Layers>();
    registry.add::<ops::SaveLayer>();
    registry.add::<ops::RemoveLayer>();
}
