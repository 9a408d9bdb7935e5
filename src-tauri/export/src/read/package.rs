//! The ZIP container of XLSX and ODS: its parts, each unfolded under the limits.
//!
//! The directory is read by the `zip` crate; the parts are read here, so that each is an owned stream that can be
//! cut off while it unfolds, whatever size the directory claims.

use std::io::{self, BufReader, Read, SeekFrom};
use std::sync::{Arc, Mutex, PoisonError};

use flate2::{Crc, bufread};
use zip::{CompressionMethod, ZipArchive};

use super::source::{Inflated, ReadSeek, Taken, Tally, too_dense};
use super::{FileFormat, xml::Xml};
use crate::error::{ReadCode, ReadError};
use crate::limits::Limits;

/// No workbook has as many parts.
const MAX_PARTS: usize = 20_000;

type Shared = Arc<Mutex<Box<dyn ReadSeek>>>;

#[derive(Clone, Debug)]
struct Part {
    name: String,
    start: u64,
    packed: u64,
    size: u64,
    crc: u32,
    stored: bool,
}

/// An open container.
pub(crate) struct Package {
    file: Shared,
    parts: Vec<Part>,
    limits: Limits,
    inflated: Tally,
    tally: Tally,
}

impl Package {
    /// Reads the directory and refuses what it already admits to be too much.
    pub(crate) fn open(reader: Box<dyn ReadSeek>, limits: &Limits, tally: &Tally) -> Result<Self, ReadError> {
        let mut archive = ZipArchive::new(reader).map_err(zip_error)?;
        if archive.len() > MAX_PARTS {
            return Err(ReadError::too_large("inflated_bytes", limits.inflated_bytes));
        }
        let mut parts = Vec::with_capacity(archive.len());
        for index in 0..archive.len() {
            let entry = archive.by_index_raw(index).map_err(zip_error)?;
            if entry.is_dir() {
                continue;
            }
            if entry.encrypted() {
                return Err(ReadError::new(ReadCode::PasswordProtected));
            }
            let stored = match entry.compression() {
                CompressionMethod::Stored => true,
                CompressionMethod::Deflated => false,
                other => return Err(ReadError::damaged(other)),
            };
            let start = entry
                .data_start()
                .ok_or_else(|| ReadError::damaged("data_start"))?;
            let name = String::from_utf8_lossy(entry.name_raw()).replace('\\', "/");
            let (packed, size, crc) = (entry.compressed_size(), entry.size(), entry.crc32());
            parts.push(Part {
                name,
                start,
                packed,
                size,
                crc,
                stored,
            });
        }
        let file = Arc::new(Mutex::new(archive.into_inner()));
        let package = Self {
            file,
            parts,
            limits: limits.clone(),
            inflated: Tally::default(),
            tally: tally.clone(),
        };
        package.check_claims()?;
        Ok(package)
    }

    /// A bomb that names its size is refused before a byte of it is unfolded.
    fn check_claims(&self) -> Result<(), ReadError> {
        let total = self
            .parts
            .iter()
            .fold(0_u64, |sum, part| sum.saturating_add(part.size));
        if total > self.limits.inflated_bytes {
            return Err(ReadError::too_large("inflated_bytes", self.limits.inflated_bytes));
        }
        let ratio = self.limits.inflate_ratio;
        // Pictures and the like are never unfolded; only what is read as a table counts.
        let read = |part: &&Part| part.name.ends_with(".xml") || part.name.ends_with(".rels");
        if self
            .parts
            .iter()
            .filter(read)
            .any(|part| too_dense(part.size, part.packed, ratio))
        {
            return Err(ReadError::too_large("inflate_ratio", ratio));
        }
        Ok(())
    }

    /// What kind of document the parts make.
    pub(crate) fn format(&self) -> Result<FileFormat, ReadError> {
        let has = |name: &str| self.find(name).is_some();
        let within = |folder: &str| self.parts.iter().any(|part| part.name.starts_with(folder));
        if has("xl/workbook.bin") {
            return Err(ReadError::not_a_table("xlsb"));
        }
        if within("word/") {
            return Err(ReadError::not_a_table("docx"));
        }
        if within("ppt/") {
            return Err(ReadError::not_a_table("pptx"));
        }
        if has("content.xml") && (has("mimetype") || has("META-INF/manifest.xml")) {
            return self.open_document();
        }
        if has("_rels/.rels") || within("xl/") {
            return Ok(FileFormat::Xlsx);
        }
        Err(ReadError::not_a_table(if within("Index/") {
            "numbers"
        } else {
            "zip"
        }))
    }

    fn open_document(&self) -> Result<FileFormat, ReadError> {
        if self.find("META-INF/manifest.xml").is_some() {
            let manifest = self.text("META-INF/manifest.xml", 1 << 20)?;
            if manifest.contains("encryption-data") {
                return Err(ReadError::new(ReadCode::PasswordProtected));
            }
        }
        if self.find("mimetype").is_some() {
            let kind = self.text("mimetype", 1 << 10)?;
            if !kind.contains("spreadsheet") {
                return Err(ReadError::not_a_table("odf"));
            }
        }
        Ok(FileFormat::Ods)
    }

    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        let name = name.trim_start_matches('/');
        let exact = self.parts.iter().position(|part| part.name == name);
        exact.or_else(|| {
            self.parts
                .iter()
                .position(|part| part.name.eq_ignore_ascii_case(name))
        })
    }

    /// A part as XML.
    pub(crate) fn xml(&self, name: &str) -> Result<Xml, ReadError> {
        Ok(Xml::new(Box::new(self.part(name)?), self.limits.record_bytes))
    }

    /// A small part as text, at most `max` bytes of it.
    fn text(&self, name: &str, max: u64) -> Result<String, ReadError> {
        let mut bytes = Vec::new();
        self.part(name)?
            .take(max)
            .read_to_end(&mut bytes)
            .map_err(ReadError::from_io)?;
        Ok(String::from_utf8_lossy(&bytes).into_owned())
    }

    fn part(&self, name: &str) -> Result<impl Read + Send + use<>, ReadError> {
        let index = self
            .find(name)
            .ok_or_else(|| ReadError::damaged(format!("{name} ?")))?;
        let part = &self.parts[index];
        let slice = Slice {
            file: Arc::clone(&self.file),
            at: part.start,
            left: part.packed,
            tally: self.tally.clone(),
        };
        let buffered = BufReader::with_capacity(32 << 10, slice);
        let plain = if part.stored {
            Plain::Stored(buffered)
        } else {
            Plain::Deflated(bufread::DeflateDecoder::new(buffered))
        };
        let total = self.inflated.clone();
        let inflated = Inflated::new(plain, total, Taken::Size(part.packed), &self.limits);
        Ok(Checked {
            inner: inflated,
            crc: Crc::new(),
            expected: part.crc,
        })
    }
}

enum Plain {
    Stored(BufReader<Slice>),
    Deflated(bufread::DeflateDecoder<BufReader<Slice>>),
}

impl Read for Plain {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match self {
            Plain::Stored(inner) => inner.read(buf),
            Plain::Deflated(inner) => inner.read(buf),
        }
    }
}

/// A stretch of the file. Several may be open at once, so each finds its own place before it reads.
struct Slice {
    file: Shared,
    at: u64,
    left: u64,
    tally: Tally,
}

impl Read for Slice {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let want = buf.len().min(usize::try_from(self.left).unwrap_or(usize::MAX));
        if want == 0 {
            return Ok(0);
        }
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(self.at))?;
        let n = file.read(&mut buf[..want])?;
        self.at += n as u64;
        self.left -= n as u64;
        self.tally.add(n as u64);
        Ok(n)
    }
}

/// Compares the checksum at the end: a cut or altered part must not pass for a shorter table.
struct Checked<R> {
    inner: R,
    crc: Crc,
    expected: u32,
}

impl<R: Read> Read for Checked<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.crc.update(&buf[..n]);
        if n == 0 && !buf.is_empty() && self.crc.sum() != self.expected {
            return Err(ReadError::damaged("crc32").into_io());
        }
        Ok(n)
    }
}

fn zip_error(error: zip::result::ZipError) -> ReadError {
    match error {
        zip::result::ZipError::Io(io) => ReadError::from_io(io),
        other => ReadError::damaged(other),
    }
}
