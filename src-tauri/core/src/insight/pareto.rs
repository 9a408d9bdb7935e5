//! Which few categories make up most orders: the largest get a bar each, the rest is told as one.

use super::drill::{Drill, json};
use super::model::{InsightPeriod, Measure};
use super::selection::Selection;
use super::{labels, store};
use crate::access::Scope;
use crate::db::Tx;
use crate::error::Result;
use crate::texts::Locale;
use crate::work_orders::{Dimension, Sums};
use outpost_charts::{Band, BandKind, Bands, Figure, Format, Pareto, Point, Series, ValueAxis};

/// A bar needs this much width for its name, in CSS pixels.
const BAR_WIDTH: u32 = 64;
/// The rest gets no bar when it is so many times the largest: it would press all others flat.
const REST_AT_MOST: i64 = 3;

/// A category (`None`: orders without one) and its count.
type Count = (Option<i64>, i64);

/// The largest categories, largest first, and how many categories and orders are left.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
struct Bars {
    named: Vec<Count>,
    rest: Option<(usize, i64)>,
}

impl Bars {
    /// Ties go by id, so that the picture stays still. One category alone is never called "others".
    fn of(counts: impl Iterator<Item = Count>, most: usize) -> Self {
        let mut named: Vec<Count> = counts.filter(|(_, n)| *n > 0).collect();
        named.sort_by_key(|(category, n)| (-n, *category));
        if named.len() <= most + 1 {
            return Self { named, rest: None };
        }
        let rest = named.split_off(most);
        Self {
            named,
            rest: Some((rest.len(), rest.iter().map(|(_, n)| n).sum())),
        }
    }
    fn total(&self) -> i64 {
        self.named.iter().map(|(_, n)| n).sum::<i64>() + self.rest.map_or(0, |(_, n)| n)
    }
    fn rest_has_a_bar(&self) -> bool {
        let largest = self.named.first().map_or(0, |(_, n)| *n);
        self.rest.is_some_and(|(_, n)| n <= largest * REST_AT_MOST)
    }
}

fn counted(measure: Measure, sums: &Sums) -> i64 {
    match measure {
        Measure::Opened => sums.opened,
        Measure::Breached => sums.resolution_judged - sums.resolution_met,
    }
}

/// Names of categories, as the person reads them.
struct Names(Vec<(i64, String)>);

impl Names {
    fn of(&self, category: Option<i64>) -> Option<&str> {
        self.0
            .iter()
            .find(|(id, _)| Some(*id) == category)
            .map(|(_, name)| name.as_str())
    }
}

/// The Pareto of categories on a sheet of that width.
pub(super) async fn pareto(
    tx: &mut Tx,
    scope: &Scope,
    period: &InsightPeriod,
    measure: Measure,
    width: u32,
    locale: Locale,
) -> Result<Figure> {
    let selection = Selection::of(tx, scope, period).await?;
    let sums = selection
        .sums_by(tx, selection.range, Dimension::Category)
        .await?;
    // The sums keep orders without a category under −1.
    let counts = sums
        .iter()
        .map(|(category, sums)| ((*category > 0).then_some(*category), counted(measure, sums)));
    let bars = Bars::of(counts, (width / BAR_WIDTH).clamp(4, 15) as usize);
    let ids: Vec<i64> = bars.named.iter().filter_map(|(category, _)| *category).collect();
    let names = Names(store::categories(tx, &ids).await?);
    Ok(figure(
        &bars,
        &names,
        &selection.drill(selection.range),
        measure,
        locale,
    ))
}

fn figure(bars: &Bars, names: &Names, drill: &Drill<'_>, measure: Measure, locale: Locale) -> Figure {
    let text = |key: &str| labels::text(locale, key);
    let base = || match measure {
        Measure::Opened => drill.opened(),
        Measure::Breached => drill.resolved(Some("breached")),
    };
    let point = |count: i64, filter| Point::new(count as f64).drill(json(filter));
    let (mut items, mut points) = (Vec::new(), Vec::new());
    for (category, count) in &bars.named {
        let name = names.of(*category);
        items.push(Band::new(
            name.map_or_else(|| text("pareto.no_category"), str::to_owned),
        ));
        points.push(point(*count, Drill::in_category(base(), name)));
    }
    let mut cumulative = text("pareto.cumulative");
    if let Some((categories, orders)) = bars.rest {
        if bars.rest_has_a_bar() {
            let named: Vec<Option<&str>> = bars
                .named
                .iter()
                .map(|(category, _)| names.of(*category))
                .collect();
            items.push(Band::new(text("pareto.others")));
            points.push(point(orders, Drill::in_other_categories(base(), &named)));
        } else {
            cumulative = labels::cumulative_with_rest(locale, categories, &Format::Count.text(orders as f64));
        }
    }
    let series = match measure {
        Measure::Opened => Series::new("opened", text("kpi.opened"), points),
        Measure::Breached => Series::new("breached", text("pareto.breached"), points),
    };
    Figure::Pareto(Pareto {
        description: String::new(),
        bands: Bands::new(BandKind::Category, text("pareto.category"), items),
        axis: ValueAxis {
            label: text("axis.orders"),
            ..ValueAxis::new(Format::Count)
        },
        series,
        cumulative,
        total: Some(bars.total() as f64),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rest_becomes_one_bar_or_a_remark() {
        let counts = [
            (Some(1), 5),
            (None, 9),
            (Some(2), 5),
            (Some(3), 0),
            (Some(4), 1),
            (Some(5), 2),
        ];
        let bars = Bars::of(counts.into_iter(), 2);
        assert_eq!(
            bars,
            Bars {
                named: vec![(None, 9), (Some(1), 5)],
                rest: Some((3, 8))
            }
        );
        assert!(bars.rest_has_a_bar());
        assert_eq!(bars.total(), 22);
        assert_eq!(
            Bars::of(counts[..3].iter().copied(), 2).rest,
            None,
            "one category alone keeps its name"
        );
        let tail = Bars::of((0..50).map(|id| (Some(id), 2)), 4);
        assert_eq!(tail.rest, Some((46, 92)));
        assert!(!tail.rest_has_a_bar(), "a long tail would press the others flat");
        assert_eq!(Bars::of(std::iter::empty(), 5), Bars::default());
    }
}
