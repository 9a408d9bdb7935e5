//! Which few categories or causes make up most orders: the largest get a bar each, the rest is told as one.

use super::drill::{Drill, json};
use super::model::{FigureAsk, Measure, ParetoBy};
use super::selection::Selection;
use super::{labels, store};
use crate::db::Tx;
use crate::db::grid::Filter;
use crate::error::Result;
use crate::texts::Locale;
use crate::work_orders::{Dimension, Sums, Want};
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

/// The names of what the bars are, and what of the drill is told by them.
struct Named {
    by: ParetoBy,
    /// Id, name in the list, name on the screen.
    names: Vec<(i64, String, String)>,
}

impl Named {
    async fn of(tx: &mut Tx, by: ParetoBy, ids: &[i64], locale: Locale) -> Result<Self> {
        let names = match by {
            ParetoBy::Category => {
                let names = store::categories(tx, ids).await?;
                names
                    .into_iter()
                    .map(|(id, name)| (id, name.clone(), name))
                    .collect()
            }
            ParetoBy::Cause => {
                let names = store::causes(tx, ids).await?;
                let shown = |name: &str, english: Option<String>| match locale {
                    Locale::En => english.unwrap_or_else(|| name.to_owned()),
                    Locale::ZhCn => name.to_owned(),
                };
                names
                    .into_iter()
                    .map(|(id, name, english)| (id, name.clone(), shown(&name, english)))
                    .collect()
            }
        };
        Ok(Self { by, names })
    }
    fn find(&self, id: Option<i64>) -> Option<&(i64, String, String)> {
        self.names.iter().find(|(known, _, _)| Some(*known) == id)
    }
    fn drill(&self, base: Filter, id: Option<i64>) -> Filter {
        let name = self.find(id).map(|(_, name, _)| name.as_str());
        match self.by {
            ParetoBy::Category => Drill::in_category(base, name),
            ParetoBy::Cause => Drill::with_cause(base, name),
        }
    }
    fn others(&self, base: Filter, ids: &[Option<i64>]) -> Filter {
        let names: Vec<Option<&str>> = ids
            .iter()
            .map(|id| self.find(*id).map(|(_, name, _)| name.as_str()))
            .collect();
        match self.by {
            ParetoBy::Category => Drill::in_other_categories(base, &names),
            ParetoBy::Cause => {
                let told: Vec<&str> = names.into_iter().flatten().collect();
                Drill::with_other_causes(base, &told)
            }
        }
    }
}

/// The Pareto of categories or causes on a sheet of that width.
pub(super) async fn pareto(
    tx: &mut Tx,
    selection: &Selection,
    ask: &FigureAsk,
    locale: Locale,
) -> Result<Figure> {
    let (dimension, want) = match (ask.by, ask.measure) {
        (ParetoBy::Category, Measure::Opened) => (Dimension::Category, Want::OPENED),
        (ParetoBy::Category, Measure::Breached) => (Dimension::Category, Want::ENDED),
        (ParetoBy::Cause, Measure::Opened) => (Dimension::Cause, Want::OPENED),
        (ParetoBy::Cause, Measure::Breached) => (Dimension::Cause, Want::ENDED),
    };
    let sums = selection.sums_by(tx, selection.range, dimension, want).await?;
    // The sums keep orders without a category under −1.
    let counts = sums
        .iter()
        .map(|(id, sums)| ((*id > 0).then_some(*id), counted(ask.measure, sums)));
    let bars = Bars::of(counts, (ask.width / BAR_WIDTH).clamp(4, 15) as usize);
    let ids: Vec<i64> = bars.named.iter().filter_map(|(id, _)| *id).collect();
    let named = Named::of(tx, ask.by, &ids, locale).await?;
    let without = match ask.by {
        ParetoBy::Category => 0,
        ParetoBy::Cause => {
            let all = selection.sums(tx, selection.range, want).await?;
            counted(ask.measure, &all) - bars.total()
        }
    };
    let drill = selection.drill(selection.range);
    Ok(figure(&bars, &named, &drill, ask.measure, without, locale))
}

/// `without`: orders without a cause, which are no bar.
fn figure(
    bars: &Bars,
    named: &Named,
    drill: &Drill<'_>,
    measure: Measure,
    without: i64,
    locale: Locale,
) -> Figure {
    let text = |key: &str| labels::text(locale, key);
    let base = || match measure {
        Measure::Opened => drill.opened(),
        Measure::Breached => drill.resolved(Some("breached")),
    };
    let point = |count: i64, filter| Point::new(count as f64).drill(json(filter));
    let (mut items, mut points) = (Vec::new(), Vec::new());
    for (id, count) in &bars.named {
        let shown = named.find(*id).map(|(_, _, shown)| shown.clone());
        items.push(Band::new(shown.unwrap_or_else(|| text("pareto.no_category"))));
        points.push(point(*count, named.drill(base(), *id)));
    }
    let is_cause = named.by == ParetoBy::Cause;
    let orders = |count: i64| Format::Count.text(count as f64);
    let mut cumulative = if is_cause && without > 0 {
        labels::cumulative_without_cause(locale, &orders(without))
    } else {
        text("pareto.cumulative")
    };
    if let Some((rest, count)) = bars.rest {
        if bars.rest_has_a_bar() {
            let ids: Vec<Option<i64>> = bars.named.iter().map(|(id, _)| *id).collect();
            items.push(Band::new(text(if is_cause {
                "pareto.other_causes"
            } else {
                "pareto.others"
            })));
            points.push(point(count, named.others(base(), &ids)));
        } else {
            cumulative = labels::cumulative_with_rest(locale, rest, &orders(count));
        }
    }
    let series = match measure {
        Measure::Opened => Series::new("opened", text("kpi.opened"), points),
        Measure::Breached => Series::new("breached", text("pareto.breached"), points),
    };
    let label = if is_cause {
        "pareto.cause"
    } else {
        "pareto.category"
    };
    Figure::Pareto(Pareto {
        description: String::new(),
        bands: Bands::new(BandKind::Category, text(label), items),
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
