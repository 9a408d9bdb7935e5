//! Small chores: the generated contract, the bundle.

use crate::{
    node,
    outcome::{Outcome, root},
    process::must,
    system,
};
use std::{path::PathBuf, process::Command, time::Duration};

/// Writes the TypeScript contract anew. The test that it is fresh is the same that writes it.
pub fn codegen() -> Outcome<()> {
    let mut cargo = Command::new("cargo");
    cargo
        .args(["test", "-p", "outpost-core", "contract"])
        .env("UPDATE", "1")
        .current_dir(root());
    must("the contract's test", &mut cargo, Duration::from_secs(30 * 60))
}

/// Makes the bundle of the system this runs on: installer, disk image, package.
pub fn dist(args: &[String]) -> Outcome<()> {
    system::have(&[system::TO_RUN])?;
    node::check()?;
    node::packages("ui")?;
    let script = root().join("ui/node_modules/@tauri-apps/cli/tauri.js");
    let mut tauri = node::program("node");
    tauri.arg(script).arg("build").args(args).current_dir(root());
    must("tauri build", &mut tauri, Duration::from_secs(90 * 60))?;
    let bundles: PathBuf = crate::outcome::target().join("release").join("bundle");
    println!("xtask: the bundles are in {}", bundles.display());
    Ok(())
}
