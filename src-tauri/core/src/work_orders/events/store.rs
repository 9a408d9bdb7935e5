//! SQL of the log of events. Not scoped: callers hold the order already, which was read within the person's scope.

use super::rules::{Entry, Happening};
use crate::db::{Column, Tx, insert_rows, sql};
use crate::error::Result;
use crate::kernel::WorkOrderId;

const LIST: &str =
    "select e.at, e.recorded_at, e.kind, e.reason, e.note, e.data, e.actor_name from work_order_events e
    where e.order_id = $1 order by e.at, e.recorded_at, e.id";

#[derive(sqlx::FromRow)]
struct Row {
    at: i64,
    recorded_at: i64,
    kind: String,
    reason: Option<String>,
    note: Option<String>,
    data: Option<String>,
    actor_name: Option<String>,
}

/// The log of an order, in order of happening, then of recording.
///
/// # Errors
/// A database error; a fault for a row that this version cannot read.
pub async fn list(tx: &mut Tx, order: WorkOrderId) -> Result<Vec<Entry>> {
    let rows: Vec<Row> = sql(LIST).bind(order).all(tx).await?;
    rows.into_iter()
        .map(|row| {
            Ok(Entry {
                at: row.at,
                recorded_at: row.recorded_at,
                what: Happening::read(&row.kind, row.reason, row.data.as_deref())?,
                note: row.note,
                actor_name: row.actor_name,
            })
        })
        .collect()
}

/// Adds one entry to the log of an order. Whoever does this also brings the order's columns up to date.
///
/// # Errors
/// A database error.
pub async fn append(tx: &mut Tx, order: WorkOrderId, entry: Entry) -> Result<()> {
    append_many(tx, vec![(order, entry)]).await
}

/// Adds many entries, in the order given.
///
/// # Errors
/// A database error.
pub async fn append_many(tx: &mut Tx, entries: Vec<(WorkOrderId, Entry)>) -> Result<()> {
    let n = entries.len();
    let int = || Vec::<Option<i64>>::with_capacity(n);
    let text = || Vec::<Option<String>>::with_capacity(n);
    let (mut orders, mut at, mut recorded) = (int(), int(), int());
    let (mut kinds, mut reasons, mut notes, mut data, mut actors) = (text(), text(), text(), text(), text());
    for (order, entry) in entries {
        orders.push(Some(order.0));
        at.push(Some(entry.at));
        recorded.push(Some(entry.recorded_at));
        kinds.push(Some(entry.what.kind().to_owned()));
        reasons.push(entry.what.reason().map(str::to_owned));
        data.push(entry.what.data().map(|json| json.to_string()));
        notes.push(entry.note);
        actors.push(entry.actor_name);
    }
    let columns = vec![
        ("order_id", Column::Int(orders)),
        ("at", Column::Int(at)),
        ("recorded_at", Column::Int(recorded)),
        ("kind", Column::Text(kinds)),
        ("reason", Column::Text(reasons)),
        ("note", Column::Text(notes)),
        ("data", Column::Text(data)),
        ("actor_name", Column::Text(actors)),
    ];
    insert_rows(tx, "work_order_events", columns, "").await?;
    Ok(())
}
