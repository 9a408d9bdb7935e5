//! A real year of tickets, where it is at hand: `OUTPOST_DATA`, or the data folder beside the project.

use std::path::PathBuf;

use outpost_export::dates::DateFormat;
use outpost_export::mapping::{FieldKind, FieldMap, FieldSpec, Mapping};
use outpost_export::read::ColumnKind;
use outpost_export::{Choices, Limits, Record, read};

fn boston() -> Option<PathBuf> {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("OUTPOST_DATA").map_or_else(beside, PathBuf::from);
    let file = folder.join("boston311_2015.csv.gz");
    file.is_file().then_some(file)
}

#[test]
fn boston_is_read_whole() {
    let Some(path) = boston() else { return };
    let open = || read::open_file(&path, &Choices::default(), &Limits::default()).unwrap();
    let preview = open().preview(2_000).unwrap();
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

    let dates = [
        ("opened", "OPEN_DT"),
        ("target", "TARGET_DT"),
        ("closed", "CLOSED_DT"),
    ];
    let specs: Vec<FieldSpec> = dates
        .iter()
        .map(|(key, _)| FieldSpec::new(key, FieldKind::Date))
        .collect();
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
    let mut table = open();
    let bound = mapping.bind(table.columns(), &specs, "UTC").unwrap();
    let verdict = table
        .columns()
        .iter()
        .position(|column| column.name == "OnTime_Status")
        .unwrap();
    let (mut rows, mut last_line, mut refused) = (0, 0, Vec::new());
    let (mut with_target, mut judged, mut equal, mut early) = (0, 0, 0, 0);
    while let Some(record) = table.read_row().unwrap() {
        let Record::Good(row) = record else {
            panic!("{record:?}")
        };
        rows += 1;
        last_line = row.line();
        let mut read = |field| {
            bound.instant(field, &row).unwrap_or_else(|error| {
                refused.push(error);
                None
            })
        };
        let (opened, target, closed) = (read(0), read(1), read(2));
        with_target += usize::from(!row.get(table_column_target()).is_empty());
        early += usize::from(matches!((opened, closed), (Some(opened), Some(closed)) if closed < opened));
        if let (Some(target), Some(closed)) = (target, closed)
            && !row.get(verdict).is_empty()
        {
            judged += 1;
            equal += usize::from((closed <= target) == (row.get(verdict) == "ONTIME"));
        }
    }
    println!("refused: {refused:?}");
    assert_eq!((rows, last_line), (121_145, 121_146));
    assert_eq!((with_target, early), (94_154, 197));
    assert_eq!((judged, equal), (79_126, 79_126));
    assert_eq!(table.progress().bytes, std::fs::metadata(&path).unwrap().len());
    assert!(refused.is_empty());
}

/// `TARGET_DT` is the third column.
fn table_column_target() -> usize {
    2
}
