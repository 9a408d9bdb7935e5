//! Dates as people and programs write them: guessed from samples, parsed fast, placed in a time zone.
//!
//! ```
//! use outpost_export::dates::{DateFormat, Moment, ZoneClock, guess};
//!
//! let found = guess(["01/02/2015 12:20:09 AM", "04/28/2015 08:49:50 AM"]).unwrap();
//! assert_eq!((found.format, found.ambiguous), (DateFormat::Mdy, false));
//! let Some(Moment::Local(ms)) = DateFormat::Mdy.parse("01/02/2015 12:20:09 AM") else { panic!() };
//! let mut boston = ZoneClock::new("America/New_York").unwrap();
//! assert_eq!(boston.instant(ms), Some(1_420_176_009_000));
//! ```

mod civil;
mod guess;
mod parse;
mod zone;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

pub use civil::{civil_from_days, days_from_civil, write_iso, write_local, write_time};
pub use guess::{DateGuess, DateGuesser, guess};
pub use zone::ZoneClock;

/// Milliseconds of a day.
pub const DAY_MS: i64 = 86_400_000;

/// The order of the parts; separators, leading zeros, times and their halves of the day are all understood within
/// one format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DateFormat {
    /// Year first: ISO 8601 (with or without offset), `2015/1/2 15:04`, `2015.01.02`, `2015年1月2日 下午3:04`.
    Ymd,
    /// Month first: `01/02/2015 03:04:05 PM`.
    Mdy,
    /// Day first: `02.01.2015 15:04`.
    Dmy,
    /// Without separators: `20150102`, `201501021504`, `20150102150405`.
    Compact,
    /// Days since 1899-12-30, as Excel keeps a date that lost its format.
    ExcelSerial,
    /// Days since 1904-01-01, as old Excel for Macintosh does.
    ExcelSerial1904,
    /// Seconds since 1970-01-01 UTC.
    EpochS,
    /// Milliseconds since 1970-01-01 UTC.
    EpochMs,
}

impl DateFormat {
    /// Every format, in the order in which they are tried.
    pub const ALL: [DateFormat; 8] = [
        DateFormat::Ymd,
        DateFormat::Mdy,
        DateFormat::Dmy,
        DateFormat::Compact,
        DateFormat::EpochS,
        DateFormat::EpochMs,
        DateFormat::ExcelSerial,
        DateFormat::ExcelSerial1904,
    ];

    /// The name on the wire and in the catalogues (`import:dateFormats.<name>`).
    pub fn name(self) -> &'static str {
        match self {
            DateFormat::Ymd => "ymd",
            DateFormat::Mdy => "mdy",
            DateFormat::Dmy => "dmy",
            DateFormat::Compact => "compact",
            DateFormat::ExcelSerial => "excel_serial",
            DateFormat::ExcelSerial1904 => "excel_serial1904",
            DateFormat::EpochS => "epoch_s",
            DateFormat::EpochMs => "epoch_ms",
        }
    }

    /// Reads a date, blanks around it allowed. `None`: not a date of this format. Years have four digits; two are
    /// refused, since nobody can know the century.
    #[inline]
    pub fn parse(self, text: &str) -> Option<Moment> {
        parse::parse(self, text.trim().as_bytes())
    }
}

/// A point in time, as exact as its text: on some wall clock, or absolute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Moment {
    /// Milliseconds since 1970-01-01 00:00 on a wall clock whose zone the text does not tell.
    Local(i64),
    /// Milliseconds since 1970-01-01 00:00 UTC.
    Instant(i64),
}

/// Milliseconds of an Excel date (days, with the time as fraction) since 1970-01-01 on the sheet's wall clock.
/// `None` outside 1900–9999, and for the 29th of February 1900, which Excel knows and the calendar does not.
pub fn excel_serial_ms(serial: f64, date_1904: bool) -> Option<i64> {
    if !serial.is_finite() || !(0.0..2_958_466.0).contains(&serial) {
        return None;
    }
    // 1899-12-30, 1899-12-31 and 1904-01-01 as days since 1970-01-01.
    let base = match date_1904 {
        true => -24_107,
        false if serial >= 61.0 => -25_569,
        false if serial < 60.0 => -25_568,
        false => return None,
    };
    // Below 2^53 by the range above.
    Some(base * DAY_MS + (serial * DAY_MS as f64).round() as i64)
}

/// Reads a date with the year first; an offset is applied. Milliseconds since 1970-01-01.
pub(crate) fn parse_iso(text: &str) -> Option<i64> {
    match DateFormat::Ymd.parse(text)? {
        Moment::Local(ms) | Moment::Instant(ms) => Some(ms),
    }
}
