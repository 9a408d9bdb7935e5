//! The import frame: one importer for every kind of table. A module adds a spec ([`ImportKind`]), not an importer.
//!
//! A run reads the file on a thread of its own, row by row; good rows go in chunks into staging rows keyed by the
//! batch, bad ones into a file of rejects with line, column, value and reason. Then one set-based transaction
//! publishes them, with history and derived sums; a killed run leaves only staging, which the next start sweeps. "All
//! or nothing" publishes only a file without bad rows. A batch can be undone as a whole.

mod inspect;
mod kinds;
mod masters;
mod ops;
mod options;
mod read;
mod report;
mod run;
mod store;
mod undo;

pub use kinds::{BoxFuture, Finished, ImportKind, ParserSetup, Publish, Published, RowParser, Undone};
pub use masters::{MasterField, MasterImport, MasterSpec, MasterType, nothing};
pub use report::{Doubles, ImportReport, MadeCount, OnErrors, ReasonCount};
pub use store::{close_batch, keep_before, names_made, open_batch, set_batch_state};

use crate::operation::Registry;
pub(crate) use store::sweep;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<ops::Kinds>();
    registry.add::<ops::Get>();
    registry.add::<options::BatchOptions>();
    registry.add::<inspect::Inspect>();
    registry.add::<inspect::Values>();
    registry.job::<run::Run>();
    registry.job::<undo::Undo>();
    crate::grids::register::<ops::BatchGrid>(registry);
}
