//! The contract between the core and its shells: what every operation owes, and the TypeScript that is made of it.

use outpost_core::access::{Need, PERMISSIONS};
use outpost_core::operation::{Entry, OpKind};
use outpost_core::{App, Caller, Code, OpenConfig, Place, contract, registry};
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    // Told at run time: a binary that another checkout built would write into that one.
    let here = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| env!("CARGO_MANIFEST_DIR").into(), PathBuf::from);
    Path::new(&here).join("../..")
}

/// What is wrong with the operations, one line each.
fn expect_none(wrong: Vec<String>) {
    assert!(wrong.is_empty(), "\n{}\n", wrong.join("\n"));
}

fn breaches(check: impl Fn(&Entry) -> Option<String>) -> Vec<String> {
    let registry = registry();
    registry
        .iter()
        .filter_map(|entry| check(entry).map(|what| format!("{}: {what}", entry.name)))
        .collect()
}

/// `cargo xtask codegen` runs this test with UPDATE=1.
#[test]
fn the_generated_typescript_is_fresh() {
    let path = root().join("ui/src/api/generated/contract.ts");
    let fresh = contract::typescript(&registry());
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("a folder");
        std::fs::write(&path, &fresh).expect("written");
    }
    let kept = std::fs::read_to_string(&path)
        .unwrap_or_default()
        .replace("\r\n", "\n");
    let differs = fresh
        .lines()
        .zip(kept.lines().chain(std::iter::repeat("")))
        .find(|(new, old)| new != old);
    assert!(
        fresh == kept,
        "ui/src/api/generated/contract.ts is not what the registry says ({differs:?}): run `cargo xtask codegen`"
    );
}

#[test]
fn every_operation_says_what_it_does() {
    expect_none(breaches(|entry| {
        let doc = entry.doc;
        let sentence = doc.ends_with('.') && doc.starts_with(|c: char| c.is_uppercase()) && doc.contains(' ');
        (!sentence).then(|| format!("its doc is no sentence: {doc:?}"))
    }));
}

#[test]
fn names_are_a_subject_and_a_verb() {
    let word = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_lowercase() || b == b'_');
    expect_none(breaches(|entry| {
        let fine = entry
            .name
            .split_once('.')
            .is_some_and(|(subject, verb)| word(subject) && word(verb));
        (!fine).then(|| "is no subject.verb".to_owned())
    }));
}

#[test]
fn every_permission_is_known_and_writes_need_one() {
    expect_none(breaches(|entry| match entry.needs {
        Need::Permission(permission) if !PERMISSIONS.contains(&permission) => {
            Some(format!("needs {permission}, which nobody can hold"))
        }
        // Login and first start are for those who are not known yet.
        Need::Public if entry.kind != OpKind::Read && !entry.secret => Some("writes for anybody".to_owned()),
        _ => None,
    }));
}

#[test]
fn every_permission_is_asked_for() {
    let registry = registry();
    let asked: BTreeSet<&str> = registry.iter().map(|entry| entry.needs.as_str()).collect();
    // Not asked by an operation as a whole: the grids mask by it, the timeline shows by it, imports ask by kind.
    let inside = ["personal.read", "audit.read", "masters.import"];
    let idle = PERMISSIONS
        .iter()
        .filter(|permission| !asked.contains(*permission) && !inside.contains(permission));
    expect_none(
        idle.map(|permission| format!("no operation needs {permission}"))
            .collect(),
    );
}

/// A write that invalidates what nothing reads leaves old figures on somebody's screen.
#[test]
fn what_writes_invalidate_is_read_somewhere() {
    let registry = registry();
    let reads = registry.iter().filter(|entry| entry.kind == OpKind::Read);
    let read: BTreeSet<&str> = reads.flat_map(|entry| entry.tags.iter().copied()).collect();
    expect_none(breaches(|entry| {
        let odd = entry
            .tags
            .iter()
            .find(|tag| entry.kind != OpKind::Read && !read.contains(*tag))?;
        Some(format!("invalidates {odd}, which nothing reads"))
    }));
}

#[test]
fn every_input_and_output_has_a_type() {
    expect_none(breaches(|entry| {
        let vague = |name: &str| name.is_empty() || name == "any" || name == "unknown";
        (vague(&entry.input) || vague(&entry.output)).then(|| format!("{} -> {}", entry.input, entry.output))
    }));
    let names: Vec<String> = registry().iter().map(|entry| entry.input.clone()).collect();
    let grid = |name: &str| name.starts_with("Grid");
    let mut own: Vec<&String> = names.iter().filter(|name| !grid(name)).collect();
    own.sort();
    let doubles = own.windows(2).filter(|pair| pair[0] == pair[1]);
    expect_none(
        doubles
            .map(|pair| format!("two operations call their input {}", pair[0]))
            .collect(),
    );
}

/// Every operation is called with a field that none has: all are found, and all refuse it by name.
#[tokio::test]
async fn unknown_fields_are_refused_by_every_operation() {
    let folder = tempfile::tempdir().expect("a folder");
    let place = Place::Workspace(folder.path().to_owned());
    let app = App::open(OpenConfig {
        workers: false,
        ..OpenConfig::new(place, "test")
    })
    .await
    .expect("it opens");
    let setup = json!({"login": "admin", "name": "admin", "password": "tea at four o'clock",
        "workspace_name": "test", "zone": "Asia/Shanghai", "currency": "CNY"});
    app.call("access.setup", &setup.to_string(), &Caller::nobody("test"))
        .await
        .expect("the first start");
    let admin = Caller {
        trusted_login: Some("admin".to_owned()),
        ..Caller::nobody("test")
    };
    let mut wrong = Vec::new();
    for entry in app.registry().iter() {
        let verdict = refuses_unknown(&app, entry.name, &admin).await;
        wrong.extend(verdict.err().map(|what| format!("{}: {what}", entry.name)));
    }
    app.close().await;
    expect_none(wrong);
}

/// Fills in required fields one by one, with whatever the refusals ask for, until the unknown one is named.
async fn refuses_unknown(app: &App, operation: &str, caller: &Caller) -> Result<(), String> {
    let tries = [json!(1), json!("2026-01-01"), json!([]), json!({}), json!(true)];
    let mut input = json!({ "zzz": 1 });
    let mut last = (String::new(), 0);
    for _ in 0..100 {
        let error = match app.call(operation, &input.to_string(), caller).await {
            Ok(output) => return Err(format!("takes {input} and answers {}", output.get())),
            Err(error) => error,
        };
        let reason = error
            .params
            .get("reason")
            .and_then(Value::as_str)
            .unwrap_or_default();
        if error.code != Code::BadInput {
            return Err(format!("{input}: {error}"));
        }
        let quoted = |words: &str| reason.split_once(words)?.1.split('`').nth(1);
        if reason.contains("unknown field `zzz`") {
            return Ok(());
        } else if let Some(field) = quoted("missing field") {
            last = (field.to_owned(), 0);
            input[field] = tries[0].clone();
        } else if let Some(known) = quoted(", expected") {
            input[&last.0] = json!(known);
        } else if last.1 + 1 < tries.len() && !last.0.is_empty() {
            last.1 += 1;
            input[&last.0] = tries[last.1].clone();
        } else {
            return Err(format!("{input}: {reason}"));
        }
    }
    Err(format!("never comes to it: {input}"))
}
