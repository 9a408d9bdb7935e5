//! Which format a column of dates has, by the formats that read its samples.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{DAY_MS, DateFormat, Moment};

/// A guess about the dates of a column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DateGuess {
    /// The format to propose.
    pub format: DateFormat,
    /// All formats that read the samples equally well, the proposed one first.
    pub candidates: Vec<DateFormat>,
    /// Month and day could be exchanged (`01/02/2015`): a person has to say.
    pub ambiguous: bool,
    /// Whether any sample has a time of day.
    pub has_time: bool,
    /// The samples are bare numbers, which may be no dates at all.
    pub bare_numbers: bool,
}

/// Looks at samples and proposes a format.
pub fn guess<'a>(samples: impl IntoIterator<Item = &'a str>) -> Option<DateGuess> {
    let mut guesser = DateGuesser::default();
    samples.into_iter().for_each(|text| guesser.add(text));
    guesser.finish()
}

/// Counts which formats read the values of a column, however many there are.
#[derive(Clone, Debug, Default)]
pub struct DateGuesser {
    filled: u64,
    not_bare: u64,
    read: [u64; DateFormat::ALL.len()],
    timed: [bool; DateFormat::ALL.len()],
}

impl DateGuesser {
    /// Looks at one more value; blanks say nothing.
    pub fn add(&mut self, text: &str) {
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        self.filled += 1;
        let bare = text.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
        self.not_bare += u64::from(!bare);
        for (at, format) in DateFormat::ALL.into_iter().enumerate() {
            if let Some(ms) = plausible(format, text) {
                self.read[at] += 1;
                self.timed[at] |= ms % DAY_MS != 0;
            }
        }
    }

    /// The format to propose. At least nine of ten values must be dates of it; fewer, and the column is no column of
    /// dates.
    pub fn finish(&self) -> Option<DateGuess> {
        let most = self.read.iter().copied().max().unwrap_or(0);
        if most == 0 || most * 10 < self.filled * 9 {
            return None;
        }
        let best = |at: &usize| self.read[*at] == most;
        let candidates: Vec<DateFormat> = (0..self.read.len())
            .filter(best)
            .map(|at| DateFormat::ALL[at])
            .collect();
        let format = *candidates.first()?;
        let both = |a, b| candidates.contains(&a) && candidates.contains(&b);
        Some(DateGuess {
            format,
            ambiguous: both(DateFormat::Mdy, DateFormat::Dmy),
            has_time: (0..self.read.len()).any(|at| best(&at) && self.timed[at]),
            bare_numbers: self.not_bare == 0,
            candidates,
        })
    }
}

impl DateGuess {
    /// Ends a doubt between month and day in favour of a format that is among the candidates.
    pub fn settle(&mut self, format: DateFormat) {
        if self.ambiguous && self.candidates.contains(&format) {
            self.format = format;
            self.candidates.sort_by_key(|candidate| *candidate != format);
            self.ambiguous = false;
        }
    }
}

/// Milliseconds of a date that a business could mean: bare numbers are dates only between 1990 and 2100.
fn plausible(format: DateFormat, text: &str) -> Option<i64> {
    let (Moment::Local(ms) | Moment::Instant(ms)) = format.parse(text)?;
    let bare = !matches!(format, DateFormat::Ymd | DateFormat::Mdy | DateFormat::Dmy);
    (!bare || (631_152_000_000..4_102_444_800_000).contains(&ms)).then_some(ms)
}
