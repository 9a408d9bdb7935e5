//! A document's number as a QR code, drawn as one path.

use qrcode::{Color, EcLevel, QrCode};
use std::fmt::Write as _;

/// The drawing, with the quiet rim that scanners ask for; nothing where the text is too long for a code.
pub(crate) fn drawing(text: &str) -> Option<String> {
    const RIM: usize = 2;
    let code = QrCode::with_error_correction_level(text, EcLevel::M).ok()?;
    let width = code.width();
    let modules = code.to_colors();
    let mut path = String::new();
    for (y, row) in modules.chunks(width).enumerate() {
        for (x, _) in row
            .iter()
            .enumerate()
            .filter(|(_, colour)| **colour == Color::Dark)
        {
            let _ = write!(path, "M{} {}h1v1h-1z", x + RIM, y + RIM);
        }
    }
    let size = width + 2 * RIM;
    Some(format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {size} {size}\"><path d=\"{path}\"/></svg>"
    ))
}
