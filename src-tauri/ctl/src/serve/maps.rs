//! What maps read: ranges of a layer's file, and the tiles that the core fetches for them.

use super::{Shared, Site, refusal, request};
use axum::extract::{Path, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use outpost_core::{Error, Result};

/// `GET /map/file/{layer}` with `range: bytes=FIRST-LAST`; without one the whole file.
pub async fn file(State(site): Shared, Path(layer): Path<i64>, headers: HeaderMap) -> Response {
    match read(&site, layer, &headers).await {
        Ok(response) => response,
        Err(error) => refusal::answer(&error),
    }
}

async fn read(site: &Site, layer: i64, headers: &HeaderMap) -> Result<Response> {
    let caller = request::reader(headers)?;
    let asked = headers.get(header::RANGE).map(range).transpose()?;
    let (offset, length) = asked.unwrap_or((0, u64::MAX));
    let found = site.app.map_bytes(layer, offset, length, &caller).await?;
    let status = if asked.is_some() {
        StatusCode::PARTIAL_CONTENT
    } else {
        StatusCode::OK
    };
    let last = (found.offset + found.bytes.len() as u64).saturating_sub(1);
    let place = format!("bytes {}-{last}/{}", found.offset, found.total);
    let mut response = (
        status,
        [(header::CONTENT_TYPE, "application/octet-stream")],
        found.bytes,
    )
        .into_response();
    let out = response.headers_mut();
    out.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if asked.is_some()
        && let Ok(value) = HeaderValue::from_str(&place)
    {
        out.insert(header::CONTENT_RANGE, value);
    }
    Ok(response)
}

/// One range with a beginning: what readers of tiles ask for.
fn range(value: &HeaderValue) -> Result<(u64, u64)> {
    let wrong = || Error::invalid("range");
    let text = value.to_str().map_err(|_| wrong())?.trim();
    let (first, last) = text
        .strip_prefix("bytes=")
        .and_then(|rest| rest.split_once('-'))
        .ok_or_else(wrong)?;
    let first: u64 = first.parse().map_err(|_| wrong())?;
    if last.is_empty() {
        return Ok((first, u64::MAX));
    }
    let last: u64 = last.parse().map_err(|_| wrong())?;
    if last < first {
        return Err(wrong());
    }
    Ok((first, (last - first).saturating_add(1)))
}

/// `GET /map/tile/{layer}/{z}/{x}/{y}`: a picture, or nothing where the provider has none.
pub async fn tile(
    State(site): Shared,
    Path((layer, z, x, y)): Path<(i64, u8, u32, u32)>,
    headers: HeaderMap,
) -> Response {
    let fetched = async {
        let caller = request::reader(&headers)?;
        site.app.map_tile(layer, z, x, y, &caller).await
    };
    match fetched.await {
        Ok(Some(tile)) => ([(header::CONTENT_TYPE, tile.content_type)], tile.bytes).into_response(),
        Ok(None) => StatusCode::NO_CONTENT.into_response(),
        Err(error) => refusal::answer(&error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges_are_read_and_odd_ones_refused() {
        let read = |text: &str| range(&HeaderValue::from_str(text).unwrap()).ok();
        assert_eq!(read("bytes=0-126"), Some((0, 127)));
        assert_eq!(read("bytes=5-"), Some((5, u64::MAX)));
        for wrong in [
            "bytes=-5",
            "bytes=5-4",
            "bytes=a-b",
            "lines=0-1",
            "bytes=0-1,5-6",
            "",
        ] {
            assert_eq!(read(wrong), None, "{wrong}");
        }
        assert_eq!(read("bytes=0-18446744073709551615"), Some((0, u64::MAX)));
    }
}
