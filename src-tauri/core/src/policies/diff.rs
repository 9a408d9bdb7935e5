//! What changed between two specifications, field by field, for the history.

use crate::history::FieldChange;
use serde_json::{Map, Value as Json};
use std::collections::BTreeMap;

/// More changed fields than this are summed up: nobody reads them, and the history must stay small.
const FIELDS_MAX: usize = 60;
/// Longer values are cut.
const VALUE_MAX: usize = 300;

/// The changed fields between two JSON documents, by path. Objects in lists are told apart by `key` or `code`.
pub(super) fn changed(before: &Json, after: &Json) -> Vec<FieldChange> {
    let (old, new) = (flat(before), flat(after));
    let mut paths: Vec<&String> = old.keys().chain(new.keys()).collect();
    paths.sort_unstable();
    paths.dedup();
    let value = |side: &BTreeMap<String, Json>, path: &String| side.get(path).cloned().unwrap_or(Json::Null);
    let mut changes: Vec<FieldChange> = paths
        .into_iter()
        .map(|path| FieldChange {
            field: path.clone(),
            before: value(&old, path),
            after: value(&new, path),
        })
        .filter(|change| change.before != change.after)
        .collect();
    let left_out = changes.len().saturating_sub(FIELDS_MAX);
    if left_out > 0 {
        changes.truncate(FIELDS_MAX);
        changes.push(FieldChange {
            field: "…".to_owned(),
            before: Json::Null,
            after: Json::from(left_out),
        });
    }
    changes
}

fn flat(json: &Json) -> BTreeMap<String, Json> {
    let mut into = BTreeMap::new();
    walk(json, String::new(), &mut into);
    into
}

fn walk(json: &Json, path: String, into: &mut BTreeMap<String, Json>) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match json {
        Json::Object(map) => {
            for (name, value) in map {
                walk(value, below(name), into);
            }
        }
        Json::Array(list) if !list.is_empty() && list.iter().all(|entry| name_of(entry).is_some()) => {
            for entry in list {
                walk(entry, below(name_of(entry).unwrap_or_default()), into);
            }
        }
        Json::Array(list) if list.is_empty() => {}
        Json::Array(_) => {
            into.insert(
                path,
                Json::from(json.to_string().chars().take(VALUE_MAX).collect::<String>()),
            );
        }
        Json::Null => {}
        scalar => {
            into.insert(path, scalar.clone());
        }
    }
}

/// What an entry of a list is called.
fn name_of(entry: &Json) -> Option<&str> {
    let map: &Map<String, Json> = entry.as_object()?;
    ["key", "code", "date"]
        .iter()
        .find_map(|name| map.get(*name)?.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn fields_are_compared_by_path() {
        let before = json!({"tz": "A", "hours": {"mon": [["08:00", "12:00"]], "sat": []},
            "milestones": [{"key": "solve", "target": {"minutes": 60}}, {"key": "respond", "target": {"minutes": 5}}]});
        let after = json!({"tz": "A", "hours": {"mon": [["09:00", "12:00"]], "sat": []},
            "milestones": [{"key": "respond", "target": {"minutes": 5}}, {"key": "solve", "target": {"minutes": 90}}]});
        let changes = changed(&before, &after);
        let shown: Vec<(String, String, String)> = changes
            .iter()
            .map(|c| (c.field.clone(), c.before.to_string(), c.after.to_string()))
            .collect();
        let expected = [
            (
                "hours.mon",
                r#""[[\"08:00\",\"12:00\"]]""#,
                r#""[[\"09:00\",\"12:00\"]]""#,
            ),
            ("milestones.solve.target.minutes", "60", "90"),
        ];
        let expected: Vec<(String, String, String)> = expected
            .iter()
            .map(|(f, b, a)| ((*f).to_owned(), (*b).to_owned(), (*a).to_owned()))
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn a_long_list_of_changes_is_cut() {
        let many: Map<String, Json> = (0..200).map(|n| (format!("f{n}"), Json::from(n))).collect();
        let changes = changed(&json!({}), &Json::Object(many));
        assert_eq!(changes.len(), FIELDS_MAX + 1);
        assert_eq!(changes.last().map(|c| c.after.clone()), Some(json!(140)));
    }
}
