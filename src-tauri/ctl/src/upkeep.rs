//! `migrate`, `verify`, `backup`, `restore`: looking after the data.

use crate::arguments::{PlaceArguments, RestoreArguments};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::{place, work};
use outpost_core::db::SCHEMA_VERSION;
use outpost_core::kernel::Clock;
use outpost_core::{Code, Error, Place};
use serde_json::{Value, json};
use std::path::Path;

/// Opening migrates, with a backup before.
pub async fn migrate(place: &PlaceArguments, output: &Output) -> Outcome<()> {
    let app = place::open_or_make(place, "migrate").await?;
    app.close().await;
    output.answer(&json!({ "schema": SCHEMA_VERSION }));
    Ok(())
}

async fn run(place: &PlaceArguments, operation: &str, input: Value, output: &Output) -> Outcome<Value> {
    let app = place::open(place, operation).await?;
    place::closing(app, async |app| {
        let caller = place::person(app, place, output).await?;
        work::run(app, &caller, operation, &input).await
    })
    .await
}

/// Checks everything that can be recomputed.
pub async fn verify(place: &PlaceArguments, output: &Output) -> Outcome<()> {
    let report = run(place, "admin.verify", json!({}), output).await?;
    output.answer(&report);
    if report["ok"] == json!(true) {
        Ok(())
    } else {
        Err(Failure::Reported)
    }
}

/// Makes a backup.
pub async fn backup(place: &PlaceArguments, output: &Output) -> Outcome<()> {
    let report = run(place, "admin.backup", json!({}), output).await?;
    output.answer(&report);
    Ok(())
}

/// Restores a backup of this workspace, or one that stands elsewhere. It works on a damaged workspace too, so it is
/// asked for beside the closed data and carried out by the next opening, under the lock.
pub async fn restore(arguments: &PlaceArguments, restore: &RestoreArguments, output: &Output) -> Outcome<()> {
    let Place::Workspace(folder) = place::place(arguments)? else {
        return Err(Error::new(Code::OnlyLocal).into());
    };
    // Somebody who has it open would be surprised at their next start.
    match place::open_or_make(arguments, "restore").await {
        Ok(app) => app.close().await,
        Err(Failure::Core(error)) if is_mendable(error.code) => output.note(error.code.as_str()),
        Err(failure) => return Err(failure),
    }
    let named = Path::new(&restore.backup);
    let file = if named.is_file() {
        named.to_owned()
    } else {
        folder.join("backups").join(&restore.backup)
    };
    let by = arguments.login.clone().unwrap_or_else(|| "outpostctl".to_owned());
    let name = outpost_core::admin::ask_restore(&folder, &file, &by, Clock::Machine.now()).await?;
    let app = place::open_or_make(arguments, "restore").await?;
    app.close().await;
    output.answer(&json!({ "restored": name, "workspace": folder.display().to_string() }));
    Ok(())
}

/// What a backup can mend.
fn is_mendable(code: Code) -> bool {
    matches!(
        code,
        Code::WorkspaceDamaged | Code::WorkspaceNotADatabase | Code::WorkspaceNewer | Code::Fault
    )
}
