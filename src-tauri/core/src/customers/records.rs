//! One customer: looked at, added, changed.

use super::model::{CustomerKind, CustomerView, CustomerWords};
use super::store;
use crate::access::Need;
use crate::db::grid::personal;
use crate::documents::Change;
use crate::error::{Code, Error, Result};
use crate::kernel::{self, CustomerId, Label};
use crate::operation::{Cx, OpKind, Operation};
use serde::Deserialize;
use ts_rs::TS;

async fn view(cx: &mut Cx, id: CustomerId) -> Result<CustomerView> {
    let actor = cx.actor()?.clone();
    let row = store::get(&mut cx.tx, &actor.scope, id)
        .await?
        .ok_or_else(|| Error::not_found("customer"))?;
    let may = actor.sees_personal();
    Ok(CustomerView {
        id,
        version: row.version,
        code: row.code,
        name: row.name,
        // The schema checks the word.
        kind: CustomerKind::parse(&row.kind).unwrap_or(CustomerKind::Person),
        tier: row.tier,
        phone: personal(row.phone, may),
        address: personal(row.address, may),
        latitude: row.latitude.filter(|_| may),
        longitude: row.longitude.filter(|_| may),
        work_orders: store::work_orders(&mut cx.tx, &actor.scope, id).await?,
        masked: !may,
    })
}

/// Input of `customers.get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CustomerInput")]
#[serde(deny_unknown_fields)]
pub struct Get {
    id: CustomerId,
}

impl Operation for Get {
    const NAME: &'static str = "customers.get";
    const DOC: &'static str = "One customer, and how many orders they have.";
    const NEEDS: Need = Need::Permission("masters.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["customers", "work_orders"];
    type Output = CustomerView;
    async fn run(&self, cx: &mut Cx) -> Result<CustomerView> {
        view(cx, self.id).await
    }
}

/// Customers hold personal data: who cannot see it cannot write over it either.
fn words(cx: &Cx, words: &CustomerWords) -> Result<store::Customer> {
    if !cx.actor()?.sees_personal() {
        return Err(Error::new(Code::Forbidden));
    }
    Ok(store::Customer {
        name: Label::parse("name", &words.name)?.as_str().to_owned(),
        kind: words.kind,
        tier: Label::optional("tier", words.tier.as_deref())?,
        phone: kernel::phone("phone", words.phone.as_deref())?,
        address: Label::optional("address", words.address.as_deref())?,
        place: kernel::place(words.latitude, words.longitude)?,
    })
}

/// Input of `customers.create`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CreateCustomerInput")]
#[serde(deny_unknown_fields)]
pub struct Create {
    code: String,
    customer: CustomerWords,
}

impl Operation for Create {
    const NAME: &'static str = "customers.create";
    const DOC: &'static str = "Adds a customer.";
    const NEEDS: Need = Need::Permission("masters.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["customers"];
    type Output = CustomerView;
    async fn run(&self, cx: &mut Cx) -> Result<CustomerView> {
        // Customers are seen by their orders; a new one has none, so only who sees all customers sees it.
        if !cx.actor()?.scope.is_all() {
            return Err(Error::new(Code::OutsideScope));
        }
        let (code, words) = (kernel::code(&self.code)?, words(cx, &self.customer)?);
        if store::code_is_taken(&mut cx.tx, &code).await? {
            return Err(Error::new(Code::AlreadyExists).with("value", code).at("code"));
        }
        let id = store::insert(&mut cx.tx, &code, &words, cx.now).await?;
        cx.changed(Change::new("customer", id, "created").field("name", "", words.name));
        view(cx, id).await
    }
}

/// Input of `customers.update`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "UpdateCustomerInput")]
#[serde(deny_unknown_fields)]
pub struct Update {
    id: CustomerId,
    #[ts(as = "f64")]
    version: i64,
    customer: CustomerWords,
}

impl Operation for Update {
    const NAME: &'static str = "customers.update";
    const DOC: &'static str = "Changes a customer.";
    const NEEDS: Need = Need::Permission("masters.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["customers", "work_orders"];
    type Output = CustomerView;
    async fn run(&self, cx: &mut Cx) -> Result<CustomerView> {
        let scope = cx.actor()?.scope.clone();
        let words = words(cx, &self.customer)?;
        let before = store::get(&mut cx.tx, &scope, self.id)
            .await?
            .ok_or_else(|| Error::not_found("customer"))?;
        if !store::update(&mut cx.tx, &scope, self.id, self.version, &words).await? {
            return Err(Error::new(Code::StaleVersion));
        }
        let change = Change::new("customer", self.id, "updated")
            .field("name", before.name, words.name)
            .field("kind", before.kind, words.kind.as_str())
            .field("tier", before.tier, words.tier)
            .field("phone", before.phone, words.phone)
            .field("address", before.address, words.address)
            .field("latitude", before.latitude, words.place.map(|p| p.0))
            .field("longitude", before.longitude, words.place.map(|p| p.1));
        cx.changed(change);
        view(cx, self.id).await
    }
}
