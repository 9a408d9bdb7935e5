//! `serve`: opens the data and answers until it is told to stop.

use crate::arguments::{PlaceArguments, ServeArguments};
use crate::failure::{Failure, Outcome};
use crate::output::{Output, line};
use crate::serve::{Listening, Options, serve};
use crate::{interrupt, place};
use std::path::{Path, PathBuf};

/// Serves until Ctrl-C.
pub async fn run(place: &PlaceArguments, arguments: &ServeArguments, output: &Output) -> Outcome<()> {
    let stop = interrupt::asked()?;
    let tls = arguments.tls_cert.clone().zip(arguments.tls_key.clone());
    let options = Options {
        listen: arguments.listen,
        ui: built_ui(arguments.ui.as_deref())?,
        tls,
    };
    if options.ui.is_none() {
        output.note("no built user interface was found (--ui DIR names one): only the operations are served");
    }
    if options.tls.is_none() && !options.listen.ip().is_loopback() {
        output.note("passwords and data go over the network unencrypted: give --tls-cert and --tls-key, or put a proxy with TLS before it");
    }
    let listening = Listening::bind(&options).await?;
    let app = place::open_or_make(place, "serve").await?;
    line(&format!("outpost listening on {}", listening.url));
    serve(app, &options, listening, interrupt::wait(stop)).await;
    Ok(())
}

/// The folder that was named, or the first one that holds a page: beside the program, or in a checkout.
fn built_ui(named: Option<&Path>) -> Outcome<Option<PathBuf>> {
    let has_page = |folder: &PathBuf| folder.join("index.html").is_file();
    if let Some(named) = named {
        let named = named.to_owned();
        return if has_page(&named) {
            Ok(Some(named))
        } else {
            Err(Failure::refused(format!(
                "there is no index.html in {}",
                named.display()
            )))
        };
    }
    let beside = std::env::current_exe()
        .ok()
        .and_then(|program| program.parent().map(Path::to_owned));
    let beside = beside
        .into_iter()
        .flat_map(|folder| [folder.join("ui"), folder.join("../share/outpost/ui")]);
    Ok(beside.chain([PathBuf::from("ui/dist")]).find(has_page))
}
