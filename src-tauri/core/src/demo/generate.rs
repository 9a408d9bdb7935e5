//! From lives to rows: each order's log is cut at the present, judged by the policy that applies to it, and put into columns.

use super::demand::Demand;
use super::dice::{Dice, Stream};
use super::life::{Beginning, Life, tell};
use super::network::Network;
use crate::db::Column;
use crate::documents::Series;
use crate::error::{Error, Result};
use crate::kernel::{Day, Ms, WorkOrderId};
use crate::policies::Applying;
use crate::work_orders::{
    Accumulator as Figures, Bulk, Entry, Happening, NewOrder, RESPOND, SOLVE, Standing, Verdict, verdict,
};
use outpost_sla::events::OrderLog;
use outpost_sla::milestone::{Detail, evaluate};
use outpost_sla::policy::Book;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use tokio::sync::mpsc;

/// Orders that travel together.
const CHUNK: usize = 500;

/// Ids that were reserved, and what the rows point to.
#[derive(Debug, Clone, Default)]
pub(super) struct Ids {
    pub batch: i64,
    pub regions: i64,
    pub outlets: i64,
    pub engineers: i64,
    pub customers: i64,
    pub categories: i64,
    pub orders: i64,
    /// Causes by their code (`AC.board`).
    pub causes: HashMap<String, i64>,
}

/// The policy of orders of a kind and a priority, reduced to the milestones that columns keep: the others are computed when
/// somebody looks, and would only cost time here.
#[derive(Debug, Clone)]
pub(super) struct Ruling {
    revision_id: i64,
    reference: String,
    book: Book,
}

impl Ruling {
    /// # Errors
    /// A fault where the policy does not stand in its own book.
    pub(super) fn of(found: &Applying) -> Result<Self> {
        let spec = found.book.policy(&found.reference).map_err(Error::fault)?;
        let mut kept = spec.clone();
        kept.milestones
            .retain(|m| [RESPOND, SOLVE].contains(&m.key.as_str()));
        let mut book = found.book.clone();
        if !kept.milestones.is_empty() {
            book.add_policy(&found.reference, Arc::new(kept))
                .map_err(Error::fault)?;
        }
        Ok(Self {
            revision_id: found.revision_id,
            reference: found.reference.clone(),
            book,
        })
    }
}

/// Rulings by kind and priority; a pair without one has no clocks.
pub(super) type Rulings = HashMap<(&'static str, &'static str), Ruling>;

/// Numbers of each month: the series and its next.
pub(super) type Numbers = BTreeMap<i64, (Series, i64)>;

/// All that orders are made from.
#[derive(Debug)]
pub(super) struct Plan {
    pub network: Network,
    pub demand: Demand,
    pub ids: Ids,
    pub rulings: Rulings,
    pub numbers: Numbers,
}

/// Orders with their logs, ready to be written.
pub(super) struct Piece {
    pub orders: Vec<(&'static str, Column)>,
    pub events: Vec<(WorkOrderId, Entry)>,
    /// Orders made so far.
    pub done: i64,
}

/// Makes all orders, in order of opening, and sends them in pieces; answers their sums. Stops early when nobody listens any
/// more or somebody cancels.
///
/// # Errors
/// A fault where a policy cannot judge what was made.
pub(super) fn generate(plan: &Plan, cancel: &AtomicBool, send: &mpsc::Sender<Piece>) -> Result<Figures> {
    let mut bulk = Bulk::new(&plan.demand.zone);
    let (mut log, mut n) = (Vec::new(), 0_u64);
    let mut numbers = plan.numbers.clone();
    for day in 0..plan.demand.counts.len() {
        let mut dice = Dice::of(plan.network.seed, Stream::Day, day as u64);
        let month = Day(plan.demand.first.0 + day as i64).month();
        for opened in plan.demand.times(day, &mut dice) {
            let life = tell(&plan.network, &plan.demand, Beginning { n, day, opened });
            let id = plan.ids.orders + n as i64;
            let number = numbers.get_mut(&month).map(|(series, next)| {
                *next += 1;
                series.text(*next - 1)
            });
            let number = number.ok_or_else(|| Error::fault("a month without numbers"))?;
            let (order, entries) = order_of(plan, id, number, life, &mut dice)?;
            bulk.push(order);
            log.extend(entries.into_iter().map(|entry| (WorkOrderId(id), entry)));
            n += 1;
            if bulk.waiting() >= CHUNK && !hand_over(&mut bulk, &mut log, n, cancel, send) {
                return Ok(bulk.into_sums());
            }
        }
    }
    hand_over(&mut bulk, &mut log, n, cancel, send);
    Ok(bulk.into_sums())
}

/// Sends what waits; answers whether to go on.
fn hand_over(
    bulk: &mut Bulk,
    log: &mut Vec<(WorkOrderId, Entry)>,
    n: u64,
    cancel: &AtomicBool,
    send: &mpsc::Sender<Piece>,
) -> bool {
    let piece = Piece {
        orders: bulk.take(),
        events: std::mem::take(log),
        done: n as i64,
    };
    !cancel.load(Ordering::SeqCst) && send.blocking_send(piece).is_ok()
}

/// The order as it stands now, and what is known of its life.
fn order_of(
    plan: &Plan,
    id: i64,
    number: String,
    mut life: Life,
    dice: &mut Dice,
) -> Result<(NewOrder, Vec<Entry>)> {
    let now = plan.demand.as_of;
    let mut entries = std::mem::take(&mut life.entries);
    entries.retain(|e| e.recorded_at <= now.0);
    entries.sort_by_key(|e| (e.at, e.recorded_at));
    let standing = Standing::of(&entries);
    let ruling = plan.rulings.get(&(life.kind, life.priority));
    let judged = judge(ruling, life.priority, &entries, now)?;
    let mut order = begun(plan, id, number, &life, &standing, dice);
    if let Some(to) = entries.iter().rev().find_map(|e| match &e.what {
        Happening::PriorityChanged { to, .. } => Some(to),
        _ => None,
    }) {
        order.priority.clone_from(to);
    }
    order.policy_revision_id = ruling.map(|r| r.revision_id);
    [order.response_due_at, order.due_at] = judged.map(|v| v.due_at);
    [order.response_met, order.resolution_met] = judged.map(|v| v.met);
    if standing.completed_at.is_some() {
        let product = &plan.network.data.products[life.product];
        let code = |cause: usize| format!("{}.{}", product.code, product.causes[cause].0);
        order.cause_id = life
            .cause
            .and_then(|cause| plan.ids.causes.get(&code(cause)).copied());
        order.cost = Some(life.cost);
        order.satisfaction = standing.followed_up_at.and(life.satisfaction);
    }
    let known = life.outcomes.iter().rev().find(|(at, _)| *at <= now.0);
    order.outcome = known.map(|(_, what)| *what);
    Ok((order, entries))
}

/// The order with who asked for what, and the times of its log.
fn begun(
    plan: &Plan,
    id: i64,
    number: String,
    life: &Life,
    standing: &Standing,
    dice: &mut Dice,
) -> NewOrder {
    let network = &plan.network;
    let product = &network.data.products[life.product];
    let customer = network.customer(life.customer);
    let model = &product.models[life.model];
    NewOrder {
        id,
        number,
        kind: life.kind.to_owned(),
        priority: life.priority.to_owned(),
        category_id: Some(plan.ids.categories + life.product as i64),
        product_name: Some(format!("{} {} {}", network.data.words.brand, model.0, model.1)),
        serial_number: Some(life.serial.clone()),
        outlet_id: Some(plan.ids.outlets + life.outlet as i64),
        engineer_id: standing
            .dispatched_at
            .map(|_| plan.ids.engineers + life.engineer as i64),
        customer_id: Some(plan.ids.customers + life.customer as i64),
        contact_name: Some(network.contact(&customer, dice)),
        contact_phone: Some(customer.phone),
        address: Some(customer.address),
        latitude: Some(customer.latitude),
        longitude: Some(customer.longitude),
        description: Some(described(network, life.kind, life.product, life.symptom)),
        channel: Some(life.channel.clone()),
        state: standing.state,
        opened_at: standing.opened_at.unwrap_or(plan.demand.as_of.0),
        confirmed_at: standing.confirmed_at,
        dispatched_at: standing.dispatched_at,
        accepted_at: standing.accepted_at,
        responded_at: standing.responded_at,
        appointment_at: standing.appointment_at,
        arrived_at: standing.arrived_at,
        completed_at: standing.completed_at,
        followed_up_at: standing.followed_up_at,
        closed_at: standing.closed_at,
        response_due_at: None,
        due_at: None,
        response_met: None,
        resolution_met: None,
        policy_revision_id: None,
        cost: None,
        cause_id: None,
        outcome: None,
        visits: Some(standing.visits),
        first_visit_fixed: standing.first_visit_fixed(),
        satisfaction: None,
        batch_id: Some(plan.ids.batch),
    }
}

/// Response and resolution, as the order's clocks have them now.
fn judge(ruling: Option<&Ruling>, priority: &str, entries: &[Entry], now: Ms) -> Result<[Verdict; 2]> {
    let Some(ruling) = ruling else {
        return Ok([Verdict::default(); 2]);
    };
    let log = OrderLog {
        policy: Some(ruling.reference.clone()),
        priority: priority.to_owned(),
        events: entries.iter().filter_map(Entry::event).collect(),
    };
    let results = evaluate(&log, &ruling.book, now.0, Detail::Figures).map_err(Error::fault)?;
    Ok([RESPOND, SOLVE].map(|key| verdict(&results, key)))
}

/// What the customer said, in the words of the desk.
fn described(network: &Network, kind: &str, product: usize, symptom: usize) -> String {
    let made = &network.data.products[product];
    let said = network
        .data
        .words
        .described
        .get(kind)
        .map_or("{product}{symptom}", String::as_str);
    said.replace("{product}", &made.name)
        .replace("{symptom}", &made.symptoms[symptom].1)
}
