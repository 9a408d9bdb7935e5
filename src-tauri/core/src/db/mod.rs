//! The database: one portable SQL text on SQLite and PostgreSQL through sqlx's `Any` driver (DESIGN §4).
//!
//! `Db` owns the pools. On SQLite there is one writer connection (its transactions begin IMMEDIATE) and a pool of
//! readers; on PostgreSQL one pool serves both, writes run SERIALIZABLE and reads in one REPEATABLE READ snapshot.
//! `Sql` binds values to a text; `Tx` runs it. Only this folder and each module's `store.rs` hold SQL.

mod bulk;
pub(crate) mod connect;
pub mod dialect;
mod fault;
mod ids;
pub mod grid;
pub mod migrate;
mod presence;
mod sql;

pub use bulk::{Column, insert_rows};
pub use connect::{Db, Target, Tx};
pub(crate) use connect::{prepare_sqlite, probe_sqlite};
pub use dialect::{Engine, containing};
pub use fault::error_of;
pub(crate) use fault::is_serialization_failure;
pub use ids::reserve_ids;
pub use migrate::{Migration, SCHEMA_VERSION, migrations};
pub(crate) use presence::Presence;
pub use sql::{Scoped, Sql, Value, sql};
