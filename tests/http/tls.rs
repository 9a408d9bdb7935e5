//! The listening server: TLS, a cookie that asks for it, and the way down while streams are open.

use crate::server::PASSWORD;
use outpost_core::{App, OpenConfig, Place};
use outpost_ctl::serve::{Listening, Options, serve};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Duration;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::oneshot;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;
use tokio_rustls::rustls::crypto::ring::default_provider;
use tokio_rustls::rustls::pki_types::ServerName;
use tokio_rustls::rustls::{ClientConfig, RootCertStore};

/// A certificate for this machine alone, made for the test.
fn certificate(folder: &Path) -> (PathBuf, PathBuf, RootCertStore) {
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let (chain, key) = (folder.join("chain.pem"), folder.join("key.pem"));
    std::fs::write(&chain, made.cert.pem()).expect("written");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("written");
    let mut roots = RootCertStore::empty();
    roots.add(made.cert.der().clone()).expect("a root");
    (chain, key, roots)
}

async fn connect(url: &str, roots: &RootCertStore) -> TlsStream<TcpStream> {
    let address = url.strip_prefix("https://").expect("TLS");
    let config = ClientConfig::builder_with_provider(Arc::new(default_provider()))
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots.clone())
        .with_no_client_auth();
    let plain = TcpStream::connect(address).await.expect("it listens");
    let name = ServerName::try_from("localhost").expect("a name");
    TlsConnector::from(Arc::new(config))
        .connect(name, plain)
        .await
        .expect("a handshake")
}

/// Sends a request and reads until `end` was seen.
async fn ask(stream: &mut TlsStream<TcpStream>, request: &str, end: &str) -> String {
    stream.write_all(request.as_bytes()).await.expect("sent");
    let mut answer = Vec::new();
    while !String::from_utf8_lossy(&answer).contains(end) {
        let mut piece = [0; 4096];
        let read = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut piece)).await;
        match read.expect("in time").expect("read") {
            0 => panic!("it ended before {end}: {}", String::from_utf8_lossy(&answer)),
            read => answer.extend_from_slice(&piece[..read]),
        }
    }
    String::from_utf8(answer).expect("text")
}

fn post(operation: &str, body: &str) -> String {
    let length = body.len();
    format!(
        "POST /api/{operation} HTTP/1.1\r\nhost: localhost\r\nx-outpost: 1\r\ncontent-length: {length}\r\n\r\n{body}"
    )
}

async fn app(folder: &Path) -> App {
    let place = Place::Workspace(folder.join("workspace"));
    App::open(OpenConfig::new(place, "test"))
        .await
        .expect("a fresh workspace opens")
}

#[tokio::test]
async fn it_speaks_tls_and_goes_down_while_a_stream_is_open() {
    let folder = tempfile::tempdir().expect("a folder");
    let (chain, key, roots) = certificate(folder.path());
    let listen = "127.0.0.1:0".parse().expect("an address");
    let options = Options {
        listen,
        ui: None,
        tls: Some((chain, key)),
    };
    let listening = Listening::bind(&options).await.expect("it listens");
    let url = listening.url.clone();
    let (stop, stopped) = oneshot::channel::<()>();
    let app = app(folder.path()).await;
    let server =
        tokio::spawn(async move { serve(app, &options, listening, async { drop(stopped.await) }).await });
    // Somebody who never shakes hands keeps nobody waiting.
    let idle = TcpStream::connect(url.strip_prefix("https://").expect("TLS"))
        .await
        .expect("it listens");
    let mut stream = connect(&url, &roots).await;
    let setup = format!(
        r#"{{"login":"admin","name":"admin","password":"{PASSWORD}","workspace_name":"x","zone":"UTC","currency":"CNY"}}"#
    );
    let made = ask(&mut stream, &post("access.setup", &setup), "}}").await;
    assert!(
        made.starts_with("HTTP/1.1 200") && made.contains("; Secure"),
        "{made}"
    );
    let (_, after) = made.split_once("outpost_session=").expect("a cookie");
    let token = after.split(';').next().expect("a token");
    let events =
        format!("GET /events HTTP/1.1\r\nhost: localhost\r\ncookie: outpost_session={token}\r\n\r\n");
    let greeting = ask(&mut stream, &events, ": outpost").await;
    assert!(greeting.starts_with("HTTP/1.1 200"), "{greeting}");
    stop.send(()).expect("it still runs");
    let down = tokio::time::timeout(Duration::from_secs(30), server)
        .await
        .expect("it goes down in time");
    down.expect("no panic");
    drop(idle);
    // The workspace is free again.
    let place = Place::Workspace(folder.path().join("workspace"));
    App::open(OpenConfig::new(place, "test"))
        .await
        .expect("it opens again")
        .close()
        .await;
}

#[tokio::test]
async fn what_is_no_certificate_is_refused_before_anything_opens() {
    let folder = tempfile::tempdir().expect("a folder");
    let (chain, key, _) = certificate(folder.path());
    let nothing = folder.path().join("nothing.pem");
    let empty = folder.path().join("empty.pem");
    std::fs::write(&empty, "").expect("written");
    let listen = "127.0.0.1:0".parse().expect("an address");
    for (chain, key) in [
        (&nothing, &key),
        (&empty, &key),
        (&chain, &nothing),
        (&chain, &chain),
    ] {
        let options = Options {
            listen,
            ui: None,
            tls: Some((chain.clone(), key.clone())),
        };
        assert!(
            Listening::bind(&options).await.is_err(),
            "{} {}",
            chain.display(),
            key.display()
        );
    }
}
