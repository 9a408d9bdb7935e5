//! `seed`: the demo network without a window.

use crate::arguments::{PlaceArguments, SeedArguments};
use crate::call::{password_of_stdin, set_up};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::{place, work};
use outpost_core::{App, Caller};
use serde_json::{Value, json};

/// Fills an empty workspace; makes it, and its administrator, where there is none.
pub async fn run(place: &PlaceArguments, arguments: &SeedArguments, output: &Output) -> Outcome<()> {
    let password = arguments.password_stdin.then(password_of_stdin).transpose()?;
    let app = place::open_or_make(place, "seed").await?;
    let report = place::closing(app, async |app| {
        let caller = administrator(app, place, arguments, password.as_deref(), output).await?;
        let mut report = fill(app, &caller, arguments).await?;
        if let Some(password) = &password {
            let opened = work::call(
                app,
                &caller,
                "demo.open_accounts",
                &json!({ "password": password }),
            )
            .await?;
            report["accounts"] = opened["accounts"].clone();
        }
        Ok(report)
    })
    .await?;
    output.answer(&report);
    Ok(())
}

/// Whoever acts: made first, where the workspace is new.
async fn administrator(
    app: &App,
    place: &PlaceArguments,
    arguments: &SeedArguments,
    password: Option<&str>,
    output: &Output,
) -> Outcome<Caller> {
    let status = work::call(app, &Caller::nobody("cli"), "access.status", &json!({})).await?;
    if status["initialized"] == json!(true) {
        return place::person(app, place, output).await;
    }
    let password = password.ok_or_else(|| {
        Failure::usage("this workspace is new: say --password-stdin and give its administrator a password")
    })?;
    let input = json!({
        "login": arguments.login, "name": arguments.name, "password": password,
        "workspace_name": "Outpost", "zone": "Asia/Shanghai", "currency": "CNY",
    });
    set_up(app, &input, output).await?;
    Ok(Caller {
        trusted_login: Some(arguments.login.clone()),
        locale: output.locale(),
        ..Caller::nobody("cli")
    })
}

/// Runs the job; answers its report.
pub async fn fill(app: &App, caller: &Caller, arguments: &SeedArguments) -> Outcome<Value> {
    let input = json!({
        "orders": arguments.orders.unwrap_or_else(|| arguments.scale.orders()),
        "seed": arguments.seed, "months": arguments.months, "as_of": arguments.as_of,
    });
    work::run(app, caller, "demo.seed", &input).await
}
