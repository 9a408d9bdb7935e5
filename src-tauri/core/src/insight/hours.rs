//! When orders come in, and when those came in that were late: weekday by hour.

use super::drill::{Drill, json};
use super::labels;
use super::model::Measure;
use super::selection::Selection;
use crate::db::Tx;
use crate::error::Result;
use crate::texts::Locale;
use crate::work_orders::Want;
use crate::work_orders::rules::WEEKDAYS;
use outpost_charts::{Band, BandKind, Bands, Figure, Format, HeatMap, Point, Series, ValueAxis};

/// Orders opened in the period, or ended late in it, by the hour of the week in which they were opened.
pub(super) async fn hours(
    tx: &mut Tx,
    selection: &Selection,
    measure: Measure,
    locale: Locale,
) -> Result<Figure> {
    let want = match measure {
        Measure::Opened => Want::HOURS,
        Measure::Breached => Want::LATE_HOURS,
    };
    let sums = selection.sums(tx, selection.range, want).await?;
    let counts = match measure {
        Measure::Opened => sums.hours,
        Measure::Breached => sums.late_hours,
    };
    let drill = selection.drill(selection.range);
    let base = || match measure {
        Measure::Opened => drill.opened(),
        Measure::Breached => drill.resolved(Some("breached")),
    };
    let point = |hour: i64| {
        let place = counts.binary_search_by_key(&hour, |(h, _)| *h);
        let count = place.map_or(0, |place| counts[place].1);
        match counts.is_empty() {
            true => Point::gap(),
            false => Point::new(count as f64).drill(json(Drill::in_hour(base(), hour))),
        }
    };
    let rows = WEEKDAYS.iter().zip(0_i64..).map(|(day, place)| {
        let points = (0..24).map(|hour| point(place * 24 + hour)).collect();
        Series::new(*day, labels::text(locale, &format!("weekday.{day}")), points)
    });
    let hour = |h: i64| Band::new(format!("{h:02}:00–{:02}:00", (h + 1) % 24)).tick(format!("{h}"));
    let label = match measure {
        Measure::Opened => "kpi.opened",
        Measure::Breached => "pareto.breached",
    };
    Ok(Figure::HeatMap(HeatMap {
        description: String::new(),
        bands: Bands::new(
            BandKind::Category,
            labels::text(locale, "hours.hour"),
            (0..24).map(hour).collect(),
        ),
        series: rows.collect(),
        axis: ValueAxis {
            label: labels::text(locale, label),
            ..ValueAxis::new(Format::Count)
        },
    }))
}
