//! The layers of a calendar applied to one civil day.

use std::borrow::Cow;
use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::spec::{CalendarSpec, DAY_S, DayName, Window};
use super::zone::{date_of, day_number};
use crate::refusal::{Code, Refusal};

/// A closed run of this many days is refused.
pub const LONGEST_CLOSED_RUN_DAYS: i64 = 400;

/// Which layer decided what a day looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The normal week, with windows.
    Weekly,
    /// The normal week, without windows.
    WeeklyOff,
    /// A statutory day off; index into the names.
    Holiday(usize),
    /// A recurring day off.
    Recurring,
    /// A make-up workday; index into the names.
    MakeUp(usize),
    /// An override with windows.
    OverrideOpen,
    /// An override without windows.
    OverrideClosed,
}

/// A day's own windows (seconds after its midnight, the end may run into the next day) and why they are so.
#[derive(Clone, Debug)]
pub struct DayPlan<'a> {
    /// Sorted, not overlapping.
    pub windows: Cow<'a, [(u32, u32)]>,
    /// The deciding layer.
    pub origin: Origin,
}

#[derive(Clone, Copy, Debug)]
enum Exception {
    Off(usize),
    MakeUp(usize, DayName),
}

/// The layers, arranged for looking up one day.
#[derive(Clone, Debug)]
pub struct Rules {
    weekly: [Vec<(u32, u32)>; 7],
    recurring: [bool; 13 * 32],
    exceptions: HashMap<i64, Exception>,
    overrides: HashMap<i64, Vec<(u32, u32)>>,
    breaks: HashMap<i64, Vec<(u32, u32)>>,
    names: Vec<String>,
    confirmed: (i32, i32),
}

fn spans(windows: &[Window]) -> Vec<(u32, u32)> {
    let mut spans: Vec<(u32, u32)> = windows.iter().map(|w| w.span()).collect();
    spans.sort_unstable();
    spans
}

impl Rules {
    /// Arranges a checked specification.
    pub fn new(spec: &CalendarSpec) -> Self {
        let days = [
            &spec.hours.mon,
            &spec.hours.tue,
            &spec.hours.wed,
            &spec.hours.thu,
            &spec.hours.fri,
            &spec.hours.sat,
            &spec.hours.sun,
        ];
        let mut rules = Rules {
            weekly: days.map(|windows| spans(windows)),
            recurring: [false; 13 * 32],
            exceptions: HashMap::new(),
            overrides: spec
                .overrides
                .iter()
                .map(|(d, w)| (day_number(*d), spans(w)))
                .collect(),
            breaks: spec
                .breaks
                .iter()
                .map(|(d, w)| (day_number(*d), spans(w)))
                .collect(),
            names: Vec::new(),
            confirmed: (
                spec.confirmed_from_year.unwrap_or(i32::MIN),
                spec.confirmed_through_year.unwrap_or(i32::MAX),
            ),
        };
        for day in &spec.holidays_recurring {
            rules.recurring[(day.month * 32 + day.day) as usize] = true;
        }
        for holiday in &spec.holidays {
            let name = rules.name_index(&holiday.name);
            rules
                .exceptions
                .insert(day_number(holiday.date), Exception::Off(name));
        }
        if spec.follow_make_up_days {
            for made_up in &spec.make_up_days {
                let name = rules.name_index(&made_up.name);
                rules
                    .exceptions
                    .insert(day_number(made_up.date), Exception::MakeUp(name, made_up.like));
            }
        }
        rules
    }

    fn name_index(&mut self, name: &str) -> usize {
        match self.names.iter().position(|known| known == name) {
            Some(index) => index,
            None => {
                self.names.push(name.to_owned());
                self.names.len() - 1
            }
        }
    }

    /// The name behind an origin.
    pub fn name(&self, index: usize) -> &str {
        &self.names[index]
    }

    /// Whether a year's announced days are complete.
    pub fn is_confirmed(&self, year: i32) -> bool {
        (self.confirmed.0..=self.confirmed.1).contains(&year)
    }

    /// What a civil day looks like.
    pub fn plan(&self, day: i64) -> DayPlan<'_> {
        let mut plan = self.layers(day);
        if !self.breaks.is_empty() && !plan.windows.is_empty() {
            // A window may run into the next day, and so into that day's breaks.
            let today = self.breaks.get(&day).map_or(&[][..], Vec::as_slice);
            let next = self.breaks.get(&(day + 1)).map_or(&[][..], Vec::as_slice);
            if !today.is_empty() || !next.is_empty() {
                let shifted = next.iter().map(|(from, to)| (from + DAY_S, to + DAY_S));
                let cuts: Vec<(u32, u32)> = today.iter().copied().chain(shifted).collect();
                plan.windows = Cow::Owned(cut(&plan.windows, &cuts));
            }
        }
        plan
    }

    fn layers(&self, day: i64) -> DayPlan<'_> {
        const CLOSED: &[(u32, u32)] = &[];
        if let Some(windows) = self.overrides.get(&day) {
            let origin = if windows.is_empty() {
                Origin::OverrideClosed
            } else {
                Origin::OverrideOpen
            };
            return DayPlan {
                windows: Cow::Borrowed(windows),
                origin,
            };
        }
        let date = date_of(day);
        if self.is_confirmed(date.year()) {
            match self.exceptions.get(&day) {
                Some(Exception::Off(name)) => {
                    return DayPlan {
                        windows: Cow::Borrowed(CLOSED),
                        origin: Origin::Holiday(*name),
                    };
                }
                Some(Exception::MakeUp(name, like)) => {
                    let windows = self.weekly_of(chrono::Weekday::from(*like));
                    return DayPlan {
                        windows: Cow::Borrowed(windows),
                        origin: Origin::MakeUp(*name),
                    };
                }
                None => {}
            }
        }
        if self.recurring[(date.month() * 32 + date.day()) as usize] {
            return DayPlan {
                windows: Cow::Borrowed(CLOSED),
                origin: Origin::Recurring,
            };
        }
        let windows = self.weekly_of(date.weekday());
        let origin = if windows.is_empty() {
            Origin::WeeklyOff
        } else {
            Origin::Weekly
        };
        DayPlan {
            windows: Cow::Borrowed(windows),
            origin,
        }
    }

    fn weekly_of(&self, day: chrono::Weekday) -> &[(u32, u32)] {
        &self.weekly[day.num_days_from_monday() as usize]
    }

    /// Refuses a calendar that is never open, or closed for 400 days in a row around its exceptions.
    ///
    /// # Errors
    /// `calendar_empty`, `no_working_time`.
    pub fn check_open(&self) -> Result<(), Refusal> {
        let weekly = self.weekly.iter().any(|windows| !windows.is_empty());
        let single = self.overrides.values().any(|windows| !windows.is_empty());
        if !weekly && !single {
            return Err(Refusal::new(Code::CalendarEmpty));
        }
        // Exceptions alone can close long runs; a leap-year cycle after the last one shows recurring days too.
        let default = day_number(NaiveDate::from_ymd_opt(2024, 1, 1).unwrap_or_default());
        let touched = || {
            self.exceptions
                .keys()
                .chain(self.overrides.keys())
                .chain(self.breaks.keys())
                .copied()
        };
        let first = touched().min().unwrap_or(default);
        let last = touched().max().unwrap_or(default);
        // With no weekly windows the calendar ends with its last override; deadlines beyond it refuse by themselves.
        let end = if weekly {
            last + LONGEST_CLOSED_RUN_DAYS
        } else {
            last
        };
        let mut run = 0;
        for day in first..=end {
            run = if self.plan(day).windows.is_empty() {
                run + 1
            } else {
                0
            };
            if run >= LONGEST_CLOSED_RUN_DAYS {
                let from = date_of(day - run + 1).to_string();
                return Err(Refusal::new(Code::NoWorkingTime).with("from", from));
            }
        }
        Ok(())
    }
}

/// Removes closed spans from sorted windows.
fn cut(windows: &[(u32, u32)], cuts: &[(u32, u32)]) -> Vec<(u32, u32)> {
    let mut left: Vec<(u32, u32)> = windows.to_vec();
    for (from, to) in cuts {
        left = left
            .into_iter()
            .flat_map(|(open, close)| [(open, close.min(*from)), (open.max(*to), close)])
            .filter(|(open, close)| open < close)
            .collect();
    }
    left
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_break_cuts_the_middle_the_edge_and_the_whole() {
        assert_eq!(cut(&[(9, 17)], &[(10, 11)]), [(9, 10), (11, 17)]);
        assert_eq!(cut(&[(9, 17)], &[(8, 10), (16, 20)]), [(10, 16)]);
        assert_eq!(cut(&[(9, 12), (13, 17)], &[(8, 18)]), []);
        assert_eq!(cut(&[(17, 19), (20, 22)], &[(18, 21)]), [(17, 18), (21, 22)]);
    }
}
