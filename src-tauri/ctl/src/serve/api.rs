//! `POST /api/{operation}`: one operation of the registry.

use super::{Shared, Site, refusal, request};
use axum::body::Body;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use outpost_core::{Code, Error, Result};
use serde_json::Value;

/// Inputs are documents, not files: files go through uploads.
const INPUT_MAX: usize = 8 << 20;

/// Runs the operation that the path names with the body as its input.
pub async fn call(
    State(site): Shared,
    Path(operation): Path<String>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match answer(&site, &operation, &headers, body).await {
        Ok(response) => response,
        Err(error) => refusal::answer(&error),
    }
}

async fn answer(site: &Site, operation: &str, headers: &HeaderMap, body: Body) -> Result<Response> {
    let caller = request::caller(headers)?;
    let input = String::from_utf8(request::body(body, INPUT_MAX).await?)
        .map_err(|error| Error::new(Code::BadInput).because(error))?;
    let (app, name) = (site.app.clone(), operation.to_owned());
    // On a task of its own: a browser that goes away does not stop a write half-way.
    let output = tokio::spawn(async move { app.call(&name, &input, &caller).await })
        .await
        .map_err(Error::fault)??;
    match operation {
        "access.login" | "access.setup" => opened(site, headers, output.get()),
        "access.logout" => Ok(with_cookie(
            json(output.get().to_owned()),
            &cookie("", site, headers),
        )),
        _ => Ok(json(String::from(Box::<str>::from(output)))),
    }
}

/// A session was opened: its token goes into the cookie, and a page does not see it.
fn opened(site: &Site, headers: &HeaderMap, output: &str) -> Result<Response> {
    let mut session: Value = serde_json::from_str(output)?;
    let token = session
        .get("token")
        .and_then(Value::as_str)
        .unwrap_or_default()
        .to_owned();
    if request::is_browser(headers)
        && let Some(session) = session.as_object_mut()
    {
        session.remove("token");
    }
    Ok(with_cookie(
        json(session.to_string()),
        &cookie(&token, site, headers),
    ))
}

/// The cookie ends with the browser; the session behind it ends by itself (DESIGN §9). An empty token takes it back.
fn cookie(token: &str, site: &Site, headers: &HeaderMap) -> String {
    let secure = if request::is_secure(headers, site.tls) {
        "; Secure"
    } else {
        ""
    };
    let end = if token.is_empty() { "; Max-Age=0" } else { "" };
    format!(
        "{}={token}; Path=/; HttpOnly; SameSite=Strict{secure}{end}",
        request::COOKIE
    )
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().insert(header::SET_COOKIE, value);
    }
    response
}

fn json(text: String) -> Response {
    ([(header::CONTENT_TYPE, "application/json")], text).into_response()
}
