//! The shipped days against the collected ones, and the reading of later announcements.

mod common;

use std::collections::BTreeMap;
use std::path::PathBuf;

use chrono::{Datelike, Weekday};
use common::cn_spec;
use outpost_sla::Code;
use outpost_sla::cn_holidays::{parse_csv, parse_holiday_cn, shipped};

#[test]
fn the_shipped_days_equal_those_that_three_sources_agree_on() {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("OUTPOST_DATA").map_or(beside, PathBuf::from);
    let Ok(text) = std::fs::read_to_string(folder.join("cn_calendar_exceptions_2010_2026.csv")) else {
        return;
    };
    let expected: BTreeMap<&str, bool> = text
        .lines()
        .skip(1)
        .map(|line| {
            let mut cells = line.split(',');
            (cells.next().unwrap(), cells.next().unwrap() == "holiday")
        })
        .collect();
    let set = shipped().unwrap();
    // The reference lists what differs from Monday to Friday; days off on weekends ship too, for six-day weeks.
    let weekday = |day: Weekday| !matches!(day, Weekday::Sat | Weekday::Sun);
    let off = set
        .holidays
        .iter()
        .filter(|h| weekday(h.date.weekday()))
        .map(|h| (h.date.to_string(), true));
    let worked = set.make_up_days.iter().map(|m| (m.date.to_string(), false));
    let ours: BTreeMap<String, bool> = off.chain(worked).collect();
    assert_eq!(ours.len(), expected.len());
    assert!(
        ours.iter()
            .all(|(date, off)| expected.get(date.as_str()) == Some(off))
    );
}

#[test]
fn seventeen_years_ship_whole() {
    let set = shipped().unwrap();
    assert_eq!(set.years(), (2010..=2026).collect::<Vec<_>>());
    assert!(set.holidays.iter().all(|holiday| !holiday.name.is_empty()));
    assert_eq!((set.holidays.len(), set.make_up_days.len()), (469, 112));
}

#[test]
fn a_later_year_can_be_added() {
    let json = r#"{"year":2027,"days":[
        {"name":"元旦","date":"2027-01-01","isOffDay":true},
        {"name":"元旦","date":"2027-01-03","isOffDay":false},
        {"name":"元旦","date":"2026-12-31","isOffDay":true}]}"#;
    let set = parse_holiday_cn(json).unwrap();
    assert_eq!((set.holidays.len(), set.make_up_days.len()), (2, 1));
    let mut spec = cn_spec();
    set.apply(&mut spec);
    assert_eq!(spec.confirmed_through_year, Some(2027));
    let off = |date: &str| {
        spec.holidays
            .iter()
            .any(|holiday| holiday.date.to_string() == date)
    };
    assert!(
        off("2026-12-31"),
        "an announcement reaches into the December before"
    );
    assert!(off("2026-10-01"), "and leaves the rest of that year alone");
    let again = spec.clone();
    set.apply(&mut spec);
    assert_eq!(spec, again, "applying twice changes nothing");
    let csv = "date,kind,name\n2029-01-01,holiday,元旦\n";
    parse_csv(csv).unwrap().apply(&mut spec);
    assert_eq!(spec.confirmed_through_year, Some(2027), "2028 is still missing");
}

#[test]
fn what_an_announcement_file_is_refused_for() {
    let json = |text: &str| parse_holiday_cn(text).unwrap_err().code;
    assert_eq!(json(r#"{"year":2028,"days":[]}"#), Code::HolidaysEmptyYear);
    assert_eq!(json(r#"{"year":2028"#), Code::HolidaysUnreadable);
    assert_eq!(json("PNG"), Code::HolidaysUnreadable);
    let day = |date: &str, off: bool| format!(r#"{{"name":"x","date":"{date}","isOffDay":{off}}}"#);
    let year = |days: &[String]| format!(r#"{{"year":2027,"days":[{}]}}"#, days.join(","));
    assert_eq!(json(&year(&[day("2027-13-01", true)])), Code::BadDate);
    assert_eq!(json(&year(&[day("2025-05-01", true)])), Code::HolidaysWrongYear);
    assert_eq!(json(&year(&[day("2027-05-03", false)])), Code::MakeUpOnWeekday);
    assert_eq!(
        json(&year(&[day("2027-05-02", false), day("2027-05-02", true)])),
        Code::HolidaysConflict
    );
    assert_eq!(
        json(&year(&[day("2027-05-02", false)])),
        Code::HolidaysEmptyYear,
        "make-up days alone"
    );
    let csv = |text: &str| parse_csv(text).unwrap_err();
    assert_eq!(csv("").code, Code::HolidaysUnreadable);
    assert_eq!(csv("a,b\n").code, Code::HolidaysUnreadable);
    assert_eq!(csv("date,kind,name\n2027-01-01,off,x\n").params["line"], 2);
    assert_eq!(csv("date,kind,name\n2027-01-41,holiday,x\n").code, Code::BadDate);
    assert_eq!(csv("date,kind,name\n").code, Code::HolidaysUnreadable);
}
