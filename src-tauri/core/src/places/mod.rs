//! Where things are: China's divisions by official code, found by name, pinyin or address, each with its centroid.
//!
//! The table is compiled in (`core/data/divisions.tsv`, made by `cargo xtask data`), so that looking up asks no database and
//! no network. It holds names and points only: no border is shipped, since borders are a matter of approved maps. Part of the
//! frame: forms, imports and maps of every module lean on it.

mod model;
mod ops;
pub mod rules;
mod synonyms;
mod table;

pub use model::{Certainty, DivisionLevel, DivisionView};
pub use table::Division;

use crate::operation::Registry;

/// Lists the operations.
pub fn register(registry: &mut Registry) {
    registry.add::<ops::Divisions>();
    registry.add::<ops::Find>();
    registry.add::<ops::Locate>();
    registry.add::<ops::Labels>();
    registry.add::<ops::Convert>();
}
