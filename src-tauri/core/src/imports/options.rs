//! Batches for a selector, so that a filter can name the file that it cuts out.

use super::store;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const LIMIT_MAX: i64 = 200;

/// Input of `imports.options`: a search, or the ids whose names are wanted.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ImportOptionsInput")]
#[serde(deny_unknown_fields)]
pub struct BatchOptions {
    #[serde(default)]
    #[ts(optional = nullable)]
    search: Option<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<f64>>")]
    ids: Vec<i64>,
    #[ts(as = "f64")]
    limit: i64,
}

/// A batch as a choice: its kind stands where others have their code.
#[derive(Debug, Clone, Serialize, TS, sqlx::FromRow)]
pub struct BatchChoice {
    #[ts(as = "f64")]
    pub id: i64,
    pub code: String,
    /// The name of the file.
    pub name: String,
}

/// Batches that fit a search.
#[derive(Debug, Clone, Serialize, TS)]
pub struct BatchChoices {
    pub options: Vec<BatchChoice>,
}

impl Operation for BatchOptions {
    const NAME: &'static str = "imports.options";
    const DOC: &'static str = "Imports for a selector, by the name of their file, or by ids.";
    const NEEDS: Need = Need::Permission("work_orders.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["import_batches"];
    type Output = BatchChoices;
    async fn run(&self, cx: &mut Cx) -> Result<BatchChoices> {
        if !(1..=LIMIT_MAX).contains(&self.limit) {
            let refusal = Error::new(Code::NumberOutOfRange)
                .with("min", 1)
                .with("max", LIMIT_MAX);
            return Err(refusal.at("limit"));
        }
        // Batches hold rows of all outlets: who sees only some of them sees none.
        if !cx.actor()?.scope.is_all() {
            return Ok(BatchChoices { options: Vec::new() });
        }
        let search = self.search.as_deref().unwrap_or_default().trim();
        let options = store::choices(&mut cx.tx, search, &self.ids, self.limit).await?;
        Ok(BatchChoices { options })
    }
}
