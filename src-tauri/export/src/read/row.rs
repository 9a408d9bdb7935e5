//! One row of a table, and the cells in it.

use crate::error::{ReadCode, RowError};

/// What a spreadsheet knows about a cell. Text files know nothing: all their cells are text.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Kind {
    Empty,
    Text,
    Number(f64),
    Flag(bool),
    /// Milliseconds since 1970-01-01 00:00 on the wall clock of the sheet, which names no zone.
    Moment(i64),
    Error,
    FormulaWithoutValue,
}

/// A cell as its file gives it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// Text; every filled cell of a text file.
    Text(&'a str),
    /// A number of a spreadsheet.
    Number(f64),
    /// True or false.
    Flag(bool),
    /// A date or time of a spreadsheet, in milliseconds since 1970-01-01 00:00 on the sheet's wall clock.
    Moment(i64),
    /// A spreadsheet error such as `#N/A`.
    Error(&'a str),
    /// A formula whose result was never saved.
    FormulaWithoutValue,
}

/// A row that is being built by a spreadsheet reader; reused from row to row.
#[derive(Clone, Debug, Default)]
pub(crate) struct RowBuffer {
    pub(crate) line: u64,
    pub(crate) text: String,
    pub(crate) bounds: Vec<(u32, u32)>,
    pub(crate) kinds: Vec<Kind>,
}

impl RowBuffer {
    pub(crate) fn clear(&mut self, line: u64) {
        self.line = line;
        self.text.clear();
        self.bounds.clear();
        self.kinds.clear();
    }

    /// Puts a cell at `column` (from 0). Text is added by `write`, so that nothing is copied twice.
    pub(crate) fn put(&mut self, column: usize, kind: Kind, write: impl FnOnce(&mut String)) {
        if self.kinds.len() <= column {
            let here = self.text.len() as u32;
            self.bounds.resize(column + 1, (here, here));
            self.kinds.resize(column + 1, Kind::Empty);
        }
        let from = self.text.len() as u32;
        write(&mut self.text);
        self.bounds[column] = (from, self.text.len() as u32);
        self.kinds[column] = kind;
    }

    pub(crate) fn is_blank(&self) -> bool {
        self.kinds.iter().all(|kind| *kind == Kind::Empty)
    }

    /// Number of cells up to the last filled one.
    pub(crate) fn filled_width(&self) -> usize {
        self.kinds
            .iter()
            .rposition(|kind| *kind != Kind::Empty)
            .map_or(0, |last| last + 1)
    }

    pub(crate) fn filled(&self) -> usize {
        self.kinds.iter().filter(|kind| **kind != Kind::Empty).count()
    }
}

/// A view of one row: its place in the file and its fields, borrowed until the next row is read.
#[derive(Clone, Copy, Debug)]
pub struct Row<'a> {
    pub(crate) line: u64,
    pub(crate) text: &'a str,
    pub(crate) bounds: &'a [(u32, u32)],
    /// Empty for text files.
    pub(crate) kinds: &'a [Kind],
}

impl<'a> Row<'a> {
    /// Physical line (text) or row number (spreadsheet), counted from 1. A record of several lines counts by its
    /// first.
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Number of fields that the row itself has, which for a sound row of text is that of the header.
    pub fn len(&self) -> usize {
        self.bounds.len()
    }

    /// Whether the row has no fields.
    pub fn is_empty(&self) -> bool {
        self.bounds.is_empty()
    }

    /// Text of a field (from 0) as it stands in the file; blank beyond the end. Cells of spreadsheets give ISO dates
    /// (`2015-01-31` or `2015-01-31T16:05:00`), the shortest exact number, `true` and `false`.
    #[inline]
    pub fn get(&self, column: usize) -> &'a str {
        match self.bounds.get(column) {
            Some((from, to)) => self.text.get(*from as usize..*to as usize).unwrap_or(""),
            None => "",
        }
    }

    /// The texts of the first `width` fields.
    pub fn texts(&self, width: usize) -> impl Iterator<Item = &'a str> + use<'a> {
        let row = *self;
        (0..width).map(move |column| row.get(column))
    }

    /// The cell with its kind.
    pub fn cell(&self, column: usize) -> Cell<'a> {
        let text = self.get(column);
        match self.kinds.get(column) {
            None if text.is_empty() => Cell::Empty,
            None | Some(Kind::Text) => Cell::Text(text),
            Some(Kind::Empty) => Cell::Empty,
            Some(Kind::Number(number)) => Cell::Number(*number),
            Some(Kind::Flag(flag)) => Cell::Flag(*flag),
            Some(Kind::Moment(ms)) => Cell::Moment(*ms),
            Some(Kind::Error) => Cell::Error(text),
            Some(Kind::FormulaWithoutValue) => Cell::FormulaWithoutValue,
        }
    }

    /// What makes a cell unusable, if anything: a spreadsheet error, or a formula that was never calculated.
    pub(crate) fn fault(&self, column: usize) -> Option<ReadCode> {
        match self.kinds.get(column) {
            Some(Kind::Error) => Some(ReadCode::CellError),
            Some(Kind::FormulaWithoutValue) => Some(ReadCode::FormulaWithoutValue),
            _ => None,
        }
    }
}

/// A row that was read: sound, or refused for a reason that names its line.
#[derive(Clone, Debug)]
pub enum Record<'a> {
    /// A row to take.
    Good(Row<'a>),
    /// A row to list; what could be read of it is there for the list of rejects.
    Bad(Row<'a>, RowError),
}
