//! Rows of one XLSX sheet, streamed: memory holds one row, whatever the size of the sheet.

use std::sync::Arc;

use quick_xml::events::{BytesStart, Event};

use super::SheetRows;
use super::row::{Kind, RowBuffer};
use super::xlsx_parts::{Workbook, push_unescaped};
use super::xml::Xml;
use crate::dates;
use crate::error::ReadError;
use crate::limits::Limits;

/// What a cell says of its value.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Type {
    Number,
    Shared,
    Text,
    Flag,
    Error,
    IsoDate,
}

#[derive(Clone, Copy)]
struct Head {
    column: usize,
    style: usize,
    kind: Type,
}

pub(crate) struct XlsxRows {
    workbook: Arc<Workbook>,
    xml: Xml,
    row: u64,
    next_column: usize,
    value: String,
    formulas: u64,
    cells: u64,
    limits: Limits,
}

impl XlsxRows {
    pub(crate) fn open(workbook: &Arc<Workbook>, name: &str, limits: &Limits) -> Result<Self, ReadError> {
        let mut xml = workbook.package.xml(workbook.sheet_part(name)?)?;
        loop {
            match xml.next()? {
                Event::Start(e) if e.local_name().as_ref() == "sheetData" => break,
                Event::Eof => break,
                _ => {}
            }
        }
        Ok(Self {
            workbook: Arc::clone(workbook),
            xml,
            row: 0,
            next_column: 0,
            value: String::new(),
            formulas: 0,
            cells: 0,
            limits: limits.clone(),
        })
    }

    /// Reads the cell that has just begun.
    fn cell(&mut self, head: Head, row: &mut RowBuffer) -> Result<(), ReadError> {
        self.next_column = head.column + 1;
        self.value.clear();
        let (mut formula, mut valued) = (false, false);
        loop {
            match self.xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "v" => {
                        valued = true;
                        self.xml
                            .text_into(&mut self.value, "", self.limits.record_bytes)?;
                    }
                    "is" => {
                        valued = true;
                        self.value.clear();
                        self.xml
                            .text_into(&mut self.value, "rPh", self.limits.record_bytes)?;
                    }
                    "f" => {
                        formula = true;
                        self.xml.skip()?;
                    }
                    _ => self.xml.skip()?,
                },
                Event::End(_) => break,
                Event::Eof => return Err(ReadError::damaged("xml")),
                _ => {}
            }
        }
        if formula {
            self.formulas += 1;
            // An empty text is a result; nothing at all means that nobody calculated it.
            if !valued || (self.value.is_empty() && head.kind != Type::Text) {
                row.put(head.column, Kind::FormulaWithoutValue, |_| ());
                return self.count(head.column, row);
            }
        }
        if !self.value.is_empty() {
            self.convert(head, row)?;
            self.count(head.column, row)?;
        }
        Ok(())
    }

    fn count(&mut self, column: usize, row: &RowBuffer) -> Result<(), ReadError> {
        self.cells += 1;
        if column >= self.limits.columns {
            return Err(ReadError::too_large("columns", self.limits.columns as u64).with("line", self.row));
        }
        if self.cells > self.limits.cells {
            return Err(ReadError::too_large("cells", self.limits.cells));
        }
        // A small file can repeat one long shared string without end.
        if row.text.len() > self.limits.record_bytes {
            let max = self.limits.record_bytes as u64;
            return Err(ReadError::too_large("record_bytes", max).with("line", self.row));
        }
        Ok(())
    }

    fn convert(&self, head: Head, row: &mut RowBuffer) -> Result<(), ReadError> {
        if head.column >= self.limits.columns {
            return Ok(());
        }
        let (column, value) = (head.column, self.value.as_str());
        match head.kind {
            Type::Number => match value.trim().parse::<f64>() {
                Ok(number) if number.is_finite() => {
                    let date = self.workbook.date_formats.get(head.style) == Some(&true);
                    put_number(row, column, number, date, self.workbook.date_1904);
                }
                _ => row.put(column, Kind::Text, |text| text.push_str(value)),
            },
            Type::Shared => {
                let index = value.trim().parse::<usize>().map_err(ReadError::damaged)?;
                let shared = self.workbook.strings.get(index);
                let shared = shared.ok_or_else(|| ReadError::damaged(format!("sharedStrings {index}")))?;
                if !shared.is_empty() {
                    row.put(column, Kind::Text, |text| text.push_str(shared));
                }
            }
            Type::Text => row.put(column, Kind::Text, |text| push_unescaped(value, text)),
            Type::Flag => {
                let flag = matches!(value.trim(), "1" | "true" | "TRUE");
                row.put(column, Kind::Flag(flag), |text| {
                    text.push_str(if flag { "true" } else { "false" })
                });
            }
            Type::Error => row.put(column, Kind::Error, |text| text.push_str(value)),
            Type::IsoDate => put_iso(row, column, value),
        }
        Ok(())
    }
}

impl SheetRows for XlsxRows {
    fn next_row(&mut self, row: &mut RowBuffer) -> Result<bool, ReadError> {
        row.clear(self.row);
        let mut inside = false;
        loop {
            match self.xml.next()? {
                Event::Start(e) => match e.local_name().as_ref() {
                    "row" => {
                        self.row = row_number(&e)?.unwrap_or(self.row + 1);
                        self.next_column = 0;
                        row.clear(self.row);
                        inside = true;
                    }
                    "c" if inside => {
                        let head = head(&e, self.next_column)?;
                        self.cell(head, row)?;
                    }
                    _ => self.xml.skip()?,
                },
                Event::End(e) => match e.local_name().as_ref() {
                    "row" if !row.is_blank() => return Ok(true),
                    "row" => inside = false,
                    "sheetData" => return Ok(false),
                    _ => {}
                },
                Event::Eof => return Ok(false),
                _ => {}
            }
        }
    }

    fn formulas(&self) -> u64 {
        self.formulas
    }
}

/// Digits that a spreadsheet shows of a number. What a calculation leaves behind them (`0.30000000000000004`) is the
/// noise of doubles, and nobody has ever seen it.
const SHOWN_DIGITS: usize = 15;

/// A number cell: a date where its format says so, else the shortest text of the number as a spreadsheet shows it.
/// Whole numbers keep all their digits.
pub(crate) fn put_number(row: &mut RowBuffer, column: usize, number: f64, date: bool, date_1904: bool) {
    if date && (0.0..1.0).contains(&number) {
        // A time without a day.
        let ms = (number * 86_400_000.0).round() as i64;
        return row.put(column, Kind::Number(number), |text| dates::write_time(ms, text));
    }
    if date && let Some(ms) = dates::excel_serial_ms(number, date_1904) {
        return row.put(column, Kind::Moment(ms), |text| dates::write_iso(ms, text));
    }
    row.put(column, Kind::Number(number), |text| {
        use std::fmt::Write;
        let start = text.len();
        // Writing to a string cannot fail.
        let _ = write!(text, "{number}");
        if text.len() - start > SHOWN_DIGITS + 1 && number.fract() != 0.0 {
            text.truncate(start);
            let shown = format!("{number:.*e}", SHOWN_DIGITS - 1)
                .parse()
                .unwrap_or(number);
            let _ = write!(text, "{shown}");
        }
    });
}

/// A date that stands as ISO text in the file.
pub(crate) fn put_iso(row: &mut RowBuffer, column: usize, value: &str) {
    match dates::parse_iso(value) {
        Some(ms) => row.put(column, Kind::Moment(ms), |text| dates::write_iso(ms, text)),
        None => row.put(column, Kind::Text, |text| text.push_str(value)),
    }
}

fn row_number(element: &BytesStart<'_>) -> Result<Option<u64>, ReadError> {
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(ReadError::damaged)?;
        if attribute.key.as_ref() == "r" {
            return attribute.value.parse().map(Some).map_err(ReadError::damaged);
        }
    }
    Ok(None)
}

fn head(element: &BytesStart<'_>, next_column: usize) -> Result<Head, ReadError> {
    let mut head = Head {
        column: next_column,
        style: 0,
        kind: Type::Number,
    };
    for attribute in element.attributes().with_checks(false) {
        let attribute = attribute.map_err(ReadError::damaged)?;
        match attribute.key.as_ref() {
            "r" => head.column = column_of(&attribute.value)?,
            "s" => head.style = attribute.value.parse().unwrap_or(0),
            "t" => {
                head.kind = match attribute.value.as_ref() {
                    "s" => Type::Shared,
                    "str" | "inlineStr" | "is" => Type::Text,
                    "b" => Type::Flag,
                    "e" => Type::Error,
                    "d" => Type::IsoDate,
                    _ => Type::Number,
                }
            }
            _ => {}
        }
    }
    Ok(head)
}

/// Column from 0 of a reference like `BC17`.
fn column_of(reference: &str) -> Result<usize, ReadError> {
    let letters = reference.bytes().take_while(u8::is_ascii_alphabetic);
    let (mut column, mut count) = (0_usize, 0);
    for letter in letters {
        column = column * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1;
        count += 1;
        if count > 3 {
            break;
        }
    }
    if !(1..=3).contains(&count) {
        return Err(ReadError::damaged(format!("r={reference}")));
    }
    Ok(column - 1)
}
