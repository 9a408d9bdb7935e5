//! What goes to stdout and stderr.

use crate::failure::Failure;
use outpost_core::texts::Locale;
use serde_json::Value;
use std::fmt::Write as _;
use std::io::Write as _;
use std::process::ExitCode;

/// Where answers go.
#[derive(Debug, Clone, Copy)]
pub struct Output {
    json: bool,
    locale: Locale,
}

impl Output {
    /// The language is that of the environment.
    #[must_use]
    pub fn new(json: bool) -> Self {
        let set = |name: &&str| std::env::var(name).ok().filter(|value| !value.is_empty());
        let tag = ["LC_ALL", "LC_MESSAGES", "LANG"]
            .iter()
            .find_map(set)
            .unwrap_or_default();
        Self {
            json,
            locale: Locale::parse(&tag),
        }
    }
    /// The person's language.
    #[must_use]
    pub fn locale(&self) -> Locale {
        self.locale
    }
    /// Whether JSON was asked for.
    #[must_use]
    pub fn is_json(&self) -> bool {
        self.json
    }
    /// An answer: one line of JSON, or the same as text.
    pub fn answer(&self, value: &Value) {
        if self.json {
            line(&value.to_string())
        } else {
            line(render(value).trim_end())
        }
    }
    /// A line for people, left out where a program reads.
    pub fn note(&self, words: &str) {
        if !self.json {
            eprintln!("{words}");
        }
    }
    /// Says why the command failed; answers the exit code.
    #[must_use]
    pub fn failed(&self, failure: &Failure) -> ExitCode {
        let id = uuid::Uuid::now_v7().simple().to_string();
        let reference = &id[id.len() - 10..];
        if let Failure::Core(error) = failure
            && failure.code() == crate::failure::FAULT
        {
            tracing::error!(%error, reference, "the command failed");
        }
        if let (true, Some(error)) = (self.json, failure.wire(reference)) {
            line(&serde_json::json!({ "error": error }).to_string());
        }
        if let Some(words) = failure.words(self.locale, reference) {
            eprintln!("outpostctl: {words}");
        }
        ExitCode::from(failure.code())
    }
}

/// Writes a line to stdout. A reader that has gone away (`| head`) is no failure of ours.
pub fn line(text: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{text}").and_then(|()| out.flush());
}

/// JSON as text that a person can read: a line each, indented by depth.
#[must_use]
pub fn render(value: &Value) -> String {
    let mut text = String::new();
    write_value(&mut text, value, 0);
    text
}

fn write_value(text: &mut String, value: &Value, depth: usize) {
    let pad = "  ".repeat(depth);
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let width = fields.keys().map(String::len).max().unwrap_or(0).min(28);
            for (key, value) in fields {
                match scalar(value) {
                    Some(words) => {
                        let _ = writeln!(text, "{pad}{key:width$}  {words}");
                    }
                    None => {
                        let _ = writeln!(text, "{pad}{key}");
                        write_value(text, value, depth + 1);
                    }
                }
            }
        }
        Value::Array(items) if !items.is_empty() => {
            for item in items {
                match row(item) {
                    Some(words) => {
                        let _ = writeln!(text, "{pad}- {words}");
                    }
                    None => {
                        let _ = writeln!(text, "{pad}-");
                        write_value(text, item, depth + 1);
                    }
                }
            }
        }
        other => {
            let _ = writeln!(text, "{pad}{}", scalar(other).unwrap_or_default());
        }
    }
}

fn scalar(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Null => Some("-".to_owned()),
        Value::Array(items) if items.is_empty() => Some("-".to_owned()),
        Value::Object(fields) if fields.is_empty() => Some("-".to_owned()),
        Value::Array(items) => {
            let all: Option<Vec<String>> = items
                .iter()
                .map(|i| if i.is_object() { None } else { scalar(i) })
                .collect();
            all.map(|words| words.join(", ")).filter(|line| line.len() <= 100)
        }
        Value::Object(_) => None,
        other => Some(other.to_string()),
    }
}

/// A small flat object fits on one line.
fn row(value: &Value) -> Option<String> {
    let Value::Object(fields) = value else {
        return scalar(value);
    };
    let parts: Option<Vec<String>> = fields
        .iter()
        .map(|(key, value)| scalar(value).map(|words| format!("{key}: {words}")))
        .collect();
    parts
        .map(|parts| parts.join("  "))
        .filter(|line| line.len() <= 200)
}

#[cfg(test)]
mod tests {
    use super::render;
    use serde_json::json;

    #[test]
    fn json_reads_as_lines() {
        let text = render(
            &json!({"read": 3, "reasons": [{"code": "x", "count": 1}], "files": [], "by": {"a": "b"}}),
        );
        assert_eq!(
            text,
            "by\n  a  b\nfiles    -\nread     3\nreasons\n  - code: x  count: 1\n"
        );
    }
}
