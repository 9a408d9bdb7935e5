//! Timing `outpostctl import` of a file into a fresh workspace, as a whole process: seconds and peak memory.

use super::{child, median, memory_mib};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use serde_json::json;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Runs the import several times, each into a new workspace.
pub(super) fn run(file: &Path, mapping: Option<&Path>, runs: u32, output: &Output) -> Outcome<()> {
    let (mut seconds, mut peaks, mut rows) = (Vec::new(), Vec::new(), 0);
    for _ in 0..runs.max(1) {
        let folder = std::env::temp_dir().join(format!("outpost-bench-import-{}", std::process::id()));
        let _ = std::fs::remove_dir_all(&folder);
        make(&folder)?;
        let start = Instant::now();
        let (peak, created) = timed(&folder, file, mapping)?;
        seconds.push(start.elapsed().as_secs_f64());
        peaks.push(peak.unwrap_or(f64::NAN));
        rows = created;
        std::fs::remove_dir_all(&folder).map_err(|e| Failure::file(&folder, e))?;
    }
    let spent = median(seconds.clone());
    output.answer(&json!({"rows": rows, "seconds": spent, "all_seconds": seconds, "rows_per_s": (rows as f64 / spent).round(),
        "peak_mib": median(peaks)}));
    Ok(())
}

fn make(folder: &Path) -> Outcome<()> {
    let program = std::env::current_exe().map_err(|e| Failure::refused(e.to_string()))?;
    let mut init = Command::new(program)
        .arg("--workspace")
        .arg(folder)
        .args([
            "init",
            "--name",
            "Bench",
            "--password-stdin",
            "--zone",
            "America/New_York",
            "--currency",
            "USD",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .spawn()
        .map_err(|e| Failure::refused(e.to_string()))?;
    if let Some(stdin) = init.stdin.as_mut() {
        use std::io::Write as _;
        stdin
            .write_all(b"measure twice cut once\n")
            .map_err(|e| Failure::refused(e.to_string()))?;
    }
    match init.wait() {
        Ok(status) if status.success() => Ok(()),
        other => Err(Failure::refused(format!("init ended with {other:?}"))),
    }
}

/// Peak memory of the importing process (polled, where the system tells it) and the rows it made.
fn timed(folder: &Path, file: &Path, mapping: Option<&Path>) -> Outcome<(Option<f64>, i64)> {
    let program = std::env::current_exe().map_err(|e| Failure::refused(e.to_string()))?;
    let mut command = Command::new(program);
    command
        .arg("--workspace")
        .arg(folder)
        .args(["--json", "import", "work_orders"])
        .arg(file);
    command.args(["--take-good", "--create-missing"]);
    if let Some(mapping) = mapping {
        command.arg("--mapping").arg(mapping);
    }
    let mut running = command
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|e| Failure::refused(e.to_string()))?;
    let (id, mut peak) = (running.id().to_string(), None);
    loop {
        peak = memory_mib("VmHWM", &id).or(peak);
        match running.try_wait().map_err(|e| Failure::refused(e.to_string()))? {
            None => std::thread::sleep(Duration::from_millis(10)),
            Some(status) if status.success() => break,
            Some(status) => return Err(Failure::refused(format!("the import ended with {status}"))),
        }
    }
    let total = child(&[
        "--workspace",
        &folder.display().to_string(),
        "--json",
        "call",
        "work_orders.total",
        "{}",
    ])?;
    Ok((peak, total["count"].as_i64().unwrap_or(0)))
}
