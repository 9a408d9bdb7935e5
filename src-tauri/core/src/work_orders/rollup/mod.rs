//! Derived figures of work orders: sums by day, month and state, by outlet and category.
//!
//! An order's contribution is a pure function of its facts ([`Accumulator::add`]); imports, live changes, undo and the
//! rebuild all use it, with a sign. A live change posts deltas in its own transaction; [`fold`] adds them up later. A
//! read takes rollup + open deltas, so it is right at any moment.

mod accumulate;
mod read;
mod store;
mod verify;

pub use accumulate::{Accumulator, Facts, Sums};
pub use read::{Dimension, Range, opened_months, overdue, states, sums, sums_by};
pub use store::{Names, apply, fold, post};
pub use verify::{Mismatch, rebuild, verify};

/// Sums by day; the period is a [`crate::kernel::Day`].
pub(crate) const BY_DAY: i64 = 0;
/// Sums by month; the period counts months from year 0.
pub(crate) const BY_MONTH: i64 = 1;
/// Counts by present state; the period is the state's place in `rules::STATES`.
pub(crate) const BY_STATE: i64 = 2;
/// Outlet or category of all orders, and of those without one.
pub(crate) const ALL: i64 = 0;
pub(crate) const NONE: i64 = -1;
