//! Marks against the list, and charts as files.

use super::{at, filled, kpi, listed, outlet};
use crate::world::{On, on_both};
use serde_json::json;

#[test]
fn marks_of_the_charts_list_what_they_show() {
    on_both(async |on: On| {
        let world = filled(on).await;
        let chaoyang = outlet(&world, "朝阳站").await;
        for (grain, outlets) in [
            ("day", json!([])),
            ("week", json!([chaoyang])),
            ("month", json!([])),
            ("auto", json!([])),
        ] {
            let input = json!({"from": at(2026, 9, 10), "to": at(2026, 11, 20), "outlet_ids": outlets, "grain": grain,
                "width": 900, "height": 280});
            let drawing = world.ok("insight.on_time_trend", input.clone()).await;
            assert_eq!(drawing["empty"], json!(false));
            let mut completed = 0;
            for mark in drawing["marks"].as_array().unwrap() {
                let count = listed(&world, &world.admin, &mark["drill"]).await;
                if mark["series"] == "completed" {
                    assert_eq!(mark["value"], json!(count.to_string()), "{grain} {mark}");
                    completed += count;
                } else {
                    assert!(count > 0, "a share speaks of orders: {mark}");
                }
            }
            let overview = world
                .ok(
                    "insight.overview",
                    json!({"from": input["from"], "to": input["to"], "outlet_ids": outlets}),
                )
                .await;
            assert_eq!(kpi(&overview, "completed")["value"], json!(completed), "{grain}");
        }
        for (measure, outlets, figure) in [
            ("opened", json!([]), "opened"),
            ("breached", json!([chaoyang]), "breached"),
            ("breached", json!([]), "breached"),
            ("opened", json!([chaoyang]), "opened"),
        ] {
            // Narrow, so that some categories share a bar.
            let input = json!({"from": at(2026, 9, 10), "to": at(2026, 11, 20), "outlet_ids": outlets, "measure": measure,
                "width": 320, "height": 280});
            let drawing = world.ok("insight.pareto", input.clone()).await;
            let mut sum = 0;
            let bars = drawing["marks"]
                .as_array()
                .unwrap()
                .iter()
                .filter(|m| m["series"] == figure);
            for mark in bars {
                let count = listed(&world, &world.admin, &mark["drill"]).await;
                assert_eq!(mark["value"], json!(count.to_string()), "{measure} {mark}");
                sum += count;
            }
            let overview = world
                .ok(
                    "insight.overview",
                    json!({"from": input["from"], "to": input["to"], "outlet_ids": outlets}),
                )
                .await;
            let expected = match measure {
                "opened" => kpi(&overview, "opened")["value"].as_i64().unwrap(),
                _ => kpi(&overview, "resolution_on_time")["parts"][1]["count"]
                    .as_i64()
                    .unwrap(),
            };
            assert_eq!(sum, expected, "{measure} {outlets}");
            assert_eq!(
                drawing["table"]["rows"].as_array().unwrap().len(),
                6,
                "five bars and the others"
            );
        }
    });
}

#[test]
fn charts_are_saved_as_files() {
    on_both(async |on: On| {
        let world = filled(on).await;
        for (which, format, begin) in [
            ("on_time_trend", "png", &b"\x89PNG"[..]),
            ("pareto", "svg", &b"<svg"[..]),
        ] {
            let input = json!({"which": which, "format": format, "from": at(2026, 10, 1), "to": at(2026, 11, 1),
                "width": 800, "height": 300});
            let view = world.job("insight.figure_file", input).await;
            assert_eq!(view["state"], "succeeded", "{view}");
            let file = &view["result"]["file"];
            assert!(
                file["name"].as_str().unwrap().contains("2026-10-01 – 2026-10-31"),
                "{file}"
            );
            let opened = world
                .app
                .download(file["file"].as_str().unwrap(), &world.admin)
                .await
                .unwrap();
            let bytes = std::fs::read(&opened.path).unwrap();
            assert!(bytes.starts_with(begin) && bytes.len() as u64 == opened.bytes);
        }
    });
}
