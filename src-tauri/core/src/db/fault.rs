//! Database errors in our own language. No database text reaches a person.

use crate::error::{Code, Error};

/// PostgreSQL's "could not serialize" and "deadlock detected".
const LOST_RACE: [&str; 2] = ["40001", "40P01"];
const RACE: &str = "lost race: ";

/// Turns a driver's error into ours: violations are conflicts, a full disk is a full disk, the rest is a fault.
#[must_use]
pub fn error_of(error: sqlx::Error) -> Error {
    if let sqlx::Error::Database(db) = &error {
        let code = db.code().unwrap_or_default().into_owned();
        let message = db.message().to_owned();
        let known = if db.is_unique_violation() {
            Some(Code::AlreadyExists)
        } else if db.is_foreign_key_violation() {
            Some(Code::StillReferenced)
        } else {
            by_code(&code, &message)
        };
        if LOST_RACE.contains(&code.as_str()) {
            return Error::new(Code::Overloaded).because(format!("{RACE}{message}"));
        }
        if let Some(known) = known {
            return Error::new(known).because(message);
        }
    }
    match error {
        sqlx::Error::PoolTimedOut => Error::new(Code::Overloaded),
        sqlx::Error::Io(io) => Error::from(io),
        other => Error::fault(other),
    }
}

/// SQLite's primary result codes (extended ones keep them in the low byte) and PostgreSQL's SQLSTATE.
fn by_code(code: &str, message: &str) -> Option<Code> {
    if let Ok(sqlite) = code.parse::<i64>()
        && code.len() < 5
    {
        return match sqlite & 0xff {
            5 | 6 => Some(Code::Overloaded),
            8 => Some(Code::WorkspaceReadOnly),
            11 => Some(Code::WorkspaceDamaged),
            13 => Some(Code::DiskFull),
            14 if message.contains("unable to open") => Some(Code::WorkspaceReadOnly),
            26 => Some(Code::WorkspaceNotADatabase),
            _ => None,
        };
    }
    match code {
        "53100" => Some(Code::DiskFull),
        "25006" => Some(Code::WorkspaceReadOnly),
        "53300" => Some(Code::Overloaded),
        "57P01" | "57P03" | "08006" | "08001" => Some(Code::DatabaseUnreachable),
        _ => None,
    }
}

/// Whether a PostgreSQL transaction lost against another one and may simply be run again.
pub(crate) fn is_serialization_failure(error: &Error) -> bool {
    // Not every "overloaded" is one: a pool or a lock that kept us waiting must not be waited for twelve times.
    error.code == Code::Overloaded && error.context.as_deref().is_some_and(|c| c.starts_with(RACE))
}
