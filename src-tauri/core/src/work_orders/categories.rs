//! Categories of orders, for selectors.

use super::store;
use crate::access::Need;
use crate::error::Result;
use crate::grids::{Choices, check_limit};
use crate::kernel::CategoryId;
use crate::operation::{Cx, OpKind, Operation};
use serde::Deserialize;
use ts_rs::TS;

/// Input of `categories.options`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "CategoryOptionsInput")]
#[serde(deny_unknown_fields)]
pub struct CategoryOptions {
    #[serde(default)]
    #[ts(optional = nullable)]
    search: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CategoryId>>")]
    ids: Vec<CategoryId>,
    #[ts(as = "f64")]
    limit: i64,
}

impl Operation for CategoryOptions {
    const NAME: &'static str = "categories.options";
    const DOC: &'static str = "Categories of orders for a selector, by name, or by ids.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders"];
    type Output = Choices;
    async fn run(&self, cx: &mut Cx) -> Result<Choices> {
        check_limit(self.limit)?;
        let search = self.search.as_deref().unwrap_or_default().trim();
        let options = store::category_choices(&mut cx.tx, search, &self.ids, self.limit).await?;
        Ok(Choices { options })
    }
}
