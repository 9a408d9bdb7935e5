//! Customers 客户: who has the product that is served.
//!
//! So far master data that imports fill; contacts, installed products and merging join here. A customer is seen by
//! whoever may see one of their orders.

mod grids;
mod import;
mod synonyms;

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    crate::grids::register::<grids::CustomerGrid>(registry);
    import::register(registry);
}
