//! The built UI: strict headers, and no way out of its folder.

use crate::server::Server;
use axum::http::header::{CACHE_CONTROL, CONTENT_SECURITY_POLICY, CONTENT_TYPE, REFERRER_POLICY};
use std::path::{Path, PathBuf};

fn ui(folder: &Path) -> Option<PathBuf> {
    let ui = folder.join("dist");
    std::fs::create_dir_all(ui.join("assets")).expect("a folder");
    std::fs::write(ui.join("index.html"), "<!doctype html><title>Outpost</title>").expect("a page");
    std::fs::write(
        ui.join("assets/index-0123abcd.js"),
        "export const a = 1;\n".repeat(200),
    )
    .expect("a script");
    std::fs::write(folder.join("secret.txt"), "secret").expect("a secret");
    Some(ui)
}

#[tokio::test]
async fn pages_carry_strict_headers() {
    let server = Server::over(ui).await;
    let page = server.get("/", &[]).await;
    assert_eq!(
        (page.status.as_u16(), page.header(CONTENT_TYPE)),
        (200, "text/html")
    );
    let policy = page.header(CONTENT_SECURITY_POLICY);
    assert!(
        policy.contains("script-src 'self';") && policy.contains("frame-ancestors 'none'"),
        "{policy}"
    );
    assert!(
        !policy.contains("unsafe-eval") && !policy.contains("http:") && !policy.contains('*'),
        "{policy}"
    );
    assert_eq!(page.header(REFERRER_POLICY), "no-referrer");
    assert_eq!(page.header("x-frame-options"), "DENY");
    assert_eq!(page.header(CACHE_CONTROL), "no-cache");
    let script = server
        .get("/assets/index-0123abcd.js", &[("accept-encoding", "gzip")])
        .await;
    assert!(script.header(CACHE_CONTROL).contains("immutable"));
    assert_eq!(script.header("content-encoding"), "gzip");
    let missing = server.get("/assets/none.js", &[]).await;
    assert_eq!(
        (missing.status.as_u16(), missing.header(CACHE_CONTROL)),
        (404, "no-store")
    );
}

#[tokio::test]
async fn no_path_leads_out_of_the_folder() {
    let server = Server::over(ui).await;
    let paths = [
        "/../secret.txt",
        "/..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/assets/../../secret.txt",
        "/assets/..%5c..%5csecret.txt",
        "/%2e%2e%2fworkspace%2foutpost.db",
        "//secret.txt",
        "/assets/%00",
        "/C:/secret.txt",
    ];
    for path in paths {
        let answer = server.get(path, &[]).await;
        assert!(
            answer.status.is_client_error() || answer.status.is_redirection(),
            "{path}: {}",
            answer.status
        );
        assert!(!answer.body.windows(6).any(|bytes| bytes == b"secret"), "{path}");
    }
}

#[tokio::test]
async fn without_pages_the_operations_are_served_all_the_same() {
    let server = Server::new().await;
    assert_eq!(
        server.get("/", &[]).await.refusal(),
        (404, "unknown_operation".to_owned())
    );
    assert_eq!(
        server
            .call("access.status", &[], &serde_json::json!({}))
            .await
            .status,
        200
    );
}
