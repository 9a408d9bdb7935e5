//! The ways to a table: a path, a file, a stream, through gzip, out of a workbook.

use std::fs::File;
use std::io::{Cursor, Read, SeekFrom};
use std::path::Path;
use std::sync::Arc;

use flate2::read::MultiGzDecoder;

use super::csv::CsvReader;
use super::detect::{self, Content};
use super::package::Package;
use super::row::RowBuffer;
use super::source::{self, Counted, Inflated, ReadSeek, Taken, Tally};
use super::text::TextSource;
use super::{Choices, FileFormat, Rows, SheetName, SheetRows, Table, TableInfo, ods, xls, xlsx, xlsx_parts};
use crate::error::{ReadCode, ReadError};
use crate::limits::Limits;

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
        let delimiter = self.choices.delimiter.map(delimiter).transpose()?;
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
                let parts = Arc::new(workbook);
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
        table.read_header(self.limits.columns, self.choices.header_row.is_none())?;
        Ok(table)
    }
}

/// A delimiter that a person named: one plain character that is no part of the text.
fn delimiter(named: char) -> Result<u8, ReadError> {
    let plain = u8::try_from(named)
        .ok()
        .filter(|byte| byte.is_ascii() && !b"\"\r\n\0".contains(byte));
    plain.ok_or_else(|| {
        let error = ReadError::new(ReadCode::BadMapping).with("field", "delimiter");
        error
            .with("value", named.to_string())
            .with("known", vec![",", ";", "\t", "|"])
    })
}
