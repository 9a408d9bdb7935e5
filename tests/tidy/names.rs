//! Names that say nothing, marks of unfinished work, and traces of the machine it was written on.

use crate::source::{File, files, root};
use crate::{Finding, expect_none, rust};

/// This test names what it looks for.
fn is_this_test(file: &File) -> bool {
    file.path.starts_with("tests/tidy/")
}

/// Whether a name of a type or a file hides what it does behind a word that fits everything. "Service" and
/// "manager" are also words of the trade (service request, the manager's role): they count at the end only.
fn is_vague(name: &str) -> bool {
    let words = words(name);
    let last = words.last().map(String::as_str);
    matches!(last, Some("manager" | "service" | "managers" | "services"))
        || words
            .iter()
            .any(|word| matches!(word.as_str(), "helper" | "helpers" | "util" | "utils" | "utility"))
}

/// `FooBar`, `foo_bar` and `foo-bar` are `foo`, `bar`.
fn words(name: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut before = ' ';
    for c in name.chars() {
        if !c.is_alphanumeric() || (c.is_uppercase() && before.is_lowercase()) {
            words.push(String::new());
        }
        if c.is_alphanumeric() {
            words.last_mut().expect("never empty").extend(c.to_lowercase());
        }
        before = c;
    }
    words.retain(|word| !word.is_empty());
    words
}

#[test]
fn names_say_what_a_thing_does() {
    let mut findings = Vec::new();
    for file in files() {
        for part in file.path.split('/') {
            let stem = part.split('.').next().unwrap_or(part);
            if is_vague(stem) {
                findings.push(Finding::new(&file.path, 0, format!("{part} is a vague name")));
            }
        }
        let types = if file.is("rs") {
            rust::items(file)
                .1
                .into_iter()
                .map(|t| (t.line, t.name))
                .collect()
        } else if file.is("ts") || file.is("tsx") {
            ts_types(&file.text)
        } else {
            Vec::new()
        };
        let vague = types.into_iter().filter(|(_, name)| is_vague(name));
        findings.extend(
            vague.map(|(line, name)| Finding::new(&file.path, line, format!("{name} is a vague name"))),
        );
    }
    expect_none(
        findings,
        "name the one thing that it does, in words of the glossary",
    );
}

fn ts_types(text: &str) -> Vec<(usize, String)> {
    let declared = |line: &str| {
        let line = line.trim_start();
        let line = line.strip_prefix("export ").unwrap_or(line);
        let line = line.strip_prefix("default ").unwrap_or(line);
        let words = ["class ", "interface ", "type ", "enum ", "function "];
        let rest = words.iter().find_map(|word| line.strip_prefix(word))?;
        Some(
            rest.chars()
                .take_while(|c| c.is_alphanumeric() || *c == '_')
                .collect::<String>(),
        )
    };
    text.lines()
        .enumerate()
        .filter_map(|(index, line)| Some((index + 1, declared(line)?)))
        .collect()
}

/// What a line says about work that is left.
fn unfinished(file: &File, line: &str) -> Option<&'static str> {
    let words = || line.split(|c: char| !c.is_alphanumeric() && c != '_');
    if words().any(|word| matches!(word, "TODO" | "FIXME")) {
        return Some("a note of unfinished work");
    }
    if file.is("rs")
        && ["todo!(", "unimplemented!", "#[ignore"]
            .iter()
            .any(|mark| line.contains(mark))
    {
        return Some("unfinished code, or a test that doesn't run");
    }
    let tests = [".skip(", ".only(", ".fixme(", ".skipIf(", ".runIf("];
    let subjects = ["it", "test", "describe", "suite"];
    let skipped = |call: &&str| {
        subjects
            .iter()
            .any(|subject| words_before(line, call) == Some(subject))
    };
    if (file.is("ts") || file.is("tsx") || file.is("mjs")) && tests.iter().any(skipped) {
        return Some("a test that doesn't run, or keeps others from running");
    }
    None
}

/// The word just before the first `call` in a line.
fn words_before<'a>(line: &'a str, call: &str) -> Option<&'a str> {
    line.split_once(call)?
        .0
        .rsplit(|c: char| !c.is_alphanumeric())
        .next()
}

#[test]
fn nothing_is_left_unfinished() {
    let mut findings = Vec::new();
    // Prose may speak of such notes; code may not hold any.
    for file in files()
        .iter()
        .filter(|file| !is_this_test(file) && !file.is("md") && !file.is("json"))
    {
        for (index, line) in file.text.lines().enumerate() {
            let found = unfinished(file, line);
            findings.extend(
                found.map(|what| Finding::new(&file.path, index + 1, format!("{what}: {}", line.trim()))),
            );
        }
    }
    expect_none(findings, "finish it, or take it out and open an issue");
}

/// Paths that only this machine has: the checkout and what stands beside it.
fn machine_paths() -> Vec<String> {
    let root = root();
    let mut paths = vec![root.display().to_string()];
    if let Some(parent) = root.parent().filter(|parent| parent.parent().is_some()) {
        let beside = std::fs::read_dir(parent).into_iter().flatten().flatten();
        paths.extend(beside.map(|entry| entry.path().display().to_string()));
    }
    let home = std::env::var("HOME")
        .or_else(|_| std::env::var("USERPROFILE"))
        .unwrap_or_default();
    if home.len() > 3 {
        paths.push(format!("{}/", home.trim_end_matches(['/', '\\'])));
    }
    // "/src" or "/app" would be found in every second line.
    paths.retain(|path| path.matches(['/', '\\']).count() > 1);
    paths
}

/// This machine's name, when it is one of a kind.
fn machine_name() -> Option<String> {
    let name = std::fs::read_to_string("/etc/hostname").ok()?.trim().to_owned();
    let common = [
        "localhost",
        "debian",
        "ubuntu",
        "runner",
        "build",
        "docker",
        "server",
        "desktop",
        "laptop",
        "outpost",
    ];
    (name.len() > 5 && !common.contains(&name.as_str())).then_some(name)
}

#[test]
fn nothing_names_this_machine() {
    let mut traces = machine_paths();
    traces.extend(machine_name());
    let mut findings = Vec::new();
    for file in files() {
        for (index, line) in file.text.lines().enumerate() {
            let found = traces.iter().find(|trace| contains_whole(line, trace));
            findings.extend(found.map(|trace| Finding::new(&file.path, index + 1, format!("names {trace}"))));
        }
    }
    expect_none(
        findings,
        "paths are relative to the root, or given by option or environment",
    );
}

/// Whether the text stands there and doesn't go on as a longer word.
fn contains_whole(line: &str, text: &str) -> bool {
    let goes_on = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '-');
    line.match_indices(text).any(|(at, _)| {
        !goes_on(line[at + text.len()..].chars().next()) && !goes_on(line[..at].chars().next_back())
    })
}

#[test]
fn vague_names_are_told_from_words_of_the_trade() {
    for vague in [
        "OrderManager",
        "SlaService",
        "DateUtils",
        "StringHelper",
        "util",
        "test_helpers",
        "use-utils",
    ] {
        assert!(is_vague(vague), "{vague}");
    }
    for fine in [
        "ServiceRequest",
        "ManagerView",
        "WorkOrder",
        "utilisation",
        "service_kinds",
    ] {
        assert!(!is_vague(fine), "{fine}");
    }
    assert_eq!(
        ts_types("export class FooService {\nconst a = 1"),
        [(1, "FooService".to_owned())]
    );
}

#[test]
fn unfinished_work_is_told_from_ordinary_code() {
    let rust = File {
        path: "x.rs".into(),
        text: String::new(),
    };
    let script = File {
        path: "x.ts".into(),
        text: String::new(),
    };
    assert!(unfinished(&rust, "// TODO: later").is_some() && unfinished(&rust, "    todo!()").is_some());
    assert!(unfinished(&script, "it.skip('a', () => {").is_some());
    assert!(
        unfinished(&rust, "rows.iter().skip(1)").is_none() && unfinished(&script, "items.only(1)").is_none()
    );
    assert!(contains_whole("at /a/b/c.rs", "/a/b") && !contains_whole("at /a/better", "/a/b"));
}
