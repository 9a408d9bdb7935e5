//! China's statutory days off and make-up workdays: those that ship (2010 to 2026), and the reading of a later
//! year's announcement.
//!
//! Two notations are read: the CSV that ships (`date,kind,name`, kind `holiday` or `make_up`, `#` for comments), and
//! the JSON of the holiday-cn project (`{"year", "days": [{"name", "date", "isOffDay"}]}`).

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::calendar::{CalendarSpec, DayName, Holiday, MakeUpDay};
use crate::refusal::{Code, Refusal};

/// The shipped data; its header names source and licence.
const SHIPPED: &str = include_str!("../data/cn_holidays.csv");

/// Announced days of one or more years.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HolidaySet {
    /// Days off, sorted by date; weekend days inside a holiday are among them.
    pub holidays: Vec<Holiday>,
    /// Make-up workdays, sorted by date.
    pub make_up_days: Vec<MakeUpDay>,
}

impl HolidaySet {
    /// The years the set announces, ascending: those with days off before December. (The announcement of a year may
    /// reach into the December before it without announcing that year.)
    pub fn years(&self) -> Vec<i32> {
        let announced = self.holidays.iter().filter(|holiday| holiday.date.month() < 12);
        announced
            .map(|holiday| holiday.date.year())
            .collect::<BTreeSet<i32>>()
            .into_iter()
            .collect()
    }

    /// This set with a later one in place of its own years and dates. Years are to be added in their order: an
    /// announcement may change the last days of the year before.
    pub fn merged_with(mut self, later: &HolidaySet) -> HolidaySet {
        let years = later.years();
        let dates: BTreeSet<NaiveDate> = later
            .holidays
            .iter()
            .map(|h| h.date)
            .chain(later.make_up_days.iter().map(|m| m.date))
            .collect();
        let stays = |date: NaiveDate| !years.contains(&date.year()) && !dates.contains(&date);
        self.holidays.retain(|h| stays(h.date));
        self.make_up_days.retain(|m| stays(m.date));
        self.holidays.extend(later.holidays.iter().cloned());
        self.make_up_days.extend(later.make_up_days.iter().cloned());
        self.holidays.sort_by_key(|h| h.date);
        self.make_up_days.sort_by_key(|m| m.date);
        self
    }

    /// Puts the days into a calendar as [`HolidaySet::merged_with`] does, and extends the confirmed years when the
    /// new ones follow on without a gap.
    pub fn apply(&self, spec: &mut CalendarSpec) {
        let before = HolidaySet {
            holidays: std::mem::take(&mut spec.holidays),
            make_up_days: std::mem::take(&mut spec.make_up_days),
        };
        let after = before.merged_with(self);
        (spec.holidays, spec.make_up_days) = (after.holidays, after.make_up_days);
        for year in self.years() {
            let follows = spec
                .confirmed_through_year
                .is_none_or(|through| year == through + 1);
            if follows {
                spec.confirmed_from_year = spec.confirmed_from_year.or(Some(year));
                spec.confirmed_through_year = Some(year);
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Holiday,
    MakeUp,
}

/// The days that ship: 2010 to 2026.
///
/// # Errors
/// None in a sound build; the same refusals as [`parse_csv`] otherwise.
pub fn shipped() -> Result<HolidaySet, Refusal> {
    parse_csv(SHIPPED)
}

/// Reads the CSV notation.
///
/// # Errors
/// `holidays_unreadable` with the line, `bad_date`, `holidays_conflict`, `make_up_on_weekday`, `holidays_empty_year`.
pub fn parse_csv(text: &str) -> Result<HolidaySet, Refusal> {
    let mut days = BTreeMap::new();
    let mut header_seen = false;
    for (index, line) in text.trim_start_matches('\u{feff}').lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        let unreadable = || Refusal::new(Code::HolidaysUnreadable).with("line", index + 1);
        let mut cells = line.splitn(3, ',').map(str::trim);
        let (Some(date), Some(kind), Some(name)) = (cells.next(), cells.next(), cells.next()) else {
            return Err(unreadable());
        };
        if !header_seen {
            if (date, kind, name) != ("date", "kind", "name") {
                return Err(unreadable());
            }
            header_seen = true;
            continue;
        }
        let kind = match kind {
            "holiday" => Kind::Holiday,
            "make_up" => Kind::MakeUp,
            _ => return Err(unreadable()),
        };
        put(&mut days, parse_date(date)?, kind, name)?;
    }
    if days.is_empty() {
        return Err(Refusal::new(Code::HolidaysUnreadable).with("detail", "no_days"));
    }
    Ok(collect(days))
}

#[derive(Deserialize)]
struct HolidayCn {
    year: i32,
    days: Vec<HolidayCnDay>,
}

#[derive(Deserialize)]
struct HolidayCnDay {
    name: String,
    date: String,
    #[serde(rename = "isOffDay")]
    is_off_day: bool,
}

/// Reads one year in the notation of holiday-cn.
///
/// # Errors
/// `holidays_unreadable`, `bad_date`, `holidays_empty_year` for a year not yet announced, `holidays_wrong_year` for a
/// date outside the year and the December before it, `holidays_conflict`, `make_up_on_weekday`.
pub fn parse_holiday_cn(json: &str) -> Result<HolidaySet, Refusal> {
    let file: HolidayCn = serde_json::from_str(json.trim_start_matches('\u{feff}'))
        .map_err(|error| Refusal::new(Code::HolidaysUnreadable).with("detail", error.to_string()))?;
    if file.days.is_empty() {
        return Err(Refusal::new(Code::HolidaysEmptyYear).with("year", file.year));
    }
    let mut days = BTreeMap::new();
    for day in file.days {
        let date = parse_date(&day.date)?;
        // The files go by the title of the announcement, and a New Year may begin in the last days of the year before.
        let new_year = date.month() == 12 && date.year() == file.year - 1;
        if date.year() != file.year && !new_year {
            return Err(Refusal::new(Code::HolidaysWrongYear)
                .with("date", day.date)
                .with("year", file.year));
        }
        let kind = if day.is_off_day {
            Kind::Holiday
        } else {
            Kind::MakeUp
        };
        put(&mut days, date, kind, &day.name)?;
    }
    let set = collect(days);
    if !set.years().contains(&file.year) {
        return Err(Refusal::new(Code::HolidaysEmptyYear).with("year", file.year));
    }
    Ok(set)
}

fn parse_date(text: &str) -> Result<NaiveDate, Refusal> {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").map_err(|_| Refusal::new(Code::BadDate).with("value", text))
}

type Days = BTreeMap<NaiveDate, (Kind, String)>;

fn put(days: &mut Days, date: NaiveDate, kind: Kind, name: &str) -> Result<(), Refusal> {
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    if kind == Kind::MakeUp && !weekend {
        return Err(Refusal::new(Code::MakeUpOnWeekday).with("date", date.to_string()));
    }
    match days.insert(date, (kind, name.to_owned())) {
        Some((before, _)) if before != kind => {
            Err(Refusal::new(Code::HolidaysConflict).with("date", date.to_string()))
        }
        _ => Ok(()),
    }
}

fn collect(days: Days) -> HolidaySet {
    let mut set = HolidaySet::default();
    for (date, (kind, name)) in days {
        match kind {
            Kind::Holiday => set.holidays.push(Holiday { date, name }),
            Kind::MakeUp => set.make_up_days.push(MakeUpDay {
                date,
                name,
                like: DayName::Mon,
            }),
        }
    }
    set
}
