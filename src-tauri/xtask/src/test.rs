//! `cargo xtask test`: every test there is, whatever went wrong before it, and one line that sums them up.

use crate::{
    browser,
    counts::{Counts, Runner},
    node,
    outcome::{Outcome, built, in_ci, on_path, root, target},
    postgres::Cluster,
    process::{must, watched},
    system,
    window::Stage,
};
use std::{
    env,
    path::PathBuf,
    process::{Command, ExitCode},
    time::{Duration, Instant},
};

/// Docs may have no example that runs; every other runner must find something to do.
const DOCS: &str = "examples in the docs";

/// How much is run.
#[derive(Debug, Clone, Copy)]
pub struct Extent {
    lints: bool,
    licences: bool,
}

impl Extent {
    /// The tests; on a build server the lints too.
    pub fn from_environment() -> Self {
        Self {
            lints: in_ci(),
            licences: false,
        }
    }

    /// The tests, the lints, and the licences of what is depended on.
    pub fn everything() -> Self {
        Self {
            lints: true,
            licences: true,
        }
    }
}

/// Runs everything. The last line is `N passed, N failed`.
pub fn run(extent: Extent) -> ExitCode {
    let mut tally = Tally::default();
    everything(&mut tally, extent);
    tally.sum_up()
}

fn everything(tally: &mut Tally, extent: Extent) {
    let ready = tally.needed("system packages", || {
        system::have(&[system::TO_RUN, system::TO_BROWSE, system::TO_TEST])
    }) && tally.needed("node", node::check)
        && tally.needed("npm packages", || {
            node::packages("ui").and_then(|()| node::packages("tests/e2e"))
        })
        && tally.needed("build of the UI", node::build_ui);
    if !ready {
        return;
    }
    if extent.lints {
        lints(tally);
    }
    if extent.licences {
        tally.check("licences", licences);
    }
    tally.counted("UI unit tests", Runner::Vitest, 15, || Ok(npm_script("test")));
    if !tally.needed("build of the workspace", build) {
        return;
    }
    let cluster = tally.started("PostgreSQL", || match env::var("OUTPOST_TEST_POSTGRES") {
        Ok(_) => Ok(None),
        Err(_) => Cluster::start().map(Some),
    });
    let server = cluster.flatten();
    let postgres = env::var("OUTPOST_TEST_POSTGRES")
        .ok()
        .or_else(|| server.as_ref().map(Cluster::url));
    tally.rust("Rust tests", rust_tests, postgres.as_deref());
    tally.rust(DOCS, doc_tests, postgres.as_deref());
    tally.counted("browser tests on SQLite", Runner::Node, 20, || {
        browser_tests(None, server.as_ref())
    });
    if let Some(url) = postgres.as_deref() {
        tally.counted("browser tests on PostgreSQL", Runner::Node, 20, || {
            browser_tests(Some(url), server.as_ref())
        });
    }
    if cfg!(target_os = "linux")
        && let Some(stage) = tally.started("display, bus and driver", Stage::set)
    {
        tally.counted("the real window", Runner::Node, 10, || Ok(window_tests(&stage)));
    }
}

fn lints(tally: &mut Tally) {
    let minutes = |minutes: u64| Duration::from_secs(60 * minutes);
    tally.check("cargo fmt", || {
        let mut fmt = crate::process::cargo();
        must(
            "cargo fmt",
            fmt.args(["fmt", "--all", "--check"]).current_dir(root()),
            minutes(5),
        )
    });
    tally.check("cargo clippy", || {
        let mut clippy = crate::process::cargo();
        clippy.args([
            "clippy",
            "--workspace",
            "--all-targets",
            "--locked",
            "--",
            "-D",
            "warnings",
        ]);
        must("cargo clippy", clippy.current_dir(root()), minutes(40))
    });
    tally.check("UI lint", || {
        must("UI lint", &mut npm_script("lint"), minutes(10))
    });
    tally.check("UI types", || {
        must("UI types", &mut npm_script("types"), minutes(10))
    });
}

/// Licences, bans and sources need no network; advisories need a database that a machine may not reach.
fn licences() -> Outcome<()> {
    let tools = target().join("tools");
    let program = on_path("cargo-deny").unwrap_or_else(|| tools.join("bin").join("cargo-deny"));
    if !program.is_file() {
        let mut cargo = crate::process::cargo();
        cargo
            .args(["install", "--locked", "cargo-deny", "--root"])
            .arg(&tools)
            .env_remove("CARGO_TARGET_DIR");
        must(
            "cargo install cargo-deny",
            &mut cargo,
            Duration::from_secs(30 * 60),
        )?;
    }
    let mut deny = Command::new(program);
    deny.args(["--workspace", "check", "licenses", "bans", "sources"])
        .current_dir(root());
    must("cargo deny", &mut deny, Duration::from_secs(10 * 60))
}

/// One selection for every build, so that no dependency is built twice with other features.
fn build() -> Outcome<()> {
    let mut cargo = crate::process::cargo();
    cargo
        .args(["build", "--workspace", "--all-targets", "--locked"])
        .current_dir(root());
    must("cargo build", &mut cargo, Duration::from_secs(60 * 60))
}

/// nextest where there is one; cargo's own runner does as well.
fn rust_tests() -> (Runner, Command) {
    let mut command = crate::process::cargo();
    command.current_dir(root());
    if on_path("cargo-nextest").is_some() {
        command.args([
            "nextest",
            "run",
            "--workspace",
            "--all-targets",
            "--locked",
            "--no-fail-fast",
        ]);
        command.args(["--color", "never"]);
        return (Runner::Nextest, command);
    }
    command.args([
        "test",
        "--workspace",
        "--all-targets",
        "--locked",
        "--no-fail-fast",
        "--color",
        "never",
    ]);
    (Runner::Cargo, command)
}

fn doc_tests() -> (Runner, Command) {
    let mut command = crate::process::cargo();
    command.args([
        "test",
        "--workspace",
        "--doc",
        "--locked",
        "--no-fail-fast",
        "--color",
        "never",
    ]);
    command.current_dir(root());
    (Runner::Cargo, command)
}

fn npm_script(script: &str) -> Command {
    let mut npm = node::program("npm");
    npm.args(["run", "--silent", script])
        .current_dir(root().join("ui"));
    npm.env("NO_COLOR", "1").env("CI", "true");
    npm
}

/// The built UI in a browser, served by the built `outpostctl`.
fn browser_tests(postgres: Option<&str>, cluster: Option<&Cluster>) -> Outcome<Command> {
    let chromium =
        browser::found().ok_or("no Chromium, Chrome or Edge was found; OUTPOST_CHROMIUM may name one")?;
    let mut node = node_tests("specs");
    node.env("OUTPOST_CHROMIUM", chromium)
        .env("OUTPOST_CTL", built("outpostctl"));
    if let Some(url) = postgres {
        node.env("OUTPOST_E2E_POSTGRES", url);
    }
    if let Some(cluster) = cluster {
        node.env("OUTPOST_E2E_POSTGRES_PROGRAMS", cluster.programs());
    }
    Ok(node)
}

/// The desktop app itself, steered by WebDriver.
fn window_tests(stage: &Stage) -> Command {
    let mut node = node_tests("window");
    node.env("OUTPOST_DRIVER", &stage.url)
        .env("OUTPOST_APP", built("outpost"))
        .env("OUTPOST_CTL", built("outpostctl"));
    node
}

/// The specs of one folder of tests/e2e. Each file is named: Node 20 and 22 differ in what a pattern means.
fn node_tests(folder: &str) -> Command {
    let mut specs: Vec<PathBuf> = std::fs::read_dir(root().join("tests/e2e").join(folder))
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.to_string_lossy().ends_with(".spec.mjs"))
        .collect();
    specs.sort();
    let mut node = node::program("node");
    node.args(["--test", "--test-reporter=spec", "--test-concurrency=1"])
        .args(specs)
        .env("NO_COLOR", "1");
    node.current_dir(root().join("tests/e2e"));
    node
}

/// What passed and failed so far, and how long each part took.
#[derive(Debug, Default)]
struct Tally {
    all: Counts,
    parts: Vec<(String, Duration, Counts)>,
}

impl Tally {
    fn part<T>(&mut self, name: &str, work: impl FnOnce() -> (Counts, Option<T>)) -> Option<T> {
        println!("\n== {name}");
        let start = Instant::now();
        let (counts, made) = work();
        self.all += counts;
        self.parts.push((name.to_owned(), start.elapsed(), counts));
        made
    }

    /// A step the rest stands on: it is no test when it works, and a failure when it does not.
    fn started<T>(&mut self, name: &str, work: impl FnOnce() -> Outcome<T>) -> Option<T> {
        self.part(name, || match work() {
            Ok(made) => (Counts::default(), Some(made)),
            Err(why) => (failure(&why), None),
        })
    }

    fn needed(&mut self, name: &str, work: impl FnOnce() -> Outcome<()>) -> bool {
        self.started(name, work).is_some()
    }

    /// A check that passes or fails as a whole.
    fn check(&mut self, name: &str, work: impl FnOnce() -> Outcome<()>) {
        self.part::<()>(name, || match work() {
            Ok(()) => (Counts { passed: 1, failed: 0 }, None),
            Err(why) => (failure(&why), None),
        });
    }

    fn rust(&mut self, name: &str, tests: fn() -> (Runner, Command), postgres: Option<&str>) {
        let (runner, mut command) = tests();
        if let Some(url) = postgres {
            command.env("OUTPOST_TEST_POSTGRES", url);
        }
        self.counted(name, runner, 60, || Ok(command));
    }

    /// A runner that counts its tests itself. One that fails without naming a failed test is a failure too, as is one
    /// that ran nothing.
    fn counted(&mut self, name: &str, runner: Runner, minutes: u64, make: impl FnOnce() -> Outcome<Command>) {
        self.part::<()>(name, || {
            let mut counts = Counts::default();
            let limit = Duration::from_secs(60 * minutes);
            let ended = make().and_then(|mut command| {
                watched(name, &mut command, limit, &mut |line| {
                    counts += runner.counts(line)
                })
            });
            match ended {
                Err(why) => counts += failure(&why),
                Ok(status) if !status.success() && counts.failed == 0 => {
                    counts += failure(&format!("{name} ended with {status}"));
                }
                Ok(_) if counts == Counts::default() && name != DOCS => {
                    counts += failure(&format!("{name}: no test was run"));
                }
                Ok(_) => {}
            }
            (counts, None)
        });
    }

    fn sum_up(&self) -> ExitCode {
        println!("\n== summary");
        for (name, took, counts) in &self.parts {
            let verdict = if counts.failed > 0 {
                format!("{} FAILED", counts.failed)
            } else {
                String::new()
            };
            println!(
                "{:>7.1} s  {name:<28} {:>5} passed  {verdict}",
                took.as_secs_f64(),
                counts.passed
            );
        }
        println!("\n{} passed, {} failed", self.all.passed, self.all.failed);
        if self.all.failed == 0 && self.all.passed > 0 {
            ExitCode::SUCCESS
        } else {
            ExitCode::FAILURE
        }
    }
}

fn failure(why: &str) -> Counts {
    println!("xtask: {why}");
    Counts { passed: 0, failed: 1 }
}
