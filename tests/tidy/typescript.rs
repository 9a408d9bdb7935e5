//! TypeScript without its escape hatch: a value of type `any` is checked by nobody.

use crate::source::typescript;
use crate::{Finding, expect_none};

/// The text with comments and the contents of strings blanked out, line by line. A string ends at the end of
/// its line (a template goes on), so that an apostrophe in a text can't swallow the file.
pub fn code_only(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut inside: Option<char> = None;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        match (inside, c) {
            (Some('/'), '\n') | (Some('\'' | '"'), '\n') => {
                inside = None;
                out.push('\n');
            }
            (Some('*'), '*') if next == Some('/') => {
                chars.next();
                inside = None;
            }
            (Some('\'' | '"' | '`'), '\\') => {
                chars.next();
            }
            (Some(quote), c) if c == quote && quote != '/' && quote != '*' => {
                inside = None;
                out.push(c);
            }
            (Some(_), '\n') => out.push('\n'),
            (Some(_), _) => {}
            (None, '/') if next == Some('/') => inside = Some('/'),
            (None, '/') if next == Some('*') => {
                chars.next();
                inside = Some('*');
            }
            (None, '\'' | '"' | '`') => {
                inside = Some(c);
                out.push(c);
            }
            (None, c) => out.push(c),
        }
    }
    out
}

/// Whether a line of code has `any` where a type stands.
fn has_any(line: &str) -> bool {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_' || c == '$');
    line.match_indices("any").any(|(at, _)| {
        let (before, after) = (&line[..at], &line[at + 3..]);
        if is_word(before.chars().next_back()) || is_word(after.chars().next()) {
            return false;
        }
        let before = before.trim_end();
        let after = after.trim_start();
        // `any: 1` is a key, `.any(` a method.
        let is_type = [":", "<", "|", "&", ",", " as", "(as", "=>", "satisfies", "="]
            .iter()
            .any(|sign| before.ends_with(sign));
        is_type && !after.starts_with(':') && !after.starts_with('(')
    })
}

#[test]
fn nothing_is_of_type_any() {
    let mut findings = Vec::new();
    for file in typescript() {
        let lines = code_only(&file.text);
        let found = lines.lines().enumerate().filter(|(_, line)| has_any(line));
        findings.extend(found.map(|(index, line)| Finding::new(&file.path, index + 1, line.trim())));
    }
    expect_none(findings, "take the generated type, or unknown and a check");
}

#[test]
fn any_is_told_from_ordinary_words() {
    for bad in [
        "const a: any = 1",
        "x as any",
        "Map<string, any>",
        "(a: any[]) =>",
        "type A = any;",
    ] {
        assert!(has_any(bad), "{bad}");
    }
    for fine in [
        "company: string",
        "rows.any(x)",
        "{ any: 1 }",
        "anyOf",
        "const many = 2",
    ] {
        assert!(!has_any(fine), "{fine}");
    }
    assert!(!has_any(&code_only(
        "// x: any\nconst a = \": any\" /* as any */"
    )));
}
