//! Texts that a spreadsheet would take for a formula.

/// First characters that make Excel, LibreOffice or WPS calculate a cell of a CSV file; full-width ones do so in
/// East Asian editions.
fn is_dangerous(char: char) -> bool {
    matches!(
        char,
        '=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'
    )
}

/// Whether a text has to be made harmless by an apostrophe before it. Spreadsheets show such a cell as text; the
/// importer takes the apostrophe off again. Numbers are never texts, so `-12.50` stays a number.
pub fn neutralised(text: &str) -> bool {
    text.chars()
        .next()
        .is_some_and(|first| is_dangerous(first) || (first == '\'' && armed(&text[1..])))
}

/// A text without the apostrophe that [`neutralised`] asked for.
pub fn unneutralised(text: &str) -> &str {
    match text.strip_prefix('\'') {
        Some(rest) if armed(rest) => rest,
        _ => text,
    }
}

/// Whether a text begins dangerously, maybe behind apostrophes: `'=1` gets one of its own and keeps the one it has.
fn armed(text: &str) -> bool {
    text.trim_start_matches('\'')
        .chars()
        .next()
        .is_some_and(is_dangerous)
}
