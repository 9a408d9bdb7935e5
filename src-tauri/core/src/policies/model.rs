//! Wire types of calendars and policies.

use crate::kernel::{CalendarId, Ms, PolicyId};
use outpost_sla::calendar::CalendarSpec;
use outpost_sla::policy::PolicySpec;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a calendar's announced days (holidays, make-up workdays) come from.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CalendarFollows")]
pub enum Follows {
    /// From its own specification.
    #[default]
    None,
    /// China's public holidays: those that ship and those imported, as they are known now.
    Cn,
}

impl Follows {
    /// As it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Cn => "cn",
        }
    }
    /// From what is stored.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        if word == "cn" { Self::Cn } else { Self::None }
    }
}

/// A calendar in its newest revision.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendarView {
    pub id: CalendarId,
    #[ts(as = "f64")]
    pub version: i64,
    #[ts(as = "f64")]
    pub revision: i64,
    /// Stable; policies name calendars by it.
    pub code: String,
    pub name: String,
    pub follows: Follows,
    /// Without the public holidays it follows.
    pub spec: CalendarSpec,
    pub saved_at: Ms,
    pub saved_by: String,
}

/// All calendars.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Calendars {
    pub calendars: Vec<CalendarView>,
}

/// What a day of a calendar is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CalendarDayKind")]
pub enum DayKind {
    Working,
    Off,
    Holiday,
    MakeUp,
    Override,
}

/// One day of a preview.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "CalendarDay")]
pub struct DayView {
    /// `YYYY-MM-DD`.
    pub date: String,
    pub kind: DayKind,
    /// Opening windows as `HH:MM`, breaks cut out; one that ends before it begins runs past midnight.
    pub windows: Vec<(String, String)>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<String>,
}

/// A year as a calendar would have it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct CalendarPreview {
    pub days: Vec<DayView>,
    pub working_days: u32,
    /// Open milliseconds of the year.
    #[ts(as = "f64")]
    pub open_ms: i64,
    /// The year's public holidays are not announced yet.
    pub provisional: bool,
}

/// A year of public holidays.
#[derive(Debug, Clone, Serialize, TS, PartialEq, Eq)]
pub struct HolidayYear {
    pub year: i32,
    /// Days off and make-up workdays.
    #[ts(as = "f64")]
    pub days: i64,
    pub source: HolidaySource,
}

/// Where a year's holidays come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HolidaySource {
    Shipped,
    Imported,
}

/// Years of public holidays.
#[derive(Debug, Clone, Serialize, TS)]
#[ts(rename = "HolidayYearList")]
pub struct Years {
    pub years: Vec<HolidayYear>,
}

/// Which orders a policy is for. An empty list is any.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(rename = "PolicyApplies")]
pub struct Applies {
    pub kinds: Vec<String>,
    pub priorities: Vec<String>,
    /// Names of categories.
    pub categories: Vec<String>,
}

/// One revision of a policy, without its content.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PolicyRevision {
    #[ts(as = "f64")]
    pub revision: i64,
    /// It holds for orders opened from here on.
    pub effective_from: Ms,
    pub saved_at: Ms,
    pub saved_by: String,
}

/// A policy in its newest revision.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PolicyView {
    pub id: PolicyId,
    #[ts(as = "f64")]
    pub version: i64,
    #[ts(as = "f64")]
    pub revision: i64,
    pub code: String,
    pub name: String,
    /// Decides between policies that fit an order equally well: the lower one wins.
    #[ts(as = "f64")]
    pub rank: i64,
    /// Whether it is applied to orders at all.
    pub active: bool,
    pub effective_from: Ms,
    pub applies: Applies,
    pub spec: PolicySpec,
    /// All revisions, the newest first.
    pub revisions: Vec<PolicyRevision>,
}

/// All policies.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Policies {
    pub policies: Vec<PolicyView>,
}
