//! Filling a workspace with the demo network: the same for the same size.

use super::ms;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use outpost_core::kernel::{Clock, Ms};
use outpost_core::{App, Caller, OpenConfig, Place};
use serde_json::{Value, json};
use std::path::Path;
use std::time::Instant;

/// 2026-11-01T00:00Z, the moment as of which the network is told.
pub(super) const END: i64 = 1_793_491_200_000;

/// Makes a workspace in `folder` with `orders` orders.
pub(super) async fn run(folder: &Path, orders: u64, output: &Output) -> Outcome<()> {
    std::fs::create_dir_all(folder).map_err(|e| Failure::file(folder, e))?;
    let config = OpenConfig {
        clock: Clock::at(Ms(END)),
        // What the workers would do is done, and timed, after the seed.
        workers: false,
        ..OpenConfig::new(Place::Workspace(folder.to_owned()), "outpostctl bench")
    };
    let app = App::open(config).await?;
    let nobody = Caller::nobody("cli");
    let setup = json!({"login": "bench", "name": "Bench", "password": "measure twice cut once", "workspace_name": "Bench",
        "zone": "Asia/Shanghai", "currency": "CNY"});
    app.call("access.setup", &setup.to_string(), &nobody).await?;
    let caller = Caller {
        trusted_login: Some("bench".to_owned()),
        ..nobody
    };
    let start = Instant::now();
    let view = follow(
        &app,
        &caller,
        "demo.seed",
        &json!({ "orders": orders, "as_of": END }),
    )
    .await?;
    let seed_s = ms(start) / 1000.0;
    let seeded = super::memory_mib("VmHWM", "self");
    let start = Instant::now();
    while outpost_core::search::index(&app).await? {}
    let report = json!({ "index_s": ms(start) / 1000.0, "index_peak_mib": super::memory_mib("VmHWM", "self"), "seed_s": seed_s, "created": view["result"]["orders"],
        "peak_mib": seeded });
    app.close().await;
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
