//! Files: uploads in pieces, downloads by their owner.

use super::{Shared, Site, refusal, request};
use axum::body::Body;
use axum::extract::{Path, Query, State};
use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::{IntoResponse as _, Response};
use outpost_core::files::CHUNK_MAX;
use outpost_core::{Error, Result};
use serde::Deserialize;
use std::fmt::Write as _;
use tokio_util::io::ReaderStream;

/// `POST /upload?name=`.
#[derive(Debug, Deserialize)]
pub struct Begin {
    #[serde(default)]
    name: String,
}

/// `PUT /upload/{id}?offset=`.
#[derive(Debug, Deserialize)]
pub struct Piece {
    /// In bytes; read here, so that what is no number is refused in our own language.
    #[serde(default)]
    offset: String,
}

/// Begins an upload; answers its id.
pub async fn begin(State(site): Shared, Query(query): Query<Begin>, headers: HeaderMap) -> Response {
    let begun = async {
        let caller = request::caller(&headers)?;
        site.app.upload_begin(&query.name, &caller).await
    };
    match begun.await {
        Ok(id) => axum::Json(serde_json::json!({ "upload": id })).into_response(),
        Err(error) => refusal::answer(&error),
    }
}

/// Takes a piece of an upload; answers how many bytes there are now.
pub async fn chunk(
    State(site): Shared,
    Path(id): Path<String>,
    Query(piece): Query<Piece>,
    headers: HeaderMap,
    body: Body,
) -> Response {
    match take(&site, &id, &piece, &headers, body).await {
        Ok(bytes) => axum::Json(serde_json::json!({ "bytes": bytes })).into_response(),
        Err(error) => refusal::answer(&error),
    }
}

async fn take(site: &Site, id: &str, piece: &Piece, headers: &HeaderMap, body: Body) -> Result<u64> {
    let caller = request::caller(headers)?;
    let offset = piece.offset.parse().map_err(|_| Error::invalid("offset"))?;
    let bytes = request::body(body, CHUNK_MAX).await?;
    site.app.upload_chunk(id, offset, &bytes, &caller).await
}

/// Sends a finished file to its owner, to be saved and never to be shown.
pub async fn download(State(site): Shared, Path(id): Path<String>, headers: HeaderMap) -> Response {
    match open(&site, &id, &headers).await {
        Ok(response) => response,
        Err(error) => refusal::answer(&error),
    }
}

async fn open(site: &Site, id: &str, headers: &HeaderMap) -> Result<Response> {
    let caller = request::reader(headers)?;
    let found = site.app.download(id, &caller).await?;
    let file = tokio::fs::File::open(&found.path).await?;
    let body = Body::from_stream(ReaderStream::with_capacity(file, 64 << 10));
    let mut response = ([(header::CONTENT_TYPE, "application/octet-stream")], body).into_response();
    let out = response.headers_mut();
    out.insert(header::CONTENT_LENGTH, found.bytes.into());
    if let Ok(value) = HeaderValue::from_str(&disposition(&found.name)) {
        out.insert(header::CONTENT_DISPOSITION, value);
    }
    Ok(response)
}

/// RFC 6266: a name in ASCII for the oldest, the whole name in UTF-8 for all others.
fn disposition(name: &str) -> String {
    let plain = |c: char| {
        if c.is_ascii_alphanumeric() || "._- ".contains(c) {
            c
        } else {
            '_'
        }
    };
    let ascii: String = name.chars().map(plain).collect();
    let mut whole = String::new();
    for byte in name.bytes() {
        if byte.is_ascii_alphanumeric() || b"._-".contains(&byte) {
            whole.push(char::from(byte));
        } else {
            let _ = write!(whole, "%{byte:02X}");
        }
    }
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{whole}")
}

#[cfg(test)]
mod tests {
    use super::disposition;

    #[test]
    fn a_name_leaves_no_way_out_of_the_header() {
        let got = disposition("工单\"\r\nset-cookie: x; .xlsx");
        assert!(got.is_ascii() && !got.contains(['\r', '\n']), "{got}");
        assert_eq!(got.matches('"').count(), 2, "{got}");
        assert!(disposition("工单.csv").ends_with("filename*=UTF-8''%E5%B7%A5%E5%8D%95.csv"));
    }
}
