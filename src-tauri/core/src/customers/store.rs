//! SQL of customers.

use super::model::CustomerKind;
use crate::access::Scope;
use crate::db::{Scoped, Tx, sql};
use crate::error::Result;
use crate::kernel::{CustomerId, Ms};

const GET: &str =
    "select c.version, c.code, c.name, c.kind, c.tier, c.phone, c.address, c.latitude, c.longitude
    from customers c where c.id = $1 and {scope}";
// Not scoped: a code is taken whoever may see the customer.
const TAKEN: &str = "select count(*) from customers where code = $1";
const INSERT: &str =
    "insert into customers (code, name, kind, tier, phone, address, latitude, longitude, created_at)
    values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id";
const UPDATE: &str =
    "update customers set version = version + 1, name = $1, kind = $2, tier = $3, phone = $4, address = $5,
    latitude = $6, longitude = $7 where id = $8 and version = $9 and {scope}";
const WORK_ORDERS: &str = "select count(*) from work_orders w where w.customer_id = $1 and {scope}";

/// Customers belong to those who serve them.
pub(super) const SCOPED: Scoped = Scoped {
    outlet: "c.id in (select x.customer_id from work_orders x where x.outlet_id {in})",
    engineer: Some("c.id in (select x.customer_id from work_orders x where x.engineer_id {in})"),
};
const OWN: Scoped = Scoped {
    outlet: "id in (select x.customer_id from work_orders x where x.outlet_id {in})",
    engineer: Some("id in (select x.customer_id from work_orders x where x.engineer_id {in})"),
};
const ORDERS: Scoped = Scoped {
    outlet: "w.outlet_id",
    engineer: Some("w.engineer_id"),
};

/// A stored customer.
#[derive(Debug, Clone, sqlx::FromRow)]
pub(super) struct Row {
    pub version: i64,
    pub code: String,
    pub name: String,
    pub kind: String,
    pub tier: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
}

/// What is written of a customer.
#[derive(Debug, Clone)]
pub(super) struct Customer {
    pub name: String,
    pub kind: CustomerKind,
    pub tier: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    /// Latitude and longitude.
    pub place: Option<(f64, f64)>,
}

pub(super) async fn get(tx: &mut Tx, scope: &Scope, id: CustomerId) -> Result<Option<Row>> {
    sql(GET).bind(id.0).scope(scope, SCOPED).optional(tx).await
}

pub(super) async fn code_is_taken(tx: &mut Tx, code: &str) -> Result<bool> {
    Ok(sql(TAKEN).bind(code).number(tx).await? > 0)
}

pub(super) async fn insert(tx: &mut Tx, code: &str, words: &Customer, now: Ms) -> Result<CustomerId> {
    let query = sql(INSERT)
        .bind(code)
        .bind(words.name.clone())
        .bind(words.kind.as_str())
        .bind(words.tier.clone())
        .bind(words.phone.clone())
        .bind(words.address.clone())
        .bind(words.place.map(|p| p.0))
        .bind(words.place.map(|p| p.1))
        .bind(now.0);
    Ok(CustomerId(query.number(tx).await?))
}

pub(super) async fn update(
    tx: &mut Tx,
    scope: &Scope,
    id: CustomerId,
    version: i64,
    words: &Customer,
) -> Result<bool> {
    let query = sql(UPDATE)
        .bind(words.name.clone())
        .bind(words.kind.as_str())
        .bind(words.tier.clone())
        .bind(words.phone.clone())
        .bind(words.address.clone())
        .bind(words.place.map(|p| p.0))
        .bind(words.place.map(|p| p.1))
        .bind(id.0)
        .bind(version);
    Ok(query.scope(scope, OWN).run(tx).await? == 1)
}

pub(super) async fn work_orders(tx: &mut Tx, scope: &Scope, id: CustomerId) -> Result<i64> {
    sql(WORK_ORDERS).bind(id.0).scope(scope, ORDERS).number(tx).await
}
