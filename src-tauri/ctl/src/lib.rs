//! `outpostctl`, the headless shell of Outpost: one program for administrators, schedulers, tests and integrations.
//!
//! It carries the registry over HTTP ([`serve`]) and on the command line ([`call`]), and makes the long works handy:
//! import, export, backup, restore, verify. It holds no logic of the business. JSON goes to stdout with `--json`,
//! progress and errors to stderr; the exit code is 0, 1 refused, 2 usage, 3 fault.

mod arguments;
mod bench;
mod call;
mod cases;
mod export;
mod failure;
mod import;
mod interrupt;
mod output;
mod place;
mod seed;
pub mod serve;
mod server;
mod upkeep;
mod work;

pub use failure::{Failure, Outcome};

use arguments::{Arguments, Command};
use clap::Parser as _;
use output::Output;
use std::process::ExitCode;
use tracing_subscriber::EnvFilter;

/// Runs the program.
#[must_use]
pub fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            // Help and version are errors to clap, and no failures.
            let _ = error.print();
            return ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(failure::USAGE));
        }
    };
    log();
    let output = Output::new(arguments.json);
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return output.failed(&Failure::Core(error.into())),
    };
    match runtime.block_on(run(arguments, &output)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => output.failed(&failure),
    }
}

/// What goes wrong inside is logged to stderr; `OUTPOST_LOG` sets how much, in the notation of `tracing`.
fn log() {
    let filter = EnvFilter::try_from_env("OUTPOST_LOG").unwrap_or_else(|_| EnvFilter::new("warn,sqlx=error"));
    // A log that was set already (a test's) stays.
    let _ = tracing_subscriber::fmt()
        .with_ansi(false)
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .try_init();
}

async fn run(arguments: Arguments, output: &Output) -> Outcome<()> {
    let place = &arguments.place;
    match arguments.command {
        Command::Serve(serve) => server::run(place, &serve, output).await,
        Command::Init(init) => call::init(place, &init, output).await,
        Command::Call(call) => call::run(place, &call, output).await,
        Command::Operations => call::operations(output),
        Command::Import(import) => import::run(place, &import, output).await,
        Command::Export(export) => export::run(place, &export, output).await,
        Command::Seed(seed) => seed::run(place, &seed, output).await,
        Command::Migrate => upkeep::migrate(place, output).await,
        Command::Verify => upkeep::verify(place, output).await,
        Command::Backup => upkeep::backup(place, output).await,
        Command::Restore(restore) => upkeep::restore(place, &restore, output).await,
        Command::Sla(sla) => cases::run(&sla, output),
        Command::Bench(bench) => bench::run(&bench, output).await,
    }
}
