//! A policy beside the due times that sources gave: recomputes them, stores nothing, and tells every mismatch apart.

use super::compare_rules::{Class, Question, classify};
use super::compare_tally::{Entry, Tally};
use super::grid::WorkOrderGrid;
use crate::access::Need;
use crate::db::grid::{Filter, FilterOp, GridColumn, GridQuery, Selection, Sort, cell};
use crate::error::{Code, Error, Result};
use crate::grids::Grid;
use crate::jobs::JobCx;
use crate::kernel::{Ms, PolicyId, WorkOrderId};
use crate::operation::{Cx, JobOperation};
use crate::policies::model::Applies;
use crate::policies::{Chosen, latest};
use outpost_sla::calendar::Calendar;
use outpost_sla::events::{Event, OrderLog};
use outpost_sla::milestone::{Detail, evaluate};
use outpost_sla::policy::{MilestoneSpec, PolicySpec, Step};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::any::AnyRow;
use std::collections::BTreeMap;
use ts_rs::TS;

/// Orders read at a time.
const CHUNK: i64 = 2_000;
/// The milestone whose due time an import carries.
const SOLVE: &str = "solve";

/// A policy, and which of the orders it is for.
#[derive(Debug, Deserialize, Serialize, TS)]
#[ts(rename = "ComparePolicyInput")]
#[serde(deny_unknown_fields)]
pub struct Compare {
    policy_id: PolicyId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional = nullable)]
    filter: Option<Filter>,
}

/// How the due times of a policy lie to those of the sources.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompareReport {
    pub policy: String,
    #[ts(as = "f64")]
    pub revision: i64,
    pub milestone: String,
    /// The zone of the calendar it is counted on: the zone in which hours and days are meant.
    pub zone: String,
    /// Imported orders with a due time that the policy is for.
    #[ts(as = "f64")]
    pub compared: i64,
    #[ts(as = "f64")]
    pub equal: i64,
    /// Every mismatch, by what explains it; the largest class first.
    pub classes: Vec<CompareClass>,
}

/// Mismatches with one explanation.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompareClass {
    /// A text under `policies:compare.class.`.
    pub code: String,
    #[ts(type = "Record<string, string>")]
    pub params: BTreeMap<String, Json>,
    #[ts(as = "f64")]
    pub count: i64,
    /// The source's due time less the policy's, milliseconds: the smallest and the largest difference.
    #[ts(as = "f64")]
    pub least_ms: i64,
    #[ts(as = "f64")]
    pub most_ms: i64,
    pub samples: Vec<CompareSample>,
}

/// One order of a class.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CompareSample {
    pub id: WorkOrderId,
    pub number: String,
    pub opened_at: Ms,
    pub due_at: Ms,
    pub computed_at: Ms,
}

impl JobOperation for Compare {
    const NAME: &'static str = "policies.compare";
    const DOC: &'static str = "Recomputes under a policy the due times that sources gave, and explains every mismatch; stores nothing.";
    const NEEDS: Need = Need::Permission("policies.read");
    const TAGS: &'static [&'static str] = &[];
    type Report = CompareReport;

    async fn check(&self, cx: &mut Cx) -> Result<()> {
        if !cx.actor()?.may("work_orders.read") {
            return Err(Error::new(Code::Forbidden).with("permission", "work_orders.read"));
        }
        let chosen = latest(&mut cx.tx, self.policy_id)
            .await?
            .ok_or_else(|| Error::not_found("policy"))?;
        judging(&chosen)?;
        let query = self.query(&chosen.applies, None);
        let actor = cx.actor()?.clone();
        // A filter that cannot be is refused before anything starts.
        let one = GridQuery { limit: 1, ..query };
        WorkOrderGrid::DEF
            .read(&mut cx.tx, actor.viewer(cx.now), &one, &columns()?)
            .await?;
        Ok(())
    }

    async fn work(&self, cx: &JobCx) -> Result<CompareReport> {
        let mut tx = cx.app.db().read().await?;
        let chosen = latest(&mut tx, self.policy_id)
            .await?
            .ok_or_else(|| Error::not_found("policy"))?;
        let first = self.query(&chosen.applies, None);
        let total = WorkOrderGrid::DEF
            .total(&mut tx, cx.actor.viewer(cx.now()), &Selection::of(first.filter))
            .await?
            .count;
        tx.commit().await?;
        let columns = columns()?;
        let mut tally = Tally::default();
        let mut after = None;
        loop {
            cx.progress("comparing", tally.compared, Some(total))?;
            let query = self.query(&chosen.applies, after);
            // A snapshot for each block: a long one would keep the database from tidying up.
            let mut tx = cx.app.db().read().await?;
            let (rows, next) = WorkOrderGrid::DEF
                .read(&mut tx, cx.actor.viewer(cx.now()), &query, &columns)
                .await?;
            tx.commit().await?;
            let orders: Vec<Order> = rows.iter().filter_map(|row| Order::read(row, &columns)).collect();
            tally = count(&chosen, &orders, tally)?;
            after = next;
            if after.is_none() {
                break;
            }
        }
        report(&chosen, tally)
    }
}

impl Compare {
    /// A block of imported orders with a due time that the policy is for, oldest first.
    fn query(&self, applies: &Applies, after: Option<String>) -> GridQuery {
        let mut parts = vec![
            Filter::field("due_at", FilterOp::NotNull, Json::Null),
            Filter::field("batch_id", FilterOp::NotNull, Json::Null),
        ];
        let lists = [
            ("kind", &applies.kinds),
            ("priority", &applies.priorities),
            ("category", &applies.categories),
        ];
        for (field, list) in lists.into_iter().filter(|(_, list)| !list.is_empty()) {
            parts.push(Filter::field(field, FilterOp::In, list.clone()));
        }
        parts.extend(self.filter.clone());
        let sort = vec![Sort {
            key: "opened_at".to_owned(),
            desc: false,
        }];
        GridQuery {
            filter: Some(Filter::all(parts)),
            sort,
            limit: CHUNK,
            after,
            ..GridQuery::default()
        }
    }
}

fn columns() -> Result<Vec<&'static GridColumn>> {
    ["number", "opened_at", "due_at", "priority"]
        .iter()
        .map(|key| WorkOrderGrid::DEF.column(key))
        .collect()
}

struct Order {
    id: WorkOrderId,
    number: String,
    opened: i64,
    due: i64,
    priority: String,
}

impl Order {
    fn read(row: &AnyRow, columns: &[&'static GridColumn]) -> Option<Self> {
        let value = |i: usize| cell(row, i + 1, columns[i]);
        Some(Self {
            id: WorkOrderId(row.try_get(0).ok()?),
            number: value(0).as_str()?.to_owned(),
            opened: value(1).as_i64()?,
            due: value(2).as_i64()?,
            priority: value(3).as_str()?.to_owned(),
        })
    }
}

/// The milestone that makes an order's due time: the one to solve it, or the first that starts with the opening.
fn judging(chosen: &Chosen) -> Result<(&PolicySpec, &MilestoneSpec, &Calendar)> {
    let book = &chosen.policy.book;
    let spec = book.policy(&chosen.policy.reference).map_err(Error::fault)?;
    let starts = |m: &&MilestoneSpec| m.starts_on.contains(&Step::Opened);
    let solve = spec.milestones.iter().filter(starts).find(|m| m.key == SOLVE);
    let milestone = solve.or_else(|| spec.milestones.iter().find(starts));
    let none = || {
        Error::new(Code::PolicyInvalid)
            .with("reason", "no_milestone_from_opening")
            .at("policy_id")
    };
    let milestone = milestone.ok_or_else(none)?;
    Ok((
        spec,
        milestone,
        book.calendar(&milestone.calendar).map_err(Error::fault)?,
    ))
}

type Counted = Tally<CompareSample>;

/// Judges a block. The work is pure: nothing else waits for the database meanwhile.
fn count(chosen: &Chosen, orders: &[Order], mut tally: Counted) -> Result<Counted> {
    let (_, milestone, calendar) = judging(chosen)?;
    for order in orders {
        // A date beyond what calendars cover cannot be compared, and is no reason to stop.
        let computed = due_of(chosen, milestone, order).unwrap_or_default();
        let Some(computed) = computed else {
            tally.add(Some(Class::bare("not_computable")), 0, || {
                sample(order, order.due)
            });
            continue;
        };
        let target = milestone.target_at(&order.priority);
        let question = Question {
            calendar,
            target,
            opened: order.opened,
            due: order.due,
            computed,
        };
        let class = classify(&question).unwrap_or_else(|_| Some(Class::bare("not_computable")));
        tally.add(class, order.due - computed, || sample(order, computed));
    }
    Ok(tally)
}

fn due_of(
    chosen: &Chosen,
    milestone: &MilestoneSpec,
    order: &Order,
) -> std::result::Result<Option<i64>, outpost_sla::Refusal> {
    let log = OrderLog {
        policy: Some(chosen.policy.reference.clone()),
        priority: order.priority.clone(),
        events: vec![Event::step(order.opened, Step::Opened)],
    };
    let results = evaluate(&log, &chosen.policy.book, order.opened, Detail::Figures)?;
    Ok(results
        .into_iter()
        .find(|result| result.key == milestone.key)
        .and_then(|result| result.due_ms))
}

fn sample(order: &Order, computed: i64) -> CompareSample {
    CompareSample {
        id: order.id,
        number: order.number.clone(),
        opened_at: Ms(order.opened),
        due_at: Ms(order.due),
        computed_at: Ms(computed),
    }
}

fn report(chosen: &Chosen, tally: Counted) -> Result<CompareReport> {
    let (_, milestone, calendar) = judging(chosen)?;
    let class = |(class, entry): (Class, Entry<CompareSample>)| CompareClass {
        code: class.code.to_owned(),
        params: class.json(),
        count: entry.count,
        least_ms: entry.least_ms,
        most_ms: entry.most_ms,
        samples: entry.samples,
    };
    Ok(CompareReport {
        policy: chosen.policy.name.clone(),
        revision: chosen.policy.revision,
        milestone: milestone.key.clone(),
        zone: calendar.spec().tz.clone(),
        compared: tally.compared,
        equal: tally.equal,
        classes: tally.classes().into_iter().map(class).collect(),
    })
}
