//! The calendar as arithmetic (Howard Hinnant's algorithms), without a library in the way of a million rows.

use std::fmt::Write;

use super::DAY_MS;

/// Days since 1970-01-01 of a day of the Gregorian calendar. Month and day must be in range.
pub fn days_from_civil(year: i32, month: u32, day: u32) -> i64 {
    let year = i64::from(year) - i64::from(month <= 2);
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let shifted = i64::from((month + 9) % 12);
    let day_of_year = (153 * shifted + 2) / 5 + i64::from(day) - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * 146_097 + day_of_era - 719_468
}

/// Year, month, day of a number of days since 1970-01-01.
pub fn civil_from_days(days: i64) -> (i64, u32, u32) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * shifted + 2) / 5 + 1) as u32;
    let month = (if shifted < 10 { shifted + 3 } else { shifted - 9 }) as u32;
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}

/// Days of a month.
pub(crate) fn month_length(year: i32, month: u32) -> u32 {
    match month {
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// Writes milliseconds of a wall clock as `2015-01-31T16:05:00`, without the time where it is midnight, with
/// milliseconds where there are any.
pub fn write_iso(local_ms: i64, out: &mut String) {
    write_parts(local_ms, 'T', local_ms.rem_euclid(DAY_MS) != 0, out);
}

/// Writes milliseconds of a wall clock as `2015-01-31 16:05:00`, always with the time.
pub fn write_local(local_ms: i64, out: &mut String) {
    write_parts(local_ms, ' ', true, out);
}

fn write_parts(local_ms: i64, separator: char, time: bool, out: &mut String) {
    let (year, month, day) = civil_from_days(local_ms.div_euclid(DAY_MS));
    // Writing to a string cannot fail.
    let _ = write!(out, "{year:04}-{month:02}-{day:02}");
    if time {
        out.push(separator);
        write_time(local_ms.rem_euclid(DAY_MS), out);
    }
}

/// Writes milliseconds of a day as `16:05:00` or `16:05:00.250`.
pub fn write_time(ms: i64, out: &mut String) {
    let (seconds, milli) = (ms / 1_000, ms % 1_000);
    let _ = write!(
        out,
        "{:02}:{:02}:{:02}",
        seconds / 3_600,
        seconds / 60 % 60,
        seconds % 60
    );
    if milli != 0 {
        let _ = write!(out, ".{milli:03}");
    }
}
