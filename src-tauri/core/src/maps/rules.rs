//! What a layer may be: addresses of tiles and the head of a PMTiles file. Pure.

use super::model::LayerDetails;
use crate::error::{Code, Error, Result};

/// The deepest zoom any map of ours asks for.
pub const ZOOM_MAX: u8 = 22;
/// The largest GeoJSON that is taken (32 MiB): a page holds it whole.
pub const GEOJSON_MAX: u64 = 32 << 20;
/// The most points that its shapes may have together.
pub const POINTS_MAX: usize = 2_000_000;

fn refused(reason: &'static str) -> Error {
    Error::new(Code::MapUrlInvalid).with("reason", reason).at("url")
}

/// An address of tiles that may be asked: HTTPS, or HTTP to this very machine; one place for each of `{z}`, `{x}`, `{y}`,
/// at most one for `{key}`; nothing that names a person.
///
/// # Errors
/// `map_url_invalid` with the reason as a word.
pub fn template(url: &str) -> Result<&str> {
    let url = url.trim();
    if url.len() > 1000
        || url
            .chars()
            .any(|c| c.is_control() || c.is_whitespace() || !c.is_ascii())
    {
        return Err(refused("characters"));
    }
    let (scheme, rest) = url.split_once("://").ok_or_else(|| refused("scheme"))?;
    let (authority, path) = rest.split_once('/').ok_or_else(|| refused("places"))?;
    let host = match authority.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or_default(),
        None => authority.split(':').next().unwrap_or_default(),
    };
    let plain = |c: char| c.is_ascii_alphanumeric() || "-.:".contains(c);
    if host.is_empty() || authority.contains('@') || !host.chars().all(plain) {
        return Err(refused("host"));
    }
    let is_here = ["localhost", "127.0.0.1", "::1"].contains(&host);
    match scheme.to_ascii_lowercase().as_str() {
        "https" => {}
        "http" if is_here => {}
        _ => return Err(refused("scheme")),
    }
    for place in ["{z}", "{x}", "{y}"] {
        if path.matches(place).count() != 1 {
            return Err(refused("places"));
        }
    }
    let known = path.matches("{key}").count();
    if known > 1 || path.matches('{').count() != 3 + known || path.contains('#') {
        return Err(refused("places"));
    }
    Ok(url)
}

/// A key goes into the address as it is, so it must need no escape there.
///
/// # Errors
/// `value_invalid`.
pub fn access_key(key: &str) -> Result<&str> {
    let key = key.trim();
    let fits = key.len() <= 200
        && key
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || "-._~".contains(c));
    if fits { Ok(key) } else { Err(Error::invalid("key")) }
}

/// The address of one tile; `None` where there can be no such tile.
#[must_use]
pub fn tile_url(template: &str, key: &str, z: u8, x: u32, y: u32) -> Option<String> {
    if !is_tile(z, x, y) {
        return None;
    }
    let url = template
        .replace("{z}", &z.to_string())
        .replace("{x}", &x.to_string())
        .replace("{y}", &y.to_string());
    Some(url.replace("{key}", key))
}

/// Whether a tile lies on the earth.
#[must_use]
pub fn is_tile(z: u8, x: u32, y: u32) -> bool {
    z <= ZOOM_MAX && u64::from(x) < 1 << z && u64::from(y) < 1 << z
}

/// The length of a PMTiles head, in bytes.
pub const HEAD: usize = 127;

/// Reads the head of a PMTiles file of version 3.
///
/// # Errors
/// `map_file_invalid` for what is no such file, is cut off, or holds no tiles that a map can show.
pub fn pmtiles(head: &[u8], file_bytes: u64) -> Result<LayerDetails> {
    let wrong = |place: &'static str| {
        Error::new(Code::MapFileInvalid)
            .with("format", "PMTiles")
            .with("place", place)
            .at("upload")
    };
    if head.len() < HEAD || &head[..7] != b"PMTiles" {
        return Err(wrong("head"));
    }
    if head[7] != 3 {
        return Err(wrong("version"));
    }
    let long = |at: usize| u64::from_le_bytes(head[at..at + 8].try_into().unwrap_or_default());
    let degrees = |at: usize| {
        f64::from(i32::from_le_bytes(
            head[at..at + 4].try_into().unwrap_or_default(),
        )) / 1e7
    };
    // Root, metadata, leaves, tiles: each must lie within the file.
    for (offset, length) in [(8, 16), (24, 32), (40, 48), (56, 64)] {
        let end = long(offset).checked_add(long(length));
        if end.is_none_or(|end| end > file_bytes) {
            return Err(wrong("length"));
        }
    }
    if long(16) == 0 || long(64) == 0 {
        return Err(wrong("tiles"));
    }
    // 1 MVT, 2 PNG, 3 JPEG, 4 WebP, 5 AVIF.
    if !(1..=5).contains(&head[99]) || head[100] > head[101] || head[101] > ZOOM_MAX {
        return Err(wrong("tiles"));
    }
    let bounds = [degrees(102), degrees(106), degrees(110), degrees(114)];
    let possible = bounds[0] < bounds[2]
        && bounds[1] < bounds[3]
        && bounds[0].abs() <= 180.0
        && bounds[2].abs() <= 180.0
        && bounds[1].abs() <= 90.0
        && bounds[3].abs() <= 90.0;
    Ok(LayerDetails {
        bounds: possible.then_some(bounds),
        zooms: Some([head[100], head[101]]),
        vector: head[99] == 1,
        ..LayerDetails::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_addresses_that_may_be_asked_pass() {
        for fine in [
            "https://tiles.example.com/{z}/{x}/{y}.png",
            "https://tiles.example.com:8443/wmts?tk={key}&z={z}&y={y}&x={x}",
            "http://127.0.0.1:8080/{z}/{x}/{y}",
            "http://localhost/{z}/{x}/{y}",
            "http://[::1]:80/{z}/{x}/{y}",
        ] {
            assert_eq!(template(fine).unwrap(), fine);
        }
        for (wrong, reason) in [
            ("", "scheme"),
            ("tiles.example.com/{z}/{x}/{y}", "scheme"),
            ("http://tiles.example.com/{z}/{x}/{y}", "scheme"),
            ("http://127.0.0.1.example.com/{z}/{x}/{y}", "scheme"),
            ("http://localhost@example.com/{z}/{x}/{y}", "host"),
            ("ftp://localhost/{z}/{x}/{y}", "scheme"),
            ("file:///etc/{z}/{x}/{y}", "host"),
            ("javascript://x/{z}/{x}/{y}", "scheme"),
            ("https://", "places"),
            ("https:///{z}/{x}/{y}", "host"),
            ("https://{x}.example.com/{z}/{y}", "host"),
            ("https://a/{z}/{x}", "places"),
            ("https://a/{z}/{x}/{y}/{y}", "places"),
            ("https://a/{z}/{x}/{y}/{key}{key}", "places"),
            ("https://a/{z}/{x}/{y}/{token}", "places"),
            ("https://a/{z}/{x}/{y}#k", "places"),
            ("https://a/{z} /{x}/{y}", "characters"),
            ("https://地图/{z}/{x}/{y}", "characters"),
        ] {
            let error = template(wrong).unwrap_err();
            assert_eq!(error.params["reason"], reason, "{wrong}");
        }
        assert!(access_key("a1-._~").is_ok());
        assert!(access_key("a&b").is_err() && access_key("a/../b").is_err());
    }

    #[test]
    fn tiles_lie_on_the_earth() {
        assert_eq!(
            tile_url("https://a/{z}/{x}/{y}?k={key}", "K", 3, 7, 0).as_deref(),
            Some("https://a/3/7/0?k=K")
        );
        for (z, x, y) in [(3, 8, 0), (3, 0, 8), (23, 0, 0), (0, 1, 0), (0, 0, u32::MAX)] {
            assert!(!is_tile(z, x, y), "{z}/{x}/{y}");
        }
    }

    fn head() -> Vec<u8> {
        let mut head = vec![0_u8; HEAD];
        head[..7].copy_from_slice(b"PMTiles");
        head[7] = 3;
        for (at, value) in [(8, 127_u64), (16, 5), (24, 132), (32, 2), (56, 134), (64, 100)] {
            head[at..at + 8].copy_from_slice(&value.to_le_bytes());
        }
        head[99] = 2;
        head[101] = 4;
        for (at, degrees) in [(102, 73_i32), (106, 3), (110, 135), (114, 54)] {
            head[at..at + 4].copy_from_slice(&(degrees * 10_000_000).to_le_bytes());
        }
        head
    }

    #[test]
    fn the_head_of_an_archive_is_read_and_wrong_ones_are_refused() {
        let details = pmtiles(&head(), 234).unwrap();
        assert_eq!(details.bounds, Some([73.0, 3.0, 135.0, 54.0]));
        assert_eq!(details.zooms, Some([0, 4]));
        assert!(!details.vector);
        let changed = |at: usize, to: u8| {
            let mut bytes = head();
            bytes[at] = to;
            bytes
        };
        for (bytes, length, place) in [
            (head()[..100].to_vec(), 234, "head"),
            (changed(0, b'X'), 234, "head"),
            (changed(7, 2), 234, "version"),
            (head(), 233, "length"),
            (changed(15, 0xff), 234, "length"),
            (changed(16, 0), 234, "tiles"),
            (changed(99, 0), 234, "tiles"),
            (changed(99, 9), 234, "tiles"),
            (changed(101, 30), 234, "tiles"),
            (changed(100, 5), 234, "tiles"),
        ] {
            let error = pmtiles(&bytes, length).unwrap_err();
            assert_eq!(error.params["place"], place);
        }
    }
}
