//! The log of an order: everything that happened to it and that a clock may ask for. Append-only; what occurred and
//! when it was written down are two times. An order under a policy of the workspace is judged from this log alone:
//! its columns (first response, completion, due times, verdicts) are a projection, kept for lists and figures.

mod rules;
mod standing;
mod store;

pub use rules::{Entry, Happening, first_priority};
pub use standing::{RESPOND, SOLVE, Standing, Verdict, verdict};
pub use store::{append, append_many, list};
