//! What a file is, told by its first bytes and never by its name: pure.

use crate::error::{Code, Error, Result};

/// Kinds of files that may be attached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileType {
    Jpeg,
    Png,
    Webp,
    Pdf,
    Xlsx,
    Docx,
    /// Plain text, also of a table: UTF-8 or GB 18030.
    Text,
}

impl FileType {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
            Self::Pdf => "pdf",
            Self::Xlsx => "xlsx",
            Self::Docx => "docx",
            Self::Text => "text",
        }
    }
    #[must_use]
    pub fn is_photo(self) -> bool {
        matches!(self, Self::Jpeg | Self::Png | Self::Webp)
    }
}

/// A file that may not be attached, and why (`errors.attachment_refused_<reason>`).
#[must_use]
pub fn refused(reason: &str) -> Error {
    Error::new(Code::AttachmentRefused)
        .with("reason", reason)
        .at("upload")
}

/// What the first bytes say; a package (XLSX, DOCX) is told apart by the parts that `parts` names.
///
/// # Errors
/// `attachment_refused` with the reason: `empty`, `heic`, `gif`, `markup` (SVG, HTML, XML), `macros`, `old_office`,
/// `program`, `archive`, `unknown`.
pub fn sniff(bytes: &[u8], parts: impl FnOnce() -> Option<Vec<String>>) -> Result<FileType> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at = |place: usize, magic: &[u8]| bytes.get(place..).is_some_and(|rest| rest.starts_with(magic));
    if bytes.is_empty() {
        return Err(refused("empty"));
    }
    if starts(&[0xFF, 0xD8, 0xFF]) {
        return Ok(FileType::Jpeg);
    }
    if starts(b"\x89PNG\r\n\x1a\n") {
        return Ok(FileType::Png);
    }
    if starts(b"RIFF") && at(8, b"WEBP") {
        return Ok(FileType::Webp);
    }
    if starts(b"%PDF-") {
        return Ok(FileType::Pdf);
    }
    if starts(b"PK\x03\x04") {
        return package(&parts().unwrap_or_default());
    }
    let heif = [b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"avif"];
    if at(4, b"ftyp") && heif.iter().any(|brand| at(8, *brand)) {
        return Err(refused("heic"));
    }
    if starts(b"GIF8") {
        return Err(refused("gif"));
    }
    if starts(&[0xD0, 0xCF, 0x11, 0xE0]) {
        return Err(refused("old_office"));
    }
    if starts(b"MZ") || starts(b"\x7fELF") || starts(b"#!") || starts(&[0xCF, 0xFA, 0xED, 0xFE]) {
        return Err(refused("program"));
    }
    text(bytes)
}

fn package(parts: &[String]) -> Result<FileType> {
    let has = |name: &str| parts.iter().any(|part| part == name);
    if parts
        .iter()
        .any(|part| part.to_lowercase().contains("vbaproject"))
    {
        return Err(refused("macros"));
    }
    match (
        has("[Content_Types].xml"),
        has("xl/workbook.xml"),
        has("word/document.xml"),
    ) {
        (true, true, _) => Ok(FileType::Xlsx),
        (true, _, true) => Ok(FileType::Docx),
        _ => Err(refused("archive")),
    }
}

/// Text has no control characters but line breaks and tabs, and is no markup that a browser would run.
fn text(bytes: &[u8]) -> Result<FileType> {
    let control = |b: &u8| *b < 0x20 && !matches!(b, b'\n' | b'\r' | b'\t');
    if bytes.iter().any(control) || bytes.contains(&0x7F) {
        return Err(refused("unknown"));
    }
    let whole = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let head: String = whole
        .iter()
        .take(1024)
        .map(|b| char::from(*b).to_ascii_lowercase())
        .collect();
    let markup = [
        "<svg",
        "<!doctype",
        "<html",
        "<script",
        "<?xml",
        "<body",
        "<iframe",
    ];
    if markup.iter().any(|tag| head.contains(tag)) {
        return Err(refused("markup"));
    }
    if std::str::from_utf8(whole).is_ok() || is_double_byte(whole) {
        Ok(FileType::Text)
    } else {
        Err(refused("unknown"))
    }
}

/// Whether bytes are well-formed GB 18030: the other encoding of this field's text files.
fn is_double_byte(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [a, tail @ ..] if *a < 0x80 => tail,
            [0x81..=0xFE, b, 0x81..=0xFE, d, tail @ ..] if b.is_ascii_digit() && d.is_ascii_digit() => tail,
            [0x81..=0xFE, 0x40..=0x7E | 0x80..=0xFE, tail @ ..] => tail,
            _ => return false,
        };
    }
}

/// A name as it is kept: the last part of a path, without signs that no file system or header likes, its ending made
/// to say what the file is.
#[must_use]
pub fn kept_name(name: &str, kind: FileType) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let unsafe_sign =
        |c: char| c.is_control() || "<>:\"|?*\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}".contains(c);
    let clean: String = last.chars().filter(|c| !unsafe_sign(*c)).take(120).collect();
    let endings: &[&str] = match kind {
        FileType::Jpeg => &["jpg", "jpeg"],
        FileType::Png => &["png"],
        FileType::Webp => &["webp"],
        FileType::Pdf => &["pdf"],
        FileType::Xlsx => &["xlsx"],
        FileType::Docx => &["docx"],
        FileType::Text => &["txt", "csv"],
    };
    let (stem, ending) = clean.rsplit_once('.').unwrap_or((clean.as_str(), ""));
    let stem = if stem.trim_matches(['.', ' ']).is_empty() {
        "file"
    } else {
        stem.trim()
    };
    let ending = endings
        .iter()
        .find(|known| **known == ending.to_lowercase())
        .unwrap_or(&endings[0]);
    format!("{stem}.{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sniffed(bytes: &[u8], parts: &[&str]) -> String {
        let parts = parts.iter().map(|p| (*p).to_owned()).collect();
        match sniff(bytes, || Some(parts)) {
            Ok(kind) => kind.as_str().to_owned(),
            Err(error) => format!("refused: {}", error.params["reason"].as_str().unwrap_or_default()),
        }
    }

    #[test]
    fn types_are_told_by_their_bytes() {
        let office = ["[Content_Types].xml", "xl/workbook.xml"];
        let cases: &[(&str, &[u8], &[&str], &str)] = &[
            ("a photo", b"\xFF\xD8\xFF\xE0rest", &[], "jpeg"),
            ("a picture", b"\x89PNG\r\n\x1a\nrest", &[], "png"),
            ("webp", b"RIFF\0\0\0\0WEBPVP8 ", &[], "webp"),
            ("sound", b"RIFF\0\0\0\0WAVEfmt ", &[], "refused: unknown"),
            ("pdf", b"%PDF-1.7\n", &[], "pdf"),
            ("a workbook", b"PK\x03\x04", &office, "xlsx"),
            (
                "a letter",
                b"PK\x03\x04",
                &["[Content_Types].xml", "word/document.xml"],
                "docx",
            ),
            (
                "macros",
                b"PK\x03\x04",
                &["[Content_Types].xml", "xl/workbook.xml", "xl/vbaProject.bin"],
                "refused: macros",
            ),
            ("any archive", b"PK\x03\x04", &["a.exe"], "refused: archive"),
            ("an iPhone's photo", b"\0\0\0\x18ftypheic", &[], "refused: heic"),
            ("gif", b"GIF89a", &[], "refused: gif"),
            ("old office", b"\xD0\xCF\x11\xE0", &[], "refused: old_office"),
            ("a program", b"MZ\x90\0", &[], "refused: program"),
            ("a script", b"#!/bin/sh\nrm", &[], "refused: program"),
            (
                "svg",
                b"<svg xmlns='http://www.w3.org/2000/svg'/>",
                &[],
                "refused: markup",
            ),
            (
                "svg behind a comment",
                b"<!-- a -->\n<SVG onload='x'>",
                &[],
                "refused: markup",
            ),
            ("html", b"\xEF\xBB\xBF  <!DOCTYPE html>", &[], "refused: markup"),
            ("a note", "甲方签字：王磊\n".as_bytes(), &[], "text"),
            ("a note in GB 18030", b"\xBC\xD7\xB7\xBD\n", &[], "text"),
            ("neither encoding", b"\xFF\xFF\n", &[], "refused: unknown"),
            ("a NUL", b"abc\0def", &[], "refused: unknown"),
            ("nothing", b"", &[], "refused: empty"),
        ];
        for (name, bytes, parts, expected) in cases {
            assert_eq!(sniffed(bytes, parts), *expected, "{name}");
        }
    }

    #[test]
    fn names_say_what_the_file_is() {
        let cases = [
            ("C:\\Users\\a\\现场.JPG", FileType::Jpeg, "现场.jpg"),
            ("photo.exe", FileType::Jpeg, "photo.jpg"),
            ("invoice.pdf.exe", FileType::Pdf, "invoice.pdf.pdf"),
            ("../../etc/passwd", FileType::Text, "passwd.txt"),
            ("table.csv", FileType::Text, "table.csv"),
            ("\u{202e}gpj.exe", FileType::Png, "gpj.png"),
            ("...", FileType::Png, "file.png"),
            ("", FileType::Webp, "file.webp"),
        ];
        for (name, kind, expected) in cases {
            assert_eq!(kept_name(name, kind), expected, "{name}");
        }
    }
}
