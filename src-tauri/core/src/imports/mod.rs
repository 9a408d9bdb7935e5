//! The import frame: one importer for every kind. A module adds a spec, not an importer.


use crate::app::App;
use crate::error::Result;
use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(_registry: &mut Registry) {}

/// Sweeps what a killed import left staged.
pub(crate) async fn sweep(_app: &App) -> Result<()> {
    Ok(())
}
