//! Images of orders that an update replaces, and putting them back.

use super::publish::BLOCK;
use super::store;
use crate::db::{Tx, Value};
use crate::error::Result;
use crate::imports::keep_before;
use crate::kernel::BatchId;
use serde_json::{Map, Value as Json};
use sqlx::Row;
use sqlx::any::AnyRow;

/// The columns an update changes, by type.
const INTS: &[&str] = &[
    "version",
    "due_fixed",
    "outlet_id",
    "category_id",
    "customer_id",
    "is_open",
    "opened_at",
    "response_due_at",
    "due_at",
    "responded_at",
    "arrived_at",
    "completed_at",
    "closed_at",
    "cost",
    "response_met",
    "resolution_met",
    "flag_closed_before_opened",
    "handling_ms",
    "handling_bucket",
    "opened_day",
    "opened_hour",
    "responded_day",
    "completed_day",
    "due_day",
    "digest",
];
const TEXTS: &[&str] = &[
    "external_number",
    "kind",
    "priority",
    "product_name",
    "contact_name",
    "contact_phone",
    "address",
    "coordinate_system",
    "description",
    "state",
    "source_verdict",
];
const REALS: &[&str] = &["latitude", "longitude"];

fn columns() -> String {
    let all: Vec<String> = INTS
        .iter()
        .chain(TEXTS)
        .chain(REALS)
        .map(|c| format!("w.{c}"))
        .collect();
    all.join(", ")
}

fn image(row: &AnyRow) -> Result<(i64, String)> {
    let mut map = Map::new();
    for name in INTS {
        map.insert((*name).to_owned(), row.try_get::<Option<i64>, _>(*name)?.into());
    }
    for name in TEXTS {
        map.insert(
            (*name).to_owned(),
            row.try_get::<Option<String>, _>(*name)?.into(),
        );
    }
    for name in REALS {
        map.insert((*name).to_owned(), row.try_get::<Option<f64>, _>(*name)?.into());
    }
    Ok((row.try_get(0)?, Json::Object(map).to_string()))
}

/// Keeps the images of all orders that staged rows are about to replace.
pub(super) async fn keep(tx: &mut Tx, batch: BatchId) -> Result<()> {
    let (columns, mut after) = (columns(), 0);
    loop {
        let rows = store::images_after(tx, batch, &columns, after, BLOCK).await?;
        let images: Vec<(i64, String)> = rows.iter().map(image).collect::<Result<_>>()?;
        let Some((last, _)) = images.last() else {
            return Ok(());
        };
        after = *last;
        keep_before(tx, batch, "work_order", images).await?;
    }
}

/// Puts kept images back; answers how many.
pub(super) async fn put_back(tx: &mut Tx, batch: BatchId) -> Result<i64> {
    let (mut after, mut count) = (0, 0);
    loop {
        let kept = store::kept_after(tx, batch, after, BLOCK).await?;
        let Some((last, _)) = kept.last() else {
            return Ok(count);
        };
        after = *last;
        for (id, text) in &kept {
            let image: Map<String, Json> = serde_json::from_str(text)?;
            store::restore(tx, *id, &values(&image)).await?;
            count += 1;
        }
    }
}

fn values(image: &Map<String, Json>) -> Vec<(&'static str, Value)> {
    let get = |name: &str| image.get(name).unwrap_or(&Json::Null);
    let ints = INTS.iter().map(|n| (*n, Value::Int(get(n).as_i64())));
    let texts = TEXTS
        .iter()
        .map(|n| (*n, Value::Text(get(n).as_str().map(str::to_owned))));
    let reals = REALS.iter().map(|n| (*n, Value::Real(get(n).as_f64())));
    ints.chain(texts).chain(reals).collect()
}
