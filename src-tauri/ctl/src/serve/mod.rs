//! The server shell: the registry over HTTP, uploads and downloads, a stream of notices, and the built UI.
//!
//! It holds no logic of the business: a request becomes a [`Caller`](outpost_core::Caller) and one call of the
//! pipeline, an [`Error`](outpost_core::Error) becomes a status and a body. What it adds is what only the web needs:
//! the session in a cookie that no script can read, a header that other sites cannot send, limits on bodies, and
//! strict headers on everything.

mod api;
mod events;
mod files;
mod headers;
mod listen;
mod maps;
mod refusal;
mod request;

pub use listen::{Listening, Options, serve};

use axum::Router;
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use outpost_core::{App, Code, Error};
use std::path::PathBuf;
use std::sync::Arc;
use tokio::sync::watch;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::services::ServeDir;

/// What the router serves.
#[derive(Debug, Clone)]
pub struct Site {
    pub app: App,
    /// The folder of the built UI; without one only the operations are served.
    pub ui: Option<PathBuf>,
    /// Whether browsers reach it over TLS, so that the cookie may ask for it.
    pub tls: bool,
    /// Turns true when the server stops: open streams end then.
    pub stop: watch::Receiver<bool>,
}

pub(crate) type Shared = axum::extract::State<Arc<Site>>;

/// All routes.
pub fn router(site: Site) -> Router {
    let ui = site.ui.clone();
    let site = Arc::new(site);
    // Answers are worth compressing; files that are compressed already, and streams, are not.
    let answers = Router::new()
        .route("/api/{operation}", post(api::call))
        .route("/upload", post(files::begin))
        .route("/upload/{id}", put(files::chunk))
        .method_not_allowed_fallback(no_such_route)
        .with_state(site.clone());
    let streams = Router::new()
        .route("/download/{id}", get(files::download))
        .route("/events", get(events::listen))
        .route("/map/file/{layer}", get(maps::file))
        .route("/map/tile/{layer}/{z}/{x}/{y}", get(maps::tile))
        .method_not_allowed_fallback(no_such_route)
        .with_state(site);
    let pages = match ui {
        Some(folder) => Router::new().fallback_service(ServeDir::new(folder)),
        None => Router::new().fallback(no_such_route),
    };
    answers
        .merge(pages)
        .layer(CompressionLayer::new())
        .merge(streams)
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(axum::middleware::from_fn(headers::dress))
}

async fn no_such_route() -> Response {
    refusal::answer(&Error::new(Code::UnknownOperation))
}

/// One request that panics is one fault: the others go on.
#[expect(clippy::needless_pass_by_value, reason = "the signature is the layer's")]
fn after_panic(panic: Box<dyn std::any::Any + Send + 'static>) -> Response {
    let words = panic.downcast_ref::<String>().map(String::as_str);
    let words = words
        .or_else(|| panic.downcast_ref::<&str>().copied())
        .unwrap_or("a panic");
    refusal::answer(&Error::fault(words)).into_response()
}
