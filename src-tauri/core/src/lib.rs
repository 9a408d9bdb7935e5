//! The business of Outpost: operations, rules and SQL. Knows no shell.
//!
//! [`registry`] is the table of contents of the product. The frame (kernel, db, error, operation, app, jobs, files,
//! grids, history, inbox, places, prints, settings, texts) serves all modules; the modules stand in one order and import
//! only modules before them.

pub mod app;
pub mod contract;
pub mod db;
pub mod error;
pub mod files;
pub mod grids;
pub mod history;
pub mod inbox;
pub mod jobs;
pub mod kernel;
pub mod operation;
pub mod places;
pub mod prints;
pub mod search;
pub mod settings;
pub mod texts;

// order: a module imports only the frame and modules before it (kept by tests/tidy).
pub mod access;
pub mod documents;
pub mod imports;
pub mod maps;
pub mod policies;
pub mod dictionaries;
pub mod outlets;
pub mod customers;
pub mod work_orders;
pub mod insight;
pub mod demo;
pub mod admin;

pub use access::Caller;
pub use app::{App, Notice, OpenConfig, Place};
pub use error::{ApiError, Code, Error, Kind, Result};
pub use operation::Registry;

/// Every operation there is.
#[must_use]
pub fn registry() -> Registry {
    let mut registry = Registry::default();
    jobs::register(&mut registry);
    settings::register(&mut registry);
    inbox::register(&mut registry);
    places::register(&mut registry);
    grids::register_views(&mut registry);
    search::register(&mut registry);
    access::register(&mut registry);
    documents::register_common(&mut registry);
    imports::register(&mut registry);
    maps::register(&mut registry);
    policies::register(&mut registry);
    dictionaries::register(&mut registry);
    outlets::register(&mut registry);
    customers::register(&mut registry);
    work_orders::register(&mut registry);
    insight::register(&mut registry);
    demo::register(&mut registry);
    admin::register(&mut registry);
    registry
}
