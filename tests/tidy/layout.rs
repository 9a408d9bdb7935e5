//! The root that a visitor sees, and what each folder of code says about itself.

use std::collections::BTreeSet;

use crate::source::{files, root};
use crate::{Finding, expect_none};

const ROOT: [&str; 10] = [
    "Cargo.lock",
    "Cargo.toml",
    "CHANGELOG.md",
    "LICENSE",
    "README.md",
    "icons",
    "src-tauri",
    "tauri.conf.json",
    "tests",
    "ui",
];

/// Made, not kept: .gitignore names them.
const MADE: [&str; 3] = ["target", "gen", "shots"];

#[test]
fn the_root_stays_as_it_is() {
    let entries = std::fs::read_dir(root()).expect("the root can be read").flatten();
    let names = entries.map(|entry| entry.file_name().to_string_lossy().into_owned());
    let strange = names.filter(|name| {
        !name.starts_with('.')
            && !ROOT.contains(&name.as_str())
            && !MADE.contains(&name.as_str())
            && !name.ends_with(".log")
    });
    let findings = strange.map(|name| Finding::new(&name, 0, "is new at the root"));
    expect_none(
        findings.collect(),
        "code goes below src-tauri/ or ui/, checks below tests/, settings in hidden files",
    );
}

/// The opening `//!` comment of a file.
fn opening(text: &str) -> String {
    let lines = text.lines().take_while(|line| line.starts_with("//!"));
    lines
        .map(|line| line.trim_start_matches("//!").trim())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Prose: at least one whole sentence.
fn is_prose(text: &str) -> bool {
    let text = text.trim();
    text.split_whitespace().count() >= 5 && text.contains('.')
}

#[test]
fn every_module_says_what_it_is_for() {
    let mut findings = Vec::new();
    for file in files()
        .iter()
        .filter(|file| file.is("rs") && file.path.starts_with("src-tauri/"))
    {
        let heads_a_module = ["/mod.rs", "/src/lib.rs"]
            .iter()
            .any(|end| file.path.ends_with(end));
        if heads_a_module && !is_prose(&opening(&file.text)) {
            findings.push(Finding::new(&file.path, 1, "has no opening comment"));
        }
    }
    expect_none(
        findings,
        "begin with //! and say in a sentence or two what this module is for",
    );
}

#[test]
fn every_folder_of_code_has_a_head() {
    let paths: BTreeSet<&str> = files().iter().map(|file| file.path.as_str()).collect();
    let mut findings = BTreeSet::new();
    for file in files()
        .iter()
        .filter(|file| file.is("rs") && file.path.starts_with("src-tauri/"))
    {
        let Some((folder, _)) = file.path.rsplit_once('/') else {
            continue;
        };
        let is_module = folder.contains("/src/") || folder == "src-tauri/desktop";
        let heads = [format!("{folder}/mod.rs"), format!("{folder}.rs")];
        // Programs beside the main one stand alone.
        if is_module && !folder.ends_with("/bin") && !heads.iter().any(|head| paths.contains(head.as_str())) {
            findings.insert(folder.to_owned());
        }
    }
    let findings = findings
        .iter()
        .map(|folder| Finding::new(folder, 0, "has neither mod.rs nor a file of its name"));
    expect_none(
        findings.collect(),
        "add mod.rs with the module's prose and its public face",
    );
}

#[test]
fn prose_is_a_sentence() {
    assert!(is_prose(&opening(
        "//! Who may do what, and to which rows.\n\nuse x;"
    )));
    assert!(!is_prose(&opening("//! access\nuse x;")) && !is_prose(&opening("use x;")));
}
