//! Measures of several sizes side by side.

use serde_json::{Map, Value, json};
use std::fmt::Write as _;

/// What stands above the measures: about the workspace and the process.
const ABOUT: [(&str, &str); 7] = [
    ("fill_s", "filled in, s"),
    ("fill_peak_mib", "filled with at most, MiB"),
    ("index_s", "read for the search in, s"),
    ("file_mib", "file, MiB"),
    ("open_ms", "opened in, ms"),
    ("rss_mib", "memory after all measures, MiB"),
    ("peak_mib", "memory at most, MiB"),
];

fn figure(value: &Value) -> String {
    match value.as_f64() {
        None => "-".to_owned(),
        Some(v) if v >= 1000.0 => format!("{v:.0}"),
        Some(v) if v >= 100.0 => format!("{v:.1}"),
        Some(v) => format!("{v:.2}"),
    }
}

/// How much dearer a measure became from one size to the next.
fn grown(before: &Value, after: &Value, name: &str, of: &str) -> Option<f64> {
    let (then, now) = (
        before["measures"][name][of].as_f64()?,
        after["measures"][name][of].as_f64()?,
    );
    Some((now / then * 100.0).round() / 100.0)
}

/// How much dearer each measure, and its raw SQL, became from the last size but one to the last.
pub(super) fn growth(rows: &[Value]) -> Value {
    let [.., before, last] = rows else {
        return Value::Null;
    };
    let names = last["measures"].as_object().into_iter().flat_map(Map::keys);
    let all = names.filter_map(|name| {
        let ours = grown(before, last, name, "ours_ms")?;
        let raw = grown(before, last, name, "raw_sql_ms")?;
        Some((name.clone(), json!({"ours": ours, "raw_sql": raw})))
    });
    Value::Object(all.collect())
}

/// The report as lines of text: each measure with ours, raw SQL and their ratio at each size, then the growth of both over
/// the last step.
pub(super) fn text(rows: &[Value]) -> String {
    let mut text = String::new();
    let _ = write!(text, "{:34}", "orders");
    for row in rows {
        let _ = write!(text, "{:>26}", row["orders"].to_string());
    }
    text.push('\n');
    for (key, says) in ABOUT {
        let _ = write!(text, "{says:34}");
        for row in rows {
            let _ = write!(text, "{:>26}", figure(&row[key]));
        }
        text.push('\n');
    }
    let _ = write!(text, "\n{:34}", "median ms: ours, raw SQL, ratio");
    for _ in rows {
        let _ = write!(text, "{:>10}{:>9}{:>7}", "ours", "raw", "ratio");
    }
    text.push_str("   growth ours/raw\n");
    let growth = growth(rows);
    let last = rows.last().and_then(|row| row["measures"].as_object());
    for name in last.into_iter().flat_map(Map::keys) {
        let _ = write!(text, "{name:34}");
        for row in rows {
            let measure = &row["measures"][name];
            let _ = write!(
                text,
                "{:>10}{:>9}{:>7}",
                figure(&measure["ours_ms"]),
                figure(&measure["raw_sql_ms"]),
                figure(&measure["ratio"])
            );
        }
        let of = &growth[name];
        let _ = writeln!(text, "   {} / {}", figure(&of["ours"]), figure(&of["raw_sql"]));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{growth, text};
    use serde_json::json;

    #[test]
    fn growth_is_that_of_the_last_step() {
        let at = |orders: i64, ours: f64, raw: f64| json!({"orders": orders, "measures": {"page": {"ours_ms": ours, "raw_sql_ms": raw, "ratio": ours / raw}}});
        let rows = [at(10, 9.0, 9.0), at(100, 2.0, 1.0), at(1000, 3.0, 8.0)];
        assert_eq!(growth(&rows), json!({"page": {"ours": 1.5, "raw_sql": 8.0}}));
        assert!(growth(&rows[..1]).is_null());
        let told = text(&rows);
        let line = told.lines().find(|line| line.starts_with("page")).unwrap();
        assert!(line.ends_with("3.00     8.00   0.38   1.50 / 8.00"), "{line}");
    }
}
