//! Opening the data, and who acts on it.

use crate::arguments::PlaceArguments;
use crate::failure::{Failure, Outcome};
use crate::output::Output;
use outpost_core::db::Target;
use outpost_core::{App, Caller, Code, OpenConfig, Place, access};
use std::path::PathBuf;

/// Where the arguments say that the data is, or else the environment; an argument goes before any variable.
///
/// # Errors
/// A usage error where the system names no folder for data and none was given.
pub fn place(arguments: &PlaceArguments) -> Outcome<Place> {
    let own = |name: &str| -> Outcome<PathBuf> {
        let data = dirs::data_dir()
            .ok_or_else(|| Failure::usage("this system names no folder for data: say --workspace DIR"))?;
        Ok(data.join(name))
    };
    let set = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty());
    let url = arguments.database.clone().or_else(|| {
        let unsaid = arguments.workspace.is_none();
        set("OUTPOST_DATABASE")
            .filter(|_| unsaid)
            .map(|url| url.to_string_lossy().into_owned())
    });
    match url {
        Some(url) => {
            let files = arguments
                .files
                .clone()
                .or_else(|| set("OUTPOST_FILES").map(PathBuf::from));
            let folder = files.map_or_else(|| own("Outpost server"), Ok)?;
            Ok(Place::Server { url, folder })
        }
        None => {
            let named = arguments
                .workspace
                .clone()
                .or_else(|| set("OUTPOST_WORKSPACE").map(PathBuf::from));
            // The same folder as the desktop app's, so that both see the same data.
            Ok(Place::Workspace(named.map_or_else(|| own("Outpost"), Ok)?))
        }
    }
}

/// Opens it, making what is not there yet.
///
/// # Errors
/// Why it cannot be opened.
pub async fn open_or_make(arguments: &PlaceArguments, purpose: &str) -> Outcome<App> {
    let place = place(arguments)?;
    Ok(App::open(OpenConfig::new(place, &format!("outpostctl {purpose}"))).await?)
}

/// Opens what is there. A name that was mistyped makes no new workspace.
///
/// # Errors
/// Why it cannot be opened.
pub async fn open(arguments: &PlaceArguments, purpose: &str) -> Outcome<App> {
    if let Target::File(path) = place(arguments)?.target()
        && !path.is_file()
    {
        return Err(Failure::refused(format!(
            "there is no workspace at {}; `outpostctl init` makes one",
            path.display()
        )));
    }
    open_or_make(arguments, purpose).await
}

/// Opens what is there to look at it: beside the process that owns it, when there is one.
///
/// # Errors
/// Why it cannot be opened.
pub async fn open_to_read(arguments: &PlaceArguments, purpose: &str) -> Outcome<App> {
    match open(arguments, purpose).await {
        Err(Failure::Core(error)) if error.code == Code::WorkspaceInUse => {
            let config = OpenConfig::new(place(arguments)?, &format!("outpostctl {purpose}"));
            Ok(App::open_beside(config).await?)
        }
        outcome => outcome,
    }
}

/// The person whom the command line speaks for. Whoever can open the file, or knows the database's password, needs
/// no other; a team server still wants a name for its history.
///
/// # Errors
/// A usage error where nobody was named and nobody can be meant.
pub async fn person(app: &App, arguments: &PlaceArguments, output: &Output) -> Outcome<Caller> {
    let login = match &arguments.login {
        Some(login) => login.clone(),
        None if app.is_local() => access::only_administrator(app.db()).await?.ok_or_else(|| {
            Failure::usage("this workspace has not exactly one administrator: say --as LOGIN")
        })?,
        None => return Err(Failure::usage("say who acts on a team server: --as LOGIN")),
    };
    Ok(Caller {
        trusted_login: Some(login),
        locale: output.locale(),
        ..Caller::nobody("cli")
    })
}

/// Does something with the open app and closes it, whatever came of it.
///
/// # Errors
/// What `work` answers.
pub async fn closing<T>(app: App, work: impl AsyncFnOnce(&App) -> Outcome<T>) -> Outcome<T> {
    let outcome = work(&app).await;
    app.close().await;
    outcome
}
