//! Headers that stand on every answer.

use axum::extract::Request;
use axum::http::{HeaderName, HeaderValue, header};
use axum::middleware::Next;
use axum::response::Response;

/// No inline script, nothing from elsewhere (DESIGN §9). Styles may stand inline: the component library writes them.
pub const CONTENT_SECURITY_POLICY: &str = "default-src 'self'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
    img-src 'self' data: blob:; font-src 'self' data:; worker-src 'self' blob:; connect-src 'self'; \
    object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

const ALWAYS: [(HeaderName, &str); 7] = [
    (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_FRAME_OPTIONS, "DENY"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
    (
        // The page's own camera reads barcodes and takes photos of the work; the browser asks the person.
        HeaderName::from_static("permissions-policy"),
        "camera=(self), microphone=(), geolocation=(), payment=()",
    ),
];

/// How long a browser may keep what it got: answers not at all, the page only after asking, and what carries its own
/// digest in its name for a year.
fn cache(path: &str, found: bool) -> &'static str {
    let data = ["/api/", "/upload", "/download/", "/events", "/map/file/"]
        .iter()
        .any(|route| path.starts_with(route));
    match path {
        _ if data || !found => "no-store",
        // A provider's picture of a place stays the same for a day, and asking again costs.
        _ if path.starts_with("/map/tile/") => "private, max-age=86400",
        _ if path.starts_with("/assets/") => "public, max-age=31536000, immutable",
        _ => "no-cache",
    }
}

/// Adds them.
pub async fn dress(request: Request, next: Next) -> Response {
    let path = request.uri().path().to_owned();
    let mut response = next.run(request).await;
    let kept = cache(
        &path,
        response.status().is_success() || response.status().is_redirection(),
    );
    let headers = response.headers_mut();
    for (name, value) in ALWAYS {
        headers.insert(name, HeaderValue::from_static(value));
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
    response
}
