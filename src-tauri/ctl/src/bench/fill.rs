//! Filling a workspace with made-up orders, through the importer: the same for the same size.

use super::ms;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use outpost_core::{App, Caller, OpenConfig, Place};
use serde_json::{Value, json};
use std::fmt::Write as _;
use std::io::Write as _;
use std::path::Path;
use std::time::Instant;

/// A small generator of even numbers (splitmix64): the same on every machine.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }
    /// Below `n`.
    fn below(&mut self, n: u64) -> u64 {
        self.next() % n
    }
    /// From 0 up to 1.
    fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
}

const DAY_MS: i64 = 86_400_000;
/// 2026-11-01T00:00Z, the day on which the made-up past ends.
pub(super) const END: i64 = 1_793_491_200_000;
const DAYS: i64 = 730;
const OUTLETS: f64 = 200.0;
const CATEGORIES: u64 = 24;
const HEAD: &str = "external_number,opened_at,due_at,completed_at,closed_at,kind,priority,category,outlet,contact_name,contact_phone,address,cost,description\n";
const TITLES: [&str; 6] = [
    "No power",
    "Leak at the seal",
    "Display shows E17",
    "Noise in the drive",
    "Preventive visit",
    "Door won't close",
];

fn row(dice: &mut Dice, n: u64, of: u64, text: &mut String) {
    // Opened in order of time, as a year's export is; popular outlets have most of the orders.
    let opened = END - DAYS * DAY_MS
        + (n as f64 / of as f64 * (DAYS * DAY_MS) as f64) as i64
        + dice.below(60_000) as i64;
    let outlet = (OUTLETS * dice.share().powi(2)) as u64 + 1;
    let (priority, target_h) =
        [("critical", 8), ("urgent", 24), ("normal", 72), ("normal", 120)][dice.below(4) as usize];
    let took = f64::from(target_h) * 3_600_000.0 * (dice.share() * 2.4 - 1.6).exp();
    let ended = opened + took as i64;
    let open = ended > END || dice.below(100) < 6;
    let end = if open { String::new() } else { ended.to_string() };
    let due = opened + i64::from(target_h) * 3_600_000;
    let customer = dice.below((of / 8).max(100));
    let _ = writeln!(
        text,
        "EXT-{n:08},{opened},{due},{end},{end},repair,{priority},Category {},Outlet {outlet:03},Customer {customer},138{:08},{} Main Street,{}.{:02},{}",
        dice.below(CATEGORIES) + 1,
        dice.below(100_000_000),
        dice.below(999) + 1,
        dice.below(400) + 20,
        dice.below(100),
        TITLES[dice.below(6) as usize],
    );
}

fn write_csv(path: &Path, orders: u64) -> std::io::Result<()> {
    let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
    file.write_all(HEAD.as_bytes())?;
    let (mut dice, mut text) = (Dice(7), String::new());
    for n in 0..orders {
        text.clear();
        row(&mut dice, n, orders, &mut text);
        file.write_all(text.as_bytes())?;
    }
    file.flush()
}

/// Makes a workspace in `folder` with `orders` orders.
pub(super) async fn run(folder: &Path, orders: u64, output: &Output) -> Outcome<()> {
    std::fs::create_dir_all(folder).map_err(|e| Failure::file(folder, e))?;
    let csv = folder.join("orders.csv");
    write_csv(&csv, orders).map_err(|e| Failure::file(&csv, e))?;
    let app = App::open(OpenConfig::new(
        Place::Workspace(folder.to_owned()),
        "outpostctl bench",
    ))
    .await?;
    let nobody = Caller::nobody("cli");
    let setup = json!({"login": "bench", "name": "Bench", "password": "measure twice cut once", "workspace_name": "Bench",
        "zone": "Asia/Shanghai", "currency": "CNY"});
    app.call("access.setup", &setup.to_string(), &nobody).await?;
    let caller = Caller {
        trusted_login: Some("bench".to_owned()),
        ..nobody
    };
    let start = Instant::now();
    let upload = app.upload_local(&csv, &caller).await?;
    let column = |name: &str| json!({ "column": name });
    let date = |name: &str| json!({ "column": name, "date": "epoch_ms" });
    let mut fields = json!({});
    for name in HEAD.trim().split(',') {
        fields[name] = if name.ends_with("_at") {
            date(name)
        } else {
            column(name)
        };
    }
    let input = json!({"upload": upload, "kind": "work_orders", "mapping": {"fields": fields}, "doubles": "skip",
        "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
    let view = follow(&app, &caller, "imports.run", &input).await?;
    let report = json!({ "import_s": ms(start) / 1000.0, "created": view["result"]["created"] });
    app.close().await;
    std::fs::remove_file(&csv).map_err(|e| Failure::file(&csv, e))?;
    output.answer(&report);
    Ok(())
}

/// Starts a job and follows it to its end.
pub(super) async fn follow(app: &App, caller: &Caller, operation: &str, input: &Value) -> Outcome<Value> {
    let started = app.call(operation, &input.to_string(), caller).await?;
    loop {
        let view = app
            .call("jobs.get", &started.get().replace("job", "id"), caller)
            .await?;
        let view: Value = serde_json::from_str(view.get())?;
        if view.get("finished_at").is_some() {
            return if view["state"] == "succeeded" {
                Ok(view)
            } else {
                Err(Failure::refused(view.to_string()))
            };
        }
        tokio::time::sleep(std::time::Duration::from_millis(5)).await;
    }
}
