//! No file over 600 lines, no function over 70: what is longer is not read whole before it is changed.

use crate::source::{File, files, typescript};
use crate::{Finding, expect_none, rust};

const FILE_LINES: usize = 600;
const FUNCTION_LINES: usize = 70;

/// Not written by hand, or read by looking up: lock files, generated code, catalogues, tables, expected output.
fn may_be_long(file: &File) -> bool {
    const WRITTEN: [&str; 12] = [
        "rs", "ts", "tsx", "css", "sql", "md", "toml", "yml", "yaml", "sh", "html", "mjs",
    ];
    file.is_generated() || file.path == "CHANGELOG.md" || !WRITTEN.iter().any(|extension| file.is(extension))
}

#[test]
fn no_file_is_too_long() {
    let findings = files()
        .iter()
        .filter(|file| !may_be_long(file))
        .filter_map(|file| {
            let lines = file.text.lines().count();
            (lines > FILE_LINES).then(|| {
                Finding::new(
                    &file.path,
                    lines,
                    format!("{lines} lines, {FILE_LINES} are allowed"),
                )
            })
        });
    expect_none(
        findings.collect(),
        "split the file by topic, each part with its own opening comment",
    );
}

fn long_functions(file: &File) -> Vec<Finding> {
    let (functions, _) = rust::items(file);
    let too_long = functions.into_iter().filter(|function| {
        // A test that is mostly one table is as easy to read as the table.
        let table = if function.is_test { function.table } else { 0 };
        function.lines - table.min(function.lines) > FUNCTION_LINES
    });
    too_long
        .map(|f| Finding::new(&file.path, f.line, format!("{} has {} lines", f.name, f.lines)))
        .collect()
}

#[test]
fn no_rust_function_is_too_long() {
    let written = files()
        .iter()
        .filter(|file| file.is("rs") && !file.is_generated());
    expect_none(
        written.flat_map(long_functions).collect(),
        "name the steps and give each its own function (70 lines)",
    );
}

/// Functions at the outermost level: they begin with a declaration and end with the next line that begins with
/// a closing brace. What they hold is shorter than they are.
fn long_ts_functions(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    for (index, line) in text.lines().enumerate() {
        if open.is_none() && opens_function(line) {
            open = Some((index + 1, line));
        }
        if line.starts_with('}')
            && let Some((from, head)) = open.take()
        {
            let lines = index + 2 - from;
            if lines > FUNCTION_LINES {
                findings.push(Finding::new(
                    path,
                    from,
                    format!("{} … has {lines} lines", head.trim_end_matches('{').trim()),
                ));
            }
        }
    }
    findings
}

fn opens_function(line: &str) -> bool {
    let line = line.strip_prefix("export ").unwrap_or(line);
    let line = line.strip_prefix("default ").unwrap_or(line);
    let line = line.strip_prefix("async ").unwrap_or(line);
    line.starts_with("function ")
        || (line.starts_with("const ") && line.contains("=>") && line.trim_end().ends_with('{'))
}

#[test]
fn no_typescript_function_is_too_long() {
    let findings = typescript().flat_map(|file| long_ts_functions(&file.path, &file.text));
    expect_none(
        findings.collect(),
        "move a part into its own component or hook (70 lines)",
    );
}

#[test]
fn long_functions_are_seen_and_tables_are_not() {
    let file = |text: String| File {
        path: "x.rs".into(),
        text,
    };
    let long = "    step();\n".repeat(71);
    assert_eq!(long_functions(&file(format!("fn a() {{\n{long}}}\n"))).len(), 1);
    let table = format!(
        "#[test]\nfn a() {{\n    let rows = [\n{}    ];\n}}\n",
        "        (1, 2),\n".repeat(90)
    );
    assert!(long_functions(&file(table)).is_empty());
    assert_eq!(
        long_ts_functions("x.ts", &format!("export function a() {{\n{long}}}\n")).len(),
        1
    );
    assert!(long_ts_functions("x.ts", &format!("const a = 1\n{long}function b() {{\n}}\n")).is_empty());
}
