//! What selectors offer: the same shape for every kind of record.

use crate::error::{Code, Error, Result};
use serde::Serialize;
use ts_rs::TS;

/// One choice of a selector.
#[derive(Debug, Clone, Serialize, TS, sqlx::FromRow)]
pub struct Choice {
    #[ts(as = "f64")]
    pub id: i64,
    pub code: String,
    pub name: String,
}

/// Choices that fit a search.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Choices {
    pub options: Vec<Choice>,
}

const LIMIT_MAX: i64 = 200;

/// How many choices one question may ask for.
///
/// # Errors
/// `number_out_of_range` below 1 or above 200, at `limit`.
pub fn check_limit(limit: i64) -> Result<()> {
    if (1..=LIMIT_MAX).contains(&limit) {
        return Ok(());
    }
    Err(Error::new(Code::NumberOutOfRange)
        .with("min", 1)
        .with("max", LIMIT_MAX)
        .at("limit"))
}
