//! `cargo xtask run`: from a clean clone to the open window.

use crate::{
    node,
    outcome::{Outcome, built, root},
    process::must,
    system,
};
use std::{
    env,
    process::{Command, Stdio},
    time::Duration,
};

/// Builds what is missing, then opens the window, or serves the same UI where there is no display.
pub fn run(args: &[String]) -> Outcome<()> {
    system::have(&[system::TO_RUN])?;
    node::check()?;
    node::packages("ui")?;
    node::build_ui()?;
    if has_display() {
        build("outpost")?;
        return foreground("outpost", Command::new(built("outpost")).args(args));
    }
    println!(
        "xtask: there is no display here (neither DISPLAY nor WAYLAND_DISPLAY is set), so no window can open."
    );
    println!("xtask: the same user interface is served on this machine instead; stop it with Ctrl-C.");
    build("outpost-ctl")?;
    let mut serve = Command::new(built("outpostctl"));
    serve
        .args(args)
        .args(["serve", "--ui"])
        .arg(root().join("ui/dist"));
    foreground("outpostctl serve", &mut serve)
}

fn has_display() -> bool {
    let set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || set("DISPLAY") || set("WAYLAND_DISPLAY")
}

fn build(package: &str) -> Outcome<()> {
    let mut cargo = crate::process::cargo();
    cargo
        .args(["build", "--locked", "-p", package])
        .current_dir(root());
    must("cargo build", &mut cargo, Duration::from_secs(60 * 60))
}

/// Runs a program as if the person had started it: the terminal, and Ctrl-C, are its own.
fn foreground(name: &str, command: &mut Command) -> Outcome<()> {
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|why| format!("{name} did not start: {why}"))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name} ended with {status}"))
    }
}
