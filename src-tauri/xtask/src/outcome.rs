//! What a chore answers, and where it works.

use std::{env, path::PathBuf};

/// A chore that failed says why, in a sentence for the person at the terminal.
pub type Outcome<T> = Result<T, String>;

/// The root of the checkout.
pub fn root() -> PathBuf {
    // Cargo says at run time where it was started from; a binary that another checkout built would name that one.
    let here =
        env::var_os("CARGO_MANIFEST_DIR").map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    here.ancestors().nth(2).map_or(here.clone(), PathBuf::from)
}

/// Where cargo puts what it builds. The person may have moved it.
pub fn target() -> PathBuf {
    match env::var_os("CARGO_TARGET_DIR") {
        Some(dir) => root().join(dir),
        None => root().join("target"),
    }
}

/// A program that the debug profile built.
pub fn built(name: &str) -> PathBuf {
    target()
        .join("debug")
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// A program on the search path, or none.
pub fn on_path(name: &str) -> Option<PathBuf> {
    let endings: &[&str] = if cfg!(windows) {
        &[".exe", ".cmd", ".bat"]
    } else {
        &[""]
    };
    let dirs: Vec<PathBuf> = env::split_paths(&env::var_os("PATH")?).collect();
    dirs.iter()
        .flat_map(|dir| {
            endings
                .iter()
                .map(move |ending| dir.join(format!("{name}{ending}")))
        })
        .find(|candidate| candidate.is_file())
}

/// Whether a build server asks, rather than a person.
pub fn in_ci() -> bool {
    env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false" && value != "0")
}
