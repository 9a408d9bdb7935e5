//! How old the open orders are, and how many of each age are late.

use super::drill::{Drill, json};
use super::selection::Selection;
use super::{labels, store};
use crate::db::Tx;
use crate::db::grid::{Filter, FilterOp};
use crate::error::Result;
use crate::kernel::{Day, Ms};
use crate::texts::Locale;
use outpost_charts::{Band, BandKind, Bands, Bar, BarMode, Figure, Format, Point, Series, ValueAxis};
use serde_json::Value as Json;

/// The ages of one bar, in business days: from, and below; the last has no end.
fn ages(edges: &[i64]) -> Vec<(i64, Option<i64>)> {
    let from = std::iter::once(0).chain(edges.iter().copied());
    let to = edges.iter().copied().map(Some).chain(std::iter::once(None));
    from.zip(to).collect()
}

/// Open orders by age, the late ones apart; late by the due of their solution.
pub(super) async fn ageing(tx: &mut Tx, selection: &Selection, now: Ms, locale: Locale) -> Result<Figure> {
    let today = selection.zone.day(now);
    // An order of age a was opened on the day today − a.
    let begin = |age: i64| selection.zone.start_of(Day(today.0 - age + 1)).0;
    let edges = &selection.limits.ageing_days;
    let instants: Vec<i64> = edges.iter().map(|age| begin(*age)).collect();
    let rows = match selection.which() {
        Some(which) if selection.is_told() => {
            store::ages(tx, selection.scope(), which, &instants, now.0).await?
        }
        _ => Vec::new(),
    };
    let drill = selection.drill(selection.range);
    let text = |key: &str| labels::text(locale, key);
    let (mut items, mut series) = (Vec::new(), [Vec::new(), Vec::new()]);
    for (place, (from, to)) in ages(edges).into_iter().enumerate() {
        items.push(Band::new(labels::age(locale, from, to)));
        for (late, points) in series.iter_mut().enumerate() {
            let is_here = |row: &&(i64, i64, i64)| (row.0, row.1) == (place as i64, late as i64);
            let count = rows.iter().find(is_here).map_or(0, |row| row.2);
            let span = (to.map(begin), (from > 0).then(|| begin(from)));
            let filter = of_age(&drill, span, late == 1, now);
            points.push(match rows.is_empty() {
                true => Point::gap(),
                false => Point::new(count as f64).drill(json(filter)),
            });
        }
    }
    let [waiting, late] = series;
    Ok(Figure::Bar(Bar {
        description: String::new(),
        bands: Bands::new(BandKind::Category, text("ageing.age"), items),
        axis: ValueAxis {
            label: text("axis.orders"),
            ..ValueAxis::new(Format::Count)
        },
        series: vec![
            Series::new("in_time", text("ageing.in_time"), waiting),
            Series::new("overdue", text("ageing.overdue"), late),
        ],
        mode: BarMode::Stacked,
        horizontal: false,
        target: None,
    }))
}

/// The open orders opened in a span of instants (open at either side), late at `now` or not.
fn of_age(drill: &Drill<'_>, span: (Option<i64>, Option<i64>), late: bool, now: Ms) -> Filter {
    let opened = |op, at: i64| Filter::field("opened_at", op, at);
    let mut parts: Vec<Filter> = span.0.map(|at| opened(FilterOp::Ge, at)).into_iter().collect();
    parts.extend(span.1.map(|at| opened(FilterOp::Lt, at)));
    let due = |op| Filter::field("due_at", op, now.0);
    parts.push(if late {
        due(FilterOp::Lt)
    } else {
        let none = Filter::field("due_at", FilterOp::IsNull, Json::Null);
        Filter::Or {
            or: vec![due(FilterOp::Ge), none],
        }
    });
    drill.open_and(parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_follow_each_other_without_gap() {
        assert_eq!(
            ages(&[1, 3, 30]),
            [(0, Some(1)), (1, Some(3)), (3, Some(30)), (30, None)]
        );
    }
}
