//! How fast tables go in and out on this machine: `cargo run --release -p outpost-export --example measure -- FILE.csv`.

use std::hint::black_box;
use std::path::Path;
use std::time::Instant;

use outpost_export::dates::{DateFormat, Moment, ZoneClock};
use outpost_export::write::{CellKind, ColumnSpec, Format, SheetSpec, TableWriter, Value};
use outpost_export::{Choices, Limits, Record, read};

fn main() {
    let Some(file) = std::env::args_os().nth(1) else {
        println!("usage: measure FILE");
        return;
    };
    let path = Path::new(&file);
    for _ in 0..3 {
        read_through(path);
    }
    dates();
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (format, name) in [(Format::Csv, "out.csv"), (Format::Xlsx, "out.xlsx")] {
        let out = folder.path().join(name);
        write_out(&out, format);
        read_through(&out);
    }
}

fn read_through(path: &Path) {
    let start = Instant::now();
    let mut table = read::open_file(path, &Choices::default(), &Limits::default()).expect("a table");
    let width = table.columns().len();
    let (mut rows, mut bad, mut bytes) = (0_u64, 0_u64, 0_usize);
    while let Some(record) = table.read_row().expect("readable to the end") {
        match record {
            Record::Good(row) => {
                rows += 1;
                bytes += row.texts(width).map(str::len).sum::<usize>();
            }
            Record::Bad(..) => bad += 1,
        }
    }
    let seconds = start.elapsed().as_secs_f64();
    let size = path.metadata().map_or(0, |data| data.len()) as f64 / 1e6;
    let kind = table.info().format;
    println!(
        "read {kind:?}: {rows} rows, {bad} bad, {bytes} bytes of text, {seconds:.3} s, {:.0} MB/s of file, {:.0} rows/s",
        size / seconds,
        rows as f64 / seconds
    );
}

fn dates() {
    let texts: Vec<String> = (0..1_000_000_i64)
        .map(|n| {
            let (month, day, hour) = (n % 12 + 1, n % 28 + 1, n % 12 + 1);
            format!(
                "{month:02}/{day:02}/2015 {hour:02}:{:02}:{:02} PM",
                n % 60,
                n * 7 % 60
            )
        })
        .collect();
    let mut clock = ZoneClock::new("America/New_York").expect("a zone");
    let start = Instant::now();
    let mut sum = 0;
    for text in &texts {
        if let Some(Moment::Local(ms)) = DateFormat::Mdy.parse(text) {
            sum ^= ms;
        }
    }
    let parsed = start.elapsed().as_secs_f64();
    for text in &texts {
        if let Some(Moment::Local(ms)) = DateFormat::Mdy.parse(text) {
            sum ^= clock.instant(ms).unwrap_or(0);
        }
    }
    let placed = start.elapsed().as_secs_f64() - parsed;
    black_box(sum);
    println!(
        "dates: {:.1} M/s parsed, {:.1} M/s parsed and placed in a zone",
        1.0 / parsed,
        1.0 / placed
    );
}

fn write_out(path: &Path, format: Format) {
    let mut spec = SheetSpec::new("orders", chrono_tz::Asia::Shanghai);
    for (at, kind) in [
        CellKind::Text,
        CellKind::Integer,
        CellKind::Money,
        CellKind::Instant,
        CellKind::Flag,
    ]
    .into_iter()
    .cycle()
    .take(20)
    .enumerate()
    {
        spec.columns.push(ColumnSpec::new(&format!("column {at}"), kind));
    }
    let start = Instant::now();
    let mut writer = TableWriter::create(path, format, spec).expect("writable");
    for n in 0..100_000_i64 {
        let text = format!("上海市黄浦区中山东一路{n}号");
        let five = [
            Value::Text(&text),
            Value::Scaled(n),
            Value::Scaled(n * 37),
            Value::Scaled(1_420_176_009_000 + n * 60_000),
            Value::Flag(n % 2 == 0),
        ];
        let row: Vec<Value<'_>> = five.iter().copied().cycle().take(20).collect();
        writer.row(&row).expect("written");
    }
    let done = writer.finish().expect("finished");
    println!(
        "wrote {format:?}: {} rows, {} bytes, {:.3} s",
        done.rows,
        done.bytes,
        start.elapsed().as_secs_f64()
    );
}
