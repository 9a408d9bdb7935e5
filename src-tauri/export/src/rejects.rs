//! The list of refused rows: a file to mend and to import again, with the reason beside each row.

use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use crate::error::{RowError, WriteError};
use crate::read::{Column, Row};
use crate::write::{CsvSink, unfinished_beside};

/// Headers of the columns before those of the file, in the language of the reader.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectTitles {
    /// Line or row of the file.
    pub line: String,
    /// Column to blame.
    pub column: String,
    /// Its value.
    pub value: String,
    /// Code of the reason.
    pub code: String,
    /// The reason in words.
    pub reason: String,
}

/// Writes refused rows as CSV (UTF-8 with byte order mark, CRLF, nothing that calculates): line, column, value, code
/// and reason, then the row as it came. The file appears when it is finished.
pub struct RejectsWriter {
    csv: CsvSink<BufWriter<File>>,
    width: usize,
    rows: u64,
    target: PathBuf,
    unfinished: NamedTempFile,
}

impl RejectsWriter {
    /// Begins the list beside `target`.
    ///
    /// # Errors
    /// `cannot_write`, `disk_full`.
    pub fn create(target: &Path, titles: &RejectTitles, columns: &[Column]) -> Result<Self, WriteError> {
        let unfinished = unfinished_beside(target)?;
        let mut csv = CsvSink::new(BufWriter::new(unfinished.reopen()?))?;
        let RejectTitles {
            line,
            column,
            value,
            code,
            reason,
        } = titles;
        for title in [line, column, value, code, reason] {
            csv.text(title)?;
        }
        for column in columns {
            csv.text(&column.name)?;
        }
        csv.end_row()?;
        Ok(Self {
            csv,
            width: columns.len(),
            rows: 0,
            target: target.to_owned(),
            unfinished,
        })
    }

    /// Lists a row; `reason` is the sentence for its error.
    ///
    /// # Errors
    /// `cannot_write`, `disk_full`.
    pub fn row(&mut self, error: &RowError, reason: &str, row: &Row<'_>) -> Result<(), WriteError> {
        self.begin(error, reason)?;
        // A ragged row shows all it has.
        for text in row.texts(self.width.max(row.len())) {
            self.csv.text(text)?;
        }
        self.csv.end_row()
    }

    /// Lists a row that is no longer at hand, by the texts that were kept of it.
    ///
    /// # Errors
    /// `cannot_write`, `disk_full`.
    pub fn texts<'a>(
        &mut self,
        error: &RowError,
        reason: &str,
        texts: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), WriteError> {
        self.begin(error, reason)?;
        for text in texts {
            self.csv.text(text)?;
        }
        self.csv.end_row()
    }

    fn begin(&mut self, error: &RowError, reason: &str) -> Result<(), WriteError> {
        self.rows += 1;
        self.csv.text(&error.line.to_string())?;
        self.csv.text(error.column.as_deref().unwrap_or(""))?;
        self.csv.text(error.value.as_deref().unwrap_or(""))?;
        self.csv.text(error.code.name())?;
        self.csv.text(reason)
    }

    /// Rows listed so far.
    pub fn rows(&self) -> u64 {
        self.rows
    }

    /// Puts the list in its place.
    ///
    /// # Errors
    /// `cannot_write`, `disk_full`.
    pub fn finish(self) -> Result<PathBuf, WriteError> {
        self.csv.finish()?;
        self.unfinished.as_file().sync_all()?;
        self.unfinished
            .persist(&self.target)
            .map_err(|e| WriteError::from(e.error))?;
        Ok(self.target)
    }
}
