//! SQL stands only in store.rs and db/, so that a change of the schema is read in few places; and what reads rows
//! of outlets is cut down to what the person may see.

use crate::rust::tokens;
use crate::source::{File, rust_below};
use crate::{Finding, expect_none, migrations};

/// Whether a string is a statement. A text for people may begin with "select" or "update" also, so the second
/// word of the statement must be there.
fn is_sql(text: &str) -> bool {
    let text = text.trim_start().to_lowercase();
    let both = |first: &str, second: &str| text.starts_with(first) && text.contains(second);
    let created = [
        "table",
        "index",
        "unique index",
        "view",
        "trigger",
        "temp",
        "temporary",
    ];
    both("select ", " from ")
        || both("select ", "(")
        || text.starts_with("insert into ")
        || both("update ", " set ")
        || text.starts_with("delete from ")
        || both("with ", " as (")
        || both("with recursive ", "select")
        || created
            .iter()
            .any(|what| text.starts_with(&format!("create {what} ")))
        || text.starts_with("alter table ")
        || text.starts_with("drop table ")
        || text.starts_with("pragma ")
}

/// Stores and the database frame; outside of the core only what measures or guards the database itself.
fn may_hold_sql(path: &str) -> bool {
    let core =
        path.starts_with("src-tauri/core/src/db/") || path.contains("/store/") || path.ends_with("/store.rs");
    // The bench compares with raw SQL, and the torture looks at what a killed writer has left.
    core || path.contains("/bench") || path.contains("/torture")
}

fn statements(file: &File) -> Vec<Finding> {
    let strings = tokens(file)
        .into_iter()
        .filter(|token| token.is_string && is_sql(&token.text));
    strings
        .map(|token| {
            let head: String = token.text.trim().chars().take(50).collect();
            Finding::new(&file.path, token.line, format!("SQL: {head}"))
        })
        .collect()
}

#[test]
fn sql_stands_only_in_stores() {
    let outside = rust_below("src-tauri/").filter(|file| !may_hold_sql(&file.path));
    expect_none(
        outside.flat_map(statements).collect(),
        "give the module's store.rs a function for it",
    );
}

/// How a comment says that a statement needs no scope, with the reason after it: in the lines above the
/// statement, or in the opening comment for the whole file.
const UNSCOPED: &str = "not scoped:";

/// Reads of outlets' rows without `{scope}` and without a reason.
fn unscoped(file: &File, tables: &[String]) -> Vec<Finding> {
    let lines: Vec<String> = file.text.lines().map(str::to_lowercase).collect();
    if lines
        .iter()
        .take_while(|line| line.starts_with("//!"))
        .any(|line| line.contains(UNSCOPED))
    {
        return Vec::new();
    }
    let explained = |line: usize| {
        lines[line.saturating_sub(6)..line.min(lines.len())]
            .iter()
            .any(|l| l.contains(UNSCOPED))
    };
    let reads = tokens(file).into_iter().filter(|token| {
        let text = token.text.trim_start().to_lowercase();
        token.is_string && is_sql(&text) && (text.starts_with("select ") || text.starts_with("with "))
    });
    let bare = reads.filter(|token| !token.text.contains("{scope}") && !explained(token.line));
    bare.filter_map(|token| {
        let table = tables.iter().find(|table| reads_from(&token.text, table))?;
        Some(Finding::new(
            &file.path,
            token.line,
            format!("reads {table} without {{scope}}"),
        ))
    })
    .collect()
}

fn reads_from(statement: &str, table: &str) -> bool {
    let words: Vec<String> = statement.split_whitespace().map(str::to_lowercase).collect();
    words.windows(2).any(|pair| {
        matches!(pair[0].as_str(), "from" | "join") && pair[1].trim_matches([',', ')', '(']) == table
    })
}

#[test]
fn reads_of_outlets_rows_are_scoped() {
    let tables = migrations::scoped_tables();
    let findings = rust_below("src-tauri/core/src/").flat_map(|file| unscoped(file, &tables));
    expect_none(
        findings.collect(),
        "write {scope} into the condition and fill it with Sql::scope; where no person asks, or the rows were cut \
         before, say so above it: `// Not scoped: because …`",
    );
}

#[test]
fn a_read_without_scope_needs_a_reason() {
    let read = |above: &str, scope: &str| File {
        path: "x.rs".into(),
        text: format!("{above}\nconst A: &str = \"select a from orders o where {scope}\";\n"),
    };
    let tables = ["orders".to_owned()];
    assert_eq!(unscoped(&read("", "1 = 1"), &tables).len(), 1);
    assert!(unscoped(&read("", "{scope}"), &tables).is_empty());
    assert!(unscoped(&read("// Not scoped: the sweep sees all.", "1 = 1"), &tables).is_empty());
    assert!(unscoped(&read("//! A store. Not scoped: jobs see all.", "1 = 1"), &tables).is_empty());
}

#[test]
fn statements_are_told_from_prose() {
    let sql = [
        "select a from b",
        "\n  SELECT count(*) from x",
        "with a as (select 1) select 2",
        "insert into a values (1)",
        "update a set b = 1",
        "create unique index a on b (c)",
        "pragma foreign_keys = on",
    ];
    assert!(sql.iter().all(|text| is_sql(text)));
    let prose = [
        "select a file",
        "update the row",
        "with care",
        "create a backup",
        "delete it",
        "inserted",
    ];
    assert!(!prose.iter().any(|text| is_sql(text)));
}
