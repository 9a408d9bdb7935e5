//! Every code that this crate can say has a text in both languages.

use std::path::PathBuf;

use outpost_sla::explain::PieceCode;
use outpost_sla::milestone::{MilestoneState, Note};
use outpost_sla::policy::{EndOfDay, Severity};
use outpost_sla::presets::presets;
use outpost_sla::refusal::Code;
use serde_json::{Value, json};

fn catalogue(language: &str) -> Value {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/i18n");
    let text = std::fs::read_to_string(folder.join(language).join("sla.json")).unwrap();
    serde_json::from_str(&text).unwrap()
}

/// The texts of a group must carry each code.
fn carries(catalogue: &Value, group: &str, codes: impl IntoIterator<Item = Value>) {
    for code in codes {
        let code = code.as_str().unwrap();
        assert!(catalogue[group][code].is_string(), "{group}.{code} has no text");
    }
}

#[test]
fn both_catalogues_carry_every_code() {
    use MilestoneState::{BreachedDone, BreachedOpen, Exempt, Met, NoTarget, NotStarted, Paused, Running};
    let states = [
        NotStarted,
        Running,
        Paused,
        Met,
        BreachedOpen,
        BreachedDone,
        Exempt,
        NoTarget,
    ];
    let notes = [Note::StoppedBeforeStart, Note::BreachKept, Note::Reworked];
    let severities = [Severity::Minor, Severity::Major, Severity::Critical];
    let ends = [EndOfDay::EndOfLastWindow, EndOfDay::Midnight, EndOfDay::SameTime];
    let presets = presets().unwrap();
    for language in ["zh-CN", "en"] {
        let texts = catalogue(language);
        carries(&texts, "errors", Code::ALL.iter().map(|code| json!(code)));
        carries(&texts, "piece", PieceCode::ALL.iter().map(|code| json!(code)));
        carries(&texts, "state", states.iter().map(|state| json!(state)));
        carries(&texts, "note", notes.iter().map(|note| json!(note)));
        carries(
            &texts,
            "severity",
            severities.iter().map(|severity| json!(severity)),
        );
        carries(&texts, "end_of_day", ends.iter().map(|end| json!(end)));
        carries(
            &texts,
            "preset",
            presets.calendars.iter().map(|calendar| json!(calendar.code)),
        );
        for policy in &presets.policies {
            carries(&texts, "preset", [json!(policy.code)]);
            carries(
                &texts,
                "milestone",
                policy.milestones.iter().map(|milestone| json!(milestone.key)),
            );
            carries(
                &texts,
                "reason",
                policy.pause_reasons.iter().map(|reason| json!(reason.code)),
            );
        }
        carries(&texts, "reason", [json!("order_closed")]);
    }
}
