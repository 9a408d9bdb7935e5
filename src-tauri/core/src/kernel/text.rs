//! Short texts that people type, and the 0/1 flag that both engines can store.

use crate::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A flag stored as 0 or 1: a bound `bool` fails on one engine only.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(transparent)]
pub struct Flag(pub bool);

/// A trimmed, non-empty text of at most 200 characters without control characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(transparent)]
pub struct Label(String);

impl Label {
    /// # Errors
    /// `value_missing`, `value_too_long`, or `value_invalid` for control characters.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        let text = text.trim();
        if text.is_empty() {
            return Err(Error::missing(field));
        }
        if text.chars().count() > 200 {
            return Err(Error::new(Code::ValueTooLong)
                .with("field", field)
                .with("max", 200)
                .at(field));
        }
        if text.chars().any(char::is_control) {
            return Err(Error::invalid(field));
        }
        Ok(Self(text.to_owned()))
    }
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A login name: 2 to 40 letters, digits, `.`, `_`, `-` or `@`, kept in lower case so that `Li` and `li` are one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(transparent)]
pub struct Login(String);

impl Login {
    /// # Errors
    /// `value_missing` or `value_invalid`.
    pub fn parse(field: &str, text: &str) -> Result<Self> {
        let text = text.trim().to_lowercase();
        let fits = (2..=40).contains(&text.chars().count())
            && text.chars().all(|c| c.is_alphanumeric() || "._-@".contains(c));
        match (text.is_empty(), fits) {
            (true, _) => Err(Error::missing(field)),
            (_, false) => Err(Error::invalid(field)),
            _ => Ok(Self(text)),
        }
    }
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
