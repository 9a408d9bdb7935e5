//! What the inbox says of a long work that has ended. Pure.

use super::{JobState, JobView};
use serde_json::{Map, Value as Json};

/// Texts of a result that are longer say too much for one line.
const TEXT_MAX: usize = 120;

/// Code and parameters of the message for whoever began the job; nothing for one that they cancelled themselves.
///
/// The parameters are the operation and what its result says in single numbers and short texts (flags as 0 and 1), or
/// the error's code and parameters.
pub(super) fn message(job: &JobView) -> Option<(&'static str, Json)> {
    let mut params = Map::new();
    let code = match job.state {
        JobState::Succeeded => {
            flatten(job.result.as_ref(), &mut params);
            "job_done"
        }
        JobState::Failed => {
            if let Some(error) = &job.error {
                for (key, value) in &error.params {
                    keep(key, value, &mut params);
                }
                params.insert("error".to_owned(), Json::from(error.code.clone()));
            }
            "job_failed"
        }
        JobState::Queued | JobState::Running | JobState::Cancelled => return None,
    };
    params.insert("operation".to_owned(), Json::from(job.kind.clone()));
    Some((code, Json::Object(params)))
}

fn flatten(result: Option<&Json>, params: &mut Map<String, Json>) {
    let Some(Json::Object(result)) = result else {
        return;
    };
    for (key, value) in result {
        keep(key, value, params);
    }
    // A file is told by its name.
    if let Some(name) = result.get("file").and_then(|file| file.get("name")) {
        keep("name", name, params);
    }
}

fn keep(key: &str, value: &Json, params: &mut Map<String, Json>) {
    let value = match value {
        Json::Bool(flag) => Json::from(i64::from(*flag)),
        Json::Number(_) => value.clone(),
        Json::String(text) if text.chars().count() <= TEXT_MAX => value.clone(),
        _ => return,
    };
    params.insert(key.to_owned(), value);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::{Code, Error};
    use crate::kernel::{JobId, Ms, UserId};
    use serde_json::json;

    fn job(state: JobState, result: Option<Json>, error: Option<Error>) -> JobView {
        JobView {
            id: JobId(7),
            kind: "imports.run".to_owned(),
            state,
            phase: "done".to_owned(),
            done: 0,
            total: None,
            started_at: Ms(0),
            finished_at: Some(Ms(1)),
            result,
            error: error.map(|e| e.wire("job-7")),
            user_id: UserId(1),
        }
    }

    #[test]
    fn results_are_told_by_their_single_values() {
        let result = json!({"read": 9, "ok": false, "reasons": [1], "file": {"name": "a.csv", "file": "x"},
            "long": "x".repeat(121)});
        let told = message(&job(JobState::Succeeded, Some(result), None));
        let params = json!({"operation": "imports.run", "read": 9, "ok": 0, "name": "a.csv"});
        assert_eq!(told, Some(("job_done", params)));
    }

    #[test]
    fn failures_are_told_with_their_code_and_what_one_cancels_oneself_is_not() {
        let error = Error::new(Code::ValueTooLong).with("max", 40);
        let told = message(&job(JobState::Failed, None, Some(error)));
        let params = json!({"operation": "imports.run", "error": "value_too_long", "max": 40});
        assert_eq!(told, Some(("job_failed", params)));
        for state in [JobState::Cancelled, JobState::Running, JobState::Queued] {
            assert_eq!(message(&job(state, None, None)), None);
        }
    }
}
