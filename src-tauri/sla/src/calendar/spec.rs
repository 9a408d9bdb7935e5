//! What a working calendar is made of, as it is stored, sent and edited.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::ops::RangeInclusive;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use ts_rs::TS;

use crate::refusal::{Code, Refusal};

/// Seconds in a civil day without a change of clocks.
pub const DAY_S: u32 = 86_400;

/// Years in which single dates make sense: those that the tables cover.
pub const YEARS: RangeInclusive<i32> = 1890..=2201;

/// More windows than this on one day are a mistake, and would make the tables slow.
pub const MAX_WINDOWS: usize = 48;

/// A time of day in whole seconds, 00:00 to 24:00, written `HH:MM` or `HH:MM:SS`.
///
/// ```
/// use outpost_sla::calendar::TimeOfDay;
/// let noon: TimeOfDay = "12:00".parse().unwrap();
/// assert_eq!(noon.seconds(), 43_200);
/// assert!("24:01".parse::<TimeOfDay>().is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// Seconds after midnight, at most 86,400.
    pub fn seconds(self) -> u32 {
        self.0
    }

    /// From seconds after midnight.
    ///
    /// # Errors
    /// `bad_time_of_day` above 24:00.
    pub fn from_seconds(seconds: u32) -> Result<Self, Refusal> {
        if seconds > DAY_S {
            return Err(Refusal::new(Code::BadTimeOfDay).with("value", seconds));
        }
        Ok(TimeOfDay(seconds))
    }
}

impl FromStr for TimeOfDay {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let refuse = || Refusal::new(Code::BadTimeOfDay).with("value", text);
        let mut parts = [0u32; 3];
        let mut count = 0;
        for part in text.split(':') {
            if count == 3 || part.is_empty() || part.len() > 2 || !part.bytes().all(|b| b.is_ascii_digit()) {
                return Err(refuse());
            }
            parts[count] = part.parse().map_err(|_| refuse())?;
            count += 1;
        }
        if count < 2 || parts[1] > 59 || parts[2] > 59 {
            return Err(refuse());
        }
        TimeOfDay::from_seconds(parts[0] * 3600 + parts[1] * 60 + parts[2]).map_err(|_| refuse())
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:02}:{:02}", self.0 / 3600, self.0 / 60 % 60)?;
        match self.0 % 60 {
            0 => Ok(()),
            s => write!(f, ":{s:02}"),
        }
    }
}

impl Serialize for TimeOfDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for TimeOfDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// An opening window, `["08:30", "12:00"]`. One that ends at or before its beginning runs past midnight
/// (`["22:00", "06:00"]`) and belongs to the day on which it begins: a holiday on the next day does not cut it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[ts(rename = "CalendarWindow", type = "[string, string]")]
pub struct Window(pub TimeOfDay, pub TimeOfDay);

impl Window {
    /// From two texts.
    ///
    /// # Errors
    /// `bad_time_of_day`.
    pub fn parse(from: &str, to: &str) -> Result<Self, Refusal> {
        Ok(Window(from.parse()?, to.parse()?))
    }

    /// Seconds after the midnight that begins the day; the end may exceed 24 h.
    pub(crate) fn span(self) -> (u32, u32) {
        let (from, to) = (self.0.seconds(), self.1.seconds());
        if to < from { (from, to + DAY_S) } else { (from, to) }
    }
}

/// The windows of a normal week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields, default)]
#[ts(rename = "CalendarWeek")]
pub struct Week {
    /// Monday.
    pub mon: Vec<Window>,
    /// Tuesday.
    pub tue: Vec<Window>,
    /// Wednesday.
    pub wed: Vec<Window>,
    /// Thursday.
    pub thu: Vec<Window>,
    /// Friday.
    pub fri: Vec<Window>,
    /// Saturday.
    pub sat: Vec<Window>,
    /// Sunday.
    pub sun: Vec<Window>,
}

impl Week {
    /// The windows of a weekday.
    pub fn of(&self, day: Weekday) -> &[Window] {
        match day {
            Weekday::Mon => &self.mon,
            Weekday::Tue => &self.tue,
            Weekday::Wed => &self.wed,
            Weekday::Thu => &self.thu,
            Weekday::Fri => &self.fri,
            Weekday::Sat => &self.sat,
            Weekday::Sun => &self.sun,
        }
    }

    /// The same windows on the first `days` days of the week, Monday first.
    pub fn first_days(days: usize, windows: &[Window]) -> Self {
        let on = |n: usize| if n < days { windows.to_vec() } else { Vec::new() };
        Week {
            mon: on(0),
            tue: on(1),
            wed: on(2),
            thu: on(3),
            fri: on(4),
            sat: on(5),
            sun: on(6),
        }
    }
}

/// Weekday names as the files write them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "CalendarDayName")]
pub enum DayName {
    /// Monday, the default for make-up workdays.
    #[default]
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl From<DayName> for Weekday {
    fn from(day: DayName) -> Weekday {
        match day {
            DayName::Mon => Weekday::Mon,
            DayName::Tue => Weekday::Tue,
            DayName::Wed => Weekday::Wed,
            DayName::Thu => Weekday::Thu,
            DayName::Fri => Weekday::Fri,
            DayName::Sat => Weekday::Sat,
            DayName::Sun => Weekday::Sun,
        }
    }
}

/// A statutory day off.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    /// The civil date in the calendar's zone.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// Its name, as the announcement gives it.
    #[serde(default)]
    pub name: String,
}

/// A day worked to make up for a moved day off (调休上班日).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct MakeUpDay {
    /// The civil date in the calendar's zone.
    #[ts(type = "string")]
    pub date: NaiveDate,
    /// The holiday it makes up for.
    #[serde(default)]
    pub name: String,
    /// Whose windows it uses; Monday's unless the announcement or the company says otherwise.
    #[serde(default)]
    pub like: DayName,
}

/// A day off that comes back each year, `MM-DD`; `02-29` exists in leap years only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, TS)]
#[ts(type = "string")]
pub struct MonthDay {
    /// 1 to 12.
    pub month: u32,
    /// 1 to 31.
    pub day: u32,
}

impl FromStr for MonthDay {
    type Err = Refusal;

    fn from_str(text: &str) -> Result<Self, Refusal> {
        let refuse = || Refusal::new(Code::BadMonthDay).with("value", text);
        let (month, day) = text.split_once('-').ok_or_else(refuse)?;
        let number = |part: &str| -> Option<u32> {
            (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
        };
        let (month, day) = number(month).zip(number(day)).ok_or_else(refuse)?;
        // 2024 is a leap year, so 02-29 passes.
        NaiveDate::from_ymd_opt(2024, month, day).ok_or_else(refuse)?;
        Ok(MonthDay { month, day })
    }
}

impl Serialize for MonthDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&format_args!("{:02}-{:02}", self.month, self.day))
    }
}

impl<'de> Deserialize<'de> for MonthDay {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

/// A working calendar. Layers, later wins: weekly windows, statutory and recurring days off, make-up workdays,
/// overrides; breaks are cut out of what remains.
///
/// Outside the confirmed years the announced days (`holidays`, `make_up_days`) are not believed: weekly windows,
/// recurring days and overrides decide, and a result that touches such a year is provisional.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct CalendarSpec {
    /// IANA zone in which windows and dates are read, e.g. `Asia/Shanghai`.
    pub tz: String,
    /// The normal week.
    pub hours: Week,
    /// Statutory days off.
    #[serde(default)]
    pub holidays: Vec<Holiday>,
    /// Days off that return each year.
    #[serde(default)]
    pub holidays_recurring: Vec<MonthDay>,
    /// Make-up workdays.
    #[serde(default)]
    pub make_up_days: Vec<MakeUpDay>,
    /// Whether this calendar works make-up days; some trades do not.
    #[serde(default = "yes")]
    pub follow_make_up_days: bool,
    /// What holds on single dates, whatever the layers below say; no windows means closed.
    #[serde(default)]
    #[ts(type = "Record<string, Array<[string, string]>>")]
    pub overrides: BTreeMap<NaiveDate, Vec<Window>>,
    /// Closed times within single dates.
    #[serde(default)]
    #[ts(type = "Record<string, Array<[string, string]>>")]
    pub breaks: BTreeMap<NaiveDate, Vec<Window>>,
    /// First year whose announced days are complete; absent: no lower bound.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub confirmed_from_year: Option<i32>,
    /// Last year whose announced days are complete; absent: the calendar does not wait for announcements.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub confirmed_through_year: Option<i32>,
}

fn yes() -> bool {
    true
}

impl CalendarSpec {
    /// A calendar of weekly windows alone.
    pub fn weekly(tz: &str, hours: Week) -> Self {
        CalendarSpec {
            tz: tz.to_owned(),
            hours,
            holidays: Vec::new(),
            holidays_recurring: Vec::new(),
            make_up_days: Vec::new(),
            follow_make_up_days: true,
            overrides: BTreeMap::new(),
            breaks: BTreeMap::new(),
            confirmed_from_year: None,
            confirmed_through_year: None,
        }
    }

    /// Open at every moment (7×24).
    pub fn always_open(tz: &str) -> Self {
        let whole_day = Window(TimeOfDay(0), TimeOfDay(DAY_S));
        CalendarSpec::weekly(tz, Week::first_days(7, &[whole_day]))
    }

    /// Whether the announced days of a year are complete.
    pub fn is_confirmed(&self, year: i32) -> bool {
        self.confirmed_from_year.is_none_or(|from| year >= from)
            && self.confirmed_through_year.is_none_or(|through| year <= through)
    }

    /// Checks what can be checked without looking at a run of days; `Calendar::compile` checks the rest.
    ///
    /// # Errors
    /// `window_empty`, `windows_overlap`, `too_many_windows`, `holidays_conflict`, `confirmed_years_reversed`,
    /// `bad_date` for dates outside the years that the tables cover.
    pub fn check(&self) -> Result<(), Refusal> {
        if let (Some(from), Some(through)) = (self.confirmed_from_year, self.confirmed_through_year)
            && from > through
        {
            return Err(Refusal::new(Code::ConfirmedYearsReversed)
                .with("from", from)
                .with("through", through));
        }
        let single = self.overrides.keys().chain(self.breaks.keys()).copied();
        let announced = self
            .holidays
            .iter()
            .map(|h| h.date)
            .chain(self.make_up_days.iter().map(|m| m.date));
        if let Some(date) = single.chain(announced).find(|date| !YEARS.contains(&date.year())) {
            return Err(Refusal::new(Code::BadDate).with("value", date.to_string()));
        }
        check_week(&self.hours)?;
        for (date, windows) in &self.overrides {
            check_windows(windows, &date.to_string())?;
        }
        for (date, windows) in &self.breaks {
            // Breaks may overlap each other: they are only cut out.
            limit_windows(windows, &date.to_string())?;
        }
        let off: BTreeSet<NaiveDate> = self.holidays.iter().map(|h| h.date).collect();
        match self.make_up_days.iter().find(|m| off.contains(&m.date)) {
            Some(m) => Err(Refusal::new(Code::HolidaysConflict).with("date", m.date.to_string())),
            None => Ok(()),
        }
    }
}

const NAMES: [(Weekday, &str); 7] = [
    (Weekday::Mon, "mon"),
    (Weekday::Tue, "tue"),
    (Weekday::Wed, "wed"),
    (Weekday::Thu, "thu"),
    (Weekday::Fri, "fri"),
    (Weekday::Sat, "sat"),
    (Weekday::Sun, "sun"),
];

fn check_week(week: &Week) -> Result<(), Refusal> {
    for (position, (day, name)) in NAMES.iter().enumerate() {
        check_windows(week.of(*day), name)?;
        // What runs past midnight must not run into the next day's own windows.
        let spill = week.of(*day).iter().map(|w| w.span().1).max().unwrap_or(0);
        let (next, next_name) = NAMES[(position + 1) % 7];
        if week.of(next).iter().any(|w| w.span().0 + DAY_S < spill) {
            return Err(Refusal::new(Code::WindowsOverlap).with("day", next_name));
        }
    }
    Ok(())
}

fn limit_windows(windows: &[Window], day: &str) -> Result<(), Refusal> {
    if windows.len() > MAX_WINDOWS {
        return Err(Refusal::new(Code::TooManyWindows)
            .with("day", day)
            .with("limit", MAX_WINDOWS));
    }
    if windows.iter().any(|w| w.0 == w.1) {
        return Err(Refusal::new(Code::WindowEmpty).with("day", day));
    }
    Ok(())
}

fn check_windows(windows: &[Window], day: &str) -> Result<(), Refusal> {
    limit_windows(windows, day)?;
    let mut spans: Vec<(u32, u32)> = windows.iter().map(|w| w.span()).collect();
    spans.sort_unstable();
    if spans.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        return Err(Refusal::new(Code::WindowsOverlap).with("day", day));
    }
    Ok(())
}
