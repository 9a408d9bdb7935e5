//! The listening socket, with TLS or without, and the way down.

use super::{Site, router};
use crate::failure::{Failure, Outcome};
use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use outpost_core::App;
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{mpsc, watch};
use tokio_rustls::rustls::ServerConfig;
use tokio_rustls::rustls::pki_types::{CertificateDer, PrivateKeyDer, pem::PemObject as _};
use tokio_rustls::server::TlsStream;
use tokio_rustls::{TlsAcceptor, rustls};

/// Requests that run when the server is told to stop have this long to end.
const DRAIN: Duration = Duration::from_secs(8);
/// A request's head arrives in this time; an idle connection is let go after it, too.
const HEADERS: Duration = Duration::from_secs(60);
/// A client that does not get through the handshake in this time is let go.
const HANDSHAKE: Duration = Duration::from_secs(10);

/// How to serve.
#[derive(Debug, Clone)]
pub struct Options {
    pub listen: SocketAddr,
    pub ui: Option<PathBuf>,
    /// PEM files: the certificate chain and its key.
    pub tls: Option<(PathBuf, PathBuf)>,
}

/// A bound server that has not begun to answer.
#[derive(Debug)]
pub struct Listening {
    socket: Socket,
    /// Where it can be reached.
    pub url: String,
}

#[derive(Debug)]
enum Socket {
    Plain(TcpListener),
    Tls(TlsListener),
}

impl Listening {
    /// Takes the address and reads the certificate.
    ///
    /// # Errors
    /// Why the address or the certificate cannot be used.
    pub async fn bind(options: &Options) -> Outcome<Self> {
        let acceptor = options
            .tls
            .as_ref()
            .map(|(chain, key)| acceptor(chain, key))
            .transpose()?;
        let plain = TcpListener::bind(options.listen)
            .await
            .map_err(|error| Failure::refused(format!("cannot listen on {}: {error}", options.listen)))?;
        let at = plain
            .local_addr()
            .map_err(|error| Failure::refused(error.to_string()))?;
        Ok(match acceptor {
            None => Self {
                socket: Socket::Plain(plain),
                url: format!("http://{at}"),
            },
            Some(acceptor) => Self {
                socket: Socket::Tls(TlsListener::new(plain, at, acceptor)),
                url: format!("https://{at}"),
            },
        })
    }
}

/// Answers requests until `stop` is done, lets those that run end, and closes the app.
pub async fn serve(
    app: App,
    options: &Options,
    listening: Listening,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    let (tell, told) = watch::channel(false);
    let site = Site {
        app: app.clone(),
        ui: options.ui.clone(),
        tls: options.tls.is_some(),
        stop: told.clone(),
    };
    let stopping = tokio::spawn(async move {
        stop.await;
        // Streams of notices would never end by themselves.
        tell.send_replace(true);
    });
    match listening.socket {
        Socket::Plain(listener) => answer(listener, router(site), told).await,
        Socket::Tls(listener) => answer(listener, router(site), told).await,
    }
    stopping.abort();
    app.close().await;
}

/// Accepts until it is told to stop, then lets what runs end. The clients of an open port are not all friends: whoever
/// is slow to say what they want is let go.
async fn answer<L: Listener>(mut listener: L, router: Router, mut stop: watch::Receiver<bool>) {
    let open = GracefulShutdown::new();
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(HEADERS);
    loop {
        let (stream, _) = tokio::select! {
            accepted = listener.accept() => accepted,
            // An error means that nobody is left who could tell: that is an end too.
            _ = stop.wait_for(|stopped| *stopped) => break,
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = open.watch(http.serve_connection(TokioIo::new(stream), service));
        tokio::spawn(async move {
            if let Err(error) = connection.await {
                tracing::debug!(%error, "a connection broke off");
            }
        });
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, open.shutdown()).await.is_err() {
        tracing::warn!("some requests did not end in time");
    }
}

fn acceptor(chain: &Path, key: &Path) -> Outcome<TlsAcceptor> {
    let unusable =
        |path: &Path, why: String| Failure::refused(format!("{} cannot be used: {why}", path.display()));
    let certificates = CertificateDer::pem_file_iter(chain)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|error| unusable(chain, error.to_string()))?;
    if certificates.is_empty() {
        return Err(unusable(chain, "it holds no certificate".to_owned()));
    }
    let secret = PrivateKeyDer::from_pem_file(key).map_err(|error| unusable(key, error.to_string()))?;
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .and_then(|builder| {
            builder
                .with_no_client_auth()
                .with_single_cert(certificates, secret)
        })
        .map_err(|error| unusable(chain, error.to_string()))?;
    Ok(TlsAcceptor::from(Arc::new(config)))
}

/// Connections that are through their handshake. Each handshake runs on its own task, so that a slow one keeps
/// nobody waiting.
#[derive(Debug)]
struct TlsListener {
    ready: mpsc::Receiver<(TlsStream<TcpStream>, SocketAddr)>,
    at: SocketAddr,
}

impl TlsListener {
    fn new(mut plain: TcpListener, at: SocketAddr, acceptor: TlsAcceptor) -> Self {
        let (send, ready) = mpsc::channel(64);
        tokio::spawn(async move {
            loop {
                let (stream, from) = tokio::select! {
                    accepted = Listener::accept(&mut plain) => accepted,
                    () = send.closed() => return,
                };
                let (acceptor, send) = (acceptor.clone(), send.clone());
                tokio::spawn(async move {
                    match tokio::time::timeout(HANDSHAKE, acceptor.accept(stream)).await {
                        Ok(Ok(stream)) => drop(send.send((stream, from)).await),
                        Ok(Err(error)) => tracing::debug!(%error, %from, "a TLS handshake failed"),
                        Err(_) => tracing::debug!(%from, "a TLS handshake took too long"),
                    }
                });
            }
        });
        Self { ready, at }
    }
}

impl Listener for TlsListener {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;
    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        match self.ready.recv().await {
            Some(connection) => connection,
            // The accepting task ends only with this listener.
            None => std::future::pending().await,
        }
    }
    fn local_addr(&self) -> io::Result<SocketAddr> {
        Ok(self.at)
    }
}
