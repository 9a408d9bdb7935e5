//! What may be kept as a preference: pure decisions. The limits guard the database against a runaway screen.

use crate::error::{Code, Error, Result};
use serde_json::Value as Json;

const KEY_MAX: usize = 80;
/// Of one value, as JSON text.
const VALUE_MAX_BYTES: usize = 16 * 1024;
/// Of one person.
const COUNT_MAX: i64 = 300;

/// Whether a key is words of small letters, digits and `_`, joined by dots.
///
/// # Errors
/// `value_too_long`, `value_invalid`.
pub(super) fn preference_key(key: &str) -> Result<()> {
    if key.len() > KEY_MAX {
        return Err(too_long("key", KEY_MAX));
    }
    let word = |word: &str| {
        !word.is_empty()
            && word
                .bytes()
                .all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    };
    if key.split('.').all(word) {
        Ok(())
    } else {
        Err(Error::invalid("key"))
    }
}

/// The text that is kept of a value.
///
/// # Errors
/// `value_too_long`.
pub(super) fn preference_text(value: &Json) -> Result<String> {
    let text = value.to_string();
    if text.len() > VALUE_MAX_BYTES {
        return Err(too_long("value", VALUE_MAX_BYTES));
    }
    Ok(text)
}

/// Whether a person may keep this many.
///
/// # Errors
/// `number_out_of_range`.
pub(super) fn preference_count(count: i64) -> Result<()> {
    if count <= COUNT_MAX {
        return Ok(());
    }
    let error = Error::new(Code::NumberOutOfRange).with("min", 0);
    Err(error.with("max", COUNT_MAX).at("key"))
}

fn too_long(field: &str, max: usize) -> Error {
    Error::new(Code::ValueTooLong)
        .with("field", field)
        .with("max", max as i64)
        .at(field)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn keys_are_words_joined_by_dots() {
        for fine in ["dashboard.layout", "scope", "grid.work_orders.columns2"] {
            assert!(preference_key(fine).is_ok(), "{fine}");
        }
        for wrong in [
            "",
            ".",
            "a..b",
            "a.",
            "A",
            "a b",
            "a-b",
            "看板",
            "a'b",
            &"a".repeat(81),
        ] {
            assert!(preference_key(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn values_and_their_number_are_limited() {
        assert!(preference_text(&json!("x".repeat(VALUE_MAX_BYTES - 2))).is_ok());
        assert!(preference_text(&json!("x".repeat(VALUE_MAX_BYTES - 1))).is_err());
        assert!(preference_count(COUNT_MAX).is_ok());
        assert!(preference_count(COUNT_MAX + 1).is_err());
    }
}
