//! Dashboards: figures and charts over the derived sums, each with a drill to the orders behind it.

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(_registry: &mut Registry) {}
