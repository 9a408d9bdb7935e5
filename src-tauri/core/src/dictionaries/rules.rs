//! What an entry may be called.

use super::model::Dictionary;
use crate::error::{Code, Error, Result};

/// Every dictionary by its stored word, in the order in which people see them.
pub const DICTIONARIES: &[&str] = &[
    "cause",
    "symptom",
    "action",
    "hold_reason",
    "cancel_reason",
    "urge_reason",
    "channel",
    "unaudit_reason",
    "void_reason",
    "remove_reason",
];

const CODE_MAX: usize = 40;

impl Dictionary {
    const ALL: [Self; 10] = [
        Self::Cause,
        Self::Symptom,
        Self::Action,
        Self::HoldReason,
        Self::CancelReason,
        Self::UrgeReason,
        Self::Channel,
        Self::UnauditReason,
        Self::VoidReason,
        Self::RemoveReason,
    ];
    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        DICTIONARIES[self as usize]
    }
    /// From the stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|d| d.as_str() == word)
    }
}

/// A code: up to 40 letters, digits, `_`, `-` or `.`; it is what imports and other systems call the entry, so it never
/// changes.
///
/// # Errors
/// `value_missing`, `value_too_long` or `value_invalid`, at `code`.
pub fn code(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::missing("code"));
    }
    if text.chars().count() > CODE_MAX {
        return Err(Error::new(Code::ValueTooLong)
            .with("field", "code")
            .with("max", CODE_MAX as i64)
            .at("code"));
    }
    if !text.chars().all(|c| c.is_alphanumeric() || "_-.".contains(c)) {
        return Err(Error::invalid("code"));
    }
    Ok(text.to_owned())
}

/// A place in the list.
///
/// # Errors
/// `number_out_of_range` below 0 or above 100,000, at `rank`.
pub fn rank(value: i64) -> Result<i64> {
    if (0..=100_000).contains(&value) {
        return Ok(value);
    }
    Err(Error::new(Code::NumberOutOfRange)
        .with("min", 0)
        .with("max", 100_000)
        .at("rank"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dictionary_has_its_word() {
        for (place, word) in DICTIONARIES.iter().enumerate() {
            assert_eq!(Dictionary::parse(word).map(|d| d as usize), Some(place), "{word}");
        }
        assert_eq!(Dictionary::parse("colour"), None);
    }

    #[test]
    fn codes_are_short_words() {
        let cases = [
            ("E17", Ok("E17")),
            (" 缺氟 ", Ok("缺氟")),
            ("no_power-2.1", Ok("no_power-2.1")),
            ("", Err(Code::ValueMissing)),
            ("two words", Err(Code::ValueInvalid)),
            ("a\u{0}b", Err(Code::ValueInvalid)),
            ("'; drop table", Err(Code::ValueInvalid)),
        ];
        for (given, expected) in cases {
            let found = code(given).map_err(|e| e.code);
            assert_eq!(found.as_deref(), expected.as_ref().copied(), "{given}");
        }
        assert_eq!(code(&"x".repeat(41)).unwrap_err().code, Code::ValueTooLong);
        assert!(code(&"x".repeat(40)).is_ok());
    }

    #[test]
    fn ranks_have_bounds() {
        assert!(rank(0).is_ok() && rank(100_000).is_ok());
        assert!(rank(-1).is_err() && rank(100_001).is_err());
    }
}
