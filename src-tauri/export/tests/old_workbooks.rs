//! The workbook of Excel 97–2003: read as it was meant, and harmless when it was made to do harm.

use std::io::Cursor;

use outpost_export::{Choices, Limits, Record, read};

/// Two sheets of Excel 97, the first one empty, written by another program.
const OLD: &[u8] = include_bytes!("files/old.xls");

#[test]
fn the_old_format_is_read() {
    let mut table = read::open(Cursor::new(OLD), &Choices::default(), &Limits::default()).unwrap();
    assert_eq!(
        (table.info().sheets.len(), table.info().sheet.as_deref()),
        (2, Some("数据"))
    );
    let mut rows = Vec::new();
    while let Some(record) = table.read_row().unwrap() {
        let Record::Good(row) = record else {
            panic!("{record:?}")
        };
        rows.push(row.texts(6).map(str::to_owned).collect::<Vec<_>>());
    }
    assert_eq!(
        rows[0],
        [
            "WO-1",
            "12.5",
            "2015-01-02T09:08:42",
            "true",
            "上海, \"中山\"路",
            ""
        ]
    );
    assert_eq!(rows[1], ["WO-2", "-3", "2015-03-08T02:30:00", "false", "", ""]);
    assert_eq!(
        rows[2],
        ["00123", "101001240734", "1999-12-31T23:59:59", "true", "x\ny", ""]
    );
    // The last column holds formulas that say of themselves that their result is an empty text.
    assert_eq!((rows.len(), table.formulas()), (3, 3));
}

#[test]
fn a_harmed_old_workbook_ends_in_an_answer() {
    // Its reader may stumble inside; that must come out as a damaged file. Every place is tried once.
    let quiet = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let mut answers = std::collections::BTreeMap::new();
    for at in 0..OLD.len() {
        let mut bytes = OLD.to_vec();
        bytes[at] ^= 0xff;
        let answer = match read::open(Cursor::new(bytes), &Choices::default(), &Limits::default()) {
            Err(error) => error.code.name(),
            Ok(mut table) => loop {
                match table.read_row() {
                    Ok(Some(_)) => {}
                    Ok(None) => break "read",
                    Err(error) => break error.code.name(),
                }
            },
        };
        *answers.entry(answer).or_insert(0) += 1;
    }
    std::panic::set_hook(quiet);
    assert!(answers["read"] > 0 && answers["damaged_file"] > 0, "{answers:?}");
    println!("{answers:?}");
}
