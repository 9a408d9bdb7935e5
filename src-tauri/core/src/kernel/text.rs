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

impl Label {
    /// A label that may be left out: an empty text is none.
    ///
    /// # Errors
    /// As [`Label::parse`].
    pub fn optional(field: &str, text: Option<&str>) -> Result<Option<String>> {
        let text = text.map(str::trim).filter(|text| !text.is_empty());
        text.map(|text| Self::parse(field, text).map(|label| label.0))
            .transpose()
    }
}

/// What may stand between the digits of a number, or before those of its extension.
fn is_inside(c: char) -> bool {
    "-#,x".contains(c) || u32::from(c) == CHINESE_EXTENSION
}

/// The character that says "put through to" before an extension.
const CHINESE_EXTENSION: u32 = 0x8f6c;

/// A telephone number as it is dialled: 5 to 20 digits, perhaps a leading `+` and an extension behind `-`, `#` or its Chinese mark; what
/// people put between for reading goes. An empty text is none.
///
/// # Errors
/// `value_invalid` at the field.
pub fn phone(field: &str, text: Option<&str>) -> Result<Option<String>> {
    let kept: String = text
        .unwrap_or_default()
        .chars()
        .filter(|c| !c.is_whitespace() && !"().–—".contains(*c))
        .collect();
    if kept.is_empty() {
        return Ok(None);
    }
    let digits = kept.chars().filter(char::is_ascii_digit).count();
    let dialled = kept
        .chars()
        .enumerate()
        .all(|(i, c)| c.is_ascii_digit() || is_inside(c) && i > 0 || c == '+' && i == 0);
    if dialled && (5..=20).contains(&digits) {
        Ok(Some(kept))
    } else {
        Err(Error::invalid(field))
    }
}

/// A place on earth in degrees (WGS-84): both or neither.
///
/// # Errors
/// `value_missing` for one without the other, `number_out_of_range` beyond the poles or the date line.
pub fn place(latitude: Option<f64>, longitude: Option<f64>) -> Result<Option<(f64, f64)>> {
    let within = |field: &str, value: f64, most: i64| {
        if value.is_finite() && value.abs() <= most as f64 {
            return Ok(value);
        }
        Err(Error::new(Code::NumberOutOfRange)
            .with("min", -most)
            .with("max", most)
            .at(field))
    };
    match (latitude, longitude) {
        (None, None) => Ok(None),
        (Some(lat), Some(lon)) => Ok(Some((
            within("latitude", lat, 90)?,
            within("longitude", lon, 180)?,
        ))),
        (None, Some(_)) => Err(Error::missing("latitude")),
        (Some(_), None) => Err(Error::missing("longitude")),
    }
}

/// A code by which people, imports and other systems know a record: 1 to 40 characters, none of them blank or control.
///
/// # Errors
/// `value_missing`, `value_too_long`, `value_invalid`, at `code`.
pub fn code(text: &str) -> Result<String> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::missing("code"));
    }
    if text.chars().count() > 40 {
        return Err(Error::new(Code::ValueTooLong)
            .with("field", "code")
            .with("max", 40)
            .at("code"));
    }
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Error::invalid("code"));
    }
    Ok(text.to_owned())
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn telephone_numbers_are_kept_as_they_are_dialled() {
        let cases = [
            (" 138 0000 1234 ", Ok(Some("13800001234"))),
            ("+86 (755) 2688-1234", Ok(Some("+867552688-1234"))),
            ("0755-26881234转802", Ok(Some("0755-26881234转802"))),
            ("", Ok(None)),
            ("1234", Err(())),
            ("call me", Err(())),
            ("86+13800001234", Err(())),
            ("<b>13800001234</b>", Err(())),
        ];
        for (given, expected) in cases {
            let found = phone("phone", Some(given)).map_err(|_| ());
            assert_eq!(found, expected.map(|p| p.map(str::to_owned)), "{given}");
        }
    }

    #[test]
    fn a_place_has_both_degrees_or_none() {
        assert!(place(None, None).unwrap().is_none());
        assert!(place(Some(22.5), Some(114.1)).unwrap().is_some());
        assert_eq!(
            place(Some(22.5), None).unwrap_err().field.as_deref(),
            Some("longitude")
        );
        assert!(place(Some(91.0), Some(0.0)).is_err() && place(Some(f64::NAN), Some(0.0)).is_err());
    }
}
