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

/// Looks at samples (blanks are passed over) and proposes a format. At least nine of ten must be dates of it; fewer,
/// and the column is no column of dates.
pub fn guess<'a>(samples: impl IntoIterator<Item = &'a str>) -> Option<DateGuess> {
    let samples: Vec<&str> = samples
        .into_iter()
        .map(str::trim)
        .filter(|text| !text.is_empty())
        .collect();
    if samples.is_empty() {
        return None;
    }
    let reads = |format: DateFormat| {
        samples
            .iter()
            .filter(|text| plausible(format, text).is_some())
            .count()
    };
    let counted: Vec<(DateFormat, usize)> = DateFormat::ALL
        .iter()
        .map(|format| (*format, reads(*format)))
        .collect();
    let most = counted.iter().map(|(_, count)| *count).max().unwrap_or(0);
    if most * 10 < samples.len() * 9 {
        return None;
    }
    let candidates: Vec<DateFormat> = counted
        .iter()
        .filter(|(_, count)| *count == most)
        .map(|(format, _)| *format)
        .collect();
    let format = *candidates.first()?;
    let has_time = samples
        .iter()
        .filter_map(|text| plausible(format, text))
        .any(|ms| ms % DAY_MS != 0);
    let both = |a, b| candidates.contains(&a) && candidates.contains(&b);
    Some(DateGuess {
        format,
        ambiguous: both(DateFormat::Mdy, DateFormat::Dmy),
        has_time,
        bare_numbers: samples
            .iter()
            .all(|text| text.bytes().all(|b| b.is_ascii_digit() || b == b'.')),
        candidates,
    })
}

/// Milliseconds of a date that a business could mean: bare numbers are dates only between 1990 and 2100.
fn plausible(format: DateFormat, text: &str) -> Option<i64> {
    let (Moment::Local(ms) | Moment::Instant(ms)) = format.parse(text)?;
    let bare = !matches!(format, DateFormat::Ymd | DateFormat::Mdy | DateFormat::Dmy);
    (!bare || (631_152_000_000..4_102_444_800_000).contains(&ms)).then_some(ms)
}
