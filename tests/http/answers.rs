//! Operations over HTTP: sessions, the header of our own, the contract, and every kind of refusal.

use crate::server::{OWN, PASSWORD, Server};
use axum::http::Method;
use axum::http::header::{CACHE_CONTROL, SET_COOKIE};
use serde_json::json;

#[tokio::test]
async fn a_page_gets_a_cookie_and_never_the_token() {
    let server = Server::new().await;
    let login = json!({"login": "admin", "password": PASSWORD});
    for proof in [("origin", "http://here"), ("sec-fetch-site", "same-origin")] {
        // A page that claims to be a program is a page all the same.
        let answer = server
            .call("access.login", &[proof, ("x-shell", "desktop")], &login)
            .await;
        assert_eq!(answer.json().get("token"), None);
        let cookie = answer.header(SET_COOKIE);
        assert!(
            cookie.starts_with("outpost_session=") && cookie.contains("HttpOnly"),
            "{cookie}"
        );
        assert!(
            cookie.contains("SameSite=Strict") && cookie.contains("Path=/"),
            "{cookie}"
        );
        assert!(
            !cookie.contains("Secure"),
            "plain HTTP on loopback could not send it back: {cookie}"
        );
    }
    let proxied = server
        .call(
            "access.login",
            &[("origin", "x"), ("x-forwarded-proto", "https")],
            &login,
        )
        .await;
    assert!(proxied.header(SET_COOKIE).contains("; Secure"));
    let cookie = proxied.cookie();
    let me = server
        .call(
            "access.status",
            &[("cookie", &format!("a=b; {cookie}; c=d"))],
            &json!({}),
        )
        .await;
    assert_eq!(me.json()["me"]["login"], "admin");
    let out = server
        .call("access.logout", &[("cookie", &cookie)], &json!({}))
        .await;
    assert!(
        out.header(SET_COOKIE).starts_with("outpost_session=;")
            && out.header(SET_COOKIE).contains("Max-Age=0")
    );
    let after = server.call("jobs.list", &[("cookie", &cookie)], &json!({})).await;
    assert_eq!(after.refusal(), (401, "not_logged_in".to_owned()));
}

#[tokio::test]
async fn a_program_gets_the_token_and_bears_it() {
    let server = Server::new().await;
    let login = json!({"login": "admin", "password": PASSWORD});
    let session = server
        .call("access.login", &[("x-shell", "desktop")], &login)
        .await
        .json();
    let bearer = format!("Bearer {}", session["token"].as_str().expect("a token"));
    let jobs = server
        .call("jobs.list", &[("authorization", &bearer)], &json!({}))
        .await;
    assert_eq!((jobs.status.as_u16(), jobs.json()), (200, json!({"jobs": []})));
    // The bearer wins over a cookie that somebody else left.
    let both = [
        ("authorization", bearer.as_str()),
        ("cookie", "outpost_session=stale"),
    ];
    assert_eq!(server.call("jobs.list", &both, &json!({})).await.status, 200);
    let wrong = server
        .call("jobs.list", &[("authorization", "Bearer x")], &json!({}))
        .await;
    assert_eq!(wrong.refusal(), (401, "not_logged_in".to_owned()));
    let basic = server
        .call("jobs.list", &[("authorization", "Basic YTpi")], &json!({}))
        .await;
    assert_eq!(basic.status, 401);
}

#[tokio::test]
async fn what_another_site_could_send_is_refused() {
    let server = Server::new().await;
    let cookie = server.log_in("admin").await;
    let forged = [("cookie", cookie.as_str()), ("content-type", "text/plain")];
    let answer = server
        .send(Method::POST, "/api/access.logout", &forged, "{}")
        .await;
    assert_eq!(answer.refusal(), (403, "forbidden".to_owned()));
    let answer = server.send(Method::POST, "/upload?name=a.csv", &forged, "").await;
    assert_eq!(answer.refusal(), (403, "forbidden".to_owned()));
    // Nobody answers the question that a browser asks before it sends such a header elsewhere.
    let asks = [
        ("origin", "http://evil.example"),
        ("access-control-request-headers", "x-outpost"),
    ];
    let answer = server
        .send(Method::OPTIONS, "/api/access.logout", &asks, "")
        .await;
    assert!(!answer.status.is_success() && !answer.headers.contains_key("access-control-allow-origin"));
    let still = server.call("jobs.list", &[("cookie", &cookie)], &json!({})).await;
    assert_eq!(still.status, 200);
}

#[tokio::test]
async fn a_shell_of_another_contract_is_told_who_is_older() {
    let server = Server::new().await;
    let ask = async |theirs: &str| {
        server
            .call("access.status", &[("x-contract", theirs)], &json!({}))
            .await
    };
    assert_eq!(ask("1").await.status, 200);
    let newer = ask("999").await;
    assert_eq!(newer.refusal(), (409, "contract_mismatch".to_owned()));
    assert_eq!(
        newer.json()["params"],
        json!({"server": 1, "program": 999, "upgrade": "server"})
    );
    assert_eq!(ask("0").await.json()["params"]["upgrade"], "program");
    assert_eq!(ask("one").await.refusal(), (400, "value_invalid".to_owned()));
}

#[tokio::test]
async fn each_refusal_has_its_status_a_body_and_a_reference() {
    let server = Server::new().await;
    let admin = server.log_in("admin").await;
    let engineer = server.person(&admin, "li", "engineer").await;
    let (admin, engineer) = ([("cookie", admin.as_str())], [("cookie", engineer.as_str())]);
    let none: [(&str, &str); 0] = [];
    let list = json!({"offset": 0, "limit": 10});
    let again = json!({"login": "admin", "name": "x", "password": PASSWORD, "workspace_name": "x",
        "zone": "UTC", "currency": "CNY"});
    let double = json!({"login": "li", "name": "li", "password": PASSWORD, "roles": ["admin"],
        "scope": {"kind": "all"}, "must_change_password": false});
    let stale = json!({"id": 1, "version": 77, "name": "x", "roles": ["admin"], "scope": {"kind": "all"},
        "active": true});
    let cases = [
        (
            server.call("no.such", &admin, &json!({})).await,
            404,
            "unknown_operation",
        ),
        (
            server.call("jobs.list", &none, &json!({})).await,
            401,
            "not_logged_in",
        ),
        (
            server.call("users.page", &engineer, &list).await,
            403,
            "forbidden",
        ),
        (
            server.call("access.user", &admin, &json!({"id": 9999})).await,
            404,
            "not_found",
        ),
        (
            server.call("access.user", &admin, &json!({"zzz": 1})).await,
            400,
            "bad_input",
        ),
        (
            server.call("access.setup", &none, &again).await,
            409,
            "already_set_up",
        ),
        (
            server.call("access.create_user", &admin, &double).await,
            409,
            "already_exists",
        ),
        (
            server.call("access.update_user", &admin, &stale).await,
            409,
            "stale_version",
        ),
        (
            server.get("/api/access.status", &[]).await,
            404,
            "unknown_operation",
        ),
    ];
    for (answer, status, code) in cases {
        assert_eq!(answer.refusal(), (status, code.to_owned()));
        let reference = answer.json()["reference"].as_str().unwrap_or_default().to_owned();
        assert!(
            !reference.is_empty() && answer.header("x-reference") == reference,
            "{code}: {reference}"
        );
        assert_eq!(answer.header(CACHE_CONTROL), "no-store", "{code}");
    }
}

#[tokio::test]
async fn bodies_that_are_no_input_are_refused() {
    let server = Server::new().await;
    let cookie = server.log_in("admin").await;
    let headers: Vec<(&str, &str)> = OWN.iter().copied().chain([("cookie", cookie.as_str())]).collect();
    let send = async |body: Vec<u8>| {
        server
            .send(Method::POST, "/api/access.user", &headers, body)
            .await
            .refusal()
    };
    let bad: [&[u8]; 6] = [
        b"{",
        b"[1]",
        b"null",
        b"{\"id\": \"x\"}",
        b"{\"id\": 1} extra",
        b"\xff\xfe{}",
    ];
    for body in bad {
        assert_eq!(
            send(body.to_vec()).await,
            (400, "bad_input".to_owned()),
            "{body:?}"
        );
    }
    assert_eq!(
        send(vec![b' '; (8 << 20) + 1]).await,
        (413, "upload_too_large".to_owned())
    );
    let deep = format!("{{\"id\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    assert_eq!(send(deep.into_bytes()).await, (400, "bad_input".to_owned()));
}

#[tokio::test]
async fn a_request_that_comes_twice_is_done_once() {
    let server = Server::new().await;
    let cookie = server.log_in("admin").await;
    let headers = [("cookie", cookie.as_str()), ("x-request-id", "0192-same")];
    let user = json!({"login": "wu", "name": "wu", "password": PASSWORD, "roles": ["finance"],
        "scope": {"kind": "all"}, "must_change_password": false});
    let made = server
        .call("access.create_user", &headers[..1], &user)
        .await
        .json();
    let rename = json!({"id": made["id"], "version": made["version"], "name": "吴敏", "roles": ["finance"],
        "scope": {"kind": "all"}, "active": true});
    let first = server.call("access.update_user", &headers, &rename).await;
    let second = server.call("access.update_user", &headers, &rename).await;
    assert_eq!((first.status, first.json()), (second.status, second.json()));
    let mut other = rename.clone();
    other["name"] = json!("somebody else");
    let reused = server.call("access.update_user", &headers, &other).await;
    assert_eq!(reused.refusal(), (409, "request_reused".to_owned()));
    let long = "x".repeat(101);
    let answer = server
        .call(
            "access.update_user",
            &[headers[0], ("x-request-id", &long)],
            &rename,
        )
        .await;
    assert_eq!(answer.refusal(), (400, "value_invalid".to_owned()));
}
