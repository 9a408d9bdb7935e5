//! Work orders 工单: the request, its clocks, and what became of it.
//!
//! An imported order is judged by the due times of its source, one under a policy of the workspace by its log (`events`). So far: the list, the drawer with its clocks and their "why"; as documents they are
//! audited, made void, copied, discussed and illustrated (`document.rs`). The derived figures (`rollup.rs`) are kept by insert-only deltas in the transaction that changes an
//! order, folded later; whatever depends on *now* is computed when it is asked.

mod bookmark;
mod bulk;
mod categories;
mod clocks;
mod compare;
mod digests;
mod events;
mod compare_rules;
mod compare_tally;
mod document;
mod get;
mod grid;
mod print;
mod import;
mod map;
mod map_regions;
pub mod model;
mod rollup;
pub mod rules;
mod store;
mod synonyms;

pub use bulk::{Bulk, NewOrder, add_sums, insert_orders};
pub use digests::{ImportedCheck, verify_imported};
pub use events::{
    Entry, Happening, RESPOND, SOLVE, Standing, Verdict, append as append_event,
    append_many as append_events, list as events_of, verdict,
};
pub use grid::{NEXT_DUE, WorkOrderGrid};
pub use import::take_out;
pub use rollup::{
    Accumulator, Dimension, Facts, FactsRow, Histogram, Mismatch, Range, Sums, Want, Which, apply, backlog,
    facts_of, fold, is_kept, median_opened, open, opened_months, orders, overdue, post, rebuild,
    rebuild_marked, states, sums, sums_by, verify, waiting_complaints,
};

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    crate::grids::register::<WorkOrderGrid>(registry);
    registry.add::<categories::CategoryOptions>();
    registry.add::<get::Get>();
    crate::documents::register::<document::WorkOrderDocument>(registry);
    registry.add::<map::MapPoints>();
    registry.add::<map_regions::MapRegions>();
    registry.job::<compare::Compare>();
    registry.job::<print::Print>();
    registry.import(import::WorkOrderImport);
}
