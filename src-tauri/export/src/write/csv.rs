//! Comma-separated text for spreadsheets: byte order mark, CRLF, quotes where needed, nothing that calculates.

use std::io::Write;

use super::{CellKind, SheetSpec, Value, neutralised};
use crate::dates::{DAY_MS, ZoneClock, write_iso, write_local};
use crate::error::WriteError;

/// Writes cells one after the other; commas and line ends come by themselves.
pub(crate) struct CsvSink<W: Write> {
    out: W,
    at_start: bool,
    scratch: String,
    clock: Option<ZoneClock>,
}

impl<W: Write> CsvSink<W> {
    pub(crate) fn new(mut out: W) -> Result<Self, WriteError> {
        // Without the mark, Excel reads UTF-8 in the machine's own encoding.
        out.write_all("\u{feff}".as_bytes())?;
        Ok(Self {
            out,
            at_start: true,
            scratch: String::new(),
            clock: None,
        })
    }

    fn separate(&mut self) -> Result<(), WriteError> {
        if !std::mem::replace(&mut self.at_start, false) {
            self.out.write_all(b",")?;
        }
        Ok(())
    }

    /// A text cell, harmless for spreadsheets.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), WriteError> {
        self.separate()?;
        let prefix: &[u8] = if neutralised(text) { b"'" } else { b"" };
        if !text.contains([',', '"', '\r', '\n']) && text.trim() == text {
            self.out.write_all(prefix)?;
            return Ok(self.out.write_all(text.as_bytes())?);
        }
        self.out.write_all(b"\"")?;
        self.out.write_all(prefix)?;
        for (index, piece) in text.split('"').enumerate() {
            if index > 0 {
                self.out.write_all(b"\"\"")?;
            }
            self.out.write_all(piece.as_bytes())?;
        }
        Ok(self.out.write_all(b"\"")?)
    }

    /// A cell that is no text: digits, marks of numbers and dates.
    fn bare(&mut self, text: &str) -> Result<(), WriteError> {
        self.separate()?;
        Ok(self.out.write_all(text.as_bytes())?)
    }

    pub(crate) fn end_row(&mut self) -> Result<(), WriteError> {
        self.at_start = true;
        Ok(self.out.write_all(b"\r\n")?)
    }

    pub(crate) fn row(&mut self, spec: &SheetSpec, cells: &[Value<'_>]) -> Result<(), WriteError> {
        for (cell, column) in cells.iter().zip(&spec.columns) {
            let mut text = std::mem::take(&mut self.scratch);
            text.clear();
            match *cell {
                Value::Empty => {}
                Value::Text(_) => {}
                Value::Scaled(number) => {
                    let clock = self.clock.get_or_insert_with(|| ZoneClock::of(spec.zone));
                    write_scaled(number, column.kind, clock, &mut text);
                }
                Value::Float(number) if number.is_finite() => text.push_str(&number.to_string()),
                Value::Float(_) => {}
                Value::Flag(flag) => text.push_str(&spec.flags[usize::from(!flag)]),
            }
            match *cell {
                Value::Text(cell) => self.text(cell)?,
                Value::Flag(_) => self.text(&text)?,
                _ => self.bare(&text)?,
            }
            self.scratch = text;
        }
        self.end_row()
    }

    pub(crate) fn finish(mut self) -> Result<(), WriteError> {
        Ok(self.out.flush()?)
    }
}

/// Writes a whole number in the unit of its column.
pub(crate) fn write_scaled(number: i64, kind: CellKind, clock: &mut ZoneClock, out: &mut String) {
    match kind {
        CellKind::Instant => write_local(clock.local(number), out),
        CellKind::Day => write_iso(number.saturating_mul(DAY_MS), out),
        CellKind::Money => write_decimal(number, 2, out),
        CellKind::Decimal { places } => write_decimal(number, places, out),
        CellKind::Percent => {
            write_decimal(number, 2, out);
            out.push('%');
        }
        _ => write_decimal(number, 0, out),
    }
}

/// Writes a count of 10^-`places` with a decimal point and all its places.
pub(crate) fn write_decimal(number: i64, places: u8, out: &mut String) {
    use std::fmt::Write;
    let places = usize::from(places.min(18));
    let unit = 10_u64.pow(places as u32);
    let size = number.unsigned_abs();
    let sign = if number < 0 { "-" } else { "" };
    // Writing to a string cannot fail.
    let _ = write!(out, "{sign}{}", size / unit);
    if places > 0 {
        let _ = write!(out, ".{:0places$}", size % unit);
    }
}
