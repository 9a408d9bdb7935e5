//! What the operating system must have: found, asked for, installed with apt.

use crate::{
    outcome::{Outcome, in_ci, on_path},
    process::{answer_of, must},
};
use std::{
    io::{IsTerminal as _, Write as _},
    process::Command,
    time::Duration,
};

/// A package of the system.
#[derive(Debug, Clone, Copy)]
pub struct Need {
    /// Its name at apt.
    package: &'static str,
    /// Programs any of which will do instead of the package, wherever they came from.
    or_any_of: &'static [&'static str],
}

const fn package(package: &'static str) -> Need {
    Need {
        package,
        or_any_of: &[],
    }
}

/// What building and opening the window takes.
pub const TO_RUN: &[Need] = &[
    package("build-essential"),
    Need {
        package: "pkg-config",
        or_any_of: &["pkg-config"],
    },
    package("libwebkit2gtk-4.1-dev"),
    package("librsvg2-dev"),
    package("fonts-noto-cjk"),
];

/// What pictures of the pages take beside that: a browser.
pub const TO_BROWSE: &[Need] = &[Need {
    package: "chromium",
    or_any_of: crate::browser::PROGRAMS,
}];

/// What the tests take beside both: a display without a screen, a database server.
pub const TO_TEST: &[Need] = &[
    Need {
        package: "xvfb",
        or_any_of: &["Xvfb"],
    },
    Need {
        package: "webkit2gtk-driver",
        or_any_of: &["WebKitWebDriver"],
    },
    Need {
        package: "dbus",
        or_any_of: &["dbus-daemon"],
    },
    package("libgl1-mesa-dri"),
    package("postgresql"),
];

/// Makes sure that all of `needs` are there. On Debian and its kin what is missing is installed when this may be done;
/// elsewhere the person is told what to have.
///
/// # Errors
/// When something is missing and could not be installed.
pub fn have(needs: &[&[Need]]) -> Outcome<()> {
    if !cfg!(target_os = "linux") {
        return elsewhere();
    }
    if on_path("dpkg-query").is_none() || on_path("apt-get").is_none() {
        return other_linux();
    }
    let missing: Vec<&str> = needs
        .iter()
        .copied()
        .flatten()
        .filter(|need| is_missing(need))
        .map(|need| need.package)
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    println!("xtask: system packages that are missing: {}", missing.join(" "));
    let rights = Rights::found();
    let by_hand = format!("apt-get install --no-install-recommends {}", missing.join(" "));
    match rights {
        Rights::None => {
            return Err(format!(
                "please install them as root, then start again:\n\n  sudo {by_hand}\n"
            ));
        }
        Rights::Root | Rights::Sudo if agreed()? => {}
        Rights::Root | Rights::Sudo => return Err(format!("not installed; by hand it is: {by_hand}")),
    }
    let limit = Duration::from_secs(20 * 60);
    must("apt-get update", apt(rights).args(["update", "-q"]), limit)?;
    let mut install = apt(rights);
    install
        .args(["install", "-y", "-q", "--no-install-recommends"])
        .args(&missing);
    must("apt-get install", &mut install, limit)
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rights {
    Root,
    Sudo,
    None,
}

impl Rights {
    fn found() -> Self {
        if answer_of(Command::new("id").arg("-u")).as_deref() == Some("0") {
            return Self::Root;
        }
        // A build server may let its user become root without a password. A person is not made root unasked.
        if in_ci() && answer_of(Command::new("sudo").args(["-n", "true"])).is_some() {
            return Self::Sudo;
        }
        Self::None
    }
}

fn apt(rights: Rights) -> Command {
    let mut command = if rights == Rights::Sudo {
        let mut sudo = Command::new("sudo");
        sudo.args(["-n", "DEBIAN_FRONTEND=noninteractive", "apt-get"]);
        sudo
    } else {
        Command::new("apt-get")
    };
    command.env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// A person is asked; a build server has nobody to ask.
fn agreed() -> Outcome<bool> {
    if in_ci() || !std::io::stdin().is_terminal() {
        return Ok(true);
    }
    print!("xtask: install them now with apt-get? [Y/n] ");
    std::io::stdout().flush().map_err(|why| why.to_string())?;
    let mut answer = String::new();
    std::io::stdin()
        .read_line(&mut answer)
        .map_err(|why| why.to_string())?;
    Ok(matches!(answer.trim().to_lowercase().as_str(), "" | "y" | "yes"))
}

fn is_missing(need: &Need) -> bool {
    if need.or_any_of.iter().any(|program| on_path(program).is_some()) {
        return false;
    }
    let state = answer_of(Command::new("dpkg-query").args(["-W", "-f=${db:Status-Status}", need.package]));
    state.as_deref() != Some("installed")
}

fn other_linux() -> Outcome<()> {
    if answer_of(Command::new("pkg-config").args(["--exists", "webkit2gtk-4.1"])).is_some() {
        return Ok(());
    }
    Err(
        "please install a C compiler, pkg-config and the development files of WebKitGTK 4.1 and librsvg \
         (Fedora: webkit2gtk4.1-devel librsvg2-devel; Arch: webkit2gtk-4.1 librsvg), then start again"
            .to_owned(),
    )
}

/// macOS and Windows have no package tool that may be assumed: say what the build takes, once, and go on.
fn elsewhere() -> Outcome<()> {
    if cfg!(target_os = "macos") {
        if answer_of(Command::new("xcode-select").arg("-p")).is_none() {
            return Err("the command line tools of Xcode are needed: xcode-select --install".to_owned());
        }
    } else if cfg!(windows) {
        println!(
            "xtask: on Windows this takes the C++ build tools of Visual Studio and the WebView2 runtime \
             (a part of Windows 11)"
        );
    }
    Ok(())
}
