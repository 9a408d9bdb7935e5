//! `migrate`, `verify`, `backup`, `restore`: looking after the data.

use crate::arguments::{PlaceArguments, RestoreArguments};
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use crate::{place, work};
use outpost_core::db::SCHEMA_VERSION;
use outpost_core::{App, OpenConfig, admin};
use serde_json::json;
use std::path::Path;

/// Opening migrates, with a backup before.
pub async fn migrate(place: &PlaceArguments, output: &Output) -> Outcome<()> {
    let app = place::open_or_make(place, "migrate").await?;
    app.close().await;
    output.answer(&json!({ "schema": SCHEMA_VERSION }));
    Ok(())
}

/// Checks everything that can be recomputed; also beside the process that owns the workspace.
pub async fn verify(place: &PlaceArguments, output: &Output) -> Outcome<()> {
    let app = place::open_to_read(place, "verify").await?;
    let report = place::closing(app, async |app| {
        if app.is_beside() {
            return Ok(serde_json::to_value(admin::verify(app, |_, _| Ok(())).await?)?);
        }
        let caller = place::person(app, place, output).await?;
        work::run(app, &caller, "admin.verify", &json!({})).await
    })
    .await?;
    output.answer(&report);
    if report["ok"] == json!(true) {
        Ok(())
    } else {
        Err(Failure::Reported)
    }
}

/// Makes a backup; also beside the process that owns the workspace.
pub async fn backup(place: &PlaceArguments, output: &Output) -> Outcome<()> {
    let app = place::open_to_read(place, "backup").await?;
    let report = place::closing(app, async |app| {
        if app.is_beside() {
            return Ok(serde_json::to_value(admin::backup_beside(app).await?)?);
        }
        let caller = place::person(app, place, output).await?;
        work::run(app, &caller, "admin.backup", &json!({})).await
    })
    .await?;
    output.answer(&report);
    Ok(())
}

/// Restores a backup of this workspace, or one that stands elsewhere; also over a file that no longer opens.
pub async fn restore(arguments: &PlaceArguments, restore: &RestoreArguments, output: &Output) -> Outcome<()> {
    let place = place::place(arguments)?;
    let folder = place.folder().to_owned();
    let named = Path::new(&restore.backup);
    let file = if named.is_file() {
        named.to_owned()
    } else {
        folder.join("backups").join(&restore.backup)
    };
    let app = App::open_restored(OpenConfig::new(place, "outpostctl restore"), &file).await?;
    app.close().await;
    output.answer(&json!({
        "restored": file.display().to_string(),
        "workspace": folder.display().to_string(),
    }));
    Ok(())
}
