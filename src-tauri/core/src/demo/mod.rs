//! The demo network: a made-up appliance-service company with a year of orders, to look around in and to measure with.
//!
//! Everything is thrown with dice of one seed (`dice.rs`): the network (`network.rs`), when orders come (`demand.rs`), the life
//! of each as a log of events (`life.rs`, `story.rs`). The log is cut at the present and judged by the policies that ship, with the same
//! clocks as any order, so that every figure and every "why" of it is a real one (`generate.rs`). Names are invented, codes
//! and coordinates of cities are real, telephone numbers are of a range that no operator was given. The words stand in
//! `core/data/demo`.
//!
//! Making it is a job (`seed.rs`) that is allowed in an empty workspace only. It writes in short transactions; the figures and
//! the batch that says "it is there" come in the last one, and whatever a cancelled or killed run has written is taken
//! away again, at the latest when the workspace is next opened.

mod accounts;
mod clear;
mod data;
mod demand;
mod dice;
mod generate;
mod life;
pub mod model;
mod network;
mod ops;
mod seed;
mod store;
mod story;

pub(crate) use clear::sweep;

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<ops::Status>();
    registry.add::<accounts::OpenAccounts>();
    registry.job::<seed::Seed>();
    registry.job::<clear::Clear>();
}
