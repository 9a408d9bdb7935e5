//! The deadline, elapsed-time and pause cases of open SLA software, when the folder of real data is present: every
//! one must come out as its source says.

use std::path::PathBuf;

use outpost_sla::cases::run_cases;
use serde_json::Value;

/// Cases that we answer differently, with the reason. Empty: there are none.
const EXCEPTIONS: &[(&str, &str)] = &[];

fn data(file: &str) -> Option<String> {
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data");
    let folder = std::env::var_os("OUTPOST_DATA").map_or(beside, PathBuf::from);
    std::fs::read_to_string(folder.join(file)).ok()
}

fn differences(case: &Value, result: &Value) -> Vec<String> {
    let pairs = [
        ("expected", "deadline"),
        ("expected_seconds", "elapsed_seconds"),
        ("expected_periods", "periods"),
        ("expected_pause_working_seconds", "pause_working_seconds"),
    ];
    let expected = pairs.iter().filter(|(expected, _)| case.get(expected).is_some());
    let wrong = expected.filter(|(expected, answer)| case.get(expected) != result.get(answer));
    wrong
        .map(|(expected, answer)| format!("{}: {} is not {}", case["id"], result[answer], case[expected]))
        .collect()
}

#[test]
fn every_case_comes_out_as_its_source_says() {
    let Some(text) = data("sla_cases.json") else {
        return;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let results = run_cases(&text).unwrap();
    let (cases, results) = (
        file["cases"].as_array().unwrap(),
        results["results"].as_array().unwrap(),
    );
    assert_eq!(cases.len(), results.len());
    let mut wrong = Vec::new();
    for (case, result) in cases.iter().zip(results) {
        assert_eq!(case["id"], result["id"]);
        let known = EXCEPTIONS.iter().any(|(id, _)| case["id"] == *id);
        let found = differences(case, result);
        if result.get("error").is_some() || !found.is_empty() {
            assert!(known, "{result} {found:?}");
            wrong.push(case["id"].clone());
        }
    }
    assert_eq!(
        wrong.len(),
        EXCEPTIONS.len(),
        "an exception that is none any more"
    );
}

#[test]
fn the_explanation_of_a_deadline_adds_up_to_its_target() {
    let Some(text) = data("sla_cases.json") else {
        return;
    };
    let file: Value = serde_json::from_str(&text).unwrap();
    let results = run_cases(&text).unwrap();
    for (case, result) in file["cases"]
        .as_array()
        .unwrap()
        .iter()
        .zip(results["results"].as_array().unwrap())
    {
        let Some(target) = case["target_seconds"].as_i64() else {
            continue;
        };
        let pieces = result["explanation"].as_array().unwrap();
        let counts = |piece: &&Value| piece["kind"] == "open" || piece["kind"] == "folded";
        let sum: i64 = pieces
            .iter()
            .filter(counts)
            .map(|piece| piece["counted_seconds"].as_i64().unwrap())
            .sum();
        assert_eq!(sum, target.abs(), "{}", case["id"]);
    }
}
