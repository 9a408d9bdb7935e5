//! The lists that figures open, in plain SQL: the conditions as somebody would write them by hand.

use serde_json::Value;

const NEXT_DUE: &str =
    "case when w.responded_at is null and w.arrived_at is null and w.response_due_at is not null
        and (w.due_at is null or w.response_due_at < w.due_at) then w.response_due_at else w.due_at end";
const WEEKDAY: &str =
    "case w.opened_hour / 24 when 0 then 'monday' when 1 then 'tuesday' when 2 then 'wednesday'
    when 3 then 'thursday' when 4 then 'friday' when 5 then 'saturday' when 6 then 'sunday' end";

fn expression(field: &str) -> String {
    match field {
        "ended_at" => "coalesce(w.completed_at, w.closed_at)".to_owned(),
        "first_response_at" => "coalesce(w.responded_at, w.arrived_at)".to_owned(),
        "response_ms" => "coalesce(w.responded_at, w.arrived_at) - w.opened_at".to_owned(),
        "resolution" => "case w.resolution_met when 1 then 'met' when 0 then 'breached' end".to_owned(),
        "open" => "w.is_open".to_owned(),
        "next_due_at" => NEXT_DUE.to_owned(),
        "opened_weekday" => WEEKDAY.to_owned(),
        "opened_hour" => "w.opened_hour % 24".to_owned(),
        "category" => "k.name".to_owned(),
        "outlet_name" => "o.name".to_owned(),
        "cause" => "x.name".to_owned(),
        column => format!("w.{column}"),
    }
}

fn literal(value: &Value) -> String {
    match value {
        Value::Bool(flag) => i64::from(*flag).to_string(),
        Value::String(text) => format!("'{}'", text.replace('\'', "''")),
        other => other.to_string(),
    }
}

/// A filter of the product as a condition; nothing for an operator that no drill uses.
pub(super) fn condition(filter: &Value) -> Option<String> {
    for (group, word) in [("and", " and "), ("or", " or ")] {
        if let Some(parts) = filter[group].as_array() {
            let texts: Vec<String> = parts.iter().map(condition).collect::<Option<_>>()?;
            return Some(match texts.is_empty() {
                true => "1 = 1".to_owned(),
                false => format!("({})", texts.join(word)),
            });
        }
    }
    let expr = expression(filter["field"].as_str()?);
    let value = &filter["value"];
    let list = || -> Option<Vec<String>> { Some(value.as_array()?.iter().map(literal).collect()) };
    Some(match filter["op"].as_str()? {
        "is_null" => format!("{expr} is null"),
        "not_null" => format!("{expr} is not null"),
        "contains" => format!("{expr} like '%{}%'", value.as_str()?.replace('\'', "''")),
        "in" => format!("{expr} in ({})", list()?.join(", ")),
        "between" => {
            let ends = list()?;
            format!("{expr} >= {} and {expr} < {}", ends.first()?, ends.get(1)?)
        }
        "ne" => format!("({expr} <> {} or {expr} is null)", literal(value)),
        op => {
            let sign = match op {
                "eq" => "=",
                "lt" => "<",
                "le" => "<=",
                "gt" => ">",
                "ge" => ">=",
                _ => return None,
            };
            format!("{expr} {sign} {}", literal(value))
        }
    })
}

/// How the list behind a filter is sorted when a figure opens it, as the product's screens do: by the field that the filter
/// names, so that the list can be read off its index.
pub(super) fn order(filter: &Value) -> Option<(&'static str, bool)> {
    let keys = [("ended_at", true), ("first_response_at", true), ("due_at", false)];
    keys.into_iter().find(|(key, _)| names(filter, key))
}

fn names(filter: &Value, key: &str) -> bool {
    if let Some(field) = filter["field"].as_str() {
        return field == key;
    }
    let parts = filter["and"].as_array().or_else(|| filter["or"].as_array());
    parts.is_some_and(|parts| parts.iter().any(|part| names(part, key)))
}

/// The order in SQL.
pub(super) fn order_by(order: Option<(&'static str, bool)>) -> String {
    match order {
        None => "w.opened_at desc, w.id desc".to_owned(),
        Some((key, true)) => format!("{} desc, w.id desc", expression(key)),
        Some((key, false)) => format!("{}, w.id", expression(key)),
    }
}

/// The first drill in a figure's answer.
pub(super) fn first(answer: &Value) -> Option<&Value> {
    answer["marks"]
        .as_array()?
        .iter()
        .map(|mark| &mark["drill"])
        .find(|drill| drill.is_object())
}

#[cfg(test)]
mod tests {
    use super::{condition, order, order_by};
    use serde_json::json;

    #[test]
    fn filters_become_conditions() {
        let filter = json!({"and": [
            {"field": "ended_at", "op": "between", "value": [1, 5]},
            {"or": [{"field": "outcome", "op": "is_null"}, {"field": "outcome", "op": "in", "value": ["a", "b'c"]}]},
            {"field": "open", "op": "eq", "value": true},
        ]});
        assert_eq!(
            condition(&filter).unwrap(),
            "(coalesce(w.completed_at, w.closed_at) >= 1 and coalesce(w.completed_at, w.closed_at) < 5 and \
             (w.outcome is null or w.outcome in ('a', 'b''c')) and w.is_open = 1)"
        );
        assert_eq!(
            order_by(order(&filter)),
            "coalesce(w.completed_at, w.closed_at) desc, w.id desc"
        );
        assert_eq!(order_by(None), "w.opened_at desc, w.id desc");
        assert_eq!(
            condition(&json!({"field": "cost", "op": "sounds_like", "value": 1})),
            None
        );
    }
}
