//! Customers 客户: who has the product that is served.
//!
//! So far master data that imports fill; contacts, installed products and merging join here. A customer is seen by
//! whoever may see one of their orders.

mod grids;
mod import;
pub mod model;
mod records;
mod store;
mod synonyms;

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    crate::grids::register::<grids::CustomerGrid>(registry);
    registry.add::<records::Get>();
    registry.add::<records::Create>();
    registry.add::<records::Update>();
    import::register(registry);
}
