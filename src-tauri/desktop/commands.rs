//! The commands that the page may call. Each carries something to the backend and decides nothing itself.

use super::{Answer, connection::Connection, shell::Shell, wire};
use outpost_core::{Code, Error, admin::BackupView};
use serde::Serialize;
use std::path::PathBuf;
use tauri::{
    AppHandle, Runtime, State,
    ipc::{InvokeBody, Request, Response},
};
use tauri_plugin_dialog::{DialogExt as _, FilePath};
use tauri_plugin_notification::NotificationExt as _;
use tokio::sync::oneshot;

/// Runs an operation.
#[tauri::command(rename_all = "snake_case")]
pub async fn call(
    shell: State<'_, Shell>,
    op: String,
    input: serde_json::Value,
    request_id: Option<String>,
    locale: String,
    screen: Option<String>,
) -> Answer<Response> {
    let caller = shell.caller_on(screen.as_deref(), &locale, request_id);
    shell
        .call(&op, input.to_string(), &caller)
        .await
        .map(Response::new)
}

/// The id of an upload that has begun.
#[derive(Debug, Serialize)]
pub struct Upload {
    upload: String,
}

/// Begins an upload.
#[tauri::command(rename_all = "snake_case")]
pub async fn upload_begin(shell: State<'_, Shell>, name: String) -> Answer<Upload> {
    let caller = shell.caller("", None);
    let upload = shell.backend().await.upload_begin(&name, &caller).await?;
    Ok(Upload { upload })
}

/// Takes a piece of an upload: the body is the bytes, the headers `id` and `offset` say where they belong.
#[tauri::command]
pub async fn upload_chunk(shell: State<'_, Shell>, request: Request<'_>) -> Answer<()> {
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    let id = header("id")
        .ok_or_else(|| wire(&Error::missing("id")))?
        .to_owned();
    let offset = header("offset")
        .and_then(|text| text.parse().ok())
        .ok_or_else(|| wire(&Error::missing("offset")))?;
    let InvokeBody::Raw(bytes) = request.body() else {
        return Err(wire(
            &Error::new(Code::BadInput).because("an upload's piece is not bytes"),
        ));
    };
    let caller = shell.caller("", None);
    shell
        .backend()
        .await
        .upload_chunk(&id, offset, bytes.clone(), &caller)
        .await
}

/// A range of a layer's file.
#[tauri::command]
pub async fn map_bytes(shell: State<'_, Shell>, layer: i64, offset: u64, length: u64) -> Answer<Response> {
    let caller = shell.caller("", None);
    let bytes = shell
        .backend()
        .await
        .map_bytes(layer, offset, length, &caller)
        .await?;
    Ok(Response::new(bytes))
}

/// A tile of a layer's provider; no bytes where there is none.
#[tauri::command]
pub async fn map_tile(shell: State<'_, Shell>, layer: i64, z: u8, x: u32, y: u32) -> Answer<Response> {
    let caller = shell.caller("", None);
    let bytes = shell.backend().await.map_tile(layer, (z, x, y), &caller).await?;
    Ok(Response::new(bytes))
}

/// Asks where a finished file shall go, and puts it there. Answers the path, or null when the person changed their mind.
#[tauri::command(rename_all = "snake_case")]
pub async fn save_file<R: Runtime>(
    app: AppHandle<R>,
    shell: State<'_, Shell>,
    file: String,
    name: String,
) -> Answer<Option<PathBuf>> {
    let (send, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_file_name(&name)
        .save_file(move |path| drop(send.send(path)));
    let Some(to) = local(chosen.await.ok().flatten()) else {
        return Ok(None);
    };
    let caller = shell.caller("", None);
    shell.backend().await.save(&file, &to, &caller).await?;
    Ok(Some(to))
}

/// The bytes of a file that the person may see: a photo of a document, to be shown in the window.
#[tauri::command(rename_all = "snake_case")]
pub async fn read_file(shell: State<'_, Shell>, file: String) -> Answer<Response> {
    let caller = shell.caller("", None);
    let bytes = shell.backend().await.read(&file, &caller).await?;
    Ok(Response::new(bytes))
}

/// Where the data is now: `{kind: "local", folder}` or `{kind: "server", url}`.
#[tauri::command]
pub fn connection(shell: State<'_, Shell>) -> Connection {
    shell.connection()
}

/// Goes over to another workspace folder or team server and remembers it. The page starts anew afterwards.
#[tauri::command]
pub async fn connect(shell: State<'_, Shell>, to: Connection) -> Answer<()> {
    shell.switch(to).await
}

/// Closes the workspace and opens it anew, so that a restore that was asked for is carried out. The page starts anew
/// afterwards.
#[tauri::command]
pub async fn reopen(shell: State<'_, Shell>) -> Answer<()> {
    shell.reopen().await
}

/// The backups of a workspace folder that does not open any more, newest first; none where it opens.
#[tauri::command]
pub async fn rescue_backups(shell: State<'_, Shell>) -> Answer<Vec<BackupView>> {
    Ok(shell.rescue_backups().await)
}

/// Restores a workspace that does not open any more from one of its backups, and opens it. What is there is kept.
#[tauri::command(rename_all = "snake_case")]
pub async fn rescue(shell: State<'_, Shell>, name: String) -> Answer<()> {
    shell.rescue(&name).await
}

/// Asks for a folder; null when the person changed their mind.
#[tauri::command]
pub async fn choose_folder<R: Runtime>(app: AppHandle<R>) -> Answer<Option<PathBuf>> {
    let (send, chosen) = oneshot::channel();
    app.dialog()
        .file()
        .set_can_create_directories(true)
        .pick_folder(move |path| drop(send.send(path)));
    Ok(local(chosen.await.ok().flatten()))
}

/// Shows a notification of the system: something has ended, or somebody was named, while nobody looked at the window. A
/// system that shows none is no failure; the message stands in the inbox all the same.
#[tauri::command(rename_all = "snake_case")]
pub fn notify<R: Runtime>(app: AppHandle<R>, title: String, body: String) {
    if let Err(error) = app.notification().builder().title(title).body(body).show() {
        tracing::warn!(%error, "a notification was not shown");
    }
}

fn local(path: Option<FilePath>) -> Option<PathBuf> {
    path.and_then(|path| path.into_path().ok())
}
