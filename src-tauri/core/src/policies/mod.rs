//! Calendars and SLA policies as versioned data, and what they make of an order's clocks.
//!
//! A **calendar** says when it is open; a **policy** says what must happen in time, for which orders, counted on which
//! calendars (by their codes). Each save adds a revision. A policy's revision holds for orders opened from its
//! effective date on; a calendar is always read in its newest revision, with the public holidays known now: those
//! that ship and those imported. Compiled calendars are kept by their content, so that no drawer compiles one.

mod apply;
mod calendars;
mod compiled;
mod diff;
mod holidays;
pub mod model;
mod policy_ops;
mod presets;
pub mod rules;
mod store;
mod try_out;

pub use apply::{Applying, Asked, Chosen, applying, latest, of_revision};
pub use presets::install_shipped;

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<calendars::ListCalendars>();
    registry.add::<calendars::GetCalendar>();
    registry.add::<calendars::SaveCalendar>();
    registry.add::<calendars::PreviewCalendar>();
    registry.add::<holidays::HolidayYears>();
    registry.add::<holidays::ImportHolidays>();
    registry.add::<policy_ops::ListPolicies>();
    registry.add::<policy_ops::GetPolicy>();
    registry.add::<policy_ops::SavePolicy>();
    registry.add::<presets::ListPresets>();
    registry.add::<presets::InstallPresets>();
    registry.add::<try_out::TryPolicy>();
}
