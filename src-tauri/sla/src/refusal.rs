//! What this crate refuses, as closed codes with parameters; the sentences stand in the catalogues.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

/// Named values that a catalogue sentence is filled with.
pub type Params = BTreeMap<String, Value>;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $text:literal,)*) => {
        /// Every reason for which this crate refuses an input. Closed: the catalogues carry a text for each.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[ts(rename = "SlaRefusalCode")]
        pub enum Code {
            $($(#[$doc])* #[serde(rename = $text)] $name,)*
        }

        impl Code {
            /// All codes, for the test that both catalogues carry them.
            pub const ALL: &'static [Code] = &[$(Code::$name,)*];

            /// The code as it stands on the wire and in the catalogues.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$name => $text,)* }
            }
        }
    };
}

codes! {
    /// The zone is not in the IANA database. Params: `tz`.
    BadZone = "bad_zone",
    /// A time of day is not `HH:MM[:SS]` between 00:00 and 24:00. Params: `value`.
    BadTimeOfDay = "bad_time_of_day",
    /// A date is not `YYYY-MM-DD`. Params: `value`.
    BadDate = "bad_date",
    /// A recurring day is not `MM-DD`. Params: `value`.
    BadMonthDay = "bad_month_day",
    /// A moment is not in the notation that was announced. Params: `field`, `value`.
    BadMoment = "bad_moment",
    /// A window begins and ends at the same time. Params: `day`.
    WindowEmpty = "window_empty",
    /// Two windows of one day overlap. Params: `day`.
    WindowsOverlap = "windows_overlap",
    /// More windows on one day than a day can sensibly have. Params: `day`, `limit`.
    TooManyWindows = "too_many_windows",
    /// No working time at all. No params.
    CalendarEmpty = "calendar_empty",
    /// No working time within 400 days. Params: `from` (date) or `from_ms`.
    NoWorkingTime = "no_working_time",
    /// The first confirmed year comes after the last one. Params: `from`, `through`.
    ConfirmedYearsReversed = "confirmed_years_reversed",
    /// A moment or a result lies outside the years the tables cover (1890 to 2201). Params: `at_ms`.
    BeyondHorizon = "beyond_horizon",
    /// A target is larger than any calendar can answer. Params: `target`.
    TargetTooLarge = "target_too_large",
    /// A target is not positive. Params: `milestone`.
    TargetNotPositive = "target_not_positive",
    /// A target of working days counted backwards or of minutes counted backwards cannot be combined with pauses.
    NegativeTargetWithPauses = "negative_target_with_pauses",
    /// The calendar named by a policy is not known. Params: `calendar`.
    UnknownCalendar = "unknown_calendar",
    /// The policy named by a log is not known. Params: `policy`.
    UnknownPolicy = "unknown_policy",
    /// A policy has no milestones, or two with one key. Params: `policy`, `milestone`.
    BadPolicy = "bad_policy",
    /// A pause reason is not declared by the policy. Params: `reason`.
    UnknownPauseReason = "unknown_pause_reason",
    /// A pause starts before the order was opened. Params: `at_ms`, `opened_at_ms`.
    PauseBeforeStart = "pause_before_start",
    /// A pause starts later than it was recorded. Params: `at_ms`, `recorded_at_ms`.
    PauseInFuture = "pause_in_future",
    /// A pause ends before it starts. Params: `from_ms`, `to_ms`.
    PauseReversed = "pause_reversed",
    /// A customer's new appointment is earlier than the old one. Params: `from_ms`, `to_ms`.
    RescheduleReversed = "reschedule_reversed",
    /// A holiday file cannot be read. Params: `line` or `detail`.
    HolidaysUnreadable = "holidays_unreadable",
    /// A holiday file names a year without days (an announcement still to come). Params: `year`.
    HolidaysEmptyYear = "holidays_empty_year",
    /// A date stands twice with different meanings. Params: `date`.
    HolidaysConflict = "holidays_conflict",
    /// A date lies outside the year the file announces. Params: `date`, `year`.
    HolidaysWrongYear = "holidays_wrong_year",
    /// A make-up workday falls on Monday to Friday, which needs none. Params: `date`.
    MakeUpOnWeekday = "make_up_on_weekday",
    /// The file of cases is not JSON, or not a list of cases. Params: `detail`, `line`, `column`.
    CasesUnreadable = "cases_unreadable",
    /// A case has an unknown field, or one of the wrong type. Params: `detail`.
    BadCase = "bad_case",
    /// A case lacks a field its kind needs. Params: `field`.
    MissingField = "missing_field",
    /// A case is of an unknown kind. Params: `kind`.
    UnknownKind = "unknown_kind",
}

/// A refusal: which rule said no, and the values that show why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaRefusal")]
pub struct Refusal {
    /// The closed code.
    pub code: Code,
    /// Values for the catalogue sentence.
    #[ts(type = "Record<string, unknown>")]
    pub params: Params,
}

impl Refusal {
    /// A refusal without parameters.
    pub fn new(code: Code) -> Self {
        Refusal {
            code,
            params: Params::new(),
        }
    }

    /// Adds one named value.
    pub fn with(mut self, name: &str, value: impl Into<Value>) -> Self {
        self.params.insert(name.to_owned(), value.into());
        self
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code.as_str())?;
        for (name, value) in &self.params {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
