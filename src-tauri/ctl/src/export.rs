//! `export GRID OUT`: a list as a spreadsheet.

use crate::arguments::{ExportArguments, PlaceArguments, TableFormat};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::{import, place, work};
use outpost_core::{App, Caller, Code, Error};
use serde_json::{Value, json};
use std::path::Path;

/// Exports a list as its columns, filter and sort say.
pub async fn run(place: &PlaceArguments, arguments: &ExportArguments, output: &Output) -> Outcome<()> {
    let format = format(arguments)?;
    let filter: Option<Value> = match &arguments.filter {
        None => None,
        Some(text) => {
            Some(serde_json::from_str(text).map_err(|error| Failure::usage(format!("--filter: {error}")))?)
        }
    };
    let app = place::open(place, "export").await?;
    let report = place::closing(app, async |app| {
        let caller = place::person(app, place, output).await?;
        let grid = &arguments.grid;
        let operation = format!("{grid}.export");
        if app.registry().get(&operation).is_none() {
            return Err(Error::new(Code::UnknownOperation).with("operation", operation).into());
        }
        let mut input = json!({ "format": format, "columns": columns(app, &caller, arguments).await? });
        if let Some(filter) = &filter {
            input["filter"] = filter.clone();
        }
        if let Some(sort) = &arguments.sort {
            let key = sort.trim_start_matches('-');
            input["sort"] = json!([{ "key": key, "desc": sort.starts_with('-') }]);
        }
        let report = work::run(app, &caller, &operation, &input).await?;
        let file = report["file"]["file"].as_str().unwrap_or_default();
        import::save(app, &caller, file, &arguments.out).await?;
        Ok(json!({ "file": arguments.out.display().to_string(), "rows": report["rows"], "bytes": report["file"]["bytes"] }))
    })
    .await?;
    output.answer(&report);
    Ok(())
}

/// The columns that were named, or those that the list shows at first.
async fn columns(app: &App, caller: &Caller, arguments: &ExportArguments) -> Outcome<Vec<String>> {
    if !arguments.columns.is_empty() {
        return Ok(arguments.columns.clone());
    }
    let answer = work::call(app, caller, &format!("{}.columns", arguments.grid), &json!({})).await?;
    let shown = answer["columns"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|column| column["visible"] == json!(true));
    Ok(shown
        .filter_map(|column| column["key"].as_str().map(str::to_owned))
        .collect())
}

fn format(arguments: &ExportArguments) -> Outcome<&'static str> {
    let ending = Path::new(&arguments.out)
        .extension()
        .map(|ending| ending.to_string_lossy().to_lowercase());
    match (arguments.format, ending.as_deref()) {
        (Some(TableFormat::Xlsx), _) | (None, Some("xlsx")) => Ok("xlsx"),
        (Some(TableFormat::Csv), _) | (None, Some("csv")) => Ok("csv"),
        (None, _) => Err(Failure::usage("say the format: --format xlsx or --format csv")),
    }
}
