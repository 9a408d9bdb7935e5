//! The network: the region tree, the outlets 网点 that serve it, and their engineers 工程师.
//!
//! So far master data that imports fill and every list and scope leans on; life cycle, contracts and coverage join
//! here.

mod grids;
mod import;
pub mod model;
mod map;
pub(crate) mod ops;
pub mod rules;
mod records;
mod store;
mod synonyms;

pub use store::of_regions;

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    crate::grids::register::<grids::RegionGrid>(registry);
    crate::grids::register::<grids::OutletGrid>(registry);
    crate::grids::register::<grids::EngineerGrid>(registry);
    registry.add::<ops::OutletOptions>();
    registry.add::<ops::RegionOptions>();
    registry.add::<ops::OutletsWithin>();
    registry.add::<ops::EngineerOptions>();
    records::register(registry);
    registry.add::<map::OutletMapPoints>();
    import::register(registry);
}
