//! Takes the two faces that documents are set in from the npm package that the UI installs, and packs them for the
//! binary: 20 MB of outlines become 12.

use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

const PACKAGE: &str = "ui/node_modules/@expo-google-fonts/noto-sans-sc";
const FACES: [(&str, &str); 2] = [
    ("regular.deflate", "400Regular/NotoSansSC_400Regular.ttf"),
    ("bold.deflate", "700Bold/NotoSansSC_700Bold.ttf"),
];

/// A bare `cargo check` on a clean clone must work, so a missing font becomes an empty file, which printing refuses by
/// name. A release without its fonts would be no release: that build stops.
fn face(from: &Path, to: &Path) -> io::Result<()> {
    println!("cargo::rerun-if-changed={}", from.display());
    let font = match fs::read(from) {
        Ok(font) => font,
        Err(error) => {
            assert!(
                env::var("PROFILE").as_deref() != Ok("release"),
                "{}: {error}; run `npm ci` in ui first",
                from.display()
            );
            println!(
                "cargo::warning=documents cannot be printed by this build: run `npm ci` in ui, then build again"
            );
            return fs::write(to, []);
        }
    };
    let mut packed = DeflateEncoder::new(fs::File::create(to)?, Compression::new(6));
    packed.write_all(&font)?;
    packed.finish()?;
    Ok(())
}

fn main() -> io::Result<()> {
    let variable = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .ok_or(io::ErrorKind::NotFound)
    };
    let root = variable("CARGO_MANIFEST_DIR")?.join("../..");
    let out = variable("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    for (packed, font) in FACES {
        face(&root.join(PACKAGE).join(font), &out.join(packed))?;
    }
    Ok(())
}
