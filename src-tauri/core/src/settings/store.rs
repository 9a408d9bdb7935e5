//! SQL of settings.

use crate::db::{Tx, sql};
use crate::error::Result;
use crate::kernel::{Ms, UserId};

const ALL: &str = "select key, value from settings";
const SET: &str = "insert into settings (key, value) values ($1, $2) on conflict (key) do update set value = excluded.value";
const PREFERENCES: &str = "select key, value from user_preferences where user_id = $1 order by key";
const COUNT_PREFERENCES: &str = "select count(*) from user_preferences where user_id = $1";
const SAVE_PREFERENCE: &str = "insert into user_preferences (user_id, key, value, at) values ($1, $2, $3, $4)
    on conflict (user_id, key) do update set value = excluded.value, at = excluded.at";
const FORGET_PREFERENCE: &str = "delete from user_preferences where user_id = $1 and key = $2";

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

pub(super) async fn preferences(tx: &mut Tx, user: UserId) -> Result<Vec<(String, String)>> {
    sql(PREFERENCES).bind(user).all(tx).await
}

pub(super) async fn count_preferences(tx: &mut Tx, user: UserId) -> Result<i64> {
    sql(COUNT_PREFERENCES).bind(user).number(tx).await
}

pub(super) async fn save_preference(
    tx: &mut Tx,
    user: UserId,
    key: &str,
    value: &str,
    now: Ms,
) -> Result<()> {
    let query = sql(SAVE_PREFERENCE).bind(user).bind(key.to_owned());
    query.bind(value.to_owned()).bind(now).run(tx).await?;
    Ok(())
}

pub(super) async fn forget_preference(tx: &mut Tx, user: UserId, key: &str) -> Result<()> {
    sql(FORGET_PREFERENCE)
        .bind(user)
        .bind(key.to_owned())
        .run(tx)
        .await?;
    Ok(())
}
