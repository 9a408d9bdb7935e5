//! Policies: which milestones an order has, against which calendar and target each is judged, and what pauses,
//! changes and reopening mean. Data, versioned by whoever stores it.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{Calendar, DayEnd};
use crate::refusal::{Code, Refusal};

/// A business event that can start or stop a milestone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaStep")]
pub enum Step {
    /// The order was taken in.
    Opened,
    /// The customer's information was confirmed.
    Confirmed,
    /// An engineer was assigned.
    Dispatched,
    /// The customer got the first answer.
    Responded,
    /// A visit was agreed.
    Appointed,
    /// The engineer was on site.
    Arrived,
    /// The fault was solved.
    Completed,
    /// The order was closed.
    Closed,
    /// The customer was called back.
    FollowedUp,
    /// The customer complained.
    ComplaintRaised,
    /// The complaint was answered.
    ComplaintAnswered,
    /// Goods sent back arrived at the workshop.
    GoodsReceived,
    /// Goods sent back were repaired.
    GoodsRepaired,
}

/// How a due time of working days falls within its last day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaEndOfDay")]
pub enum EndOfDay {
    /// The end of the last window of the day.
    #[default]
    EndOfLastWindow,
    /// Midnight.
    Midnight,
    /// The time of day at which the clock started.
    SameTime,
}

impl From<EndOfDay> for DayEnd {
    fn from(end: EndOfDay) -> DayEnd {
        match end {
            EndOfDay::EndOfLastWindow => DayEnd::LastWindow,
            EndOfDay::Midnight => DayEnd::Midnight,
            EndOfDay::SameTime => DayEnd::SameTime,
        }
    }
}

/// How long a milestone may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "unit", rename_all = "snake_case")]
#[ts(rename = "SlaTarget")]
pub enum Target {
    /// Minutes of open time.
    Minutes {
        /// At least 1.
        minutes: i64,
    },
    /// Working days; the day of receipt is day 0.
    WorkingDays {
        /// At least 1.
        days: i64,
        /// Where in the last day the due time falls.
        #[serde(default)]
        end_of_day: EndOfDay,
    },
}

impl Target {
    fn is_positive(self) -> bool {
        match self {
            Target::Minutes { minutes } => minutes > 0,
            Target::WorkingDays { days, .. } => days > 0,
        }
    }
}

/// What a pause does to a due time.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaPauseRule")]
pub enum PauseRule {
    /// Only open time inside the pause is given back; the due time stays within open hours.
    #[default]
    WorkingTime,
    /// The due time moves by the pause's length on the wall clock, open or not.
    WallClockShift,
}

/// What a change of priority or policy does to a running clock.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaChangeMode")]
pub enum ChangeMode {
    /// The new target holds from the start.
    #[default]
    Retroactive,
    /// What share of the old target was left is left of the new one.
    RemainingProportion,
    /// As retroactive, but only where the new due time is earlier.
    OnlyIfEarlier,
}

/// What reopening an order does to a milestone that had been stopped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaReopenMode")]
pub enum ReopenMode {
    /// Nothing: the result stands.
    #[default]
    Keep,
    /// Result 2 continues the first clock; the time the order was closed does not count.
    Continue,
    /// Result 2 starts a new clock.
    NewResult,
}

/// How bad a breach is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "SlaSeverity")]
pub enum Severity {
    /// Noted.
    Minor,
    /// Counts in assessments.
    #[default]
    Major,
    /// Escalates at once.
    Critical,
}

/// Who makes an order wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PauseOwner {
    /// The customer.
    Customer,
    /// The manufacturer or headquarters.
    Manufacturer,
    /// The carrier.
    Logistics,
    /// The outlet itself.
    Outlet,
    /// Nobody: weather, lockdown, unrest.
    Nobody,
}

/// A reason for which clocks may stand still.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PauseReason {
    /// Stable code; the catalogues carry its text.
    pub code: String,
    /// Who makes the order wait.
    pub owner: PauseOwner,
    /// The pause counts at most this long, minutes of wall time; absent: no limit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub max_minutes: Option<i64>,
    /// Whether a pause for this reason needs an attachment.
    #[serde(default)]
    pub needs_evidence: bool,
    /// Steps that end such a pause by themselves.
    #[serde(default)]
    pub resumes_on: Vec<Step>,
}

/// One thing that must happen in time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MilestoneSpec {
    /// Stable code, unique in the policy.
    pub key: String,
    /// The clock starts at the first of these.
    pub starts_on: Vec<Step>,
    /// It stops at the first of these after that.
    pub stops_on: Vec<Step>,
    /// How long it may take.
    pub target: Target,
    /// Other targets by priority code.
    #[serde(default)]
    pub priority_targets: BTreeMap<String, Target>,
    /// Code of the calendar it is counted on.
    pub calendar: String,
    /// Pause reasons that stop this clock; none: it is not pausable.
    #[serde(default)]
    pub pause_reasons: Vec<String>,
    /// What a pause does to the due time.
    #[serde(default)]
    pub pause_rule: PauseRule,
    /// Warning and escalation points in percent of the target.
    #[serde(default)]
    pub thresholds: Vec<u32>,
    /// How bad a breach is.
    #[serde(default)]
    pub severity: Severity,
    /// What a change of priority or policy does.
    #[serde(default)]
    pub on_change: ChangeMode,
    /// What reopening does.
    #[serde(default)]
    pub on_reopen: ReopenMode,
    /// Whether the customer's moving of an appointment moves the due time.
    #[serde(default)]
    pub moves_with_appointment: bool,
}

impl MilestoneSpec {
    /// The target at a priority.
    pub fn target_at(&self, priority: &str) -> Target {
        self.priority_targets
            .get(priority)
            .copied()
            .unwrap_or(self.target)
    }
}

/// Thresholds beyond ten times the target warn nobody.
const MOST_PERCENT: u32 = 1000;

/// A policy: the milestones of an order and the reasons for pausing them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct PolicySpec {
    /// Stable code.
    pub code: String,
    /// What must happen in time.
    pub milestones: Vec<MilestoneSpec>,
    /// Reasons for pausing.
    #[serde(default)]
    pub pause_reasons: Vec<PauseReason>,
}

impl PolicySpec {
    /// Checks the policy in itself.
    ///
    /// # Errors
    /// `bad_policy` for no or doubled milestones, no start or stop, or a threshold outside 1 to 1,000 %;
    /// `target_not_positive`; `unknown_pause_reason`.
    pub fn check(&self) -> Result<(), Refusal> {
        let bad = |milestone: &str| {
            Refusal::new(Code::BadPolicy)
                .with("policy", self.code.as_str())
                .with("milestone", milestone)
        };
        if self.milestones.is_empty() {
            return Err(bad(""));
        }
        let mut keys = BTreeSet::new();
        let reasons: BTreeSet<&str> = self.pause_reasons.iter().map(|r| r.code.as_str()).collect();
        for milestone in &self.milestones {
            let key = milestone.key.as_str();
            let doubled = !keys.insert(key) || key.is_empty();
            let endless = milestone.starts_on.is_empty() || milestone.stops_on.is_empty();
            if doubled
                || endless
                || milestone
                    .thresholds
                    .iter()
                    .any(|percent| !(1..=MOST_PERCENT).contains(percent))
            {
                return Err(bad(key));
            }
            let targets = std::iter::once(&milestone.target).chain(milestone.priority_targets.values());
            if !targets.into_iter().all(|target| target.is_positive()) {
                return Err(Refusal::new(Code::TargetNotPositive).with("milestone", key));
            }
            if let Some(reason) = milestone
                .pause_reasons
                .iter()
                .find(|r| !reasons.contains(r.as_str()))
            {
                return Err(Refusal::new(Code::UnknownPauseReason).with("reason", reason.as_str()));
            }
        }
        Ok(())
    }

    /// The milestone of a key.
    pub fn milestone(&self, key: &str) -> Option<&MilestoneSpec> {
        self.milestones.iter().find(|milestone| milestone.key == key)
    }
}

/// The policies and compiled calendars that an evaluation may need, by code. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub struct Book {
    policies: BTreeMap<String, Arc<PolicySpec>>,
    calendars: BTreeMap<String, Arc<Calendar>>,
}

impl Book {
    /// An empty book.
    pub fn new() -> Self {
        Book::default()
    }

    /// Adds a compiled calendar under a code.
    pub fn add_calendar(&mut self, code: &str, calendar: Arc<Calendar>) {
        self.calendars.insert(code.to_owned(), calendar);
    }

    /// Adds a policy version under the reference by which logs name it, after checking it; its calendars must be in
    /// the book.
    ///
    /// # Errors
    /// Those of [`PolicySpec::check`], and `unknown_calendar`.
    pub fn add_policy(&mut self, reference: &str, policy: Arc<PolicySpec>) -> Result<(), Refusal> {
        policy.check()?;
        for milestone in &policy.milestones {
            self.calendar(&milestone.calendar)?;
        }
        self.policies.insert(reference.to_owned(), policy);
        Ok(())
    }

    /// The calendar of a code.
    ///
    /// # Errors
    /// `unknown_calendar`.
    pub fn calendar(&self, code: &str) -> Result<&Calendar, Refusal> {
        match self.calendars.get(code) {
            Some(calendar) => Ok(calendar),
            None => Err(Refusal::new(Code::UnknownCalendar).with("calendar", code)),
        }
    }

    /// The policy of a reference.
    ///
    /// # Errors
    /// `unknown_policy`.
    pub fn policy(&self, reference: &str) -> Result<&PolicySpec, Refusal> {
        match self.policies.get(reference) {
            Some(policy) => Ok(policy),
            None => Err(Refusal::new(Code::UnknownPolicy).with("policy", reference)),
        }
    }
}
