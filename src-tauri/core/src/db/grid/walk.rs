//! Reading all rows of a query block by block, at the same cost for the last block as for the first.

use super::read::{by_key, order_text};
use super::{GridColumn, GridDef, GridQuery, Joins, Viewer};
use crate::db::Tx;
use crate::error::Result;
use sqlx::any::AnyRow;

/// A walk over the rows of a query. All its blocks have to come from one snapshot.
#[derive(Debug)]
pub struct Walk {
    query: GridQuery,
    columns: Vec<&'static GridColumn>,
    way: Way,
}

#[derive(Debug)]
enum Way {
    /// From the row that the last block ended with, by the index of the sort column.
    Key,
    /// By ids that were put into their order once: what has no such index would be sorted again for each block.
    Ids(std::vec::IntoIter<i64>),
    Ended,
}

impl GridDef {
    /// Begins a walk. The rows of its blocks hold the id and these columns, as those of [`GridDef::read`]; a column more
    /// may stand behind them.
    ///
    /// # Errors
    /// As [`GridDef::page`].
    pub async fn walk(
        &self,
        tx: &mut Tx,
        viewer: Viewer<'_>,
        query: GridQuery,
        columns: &[&'static GridColumn],
    ) -> Result<Walk> {
        let mut columns = columns.to_vec();
        let order = self.order(&query.sort, viewer)?;
        let way = match by_key(&order) {
            Some(column) => {
                if !columns.iter().any(|c| c.key == column.key) {
                    columns.push(column);
                }
                Way::Key
            }
            None => Way::Ids(self.ordered(tx, viewer, &query).await?.into_iter()),
        };
        Ok(Walk { query, columns, way })
    }

    /// The next block of a walk, of at most `limit` rows; an empty one is its end.
    ///
    /// # Errors
    /// As [`GridDef::page`].
    pub async fn step(
        &self,
        tx: &mut Tx,
        viewer: Viewer<'_>,
        walk: &mut Walk,
        limit: i64,
    ) -> Result<Vec<AnyRow>> {
        walk.query.limit = limit;
        match &mut walk.way {
            Way::Ended => Ok(Vec::new()),
            Way::Key => {
                let (rows, next) = self.read(tx, viewer, &walk.query, &walk.columns).await?;
                if next.is_none() {
                    walk.way = Way::Ended;
                }
                walk.query.after = next;
                Ok(rows)
            }
            Way::Ids(left) => {
                let ids: Vec<i64> = left.by_ref().take(usize::try_from(limit).unwrap_or(0)).collect();
                if ids.is_empty() {
                    return Ok(Vec::new());
                }
                let block = GridQuery {
                    ids: Some(ids),
                    sort: walk.query.sort.clone(),
                    limit,
                    ..GridQuery::default()
                };
                Ok(self.read(tx, viewer, &block, &walk.columns).await?.0)
            }
        }
    }

    /// All ids of a query in its order: eight bytes a row.
    async fn ordered(&self, tx: &mut Tx, viewer: Viewer<'_>, query: &GridQuery) -> Result<Vec<i64>> {
        let order = self.order(&query.sort, viewer)?;
        let (mut needs, mut binds) = (Joins::default(), Vec::new());
        order.iter().for_each(|(c, _)| needs.add(c.join));
        let soon = self.soon(tx).await?;
        let which = query.selection();
        let condition = self.condition(tx, viewer, &which, &mut needs, &mut binds).await?;
        let text = format!(
            "select {id} from {table} {joins} where {condition} and {scope} order by {order}",
            id = self.id,
            table = self.table,
            joins = needs.text(self.joins),
            scope = if self.scoped.is_some() { "{scope}" } else { "1 = 1" },
            order = order_text(tx.engine(), &order, self.id),
        );
        let rows: Vec<(i64,)> = self.ready(text, binds, viewer, soon).all(tx).await?;
        Ok(rows.into_iter().map(|(id,)| id).collect())
    }
}
