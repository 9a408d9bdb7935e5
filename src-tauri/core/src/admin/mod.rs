//! Looking after a workspace: backups, restore, verify, settings.

mod backup;

pub(crate) use backup::backup_before_migration;

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(_registry: &mut Registry) {}
