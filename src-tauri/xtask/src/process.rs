//! Programs that a chore starts: their output is passed on line by line, and none of them outlives the chore.

use crate::outcome::Outcome;
use std::{
    io::{BufRead, BufReader, Read, Write},
    process::{Child, Command, ExitStatus, Stdio},
    sync::{
        Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    thread,
    time::{Duration, Instant},
};

/// Process groups that are alive now, so that Ctrl-C and a polite kill stop them too.
static ALIVE: Mutex<Vec<u32>> = Mutex::new(Vec::new());

/// How long a program may take to end after it was asked to.
const GRACE: Duration = Duration::from_secs(8);

/// Stops all that runs when this process is interrupted, then leaves.
pub fn stop_everything_on_interrupt() {
    let set = ctrlc::set_handler(|| {
        let alive = ALIVE.lock().unwrap_or_else(PoisonError::into_inner).clone();
        for pid in &alive {
            signal(*pid, "TERM");
        }
        thread::sleep(Duration::from_millis(if alive.is_empty() { 0 } else { 1500 }));
        for pid in &alive {
            signal(*pid, "KILL");
        }
        std::process::exit(130);
    });
    if let Err(why) = set {
        eprintln!("xtask: Ctrl-C will not stop what is started: {why}");
    }
}

/// A program that runs beside the chore. Dropping it stops it, with all that it started itself.
#[derive(Debug)]
pub struct Started {
    child: Child,
    name: String,
    ending: &'static str,
}

impl Started {
    /// Starts `command` in a process group of its own.
    pub fn spawn(name: &str, command: &mut Command) -> Outcome<Self> {
        own_group(command);
        let child = command
            .stdin(Stdio::null())
            .spawn()
            .map_err(|why| format!("{name} did not start: {why}"))?;
        remember(child.id());
        Ok(Self {
            child,
            name: name.to_owned(),
            ending: "TERM",
        })
    }

    /// The signal it is asked to end with, where `TERM` would mean "when everybody has left".
    pub fn ends_by(mut self, signal: &'static str) -> Self {
        self.ending = signal;
        self
    }

    /// The standard output, when it was piped; once.
    pub fn stdout(&mut self) -> Option<impl Read + Send + 'static> {
        self.child.stdout.take()
    }

    /// An error when the program has ended by itself.
    pub fn still_runs(&mut self) -> Outcome<()> {
        match self.child.try_wait() {
            Ok(None) => Ok(()),
            Ok(Some(status)) => Err(format!("{} ended by itself: {status}", self.name)),
            Err(why) => Err(format!("{} cannot be asked after: {why}", self.name)),
        }
    }
}

impl Drop for Started {
    fn drop(&mut self) {
        end(&mut self.child, self.ending);
        forget(self.child.id());
    }
}

/// Runs a program to its end with its output passed on, and shows each line to `see`.
///
/// # Errors
/// When it cannot be started, or is still running after `limit`; it is stopped then.
pub fn watched(
    name: &str,
    command: &mut Command,
    limit: Duration,
    see: &mut dyn FnMut(&str),
) -> Outcome<ExitStatus> {
    own_group(command);
    let spawned = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let mut child = spawned.map_err(|why| format!("{name} did not start: {why}"))?;
    remember(child.id());
    let (lines, seen) = mpsc::channel();
    forward(child.stdout.take(), lines.clone());
    forward(child.stderr.take(), lines);
    let until = Instant::now() + limit;
    let mut ended: Option<(ExitStatus, Instant)> = None;
    let answer = loop {
        match seen.recv_timeout(Duration::from_millis(200)) {
            Ok(line) => {
                say(&line);
                see(&line);
                continue;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) if ended.is_some() => {}
            Err(RecvTimeoutError::Disconnected) => thread::sleep(Duration::from_millis(20)),
        }
        // A program may end and leave a child that holds its output open: that is not waited for.
        match ended {
            Some((status, _)) if seen.try_recv().is_err() => break Ok(status),
            Some(_) => {}
            None => match child.try_wait() {
                Ok(Some(status)) => ended = Some((status, Instant::now())),
                Ok(None) if Instant::now() > until => {
                    break Err(format!(
                        "{name} was stopped after {} minutes",
                        limit.as_secs() / 60
                    ));
                }
                Ok(None) => {}
                Err(why) => break Err(format!("{name}: {why}")),
            },
        }
    };
    end(&mut child, "TERM");
    forget(child.id());
    answer
}

/// Runs a program to its end with its output passed on; anything but success is an error.
pub fn must(name: &str, command: &mut Command, limit: Duration) -> Outcome<()> {
    let status = watched(name, command, limit, &mut |_| {})?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("{name} failed ({status})"))
    }
}

/// Cargo, as the person at the terminal would start it.
///
/// The cargo that runs this program tells it about its own package. Handed on, these variables would look like a change
/// to build scripts that watch them, and whole crates would be built anew by each of the two ways.
pub fn cargo() -> Command {
    let mut command = Command::new("cargo");
    for (name, _) in std::env::vars_os() {
        let text = name.to_string_lossy();
        let is_ours = text.starts_with("CARGO_PKG_") || text.starts_with("CARGO_MANIFEST_");
        if is_ours
            || matches!(
                &*text,
                "CARGO" | "CARGO_BIN_NAME" | "CARGO_CRATE_NAME" | "CARGO_PRIMARY_PACKAGE" | "OUT_DIR"
            )
        {
            command.env_remove(&name);
        }
    }
    command
}

/// What a short program prints, or none when it is absent or fails.
pub fn answer_of(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).trim().to_owned();
    output.status.success().then_some(text)
}

fn say(line: &str) {
    // The reader of our output may have left (`| head`): that ends nothing.
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}");
    let _ = out.flush();
}

fn forward(from: Option<impl Read + Send + 'static>, to: Sender<String>) {
    let Some(from) = from else { return };
    thread::spawn(move || {
        let mut reader = BufReader::new(from);
        let mut line = Vec::new();
        while let Ok(read) = reader.read_until(b'\n', &mut line) {
            let text = String::from_utf8_lossy(&line);
            if read == 0 || to.send(text.trim_end_matches(['\n', '\r']).to_owned()).is_err() {
                return;
            }
            line.clear();
        }
    });
}

fn end(child: &mut Child, ending: &str) {
    if child.try_wait().is_ok_and(|status| status.is_none()) {
        signal(child.id(), ending);
        let until = Instant::now() + GRACE;
        while child.try_wait().is_ok_and(|status| status.is_none()) && Instant::now() < until {
            thread::sleep(Duration::from_millis(30));
        }
    }
    // What it started itself may still be there; and it, when it did not listen.
    signal(child.id(), "KILL");
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(unix)]
fn own_group(command: &mut Command) {
    use std::os::unix::process::CommandExt as _;
    command.process_group(0);
}

#[cfg(not(unix))]
fn own_group(_command: &mut Command) {}

/// Signals a whole process group by its id; where there are no signals, ends the process tree.
pub fn signal(pid: u32, name: &str) {
    let mut command = if cfg!(windows) {
        let mut command = Command::new("taskkill");
        command.args(["/F", "/T", "/PID", &pid.to_string()]);
        command
    } else {
        let mut command = Command::new("kill");
        command.args([&format!("-{name}"), "--", &format!("-{pid}")]);
        command
    };
    let _ = command
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status();
}

fn remember(pid: u32) {
    ALIVE.lock().unwrap_or_else(PoisonError::into_inner).push(pid);
}

fn forget(pid: u32) {
    ALIVE
        .lock()
        .unwrap_or_else(PoisonError::into_inner)
        .retain(|other| *other != pid);
}
