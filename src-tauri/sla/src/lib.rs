//! Working calendars, clocks and due times of an after-sales network. Pure: no IO, no clock; `now` is an argument,
//! instants are milliseconds since the epoch (UTC), and texts are codes with parameters for the catalogues.
//!
//! - [`calendar`]: when it is open, and the arithmetic of open time.
//! - [`policy`], [`events`]: what must happen in time, and what happened.
//! - [`milestone`]: the verdicts, from an event log, policies, calendars and `now`.
//! - [`explain`]: why a due time is what it is.
//! - [`cn_holidays`], [`presets`]: data that ships.
//! - [`cases`]: files of deadline and elapsed-time cases, for checking this crate against others.

pub mod calendar;
pub mod cases;
pub mod cn_holidays;
pub mod events;
pub mod explain;
pub mod milestone;
pub mod policy;
pub mod presets;
pub mod refusal;
pub mod spans;

pub use refusal::{Code, Params, Refusal};
