//! The faces that documents are set in. They travel with the binary, so that a document looks the same on a machine
//! without Chinese fonts.

use crate::PrintError;
use flate2::read::DeflateDecoder;
use std::io::Read;
use std::sync::OnceLock;
use typst::foundations::Bytes;
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;

const PACKED: [&[u8]; 2] = [
    include_bytes!(concat!(env!("OUT_DIR"), "/regular.deflate")),
    include_bytes!(concat!(env!("OUT_DIR"), "/bold.deflate")),
];

/// Faces, and the book by which Typst finds them.
#[derive(Debug)]
pub(crate) struct Fonts {
    pub book: LazyHash<FontBook>,
    pub faces: Vec<Font>,
}

/// Unpacked at the first document and kept: it takes about a tenth of a second.
pub(crate) fn fonts() -> Result<&'static Fonts, PrintError> {
    static FONTS: OnceLock<Fonts> = OnceLock::new();
    let fonts = FONTS.get_or_init(|| {
        let unpacked = PACKED.iter().filter_map(|packed| {
            let mut font = Vec::new();
            DeflateDecoder::new(*packed).read_to_end(&mut font).ok()?;
            Font::new(Bytes::new(font), 0)
        });
        let faces: Vec<Font> = unpacked.collect();
        Fonts {
            book: LazyHash::new(FontBook::from_fonts(&faces)),
            faces,
        }
    });
    if fonts.faces.len() == PACKED.len() {
        Ok(fonts)
    } else {
        Err(PrintError::NoFonts)
    }
}

/// The faces as font files, for others who draw text: charts as pictures. Empty in a build without fonts.
#[must_use]
pub fn font_files() -> Vec<Vec<u8>> {
    fonts().map_or_else(
        |_| Vec::new(),
        |fonts| fonts.faces.iter().map(|face| face.data().to_vec()).collect(),
    )
}
