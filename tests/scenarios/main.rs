//! Business stories over the registry, each run on SQLite and on PostgreSQL.

mod access;
mod imports;
mod insight;
mod policies;
mod world;
