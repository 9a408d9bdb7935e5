//! The languages of the product. Texts stand in `ui/src/i18n`; Rust reads the same files as the UI.

use serde_json::Value as Json;
use std::collections::HashMap;
use std::sync::LazyLock;

/// A language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum Locale {
    #[default]
    ZhCn,
    En,
}

impl Locale {
    /// `zh…` is Chinese, everything else English.
    #[must_use]
    pub fn parse(tag: &str) -> Self {
        if tag.to_ascii_lowercase().starts_with("zh") {
            Self::ZhCn
        } else {
            Self::En
        }
    }
}

macro_rules! catalogue {
    ($($namespace:literal),* $(,)?) => {
        &[$(($namespace,
            include_str!(concat!("../../../ui/src/i18n/zh-CN/", $namespace, ".json")),
            include_str!(concat!("../../../ui/src/i18n/en/", $namespace, ".json")))),*]
    };
}

const FILES: &[(&str, &str, &str)] = catalogue![
    "demo",
    "errors",
    "import",
    "grid",
    "insight",
    "jobs",
    "sla",
    "common",
    "list",
    "prints",
    "work_orders",
];

type Catalogue = HashMap<String, String>;

static TEXTS: LazyLock<[Catalogue; 2]> = LazyLock::new(|| {
    let mut texts = [Catalogue::new(), Catalogue::new()];
    for (namespace, zh, en) in FILES {
        for (texts, file) in texts.iter_mut().zip([zh, en]) {
            let json: Json = serde_json::from_str(file).unwrap_or(Json::Null);
            flatten(&json, namespace, true, texts);
        }
    }
    texts
});

fn flatten(json: &Json, prefix: &str, first: bool, into: &mut Catalogue) {
    match json {
        Json::Object(map) => {
            for (key, value) in map {
                let path = format!("{prefix}{}{key}", if first { ":" } else { "." });
                flatten(value, &path, false, into);
            }
        }
        Json::String(text) => {
            into.insert(prefix.to_owned(), text.clone());
        }
        _ => {}
    }
}

/// The text of `namespace:key`, if the catalogue has it.
#[must_use]
pub fn lookup(locale: Locale, key: &str) -> Option<&'static str> {
    let index = match locale {
        Locale::ZhCn => 0,
        Locale::En => 1,
    };
    TEXTS[index].get(key).map(String::as_str)
}

/// The text of `namespace:key` with `{{param}}` filled; the key itself where there is none (a test finds those).
#[must_use]
pub fn text(locale: Locale, key: &str, params: &[(&str, &str)]) -> String {
    let mut text = lookup(locale, key).unwrap_or(key).to_owned();
    for (name, value) in params {
        text = text.replace(&format!("{{{{{name}}}}}"), value);
    }
    text
}
