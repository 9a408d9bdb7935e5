//! A display without a screen, a session bus, and the driver that steers the real window. Linux only: the other
//! systems' web views are driven by other means, and the same UI is driven in a browser everywhere.

use crate::{
    outcome::{Outcome, target},
    postgres::free_port,
    process::{Started, must},
};
use std::{
    io::{BufRead as _, BufReader},
    net::{Ipv4Addr, TcpStream},
    path::PathBuf,
    process::{Command, Stdio},
    sync::mpsc,
    thread,
    time::{Duration, Instant},
};

const DRIVER_VERSION: &str = "2.1.0";

/// All that stands around a window under test. Dropped in this order.
#[derive(Debug)]
pub struct Stage {
    _driver: Started,
    _bus: Started,
    _display: Started,
    /// Where the driver listens.
    pub url: String,
}

impl Stage {
    /// Sets the stage.
    pub fn set() -> Outcome<Self> {
        let driver = driver_program()?;
        let mut xvfb = Command::new("Xvfb");
        xvfb.args([
            "-displayfd",
            "1",
            "-screen",
            "0",
            "1600x1000x24",
            "-nolisten",
            "tcp",
        ])
        .stderr(Stdio::null());
        let (display, number) = first_line("Xvfb", &mut xvfb)?;
        let mut dbus = Command::new("dbus-daemon");
        dbus.args(["--session", "--nofork", "--print-address=1"])
            .stderr(Stdio::null());
        let (bus, address) = first_line("dbus-daemon", &mut dbus)?;
        let (port, native) = (free_port()?, free_port()?);
        let mut command = Command::new(driver);
        command.args(["--port", &port.to_string(), "--native-port", &native.to_string()]);
        command
            .env("DISPLAY", format!(":{number}"))
            .env("DBUS_SESSION_BUS_ADDRESS", address);
        // Accessibility would start services of its own that nobody here listens to.
        command.env("NO_AT_BRIDGE", "1").env_remove("WAYLAND_DISPLAY");
        let mut driver = Started::spawn("tauri-driver", &mut command)?;
        wait_for(port, &mut driver)?;
        Ok(Self {
            _driver: driver,
            _bus: bus,
            _display: display,
            url: format!("http://127.0.0.1:{port}"),
        })
    }
}

/// The driver is no part of any system: it is built once into the target folder.
fn driver_program() -> Outcome<PathBuf> {
    let tools = target().join("tools");
    let program = tools.join("bin").join("tauri-driver");
    if !program.is_file() {
        let mut cargo = crate::process::cargo();
        cargo
            .args([
                "install",
                "--locked",
                "tauri-driver",
                "--version",
                DRIVER_VERSION,
                "--root",
            ])
            .arg(&tools);
        // The build of the tool is kept apart from the workspace's and removed by cargo itself.
        cargo.env_remove("CARGO_TARGET_DIR");
        must(
            "cargo install tauri-driver",
            &mut cargo,
            Duration::from_secs(15 * 60),
        )?;
    }
    Ok(program)
}

/// Starts a program that says on its first line where it is to be found.
fn first_line(name: &str, command: &mut Command) -> Outcome<(Started, String)> {
    let mut started = Started::spawn(name, command.stdout(Stdio::piped()))?;
    let stdout = started.stdout().ok_or_else(|| format!("{name} has no output"))?;
    let (send, receive) = mpsc::channel();
    thread::spawn(move || {
        let mut line = String::new();
        let read = BufReader::new(stdout).read_line(&mut line);
        let _ = send.send(read.map(|_| line.trim().to_owned()));
    });
    match receive.recv_timeout(Duration::from_secs(30)) {
        Ok(Ok(line)) if !line.is_empty() => Ok((started, line)),
        _ => Err(format!("{name} did not say where it is")),
    }
}

fn wait_for(port: u16, driver: &mut Started) -> Outcome<()> {
    let until = Instant::now() + Duration::from_secs(30);
    while TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        driver.still_runs()?;
        if Instant::now() > until {
            return Err("tauri-driver does not listen".to_owned());
        }
        thread::sleep(Duration::from_millis(50));
    }
    Ok(())
}
