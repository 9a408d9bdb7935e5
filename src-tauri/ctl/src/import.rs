//! `import KIND FILE`: the importer without the wizard.

use crate::arguments::{ImportArguments, PlaceArguments};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::{place, work};
use outpost_core::texts::{self, Locale};
use outpost_core::{App, Caller};
use serde_json::{Map, Value, json};
use std::path::Path;

/// Imports a table, or says what that would do.
pub async fn run(place: &PlaceArguments, arguments: &ImportArguments, output: &Output) -> Outcome<()> {
    let given = arguments.mapping.as_deref().map(read_mapping).transpose()?;
    if !arguments.file.is_file() {
        return Err(Failure::file(&arguments.file, "there is no such file"));
    }
    let app = place::open(place, "import").await?;
    let report = place::closing(app, async |app| {
        let caller = place::person(app, place, output).await?;
        let upload = app.upload_local(&arguments.file, &caller).await?;
        let mapping = mapping(app, &caller, arguments, &upload, given).await?;
        tell_mapping(&mapping, output);
        let input = json!({
            "upload": upload,
            "kind": arguments.kind,
            "mapping": mapping,
            "zone": arguments.zone,
            "doubles": if arguments.update { "update" } else { "skip" },
            "errors": if arguments.take_good { "take_good" } else { "all_or_nothing" },
            "create_missing": arguments.create_missing,
            "dry_run": arguments.dry_run,
        });
        let mut report = work::run(app, &caller, "imports.run", &input).await?;
        if let (Some(to), Some(file)) = (&arguments.rejects, report["rejects"]["file"].as_str()) {
            save(app, &caller, file, to).await?;
        }
        if let (true, Some(report)) = (output.is_json(), report.as_object_mut()) {
            report.insert("mapping".to_owned(), mapping);
        }
        Ok(report)
    })
    .await?;
    output.answer(&if output.is_json() {
        report.clone()
    } else {
        in_words(report.clone(), output.locale())
    });
    if is_refused(&report, arguments) {
        Err(Failure::Reported)
    } else {
        Ok(())
    }
}

/// The report for a person: each reason with its text from the catalogue.
fn in_words(mut report: Value, locale: Locale) -> Value {
    for reason in report["reasons"].as_array_mut().into_iter().flatten() {
        let key = format!("import:reason.{}", reason["code"].as_str().unwrap_or_default());
        if let Some(text) = texts::lookup(locale, &key) {
            reason["text"] = json!(text);
        }
    }
    report
}

/// Whether nothing was taken, or nothing would be.
fn is_refused(report: &Value, arguments: &ImportArguments) -> bool {
    let rejected = report["rejected"].as_i64().unwrap_or(0) > 0;
    if arguments.dry_run {
        rejected && !arguments.take_good
    } else {
        report["committed"] != json!(true)
    }
}

/// The mapping to use, with what the command line says about the file.
async fn mapping(
    app: &App,
    caller: &Caller,
    arguments: &ImportArguments,
    upload: &str,
    given: Option<Value>,
) -> Outcome<Value> {
    let mut choices = given
        .as_ref()
        .and_then(|mapping| mapping["choices"].as_object().cloned())
        .unwrap_or_default();
    let said = [
        ("encoding", &arguments.encoding),
        ("delimiter", &arguments.delimiter),
        ("sheet", &arguments.sheet),
    ];
    for (key, value) in said {
        if let Some(value) = value {
            choices.insert(key.to_owned(), json!(delimiter_or(key, value)));
        }
    }
    let mut mapping = match given {
        Some(mapping) => mapping,
        None => {
            let input = json!({ "upload": upload, "kind": arguments.kind, "options": choices });
            work::call(app, caller, "imports.inspect", &input).await?["mapping"].take()
        }
    };
    if let (Some(mapping), false) = (mapping.as_object_mut(), choices.is_empty()) {
        mapping.insert("choices".to_owned(), Value::Object(choices));
    }
    Ok(mapping)
}

/// A tab cannot be typed in every shell.
fn delimiter_or<'v>(key: &str, value: &'v str) -> &'v str {
    if key == "delimiter" && matches!(value, "\\t" | "tab") {
        "\t"
    } else {
        value
    }
}

/// Reads a mapping: the whole form, or the short one in which a field is only the name of its column.
fn read_mapping(path: &Path) -> Outcome<Value> {
    let text = std::fs::read_to_string(path).map_err(|error| Failure::file(path, error))?;
    let read: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| Failure::file(path, error))?;
    let Value::Object(mut whole) = read else {
        return Err(Failure::file(path, "a mapping is a JSON object of fields"));
    };
    let fields = match whole.remove("fields") {
        Some(Value::Object(fields)) => fields,
        Some(_) => return Err(Failure::file(path, "\"fields\" is not an object")),
        None => std::mem::take(&mut whole),
    };
    let long = fields.into_iter().map(|(key, field)| match field {
        Value::String(column) => (key, json!({ "column": column })),
        other => (key, other),
    });
    let fields: Map<String, Value> = long.collect();
    whole.insert("fields".to_owned(), Value::Object(fields));
    Ok(Value::Object(whole))
}

/// Which column goes where, so that a person sees what the program took for what.
fn tell_mapping(mapping: &Value, output: &Output) {
    for (field, filled) in mapping["fields"].as_object().into_iter().flatten() {
        let from = filled["column"].as_str().map(|column| format!("<- {column}"));
        let constant = filled["constant"].as_str().map(|text| format!("= {text}"));
        if let Some(words) = from.or(constant) {
            output.note(&format!("{field:24} {words}"));
        }
    }
}

/// Puts a file of the workspace where the person wants it: whole, or not at all.
pub async fn save(app: &App, caller: &Caller, file: &str, to: &Path) -> Outcome<()> {
    let found = app.download(file, caller).await?;
    let mut part = to.file_name().unwrap_or_default().to_owned();
    part.push(".part");
    let part = to.with_file_name(part);
    let placed = std::fs::copy(&found.path, &part).and_then(|_| std::fs::rename(&part, to));
    if placed.is_err() && part.exists() {
        let _ = std::fs::remove_file(&part);
    }
    placed.map_err(|error| Failure::file(to, error))
}

#[cfg(test)]
mod tests {
    use super::read_mapping;
    use serde_json::json;

    #[test]
    fn a_mapping_may_be_written_short() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("m.json");
        let read = |text: &str| {
            std::fs::write(&path, text).expect("written");
            read_mapping(&path)
        };
        let short = read(r#"{"opened_at": "open_dt", "kind": {"constant": "repair"}}"#).expect("read");
        assert_eq!(
            short,
            json!({"fields": {"opened_at": {"column": "open_dt"}, "kind": {"constant": "repair"}}})
        );
        let whole = read(r#"{"zone": "UTC", "fields": {"a": "b"}}"#).expect("read");
        assert_eq!(whole, json!({"zone": "UTC", "fields": {"a": {"column": "b"}}}));
        assert!(read("[]").is_err() && read("{").is_err() && read(r#"{"fields": 1}"#).is_err());
    }
}
