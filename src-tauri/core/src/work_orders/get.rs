//! One order, as its drawer shows it.

use super::clocks;
use super::model::{Named, Source, WorkOrderView};
use super::rules::State;
use super::store::{self, Order};
use crate::access::Need;
use crate::db::grid::personal;
use crate::error::{Error, Result};
use crate::kernel::{BatchId, Minor, Ms, WorkOrderId};
use crate::operation::{Cx, OpKind, Operation};
use serde::Deserialize;
use ts_rs::TS;

/// Input of `work_orders.get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "WorkOrderInput")]
#[serde(deny_unknown_fields)]
pub struct Get {
    id: WorkOrderId,
}

async fn load(cx: &mut Cx, id: WorkOrderId) -> Result<Order> {
    let scope = cx.actor()?.scope.clone();
    store::get(&mut cx.tx, &scope, id)
        .await?
        .ok_or_else(|| Error::not_found("work_order"))
}

fn named(id: Option<i64>, code: Option<&String>, name: Option<&String>) -> Option<Named> {
    Some(Named {
        id: id?,
        code: code?.clone(),
        name: name?.clone(),
    })
}

impl Operation for Get {
    const NAME: &'static str = "work_orders.get";
    const DOC: &'static str = "One work order with its clocks, each explained.";
    const NEEDS: Need = Need::Permission("work_orders.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders", "policies"];
    type Output = WorkOrderView;
    async fn run(&self, cx: &mut Cx) -> Result<WorkOrderView> {
        let order = load(cx, self.id).await?;
        let may = cx.actor()?.sees_personal();
        let judged = clocks::read(&mut cx.tx, &order, cx.now).await?;
        let exact = |degrees: Option<f64>| degrees.filter(|_| may);
        Ok(WorkOrderView {
            id: order.id,
            version: order.version,
            outlet: named(
                order.outlet_id,
                order.outlet_code.as_ref(),
                order.outlet_name.as_ref(),
            ),
            customer: named(
                order.customer_id,
                order.customer_code.as_ref(),
                order.customer_name.as_ref(),
            ),
            engineer: named(
                order.engineer_id,
                order.engineer_code.as_ref(),
                order.engineer_name.as_ref(),
            ),
            flags: flags(&order),
            source: source(&order),
            state: State::parse(&order.state).ok_or_else(|| Error::fault("an unknown state"))?,
            number: order.number,
            external_number: order.external_number,
            kind: order.kind,
            priority: order.priority,
            category: order.category,
            product_name: order.product_name,
            contact_name: personal(order.contact_name, may),
            contact_phone: personal(order.contact_phone, may),
            address: personal(order.address, may),
            latitude: exact(order.latitude),
            longitude: exact(order.longitude),
            description: order.description,
            opened_at: order.opened_at,
            due_at: order.due_at.map(Ms),
            response_due_at: order.response_due_at.map(Ms),
            responded_at: order.responded_at.map(Ms),
            arrived_at: order.arrived_at.map(Ms),
            completed_at: order.completed_at.map(Ms),
            closed_at: order.closed_at.map(Ms),
            handling_ms: order.handling_ms,
            cost: order.cost.map(Minor),
            source_verdict: order.source_verdict,
            policy: judged.policy,
            clocks: judged.clocks,
            comparison: judged.comparison,
            as_of: cx.now,
        })
    }
}

fn flags(order: &Order) -> Vec<String> {
    let flags = [("closed_before_opened", order.flag_closed_before_opened.0)];
    flags
        .iter()
        .filter(|(_, set)| *set)
        .map(|(code, _)| (*code).to_owned())
        .collect()
}

fn source(order: &Order) -> Option<Source> {
    Some(Source {
        batch_id: BatchId(order.batch_id?),
        file_name: order.batch_file.clone()?,
        line: order.source_line?,
        by: order.batch_actor.clone()?,
        at: Ms(order.batch_at?),
    })
}
