//! SQL of importing work orders. Not scoped: only who sees all outlets may import or take an import back.

use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{BatchId, Ms};
use crate::work_orders::document::BY_VOID;
use crate::work_orders::rollup::{FactsRow, facts_of};

const OUTLETS: &str = "select code, id from outlets union all select name, id from outlets o
    where not exists (select 1 from outlets x where x.code = o.name)
    and (select count(*) from outlets y where y.name = o.name) = 1";
const CATEGORIES: &str = "select name, id from categories";
const CUSTOMERS: &str = "select code, id from customers";
const MAKE_OUTLET: &str = "insert into outlets (code, name, kind, batch_id, created_at) values ($1, $2, 'authorised', $3, $4) returning id";
const MAKE_CATEGORY: &str = "insert into categories (name, batch_id) values ($1, $2) on conflict (name) do update set name = excluded.name returning id";
const CODE_TAKEN: &str = "select count(*) from outlets where code = $1";
const STAGED: &str = "select count(*) from work_order_stage where batch_id = $1";
const ANY_ORDER: &str = "select count(*) from (select 1 from work_orders limit 1) w";
const DOUBLES: &str =
    "select count(*) from work_order_stage s join work_orders w on w.external_number = s.external_number
    where s.batch_id = $1";

/// The columns that an import fills, as both tables name them.
pub(super) const SHARED: &str = "external_number, kind, priority, product_name, contact_name, contact_phone,
    address, latitude, longitude, coordinate_system, description, state, is_open, opened_at, response_due_at, due_at,
    responded_at, arrived_at, completed_at, closed_at, cost, response_met, resolution_met, source_verdict,
    flag_closed_before_opened, handling_ms, handling_bucket, opened_day, opened_hour, responded_day, completed_day, due_day, digest";

/// Staged rows that meet an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Meets {
    /// Any order.
    Any,
    /// One that no import may change: it is audited, or was made void here.
    Settled,
}

impl Meets {
    /// The condition on the order `w`; `$n` is [`BY_VOID`], whose braces would be taken for a place to fill.
    fn condition(self, n: u8) -> String {
        match self {
            Self::Any => format!("${n} <> ''"),
            Self::Settled => format!(
                "(w.audited_at is not null or (w.state = 'cancelled' and exists (select 1 from work_order_events v
                    where v.order_id = w.id and v.kind = 'cancelled' and v.data = ${n})))"
            ),
        }
    }
}

pub(super) async fn outlets(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    sql(OUTLETS).all(tx).await
}

pub(super) async fn categories(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    sql(CATEGORIES).all(tx).await
}

pub(super) async fn customers(tx: &mut Tx) -> Result<Vec<(String, i64)>> {
    sql(CUSTOMERS).all(tx).await
}

/// Makes an outlet that only rows name: its name is its code, numbered where that is taken.
pub(super) async fn make_outlet(tx: &mut Tx, name: &str, batch: BatchId, now: Ms) -> Result<i64> {
    let mut code = name.to_owned();
    let mut n = 1;
    while sql(CODE_TAKEN).bind(code.clone()).number(tx).await? > 0 {
        n += 1;
        code = format!("{name} ({n})");
    }
    let query = sql(MAKE_OUTLET)
        .bind(code)
        .bind(name.to_owned())
        .bind(batch)
        .bind(now);
    query.number(tx).await
}

pub(super) async fn make_category(tx: &mut Tx, name: &str, batch: BatchId) -> Result<i64> {
    sql(MAKE_CATEGORY)
        .bind(name.to_owned())
        .bind(batch)
        .number(tx)
        .await
}

pub(super) async fn staged(tx: &mut Tx, batch: BatchId) -> Result<i64> {
    sql(STAGED).bind(batch).number(tx).await
}

pub(super) async fn doubles(tx: &mut Tx, batch: BatchId) -> Result<i64> {
    // The first import of a workspace need not look each row up.
    if sql(ANY_ORDER).number(tx).await? == 0 {
        return Ok(0);
    }
    sql(DOUBLES).bind(batch).number(tx).await
}

/// How many staged rows meet an order that no import may change.
pub(super) async fn settled(tx: &mut Tx, batch: BatchId) -> Result<i64> {
    let text = format!("{DOUBLES} and {}", Meets::Settled.condition(2));
    sql(text).bind(batch).bind(BY_VOID.to_owned()).number(tx).await
}

/// The real id of a staged one: itself, or what its place was given.
fn real(column: &str, alias: &str) -> String {
    format!("case when s.{column} < -1 then {alias}.real_id else s.{column} end")
}

/// Forgets the staged rows that meet an order: they are skipped, or were written over it. After that, publishing need
/// not look at the orders while it writes them, which would make SQLite hold all rows twice.
pub(super) async fn forget_doubles(tx: &mut Tx, batch: BatchId, which: Meets) -> Result<()> {
    let text = format!(
        "delete from work_order_stage where batch_id = $1
         and exists (select 1 from work_orders w where w.external_number = work_order_stage.external_number and {})",
        which.condition(2)
    );
    sql(text).bind(batch).bind(BY_VOID.to_owned()).run(tx).await?;
    Ok(())
}

/// Publishes the staged rows, all of which are new; answers how many.
pub(super) async fn publish_new(tx: &mut Tx, batch: BatchId, now: Ms) -> Result<i64> {
    let shared: Vec<String> = SHARED.split(',').map(|c| format!("s.{}", c.trim())).collect();
    let text = format!(
        "insert into work_orders (number, outlet_id, category_id, customer_id, batch_id, source_line, due_fixed, created_at, {SHARED})
         select s.number, {outlet}, {category}, s.customer_id, s.batch_id, s.line,
            case when s.due_at is null and s.response_due_at is null then 0 else 1 end, $2, {shared}
         from work_order_stage s
         left join import_names o on o.batch_id = s.batch_id and o.entity = 'outlet' and o.place = s.outlet_id
         left join import_names k on k.batch_id = s.batch_id and k.entity = 'category' and k.place = s.category_id
         where s.batch_id = $1",
        outlet = real("outlet_id", "o"),
        category = real("category_id", "k"),
        shared = shared.join(", "),
    );
    Ok(sql(text).bind(batch).bind(now).run(tx).await? as i64)
}

/// The columns of an order that an update weighs beside its facts, as both tables name them.
const MERGED: &str = "customer_id, product_name, contact_name, contact_phone, address, latitude, longitude, description,
    response_due_at, due_at, completed_at, closed_at, source_verdict, digest, external_number, flag_closed_before_opened,
    coordinate_system";
/// An order, as it stands or as a file has it.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct MergeRow {
    /// Its line in the file, and its id.
    pub at: i64,
    pub order_id: i64,
    #[sqlx(flatten)]
    pub facts: FactsRow,
    pub customer_id: Option<i64>,
    pub external_number: Option<String>,
    pub product_name: Option<String>,
    pub contact_name: Option<String>,
    pub contact_phone: Option<String>,
    pub address: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    pub description: Option<String>,
    pub response_due_at: Option<i64>,
    pub due_at: Option<i64>,
    pub completed_at: Option<i64>,
    pub closed_at: Option<i64>,
    pub source_verdict: Option<String>,
    pub flag_closed_before_opened: i64,
    pub digest: i64,
    pub coordinate_system: Option<String>,
}

/// Staged rows that meet an order, whole, as staged or as they stand; a block after a line.
pub(super) async fn merge_after(
    tx: &mut Tx,
    batch: BatchId,
    line: i64,
    limit: i64,
    staged: bool,
) -> Result<Vec<MergeRow>> {
    let alias = if staged { "s" } else { "w" };
    let columns: Vec<String> = MERGED
        .split(',')
        .map(|c| format!("{alias}.{}", c.trim()))
        .collect();
    let text = format!(
        "select s.line as at, w.id as order_id, {}, {} from work_order_stage s
         join work_orders w on w.external_number = s.external_number
         where s.batch_id = $1 and s.line > $2 order by s.line limit $3",
        facts_of(alias),
        columns.join(", ")
    );
    sql(text).bind(batch).bind(line).bind(limit).all(tx).await
}

const WRITE: &str = "update work_orders set version = version + 1, outlet_id = $1, category_id = $2, customer_id = $3, kind = $4,
    priority = $5, product_name = $6, contact_name = $7, contact_phone = $8, address = $9, latitude = $10, longitude = $11,
    description = $12, state = $13, is_open = $14, opened_at = $15, response_due_at = $16, due_at = $17, responded_at = $18,
    arrived_at = $19, completed_at = $20, closed_at = $21, cost = $22, response_met = $23, resolution_met = $24,
    source_verdict = $25, flag_closed_before_opened = $26, handling_ms = $27, handling_bucket = $28, opened_day = $29,
    responded_day = $30, completed_day = $31, due_day = $32, digest = $33,
    due_fixed = case when $34 = 0 then 0 else 1 end, opened_hour = $35, coordinate_system = $37 where id = $36";

/// Writes a merged row over its order. Number, creation and source of the order stay.
pub(super) async fn write_over(tx: &mut Tx, r: &MergeRow) -> Result<()> {
    let f = &r.facts;
    let due = i64::from(r.due_at.is_some() || r.response_due_at.is_some());
    let query = sql(WRITE)
        .bind(f.outlet_id)
        .bind(f.category_id)
        .bind(r.customer_id)
        .bind(f.kind.clone());
    let query = query
        .bind(f.priority.clone())
        .bind(r.product_name.clone())
        .bind(r.contact_name.clone());
    let query = query
        .bind(r.contact_phone.clone())
        .bind(r.address.clone())
        .bind(r.latitude)
        .bind(r.longitude);
    let query = query
        .bind(r.description.clone())
        .bind(f.state.clone())
        .bind(f.is_open)
        .bind(f.opened_at);
    let query = query
        .bind(r.response_due_at)
        .bind(r.due_at)
        .bind(f.responded_at)
        .bind(f.arrived_at);
    let query = query
        .bind(r.completed_at)
        .bind(r.closed_at)
        .bind(f.cost)
        .bind(f.response_met)
        .bind(f.resolution_met);
    let query = query
        .bind(r.source_verdict.clone())
        .bind(r.flag_closed_before_opened)
        .bind(f.handling_ms);
    let query = query
        .bind(f.handling_bucket)
        .bind(f.opened_day)
        .bind(f.responded_day)
        .bind(f.completed_day);
    query
        .bind(f.due_day)
        .bind(r.digest)
        .bind(due)
        .bind(f.opened_hour)
        .bind(r.order_id)
        .bind(r.coordinate_system.clone())
        .run(tx)
        .await?;
    Ok(())
}

/// The facts of an order, or of a staged row.
#[derive(Debug, sqlx::FromRow)]
pub(super) struct Counted {
    #[sqlx(flatten)]
    pub facts: FactsRow,
    /// Where the next block begins, and the digest.
    pub at: i64,
    pub digest: i64,
}

/// Staged rows that meet an order; a block after a line.
pub(super) async fn doubles_after(
    tx: &mut Tx,
    batch: BatchId,
    line: i64,
    limit: i64,
    which: Meets,
) -> Result<Vec<Counted>> {
    let text = format!(
        "select {}, s.line as at, s.digest from work_order_stage s join work_orders w on w.external_number = s.external_number
         where s.batch_id = $1 and s.line > $2 and {} order by s.line limit $3",
        facts_of("s"),
        which.condition(4)
    );
    let query = sql(text).bind(batch).bind(line).bind(limit);
    query.bind(BY_VOID.to_owned()).all(tx).await
}

/// Orders that a batch made; a block after an id.
pub(super) async fn made_after(tx: &mut Tx, batch: BatchId, id: i64, limit: i64) -> Result<Vec<Counted>> {
    let text = format!(
        "select {}, w.id as at, w.digest from work_orders w where w.batch_id = $1 and w.id > $2 order by w.id limit $3",
        facts_of("w")
    );
    sql(text).bind(batch).bind(id).bind(limit).all(tx).await
}

/// Orders that a batch replaced, as they stand now; a block after an id.
pub(super) async fn replaced_after(tx: &mut Tx, batch: BatchId, id: i64, limit: i64) -> Result<Vec<Counted>> {
    let text = format!(
        "select {}, w.id as at, w.digest from import_before b join work_orders w on w.id = b.entity_id
         where b.batch_id = $1 and b.entity = 'work_order' and w.id > $2 order by w.id limit $3",
        facts_of("w")
    );
    sql(text).bind(batch).bind(id).bind(limit).all(tx).await
}

// What people said of an order, and attached to it, moves no version.
const CHANGED: &str = "select count(*) from work_orders w where w.batch_id = $1 and (w.version > 1
    or w.id in (select c.entity_id from document_comments c where c.entity = 'work_order' and c.deleted_at is null)
    or w.id in (select a.entity_id from document_attachments a where a.entity = 'work_order' and a.removed_at is null))";
// An update leaves the version after the one that it kept.
const REPLACED_CHANGED: &str = "select count(*) from import_before b join work_orders w on w.id = b.entity_id
    where b.batch_id = $1 and b.entity = 'work_order' and w.version <> {kept} + 1";
// What is left of comments and files that were taken back.
const REMOVE_BESIDE: &str = "delete from {table} where entity = 'work_order'
    and exists (select 1 from work_orders w where w.id = {table}.entity_id and w.batch_id = $1)";
const REMOVE: &str = "delete from work_orders where batch_id = $1";
// An outlet that somebody has changed since is theirs.
const REMOVE_OUTLETS: &str = "delete from outlets where batch_id = $1 and version = 1
    and not exists (select 1 from work_orders w where w.outlet_id = outlets.id)
    and not exists (select 1 from engineers e where e.outlet_id = outlets.id)
    and not exists (select 1 from user_scopes s join users u on u.id = s.user_id where u.scope_kind = 'outlets' and s.target_id = outlets.id)";
const REMOVE_CATEGORIES: &str = "delete from categories where batch_id = $1
    and not exists (select 1 from work_orders w where w.category_id = categories.id)";
const LEFT: &str = "select (select count(*) from outlets where batch_id = $1) + (select count(*) from categories where batch_id = $2)";

/// Orders that the batch made or replaced and that were changed after it.
pub(super) async fn changed_since(tx: &mut Tx, batch: BatchId) -> Result<i64> {
    let kept = tx.engine().json_number("b.image", "version");
    let replaced = sql(REPLACED_CHANGED).fill("kept", &kept).bind(batch);
    Ok(sql(CHANGED).bind(batch).number(tx).await? + replaced.number(tx).await?)
}

pub(super) async fn remove_made(tx: &mut Tx, batch: BatchId) -> Result<i64> {
    crate::search::gone_of_batch(tx, "work_orders", batch).await?;
    for table in ["document_comments", "document_attachments"] {
        sql(REMOVE_BESIDE)
            .fill("table", table)
            .bind(batch)
            .run(tx)
            .await?;
    }
    Ok(sql(REMOVE).bind(batch).run(tx).await? as i64)
}

/// Removes outlets and categories that the batch made and nothing uses; answers how many stay.
pub(super) async fn remove_names(tx: &mut Tx, batch: BatchId) -> Result<i64> {
    sql(REMOVE_OUTLETS).bind(batch).run(tx).await?;
    sql(REMOVE_CATEGORIES).bind(batch).run(tx).await?;
    sql(LEFT).bind(batch).bind(batch).number(tx).await
}

/// Rows of a query over all columns that an update changes.
pub(super) async fn images_after(
    tx: &mut Tx,
    batch: BatchId,
    columns: &str,
    after: i64,
    limit: i64,
) -> Result<Vec<sqlx::any::AnyRow>> {
    let text = format!(
        "select w.id, {columns} from work_orders w join work_order_stage s on s.external_number = w.external_number
         where s.batch_id = $1 and w.id > $2 order by w.id limit $3"
    );
    sql(text).bind(batch).bind(after).bind(limit).rows(tx).await
}

/// Kept images; a block after an id.
pub(super) async fn kept_after(
    tx: &mut Tx,
    batch: BatchId,
    after: i64,
    limit: i64,
) -> Result<Vec<(i64, String)>> {
    let text = "select entity_id, image from import_before where batch_id = $1 and entity = 'work_order' and entity_id > $2
        order by entity_id limit $3";
    sql(text).bind(batch).bind(after).bind(limit).all(tx).await
}

/// Puts one image back, its version with it: the order is what it was.
pub(super) async fn restore(tx: &mut Tx, id: i64, columns: &[(&str, crate::db::Value)]) -> Result<()> {
    let sets: Vec<String> = columns
        .iter()
        .enumerate()
        .map(|(i, (name, _))| format!("{name} = ${}", i + 1))
        .collect();
    let text = format!(
        "update work_orders set {} where id = ${}",
        sets.join(", "),
        columns.len() + 1
    );
    sql(text)
        .bind_all(columns.iter().map(|(_, v)| v.clone()))
        .bind(id)
        .run(tx)
        .await?;
    Ok(())
}
