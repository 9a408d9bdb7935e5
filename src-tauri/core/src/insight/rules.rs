//! Pure decisions of the dashboard: which days a question means, what it is compared with, how figures come out of
//! sums, and which categories get a bar of their own.

use super::drill::Drill;
use super::model::{Grain, Kpi, KpiKey, KpiPart, Missing, Standing, Unit};
use crate::error::{Code, Error, Result};
use crate::kernel::{Day, Ms, Zone};
use crate::work_orders::rules::{PERCENTILE_ERROR, percentile};
use crate::work_orders::{Range, Sums};
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

/// The mean handling time in milliseconds, rounded half up.
fn mean(sums: &Sums) -> Option<i64> {
    (sums.handled > 0).then(|| (sums.handling_ms * 2 + sums.handled).div_euclid(sums.handled * 2))
}

fn p90(sums: &Sums) -> Option<i64> {
    percentile(&sums.histogram, 90)
}

/// What the figures are made of.
#[derive(Debug)]
pub struct Facts<'a> {
    pub now: &'a Sums,
    /// None where the period before lies before the first order: everything would seem to have grown.
    pub before: Option<&'a Sums>,
    pub open: i64,
    pub overdue: i64,
    pub as_of: Ms,
    /// Targets by figure, in its unit.
    pub targets: &'a [(KpiKey, i64)],
    /// Whether figures are kept for this person at all.
    pub told: bool,
}

fn blank(key: KpiKey, unit: Unit, drill: crate::db::grid::Filter) -> Kpi {
    Kpi {
        key,
        unit,
        value: None,
        numerator: None,
        denominator: None,
        target: None,
        standing: None,
        previous: None,
        missing: None,
        error_bound: None,
        parts: Vec::new(),
        drill,
    }
}

/// The first row, in the order in which it stands there.
#[must_use]
pub fn kpis(facts: &Facts<'_>, drill: &Drill<'_>) -> Vec<Kpi> {
    let count = |key, value: i64, filter| Kpi {
        value: Some(value),
        denominator: Some(value),
        ..blank(key, Unit::Count, filter)
    };
    let (now, before) = (facts.now, facts.before);
    let mut all = vec![
        resolution(facts, drill),
        response(facts, drill),
        count(KpiKey::Overdue, facts.overdue, drill.overdue(facts.as_of)),
        count(KpiKey::Open, facts.open, drill.open()),
        Kpi {
            previous: before.and_then(mean),
            ..timed(KpiKey::HandlingMean, mean(now), now, drill)
        },
        Kpi {
            previous: before.and_then(p90),
            // The bound is given as a fraction.
            error_bound: Some((PERCENTILE_ERROR * 10_000.0).ceil() as i64),
            ..timed(KpiKey::HandlingP90, p90(now), now, drill)
        },
        Kpi {
            previous: before.map(|b| b.opened),
            ..count(KpiKey::Opened, now.opened, drill.opened())
        },
        Kpi {
            previous: before.map(|b| b.completed),
            ..count(KpiKey::Completed, now.completed, drill.completed())
        },
    ];
    for kpi in &mut all {
        kpi.target = facts
            .targets
            .iter()
            .find(|(key, _)| *key == kpi.key)
            .map(|(_, target)| *target);
        kpi.standing = kpi.target.and_then(|target| standing(kpi, target));
        if !facts.told {
            *kpi = Kpi {
                missing: Some(Missing::OwnScope),
                ..blank(kpi.key, kpi.unit, kpi.drill.clone())
            };
        }
    }
    all
}

/// Shares must reach their target, everything else must not exceed it. Shares are compared by their counts: 94.996 %
/// is not 95 %.
fn standing(kpi: &Kpi, target: i64) -> Option<Standing> {
    let reached = match (kpi.unit, kpi.numerator, kpi.denominator) {
        (Unit::Percent, Some(part), Some(whole)) if whole > 0 => part * 10_000 >= target * whole,
        (Unit::Percent, ..) => return None,
        _ => kpi.value? <= target,
    };
    Some(if reached { Standing::Met } else { Standing::Missed })
}

fn resolution(facts: &Facts<'_>, drill: &Drill<'_>) -> Kpi {
    let (now, before) = (facts.now, facts.before);
    let part = |key: &str, count: i64, drill| KpiPart {
        key: key.to_owned(),
        count,
        drill,
    };
    Kpi {
        value: share(now.resolution_met, now.resolution_judged),
        previous: before.and_then(|b| share(b.resolution_met, b.resolution_judged)),
        numerator: Some(now.resolution_met),
        denominator: Some(now.resolution_judged),
        missing: (now.resolution_judged == 0).then_some(if now.completed > 0 {
            Missing::NoTarget
        } else {
            Missing::NoOrders
        }),
        parts: vec![
            part("met", now.resolution_met, drill.resolved(Some("met"))),
            part(
                "breached",
                now.resolution_judged - now.resolution_met,
                drill.resolved(Some("breached")),
            ),
            part(
                "no_target",
                now.completed - now.resolution_judged,
                drill.without_target(),
            ),
        ],
        ..blank(KpiKey::ResolutionOnTime, Unit::Percent, drill.resolved(None))
    }
}

fn response(facts: &Facts<'_>, drill: &Drill<'_>) -> Kpi {
    let (now, before) = (facts.now, facts.before);
    let part = |key: &str, count: i64, drill| KpiPart {
        key: key.to_owned(),
        count,
        drill,
    };
    let any = now.opened + now.completed > 0;
    Kpi {
        value: share(now.response_met, now.response_judged),
        previous: before.and_then(|b| share(b.response_met, b.response_judged)),
        numerator: Some(now.response_met),
        denominator: Some(now.response_judged),
        missing: (now.response_judged == 0).then_some(if any {
            Missing::NoTarget
        } else {
            Missing::NoOrders
        }),
        parts: vec![
            part("met", now.response_met, drill.responded(Some(true))),
            part(
                "breached",
                now.response_judged - now.response_met,
                drill.responded(Some(false)),
            ),
        ],
        ..blank(KpiKey::ResponseOnTime, Unit::Percent, drill.responded(None))
    }
}

fn timed(key: KpiKey, value: Option<i64>, now: &Sums, drill: &Drill<'_>) -> Kpi {
    let without = if now.completed > 0 {
        Missing::NoHandlingTime
    } else {
        Missing::NoOrders
    };
    Kpi {
        value,
        denominator: Some(now.handled),
        missing: value.is_none().then_some(without),
        ..blank(key, Unit::Duration, drill.handled())
    }
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
    fn a_share_just_below_its_target_misses_it() {
        let now = Sums {
            resolution_judged: 100_000,
            resolution_met: 94_999,
            completed: 100_000,
            ..Sums::default()
        };
        let before = Sums::default();
        let targets = [(KpiKey::ResolutionOnTime, 9500)];
        let as_of = Ms(0);
        let facts = Facts {
            now: &now,
            before: Some(&before),
            open: 0,
            overdue: 0,
            as_of,
            targets: &targets,
            told: true,
        };
        let drill = Drill {
            from: Ms(0),
            to: Ms(1),
            outlets: None,
        };
        let all = kpis(&facts, &drill);
        let on_time = &all[0];
        assert_eq!(
            (on_time.value, on_time.standing),
            (Some(9500), Some(Standing::Missed))
        );
        assert_eq!(on_time.previous, None);
        let response = all.iter().find(|k| k.key == KpiKey::ResponseOnTime).unwrap();
        assert_eq!(
            (response.value, response.missing),
            (None, Some(Missing::NoTarget))
        );
    }

    #[test]
    fn own_scope_has_no_figures_and_says_so() {
        let (now, before) = (Sums::default(), Sums::default());
        let facts = Facts {
            now: &now,
            before: Some(&before),
            open: 0,
            overdue: 0,
            as_of: Ms(0),
            targets: &[],
            told: false,
        };
        let all = kpis(
            &facts,
            &Drill {
                from: Ms(0),
                to: Ms(1),
                outlets: None,
            },
        );
        assert!(
            all.iter()
                .all(|k| k.value.is_none() && k.missing == Some(Missing::OwnScope))
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
