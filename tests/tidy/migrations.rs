//! Migrations are one portable text: each column has a type that both engines store and give back alike.

use crate::source::{File, files};
use crate::{Finding, expect_none};

/// `{pk}` and `{bytes}` are the two words that differ by engine.
const TYPES: [&str; 7] = [
    "bigint",
    "integer",
    "smallint",
    "double precision",
    "text",
    "{pk}",
    "{bytes}",
];

fn migrations() -> impl Iterator<Item = &'static File> {
    files()
        .iter()
        .filter(|file| file.is("sql") && file.path.contains("/migrations/"))
}

/// A piece of SQL with the line on which it begins.
type Piece = (String, usize);

/// Splits at a sign outside of parentheses and quotes, and leaves comments out.
fn split(text: &str, first_line: usize, at: char) -> Vec<Piece> {
    let (mut pieces, mut piece, mut begins) = (Vec::new(), String::new(), first_line);
    let (mut depth, mut quoted, mut line) = (0, false, first_line);
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        if c == '-' && !quoted && chars.peek() == Some(&'-') {
            while chars.peek().is_some_and(|next| *next != '\n') {
                chars.next();
            }
            continue;
        }
        line += usize::from(c == '\n');
        match c {
            '\'' => quoted = !quoted,
            '(' if !quoted => depth += 1,
            ')' if !quoted => depth -= 1,
            _ => {}
        }
        if c == at && depth == 0 && !quoted {
            pieces.push((std::mem::take(&mut piece), begins));
            continue;
        }
        if piece.trim().is_empty() {
            begins = line;
        }
        piece.push(c);
    }
    pieces.push((piece, begins));
    pieces
        .into_iter()
        .map(|(piece, line)| (piece.trim().to_owned(), line))
        .filter(|(piece, _)| !piece.is_empty())
        .collect()
}

/// The column definitions of a statement.
fn columns(statement: &Piece) -> Vec<Piece> {
    let lower = statement.0.to_lowercase();
    if lower.starts_with("create table") {
        let (Some(open), Some(close)) = (statement.0.find('('), statement.0.rfind(')')) else {
            return Vec::new();
        };
        let line = statement.1 + statement.0[..open].matches('\n').count();
        let constraints = [
            "primary ",
            "unique ",
            "unique(",
            "foreign ",
            "check ",
            "check(",
            "constraint ",
        ];
        let parts = split(&statement.0[open + 1..close], line, ',').into_iter();
        return parts
            .filter(|(part, _)| !constraints.iter().any(|c| part.to_lowercase().starts_with(c)))
            .collect();
    }
    match lower.find(" add column ") {
        Some(at) => vec![(statement.0[at + 12..].to_owned(), statement.1)],
        None => Vec::new(),
    }
}

/// Tables whose rows belong to an outlet: what a person with a narrow scope may see only in part.
pub fn scoped_tables() -> Vec<String> {
    let statements = migrations()
        .flat_map(|file| split(&file.text, 1, ';'))
        .collect::<Vec<_>>();
    let scoped = statements.iter().filter_map(|statement| {
        let name = statement
            .0
            .to_lowercase()
            .strip_prefix("create table ")?
            .split(['(', ' '])
            .next()?
            .to_owned();
        let has_outlet = columns(statement)
            .iter()
            .any(|(column, _)| column.starts_with("outlet_id "));
        // What says who may see which outlet is not itself cut by it; staging belongs to the one who imports.
        let is_frame = name.starts_with("user_") || name.starts_with("import_") || name.contains("staging");
        ((has_outlet || name == "outlets") && !is_frame).then_some(name)
    });
    scoped.collect()
}

fn has_known_type(column: &str) -> bool {
    let words: Vec<String> = column.split_whitespace().map(str::to_lowercase).collect();
    let one = words.get(1).cloned().unwrap_or_default();
    let two = words.get(1..3).map(|pair| pair.join(" ")).unwrap_or_default();
    TYPES.contains(&one.as_str()) || TYPES.contains(&two.as_str())
}

fn foreign_types(file: &File) -> Vec<Finding> {
    let columns = split(&file.text, 1, ';')
        .iter()
        .flat_map(columns)
        .collect::<Vec<_>>();
    let foreign = columns.into_iter().filter(|(column, _)| !has_known_type(column));
    foreign
        .map(|(column, line)| Finding::new(&file.path, line, column))
        .collect()
}

#[test]
fn columns_have_types_that_both_engines_share() {
    let instead = format!(
        "one of {}; flags are bigint 0/1, times epoch milliseconds, JSON text",
        TYPES.join(", ")
    );
    expect_none(migrations().flat_map(foreign_types).collect(), &instead);
}

/// Numbers may leave gaps: a topic that was given up takes its number with it.
#[test]
fn migrations_have_rising_numbers_each_once() {
    let mut findings = Vec::new();
    let mut before = 0;
    for file in migrations() {
        let name = file.path.rsplit('/').next().unwrap_or_default();
        let number = name.split_once('_').filter(|(number, _)| number.len() == 4);
        let number: u32 = number.and_then(|(number, _)| number.parse().ok()).unwrap_or(0);
        if number <= before {
            findings.push(Finding::new(
                &file.path,
                0,
                format!("a number over {before:04} is expected here"),
            ));
        }
        before = number.max(before);
    }
    expect_none(
        findings,
        "NNNN_topic.sql, each number once; a released migration is never changed, a new one follows",
    );
}

#[test]
fn foreign_types_are_found_with_their_line() {
    let text = "-- a comment, with (a) comma;\ncreate table a (\n  id {pk},\n  b boolean not null,\n  c double precision,\n  d text check (d in ('x, y', 'z')),\n  primary key (id, b)\n);\nalter table a add column e timestamp;";
    let found = foreign_types(&File {
        path: "1.sql".into(),
        text: text.into(),
    });
    assert_eq!(
        found
            .iter()
            .map(|f| (f.line, f.what.as_str()))
            .collect::<Vec<_>>(),
        [(4, "b boolean not null"), (9, "e timestamp")]
    );
}
