//! What came in and what was done over time, and the backlog that this leaves.

use super::bands::Bands;
use super::drill::{Drill, json};
use super::labels;
use super::selection::Selection;
use crate::db::Tx;
use crate::error::Result;
use crate::kernel::Day;
use crate::texts::Locale;
use crate::work_orders::{Sums, Want};
use outpost_charts::{Figure, Format, Point, Series, Trend, ValueAxis, Volume};

/// What it reads of the sums.
pub(super) const WANT: Want = Want::OPENED.and(Want::ENDED).and(Want::BACKLOG);

/// Opened and completed orders of each band as lines; behind them, as bars with an axis of their own, how many were
/// open when it ended. A band that has not begun by `today` has no backlog yet.
pub(super) async fn flow(
    tx: &mut Tx,
    selection: &Selection,
    bands: &Bands,
    today: Day,
    locale: Locale,
) -> Result<Figure> {
    let mut open = selection.backlog(tx, selection.range.from).await?;
    let text = |key: &str| labels::text(locale, key);
    let (mut opened, mut completed, mut backlog) = (Vec::new(), Vec::new(), Vec::new());
    let point = |count: i64, drill| Point::new(count as f64).drill(json(drill));
    for (band, sums) in &bands.items {
        let drill: Drill<'_> = selection.drill(*band);
        open += sums.entered - sums.cleared;
        if band.from > today || !selection.is_told() {
            for points in [&mut opened, &mut completed, &mut backlog] {
                points.push(Point::gap());
            }
            continue;
        }
        opened.push(point(sums.opened, drill.opened()));
        completed.push(point(sums.completed, drill.completed()));
        backlog.push(Point::new(open as f64));
    }
    let axis = |label: &str| ValueAxis {
        label: text(label),
        ..ValueAxis::new(Format::Count)
    };
    let anything = |sums: &Sums| sums.opened + sums.completed != 0;
    let is_empty = open == 0 && !bands.items.iter().any(|(_, sums)| anything(sums));
    let lines = vec![
        Series::new("opened", text("kpi.opened"), opened),
        Series::new("completed", text("kpi.completed"), completed),
    ];
    let bars = Series::new("backlog", text("flow.backlog"), backlog);
    Ok(Figure::Trend(Trend {
        description: String::new(),
        bands: labels::bands(&bands.items, bands.grain, locale),
        axis: axis("axis.orders"),
        series: if is_empty { Vec::new() } else { lines },
        target: None,
        volume: (!is_empty).then(|| Volume {
            axis: axis("flow.backlog"),
            series: bars,
        }),
    }))
}
