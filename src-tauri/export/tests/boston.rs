//! A real year of tickets, where it is at hand: `OUTPOST_DATA`, or the data folder beside the project.

use std::path::{Path, PathBuf};

use outpost_export::dates::DateFormat;
use outpost_export::mapping::{FieldKind, FieldMap, FieldSpec, Mapping};
use outpost_export::read::ColumnKind;
use outpost_export::{Choices, Limits, Record, Table, read};

fn boston() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("OUTPOST_DATA").map_or_else(beside, PathBuf::from);
    let file = folder.join("boston311_2015.csv.gz");
    file.is_file().then_some(file)
}

fn open(path: &Path) -> Table {
    read::open_file(path, &Choices::default(), &Limits::default()).unwrap()
}

#[test]
fn columns_are_recognised() {
    let Some(path) = boston() else { return };
    let preview = open(&path).preview(2_000).unwrap();
    let column = |name: &str| preview.columns.iter().find(|column| column.name == name).unwrap();
    let opened = column("OPEN_DT");
    assert_eq!(opened.kind, ColumnKind::Date);
    assert_eq!(
        opened.date.as_ref().map(|date| (date.format, date.ambiguous)),
        Some((DateFormat::Mdy, false))
    );
    assert_eq!(column("LATITUDE").kind, ColumnKind::Decimal);
    assert_eq!(column("CASE_ENQUIRY_ID").kind, ColumnKind::Integer);
    assert!(
        column("CASE_STATUS")
            .distinct
            .as_ref()
            .is_some_and(|values| values.len() == 2)
    );
}

#[test]
fn the_year_is_read_whole_and_agrees_with_the_city() {
    let Some(path) = boston() else { return };
    let dates = [
        ("opened", "OPEN_DT"),
        ("target", "TARGET_DT"),
        ("closed", "CLOSED_DT"),
    ];
    let mut specs: Vec<FieldSpec> = dates
        .iter()
        .map(|(key, _)| FieldSpec::new(key, FieldKind::Date))
        .collect();
    specs.push(FieldSpec::new("verdict", FieldKind::Text));
    let mut mapping = Mapping {
        zone: Some("America/New_York".to_owned()),
        ..Mapping::default()
    };
    for (key, column) in dates {
        let map = FieldMap {
            date: Some(DateFormat::Mdy),
            ..FieldMap::column(column)
        };
        mapping.fields.insert(key.to_owned(), map);
    }
    mapping
        .fields
        .insert("verdict".to_owned(), FieldMap::column("OnTime_Status"));
    let mut table = open(&path);
    let bound = mapping.bind(table.columns(), &specs, "UTC").unwrap();
    let (mut rows, mut last_line) = (0, 0);
    let (mut with_target, mut judged, mut equal, mut early) = (0, 0, 0, 0);
    while let Some(record) = table.read_row().unwrap() {
        let Record::Good(row) = record else {
            panic!("{record:?}")
        };
        rows += 1;
        last_line = row.line();
        // All of them: a single date that is refused fails the test.
        let [opened, target, closed] = [0, 1, 2].map(|field| bound.instant(field, &row).unwrap());
        let verdict = bound.text(3, &row).unwrap();
        with_target += u32::from(target.is_some());
        early += u32::from(matches!((opened, closed), (Some(opened), Some(closed)) if closed < opened));
        if let (Some(target), Some(closed), Some(verdict)) = (target, closed, verdict) {
            judged += 1;
            equal += u32::from((closed <= target) == (verdict == "ONTIME"));
        }
    }
    assert_eq!((rows, last_line), (121_145, 121_146));
    assert_eq!((with_target, early), (94_154, 197));
    assert_eq!((judged, equal), (79_126, 79_126));
    assert_eq!(table.progress().bytes, std::fs::metadata(&path).unwrap().len());
}
