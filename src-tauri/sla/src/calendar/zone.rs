//! Between civil time and instants: days are numbered from 1970-01-01, instants are milliseconds since the epoch.

use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use crate::refusal::{Code, Refusal};

/// Milliseconds in a day without a change of clocks.
pub const DAY_MS: i64 = 86_400_000;

const EPOCH_FROM_CE: i32 = 719_163;

/// The zone of an IANA name.
///
/// # Errors
/// `bad_zone`.
pub fn zone(name: &str) -> Result<Tz, Refusal> {
    name.parse()
        .map_err(|_| Refusal::new(Code::BadZone).with("tz", name))
}

/// Days since 1970-01-01.
pub fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce() - EPOCH_FROM_CE)
}

/// The date of a day number; numbers beyond what dates can express are clamped.
pub fn date_of(day: i64) -> NaiveDate {
    let from_ce = i32::try_from(day + i64::from(EPOCH_FROM_CE)).unwrap_or(i32::MAX);
    NaiveDate::from_num_days_from_ce_opt(from_ce).unwrap_or(NaiveDate::MAX)
}

fn offset_s(tz: Tz, utc_s: i64) -> i64 {
    let utc = DateTime::from_timestamp(utc_s, 0).unwrap_or_default().naive_utc();
    i64::from(tz.offset_from_utc_datetime(&utc).fix().local_minus_utc())
}

/// The civil time of an instant, with its milliseconds.
pub fn local_of(tz: Tz, at_ms: i64) -> NaiveDateTime {
    let shifted = at_ms.saturating_add(offset_s(tz, at_ms.div_euclid(1000)) * 1000);
    DateTime::from_timestamp_millis(shifted)
        .unwrap_or_default()
        .naive_utc()
}

/// The civil day of an instant.
pub fn local_day(tz: Tz, at_ms: i64) -> i64 {
    at_ms
        .saturating_add(offset_s(tz, at_ms.div_euclid(1000)) * 1000)
        .div_euclid(DAY_MS)
}

/// The instant at which a civil day reaches a second of its clock; seconds may run into the next days.
///
/// A time that happens twice (clocks go back) is its first occurrence. A time that never happens (clocks go
/// forward) is the moment of the change, so that windows keep their order and never overlap.
pub fn instant_of(tz: Tz, day: i64, second: u32) -> i64 {
    let local_s = day * 86_400 + i64::from(second);
    let naive = DateTime::from_timestamp(local_s, 0)
        .unwrap_or_default()
        .naive_utc();
    match tz.offset_from_local_datetime(&naive).earliest() {
        Some(offset) => (local_s - i64::from(offset.fix().local_minus_utc())) * 1000,
        None => change_before(tz, local_s) * 1000,
    }
}

/// The first second at which the clock stands at or after a civil second that was left out.
fn change_before(tz: Tz, local_s: i64) -> i64 {
    let (mut before, mut reached) = (local_s - 2 * 86_400, local_s + 2 * 86_400);
    while reached - before > 1 {
        let middle = before + (reached - before) / 2;
        if middle + offset_s(tz, middle) >= local_s {
            reached = middle;
        } else {
            before = middle;
        }
    }
    reached
}

/// The instant that a person means by a civil time, milliseconds kept: the first of two; one that never happens is
/// read with the offset before the change (02:30 on the night of a jump from 02:00 is 03:30).
pub fn instant_of_moment(tz: Tz, naive: NaiveDateTime) -> i64 {
    let local_ms = naive.and_utc().timestamp_millis();
    match tz.offset_from_local_datetime(&naive).earliest() {
        Some(offset) => local_ms - i64::from(offset.fix().local_minus_utc()) * 1000,
        None => {
            let local_s = local_ms.div_euclid(1000);
            local_ms - offset_s(tz, change_before(tz, local_s) - 1) * 1000
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(tz: Tz, text: &str) -> String {
        let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        let ms = instant_of_moment(tz, naive);
        DateTime::from_timestamp_millis(ms)
            .unwrap()
            .format("%Y-%m-%d %H:%M")
            .to_string()
    }

    #[test]
    fn civil_times_that_never_or_twice_happen() {
        let berlin = zone("Europe/Berlin").unwrap();
        assert_eq!(
            at(berlin, "2024-03-31 02:30"),
            "2024-03-31 01:30",
            "left out: as 03:30 summer time"
        );
        assert_eq!(
            at(berlin, "2024-10-27 02:30"),
            "2024-10-27 00:30",
            "twice: the first"
        );
        let march = day_number(NaiveDate::from_ymd_opt(2024, 3, 31).unwrap());
        let change = instant_of(berlin, march, 3 * 3600);
        assert_eq!(instant_of(berlin, march, 2 * 3600 + 1800), change);
    }

    #[test]
    fn zones_keep_their_rules_to_the_end_of_the_century() {
        let berlin = zone("Europe/Berlin").unwrap();
        assert_eq!(at(berlin, "2050-07-01 12:00"), "2050-07-01 10:00");
        assert_eq!(at(berlin, "2099-07-01 12:00"), "2099-07-01 10:00");
        assert_eq!(at(berlin, "1975-07-01 12:00"), "1975-07-01 11:00");
    }

    #[test]
    fn a_day_that_a_zone_left_out_is_empty() {
        let apia = zone("Pacific/Apia").unwrap();
        let day = day_number(NaiveDate::from_ymd_opt(2011, 12, 30).unwrap());
        assert_eq!(instant_of(apia, day, 0), instant_of(apia, day, 86_400));
    }
}
