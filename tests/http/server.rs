//! A server over a fresh workspace, asked without a socket.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode, header};
use outpost_core::{App, OpenConfig, Place};
use outpost_ctl::serve::{Site, router};
use serde_json::{Value, json};
use tokio::sync::watch;
use tower::ServiceExt as _;

pub const PASSWORD: &str = "tea at four o'clock";

/// A served workspace with its administrator `admin`.
pub struct Server {
    pub router: Router,
    pub stop: watch::Sender<bool>,
    _folder: tempfile::TempDir,
}

/// An answer, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&self.body)))
    }
    pub fn header(&self, name: impl header::AsHeaderName) -> &str {
        self.headers
            .get(name)
            .and_then(|value| value.to_str().ok())
            .unwrap_or_default()
    }
    /// The code of the error in the body, with the status beside it.
    pub fn refusal(&self) -> (u16, String) {
        let code = self.json()["code"].as_str().unwrap_or_default().to_owned();
        (self.status.as_u16(), code)
    }
    /// `name=value` of the cookie that was set.
    pub fn cookie(&self) -> String {
        self.header(header::SET_COOKIE)
            .split(';')
            .next()
            .unwrap_or_default()
            .to_owned()
    }
}

/// What our own shells send with a write.
pub const OWN: [(&str, &str); 2] = [("x-outpost", "1"), ("content-type", "application/json")];

impl Server {
    pub async fn new() -> Self {
        Self::over(|_| None).await
    }
    /// A server with pages; `ui` makes their folder.
    pub async fn over(ui: impl FnOnce(&std::path::Path) -> Option<std::path::PathBuf>) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let place = Place::Workspace(folder.path().join("workspace"));
        let app = App::open(OpenConfig {
            workers: false,
            ..OpenConfig::new(place, "test")
        })
        .await;
        let app = app.expect("a fresh workspace opens");
        let (stop, stopped) = watch::channel(false);
        let ui = ui(folder.path());
        let site = Site {
            app,
            ui,
            tls: false,
            stop: stopped,
        };
        let server = Self {
            router: router(site),
            stop,
            _folder: folder,
        };
        let setup = json!({"login": "admin", "name": "王磊", "password": PASSWORD, "workspace_name": "驿站",
            "zone": "Asia/Shanghai", "currency": "CNY"});
        let answer = server.call("access.setup", &[], &setup).await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        server
    }
    pub async fn send(
        &self,
        method: Method,
        uri: &str,
        headers: &[(&str, &str)],
        body: impl Into<Body>,
    ) -> Answer {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(body.into()).expect("a request");
        let response = self.router.clone().oneshot(request).await.expect("an answer");
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, 64 << 20)
            .await
            .expect("a whole body")
            .to_vec();
        Answer {
            status: parts.status,
            headers: parts.headers,
            body,
        }
    }
    pub async fn get(&self, uri: &str, headers: &[(&str, &str)]) -> Answer {
        self.send(Method::GET, uri, headers, Body::empty()).await
    }
    /// An operation, as our own shells call it.
    pub async fn call(&self, operation: &str, headers: &[(&str, &str)], input: &Value) -> Answer {
        let headers: Vec<(&str, &str)> = OWN.iter().chain(headers).copied().collect();
        self.send(
            Method::POST,
            &format!("/api/{operation}"),
            &headers,
            input.to_string(),
        )
        .await
    }
    /// Logs in as a page does; answers the cookie.
    pub async fn log_in(&self, login: &str) -> String {
        let input = json!({"login": login, "password": PASSWORD});
        let answer = self
            .call("access.login", &[("origin", "http://here")], &input)
            .await;
        assert_eq!(answer.status, 200, "{}", answer.json());
        answer.cookie()
    }
    /// Another person; answers their cookie.
    pub async fn person(&self, admin: &str, login: &str, role: &str) -> String {
        let user = json!({"login": login, "name": login, "password": PASSWORD, "roles": [role],
            "scope": {"kind": "all"}, "must_change_password": false});
        let made = self.call("access.create_user", &[("cookie", admin)], &user).await;
        assert_eq!(made.status, 200, "{}", made.json());
        self.log_in(login).await
    }
}
