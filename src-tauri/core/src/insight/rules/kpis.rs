//! The key figures: how each comes out of sums, in a period, in the period before and in each band of its sparkline.

use super::share;
use crate::db::grid::Filter;
use crate::insight::drill::Drill;
use crate::insight::limits::Limits;
use crate::insight::model::{Better, Kpi, KpiKey, KpiPart, Missing, Standing, Unit};
use crate::kernel::{DAY_MS, Day, Ms};
use crate::work_orders::rules::{PERCENTILE_ERROR, percentile};
use crate::work_orders::{Range, Sums};

/// What the figures are made of.
#[derive(Debug)]
pub struct Facts<'a> {
    pub now: &'a Sums,
    /// None where nothing is to be compared with, or where the period before lies before the first order: everything
    /// would seem to have grown.
    pub before: Option<&'a Sums>,
    /// The bands of the sparklines, and what happened in each.
    pub bands: &'a [(Range, Sums)],
    /// Open orders when the first band began.
    pub backlog: i64,
    pub open: i64,
    pub overdue: i64,
    /// The business day on which the middle one of the open orders was opened.
    pub median_opened: Option<Day>,
    /// Complaints of the period that still may be answered in time.
    pub waiting: i64,
    pub as_of: Ms,
    pub today: Day,
    pub limits: &'a Limits,
    /// Targets by figure, in its unit.
    pub targets: &'a [(KpiKey, i64)],
    /// Whether figures are kept for this person at all.
    pub told: bool,
}

/// The figures in the order in which they stand: what needs somebody to act first.
const ORDER: &[KpiKey] = &[
    KpiKey::ResolutionOnTime,
    KpiKey::ResponseOnTime,
    KpiKey::Overdue,
    KpiKey::Open,
    KpiKey::ResolutionRate,
    KpiKey::FirstVisitFix,
    KpiKey::ComplaintsIn24h,
    KpiKey::Satisfaction,
    KpiKey::ResponseMean,
    KpiKey::HandlingMean,
    KpiKey::HandlingMedian,
    KpiKey::HandlingP90,
    KpiKey::BacklogAge,
    KpiKey::Opened,
    KpiKey::Completed,
    KpiKey::Cost,
];

/// What a figure counts in, and which way it should move.
#[must_use]
pub fn nature(key: KpiKey) -> (Unit, Better) {
    match key {
        KpiKey::ResolutionOnTime
        | KpiKey::ResponseOnTime
        | KpiKey::ResolutionRate
        | KpiKey::FirstVisitFix
        | KpiKey::ComplaintsIn24h => (Unit::Percent, Better::Higher),
        KpiKey::Satisfaction => (Unit::Score, Better::Higher),
        KpiKey::ResponseMean
        | KpiKey::HandlingMean
        | KpiKey::HandlingMedian
        | KpiKey::HandlingP90
        | KpiKey::BacklogAge => (Unit::Duration, Better::Lower),
        KpiKey::Overdue | KpiKey::Open => (Unit::Count, Better::Lower),
        KpiKey::Opened => (Unit::Count, Better::Neutral),
        KpiKey::Completed => (Unit::Count, Better::Higher),
        KpiKey::Cost => (Unit::Money, Better::Neutral),
    }
}

/// A mean, rounded half up.
fn mean(sum: i64, count: i64) -> Option<i64> {
    (count > 0).then(|| (sum * 2 + count).div_euclid(count * 2))
}

fn answered(sums: &Sums, limits: &Limits) -> i64 {
    let in_time = sums
        .answers
        .iter()
        .filter(|(hours, _)| *hours <= limits.complaint_hours);
    in_time.map(|(_, count)| count).sum()
}

/// A share as (part, whole); nothing for figures that are no shares.
fn parts_of(key: KpiKey, sums: &Sums, limits: &Limits, waiting: i64) -> Option<(i64, i64)> {
    Some(match key {
        KpiKey::ResolutionOnTime => (sums.resolution_met, sums.resolution_judged),
        KpiKey::ResponseOnTime => (sums.response_met, sums.response_judged),
        KpiKey::ResolutionRate => (sums.resolved, sums.opened - sums.called_off),
        KpiKey::FirstVisitFix => (sums.visit_fixed, sums.visit_judged),
        KpiKey::ComplaintsIn24h => (answered(sums, limits), sums.complaints - waiting),
        _ => return None,
    })
}

/// The value of a figure that follows from what happened in some days; none where nothing of its kind did.
fn value_of(key: KpiKey, sums: &Sums, limits: &Limits, waiting: i64) -> Option<i64> {
    if let Some((part, whole)) = parts_of(key, sums, limits, waiting) {
        return share(part, whole);
    }
    match key {
        KpiKey::ResponseMean => mean(sums.response_ms, sums.responded),
        KpiKey::HandlingMean => mean(sums.handling_ms, sums.handled),
        KpiKey::HandlingMedian => percentile(&sums.handling, 50),
        KpiKey::HandlingP90 => percentile(&sums.handling, 90),
        KpiKey::Satisfaction => mean(sums.score * 100, sums.scored),
        KpiKey::Opened => Some(sums.opened),
        KpiKey::Completed => Some(sums.completed),
        KpiKey::Cost => (sums.costed > 0).then_some(sums.cost),
        _ => None,
    }
}

/// The figure in each band. A band that has not begun is a gap, and so is one in which complaints may still be
/// answered in time. Of what is counted now only the backlog has a past.
fn spark(key: KpiKey, facts: &Facts<'_>) -> Vec<Option<i64>> {
    if matches!(key, KpiKey::Overdue | KpiKey::BacklogAge) {
        return Vec::new();
    }
    let settled = facts.today.0 - (facts.limits.complaint_hours + 23) / 24;
    let mut open = facts.backlog;
    let bands = facts.bands.iter().map(|(band, sums)| {
        open += sums.entered - sums.cleared;
        match key {
            _ if band.from > facts.today => None,
            KpiKey::Open => Some(open),
            KpiKey::ComplaintsIn24h if band.to.0 > settled => None,
            _ => value_of(key, sums, facts.limits, 0),
        }
    });
    bands.collect()
}

/// All key figures.
#[must_use]
pub fn kpis(facts: &Facts<'_>, drill: &Drill<'_>) -> Vec<Kpi> {
    ORDER.iter().map(|key| kpi(*key, facts, drill)).collect()
}

fn kpi(key: KpiKey, facts: &Facts<'_>, drill: &Drill<'_>) -> Kpi {
    let (unit, better) = nature(key);
    let blank = Kpi {
        key,
        unit,
        better,
        value: None,
        numerator: None,
        denominator: None,
        target: facts
            .targets
            .iter()
            .find(|(k, _)| *k == key)
            .map(|(_, target)| *target),
        standing: None,
        previous: None,
        missing: None,
        error_bound: None,
        spark: Vec::new(),
        parts: Vec::new(),
        drill: listed(key, facts, drill),
    };
    if !facts.told {
        return Kpi {
            missing: Some(Missing::OwnScope),
            ..blank
        };
    }
    let of = parts_of(key, facts.now, facts.limits, facts.waiting);
    let value = match key {
        KpiKey::Overdue => Some(facts.overdue),
        KpiKey::Open => Some(facts.open),
        KpiKey::BacklogAge => facts
            .median_opened
            .map(|day| (facts.today.0 - day.0).max(0) * DAY_MS),
        _ => value_of(key, facts.now, facts.limits, facts.waiting),
    };
    let kpi = Kpi {
        value,
        numerator: of.map(|(part, _)| part),
        denominator: Some(of.map_or_else(|| counted(key, facts), |(_, whole)| whole)),
        previous: facts
            .before
            .and_then(|before| value_of(key, before, facts.limits, 0)),
        missing: value.is_none().then(|| missing(key, facts.now)),
        // The bound is given as a fraction.
        error_bound: matches!(key, KpiKey::HandlingMedian | KpiKey::HandlingP90)
            .then_some((PERCENTILE_ERROR * 10_000.0).ceil() as i64),
        spark: spark(key, facts),
        parts: parts(key, facts, drill),
        ..blank
    };
    Kpi {
        standing: kpi.target.and_then(|target| standing(&kpi, target)),
        ..kpi
    }
}

/// Figures must reach or keep below their target, by their nature. Shares are compared by their counts: 94.996 % is not
/// 95 %.
fn standing(kpi: &Kpi, target: i64) -> Option<Standing> {
    let reached = match (kpi.unit, kpi.numerator, kpi.denominator) {
        (Unit::Percent, Some(part), Some(whole)) if whole > 0 => part * 10_000 >= target * whole,
        (Unit::Percent, ..) => return None,
        _ if kpi.better == Better::Higher => kpi.value? >= target,
        _ => kpi.value? <= target,
    };
    Some(if reached { Standing::Met } else { Standing::Missed })
}

/// How many orders a figure that is no share speaks of.
fn counted(key: KpiKey, facts: &Facts<'_>) -> i64 {
    let now = facts.now;
    match key {
        KpiKey::Overdue => facts.overdue,
        KpiKey::Open | KpiKey::BacklogAge => facts.open,
        KpiKey::ResponseMean => now.responded,
        KpiKey::HandlingMean | KpiKey::HandlingMedian | KpiKey::HandlingP90 => now.handled,
        KpiKey::Satisfaction => now.scored,
        KpiKey::Completed => now.completed,
        KpiKey::Cost => now.costed,
        _ => now.opened,
    }
}

/// The orders that a figure speaks of.
fn listed(key: KpiKey, facts: &Facts<'_>, drill: &Drill<'_>) -> Filter {
    match key {
        KpiKey::ResolutionOnTime => drill.resolved(None),
        KpiKey::ResponseOnTime => drill.responded(None),
        KpiKey::ResolutionRate => drill.promised(None),
        KpiKey::FirstVisitFix => drill.visited(None),
        KpiKey::ComplaintsIn24h => drill.complaints(None, facts.limits.complaint_ms(), facts.as_of),
        KpiKey::Satisfaction => drill.scored(),
        KpiKey::ResponseMean => drill.response_timed(),
        KpiKey::HandlingMean | KpiKey::HandlingMedian | KpiKey::HandlingP90 => drill.handled(),
        KpiKey::Overdue => drill.overdue(facts.as_of),
        KpiKey::Open | KpiKey::BacklogAge => drill.open(),
        KpiKey::Opened => drill.opened(),
        KpiKey::Completed => drill.completed(),
        KpiKey::Cost => drill.costed(),
    }
}

/// Why a figure has no value.
fn missing(key: KpiKey, now: &Sums) -> Missing {
    let judged = |any: bool| if any { Missing::NoTarget } else { Missing::NoOrders };
    match key {
        KpiKey::ResolutionOnTime => judged(now.completed > 0),
        KpiKey::ResponseOnTime => judged(now.opened + now.completed > 0),
        KpiKey::FirstVisitFix if now.completed > 0 => Missing::NoVisits,
        KpiKey::Satisfaction if now.completed > 0 => Missing::NoScores,
        KpiKey::HandlingMean | KpiKey::HandlingMedian | KpiKey::HandlingP90 if now.completed > 0 => {
            Missing::NoHandlingTime
        }
        KpiKey::ComplaintsIn24h if now.opened > 0 => Missing::NoComplaints,
        KpiKey::Cost if now.opened > 0 => Missing::NoCost,
        KpiKey::BacklogAge => Missing::NothingOpen,
        _ => Missing::NoOrders,
    }
}

/// What a share is made of.
fn parts(key: KpiKey, facts: &Facts<'_>, drill: &Drill<'_>) -> Vec<KpiPart> {
    let now = facts.now;
    let part = |key: &str, count: i64, drill| KpiPart {
        key: key.to_owned(),
        count,
        drill,
    };
    let Some((met, all)) = parts_of(key, now, facts.limits, facts.waiting) else {
        return Vec::new();
    };
    match key {
        KpiKey::ResolutionOnTime => vec![
            part("met", met, drill.resolved(Some("met"))),
            part("breached", all - met, drill.resolved(Some("breached"))),
            part("no_target", now.completed - all, drill.without_target()),
        ],
        KpiKey::ResponseOnTime => vec![
            part("met", met, drill.responded(Some(true))),
            part("breached", all - met, drill.responded(Some(false))),
        ],
        KpiKey::ResolutionRate => vec![
            part("solved", met, drill.promised(Some(true))),
            part("unsolved", all - met, drill.promised(Some(false))),
        ],
        KpiKey::FirstVisitFix => vec![
            part("fixed", met, drill.visited(Some(true))),
            part("not_fixed", all - met, drill.visited(Some(false))),
        ],
        _ => {
            let (limit, at) = (facts.limits.complaint_ms(), facts.as_of);
            vec![
                part("answered", met, drill.complaints(Some(true), limit, at)),
                part("late", all - met, drill.complaints(Some(false), limit, at)),
                part("waiting", facts.waiting, drill.waiting(limit, at)),
            ]
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    static LIMITS: std::sync::LazyLock<Limits> = std::sync::LazyLock::new(Limits::default);

    fn with<'a>(now: &'a Sums, change: impl FnOnce(&mut Facts<'a>)) -> Vec<Kpi> {
        let mut facts = Facts {
            now,
            before: None,
            bands: &[],
            backlog: 0,
            open: 0,
            overdue: 0,
            median_opened: None,
            waiting: 0,
            as_of: Ms(0),
            today: Day(100),
            limits: &LIMITS,
            targets: &[],
            told: true,
        };
        change(&mut facts);
        let drill = Drill {
            from: Ms(0),
            to: Ms(1),
            outlets: None,
            categories: &[],
            kinds: &[],
            priorities: &[],
        };
        kpis(&facts, &drill)
    }

    fn find(all: &[Kpi], key: KpiKey) -> &Kpi {
        all.iter().find(|k| k.key == key).unwrap()
    }

    #[test]
    fn every_figure_stands_there_once() {
        let none = Sums::default();
        let all = with(&none, |_| ());
        let mut keys: Vec<KpiKey> = all.iter().map(|k| k.key).collect();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), all.len());
        for kpi in all.iter().filter(|k| k.value.is_none()) {
            assert!(kpi.missing.is_some(), "{:?} says why it is missing", kpi.key);
        }
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
        let all = with(&now, |facts| {
            (facts.before, facts.targets) = (Some(&before), &targets)
        });
        let on_time = find(&all, KpiKey::ResolutionOnTime);
        assert_eq!(
            (on_time.value, on_time.standing, on_time.previous),
            (Some(9500), Some(Standing::Missed), None)
        );
        let response = find(&all, KpiKey::ResponseOnTime);
        assert_eq!(
            (response.value, response.missing),
            (None, Some(Missing::NoTarget))
        );
    }

    #[test]
    fn targets_are_floors_or_ceilings_by_nature() {
        let now = Sums {
            completed: 4,
            scored: 4,
            score: 357,
            handled: 2,
            handling_ms: 7,
            ..Sums::default()
        };
        let targets = [
            (KpiKey::Satisfaction, 9000),
            (KpiKey::HandlingMean, 4),
            (KpiKey::Open, 5),
        ];
        let all = with(&now, |f| (f.targets, f.open) = (&targets, 6));
        let seen = |key| (find(&all, key).value, find(&all, key).standing);
        assert_eq!(seen(KpiKey::Satisfaction), (Some(8925), Some(Standing::Missed)));
        assert_eq!(
            seen(KpiKey::HandlingMean),
            (Some(4), Some(Standing::Met)),
            "3.5 is 4"
        );
        assert_eq!(seen(KpiKey::Open), (Some(6), Some(Standing::Missed)));
    }

    #[test]
    fn complaints_count_when_their_time_is_over() {
        let now = Sums {
            opened: 9,
            complaints: 9,
            answers: vec![(0, 1), (24, 3), (25, 2)],
            ..Sums::default()
        };
        let all = with(&now, |f| f.waiting = 1);
        let kpi = find(&all, KpiKey::ComplaintsIn24h);
        assert_eq!(
            (kpi.numerator, kpi.denominator, kpi.value),
            (Some(4), Some(8), Some(5000))
        );
        let counts: Vec<i64> = kpi.parts.iter().map(|p| p.count).collect();
        assert_eq!(counts, [4, 4, 1]);
    }

    #[test]
    fn sparklines_end_where_nothing_is_known_yet() {
        let band = |from: i64, entered: i64, cleared: i64| {
            let sums = Sums {
                entered,
                cleared,
                opened: entered,
                complaints: 1,
                answers: vec![(3, 1)],
                ..Sums::default()
            };
            (
                Range {
                    from: Day(from),
                    to: Day(from + 1),
                },
                sums,
            )
        };
        let bands = [band(98, 5, 1), band(99, 2, 4), band(100, 1, 0), band(101, 0, 0)];
        let all = with(&Sums::default(), |f| (f.bands, f.backlog) = (&bands, 10));
        let spark = |key| find(&all, key).spark.clone();
        assert_eq!(spark(KpiKey::Open), [Some(14), Some(12), Some(13), None]);
        assert_eq!(spark(KpiKey::Opened), [Some(5), Some(2), Some(1), None]);
        assert_eq!(
            spark(KpiKey::ComplaintsIn24h),
            [Some(10_000), None, None, None],
            "yesterday's may still be answered in time"
        );
        assert!(spark(KpiKey::Overdue).is_empty());
    }

    #[test]
    fn own_scope_has_no_figures_and_says_so() {
        let none = Sums::default();
        let all = with(&none, |f| f.told = false);
        assert!(
            all.iter()
                .all(|k| k.value.is_none() && k.missing == Some(Missing::OwnScope))
        );
    }
}
