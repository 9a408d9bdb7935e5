//! Spans that move with the present: today, the last 7 days, this month, more than 4 hours ago.

use crate::kernel::{Day, Ms, Zone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What such a span counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
}

/// A span that moves with the present. Days, weeks (from Monday) and months are those of the workspace's zone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case", deny_unknown_fields, tag = "span")]
pub enum Relative {
    /// The present hour, day, week … as a whole.
    This { unit: Unit },
    /// The whole one before it.
    Previous { unit: Unit },
    /// The last `count` of them: hours back from now; days and longer with the present one, as a whole.
    Last { count: u32, unit: Unit },
    /// The next `count` of them, from now: hours; days and longer with what is left of the present one.
    Next { count: u32, unit: Unit },
    /// Longer ago than `count` of them.
    Before { count: u32, unit: Unit },
    /// Further ahead than `count` of them.
    After { count: u32, unit: Unit },
}

/// The largest count: more would leave the calendar.
const MAX_COUNT: u32 = 10_000;
const HOUR_MS: i64 = 3_600_000;

/// From the first instant up to but without the second; an open end is `None`. Nothing for a count that is no count.
pub(super) fn span(span: &Relative, now: Ms, zone: &Zone) -> Option<(Option<Ms>, Option<Ms>)> {
    let ok = |count: &u32| (1..=MAX_COUNT).contains(count);
    Some(match span {
        Relative::This { unit } => (
            Some(begin(*unit, 0, now, zone)?),
            Some(begin(*unit, 1, now, zone)?),
        ),
        Relative::Previous { unit } => (
            Some(begin(*unit, -1, now, zone)?),
            Some(begin(*unit, 0, now, zone)?),
        ),
        Relative::Last { count, unit } if ok(count) => match unit {
            Unit::Hour => (
                Some(away(*unit, -i64::from(*count), now, zone)?),
                Some(now.plus(1)),
            ),
            _ => (
                Some(begin(*unit, 1 - i64::from(*count), now, zone)?),
                Some(begin(*unit, 1, now, zone)?),
            ),
        },
        Relative::Next { count, unit } if ok(count) => {
            let end = match unit {
                Unit::Hour => away(*unit, i64::from(*count), now, zone)?.plus(1),
                _ => begin(*unit, i64::from(*count), now, zone)?,
            };
            (Some(now), Some(end))
        }
        Relative::Before { count, unit } if ok(count) => {
            (None, Some(away(*unit, -i64::from(*count), now, zone)?))
        }
        Relative::After { count, unit } if ok(count) => {
            (Some(away(*unit, i64::from(*count), now, zone)?.plus(1)), None)
        }
        _ => return None,
    })
}

/// The beginning of the unit that is `by` away from the present one.
fn begin(unit: Unit, by: i64, now: Ms, zone: &Zone) -> Option<Ms> {
    let today = zone.day(now);
    let day = match unit {
        // Zones are whole quarters of hours off, so that an hour of theirs begins at a quarter of UTC's.
        Unit::Hour => {
            let offset = zone.offset_ms(now);
            let local = (now.0 + offset).div_euclid(HOUR_MS) + by;
            return Some(Ms(local * HOUR_MS - offset));
        }
        Unit::Day => Day(today.0 + by),
        // Day 0 was a Thursday: three days after a Monday.
        Unit::Week => Day(today.0 - (today.0 + 3).rem_euclid(7) + 7 * by),
        Unit::Month => Day::first_of(today.month() + by),
        Unit::Quarter => Day::first_of((today.month().div_euclid(3) + by) * 3),
        Unit::Year => Day::first_of((today.month().div_euclid(12) + by) * 12),
    };
    day.date()?;
    Some(zone.start_of(day))
}

/// The instant that is `by` units from now, at the same time of day; the 31st becomes the last of a shorter month.
fn away(unit: Unit, by: i64, now: Ms, zone: &Zone) -> Option<Ms> {
    let today = zone.day(now);
    let day = match unit {
        Unit::Hour => return Some(now.plus(by * HOUR_MS)),
        Unit::Day => Day(today.0 + by),
        Unit::Week => Day(today.0 + 7 * by),
        Unit::Month | Unit::Quarter | Unit::Year => {
            let months = by
                * match unit {
                    Unit::Month => 1,
                    Unit::Quarter => 3,
                    _ => 12,
                };
            let (first, next) = (
                Day::first_of(today.month() + months),
                Day::first_of(today.month() + months + 1),
            );
            let of_month = today.0 - Day::first_of(today.month()).0;
            Day(first.0 + of_month.min(next.0 - first.0 - 1))
        }
    };
    day.date()?;
    let since_midnight = now.0 - zone.start_of(today).0;
    Some(zone.start_of(day).plus(since_midnight))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str, zone: &Zone) -> Ms {
        use chrono::{NaiveDateTime, TimeZone};
        let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
        Ms(zone
            .tz()
            .from_local_datetime(&local)
            .earliest()
            .unwrap()
            .timestamp_millis())
    }

    #[test]
    fn spans_follow_the_calendar_of_the_zone() {
        use Unit::{Day as D, Hour, Month, Quarter, Week, Year};
        let shanghai = Zone::parse("Asia/Shanghai").unwrap();
        // A Sunday, late enough that UTC still has Saturday's date in the morning.
        let now = at("2026-11-22 07:30", &shanghai);
        let cases = [
            (
                Relative::This { unit: D },
                Some("2026-11-22 00:00"),
                Some("2026-11-23 00:00"),
            ),
            (
                Relative::Previous { unit: D },
                Some("2026-11-21 00:00"),
                Some("2026-11-22 00:00"),
            ),
            (
                Relative::This { unit: Week },
                Some("2026-11-16 00:00"),
                Some("2026-11-23 00:00"),
            ),
            (
                Relative::Previous { unit: Month },
                Some("2026-10-01 00:00"),
                Some("2026-11-01 00:00"),
            ),
            (
                Relative::This { unit: Quarter },
                Some("2026-10-01 00:00"),
                Some("2027-01-01 00:00"),
            ),
            (
                Relative::Previous { unit: Year },
                Some("2025-01-01 00:00"),
                Some("2026-01-01 00:00"),
            ),
            (
                Relative::Last { count: 7, unit: D },
                Some("2026-11-16 00:00"),
                Some("2026-11-23 00:00"),
            ),
            (
                Relative::This { unit: Hour },
                Some("2026-11-22 07:00"),
                Some("2026-11-22 08:00"),
            ),
            (
                Relative::Next { count: 2, unit: D },
                Some("2026-11-22 07:30"),
                Some("2026-11-24 00:00"),
            ),
            (
                Relative::Before {
                    count: 36,
                    unit: Hour,
                },
                None,
                Some("2026-11-20 19:30"),
            ),
            (
                Relative::Before { count: 3, unit: D },
                None,
                Some("2026-11-19 07:30"),
            ),
        ];
        for (relative, from, to) in cases {
            let expected = (from.map(|t| at(t, &shanghai)), to.map(|t| at(t, &shanghai)));
            assert_eq!(span(&relative, now, &shanghai), Some(expected), "{relative:?}");
        }
    }

    #[test]
    fn months_of_other_lengths_and_clock_changes() {
        let shanghai = Zone::parse("Asia/Shanghai").unwrap();
        let month = Relative::Before {
            count: 1,
            unit: Unit::Month,
        };
        let now = at("2026-03-31 10:00", &shanghai);
        assert_eq!(
            span(&month, now, &shanghai),
            Some((None, Some(at("2026-02-28 10:00", &shanghai))))
        );
        // The day on which the clocks go forward has 23 hours.
        let york = Zone::parse("America/New_York").unwrap();
        let now = at("2026-03-08 12:00", &york);
        let (Some(from), Some(to)) = span(&Relative::This { unit: Unit::Day }, now, &york).unwrap() else {
            panic!("a day has two ends");
        };
        assert_eq!(to.0 - from.0, 23 * HOUR_MS);
    }

    #[test]
    fn counts_that_are_none() {
        let zone = Zone::parse("UTC").unwrap();
        for count in [0, MAX_COUNT + 1, u32::MAX] {
            assert_eq!(
                span(
                    &Relative::Last {
                        count,
                        unit: Unit::Day
                    },
                    Ms(0),
                    &zone
                ),
                None
            );
        }
        let far = Relative::Before {
            count: MAX_COUNT,
            unit: Unit::Year,
        };
        assert!(span(&far, Ms(0), &zone).is_none_or(|(_, to)| to.is_some()));
    }
}
