//! The layout rules of the house, as tests. Each prints `file:line: what is wrong` and what to do instead.
//!
//! A rule walks what exists, so it needs no change when a module is added. Where a rule reads text instead of a
//! syntax tree it is a rule of thumb, and its own tests say what it must catch and what it must let pass.

mod catalogues;
mod layers;
mod layout;
mod migrations;
mod names;
mod prose;
mod rust;
mod size;
mod source;
mod sql;
mod typescript;

/// One breach of a rule.
#[derive(Debug, PartialEq, Eq)]
pub struct Finding {
    /// Relative to the root.
    pub path: String,
    /// From 1; 0 for the file as a whole.
    pub line: usize,
    /// What stands there.
    pub what: String,
}

impl Finding {
    pub fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Finding {
            path: path.to_owned(),
            line,
            what: what.into(),
        }
    }
}

/// Fails with everything found, so that one run shows all there is to mend.
pub fn expect_none(mut findings: Vec<Finding>, instead: &str) {
    findings.sort_by(|a, b| (&a.path, a.line).cmp(&(&b.path, b.line)));
    let list: String = findings
        .iter()
        .map(|f| format!("\n  {}:{}: {}", f.path, f.line, f.what))
        .collect();
    assert!(
        findings.is_empty(),
        "{} found:{list}\n  Instead: {instead}\n",
        findings.len()
    );
}
