//! Reading the derived figures. A period is whole months and the days at its edges, so that a year costs no more than a
//! month.
//!
//! Not every combination of filters has a sum: that would be a table as large as the orders. Kept are, by day: all,
//! outlet, category, kind × priority; by month and by present state: these, outlet × category, outlet × kind × priority
//! and category × kind × priority. What a question needs beyond that is counted from the orders by their indexes: the
//! days at the edges of a period for two of the three, everything for outlet *and* category *and* kind or priority.

use super::accumulate::{HISTOGRAMS, MEASURES, Sums};
use super::store;
use super::{BY_CAUSE, BY_DAY, BY_MONTH, BY_STATE};
use crate::access::{Scope, ScopeKind};
use crate::db::Tx;
use crate::error::Result;
use crate::kernel::{Day, Ms, Zone};
use crate::work_orders::rules::{STATES, State};
use std::collections::BTreeMap;

/// Business days from `from` up to, but without, `to`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Range {
    pub from: Day,
    pub to: Day,
}

impl Range {
    /// From year 0 on: all the past.
    #[must_use]
    pub fn before(to: Day) -> Self {
        Self {
            from: Day::first_of(0),
            to,
        }
    }
    /// The whole months inside, and the days before and after them.
    fn parts(self) -> (Option<(i64, i64)>, Vec<Range>) {
        if self.from >= self.to {
            return (None, Vec::new());
        }
        let starts = |day: Day| Day::first_of(day.month()) == day;
        let first = if starts(self.from) {
            self.from.month()
        } else {
            self.from.month() + 1
        };
        let last = self.to.month();
        if first >= last {
            return (None, vec![self]);
        }
        let (head, tail) = (Day::first_of(first), Day::first_of(last));
        let edges = [(self.from, head), (tail, self.to)];
        let edges = edges.into_iter().filter(|(from, to)| from < to);
        (
            Some((first, last)),
            edges.map(|(from, to)| Range { from, to }).collect(),
        )
    }
}

/// Which orders: all conditions hold at once, an empty list is none. Kinds and priorities are places in the lists of
/// `rules.rs`, from 1 on.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Which {
    pub outlets: Vec<i64>,
    pub categories: Vec<i64>,
    pub kinds: Vec<i64>,
    pub priorities: Vec<i64>,
}

/// How figures are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dimension {
    Outlet,
    Category,
    Cause,
    Day,
    /// As [`Day::month`] counts them; for periods of whole months.
    Month,
}

/// Which measures are asked for: what is not asked for stays 0, and what must be counted costs nothing then.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Want(u16);

impl Want {
    pub const OPENED: Self = Self(1);
    pub const RESPONDED: Self = Self(1 << 1);
    pub const ENDED: Self = Self(1 << 2);
    pub const DUE: Self = Self(1 << 3);
    /// `entered` and `cleared`.
    pub const BACKLOG: Self = Self(1 << 4);
    /// With [`Self::ENDED`].
    pub const HANDLING: Self = Self(1 << 5);
    pub const HOURS: Self = Self(1 << 6);
    pub const LATE_HOURS: Self = Self(1 << 7);
    pub const ANSWERS: Self = Self(1 << 8);

    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }
    #[must_use]
    pub const fn has(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }
    /// Places and names of the number columns to read.
    pub(super) fn measures(self) -> Vec<(usize, &'static str)> {
        let of = |name: &str| match name {
            "open_due" => Self::DUE,
            "entered" | "cleared" => Self::BACKLOG,
            "responded" | "response_ms" | "response_judged" | "response_met" => Self::RESPONDED,
            "completed" | "resolution_judged" | "resolution_met" | "handled" | "handling_ms"
            | "visit_judged" | "visit_fixed" | "scored" | "score" => Self::ENDED,
            _ => Self::OPENED,
        };
        let columns = MEASURES.iter().copied().enumerate();
        columns.filter(|(_, name)| self.has(of(name))).collect()
    }
    /// Places and names of the histograms to read.
    pub(super) fn histograms(self) -> Vec<(usize, &'static str)> {
        let of = [Self::HANDLING, Self::HOURS, Self::LATE_HOURS, Self::ANSWERS];
        let columns = HISTOGRAMS.iter().copied().enumerate();
        columns.filter(|(place, _)| self.has(of[*place])).collect()
    }
}

/// One kept way of summing: which of the key columns it tells apart. Kinds and priorities go together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Cube {
    pub outlet: bool,
    pub category: bool,
    pub kinds: bool,
    pub cause: bool,
}

impl Cube {
    /// The one that a question needs.
    fn of(scope: &Scope, which: &Which, by: Option<Dimension>) -> Self {
        Self {
            outlet: !which.outlets.is_empty() || !scope.is_all() || by == Some(Dimension::Outlet),
            category: !which.categories.is_empty() || by == Some(Dimension::Category),
            kinds: !which.kinds.is_empty() || !which.priorities.is_empty(),
            cause: by == Some(Dimension::Cause),
        }
    }
    fn dimensions(self) -> u32 {
        u32::from(self.outlet) + u32::from(self.category) + u32::from(self.kinds)
    }
    fn has_days(self) -> bool {
        !self.cause && self.dimensions() <= 1
    }
    fn has_months(self) -> bool {
        if self.cause {
            !self.category && !self.kinds
        } else {
            self.dimensions() <= 2
        }
    }
}

/// What a question is about, put together once.
struct Question<'a> {
    scope: &'a Scope,
    which: &'a Which,
    by: Option<Dimension>,
    want: Want,
    zone: &'a Zone,
}

impl Question<'_> {
    async fn answer(&self, tx: &mut Tx, range: Range) -> Result<BTreeMap<i64, Sums>> {
        let mut found = BTreeMap::new();
        // Sums are kept by outlet, not by engineer.
        if self.scope.kind == ScopeKind::Own {
            return Ok(found);
        }
        let cube = Cube::of(self.scope, self.which, self.by);
        let (months, edges) = match self.by {
            Some(Dimension::Day) if cube.has_days() => (None, vec![range]),
            _ if !cube.has_months() || self.by == Some(Dimension::Day) => {
                return self.counted(tx, range, found).await;
            }
            _ => range.parts(),
        };
        let mut parts = Vec::new();
        let grain = if cube.cause { BY_CAUSE } else { BY_MONTH };
        parts.extend(months.map(|(first, last)| (grain, first, last)));
        if cube.has_days() {
            parts.extend(edges.iter().map(|edge| (BY_DAY, edge.from.0, edge.to.0)));
        }
        if !parts.is_empty() {
            let by = match self.by {
                None => "cast(0 as bigint)",
                Some(Dimension::Outlet) => "r.outlet_id",
                Some(Dimension::Category) => "r.category_id",
                Some(Dimension::Cause) => "r.cause_id",
                Some(Dimension::Day | Dimension::Month) => "r.period",
            };
            let rows = store::kept(tx, self.scope, self.which, cube, &parts, by, self.want).await?;
            add(&mut found, rows);
        }
        if !cube.has_days() {
            for edge in edges {
                found = self.counted(tx, edge, found).await?;
            }
        }
        Ok(found)
    }

    async fn counted(
        &self,
        tx: &mut Tx,
        range: Range,
        mut found: BTreeMap<i64, Sums>,
    ) -> Result<BTreeMap<i64, Sums>> {
        let rows = store::counted(tx, self.scope, self.which, range, self.by, self.want, self.zone).await?;
        match self.by {
            Some(Dimension::Month) => add(
                &mut found,
                rows.into_iter().map(|(day, sums)| (Day(day).month(), sums)),
            ),
            _ => add(&mut found, rows),
        }
        Ok(found)
    }
}

fn add(found: &mut BTreeMap<i64, Sums>, rows: impl IntoIterator<Item = (i64, Sums)>) {
    for (key, sums) in rows {
        found.entry(key).or_default().add(&sums, 1);
    }
}

/// Whether a question is answered from kept sums alone; otherwise some of it is counted from the orders.
#[must_use]
pub fn is_kept(scope: &Scope, which: &Which, range: Range) -> bool {
    let cube = Cube::of(scope, which, None);
    cube.has_days() || (cube.has_months() && range.parts().1.is_empty())
}

/// The measures of a period.
///
/// # Errors
/// A database error.
pub async fn sums(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    range: Range,
    want: Want,
    zone: &Zone,
) -> Result<Sums> {
    let question = Question {
        scope,
        which,
        by: None,
        want,
        zone,
    };
    Ok(question.answer(tx, range).await?.remove(&0).unwrap_or_default())
}

/// The measures of a period, told apart. By cause, only what was opened and what was judged is told, and orders
/// without a cause are left out.
///
/// # Errors
/// A database error.
pub async fn sums_by(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    range: Range,
    by: Dimension,
    want: Want,
    zone: &Zone,
) -> Result<BTreeMap<i64, Sums>> {
    let by = Some(by);
    let question = Question {
        scope,
        which,
        by,
        want,
        zone,
    };
    question.answer(tx, range).await
}

/// Orders by present state: (orders, cost) in the order of `rules::STATES`; no outlets means all in scope.
///
/// # Errors
/// A database error.
pub async fn states(tx: &mut Tx, scope: &Scope, outlets: &[i64]) -> Result<[(i64, i64); 5]> {
    let which = Which {
        outlets: outlets.to_vec(),
        ..Which::default()
    };
    by_state(tx, scope, &which).await
}

async fn by_state(tx: &mut Tx, scope: &Scope, which: &Which) -> Result<[(i64, i64); 5]> {
    let mut counts = [(0, 0); 5];
    let parts = [(BY_STATE, 0, STATES.len() as i64)];
    let cube = Cube::of(scope, which, None);
    let rows = store::kept(tx, scope, which, cube, &parts, "r.period", Want::OPENED).await?;
    for (state, sums) in rows {
        if let Some(count) = usize::try_from(state).ok().and_then(|i| counts.get_mut(i)) {
            count.0 += sums.opened;
            count.1 += sums.cost;
        }
    }
    Ok(counts)
}

/// Orders that are open now; also for who sees only own ones.
///
/// # Errors
/// A database error.
pub async fn open(tx: &mut Tx, scope: &Scope, which: &Which) -> Result<i64> {
    if scope.kind == ScopeKind::Own || !Cube::of(scope, which, None).has_months() {
        return store::open_between(tx, scope, which, None).await;
    }
    let states = by_state(tx, scope, which).await?;
    let open = STATES.iter().zip(states);
    let is_open = |word: &str| State::parse(word).is_some_and(State::is_open);
    Ok(open
        .filter(|(word, _)| is_open(word))
        .map(|(_, (count, _))| count)
        .sum())
}

/// Open orders whose due has passed at `now`, also for who sees only own ones: whole days from the sums, today's counted.
///
/// # Errors
/// A database error.
pub async fn overdue(tx: &mut Tx, scope: &Scope, which: &Which, now: Ms, zone: &Zone) -> Result<i64> {
    if scope.kind == ScopeKind::Own || !Cube::of(scope, which, None).has_days() {
        return store::open_between(tx, scope, which, Some((i64::MIN, now.0))).await;
    }
    let today = zone.day(now);
    let before = sums(tx, scope, which, Range::before(today), Want::DUE, zone).await?;
    let since = (zone.start_of(today).0, now.0);
    Ok(before.open_due + store::open_between(tx, scope, which, Some(since)).await?)
}

/// Orders that were open when a day began: what had come in by then and had not left.
///
/// # Errors
/// A database error.
pub async fn backlog(tx: &mut Tx, scope: &Scope, which: &Which, day: Day, zone: &Zone) -> Result<i64> {
    let past = sums(tx, scope, which, Range::before(day), Want::BACKLOG, zone).await?;
    Ok(past.entered - past.cleared)
}

/// The business day on which the middle one of the open orders was opened (of an even number, the older of the two).
///
/// # Errors
/// A database error.
pub async fn median_opened(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    open: i64,
    zone: &Zone,
) -> Result<Option<Day>> {
    if open <= 0 || scope.kind == ScopeKind::Own {
        return Ok(None);
    }
    let rank = (open + 1) / 2;
    if !Cube::of(scope, which, None).has_days() {
        return Ok(store::opened_nth(tx, scope, which, rank - 1).await?.map(Day));
    }
    // Years 0 to 9999: whenever they were opened.
    let ever = Range::before(Day::first_of(12 * 10_000));
    let (by, want) = (Dimension::Month, Want::OPENED);
    let months = sums_by(tx, scope, which, ever, by, want, zone).await?;
    let Some((month, before)) = nth(&months, rank) else {
        return Ok(None);
    };
    let range = Range {
        from: Day::first_of(month),
        to: Day::first_of(month + 1),
    };
    let days = sums_by(tx, scope, which, range, Dimension::Day, want, zone).await?;
    Ok(nth(&days, rank - before).map(|(day, _)| Day(day)))
}

/// The period that holds the open order of this rank, and how many open ones lie before it.
fn nth(periods: &BTreeMap<i64, Sums>, rank: i64) -> Option<(i64, i64)> {
    let mut before = 0;
    for (period, sums) in periods {
        if before + sums.open_opened >= rank {
            return Some((*period, before));
        }
        before += sums.open_opened;
    }
    None
}

/// The first and the last month (as [`Day::month`] counts them) in which an order was opened.
///
/// # Errors
/// A database error.
pub async fn opened_months(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    zone: &Zone,
) -> Result<Option<(i64, i64)>> {
    let cube = Cube::of(scope, which, None);
    match (scope.kind, cube.has_months()) {
        (ScopeKind::Own, _) => Ok(None),
        (_, true) => store::months(tx, scope, which, cube).await,
        (_, false) => {
            let span = store::opened_span(tx, scope, which).await?;
            let month = |at: i64| zone.day(Ms(at)).month();
            Ok(span.map(|(first, last)| (month(first), month(last))))
        }
    }
}

/// Complaints opened in a span of instants that nobody has answered, but still may in time: opened after `since`.
///
/// # Errors
/// A database error.
pub async fn waiting_complaints(
    tx: &mut Tx,
    scope: &Scope,
    which: &Which,
    span: (Ms, Ms),
    since: Ms,
) -> Result<i64> {
    let from = span.0.0.max(since.0 + 1);
    if from >= span.1.0 || scope.kind == ScopeKind::Own {
        return Ok(0);
    }
    store::waiting_complaints(tx, scope, which, from, span.1.0).await
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDate;

    fn day(y: i32, m: u32, d: u32) -> Day {
        Day(i64::from(
            NaiveDate::from_ymd_opt(y, m, d).unwrap().to_epoch_days(),
        ))
    }

    #[test]
    fn periods_fall_into_months_and_edges() {
        let month = |y: i64, m: i64| y * 12 + m - 1;
        let cases = [
            (
                "a whole month",
                day(2026, 2, 1),
                day(2026, 3, 1),
                (Some((month(2026, 2), month(2026, 3))), vec![]),
            ),
            (
                "inside a month",
                day(2026, 2, 3),
                day(2026, 2, 9),
                (None, vec![(day(2026, 2, 3), day(2026, 2, 9))]),
            ),
            (
                "ninety days",
                day(2026, 8, 24),
                day(2026, 11, 22),
                (
                    Some((month(2026, 9), month(2026, 11))),
                    vec![
                        (day(2026, 8, 24), day(2026, 9, 1)),
                        (day(2026, 11, 1), day(2026, 11, 22)),
                    ],
                ),
            ),
            ("nothing", day(2026, 2, 3), day(2026, 2, 3), (None, vec![])),
        ];
        for (name, from, to, (months, edges)) in cases {
            let edges = edges.into_iter().map(|(from, to)| Range { from, to }).collect();
            assert_eq!(Range { from, to }.parts(), (months, edges), "{name}");
        }
    }

    #[test]
    fn the_middle_of_the_backlog_is_found_by_rank() {
        let of = |counts: &[(i64, i64)]| -> BTreeMap<i64, Sums> {
            let sums = |open_opened: i64| Sums {
                open_opened,
                ..Sums::default()
            };
            counts.iter().map(|(period, n)| (*period, sums(*n))).collect()
        };
        let periods = of(&[(1, 2), (2, 0), (5, 3)]);
        assert_eq!(nth(&periods, 1), Some((1, 0)));
        assert_eq!(nth(&periods, 2), Some((1, 0)));
        assert_eq!(nth(&periods, 3), Some((5, 2)));
        assert_eq!(nth(&periods, 6), None);
    }
}
