//! The stream of notices: for whom it is, what of it, and how it ends.

use crate::server::Server;
use axum::body::{Body, BodyDataStream};
use axum::http::{Request, StatusCode, header};
use futures_util::StreamExt as _;
use serde_json::{Value, json};
use std::time::Duration;
use tower::ServiceExt as _;

/// Opens the stream and reads its greeting.
async fn open(server: &Server, cookie: &str) -> BodyDataStream {
    let request = Request::get("/events")
        .header("cookie", cookie)
        .body(Body::empty())
        .expect("a request");
    let response = server.router.clone().oneshot(request).await.expect("an answer");
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.headers()[header::CONTENT_TYPE], "text/event-stream");
    let mut stream = response.into_body().into_data_stream();
    assert!(next(&mut stream).await.expect("a greeting").starts_with(':'));
    stream
}

/// The next piece; nothing when the stream has ended.
async fn next(stream: &mut BodyDataStream) -> Option<String> {
    let piece = tokio::time::timeout(Duration::from_secs(20), stream.next())
        .await
        .expect("in time")?;
    Some(String::from_utf8(piece.expect("a piece").to_vec()).expect("text"))
}

async fn notice(stream: &mut BodyDataStream) -> Value {
    let text = next(stream).await.expect("a notice");
    serde_json::from_str(text.trim().strip_prefix("data:").expect("data").trim()).expect("JSON")
}

#[tokio::test]
async fn nobody_hears_without_a_session() {
    let server = Server::new().await;
    assert_eq!(
        server.get("/events", &[]).await.refusal(),
        (401, "not_logged_in".to_owned())
    );
    let stale = server.get("/events", &[("cookie", "outpost_session=0123")]).await;
    assert_eq!(stale.refusal(), (401, "not_logged_in".to_owned()));
    let cookie = server.log_in("admin").await;
    assert_eq!(
        server
            .call("access.lock", &[("cookie", &cookie)], &json!({}))
            .await
            .status,
        200
    );
    let locked = server.get("/events", &[("cookie", &cookie)]).await;
    assert_eq!(locked.refusal(), (401, "session_locked".to_owned()));
}

#[tokio::test]
async fn jobs_are_told_to_their_owner_and_tags_to_all() {
    let server = Server::new().await;
    let admin = server.log_in("admin").await;
    let other = server.person(&admin, "li", "manager").await;
    let (mut mine, mut theirs) = (open(&server, &admin).await, open(&server, &other).await);
    let input = json!({"format": "csv", "columns": ["login"]});
    let started = server.call("users.export", &[("cookie", &admin)], &input).await;
    assert_eq!(started.status, 200, "{}", started.json());
    let told = loop {
        let notice = notice(&mut mine).await;
        if notice["jobs"][0]["state"] == "succeeded" {
            break notice;
        }
    };
    assert_eq!(told["jobs"][0]["id"], started.json()["job"]);
    let heard = notice(&mut theirs).await;
    assert_eq!(
        (heard["jobs"].clone(), heard["messages"].clone()),
        (json!([]), json!([]))
    );
    assert!(
        heard["tags"].as_array().is_some_and(|tags| !tags.is_empty()),
        "{heard}"
    );
}

#[tokio::test]
async fn the_stream_ends_with_the_server() {
    let server = Server::new().await;
    let cookie = server.log_in("admin").await;
    let mut stream = open(&server, &cookie).await;
    server.stop.send_replace(true);
    assert_eq!(next(&mut stream).await, None);
}
