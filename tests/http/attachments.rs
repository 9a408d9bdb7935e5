//! What belongs to a document is fetched by whoever may see the document, and by nobody who merely knows a number.

use crate::server::{OWN, PASSWORD, Server};
use axum::http::Method;
use serde_json::{Value, json};

/// One grey pixel.
const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\x0dIDAT\x78\xda\x63\x64\xf8\xcf\x50\x0f\x00\x03\x86\x01\x80\x5a\x34\x7d\x6b\x00\x00\x00\x00IEND\xae\x42\x60\x82";
const ORDERS: &str = "工单号,网点,受理时间\nA-1,南山站,2026-09-01 14:42\nB-1,南城站,2026-09-02 09:00\n";

async fn upload(server: &Server, cookie: &str, name: &str, bytes: &[u8]) -> String {
    let headers = [OWN[0], ("cookie", cookie)];
    let begun = server
        .send(Method::POST, &format!("/upload?name={name}"), &headers, "")
        .await;
    let id = begun.json()["upload"].as_str().expect("an upload").to_owned();
    let put = format!("/upload/{id}?offset=0");
    let put = server.send(Method::PUT, &put, &headers, bytes.to_vec()).await;
    assert_eq!(put.status, 200, "{}", put.json());
    id
}

async fn done(server: &Server, cookie: &str, operation: &str, input: &Value) -> Value {
    let answer = server.call(operation, &[("cookie", cookie)], input).await;
    assert_eq!(answer.status, 200, "{operation}: {}", answer.json());
    answer.json()
}

/// Orders of two outlets, and the ids of those.
async fn two_outlets(server: &Server, admin: &str) -> (i64, i64) {
    let id = upload(server, admin, "orders.csv", ORDERS.as_bytes()).await;
    let seen = done(
        server,
        admin,
        "imports.inspect",
        &json!({"upload": id, "kind": "work_orders"}),
    )
    .await;
    let run = json!({"upload": id, "kind": "work_orders", "mapping": seen["mapping"], "zone": "Asia/Shanghai",
        "doubles": "skip", "errors": "all_or_nothing", "create_missing": true, "dry_run": false});
    let begun = done(server, admin, "imports.run", &run).await;
    for _ in 0..500 {
        let view = done(server, admin, "jobs.get", &json!({"id": begun["job"]})).await;
        if view["state"] == "succeeded" {
            break;
        }
        assert_ne!(view["state"], "failed", "{view}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
    let outlets = done(server, admin, "outlets.options", &json!({"limit": 9})).await;
    let of = |name: &str| {
        let all = outlets["options"].as_array().expect("outlets");
        let found = all.iter().find(|it| it["name"] == name).expect("the outlet");
        found["id"].as_i64().expect("an id")
    };
    (of("南山站"), of("南城站"))
}

async fn keeper(server: &Server, admin: &str, login: &str, outlet: i64) -> String {
    let user = json!({"login": login, "name": login, "password": PASSWORD, "roles": ["outlet"],
        "scope": {"kind": "outlets", "outlet_ids": [outlet]}, "must_change_password": false});
    done(server, admin, "access.create_user", &user).await;
    server.log_in(login).await
}

#[tokio::test]
async fn another_outlets_person_fetches_neither_an_attachment_nor_its_preview() {
    let server = Server::new().await;
    let admin = server.log_in("admin").await;
    let (ours, theirs) = two_outlets(&server, &admin).await;
    let filter = json!({"limit": 1, "filter": {"field": "outlet_id", "op": "eq", "value": ours}});
    let page = done(&server, &admin, "work_orders.page", &filter).await;
    let order = page["rows"][0]["id"].clone();
    let photo = upload(&server, &admin, "site.png", PNG).await;
    let added = done(
        &server,
        &admin,
        "work_orders.attach",
        &json!({"id": order, "upload": photo}),
    )
    .await;
    let (file, preview) = (
        added["file"].as_str().expect("a file"),
        added["preview"].as_str().expect("a preview"),
    );

    let keeper_of_ours = keeper(&server, &admin, "nanshan", ours).await;
    let keeper_of_theirs = keeper(&server, &admin, "nancheng", theirs).await;
    for name in [file, preview] {
        let path = format!("/download/{name}");
        let seen = server.get(&path, &[("cookie", &keeper_of_ours)]).await;
        assert_eq!(seen.status, 200, "{name}");
        assert!(
            seen.body.starts_with(b"\x89PNG") || seen.body.starts_with(b"\xff\xd8"),
            "{name} is a picture"
        );
        let refused = server.get(&path, &[("cookie", &keeper_of_theirs)]).await;
        assert_eq!(refused.refusal(), (404, "not_found".to_owned()), "{name}");
        let nobody = server.get(&path, &[]).await;
        assert_eq!(nobody.refusal(), (401, "not_logged_in".to_owned()), "{name}");
    }
    // Neither does the operation tell of it.
    let listed = server
        .call(
            "work_orders.attachments",
            &[("cookie", &keeper_of_theirs)],
            &json!({"id": order}),
        )
        .await;
    assert_eq!(listed.refusal(), (404, "not_found".to_owned()));
    for wrong in [
        "p-0",
        "p--1",
        "p-99999999999999999999",
        "p-1'",
        "a-",
        "p-1%2f..%2fx",
    ] {
        let answer = server
            .get(&format!("/download/{wrong}"), &[("cookie", &admin)])
            .await;
        assert_eq!(answer.refusal(), (404, "not_found".to_owned()), "{wrong}");
    }
}
