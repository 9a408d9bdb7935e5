//! The desktop app. What it does stands in `lib.rs`.

// Without this, Windows opens a console window behind the app.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() {
    outpost_desktop::run();
}
