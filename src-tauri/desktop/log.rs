//! The log: what the page must not show, under the reference that it does show.

use std::{
    fs::{self, OpenOptions},
    path::Path,
    sync::Mutex,
};
use tracing_subscriber::EnvFilter;

/// Above this a log starts anew, and the old one is kept beside it.
const LARGEST: u64 = 4 << 20;

/// Writes the log into `folder`, or to the standard error where that cannot be written. `OUTPOST_LOG` sets what is
/// logged, in the notation of `tracing` (`outpost_core=debug`).
pub fn start(folder: Option<&Path>) {
    let filter = || EnvFilter::try_from_env("OUTPOST_LOG").unwrap_or_else(|_| EnvFilter::new("warn"));
    let opened = folder.and_then(|folder| {
        fs::create_dir_all(folder).ok()?;
        let file = folder.join("outpost.log");
        if fs::metadata(&file).is_ok_and(|meta| meta.len() > LARGEST) {
            fs::rename(&file, folder.join("outpost.log.1")).ok()?;
        }
        OpenOptions::new().create(true).append(true).open(file).ok()
    });
    let log = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_env_filter(filter());
    // A log that was set already (a test's) stays.
    let _ = match opened {
        Some(file) => log.with_writer(Mutex::new(file)).try_init(),
        None => log.with_writer(std::io::stderr).try_init(),
    };
}
