//! Why a due time that a source gave differs from the one a policy makes: pure, one order at a time.
//!
//! Each class is a hypothesis that was tried and fits: the other due time comes out when, say, the clock starts at
//! the next opening. The first one that fits names the mismatch; what none explains is `other`, with its spread.

use outpost_sla::Refusal;
use outpost_sla::calendar::{Calendar, DayEnd, Origin};
use outpost_sla::policy::{EndOfDay, Target};
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// Sources write the due time down a moment after the opening, and round it.
const SECONDS_MS: i64 = 60_000;
/// A source whose clock starts with a later step of the intake.
const MINUTES_MS: i64 = 10 * SECONDS_MS;
const HOUR_MS: i64 = 60 * SECONDS_MS;
/// Other targets are looked for up to this many days.
const DAYS_MAX: i64 = 2_000;
/// Targets in minutes that a person would set are multiples of this.
const STEP_MS: i64 = 30 * SECONDS_MS;

/// What is compared.
#[derive(Debug, Clone, Copy)]
pub struct Question<'a> {
    pub calendar: &'a Calendar,
    pub target: Target,
    /// Epoch milliseconds, all three: when the order was opened, when its source says it is due, and when the policy
    /// says so.
    pub opened: i64,
    pub due: i64,
    pub computed: i64,
}

/// What a mismatch is: a code of the catalogue `policies:compare.class.` with its values.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Class {
    pub code: &'static str,
    /// Values of the text, as they are shown.
    pub params: Vec<(&'static str, String)>,
}

impl Class {
    /// A class without values.
    #[must_use]
    pub fn bare(code: &'static str) -> Self {
        debug_assert!(CODES.contains(&code), "no text for {code}");
        Self {
            code,
            params: Vec::new(),
        }
    }
    pub(super) fn with(mut self, name: &'static str, value: impl ToString) -> Self {
        self.params.push((name, value.to_string()));
        self
    }
    /// The values as JSON.
    #[must_use]
    pub fn json(&self) -> BTreeMap<String, Json> {
        self.params
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Json::from(value.as_str())))
            .collect()
    }
}

/// The class of a mismatch; nothing where the two are equal.
///
/// # Errors
/// Those of the calendar: `beyond_horizon`, `no_working_time`.
pub fn classify(question: &Question<'_>) -> Result<Option<Class>, Refusal> {
    let apart = (question.due - question.computed).abs();
    if apart == 0 {
        return Ok(None);
    }
    if question.due < question.opened {
        return Ok(Some(Class::bare("due_before_opened")));
    }
    if apart <= SECONDS_MS {
        return Ok(Some(Class::bare("seconds_apart")));
    }
    Ok(Some(match tried(question)? {
        Some(class) => class,
        None => by_place(question),
    }))
}

/// The hypotheses, the most telling first.
fn tried(question: &Question<'_>) -> Result<Option<Class>, Refusal> {
    if let Target::WorkingDays { days, end_of_day } = question.target
        && let Some(class) = received_outside_hours(question, days, end_of_day)?
    {
        return Ok(Some(class));
    }
    if near(question.due, question.computed) {
        return Ok(Some(Class::bare("minutes_apart")));
    }
    if let Some(class) = clock_change(question) {
        return Ok(Some(class));
    }
    if let Some(class) = no_time_between(question)? {
        return Ok(Some(class));
    }
    match question.target {
        Target::WorkingDays { days, end_of_day } => by_days(question, days, end_of_day),
        Target::Minutes { minutes } => by_minutes(question, minutes),
    }
}

/// The source starts the clock at the next opening, where the policy takes the day of receipt as it is.
fn received_outside_hours(
    question: &Question<'_>,
    days: i64,
    end: EndOfDay,
) -> Result<Option<Class>, Refusal> {
    let Question {
        calendar,
        opened,
        due,
        computed,
        ..
    } = *question;
    let next = calendar.next_open(opened)?;
    let otherwise = calendar.deadline_days(next, days, end.into())?;
    let closer = (otherwise - due).abs() < (computed - due).abs();
    let fits = next > opened && closer && near(otherwise, due);
    Ok(fits.then(|| Class::bare("received_outside_hours").with("time", clock(calendar, next))))
}

/// The same time on the clock, an hour apart: one of the two counted civil days over a change of clocks.
fn clock_change(question: &Question<'_>) -> Option<Class> {
    let Question {
        calendar,
        opened,
        due,
        computed,
        ..
    } = *question;
    let offset = |at: i64| calendar.local_time(at).and_utc().timestamp_millis() - at;
    let hour = ((due - computed).abs() - HOUR_MS).abs() <= SECONDS_MS;
    (hour && (offset(opened) != offset(due) || offset(opened) != offset(computed)))
        .then(|| Class::bare("clock_change"))
}

/// Nothing is open between the two: they are the same amount of working time, told as a closing or as an opening.
fn no_time_between(question: &Question<'_>) -> Result<Option<Class>, Refusal> {
    let Question {
        calendar,
        due,
        computed,
        ..
    } = *question;
    let (first, last) = (due.min(computed), due.max(computed));
    if calendar.elapsed(first, last)? > SECONDS_MS {
        return Ok(None);
    }
    let opening = calendar.next_open(first + 1)?;
    // The later one may stand a moment after the opening.
    let opens = (opening - last).abs() <= SECONDS_MS;
    Ok(Some(match (opens, due > computed) {
        (true, true) => Class::bare("next_opening").with("time", clock(calendar, opening)),
        (true, false) => Class::bare("closing_before").with("time", clock(calendar, due)),
        _ => Class::bare("outside_hours"),
    }))
}

fn near(one: i64, other: i64) -> bool {
    (one - other).abs() <= MINUTES_MS
}

/// Targets in working days: the day's end, another number of days, calendar days.
fn by_days(question: &Question<'_>, days: i64, end: EndOfDay) -> Result<Option<Class>, Refusal> {
    let Question {
        calendar,
        opened,
        due,
        ..
    } = *question;
    let next = calendar.next_open(opened)?;
    if end == EndOfDay::SameTime {
        let last = calendar.deadline_days(opened, days, DayEnd::LastWindow)?;
        if near(last, due) {
            return Ok(Some(
                Class::bare("end_of_day").with("time", clock(calendar, last)),
            ));
        }
    }
    // From the opening as it is, or from the next open moment: as many days as the source took.
    for start in [opened, next] {
        let counted = working_days(calendar, start, due);
        if counted == days || !(1..=DAYS_MAX).contains(&counted) {
            continue;
        }
        if near(calendar.deadline_days(start, counted, end.into())?, due) {
            return Ok(Some(other_days(question, days, counted)));
        }
    }
    Ok(calendar_days(question, Some(days)))
}

/// The source took fewer or more working days. Fewer, by as many days off as lie between: it does not know those
/// days off. Otherwise the target is another one, or the source knows days off that the calendar does not.
fn other_days(question: &Question<'_>, days: i64, counted: i64) -> Class {
    let Question {
        calendar,
        opened,
        computed,
        ..
    } = *question;
    let (first, last) = (calendar.local_day(opened) + 1, calendar.local_day(computed));
    let off: Vec<(String, String)> = (first..=last)
        .filter_map(|day| match calendar.origin(day) {
            (Origin::Holiday(_), name) => Some((calendar.date(day).to_string(), name.to_owned())),
            (Origin::Recurring | Origin::OverrideClosed, _) => {
                Some((calendar.date(day).to_string(), String::new()))
            }
            _ => None,
        })
        .collect();
    let missed = usize::try_from(days - counted).unwrap_or(0);
    if missed > 0 && missed <= off.len() {
        let (dates, names): (Vec<String>, Vec<String>) = off.into_iter().unzip();
        let names: Vec<String> = names.into_iter().filter(|name| !name.is_empty()).collect();
        return Class::bare("holiday_counted")
            .with("dates", dates.join(", "))
            .with("names", names.join(", "));
    }
    let code = if counted > days { "more_days" } else { "fewer_days" };
    Class::bare(code)
        .with("policy_days", days)
        .with("source_days", counted)
}

/// Working days after the day of `start`, up to and with the day of `end`.
fn working_days(calendar: &Calendar, start: i64, end: i64) -> i64 {
    let (first, last) = (calendar.local_day(start) + 1, calendar.local_day(end));
    if last - first > DAYS_MAX * 2 {
        return i64::MAX;
    }
    let worked = (first..=last).filter(|day| calendar.works_on(*day)).count();
    i64::try_from(worked).unwrap_or(i64::MAX)
}

/// The same time of day, whole civil days later: the source does not count working time.
fn calendar_days(question: &Question<'_>, days: Option<i64>) -> Option<Class> {
    let Question {
        calendar,
        opened,
        due,
        ..
    } = *question;
    let (from, to) = (calendar.local_time(opened), calendar.local_time(due));
    let counted = to.date().signed_duration_since(from.date()).num_days();
    let apart = to
        .time()
        .signed_duration_since(from.time())
        .num_milliseconds()
        .abs();
    let same = apart <= MINUTES_MS && counted >= 1 && days != Some(counted);
    same.then(|| Class::bare("calendar_days").with("source_days", counted))
}

/// Targets in minutes: whole civil days, or another amount of working time.
fn by_minutes(question: &Question<'_>, minutes: i64) -> Result<Option<Class>, Refusal> {
    let Question {
        calendar,
        opened,
        due,
        ..
    } = *question;
    if let Some(class) = calendar_days(question, None) {
        return Ok(Some(class));
    }
    let taken = calendar.elapsed(opened, due)?;
    let whole = (taken + STEP_MS / 2) / STEP_MS * STEP_MS;
    if whole > 0 && whole != minutes * SECONDS_MS && (taken - whole).abs() <= SECONDS_MS {
        let class = Class::bare("other_minutes").with("policy_minutes", minutes);
        return Ok(Some(class.with("source_minutes", whole / SECONDS_MS)));
    }
    Ok(None)
}

/// Where the source's due time lies, when no rule was found for it.
fn by_place(question: &Question<'_>) -> Class {
    let Question {
        calendar,
        due,
        computed,
        ..
    } = *question;
    let day = calendar.local_day(due);
    match calendar.origin(day) {
        (Origin::Holiday(_), name) => Class::bare("due_on_holiday").with("name", name),
        (Origin::Recurring | Origin::OverrideClosed, _) => Class::bare("due_on_closed_day"),
        (Origin::WeeklyOff, _) => Class::bare("due_on_weekend"),
        _ if day == calendar.local_day(computed) => Class::bare("other_time_of_day"),
        _ => Class::bare("other"),
    }
}

fn clock(calendar: &Calendar, at_ms: i64) -> String {
    calendar.local_time(at_ms).format("%H:%M").to_string()
}

/// Every class there is; both catalogues carry a text for each under `policies:compare.class.`.
pub const CODES: &[&str] = &[
    "calendar_days",
    "clock_change",
    "closing_before",
    "due_before_opened",
    "due_on_closed_day",
    "due_on_holiday",
    "due_on_weekend",
    "end_of_day",
    "fewer_days",
    "holiday_counted",
    "minutes_apart",
    "more_days",
    "next_opening",
    "not_computable",
    "other",
    "other_minutes",
    "other_time_of_day",
    "outside_hours",
    "received_outside_hours",
    "seconds_apart",
];

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::NaiveDateTime;
    use outpost_sla::calendar::{CalendarSpec, Holiday, Week, Window};

    fn new_york() -> CalendarSpec {
        let day = [Window::parse("08:30", "17:00").unwrap()];
        let mut spec = CalendarSpec::weekly("America/New_York", Week::first_days(5, &day));
        for (date, name) in [
            ("2015-01-19", "King"),
            ("2015-02-16", "Washington"),
            ("2015-05-25", "Memorial Day"),
        ] {
            spec.holidays.push(Holiday {
                date: date.parse().unwrap(),
                name: name.to_owned(),
            });
        }
        spec
    }

    fn days(days: i64) -> Target {
        Target::WorkingDays {
            days,
            end_of_day: EndOfDay::SameTime,
        }
    }

    fn minutes(minutes: i64) -> Target {
        Target::Minutes { minutes }
    }

    /// Opened and due as the source writes them; what the policy makes of it is computed here.
    fn class(spec: CalendarSpec, target: Target, opened: &str, due: &str) -> String {
        let calendar = Calendar::compile(spec).unwrap();
        let at = |text: &str| {
            let local = NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M:%S").unwrap();
            calendar.instant(local)
        };
        let (opened, due) = (at(opened), at(due));
        let computed = match target {
            Target::Minutes { minutes } => calendar.deadline(opened, minutes * 60_000),
            Target::WorkingDays { days, end_of_day } => {
                calendar.deadline_days(opened, days, end_of_day.into())
            }
        };
        let question = Question {
            calendar: &calendar,
            target,
            opened,
            due,
            computed: computed.unwrap(),
        };
        match classify(&question).unwrap() {
            None => "equal".to_owned(),
            Some(class) => {
                let values: Vec<String> = class
                    .params
                    .iter()
                    .map(|(name, value)| format!(" {name}={value}"))
                    .collect();
                format!("{}{}", class.code, values.concat())
            }
        }
    }

    #[test]
    fn mismatches_of_working_days() {
        let cases = [
            ("2015-03-03 10:00:00", "2015-03-06 10:00:00", "equal"),
            ("2015-03-03 10:00:00", "2015-03-06 10:00:41", "seconds_apart"),
            ("2015-03-03 10:00:00", "2015-03-06 10:07:00", "minutes_apart"),
            ("2015-03-03 10:00:00", "2015-03-02 10:00:00", "due_before_opened"),
            (
                "2015-03-07 10:00:00",
                "2015-03-12 08:30:00",
                "received_outside_hours time=08:30",
            ),
            (
                "2015-03-03 17:40:00",
                "2015-03-09 08:30:00",
                "received_outside_hours time=08:30",
            ),
            (
                "2015-03-03 10:00:00",
                "2015-03-06 17:00:00",
                "end_of_day time=17:00",
            ),
            (
                "2015-03-03 10:00:00",
                "2015-03-10 10:00:00",
                "more_days policy_days=3 source_days=5",
            ),
            (
                "2015-03-03 10:00:00",
                "2015-03-05 10:00:00",
                "fewer_days policy_days=3 source_days=2",
            ),
            (
                "2015-02-12 10:00:00",
                "2015-02-17 10:00:00",
                "holiday_counted dates=2015-02-16 names=Washington",
            ),
            (
                "2015-03-03 10:00:00",
                "2015-03-08 10:00:00",
                "calendar_days source_days=5",
            ),
            ("2015-03-03 10:00:00", "2015-03-08 12:34:00", "due_on_weekend"),
            (
                "2015-03-03 10:00:00",
                "2015-05-25 12:34:00",
                "due_on_holiday name=Memorial Day",
            ),
            ("2015-03-03 10:00:00", "2015-03-06 12:34:00", "other_time_of_day"),
            ("2015-03-03 10:00:00", "2015-03-12 12:34:00", "other"),
        ];
        for (opened, due, expected) in cases {
            assert_eq!(
                class(new_york(), days(3), opened, due),
                expected,
                "{opened} to {due}"
            );
        }
    }

    #[test]
    fn mismatches_of_minutes() {
        let three_days = minutes(3 * 510);
        let cases = [
            ("2015-03-03 10:00:00", "2015-03-06 10:00:00", "equal"),
            (
                "2015-03-03 08:00:00",
                "2015-03-06 08:30:00",
                "next_opening time=08:30",
            ),
            (
                "2015-03-03 08:00:00",
                "2015-03-06 08:30:40",
                "next_opening time=08:30",
            ),
            ("2015-03-03 08:00:00", "2015-03-05 19:30:00", "outside_hours"),
            (
                "2015-03-03 10:00:00",
                "2015-03-05 10:00:00",
                "calendar_days source_days=2",
            ),
            (
                "2015-03-03 10:00:00",
                "2015-03-04 12:30:00",
                "other_minutes policy_minutes=1530 source_minutes=660",
            ),
            ("2015-03-03 10:00:00", "2015-03-10 12:34:56", "other"),
        ];
        for (opened, due, expected) in cases {
            assert_eq!(
                class(new_york(), three_days, opened, due),
                expected,
                "{opened} to {due}"
            );
        }
    }

    #[test]
    fn civil_days_over_a_change_of_clocks() {
        let open = CalendarSpec::always_open("America/New_York");
        let month = minutes(30 * 1440);
        let over = class(open.clone(), month, "2015-03-01 10:00:00", "2015-03-31 10:00:00");
        assert_eq!(
            over, "clock_change",
            "30 times 24 hours end an hour later on the clock"
        );
        let civil = class(
            open.clone(),
            days(30),
            "2015-03-01 10:00:00",
            "2015-03-31 10:00:00",
        );
        assert_eq!(
            civil, "equal",
            "days of a calendar that is always open are civil days"
        );
        let year = class(open, days(365), "2015-04-01 10:00:00", "2016-09-27 10:00:00");
        assert_eq!(year, "more_days policy_days=365 source_days=545");
    }

    #[test]
    fn both_catalogues_carry_every_class() {
        let files = [
            include_str!("../../../../ui/src/i18n/zh-CN/policies.json"),
            include_str!("../../../../ui/src/i18n/en/policies.json"),
        ];
        for file in files {
            let texts: Json = serde_json::from_str(file).unwrap();
            let known = texts["compare"]["class"].as_object().unwrap();
            for code in CODES {
                assert!(known.contains_key(*code), "no text for {code}");
            }
            for key in known.keys() {
                let base = key.trim_end_matches("_rest").trim_end_matches("_unnamed");
                assert!(CODES.contains(&base), "no class {key}");
            }
        }
    }
}
