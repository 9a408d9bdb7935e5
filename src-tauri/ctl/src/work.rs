//! Calling operations by name, and following long works to their end.

use crate::failure::{Failure, Outcome};
use crate::interrupt;
use indicatif::{ProgressBar, ProgressStyle};
use outpost_core::texts::{self, Locale};
use outpost_core::{ApiError, App, Caller, Code, Error};
use serde_json::{Value, json};
use std::time::Duration;

const LOOK_EVERY: Duration = Duration::from_millis(20);

/// Runs an operation.
///
/// # Errors
/// What it refuses.
pub async fn call(app: &App, caller: &Caller, operation: &str, input: &Value) -> Outcome<Value> {
    let output = app.call(operation, &input.to_string(), caller).await?;
    Ok(serde_json::from_str(output.get())?)
}

/// Starts a long work and follows it; answers its result.
///
/// # Errors
/// What it refuses, at its start or later.
pub async fn run(app: &App, caller: &Caller, operation: &str, input: &Value) -> Outcome<Value> {
    let started = call(app, caller, operation, input).await?;
    follow(app, caller, &started).await
}

/// Follows a work that was started: shows how far it is, hands Ctrl-C on as a wish to cancel, answers its result.
///
/// # Errors
/// Why it failed.
pub async fn follow(app: &App, caller: &Caller, started: &Value) -> Outcome<Value> {
    let id = started
        .get("job")
        .cloned()
        .ok_or_else(|| Error::fault("a work without a job"))?;
    let bar = ProgressBar::no_length();
    let mut asked = interrupt::asked()?;
    let mut cancelling = false;
    loop {
        let mut view = call(app, caller, "jobs.get", &json!({ "id": id })).await?;
        match view.get("state").and_then(Value::as_str) {
            Some("succeeded") => {
                bar.finish_and_clear();
                return Ok(view.get_mut("result").map(Value::take).unwrap_or_default());
            }
            Some("failed" | "cancelled") => {
                bar.finish_and_clear();
                return Err(why(&mut view));
            }
            _ => show(&bar, &view, caller.locale),
        }
        tokio::select! {
            () = tokio::time::sleep(LOOK_EVERY) => {}
            () = async { let _ = asked.wait_for(|asked| *asked).await; }, if !cancelling => {
                cancelling = true;
                match call(app, caller, "jobs.cancel", &json!({ "id": id })).await {
                    // It ended by itself meanwhile.
                    Ok(_) | Err(Failure::Core(Error { code: Code::JobNotRunning, .. })) => {}
                    Err(failure) => return Err(failure),
                }
            }
        }
    }
}

fn why(view: &mut Value) -> Failure {
    let error = view.get_mut("error").map(Value::take).unwrap_or_default();
    match serde_json::from_value::<ApiError>(error) {
        Ok(error) => Failure::Job(error),
        Err(error) => Failure::Core(Error::fault(error)),
    }
}

/// The bar draws itself on a terminal only.
fn show(bar: &ProgressBar, view: &Value, locale: Locale) {
    let number = |key: &str| view.get(key).and_then(Value::as_u64);
    let phase = view.get("phase").and_then(Value::as_str).unwrap_or_default();
    let template = match number("total") {
        Some(total) => {
            bar.set_length(total);
            "{msg} {wide_bar} {human_pos}/{human_len} {eta}"
        }
        None => "{msg} {human_pos} {elapsed}",
    };
    if let Ok(style) = ProgressStyle::with_template(template) {
        bar.set_style(style);
    }
    bar.set_position(number("done").unwrap_or(0));
    let key = format!("jobs:phase.{phase}");
    bar.set_message(texts::lookup(locale, &key).unwrap_or(phase).to_owned());
    bar.tick();
}
