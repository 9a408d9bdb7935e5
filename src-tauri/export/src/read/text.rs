//! Text of any encoding as UTF-8, with the places marked where it is not text.
//!
//! UTF-8 passes through untouched, and is checked record by record by the reader above. Everything else is
//! decoded line by line: a line that does not decode is kept for display and marked, so that its row is refused
//! by name instead of carrying replacement characters into the database.

use std::collections::VecDeque;
use std::io::Read;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use super::detect;
use super::source::read_full;
use crate::error::{ReadCode, ReadError};

const CHUNK: usize = 64 << 10;

/// A place of the output whose line was not text in the encoding of the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Bad {
    offset: u64,
    /// The line would be sound UTF-8: two encodings are mixed in one file.
    pub(crate) mixed: bool,
}

enum Mode {
    /// Only ASCII was seen: whatever the encoding is, it reads the same so far.
    Ascii,
    Utf8,
    /// Decoded line by line; `guessed` allows the second thoughts of [`looks_utf8`].
    Lines {
        encoding: &'static Encoding,
        guessed: bool,
    },
}

pub(crate) struct TextSource {
    input: Box<dyn Read + Send>,
    mode: Mode,
    /// Bytes as they came, not yet handed on.
    raw: Vec<u8>,
    raw_at: usize,
    ended: bool,
    /// Decoded text, not yet handed on.
    decoded: Vec<u8>,
    decoded_at: usize,
    /// Bytes decoded since the start.
    produced: u64,
    bad: VecDeque<Bad>,
    max_line: usize,
}

impl TextSource {
    /// Looks at the beginning and settles the encoding, or trusts the one that a person `named`.
    pub(crate) fn new(
        mut input: Box<dyn Read + Send>,
        named: Option<&str>,
        max_line: usize,
    ) -> Result<Self, ReadError> {
        let mut raw = vec![0; CHUNK];
        let filled = read_full(&mut *input, &mut raw)?;
        raw.truncate(filled);
        let (mode, skip) = match named {
            Some(name) => named_mode(name, &raw)?,
            None => guessed_mode(&raw),
        };
        Ok(Self {
            input,
            mode,
            raw,
            raw_at: skip,
            ended: filled < CHUNK,
            decoded: Vec::new(),
            decoded_at: 0,
            produced: 0,
            bad: VecDeque::new(),
            max_line,
        })
    }

    /// Name of the encoding as far as it is known; `ascii` may still turn into another one.
    pub(crate) fn encoding(&self) -> String {
        match &self.mode {
            Mode::Ascii => "ascii".to_owned(),
            Mode::Utf8 => "utf-8".to_owned(),
            Mode::Lines { encoding, .. } => encoding.name().to_ascii_lowercase(),
        }
    }

    /// Fills `out` as far as one step goes; 0 is the end.
    pub(crate) fn read(&mut self, out: &mut [u8]) -> Result<usize, ReadError> {
        if matches!(self.mode, Mode::Ascii) {
            self.settle(out)?;
        }
        match self.mode {
            Mode::Ascii | Mode::Utf8 => self.read_raw(out),
            Mode::Lines { encoding, guessed } => self.read_decoded(encoding, guessed, out),
        }
    }

    /// The mark inside `from..to`, counted in bytes of output; marks before it are forgotten.
    pub(crate) fn bad_within(&mut self, from: u64, to: u64) -> Option<Bad> {
        while self.bad.front().is_some_and(|bad| bad.offset < from) {
            self.bad.pop_front();
        }
        self.bad.front().copied().filter(|bad| bad.offset < to)
    }

    fn read_raw(&mut self, out: &mut [u8]) -> Result<usize, ReadError> {
        if self.raw_at == self.raw.len() {
            if self.ended {
                return Ok(0);
            }
            return read_step(&mut *self.input, out);
        }
        let n = out.len().min(self.raw.len() - self.raw_at);
        out[..n].copy_from_slice(&self.raw[self.raw_at..self.raw_at + n]);
        self.raw_at += n;
        Ok(n)
    }

    /// While all was ASCII: takes the next piece and, where that ends, decides by what follows.
    fn settle(&mut self, out: &mut [u8]) -> Result<(), ReadError> {
        if self.raw_at == self.raw.len() && !self.ended {
            let room = out.len().min(CHUNK);
            self.raw.resize(room, 0);
            let filled = read_full(&mut *self.input, &mut self.raw)?;
            self.raw.truncate(filled);
            self.raw_at = 0;
            self.ended = filled < room;
        }
        if !self.raw[self.raw_at..].is_ascii() {
            self.mode = guess(&self.raw[self.raw_at..]);
        }
        Ok(())
    }

    fn read_decoded(
        &mut self,
        encoding: &'static Encoding,
        guessed: bool,
        out: &mut [u8],
    ) -> Result<usize, ReadError> {
        while self.decoded_at == self.decoded.len() {
            self.decoded.clear();
            self.decoded_at = 0;
            let pending = self.raw.len() - self.raw_at;
            let lines = complete_lines(&self.raw[self.raw_at..], encoding);
            let take = if lines > 0 {
                lines
            } else if self.ended {
                pending
            } else {
                self.more_raw()?;
                continue;
            };
            if take == 0 {
                return Ok(0);
            }
            self.decode(encoding, guessed, take);
        }
        let n = out.len().min(self.decoded.len() - self.decoded_at);
        out[..n].copy_from_slice(&self.decoded[self.decoded_at..self.decoded_at + n]);
        self.decoded_at += n;
        Ok(n)
    }

    /// Gets one more piece behind an unfinished line, which may only grow so far.
    fn more_raw(&mut self) -> Result<(), ReadError> {
        self.raw.drain(..self.raw_at);
        self.raw_at = 0;
        let kept = self.raw.len();
        if kept > self.max_line.saturating_mul(2) {
            return Err(ReadError::too_large("record_bytes", self.max_line as u64));
        }
        self.raw.resize(kept + CHUNK, 0);
        let filled = read_full(&mut *self.input, &mut self.raw[kept..])?;
        self.raw.truncate(kept + filled);
        self.ended = filled < CHUNK;
        Ok(())
    }

    fn decode(&mut self, encoding: &'static Encoding, guessed: bool, take: usize) {
        let block = &self.raw[self.raw_at..self.raw_at + take];
        let mut at = 0;
        while at < block.len() {
            let line_end = at + first_line(&block[at..], encoding).unwrap_or(block.len() - at);
            let line = &block[at..line_end];
            at = line_end;
            let offset = self.produced + self.decoded.len() as u64;
            match encoding.decode_without_bom_handling_and_without_replacement(line) {
                Some(text) => {
                    if guessed && looks_utf8(line, encoding) {
                        self.bad.push_back(Bad { offset, mixed: true });
                    }
                    self.decoded.extend_from_slice(text.as_bytes());
                }
                None => {
                    self.bad.push_back(Bad { offset, mixed: false });
                    let (text, _) = encoding.decode_without_bom_handling(line);
                    self.decoded.extend_from_slice(text.as_bytes());
                }
            }
        }
        self.raw_at += take;
        self.produced += self.decoded.len() as u64;
    }
}

fn read_step(input: &mut dyn Read, out: &mut [u8]) -> Result<usize, ReadError> {
    loop {
        match input.read(out) {
            Err(e) if e.kind() == std::io::ErrorKind::Interrupted => {}
            other => return other.map_err(ReadError::from_io),
        }
    }
}

fn named_mode(name: &str, head: &[u8]) -> Result<(Mode, usize), ReadError> {
    let encoding = Encoding::for_label(name.trim().as_bytes())
        .ok_or_else(|| ReadError::new(ReadCode::UnknownEncoding).with("encoding", name))?;
    // A byte order mark of the same encoding is no text.
    let skip = match Encoding::for_bom(head) {
        Some((of_mark, length)) if of_mark == encoding => length,
        _ => 0,
    };
    let mode = if encoding == UTF_8 {
        Mode::Utf8
    } else {
        Mode::Lines {
            encoding,
            guessed: false,
        }
    };
    Ok((mode, skip))
}

fn guessed_mode(head: &[u8]) -> (Mode, usize) {
    if let Some((encoding, length)) = Encoding::for_bom(head) {
        let mode = if encoding == UTF_8 {
            Mode::Utf8
        } else {
            Mode::Lines {
                encoding,
                guessed: false,
            }
        };
        return (mode, length);
    }
    if let Some(big) = detect::utf16(head) {
        let encoding = if big { UTF_16BE } else { UTF_16LE };
        return (
            Mode::Lines {
                encoding,
                guessed: false,
            },
            0,
        );
    }
    if head.is_ascii() {
        return (Mode::Ascii, 0);
    }
    (guess(head), 0)
}

/// Decides by a piece that holds more than ASCII. Lines that are sound UTF-8 do not come about by chance: where at
/// least half of them are, the file is UTF-8 with some broken rows, not another encoding with odd words.
fn guess(piece: &[u8]) -> Mode {
    let (mut sound, mut broken) = (0_u32, 0_u32);
    let mut lines = piece.split_inclusive(|b| *b == b'\n').peekable();
    while let Some(line) = lines.next() {
        let last = lines.peek().is_none();
        match std::str::from_utf8(line) {
            Ok(_) if line.is_ascii() => {}
            Ok(_) => sound += 1,
            // The piece may end inside a character.
            Err(e) if last && e.error_len().is_none() => sound += u32::from(e.valid_up_to() > 0),
            Err(_) => broken += 1,
        }
    }
    if sound >= broken {
        return Mode::Utf8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(piece, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    Mode::Lines {
        encoding,
        guessed: true,
    }
}

/// Bytes up to and with the last line end. Carriage returns count as well, so that old files without line feeds
/// are cut too; a line cut in two between CR and LF does no harm.
fn complete_lines(raw: &[u8], encoding: &'static Encoding) -> usize {
    if let Some(big) = wide(encoding) {
        let back = raw
            .chunks_exact(2)
            .rev()
            .position(|pair| wide_line_end(pair, big));
        return back.map_or(0, |back| (raw.len() / 2 - back) * 2);
    }
    memchr::memrchr2(b'\n', b'\r', raw).map_or(0, |at| at + 1)
}

/// Bytes up to and with the first line end. Safe in every encoding met here: no second byte of a character is as
/// low as a line end.
fn first_line(raw: &[u8], encoding: &'static Encoding) -> Option<usize> {
    if let Some(big) = wide(encoding) {
        return raw
            .chunks_exact(2)
            .position(|pair| wide_line_end(pair, big))
            .map(|at| at * 2 + 2);
    }
    memchr::memchr2(b'\n', b'\r', raw).map(|at| at + 1)
}

/// UTF-16, and whether it is big-endian.
fn wide(encoding: &'static Encoding) -> Option<bool> {
    (encoding == UTF_16LE || encoding == UTF_16BE).then_some(encoding == UTF_16BE)
}

fn wide_line_end(pair: &[u8], big: bool) -> bool {
    let (low, high) = if big {
        (pair[1], pair[0])
    } else {
        (pair[0], pair[1])
    };
    high == 0 && (low == b'\n' || low == b'\r')
}

/// A line of a file in another encoding that is sound UTF-8 all the same, and not by chance: Chinese text of GBK
/// makes two bytes look like one UTF-8 letter now and then (路 is C2 B7), but hardly ever two letters of three.
fn looks_utf8(line: &[u8], encoding: &'static Encoding) -> bool {
    if line.is_ascii() {
        return false;
    }
    let Ok(text) = std::str::from_utf8(line) else {
        return false;
    };
    let wide = text.chars().filter(|c| c.len_utf8() >= 3).count();
    wide >= 2 || encoding.is_single_byte()
}
