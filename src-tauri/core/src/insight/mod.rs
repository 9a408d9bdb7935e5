//! Dashboards: figures and charts over the derived sums, each with a drill to the orders behind it.
//!
//! Nothing here reads single orders (but those of a period's edge days where outlet × category is asked), so a
//! dashboard costs the same at ten thousand orders and at ten million. Every figure comes with the filter of the
//! work order list that shows exactly the orders it counts.

mod ageing;
mod bands;
mod brief;
mod drill;
mod figures;
mod flow;
mod hours;
mod labels;
mod limits;
pub mod model;
mod monitor;
mod overview;
mod pareto;
mod print;
mod print_brief;
mod ranking;
mod rules;
mod selection;
mod sheet;
mod store;
mod targets;
mod trend;

pub use brief::brief;
pub use figures::report;

use crate::operation::Registry;

/// Lists this module's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<overview::GetOverview>();
    registry.job::<print::Report>();
    registry.job::<print_brief::BriefPdf>();
    registry.add::<figures::OnTimeTrend>();
    registry.add::<figures::GetDashboard>();
    registry.add::<figures::GetPareto>();
    registry.add::<figures::GetFlow>();
    registry.add::<figures::GetAgeing>();
    registry.add::<figures::GetRanking>();
    registry.add::<figures::GetHours>();
    registry.add::<monitor::GetMonitor>();
    registry.add::<brief::GetBrief>();
    registry.job::<figures::FigureFile>();
    registry.add::<targets::GetTargets>();
    registry.add::<targets::SaveTargets>();
}
