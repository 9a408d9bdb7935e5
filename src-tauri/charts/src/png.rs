//! A drawing as a picture for slides and mails.

use std::fmt;
use std::sync::Arc;

use resvg::tiny_skia::{Color, Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::drawing::{Drawing, Theme};
use crate::ink;

/// The largest picture, in pixels: 64 million, 256 MB while it is drawn.
const LARGEST: f64 = 64e6;

/// Families with Chinese, in the order of preference: the one that travels with the app, then those of
/// Linux, macOS and Windows.
const FAMILIES: [&str; 7] = [
    "Noto Sans SC",
    "Noto Sans CJK SC",
    "Source Han Sans SC",
    "PingFang SC",
    "Microsoft YaHei",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
];

/// The fonts a picture is set in. Loading takes a while: make it once and share it (a clone is cheap).
#[derive(Clone)]
pub struct Fonts(Arc<Database>);

impl fmt::Debug for Fonts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fonts").field("faces", &self.0.len()).finish()
    }
}

impl Fonts {
    /// The machine's fonts, and those given as bytes (TTF, OTF, TTC), which win when they hold a preferred
    /// family. Bytes that are no font are passed over.
    pub fn system(more: impl IntoIterator<Item = Vec<u8>>) -> Self {
        let mut fonts = Database::new();
        fonts.load_system_fonts();
        Fonts::with(fonts, more)
    }

    /// Only the fonts given as bytes: the same picture on every machine.
    pub fn only(fonts: impl IntoIterator<Item = Vec<u8>>) -> Self {
        Fonts::with(Database::new(), fonts)
    }

    fn with(mut fonts: Database, more: impl IntoIterator<Item = Vec<u8>>) -> Self {
        for bytes in more {
            fonts.load_font_data(bytes);
        }
        let has = |family: &str| {
            fonts
                .faces()
                .any(|face| face.families.iter().any(|(name, _)| name == family))
        };
        let first = || {
            fonts
                .faces()
                .next()
                .and_then(|face| face.families.first())
                .map(|(name, _)| name.clone())
        };
        let system = fonts
            .family_name(&resvg::usvg::fontdb::Family::SansSerif)
            .to_owned();
        let chosen = FAMILIES
            .iter()
            .find(|family| has(family))
            .map(|family| (*family).to_owned());
        if let Some(family) = chosen.or_else(|| if has(&system) { Some(system) } else { first() }) {
            fonts.set_sans_serif_family(family);
        }
        Fonts(Arc::new(fonts))
    }

    /// Whether there is no font at all: pictures would have no text.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// Why there is no picture.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PngError {
    /// The scale is not a number above zero, or the picture would have more than 64 million pixels.
    Size,
    /// The drawing's SVG was changed by someone and can no longer be read.
    Svg(String),
    /// The picture can't be encoded.
    Encoding(String),
}

impl fmt::Display for PngError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PngError::Size => f.write_str("picture size out of range"),
            PngError::Svg(why) => write!(f, "unreadable svg: {why}"),
            PngError::Encoding(why) => write!(f, "png encoding: {why}"),
        }
    }
}

impl std::error::Error for PngError {}

/// A PNG of the drawing on the theme's surface, `scale` pixels to a CSS pixel (2 is right for slides).
/// [`Theme::Css`] means light. A drawing made for another fixed theme keeps its own colours.
///
/// # Errors
/// [`PngError::Size`] for a scale or size out of range; the others only if the drawing was tampered with.
pub fn to_png(drawing: &Drawing, theme: Theme, scale: f32, fonts: &Fonts) -> Result<Vec<u8>, PngError> {
    let (width, height) = (
        f64::from(drawing.width) * f64::from(scale),
        f64::from(drawing.height) * f64::from(scale),
    );
    if !(width >= 1.0 && height >= 1.0 && width * height <= LARGEST) {
        return Err(PngError::Size);
    }
    let options = Options {
        fontdb: fonts.0.clone(),
        font_family: "sans-serif".into(),
        ..Options::default()
    };
    let tree = Tree::from_str(&ink::resolve(&drawing.svg, theme), &options)
        .map_err(|error| PngError::Svg(error.to_string()))?;
    let mut picture = Pixmap::new(width.round() as u32, height.round() as u32).ok_or(PngError::Size)?;
    let (r, g, b) = ink::surface(theme);
    picture.fill(Color::from_rgba8(r, g, b, 255));
    resvg::render(&tree, Transform::from_scale(scale, scale), &mut picture.as_mut());
    picture
        .encode_png()
        .map_err(|error| PngError::Encoding(error.to_string()))
}
