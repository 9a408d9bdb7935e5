//! Work orders as documents: what is audited, made void and copied, and what their timeline tells.

use super::digests;
use super::grid::WorkOrderGrid;
use super::rollup::{self, Accumulator};
use super::rules::{self, State};
use super::store::{self, EventRow, HeadRow, Order};
use crate::access::Scope;
use crate::db::Tx;
use crate::db::grid::{ColumnKind, GridDef, masked};
use crate::documents::model::{EventGroup, Fact, TimelineEvent};
use crate::documents::{Audited, Change, DocumentKind, Field, Given, Head, Names, Series, document_names};
use crate::error::{Code, Error, Result};
use crate::grids::Grid as _;
use crate::kernel::{DayOf, Ms, UserId, WorkOrderId};
use crate::operation::{Actor, Cx};
use crate::{settings, texts};
use serde_json::{Value as Json, json};
use std::collections::HashSet;

/// The kind.
#[derive(Debug)]
pub struct WorkOrderDocument;

const ENTITY: &str = "work_order";
/// The prefix of an order's number.
const PREFIX: &str = "WO";
/// What a called-off order's event says of itself: history tells the same with more.
pub(super) const BY_VOID: &str = r#"{"by":"void"}"#;

impl DocumentKind for WorkOrderDocument {
    const ENTITY: &'static str = ENTITY;
    const TABLE: &'static str = "work_orders";
    const NAMES: Names = document_names!("work_orders");
    const READ: &'static str = "work_orders.read";
    const AUDIT: &'static str = "work_orders.audit";
    const UNAUDIT: &'static str = "work_orders.unaudit";
    const VOID: &'static str = "work_orders.void";
    const COPY: Option<&'static str> = Some("work_orders.copy");
    const LIST: Option<GridDef> = Some(WorkOrderGrid::DEF);

    async fn head(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Option<Head>> {
        store::head(tx, scope, id).await?.map(HeadRow::head).transpose()
    }

    async fn facts(tx: &mut Tx, actor: &Actor, id: i64) -> Result<Vec<Fact>> {
        let order = store::get(tx, &actor.scope, WorkOrderId(id)).await?;
        let order = order.ok_or_else(|| Error::not_found(ENTITY))?;
        Ok(facts(order, actor.sees_personal()))
    }

    fn field(key: &str) -> Option<Field> {
        let column = WorkOrderGrid::DEF.column(key).ok()?;
        Some(Field {
            kind: column.kind,
            personal: column.personal,
        })
    }

    async fn told(cx: &mut Cx, id: i64) -> Result<Vec<TimelineEvent>> {
        let scope = cx.actor()?.scope.clone();
        let order = store::get(&mut cx.tx, &scope, WorkOrderId(id)).await?;
        let order = order.ok_or_else(|| Error::not_found(ENTITY))?;
        let logged = store::events(&mut cx.tx, id).await?;
        let kinds: HashSet<&str> = logged.iter().map(|event| event.kind.as_str()).collect();
        let mut events: Vec<TimelineEvent> = told_by_source(&order)
            .into_iter()
            .filter(|event| !kinds.contains(event.code.as_str()))
            .collect();
        let own = logged
            .iter()
            .filter(|event| event.data.as_deref() != Some(BY_VOID));
        let names = store::reason_names(&mut cx.tx, cx.locale).await?;
        let locale = cx.locale;
        let named = |code: &String| {
            let known = || texts::lookup(locale, &format!("sla:reason.{code}")).map(str::to_owned);
            names
                .get(code)
                .cloned()
                .or_else(known)
                .unwrap_or_else(|| code.clone())
        };
        events.extend(own.map(|event| TimelineEvent {
            reason: event.reason.as_ref().map(named),
            ..event.shown()
        }));
        let replaced = store::replaced_by(&mut cx.tx, id).await?;
        events.extend(replaced.into_iter().map(|import| TimelineEvent {
            group: EventGroup::Change,
            actor: import.actor_name,
            params: json!({ "file": import.file_name }),
            ..TimelineEvent::step(import.at, "import_updated", "source")
        }));
        Ok(events)
    }

    async fn told_last(tx: &mut Tx, id: i64) -> Result<Option<(Ms, UserId, String)>> {
        let last = store::replaced_by(tx, id).await?.pop();
        Ok(last.map(|import| (import.at, import.actor_id, import.actor_name)))
    }

    async fn make_void(cx: &mut Cx, head: &Head, seen: i64, given: &Given) -> Result<Change> {
        let digests = digests::voiding(&mut cx.tx, head.id).await?;
        let before = contribution(&mut cx.tx, head.id).await?;
        let digest = digests.map_or(0, |(_, after)| after);
        if !store::make_void(&mut cx.tx, head.id, seen, digest).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        let after = contribution(&mut cx.tx, head.id).await?;
        let mut change = Accumulator::default();
        change.add(&before, -1);
        change.add(&after, 1);
        rollup::post(&mut cx.tx, &change).await?;
        let event = EventRow {
            at: cx.now.0,
            recorded_at: cx.now.0,
            kind: "cancelled".to_owned(),
            reason: Some(given.code.clone()),
            note: given.note.clone(),
            data: Some(BY_VOID.to_owned()),
            actor_name: Some(cx.actor()?.name.clone()),
        };
        store::add_event(&mut cx.tx, head.id, event).await?;
        let row = Change::new(ENTITY, head.id, "voided").field("state", head.state.clone(), "cancelled");
        Ok(match digests {
            Some((before, after)) => row
                .with("digest_before", before.to_string())
                .with("digest_after", after.to_string()),
            None => row,
        })
    }

    async fn copy_series(cx: &mut Cx) -> Result<Series> {
        let zone = settings::load(&mut cx.tx).await?.zone()?;
        Ok(Series::of(PREFIX, DayOf::new(&zone).day(cx.now)))
    }

    async fn copy(cx: &mut Cx, head: &Head, number: &str) -> Result<i64> {
        let scope = cx.actor()?.scope.clone();
        let zone = settings::load(&mut cx.tx).await?.zone()?;
        let mut days = DayOf::new(&zone);
        let opened = store::Opened {
            at: cx.now,
            day: days.day(cx.now).0,
            hour: days.hour_of_week(cx.now),
        };
        let copy = store::copy(&mut cx.tx, &scope, head.id, number, opened).await?;
        let mut change = Accumulator::default();
        change.add(&contribution(&mut cx.tx, copy).await?, 1);
        rollup::post(&mut cx.tx, &change).await?;
        Ok(copy)
    }
}

async fn contribution(tx: &mut Tx, id: i64) -> Result<rollup::Facts> {
    let facts = rollup::contribution(tx, id).await?;
    facts.ok_or_else(|| Error::fault("an order vanished while it was changed"))
}

impl HeadRow {
    fn head(self) -> Result<Head> {
        let state = State::parse(&self.state).ok_or_else(|| Error::fault("an unknown state"))?;
        let audited = self.audited_at.map(|at| Audited {
            at: Ms(at),
            by: self.audited_name.unwrap_or_default(),
        });
        Ok(Head {
            id: self.id,
            version: self.version,
            number: self.number,
            phase: rules::phase(state, audited.is_some()),
            state: self.state,
            audited,
        })
    }
}

/// The fields that people compare, named as the list's columns are, and masked as those are.
fn facts(order: Order, personal_too: bool) -> Vec<Fact> {
    let text = |text: Option<String>| text.map_or(Json::Null, Json::from);
    let number = |number: Option<i64>| number.map_or(Json::Null, Json::from);
    let values = [
        ("state", Json::from(order.state)),
        ("kind", Json::from(order.kind)),
        ("priority", Json::from(order.priority)),
        ("external_number", text(order.external_number)),
        ("category", text(order.category)),
        ("product_name", text(order.product_name)),
        ("outlet_name", text(order.outlet_name)),
        ("engineer_name", text(order.engineer_name)),
        ("customer_name", text(order.customer_name)),
        ("contact_name", text(order.contact_name)),
        ("contact_phone", text(order.contact_phone)),
        ("address", text(order.address)),
        ("opened_at", json!(order.opened_at)),
        ("response_due_at", number(order.response_due_at)),
        ("due_at", number(order.due_at)),
        ("responded_at", number(order.responded_at)),
        ("arrived_at", number(order.arrived_at)),
        ("completed_at", number(order.completed_at)),
        ("closed_at", number(order.closed_at)),
        ("handling_ms", number(order.handling_ms)),
        ("cost", number(order.cost)),
    ];
    let fact = |(field, value): (&str, Json)| {
        let known = WorkOrderDocument::field(field);
        let hide = !personal_too && known.is_some_and(|it| it.personal);
        Fact {
            kind: known.map_or(ColumnKind::Text, |it| it.kind),
            field: field.to_owned(),
            value: if hide { masked(value) } else { value },
        }
    };
    values.into_iter().map(fact).collect()
}

impl EventRow {
    fn shown(&self) -> TimelineEvent {
        TimelineEvent {
            recorded_at: (self.recorded_at != self.at).then_some(Ms(self.recorded_at)),
            actor: self.actor_name.clone().unwrap_or_default(),
            note: self.note.clone(),
            ..TimelineEvent::step(Ms(self.at), &self.kind, "log")
        }
    }
}

/// The steps that an order's own times tell, and its import.
fn told_by_source(order: &Order) -> Vec<TimelineEvent> {
    let steps = [
        (Some(order.opened_at.0), "opened"),
        (order.responded_at, "responded"),
        (order.arrived_at, "arrived"),
        (order.completed_at, "completed"),
        (order.closed_at, "closed"),
    ];
    let steps = steps.into_iter();
    let mut events: Vec<TimelineEvent> = steps
        .filter_map(|(at, code)| Some(TimelineEvent::step(Ms(at?), code, "source")))
        .collect();
    if order.batch_at.is_some() {
        let file = order.batch_file.clone().unwrap_or_default();
        // What was made up stands on no line of a file.
        let line = order.source_line.unwrap_or_default();
        let code = if line > 0 { "imported" } else { "made" };
        events.push(TimelineEvent {
            actor: order.batch_actor.clone().unwrap_or_default(),
            params: json!({ "file": file, "line": line }),
            ..TimelineEvent::step(order.created_at, code, "source")
        });
    }
    events
}
