//! Node: the packages of the UI and of the browser tests, and the built UI.

use crate::{
    outcome::{Outcome, on_path, root, target},
    process::{answer_of, must},
};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::{Duration, SystemTime},
};

const OLDEST: u32 = 20;

/// `npm`, or `node`, or another program of theirs, ready to be given arguments. Windows knows npm by another name.
pub fn program(name: &str) -> Command {
    Command::new(on_path(name).unwrap_or_else(|| PathBuf::from(name)))
}

/// An error when Node is absent or too old.
pub fn check() -> Outcome<()> {
    let Some(version) = answer_of(program("node").arg("--version")) else {
        return Err(format!(
            "Node {OLDEST} or newer is needed, with npm: https://nodejs.org"
        ));
    };
    let major = version
        .trim_start_matches('v')
        .split('.')
        .next()
        .and_then(|text| text.parse::<u32>().ok());
    if major.is_none_or(|major| major < OLDEST) {
        return Err(format!(
            "Node {OLDEST} or newer is needed; this is {version}: https://nodejs.org"
        ));
    }
    if answer_of(program("npm").arg("--version")).is_none() {
        return Err("npm is needed; it comes with Node: https://nodejs.org".to_owned());
    }
    Ok(())
}

/// Installs the packages of a folder exactly as its lock file names them, when that changed since the last time.
pub fn packages(folder: &str) -> Outcome<()> {
    let folder = root().join(folder);
    let lock = folder.join("package-lock.json");
    let installed = folder.join("node_modules").join(".package-lock.json");
    // npm writes its own copy of the lock at the end of an install: a younger copy means nothing to do.
    if let (Some(lock), Some(installed)) = (changed(&lock), changed(&installed))
        && installed >= lock
    {
        return Ok(());
    }
    let mut npm = program("npm");
    // Not `npm ci`: it refuses a lock that lacks the optional packages of another system, which some registries do not
    // serve. Versions are pinned exactly in package.json, and `--no-save` leaves the lock as it is.
    npm.args(["install", "--no-save", "--no-audit", "--no-fund"])
        .current_dir(&folder);
    must("npm install", &mut npm, Duration::from_secs(15 * 60))
}

fn changed(path: &Path) -> Option<SystemTime> {
    fs::metadata(path).and_then(|meta| meta.modified()).ok()
}

/// Builds the UI into `ui/dist`, when its sources changed since the last time.
pub fn build_ui() -> Outcome<()> {
    let page = root().join("ui/dist/index.html");
    let stamp = target().join("xtask-ui.stamp");
    let sources = fingerprint(&root().join("ui"))?;
    if fs::read_to_string(&stamp).is_ok_and(|old| old == seal(sources, &page)) {
        return Ok(());
    }
    let mut npm = program("npm");
    npm.args(["run", "build"]).current_dir(root().join("ui"));
    must("the build of the UI", &mut npm, Duration::from_secs(10 * 60))?;
    fs::create_dir_all(target())
        .and_then(|()| fs::write(&stamp, seal(sources, &page)))
        .map_err(|why| format!("{}: {why}", stamp.display()))
}

/// What was built, from what. The page's own time stands in it, so that a build by hand in between is noticed.
fn seal(sources: u64, page: &Path) -> String {
    let built = changed(page).and_then(|at| at.duration_since(SystemTime::UNIX_EPOCH).ok());
    format!("{sources:016x} {}", built.map_or(0, |at| at.as_nanos()))
}

/// One number over the names and contents of everything the UI is built from.
fn fingerprint(ui: &Path) -> Outcome<u64> {
    let mut files = Vec::new();
    collect(ui, &mut files).map_err(|why| format!("{}: {why}", ui.display()))?;
    files.sort();
    let mut sum = Fnv::new();
    for file in files {
        sum.take(file.to_string_lossy().as_bytes());
        sum.take(&fs::read(&file).map_err(|why| format!("{}: {why}", file.display()))?);
    }
    Ok(sum.0)
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name();
        if name == "node_modules" || name == "dist" || name.to_string_lossy().starts_with('.') {
            continue;
        }
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), files)?;
        } else {
            files.push(entry.path());
        }
    }
    Ok(())
}

/// FNV-1a, which is enough to notice an edit.
struct Fnv(u64);

impl Fnv {
    fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    fn take(&mut self, bytes: &[u8]) {
        for byte in bytes.iter().chain(&[0]) {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}
