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
mod package;
mod preview;
mod row;
mod source;
mod text;
mod xls;
mod xlsx;
mod xlsx_parts;
mod xml;

use std::fs::File;
use std::io::{Cursor, Read, SeekFrom};
use std::path::Path;

use flate2::read::MultiGzDecoder;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::error::{ReadCode, ReadError, RowError};
use crate::limits::Limits;
use csv::CsvReader;
use detect::Content;
use package::Package;
use row::RowBuffer;
use source::{Counted, Inflated, Taken, Tally};
use text::TextSource;

pub use header::{Column, HeaderNote};
pub use preview::{ColumnKind, ColumnPreview, DistinctValue, Preview, PreviewNote, PreviewRow};
pub use row::{Cell, Record, Row};
pub use source::ReadSeek;

/// What a person settled about a file, where guessing was not good enough. All empty: guess.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
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

/// Opens a file by path. Its name plays no part.
///
/// # Errors
/// `cannot_read`, and all of [`open`].
pub fn open_file(path: &Path, choices: &Choices, limits: &Limits) -> Result<Table, ReadError> {
    let name = path
        .file_name()
        .unwrap_or(path.as_os_str())
        .to_string_lossy()
        .into_owned();
    let refuse = |e: std::io::Error| ReadError::new(ReadCode::CannotRead).with("detail", e.to_string());
    let file = File::open(path).map_err(refuse)?;
    if file.metadata().map_err(refuse)?.is_dir() {
        return Err(ReadError::not_a_table("folder").with("file", name));
    }
    open(file, choices, limits).map_err(|e| e.with("file", name))
}

/// Opens a file.
///
/// # Errors
/// `empty_file`, `no_rows`, `not_a_table`, `too_large`, `damaged_file`, `password_protected`, `unknown_encoding`,
/// `unknown_sheet`, `unclosed_quote`, `cannot_read`.
pub fn open(
    mut reader: impl ReadSeek + 'static,
    choices: &Choices,
    limits: &Limits,
) -> Result<Table, ReadError> {
    let size = reader.seek(SeekFrom::End(0)).map_err(ReadError::from_io)?;
    if size > limits.input_bytes {
        return Err(ReadError::too_large("input_bytes", limits.input_bytes));
    }
    reader.seek(SeekFrom::Start(0)).map_err(ReadError::from_io)?;
    let mut head = vec![0; 8 << 10];
    let filled = source::read_full(&mut reader, &mut head)?;
    reader.seek(SeekFrom::Start(0)).map_err(ReadError::from_io)?;
    let opening = Opening {
        choices,
        limits,
        tally: Tally::default(),
        total: Some(size),
        gzip: false,
    };
    match detect::content(&head[..filled]) {
        Content::Zip => opening.zip(Box::new(reader)),
        Content::Ole => opening.ole(Box::new(reader)),
        other => opening.stream(other, Box::new(reader)),
    }
}

/// Opens what comes as a stream: an upload, standard input, an attachment. Spreadsheets are held in memory, up to
/// [`Limits::held_bytes`].
///
/// # Errors
/// As [`open`].
pub fn open_stream(
    mut reader: impl Read + Send + 'static,
    choices: &Choices,
    limits: &Limits,
) -> Result<Table, ReadError> {
    let mut head = vec![0; 8 << 10];
    let filled = source::read_full(&mut reader, &mut head)?;
    head.truncate(filled);
    let content = detect::content(&head);
    let opening = Opening {
        choices,
        limits,
        tally: Tally::default(),
        total: None,
        gzip: false,
    };
    opening.stream(content, Box::new(Cursor::new(head).chain(reader)))
}

/// What the ways of opening have in common.
struct Opening<'a> {
    choices: &'a Choices,
    limits: &'a Limits,
    tally: Tally,
    total: Option<u64>,
    gzip: bool,
}

impl Opening<'_> {
    fn stream(self, content: Content, reader: Box<dyn Read + Send>) -> Result<Table, ReadError> {
        match content {
            Content::Empty => Err(ReadError::new(ReadCode::EmptyFile)),
            Content::Other(detected) => Err(ReadError::not_a_table(detected)),
            Content::Gzip if self.gzip => Err(ReadError::not_a_table("gzip")),
            Content::Gzip => self.gunzip(reader),
            Content::Text => self.text(reader),
            Content::Zip | Content::Ole => {
                let mut reader = reader;
                let held = source::read_held(&mut *reader, self.limits.held_bytes)?;
                let held = Box::new(Cursor::new(held));
                if content == Content::Zip {
                    self.zip(held)
                } else {
                    self.ole(held)
                }
            }
        }
    }

    fn gunzip(mut self, reader: Box<dyn Read + Send>) -> Result<Table, ReadError> {
        let counted = Counted::new(reader, self.tally.clone(), self.limits.input_bytes, "input_bytes");
        let taken = Taken::Counted(self.tally.clone());
        let unpacked = MultiGzDecoder::new(counted);
        let mut inflated = Inflated::new(unpacked, Tally::default(), taken, self.limits);
        let mut head = vec![0; 8 << 10];
        let filled = source::read_full(&mut inflated, &mut head)?;
        head.truncate(filled);
        self.gzip = true;
        let content = detect::content(&head);
        self.stream(content, Box::new(Cursor::new(head).chain(inflated)))
    }

    fn text(self, reader: Box<dyn Read + Send>) -> Result<Table, ReadError> {
        // A compressed file is counted where it is read from the disk.
        let tally = if self.gzip {
            Tally::default()
        } else {
            self.tally.clone()
        };
        let max = if self.gzip {
            u64::MAX
        } else {
            self.limits.input_bytes
        };
        let counted = Counted::new(reader, tally, max, "input_bytes");
        let limits = self.limits;
        let source = TextSource::new(
            Box::new(counted),
            self.choices.encoding.as_deref(),
            limits.record_bytes,
        )?;
        let delimiter = self
            .choices
            .delimiter
            .and_then(|c| u8::try_from(c).ok())
            .filter(u8::is_ascii);
        let csv = CsvReader::new(source, delimiter, limits.record_bytes, limits.columns)?;
        let info = TableInfo {
            delimiter: Some(char::from(csv.dialect.delimiter)),
            ..self.info(FileFormat::Csv, Vec::new(), None)
        };
        self.table(Rows::Csv(Box::new(csv)), info)
    }

    fn zip(self, reader: Box<dyn ReadSeek>) -> Result<Table, ReadError> {
        let package = Package::open(reader, self.limits, &self.tally)?;
        match package.format()? {
            FileFormat::Ods => {
                let names = ods::sheet_names(&package, self.limits)?;
                self.first_sheet(FileFormat::Ods, &names, |name| {
                    Ok(Box::new(ods::OdsRows::open(&package, name, self.limits)?))
                })
            }
            _ => {
                let workbook = xlsx_parts::Workbook::open(package, self.limits)?;
                let names = workbook.sheet_names();
                let parts = std::sync::Arc::new(workbook);
                self.first_sheet(FileFormat::Xlsx, &names, |name| {
                    Ok(Box::new(xlsx::XlsxRows::open(&parts, name, self.limits)?))
                })
            }
        }
    }

    fn ole(self, mut reader: Box<dyn ReadSeek>) -> Result<Table, ReadError> {
        let held = source::read_held(&mut *reader, self.limits.held_bytes)?;
        let workbook = xls::XlsWorkbook::open(held, self.limits)?;
        let names = workbook.sheet_names();
        self.first_sheet(FileFormat::Xls, &names, |name| Ok(Box::new(workbook.rows(name)?)))
    }

    /// The sheet that was chosen; without a choice the first one that holds a table.
    fn first_sheet(
        &self,
        format: FileFormat,
        names: &[SheetName],
        rows: impl Fn(&str) -> Result<Box<dyn SheetRows>, ReadError>,
    ) -> Result<Table, ReadError> {
        let all: Vec<String> = names.iter().map(|sheet| sheet.name.clone()).collect();
        let open = |name: &str| {
            let info = self.info(format, all.clone(), Some(name.to_owned()));
            self.table(Rows::Sheet(rows(name)?), info)
                .map_err(|e| e.with("sheet", name))
        };
        if let Some(chosen) = &self.choices.sheet {
            if !all.contains(chosen) {
                let error = ReadError::new(ReadCode::UnknownSheet).with("sheet", chosen.as_str());
                return Err(error.with("known", all));
            }
            return open(chosen);
        }
        let mut refused = ReadError::new(ReadCode::EmptyFile);
        for sheet in names.iter().filter(|sheet| sheet.visible) {
            match open(&sheet.name) {
                Err(e) if e.code == ReadCode::EmptyFile => {}
                Err(e) if e.code == ReadCode::NoRows => refused = e,
                done => return done,
            }
        }
        Err(refused)
    }

    fn info(&self, format: FileFormat, sheets: Vec<String>, sheet: Option<String>) -> TableInfo {
        let header_line = self.choices.header_row.unwrap_or(1);
        let columns = Vec::new();
        TableInfo {
            format,
            gzip: self.gzip,
            encoding: None,
            delimiter: None,
            sheets,
            sheet,
            header_line,
            columns,
        }
    }

    fn table(&self, rows: Rows, info: TableInfo) -> Result<Table, ReadError> {
        let mut table = Table {
            rows,
            buffer: RowBuffer::default(),
            info,
            pending: None,
            needed: None,
            count: 0,
            blank: 0,
            max_rows: self.limits.rows,
            tally: self.tally.clone(),
            total_bytes: self.total,
        };
        table.read_header(self.limits.columns)?;
        Ok(table)
    }
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
                Rows::Csv(_) => self.judge_width(self.row().len()),
                Rows::Sheet(_) => self.judge_cells(),
            }));
        }
    }

    fn is_blank(&self) -> bool {
        match &self.rows {
            Rows::Csv(csv) => csv.record().1.iter().all(|(from, to)| from == to),
            Rows::Sheet(_) => self.buffer.is_blank(),
        }
    }

    /// A row of text has as many fields as the header; blank ones behind the last are forgiven.
    fn judge_width(&self, width: usize) -> Step {
        let columns = self.info.columns.len();
        let row = self.row();
        let extra_blank = || (columns..width).all(|column| row.get(column).trim().is_empty());
        if columns == 0 || width == columns || (width > columns && extra_blank()) {
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

    fn read_header(&mut self, max_columns: usize) -> Result<(), ReadError> {
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
        let title = self.info.columns.len() == 1 && matches!(self.rows, Rows::Sheet(_));
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
