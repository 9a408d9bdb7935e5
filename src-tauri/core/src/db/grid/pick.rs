//! Reading a few expressions of all rows of a filter, for what shows no page: the points of a map.

use super::{Filter, GridDef, Joins, Selection, Viewer};
use crate::db::{Tx, Value};
use crate::error::Result;
use sqlx::any::AnyRow;

impl GridDef {
    /// Some expressions of at most `limit` rows of a filter, in no order.
    ///
    /// `also` are further conditions: a text of ours with `?` where its value is bound.
    ///
    /// # Errors
    /// `list_column_unknown`, `filter_invalid`, or a database error.
    pub async fn pick(
        &self,
        tx: &mut Tx,
        viewer: Viewer<'_>,
        filter: Option<&Filter>,
        list: &[&str],
        also: &[(&str, Option<Value>)],
        limit: i64,
    ) -> Result<Vec<AnyRow>> {
        let soon = self.soon(tx).await?;
        let which = Selection::of(filter.cloned());
        let (mut needs, mut binds) = (Joins::default(), Vec::new());
        let mut condition = self.condition(tx, viewer, &which, &mut needs, &mut binds).await?;
        for (text, value) in also {
            let mut text = (*text).to_owned();
            if let Some(value) = value {
                binds.push(value.clone());
                text = text.replace('?', &format!("${}", binds.len()));
            }
            condition = format!("{condition} and {text}");
        }
        binds.push(Value::from(limit));
        let text = format!(
            "select {list} from {table} {joins} where {condition} and {scope} limit ${limit}",
            list = list.join(", "),
            table = self.table,
            joins = needs.text(self.joins),
            scope = if self.scoped.is_some() { "{scope}" } else { "1 = 1" },
            limit = binds.len(),
        );
        self.ready(text, binds, viewer, soon).rows(tx).await
    }
}
