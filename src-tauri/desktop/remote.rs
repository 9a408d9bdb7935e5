//! A team server, spoken to over HTTP by the same operations.

use super::{Answer, wire};
use outpost_core::{ApiError, Caller, Code, Error, contract::CONTRACT, history::screen_of, texts::Locale};
use serde::Deserialize;
use std::{
    fs::File,
    io::{self, BufRead as _, BufReader},
    path::PathBuf,
    time::Duration,
};
use ureq::{
    Agent, Body, RequestBuilder,
    http::{Response, Uri},
    tls::{RootCerts, TlsConfig},
};

/// Time to reach the server at all.
const REACH: Duration = Duration::from_secs(10);
/// Time for an operation to answer; long work is a job and answers at once.
const ANSWER: Duration = Duration::from_secs(180);
/// The server says something at least this often on an open stream of notices.
const SILENCE: Duration = Duration::from_secs(90);
/// The largest answer to an operation; a grid page is far below it.
const LARGEST_ANSWER: u64 = 64 << 20;

/// The largest file that is shown: the most that the size of attachments can be set to.
const LARGEST_SHOWN: u64 = (outpost_core::documents::MAX_MB_HIGHEST as u64) << 20;

/// A connection to one server.
#[derive(Debug, Clone)]
pub struct Remote {
    agent: Agent,
    base: String,
}

/// What stands in the headers of a call.
#[derive(Debug, Clone)]
pub struct Request {
    token: Option<String>,
    locale: &'static str,
    request_id: Option<String>,
    screen: Option<String>,
}

impl Request {
    /// What a caller becomes on the way to a server.
    #[must_use]
    pub fn of(caller: &Caller) -> Self {
        let locale = match caller.locale {
            Locale::ZhCn => "zh-CN",
            Locale::En => "en",
        };
        Self {
            token: caller.token.clone(),
            locale,
            request_id: caller.request_id.clone(),
            screen: screen_of(&caller.origin).1.map(str::to_owned),
        }
    }
}

#[derive(Deserialize)]
struct Upload {
    upload: String,
}

#[derive(Deserialize)]
struct Greeting {
    contract: i64,
}

impl Remote {
    /// A connection to the server at `url`. Nothing is sent yet.
    ///
    /// # Errors
    /// `value_invalid` for what is no address of a server.
    pub fn new(url: &str) -> outpost_core::Result<Self> {
        let base = url.trim().trim_end_matches('/').to_owned();
        let is_server = base.parse::<Uri>().is_ok_and(|uri| {
            matches!(uri.scheme_str(), Some("http" | "https"))
                && uri.host().is_some_and(|host| !host.is_empty())
        });
        if !is_server {
            return Err(Error::invalid("url"));
        }
        // The certificates that the system trusts, so that a company's own authority is known here too.
        let tls = TlsConfig::builder()
            .root_certs(RootCerts::PlatformVerifier)
            .build();
        let config = Agent::config_builder()
            .tls_config(tls)
            .http_status_as_error(false)
            // A redirect would carry the session to an address that nobody has confirmed.
            .max_redirects(0)
            .timeout_connect(Some(REACH))
            .timeout_recv_response(Some(ANSWER))
            .timeout_per_read(Some(SILENCE))
            .build();
        Ok(Self {
            agent: config.into(),
            base,
        })
    }

    /// Asks the server for its contract.
    ///
    /// # Errors
    /// `server_unreachable`; `contract_mismatch`, with both numbers: the lower one has to be upgraded.
    pub async fn shake_hands(&self) -> Answer<()> {
        let nobody = Request::of(&Caller::nobody("desktop"));
        let answer = self.call(nobody, "access.status", "{}".to_owned()).await?;
        let theirs = serde_json::from_str::<Greeting>(&answer)
            .map_err(|error| self.unreachable(error))?
            .contract;
        if theirs == CONTRACT {
            return Ok(());
        }
        let error = Error::new(Code::ContractMismatch);
        Err(wire(&error.with("server", theirs).with("program", CONTRACT)))
    }

    /// Runs an operation; answers its output as JSON text.
    ///
    /// # Errors
    /// What the server answers; `server_unreachable`.
    pub async fn call(&self, request: Request, operation: &str, input: String) -> Answer<String> {
        let url = format!("{}/api/{operation}", self.base);
        self.apart(move |remote| {
            let sent = with(remote.agent.post(url), &request)
                .content_type("application/json")
                .send(input);
            remote.text(sent)
        })
        .await
    }

    /// Begins an upload; answers its id.
    ///
    /// # Errors
    /// What the server answers; `server_unreachable`.
    pub async fn upload_begin(&self, request: Request, name: String) -> Answer<String> {
        let url = format!("{}/upload", self.base);
        self.apart(move |remote| {
            let sent = with(remote.agent.post(url).query("name", name), &request).send_empty();
            let text = remote.text(sent)?;
            let begun: Upload = serde_json::from_str(&text).map_err(|error| remote.unreachable(error))?;
            Ok(begun.upload)
        })
        .await
    }

    /// Sends a piece of an upload.
    ///
    /// # Errors
    /// What the server answers; `server_unreachable`.
    pub async fn upload_chunk(
        &self,
        request: Request,
        id: String,
        offset: u64,
        bytes: Vec<u8>,
    ) -> Answer<()> {
        let url = format!("{}/upload/{id}", self.base);
        self.apart(move |remote| {
            let put = remote.agent.put(url).query("offset", offset.to_string());
            remote
                .text(
                    with(put, &request)
                        .content_type("application/octet-stream")
                        .send(bytes),
                )
                .map(drop)
        })
        .await
    }

    /// The bytes of a file that is small enough to be shown.
    ///
    /// # Errors
    /// What the server answers; `server_unreachable`.
    pub async fn read(&self, request: Request, file: String) -> Answer<Vec<u8>> {
        let url = format!("{}/download/{file}", self.base);
        self.apart(move |remote| {
            let mut response = remote.accepted(with(remote.agent.get(url), &request).call())?;
            let read = response
                .body_mut()
                .with_config()
                .limit(LARGEST_SHOWN)
                .read_to_vec();
            read.map_err(|error| remote.unreachable(error))
        })
        .await
    }

    /// Fetches a finished file into `to`.
    ///
    /// # Errors
    /// What the server answers; `server_unreachable`; `disk_full`.
    pub async fn download(&self, request: Request, file: String, to: PathBuf) -> Answer<()> {
        let url = format!("{}/download/{file}", self.base);
        self.apart(move |remote| {
            let mut response = remote.accepted(with(remote.agent.get(url), &request).call())?;
            let written = File::create(to).and_then(|mut file| {
                io::copy(
                    &mut response.body_mut().with_config().limit(u64::MAX).reader(),
                    &mut file,
                )
            });
            written.map(drop).map_err(|error| wire(&error.into()))
        })
        .await
    }

    /// The bytes behind a path, or a range of them.
    ///
    /// # Errors
    /// What the server answers; `server_unreachable`.
    pub async fn bytes(&self, request: Request, path: String, range: Option<String>) -> Answer<Vec<u8>> {
        let url = format!("{}/{path}", self.base);
        self.apart(move |remote| {
            let mut get = with(remote.agent.get(url), &request);
            if let Some(range) = range {
                get = get.header("range", range);
            }
            let mut response = remote.accepted(get.call())?;
            let read = response
                .body_mut()
                .with_config()
                .limit(LARGEST_ANSWER)
                .read_to_vec();
            read.map_err(|error| remote.unreachable(error))
        })
        .await
    }

    /// Reads notices until the stream ends or `heard` says that it has heard enough.
    ///
    /// # Errors
    /// What the server answers; `server_unreachable` also when the stream breaks.
    pub fn notices(&self, caller: &Caller, mut heard: impl FnMut(Option<&str>) -> bool) -> Answer<()> {
        let get = self
            .agent
            .get(format!("{}/events", self.base))
            .header("accept", "text/event-stream");
        let mut response = self.accepted(with(get, &Request::of(caller)).call())?;
        let reader = BufReader::new(response.body_mut().with_config().limit(u64::MAX).reader());
        for line in reader.lines() {
            let line = line.map_err(|error| self.unreachable(error))?;
            if !heard(line.strip_prefix("data:").map(str::trim)) {
                break;
            }
        }
        Ok(())
    }

    /// The client blocks, so it works on a thread where that disturbs nobody.
    async fn apart<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Self) -> Answer<T> + Send + 'static,
    ) -> Answer<T> {
        let remote = self.clone();
        match tokio::task::spawn_blocking(move || work(&remote)).await {
            Ok(answer) => answer,
            Err(error) => Err(wire(&Error::fault(error))),
        }
    }

    fn text(&self, sent: Result<Response<Body>, ureq::Error>) -> Answer<String> {
        self.accepted(sent)
            .and_then(|mut response| self.body(&mut response))
    }

    fn body(&self, response: &mut Response<Body>) -> Answer<String> {
        let read = response
            .body_mut()
            .with_config()
            .limit(LARGEST_ANSWER)
            .read_to_string();
        read.map_err(|error| self.unreachable(error))
    }

    /// The response, when the server did what it was asked; otherwise the error that it sent.
    fn accepted(&self, sent: Result<Response<Body>, ureq::Error>) -> Answer<Response<Body>> {
        let mut response = sent.map_err(|error| self.unreachable(error))?;
        if response.status().is_success() {
            return Ok(response);
        }
        let status = response.status();
        let text = self.body(&mut response)?;
        // Something that stands before the server (a proxy, another program on that port) has other errors than ours.
        Err(serde_json::from_str::<ApiError>(&text)
            .unwrap_or_else(|_| self.unreachable(format!("the answer {status} is not Outpost's"))))
    }

    fn unreachable(&self, why: impl ToString) -> ApiError {
        wire(
            &Error::new(Code::ServerUnreachable)
                .with("url", self.base.clone())
                .because(why),
        )
    }
}

fn with<B>(builder: RequestBuilder<B>, request: &Request) -> RequestBuilder<B> {
    let mut builder = builder
        .header("x-contract", CONTRACT.to_string())
        .header("x-locale", request.locale)
        .header("x-outpost", "1")
        .header("x-shell", "desktop");
    if let Some(token) = &request.token {
        builder = builder.header("authorization", format!("Bearer {token}"));
    }
    if let Some(id) = &request.request_id {
        builder = builder.header("x-request-id", id);
    }
    if let Some(screen) = &request.screen {
        builder = builder.header("x-screen", screen);
    }
    builder
}
