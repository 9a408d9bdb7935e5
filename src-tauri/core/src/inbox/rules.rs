//! How much of an inbox is kept and shown at once.

use crate::error::{Code, Error, Result};

/// How long an item is kept, read or not.
pub(super) const KEEP_MS: i64 = 90 * 24 * 3_600_000;
/// Items of one page, unless told.
const PAGE: i64 = 30;
/// Items of one page, and ids of one marking, at most.
pub(super) const PAGE_MAX: i64 = 200;

/// How many items a page has.
///
/// # Errors
/// `number_out_of_range`.
pub(super) fn page_size(asked: Option<i64>) -> Result<i64> {
    within("limit", asked.unwrap_or(PAGE))
}

/// How many items are marked at once.
///
/// # Errors
/// `number_out_of_range`: too many, or none at all.
pub(super) fn marked_at_once(count: usize) -> Result<()> {
    within("ids", i64::try_from(count).unwrap_or(i64::MAX)).map(|_| ())
}

fn within(field: &str, number: i64) -> Result<i64> {
    if (1..=PAGE_MAX).contains(&number) {
        return Ok(number);
    }
    let error = Error::new(Code::NumberOutOfRange).with("min", 1);
    Err(error.with("max", PAGE_MAX).at(field))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_have_a_size() {
        for (asked, expected) in [
            (None, Some(PAGE)),
            (Some(1), Some(1)),
            (Some(PAGE_MAX), Some(PAGE_MAX)),
            (Some(0), None),
            (Some(-3), None),
            (Some(PAGE_MAX + 1), None),
        ] {
            assert_eq!(page_size(asked).ok(), expected, "{asked:?}");
        }
        assert!(marked_at_once(0).is_err() && marked_at_once(201).is_err() && marked_at_once(200).is_ok());
    }
}
