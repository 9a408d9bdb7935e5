//! What only a desktop has: the choice of a workspace, the session in memory, file dialogs, the window.

pub mod arguments;
pub mod backend;
pub mod commands;
pub mod connection;
pub mod log;
pub mod remote;
pub mod shell;
pub mod window;

use outpost_core::{ApiError, Error};

/// What a command of the shell answers: the error is the same that the server would send.
pub type Answer<T> = Result<T, ApiError>;

/// An error as the page sees it. What is for the log only stays here, under the reference that the page shows.
#[must_use]
pub fn wire(error: &Error) -> ApiError {
    let reference = uuid::Uuid::now_v7().simple().to_string();
    // The end of a v7 id is its random part; twelve letters are few enough to be read out on the telephone.
    let reference = &reference[20..];
    tracing::warn!(reference, %error, "refused");
    error.wire(reference)
}
