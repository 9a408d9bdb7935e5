//! Business stories over the registry, each run on SQLite and on PostgreSQL.

mod access;
mod admin;
mod damage;
mod demo;
mod dictionaries;
mod documents;
mod grids;
mod import_masters;
mod import_settled;
mod imports;
mod inbox;
mod insight;
mod map_layers;
mod maps;
mod masters;
mod matrix;
mod places;
mod policies;
mod policy_compare;
mod policy_refusals;
mod preferences;
mod prints;
mod presence;
mod search;
mod views;
mod world;
