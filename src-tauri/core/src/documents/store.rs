//! SQL of number series.

use crate::db::{Tx, sql};
use crate::error::Result;

const RESERVE: &str = "insert into number_series (series, next) values ($1, $2)
    on conflict (series) do update set next = number_series.next + $3 returning next";

/// Reserves `count` numbers; answers the first.
pub(super) async fn reserve(tx: &mut Tx, series: &str, count: i64) -> Result<i64> {
    let next = sql(RESERVE)
        .bind(series.to_owned())
        .bind(count + 1)
        .bind(count)
        .number(tx)
        .await?;
    Ok(next - count)
}
