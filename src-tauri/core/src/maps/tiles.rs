//! Fetching one tile from the provider that the administrator has set.

use super::read::MapTile;
use crate::error::{Code, Error, Result};
use std::sync::LazyLock;
use std::time::Duration;
use tokio::sync::Semaphore;
use ureq::Agent;
use ureq::tls::{RootCerts, TlsConfig};

/// A tile that takes longer is no use to anybody who is looking.
const PATIENCE: Duration = Duration::from_secs(15);
/// A picture of 512 × 512 has some hundred kilobytes.
const LARGEST: u64 = 4 << 20;
/// As a browser would: a provider counts requests, and a thread waits for each.
const AT_ONCE: usize = 12;

static TURNS: Semaphore = Semaphore::const_new(AT_ONCE);

static AGENT: LazyLock<Agent> = LazyLock::new(|| {
    // The certificates that the system trusts, so that a company's own authority is known here too.
    let tls = TlsConfig::builder()
        .root_certs(RootCerts::PlatformVerifier)
        .build();
    let config = Agent::config_builder()
        .tls_config(tls)
        .http_status_as_error(false)
        // A redirect would lead to an address that nobody has set.
        .max_redirects(0)
        .timeout_global(Some(PATIENCE))
        .build();
    config.into()
});

fn refused(reason: &str) -> Error {
    Error::new(Code::MapSourceRefused).with("reason", reason)
}

pub(super) async fn fetch(url: String) -> Result<Option<MapTile>> {
    let _turn = TURNS.acquire().await.map_err(Error::fault)?;
    let fetched = tokio::task::spawn_blocking(move || {
        // The address holds the key: what is logged of a failure must not hold the address.
        let mut response = AGENT
            .get(&url)
            .call()
            .map_err(|error| refused("—").because(error.to_string().replace(&url, "…")))?;
        match response.status().as_u16() {
            200 => {}
            204 | 404 => return Ok(None),
            status => return Err(refused(&status.to_string())),
        }
        let content_type = response
            .headers()
            .get("content-type")
            .and_then(|value| value.to_str().ok())
            .and_then(|value| value.split(';').next())
            .unwrap_or_default()
            .trim()
            .to_ascii_lowercase();
        // Whatever else answers at that address (a page that asks for a login …) is never handed to the page. SVG is a
        // picture that can hold script.
        if !content_type.starts_with("image/") || content_type.contains("svg") {
            return Err(refused("content-type"));
        }
        let bytes = response
            .body_mut()
            .with_config()
            .limit(LARGEST)
            .read_to_vec()
            .map_err(|error| refused("size").because(error))?;
        Ok(Some(MapTile { content_type, bytes }))
    });
    fetched.await.map_err(Error::fault)?
}
