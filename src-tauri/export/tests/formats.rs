//! Tables of every encoding, delimiter and format that people send, read as they were meant.

use std::io::{Cursor, Write};

use encoding_rs::{BIG5, Encoding, GB18030, GBK, SHIFT_JIS, WINDOWS_1252};
use outpost_export::mapping::{Reason, signature, suggest};
use outpost_export::read::{ColumnKind, PreviewNote};
use outpost_export::rejects::{RejectTitles, RejectsWriter};
use outpost_export::{
    Cell, Choices, FieldKind, FieldMap, FieldSpec, Limits, Mapping, ReadCode, Record, Table, read,
};

fn open(bytes: impl Into<Vec<u8>>) -> Table {
    open_with(bytes, Choices::default())
}

fn open_with(bytes: impl Into<Vec<u8>>, choices: Choices) -> Table {
    read::open(Cursor::new(bytes.into()), &choices, &Limits::default()).unwrap()
}

/// All rows as texts with their lines; bad ones by their code.
fn rows(mut table: Table) -> Vec<(u64, Vec<String>)> {
    let width = table.columns().len();
    let mut rows = Vec::new();
    while let Some(record) = table.read_row().unwrap() {
        match record {
            Record::Good(row) => rows.push((row.line(), row.texts(width).map(str::to_owned).collect())),
            Record::Bad(row, error) => rows.push((row.line(), vec![error.code.name().to_owned()])),
        }
    }
    rows
}

fn texts(table: Table) -> Vec<Vec<String>> {
    rows(table).into_iter().map(|(_, cells)| cells).collect()
}

const CHINESE: &str = "工单号,客户,地址,金额\nWO-1,张三,上海市黄浦区中山东一路12号,1200\nWO-2,李四,\"北京市朝阳区建国路, 甲88号\",850\n";

#[test]
fn encodings_are_found() {
    let big5 = "單號,客戶,地址\nA1,王小明,臺北市中正區重慶南路一段\nA2,陳大文,高雄市前鎮區中華五路\nA3,林美麗,臺中市西屯區臺灣大道\n";
    let japanese = "番号,顧客,住所\nA1,山田太郎,東京都千代田区丸の内一丁目\nA2,佐藤花子,大阪府大阪市北区梅田\nA3,ｽｽﾞｷ,カナガワケン\n";
    let french =
        "numéro,client,ville\nA1,Élodie Garçon,Besançon\nA2,Noël Lefèvre,Orléans\nA3,José Muñoz,Málaga\n";
    let cases: &[(&str, &'static Encoding, &str)] = &[
        (CHINESE, GBK, "gbk"),
        (CHINESE, GB18030, "gbk"),
        (big5, BIG5, "big5"),
        (japanese, SHIFT_JIS, "shift_jis"),
        (french, WINDOWS_1252, "windows-1252"),
    ];
    for (text, encoding, name) in cases {
        let (bytes, _, lost) = encoding.encode(text);
        assert!(!lost);
        let table = open(bytes.to_vec());
        assert_eq!(table.info().encoding.as_deref(), Some(*name), "{text}");
        let expected = texts(open(*text));
        assert_eq!(texts(table), expected, "{name}");
    }
}

fn utf16(text: &str, big: bool, mark: bool) -> Vec<u8> {
    let mark = mark.then_some(0xfeff);
    let units = mark.into_iter().chain(text.encode_utf16());
    units
        .flat_map(|unit| {
            if big {
                unit.to_be_bytes()
            } else {
                unit.to_le_bytes()
            }
        })
        .collect()
}

#[test]
fn unicode_in_all_its_forms() {
    let expected = texts(open(CHINESE));
    assert_eq!(expected[1][2], "北京市朝阳区建国路, 甲88号");
    assert_eq!(texts(open(format!("\u{feff}{CHINESE}"))), expected);
    for (big, mark) in [(false, true), (true, true), (false, false), (true, false)] {
        let table = open(utf16(CHINESE, big, mark));
        assert_eq!(
            table.info().encoding.as_deref(),
            Some(if big { "utf-16be" } else { "utf-16le" })
        );
        assert_eq!(texts(table), expected);
    }
    let named = Choices {
        encoding: Some("GB2312".into()),
        ..Choices::default()
    };
    assert_eq!(texts(open_with(GBK.encode(CHINESE).0.to_vec(), named)), expected);
    // An unpaired surrogate is a row to list, not a replacement character.
    let mut broken = utf16("a,b\n1,2\n3,4\n", false, true);
    broken[12..14].copy_from_slice(&0xd800_u16.to_le_bytes());
    assert_eq!(rows(open(broken))[0], (2, vec!["bad_encoding".to_owned()]));
}

#[test]
fn delimiters_line_ends_and_quotes() {
    let expected = [["1", "x;y", "2,5"], ["2", "a \"b\" c", ""]];
    for text in [
        "n;t;v\n1;\"x;y\";2,5\n2;\"a \"\"b\"\" c\";\n",
        "n;t;v\r\n1;\"x;y\";2,5\r\n2;\"a \"\"b\"\" c\";",
        "n;t;v\r1;\"x;y\";2,5\r2;\"a \"\"b\"\" c\";\r",
        "sep=;\r\nn;t;v\r\n1;\"x;y\";2,5\r\n2;\"a \"\"b\"\" c\";\r\n",
        "n\tt\tv\n1\tx;y\t2,5\n2\t\"a \"\"b\"\" c\"\t\n",
        "n|t|v\n1|x;y|2,5\n2|\"a \"\"b\"\" c\"|\n",
        "n,t,v\n1,x;y,\"2,5\"\n2,\"a \"\"b\"\" c\",\n",
        "n,t,v\n1,\"x;\"y,\"2,5\"\n2,a \"b\" c,\n",
    ] {
        assert_eq!(texts(open(text)), expected, "{text:?}");
    }
    let tab = Choices {
        delimiter: Some('\t'),
        ..Choices::default()
    };
    assert_eq!(texts(open_with("a,b\n1,2\n", tab)), [["1,2"]]);
    assert_eq!(open("only\nx\ny\n").columns().len(), 1);
}

#[test]
fn lines_are_those_of_the_file() {
    let csv = "a,b\n\n1,\"x\ny\nz\"\n2,u\n\n\n3,\"v\n\"\n4,w\n";
    let lines: Vec<u64> = rows(open(csv)).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [3, 6, 9, 11]);
    let old_mac = csv.replace('\n', "\r");
    let lines: Vec<u64> = rows(open(old_mac)).into_iter().map(|(line, _)| line).collect();
    assert_eq!(lines, [3, 6, 9, 11]);
    let titled = Choices {
        header_row: Some(4),
        ..Choices::default()
    };
    let table = open_with("Report of June\n\nmade by Ann\nid,kind\n1,x\n", titled);
    assert_eq!(table.info().header_line, 4);
    assert_eq!(rows(table), [(5, vec!["1".to_owned(), "x".to_owned()])]);
}

#[test]
fn an_own_cutter_agrees_with_the_csv_crate_on_a_big_file() {
    // Records across every edge of the buffer.
    let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
    let mut expected = Vec::new();
    writer.write_record(["id", "text", "more"]).unwrap();
    for id in 0..30_000_u32 {
        let text = format!(
            "{} \"{}\", {}\n",
            "x".repeat((id % 97) as usize),
            id,
            "路".repeat((id % 13) as usize)
        );
        let record = [format!("{id}"), text, format!("{}", id * 7)];
        writer.write_record(&record).unwrap();
        expected.push(record.to_vec());
    }
    let bytes = writer.into_inner().unwrap();
    assert!(bytes.len() > 2 << 20);
    assert!(texts(open(bytes.clone())) == expected);
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(&bytes).unwrap();
    let packed = encoder.finish().unwrap();
    let table = read::open_stream(Cursor::new(packed), &Choices::default(), &Limits::default()).unwrap();
    assert!(table.info().gzip);
    assert!(texts(table) == expected);
}

fn specs() -> Vec<FieldSpec> {
    vec![
        FieldSpec::new("number", FieldKind::Text).required().synonyms([
            "work order number",
            "工单号",
            "单号",
        ]),
        FieldSpec::new("opened_at", FieldKind::Date)
            .required()
            .synonyms(["created", "受理时间", "开单日期"]),
        FieldSpec::new("closed_at", FieldKind::Date).synonyms(["关闭时间", "结案日期"]),
        FieldSpec::new("kind", FieldKind::Choice)
            .synonyms(["type", "工单类型"])
            .choice("repair", ["维修", "Repair"])
            .choice("installation", ["安装", "install"]),
        FieldSpec::new("cost", FieldKind::Money).synonyms(["amount", "费用", "金额"]),
        FieldSpec::new("outlet", FieldKind::Text).synonyms(["网点", "service outlet"]),
    ]
}

#[test]
fn mappings_are_proposed_with_grounds() {
    let csv = "工单编号,单号,受理时间,结案时间,服务类型,工单类型,金额(元),服务网点名称\n\
               1,WO-1,2015/1/2 9:00,,x,维修,12.50,黄浦一店\n2,WO-2,2015/1/3 9:30,2015/1/4,y,上门,8,徐汇店\n";
    let preview = open(csv).preview(100).unwrap();
    assert!(preview.complete);
    let kinds: Vec<ColumnKind> = preview.columns.iter().map(|column| column.kind).collect();
    use ColumnKind::*;
    assert_eq!(kinds, [Integer, Text, Date, Date, Text, Text, Decimal, Text]);
    let found = suggest(&preview.columns, &specs());
    let columns: Vec<(&str, &str)> = found
        .fields
        .iter()
        .map(|field| (field.field.as_str(), field.column.as_str()))
        .collect();
    let expected = [
        ("number", "单号"),
        ("opened_at", "受理时间"),
        ("closed_at", "结案时间"),
        ("kind", "工单类型"),
        ("cost", "金额(元)"),
        ("outlet", "服务网点名称"),
    ];
    assert_eq!(columns, expected);
    assert_eq!(found.fields[0].reason, Reason::Synonym);
    assert_eq!(found.fields[3].unknown_values, ["上门"]);
    assert_eq!(found.mapping.fields["kind"].values["维修"], "repair");
    assert_eq!(found.missing, Vec::<String>::new());

    let table = open(csv);
    let other =
        open("服务网点名称,金额(元),工单类型,服务类型,结案时间,受理时间,单号,工单编号\n1,2,3,4,5,6,7,8\n");
    assert_eq!(signature(table.columns()), signature(other.columns()));
    assert_ne!(
        signature(table.columns()),
        signature(open("a,b\n1,2\n").columns())
    );
}

#[test]
fn bound_values_are_checked_and_translated() {
    let csv = "no,opened,kind,cost,note\n WO-1 ,2015-03-08 02:30,维修,\"1,5\",'=x\n,2015-01-02,repair,1.5,NULL\nWO-3,soon,swap,x,\n";
    let mut mapping = Mapping {
        zone: Some("America/New_York".into()),
        ..Mapping::default()
    };
    mapping.fields.insert("number".into(), FieldMap::column("no"));
    mapping
        .fields
        .insert("opened_at".into(), FieldMap::column("opened"));
    let values = [("swap".to_owned(), "installation".to_owned())].into();
    mapping.fields.insert(
        "kind".into(),
        FieldMap {
            values,
            ..FieldMap::column("kind")
        },
    );
    mapping.fields.insert("cost".into(), FieldMap::column("cost"));
    let outlet = FieldMap {
        blanks: vec!["NULL".into()],
        constant: Some("HQ".into()),
        ..FieldMap::column("note")
    };
    mapping.fields.insert("outlet".into(), outlet);
    let again: Mapping = serde_json::from_str(&serde_json::to_string(&mapping).unwrap()).unwrap();
    assert_eq!(again, mapping);

    let mut table = open(csv);
    let bound = mapping.bind(table.columns(), &specs(), "Asia/Shanghai").unwrap();
    assert_eq!(bound.columns(), [0, 1, 2, 3, 4]);
    assert!(bound.is_mapped(0) && !bound.is_mapped(2));
    let mut seen = Vec::new();
    while let Some(record) = table.read_row().unwrap() {
        let Record::Good(row) = record else { panic!() };
        seen.push((
            bound
                .text(0, &row)
                .map_err(|e| e.code)
                .map(|text| text.map(str::to_owned)),
            bound.instant(1, &row).map_err(|e| e.code),
            bound
                .choice(3, &row)
                .map_err(|e| e.code)
                .map(|code| code.map(str::to_owned)),
            bound.scaled(4, &row, 2).map_err(|e| e.code),
            bound.text(5, &row).unwrap().unwrap_or("").to_owned(),
        ));
    }
    assert_eq!(seen[0].0, Ok(Some("WO-1".to_owned())));
    assert_eq!(seen[0].1, Err(ReadCode::NonexistentTime));
    assert_eq!(seen[0].2, Ok(Some("repair".to_owned())));
    assert_eq!(seen[0].3, Err(ReadCode::BadNumber));
    assert_eq!(seen[0].4, "=x");
    assert_eq!(seen[1].0, Err(ReadCode::MissingValue));
    assert_eq!(seen[1].1, Ok(Some(1_420_174_800_000)));
    assert_eq!((seen[1].3, seen[1].4.as_str()), (Ok(Some(150)), "HQ"));
    assert_eq!(seen[2].1, Err(ReadCode::BadDate));
    assert_eq!(seen[2].2, Ok(Some("installation".to_owned())));
}

#[test]
fn wrong_mappings_are_refused_by_name() {
    let table = open("no,opened\n1,2\n");
    let refused = |fields: &[(&str, FieldMap)], zone: &str| {
        let fields = fields
            .iter()
            .map(|(key, map)| ((*key).to_owned(), map.clone()))
            .collect();
        let mapping = Mapping {
            fields,
            ..Mapping::default()
        };
        mapping
            .bind(table.columns(), &specs(), zone)
            .err()
            .expect("refused")
    };
    let sound = [
        ("number", FieldMap::column("no")),
        ("opened_at", FieldMap::column("opened")),
    ];
    let with = |key: &'static str, map: FieldMap| [sound[0].clone(), sound[1].clone(), (key, map)];
    let error = refused(&with("outlet", FieldMap::column("Outlet")), "UTC");
    assert_eq!(
        (error.code, error.params["column"].as_str()),
        (ReadCode::UnknownColumn, Some("Outlet"))
    );
    assert_eq!(error.params["known"], serde_json::json!(["no", "opened"]));
    assert_eq!(
        refused(&with("colour", FieldMap::column("no")), "UTC").code,
        ReadCode::UnknownField
    );
    assert_eq!(refused(&sound[..1], "UTC").code, ReadCode::MissingField);
    assert_eq!(refused(&sound, "Nowhere").code, ReadCode::UnknownZone);
    let wrong = FieldMap {
        values: [("a".to_owned(), "b".to_owned())].into(),
        ..FieldMap::column("no")
    };
    assert_eq!(refused(&with("kind", wrong), "UTC").code, ReadCode::BadMapping);
    assert!(serde_json::from_str::<Mapping>(r#"{"fields": {"number": {"colum": "no"}}}"#).is_err());
}

#[test]
fn previews_tell_what_a_person_should_know() {
    let csv = "id,id,,amount,day,state\n1.01001E+11,x,,\"1,5\",01/02/2015,OPEN\n1.01001E+11,y,,\"2.000,25\",03/04/2015,OPEN\n3,z,,7,05/06/2015,SHUT\n";
    let preview = open(csv).preview(2).unwrap();
    assert!(!preview.complete && preview.rows_seen == 2);
    let preview = open(csv).preview(50).unwrap();
    let names: Vec<&str> = preview
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect();
    assert_eq!(names, ["id", "id (2)", "column_3", "amount", "day", "state"]);
    assert_eq!(preview.columns[0].notes, [PreviewNote::RoundedNumbers]);
    assert_eq!(preview.columns[2].kind, ColumnKind::Empty);
    assert_eq!(preview.columns[3].notes, [PreviewNote::DecimalComma]);
    assert_eq!(preview.columns[4].notes, [PreviewNote::AmbiguousDates]);
    let states = preview.columns[5].distinct.as_ref().unwrap();
    assert_eq!(
        (states[0].value.as_str(), states[0].count, states.len()),
        ("OPEN", 2, 2)
    );
}

#[test]
fn rejects_are_listed_beside_their_rows() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("rejected.csv");
    let mut table = open("a,b\n1,=2\n3\n");
    let title = |text: &str| text.to_owned();
    let titles = RejectTitles {
        line: title("行"),
        column: title("列"),
        value: title("值"),
        code: title("代码"),
        reason: title("原因"),
    };
    let mut list = RejectsWriter::create(&path, &titles, table.columns()).unwrap();
    while let Some(record) = table.read_row().unwrap() {
        if let Record::Bad(row, error) = record {
            list.row(&error, "字段数不符", &row).unwrap();
        }
    }
    assert_eq!(list.rows(), 1);
    assert!(!path.exists());
    list.finish().unwrap();
    let text = std::fs::read_to_string(path).unwrap();
    assert_eq!(
        text,
        "\u{feff}行,列,值,代码,原因,a,b\r\n3,,1,ragged_row,字段数不符,3,\r\n"
    );
}

#[test]
fn cells_of_workbooks_keep_their_kinds() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let day = rust_xlsxwriter::Format::new().set_num_format("yyyy\"年\"m\"月\"d\"日\"");
    let clock = rust_xlsxwriter::Format::new().set_num_format("h:mm");
    let _ = book.add_worksheet().set_name("empty").unwrap();
    let sheet = book.add_worksheet().set_name("data").unwrap();
    sheet.write(0, 0, "2015年工单").unwrap();
    for (column, name) in ["when", "clock", "flag", "number", "text"].iter().enumerate() {
        sheet.write(2, column as u16, *name).unwrap();
    }
    sheet.write_number_with_format(3, 0, 42_006.5, &day).unwrap();
    sheet.write_number_with_format(3, 1, 0.25, &clock).unwrap();
    sheet.write(3, 2, true).unwrap();
    sheet.write(3, 3, 0.1 + 0.2).unwrap();
    sheet.write(3, 4, "<a> & _x000D_ 路\u{1}").unwrap();
    sheet.write(6, 3, 101_001_240_734.0).unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let mut table = open(bytes.clone());
    assert_eq!(
        (table.info().sheet.as_deref(), table.info().header_line),
        (Some("data"), 3)
    );
    assert_eq!(table.info().sheets, ["empty", "data"]);
    let Some(Record::Good(row)) = table.read_row().unwrap() else {
        panic!()
    };
    assert_eq!(row.cell(0), Cell::Moment(1_420_200_000_000));
    let shown: Vec<&str> = row.texts(5).collect();
    assert_eq!(
        shown,
        [
            "2015-01-02T12:00:00",
            "06:00:00",
            "true",
            "0.3",
            "<a> & _x000D_ 路\u{1}"
        ]
    );
    let Some(Record::Good(row)) = table.read_row().unwrap() else {
        panic!()
    };
    assert_eq!((row.line(), row.get(3), row.get(4)), (7, "101001240734", ""));
    assert!(table.read_row().unwrap().is_none());
}
