//! The window: opened at once, while the workspace opens behind it.

use super::{arguments, backend::Backend, commands, log, shell::Shell};
use outpost_core::Notice;
use std::{sync::Arc, time::Duration};
use tauri::{
    AppHandle, Emitter as _, Manager as _, RunEvent, Url,
    plugin::{Builder as PluginBuilder, TauriPlugin},
};
use tokio::sync::{broadcast::error::RecvError, watch};

/// The name of the event that carries notices to the page.
const EVENT: &str = "outpost";
/// How long to wait before a broken stream of notices is opened again.
const AGAIN_AFTER: Duration = Duration::from_secs(3);

/// Opens the window and stays until it is closed.
pub fn run() {
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(stay_at_home())
        .setup(|app| {
            let paths = app.path();
            log::start(paths.app_log_dir().ok().as_deref());
            let chosen = arguments::chosen(
                std::env::args_os().skip(1),
                std::env::var_os(arguments::WORKSPACE),
            );
            let folder = paths.data_dir()?.join("Outpost");
            let settings = paths.app_config_dir()?.join("connection.json");
            app.manage(Shell::new(chosen, folder, settings));
            let handle = app.handle().clone();
            tauri::async_runtime::spawn(async move {
                handle.state::<Shell>().open().await;
                hand_on_notices(handle).await;
            });
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            commands::call,
            commands::upload_begin,
            commands::upload_chunk,
            commands::save_file,
            commands::read_file,
            commands::map_bytes,
            commands::map_tile,
            commands::connection,
            commands::connect,
            commands::choose_folder,
            commands::notify,
            commands::reopen,
            commands::rescue_backups,
            commands::rescue,
        ])
        .build(tauri::generate_context!());
    match built {
        Ok(app) => app.run(|handle, event| {
            if let RunEvent::Exit = event {
                tauri::async_runtime::block_on(handle.state::<Shell>().close());
            }
        }),
        Err(error) => {
            eprintln!("Outpost: {error}");
            std::process::exit(1);
        }
    }
}

/// The window shows the app and nothing else: a link or a dropped file never takes its place.
fn stay_at_home<R: tauri::Runtime>() -> TauriPlugin<R> {
    PluginBuilder::new("stay-at-home")
        .on_navigation(|_, url| is_home(url))
        .build()
}

fn is_home(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    match url.scheme() {
        "tauri" => host == "localhost",
        "http" | "https" if host == "tauri.localhost" => true,
        // The page of `tauri dev`, which no release knows.
        "http" => cfg!(debug_assertions) && host == "127.0.0.1",
        scheme => scheme == "about",
    }
}

/// Hands the backend's notices on to the page, whichever backend that is.
async fn hand_on_notices(handle: AppHandle) {
    let shell = handle.state::<Shell>();
    let mut changes = shell.changes();
    loop {
        let backend = changes.borrow_and_update().clone();
        tokio::select! {
            () = notices_of(&handle, backend) => {}
            changed = changes.changed() => if changed.is_err() { return },
        }
    }
}

async fn notices_of(handle: &AppHandle, backend: Option<Arc<Backend>>) {
    match backend.as_deref() {
        Some(Backend::Local(app)) => {
            let mut news = app.subscribe();
            loop {
                match news.recv().await {
                    Ok(notice) => emit(handle, &notice),
                    // Some were missed, so anything may have changed.
                    Err(RecvError::Lagged(_)) => emit(handle, &everything()),
                    Err(RecvError::Closed) => break,
                }
            }
        }
        Some(Backend::Remote(_)) => notices_of_the_server(handle).await,
        Some(Backend::Closed(_)) | None => {}
    }
    // Nothing more will come from this one: wait for another.
    std::future::pending::<()>().await;
}

async fn notices_of_the_server(handle: &AppHandle) {
    let shell = handle.state::<Shell>();
    let mut sessions = shell.sessions();
    // Ends the reading thread when this future is dropped, at the latest at the server's next sign of life.
    let (alive, listening) = watch::channel(());
    loop {
        let token = sessions.borrow_and_update().clone();
        if let (Some(_), Some(remote)) = (token, shell.remote()) {
            let caller = shell.caller("", None);
            let (handle, session, listening) = (handle.clone(), sessions.clone(), listening.clone());
            let stream = tauri::async_runtime::spawn_blocking(move || {
                remote.notices(&caller, |data| {
                    if let Some(notice) =
                        data.and_then(|data| serde_json::from_str::<serde_json::Value>(data).ok())
                    {
                        emit(&handle, &notice);
                    }
                    listening.has_changed().is_ok() && !session.has_changed().unwrap_or(true)
                })
            });
            tokio::select! {
                _ended = stream => {}
                changed = sessions.changed() => if changed.is_err() { break },
            }
            tokio::time::sleep(AGAIN_AFTER).await;
        } else if sessions.changed().await.is_err() {
            break;
        }
    }
    drop(alive);
}

/// The sign for every tag there is.
fn everything() -> Notice {
    Notice {
        tags: vec!["*".to_owned()],
        ..Notice::default()
    }
}

fn emit(handle: &AppHandle, notice: &(impl serde::Serialize + Clone)) {
    if let Err(error) = handle.emit(EVENT, notice) {
        tracing::warn!(%error, "a notice did not reach the page");
    }
}

#[cfg(test)]
mod tests {
    use super::{Url, is_home};

    #[test]
    fn the_window_leaves_its_page_for_no_other() {
        let home = |url: &str| is_home(&url.parse::<Url>().expect("a URL"));
        assert!(home("tauri://localhost/"));
        assert!(home("http://tauri.localhost/index.html#/work-orders"));
        assert!(!home("https://example.org/"));
        assert!(!home("tauri://example.org/"));
        assert!(!home("file:///etc/passwd"));
        assert!(!home("data:text/html,hello"));
    }
}
