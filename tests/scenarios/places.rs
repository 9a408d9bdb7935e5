//! Divisions by name and address, and positions in the systems of China's maps. They ask no database, so one engine tells.

use crate::world::{On, World, on_both};
use serde_json::{Value, json};

fn codes(list: &Value) -> Vec<&str> {
    let all = list["divisions"].as_array().unwrap();
    all.iter().map(|d| d["code"].as_str().unwrap()).collect()
}

#[test]
fn the_divisions_are_walked_from_the_provinces_down() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let provinces = world.ok("places.divisions", json!({})).await;
        assert_eq!(provinces["divisions"].as_array().unwrap().len(), 34);
        let cities = world.ok("places.divisions", json!({"parent": "440000"})).await;
        assert_eq!(cities["divisions"].as_array().unwrap().len(), 21);
        let districts = world.ok("places.divisions", json!({"parent": "440100"})).await;
        let tianhe = districts["divisions"]
            .as_array()
            .unwrap()
            .iter()
            .find(|d| d["code"] == "440106")
            .unwrap();
        assert_eq!(tianhe["english"], "Tianhe");
        assert_eq!(tianhe["path"].as_array().unwrap().len(), 3);
        assert_eq!(tianhe["has_below"], false);
        assert_eq!(
            world.ok("places.divisions", json!({"parent": "440106"})).await["divisions"],
            json!([])
        );
        for wrong in ["", "44", "999999", "广东"] {
            let refused = world.refused("places.divisions", json!({"parent": wrong})).await;
            assert_eq!(refused, "not_found", "{wrong}");
        }
    });
}

#[test]
fn namesakes_are_all_listed_with_what_stands_above_them() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let found = world.ok("places.find", json!({"text": "鼓楼区"})).await;
        assert_eq!(codes(&found), ["320106", "320302", "350102", "410204"]);
        let above: Vec<&str> = found["divisions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|d| d["path"][1]["name"].as_str().unwrap())
            .collect();
        assert_eq!(above, ["南京市", "徐州市", "福州市", "开封市"]);
        let by_initials = world.ok("places.find", json!({"text": "gz", "limit": 50})).await;
        assert!(
            codes(&by_initials).contains(&"440100"),
            "{:?}",
            codes(&by_initials)
        );
        for (input, code) in [
            (json!({"text": "x".repeat(401)}), "value_too_long"),
            (json!({"text": "a", "limit": 0}), "number_out_of_range"),
            (json!({"text": "a", "limit": 51}), "number_out_of_range"),
            (json!({"text": 5}), "bad_input"),
        ] {
            assert_eq!(world.refused("places.find", input.clone()).await, code, "{input}");
        }
    });
}

#[test]
fn an_address_leads_to_its_division_and_says_how_sure_that_is() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let locate = async |address: &str| world.ok("places.locate", json!({"address": address})).await;
        let sure = locate("广东省广州市天河区体育东路138号").await;
        assert_eq!(
            (codes(&sure), &sure["certainty"]),
            (vec!["440106"], &json!("sure"))
        );
        let open = locate("鼓楼区中山北路1号").await;
        assert_eq!((codes(&open).len(), &open["certainty"]), (4, &json!("ambiguous")));
        let nowhere = locate("一号楼二单元").await;
        assert_eq!(nowhere, json!({"divisions": []}));
    });
}

#[test]
fn a_position_is_told_in_another_system_and_back() {
    on_both(async |on: On| {
        let world = World::new(on).await;
        let gcj = json!({"longitude": 116.404, "latitude": 39.915, "from": "wgs84", "to": "gcj02"});
        let told = world.ok("places.convert", gcj).await;
        assert!((told["longitude"].as_f64().unwrap() - 116.410_244_499).abs() < 1e-7);
        let back = json!({"longitude": told["longitude"], "latitude": told["latitude"], "from": "gcj02", "to": "wgs84"});
        let back = world.ok("places.convert", back).await;
        assert!((back["latitude"].as_f64().unwrap() - 39.915).abs() < 1e-8);
        for (longitude, latitude, to, code) in [
            (181.0, 0.0, "gcj02", "value_invalid"),
            (0.0, -91.0, "gcj02", "value_invalid"),
            (0.0, 0.0, "mars", "bad_input"),
        ] {
            let input = json!({"longitude": longitude, "latitude": latitude, "from": "wgs84", "to": to});
            assert_eq!(world.refused("places.convert", input).await, code);
        }
    });
}
