//! Layers, midnight, changes of clocks, unconfirmed years, and what a calendar refuses.

mod common;

use chrono::NaiveDate;
use common::{cn, cn_spec, ms, shanghai, windows};
use outpost_sla::calendar::{Calendar, CalendarSpec, DayEnd, DayName, Holiday, MakeUpDay, Week};
use outpost_sla::{Code, Refusal};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn compile(spec: CalendarSpec) -> Calendar {
    Calendar::compile(spec).unwrap()
}

fn refused(spec: CalendarSpec) -> Code {
    Calendar::compile(spec).unwrap_err().code
}

fn hours(from: &str, to: &str) -> i64 {
    cn().elapsed(ms(from), ms(to)).unwrap() / 60_000
}

fn weekly(days: usize, pairs: &[(&str, &str)]) -> CalendarSpec {
    CalendarSpec::weekly("Asia/Shanghai", Week::first_days(days, &windows(pairs)))
}

#[test]
fn layers_later_wins() {
    let mut spec = cn_spec();
    spec.overrides
        .insert(day("2025-10-02"), windows(&[("09:00", "10:00")]));
    spec.overrides.insert(day("2025-10-11"), Vec::new());
    spec.breaks
        .insert(day("2025-10-09"), windows(&[("10:00", "11:00")]));
    let calendar = compile(spec);
    let open = |date: &str| {
        let begin = ms(&format!("{date} 00:00"));
        calendar.elapsed(begin, begin + 86_400_000).unwrap() / 60_000
    };
    assert_eq!(open("2025-10-01"), 0, "statutory day off");
    assert_eq!(open("2025-10-02"), 60, "an override opens a holiday");
    assert_eq!(open("2025-09-28"), 480, "make-up Sunday");
    assert_eq!(open("2025-10-11"), 0, "an override closes a make-up day");
    assert_eq!(open("2025-10-09"), 420, "a break is cut out");
    assert_eq!(open("2025-10-12"), 0, "ordinary Sunday");
}

#[test]
fn make_up_days_can_be_left_unworked_and_can_follow_another_weekday() {
    let mut spec = cn_spec();
    spec.follow_make_up_days = false;
    assert_eq!(
        compile(spec)
            .elapsed(ms("2025-09-28 00:00"), ms("2025-09-29 00:00"))
            .unwrap(),
        0
    );
    let mut spec = weekly(5, &[("09:00", "17:00")]);
    spec.hours.fri = windows(&[("09:00", "12:00")]);
    let made_up = MakeUpDay {
        date: day("2025-09-28"),
        name: "国庆节".into(),
        like: DayName::Fri,
    };
    spec.make_up_days.push(made_up);
    let calendar = compile(spec);
    let open = calendar
        .elapsed(ms("2025-09-28 00:00"), ms("2025-09-29 00:00"))
        .unwrap();
    assert_eq!(open, 3 * 3_600_000, "like Friday");
}

#[test]
fn recurring_days_return_and_leap_day_only_in_leap_years() {
    let mut spec = weekly(7, &[("00:00", "24:00")]);
    spec.holidays_recurring = vec!["02-29".parse().unwrap(), "12-25".parse().unwrap()];
    let calendar = compile(spec);
    let year = |from: &str, to: &str| calendar.elapsed(ms(from), ms(to)).unwrap() / 86_400_000;
    assert_eq!(year("2024-01-01 00:00", "2025-01-01 00:00"), 364);
    assert_eq!(year("2025-01-01 00:00", "2026-01-01 00:00"), 364);
}

#[test]
fn a_night_shift_belongs_to_the_day_on_which_it_begins() {
    let mut spec = weekly(5, &[("22:00", "06:00")]);
    spec.holidays.push(Holiday {
        date: day("2026-03-04"),
        name: String::new(),
    });
    let calendar = compile(spec);
    let at = |start: &str, minutes: i64| shanghai(calendar.deadline(ms(start), minutes * 60_000).unwrap());
    assert_eq!(
        at("2026-03-02 21:00", 8 * 60),
        "2026-03-03 06:00",
        "both sides of midnight"
    );
    assert_eq!(
        at("2026-03-04 05:00", 60),
        "2026-03-04 06:00",
        "Tuesday's shift runs into the holiday"
    );
    assert_eq!(
        at("2026-03-04 12:00", 60),
        "2026-03-05 23:00",
        "no shift begins on the holiday"
    );
    let end = calendar
        .deadline_days(ms("2026-03-02 12:00"), 1, DayEnd::LastWindow)
        .unwrap();
    assert_eq!(
        shanghai(end),
        "2026-03-04 06:00",
        "the last window of Tuesday ends on Wednesday"
    );
    let days = calendar
        .deadline_days(ms("2026-03-06 12:00"), 1, DayEnd::SameTime)
        .unwrap();
    assert_eq!(
        shanghai(days),
        "2026-03-09 12:00",
        "Saturday morning's hours make no working Saturday"
    );
}

#[test]
fn two_windows_meet_at_midnight() {
    let calendar = compile(CalendarSpec::always_open("Asia/Shanghai"));
    let start = ms("2026-03-02 23:30");
    assert_eq!(calendar.deadline(start, 3_600_000).unwrap(), start + 3_600_000);
    assert_eq!(calendar.next_open(start).unwrap(), start);
}

#[test]
fn a_day_of_changing_clocks_is_as_long_as_it_is() {
    let mut spec = CalendarSpec::always_open("Europe/Berlin");
    spec.hours = Week::first_days(7, &windows(&[("00:00", "24:00")]));
    let berlin = compile(spec);
    let at =
        |text: &str| berlin.instant(chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap());
    let hours = |from: &str, to: &str| berlin.elapsed(at(from), at(to)).unwrap() / 3_600_000;
    assert_eq!(hours("2024-03-31 00:00", "2024-04-01 00:00"), 23);
    assert_eq!(hours("2024-10-27 00:00", "2024-10-28 00:00"), 25);
    assert_eq!(
        berlin
            .local_time(berlin.deadline(at("2024-03-30 12:00"), 86_400_000).unwrap())
            .to_string(),
        "2024-03-31 13:00:00"
    );
}

#[test]
fn windows_follow_the_clock_on_the_wall() {
    let berlin = compile(CalendarSpec::weekly(
        "Europe/Berlin",
        Week::first_days(7, &windows(&[("01:30", "02:30")])),
    ));
    let on = |text: &str| {
        let number = berlin.local_day(ms(&format!("{text} 12:00")));
        berlin
            .own_windows(number)
            .iter()
            .map(|(from, to)| (to - from) / 60_000)
            .sum::<i64>()
    };
    assert_eq!(on("2024-03-30"), 60);
    assert_eq!(
        on("2024-03-31"),
        30,
        "02:00 to 03:00 is left out: the window ends with the jump"
    );
    assert_eq!(on("2024-10-27"), 60, "times that happen twice are the first");
    let gap = compile(CalendarSpec::weekly(
        "America/Sao_Paulo",
        Week::first_days(7, &windows(&[("00:00", "24:00")])),
    ));
    let skipped = gap.local_day(1_445_169_600_000);
    assert_eq!(
        gap.day_begins(skipped + 1) - gap.day_begins(skipped),
        23 * 3_600_000,
        "midnight itself is left out"
    );
}

#[test]
fn a_viewer_elsewhere_changes_nothing() {
    // Instants are the same for everybody; only the calendar's own zone decides.
    let here = cn();
    let mut spec = cn_spec();
    spec.tz = "Asia/Urumqi".into();
    let there = compile(spec);
    let start = ms("2025-09-30 17:45");
    assert_eq!(
        shanghai(here.deadline(start, 1_800_000).unwrap()),
        "2025-10-09 08:45"
    );
    assert_eq!(
        shanghai(there.deadline(start, 1_800_000).unwrap()),
        "2025-09-30 18:15",
        "Urumqi is two hours behind"
    );
}

#[test]
fn an_unannounced_year_falls_back_and_is_provisional() {
    let calendar = cn();
    let start = ms("2026-12-31 17:45");
    let due = calendar.deadline(start, 1_800_000).unwrap();
    assert_eq!(
        shanghai(due),
        "2027-01-01 08:45",
        "a plain Friday until the announcement"
    );
    assert!(calendar.provisional(start, due));
    assert!(!calendar.provisional(ms("2026-12-31 09:00"), ms("2026-12-31 10:00")));
    assert!(
        !compile(CalendarSpec::always_open("UTC")).provisional(start, due),
        "waits for no announcement"
    );
    let mut spec = cn_spec();
    spec.holidays.push(Holiday {
        date: day("2027-01-01"),
        name: "元旦".into(),
    });
    let unconfirmed = compile(spec.clone());
    assert_eq!(
        unconfirmed.deadline(start, 1_800_000).unwrap(),
        due,
        "predicted days are not served as fact"
    );
    spec.confirmed_through_year = Some(2027);
    assert_eq!(
        shanghai(compile(spec).deadline(start, 1_800_000).unwrap()),
        "2027-01-04 08:45"
    );
}

#[test]
fn working_days_count_from_any_day() {
    assert_eq!(
        common::due_days("2025-09-27 10:00", 1, DayEnd::LastWindow),
        "2025-09-28 18:00",
        "received on Saturday"
    );
    assert_eq!(
        common::due_days("2025-09-27 10:00", 0, DayEnd::LastWindow),
        "2025-09-28 18:00"
    );
    assert_eq!(
        common::due_days("2025-10-09 10:00", -1, DayEnd::LastWindow),
        "2025-09-30 18:00"
    );
    assert_eq!(
        common::due_days("2025-09-26 20:00", 1, DayEnd::SameTimeClamped),
        "2025-09-29 08:30"
    );
    assert_eq!(
        common::due_days("2025-09-26 18:00", 1, DayEnd::SameTimeClamped),
        "2025-09-28 18:00",
        "closing stays"
    );
    assert_eq!(
        common::due_days("2025-09-30 07:00", -1, DayEnd::SameTimeClamped),
        "2025-09-28 18:00"
    );
}

#[test]
fn far_years_answer_and_farther_ones_refuse() {
    let calendar = cn();
    assert_eq!(hours("1985-01-01 00:00", "1985-01-08 00:00"), 5 * 480);
    assert!(calendar.deadline(ms("2099-12-31 17:45"), 1_800_000).is_ok());
    let century = calendar
        .deadline(ms("2026-01-01 00:00"), 100 * 250 * 8 * 3_600_000)
        .unwrap();
    assert!(shanghai(century).starts_with("212"));
    let beyond =
        |refusal: Refusal| assert!(matches!(refusal.code, Code::BeyondHorizon | Code::TargetTooLarge));
    beyond(calendar.deadline(0, i64::MAX).unwrap_err());
    beyond(calendar.deadline(0, i64::MIN).unwrap_err());
    beyond(calendar.deadline(0, i64::MAX / 2).unwrap_err());
    beyond(calendar.deadline(i64::MAX, 1).unwrap_err());
    beyond(calendar.elapsed(i64::MIN, i64::MAX).unwrap_err());
    beyond(
        calendar
            .deadline_days(0, i64::MIN, DayEnd::LastWindow)
            .unwrap_err(),
    );
    beyond(
        calendar
            .deadline_days(i64::MAX, 1, DayEnd::LastWindow)
            .unwrap_err(),
    );
}

#[test]
fn a_calendar_of_single_days_ends_with_the_last_of_them() {
    let mut spec = CalendarSpec::weekly("UTC", Week::default());
    spec.overrides
        .insert(day("2026-03-02"), windows(&[("09:00", "10:00")]));
    let calendar = compile(spec);
    let start = ms("2026-03-01 00:00");
    assert!(calendar.deadline(start, 3_600_000).is_ok());
    assert_eq!(
        calendar.deadline(start, 3_600_001).unwrap_err().code,
        Code::NoWorkingTime
    );
    assert_eq!(
        calendar
            .deadline_days(start, 2, DayEnd::LastWindow)
            .unwrap_err()
            .code,
        Code::NoWorkingTime
    );
    assert_eq!(
        calendar.next_open(ms("2026-03-03 00:00")).unwrap_err().code,
        Code::NoWorkingTime
    );
}

#[test]
fn what_a_calendar_refuses() {
    assert_eq!(
        refused(CalendarSpec::weekly("UTC", Week::default())),
        Code::CalendarEmpty
    );
    assert_eq!(refused(CalendarSpec::always_open("Mars/Olympus")), Code::BadZone);
    assert_eq!(
        refused(weekly(5, &[("08:00", "12:00"), ("11:00", "18:00")])),
        Code::WindowsOverlap
    );
    assert_eq!(
        refused(weekly(5, &[("22:00", "09:00"), ("08:00", "12:00")])),
        Code::WindowsOverlap,
        "into the next day"
    );
    assert_eq!(refused(weekly(5, &[("08:00", "08:00")])), Code::WindowEmpty);
    let many: Vec<String> = (0..60).map(|n| format!("10:{n:02}")).collect();
    let pairs: Vec<(&str, &str)> = many
        .windows(2)
        .map(|pair| (pair[0].as_str(), pair[1].as_str()))
        .collect();
    assert_eq!(refused(weekly(1, &pairs)), Code::TooManyWindows);
    let mut reversed = cn_spec();
    reversed.confirmed_from_year = Some(2030);
    assert_eq!(refused(reversed), Code::ConfirmedYearsReversed);
    let mut torn = cn_spec();
    torn.make_up_days.push(MakeUpDay {
        date: day("2025-10-01"),
        name: String::new(),
        like: DayName::Mon,
    });
    assert_eq!(refused(torn), Code::HolidaysConflict);
    let mut closed = weekly(7, &[("09:00", "17:00")]);
    let start = day("2026-01-01");
    closed.holidays = start
        .iter_days()
        .take(400)
        .map(|date| Holiday {
            date,
            name: String::new(),
        })
        .collect();
    assert_eq!(refused(closed.clone()), Code::NoWorkingTime);
    closed.holidays.pop();
    assert!(Calendar::compile(closed).is_ok(), "399 days are a long holiday");
    let mut never = weekly(7, &[("09:00", "17:00")]);
    never.holidays_recurring = day("2024-01-01")
        .iter_days()
        .take(366)
        .map(|d| d.format("%m-%d").to_string().parse().unwrap())
        .collect();
    assert_eq!(refused(never), Code::NoWorkingTime);
}

#[test]
fn specifications_read_strictly() {
    let read = |text: &str| serde_json::from_str::<CalendarSpec>(text);
    let good = r#"{"tz":"UTC","hours":{"mon":[["08:30","12:00:30"],["13:00","24:00"]]},"holidays":[{"date":"2026-01-01","name":"元旦"}]}"#;
    let spec = read(good).unwrap();
    assert_eq!(
        serde_json::from_str::<CalendarSpec>(&serde_json::to_string(&spec).unwrap()).unwrap(),
        spec
    );
    for bad in [
        r#"{"tz":"UTC","hours":{"mon":[["8:3x","12:00"]]}}"#,
        r#"{"tz":"UTC","hours":{"mon":[["08:30","24:01"]]}}"#,
        r#"{"tz":"UTC","hours":{"monday":[]}}"#,
        r#"{"tz":"UTC","hours":{},"colour":1}"#,
        r#"{"tz":"UTC","hours":{},"holidays_recurring":["02-30"]}"#,
        r#"{"tz":"UTC","hours":{},"holidays":[{"date":"2026-02-29"}]}"#,
    ] {
        assert!(read(bad).is_err(), "{bad}");
    }
}

#[test]
fn periods_are_days_clipped_to_the_start() {
    let calendar = cn();
    let found = calendar.periods(ms("2025-09-30 09:00"), None, 3).unwrap();
    let text: Vec<(String, String)> = found
        .iter()
        .map(|(from, to)| (shanghai(*from), shanghai(*to)))
        .collect();
    let expected = [
        ("2025-09-30 09:00", "2025-09-30 12:00"),
        ("2025-09-30 13:30", "2025-09-30 18:00"),
        ("2025-10-09 08:30", "2025-10-09 12:00"),
    ];
    assert!(
        text.iter()
            .zip(expected)
            .all(|(found, expected)| (found.0.as_str(), found.1.as_str()) == expected)
    );
    assert!(
        calendar
            .periods(ms("2025-10-01 00:00"), Some(ms("2025-10-08 23:00")), 99)
            .unwrap()
            .is_empty()
    );
}
