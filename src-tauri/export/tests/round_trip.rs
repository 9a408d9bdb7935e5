//! What is written is read back as it was: any text, any number, both formats.

use std::io::Cursor;

use outpost_export::mapping::{FieldKind, FieldMap, FieldSpec, Mapping};
use outpost_export::write::{
    CellKind, ColumnSpec, Format, SheetSpec, TableWriter, Value, neutralised, unneutralised,
};
use outpost_export::{Choices, Limits, Record, read};
use proptest::prelude::*;

const ZONE: &str = "America/New_York";

#[derive(Clone, Debug, PartialEq)]
struct Order {
    text: String,
    count: i64,
    money: i64,
    quantity: i64,
    opened: i64,
    flag: bool,
    place: f64,
}

fn specs() -> Vec<FieldSpec> {
    vec![
        FieldSpec::new("text", FieldKind::Text),
        FieldSpec::new("count", FieldKind::Integer),
        FieldSpec::new("money", FieldKind::Money),
        FieldSpec::new("quantity", FieldKind::Quantity),
        FieldSpec::new("opened", FieldKind::Date),
        FieldSpec::new("flag", FieldKind::Flag),
        FieldSpec::new("place", FieldKind::Number),
    ]
}

fn sheet() -> SheetSpec {
    let kinds = [
        CellKind::Text,
        CellKind::Integer,
        CellKind::Money,
        CellKind::Decimal { places: 3 },
        CellKind::Instant,
        CellKind::Flag,
        CellKind::Number,
    ];
    let mut sheet = SheetSpec::new("工单/2015", ZONE.parse().unwrap());
    sheet.columns = specs()
        .iter()
        .zip(kinds)
        .map(|(spec, kind)| ColumnSpec::new(&spec.key, kind))
        .collect();
    sheet.columns[2].total = true;
    sheet.flags = ["是".to_owned(), "否".to_owned()];
    sheet
}

fn written(format: Format, orders: &[Order]) -> Vec<u8> {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("orders");
    let mut sheet = sheet();
    if format == Format::Csv {
        sheet.columns[2].total = false;
    }
    let mut writer = TableWriter::create(&path, format, sheet).unwrap();
    for order in orders {
        let row = [
            Value::Text(&order.text),
            Value::Scaled(order.count),
            Value::Scaled(order.money),
            Value::Scaled(order.quantity),
            Value::Scaled(order.opened),
            Value::Flag(order.flag),
            Value::Float(order.place),
        ];
        writer.row(&row).unwrap();
    }
    let done = writer.finish().unwrap();
    assert_eq!((done.rows, done.sheets), (orders.len() as u64, 1));
    let names: Vec<_> = std::fs::read_dir(folder.path())
        .unwrap()
        .map(|entry| entry.unwrap().file_name())
        .collect();
    assert_eq!(names, ["orders"], "nothing else is left behind");
    std::fs::read(path).unwrap()
}

fn back(bytes: Vec<u8>, with_totals: bool) -> Vec<Order> {
    let mut table = read::open(Cursor::new(bytes), &Choices::default(), &Limits::default()).unwrap();
    let specs = specs();
    let mut mapping = Mapping {
        zone: Some(ZONE.to_owned()),
        ..Mapping::default()
    };
    for spec in &specs {
        mapping.fields.insert(
            spec.key.clone(),
            FieldMap {
                trim: false,
                ..FieldMap::column(&spec.key)
            },
        );
    }
    let bound = mapping.bind(table.columns(), &specs, "UTC").unwrap();
    let mut orders = Vec::new();
    while let Some(record) = table.read_row().unwrap() {
        let Record::Good(row) = record else {
            panic!("{record:?}")
        };
        if with_totals && row.get(1).is_empty() {
            continue;
        }
        orders.push(Order {
            text: bound.text(0, &row).unwrap().unwrap_or("").to_owned(),
            count: bound.scaled(1, &row, 0).unwrap().unwrap(),
            money: bound.scaled(2, &row, 2).unwrap().unwrap(),
            quantity: bound.scaled(3, &row, 3).unwrap().unwrap(),
            opened: bound.instant(4, &row).unwrap().unwrap(),
            flag: bound.flag(5, &row).unwrap().unwrap(),
            place: bound.float(6, &row).unwrap().unwrap(),
        });
    }
    orders
}

/// Texts with everything that breaks tables; control characters that XML cannot hold stay out.
fn text() -> impl Strategy<Value = String> {
    let nasty = prop::sample::select(vec![
        "=1+1", "+86 138", "-5", "@x", "'=1", "''@", "'", "\tx", "\"", "a,b", "a;b", "a\nb", "a\r\nb", " x ",
        "路", "_x000D_", "<&>", "WO-1", "1E5", "0012", "＝1", "\u{feff}", "🚚", "true", "#N/A",
    ]);
    prop::collection::vec(
        prop_oneof![nasty.prop_map(str::to_owned), "[a-z ,;|'\"]{0,8}"],
        0..4,
    )
    .prop_map(|parts| parts.concat())
}

fn order() -> impl Strategy<Value = Order> {
    let whole = -999_999_999_999_999_i64..=999_999_999_999_999;
    // Whole seconds from 1950 to 2100, none of them in the hour that New York sets back.
    let opened = (-631_152_000_i64..4_102_444_800)
        .prop_filter("shown twice", |s| (s / 86_400) % 7 != 3)
        .prop_map(|s| s * 1_000);
    let place = (-180_000_000_i32..180_000_000).prop_map(|micro| f64::from(micro) / 1e6);
    (
        text(),
        whole.clone(),
        whole.clone(),
        whole,
        opened,
        any::<bool>(),
        place,
    )
        .prop_map(|(text, count, money, quantity, opened, flag, place)| Order {
            text,
            count,
            money,
            quantity,
            opened,
            flag,
            place,
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn csv_comes_back(orders in prop::collection::vec(order(), 1..20)) {
        prop_assert_eq!(back(written(Format::Csv, &orders), false), orders);
    }

    #[test]
    fn xlsx_comes_back(orders in prop::collection::vec(order(), 1..20)) {
        let expected: Vec<Order> = orders
            .iter()
            .map(|order| Order { text: order.text.replace("\r\n", "\n"), ..order.clone() })
            .collect();
        let found: Vec<Order> = back(written(Format::Xlsx, &orders), true)
            .into_iter()
            .map(|order| Order { text: order.text.replace("\r\n", "\n"), ..order })
            .collect();
        prop_assert_eq!(found, expected);
    }

    #[test]
    fn harmless_and_back(text in text()) {
        let shown = if neutralised(&text) { format!("'{text}") } else { text.clone() };
        prop_assert!(!shown.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠']));
        prop_assert_eq!(unneutralised(&shown), text);
    }

    #[test]
    fn any_bytes_end_in_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..400), rich in any::<bool>()) {
        let mut bytes = bytes;
        if rich {
            // Bytes that mean something, so that more than the first check is reached.
            let menu = b",;\t\"\n\r'ab1\xe8\xb7\xaf\xc2\xb7\0";
            bytes.iter_mut().for_each(|byte| *byte = menu[usize::from(*byte) % menu.len()]);
        }
        if let Ok(mut table) = read::open(Cursor::new(bytes), &Choices::default(), &Limits::default()) {
            while let Ok(Some(_)) = table.read_row() {}
        }
    }

    #[test]
    fn a_harmed_workbook_ends_in_an_answer(at in 0.0_f64..1.0, byte in any::<u8>(), cut in any::<bool>()) {
        let order = Order {
            text: "路".into(), count: 1, money: 2, quantity: 3, opened: 0, flag: true, place: 0.5,
        };
        let mut bytes = written(Format::Xlsx, &vec![order; 5]);
        let at = ((bytes.len() as f64 - 1.0) * at) as usize;
        if cut { bytes.truncate(at) } else { bytes[at] = byte }
        if let Ok(mut table) = read::open(Cursor::new(bytes), &Choices::default(), &Limits::default()) {
            while let Ok(Some(_)) = table.read_row() {}
        }
    }
}

#[test]
fn our_workbooks_agree_with_another_reader() {
    use calamine::{Data, Reader, Xlsx};
    let order = Order {
        text: "=HYPERLINK(\"http://x\")".into(),
        count: 101_001_240_734,
        money: -123_456,
        quantity: 1_500,
        opened: 1_420_176_009_000,
        flag: true,
        place: 42.3574,
    };
    let bytes = written(Format::Xlsx, &[order.clone(), order]);
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["工单 2015"]);
    let range = book.worksheet_range("工单 2015").unwrap();
    let row = &range[1];
    assert_eq!(row[0], Data::String("=HYPERLINK(\"http://x\")".into()));
    assert_eq!(row[1], Data::Float(101_001_240_734.0));
    assert_eq!(row[2], Data::Float(-1_234.56));
    let Data::DateTime(moment) = &row[4] else {
        panic!("{:?}", row[4])
    };
    assert_eq!(moment.to_ymd_hms_milli(), (2015, 1, 2, 0, 20, 9, 0));
    assert_eq!(range[3][2], Data::Float(-2_469.12));
    let formulas = book.worksheet_formula("工单 2015").unwrap();
    let formulas: Vec<&String> = formulas.used_cells().map(|(_, _, formula)| formula).collect();
    assert_eq!(formulas, ["SUBTOTAL(109,C2:C3)"], "the sum is the only formula");
}

#[test]
fn numbers_that_a_spreadsheet_cannot_hold_are_written_as_text() {
    let huge = Order {
        text: String::new(),
        count: i64::MAX,
        money: i64::MIN + 1,
        quantity: 1_000_000_000_000_001,
        opened: -2_300_000_000_000,
        flag: false,
        place: 0.0,
    };
    for format in [Format::Xlsx, Format::Csv] {
        let one = std::slice::from_ref(&huge);
        assert_eq!(back(written(format, one), true), one);
    }
}

#[test]
fn more_rows_than_a_sheet_holds_go_on_in_the_next() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("many.xlsx");
    let mut sheet = SheetSpec::new("Orders", chrono_tz::UTC);
    sheet
        .columns
        .push(ColumnSpec::new("n", CellKind::Integer).with_total());
    let mut writer = TableWriter::create(&path, Format::Xlsx, sheet).unwrap();
    let rows = 1_048_574 + 10;
    for n in 0..rows {
        writer.row(&[Value::Scaled(n)]).unwrap();
    }
    let done = writer.finish().unwrap();
    assert_eq!((done.rows, done.sheets), (rows as u64, 2));
    let second = Choices {
        sheet: Some("Orders 2".into()),
        ..Choices::default()
    };
    let mut table = read::open_file(&path, &second, &Limits::default()).unwrap();
    let mut values = Vec::new();
    while let Some(Record::Good(row)) = table.read_row().unwrap() {
        values.push(row.get(0).parse::<i64>().unwrap());
    }
    assert_eq!(
        (values.len(), values[0], values[10]),
        (11, 1_048_574, (0..rows).sum())
    );
}

#[test]
fn a_failed_writing_leaves_the_old_file() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("kept.csv");
    std::fs::write(&path, "old").unwrap();
    let mut writer = TableWriter::create(&path, Format::Csv, sheet()).unwrap();
    assert_eq!(
        writer.row(&[Value::Empty]).unwrap_err().code,
        outpost_export::WriteCode::RowShape
    );
    drop(writer);
    assert_eq!(std::fs::read_to_string(&path).unwrap(), "old");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    let nowhere = TableWriter::create(&folder.path().join("no/such/x.csv"), Format::Csv, sheet());
    assert_eq!(
        nowhere.err().expect("refused").code,
        outpost_export::WriteCode::CannotWrite
    );
}
