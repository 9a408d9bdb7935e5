//! On time over time: shares of what was judged in each day, week or month, and how many orders stand behind them.

use super::drill::{Drill, json};
use super::model::{Grain, InsightPeriod, KpiKey};
use super::selection::Selection;
use super::{labels, rules, targets};
use crate::access::Scope;
use crate::db::Tx;
use crate::db::grid::Filter;
use crate::error::Result;
use crate::texts::Locale;
use crate::work_orders::{Dimension, Range, Sums};
use outpost_charts::{Bands, Figure, Format, Point, Series, Target, Trend, ValueAxis, Volume};
use std::collections::BTreeMap;

const PERCENT: Format = Format::Percent { decimals: 1 };

/// Measures of each band, in as few reads as there are kinds of bands: whole months from the sums by month.
async fn by_band(tx: &mut Tx, selection: &Selection, bands: &[Range], grain: Grain) -> Result<Vec<Sums>> {
    let mut found = vec![Sums::default(); bands.len()];
    if grain == Grain::Month {
        let whole: Vec<Range> = bands.iter().copied().filter(|b| rules::is_month(*b)).collect();
        let months = match (whole.first(), whole.last()) {
            (Some(first), Some(last)) => {
                let range = Range {
                    from: first.from,
                    to: last.to,
                };
                selection.sums_by(tx, range, Dimension::Month).await?
            }
            _ => BTreeMap::new(),
        };
        for (sums, band) in found.iter_mut().zip(bands) {
            if !rules::is_month(*band) {
                *sums = selection.sums(tx, *band).await?;
            } else if let Some(month) = months.get(&band.from.month()) {
                sums.add(month, 1);
            }
        }
        return Ok(found);
    }
    let days = selection.sums_by(tx, selection.range, Dimension::Day).await?;
    for (sums, band) in found.iter_mut().zip(bands) {
        days.range(band.from.0..band.to.0)
            .for_each(|(_, day)| sums.add(day, 1));
    }
    Ok(found)
}

/// The share of a band, with its drill; a gap where nothing was judged.
fn point(part: i64, whole: i64, filter: Filter) -> Point {
    if whole <= 0 {
        return Point::gap();
    }
    // Counts are far below 2^53.
    Point::new(part as f64 / whole as f64).drill(json(filter))
}

/// The share on time of each band, with the completed orders behind it.
pub(super) async fn trend(
    tx: &mut Tx,
    scope: &Scope,
    period: &InsightPeriod,
    grain: Grain,
    locale: Locale,
) -> Result<Figure> {
    let selection = Selection::of(tx, scope, period).await?;
    let grain = rules::grain(grain, selection.range);
    let ranges = rules::bands(selection.range, grain);
    let sums = by_band(tx, &selection, &ranges, grain).await?;
    let drills: Vec<Drill<'_>> = ranges.iter().map(|band| selection.drill(*band)).collect();
    let rows = || sums.iter().zip(&drills);
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
    let targets = targets::load(tx).await?;
    let target = targets
        .iter()
        .find(|(key, _)| *key == KpiKey::ResolutionOnTime)
        .map(|(_, bp)| *bp as f64 / 10_000.0);
    Ok(Figure::Trend(Trend {
        description: String::new(),
        bands: Bands::new(
            labels::band_kind(grain),
            text(labels::band_key(grain)),
            ranges
                .iter()
                .map(|band| labels::band(*band, grain, locale))
                .collect(),
        ),
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
    }))
}
