//! The orders themselves, for the check and the rebuild. Not scoped: both see all orders, for nobody to see.

use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{DAY_MS, Ms, Zone};
use crate::work_orders::rollup::facts::{FactsRow, facts_of};
use sqlx::FromRow;

/// An order with the facts that its sums come from.
#[derive(Debug, FromRow)]
pub(in crate::work_orders::rollup) struct OrderRow {
    pub id: i64,
    #[sqlx(flatten)]
    pub facts: FactsRow,
}

/// A block of orders by id.
pub(in crate::work_orders::rollup) async fn orders_after(
    tx: &mut Tx,
    id: i64,
    limit: i64,
) -> Result<Vec<OrderRow>> {
    let text = format!(
        "select w.id, {} from work_orders w where w.id > $1 order by w.id limit $2",
        facts_of("w")
    );
    sql(text).bind(id).bind(limit).all(tx).await
}

const SPAN: &str = "select min(w.opened_at), max(w.opened_at) from work_orders w";
/// Far enough back that no division meets a number below zero, where the engines round differently; whole weeks.
const LONG_AGO: i64 = 168 * 3_600_000 * 20_000;
const SET_HOURS: &str = "update work_orders set opened_hour = ((opened_at + $1) / 3600000 + 72) % 168
    where opened_at >= $2 and opened_at < $3";

/// At most so much of the past is written in one statement: about a month of orders.
const SPAN_MS: i64 = 30 * DAY_MS;

/// A stretch of time in which a zone's offset stays the same.
#[derive(Debug, Clone, Copy)]
pub(in crate::work_orders::rollup) struct Stretch {
    from: i64,
    to: i64,
    shift: i64,
}

/// The time in which orders were opened, in stretches; in order.
pub(in crate::work_orders::rollup) async fn stretches(tx: &mut Tx, zone: &Zone) -> Result<Vec<Stretch>> {
    let (first, last): (Option<i64>, Option<i64>) = sql(SPAN).one(tx).await?;
    let (Some(first), Some(last)) = (first, last) else {
        return Ok(Vec::new());
    };
    let (mut from, mut all) = (first, Vec::new());
    while from <= last {
        let to = stretch(zone, from, last.min(from + SPAN_MS - 1));
        let shift = zone.offset_ms(Ms(from)) + LONG_AGO;
        all.push(Stretch { from, to, shift });
        from = to;
    }
    Ok(all)
}

/// Notes the hour of the week in which the orders of a stretch were opened.
pub(in crate::work_orders::rollup) async fn set_opened_hours(tx: &mut Tx, of: Stretch) -> Result<()> {
    sql(SET_HOURS)
        .bind(of.shift)
        .bind(of.from)
        .bind(of.to)
        .run(tx)
        .await?;
    Ok(())
}

/// The first instant after `from` at which the zone's offset is another one, or the one after `last`.
fn stretch(zone: &Zone, from: i64, last: i64) -> i64 {
    let offset = zone.offset_ms(Ms(from));
    let mut day = from;
    while day <= last && zone.offset_ms(Ms(day)) == offset {
        day += DAY_MS;
    }
    let (mut same, mut other) = (day - DAY_MS, day.min(last + 1));
    if zone.offset_ms(Ms(other)) == offset {
        return last + 1;
    }
    while other - same > 1 {
        let middle = same + (other - same) / 2;
        if zone.offset_ms(Ms(middle)) == offset {
            same = middle;
        } else {
            other = middle;
        }
    }
    other
}

const MARKED: &str = "select count(*) from settings where key = 'rebuild.work_order_sums'";
const UNMARK: &str = "delete from settings where key = 'rebuild.work_order_sums'";

/// Whether a change of the schema left the sums to be made again.
pub(in crate::work_orders::rollup) async fn is_marked(tx: &mut Tx) -> Result<bool> {
    Ok(sql(MARKED).number(tx).await? > 0)
}

pub(in crate::work_orders::rollup) async fn clear_mark(tx: &mut Tx) -> Result<()> {
    sql(UNMARK).run(tx).await?;
    Ok(())
}
