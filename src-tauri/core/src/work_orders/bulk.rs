//! Writing many orders of the workspace's own at once, as columns: their derived values, digests and sums are made here, so
//! that whoever makes orders by the thousand makes them as every other does.

use super::import::digest_of;
use super::rollup::{self, Accumulator, Facts, FactsRow};
use super::rules::{self, State};
use crate::db::{Column, Tx, insert_rows};
use crate::error::Result;
use crate::kernel::{DayOf, Ms, Zone};

/// An order with its columns; times in epoch milliseconds, money in minor units.
#[derive(Debug, Clone)]
pub struct NewOrder {
    pub id: i64,
    pub number: String,
    pub kind: String,
    pub priority: String,
    pub category_id: Option<i64>,
    pub product_name: Option<String>,
    pub serial_number: Option<String>,
    pub outlet_id: Option<i64>,
    pub engineer_id: Option<i64>,
    pub customer_id: Option<i64>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    pub address: Option<String>,
    /// WGS-84 degrees.
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub description: Option<String>,
    pub channel: Option<String>,
    pub state: State,
    pub opened_at: i64,
    pub confirmed_at: Option<i64>,
    pub dispatched_at: Option<i64>,
    pub accepted_at: Option<i64>,
    pub responded_at: Option<i64>,
    pub appointment_at: Option<i64>,
    pub arrived_at: Option<i64>,
    pub completed_at: Option<i64>,
    pub followed_up_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub response_due_at: Option<i64>,
    pub due_at: Option<i64>,
    pub response_met: Option<bool>,
    pub resolution_met: Option<bool>,
    pub policy_revision_id: Option<i64>,
    pub cost: Option<i64>,
    pub cause_id: Option<i64>,
    pub outcome: Option<&'static str>,
    pub visits: Option<i64>,
    pub first_visit_fixed: Option<bool>,
    pub satisfaction: Option<i64>,
    pub batch_id: Option<i64>,
}

macro_rules! columns {
    ($($name:ident: $kind:ident),* $(,)?) => {
        #[derive(Default)]
        struct Columns { $($name: columns!(@type $kind)),* }
        impl Columns {
            fn take(&mut self) -> Vec<(&'static str, Column)> {
                vec![$((stringify!($name), Column::$kind(std::mem::take(&mut self.$name)))),*]
            }
        }
    };
    (@type Int) => { Vec<Option<i64>> };
    (@type Real) => { Vec<Option<f64>> };
    (@type Text) => { Vec<Option<String>> };
}

columns! {
    id: Int, number: Text, kind: Text, priority: Text, category_id: Int, product_name: Text, serial_number: Text,
    outlet_id: Int, engineer_id: Int, customer_id: Int, contact_name: Text, contact_phone: Text, address: Text,
    latitude: Real, longitude: Real, coordinate_system: Text, description: Text, channel: Text, state: Text, is_open: Int,
    opened_at: Int, confirmed_at: Int, dispatched_at: Int, accepted_at: Int, responded_at: Int, appointment_at: Int,
    arrived_at: Int, completed_at: Int, followed_up_at: Int, closed_at: Int, response_due_at: Int, due_at: Int,
    response_met: Int, resolution_met: Int, policy_revision_id: Int, cost: Int, cause_id: Int, outcome: Text, visits: Int,
    first_visit_fixed: Int, satisfaction: Int, batch_id: Int, handling_ms: Int, handling_bucket: Int, opened_day: Int, opened_hour: Int,
    responded_day: Int, completed_day: Int, due_day: Int, followed_up_day: Int, digest: Int, created_at: Int,
}

/// Orders that wait to be written, and the sums of all that were added.
pub struct Bulk {
    days: DayOf,
    columns: Columns,
    sums: Accumulator,
}

impl std::fmt::Debug for Bulk {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Bulk")
            .field("waiting", &self.columns.id.len())
            .finish_non_exhaustive()
    }
}

impl Bulk {
    /// Business days are those of `zone`.
    #[must_use]
    pub fn new(zone: &Zone) -> Self {
        Self {
            days: DayOf::new(zone),
            columns: Columns::default(),
            sums: Accumulator::default(),
        }
    }

    /// Orders that wait.
    #[must_use]
    pub fn waiting(&self) -> usize {
        self.columns.id.len()
    }

    /// The columns of the waiting orders, for [`insert_orders`].
    pub fn take(&mut self) -> Vec<(&'static str, Column)> {
        self.columns.take()
    }

    /// The sums of all orders that were added, for [`add_sums`].
    #[must_use]
    pub fn into_sums(self) -> Accumulator {
        self.sums
    }

    /// Adds an order.
    pub fn push(&mut self, order: NewOrder) {
        let cancelled = order.state == State::Cancelled;
        // One that was called off left the backlog too, but nobody handled it.
        let ended = order.completed_at.or(order.closed_at);
        let handling = ended
            .map(|at| at - order.opened_at)
            .filter(|ms| *ms >= 0 && !cancelled);
        let bucket = handling.map(rules::bucket);
        let mut day = |at: Option<i64>| at.map(|at| self.days.day(Ms(at)));
        let opened = day(Some(order.opened_at)).unwrap_or(crate::kernel::Day(0));
        let (responded, completed, due) = (day(order.responded_at), day(ended), day(order.due_at));
        let followed = day(order.followed_up_at);
        let hour = self.days.hour_of_week(Ms(order.opened_at));
        let flag = |met: Option<bool>| met.map(i64::from);
        let facts = FactsRow {
            outlet_id: order.outlet_id,
            category_id: order.category_id,
            kind: order.kind.clone(),
            priority: order.priority.clone(),
            state: order.state.as_str().to_owned(),
            is_open: i64::from(order.state.is_open()),
            opened_at: order.opened_at,
            responded_at: order.responded_at,
            arrived_at: order.arrived_at,
            opened_day: opened.0,
            opened_hour: Some(hour),
            responded_day: responded.map(i64::from),
            completed_day: completed.map(i64::from),
            due_day: due.map(i64::from),
            response_met: flag(order.response_met),
            resolution_met: flag(order.resolution_met),
            handling_ms: handling,
            handling_bucket: bucket,
            cost: order.cost,
            cause_id: order.cause_id,
            outcome: order.outcome.map(str::to_owned),
            first_visit_fixed: flag(order.first_visit_fixed),
            satisfaction: order.satisfaction,
        };
        self.sums.add(&Facts::of(&facts), 1);
        let digest = digest(&order);
        let c = &mut self.columns;
        c.opened_hour.push(Some(hour));
        c.opened_day.push(Some(opened.0));
        c.responded_day.push(responded.map(i64::from));
        c.completed_day.push(completed.map(i64::from));
        c.due_day.push(due.map(i64::from));
        c.followed_up_day.push(followed.map(i64::from));
        c.handling_ms.push(handling);
        c.handling_bucket.push(bucket);
        c.digest.push(Some(digest));
        c.created_at.push(Some(order.opened_at));
        c.state.push(Some(order.state.as_str().to_owned()));
        c.is_open.push(Some(i64::from(order.state.is_open())));
        c.response_met.push(flag(order.response_met));
        c.resolution_met.push(flag(order.resolution_met));
        c.first_visit_fixed.push(flag(order.first_visit_fixed));
        c.coordinate_system
            .push(order.latitude.map(|_| "wgs84".to_owned()));
        c.outcome.push(order.outcome.map(str::to_owned));
        self.columns.push_told(order);
    }
}

impl Columns {
    /// What is stored as it was told.
    fn push_told(&mut self, order: NewOrder) {
        self.id.push(Some(order.id));
        self.number.push(Some(order.number));
        self.kind.push(Some(order.kind));
        self.priority.push(Some(order.priority));
        self.category_id.push(order.category_id);
        self.product_name.push(order.product_name);
        self.serial_number.push(order.serial_number);
        self.outlet_id.push(order.outlet_id);
        self.engineer_id.push(order.engineer_id);
        self.customer_id.push(order.customer_id);
        self.contact_name.push(order.contact_name);
        self.contact_phone.push(order.contact_phone);
        self.address.push(order.address);
        self.latitude.push(order.latitude);
        self.longitude.push(order.longitude);
        self.description.push(order.description);
        self.channel.push(order.channel);
        self.opened_at.push(Some(order.opened_at));
        self.confirmed_at.push(order.confirmed_at);
        self.dispatched_at.push(order.dispatched_at);
        self.accepted_at.push(order.accepted_at);
        self.responded_at.push(order.responded_at);
        self.appointment_at.push(order.appointment_at);
        self.arrived_at.push(order.arrived_at);
        self.completed_at.push(order.completed_at);
        self.followed_up_at.push(order.followed_up_at);
        self.closed_at.push(order.closed_at);
        self.response_due_at.push(order.response_due_at);
        self.due_at.push(order.due_at);
        self.policy_revision_id.push(order.policy_revision_id);
        self.cost.push(order.cost);
        self.cause_id.push(order.cause_id);
        self.visits.push(order.visits);
        self.satisfaction.push(order.satisfaction);
        self.batch_id.push(order.batch_id);
    }
}

/// The digest that `verify` makes again from the stored columns.
fn digest(order: &NewOrder) -> i64 {
    let flag = |met: Option<bool>| met.map(i64::from);
    digest_of(
        &[
            Some(""),
            Some(&order.kind),
            Some(&order.priority),
            Some(order.state.as_str()),
            order.product_name.as_deref(),
            order.contact_name.as_deref(),
            order.contact_phone.as_deref(),
            order.address.as_deref(),
            order.description.as_deref(),
            None,
        ],
        &[
            Some(order.opened_at),
            order.response_due_at,
            order.due_at,
            order.closed_at,
            order.cost,
            order.responded_at,
            order.arrived_at,
            order.completed_at,
            flag(order.response_met),
            flag(order.resolution_met),
        ],
    )
}

/// Writes columns that [`Bulk::take`] gave. Their sums are not in the figures before [`add_sums`].
///
/// # Errors
/// A database error.
pub async fn insert_orders(tx: &mut Tx, columns: Vec<(&'static str, Column)>) -> Result<()> {
    insert_rows(tx, "work_orders", columns, "").await?;
    Ok(())
}

/// Adds the sums of written orders to the figures, in the transaction that makes them visible.
///
/// # Errors
/// A database error.
pub async fn add_sums(tx: &mut Tx, sums: &Accumulator) -> Result<()> {
    rollup::apply(tx, sums, &rollup::KNOWN).await
}
