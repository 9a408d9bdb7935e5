//! What every business document shares. Here so far: history (who changed what, when, from where, with a digest
//! of the after-image, chained by the sealer) and document numbers.

mod history;
mod numbers;
mod seal;
mod store;

pub use history::{Change, FieldChange, HistoryEvent, timeline};
pub(crate) use history::{digest as digest_of, write_history};
pub use numbers::{Series, reserve};
pub use seal::{Head, check_chain, head, seal};
