//! The layers under a map: kept with their source, read by ranges, fetched for the page, refused when wrong.

use crate::admin::{on_sqlite, reopened, wrong};
use crate::world::{On, World, on_both};
use outpost_core::db::sql;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};

fn layer(kind: &str, name: &str, more: Value) -> Value {
    let mut layer = json!({"kind": kind, "name": name, "source": "测绘院", "approval_number": "GS(2024)0650号", "coordinate_system": "wgs84",
        "active": true});
    layer
        .as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    layer
}

/// A whole archive of one PNG tile.
fn archive() -> Vec<u8> {
    let tile = b"\x89PNG\r\n\x1a\n-a-tile-of-the-test-".to_vec();
    // One entry: id 0, run 1, its length, offset 0.
    let directory = [1_u8, 0, 1, u8::try_from(tile.len()).unwrap(), 1];
    let (root, metadata) = (127_u64, 127 + directory.len() as u64);
    let mut head = vec![0_u8; 127];
    head[..7].copy_from_slice(b"PMTiles");
    head[7] = 3;
    let places = [
        (8, root),
        (16, directory.len() as u64),
        (24, metadata),
        (32, 2),
        (40, metadata + 2),
        (48, 0),
        (56, metadata + 2),
        (64, tile.len() as u64),
    ];
    for (at, value) in places {
        head[at..at + 8].copy_from_slice(&value.to_le_bytes());
    }
    head[97] = 1;
    head[98] = 1;
    head[99] = 2;
    [head, directory.to_vec(), b"{}".to_vec(), tile].concat()
}

#[test]
fn a_layer_is_added_read_by_ranges_changed_and_removed() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let whole = archive();
        let upload = world.upload("底图.pmtiles", &whole).await;
        let added = world
            .ok(
                "maps.save_layer",
                layer("pmtiles", "底图", json!({"upload": upload})),
            )
            .await;
        let first = added["layers"][0].clone();
        assert_eq!(first["details"]["vector"], false);
        assert_eq!(first["bytes"], whole.len());
        let id = first["id"].as_i64().unwrap();
        let read = world.app.map_bytes(id, 127, 5, &world.admin).await.unwrap();
        assert_eq!(
            (read.bytes.as_slice(), read.total),
            (&whole[127..132], whole.len() as u64)
        );
        let rest = world.app.map_bytes(id, 10, u64::MAX, &world.admin).await.unwrap();
        assert_eq!(rest.bytes, &whole[10..]);
        for (offset, length) in [(whole.len() as u64, 1), (0, 0), (u64::MAX, 1)] {
            let error = world
                .app
                .map_bytes(id, offset, length, &world.admin)
                .await
                .unwrap_err();
            assert_eq!(error.code.as_str(), "number_out_of_range");
        }
        let viewer = world.person("viewer", "warehouse", json!({"kind": "all"})).await;
        assert!(world.app.map_bytes(id, 0, 9, &viewer).await.is_ok());
        let nobody = outpost_core::Caller::nobody("test");
        assert_eq!(
            world
                .app
                .map_bytes(id, 0, 9, &nobody)
                .await
                .unwrap_err()
                .code
                .as_str(),
            "not_logged_in"
        );
    });
}

#[test]
fn a_changed_layer_keeps_its_file_and_one_switched_off_is_its_keepers() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let whole = archive();
        let upload = world.upload("a.pmtiles", &whole).await;
        let added = world
            .ok(
                "maps.save_layer",
                layer("pmtiles", "底图", json!({"upload": upload})),
            )
            .await;
        let first = added["layers"][0].clone();
        let id = first["id"].as_i64().unwrap();
        let viewer = world.person("viewer", "warehouse", json!({"kind": "all"})).await;
        // Changed without a file, it keeps the one it has; switched off, only its keeper sees it.
        let change = layer(
            "pmtiles",
            "底图二",
            json!({"id": id, "version": first["version"], "active": false}),
        );
        let changed = world.ok("maps.save_layer", change.clone()).await;
        assert_eq!(
            (&changed["layers"][0]["name"], &changed["layers"][0]["bytes"]),
            (&json!("底图二"), &json!(whole.len()))
        );
        assert_eq!(world.refused("maps.save_layer", change).await, "stale_version");
        let seen = world.call(&viewer, "maps.layers", json!({})).await.unwrap();
        assert_eq!(seen["layers"], json!([]));
        assert_eq!(
            world
                .app
                .map_bytes(id, 0, 9, &viewer)
                .await
                .unwrap_err()
                .code
                .as_str(),
            "not_found"
        );
        let gone = json!({"id": id, "version": changed["layers"][0]["version"]});
        assert_eq!(world.ok("maps.remove_layer", gone).await["layers"], json!([]));
        assert_eq!(
            world
                .app
                .map_bytes(id, 0, 9, &world.admin)
                .await
                .unwrap_err()
                .code
                .as_str(),
            "not_found"
        );
    });
}

#[test]
fn areas_are_checked_moved_and_answered_whole() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let square = r#"{"type":"Feature","properties":{"code":"440100"},"geometry":{"type":"Polygon","coordinates":[[[113,23],[114,23],[114,24],[113,23]]]}}"#;
        let upload = world.upload("a.geojson", square.as_bytes()).await;
        let more = json!({"upload": upload, "coordinate_system": "gcj02", "join_property": "code"});
        let added = world.ok("maps.save_layer", layer("geojson", "片区", more)).await;
        let view = &added["layers"][0];
        assert_eq!(
            (&view["details"]["features"], &view["details"]["properties"]),
            (&json!(1), &json!(["code"]))
        );
        let read = world
            .app
            .map_bytes(view["id"].as_i64().unwrap(), 0, u64::MAX, &world.admin)
            .await
            .unwrap();
        let kept: Value = serde_json::from_slice(&read.bytes).unwrap();
        let west = kept["features"][0]["geometry"]["coordinates"][0][0][0]
            .as_f64()
            .unwrap();
        assert!((west - 113.0).abs() > 0.003, "{west}");
    });
}

#[test]
fn wrong_layers_are_refused_and_leave_nothing() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let text = world.upload("a.txt", b"a letter to a friend").await;
        let far = world
            .upload("far.json", br#"{"type":"Point","coordinates":[200,95]}"#)
            .await;
        let cut = world.upload("cut.pmtiles", &archive()[..140]).await;
        for (input, code) in [
            (layer("tiles", "a", json!({})), "value_missing"),
            (
                layer(
                    "tiles",
                    "a",
                    json!({"url": "http://tiles.example.com/{z}/{x}/{y}"}),
                ),
                "map_url_invalid",
            ),
            (
                layer("tiles", "a", json!({"url": "https://tiles.example.com/{z}/{x}"})),
                "map_url_invalid",
            ),
            (
                layer("tiles", "a", json!({"url": "https://a/{z}/{x}/{y}?k={key}"})),
                "value_missing",
            ),
            (
                layer(
                    "tiles",
                    "a",
                    json!({"url": "https://a/{z}/{x}/{y}?k={key}", "key": "a&b"}),
                ),
                "value_invalid",
            ),
            (
                layer("tiles", "", json!({"url": "https://a/{z}/{x}/{y}"})),
                "value_missing",
            ),
            (
                layer(
                    "tiles",
                    "a",
                    json!({"url": "https://a/{z}/{x}/{y}", "source": " "}),
                ),
                "value_missing",
            ),
            (layer("geojson", "a", json!({})), "value_missing"),
            (
                layer("geojson", "a", json!({"upload": "../../outpost.db"})),
                "not_found",
            ),
            (layer("geojson", "a", json!({"upload": text})), "map_file_invalid"),
            (layer("geojson", "a", json!({"upload": far})), "map_file_invalid"),
            (layer("pmtiles", "a", json!({"upload": text})), "map_file_invalid"),
            (layer("pmtiles", "a", json!({"upload": cut})), "map_file_invalid"),
            (
                layer(
                    "tiles",
                    "a",
                    json!({"id": 99, "version": 1, "url": "https://a/{z}/{x}/{y}"}),
                ),
                "not_found",
            ),
            (
                layer("tiles", "a", json!({"coordinate_system": "mars"})),
                "bad_input",
            ),
        ] {
            assert_eq!(
                world.refused("maps.save_layer", input.clone()).await,
                code,
                "{input}"
            );
        }
        assert_eq!(world.ok("maps.layers", json!({})).await["layers"], json!([]));
        let left = std::fs::read_dir(world.folder.path().join("maps")).map_or(0, Iterator::count);
        assert_eq!(left, 0, "a refused file is not kept");
    });
}

/// A provider on this machine: a PNG for zoom 1, nothing for zoom 2, a page for zoom 3, a redirect for zoom 4.
fn provider() -> u16 {
    let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    std::thread::spawn(move || {
        for mut stream in listener.incoming().flatten() {
            let mut request = [0_u8; 2048];
            let read = stream.read(&mut request).unwrap_or(0);
            let line = String::from_utf8_lossy(&request[..read])
                .lines()
                .next()
                .unwrap_or_default()
                .to_owned();
            let (status, kind, body) = match line.as_str() {
                l if !l.contains("key=K-1") => ("403 Forbidden", "text/plain", "no key"),
                l if l.contains("/1/") => ("200 OK", "image/png", "PNG"),
                l if l.contains("/2/") => ("404 Not Found", "text/plain", "none"),
                l if l.contains("/3/") => ("200 OK", "text/html", "<script>log in</script>"),
                _ => ("302 Found\r\nlocation: /1/0/0?key=K-1", "image/png", ""),
            };
            let answer = format!(
                "HTTP/1.1 {status}\r\ncontent-type: {kind}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
                body.len()
            );
            let _ = stream.write_all(answer.as_bytes());
        }
    });
    port
}

#[test]
fn tiles_are_fetched_for_the_page_and_the_key_stays_here() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let url = format!("http://127.0.0.1:{}/{{z}}/{{x}}/{{y}}?key={{key}}", provider());
        let added = world
            .ok(
                "maps.save_layer",
                layer("tiles", "在线", json!({"url": url, "key": "K-1"})),
            )
            .await;
        let view = &added["layers"][0];
        assert_eq!((&view["has_key"], &view["url"]), (&json!(true), &json!(url)));
        assert!(!added.to_string().contains("K-1"));
        let id = view["id"].as_i64().unwrap();
        let tile = world
            .app
            .map_tile(id, 1, 0, 1, &world.admin)
            .await
            .unwrap()
            .unwrap();
        assert_eq!(
            (tile.content_type.as_str(), tile.bytes.as_slice()),
            ("image/png", b"PNG".as_slice())
        );
        assert!(
            world
                .app
                .map_tile(id, 2, 0, 0, &world.admin)
                .await
                .unwrap()
                .is_none()
        );
        for zoom in [3, 4] {
            let error = world
                .app
                .map_tile(id, zoom, 0, 0, &world.admin)
                .await
                .unwrap_err();
            assert_eq!(error.code.as_str(), "map_source_refused", "zoom {zoom}");
            assert!(!error.to_string().contains("K-1"), "{error}");
        }
        let impossible = world.app.map_tile(id, 1, 2, 0, &world.admin).await.unwrap_err();
        assert_eq!(impossible.code.as_str(), "not_found");
        let viewer = world.person("viewer", "warehouse", json!({"kind": "all"})).await;
        let seen = world.call(&viewer, "maps.layers", json!({})).await.unwrap();
        assert!(seen["layers"][0].get("url").is_none(), "{seen}");
        // Changed without a key, it keeps its own; the record of requests and the history know neither.
        let change = layer("tiles", "在线", json!({"id": id, "version": view["version"]}));
        world.ok("maps.save_layer", change).await;
        assert!(
            world
                .app
                .map_tile(id, 1, 0, 0, &world.admin)
                .await
                .unwrap()
                .is_some()
        );
        let mut tx = world.app.db().read().await.unwrap();
        let kept = sql("select count(*) from map_layers where access_key = 'K-1'")
            .number(&mut tx)
            .await
            .unwrap();
        assert_eq!(kept, 1);
    });
}

#[test]
fn a_backup_brings_the_files_of_layers_back() {
    on_sqlite(async || {
        let world = World::new(On::Sqlite).await;
        let whole = archive();
        let upload = world.upload("底图.pmtiles", &whole).await;
        let input = layer("pmtiles", "底图", json!({"upload": upload}));
        let kept = world.ok("maps.save_layer", input).await["layers"][0].clone();
        let (id, version) = (kept["id"].as_i64().unwrap(), &kept["version"]);
        let backup = world.job("admin.backup", json!({})).await["result"].clone();
        world
            .ok("maps.remove_layer", json!({"id": id, "version": version}))
            .await;
        let maps = world.folder.path().join("maps");
        let file = std::fs::read_dir(&maps).unwrap().flatten().next().unwrap().path();
        // As the sweep does with the file of a layer that is gone.
        std::fs::remove_file(&file).unwrap();
        world.job("admin.restore", json!({"name": backup["name"]})).await;
        let world = reopened(world).await;
        let read = world.app.map_bytes(id, 0, u64::MAX, &world.admin).await.unwrap();
        assert_eq!(read.bytes, whole);
        assert_eq!(wrong(&world).await, Vec::<String>::new());

        // The check names a file that is cut short or gone; the next restore brings it whole again.
        let again = world.job("admin.backup", json!({})).await["result"].clone();
        std::fs::remove_file(&file).unwrap();
        assert_eq!(wrong(&world).await, ["files"], "gone");
        std::fs::write(&file, &whole[..99]).unwrap();
        assert_eq!(wrong(&world).await, ["files"], "cut short");
        world.job("admin.restore", json!({"name": again["name"]})).await;
        let world = reopened(world).await;
        let read = world.app.map_bytes(id, 0, u64::MAX, &world.admin).await.unwrap();
        assert_eq!(read.bytes, whole);
        assert_eq!(wrong(&world).await, Vec::<String>::new());
    });
}

#[test]
fn what_changes_in_a_layer_is_told_and_of_its_key_only_that() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let address = |host: &str| json!(format!("https://{host}/{{z}}/{{x}}/{{y}}?key={{key}}"));
        let first = json!({"url": address("tiles.example"), "key": "K-first", "join_property": null});
        let added = world.ok("maps.save_layer", layer("tiles", "在线", first)).await;
        let view = &added["layers"][0];
        let second = json!({"id": view["id"], "version": view["version"], "url": address("elsewhere.example"), "key": "K-second"});
        let changed = world.ok("maps.save_layer", layer("tiles", "在线", second)).await;
        let view = &changed["layers"][0];
        let third = json!({"id": view["id"], "version": view["version"], "active": false});
        world.ok("maps.save_layer", layer("tiles", "在线", third)).await;
        let mut tx = world.app.db().read().await.unwrap();
        let rows: Vec<(String, String)> =
            sql("select params, changes from history where entity = 'map_layer' order by id")
                .all(&mut tx)
                .await
                .unwrap();
        let [(new_key, new), (other_key, other), (same_key, same)] = rows.as_slice() else {
            panic!("{rows:?}")
        };
        assert!(
            new.contains("tiles.example") && new_key.contains("replaced"),
            "{rows:?}"
        );
        assert!(
            other.contains("tiles.example") && other.contains("elsewhere.example"),
            "{other}"
        );
        assert!(
            other_key.contains("replaced") && !same_key.contains("key"),
            "{rows:?}"
        );
        assert!(!same.contains("url"), "what stayed is not told: {same}");
        assert!(!format!("{rows:?}").contains("K-"), "{rows:?}");
    });
}

#[test]
fn nobody_writes_to_a_layer_s_file_once_it_is_kept() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let whole = archive();
        let upload = world.upload("a.pmtiles", &whole).await;
        let save = |name: &str, upload: &str| layer("pmtiles", name, json!({"upload": upload}));
        let added = world.ok("maps.save_layer", save("底图", &upload)).await;
        let id = added["layers"][0]["id"].as_i64().unwrap();
        let late = world
            .app
            .upload_chunk(&upload, 0, b"something else", &world.admin)
            .await;
        assert_eq!(late.unwrap_err().code.as_str(), "not_found");
        // A file of this machine's own is its owner's to write to: the layer has another.
        let own = world.folder.path().join("own.pmtiles");
        std::fs::write(&own, &whole).unwrap();
        let linked = world.app.upload_local(&own, &world.admin).await.unwrap();
        let added = world.ok("maps.save_layer", save("底图二", &linked)).await;
        let second = added["layers"][1]["id"].as_i64().unwrap();
        let mut open = std::fs::OpenOptions::new().write(true).open(&own).unwrap();
        open.write_all(&vec![0; whole.len()]).unwrap();
        for layer in [id, second] {
            let read = world
                .app
                .map_bytes(layer, 0, u64::MAX, &world.admin)
                .await
                .unwrap();
            assert_eq!(read.bytes, whole, "layer {layer}");
        }
    });
}
