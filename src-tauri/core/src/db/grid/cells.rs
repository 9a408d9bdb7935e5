//! Cells of a grid as JSON, and how personal ones are masked.

use super::{ColumnKind, GridColumn};
use serde_json::Value as Json;
use sqlx::Row;
use sqlx::any::AnyRow;

/// One cell as JSON; `index` counts from the row's first column.
#[must_use]
pub fn cell(row: &AnyRow, index: usize, column: &GridColumn) -> Json {
    match column.kind {
        ColumnKind::Text | ColumnKind::Enum => row
            .try_get::<Option<String>, _>(index)
            .ok()
            .flatten()
            .map_or(Json::Null, Json::from),
        ColumnKind::Decimal => row
            .try_get::<Option<f64>, _>(index)
            .ok()
            .flatten()
            .map_or(Json::Null, Json::from),
        ColumnKind::Flag => row
            .try_get::<Option<i64>, _>(index)
            .ok()
            .flatten()
            .map_or(Json::Null, |v| Json::from(v != 0)),
        _ => row
            .try_get::<Option<i64>, _>(index)
            .ok()
            .flatten()
            .map_or(Json::Null, Json::from),
    }
}

/// A personal text as a person may see it: whole, or masked.
#[must_use]
pub fn personal(text: Option<String>, may: bool) -> Option<String> {
    text.map(|text| match may {
        true => text,
        false => masked(text.into()).as_str().unwrap_or_default().to_owned(),
    })
}

/// `13812345678` → `138****5678`; other texts keep their first two characters, short ones (names) the first.
#[must_use]
pub fn masked(value: Json) -> Json {
    let Json::String(text) = value else { return value };
    let chars: Vec<char> = text.chars().collect();
    let phone =
        chars.len() >= 7 && chars.iter().filter(|c| c.is_ascii_digit()).count() * 10 >= chars.len() * 7;
    let masked: String = if phone {
        let (head, tail) = (chars.len().saturating_sub(8).min(3), 4);
        let hidden = chars.len() - head - tail;
        chars[..head]
            .iter()
            .copied()
            .chain(std::iter::repeat_n('*', hidden))
            .chain(chars[chars.len() - tail..].iter().copied())
            .collect()
    } else {
        let kept = if chars.len() <= 4 { 1 } else { 2 };
        chars.iter().take(kept).copied().chain("***".chars()).collect()
    };
    Json::from(masked)
}
