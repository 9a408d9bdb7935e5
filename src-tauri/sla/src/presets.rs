//! Calendars and policies to start from: the numbers of the trade's own rules, as data. Their codes are names in the
//! catalogues; whoever copies one may change everything in it.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{Calendar, CalendarSpec};
use crate::cn_holidays;
use crate::policy::{Book, PolicySpec};
use crate::refusal::{Code, Refusal};

const DATA: &str = include_str!("../data/presets.json");

/// A calendar to start from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CalendarPreset {
    /// Stable code: `cn_standard`, `cn_six_days`, `always_open`.
    pub code: String,
    /// The calendar; the Chinese ones carry the holidays that ship.
    pub spec: CalendarSpec,
}

/// What ships.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "SlaPresets")]
pub struct Presets {
    /// Calendars, the usual one first.
    pub calendars: Vec<CalendarPreset>,
    /// Policies, the usual one first; they name the calendars above.
    pub policies: Vec<PolicySpec>,
}

#[derive(Deserialize)]
struct File {
    calendars: Vec<FileCalendar>,
    policies: Vec<PolicySpec>,
}

#[derive(Deserialize)]
struct FileCalendar {
    code: String,
    /// Whether the shipped Chinese holidays belong to it.
    cn_holidays: bool,
    spec: CalendarSpec,
}

/// The calendars and policies that ship.
///
/// # Errors
/// None in a sound build: `bad_policy` or those of the holidays when the shipped data is damaged.
pub fn presets() -> Result<Presets, Refusal> {
    let file: File = serde_json::from_str(DATA)
        .map_err(|error| Refusal::new(Code::BadPolicy).with("detail", error.to_string()))?;
    let holidays = cn_holidays::shipped()?;
    let filled = |mut calendar: FileCalendar| {
        if calendar.cn_holidays {
            holidays.apply(&mut calendar.spec);
        }
        CalendarPreset {
            code: calendar.code,
            spec: calendar.spec,
        }
    };
    Ok(Presets {
        calendars: file.calendars.into_iter().map(filled).collect(),
        policies: file.policies,
    })
}

impl Presets {
    /// A book with all of them, each policy under its own code.
    ///
    /// ```
    /// let book = outpost_sla::presets::presets().unwrap().book().unwrap();
    /// assert!(book.policy("standard_service").is_ok());
    /// ```
    ///
    /// # Errors
    /// None in a sound build: whatever the calendars or policies refuse otherwise.
    pub fn book(&self) -> Result<Book, Refusal> {
        let mut book = Book::new();
        for calendar in &self.calendars {
            book.add_calendar(
                &calendar.code,
                Arc::new(Calendar::compile(calendar.spec.clone())?),
            );
        }
        for policy in &self.policies {
            book.add_policy(&policy.code, Arc::new(policy.clone()))?;
        }
        Ok(book)
    }
}
