//! Uploads and downloads.

use crate::server::{OWN, Server};
use axum::http::Method;
use axum::http::header::{CONTENT_DISPOSITION, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use serde_json::{Value, json};

async fn begin(server: &Server, cookie: &str, name: &str) -> String {
    let headers = [OWN[0], ("cookie", cookie)];
    let answer = server
        .send(Method::POST, &format!("/upload?name={name}"), &headers, "")
        .await;
    answer.json()["upload"].as_str().expect("an upload").to_owned()
}

async fn put(server: &Server, cookie: &str, id: &str, offset: &str, bytes: Vec<u8>) -> (u16, Value) {
    let headers = [
        OWN[0],
        ("cookie", cookie),
        ("content-type", "application/octet-stream"),
    ];
    let answer = server
        .send(
            Method::PUT,
            &format!("/upload/{id}?offset={offset}"),
            &headers,
            bytes,
        )
        .await;
    (answer.status.as_u16(), answer.json())
}

#[tokio::test]
async fn a_file_goes_up_in_pieces_and_comes_down_whole() {
    let server = Server::new().await;
    let cookie = server.log_in("admin").await;
    let id = begin(&server, &cookie, "%E5%B7%A5%E5%8D%95%22%0D%0A.csv").await;
    assert_eq!(
        put(&server, &cookie, &id, "0", b"number,\n".to_vec()).await,
        (200, json!({"bytes": 8}))
    );
    assert_eq!(
        put(&server, &cookie, &id, "8", b"WO-1,\n".to_vec()).await,
        (200, json!({"bytes": 14}))
    );
    // A piece whose answer got lost is sent again.
    assert_eq!(
        put(&server, &cookie, &id, "8", b"WO-1,\n".to_vec()).await,
        (200, json!({"bytes": 14}))
    );
    let down = server
        .get(&format!("/download/{id}"), &[("cookie", &cookie)])
        .await;
    assert_eq!(down.body, b"number,\nWO-1,\n");
    assert_eq!(down.header(X_CONTENT_TYPE_OPTIONS), "nosniff");
    assert_eq!(down.header(CONTENT_TYPE), "application/octet-stream");
    let disposition = down.header(CONTENT_DISPOSITION);
    assert!(disposition.starts_with("attachment; ") && disposition.contains("UTF-8''%E5%B7%A5%E5%8D%95"));
}

#[tokio::test]
async fn pieces_that_cannot_be_are_refused() {
    let server = Server::new().await;
    let cookie = server.log_in("admin").await;
    let id = begin(&server, &cookie, "a.csv").await;
    let code = |answer: (u16, Value)| (answer.0, answer.1["code"].as_str().unwrap_or_default().to_owned());
    let gap = put(&server, &cookie, &id, "99", b"x".to_vec()).await;
    assert_eq!(code(gap), (400, "upload_incomplete".to_owned()));
    for offset in ["", "-1", "x", "18446744073709551615"] {
        let (status, code) = code(put(&server, &cookie, &id, offset, b"x".to_vec()).await);
        assert!(status == 400 || status == 413, "{offset}: {status} {code}");
    }
    let large = put(&server, &cookie, &id, "0", vec![0; (8 << 20) + 1]).await;
    assert_eq!(code(large), (413, "upload_too_large".to_owned()));
    let unknown = put(&server, &cookie, "0123", "0", b"x".to_vec()).await;
    assert_eq!(code(unknown), (404, "not_found".to_owned()));
}

#[tokio::test]
async fn files_open_for_their_owner_only() {
    let server = Server::new().await;
    let admin = server.log_in("admin").await;
    let other = server.person(&admin, "li", "manager").await;
    let id = begin(&server, &admin, "a.csv").await;
    assert_eq!(put(&server, &other, &id, "0", b"x".to_vec()).await.0, 404);
    let theirs = server
        .get(&format!("/download/{id}"), &[("cookie", &other)])
        .await;
    assert_eq!(theirs.refusal(), (404, "not_found".to_owned()));
    let nobody = server.get(&format!("/download/{id}"), &[]).await;
    assert_eq!(nobody.refusal(), (401, "not_logged_in".to_owned()));
    for path in [
        "/download/..%2Foutpost.db",
        "/download/%2e%2e%2f%2e%2e%2fworkspace%2foutpost.db",
        "/download/..",
    ] {
        let answer = server.get(path, &[("cookie", &admin)]).await;
        assert_eq!(answer.status, 404, "{path}");
    }
}

#[tokio::test]
async fn an_export_is_downloaded_under_its_name() {
    let server = Server::new().await;
    let cookie = server.log_in("admin").await;
    let headers = [("cookie", cookie.as_str())];
    let input = json!({"format": "csv", "columns": ["login", "name"]});
    let started = server.call("users.export", &headers, &input).await.json();
    let mut view = json!({});
    for _ in 0..500 {
        view = server
            .call("jobs.get", &headers, &json!({"id": started["job"]}))
            .await
            .json();
        if view.get("finished_at").is_some() {
            break;
        }
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let file = view["result"]["file"]["file"]
        .as_str()
        .unwrap_or_else(|| panic!("{view}"));
    let down = server.get(&format!("/download/{file}"), &headers).await;
    let text = String::from_utf8(down.body.clone()).expect("UTF-8");
    assert!(text.starts_with('\u{feff}') && text.contains("王磊"), "{text}");
    assert!(down.header(CONTENT_DISPOSITION).contains(".csv"));
}
