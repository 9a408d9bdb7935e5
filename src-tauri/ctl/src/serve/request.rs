//! From the headers of a request to the caller of an operation.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderName, header};
use outpost_core::contract::CONTRACT;
use outpost_core::history::origin_with;
use outpost_core::texts::Locale;
use outpost_core::{Caller, Code, Error, Result};
use std::time::Duration;

/// The session's cookie. Scripts cannot read it, other sites cannot send it.
pub const COOKIE: &str = "outpost_session";
/// Every write carries this header. Other sites' pages cannot send it without asking first, and nobody answers them.
const OWN: HeaderName = HeaderName::from_static("x-outpost");
const SHELL: HeaderName = HeaderName::from_static("x-shell");
const REQUEST_LONGEST: usize = 100;
/// A body arrives in this time, or not at all: a piece of an upload is small.
const BODY: Duration = Duration::from_secs(300);

fn text<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers
        .get(name)
        .and_then(|value| value.to_str().ok())
        .map(str::trim)
}

/// Who calls, for reads without a body (downloads, events).
pub fn reader(headers: &HeaderMap) -> Result<Caller> {
    shake_hands(headers)?;
    let locale = text(headers, &HeaderName::from_static("x-locale"))
        .or_else(|| text(headers, &header::ACCEPT_LANGUAGE))
        .map_or(Locale::En, Locale::parse);
    let origin = match text(headers, &SHELL) {
        Some("desktop") => "desktop",
        Some("cli") => "cli",
        _ => "server",
    };
    let screen = text(headers, &HeaderName::from_static("x-screen"));
    Ok(Caller {
        token: token(headers),
        locale,
        ..Caller::nobody(&origin_with(origin, screen))
    })
}

/// Who calls an operation or sends a file.
///
/// # Errors
/// `forbidden` without the header that only our own shells send.
pub fn caller(headers: &HeaderMap) -> Result<Caller> {
    if text(headers, &OWN) != Some("1") {
        return Err(Error::new(Code::Forbidden)
            .with("permission", "x-outpost")
            .because("no x-outpost header"));
    }
    let request_id = text(headers, &HeaderName::from_static("x-request-id")).filter(|id| !id.is_empty());
    if request_id.is_some_and(|id| id.len() > REQUEST_LONGEST) {
        return Err(Error::invalid("x-request-id"));
    }
    Ok(Caller {
        request_id: request_id.map(str::to_owned),
        ..reader(headers)?
    })
}

/// A shell of another contract must not talk: the params say who is older and has to be upgraded.
fn shake_hands(headers: &HeaderMap) -> Result<()> {
    let Some(theirs) = text(headers, &HeaderName::from_static("x-contract")) else {
        return Ok(());
    };
    let theirs: i64 = theirs.parse().map_err(|_| Error::invalid("x-contract"))?;
    if theirs == CONTRACT {
        return Ok(());
    }
    let older = if theirs < CONTRACT { "program" } else { "server" };
    Err(Error::new(Code::ContractMismatch)
        .with("server", CONTRACT)
        .with("program", theirs)
        .with("upgrade", older))
}

fn token(headers: &HeaderMap) -> Option<String> {
    let bearer = text(headers, &header::AUTHORIZATION).and_then(|value| {
        let (scheme, token) = value.split_once(' ')?;
        scheme
            .eq_ignore_ascii_case("bearer")
            .then(|| token.trim().to_owned())
    });
    bearer.or_else(|| cookie(headers))
}

fn cookie(headers: &HeaderMap) -> Option<String> {
    let lines = headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|line| line.to_str().ok());
    let mut pairs = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='));
    pairs
        .find(|(name, _)| *name == COOKIE)
        .map(|(_, value)| value.to_owned())
}

/// Whether a page sent this. Browsers add these headers themselves and no script can leave them out, so a page can
/// never pass for a program and be given the token.
pub fn is_browser(headers: &HeaderMap) -> bool {
    headers.contains_key(header::ORIGIN) || headers.contains_key("sec-fetch-site")
}

/// Whether a proxy before us, or we, speak TLS with the browser.
pub fn is_secure(headers: &HeaderMap, tls: bool) -> bool {
    tls || text(headers, &HeaderName::from_static("x-forwarded-proto")) == Some("https")
}

/// A whole body of at most `max` bytes.
///
/// # Errors
/// `upload_too_large`; `bad_input` when it breaks off; `upload_incomplete` when it does not come.
pub async fn body(body: Body, max: usize) -> Result<Vec<u8>> {
    let too_large = || Error::new(Code::UploadTooLarge).with("max", (max >> 20) as i64);
    let read = tokio::time::timeout(BODY, axum::body::to_bytes(body, max)).await;
    match read.map_err(|slow| Error::new(Code::UploadIncomplete).because(slow))? {
        Ok(bytes) => Ok(bytes.into()),
        Err(error) => {
            // The limit is one of the causes; a connection that broke off is the other.
            let mut cause: Option<&dyn std::error::Error> = Some(&error);
            while let Some(one) = cause {
                if one.to_string().contains("length limit") {
                    return Err(too_large());
                }
                cause = one.source();
            }
            Err(Error::new(Code::BadInput).because(error))
        }
    }
}
