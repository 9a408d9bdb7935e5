//! One process owns the writing of a workspace folder. The lock is the operating system's, so that a killed process
//! leaves none behind; the file beside it says who holds it.

use crate::error::{Code, Error, Result};
use fs4::fs_std::FileExt;
use std::fs::{File, OpenOptions};
use std::path::Path;

#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
}

const LOCK: &str = "outpost.lock";
const OWNER: &str = "outpost.owner";

impl Lock {
    /// # Errors
    /// `workspace_in_use` with the owner's name, `workspace_read_only`.
    pub(super) fn take(folder: &Path, name: &str) -> Result<Self> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(folder.join(LOCK))
            .map_err(|e| {
                Error::new(Code::WorkspaceReadOnly)
                    .with("path", folder.display().to_string())
                    .because(e)
            })?;
        if !FileExt::try_lock_exclusive(&file).unwrap_or(false) {
            return Err(Error::new(Code::WorkspaceInUse).with("owner", Self::owner(folder)));
        }
        // The owner's name stands in a file of its own: Windows lets nobody read a locked one.
        std::fs::write(folder.join(OWNER), format!("{name} (pid {})", std::process::id()))?;
        Ok(Self { _file: file })
    }
    /// Who holds the workspace, as it said itself; `?` where nobody left a name.
    pub(super) fn owner(folder: &Path) -> String {
        let said = std::fs::read_to_string(folder.join(OWNER)).unwrap_or_default();
        if said.trim().is_empty() {
            "?".to_owned()
        } else {
            said.trim().to_owned()
        }
    }
}
