//! The project's own files, read once.

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// A text file of the project.
#[derive(Debug)]
pub struct File {
    /// Relative to the root, with slashes.
    pub path: String,
    pub text: String,
}

impl File {
    pub fn is(&self, extension: &str) -> bool {
        self.path
            .rsplit_once('.')
            .is_some_and(|(_, found)| found == extension)
    }

    pub fn is_generated(&self) -> bool {
        self.path.contains("/generated/")
    }
}

/// What is made or installed, not written.
const SKIPPED: [&str; 8] = [
    "target",
    "gen",
    "shots",
    "ui/dist",
    "ui/.vite",
    "tests/e2e/results",
    ".git",
    "icons",
];

/// The root of the project.
pub fn root() -> PathBuf {
    // Asked when it runs: a test that was built in one working tree may be run in another.
    let stated =
        std::env::var("CARGO_MANIFEST_DIR").unwrap_or_else(|_| env!("CARGO_MANIFEST_DIR").to_owned());
    let from = Path::new(&stated);
    let root = from.ancestors().find(|folder| folder.join("Cargo.lock").exists());
    root.expect("tests run inside the workspace").to_owned()
}

/// Every text file, in the order of its path.
pub fn files() -> &'static [File] {
    static FILES: OnceLock<Vec<File>> = OnceLock::new();
    FILES.get_or_init(|| {
        let mut found = Vec::new();
        walk(&root(), "", &mut found);
        found.sort_by(|a, b| a.path.cmp(&b.path));
        assert!(
            found.iter().any(|file| file.path == "Cargo.toml"),
            "the walk found the project"
        );
        found
    })
}

/// The Rust files below a folder.
pub fn rust_below(folder: &str) -> impl Iterator<Item = &'static File> {
    files()
        .iter()
        .filter(move |file| file.is("rs") && file.path.starts_with(folder))
}

/// The TypeScript files of the UI that people write.
pub fn typescript() -> impl Iterator<Item = &'static File> {
    files().iter().filter(|file| {
        (file.is("ts") || file.is("tsx")) && file.path.starts_with("ui/src/") && !file.is_generated()
    })
}

fn walk(folder: &Path, prefix: &str, found: &mut Vec<File>) {
    let Ok(entries) = fs::read_dir(folder) else { return };
    for entry in entries.flatten() {
        let name = entry.file_name().to_string_lossy().into_owned();
        let path = if prefix.is_empty() {
            name
        } else {
            format!("{prefix}/{name}")
        };
        if SKIPPED.contains(&path.as_str()) || path.ends_with("/node_modules") {
            continue;
        }
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => walk(&entry.path(), &path, found),
            // A picture or a font is no text and has no lines to check.
            Ok(kind) if kind.is_file() => {
                if let Ok(text) = fs::read_to_string(entry.path()) {
                    found.push(File { path, text });
                }
            }
            _ => {}
        }
    }
}
