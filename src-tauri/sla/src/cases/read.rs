//! The notation of a case.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, NaiveDateTime};
use serde::Deserialize;
use serde_json::Value;

use crate::calendar::{Calendar, CalendarSpec, DayName, Holiday, MakeUpDay, Week, Window, check_horizon};
use crate::refusal::{Code, Refusal};

/// How times are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TimesAre {
    /// Civil time in the calendar's zone, without an offset.
    Local,
    /// UTC.
    Utc,
}

/// What a pause does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CasePauseRule {
    #[default]
    WorkingTime,
    WallClockShift,
}

/// A case as it stands in the file. Fields that say where a case comes from and what it should give are read and left
/// alone.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    #[serde(rename = "id")]
    _id: Value,
    pub kind: String,
    pub calendar: Value,
    pub start: String,
    pub end: Option<String>,
    pub target_seconds: Option<i64>,
    pub target_working_days: Option<i64>,
    pub end_of_working_day: Option<bool>,
    pub clamp: Option<Value>,
    pub pauses: Option<Vec<(String, String)>>,
    pub pause_rule: Option<CasePauseRule>,
    pub times_are: Option<TimesAre>,
    pub count: Option<usize>,
    pub expected_periods: Option<Vec<Value>>,
    #[serde(rename = "expected")]
    _expected: Option<Value>,
    #[serde(rename = "expected_seconds")]
    _expected_seconds: Option<Value>,
    #[serde(rename = "expected_pause_working_seconds")]
    _expected_pause: Option<Value>,
    #[serde(rename = "note")]
    _note: Option<Value>,
    #[serde(rename = "source")]
    _source: Option<Value>,
    #[serde(rename = "source_licence")]
    _licence: Option<Value>,
    #[serde(rename = "independently_verified")]
    _verified: Option<Value>,
}

/// Reads a case.
///
/// # Errors
/// `missing_field` for the fields every kind needs, `bad_case` for unknown or ill-typed ones.
pub fn case(value: Value) -> Result<Case, Refusal> {
    if let Some(object) = value.as_object()
        && let Some(field) = ["id", "kind", "calendar", "start"]
            .iter()
            .find(|field| !object.contains_key(**field))
    {
        return Err(Refusal::new(Code::MissingField).with("field", *field));
    }
    serde_json::from_value(value).map_err(bad_case)
}

fn bad_case(error: serde_json::Error) -> Refusal {
    Refusal::new(Code::BadCase).with("detail", error.to_string())
}

type Windows = Vec<(String, String)>;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseCalendar {
    tz: Option<String>,
    hours: Option<BTreeMap<String, Option<Windows>>>,
    #[serde(default)]
    holidays: Option<Vec<String>>,
    #[serde(default)]
    holidays_recurring: Option<Vec<String>>,
    #[serde(default)]
    make_up_days: Option<Vec<String>>,
    #[serde(default)]
    date_overrides: Option<BTreeMap<String, Windows>>,
    #[serde(default)]
    breaks: Option<BTreeMap<String, Windows>>,
}

/// Reads the calendar of a case; without a zone it is UTC.
///
/// # Errors
/// `bad_case`, `bad_time_of_day`, `bad_date`, `bad_month_day`.
pub fn calendar(value: &Value) -> Result<CalendarSpec, Refusal> {
    let case = CaseCalendar::deserialize(value).map_err(bad_case)?;
    let mut week = Week::default();
    for (day, windows) in case.hours.unwrap_or_default() {
        let day_windows = match day.as_str() {
            "mon" => &mut week.mon,
            "tue" => &mut week.tue,
            "wed" => &mut week.wed,
            "thu" => &mut week.thu,
            "fri" => &mut week.fri,
            "sat" => &mut week.sat,
            "sun" => &mut week.sun,
            _ => return Err(Refusal::new(Code::BadCase).with("detail", format!("unknown weekday `{day}`"))),
        };
        *day_windows = windows_of(&windows.unwrap_or_default())?;
    }
    let mut spec = CalendarSpec::weekly(case.tz.as_deref().unwrap_or("UTC"), week);
    for day in case.holidays.unwrap_or_default() {
        spec.holidays.push(Holiday {
            date: date(&day)?,
            name: String::new(),
        });
    }
    for day in case.holidays_recurring.unwrap_or_default() {
        spec.holidays_recurring.push(day.parse()?);
    }
    for day in case.make_up_days.unwrap_or_default() {
        spec.make_up_days.push(MakeUpDay {
            date: date(&day)?,
            name: String::new(),
            like: DayName::Mon,
        });
    }
    spec.overrides = dated(case.date_overrides)?;
    spec.breaks = dated(case.breaks)?;
    Ok(spec)
}

fn windows_of(windows: &[(String, String)]) -> Result<Vec<Window>, Refusal> {
    windows.iter().map(|(from, to)| Window::parse(from, to)).collect()
}

fn dated(days: Option<BTreeMap<String, Windows>>) -> Result<BTreeMap<NaiveDate, Vec<Window>>, Refusal> {
    let days = days.unwrap_or_default();
    days.iter()
        .map(|(day, windows)| Ok((date(day)?, windows_of(windows)?)))
        .collect()
}

fn date(text: &str) -> Result<NaiveDate, Refusal> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Refusal::new(Code::BadDate).with("value", text))
}

/// The notation of a case's times, for reading and for writing.
#[derive(Clone, Copy, Debug)]
pub struct Notation<'a> {
    calendar: &'a Calendar,
    utc: bool,
    /// Between date and time.
    separator: char,
    /// What ends a time in UTC.
    zulu: bool,
}

impl<'a> Notation<'a> {
    /// From what the case announces and how its start is written.
    pub fn of(case: &Case, calendar: &'a Calendar) -> Self {
        let zulu = case.start.ends_with(['Z', 'z']);
        let utc = case.times_are.map_or(zulu, |times| times == TimesAre::Utc);
        let separator = if case.start.contains(['T', 't']) { 'T' } else { ' ' };
        Notation {
            calendar,
            utc,
            separator,
            zulu: utc && zulu,
        }
    }

    /// Reads a moment, epoch milliseconds.
    ///
    /// # Errors
    /// `bad_moment`, `beyond_horizon`.
    pub fn read(&self, field: &str, text: &str) -> Result<i64, Refusal> {
        if let Ok(moment) = DateTime::parse_from_rfc3339(text) {
            let at_ms = moment.timestamp_millis();
            return check_horizon(at_ms).map(|()| at_ms);
        }
        const FORMS: [&str; 4] = [
            "%Y-%m-%d %H:%M:%S%.f",
            "%Y-%m-%dT%H:%M:%S%.f",
            "%Y-%m-%d %H:%M",
            "%Y-%m-%dT%H:%M",
        ];
        let naive = FORMS
            .iter()
            .find_map(|form| NaiveDateTime::parse_from_str(text, form).ok());
        if let Some(naive) = naive {
            check_horizon(naive.and_utc().timestamp_millis())?;
        }
        match naive {
            Some(naive) if self.utc => Ok(naive.and_utc().timestamp_millis()),
            Some(naive) => Ok(self.calendar.instant(naive)),
            None => Err(Refusal::new(Code::BadMoment)
                .with("field", field)
                .with("value", text)),
        }
    }

    /// Writes a moment.
    pub fn write(&self, at_ms: i64) -> String {
        let time = match DateTime::from_timestamp_millis(at_ms) {
            Some(utc) if self.utc => utc.naive_utc(),
            _ => self.calendar.local_time(at_ms),
        };
        let fraction = if at_ms.rem_euclid(1000) == 0 {
            "%H:%M:%S"
        } else {
            "%H:%M:%S%.3f"
        };
        let mut text = format!(
            "{}{}{}",
            time.format("%Y-%m-%d"),
            self.separator,
            time.format(fraction)
        );
        if self.zulu {
            text.push('Z');
        }
        text
    }
}
