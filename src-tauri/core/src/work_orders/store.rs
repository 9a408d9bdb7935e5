//! SQL of single work orders.

use crate::access::Scope;
use crate::db::{Scoped, Tx, containing, sql};
use crate::error::Result;
use crate::grids::Choice;
use crate::kernel::{CategoryId, Flag, Ms, UserId, WorkOrderId};
use crate::texts::Locale;
use sqlx::FromRow;
use std::collections::HashMap;

const GET: &str = "select w.id, w.version, w.number, w.external_number, w.kind, w.priority, k.name as category, w.product_name,
    w.outlet_id, o.code as outlet_code, o.name as outlet_name, w.customer_id, c.code as customer_code, c.name as customer_name,
    w.engineer_id, e.code as engineer_code, e.name as engineer_name,
    w.contact_name, w.contact_phone, w.address, w.latitude, w.longitude, w.description, w.state, w.opened_at, w.response_due_at,
    w.due_at, w.responded_at, w.arrived_at, w.completed_at, w.closed_at, w.handling_ms, w.cost, w.source_verdict, w.due_fixed,
    w.flag_closed_before_opened, w.batch_id, w.source_line, w.created_at, w.response_met, w.resolution_met, w.policy_revision_id,
    b.file_name as batch_file, b.actor_name as batch_actor, b.created_at as batch_at,
    (select count(*) from import_before ib where ib.entity = 'work_order' and ib.entity_id = w.id) as replaced
    from work_orders w
    left join outlets o on o.id = w.outlet_id
    left join customers c on c.id = w.customer_id
    left join engineers e on e.id = w.engineer_id
    left join categories k on k.id = w.category_id
    left join import_batches b on b.id = w.batch_id
    where w.id = $1 and {scope}";

// Not scoped: a category is a word of the whole company.
const CATEGORIES: &str = "select k.id, cast('' as text) as code, k.name from categories k where {match} order by k.name, k.id limit {limit}";

/// Categories by ids, by a part of their name, or the first ones by name.
pub(super) async fn category_choices(
    tx: &mut Tx,
    search: &str,
    ids: &[CategoryId],
    limit: i64,
) -> Result<Vec<Choice>> {
    let binds: Vec<String> = (1..=ids.len()).map(|n| format!("${n}")).collect();
    let matching = match (ids, search) {
        ([_, ..], _) => format!("k.id in ({})", binds.join(", ")),
        ([], "") => "1 = 1".to_owned(),
        ([], _) => tx.engine().contains("k.name", "$1"),
    };
    let mut query = sql(CATEGORIES)
        .fill("match", &matching)
        .fill("limit", &limit.to_string());
    for id in ids {
        query = query.bind(*id);
    }
    if ids.is_empty() && !search.is_empty() {
        query = query.bind(containing(search));
    }
    query.all(tx).await
}

#[derive(Debug, Clone, FromRow)]
pub(super) struct Order {
    pub id: WorkOrderId,
    pub version: i64,
    pub number: String,
    pub external_number: Option<String>,
    pub kind: String,
    pub priority: String,
    pub category: Option<String>,
    pub product_name: Option<String>,
    pub outlet_id: Option<i64>,
    pub outlet_code: Option<String>,
    pub outlet_name: Option<String>,
    pub customer_id: Option<i64>,
    pub customer_code: Option<String>,
    pub customer_name: Option<String>,
    pub engineer_id: Option<i64>,
    pub engineer_code: Option<String>,
    pub engineer_name: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    pub address: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub description: Option<String>,
    pub state: String,
    pub opened_at: Ms,
    pub response_due_at: Option<i64>,
    pub due_at: Option<i64>,
    pub responded_at: Option<i64>,
    pub arrived_at: Option<i64>,
    pub completed_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub handling_ms: Option<i64>,
    pub cost: Option<i64>,
    pub source_verdict: Option<String>,
    pub flag_closed_before_opened: Flag,
    /// The own policy it is judged by; nothing: its due times were given.
    pub policy_revision_id: Option<i64>,
    pub batch_id: Option<i64>,
    pub source_line: Option<i64>,
    pub created_at: Ms,
    pub batch_file: Option<String>,
    pub batch_actor: Option<String>,
    pub batch_at: Option<i64>,
    /// How often an import replaced it after another had made it.
    pub replaced: i64,
}

const HEAD: &str = "select w.id, w.version, w.number, w.state, w.audited_at, w.audited_name
    from work_orders w where w.id = $1 and {scope}";
const MAKE_VOID: &str = "update work_orders set version = version + 1, state = 'cancelled', is_open = 0, response_met = null,
    resolution_met = null, handling_ms = null, handling_bucket = null, digest = $1 where id = $2 and version = $3";
const ADD_EVENT: &str =
    "insert into work_order_events (order_id, at, recorded_at, kind, reason, note, data, actor_name)
    values ($1, $2, $3, $4, $5, $6, $7, $8)";
const EVENTS: &str =
    "select at, recorded_at, kind, reason, note, data, actor_name from work_order_events where order_id = $1
    order by at, id";
const COPY: &str =
    "insert into work_orders (number, kind, priority, category_id, product_name, serial_number, channel, outlet_id,
    customer_id, contact_name, contact_phone, address, latitude, longitude, coordinate_system, description, state, is_open,
    opened_at, opened_day, opened_hour, digest, created_at)
    select $1, w.kind, w.priority, w.category_id, w.product_name, w.serial_number, w.channel, w.outlet_id, w.customer_id,
    w.contact_name, w.contact_phone, w.address, w.latitude, w.longitude, w.coordinate_system, w.description, 'open', 1,
    $2, $3, $4, 0, $5 from work_orders w where w.id = $6 and {scope} returning id";
// Not scoped: the check reads what was made void of all batches, for nobody to see.
const VOIDED: &str = "select w.batch_id, h.params from history h join work_orders w on w.id = h.entity_id
    where h.entity = 'work_order' and h.code = 'voided' and w.batch_id is not null";

/// An order as a document.
#[derive(Debug, Clone, FromRow)]
pub(super) struct HeadRow {
    pub id: i64,
    pub version: i64,
    pub number: String,
    pub state: String,
    pub audited_at: Option<i64>,
    pub audited_name: Option<String>,
}

pub(super) async fn head(tx: &mut Tx, scope: &Scope, id: i64) -> Result<Option<HeadRow>> {
    sql(HEAD).bind(id).scope(scope, SCOPED).optional(tx).await
}

/// Calls an order off; false where it has another version than was seen.
pub(super) async fn make_void(tx: &mut Tx, id: i64, seen: i64, digest: i64) -> Result<bool> {
    Ok(sql(MAKE_VOID).bind(digest).bind(id).bind(seen).run(tx).await? == 1)
}

/// One row of an order's log of events.
#[derive(Debug, Clone, FromRow)]
pub(super) struct EventRow {
    pub at: i64,
    pub recorded_at: i64,
    pub kind: String,
    pub reason: Option<String>,
    pub note: Option<String>,
    pub data: Option<String>,
    pub actor_name: Option<String>,
}

pub(super) async fn events(tx: &mut Tx, id: i64) -> Result<Vec<EventRow>> {
    sql(EVENTS).bind(id).all(tx).await
}

pub(super) async fn add_event(tx: &mut Tx, id: i64, event: EventRow) -> Result<()> {
    let query = sql(ADD_EVENT).bind(id).bind(event.at).bind(event.recorded_at);
    let query = query.bind(event.kind).bind(event.reason).bind(event.note);
    query.bind(event.data).bind(event.actor_name).run(tx).await?;
    Ok(())
}

// Not scoped: whoever asks has found the order within their scope.
const REPLACED: &str =
    "select coalesce(b.finished_at, b.created_at) as at, b.actor_id, b.actor_name, b.file_name
    from import_before ib join import_batches b on b.id = ib.batch_id
    where ib.entity = 'work_order' and ib.entity_id = $1 order by b.id";

/// An import that wrote over an order.
#[derive(Debug, Clone, FromRow)]
pub(super) struct ReplacedRow {
    pub at: Ms,
    pub actor_id: UserId,
    pub actor_name: String,
    pub file_name: String,
}

/// The imports that wrote over an order and were not undone, in their order.
pub(super) async fn replaced_by(tx: &mut Tx, id: i64) -> Result<Vec<ReplacedRow>> {
    sql(REPLACED).bind(id).all(tx).await
}

/// When a new order is opened: the instant, its business day, and the hour of its week.
#[derive(Debug, Clone, Copy)]
pub(super) struct Opened {
    pub at: Ms,
    pub day: i64,
    pub hour: i64,
}

/// Makes a new open order with what an old one says of whom and what; answers its id.
pub(super) async fn copy(tx: &mut Tx, scope: &Scope, id: i64, number: &str, opened: Opened) -> Result<i64> {
    let query = sql(COPY).bind(number.to_owned()).bind(opened.at).bind(opened.day);
    let query = query.bind(opened.hour).bind(opened.at);
    query.bind(id).scope(scope, SCOPED).number(tx).await
}

/// (batch, parameters of the history row) of the imported orders that were made void.
pub(super) async fn voided(tx: &mut Tx) -> Result<Vec<(i64, String)>> {
    sql(VOIDED).all(tx).await
}

const SCOPED: Scoped = Scoped {
    outlet: "w.outlet_id",
    engineer: Some("w.engineer_id"),
};

pub(super) async fn get(tx: &mut Tx, scope: &Scope, id: WorkOrderId) -> Result<Option<Order>> {
    sql(GET).bind(id).scope(scope, SCOPED).optional(tx).await
}

const EXTRA: &str = "select w.serial_number, w.appointment_at from work_orders w where w.id = $1 and {scope}";

/// What only a service sheet tells.
#[derive(Debug, Clone, FromRow)]
pub(super) struct OrderExtra {
    pub serial_number: Option<String>,
    pub appointment_at: Option<i64>,
}

pub(super) async fn extra(tx: &mut Tx, scope: &Scope, id: WorkOrderId) -> Result<Option<OrderExtra>> {
    sql(EXTRA).bind(id).scope(scope, SCOPED).optional(tx).await
}

const REASONS: &str = "select code, name, name_en from dictionary_entries
    where dictionary in ('hold_reason', 'cancel_reason', 'urge_reason')";

/// Names of the reasons that a log may tell, by code.
pub(super) async fn reason_names(tx: &mut Tx, locale: Locale) -> Result<HashMap<String, String>> {
    let rows: Vec<(String, String, Option<String>)> = sql(REASONS).all(tx).await?;
    let named = |(code, name, english): (String, String, Option<String>)| match locale {
        Locale::En => (code, english.unwrap_or(name)),
        Locale::ZhCn => (code, name),
    };
    Ok(rows.into_iter().map(named).collect())
}

// Not scoped: the check reads all imported orders, for nobody to see.
const IMPORTED: &str = "select w.id, w.batch_id, w.external_number, w.kind, w.priority, w.state, w.product_name, w.contact_name,
    w.contact_phone, w.address, w.description, w.source_verdict, w.opened_at, w.response_due_at, w.due_at, w.closed_at, w.cost,
    w.responded_at, w.arrived_at, w.completed_at, w.response_met, w.resolution_met, w.digest from work_orders w where w.id > $1 and w.batch_id is not null order by w.id limit $2";
const UPDATED: &str = "select distinct entity_id from import_before where entity = 'work_order'";
// A batch that only replaced rows took none in as its own, but its sum holds the replacements.
const CONTENTS: &str = "select b.id, b.content_digest from import_batches b where b.kind = 'work_orders' and b.state = 'committed'
    and b.content_digest is not null and b.rows_updated = 0";

/// What an import said of an order, and the digest it left.
#[derive(Debug, Clone, FromRow)]
pub(super) struct ImportedRow {
    pub id: i64,
    pub batch_id: i64,
    pub external_number: Option<String>,
    pub kind: String,
    pub priority: String,
    pub state: String,
    pub product_name: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    pub address: Option<String>,
    pub description: Option<String>,
    pub source_verdict: Option<String>,
    pub opened_at: i64,
    pub response_due_at: Option<i64>,
    pub due_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub cost: Option<i64>,
    pub responded_at: Option<i64>,
    pub arrived_at: Option<i64>,
    pub completed_at: Option<i64>,
    pub response_met: Option<i64>,
    pub resolution_met: Option<i64>,
    pub digest: i64,
}

pub(super) async fn imported_after(tx: &mut Tx, id: i64, limit: i64) -> Result<Vec<ImportedRow>> {
    sql(IMPORTED).bind(id).bind(limit).all(tx).await
}

/// Orders that an import replaced after another had made them.
pub(super) async fn updated_orders(tx: &mut Tx) -> Result<Vec<i64>> {
    Ok(sql(UPDATED)
        .all::<(i64,)>(tx)
        .await?
        .into_iter()
        .map(|r| r.0)
        .collect())
}

/// The sums of digests of the batches that took in new orders only.
pub(super) async fn batch_contents(tx: &mut Tx) -> Result<Vec<(i64, String)>> {
    sql(CONTENTS).all(tx).await
}

const BY_REGION: &str = "select o.region_id, count(*), cast(coalesce(sum(case when w.due_at < $1 then 1 else 0 end), 0) as bigint)
    from work_orders w join outlets o on o.id = w.outlet_id
    where w.is_open = 1 and o.region_id is not null and {scope} group by o.region_id";
// Not scoped: the names of regions are no secret of any of them.
const REGIONS: &str = "select id, code, name, path from regions";

/// Open and overdue orders by the region of their outlet.
pub(super) async fn open_by_region(tx: &mut Tx, scope: &Scope, now: Ms) -> Result<Vec<(i64, i64, i64)>> {
    sql(BY_REGION).bind(now).scope(scope, SCOPED).all(tx).await
}

/// Every region: id, code, name and path.
pub(super) async fn regions(tx: &mut Tx) -> Result<Vec<(i64, String, String, String)>> {
    sql(REGIONS).all(tx).await
}
