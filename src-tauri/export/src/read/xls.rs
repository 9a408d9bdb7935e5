//! The binary workbook of Excel 97–2003, through calamine.
//!
//! That reader lays a sheet out as a full rectangle and believes what the file says of its size, so a few bytes could
//! ask for a thousand gigabytes. The records are therefore walked once before, to measure the rectangles and to find
//! encryption, and the reader gets the workbook in a fresh container.

use std::io::{Cursor, Read, Write};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Mutex, PoisonError};

use calamine::{Data, Range, Reader, SheetType, SheetVisible, Xls};

use super::row::{Kind, RowBuffer};
use super::xlsx::{put_iso, put_number};
use super::{SheetName, SheetRows};
use crate::error::{ReadCode, ReadError};
use crate::limits::Limits;

/// Cells of all rectangles of a workbook together, which have to be held: a full sheet of 128 columns.
const MAX_RECTANGLE: u64 = 65_536 * 128;

pub(crate) struct XlsWorkbook {
    xls: Mutex<Xls<Cursor<Vec<u8>>>>,
    names: Vec<SheetName>,
    columns: usize,
}

impl XlsWorkbook {
    pub(crate) fn open(held: Vec<u8>, limits: &Limits) -> Result<Self, ReadError> {
        let stream = workbook_stream(&held)?;
        drop(held);
        measure(&stream, limits.sheets)?;
        let sound = repacked(&stream)?;
        drop(stream);
        let xls = guarded(|| Xls::new(Cursor::new(sound)))?.map_err(xls_error)?;
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
        if range.end().is_some_and(|end| end.1 as usize >= self.columns) {
            return Err(ReadError::too_large("columns", self.columns as u64));
        }
        Ok(XlsRows {
            range,
            formulas,
            next: 0,
            met: 0,
        })
    }
}

pub(crate) struct XlsRows {
    range: Range<Data>,
    formulas: Range<String>,
    next: usize,
    /// Formula cells met so far.
    met: u64,
}

impl SheetRows for XlsRows {
    fn next_row(&mut self, row: &mut RowBuffer) -> Result<bool, ReadError> {
        // Cells without any value lie outside the rectangle of values, and may hold formulas.
        let area = |start: Option<(u32, u32)>, end: Option<(u32, u32)>| Some((start?, end?));
        let values = area(self.range.start(), self.range.end());
        let formulas = area(self.formulas.start(), self.formulas.end());
        let bottom = values
            .iter()
            .chain(&formulas)
            .map(|(_, end)| end.0 as usize + 1)
            .max()
            .unwrap_or(0);
        let right = values
            .iter()
            .chain(&formulas)
            .map(|(_, end)| end.1 + 1)
            .max()
            .unwrap_or(0);
        while self.next < bottom {
            let line = self.next as u32;
            self.next += 1;
            row.clear(u64::from(line) + 1);
            for column in 0..right {
                let data = self.range.get_value((line, column)).unwrap_or(&Data::Empty);
                let formula = self
                    .formulas
                    .get_value((line, column))
                    .is_some_and(|text| !text.is_empty());
                self.met += u64::from(formula);
                match data {
                    // A text without characters is a result; nothing at all means that nobody calculated it.
                    Data::Empty if formula => row.put(column as usize, Kind::FormulaWithoutValue, |_| ()),
                    data => put(row, column as usize, data),
                }
            }
            if !row.is_blank() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn formulas(&self) -> u64 {
        self.met
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

/// The workbook stream out of its container: encryption is refused by name, and so is another kind of document.
fn workbook_stream(held: &[u8]) -> Result<Vec<u8>, ReadError> {
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
    Ok(stream)
}

/// A sound container with the workbook stream alone: the reader follows chains of sectors without looking for
/// circles, so it gets a file in which there are none.
fn repacked(stream: &[u8]) -> Result<Vec<u8>, ReadError> {
    let container = cfb::CompoundFile::create_with_version(cfb::Version::V3, Cursor::new(Vec::new()));
    let mut container = container.map_err(ReadError::damaged)?;
    let mut place = container.create_stream("/Workbook").map_err(ReadError::damaged)?;
    place.write_all(stream).map_err(ReadError::damaged)?;
    place.flush().map_err(ReadError::damaged)?;
    drop(place);
    container.flush().map_err(ReadError::damaged)?;
    Ok(container.into_inner().into_inner())
}

/// Records of a stream: kind and content.
struct Records<'a>(&'a [u8]);

impl<'a> Iterator for Records<'a> {
    type Item = (u16, &'a [u8]);

    fn next(&mut self) -> Option<Self::Item> {
        let [kind_low, kind_high, length_low, length_high] = *self.0.first_chunk::<4>()?;
        let length = usize::from(u16::from_le_bytes([length_low, length_high]));
        let body = self.0.get(4..4 + length)?;
        self.0 = &self.0[4 + length..];
        Some((u16::from_le_bytes([kind_low, kind_high]), body))
    }
}

const EOF: u16 = 0x000a;
const BOF: u16 = 0x0809;

/// Measures what the sheets of a workbook will take when laid out, by their claims and by their cells.
fn measure(stream: &[u8], max_sheets: usize) -> Result<(), ReadError> {
    let (mut total, mut sheets) = (0_u64, 0);
    for (kind, body) in Records(stream).take_while(|(kind, _)| *kind != EOF) {
        match kind {
            0x002f if body.get(..2) != Some(&[0, 0]) => {
                return Err(ReadError::new(ReadCode::PasswordProtected));
            }
            // A sheet, by its place in the stream.
            0x0085 => {
                sheets += 1;
                if sheets > max_sheets {
                    return Err(ReadError::too_large("sheets", max_sheets as u64));
                }
                let place = body
                    .first_chunk::<4>()
                    .map_or(0, |place| u32::from_le_bytes(*place) as usize);
                let sheet = stream.get(place..).ok_or_else(|| ReadError::damaged("sheet"))?;
                total = total.saturating_add(measure_sheet(sheet));
            }
            _ => {}
        }
        if total > MAX_RECTANGLE {
            return Err(ReadError::too_large("cells", MAX_RECTANGLE));
        }
    }
    Ok(())
}

/// Cells of the rectangle that a sheet claims, or that its cells span.
fn measure_sheet(sheet: &[u8]) -> u64 {
    let word = |body: &[u8], place: usize| {
        body.get(place..place + 2)
            .map_or(0, |pair| u64::from(u16::from_le_bytes([pair[0], pair[1]])))
    };
    let double = |body: &[u8], place: usize| word(body, place) | word(body, place + 2) << 16;
    // First and last row and column.
    let mut corners: Option<[u64; 4]> = None;
    let (mut claimed, mut depth) = (0_u64, 0_u32);
    for (kind, body) in Records(sheet) {
        match kind {
            BOF => depth += 1,
            // Charts inside a sheet have ends of their own.
            EOF if depth <= 1 => break,
            EOF => depth -= 1,
            0x0200 => {
                let (rows, columns) = match body.len() {
                    10 => (word(body, 2).saturating_sub(word(body, 0)), word(body, 6)),
                    _ => (double(body, 4).saturating_sub(double(body, 0)), word(body, 10)),
                };
                claimed = claimed.saturating_add(rows.max(1).saturating_mul(columns.max(1)));
            }
            // Cells: blanks, numbers, texts, flags, formulas; MULRK and MULBLANK hold several of six or two bytes.
            0x0006 | 0x00bd | 0x00be | 0x00d6 | 0x00fd | 0x0201 | 0x0203..=0x0205 | 0x027e => {
                let (row, first) = (word(body, 0), word(body, 2));
                let more = match kind {
                    0x00bd | 0x00be => body.len() as u64 / 2,
                    _ => 0,
                };
                let [top, left, bottom, right] = corners.unwrap_or([row, first, row, first]);
                corners = Some([
                    top.min(row),
                    left.min(first),
                    bottom.max(row),
                    right.max(first + more),
                ]);
            }
            _ => {}
        }
    }
    let spanned = corners.map_or(0, |[top, left, bottom, right]| {
        (bottom - top + 1) * (right - left + 1)
    });
    claimed.max(spanned)
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
