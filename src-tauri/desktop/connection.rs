//! Where the data is, as the person chose it last: a small file in the system's folder for settings.

use outpost_core::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    path::{Path, PathBuf},
};

/// A workspace folder on this machine, or a team server.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "kind")]
pub enum Connection {
    /// A folder; none is the default folder of this person.
    Local {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        folder: Option<PathBuf>,
    },
    /// The address of a server, e.g. `https://outpost.example.org`.
    Server { url: String },
}

impl Connection {
    /// The workspace in `folder`.
    #[must_use]
    pub fn local(folder: PathBuf) -> Self {
        Self::Local { folder: Some(folder) }
    }
}

impl Default for Connection {
    fn default() -> Self {
        Self::Local { folder: None }
    }
}

/// The saved choice. A file that cannot be read is no reason not to start: the default workspace opens.
#[must_use]
pub fn load(file: &Path) -> Connection {
    let Ok(text) = fs::read_to_string(file) else {
        return Connection::default();
    };
    serde_json::from_str(&text).unwrap_or_else(|error| {
        tracing::warn!(%error, file = %file.display(), "the saved connection cannot be read");
        Connection::default()
    })
}

/// Saves the choice for the next start; whole or not at all.
///
/// # Errors
/// `disk_full`, `workspace_read_only` and their like, from the file system.
pub fn save(file: &Path, connection: &Connection) -> Result<()> {
    let folder = file
        .parent()
        .ok_or_else(|| Error::new(Code::Fault).because("the setting has no folder"))?;
    fs::create_dir_all(folder)?;
    let beside = file.with_extension("new");
    fs::write(&beside, serde_json::to_vec_pretty(connection)?)?;
    fs::rename(&beside, file)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{Connection, load, save};

    #[test]
    fn a_choice_is_remembered_and_a_broken_file_is_not_fatal() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("settings").join("connection.json");
        assert_eq!(load(&file), Connection::default());
        for choice in [
            Connection::Server {
                url: "http://127.0.0.1:1".into(),
            },
            Connection::local("数据/站".into()),
        ] {
            save(&file, &choice).expect("saved");
            assert_eq!(load(&file), choice);
        }
        std::fs::write(&file, "{").expect("written");
        assert_eq!(load(&file), Connection::default());
    }
}
