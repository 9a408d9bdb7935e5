//! What the dashboard asks and is answered.

use crate::db::grid::Filter;
use crate::kernel::{CategoryId, DAY_MS, Ms, OutletId, RegionId, WorkOrderId};
use crate::work_orders::rules::State;
use outpost_charts::Drawing;
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
    /// Empty: no condition.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CategoryId>>")]
    pub category_ids: Vec<CategoryId>,
    /// Kinds of orders (`work_orders/rules.rs`). Empty: no condition.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub kinds: Vec<String>,
    /// Priorities of orders. Empty: no condition.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub priorities: Vec<String>,
    /// What `previous` of each figure speaks of.
    #[serde(default)]
    #[ts(optional, as = "Option<CompareWith>")]
    pub compare: CompareWith,
}

/// Which orders a question about *now* is about. All conditions hold at once; an empty list is none.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct InsightFilter {
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<OutletId>>")]
    pub outlet_ids: Vec<OutletId>,
    /// With all regions below them.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<RegionId>>")]
    pub region_ids: Vec<RegionId>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<CategoryId>>")]
    pub category_ids: Vec<CategoryId>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub kinds: Vec<String>,
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub priorities: Vec<String>,
}

impl InsightFilter {
    /// As a question about the day that holds `now`.
    #[must_use]
    pub fn at(self, now: Ms) -> InsightPeriod {
        InsightPeriod {
            from: now,
            to: now.plus(2 * DAY_MS),
            outlet_ids: self.outlet_ids,
            region_ids: self.region_ids,
            category_ids: self.category_ids,
            kinds: self.kinds,
            priorities: self.priorities,
            compare: CompareWith::None,
        }
    }
}

/// What a period is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CompareWith {
    /// The month, quarter or year before, or as many days just before.
    #[default]
    Previous,
    /// The same days a year before.
    Year,
    None,
}

/// The figures of the first row. Texts stand under `insight:kpi.<key>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum KpiKey {
    ResponseOnTime,
    ResolutionOnTime,
    /// Of the orders opened in the period, without cancelled ones: the share that is solved by now (seed 000, T4).
    ResolutionRate,
    FirstVisitFix,
    ResponseMean,
    HandlingMean,
    HandlingMedian,
    HandlingP90,
    Open,
    Overdue,
    /// The median age of what is open now, in whole business days.
    BacklogAge,
    Satisfaction,
    /// Of the complaints opened in the period: the share answered within the limit (24 h, a setting; T6).
    #[serde(rename = "complaints_in_24h")]
    ComplaintsIn24h,
    Opened,
    Completed,
    Cost,
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
    /// Minor units of the workspace's currency.
    Money,
    /// Hundredths of a point of 100: 9234 is 92.34.
    Score,
}

/// Which way a figure should move; for most targets also whether they are a floor or a ceiling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Better {
    Higher,
    Lower,
    /// Neither is good or bad in itself: how many orders came in.
    Neutral,
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
    /// Nobody noted whether the first visit was enough.
    NoVisits,
    /// No customer was asked, or none gave a score.
    NoScores,
    /// No complaint was opened in the period.
    NoComplaints,
    /// No order carries a cost.
    NoCost,
    /// Nothing is open, so nothing has an age.
    NothingOpen,
    /// Figures are kept by outlet; a person who sees only own orders has none.
    OwnScope,
}

/// Some of the orders behind a figure: how many, and the filter that lists them.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct KpiPart {
    /// `met`, `breached`, `no_target`, `solved`, `unsolved`, `fixed`, `not_fixed`, `answered`, `late`, `waiting`: texts
    /// under `insight:part.<key>`.
    pub key: String,
    pub count: i64,
    pub drill: Filter,
}

/// One figure.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct Kpi {
    pub key: KpiKey,
    pub unit: Unit,
    pub better: Better,
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
    /// The same figure in the period it is compared with; none for what is counted now.
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
    /// The figure in each band of `Overview::bands`, in its unit; a band without a value is a gap. Empty for what has no
    /// past (how many were overdue on a day that is over is not kept).
    #[ts(type = "(number | null)[]")]
    pub spark: Vec<Option<i64>>,
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
    /// The period that `previous` speaks of; absent where nothing was to be compared with.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub previous_from: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub previous_to: Option<Ms>,
    /// The months in which any order of this selection was opened, whatever the period; none where there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub first: Option<Ms>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last: Option<Ms>,
    /// How wide the bands of the sparklines are, and where each begins.
    pub grain: Grain,
    pub bands: Vec<Ms>,
    /// Whole hours within which a complaint is to be answered: the figure's name depends on it.
    pub complaint_hours: i64,
    /// How the figures were found: from the sums, or in part counted from the orders (combinations of filters that no
    /// sum is kept for).
    pub counted: bool,
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
    /// The cause that was found; orders without one are told beside the bars.
    Cause,
}

/// What outlets are ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RankBy {
    /// The share resolved on time, pulled towards that of all outlets where few orders stand behind it.
    #[default]
    OnTime,
    /// Open and past their due now.
    Overdue,
    /// Mean handling time.
    Handling,
    Satisfaction,
}

/// Which chart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FigureName {
    OnTimeTrend,
    Flow,
    BacklogAgeing,
    OutletRanking,
    Pareto,
    WeekdayHour,
}

/// A chart and how it is asked for; what a chart has no use for is ignored.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct FigureAsk {
    pub which: FigureName,
    #[serde(default)]
    #[ts(optional, as = "Option<Grain>")]
    pub grain: Grain,
    #[serde(default)]
    #[ts(optional, as = "Option<Measure>")]
    pub measure: Measure,
    #[serde(default)]
    #[ts(optional, as = "Option<ParetoBy>")]
    pub by: ParetoBy,
    #[serde(default)]
    #[ts(optional, as = "Option<RankBy>")]
    pub rank: RankBy,
    /// Keys of series that the person has put aside.
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<String>>")]
    pub hidden: Vec<String>,
    /// CSS pixels.
    pub width: u32,
    pub height: u32,
}

/// The page in one answer: the figures and the charts, out of one snapshot.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Dashboard {
    pub overview: Overview,
    /// In the order asked for.
    pub figures: Vec<Drawing>,
}

/// How urgent an order is at this moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum UrgencyKey {
    /// Its next clock ran out more than a day ago.
    LongOverdue,
    Overdue,
    /// Within the first, second and third edge (1 h, 4 h, 24 h; settings).
    Soon,
    Today,
    Day,
    Later,
    /// No clock runs on it.
    NoClock,
}

/// Open orders of one urgency.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct MonitorBucket {
    pub key: UrgencyKey,
    /// Time left, in milliseconds: from, and below; absent where it is open on that side.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub from: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional, as = "Option<f64>")]
    pub to: Option<i64>,
    pub count: i64,
    pub drill: Filter,
}

/// Which clock of an order runs out next.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NextClock {
    Response,
    Resolution,
}

/// An open order with its next clock.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct MonitorRow {
    pub id: WorkOrderId,
    pub number: String,
    pub state: State,
    pub kind: String,
    pub priority: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outlet: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub engineer: Option<String>,
    pub opened_at: Ms,
    pub clock: NextClock,
    pub due_at: Ms,
    pub urgency: UrgencyKey,
}

/// Open orders by time left.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Monitor {
    pub as_of: Ms,
    pub open: i64,
    pub buckets: Vec<MonitorBucket>,
    /// The most urgent ones with a clock, most urgent first.
    pub rows: Vec<MonitorRow>,
}

/// What a line of the brief's first part counts. Texts under `insight:brief.<key>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BriefKey {
    Opened,
    Completed,
    Breached,
    Complaints,
}

/// How a number lies to what is usual.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Versus {
    Above,
    Usual,
    Below,
    /// Too few days of the past to say.
    Unknown,
}

/// Yesterday against the same weekday of the weeks before.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BriefChange {
    pub key: BriefKey,
    pub value: i64,
    /// Mean of the same weekdays, in hundredths; absent without any.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub usual: Option<i64>,
    /// What lies between is noise.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub low: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub high: Option<i64>,
    pub versus: Versus,
    pub drill: Filter,
}

/// What an outlet has to finish today.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BriefDue {
    /// Absent: orders that no outlet has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outlet_id: Option<OutletId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outlet: Option<String>,
    /// Due today, those already late among them, and late ones of days before.
    pub due_today: i64,
    pub late_today: i64,
    pub overdue: i64,
    pub drill: Filter,
}

/// What kind of risk. Texts under `insight:risk.<key>`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RiskKey {
    /// More came in than was finished, beyond chance: `value` more in the last two weeks, `before` in the two before.
    BacklogGrowing,
    /// The share on time fell beyond chance: basis points, the last four weeks against the four before.
    OnTimeFalling,
    /// Overdue now: `value` orders, the oldest for `before` milliseconds.
    OverdueLong,
}

/// A risk and where it is.
#[derive(Debug, Clone, PartialEq, Serialize, TS)]
pub struct BriefRisk {
    pub key: RiskKey,
    /// `outlet`, `category`, or `all`.
    pub of: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
    pub value: i64,
    pub before: i64,
    /// Orders that the judgement rests on.
    pub orders: i64,
    pub drill: Filter,
}

/// What a manager should know in the morning.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Brief {
    pub as_of: Ms,
    /// The begin of today and of yesterday, in the workspace's zone.
    pub today: Ms,
    pub yesterday: Ms,
    /// How many weeks back "usual" looks, and how many of them had any order.
    pub weeks: i64,
    pub weeks_with_data: i64,
    pub open: i64,
    pub overdue: i64,
    pub changes: Vec<BriefChange>,
    /// The outlets with most to do first.
    pub due: Vec<BriefDue>,
    /// Outlets that `due` leaves out.
    pub more_due: i64,
    /// The gravest first.
    pub risks: Vec<BriefRisk>,
    /// The oldest open orders with a clock.
    pub oldest: Vec<MonitorRow>,
}
