//! Which policy applies to an order.

use crate::db::Tx;
use crate::error::Result;
use crate::kernel::Ms;
use outpost_sla::policy::Book;

/// What a policy is chosen by.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    pub kind: &'a str,
    pub priority: &'a str,
    pub category: Option<&'a str>,
    /// When the order was opened: the revision in force then applies.
    pub at: Ms,
}

/// A policy with the calendars it needs.
#[derive(Debug, Clone)]
pub struct Applying {
    pub name: String,
    pub revision: i64,
    /// Its key in `book`.
    pub reference: String,
    pub book: Book,
}

/// The policy that applies, most specific first; nothing where none does.
///
/// # Errors
/// A database error.
pub async fn applying(_tx: &mut Tx, _asked: &Asked<'_>) -> Result<Option<Applying>> {
    Ok(None)
}
