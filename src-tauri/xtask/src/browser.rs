//! The browser that the browser tests drive: the system's own, never a downloaded one.

use crate::outcome::on_path;
use std::{env, path::PathBuf};

/// Names under which a Chromium may be found.
pub const PROGRAMS: &[&str] = &[
    "chromium",
    "google-chrome",
    "google-chrome-stable",
    "chromium-browser",
    "microsoft-edge",
    "msedge",
    "chrome",
];

const ELSEWHERE: &[&str] = &[
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
];

/// The browser of this machine: `OUTPOST_CHROMIUM` when it is set, or the first that is found.
pub fn found() -> Option<PathBuf> {
    if let Some(named) = env::var_os("OUTPOST_CHROMIUM") {
        return Some(PathBuf::from(named));
    }
    PROGRAMS
        .iter()
        .find_map(|name| on_path(name))
        .or_else(|| ELSEWHERE.iter().map(PathBuf::from).find(|path| path.is_file()))
}
