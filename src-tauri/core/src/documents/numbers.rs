//! Document numbers: prefix, year and month, sequence per prefix and month (`WO-2611-0000123`). Gaps are allowed,
//! doubles are not. Blocks are reserved outside of the writes that use them, so that no two writers wait for one
//! counter (DESIGN §3).

use super::store;
use crate::db::{Db, is_serialization_failure};
use crate::error::Result;
use crate::kernel::Day;
use chrono::Datelike;

/// A series of numbers: one prefix in one month.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Series {
    prefix: &'static str,
    yymm: String,
}

impl Series {
    /// The series of `prefix` in the month that holds `day`.
    #[must_use]
    pub fn of(prefix: &'static str, day: Day) -> Self {
        let date = day.date().unwrap_or_default();
        Self {
            prefix,
            yymm: format!("{:02}{:02}", date.year().rem_euclid(100), date.month()),
        }
    }
    fn key(&self) -> String {
        format!("{}-{}", self.prefix, self.yymm)
    }
    /// The text of a number.
    #[must_use]
    pub fn text(&self, sequence: i64) -> String {
        format!("{}-{}-{sequence:07}", self.prefix, self.yymm)
    }
}

/// Reserves `count` numbers in a transaction of its own; answers the first sequence.
///
/// # Errors
/// A database error.
pub async fn reserve(db: &Db, series: &Series, count: i64) -> Result<i64> {
    for _ in 0..20 {
        let mut tx = db.write().await?;
        let first = match store::reserve(&mut tx, &series.key(), count).await {
            Ok(first) => first,
            Err(e) if is_serialization_failure(&e) => continue,
            Err(e) => return Err(e),
        };
        match tx.commit().await {
            Ok(()) => return Ok(first),
            Err(e) if is_serialization_failure(&e) => {}
            Err(e) => return Err(e),
        }
    }
    Err(crate::error::Error::new(crate::error::Code::Overloaded))
}
