//! SQL of settings.

use crate::db::{Tx, sql};
use crate::error::Result;

const ALL: &str = "select key, value from settings";
const SET: &str = "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";

pub(super) async fn all(tx: &mut Tx) -> Result<Vec<(String, String)>> {
    sql(ALL).all(tx).await
}

pub(super) async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    sql(SET)
        .bind(key.to_owned())
        .bind(value.to_owned())
        .run(tx)
        .await?;
    Ok(())
}
