//! The words on the charts, from the catalogue `insight` in the person's language.

use super::model::Grain;
use crate::kernel::Day;
use crate::texts::{self, Locale};
use crate::work_orders::{Range, Sums};
use chrono::Datelike;
use outpost_charts::{Band, BandKind, Bands, DurationUnits};

pub(super) fn text(locale: Locale, key: &str) -> String {
    texts::text(locale, &format!("insight:{key}"), &[])
}

/// The name of the target line.
pub(super) fn target(locale: Locale, value: &str) -> String {
    texts::text(locale, "insight:trend.target", &[("value", value)])
}

/// The name of the running share where the rest of the categories has no bar.
pub(super) fn cumulative_with_rest(locale: Locale, categories: usize, orders: &str) -> String {
    let params = [("categories", &*categories.to_string()), ("orders", orders)];
    texts::text(locale, "insight:pareto.cumulative_with_rest", &params)
}

/// The name of the running share of causes where some orders have none.
pub(super) fn cumulative_without_cause(locale: Locale, orders: &str) -> String {
    texts::text(
        locale,
        "insight:pareto.cumulative_without_cause",
        &[("orders", orders)],
    )
}

pub(super) fn band_kind(grain: Grain) -> BandKind {
    match grain {
        Grain::Week => BandKind::Week,
        Grain::Month => BandKind::Month,
        Grain::Day | Grain::Auto => BandKind::Day,
    }
}

pub(super) fn band_key(grain: Grain) -> &'static str {
    match grain {
        Grain::Week => "grain.week",
        Grain::Month => "grain.month",
        Grain::Day | Grain::Auto => "grain.day",
    }
}

fn date(day: Day) -> String {
    day.date().map(|d| d.to_string()).unwrap_or_default()
}

/// `2026-11-16`, or `2026-11-16 – 2026-11-22` for several days.
pub(super) fn days(range: Range) -> String {
    let last = Day(range.to.0 - 1);
    if range.from >= last {
        return date(range.from);
    }
    format!("{} – {}", date(range.from), date(last))
}

/// One band of the time axis: days and weeks by date, months by name, a January by its year.
pub(super) fn band(range: Range, grain: Grain, locale: Locale) -> Band {
    let Some(from) = range.from.date() else {
        return Band::new("");
    };
    let month_day = || format!("{:02}-{:02}", from.month(), from.day());
    match grain {
        Grain::Month if super::rules::is_month(range) => {
            let tick = if from.month() == 1 {
                texts::text(locale, "insight:tick.year", &[("year", &from.year().to_string())])
            } else {
                text(locale, &format!("tick.month_{}", from.month()))
            };
            Band::new(format!("{}-{:02}", from.year(), from.month())).tick(tick)
        }
        // A month that the period cuts says which days of it are meant.
        Grain::Month => Band::new(days(range)).tick(text(locale, &format!("tick.month_{}", from.month()))),
        Grain::Week | Grain::Day | Grain::Auto => Band::new(days(range)).tick(month_day()),
    }
}

/// The time axis of a period in pieces.
pub(super) fn bands(items: &[(Range, Sums)], grain: Grain, locale: Locale) -> Bands {
    let items = items.iter().map(|(range, _)| band(*range, grain, locale));
    Bands::new(band_kind(grain), text(locale, band_key(grain)), items.collect())
}

/// The words of durations.
pub(super) fn duration_units(locale: Locale) -> DurationUnits {
    DurationUnits {
        day: Some(text(locale, "duration.day")),
        hour: text(locale, "duration.hour"),
        minute: text(locale, "duration.minute"),
        second: text(locale, "duration.second"),
    }
}

/// The name of an age in business days: from, and below.
pub(super) fn age(locale: Locale, from: i64, to: Option<i64>) -> String {
    let days = |key: &str, from: i64, to: i64| {
        let (from, to) = (from.to_string(), to.to_string());
        texts::text(
            locale,
            &format!("insight:ageing.{key}"),
            &[("from", &*from), ("to", &*to)],
        )
    };
    match (from, to) {
        (0, Some(1)) => text(locale, "ageing.today"),
        (from, Some(to)) if to == from + 1 => days("one", from, from),
        (from, Some(to)) => days("days", from, to - 1),
        (from, None) => days("more", from, from),
    }
}

/// An outlet with few orders, and how few.
pub(super) fn small_sample(locale: Locale, name: &str, count: i64) -> String {
    let params = [("name", name), ("count", &*count.to_string())];
    texts::text(locale, "insight:ranking.small", &params)
}

/// The same in the little room beside a bar.
pub(super) fn small_sample_tick(locale: Locale, name: &str, count: i64) -> String {
    let params = [("name", name), ("count", &*count.to_string())];
    texts::text(locale, "insight:ranking.small_tick", &params)
}

/// The axis of a ranking: what the legend does not say already, which is how many outlets it leaves out.
pub(super) fn ranking(locale: Locale, key: &str, shown: usize, outlets: usize) -> String {
    if shown == outlets {
        return text(locale, key);
    }
    let params = [("shown", &*shown.to_string()), ("outlets", &*outlets.to_string())];
    texts::text(locale, "insight:ranking.cut", &params)
}

/// The line of the mean of all outlets.
pub(super) fn all_outlets(locale: Locale, value: &str) -> String {
    texts::text(locale, "insight:ranking.all", &[("value", value)])
}
