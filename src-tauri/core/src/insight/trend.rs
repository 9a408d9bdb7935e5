//! On time over time: shares of what was judged in each day, week or month, and how many orders stand behind them.

use super::bands::Bands;
use super::drill::{Drill, json};
use super::labels;
use super::model::KpiKey;
use super::selection::Selection;
use crate::db::grid::Filter;
use crate::texts::Locale;
use crate::work_orders::{Range, Sums, Want};
use outpost_charts::{Figure, Format, Point, Series, Target, Trend, ValueAxis, Volume};

const PERCENT: Format = Format::Percent { decimals: 1 };

/// The share of a band, with its drill; a gap where nothing was judged.
fn point(part: i64, whole: i64, filter: Filter) -> Point {
    if whole <= 0 {
        return Point::gap();
    }
    // Counts are far below 2^53.
    Point::new(part as f64 / whole as f64).drill(json(filter))
}

/// What it reads of the sums.
pub(super) const WANT: Want = Want::RESPONDED.and(Want::ENDED);

/// The share on time of each band, with the completed orders behind it.
pub(super) fn trend(selection: &Selection, bands: &Bands, locale: Locale) -> Figure {
    let (ranges, sums): (Vec<Range>, Vec<&Sums>) = bands.items.iter().map(|(r, s)| (*r, s)).unzip();
    let drills: Vec<Drill<'_>> = ranges.iter().map(|band| selection.drill(*band)).collect();
    let rows = || sums.iter().copied().zip(&drills);
    let text = |key: &str| labels::text(locale, key);
    let resolution = rows()
        .map(|(s, d)| point(s.resolution_met, s.resolution_judged, d.resolved(None)))
        .collect();
    let mut series = vec![Series::new(
        "resolution_on_time",
        text("kpi.resolution_on_time"),
        resolution,
    )];
    if sums.iter().any(|s| s.response_judged > 0) {
        let points = rows()
            .map(|(s, d)| point(s.response_met, s.response_judged, d.responded(None)))
            .collect();
        series.push(Series::new(
            "response_on_time",
            text("kpi.response_on_time"),
            points,
        ));
    }
    let completed = |(s, d): (&Sums, &Drill<'_>)| Point::new(s.completed as f64).drill(json(d.completed()));
    let target = selection
        .targets
        .iter()
        .find(|(key, _)| *key == KpiKey::ResolutionOnTime)
        .map(|(_, bp)| *bp as f64 / 10_000.0);
    Figure::Trend(Trend {
        description: String::new(),
        bands: labels::bands(&bands.items, bands.grain, locale),
        axis: ValueAxis {
            max: Some(1.0),
            ..ValueAxis::new(PERCENT)
        },
        series,
        target: target.map(|value| Target {
            name: labels::target(locale, &PERCENT.text(value)),
            value,
        }),
        volume: Some(Volume {
            axis: ValueAxis {
                label: text("axis.orders"),
                ..ValueAxis::new(Format::Count)
            },
            series: Series::new(
                "completed",
                text("kpi.completed"),
                rows().map(completed).collect(),
            ),
        }),
    })
}
