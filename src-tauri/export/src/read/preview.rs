//! The first rows of a table and what its columns seem to hold: what a person sees before deciding how to import.

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use ts_rs::TS;

use super::row::Kind;
use super::{HeaderNote, Record, Table, TableInfo};
use crate::dates::{DateFormat, DateGuess, DateGuesser};
use crate::decimal::{NumberStyle, parse_float, parse_scaled};
use crate::error::{ReadError, RowError};

/// Rows shown.
const SHOWN_ROWS: usize = 50;
/// Bad rows listed.
const SHOWN_ERRORS: usize = 50;
/// Samples kept per column.
const SAMPLES: usize = 5;
/// Columns with up to so many different values are offered for translation, value by value.
const MAX_DISTINCT: usize = 60;
/// Longer texts are no codes, and are cut for display.
const MAX_SHOWN: usize = 200;

/// What a column seems to hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SourceKind")]
pub enum ColumnKind {
    /// Nothing at all.
    Empty,
    /// Whole numbers without leading zeros.
    Integer,
    /// Numbers, some with decimals.
    Decimal,
    /// Dates, by the format guessed.
    Date,
    /// Anything else.
    Text,
}

/// Something a person should know of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PreviewNote {
    /// Numbers like `1.01001E+11`: a spreadsheet has thrown their last digits away.
    RoundedNumbers,
    /// The comma seems to be the decimal mark.
    DecimalComma,
    /// Dates whose month and day could be exchanged.
    AmbiguousDates,
    /// Cells with spreadsheet errors or uncalculated formulas.
    FaultyCells,
}

/// A value of a column with few different ones.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct DistinctValue {
    /// The value.
    pub value: String,
    /// Rows that have it, among those looked at.
    #[ts(type = "number")]
    pub count: u64,
}

/// A column as the first rows show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ColumnPreview {
    /// Its name, distinct within the file.
    pub name: String,
    /// Place from 0.
    pub position: usize,
    /// Why the name is not the one in the file, if so.
    pub note: Option<HeaderNote>,
    /// What it seems to hold.
    pub kind: ColumnKind,
    /// Rows with a value.
    #[ts(type = "number")]
    pub filled: u64,
    /// Some different values, in the order of the file.
    pub samples: Vec<String>,
    /// All values with their counts where they are few, the most frequent first.
    pub distinct: Option<Vec<DistinctValue>>,
    /// The format of its dates; also given for bare numbers that could be dates, while `kind` stays a number.
    pub date: Option<DateGuess>,
    /// What a person should know.
    pub notes: Vec<PreviewNote>,
}

/// A row for display.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct PreviewRow {
    /// Its line.
    #[ts(type = "number")]
    pub line: u64,
    /// Its cells, long ones cut.
    pub cells: Vec<String>,
}

/// The beginning of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Preview {
    /// Format, encoding, sheets.
    pub info: TableInfo,
    /// The columns.
    pub columns: Vec<ColumnPreview>,
    /// The first rows.
    pub rows: Vec<PreviewRow>,
    /// The first bad rows among those looked at.
    pub errors: Vec<RowError>,
    /// Rows looked at.
    #[ts(type = "number")]
    pub rows_seen: u64,
    /// Bad ones among them.
    #[ts(type = "number")]
    pub bad_rows: u64,
    /// Whether that was all of the file.
    pub complete: bool,
    /// Cells whose value is the saved result of a formula.
    #[ts(type = "number")]
    pub formulas: u64,
}

#[derive(Default)]
struct Stats {
    filled: u64,
    integers: u64,
    decimals: u64,
    comma_decimals: u64,
    moments: u64,
    rounded: u64,
    faulty: u64,
    samples: Vec<String>,
    seen: HashSet<String>,
    distinct: HashMap<String, u64>,
    too_many: bool,
    dates: DateGuesser,
}

impl Table {
    /// Looks at up to `rows` rows. The table is used up: open it again to import.
    ///
    /// # Errors
    /// What [`Table::read_row`] gives.
    pub fn preview(mut self, rows: u64) -> Result<Preview, ReadError> {
        let width = self.columns().len();
        let mut stats: Vec<Stats> = (0..width).map(|_| Stats::default()).collect();
        let (mut shown, mut errors) = (Vec::new(), Vec::new());
        let (mut rows_seen, mut bad_rows, mut complete) = (0, 0, false);
        while rows_seen < rows {
            let (row, error) = match self.read_row()? {
                None => {
                    complete = true;
                    break;
                }
                Some(Record::Good(row)) => (row, None),
                Some(Record::Bad(row, error)) => (row, Some(error)),
            };
            rows_seen += 1;
            if shown.len() < SHOWN_ROWS {
                shown.push(PreviewRow {
                    line: row.line(),
                    cells: row.texts(width).map(cut).collect(),
                });
            }
            let broken = error.is_some() && row.kinds.is_empty();
            if let Some(error) = error {
                bad_rows += 1;
                if errors.len() < SHOWN_ERRORS {
                    errors.push(error);
                }
            }
            // A broken row of text has its values in wrong columns.
            if !broken {
                for (column, stats) in stats.iter_mut().enumerate() {
                    stats.add(row.get(column), row.kinds.get(column).copied());
                }
            }
        }
        let info = self.info();
        let columns = stats
            .into_iter()
            .zip(&info.columns)
            .map(|(stats, column)| ColumnPreview {
                name: column.name.clone(),
                position: column.position,
                note: column.note,
                ..stats.finish()
            });
        let mut columns: Vec<ColumnPreview> = columns.collect();
        settle_dates(&mut columns);
        let formulas = self.formulas();
        Ok(Preview {
            info,
            columns,
            rows: shown,
            errors,
            rows_seen,
            bad_rows,
            complete,
            formulas,
        })
    }
}

impl Stats {
    fn add(&mut self, text: &str, kind: Option<Kind>) {
        if matches!(kind, Some(Kind::Error | Kind::FormulaWithoutValue)) {
            self.faulty += 1;
            return;
        }
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        self.moments += u64::from(matches!(kind, Some(Kind::Moment(_))));
        self.count_number(text);
        self.dates.add(text);
        if self.samples.len() < SAMPLES && !self.samples.iter().any(|sample| *sample == cut(text)) {
            self.samples.push(cut(text));
        }
        if !self.too_many {
            if text.len() > MAX_SHOWN {
                self.too_many = true;
            } else if let Some(count) = self.distinct.get_mut(text) {
                *count += 1;
            } else if self.seen.insert(text.to_owned()) {
                self.distinct.insert(text.to_owned(), 1);
                self.too_many = self.seen.len() > MAX_DISTINCT;
            }
        }
    }

    fn count_number(&mut self, text: &str) {
        let style = NumberStyle::default();
        let digits = text.trim_start_matches('-');
        let plain = digits.bytes().all(|byte| byte.is_ascii_digit());
        // Numbers with leading zeros or of great length are names, not quantities.
        let name = plain && ((digits.len() > 1 && digits.starts_with('0')) || digits.len() > 18);
        if name {
            return;
        }
        let exponent = text.contains(['e', 'E']) && parse_float(text, &style).is_ok();
        self.rounded += u64::from(exponent && text.contains('+'));
        if plain && parse_scaled(text, 0, &style).is_ok() {
            self.integers += 1;
        } else if exponent || parse_scaled(text, 9, &NumberStyle { round: true, ..style }).is_ok() {
            self.decimals += 1;
        } else if parse_scaled(
            text,
            9,
            &NumberStyle {
                decimal_comma: true,
                round: true,
            },
        )
        .is_ok()
        {
            self.comma_decimals += 1;
        }
    }

    fn finish(self) -> ColumnPreview {
        let date = self.dates.finish();
        let numbers = self.integers + self.decimals + self.comma_decimals;
        // Eight bare digits in a row that are all days of the calendar are dates; other bare numbers are numbers.
        let dated = |date: &DateGuess| !date.bare_numbers || date.format == DateFormat::Compact;
        let kind = match () {
            () if self.filled == 0 => ColumnKind::Empty,
            () if self.moments == self.filled || date.as_ref().is_some_and(dated) => ColumnKind::Date,
            () if self.integers == self.filled => ColumnKind::Integer,
            () if numbers == self.filled => ColumnKind::Decimal,
            () => ColumnKind::Text,
        };
        let mut notes = Vec::new();
        if self.rounded > 0 {
            notes.push(PreviewNote::RoundedNumbers);
        }
        if kind == ColumnKind::Decimal && self.comma_decimals > 0 {
            notes.push(PreviewNote::DecimalComma);
        }
        if self.faulty > 0 {
            notes.push(PreviewNote::FaultyCells);
        }
        let mut distinct: Vec<DistinctValue> = self
            .distinct
            .into_iter()
            .map(|(value, count)| DistinctValue { value, count })
            .collect();
        distinct.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.value.cmp(&b.value)));
        let few = !self.too_many && self.filled > 0;
        ColumnPreview {
            name: String::new(),
            position: 0,
            note: None,
            kind,
            filled: self.filled,
            samples: self.samples,
            distinct: few.then_some(distinct),
            date,
            notes,
        }
    }
}

/// A file writes its dates one way: a column whose days go beyond twelve speaks for those whose days do not.
fn settle_dates(columns: &mut [ColumnPreview]) {
    let sure = |column: &ColumnPreview| {
        let date = column.date.as_ref().filter(|date| !date.ambiguous)?;
        matches!(date.format, DateFormat::Mdy | DateFormat::Dmy).then_some(date.format)
    };
    let mut known: Vec<DateFormat> = columns.iter().filter_map(sure).collect();
    known.dedup();
    for column in columns {
        let Some(date) = &mut column.date else { continue };
        if let [format] = known[..] {
            date.settle(format);
        }
        if column.kind == ColumnKind::Date && date.ambiguous {
            column.notes.push(PreviewNote::AmbiguousDates);
        }
    }
}

fn cut(text: &str) -> String {
    text.chars().take(MAX_SHOWN).collect()
}
