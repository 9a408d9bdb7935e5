//! Ctrl-C, and on systems that have it the signal to terminate: once asks to stop, twice does not ask.

use crate::failure::{Failure, Outcome};
use std::sync::OnceLock;
use tokio::sync::watch;

/// The exit code of a program that was interrupted, as shells count it.
const INTERRUPTED: i32 = 130;

static ASKED: OnceLock<watch::Receiver<bool>> = OnceLock::new();

/// Turns true when the person asks to stop.
///
/// # Errors
/// When the system does not let us listen.
pub fn asked() -> Outcome<watch::Receiver<bool>> {
    if let Some(asked) = ASKED.get() {
        return Ok(asked.clone());
    }
    let (tell, told) = watch::channel(false);
    ctrlc::set_handler(move || {
        if tell.send_replace(true) {
            std::process::exit(INTERRUPTED);
        }
    })
    .map_err(|error| Failure::refused(error.to_string()))?;
    Ok(ASKED.get_or_init(|| told).clone())
}

/// Waits until the person asks to stop.
pub async fn wait(mut asked: watch::Receiver<bool>) {
    // The sender lives as long as the process.
    let _ = asked.wait_for(|asked| *asked).await;
}
