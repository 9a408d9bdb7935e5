//! A first mapping, proposed by names and by what the columns hold.

use serde::Serialize;
use ts_rs::TS;

use super::names::{likeness, plain};
use super::{FieldKind, FieldMap, FieldSpec, Mapping};
use crate::decimal::NumberStyle;
use crate::read::{ColumnKind, ColumnPreview, PreviewNote};

/// Weaker proposals are not made: a blank field is easier to fill than a wrong one to notice.
const LEAST: u32 = 55;

/// Why a column was proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// The header is the field's name.
    SameName,
    /// The header is a known other name of it.
    Synonym,
    /// The header is much like one of its names.
    SimilarName,
    /// The header is a little like it, and the column holds what the field needs.
    FittingValues,
}

/// A proposal for one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FieldSuggestion {
    /// The field.
    pub field: String,
    /// The column.
    pub column: String,
    /// How sure, 0 to 100.
    pub confidence: u32,
    /// Why.
    pub reason: Reason,
    /// For choices: values of the column that no word of the field explains. A person has to translate them.
    pub unknown_values: Vec<String>,
    /// Dates whose month and day could be exchanged: a person has to say which.
    pub ambiguous_dates: bool,
}

/// A proposed mapping with the grounds for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Suggestion {
    /// The mapping, ready to be changed.
    pub mapping: Mapping,
    /// The grounds, in the order of the fields.
    pub fields: Vec<FieldSuggestion>,
    /// Required fields for which nothing was found.
    pub missing: Vec<String>,
}

struct Candidate {
    field: usize,
    column: usize,
    score: u32,
    reason: Reason,
}

/// Proposes a mapping of the previewed columns to the fields. Each column is proposed once.
pub fn suggest(columns: &[ColumnPreview], specs: &[FieldSpec]) -> Suggestion {
    let mut candidates: Vec<Candidate> = Vec::new();
    for (field, spec) in specs.iter().enumerate() {
        for (column, preview) in columns.iter().enumerate() {
            if let Some((score, reason)) = judge(spec, preview).filter(|(score, _)| *score >= LEAST) {
                candidates.push(Candidate {
                    field,
                    column,
                    score,
                    reason,
                });
            }
        }
    }
    // The surest first; among equals in the order of fields and columns, so that the result never wavers.
    candidates.sort_by_key(|c| (std::cmp::Reverse(c.score), c.field, c.column));
    let mut chosen: Vec<Option<Candidate>> = specs.iter().map(|_| None).collect();
    let mut used = vec![false; columns.len()];
    for candidate in candidates {
        if chosen[candidate.field].is_none() && !used[candidate.column] {
            used[candidate.column] = true;
            let field = candidate.field;
            chosen[field] = Some(candidate);
        }
    }
    let mut suggestion = Suggestion {
        mapping: Mapping::default(),
        fields: Vec::new(),
        missing: Vec::new(),
    };
    for (spec, chosen) in specs.iter().zip(chosen) {
        match chosen {
            Some(candidate) => suggestion.take(spec, &columns[candidate.column], &candidate),
            None if spec.required => suggestion.missing.push(spec.key.clone()),
            None => {}
        }
    }
    suggestion
}

impl Suggestion {
    fn take(&mut self, spec: &FieldSpec, column: &ColumnPreview, candidate: &Candidate) {
        let mut map = FieldMap::column(&column.name);
        let mut unknown_values = Vec::new();
        if spec.kind == FieldKind::Date {
            map.date = column.date.as_ref().map(|date| date.format);
        }
        if matches!(
            spec.kind,
            FieldKind::Money | FieldKind::Quantity | FieldKind::Number
        ) {
            let decimal_comma = column.notes.contains(&PreviewNote::DecimalComma);
            map.number = NumberStyle {
                decimal_comma,
                round: false,
            };
        }
        if spec.kind == FieldKind::Choice {
            for distinct in column.distinct.iter().flatten() {
                match code_of(spec, &distinct.value) {
                    Some(code) if code != distinct.value => {
                        map.values.insert(distinct.value.clone(), code.to_owned());
                    }
                    Some(_) => {}
                    None => unknown_values.push(distinct.value.clone()),
                }
            }
        }
        self.fields.push(FieldSuggestion {
            field: spec.key.clone(),
            column: column.name.clone(),
            confidence: candidate.score.min(100),
            reason: candidate.reason,
            unknown_values,
            ambiguous_dates: spec.kind == FieldKind::Date
                && column.date.as_ref().is_some_and(|date| date.ambiguous),
        });
        self.mapping.fields.insert(spec.key.clone(), map);
    }
}

/// The code that a word means.
fn code_of<'a>(spec: &'a FieldSpec, word: &str) -> Option<&'a str> {
    let word = plain(word);
    let means = |name: &String| !word.is_empty() && plain(name) == word;
    let choice = spec
        .choices
        .iter()
        .find(|c| means(&c.code) || c.synonyms.iter().any(means));
    choice.map(|choice| choice.code.as_str())
}

fn judge(spec: &FieldSpec, column: &ColumnPreview) -> Option<(u32, Reason)> {
    let by_key = likeness(&spec.key, &column.name);
    let by_synonym = spec
        .synonyms
        .iter()
        .map(|name| likeness(name, &column.name))
        .max()
        .unwrap_or(0);
    let (score, reason) = match (by_key, by_synonym) {
        (100, _) => (100, Reason::SameName),
        (_, 100) => (97, Reason::Synonym),
        (a, b) => (a.max(b), Reason::SimilarName),
    };
    if score < 25 {
        return None;
    }
    // An exact name is believed whatever the samples are; a likeness needs values that fit.
    match fit(spec, column) {
        _ if score >= 97 => Some((score, reason)),
        Fit::Wrong => None,
        Fit::Unknown => Some((score, reason)),
        Fit::Good if score >= LEAST => Some((score + 8, reason)),
        Fit::Good => Some((score + 15, Reason::FittingValues)),
    }
}

enum Fit {
    Good,
    Unknown,
    Wrong,
}

/// Whether the values of a column are what the field needs.
fn fit(spec: &FieldSpec, column: &ColumnPreview) -> Fit {
    let kind = column.kind;
    let numeric = matches!(kind, ColumnKind::Integer | ColumnKind::Decimal);
    match spec.kind {
        _ if kind == ColumnKind::Empty => Fit::Unknown,
        FieldKind::Date if kind == ColumnKind::Date => Fit::Good,
        FieldKind::Date if column.date.is_some() => Fit::Unknown,
        FieldKind::Integer if kind == ColumnKind::Integer => Fit::Good,
        FieldKind::Integer if kind == ColumnKind::Decimal => Fit::Unknown,
        FieldKind::Money | FieldKind::Quantity | FieldKind::Number if numeric => Fit::Good,
        FieldKind::Choice => match &column.distinct {
            Some(values) if values.iter().any(|v| code_of(spec, &v.value).is_some()) => Fit::Good,
            Some(_) => Fit::Unknown,
            None => Fit::Wrong,
        },
        FieldKind::Flag if column.distinct.as_ref().is_some_and(|values| values.len() <= 3) => Fit::Good,
        FieldKind::Text if kind == ColumnKind::Date => Fit::Wrong,
        FieldKind::Text => Fit::Unknown,
        _ => Fit::Wrong,
    }
}
