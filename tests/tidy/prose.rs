//! Texts for people stand in the catalogues alone, where both languages are read side by side.

use crate::rust::tokens;
use crate::source::{File, files, typescript};
use crate::typescript::code_only;
use crate::{Finding, expect_none};

/// A Chinese character or full-width punctuation.
pub fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3000}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{ff00}'..='\u{ff60}')
}

/// A Chinese character; punctuation alone says nothing, and labels are broken after it.
fn is_ideograph(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{9fff}')
}

/// Comments blanked out, strings kept: `code_only` of the one, taken back for the other.
fn without_comments(line: &str) -> &str {
    let trimmed = line.trim_start();
    if ["//", "/*", "*", "{/*"]
        .iter()
        .any(|sign| trimmed.starts_with(sign))
    {
        return "";
    }
    line.split(" // ").next().unwrap_or(line)
}

/// Attributes whose value people see or hear.
const SPOKEN: [&str; 10] = [
    "title",
    "label",
    "placeholder",
    "alt",
    "aria-label",
    "description",
    "tooltip",
    "okText",
    "cancelText",
    "message",
];

fn is_wording(text: &str) -> bool {
    let text = text.trim();
    // One lower-case word may be a code; a capital or a second word makes it a text.
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let code = !text.contains(' ') && !text.starts_with(|c: char| c.is_uppercase());
    letters > 1 && !code && !text.contains(['{', '}', '=', ';', '(', ')'])
}

/// Text between tags, or in an attribute, that is written out.
fn wording(line: &str, before: &str) -> Option<String> {
    for (at, _) in line.match_indices("</") {
        let text = line[..at].rsplit('>').next().unwrap_or_default();
        if line[..at].contains('>') && !line[..at].ends_with("=>") && is_wording(text) {
            return Some(text.trim().to_owned());
        }
    }
    for attribute in SPOKEN {
        let found = line
            .split_once(&format!(" {attribute}=\""))
            .map(|(_, rest)| rest.split('"').next().unwrap_or(rest));
        if let Some(text) = found.filter(|text| is_wording(text)) {
            return Some(text.to_owned());
        }
    }
    let trimmed = line.trim();
    let alone = before.trim_end().ends_with('>')
        && !before.trim_end().ends_with("=>")
        && !trimmed.contains(['<', '>', '"', ':', ',', '?']);
    (alone && trimmed.contains(' ') && trimmed.starts_with(char::is_alphabetic) && is_wording(trimmed))
        .then(|| trimmed.to_owned())
}

fn written_out(path: &str, text: &str) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut before = "";
    let blanked = code_only(text);
    for ((index, line), code) in text.lines().enumerate().zip(blanked.lines()) {
        let line_code = without_comments(line);
        if line_code.chars().any(is_chinese) && (code.trim() != "" || line_code.contains(['"', '\'', '`'])) {
            findings.push(Finding::new(
                path,
                index + 1,
                format!("Chinese text: {}", line.trim()),
            ));
        } else if path.ends_with(".tsx")
            && let Some(text) = wording(line_code, before)
        {
            findings.push(Finding::new(path, index + 1, format!("text: {text}")));
        }
        if !line_code.trim().is_empty() {
            before = line_code;
        }
    }
    findings
}

#[test]
fn the_ui_holds_no_texts() {
    let code =
        typescript().filter(|file| !file.path.starts_with("ui/src/i18n/") && !file.path.contains(".test."));
    expect_none(
        code.flat_map(|file| written_out(&file.path, &file.text))
            .collect(),
        "t(\"subject.key\"), with the text in both catalogues",
    );
}

/// Chinese in a string of the program is a text for people, or it is input that the program understands: dates
/// and amounts of spreadsheets in `export`, and names of columns in a file named `synonyms`.
fn understands_chinese(path: &str) -> bool {
    path.starts_with("src-tauri/export/src/")
        || path.contains("synonym")
        || path.contains("/examples/")
        || path.contains("/tests/")
}

fn chinese_strings(file: &File) -> Vec<Finding> {
    let strings = tokens(file)
        .into_iter()
        .filter(|token| token.is_string && token.text.chars().any(is_ideograph));
    strings
        .map(|token| {
            Finding::new(
                &file.path,
                token.line,
                format!("Chinese text: {}", token.text.trim()),
            )
        })
        .collect()
}

#[test]
fn the_program_holds_no_chinese_texts() {
    let program = files()
        .iter()
        .filter(|file| file.is("rs") && file.path.starts_with("src-tauri/"));
    let program = program.filter(|file| !understands_chinese(&file.path));
    expect_none(
        program.flat_map(chinese_strings).collect(),
        "answer a code with parameters; the text stands in both catalogues",
    );
}

#[test]
fn texts_are_told_from_code() {
    let found = |text: &str| written_out("x.tsx", text).len();
    for bad in [
        "<Button>Save</Button>",
        "<Tag>保存</Tag>",
        " <Input placeholder=\"Your name\" />",
        "<p>\n  No orders match\n</p>",
        "const a = \"工单\";",
    ] {
        assert_eq!(found(bad), 1, "{bad}");
    }
    let fine = [
        "<Button>{t(\"common.save\")}</Button>",
        "// 工单 in a comment",
        "const f = (a: A) => a < b;",
        "<kbd>Ctrl</kbd>{x}"
            .trim_end_matches("{x}")
            .trim_start_matches("<kbd>Ctrl</kbd>"),
        "useState<Foo>(bar)",
        "<Form.Item name=\"login\" label={t(\"a.b\")}>",
        "  ? <A />\n  : <B />",
    ];
    for fine in fine {
        assert_eq!(found(fine), 0, "{fine}");
    }
}
