//! Calendars and SLA policies as versioned data, and what they make of an order's clocks.

mod apply;

pub use apply::{Applying, Asked, applying};

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(_registry: &mut Registry) {}
