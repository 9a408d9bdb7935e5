//! Wrong files, each with its own clear refusal: files of other kinds, bombs, endless lines, mixed encodings.

use std::io::{Cursor, Read, Write};

use flate2::Compression;
use flate2::write::GzEncoder;
use outpost_export::{Choices, Limits, ReadCode, ReadError, Record, Table, read};

fn open(bytes: impl Into<Vec<u8>>) -> Result<Table, ReadError> {
    read::open(Cursor::new(bytes.into()), &Choices::default(), &Limits::default())
}

fn code(bytes: impl Into<Vec<u8>>) -> ReadCode {
    whole(open(bytes)).expect_err("refused").code
}

/// Reads to the end; the refusal of the whole file, or numbers of good rows and the bad ones.
fn whole(table: Result<Table, ReadError>) -> Result<(u64, Vec<(u64, ReadCode)>), ReadError> {
    let mut table = table?;
    let (mut good, mut bad) = (0, Vec::new());
    while let Some(record) = table.read_row()? {
        match record {
            Record::Good(_) => good += 1,
            Record::Bad(_, error) => bad.push((error.line, error.code)),
        }
    }
    Ok((good, bad))
}

fn bad_rows(bytes: impl Into<Vec<u8>>) -> Vec<(u64, ReadCode)> {
    whole(open(bytes)).expect("readable").1
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in parts {
        writer
            .start_file(*name, zip::write::SimpleFileOptions::default())
            .unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

const RELS: &[u8] = br#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &[u8] =
    br#"<workbook xmlns:r="r"><sheets><sheet name="One" sheetId="1" r:id="s1"/></sheets></workbook>"#;
const WORKBOOK_RELS: &[u8] = br#"<Relationships><Relationship Id="s1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="s2" Type="x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"#;

/// A workbook of one sheet made by hand.
fn xlsx(rows: &str, strings: &str) -> Vec<u8> {
    let sheet = format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
    let strings = format!("<sst uniqueCount=\"99999999999999\">{strings}</sst>");
    zip(&[
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
        ("xl/sharedStrings.xml", strings.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

fn inline(reference: &str, text: &str) -> String {
    format!(r#"<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn files_of_other_kinds_are_named() {
    let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x04\0".as_slice();
    let cases: &[(&str, Vec<u8>)] = &[
        ("png", png.to_vec()),
        ("png", gzip(png)),
        ("pdf", b"%PDF-1.7\n%\xe2\xe3".to_vec()),
        ("html", b"<html><table><tr><td>1</td></tr></table>".to_vec()),
        ("json", br#"[{"a": 1}]"#.to_vec()),
        ("binary", b"a,b\n\x00\x01\x02\x03,\x05\n".to_vec()),
        ("docx", zip(&[("word/document.xml", b"<w/>")])),
        ("zip", zip(&[("notes.txt", b"hello")])),
        (
            "odf",
            zip(&[
                ("mimetype", b"application/vnd.oasis.opendocument.text"),
                ("content.xml", b"<a/>"),
            ]),
        ),
        ("xlsb", zip(&[("xl/workbook.bin", b"\x01")])),
        ("gzip", gzip(&gzip(b"a,b\n1,2\n"))),
    ];
    for (detected, bytes) in cases {
        let error = open(bytes.clone()).err().expect(detected);
        let found = error.params.get("detected").and_then(|name| name.as_str());
        assert_eq!(
            (error.code, found),
            (ReadCode::NotATable, Some(*detected)),
            "{error}"
        );
    }
}

#[test]
fn nothing_to_import() {
    for empty in ["", "\n\n\r\n", "\u{feff}", "  \n", ",,\n,,\n"] {
        assert_eq!(code(empty), ReadCode::EmptyFile, "{empty:?}");
    }
    for header in ["a,b,c", "a,b,c\r\n", "a,b,c\n\n  \n", "a,b\n,\n,\n"] {
        assert_eq!(code(header), ReadCode::NoRows, "{header:?}");
    }
    assert_eq!(code(gzip(b"")), ReadCode::EmptyFile);
    assert_eq!(code(xlsx("", "")), ReadCode::EmptyFile);
    let header = format!("<row r=\"1\">{}{}</row>", inline("A1", "a"), inline("B1", "b"));
    assert_eq!(code(xlsx(&header, "")), ReadCode::NoRows);
}

/// Text without an end, made as it is read.
struct Endless {
    head: Cursor<Vec<u8>>,
    given: u64,
    max: u64,
}

impl Read for Endless {
    fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
        let n = self.head.read(buf)?;
        if n > 0 {
            return Ok(n);
        }
        assert!(self.given < self.max, "read on beyond the limit");
        buf.fill(b'x');
        self.given += buf.len() as u64;
        Ok(buf.len())
    }
}

fn endless(head: &str) -> ReadError {
    endless_bytes(head.as_bytes())
}

fn endless_bytes(head: &[u8]) -> ReadError {
    let reader = Endless {
        head: Cursor::new(head.to_vec()),
        given: 0,
        max: 8 << 20,
    };
    whole(read::open_stream(reader, &Choices::default(), &Limits::default())).expect_err("refused")
}

#[test]
fn an_endless_line_is_refused_after_a_megabyte() {
    for head in ["", "a,b\n1,2\n", "a,b\n1,"] {
        let error = endless(head);
        assert_eq!(error.text_key(), "too_large_record_bytes", "{head:?}");
        assert_eq!(error.params["max"], 1 << 20);
    }
    // In another encoding the line never reaches the cutter, and in UTF-16 it has no end of its own.
    let gbk: Vec<u8> = [
        &b"a,b\n"[..],
        &b"\xc4\xe3\xba\xc3\xa3\xac\xca\xc0\xbd\xe7,1\n".repeat(20),
    ]
    .concat();
    assert_eq!(endless_bytes(&gbk).text_key(), "too_large_record_bytes");
    assert_eq!(
        endless_bytes(b"\xff\xfea\0,\0b\0\n\0").text_key(),
        "too_large_record_bytes"
    );
    let error = endless("a,b\n1,\"");
    assert_eq!(
        (error.code, error.params["line"].as_u64()),
        (ReadCode::UnclosedQuote, Some(2))
    );
}

#[test]
fn an_unclosed_quote_names_its_line() {
    let error = whole(open("a,b\n1,\"x\ny\"\n2,\"open\n3,4\n")).expect_err("refused");
    assert_eq!(
        (error.code, error.params["line"].as_u64()),
        (ReadCode::UnclosedQuote, Some(4))
    );
}

#[test]
fn bombs_are_refused_before_they_unfold() {
    let zeros = vec![b' '; 40 << 20];
    let gz = gzip(&[b"a,b\n1,2\n", zeros.as_slice()].concat());
    assert!(gz.len() < 200_000);
    assert_eq!(
        whole(open(gz)).expect_err("refused").text_key(),
        "too_large_record_bytes"
    );
    let lines = b"1,2\n".repeat(10 << 20);
    let gz = gzip(&[b"a,b\n", lines.as_slice()].concat());
    assert_eq!(
        whole(open(gz)).expect_err("refused").text_key(),
        "too_large_inflate_ratio"
    );

    let rows = "<row><c><v>1</v></c></row>".repeat(2 << 20);
    let bomb = xlsx(&rows, "");
    assert!(bomb.len() < 400_000, "{}", bomb.len());
    assert_eq!(
        open(bomb.clone()).err().expect("refused").text_key(),
        "too_large_inflate_ratio"
    );
    let limits = Limits {
        inflated_bytes: 1 << 20,
        ..Limits::default()
    };
    let error = read::open(Cursor::new(bomb.clone()), &Choices::default(), &limits)
        .err()
        .expect("refused");
    assert_eq!(error.text_key(), "too_large_inflated_bytes");

    // The same bomb with a directory that lies about the size.
    let mut liar = bomb;
    let real = u32::try_from("<worksheet><sheetData></sheetData></worksheet>".len() + rows.len()).unwrap();
    let mut lies = 0;
    for at in 0..liar.len() - 4 {
        if liar[at..at + 4] == real.to_le_bytes() {
            liar[at..at + 4].copy_from_slice(&1_000_u32.to_le_bytes());
            lies += 1;
        }
    }
    assert!(lies >= 1);
    assert_eq!(
        whole(open(liar)).expect_err("refused").text_key(),
        "too_large_inflate_ratio"
    );
}

#[test]
fn small_limits_hold_everywhere() {
    let with = |limits: Limits, bytes: Vec<u8>| {
        whole(read::open(Cursor::new(bytes), &Choices::default(), &limits))
            .expect_err("refused")
            .text_key()
    };
    let d = Limits::default;
    let csv = b"a,b,c\n1,2,3\n4,5,6\n7,8,9\n".to_vec();
    assert_eq!(with(Limits { rows: 2, ..d() }, csv.clone()), "too_large_rows");
    assert_eq!(
        with(Limits { columns: 2, ..d() }, csv.clone()),
        "too_large_columns"
    );
    assert_eq!(
        with(
            Limits {
                input_bytes: 20,
                ..d()
            },
            csv.clone()
        ),
        "too_large_input_bytes"
    );
    assert_eq!(
        with(
            Limits {
                record_bytes: 5,
                ..d()
            },
            csv
        ),
        "too_large_record_bytes"
    );
    let shared = r#"<row><c t="s"><v>0</v></c><c t="s"><v>0</v></c></row>"#.repeat(3);
    let strings = format!("<si><t>{}</t></si>", "long ".repeat(100));
    let book = xlsx(&shared, &strings);
    assert_eq!(with(Limits { cells: 3, ..d() }, book.clone()), "too_large_cells");
    assert_eq!(
        with(Limits { columns: 1, ..d() }, book.clone()),
        "too_large_columns"
    );
    assert_eq!(
        with(
            Limits {
                shared_string_bytes: 99,
                ..d()
            },
            book.clone()
        ),
        "too_large_shared_string_bytes"
    );
    assert_eq!(
        with(
            Limits {
                record_bytes: 900,
                ..d()
            },
            book.clone()
        ),
        "too_large_record_bytes"
    );
    assert_eq!(
        with(Limits { sheets: 0, ..d() }, book.clone()),
        "too_large_sheets"
    );
    let stream = read::open_stream(
        Cursor::new(book),
        &Choices::default(),
        &Limits {
            held_bytes: 99,
            ..d()
        },
    );
    assert_eq!(stream.err().expect("refused").text_key(), "too_large_held_bytes");
}

#[test]
fn a_far_cell_and_repeated_cells_cost_nothing() {
    let far = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}</row>",
        inline("A1", "a"),
        inline("XFD2", "x")
    );
    assert_eq!(
        whole(open(xlsx(&far, ""))).expect_err("refused").text_key(),
        "too_large_columns"
    );
    let ods = ods(
        r#"<table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p></table:table-cell>
           <table:table-cell table:number-columns-repeated="16383"/></table:table-row>
           <table:table-row><table:table-cell office:value-type="float" office:value="1.5"/></table:table-row>
           <table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/></table:table-row>"#,
    );
    assert_eq!(whole(open(ods)).unwrap(), (1, vec![]));
    let wide =
        ods_rows("office:value-type=\"float\" office:value=\"1\" table:number-columns-repeated=\"16000\"");
    assert_eq!(
        whole(open(wide)).expect_err("refused").text_key(),
        "too_large_columns"
    );
}

fn ods(rows: &str) -> Vec<u8> {
    let content = format!(
        r#"<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet><table:table table:name="Sheet1">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    zip(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
    ])
}

fn ods_rows(cell: &str) -> Vec<u8> {
    ods(&format!("<table:table-row><table:table-cell {cell}/></table:table-row>").repeat(3))
}

#[test]
fn broken_containers_are_damaged_not_shorter() {
    let csv = b"a,b\n1,2\n".repeat(5_000);
    let gz = gzip(&csv);
    assert_eq!(code(&gz[..gz.len() / 2]), ReadCode::DamagedFile);
    let rows = format!("<row>{}</row>", inline("A1", "a")).repeat(5_000);
    let book = xlsx(&rows, "");
    assert_eq!(code(&book[..book.len() - 30]), ReadCode::DamagedFile);
    // A flipped byte in the middle of a part.
    let mut flipped = zip(&[
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", WORKBOOK_RELS),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").as_bytes(),
        ),
    ]);
    let at = flipped.len() * 2 / 3;
    flipped[at] ^= 0x55;
    assert_eq!(code(flipped), ReadCode::DamagedFile);
    assert_eq!(
        code(b"PK\x03\x04 and nothing more".as_slice()),
        ReadCode::DamagedFile
    );
    assert_eq!(
        code(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 and nothing more".as_slice()),
        ReadCode::DamagedFile
    );
}

#[test]
fn encrypted_workbooks_are_told_apart() {
    let ole = |stream: &str, body: &[u8]| {
        let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).unwrap();
        file.create_stream(stream).unwrap().write_all(body).unwrap();
        file.into_inner().into_inner()
    };
    assert_eq!(
        code(ole("/EncryptedPackage", b"secret")),
        ReadCode::PasswordProtected
    );
    let file_pass = [0x09, 0x08, 4, 0, 0, 6, 5, 0, 0x2f, 0, 2, 0, 1, 0];
    assert_eq!(code(ole("/Workbook", &file_pass)), ReadCode::PasswordProtected);
    let error = open(ole("/WordDocument", b"letter")).err().expect("refused");
    assert_eq!(
        (error.code, error.params["detected"].as_str()),
        (ReadCode::NotATable, Some("doc"))
    );
    // One cell in the far corner of the old format asks for four thousand million cells.
    let cell = |row: u16, column: u16| {
        let mut record = vec![0x03, 0x02, 14, 0];
        record.extend(row.to_le_bytes());
        record.extend(column.to_le_bytes());
        record.extend([0; 10]);
        record
    };
    let begin = [0x09, 0x08, 4, 0, 0, 6, 0x10, 0];
    let sheet = [0x85, 0, 9, 0, 25, 0, 0, 0, 0, 0, 1, 0, b'A'];
    let end = [0x0a, 0, 0, 0];
    let corners = [
        &begin[..],
        &sheet,
        &end,
        &begin,
        &cell(0, 0),
        &cell(65_535, 65_535),
        &end,
    ]
    .concat();
    let error = open(ole("/Workbook", &corners)).err().expect("refused");
    assert_eq!(error.text_key(), "too_large_cells");
    // So does one that only claims to be so large.
    let claim = [0, 2, 14, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0];
    let claimed = [&begin[..], &sheet, &end, &begin, &claim, &end].concat();
    let error = open(ole("/Workbook", &claimed)).err().expect("refused");
    assert_eq!(error.text_key(), "too_large_cells");
}

#[test]
fn formulas_give_their_saved_value_or_a_named_refusal() {
    let rows = format!(
        "<row r=\"1\">{}{}{}</row>{}",
        inline("A1", "n"),
        inline("B1", "sum"),
        inline("C1", "note"),
        r#"<row r="3"><c r="A3"><v>1</v></c><c r="B3"><f>A3*2</f><v>2</v></c></row>
           <row r="4"><c r="A4"><v>2</v></c><c r="B4"><f>A4*2</f></c></row>
           <row r="5"><c r="A5"><v>3</v></c><c r="B5"><f>A5*2</f><v></v></c></row>
           <row r="6"><c r="A6"><v>4</v></c><c r="B6" t="str"><f>""</f><v></v></c></row>
           <row r="7"><c r="A7"><v>5</v></c><c r="B7"><v>9</v></c><c r="C7" t="e"><v>#REF!</v></c></row>
           <row r="8"><c r="A8"><v>6</v></c><c r="B8" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>"#
    );
    let expected = [
        (4, ReadCode::FormulaWithoutValue),
        (5, ReadCode::FormulaWithoutValue),
        (7, ReadCode::CellError),
        (8, ReadCode::CellError),
    ];
    assert_eq!(whole(open(xlsx(&rows, ""))).unwrap(), (2, expected.to_vec()));
    // A fault in a column that nobody needs refuses nothing.
    let mut table = open(xlsx(&rows, ""));
    table.as_mut().unwrap_or_else(|_| panic!()).set_needed(&[0, 1]);
    assert_eq!(whole(table).unwrap().1, [expected[0], expected[1], expected[3]]);
    let mut table = open(xlsx(&rows, "")).unwrap_or_else(|_| panic!());
    while table.read_row().unwrap().is_some() {}
    assert_eq!(table.formulas(), 5);
}

#[test]
fn ragged_rows_and_zero_bytes_are_rows_to_list() {
    let csv = "a,b,c\n1,2,3\n1,2\n\n1,2,3,4\n1,2,3,,\n\"x\ny\",2,3\n1,2\n";
    let ragged = |line| (line, ReadCode::RaggedRow);
    assert_eq!(
        whole(open(csv)).unwrap(),
        (3, vec![ragged(3), ragged(5), ragged(9)])
    );
    let mut late = b"a,b\n".to_vec();
    late.extend(b"1,2\n".repeat(5_000));
    late.extend(b"1,\0\n3,4\n");
    assert_eq!(bad_rows(late), [(5_002, ReadCode::NulByte)]);
}

#[test]
fn mixed_encodings_are_refused_row_by_row() {
    let gbk = encoding_rs::GBK.encode("3,网点停业通知\n").0.into_owned();
    let mut utf8 = "id,名称\n1,上海网点\n2,北京网点\n".as_bytes().to_vec();
    utf8.extend(&gbk);
    utf8.extend("4,广州网点\n".as_bytes());
    assert_eq!(bad_rows(utf8), [(4, ReadCode::BadEncoding)]);

    let mut mostly_gbk = b"id,name\n".to_vec();
    for id in 0..40 {
        mostly_gbk.extend(
            encoding_rs::GBK
                .encode(&format!("{id},中山路{id}号服务网点\n"))
                .0
                .as_ref(),
        );
    }
    mostly_gbk.extend("99,深圳服务网点甲\n".as_bytes());
    mostly_gbk.extend(b"100,plain\n");
    assert_eq!(bad_rows(mostly_gbk), [(42, ReadCode::BadEncoding)]);

    // The sample is plain ASCII; what comes after a megabyte decides, and its broken rows are listed.
    let mut late = b"id,name\n".to_vec();
    late.extend(b"1,plain text of no interest\n".repeat(40_000));
    late.extend("2,上海\n3,北京\n".as_bytes());
    late.extend(&gbk);
    assert_eq!(bad_rows(late), [(40_004, ReadCode::BadEncoding)]);
}

#[test]
fn choices_that_do_not_exist() {
    let open = |bytes: Vec<u8>, choices| read::open(Cursor::new(bytes), &choices, &Limits::default());
    let encoding = Choices {
        encoding: Some("klingon".into()),
        ..Choices::default()
    };
    assert_eq!(
        open(b"a\n1\n".to_vec(), encoding).err().expect("refused").code,
        ReadCode::UnknownEncoding
    );
    let book = xlsx(&format!("<row>{}</row>", inline("A1", "a")), "");
    let sheet = Choices {
        sheet: Some("Two".into()),
        ..Choices::default()
    };
    let error = open(book, sheet).err().expect("refused");
    assert_eq!(
        (error.code, error.params["known"][0].as_str()),
        (ReadCode::UnknownSheet, Some("One"))
    );
    let delimiter = Choices {
        delimiter: Some('，'),
        ..Choices::default()
    };
    assert_eq!(
        open(b"a\n1\n".to_vec(), delimiter).err().expect("refused").code,
        ReadCode::BadMapping
    );
    let missing = read::open_file(
        std::path::Path::new("/no/such/file.csv"),
        &Choices::default(),
        &Limits::default(),
    );
    assert_eq!(missing.err().expect("refused").code, ReadCode::CannotRead);
}

#[test]
fn every_code_has_its_text_in_both_languages() {
    for language in ["zh-CN", "en"] {
        let path = format!(
            "{}/../../ui/src/i18n/{language}/import.json",
            env!("CARGO_MANIFEST_DIR")
        );
        let texts: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
        let has = |group: &str, key: &str| {
            assert!(texts[group][key].is_string(), "{language} {group}.{key}");
        };
        for code in ReadCode::ALL {
            has("errors", code.name());
        }
        for limit in outpost_export::LIMIT_NAMES {
            has("errors", &format!("too_large_{limit}"));
        }
        for code in outpost_export::WriteCode::ALL {
            has("write_errors", code.name());
        }
        for format in outpost_export::dates::DateFormat::ALL {
            has("date_formats", format.name());
        }
    }
}
