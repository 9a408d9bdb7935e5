//! Reading tables: CSV of any encoding, gzip, XLSX, ODS, XLS, told apart by content.
//!
//! ```
//! use outpost_export::{Choices, Limits, Record, read};
//!
//! let csv = "单号,金额\nWO-1,12.50\nWO-2\n".as_bytes();
//! let mut table = read::open(std::io::Cursor::new(csv), &Choices::default(), &Limits::default()).unwrap();
//! assert_eq!(table.columns()[1].name, "金额");
//! let (mut good, mut bad) = (0, Vec::new());
//! while let Some(record) = table.read_row().unwrap() {
//!     match record {
//!         Record::Good(row) => good += row.get(1).len(),
//!         Record::Bad(_, error) => bad.push((error.line, error.code.name())),
//!     }
//! }
//! assert_eq!((good, bad), (5, vec![(3, "ragged_row")]));
//! ```

mod csv;
mod detect;
mod header;
mod number_format;
mod ods;
mod opening;
mod package;
mod preview;
mod row;
mod source;
mod text;
mod xls;
mod xlsx;
mod xlsx_parts;
mod xml;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{ReadCode, ReadError, RowError};
use csv::CsvReader;
use row::RowBuffer;
use source::Tally;

pub use header::{Column, HeaderNote};
pub use opening::{open, open_file, open_stream};
pub use preview::{ColumnKind, ColumnPreview, DistinctValue, Preview, PreviewNote, PreviewRow};
pub use row::{Cell, Record, Row};
pub use source::ReadSeek;

/// What a person settled about a file, where guessing was not good enough. All empty: guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
#[ts(rename = "ReadChoices")]
pub struct Choices {
    /// Encoding of text, by any label of the WHATWG list: `utf-8`, `gb18030`, `big5`, `shift_jis`, `utf-16le` …
    pub encoding: Option<String>,
    /// Delimiter of text, one ASCII character.
    pub delimiter: Option<char>,
    /// Sheet of a workbook.
    pub sheet: Option<String>,
    /// Line (text) or row (spreadsheet) of the header, from 1, where a title stands above it.
    #[ts(type = "number | null")]
    pub header_row: Option<u64>,
}

/// The format of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileFormat {
    /// Delimited text.
    Csv,
    /// Office Open XML workbook.
    Xlsx,
    /// OpenDocument spreadsheet.
    Ods,
    /// Binary workbook of Excel 97–2003.
    Xls,
}

/// What was found out about a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct TableInfo {
    /// Its format.
    pub format: FileFormat,
    /// Whether it came compressed by gzip.
    pub gzip: bool,
    /// Encoding of text; `ascii` as long as nothing else was met.
    pub encoding: Option<String>,
    /// Delimiter of text.
    pub delimiter: Option<char>,
    /// Sheets of a workbook, in order.
    pub sheets: Vec<String>,
    /// The sheet that is read.
    pub sheet: Option<String>,
    /// Line or row of the header, from 1.
    #[ts(type = "number")]
    pub header_line: u64,
    /// The columns.
    pub columns: Vec<Column>,
}

/// How far the reading is, for a progress bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Rows given out so far, good and bad.
    pub rows: u64,
    /// Bytes of the file taken so far.
    pub bytes: u64,
    /// Bytes of the file; unknown for a stream.
    pub total_bytes: Option<u64>,
}

/// Rows of a sheet, one after the other.
pub(crate) trait SheetRows: Send {
    /// Fills `row` with the next row that has cells; `false` at the end.
    fn next_row(&mut self, row: &mut RowBuffer) -> Result<bool, ReadError>;
    /// Formula cells met so far.
    fn formulas(&self) -> u64;
}

enum Rows {
    Csv(Box<CsvReader>),
    Sheet(Box<dyn SheetRows>),
}

/// What a step forward found; the row itself stays inside.
enum Step {
    Good,
    Bad(RowError),
}

/// An open table: its columns, and its rows one by one.
pub struct Table {
    rows: Rows,
    buffer: RowBuffer,
    info: TableInfo,
    /// The row that was read to see that there is one.
    pending: Option<Step>,
    /// Columns whose faulty cells refuse a row; all when none are named.
    needed: Option<Vec<usize>>,
    count: u64,
    blank: u64,
    max_rows: u64,
    tally: Tally,
    total_bytes: Option<u64>,
}

/// A sheet of a workbook.
#[derive(Clone, Debug)]
pub(crate) struct SheetName {
    pub(crate) name: String,
    pub(crate) visible: bool,
}

impl Table {
    /// What was found out about the file.
    pub fn info(&self) -> TableInfo {
        let mut info = self.info.clone();
        if let Rows::Csv(csv) = &self.rows {
            info.encoding = Some(csv.encoding());
        }
        info
    }

    /// The columns, in the order of the file.
    pub fn columns(&self) -> &[Column] {
        &self.info.columns
    }

    /// How far the reading is.
    pub fn progress(&self) -> Progress {
        Progress {
            rows: self.count,
            bytes: self.tally.get(),
            total_bytes: self.total_bytes,
        }
    }

    /// Cells met so far whose value is the saved result of a formula.
    pub fn formulas(&self) -> u64 {
        match &self.rows {
            Rows::Csv(_) => 0,
            Rows::Sheet(rows) => rows.formulas(),
        }
    }

    /// Rows passed over so far because all their fields are blank.
    pub fn blank_rows(&self) -> u64 {
        self.blank
    }

    /// Names the columns (places from 0) that matter: a spreadsheet error or an uncalculated formula anywhere else
    /// does not refuse its row. Holds for rows not yet read, so call it before the first.
    pub fn set_needed(&mut self, columns: &[usize]) {
        self.needed = Some(columns.to_vec());
        if matches!(self.rows, Rows::Sheet(_)) && self.pending.is_some() {
            self.pending = Some(self.judge_cells());
        }
    }

    /// The next row; `None` at the end.
    ///
    /// # Errors
    /// What makes the rest of the file unreadable: `too_large`, `damaged_file`, `unclosed_quote`, `cannot_read`.
    pub fn read_row(&mut self) -> Result<Option<Record<'_>>, ReadError> {
        let step = match self.pending.take() {
            Some(step) => step,
            None => match self.step()? {
                Some(step) => step,
                None => return Ok(None),
            },
        };
        self.count += 1;
        if self.count > self.max_rows {
            return Err(ReadError::too_large("rows", self.max_rows));
        }
        let row = self.row();
        Ok(Some(match step {
            Step::Good => Record::Good(row),
            Step::Bad(error) => Record::Bad(row, error),
        }))
    }

    fn row(&self) -> Row<'_> {
        match &self.rows {
            Rows::Csv(csv) => {
                let (text, bounds) = csv.record();
                Row {
                    line: csv.line(),
                    text,
                    bounds,
                    kinds: &[],
                }
            }
            Rows::Sheet(_) => {
                let RowBuffer {
                    line,
                    text,
                    bounds,
                    kinds,
                } = &self.buffer;
                Row {
                    line: *line,
                    text,
                    bounds,
                    kinds,
                }
            }
        }
    }

    /// Goes to the next row that is not blank.
    fn step(&mut self) -> Result<Option<Step>, ReadError> {
        loop {
            match &mut self.rows {
                Rows::Csv(csv) => match csv.advance()? {
                    None => return Ok(None),
                    Some(Err(error)) => return Ok(Some(Step::Bad(error))),
                    Some(Ok(())) => {}
                },
                Rows::Sheet(rows) => {
                    if !rows.next_row(&mut self.buffer)? {
                        return Ok(None);
                    }
                }
            }
            if self.is_blank() {
                self.blank += 1;
                continue;
            }
            return Ok(Some(match &self.rows {
                Rows::Csv(csv) => self.judge_width(csv.bounds().len()),
                Rows::Sheet(_) => self.judge_cells(),
            }));
        }
    }

    fn is_blank(&self) -> bool {
        match &self.rows {
            Rows::Csv(csv) => csv.bounds().iter().all(|(from, to)| from == to),
            Rows::Sheet(_) => self.buffer.is_blank(),
        }
    }

    /// A row of text has as many fields as the header; blank ones behind the last are forgiven.
    fn judge_width(&self, width: usize) -> Step {
        let columns = self.info.columns.len();
        if columns == 0 || width == columns {
            return Step::Good;
        }
        let row = self.row();
        if width > columns && (columns..width).all(|column| row.get(column).trim().is_empty()) {
            return Step::Good;
        }
        let mut error = RowError::row(ReadCode::RaggedRow, row.line);
        error.value = Some(width.to_string());
        Step::Bad(error.expecting(columns.to_string()))
    }

    /// A row of a sheet may be shorter than the header, but not longer, and its needed cells must hold values.
    fn judge_cells(&self) -> Step {
        let columns = self.info.columns.len();
        if columns > 0 && self.buffer.filled_width() > columns {
            return self.judge_width(self.buffer.filled_width());
        }
        let row = self.row();
        let faulty = |column: usize| row.fault(column).map(|code| (column, code));
        let fault = match &self.needed {
            Some(needed) => needed.iter().copied().find_map(faulty),
            None => (0..columns).find_map(faulty),
        };
        match fault {
            Some((column, code)) => {
                let name = self.info.columns.get(column).map_or("", |c| c.name.as_str());
                Step::Bad(RowError::value(code, row.line, name, row.get(column)))
            }
            None => Step::Good,
        }
    }

    /// Finds the header; `guess` allows to pass over a title above it.
    fn read_header(&mut self, max_columns: usize, guess: bool) -> Result<(), ReadError> {
        let wanted = self.info.header_line;
        loop {
            match self.step()? {
                None => return Err(ReadError::new(ReadCode::EmptyFile)),
                Some(_) if self.row().line < wanted => {}
                Some(Step::Bad(error)) if error.code != ReadCode::RaggedRow => {
                    let refused = ReadError::new(error.code).with("line", error.line);
                    return Err(refused.with("expected", error.expected.unwrap_or_default()));
                }
                Some(_) => break,
            }
        }
        self.take_header();
        if self.info.columns.len() > max_columns {
            return Err(ReadError::too_large("columns", max_columns as u64));
        }
        self.pending = self.step()?;
        // A title above the header: one cell alone, and several below it.
        let title = guess && self.info.columns.len() == 1 && matches!(self.rows, Rows::Sheet(_));
        if title && self.pending.is_some() && self.buffer.filled() >= 3 {
            self.take_header();
            self.pending = self.step()?;
        }
        if self.pending.is_none() {
            return Err(ReadError::new(ReadCode::NoRows).with("columns", self.info.columns.len()));
        }
        Ok(())
    }

    fn take_header(&mut self) {
        let row = self.row();
        let width = if row.kinds.is_empty() {
            row.len()
        } else {
            self.buffer.filled_width()
        };
        let line = row.line;
        let columns = header::columns(row.texts(width));
        self.info.columns = columns;
        self.info.header_line = line;
    }
}
