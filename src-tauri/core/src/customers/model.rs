//! Wire types of customers.

use crate::kernel::CustomerId;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Kinds of customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CustomerKind {
    Person,
    Company,
}

impl CustomerKind {
    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        super::grids::CUSTOMER_KINDS[self as usize]
    }
    /// From the stored word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Person, Self::Company]
            .into_iter()
            .find(|kind| kind.as_str() == word)
    }
}

/// A customer as the drawer shows them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CustomerView {
    pub id: CustomerId,
    #[ts(as = "f64")]
    pub version: i64,
    pub code: String,
    pub name: String,
    pub kind: CustomerKind,
    pub tier: Option<String>,
    pub phone: Option<String>,
    pub address: Option<String>,
    pub latitude: Option<f64>,
    pub longitude: Option<f64>,
    /// Orders of this customer that the person may see.
    #[ts(as = "f64")]
    pub work_orders: i64,
    /// Telephone and address are masked, and so cannot be changed.
    pub masked: bool,
}

/// What people write of a customer.
#[derive(Debug, Clone, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CustomerWords {
    pub name: String,
    pub kind: CustomerKind,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub tier: Option<String>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub phone: Option<String>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub address: Option<String>,
    /// Degrees, WGS-84.
    #[serde(default)]
    #[ts(optional = nullable)]
    pub latitude: Option<f64>,
    #[serde(default)]
    #[ts(optional = nullable)]
    pub longitude: Option<f64>,
}
