//! Both languages say the same things: the same keys with the same placeholders, and no text is empty.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::source::{files, typescript};
use crate::{Finding, expect_none};

const LANGUAGES: [&str; 2] = ["zh-CN", "en"];

/// Key → file and text.
type Catalogue = BTreeMap<String, (String, String)>;

fn catalogue(language: &str) -> (Catalogue, Vec<Finding>) {
    let (mut texts, mut findings) = (Catalogue::new(), Vec::new());
    let folder = format!("ui/src/i18n/{language}/");
    for file in files()
        .iter()
        .filter(|file| file.path.starts_with(&folder) && file.is("json"))
    {
        let subject = file.path[folder.len()..].trim_end_matches(".json");
        match serde_json::from_str(&file.text) {
            Ok(value) => flatten(subject, &value, &file.path, &mut texts, &mut findings),
            Err(error) => findings.push(Finding::new(&file.path, error.line(), error.to_string())),
        }
    }
    (texts, findings)
}

fn flatten(key: &str, value: &Value, path: &str, texts: &mut Catalogue, findings: &mut Vec<Finding>) {
    match value {
        Value::Object(entries) => {
            for (name, value) in entries {
                flatten(&format!("{key}.{name}"), value, path, texts, findings);
            }
        }
        Value::String(text) if !text.trim().is_empty() => {
            texts.insert(key.to_owned(), (path.to_owned(), text.clone()));
        }
        Value::String(_) => findings.push(Finding::new(path, 0, format!("{key} is empty"))),
        other => findings.push(Finding::new(path, 0, format!("{key} is {other}, not a text"))),
    }
}

/// A key without its ending for number: Chinese has one form, English two.
fn base(key: &str) -> &str {
    let endings = ["_zero", "_one", "_two", "_few", "_many", "_other"];
    endings
        .iter()
        .find_map(|ending| key.strip_suffix(ending))
        .unwrap_or(key)
}

/// The names in `{{braces}}` or `{braces}`.
fn placeholders(text: &str) -> BTreeSet<String> {
    let parts = text.split('{').skip(1).filter_map(|part| part.split_once('}'));
    // A format after a comma is the language's own affair.
    parts
        .map(|(name, _)| name.split(',').next().unwrap_or(name).trim().to_owned())
        .filter(|name| !name.is_empty())
        .collect()
}

/// Base key → its file and the placeholders of all its forms.
fn forms(texts: &Catalogue) -> BTreeMap<&str, (&str, BTreeSet<String>)> {
    let mut forms: BTreeMap<&str, (&str, BTreeSet<String>)> = BTreeMap::new();
    for (key, (path, text)) in texts {
        forms
            .entry(base(key))
            .or_insert((path, BTreeSet::new()))
            .1
            .extend(placeholders(text));
    }
    forms
}

fn differences(here: &Catalogue, there: &Catalogue, there_is: &str) -> Vec<Finding> {
    let there = forms(there);
    let mut findings = Vec::new();
    for (key, (path, names)) in forms(here) {
        match there.get(key) {
            None => findings.push(Finding::new(path, 0, format!("{key} is missing in {there_is}"))),
            Some((_, others)) if *others != names => {
                findings.push(Finding::new(
                    path,
                    0,
                    format!("{key} has {names:?}, in {there_is} {others:?}"),
                ));
            }
            Some(_) => {}
        }
    }
    findings
}

#[test]
fn both_languages_have_the_same_texts() {
    let [(chinese, mut findings), (english, more)] = LANGUAGES.map(catalogue);
    findings.extend(more);
    findings.extend(differences(&chinese, &english, "en"));
    findings.extend(differences(&english, &chinese, "zh-CN"));
    expect_none(
        findings,
        "write both texts in the same commit, with the same placeholders",
    );
}

#[test]
fn english_texts_are_in_english() {
    let (english, _) = catalogue("en");
    let chinese = english.iter().filter(|(key, (_, text))| {
        // A language is offered under its own name, and the product's name has both scripts.
        let named = ["language", "locale", "chinese", "zh", "product", "brand"]
            .iter()
            .any(|word| key.to_lowercase().contains(word));
        !named && text.chars().any(crate::prose::is_chinese)
    });
    let findings = chinese.map(|(key, (path, text))| Finding::new(path, 0, format!("{key}: {text}")));
    expect_none(findings.collect(), "translate it");
}

/// Keys that a line asks for as plain strings: `t("a.b")`, `text("a.b")`, `i18nKey="a.b"`.
fn asked(line: &str) -> Vec<String> {
    let mut keys = Vec::new();
    for call in ["t(\"", "i18nKey=\""] {
        for (at, _) in line.match_indices(call) {
            let is_word = line[..at]
                .chars()
                .next_back()
                .is_some_and(|c| c.is_alphanumeric() || c == '_');
            let key = line[at + call.len()..].split('"').next().unwrap_or_default();
            if !is_word && key.contains('.') && !key.contains("${") {
                keys.push(key.to_owned());
            }
        }
    }
    keys
}

#[test]
fn every_key_that_the_ui_asks_for_exists() {
    let (texts, _) = catalogue("en");
    let known: BTreeSet<&str> = texts.keys().flat_map(|key| [key.as_str(), base(key)]).collect();
    let mut findings = Vec::new();
    for file in typescript().filter(|file| !file.path.contains(".test.")) {
        for (index, line) in file.text.lines().enumerate() {
            let missing = asked(line)
                .into_iter()
                .filter(|key| !known.contains(key.as_str()));
            findings
                .extend(missing.map(|key| Finding::new(&file.path, index + 1, format!("no text for {key}"))));
        }
    }
    expect_none(findings, "add the text to both catalogues, or mend the key");
}

#[test]
fn forms_of_number_and_placeholders_are_compared_right() {
    let texts = |pairs: &[(&str, &str)]| -> Catalogue {
        pairs
            .iter()
            .map(|(key, text)| ((*key).to_owned(), ("x.json".to_owned(), (*text).to_owned())))
            .collect()
    };
    let english = texts(&[
        ("a.rows_one", "one row"),
        ("a.rows_other", "{{count}} rows"),
        ("a.b", "{{name}}"),
    ]);
    let chinese = texts(&[("a.rows_other", "{{count}} 行"), ("a.b", "{{nam}}")]);
    let found = differences(&english, &chinese, "zh-CN");
    assert_eq!(found.len(), 1);
    assert!(found[0].what.starts_with("a.b has"));
    assert_eq!(
        asked("<p>{t(\"a.b\")} {format(\"c.d\")} {t(`a.${x}`)}</p>"),
        ["a.b"]
    );
}
