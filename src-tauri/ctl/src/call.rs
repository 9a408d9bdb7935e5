//! `call`, `init`, `operations`: the registry on the command line.

use crate::arguments::{CallArguments, InitArguments, PlaceArguments};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::{place, work};
use outpost_core::access::Need;
use outpost_core::operation::OpKind;
use outpost_core::{App, Caller, Code, Error};
use serde_json::{Value, json};
use std::io::Read as _;

/// Runs one operation.
pub async fn run(place: &PlaceArguments, arguments: &CallArguments, output: &Output) -> Outcome<()> {
    let input = input(arguments.input.as_deref())?;
    let (registry, name) = (outpost_core::registry(), &arguments.operation);
    let entry = registry
        .get(name)
        .ok_or_else(|| Error::new(Code::UnknownOperation).with("operation", name.clone()))?;
    let app = match entry.kind {
        OpKind::Read => place::open_to_read(place, name).await?,
        OpKind::Write | OpKind::Job => place::open(place, name).await?,
    };
    let answer = place::closing(app, async |app| {
        let person = match (entry.needs, &place.login) {
            (Need::Public, None) => Caller {
                locale: output.locale(),
                ..Caller::nobody("cli")
            },
            _ => place::person(app, place, output).await?,
        };
        let caller = Caller {
            request_id: arguments.request_id.clone(),
            ..person
        };
        let answered = app.call(name, &input, &caller).await?;
        let answer: Value = serde_json::from_str(answered.get())?;
        if entry.kind == OpKind::Job {
            work::follow(app, &caller, &answer).await
        } else {
            Ok(answer)
        }
    })
    .await?;
    output.answer(&answer);
    Ok(())
}

/// The input as text: the pipeline refuses what it cannot read.
fn input(given: Option<&str>) -> Outcome<String> {
    match given {
        None => Ok("{}".to_owned()),
        Some("-") => read_stdin(),
        Some(text) => Ok(text.to_owned()),
    }
}

fn read_stdin() -> Outcome<String> {
    let mut text = String::new();
    std::io::stdin()
        .read_to_string(&mut text)
        .map_err(|error| Failure::refused(format!("stdin: {error}")))?;
    Ok(text)
}

/// The password that a script hands over: the first line of stdin.
///
/// # Errors
/// A stdin that is no text.
pub fn password_of_stdin() -> Outcome<String> {
    let stdin = read_stdin()?;
    let line = stdin.trim_start_matches('\u{feff}').lines().next();
    Ok(line.unwrap_or_default().to_owned())
}

/// The first start: makes the administrator.
///
/// # Errors
/// What the first start refuses.
pub async fn set_up(app: &App, input: &Value, output: &Output) -> Outcome<Value> {
    let nobody = Caller {
        locale: output.locale(),
        ..Caller::nobody("cli")
    };
    let session = work::call(app, &nobody, "access.setup", input).await?;
    // The session that a first start opens is of no use to a command that ends: nobody shall find it.
    if let Some(token) = session.get("token").and_then(Value::as_str) {
        work::call(app, &nobody.with_token(token), "access.logout", &json!({})).await?;
    }
    Ok(json!({ "workspace": app.folder().display().to_string(), "login": session["me"]["login"] }))
}

/// The first start without a window.
pub async fn init(place: &PlaceArguments, arguments: &InitArguments, output: &Output) -> Outcome<()> {
    let password = password_of_stdin()?;
    let input = json!({
        "login": arguments.login, "name": arguments.name, "password": password,
        "workspace_name": arguments.workspace_name, "zone": arguments.zone, "currency": arguments.currency,
    });
    let app = place::open_or_make(place, "init").await?;
    let answer = place::closing(app, async |app: &App| set_up(app, &input, output).await).await?;
    output.answer(&answer);
    Ok(())
}

/// Lists the registry.
pub fn operations(output: &Output) -> Outcome<()> {
    let registry = outpost_core::registry();
    if output.is_json() {
        let all = registry.iter().map(|entry| {
            json!({ "name": entry.name, "kind": entry.kind, "needs": entry.needs.as_str(), "tags": entry.tags,
                "doc": entry.doc, "input": entry.input, "output": entry.output })
        });
        output.answer(&json!({ "operations": all.collect::<Vec<_>>() }));
    } else {
        let width = registry.iter().map(|entry| entry.name.len()).max().unwrap_or(0);
        for entry in registry.iter() {
            crate::output::line(&format!(
                "{:width$}  {}  [{}]",
                entry.name,
                entry.doc,
                entry.needs.as_str()
            ));
        }
    }
    Ok(())
}
