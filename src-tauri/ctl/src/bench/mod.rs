//! `outpostctl bench`: what the product costs, beside raw SQL on the same file in the same run.
//!
//! For each size a workspace is filled with the demo network, then a process of its own opens it and measures, so that
//! the memory told is the backend's alone. Medians of many warm runs; ratios, since machines differ. `bench import`
//! times the importer on a file of one's own; `bench sla` counts due times per second.

mod drills;
mod fill;
mod import;
mod probe;
mod sla;
mod store;
mod table;

use crate::arguments::{BenchArguments, BenchWhat};
use crate::failure::{Failure, Outcome};
use crate::output::{Output, line};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::Instant;

/// Runs what was asked.
pub async fn run(arguments: &BenchArguments, output: &Output) -> Outcome<()> {
    match &arguments.what {
        BenchWhat::Orders { sizes, folder, only } => orders(sizes, folder.as_deref(), only, output),
        BenchWhat::Import { file, mapping, runs } => import::run(file, mapping.as_deref(), *runs, output),
        BenchWhat::Sla => {
            output.answer(&sla::measure()?);
            Ok(())
        }
        BenchWhat::Fill { folder, orders } => fill::run(folder, *orders, output).await,
        BenchWhat::Probe { folder, runs, only } => probe::run(folder, *runs, only, output).await,
    }
}

/// Milliseconds since `start`.
fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

fn median(mut values: Vec<f64>) -> f64 {
    values.sort_by(f64::total_cmp);
    values.get(values.len() / 2).copied().unwrap_or(f64::NAN)
}

fn orders(sizes: &[u64], folder: Option<&Path>, only: &str, output: &Output) -> Outcome<()> {
    let base = folder.map_or_else(|| std::env::temp_dir().join("outpost-bench"), Path::to_owned);
    let mut rows = Vec::new();
    for size in sizes {
        let folder = base.join(size.to_string());
        let filled = folder.join("outpost.db").is_file();
        let made = match filled {
            true => Value::Null,
            false => {
                let size = size.to_string();
                child(&[
                    "--json",
                    "bench",
                    "fill",
                    &folder.display().to_string(),
                    "--orders",
                    &size,
                ])?
            }
        };
        let mut row = child(&[
            "--json",
            "bench",
            "probe",
            &folder.display().to_string(),
            "--only",
            only,
        ])?;
        row["orders"] = json!(size);
        row["fill_s"] = made["seed_s"].clone();
        row["fill_peak_mib"] = made["peak_mib"].clone();
        row["index_s"] = made["index_s"].clone();
        row["file_mib"] = json!(std::fs::metadata(folder.join("outpost.db")).map_or(0, |m| m.len()) >> 20);
        output.note(&format!("{size} orders measured"));
        rows.push(row);
    }
    let report = json!({ "sizes": rows, "growth_of_the_last_step": table::growth(&rows) });
    if output.is_json() {
        output.answer(&report);
    } else {
        line(table::text(&rows).trim_end());
    }
    Ok(())
}

/// Runs this program again and answers the JSON of its last line.
fn child(arguments: &[&str]) -> Outcome<Value> {
    let program: PathBuf = std::env::current_exe().map_err(|e| Failure::refused(e.to_string()))?;
    let done = std::process::Command::new(program)
        .args(arguments)
        .stderr(std::process::Stdio::inherit())
        .output()
        .map_err(|e| Failure::refused(e.to_string()))?;
    if !done.status.success() {
        return Err(Failure::refused(format!(
            "{} ended with {}",
            arguments.join(" "),
            done.status
        )));
    }
    let text = String::from_utf8_lossy(&done.stdout);
    let last = text.lines().rev().find(|line| line.starts_with('{'));
    Ok(last.map_or(Value::Null, |line| {
        serde_json::from_str(line).unwrap_or(Value::Null)
    }))
}

/// A figure of this process's memory in MiB, where the system tells it (`VmRSS`, `VmHWM`).
fn memory_mib(of: &str, process: &str) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find(|line| line.starts_with(of))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some((kib / 1024.0 * 10.0).round() / 10.0)
}
