//! Pure decisions of the dashboard: which days a question means, what it is compared with, how figures come out of
//! sums, and which categories get a bar of their own.

mod kpis;
mod noise;

pub use kpis::{Facts, kpis};
pub use noise::{fell, grew, usual};

use super::model::{CompareWith, Grain};
use crate::error::{Code, Error, Result};
use crate::kernel::{Day, Ms, Zone};
use crate::work_orders::Range;
use chrono::{Datelike, Days, Months};

/// The longest period, in days: a century.
const MAX_DAYS: i64 = 36_525;
/// Points of a trend beyond which a finer grain only blurs.
const MAX_POINTS: i64 = 400;

/// The business days of a question.
///
/// # Errors
/// `value_invalid` where it ends before it begins, `number_out_of_range` beyond a century or outside of the calendar.
pub fn range(from: Ms, to: Ms, zone: &Zone) -> Result<Range> {
    // Years 1 to 9999: what every calendar here can count.
    const CALENDAR: std::ops::Range<i64> = -62_135_596_800_000..253_402_300_800_000;
    if !CALENDAR.contains(&from.0) || !CALENDAR.contains(&to.0) {
        return Err(Error::invalid("from"));
    }
    let range = Range {
        from: zone.day(from),
        to: zone.day(to),
    };
    if range.from >= range.to {
        return Err(Error::invalid("to"));
    }
    if range.to.0 - range.from.0 > MAX_DAYS {
        return Err(Error::new(Code::NumberOutOfRange)
            .with("min", 1)
            .with("max", MAX_DAYS)
            .at("to"));
    }
    Ok(range)
}

/// The period before, to compare with: the month, quarter or year before for a period that begins like one (as many
/// days of it as the period has so far), otherwise as many days just before.
#[must_use]
pub fn previous(range: Range) -> Range {
    let days = Range {
        from: Day(range.from.0 - (range.to.0 - range.from.0)),
        to: range.from,
    };
    let (Some(from), Some(to)) = (range.from.date(), range.to.date()) else {
        return days;
    };
    if from.day() != 1 {
        return days;
    }
    let months = range.to.month() - range.from.month();
    let whole = to.day() == 1;
    let back = match months + i64::from(!whole) {
        m if whole => m,
        1 => 1,
        2 | 3 if from.month0() % 3 == 0 => 3,
        2..=12 if from.month() == 1 => 12,
        _ => return days,
    };
    let Ok(back) = u32::try_from(back) else {
        return days;
    };
    let day = |date: chrono::NaiveDate| Day(i64::from(date.to_epoch_days()));
    // The last day that counts moves, not the one after it: the 31st has no twin in a month of 30 days.
    let last = to
        .checked_sub_days(Days::new(1))
        .and_then(|last| last.checked_sub_months(Months::new(back)));
    let end = if whole {
        to.checked_sub_months(Months::new(back))
    } else {
        last.and_then(|d| d.succ_opt())
    };
    match (from.checked_sub_months(Months::new(back)), end) {
        (Some(from), Some(to)) if from < to => Range {
            from: day(from),
            to: day(to),
        },
        _ => days,
    }
}

/// The same days a year before; a 29 February is compared with the 28th, and a period that ends with a month with the
/// whole month.
#[must_use]
pub fn year_before(range: Range) -> Range {
    let back = |day: Day| {
        let date = day.date().and_then(|d| d.checked_sub_months(Months::new(12)));
        date.map_or(Day(day.0 - 365), |d| Day(i64::from(d.to_epoch_days())))
    };
    let from = back(range.from);
    // A year before 1 March is 1 March, but a year before 29 February is the 28th: one day is still one day then.
    Range {
        from,
        to: back(range.to).max(Day(from.0 + 1)),
    }
}

/// What a period is compared with.
#[must_use]
pub fn compared(range: Range, with: CompareWith) -> Option<Range> {
    match with {
        CompareWith::None => None,
        CompareWith::Previous => Some(previous(range)),
        CompareWith::Year => Some(year_before(range)),
    }
}

/// The grain of a trend: what was asked for, or coarser where that would give more points than can be told apart.
#[must_use]
pub fn grain(asked: Grain, range: Range) -> Grain {
    let days = range.to.0 - range.from.0;
    match asked {
        Grain::Auto if days <= 31 => Grain::Day,
        Grain::Auto if days <= 186 => Grain::Week,
        Grain::Auto | Grain::Month => Grain::Month,
        Grain::Day if days <= MAX_POINTS => Grain::Day,
        Grain::Day | Grain::Week if days <= MAX_POINTS * 7 => Grain::Week,
        Grain::Day | Grain::Week => Grain::Month,
    }
}

/// The pieces of a period: days, weeks from Monday on, or calendar months; the first and the last may be cut.
#[must_use]
pub fn bands(range: Range, grain: Grain) -> Vec<Range> {
    let after = |day: Day| match grain {
        Grain::Month => Day::first_of(day.month() + 1),
        // 1970-01-01 was a Thursday.
        Grain::Week => Day((day.0 + 3).div_euclid(7) * 7 + 4),
        Grain::Day | Grain::Auto => Day(day.0 + 1),
    };
    let mut bands = Vec::new();
    let mut from = range.from;
    while from < range.to {
        let to = after(from).min(range.to);
        bands.push(Range { from, to });
        from = to;
    }
    bands
}

/// Whether a piece is a whole calendar month.
#[must_use]
pub fn is_month(band: Range) -> bool {
    Day::first_of(band.from.month()) == band.from && Day::first_of(band.from.month() + 1) == band.to
}

/// A share in basis points, rounded half up; nothing of nothing is no share.
#[must_use]
pub fn share(part: i64, whole: i64) -> Option<i64> {
    (whole > 0).then(|| (part * 20_000 + whole) / (whole * 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;
    use proptest::prelude::*;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day(i64::from(
            NaiveDate::from_ymd_opt(y, m, d).unwrap().to_epoch_days(),
        ))
    }

    fn days(from: (i32, u32, u32), to: (i32, u32, u32)) -> Range {
        Range {
            from: day(from.0, from.1, from.2),
            to: day(to.0, to.1, to.2),
        }
    }

    #[test]
    fn a_period_is_compared_with_its_like() {
        let cases = [
            (
                "a month",
                days((2026, 3, 1), (2026, 4, 1)),
                days((2026, 2, 1), (2026, 3, 1)),
            ),
            (
                "a month so far",
                days((2026, 11, 1), (2026, 11, 23)),
                days((2026, 10, 1), (2026, 10, 23)),
            ),
            (
                "the 31st of March",
                days((2026, 3, 1), (2026, 4, 1)),
                days((2026, 2, 1), (2026, 3, 1)),
            ),
            (
                "30 days of March",
                days((2026, 3, 1), (2026, 3, 31)),
                days((2026, 2, 1), (2026, 3, 1)),
            ),
            (
                "a quarter",
                days((2026, 7, 1), (2026, 10, 1)),
                days((2026, 4, 1), (2026, 7, 1)),
            ),
            (
                "a quarter so far",
                days((2026, 10, 1), (2026, 11, 23)),
                days((2026, 7, 1), (2026, 8, 23)),
            ),
            (
                "a year",
                days((2025, 1, 1), (2026, 1, 1)),
                days((2024, 1, 1), (2025, 1, 1)),
            ),
            (
                "a year so far",
                days((2026, 1, 1), (2026, 11, 23)),
                days((2025, 1, 1), (2025, 11, 23)),
            ),
            (
                "seven days",
                days((2026, 11, 16), (2026, 11, 23)),
                days((2026, 11, 9), (2026, 11, 16)),
            ),
            (
                "five odd months",
                days((2026, 2, 1), (2026, 6, 20)),
                days((2025, 9, 15), (2026, 2, 1)),
            ),
        ];
        for (name, range, expected) in cases {
            assert_eq!(previous(range), expected, "{name}");
        }
    }

    #[test]
    fn weeks_begin_on_monday_and_the_edges_are_cut() {
        let found = bands(days((2026, 11, 20), (2026, 12, 2)), Grain::Week);
        let expected = vec![
            days((2026, 11, 20), (2026, 11, 23)),
            days((2026, 11, 23), (2026, 11, 30)),
            days((2026, 11, 30), (2026, 12, 2)),
        ];
        assert_eq!(found, expected);
        let months = bands(days((2026, 1, 15), (2026, 3, 1)), Grain::Month);
        assert_eq!(
            months.iter().map(|b| is_month(*b)).collect::<Vec<_>>(),
            [false, true]
        );
    }

    #[test]
    fn grains_follow_the_length_and_stay_readable() {
        assert_eq!(grain(Grain::Auto, days((2026, 3, 1), (2026, 4, 1))), Grain::Day);
        assert_eq!(grain(Grain::Auto, days((2026, 1, 1), (2026, 4, 1))), Grain::Week);
        assert_eq!(grain(Grain::Auto, days((2026, 1, 1), (2027, 1, 1))), Grain::Month);
        assert_eq!(grain(Grain::Day, days((2020, 1, 1), (2027, 1, 1))), Grain::Week);
        assert_eq!(grain(Grain::Day, days((1990, 1, 1), (2027, 1, 1))), Grain::Month);
    }

    #[test]
    fn a_year_before_has_the_same_days() {
        let cases = [
            (
                "a month",
                days((2026, 3, 1), (2026, 4, 1)),
                days((2025, 3, 1), (2025, 4, 1)),
            ),
            (
                "a leap day",
                days((2024, 2, 29), (2024, 3, 1)),
                days((2023, 2, 28), (2023, 3, 1)),
            ),
            (
                "up to a leap day",
                days((2024, 2, 28), (2024, 2, 29)),
                days((2023, 2, 28), (2023, 3, 1)),
            ),
            (
                "February after a leap year",
                days((2025, 2, 1), (2025, 3, 1)),
                days((2024, 2, 1), (2024, 3, 1)),
            ),
        ];
        for (name, range, expected) in cases {
            assert_eq!(year_before(range), expected, "{name}");
        }
        let month = days((2026, 3, 1), (2026, 4, 1));
        assert_eq!(compared(month, CompareWith::None), None);
        assert_eq!(
            compared(month, CompareWith::Previous),
            Some(days((2026, 2, 1), (2026, 3, 1)))
        );
    }

    proptest! {
        #[test]
        fn bands_cover_the_period_without_gap(from in -20_000..40_000_i64, length in 1..1200_i64, which in 0..3) {
            let range = Range { from: Day(from), to: Day(from + length) };
            let grain = [Grain::Day, Grain::Week, Grain::Month][which as usize];
            let bands = bands(range, grain);
            prop_assert_eq!(bands.first().map(|b| b.from), Some(range.from));
            prop_assert_eq!(bands.last().map(|b| b.to), Some(range.to));
            prop_assert!(bands.windows(2).all(|w| w[0].to == w[1].from && w[0].from < w[0].to));
        }
        #[test]
        fn the_period_before_ends_where_or_before_this_one_begins(from in 0..40_000_i64, length in 1..900_i64) {
            let range = Range { from: Day(from), to: Day(from + length) };
            let before = previous(range);
            prop_assert!(before.from < before.to && before.to <= range.from);
        }
    }
}
