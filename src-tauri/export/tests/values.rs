//! Dates, clocks and numbers as people write them.

use outpost_export::ReadCode;
use outpost_export::dates::{DateFormat, Moment, ZoneClock, guess};
use outpost_export::decimal::{NumberStyle, Refusal, parse_float, parse_scaled};

#[test]
fn dates_of_every_kind() {
    let local = |y, m, d, ms: i64| {
        Some(Moment::Local(
            outpost_export::dates::days_from_civil(y, m, d) * 86_400_000 + ms,
        ))
    };
    let (hour, minute) = (3_600_000, 60_000);
    use DateFormat::*;
    let cases: &[(DateFormat, &str, Option<Moment>)] = &[
        (
            Mdy,
            "01/02/2015 12:20:09 AM",
            local(2015, 1, 2, 20 * minute + 9_000),
        ),
        (
            Mdy,
            "1/2/2015 12:20 pm",
            local(2015, 1, 2, 12 * hour + 20 * minute),
        ),
        (Mdy, "13/02/2015", None),
        (Mdy, "01/02/15", None),
        (
            Dmy,
            "13.02.2015 16:05",
            local(2015, 2, 13, 16 * hour + 5 * minute),
        ),
        (Dmy, "29-02-2015", None),
        (Ymd, "2016-02-29", local(2016, 2, 29, 0)),
        (Ymd, "1900-02-29", None),
        (Ymd, "2015/1/2 9:05", local(2015, 1, 2, 9 * hour + 5 * minute)),
        (
            Ymd,
            "2015-01-02T09:05:07.25",
            local(2015, 1, 2, 9 * hour + 5 * minute + 7_250),
        ),
        (
            Ymd,
            "2015-01-02T00:30:00+08:00",
            Some(Moment::Instant(1_420_129_800_000)),
        ),
        (
            Ymd,
            "2015-01-01 16:30:00Z",
            Some(Moment::Instant(1_420_129_800_000)),
        ),
        (Ymd, "2015年1月2日", local(2015, 1, 2, 0)),
        (
            Ymd,
            "2015年1月2日 下午3:04",
            local(2015, 1, 2, 15 * hour + 4 * minute),
        ),
        (
            Ymd,
            "2015年1月2日15时04分05秒",
            local(2015, 1, 2, 15 * hour + 4 * minute + 5_000),
        ),
        (Ymd, "2015年01月02日上午12点", local(2015, 1, 2, 0)),
        (Ymd, "2015-01-02 24:00:00", local(2015, 1, 3, 0)),
        (Ymd, "2015-01-02 24:00:01", None),
        (Ymd, "2015-01-02 9:61", None),
        (Ymd, "2015-01-02 9:05 nonsense", None),
        (Ymd, "2015-1", None),
        (Ymd, "", None),
        (Compact, "20150102", local(2015, 1, 2, 0)),
        (
            Compact,
            "20150102150405",
            local(2015, 1, 2, 15 * hour + 4 * minute + 5_000),
        ),
        (Compact, "20151302", None),
        (ExcelSerial, "42006.5", local(2015, 1, 2, 12 * hour)),
        (ExcelSerial, "60", None),
        (ExcelSerial, "1", local(1900, 1, 1, 0)),
        (ExcelSerial1904, "40544", local(2015, 1, 2, 0)),
        (EpochS, "1420129800", Some(Moment::Instant(1_420_129_800_000))),
        (EpochMs, "1420129800000", Some(Moment::Instant(1_420_129_800_000))),
        (EpochMs, "99999999999999999999", None),
    ];
    for (format, text, expected) in cases {
        assert_eq!(format.parse(text), *expected, "{} {text}", format.name());
    }
}

#[test]
fn formats_of_dates_are_guessed_and_doubt_is_told() {
    let found = |samples: &[&'static str]| guess(samples.iter().copied());
    let ambiguous = found(&["01/02/2015", "03/04/2015", ""]).unwrap();
    assert!(ambiguous.ambiguous && !ambiguous.has_time);
    assert_eq!(ambiguous.candidates, [DateFormat::Mdy, DateFormat::Dmy]);
    assert_eq!(
        found(&["01/02/2015", "25/04/2015"]).unwrap().format,
        DateFormat::Dmy
    );
    assert!(found(&["42006.25", "42010"]).unwrap().bare_numbers);
    assert_eq!(
        found(&["42006.25", "42010"]).unwrap().format,
        DateFormat::ExcelSerial
    );
    assert_eq!(
        found(&["1420129800", "1420139800"]).unwrap().format,
        DateFormat::EpochS
    );
    assert_eq!(
        found(&["20150102", "20151231"]).unwrap().format,
        DateFormat::Compact
    );
    assert_eq!(found(&["WO-1", "WO-2"]), None);
    assert_eq!(found(&["", " "]), None);
}

#[test]
fn clocks_that_jump() {
    let mut boston = ZoneClock::new("America/New_York").unwrap();
    let local = |text: &str| match DateFormat::Ymd.parse(text) {
        Some(Moment::Local(ms)) => ms,
        other => panic!("{other:?}"),
    };
    assert_eq!(boston.instant(local("2015-03-08 02:30:00")), None);
    assert_eq!(
        boston.instant(local("2015-03-08 03:00:00")),
        Some(1_425_798_000_000)
    );
    // Shown twice: the first is meant, still in summer time.
    assert_eq!(
        boston.instant(local("2015-11-01 01:30:00")),
        Some(1_446_355_800_000)
    );
    for text in [
        "2015-07-01 12:00:00",
        "2015-12-31 23:59:59",
        "2015-11-01 00:30:00",
        "2015-03-08 12:00:00",
    ] {
        let ms = local(text);
        let instant = boston.instant(ms).unwrap();
        assert_eq!(boston.local(instant), ms, "{text}");
    }
    assert_eq!(
        ZoneClock::new("Mars/Base").unwrap_err().code,
        ReadCode::UnknownZone
    );
}

#[test]
fn numbers_as_people_write_them() {
    let point = NumberStyle::default();
    let comma = NumberStyle {
        decimal_comma: true,
        round: false,
    };
    let cases: &[(&str, u8, &NumberStyle, Result<i64, Refusal>)] = &[
        ("1,234.50", 2, &point, Ok(123_450)),
        ("¥1,234.5", 2, &point, Ok(123_450)),
        ("1234.5元", 2, &point, Ok(123_450)),
        ("(12.00)", 2, &point, Ok(-1_200)),
        ("-￥12", 2, &point, Ok(-1_200)),
        ("￥-12", 2, &point, Ok(-1_200)),
        ("12.00-", 2, &point, Ok(-1_200)),
        ("１２．５", 2, &point, Ok(1_250)),
        ("−0.01", 2, &point, Ok(-1)),
        (".5", 1, &point, Ok(5)),
        ("5.", 1, &point, Ok(50)),
        ("3.0", 0, &point, Ok(3)),
        ("1.234,50", 2, &point, Err(Refusal::NotANumber)),
        ("1.234,50", 2, &comma, Ok(123_450)),
        ("1 234,50", 2, &comma, Ok(123_450)),
        ("1'234.50", 2, &point, Ok(123_450)),
        ("1,23", 2, &point, Err(Refusal::NotANumber)),
        ("12,34,567", 0, &point, Err(Refusal::NotANumber)),
        ("1.005", 2, &point, Err(Refusal::TooPrecise)),
        ("1.0050", 3, &point, Ok(1_005)),
        ("1.005", 2, &NumberStyle { round: true, ..point }, Ok(101)),
        ("-1.005", 2, &NumberStyle { round: true, ..point }, Ok(-101)),
        ("9223372036854775807", 0, &point, Ok(i64::MAX)),
        ("92233720368547758.08", 2, &point, Err(Refusal::Overflow)),
        ("9".repeat(60).leak(), 0, &point, Err(Refusal::Overflow)),
        ("1E+05", 2, &point, Err(Refusal::NotANumber)),
        ("12%", 2, &point, Err(Refusal::NotANumber)),
        ("--1", 2, &point, Err(Refusal::NotANumber)),
        ("(-1)", 2, &point, Err(Refusal::NotANumber)),
        ("", 2, &point, Err(Refusal::NotANumber)),
        ("-", 2, &point, Err(Refusal::NotANumber)),
        ("12a", 2, &point, Err(Refusal::NotANumber)),
    ];
    for (text, scale, style, expected) in cases {
        assert_eq!(parse_scaled(text, *scale, style), *expected, "{text}");
    }
    assert_eq!(parse_float("42.3574", &point), Ok(42.3574));
    assert_eq!(parse_float("-71,0648", &comma), Ok(-71.0648));
    assert_eq!(parse_float("1e3", &point), Ok(1_000.0));
    for wrong in ["inf", "NaN", "1e999", "x", ""] {
        assert_eq!(parse_float(wrong, &point), Err(Refusal::NotANumber), "{wrong}");
    }
}
