//! What the dashboard asks and is answered.

use crate::db::grid::Filter;
use crate::kernel::{Ms, OutletId, RegionId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which orders a figure is about. All conditions hold at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InsightPeriod {
    /// The first business day is the one that holds this instant (workspace zone).
    pub from: Ms,
    /// The business day that holds this instant, and all after it, are out.
    pub to: Ms,
    /// Empty: all that the person may see.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<OutletId>>")]
    pub outlet_ids: Vec<OutletId>,
    /// With all regions below them. Empty: no condition.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<RegionId>>")]
    pub region_ids: Vec<RegionId>,
}

/// The figures of the first row. Texts stand under `insight:kpi.<key>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KpiKey {
    ResponseOnTime,
    ResolutionOnTime,
    Open,
    Overdue,
    HandlingMean,
    HandlingP90,
    Opened,
    Completed,
}

/// What a figure counts in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Basis points: 9730 is 97.3 %.
    Percent,
    Count,
    /// Milliseconds.
    Duration,
}

/// How a figure stands against its target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    Met,
    Missed,
}

/// Why a figure has no value. Texts stand under `insight:missing.<code>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// Nothing of that kind happened in the period.
    NoOrders,
    /// Orders there are, but none had a target to be judged by.
    NoTarget,
    /// Orders ended, but with no time between opening and end.
    NoHandlingTime,
    /// Figures are kept by outlet; a person who sees only own orders has none.
    OwnScope,
}

/// Some of the orders behind a figure: how many, and the filter that lists them.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct KpiPart {
    /// `met`, `breached`, `no_target`: texts under `insight:part.<key>`.
    pub key: String,
    pub count: i64,
    pub drill: Filter,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Kpi {
    pub key: KpiKey,
    pub unit: Unit,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub value: Option<i64>,
    /// For shares: orders that met their target.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub numerator: Option<i64>,
    /// Orders that the value speaks of; `drill` lists exactly these.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub denominator: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target: Option<i64>,
    /// Judged on the exact counts, not on the rounded value.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub standing: Option<Standing>,
    /// The same figure in the period before; none for what is counted now.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub previous: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub missing: Option<Missing>,
    /// How far the value can be off, in basis points of it (percentiles come from a histogram).
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub error_bound: Option<i64>,
    pub parts: Vec<KpiPart>,
    pub drill: Filter,
}

/// The first row of the dashboard.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Overview {
    /// When what depends on now was counted.
    pub as_of: Ms,
    /// The business days asked for, as instants: the first one's begin, and the begin of the first one after.
    pub from: Ms,
    pub to: Ms,
    /// The period that `previous` speaks of.
    pub previous_from: Ms,
    pub previous_to: Ms,
    /// The months in which any order of this selection was opened, whatever the period; none where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub first: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last: Option<Ms>,
    pub kpis: Vec<Kpi>,
}

/// How wide a point of a trend is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Grain {
    /// Days up to a month, weeks up to half a year, months beyond.
    #[default]
    Auto,
    Day,
    Week,
    Month,
}

/// What the bars of a Pareto count.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Measure {
    /// Orders opened in the period.
    #[default]
    Opened,
    /// Orders that ended in the period after their due.
    Breached,
}

/// What the bars of a Pareto are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ParetoBy {
    #[default]
    Category,
}
