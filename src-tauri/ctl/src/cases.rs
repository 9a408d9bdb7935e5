//! `sla FILE`: the cases of the SLA crate, answered without a workspace.

use crate::arguments::SlaArguments;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use serde_json::{Value, json};
use std::io::Read as _;

/// Answers a file of cases. A case with a fault is answered by an error of its own and is no failure of the command.
pub fn run(arguments: &SlaArguments, output: &Output) -> Outcome<()> {
    let path = &arguments.file;
    let mut text = String::new();
    let read = if path.as_os_str() == "-" {
        std::io::stdin().read_to_string(&mut text).map(drop)
    } else {
        std::fs::read_to_string(path).map(|read| text = read)
    };
    read.map_err(|error| Failure::file(path, error))?;
    match outpost_sla::cases::run_cases(&text) {
        Ok(results) => {
            if output.is_json() {
                output.answer(&results);
            } else {
                for result in results["results"].as_array().into_iter().flatten() {
                    crate::output::line(&short(result));
                }
            }
            Ok(())
        }
        Err(refusal) => {
            let params = json!(refusal.params);
            let detail = params.get("detail").and_then(Value::as_str).unwrap_or_default();
            Err(Failure::refused(format!(
                "{}: {} {detail}",
                path.display(),
                refusal.code.as_str()
            )))
        }
    }
}

/// A case's answer on one line; the explanations are for `--json`.
fn short(result: &Value) -> String {
    let plain = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let id = plain(&result["id"]);
    let keys = ["deadline", "elapsed_seconds", "periods"];
    match keys
        .iter()
        .find_map(|key| result.get(key).map(|value| (key, value)))
    {
        Some((key, value)) => format!("{id}  {key}  {}", plain(value)),
        None => format!("{id}  error  {}", plain(&result["error"])),
    }
}
