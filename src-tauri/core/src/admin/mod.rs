//! Looking after a workspace: backups, restore, check, settings.
//!
//! A **backup** is a compact copy of the database beside a manifest: what it holds, its digest, and the head of the
//! history chain, which so stands outside of the file it guards. Backups are made by hand, each day, before each
//! migration and before each restore. A **restore** is only asked for while the program runs; it is carried out when
//! the workspace is next opened, before anything else touches the file (`restore.rs`). The **check** recomputes
//! whatever can be recomputed and says in codes what it found.

mod backup;
mod folder;
mod inspect;
mod objects;
mod ops;
mod restore;
mod settings;
mod store;
mod verify;

pub(crate) use backup::backup_before_migration;
pub use backup::{BackupReason, BackupView, backup_beside, daily_backup, list as backups_in};
pub(crate) use restore::{ask as ask_restore, carry_out as carry_out_restore, note as note_restore};
pub use verify::{Check, VerifyReport, verify};

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<settings::GetSettings>();
    registry.add::<settings::SaveSettings>();
    registry.add::<ops::Backups>();
    registry.job::<ops::Backup>();
    registry.job::<ops::Restore>();
    registry.job::<ops::WithdrawRestore>();
    registry.job::<ops::Verify>();
    registry.job::<ops::RebuildFigures>();
}
