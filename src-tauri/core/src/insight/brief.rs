//! `insight.brief`: what a manager should know in the morning — what yesterday was unlike, what is due today, where it
//! is getting worse beyond chance, and what has waited longest.

use super::drill::Drill;
use super::model::{Brief, BriefChange, BriefDue, BriefKey, BriefRisk, InsightFilter, RiskKey, Versus};
use super::selection::Selection;
use super::store::{self, DueRow};
use super::{monitor, rules};
use crate::access::{Need, Scope};
use crate::db::Tx;
use crate::db::grid::{Filter, FilterOp};
use crate::error::Result;
use crate::kernel::{Day, Ms, OutletId};
use crate::operation::{Cx, OpKind, Operation};
use crate::work_orders::{Dimension, Range, Sums, Want};
use serde::Deserialize;
use std::collections::BTreeMap;
use ts_rs::TS;

/// What fits on one page.
const DUE_LINES: usize = 12;
const RISK_LINES: usize = 8;
const OVERDUE_LINES: usize = 3;
const OLDEST: i64 = 8;
/// Days over which a backlog is watched, and over which a share on time is; each against as many days before.
const BACKLOG_DAYS: i64 = 14;
const SHARE_DAYS: i64 = 28;

/// Input of `insight.brief`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightBriefInput")]
#[serde(deny_unknown_fields)]
pub(super) struct GetBrief {
    #[serde(flatten)]
    filter: InsightFilter,
}

impl Operation for GetBrief {
    const NAME: &'static str = "insight.brief";
    const DOC: &'static str = "The morning brief: what yesterday was unlike, what is due today, where it gets worse, what waits longest.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders", "outlets", "regions", "settings"];
    type Output = Brief;
    async fn run(&self, cx: &mut Cx) -> Result<Brief> {
        let scope = cx.actor()?.scope.clone();
        brief(&mut cx.tx, &scope, &self.filter, cx.now).await
    }
}

/// The morning brief of a person.
///
/// # Errors
/// `value_invalid` for a filter that cannot be, or a database error.
pub async fn brief(tx: &mut Tx, scope: &Scope, filter: &InsightFilter, now: Ms) -> Result<Brief> {
    let selection = Selection::now(tx, scope, now, filter).await?;
    let today = selection.zone.day(now);
    let (changes, weeks_with_data) = changes(tx, &selection, today).await?;
    let due = due_rows(tx, &selection, today, now).await?;
    let oldest = match selection.which() {
        Some(which) => store::oldest(tx, scope, which, OLDEST).await?,
        None => Vec::new(),
    };
    let (risks, names) = risks(tx, &selection, today, now, &due).await?;
    let begin = |day: i64| selection.zone.start_of(Day(day));
    let listed = due_lines(&due, &names, &selection, (begin(today.0), begin(today.0 + 1)));
    Ok(Brief {
        as_of: now,
        today: begin(today.0),
        yesterday: begin(today.0 - 1),
        weeks: selection.limits.brief_weeks,
        weeks_with_data,
        open: selection.open(tx).await?,
        overdue: selection.overdue(tx, now).await?,
        changes,
        more_due: due.len().saturating_sub(listed.len()) as i64,
        due: listed,
        risks,
        oldest: monitor::listed_rows(oldest, &selection, now),
    })
}

fn count(key: BriefKey, sums: &Sums) -> i64 {
    match key {
        BriefKey::Opened => sums.opened,
        BriefKey::Completed => sums.completed,
        BriefKey::Breached => sums.resolution_judged - sums.resolution_met,
        BriefKey::Complaints => sums.complaints,
    }
}

/// Yesterday against the same weekday of the weeks before; weeks before the first order's day do not count.
async fn changes(tx: &mut Tx, selection: &Selection, today: Day) -> Result<(Vec<BriefChange>, i64)> {
    let yesterday = Day(today.0 - 1);
    let weeks = selection.limits.brief_weeks;
    let range = Range {
        from: Day(yesterday.0 - 7 * weeks),
        to: today,
    };
    let want = Want::OPENED.and(Want::ENDED);
    let days = selection.sums_by(tx, range, Dimension::Day, want).await?;
    let first = began(tx, selection, range.from).await?;
    let alike: Vec<Day> = (1..=weeks)
        .map(|week| Day(yesterday.0 - 7 * week))
        .filter(|day| first.is_some_and(|first| *day >= first))
        .collect();
    let none = Sums::default();
    let on = |day: Day| days.get(&day.0).unwrap_or(&none);
    let drill = selection.drill(Range {
        from: yesterday,
        to: today,
    });
    let keys = [
        BriefKey::Opened,
        BriefKey::Completed,
        BriefKey::Breached,
        BriefKey::Complaints,
    ];
    let change = |key: BriefKey| {
        let value = count(key, on(yesterday));
        let past: Vec<i64> = alike.iter().map(|day| count(key, on(*day))).collect();
        let usual = rules::usual(&past);
        BriefChange {
            key,
            value,
            usual: usual.map(|level| level.mean),
            low: usual.map(|level| level.low),
            high: usual.map(|level| level.high),
            versus: match usual {
                None => Versus::Unknown,
                Some(level) if value > level.high => Versus::Above,
                Some(level) if value < level.low => Versus::Below,
                Some(_) => Versus::Usual,
            },
            drill: match key {
                BriefKey::Opened => drill.opened(),
                BriefKey::Completed => drill.completed(),
                BriefKey::Breached => drill.resolved(Some("breached")),
                BriefKey::Complaints => drill.opened_complaints(),
            },
        }
    };
    Ok((keys.map(change).into(), alike.len() as i64))
}

/// The day of the first order; the first of its month where that was long before `since`.
async fn began(tx: &mut Tx, selection: &Selection, since: Day) -> Result<Option<Day>> {
    const LONGEST_MONTH: i64 = 31;
    let Some((first, _)) = selection.span(tx).await? else {
        return Ok(None);
    };
    let from = selection.zone.day(first);
    let to = Day(from.0 + LONGEST_MONTH);
    if to <= since {
        return Ok(Some(from));
    }
    let month = Range { from, to };
    let days = selection.sums_by(tx, month, Dimension::Day, Want::OPENED).await?;
    let first = days.iter().find(|(_, sums)| sums.opened > 0);
    Ok(first.map(|(day, _)| Day(*day)))
}

/// Outlets with open orders that are due by tonight, those with most to do first.
async fn due_rows(tx: &mut Tx, selection: &Selection, today: Day, now: Ms) -> Result<Vec<DueRow>> {
    let Some(which) = selection.which() else {
        return Ok(Vec::new());
    };
    let begin = |day: i64| selection.zone.start_of(Day(day)).0;
    let (from, to) = (begin(today.0), begin(today.0 + 1));
    let mut rows = store::due_by_outlet(tx, selection.scope(), which, from, now.0, to).await?;
    rows.sort_by_key(|row| (-row.due_today, -row.overdue, row.outlet_id));
    Ok(rows)
}

fn due_lines(rows: &[DueRow], names: &Names, selection: &Selection, today: (Ms, Ms)) -> Vec<BriefDue> {
    let drill = selection.drill(selection.range);
    let due = Filter::field("due_at", FilterOp::Between, vec![today.0.0, today.1.0]);
    let lines = rows.iter().filter(|row| row.due_today > 0).take(DUE_LINES);
    lines
        .map(|row| {
            let outlet = (row.outlet_id > 0).then_some(row.outlet_id);
            BriefDue {
                outlet_id: outlet.map(OutletId),
                outlet: names.outlets.get(&row.outlet_id).cloned(),
                due_today: row.due_today,
                late_today: row.late_today,
                overdue: row.overdue,
                drill: Drill::at_outlet(drill.open_and(vec![due.clone()]), outlet),
            }
        })
        .collect()
}

/// Names of outlets and categories that lines speak of.
#[derive(Debug, Default)]
struct Names {
    outlets: BTreeMap<i64, String>,
    categories: BTreeMap<i64, String>,
}

/// A risk before it has a name: how grave, what, and where (none: all orders).
struct Found {
    far: f64,
    key: RiskKey,
    at: Option<(Dimension, i64)>,
    value: i64,
    before: i64,
    orders: i64,
}

async fn risks(
    tx: &mut Tx,
    selection: &Selection,
    today: Day,
    now: Ms,
    due: &[DueRow],
) -> Result<(Vec<BriefRisk>, Names)> {
    let mut found = Vec::new();
    for by in [Dimension::Outlet, Dimension::Category] {
        found.extend(growing(tx, selection, today, by).await?);
        found.extend(falling(tx, selection, today, by).await?);
    }
    // The gravest of each kind of risk in turn would need a common measure; how far beyond chance is one.
    found.sort_by(|a, b| b.far.total_cmp(&a.far));
    found.truncate(RISK_LINES - OVERDUE_LINES);
    let mut late: Vec<&DueRow> = due.iter().filter(|row| row.overdue > 0).collect();
    late.sort_by_key(|row| (-row.overdue, row.outlet_id));
    found.extend(late.into_iter().take(OVERDUE_LINES).map(|row| Found {
        far: 0.0,
        key: RiskKey::OverdueLong,
        at: Some((Dimension::Outlet, row.outlet_id)),
        value: row.overdue,
        before: now.0 - row.first_due,
        orders: row.overdue,
    }));
    let names = names(tx, selection, &found, due).await?;
    let today_begins = selection.zone.start_of(today);
    let risks = found.into_iter().map(|risk| {
        let (of, name) = match risk.at {
            Some((Dimension::Category, id)) => ("category", names.categories.get(&id)),
            Some((_, id)) => ("outlet", names.outlets.get(&id)),
            None => ("all", None),
        };
        BriefRisk {
            key: risk.key,
            of: of.to_owned(),
            name: name.cloned(),
            value: risk.value,
            before: risk.before,
            orders: risk.orders,
            drill: listed(&risk, selection, today, today_begins, name.map(String::as_str)),
        }
    });
    Ok((risks.collect(), names))
}

/// The orders that a risk speaks of.
fn listed(risk: &Found, selection: &Selection, today: Day, begin: Ms, name: Option<&str>) -> Filter {
    let span = Range {
        from: Day(today.0 - SHARE_DAYS),
        to: today,
    };
    let drill = selection.drill(span);
    let base = match risk.key {
        RiskKey::BacklogGrowing => drill.open(),
        RiskKey::OnTimeFalling => drill.resolved(Some("breached")),
        RiskKey::OverdueLong => drill.overdue(begin),
    };
    match risk.at {
        Some((Dimension::Category, _)) => Drill::in_category(base, name),
        Some((_, id)) => Drill::at_outlet(base, (id > 0).then_some(id)),
        None => base,
    }
}

/// The last days, and as many before.
async fn two_spans(
    tx: &mut Tx,
    selection: &Selection,
    today: Day,
    days: i64,
    by: Dimension,
    want: Want,
) -> Result<(BTreeMap<i64, Sums>, BTreeMap<i64, Sums>)> {
    let (middle, begin) = (Day(today.0 - days), Day(today.0 - 2 * days));
    let last = Range {
        from: middle,
        to: today,
    };
    let before = Range {
        from: begin,
        to: middle,
    };
    Ok((
        selection.sums_by(tx, last, by, want).await?,
        selection.sums_by(tx, before, by, want).await?,
    ))
}

async fn growing(tx: &mut Tx, selection: &Selection, today: Day, by: Dimension) -> Result<Vec<Found>> {
    let (last, before) = two_spans(tx, selection, today, BACKLOG_DAYS, by, Want::BACKLOG).await?;
    let found = last.iter().filter_map(|(id, sums)| {
        let far = rules::grew(sums.entered, sums.cleared)?;
        Some(Found {
            far,
            key: RiskKey::BacklogGrowing,
            at: Some((by, *id)),
            value: sums.entered - sums.cleared,
            before: before.get(id).map_or(0, |b| b.entered - b.cleared),
            orders: sums.entered + sums.cleared,
        })
    });
    Ok(found.collect())
}

async fn falling(tx: &mut Tx, selection: &Selection, today: Day, by: Dimension) -> Result<Vec<Found>> {
    let (last, before) = two_spans(tx, selection, today, SHARE_DAYS, by, Want::ENDED).await?;
    let found = last.iter().filter_map(|(id, now)| {
        let was = before.get(id)?;
        let parts = |sums: &Sums| (sums.resolution_met, sums.resolution_judged);
        let far = rules::fell(parts(was), parts(now))?;
        Some(Found {
            far,
            key: RiskKey::OnTimeFalling,
            at: Some((by, *id)),
            value: rules::share(now.resolution_met, now.resolution_judged)?,
            before: rules::share(was.resolution_met, was.resolution_judged)?,
            orders: now.resolution_judged,
        })
    });
    Ok(found.collect())
}

async fn names(tx: &mut Tx, selection: &Selection, found: &[Found], due: &[DueRow]) -> Result<Names> {
    let of = |wanted: Dimension| {
        let ids = found.iter().filter_map(|risk| risk.at);
        ids.filter(move |(by, id)| *by == wanted && *id > 0)
            .map(|(_, id)| id)
    };
    let listed = due.iter().filter(|row| row.due_today > 0).take(DUE_LINES);
    let mut outlets: Vec<i64> = listed.map(|row| row.outlet_id).filter(|id| *id > 0).collect();
    outlets.extend(of(Dimension::Outlet));
    outlets.sort_unstable();
    outlets.dedup();
    let categories: Vec<i64> = of(Dimension::Category).collect();
    Ok(Names {
        outlets: store::outlet_names(tx, selection.scope(), &outlets)
            .await?
            .into_iter()
            .collect(),
        categories: store::categories(tx, &categories).await?.into_iter().collect(),
    })
}
