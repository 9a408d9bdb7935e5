//! Single facts restated from the unit tests of open SLA software (Znuny, ERPNext, GLPI, biz, businesstime,
//! php-business-time, moment-business-time): what those projects expect, in a table of our own. All of the collected
//! cases run in `cases_of_other_software.rs` where the data folder is present.

use std::collections::HashMap;

use outpost_sla::cases::run_cases;
use serde_json::{Value, json};

/// Name, zone, week, days off (dates or MM-DD), single days, breaks.
type CalendarRow = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const CALENDARS: &[CalendarRow] = &[
    (
        "A",
        "UTC",
        "mon-sun 00:00-24:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    (
        "B",
        "Europe/Berlin",
        "mon-sun 00:00-24:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    (
        "C",
        "America/Sao_Paulo",
        "mon-sun 00:00-24:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    ("D", "America/Sao_Paulo", "mon-sun 00:00-24:00", "", "", ""),
    (
        "E",
        "Asia/Tehran",
        "mon-sun 00:00-24:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    (
        "F",
        "Australia/Sydney",
        "mon-sun 00:00-24:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    (
        "G",
        "Europe/Berlin",
        "mon-fri 08:00-18:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    (
        "H",
        "Europe/Berlin",
        "mon-fri 08:00-13:00,14:00-18:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    (
        "I",
        "Asia/Tehran",
        "mon-fri 08:00-18:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    (
        "J",
        "Asia/Tehran",
        "mon-fri 00:00-24:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    (
        "K",
        "Europe/Berlin",
        "mon-sun 08:00-13:00,14:00-18:00",
        "01-01 05-01 12-24 12-25 12-26 12-31",
        "",
        "",
    ),
    ("L", "UTC", "mon-sun 00:00-24:00", "", "", ""),
    ("M", "Europe/Berlin", "mon-sun 00:00-24:00", "", "", ""),
    ("N", "Asia/Tehran", "mon-sun 00:00-24:00", "", "", ""),
    ("O", "Australia/Sydney", "mon-sun 00:00-24:00", "", "", ""),
    (
        "P",
        "UTC",
        "mon-sun 10:00-18:00",
        "2019-02-11 2019-03-05 2019-03-07",
        "",
        "",
    ),
    ("Q", "UTC", "mon-fri 10:00-18:00", "", "", ""),
    ("R", "UTC", "mon-fri 08:00-20:00", "", "", ""),
    ("S", "UTC", "mon-fri 00:00-24:00", "", "", ""),
    ("T", "UTC", "mon 10:30-19:00; tue-fri 08:30-19:00", "", "", ""),
    (
        "U",
        "UTC",
        "mon 09:00-17:00; tue 10:00-16:00; wed 09:00-17:00; thu 10:00-16:00; fri 09:00-17:00; sat 11:00-14:30",
        "",
        "",
        "",
    ),
    (
        "V",
        "UTC",
        "mon 09:00-17:00; tue 10:00-16:00; wed 09:00-17:00; thu 10:00-16:00; fri 09:00-17:00; sat 11:00-14:30",
        "2006-01-01 2006-12-25",
        "",
        "2006-01-02 10:00-11:30; 2006-01-03 14:15-14:30,15:40-15:50",
    ),
    (
        "W",
        "UTC",
        "mon-fri 09:00-17:00",
        "2014-01-01 2014-01-20 2014-02-17 2014-05-26 2014-07-04 2014-09-01",
        "",
        "",
    ),
    ("X", "UTC", "mon-fri 09:00-17:00", "", "", ""),
    ("Y", "UTC", "mon-fri 09:00-13:00,14:00-17:00", "", "", ""),
];

/// Calendar, start, question (seconds, working days with where in the day, or an end), answer.
const FACTS: &[(&str, &str, &str, &str)] = &[
    ("A", "2015-02-17 12:00:00", "63072000s", "2017-02-28 12:00:00"),
    ("A", "2015-10-17 22:00:00", "21600s", "2015-10-18 04:00:00"),
    ("B", "2015-02-17 12:00:00", "7779600s", "2015-05-19 14:00:00"),
    ("C", "2015-02-21 22:00:00", "18000s", "2015-02-22 02:00:00"),
    ("D", "2015-02-21 22:10:05", "364815s", "2015-02-26 02:30:20"),
    ("E", "2015-09-21 12:00:00", "54000s", "2015-09-22 02:00:00"),
    ("E", "2015-01-21 12:00:00", "7837200s", "2015-04-22 06:00:00"),
    ("F", "2016-04-02 12:00:00", "147600s", "2016-04-04 04:00:00"),
    ("G", "2016-01-31 12:25:30", "18000s", "2016-02-01 13:00:00"),
    ("H", "2016-02-01 12:25:30", "18000s", "2016-02-02 08:25:30"),
    ("I", "2016-03-20 00:00:00", "18000s", "2016-03-21 13:00:00"),
    ("J", "2016-03-20 00:00:00", "104400s", "2016-03-22 06:00:00"),
    ("B", "2015-12-23 08:10:15", "to 2015-12-28 17:10:14", "205199"),
    ("B", "2015-02-17 22:35:49", "to 2015-02-19 23:05:49", "174600"),
    ("K", "2016-02-01 12:15:41", "to 2016-02-06 12:15:41", "162000"),
    ("H", "2016-03-25 12:15:41", "to 2016-03-29 10:15:41", "57600"),
    ("H", "2016-03-25 08:15:41", "to 2016-03-25 14:15:41", "18000"),
    ("L", "2015-02-17 12:00:00", "to 2015-05-18 12:00:00", "7776000"),
    ("L", "2015-03-21 12:00:00", "to 2015-03-22 12:00:00", "86400"),
    ("M", "2015-02-17 12:00:00", "to 2015-05-18 12:00:00", "7772400"),
    ("D", "2015-02-21 22:00:00", "to 2015-02-22 02:00:00", "18000"),
    ("N", "2015-09-21 12:00:00", "to 2015-09-22 04:00:00", "61200"),
    ("O", "2015-01-21 12:00:00", "to 2015-04-22 04:00:00", "7837200"),
    ("P", "2019-03-04 12:00:00", "7200s", "2019-03-04 14:00:00"),
    ("P", "2019-03-04 07:00:00", "21600s", "2019-03-04 16:00:00"),
    ("Q", "2021-06-28 11:00:00", "to 2021-06-28 12:00:00", "3600"),
    ("Q", "2021-06-28 20:00:00", "to 2021-06-29 11:00:00", "3600"),
    ("Q", "2021-06-25 20:00:00", "to 2021-06-27 11:00:00", "0"),
    ("R", "2018-11-19 10:00:00", "7d same", "2018-11-28 10:00:00"),
    ("R", "2018-11-19 10:00:00", "7d end", "2018-11-28 20:00:00"),
    ("S", "2018-11-19 10:00:00", "7d same", "2018-11-28 10:00:00"),
    ("S", "2018-11-19 10:00:00", "7d end", "2018-11-29 00:00:00"),
    ("R", "2019-01-01 07:00:00", "to 2019-01-01 09:00:00", "3600"),
    ("R", "2019-01-01 00:00:00", "to 2019-01-08 00:00:00", "216000"),
    ("T", "2034-06-09 08:46:12", "1800s", "2034-06-09 09:16:12"),
    ("T", "2034-06-16 08:46:12", "-28800s", "2034-06-15 11:16:12"),
    ("T", "2034-06-09 12:46:12", "3600s", "2034-06-09 13:46:12"),
    ("T", "2034-06-09 08:46:12", "5d same", "2034-06-16 08:46:12"),
    ("T", "2034-06-08 12:00:00", "3d same", "2034-06-13 12:00:00"),
    ("R", "2034-08-16 13:00:00", "14400s", "2034-08-16 17:00:00"),
    ("U", "2006-01-04 16:01:30", "-90s", "2006-01-04 16:00:00"),
    ("U", "2006-01-04 16:30:00", "-5400s", "2006-01-04 15:00:00"),
    ("U", "2006-01-09 12:00:00", "-2d clamp", "2006-01-06 12:00:00"),
    ("U", "2006-01-06 12:00:00", "2d clamp", "2006-01-09 12:00:00"),
    ("U", "2006-01-08 00:00:00", "to 2006-01-01 00:00:00", "0"),
    ("V", "2006-01-02 09:00:00", "1800s", "2006-01-02 09:30:00"),
    ("V", "2006-01-05 12:00:00", "to 2006-01-06 12:00:00", "25200"),
    ("W", "2015-02-23 17:00:00", "to 2015-02-24 14:20:00", "19200"),
    ("W", "2014-01-04 09:10:00", "to 2014-01-04 09:12:00", "0"),
    ("W", "2014-08-08 09:00:00", "to 2014-08-11 23:00:00", "57600"),
    ("X", "2018-05-14 00:00:00", "3600s", "2018-05-14 10:00:00"),
    ("X", "2018-05-14 09:00:00", "1800s", "2018-05-14 09:30:00"),
    ("X", "2018-05-14 09:00:00", "-7200s", "2018-05-11 15:00:00"),
    ("Y", "2018-05-14 09:00:00", "14400s", "2018-05-14 13:00:00"),
    ("X", "2018-05-14 00:00:00", "to 2018-05-14 09:00:00", "0"),
    ("X", "2018-05-14 09:00:00", "to 2018-05-14 16:00:00", "25200"),
    ("X", "2018-05-18 09:00:00", "to 2018-05-19 10:00:00", "28800"),
    ("X", "2015-02-26 16:59:59", "2700s", "2015-02-27 09:44:59"),
    ("X", "2015-02-26 17:30:00", "0s", "2015-02-27 09:00:00"),
    ("R", "2018-11-19 10:00:00", "-7d end", "2018-11-08 20:00:00"),
    ("R", "2019-01-08 00:00:00", "to 2019-01-01 00:00:00", "0"),
    ("T", "2034-06-16 19:00:00", "-2d same", "2034-06-14 19:00:00"),
    ("U", "2006-01-03 00:00:00", "0s", "2006-01-03 10:00:00"),
    ("U", "2006-01-05 08:00:00", "-2d clamp", "2006-01-02 17:00:00"),
    ("U", "2006-01-05 18:00:00", "-2d clamp", "2006-01-03 16:00:00"),
    ("U", "2006-01-03 08:00:00", "2d clamp", "2006-01-05 10:00:00"),
    ("U", "2006-01-03 18:00:00", "2d clamp", "2006-01-06 09:00:00"),
    ("X", "2015-02-26 09:00:20", "-45s", "2015-02-25 16:59:35"),
];

fn pairs(text: &str) -> Value {
    text.split(',')
        .map(|window| {
            window
                .split_once('-')
                .map(|(from, to)| json!([from, to]))
                .unwrap()
        })
        .collect()
}

fn hours(week: &str) -> Value {
    const DAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let position = |day: &str| DAYS.iter().position(|name| *name == day).unwrap();
    let mut hours = serde_json::Map::new();
    for part in week.split("; ") {
        let (days, windows) = part.split_once(' ').unwrap();
        let (first, last) = days.split_once('-').unwrap_or((days, days));
        for day in &DAYS[position(first)..=position(last)] {
            hours.insert((*day).to_owned(), pairs(windows));
        }
    }
    hours.into()
}

fn dated(text: &str) -> HashMap<&str, Value> {
    let days = text.split("; ").filter(|day| !day.is_empty());
    days.map(|day| {
        day.split_once(' ')
            .map(|(date, windows)| (date, pairs(windows)))
            .unwrap()
    })
    .collect()
}

fn calendar((_, tz, week, off, single, breaks): &CalendarRow) -> Value {
    let (recurring, days_off): (Vec<&str>, Vec<&str>) =
        off.split_whitespace().partition(|day| day.len() == 5);
    json!({
        "tz": tz, "hours": hours(week), "holidays": days_off, "holidays_recurring": recurring,
        "date_overrides": dated(single), "breaks": dated(breaks),
    })
}

fn case(id: usize, start: &str, question: &str, calendar: &Value) -> Value {
    let mut case = json!({ "id": id, "calendar": calendar, "start": start, "times_are": "local" });
    if let Some(end) = question.strip_prefix("to ") {
        case["kind"] = "elapsed".into();
        case["end"] = end.into();
    } else if let Some((days, end)) = question.split_once("d ") {
        case["kind"] = "deadline_days".into();
        case["target_working_days"] = days.parse::<i64>().unwrap().into();
        case["end_of_working_day"] = (end == "end").into();
        case["clamp"] = (end == "clamp").into();
    } else {
        case["kind"] = "deadline".into();
        case["target_seconds"] = question.trim_end_matches('s').parse::<i64>().unwrap().into();
    }
    case
}

#[test]
fn facts_of_other_software_hold() {
    let calendars: HashMap<&str, Value> = CALENDARS.iter().map(|entry| (entry.0, calendar(entry))).collect();
    let cases: Vec<Value> = FACTS
        .iter()
        .enumerate()
        .map(|(id, (name, start, question, _))| case(id, start, question, &calendars[name]))
        .collect();
    let results = run_cases(&Value::from(cases).to_string()).unwrap();
    for ((name, start, question, expected), result) in
        FACTS.iter().zip(results["results"].as_array().unwrap())
    {
        let answer = match result.get("deadline") {
            Some(deadline) => deadline.as_str().unwrap().to_owned(),
            None => result["elapsed_seconds"].to_string(),
        };
        assert_eq!(answer, *expected, "{name} {start} {question}: {result}");
    }
}
