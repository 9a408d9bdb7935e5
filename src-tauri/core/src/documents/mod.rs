//! What every business document shares: numbers, and what happened to it (kept by `history`, which stands below).

mod numbers;
mod store;

pub use crate::history::{Change, FieldChange, HistoryEvent, timeline};
pub use numbers::{Series, reserve};
