//! Dictionaries 字典: the codes a company keeps itself, such as causes of faults, reasons for holding or cancelling an order,
//! and channels. An entry that was used is never deleted, only put out of use, so that old orders keep their words.
//!
//! The smallest module there is, and the recipe for others: its model and rules, its SQL, a list and three operations.

mod grid;
pub mod model;
mod ops;
pub mod rules;
mod store;

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    crate::grids::register::<grid::EntryGrid>(registry);
    registry.add::<ops::Entry>();
    registry.add::<ops::Options>();
    registry.add::<ops::Create>();
    registry.add::<ops::Update>();
}
