//! What a file is, told by its first bytes and never by its name.

/// What the first bytes say.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Content {
    Empty,
    Gzip,
    Zip,
    Ole,
    Text,
    /// Something that is no table; the name goes into the refusal.
    Other(&'static str),
}

/// First bytes of what people rename to .csv, or pick by mistake.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xff\xd8\xff", "jpeg"),
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\0", "tiff"),
    (b"MM\0*", "tiff"),
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"SQLite format 3\0", "sqlite"),
    (b"PAR1", "parquet"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"Rar!\x1a\x07", "rar"),
    (b"BZh", "bzip2"),
    (b"\xfd7zXZ\0", "xz"),
    (b"\x28\xb5\x2f\xfd", "zstd"),
    (b"\x7fELF", "program"),
    (b"ID3", "mp3"),
    (b"RIFF", "media"),
    (b"OggS", "media"),
];

/// Judges the first bytes of a file (a few kilobytes are enough).
pub(crate) fn content(head: &[u8]) -> Content {
    if head.is_empty() {
        return Content::Empty;
    }
    if head.starts_with(b"\x1f\x8b") {
        return Content::Gzip;
    }
    if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        return Content::Zip;
    }
    if head.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        return Content::Ole;
    }
    if let Some((_, name)) = SIGNATURES.iter().find(|(magic, _)| head.starts_with(magic)) {
        // Two letters can well begin a header ("BM,..."), so the short ones need a binary byte as well.
        if name.len() != 3 || *name == "png" || *name == "pdf" || looks_binary(head) {
            return Content::Other(name);
        }
    }
    if head.starts_with(b"MZ") && looks_binary(head) {
        return Content::Other("program");
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Content::Other("media");
    }
    if utf16(head).is_none() && looks_binary(head) {
        return Content::Other("binary");
    }
    markup(head).map_or(Content::Text, Content::Other)
}

/// UTF-16 by its byte order mark, or by zero bytes that fall on one side only. `true` is big-endian.
pub(crate) fn utf16(head: &[u8]) -> Option<bool> {
    match head {
        [0xff, 0xfe, ..] => return Some(false),
        [0xfe, 0xff, ..] => return Some(true),
        _ => {}
    }
    let pairs = head.len() / 2;
    let zeros = |side: usize| head.chunks_exact(2).filter(|pair| pair[side] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    // Latin letters, digits, delimiters and line ends of a table have a zero byte each, whatever the language.
    let big = match () {
        () if second * 5 >= pairs && first * 50 <= pairs => false,
        () if first * 5 >= pairs && second * 50 <= pairs => true,
        () => return None,
    };
    (pairs >= 2 && sound_utf16(head, big)).then_some(big)
}

/// Whether the bytes are text of UTF-16, and not numbers of a program that happen to have zero bytes.
fn sound_utf16(head: &[u8], big: bool) -> bool {
    let order = if big {
        u16::from_be_bytes
    } else {
        u16::from_le_bytes
    };
    let units = head.chunks_exact(2).map(|pair| order([pair[0], pair[1]]));
    let last = head.len() / 2 - 1;
    // The piece may end within a character.
    let sound = |(at, char): (usize, Result<char, _>)| match char {
        Ok(char) => !char.is_control() || matches!(char, '\t' | '\r' | '\n'),
        Err(_) => at >= last,
    };
    char::decode_utf16(units).enumerate().all(sound)
}

/// NUL bytes, or many control characters.
fn looks_binary(head: &[u8]) -> bool {
    let control = head
        .iter()
        .filter(|b| **b < 0x20 && !b"\t\n\r\x0b\x0c\x1a\x1b".contains(b))
        .count();
    memchr::memchr(0, head).is_some() || control * 20 > head.len()
}

/// Web pages and data of other kinds: old systems export "Excel files" that are web pages.
fn markup(head: &[u8]) -> Option<&'static str> {
    let text = head
        .strip_prefix(b"\xef\xbb\xbf")
        .unwrap_or(head)
        .trim_ascii_start();
    let start: Vec<u8> = text.iter().take(64).map(u8::to_ascii_lowercase).collect();
    let begins = |word: &str| start.starts_with(word.as_bytes());
    if begins("<!doctype html") || begins("<html") || begins("<table") || begins("<meta") || begins("<head") {
        return Some("html");
    }
    if begins("<?xml") || begins("<workbook") {
        return Some("xml");
    }
    let after = |open: u8| start.first() == Some(&open) && start.len() > 1;
    let next = start.iter().skip(1).find(|b| !b.is_ascii_whitespace());
    // "[id],[name]" is a header that SQL Server writes; "[{" and "{"" are JSON.
    if (after(b'{') && matches!(next, Some(b'"' | b'}')))
        || (after(b'[') && matches!(next, Some(b'{' | b'[')))
    {
        return Some("json");
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_is_told_by_bytes() {
        let cases: &[(&[u8], Content)] = &[
            (b"", Content::Empty),
            (b"a,b\n1,2\n", Content::Text),
            (b"BM,kind\n1,2\n", Content::Text),
            (b"ID3 no,kind\n", Content::Text),
            (b"MZ,kind\n1,2\n", Content::Text),
            (b"[id],[name]\n1,2\n", Content::Text),
            (b"\x1f\x8b\x08\0", Content::Gzip),
            (b"PK\x03\x04....", Content::Zip),
            (b"\x89PNG\r\n\x1a\n\0\0", Content::Other("png")),
            (b"%PDF-1.7\n", Content::Other("pdf")),
            (b"  <HTML><body>", Content::Other("html")),
            (b"\xef\xbb\xbf<?xml version", Content::Other("xml")),
            (b"[{\"a\":1}]", Content::Other("json")),
            (b"{ \"a\":1}", Content::Other("json")),
            (b"a\0\0b\0\x01c,1\n", Content::Other("binary")),
            (b"a\0,\0b\0\n\0", Content::Text),
            (b"\0a\0,\0b\0\n", Content::Text),
        ];
        for (bytes, expected) in cases {
            assert_eq!(content(bytes), *expected, "{:?}", String::from_utf8_lossy(bytes));
        }
    }
}
