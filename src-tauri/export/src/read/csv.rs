//! Records of delimited text: bounded memory, borrowed fields, exact line numbers.
//!
//! Written here because the readers at hand grow a record without end and lose the line number of files with old
//! line ends. Fields are found with `memchr`, quotes are undone in place, and a record is checked once as UTF-8.

use memchr::{memchr, memchr_iter, memchr2};

use super::text::TextSource;
use crate::error::{ReadCode, ReadError, RowError};

const BUFFER: usize = 256 << 10;
const CANDIDATES: [u8; 4] = [b',', b';', b'\t', b'|'];
/// Records looked at to find the delimiter.
const SAMPLE_RECORDS: usize = 50;

/// How the text is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Dialect {
    pub(crate) delimiter: u8,
    pub(crate) quote: u8,
    pub(crate) line_end: u8,
}

/// A field whose quotes have to be undone: index of the field, place of its closing quote.
type Escaped = (usize, u32);

enum Scan {
    /// A record that takes so many bytes and so many line ends.
    Record {
        bytes: usize,
        lines: u64,
    },
    More {
        in_quotes: bool,
    },
    End,
    Unclosed,
}

pub(crate) struct CsvReader {
    source: TextSource,
    pub(crate) dialect: Dialect,
    buffer: Vec<u8>,
    /// The record begins here.
    start: usize,
    /// The next one begins here.
    next: usize,
    end: usize,
    ended: bool,
    /// Bytes of text before the buffer.
    before: u64,
    line: u64,
    next_line: u64,
    bounds: Vec<(u32, u32)>,
    escaped: Vec<Escaped>,
    /// The record for display where it is not sound UTF-8.
    repaired: Option<String>,
    max_record: usize,
    max_columns: usize,
}

impl CsvReader {
    pub(crate) fn new(
        source: TextSource,
        delimiter: Option<u8>,
        max_record: usize,
        max_columns: usize,
    ) -> Result<Self, ReadError> {
        let mut reader = Self {
            source,
            dialect: Dialect {
                delimiter: b',',
                quote: b'"',
                line_end: b'\n',
            },
            buffer: vec![0; BUFFER],
            start: 0,
            next: 0,
            end: 0,
            ended: false,
            before: 0,
            line: 1,
            next_line: 1,
            bounds: Vec::new(),
            escaped: Vec::new(),
            repaired: None,
            max_record,
            max_columns,
        };
        while !reader.ended && reader.end < 64 << 10 {
            reader.fill()?;
        }
        reader.settle(delimiter);
        Ok(reader)
    }

    pub(crate) fn encoding(&self) -> String {
        self.source.encoding()
    }

    /// Physical line on which the record begins, from 1.
    pub(crate) fn line(&self) -> u64 {
        self.line
    }

    /// Text and field bounds of the record; valid until the next call of [`CsvReader::advance`].
    pub(crate) fn record(&self) -> (&str, &[(u32, u32)]) {
        let text = match &self.repaired {
            Some(text) => text.as_str(),
            // Checked in `advance`; the check costs little and keeps this free of unsafe code.
            None => std::str::from_utf8(&self.buffer[self.start..self.next]).unwrap_or(""),
        };
        (text, &self.bounds)
    }

    /// Where the fields stand; valid as long as [`CsvReader::record`] is.
    pub(crate) fn bounds(&self) -> &[(u32, u32)] {
        &self.bounds
    }

    /// Goes to the next record that is not a blank line. The inner error refuses the row alone.
    pub(crate) fn advance(&mut self) -> Result<Option<Result<(), RowError>>, ReadError> {
        loop {
            self.start = self.next;
            self.line = self.next_line;
            match self.scan()? {
                Scan::End => return Ok(None),
                Scan::Unclosed => return Err(self.unclosed()),
                Scan::More { in_quotes } => self.make_room(in_quotes)?,
                Scan::Record { bytes, lines } => {
                    if bytes > self.max_record {
                        return Err(self.too_long());
                    }
                    self.next = self.start + bytes;
                    self.next_line = self.line + lines;
                    if self.bounds.len() == 1 && self.is_blank() {
                        continue;
                    }
                    self.unescape();
                    return Ok(Some(self.check()));
                }
            }
        }
    }

    fn is_blank(&self) -> bool {
        self.buffer[self.start..self.next].trim_ascii().is_empty()
    }

    fn unclosed(&self) -> ReadError {
        ReadError::new(ReadCode::UnclosedQuote).with("line", self.line)
    }

    fn too_long(&self) -> ReadError {
        ReadError::too_large("record_bytes", self.max_record as u64).with("line", self.line)
    }

    /// Finds the fields of the record at `start`.
    fn scan(&mut self) -> Result<Scan, ReadError> {
        self.bounds.clear();
        self.escaped.clear();
        let Dialect {
            delimiter,
            quote,
            line_end,
        } = self.dialect;
        let data = &self.buffer[self.start..self.end];
        if data.is_empty() && self.ended {
            return Ok(Scan::End);
        }
        let (mut at, mut lines) = (0, 0);
        loop {
            if self.bounds.len() > self.max_columns {
                return Err(ReadError::too_large("columns", self.max_columns as u64).with("line", self.line));
            }
            let quoted = data.get(at) == Some(&quote);
            let close = if quoted {
                match closing_quote(data, at + 1, quote, self.ended) {
                    Some((close, doubled)) => {
                        lines += memchr_iter(line_end, &data[at..close]).count() as u64;
                        Some((close, doubled))
                    }
                    None if self.ended => return Ok(Scan::Unclosed),
                    None => return Ok(Scan::More { in_quotes: true }),
                }
            } else {
                None
            };
            let from = close.map_or(at, |(close, _)| close + 1);
            let (stop, last) = match memchr2(delimiter, line_end, &data[from..]) {
                Some(offset) => (from + offset, data[from + offset] == line_end),
                None if self.ended => (data.len(), true),
                None => return Ok(Scan::More { in_quotes: false }),
            };
            let text_end = if last && stop > from && data[stop - 1] == b'\r' {
                stop - 1
            } else {
                stop
            };
            match close {
                Some((close, false)) if close + 1 == text_end => {
                    self.bounds.push((at as u32 + 1, close as u32));
                }
                Some((close, _)) => {
                    self.escaped.push((self.bounds.len(), close as u32));
                    self.bounds.push((at as u32 + 1, text_end as u32));
                }
                None => self.bounds.push((at as u32, text_end as u32)),
            }
            if last {
                let end_of_line = usize::from(stop < data.len());
                return Ok(Scan::Record {
                    bytes: stop + end_of_line,
                    lines: lines + end_of_line as u64,
                });
            }
            at = stop + 1;
        }
    }

    /// Undoes doubled quotes, and lets text behind a closing quote follow it, as spreadsheets do. Freed bytes become
    /// blanks, so that the record stays sound as a whole.
    fn unescape(&mut self) {
        let record = &mut self.buffer[self.start..self.next];
        for (field, close) in self.escaped.drain(..) {
            let (from, to) = self.bounds[field];
            let (from, to, close) = (from as usize, to as usize, close as usize);
            let mut write = from;
            let mut read = from;
            while read < to {
                let byte = record[read];
                if read == close {
                    read += 1;
                    continue;
                }
                record[write] = byte;
                write += 1;
                read += if byte == self.dialect.quote && read < close {
                    2
                } else {
                    1
                };
            }
            record[write..to].fill(b' ');
            self.bounds[field] = (from as u32, write as u32);
        }
    }

    /// Whether the record is sound text.
    fn check(&mut self) -> Result<(), RowError> {
        self.repaired = None;
        let from = self.before + self.start as u64;
        let marked = self.source.bad_within(from, self.before + self.next as u64);
        let record = &self.buffer[self.start..self.next];
        let sound = std::str::from_utf8(record).is_ok();
        if !sound {
            let mut text = String::new();
            for bound in &mut self.bounds {
                let field = String::from_utf8_lossy(&record[bound.0 as usize..bound.1 as usize]);
                let start = text.len() as u32;
                text.push_str(&field);
                *bound = (start, text.len() as u32);
            }
            self.repaired = Some(text);
        }
        if !sound || marked.is_some() {
            let encoding = self.source.encoding();
            let mixed = marked.is_some_and(|bad| bad.mixed);
            let expected = if mixed {
                format!("{encoding} ≠ utf-8")
            } else {
                encoding
            };
            return Err(RowError::row(ReadCode::BadEncoding, self.line).expecting(expected));
        }
        if memchr(0, record).is_some() {
            return Err(RowError::row(ReadCode::NulByte, self.line));
        }
        Ok(())
    }

    /// More text behind an unfinished record: moves it to the front, and lets the buffer grow up to the limit.
    fn make_room(&mut self, in_quotes: bool) -> Result<(), ReadError> {
        if self.end - self.start > self.max_record {
            return Err(if in_quotes {
                self.unclosed()
            } else {
                self.too_long()
            });
        }
        self.buffer.copy_within(self.start..self.end, 0);
        self.before += self.start as u64;
        self.end -= self.start;
        self.next -= self.start;
        self.start = 0;
        if self.end * 2 > self.buffer.len() {
            let room = (self.buffer.len() * 2).min(self.max_record + BUFFER);
            self.buffer.resize(room.max(self.buffer.len()), 0);
        }
        self.fill()
    }

    fn fill(&mut self) -> Result<(), ReadError> {
        let n = self.source.read(&mut self.buffer[self.end..])?;
        self.end += n;
        self.ended = n == 0;
        Ok(())
    }

    /// Finds line ends and delimiter in the first piece of text, and passes over a `sep=;` line, by which old
    /// spreadsheets name theirs.
    fn settle(&mut self, named: Option<u8>) {
        let sample = &self.buffer[..self.end];
        let line_feed = memchr(b'\n', sample).is_some();
        if !line_feed && memchr(b'\r', sample).is_some() {
            self.dialect.line_end = b'\r';
        }
        let line_end = self.dialect.line_end;
        let first = &sample[..memchr(line_end, sample).unwrap_or(sample.len())];
        let declared = match first.trim_ascii_end() {
            [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', delimiter] => Some(*delimiter),
            b"sep=" if first.contains(&b'\t') => Some(b'\t'),
            _ => None,
        };
        if declared.is_some() {
            self.next = (first.len() + 1).min(self.end);
            self.next_line = 2;
        }
        let rest = &self.buffer[self.next..self.end];
        self.dialect.delimiter = named
            .or(declared)
            .unwrap_or_else(|| best_delimiter(rest, self.dialect, self.ended));
    }
}

/// The quote that closes a field, and whether quotes inside it are doubled. Without an answer the text goes on
/// beyond `data`; a quote as the very last byte is only known to close when there is no more.
fn closing_quote(data: &[u8], from: usize, quote: u8, ended: bool) -> Option<(usize, bool)> {
    let mut doubled = false;
    let mut at = from;
    loop {
        let close = at + memchr(quote, data.get(at..)?)?;
        match data.get(close + 1) {
            Some(next) if *next == quote => {
                doubled = true;
                at = close + 2;
            }
            None if !ended => return None,
            _ => return Some((close, doubled)),
        }
    }
}

/// The delimiter that cuts most records into as many fields as the first one.
fn best_delimiter(sample: &[u8], dialect: Dialect, complete: bool) -> u8 {
    let score = |delimiter: u8| {
        let mut counts = field_counts(sample, Dialect { delimiter, ..dialect }, complete).into_iter();
        let header = counts.next().unwrap_or(1);
        if header < 2 {
            return 0.0;
        }
        let (mut same, mut all) = (1.0, 1.0);
        for count in counts {
            all += 1.0;
            same += if count == header { 1.0 } else { 0.0 };
        }
        let agreement: f64 = same / all;
        agreement * agreement * header as f64
    };
    let mut best = (b',', 0.0);
    for delimiter in CANDIDATES {
        let points = score(delimiter);
        if points > best.1 {
            best = (delimiter, points);
        }
    }
    best.0
}

/// Numbers of fields of the first records; the last one counts only if the sample is the whole text.
fn field_counts(sample: &[u8], dialect: Dialect, complete: bool) -> Vec<usize> {
    let (mut counts, mut fields, mut at) = (Vec::new(), 1, 0);
    while counts.len() < SAMPLE_RECORDS {
        let from = match sample.get(at) {
            None => break,
            Some(byte) if *byte == dialect.quote => {
                match closing_quote(sample, at + 1, dialect.quote, true) {
                    Some((close, _)) => close + 1,
                    None => break,
                }
            }
            Some(_) => at,
        };
        match memchr2(dialect.delimiter, dialect.line_end, &sample[from..]) {
            Some(offset) if sample[from + offset] == dialect.delimiter => {
                fields += 1;
                at = from + offset + 1;
            }
            Some(offset) => {
                if fields > 1 || !sample[at..from + offset].trim_ascii().is_empty() {
                    counts.push(fields);
                }
                fields = 1;
                at = from + offset + 1;
            }
            None => {
                if complete {
                    counts.push(fields);
                }
                break;
            }
        }
    }
    counts
}
