//! Derived figures of work orders: sums by day, month, state and cause, by outlet, category, kind and priority.
//!
//! An order's contribution is a pure function of its facts (`Cells::add`); imports, live changes, undo and the
//! rebuild all use it, with a sign. A live change posts deltas in its own transaction; [`fold`] adds them up later. A
//! read takes sums + open deltas, so it is right at any moment. Which sums are kept, and that everything else is
//! counted from the orders, stands in `read.rs`.

mod accumulate;
mod facts;
mod gather;
mod read;
mod store;
mod verify;

pub use accumulate::{Histogram, Sums};
pub use facts::{Facts, FactsRow, facts_of};
pub use gather::Accumulator;
pub use read::{
    Dimension, Range, Want, Which, backlog, is_kept, median_opened, open, opened_months, overdue, states,
    sums, sums_by, waiting_complaints,
};
pub(super) use store::KNOWN;
pub use store::{Names, apply, fold, orders, post};
pub use verify::{Mismatch, contribution, rebuild, rebuild_marked, verify};

/// Sums by day; the period is a [`crate::kernel::Day`].
pub(crate) const BY_DAY: i64 = 0;
/// Sums by month; the period counts months from year 0.
pub(crate) const BY_MONTH: i64 = 1;
/// Counts by present state; the period is the state's place in `rules::STATES`.
pub(crate) const BY_STATE: i64 = 2;
/// Sums by month and cause.
pub(crate) const BY_CAUSE: i64 = 3;
/// A key that is summed over, and orders that have none.
pub(crate) const ALL: i64 = 0;
pub(crate) const NONE: i64 = -1;
