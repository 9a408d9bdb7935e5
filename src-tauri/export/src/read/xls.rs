//! The binary workbook of Excel 97–2003, through calamine.
//!
//! That reader lays a sheet out as a full rectangle, so one cell in a far corner could ask for a hundred gigabytes.
//! The records are therefore walked once before, to measure the rectangle and to find encryption.

use std::io::{Cursor, Read};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls};

use super::row::{Kind, RowBuffer};
use super::xlsx::{put_iso, put_number};
use super::{SheetName, SheetRows};
use crate::error::{ReadCode, ReadError};
use crate::limits::Limits;

/// Cells of all rectangles of a workbook together; at 32 bytes each they have to be held.
const MAX_RECTANGLE: u64 = 16 << 20;

pub(crate) struct XlsWorkbook {
    xls: Mutex<Xls<Cursor<Vec<u8>>>>,
    names: Vec<SheetName>,
    columns: usize,
}

impl XlsWorkbook {
    pub(crate) fn open(held: Vec<u8>, limits: &Limits) -> Result<Self, ReadError> {
        measure(&held)?;
        let xls = guarded(|| Xls::new(Cursor::new(held)))?.map_err(xls_error)?;
        let sheets = xls
            .sheets_metadata()
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet);
        let name = |sheet: &calamine::Sheet| SheetName {
            name: sheet.name.clone(),
            visible: sheet.visible == SheetVisible::Visible,
        };
        let names: Vec<SheetName> = sheets.map(name).collect();
        if names.len() > limits.sheets {
            return Err(ReadError::too_large("sheets", limits.sheets as u64));
        }
        Ok(Self {
            xls: Mutex::new(xls),
            names,
            columns: limits.columns,
        })
    }

    pub(crate) fn sheet_names(&self) -> Vec<SheetName> {
        self.names.clone()
    }

    pub(crate) fn rows(&self, name: &str) -> Result<XlsRows, ReadError> {
        let mut xls = self.xls.lock().unwrap_or_else(PoisonError::into_inner);
        let range = guarded(|| xls.worksheet_range(name))?.map_err(xls_error)?;
        let formulas = guarded(|| xls.worksheet_formula(name))?.map_err(xls_error)?;
        let formulas = formulas
            .used_cells()
            .filter(|(_, _, formula)| !formula.is_empty())
            .count() as u64;
        if range.width() > self.columns {
            return Err(ReadError::too_large("columns", self.columns as u64));
        }
        Ok(XlsRows {
            range,
            next: 0,
            formulas,
        })
    }
}

pub(crate) struct XlsRows {
    range: Range<Data>,
    next: usize,
    formulas: u64,
}

impl SheetRows for XlsRows {
    fn next_row(&mut self, row: &mut RowBuffer) -> Result<bool, ReadError> {
        let (first_row, first_column) = self.range.start().unwrap_or((0, 0));
        while self.next < self.range.height() {
            let at = self.next;
            self.next += 1;
            row.clear(u64::from(first_row) + at as u64 + 1);
            for (offset, data) in self.range[at].iter().enumerate() {
                put(row, first_column as usize + offset, data);
            }
            if !row.is_blank() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn formulas(&self) -> u64 {
        self.formulas
    }
}

fn put(row: &mut RowBuffer, column: usize, data: &Data) {
    match data {
        Data::Empty => {}
        Data::String(text) if text.is_empty() => {}
        Data::String(text) => row.put(column, Kind::Text, |out| out.push_str(text)),
        Data::Int(number) => put_number(row, column, *number as f64, false, false),
        Data::Float(number) => put_number(row, column, *number, false, false),
        Data::Bool(flag) => {
            row.put(column, Kind::Flag(*flag), |out| {
                out.push_str(if *flag { "true" } else { "false" })
            });
        }
        Data::DateTime(moment) if moment.is_datetime() => {
            // The reader knows whether the workbook counts from 1904 and tells only parts of the date.
            let (year, month, day, hour, minute, second, milli) = moment.to_ymd_hms_milli();
            let iso = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}");
            if (0.0..1.0).contains(&moment.as_f64()) {
                put_number(row, column, moment.as_f64(), true, false);
            } else {
                put_iso(row, column, &iso);
            }
        }
        Data::DateTime(duration) => put_number(row, column, duration.as_f64(), false, false),
        Data::DateTimeIso(text) | Data::DurationIso(text) => put_iso(row, column, text),
        Data::Error(error) => row.put(column, Kind::Error, |out| out.push_str(&error.to_string())),
    }
}

/// Walks the records of the workbook stream: encryption is refused by name, a rectangle beyond reason too.
fn measure(held: &[u8]) -> Result<(), ReadError> {
    let mut container = cfb::CompoundFile::open(Cursor::new(held)).map_err(ReadError::damaged)?;
    if container.exists("/EncryptedPackage") {
        return Err(ReadError::new(ReadCode::PasswordProtected));
    }
    let name = ["/Workbook", "/Book", "/WORKBOOK", "/BOOK"]
        .into_iter()
        .find(|name| container.exists(name));
    let Some(name) = name else {
        return Err(ReadError::not_a_table(if container.exists("/WordDocument") {
            "doc"
        } else {
            "ole"
        }));
    };
    let mut stream = Vec::new();
    let opened = container.open_stream(name).map_err(ReadError::damaged)?;
    // The stream cannot be longer than the file that holds it.
    opened
        .take(held.len() as u64)
        .read_to_end(&mut stream)
        .map_err(ReadError::damaged)?;
    walk(&stream)
}

fn walk(stream: &[u8]) -> Result<(), ReadError> {
    let (mut at, mut total) = (0, 0_u64);
    // First and last row and column of the sheet at hand.
    let mut corners: Option<[u64; 4]> = None;
    while let Some([kind_low, kind_high, length_low, length_high]) = stream.get(at..at + 4) {
        let kind = u16::from_le_bytes([*kind_low, *kind_high]);
        let length = usize::from(u16::from_le_bytes([*length_low, *length_high]));
        let Some(body) = stream.get(at + 4..at + 4 + length) else {
            break;
        };
        at += 4 + length;
        let word = |place: usize| {
            body.get(place..place + 2)
                .map(|b| u64::from(u16::from_le_bytes([b[0], b[1]])))
        };
        match kind {
            0x002f if word(0) != Some(0) => return Err(ReadError::new(ReadCode::PasswordProtected)),
            // Begin and end of a sheet.
            0x0809 | 0x000a => total += corners.take().map_or(0, area),
            // Cells: blanks, numbers, texts, flags, formulas; MULRK and MULBLANK name their last column at the end.
            0x0006 | 0x00bd | 0x00be | 0x00d6 | 0x00fd | 0x0201 | 0x0203..=0x0205 | 0x027e => {
                let (Some(row), Some(first)) = (word(0), word(2)) else {
                    continue;
                };
                let many = matches!(kind, 0x00bd | 0x00be) && length >= 6;
                let last = if many {
                    word(length - 2).unwrap_or(first)
                } else {
                    first
                };
                let [top, left, bottom, right] = corners.unwrap_or([row, first, row, last]);
                corners = Some([top.min(row), left.min(first), bottom.max(row), right.max(last)]);
            }
            _ => {}
        }
    }
    total += corners.map_or(0, area);
    if total > MAX_RECTANGLE {
        return Err(ReadError::too_large("cells", MAX_RECTANGLE));
    }
    Ok(())
}

fn area([top, left, bottom, right]: [u64; 4]) -> u64 {
    (bottom - top + 1) * (right.max(left) - left + 1)
}

/// The reader of this old format trusts lengths inside the file in places; a file made to mislead it must end as a
/// damaged file and not end the program.
fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, ReadError> {
    catch_unwind(AssertUnwindSafe(work)).map_err(|_| ReadError::damaged("xls"))
}

fn xls_error(error: calamine::XlsError) -> ReadError {
    match error {
        calamine::XlsError::Password => ReadError::new(ReadCode::PasswordProtected),
        other => ReadError::damaged(other),
    }
}
