//! Who works on a server's database. PostgreSQL lets go of a session's locks when its process dies, however it dies, so
//! a lock tells the living from the dead: each program holds a shared one as long as it is there, and whoever gets it
//! alone first knows that everything unfinished was left by the dead.

use super::connect::{connection, unreachable};
use crate::error::Result;
use sqlx::{AnyConnection, Connection};
use std::sync::Mutex;

/// Any number that other programs on the same database are unlikely to lock.
const KEY: i64 = 0x4f75_7470_6f73_7431;
const TRY_ALONE: &str = "select cast(case when pg_try_advisory_lock($1) then 1 else 0 end as bigint)";
const SHARE: &str = "select count(*) from (select pg_advisory_lock_shared($1)) held";
const LEAVE_ALONE: &str = "select cast(case when pg_advisory_unlock($1) then 1 else 0 end as bigint)";

/// Our place among the programs on a database; it ends with this value or with the process.
#[derive(Debug)]
pub(crate) struct Presence {
    alone: bool,
    // Only ever used through `&mut`; the lock makes it fit to be shared.
    conn: Mutex<AnyConnection>,
}

impl Presence {
    /// Takes a place. While one that is alone recovers, later ones wait here.
    ///
    /// # Errors
    /// `database_unreachable`.
    pub(crate) async fn take(url: &str) -> Result<Self> {
        let mut conn = connection(url).await?;
        let alone: i64 = sqlx::query_scalar(TRY_ALONE)
            .bind(KEY)
            .fetch_one(&mut conn)
            .await
            .map_err(unreachable)?;
        let _held: i64 = sqlx::query_scalar(SHARE)
            .bind(KEY)
            .fetch_one(&mut conn)
            .await
            .map_err(unreachable)?;
        Ok(Self {
            alone: alone == 1,
            conn: Mutex::new(conn),
        })
    }
    /// Whether nobody else was there.
    pub(crate) fn is_alone(&self) -> bool {
        self.alone
    }
    /// Recovery is over: others may come.
    ///
    /// # Errors
    /// `database_unreachable`.
    pub(crate) async fn share(self) -> Result<Self> {
        let Self { alone, conn } = self;
        let mut conn = conn
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if alone {
            let _left: i64 = sqlx::query_scalar(LEAVE_ALONE)
                .bind(KEY)
                .fetch_one(&mut conn)
                .await
                .map_err(unreachable)?;
        }
        Ok(Self {
            alone,
            conn: Mutex::new(conn),
        })
    }
    /// Leaves.
    pub(crate) async fn leave(self) {
        let conn = self
            .conn
            .into_inner()
            .unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Err(error) = conn.close().await {
            tracing::debug!(%error, "a place on the database was left without a farewell");
        }
    }
}
