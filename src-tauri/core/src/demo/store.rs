//! SQL of the demo network. Not scoped: only who sees the whole workspace may make or clear it.

use super::data::Data;
use super::generate::Ids;
use super::model::Holdings;
use super::network::Network;
use crate::db::{Column, Tx, insert_rows, reserve_ids, sql};
use crate::error::Result;
use crate::kernel::{BatchId, Ms};
use crate::search;
use sqlx::FromRow;
use std::collections::HashMap;
use std::ops::Range;

const HOLDINGS: &str = "select (select count(*) from (select 1 from work_orders limit 1) a) as work_orders,
    (select count(*) from regions) as regions, (select count(*) from outlets) as outlets,
    (select count(*) from engineers) as engineers, (select count(*) from (select 1 from customers limit 1) b) as customers,
    (select count(*) from categories) as categories";
const ENTRIES: &str = "select dictionary, code, id from dictionary_entries";
const LEFT: &str = "select id from import_batches where kind = 'demo' and state = 'staging' order by id";
const SPAN: &str = "select min(w.id), max(w.id) from work_orders w where w.batch_id = $1";
const DROP_EVENTS: &str = "delete from work_order_events where order_id in
    (select w.id from work_orders w where w.batch_id = $1 and w.id >= $2 and w.id < $3)";
/// What people said of orders and attached to them, and the images that updates kept of them.
const DROP_BESIDE: &str =
    "delete from {table} where entity = 'work_order' and entity_id >= $1 and entity_id < $2
    and exists (select 1 from work_orders w where w.id = {table}.entity_id and w.batch_id = $3)";
const DROP_ORDERS: &str = "delete from work_orders where batch_id = $1 and id >= $2 and id < $3";
const CUSTOMER_SPAN: &str = "select min(c.id), max(c.id) from customers c where c.batch_id = $1";
const DROP_CUSTOMERS: &str = "delete from customers where batch_id = $1 and id >= $2 and id < $3
    and not exists (select 1 from work_orders w where w.customer_id = customers.id)";
/// Masters, those that others point to last; what other rows use stays.
const DROP_MASTERS: &[(&str, &str)] = &[
    (
        "engineers",
        "delete from engineers where batch_id = $1 and not exists (select 1 from work_orders w where w.engineer_id = engineers.id)",
    ),
    (
        "outlets",
        "delete from outlets where batch_id = $1 and not exists (select 1 from work_orders w where w.outlet_id = outlets.id)
            and not exists (select 1 from engineers e where e.outlet_id = outlets.id)",
    ),
    (
        "regions",
        "delete from regions where batch_id = $1 and not exists (select 1 from outlets o where o.region_path >= regions.path
            and o.region_path < regions.path || 'z')",
    ),
    (
        "categories",
        "delete from categories where batch_id = $1 and not exists (select 1 from work_orders w where w.category_id = categories.id)",
    ),
    (
        "dictionary_entries",
        "delete from dictionary_entries where batch_id = $1 and not exists (select 1 from work_orders w where w.cause_id = dictionary_entries.id)",
    ),
];

#[derive(FromRow)]
struct HoldingsRow {
    work_orders: i64,
    regions: i64,
    outlets: i64,
    engineers: i64,
    customers: i64,
    categories: i64,
}

/// What there is already. Of orders and customers only whether there is one: counting millions would take its time.
pub(super) async fn holdings(tx: &mut Tx) -> Result<Holdings> {
    let row: HoldingsRow = sql(HOLDINGS).one(tx).await?;
    Ok(Holdings {
        work_orders: row.work_orders,
        regions: row.regions,
        outlets: row.outlets,
        engineers: row.engineers,
        customers: row.customers,
        categories: row.categories,
    })
}

fn ints(values: impl Iterator<Item = Option<i64>>) -> Column {
    Column::Int(values.collect())
}
fn texts(values: impl Iterator<Item = String>) -> Column {
    Column::Text(values.map(Some).collect())
}
fn ids(first: i64, count: usize) -> Column {
    ints((first..).take(count).map(Some))
}

/// Writes regions, outlets, engineers and categories, and reserves the ids of customers and orders.
pub(super) async fn insert_network(
    tx: &mut Tx,
    network: &Network,
    batch: i64,
    orders: i64,
    since: Ms,
) -> Result<Ids> {
    let count = |n: usize| n as i64;
    let ids = Ids {
        batch,
        regions: reserve_ids(tx, "regions", count(network.regions.len())).await?,
        outlets: reserve_ids(tx, "outlets", count(network.outlets.len())).await?,
        engineers: reserve_ids(tx, "engineers", count(network.engineers.len())).await?,
        customers: reserve_ids(tx, "customers", network.customers as i64).await?,
        categories: reserve_ids(tx, "categories", count(network.data.products.len())).await?,
        orders: reserve_ids(tx, "work_orders", orders).await?,
        causes: insert_entries(tx, &network.data, batch, since).await?,
    };
    let paths = insert_regions(tx, network, &ids).await?;
    insert_outlets(tx, network, &ids, &paths, since).await?;
    insert_engineers(tx, network, &ids, since).await?;
    let products = &network.data.products;
    let columns = vec![
        ("id", self::ids(ids.categories, products.len())),
        ("name", texts(products.iter().map(|p| p.name.clone()))),
        ("batch_id", ints(products.iter().map(|_| Some(batch)))),
    ];
    insert_rows(tx, "categories", columns, "").await?;
    Ok(ids)
}

/// Answers the paths of the tree.
async fn insert_regions(tx: &mut Tx, network: &Network, ids: &Ids) -> Result<Vec<String>> {
    let regions = &network.regions;
    let mut paths: Vec<String> = Vec::with_capacity(regions.len());
    for (place, region) in regions.iter().enumerate() {
        let above = region.parent.map_or("/", |parent| paths[parent].as_str());
        paths.push(format!("{above}{}/", ids.regions + place as i64));
    }
    let columns = vec![
        ("id", self::ids(ids.regions, regions.len())),
        ("code", texts(regions.iter().map(|r| r.code.clone()))),
        ("name", texts(regions.iter().map(|r| r.name.clone()))),
        (
            "parent_id",
            ints(
                regions
                    .iter()
                    .map(|r| r.parent.map(|parent| ids.regions + parent as i64)),
            ),
        ),
        ("path", texts(paths.iter().cloned())),
        ("batch_id", ints(regions.iter().map(|_| Some(ids.batch)))),
    ];
    insert_rows(tx, "regions", columns, "").await?;
    Ok(paths)
}

async fn insert_outlets(
    tx: &mut Tx,
    network: &Network,
    ids: &Ids,
    paths: &[String],
    since: Ms,
) -> Result<()> {
    let outlets = &network.outlets;
    let columns = vec![
        ("id", self::ids(ids.outlets, outlets.len())),
        ("code", texts(outlets.iter().map(|o| o.code.clone()))),
        ("name", texts(outlets.iter().map(|o| o.name.clone()))),
        ("kind", texts(outlets.iter().map(|o| o.kind.to_owned()))),
        ("level", texts(outlets.iter().map(|o| o.level.to_owned()))),
        (
            "region_id",
            ints(outlets.iter().map(|o| Some(ids.regions + o.region as i64))),
        ),
        (
            "region_path",
            texts(outlets.iter().map(|o| paths[o.region].clone())),
        ),
        ("phone", texts(outlets.iter().map(|o| o.phone.clone()))),
        ("address", texts(outlets.iter().map(|o| o.address.clone()))),
        (
            "latitude",
            Column::Real(outlets.iter().map(|o| Some(o.latitude)).collect()),
        ),
        (
            "longitude",
            Column::Real(outlets.iter().map(|o| Some(o.longitude)).collect()),
        ),
        ("batch_id", ints(outlets.iter().map(|_| Some(ids.batch)))),
        ("created_at", ints(outlets.iter().map(|_| Some(since.0)))),
    ];
    insert_rows(tx, "outlets", columns, "").await?;
    Ok(())
}

async fn insert_engineers(tx: &mut Tx, network: &Network, ids: &Ids, since: Ms) -> Result<()> {
    let engineers = &network.engineers;
    let columns = vec![
        ("id", self::ids(ids.engineers, engineers.len())),
        ("code", texts(engineers.iter().map(|e| e.code.clone()))),
        ("name", texts(engineers.iter().map(|e| e.name.clone()))),
        (
            "outlet_id",
            ints(engineers.iter().map(|e| Some(ids.outlets + e.outlet as i64))),
        ),
        ("phone", texts(engineers.iter().map(|e| e.phone.clone()))),
        ("skills", texts(engineers.iter().map(|e| e.skills.clone()))),
        ("batch_id", ints(engineers.iter().map(|_| Some(ids.batch)))),
        ("created_at", ints(engineers.iter().map(|_| Some(since.0)))),
    ];
    insert_rows(tx, "engineers", columns, "").await?;
    Ok(())
}

/// All entries of the data: (dictionary, code, name, English name).
fn entries(data: &Data) -> Vec<(String, String, String, Option<String>)> {
    let mut entries = Vec::new();
    for (dictionary, words) in &data.dictionaries {
        for (code, name, english, _) in words {
            entries.push((
                dictionary.clone(),
                code.clone(),
                name.clone(),
                Some(english.clone()),
            ));
        }
    }
    for product in &data.products {
        for (code, name, english, _, _) in &product.causes {
            let (code, name) = (
                format!("{}.{code}", product.code),
                format!("{}{name}", product.name),
            );
            entries.push(("cause".to_owned(), code, name, Some(english.clone())));
        }
        for (code, name, _) in &product.symptoms {
            let (code, name) = (
                format!("{}.{code}", product.code),
                format!("{}{name}", product.name),
            );
            entries.push(("symptom".to_owned(), code, name, None));
        }
    }
    entries
}

/// Writes the entries that are not there yet; answers the causes by code.
async fn insert_entries(tx: &mut Tx, data: &Data, batch: i64, since: Ms) -> Result<HashMap<String, i64>> {
    let known: Vec<(String, String, i64)> = sql(ENTRIES).all(tx).await?;
    let mut fresh = entries(data);
    fresh.retain(|(dictionary, code, _, _)| !known.iter().any(|(d, c, _)| d == dictionary && c == code));
    let first = reserve_ids(tx, "dictionary_entries", fresh.len() as i64).await?;
    let made = fresh
        .iter()
        .zip(first..)
        .map(|((dictionary, code, _, _), id)| (dictionary.clone(), code.clone(), id));
    let all = known.into_iter().chain(made.collect::<Vec<_>>());
    let causes = all
        .filter(|(dictionary, _, _)| dictionary == "cause")
        .map(|(_, code, id)| (code, id));
    let causes = causes.collect();
    let columns = vec![
        ("id", self::ids(first, fresh.len())),
        ("dictionary", texts(fresh.iter().map(|e| e.0.clone()))),
        ("code", texts(fresh.iter().map(|e| e.1.clone()))),
        ("name", texts(fresh.iter().map(|e| e.2.clone()))),
        (
            "name_en",
            Column::Text(fresh.iter().map(|e| e.3.clone()).collect()),
        ),
        ("rank", ints((0..fresh.len() as i64).map(Some))),
        ("batch_id", ints(fresh.iter().map(|_| Some(batch)))),
        ("created_at", ints(fresh.iter().map(|_| Some(since.0)))),
    ];
    insert_rows(tx, "dictionary_entries", columns, "").await?;
    Ok(causes)
}

/// Writes some of the customers.
pub(super) async fn insert_customers(
    tx: &mut Tx,
    network: &Network,
    ids: &Ids,
    some: Range<u64>,
    since: Ms,
) -> Result<()> {
    let customers: Vec<_> = some.clone().map(|n| network.customer(n)).collect();
    let columns = vec![
        (
            "id",
            self::ids(ids.customers + some.start as i64, customers.len()),
        ),
        ("code", texts(customers.iter().map(|c| c.code.clone()))),
        ("name", texts(customers.iter().map(|c| c.name.clone()))),
        ("kind", texts(customers.iter().map(|c| c.kind.to_owned()))),
        (
            "tier",
            Column::Text(customers.iter().map(|c| c.tier.map(str::to_owned)).collect()),
        ),
        ("phone", texts(customers.iter().map(|c| c.phone.clone()))),
        ("address", texts(customers.iter().map(|c| c.address.clone()))),
        (
            "latitude",
            Column::Real(customers.iter().map(|c| Some(c.latitude)).collect()),
        ),
        (
            "longitude",
            Column::Real(customers.iter().map(|c| Some(c.longitude)).collect()),
        ),
        ("batch_id", ints(customers.iter().map(|_| Some(ids.batch)))),
        ("created_at", ints(customers.iter().map(|_| Some(since.0)))),
    ];
    insert_rows(tx, "customers", columns, "").await?;
    Ok(())
}

/// Batches of runs that a killed process left.
pub(super) async fn left_behind(tx: &mut Tx) -> Result<Vec<i64>> {
    let rows: Vec<(i64,)> = sql(LEFT).all(tx).await?;
    Ok(rows.into_iter().map(|row| row.0).collect())
}

async fn span(tx: &mut Tx, text: &str, batch: i64) -> Result<Option<(i64, i64)>> {
    let row: (Option<i64>, Option<i64>) = sql(text).bind(batch).one(tx).await?;
    Ok(row.0.zip(row.1))
}

/// First and last id of the orders of a batch.
pub(super) async fn order_span(tx: &mut Tx, batch: i64) -> Result<Option<(i64, i64)>> {
    span(tx, SPAN, batch).await
}

/// First and last id of the customers of a batch.
pub(super) async fn customer_span(tx: &mut Tx, batch: i64) -> Result<Option<(i64, i64)>> {
    span(tx, CUSTOMER_SPAN, batch).await
}

/// Deletes the orders of a batch from an id up to, but without, another; answers how many.
pub(super) async fn drop_orders(tx: &mut Tx, batch: i64, from: i64, to: i64) -> Result<u64> {
    for table in ["document_comments", "document_attachments", "import_before"] {
        let query = sql(DROP_BESIDE).fill("table", table).bind(from);
        query.bind(to).bind(batch).run(tx).await?;
    }
    sql(DROP_EVENTS).bind(batch).bind(from).bind(to).run(tx).await?;
    sql(DROP_ORDERS).bind(batch).bind(from).bind(to).run(tx).await
}

/// Deletes the customers of a batch that nobody else's orders name.
pub(super) async fn drop_customers(tx: &mut Tx, batch: i64, from: i64, to: i64) -> Result<()> {
    sql(DROP_CUSTOMERS)
        .bind(batch)
        .bind(from)
        .bind(to)
        .run(tx)
        .await?;
    Ok(())
}

/// Deletes the masters of a batch that nothing else uses; answers how many stay.
pub(super) async fn drop_masters(tx: &mut Tx, batch: i64) -> Result<i64> {
    let mut left = 0;
    for (table, text) in DROP_MASTERS {
        search::gone_of_batch(tx, table, BatchId(batch)).await?;
        sql(*text).bind(batch).run(tx).await?;
        let count = format!("select count(*) from {table} where batch_id = $1");
        left += sql(count).bind(batch).number(tx).await?;
    }
    Ok(left)
}
