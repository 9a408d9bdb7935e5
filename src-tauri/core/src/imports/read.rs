//! The reading half of a run: a thread that parses rows and hands over chunks.

use super::inspect::refused;
use super::kinds::{Finished, RowParser};
use super::report::Reasons;
use crate::db::Column;
use crate::error::{Error, Result};
use crate::texts::{Locale, text};
use outpost_export::rejects::{RejectTitles, RejectsWriter};
use outpost_export::{Binding, Choices, FieldSpec, Limits, Mapping, Record, Row, RowError, Table, read};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::mpsc;

/// Rows handed over at once: some megabytes of columns.
const CHUNK: usize = 2_000;

/// What the reading thread sends.
pub(super) enum Piece {
    /// Columns for staging, and how far the reading is: (bytes, of bytes).
    Rows(Vec<(&'static str, Column)>, (i64, Option<i64>)),
}

/// What there is to read, and how.
pub(super) struct Reading {
    pub path: PathBuf,
    pub choices: Choices,
    pub mapping: Mapping,
    pub fields: Vec<FieldSpec>,
    pub zone: String,
    pub parser: Box<dyn RowParser>,
    pub rejects: PathBuf,
    pub locale: Locale,
    pub cancel: Arc<AtomicBool>,
}

/// What the reading found.
pub(super) struct ReadOutcome {
    pub read: i64,
    pub reasons: Reasons,
    pub finished: Finished,
    pub signature: String,
    /// Whether a file of rejects was written.
    pub rejects: bool,
}

/// The file of rejects, made when the first row is refused.
struct Rejects {
    path: PathBuf,
    locale: Locale,
    writer: Option<RejectsWriter>,
    reasons: Reasons,
}

impl Rejects {
    fn add(
        &mut self,
        table_columns: &[outpost_export::Column],
        row: &Row<'_>,
        errors: &[RowError],
    ) -> Result<()> {
        let locale = self.locale;
        let title = |key: &str| text(locale, &format!("import:rejects.{key}"), &[]);
        let writer = match &mut self.writer {
            Some(writer) => writer,
            empty => {
                let titles = RejectTitles {
                    line: title("line"),
                    column: title("column"),
                    value: title("value"),
                    code: title("code"),
                    reason: title("reason"),
                };
                let writer =
                    RejectsWriter::create(&self.path, &titles, table_columns).map_err(Error::fault)?;
                empty.insert(writer)
            }
        };
        self.reasons.add(errors);
        for error in errors {
            writer
                .row(error, &reason(locale, error), row)
                .map_err(Error::fault)?;
        }
        Ok(())
    }
}

/// A refusal in words.
pub(super) fn reason(locale: Locale, error: &RowError) -> String {
    let params: Vec<(String, String)> = error
        .params()
        .into_iter()
        .map(|(key, value)| {
            (
                key,
                value.as_str().map_or_else(|| value.to_string(), str::to_owned),
            )
        })
        .collect();
    let params: Vec<(&str, &str)> = params.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
    text(locale, &format!("import:errors.{}", error.code.name()), &params)
}

/// Reads the whole file. Blocks: call it on a thread that may.
pub(super) fn read_all(reading: Reading, to: &mpsc::Sender<Piece>) -> Result<ReadOutcome> {
    let mut table = read::open_file(&reading.path, &reading.choices, &Limits::default()).map_err(refused)?;
    let columns = table.columns().to_vec();
    let binding = reading
        .mapping
        .bind(&columns, &reading.fields, &reading.zone)
        .map_err(refused)?;
    table.set_needed(&binding.columns());
    let mut parser = reading.parser;
    let mut rejects = Rejects {
        path: reading.rejects,
        locale: reading.locale,
        writer: None,
        reasons: Reasons::default(),
    };
    let mut count = 0;
    while step(&mut table, &binding, parser.as_mut(), &columns, &mut rejects)? {
        count += 1;
        if parser.waiting() >= CHUNK {
            hand_over(&table, parser.as_mut(), to)?;
        }
        if count % 512 == 0 && reading.cancel.load(Ordering::Relaxed) {
            return Err(Error::new(crate::error::Code::JobCancelled));
        }
    }
    if parser.waiting() > 0 {
        hand_over(&table, parser.as_mut(), to)?;
    }
    let written = rejects.writer.is_some();
    if let Some(writer) = rejects.writer {
        writer.finish().map_err(Error::fault)?;
    }
    let signature = outpost_export::mapping::signature(&columns);
    Ok(ReadOutcome {
        read: count,
        reasons: rejects.reasons,
        finished: parser.finish(),
        signature,
        rejects: written,
    })
}

fn step(
    table: &mut Table,
    binding: &Binding,
    parser: &mut dyn RowParser,
    columns: &[outpost_export::Column],
    rejects: &mut Rejects,
) -> Result<bool> {
    match table.read_row().map_err(refused)? {
        None => return Ok(false),
        Some(Record::Good(row)) => {
            if let Err(errors) = parser.parse(binding, &row) {
                rejects.add(columns, &row, &errors)?;
            }
        }
        Some(Record::Bad(row, error)) => rejects.add(columns, &row, &[error])?,
    }
    Ok(true)
}

fn hand_over(table: &Table, parser: &mut dyn RowParser, to: &mpsc::Sender<Piece>) -> Result<()> {
    let progress = table.progress();
    let bytes = (progress.bytes as i64, progress.total_bytes.map(|b| b as i64));
    // The receiver is gone when staging failed: its error is the one to tell.
    to.blocking_send(Piece::Rows(parser.take(), bytes))
        .map_err(|_| Error::fault("staging stopped"))
}
