//! Outlets side by side, the one that needs a look first.
//!
//! A share of three orders is no rank. Outlets with fewer orders than the limit are marked with their count, and all are
//! ordered by a value that is pulled towards that of all outlets, as if each had `rank_minimum` more orders like the
//! rest: the bar shows the outlet's own value, the order shows how sure one can be of it.

use super::drill::{Drill, json};
use super::model::{FigureAsk, RankBy};
use super::selection::Selection;
use super::{labels, store};
use crate::db::Tx;
use crate::db::grid::Filter;
use crate::error::Result;
use crate::kernel::Ms;
use crate::texts::Locale;
use crate::work_orders::{Dimension, Sums, Want};
use outpost_charts::{Band, BandKind, Bands, Bar, BarMode, Figure, Format, Point, Series, Target, ValueAxis};

/// Height that a bar and its name need, in CSS pixels.
const BAR_HEIGHT: u32 = 24;

/// An outlet (−1: orders that none has), the sum of its values, and of how many orders.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Standing {
    outlet: i64,
    sum: f64,
    count: i64,
}

impl Standing {
    fn value(self) -> f64 {
        self.sum / self.count as f64
    }
    /// As if it had `more` orders of the mean of all.
    fn pulled(self, mean: f64, more: i64) -> f64 {
        (self.sum + mean * more as f64) / (self.count + more) as f64
    }
}

/// The worst first; ties go by outlet, so that the picture stays still.
fn order(standings: &mut [Standing], mean: f64, more: i64, high_is_bad: bool) {
    standings.sort_by(|a, b| {
        let (a_value, b_value) = (a.pulled(mean, more), b.pulled(mean, more));
        let worse = if high_is_bad {
            b_value.total_cmp(&a_value)
        } else {
            a_value.total_cmp(&b_value)
        };
        worse.then(a.outlet.cmp(&b.outlet))
    });
}

/// What is summed, over how many orders.
fn parts(rank: RankBy, sums: &Sums) -> (i64, i64) {
    match rank {
        RankBy::OnTime => (sums.resolution_met, sums.resolution_judged),
        RankBy::Handling => (sums.handling_ms, sums.handled),
        RankBy::Satisfaction => (sums.score, sums.scored),
        RankBy::Overdue => (0, 0),
    }
}

async fn standings(tx: &mut Tx, selection: &Selection, rank: RankBy, now: Ms) -> Result<Vec<Standing>> {
    let standing = |outlet: i64, (sum, count): (i64, i64)| Standing {
        outlet,
        sum: sum as f64,
        count,
    };
    let all: Vec<Standing> = if rank == RankBy::Overdue {
        let Some(which) = selection.which().filter(|_| selection.is_told()) else {
            return Ok(Vec::new());
        };
        let rows = store::due_by_outlet(tx, selection.scope(), which, now.0, now.0, now.0).await?;
        // One "order" of so many: the value is the count itself.
        rows.iter()
            .map(|row| standing(row.outlet_id, (row.overdue, 1)))
            .collect()
    } else {
        let found = selection
            .sums_by(tx, selection.range, Dimension::Outlet, Want::ENDED)
            .await?;
        found
            .iter()
            .map(|(outlet, sums)| standing(*outlet, parts(rank, sums)))
            .collect()
    };
    Ok(all.into_iter().filter(|s| s.count > 0).collect())
}

/// The name of a value, how it is written, and how many of the axis' units one of ours is.
fn axis(rank: RankBy, locale: Locale) -> (&'static str, Format, f64) {
    match rank {
        RankBy::OnTime => ("kpi.resolution_on_time", Format::Percent { decimals: 1 }, 1.0),
        RankBy::Overdue => ("kpi.overdue", Format::Count, 1.0),
        RankBy::Handling => (
            "kpi.handling_mean",
            Format::Duration {
                units: labels::duration_units(locale),
            },
            0.001,
        ),
        RankBy::Satisfaction => ("kpi.satisfaction", Format::Count, 1.0),
    }
}

/// The outlets that need a look, as many as have room.
pub(super) async fn ranking(
    tx: &mut Tx,
    selection: &Selection,
    ask: &FigureAsk,
    now: Ms,
    locale: Locale,
) -> Result<Figure> {
    let mut all = standings(tx, selection, ask.rank, now).await?;
    let (sum, count) = all
        .iter()
        .fold((0.0, 0), |(s, c), one| (s + one.sum, c + one.count));
    let mean = if count > 0 { sum / count as f64 } else { 0.0 };
    let is_count = ask.rank == RankBy::Overdue;
    let minimum = if is_count {
        0
    } else {
        selection.limits.rank_minimum
    };
    let high_is_bad = matches!(ask.rank, RankBy::Overdue | RankBy::Handling);
    order(&mut all, mean, minimum, high_is_bad);
    let outlets = all.len();
    all.truncate((ask.height / BAR_HEIGHT).clamp(3, 60) as usize);
    let ids: Vec<i64> = all.iter().map(|s| s.outlet).filter(|id| *id > 0).collect();
    let names = store::outlet_names(tx, selection.scope(), &ids).await?;
    let drill = selection.drill(selection.range);
    let (label, format, scale) = axis(ask.rank, locale);
    let bands = all.iter().map(|one| {
        let name = names.iter().find(|(id, _)| *id == one.outlet);
        let name = name.map_or_else(|| labels::text(locale, "ranking.no_outlet"), |(_, n)| n.clone());
        match one.count < minimum {
            true => Band {
                tick: Some(labels::small_sample_tick(locale, &name, one.count)),
                ..Band::new(labels::small_sample(locale, &name, one.count))
            },
            false => Band::new(name),
        }
    });
    let points = all.iter().map(|one| {
        let outlet = (one.outlet > 0).then_some(one.outlet);
        let filter = Drill::at_outlet(base(ask.rank, &drill, now), outlet);
        Point::new(one.value() * scale).drill(json(filter))
    });
    let shown = all.len();
    let title = labels::text(locale, "ranking.outlet");
    Ok(Figure::Bar(Bar {
        description: String::new(),
        bands: Bands::new(BandKind::Category, title, bands.collect()),
        axis: ValueAxis {
            label: labels::ranking(locale, label, shown, outlets),
            ..ValueAxis::new(format.clone())
        },
        series: vec![Series::new(
            "value",
            labels::text(locale, label),
            points.collect(),
        )],
        mode: BarMode::Grouped,
        horizontal: true,
        target: (!is_count && count > 0).then(|| Target {
            name: labels::all_outlets(locale, &format.text(mean * scale)),
            value: mean * scale,
        }),
    }))
}

/// The orders that a value speaks of.
fn base(rank: RankBy, drill: &Drill<'_>, now: Ms) -> Filter {
    match rank {
        RankBy::OnTime => drill.resolved(None),
        RankBy::Overdue => drill.overdue(now),
        RankBy::Handling => drill.handled(),
        RankBy::Satisfaction => drill.scored(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_orders_do_not_make_the_worst() {
        let of = |outlet, met: i64, count| Standing {
            outlet,
            sum: met as f64,
            count,
        };
        // One of two late is no worse than 200 of 1000.
        let mut all = [of(1, 950, 1000), of(2, 1, 2), of(3, 800, 1000)];
        let mean = (950.0 + 1.0 + 800.0) / 2002.0;
        order(&mut all, mean, 30, false);
        assert_eq!(all.map(|s| s.outlet), [3, 2, 1]);
        order(&mut all, mean, 0, false);
        assert_eq!(
            all.map(|s| s.outlet),
            [2, 3, 1],
            "without a minimum the bare share decides"
        );
        order(&mut all, mean, 30, true);
        assert_eq!(all.map(|s| s.outlet), [1, 2, 3]);
    }
}
