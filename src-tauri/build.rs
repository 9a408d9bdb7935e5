//! Embeds the window's configuration and the built UI.

use std::{fs, io, path::Path};

const PLACEHOLDER: &str = "<!doctype html><meta charset=\"utf-8\"><title>Outpost</title>\
    <p>The user interface is not built yet. Run <code>cargo xtask run</code>.</p>\n";

/// The UI must exist before the window's code is generated; a bare `cargo build` or `cargo clippy` on a
/// clean clone must work all the same, so a page that says what to do stands in until the UI is built.
fn placeholder_ui() -> io::Result<()> {
    let page = Path::new("ui/dist/index.html");
    if !page.exists() {
        fs::create_dir_all("ui/dist")?;
        fs::write(page, PLACEHOLDER)?;
    }
    Ok(())
}

fn main() {
    placeholder_ui().expect("ui/dist can be written");
    tauri_build::build();
}
