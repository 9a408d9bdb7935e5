//! Errors as answers: a status by kind, the wire body, and a reference that the log knows too.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use outpost_core::{Code, Error, Kind};

/// The header that repeats an error's reference.
const REFERENCE: HeaderName = HeaderName::from_static("x-reference");

/// The HTTP status of an error.
#[must_use]
pub fn status(error: &Error) -> StatusCode {
    match (error.code, error.code.kind()) {
        (Code::UploadTooLarge, _) => StatusCode::PAYLOAD_TOO_LARGE,
        (_, Kind::Invalid) => StatusCode::BAD_REQUEST,
        (_, Kind::Unauthenticated) => StatusCode::UNAUTHORIZED,
        (_, Kind::Forbidden) => StatusCode::FORBIDDEN,
        (_, Kind::NotFound) => StatusCode::NOT_FOUND,
        (_, Kind::Stale | Kind::Conflict | Kind::Refused) => StatusCode::CONFLICT,
        (_, Kind::Busy) => StatusCode::SERVICE_UNAVAILABLE,
        (_, Kind::Fault) => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The answer to a request that is refused. The context of the error goes to the log alone.
pub fn answer(error: &Error) -> Response {
    let reference = reference();
    if error.code == Code::Fault {
        tracing::error!(%error, reference, "a request failed");
    } else {
        tracing::debug!(%error, reference, "a request was refused");
    }
    let body = serde_json::to_string(&error.wire(&reference)).unwrap_or_default();
    let mut response = (status(error), [(header::CONTENT_TYPE, "application/json")], body).into_response();
    if let Ok(value) = HeaderValue::from_str(&reference) {
        response.headers_mut().insert(REFERENCE, value);
    }
    response
}

/// Short enough to be read out on the phone: the random end of a fresh id.
pub fn reference() -> String {
    let id = uuid::Uuid::now_v7().simple().to_string();
    id[id.len() - 10..].to_owned()
}
