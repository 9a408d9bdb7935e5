//! Writing tables: XLSX and CSV, row by row, in constant memory, complete or not at all.
//!
//! The file grows beside its target under another name and takes its place when it is whole and on the disk.
//!
//! ```
//! use outpost_export::write::{CellKind, ColumnSpec, Format, SheetSpec, TableWriter, Value};
//!
//! let folder = tempfile::tempdir().unwrap();
//! let path = folder.path().join("orders.csv");
//! let mut spec = SheetSpec::new("Orders", "Asia/Shanghai".parse().unwrap());
//! spec.columns.push(ColumnSpec::new("单号", CellKind::Text));
//! spec.columns.push(ColumnSpec::new("金额", CellKind::Money));
//! let mut writer = TableWriter::create(&path, Format::Csv, spec).unwrap();
//! writer.row(&[Value::Text("=1+1"), Value::Scaled(-1_250)]).unwrap();
//! writer.finish().unwrap();
//! let text = std::fs::read_to_string(path).unwrap();
//! assert_eq!(text, "\u{feff}单号,金额\r\n'=1+1,-12.50\r\n");
//! ```

mod csv;
mod neutral;
mod xlsx;

use std::path::{Path, PathBuf};

use chrono_tz::Tz;
use serde::{Deserialize, Serialize};
use tempfile::{Builder, NamedTempFile};
use ts_rs::TS;

use crate::error::{WriteCode, WriteError};

pub(crate) use csv::CsvSink;
pub use neutral::{neutralised, unneutralised};

/// Columns that an XLSX sheet holds.
const MAX_COLUMNS: usize = 16_384;

/// The format of a written table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    /// Office Open XML workbook.
    Xlsx,
    /// Comma-separated text, UTF-8 with byte order mark, CRLF.
    Csv,
}

/// What the cells of a column are, and so how they look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellKind {
    /// Text, never a formula.
    Text,
    /// A whole number.
    Integer,
    /// A number kept as a count of 10^-places (quantities: 3).
    Decimal {
        /// Decimals shown.
        places: u8,
    },
    /// An amount in minor units, two decimals.
    Money,
    /// A share in basis points, shown as `12.34%`.
    Percent,
    /// A measurement or coordinate.
    Number,
    /// An instant in epoch milliseconds, shown on the wall clock of the sheet's zone.
    Instant,
    /// A day, as days since 1970-01-01.
    Day,
    /// Yes or no, in the words of the sheet.
    Flag,
}

/// One cell. Numbers say their amount in the unit of their column.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Value<'a> {
    /// Nothing.
    Empty,
    /// Text.
    Text(&'a str),
    /// Integer, decimal, money, percent, instant or day, in the column's unit.
    Scaled(i64),
    /// A measurement; infinities become blank.
    Float(f64),
    /// Yes or no.
    Flag(bool),
}

/// A column of a written table.
#[derive(Clone, Debug, PartialEq)]
pub struct ColumnSpec {
    /// Its header.
    pub title: String,
    /// What its cells are.
    pub kind: CellKind,
    /// Width in characters; by kind and header when nothing is said. XLSX only.
    pub width: Option<f64>,
    /// Whether a sum stands below it.
    pub total: bool,
}

impl ColumnSpec {
    /// A column without a sum.
    pub fn new(title: &str, kind: CellKind) -> Self {
        Self {
            title: title.to_owned(),
            kind,
            width: None,
            total: false,
        }
    }

    /// Asks for a sum below it.
    pub fn with_total(mut self) -> Self {
        self.total = true;
        self
    }

    /// Sets its width in characters.
    pub fn with_width(mut self, width: f64) -> Self {
        self.width = Some(width);
        self
    }
}

/// A table to write. The words in it are the caller's: nothing here speaks a language.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetSpec {
    /// Name of the sheet; marks that a spreadsheet refuses are replaced, and it is cut after 28 characters.
    pub name: String,
    /// The columns.
    pub columns: Vec<ColumnSpec>,
    /// Zone of instants.
    pub zone: Tz,
    /// Word for the row of sums.
    pub total_label: String,
    /// Words for yes and no.
    pub flags: [String; 2],
}

impl SheetSpec {
    /// A table without columns yet; flags are 1 and 0.
    pub fn new(name: &str, zone: Tz) -> Self {
        Self {
            name: name.to_owned(),
            columns: Vec::new(),
            zone,
            total_label: "Σ".to_owned(),
            flags: ["1".to_owned(), "0".to_owned()],
        }
    }
}

/// What was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Written {
    /// Where.
    pub path: PathBuf,
    /// Rows below the header.
    #[ts(type = "number")]
    pub rows: u64,
    /// Sheets; more than one when the rows of one did not suffice.
    pub sheets: u32,
    /// Bytes of the file.
    #[ts(type = "number")]
    pub bytes: u64,
}

enum Sink {
    Csv(CsvSink<std::io::BufWriter<std::fs::File>>),
    Xlsx(Box<xlsx::XlsxSink>),
}

/// A table that is being written.
pub struct TableWriter {
    sink: Sink,
    spec: SheetSpec,
    totals: Vec<Total>,
    rows: u64,
    target: PathBuf,
    unfinished: NamedTempFile,
}

/// A sum, exact for whole numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Total {
    pub(crate) scaled: i128,
    pub(crate) float: f64,
}

impl TableWriter {
    /// Begins a file beside `target`, which stays as it is until [`TableWriter::finish`].
    ///
    /// # Errors
    /// `cannot_write`, `disk_full`, `too_many_columns`.
    pub fn create(target: &Path, format: Format, spec: SheetSpec) -> Result<Self, WriteError> {
        if spec.columns.len() > MAX_COLUMNS {
            return Err(WriteError::new(WriteCode::TooManyColumns, MAX_COLUMNS));
        }
        let unfinished = unfinished_beside(target)?;
        let sink = match format {
            Format::Csv => {
                let mut csv = CsvSink::new(std::io::BufWriter::new(unfinished.reopen()?))?;
                for column in &spec.columns {
                    csv.text(&column.title)?;
                }
                csv.end_row()?;
                Sink::Csv(csv)
            }
            Format::Xlsx => Sink::Xlsx(Box::new(xlsx::XlsxSink::new(&spec, unfinished.path())?)),
        };
        let totals = vec![Total::default(); spec.columns.len()];
        Ok(Self {
            sink,
            spec,
            totals,
            rows: 0,
            target: target.to_owned(),
            unfinished,
        })
    }

    /// Writes a row: a cell for each column.
    ///
    /// # Errors
    /// `row_shape`, `cannot_write`, `disk_full`.
    pub fn row(&mut self, cells: &[Value<'_>]) -> Result<(), WriteError> {
        if cells.len() != self.spec.columns.len() {
            let detail = format!("{} / {}", cells.len(), self.spec.columns.len());
            return Err(WriteError::new(WriteCode::RowShape, detail));
        }
        for (cell, total) in cells.iter().zip(&mut self.totals) {
            match cell {
                Value::Scaled(number) => total.scaled += i128::from(*number),
                Value::Float(number) if number.is_finite() => total.float += number,
                _ => {}
            }
        }
        self.rows += 1;
        match &mut self.sink {
            Sink::Csv(csv) => csv.row(&self.spec, cells),
            Sink::Xlsx(xlsx) => xlsx.row(&self.spec, cells),
        }
    }

    /// Writes the sums, brings the file to the disk and puts it in the place of the target.
    ///
    /// # Errors
    /// `cannot_write`, `disk_full`; then the target is as it was.
    pub fn finish(self) -> Result<Written, WriteError> {
        let Self {
            sink,
            spec,
            totals,
            rows,
            target,
            unfinished,
        } = self;
        let sheets = match sink {
            // A row of sums would be a record among records for whoever reads the file by program.
            Sink::Csv(csv) => {
                csv.finish()?;
                1
            }
            Sink::Xlsx(xlsx) => xlsx.finish(&spec, &totals, unfinished.reopen()?)?,
        };
        unfinished.as_file().sync_all()?;
        let bytes = unfinished.as_file().metadata()?.len();
        unfinished
            .persist(&target)
            .map_err(|e| WriteError::from(e.error))?;
        Ok(Written {
            path: target,
            rows,
            sheets,
            bytes,
        })
    }
}

/// A file in the folder of `target`, removed again unless it takes the target's place.
pub(crate) fn unfinished_beside(target: &Path) -> Result<NamedTempFile, WriteError> {
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut builder = Builder::new();
    builder.prefix(".outpost-").suffix(".part");
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        // A temporary file is for its owner alone; an export follows the usual rules of the folder.
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    Ok(builder.tempfile_in(folder)?)
}
