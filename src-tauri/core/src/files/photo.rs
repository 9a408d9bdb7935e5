//! Photos: decoded within limits, turned upright, made small for a preview; what the camera noted is read from EXIF.
//!
//! The original is kept byte by byte. The preview is drawn anew from pixels, so that nothing hides in it.

use super::rules::{FileType, refused};
use crate::error::{Error, Result};
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};
use std::io::Cursor;

/// The longest side of a preview, in pixels: sharp on a dense screen at the size that lists show.
const PREVIEW_SIDE: u32 = 480;
/// More pixels than the largest sensors of telephones give are no photo but an attack on memory.
const PIXELS_MAX: u64 = 120_000_000;
/// What decoding may take, in bytes.
const MEMORY_MAX: u64 = 768 << 20;
const PREVIEW_QUALITY: u8 = 80;

/// What is known of a photo.
#[derive(Debug, Clone, PartialEq)]
pub struct Photo {
    /// Upright, in pixels.
    pub width: u32,
    pub height: u32,
    /// As the camera wrote it: local time without a zone.
    pub taken_at: Option<String>,
    /// Degrees, WGS-84, where the camera noted its place.
    pub place: Option<(f64, f64)>,
    /// A small JPEG.
    pub preview: Vec<u8>,
}

/// Decodes a photo.
///
/// # Errors
/// `attachment_refused`: `broken` for what does not decode, `too_many_pixels`.
pub fn look_at(bytes: &[u8], kind: FileType) -> Result<Photo> {
    let format = match kind {
        FileType::Jpeg => ImageFormat::Jpeg,
        FileType::Png => ImageFormat::Png,
        FileType::Webp => ImageFormat::WebP,
        _ => return Err(Error::fault("not a photo")),
    };
    let broken = |error: image::ImageError| match error {
        image::ImageError::Limits(limit) => refused("too_many_pixels").because(limit),
        other => refused("broken").because(other),
    };
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(MEMORY_MAX);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(broken)?;
    let (width, height) = decoder.dimensions();
    if width == 0 || height == 0 {
        return Err(refused("broken"));
    }
    if u64::from(width) * u64::from(height) > PIXELS_MAX {
        return Err(refused("too_many_pixels"));
    }
    // A photo whose note of its orientation cannot be read is shown as it lies.
    let orientation = decoder
        .orientation()
        .unwrap_or(image::metadata::Orientation::NoTransforms);
    let whole = DynamicImage::from_decoder(decoder).map_err(broken)?;
    let mut small = whole.thumbnail(PREVIEW_SIDE.min(width), PREVIEW_SIDE.min(height));
    small.apply_orientation(orientation);
    use image::metadata::Orientation as Lies;
    let on_its_side = matches!(
        orientation,
        Lies::Rotate90 | Lies::Rotate270 | Lies::Rotate90FlipH | Lies::Rotate270FlipH
    );
    let (width, height) = if on_its_side {
        (height, width)
    } else {
        (width, height)
    };
    let noted = exif::Reader::new()
        .read_from_container(&mut Cursor::new(bytes))
        .ok();
    Ok(Photo {
        width,
        height,
        taken_at: noted.as_ref().and_then(taken_at),
        place: noted.as_ref().and_then(place),
        preview: jpeg(&small)?,
    })
}

/// On white, where a picture lets something through.
fn jpeg(picture: &DynamicImage) -> Result<Vec<u8>> {
    let picture = picture.to_rgba8();
    let mut flat = image::RgbImage::new(picture.width(), picture.height());
    for (target, source) in flat.pixels_mut().zip(picture.pixels()) {
        let [r, g, b, a] = source.0.map(u32::from);
        let over = |c: u32| u8::try_from((c * a + 255 * (255 - a)) / 255).unwrap_or(u8::MAX);
        target.0 = [over(r), over(g), over(b)];
    }
    let mut bytes = Vec::new();
    image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, PREVIEW_QUALITY)
        .encode_image(&flat)
        .map_err(Error::fault)?;
    Ok(bytes)
}

/// `2026-11-22 09:41:00`, where the camera wrote a time that reads as one.
fn taken_at(noted: &exif::Exif) -> Option<String> {
    let field = noted.get_field(exif::Tag::DateTimeOriginal, exif::In::PRIMARY)?;
    let exif::Value::Ascii(lines) = &field.value else {
        return None;
    };
    let at = exif::DateTime::from_ascii(lines.first()?).ok()?;
    let real = (1990..=2200).contains(&at.year) && (1..=12).contains(&at.month) && (1..=31).contains(&at.day);
    real.then(|| {
        format!(
            "{:04}-{:02}-{:02} {:02}:{:02}:{:02}",
            at.year, at.month, at.day, at.hour, at.minute, at.second
        )
    })
}

fn place(noted: &exif::Exif) -> Option<(f64, f64)> {
    let degrees = |tag, reference, negative: u8| {
        let field = noted.get_field(tag, exif::In::PRIMARY)?;
        let exif::Value::Rational(parts) = &field.value else {
            return None;
        };
        let [d, m, s] = parts.get(..3)? else { return None };
        let sign = noted
            .get_field(reference, exif::In::PRIMARY)
            .and_then(|field| match &field.value {
                exif::Value::Ascii(text) => text.first()?.first().copied(),
                _ => None,
            })?;
        let value = d.to_f64() + m.to_f64() / 60.0 + s.to_f64() / 3600.0;
        Some(if sign == negative { -value } else { value })
    };
    let latitude = degrees(exif::Tag::GPSLatitude, exif::Tag::GPSLatitudeRef, b'S')?;
    let longitude = degrees(exif::Tag::GPSLongitude, exif::Tag::GPSLongitudeRef, b'W')?;
    let real =
        latitude.is_finite() && longitude.is_finite() && latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
    (real && (latitude, longitude) != (0.0, 0.0)).then_some((latitude, longitude))
}
