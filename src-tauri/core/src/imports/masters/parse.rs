//! From a row to a staged JSON object of columns.

use super::{MasterField, MasterSpec, MasterType};
use crate::db::Column;
use crate::imports::kinds::{Finished, RowParser};
use crate::kernel::{CoordinateSystem, Position};
use outpost_export::{Binding, FieldKind, FieldSpec, ReadCode, Row, RowError};
use serde_json::{Map, Value as Json};
use std::collections::{HashMap, HashSet};

const TEXT_MAX: usize = 200;

pub(super) fn field_spec(field: &MasterField) -> FieldSpec {
    let kind = match (field.holds, field.choices.is_empty()) {
        (_, false) => FieldKind::Choice,
        (MasterType::Degrees(_), _) => FieldKind::Number,
        (MasterType::Flag, _) => FieldKind::Flag,
        _ => FieldKind::Text,
    };
    let spec = FieldSpec::new(field.key, kind).synonyms(field.synonyms.iter().copied());
    let spec = if field.required { spec.required() } else { spec };
    field.choices.iter().fold(spec, |spec, (code, words)| {
        spec.choice(code, words.iter().copied())
    })
}

pub(super) struct Parser {
    spec: MasterSpec,
    /// Ids by code, for references to other tables.
    known: Vec<Option<HashMap<String, i64>>>,
    /// Which fields the file fills: the others keep their values in rows that are updated.
    mapped: Vec<bool>,
    seen: HashSet<String>,
    lines: Vec<Option<i64>>,
    codes: Vec<Option<String>>,
    fields: Vec<Option<String>>,
}

impl Parser {
    pub(super) fn new(spec: MasterSpec, known: Vec<Option<HashMap<String, i64>>>, mapped: Vec<bool>) -> Self {
        Self {
            spec,
            known,
            mapped,
            seen: HashSet::new(),
            lines: Vec::new(),
            codes: Vec::new(),
            fields: Vec::new(),
        }
    }

    fn value(&self, place: usize, binding: &Binding, row: &Row<'_>) -> Result<Json, RowError> {
        let field = &self.spec.fields[place];
        if let Some((first, _)) = field.choices.first() {
            return Ok(binding.choice(place, row)?.unwrap_or(first).into());
        }
        match field.holds {
            MasterType::Flag => Ok(i64::from(binding.flag(place, row)?.unwrap_or(true)).into()),
            MasterType::Degrees(most) => match binding.float(place, row)? {
                Some(degrees) if degrees.abs() > f64::from(most) => {
                    Err(binding.refuse(ReadCode::OutOfRange, place, row, &degrees.to_string()))
                }
                degrees => Ok(degrees.into()),
            },
            MasterType::Text => match binding.text(place, row)? {
                Some(text) if text.chars().count() > TEXT_MAX => {
                    Err(binding.refuse(ReadCode::TooLong, place, row, text))
                }
                text => Ok(text.into()),
            },
            MasterType::Reference(_) => {
                let Some(code) = binding.text(place, row)? else {
                    return Ok(Json::Null);
                };
                match &self.known[place] {
                    None => Ok(code.into()),
                    Some(known) => match known.get(code) {
                        Some(id) => Ok((*id).into()),
                        None => Err(binding.refuse(ReadCode::UnknownReference, place, row, code)),
                    },
                }
            }
        }
    }
}

/// Coordinates that a row tells in another system are converted here, at the edge; the system stays beside them.
fn to_wgs84(map: &mut Map<String, Json>) {
    let degrees = |key: &str| map.get(key).and_then(Json::as_f64);
    let told = map
        .get("coordinate_system")
        .and_then(Json::as_str)
        .and_then(CoordinateSystem::parse);
    let (Some(system), Some(longitude), Some(latitude)) = (told, degrees("longitude"), degrees("latitude"))
    else {
        return;
    };
    let real = system.to_wgs84(Position { longitude, latitude });
    map.insert("longitude".to_owned(), real.longitude.into());
    map.insert("latitude".to_owned(), real.latitude.into());
}

impl RowParser for Parser {
    fn parse(&mut self, binding: &Binding, row: &Row<'_>) -> Result<(), Vec<RowError>> {
        let (mut map, mut errors) = (Map::new(), Vec::new());
        for (place, field) in self
            .spec
            .fields
            .iter()
            .enumerate()
            .filter(|(place, _)| self.mapped[*place])
        {
            match self.value(place, binding, row) {
                Ok(value) => {
                    map.insert(field.column.to_owned(), value);
                }
                Err(error) => errors.push(error),
            }
        }
        to_wgs84(&mut map);
        let code = map
            .get("code")
            .and_then(Json::as_str)
            .unwrap_or_default()
            .to_owned();
        if errors.is_empty() && !self.seen.insert(code.clone()) {
            errors.push(binding.refuse(ReadCode::DuplicateInFile, 0, row, &code));
        }
        if !errors.is_empty() {
            return Err(errors);
        }
        self.lines.push(Some(row.line() as i64));
        self.codes.push(Some(code));
        self.fields.push(Some(Json::Object(map).to_string()));
        Ok(())
    }
    fn waiting(&self) -> usize {
        self.lines.len()
    }
    fn take(&mut self) -> Vec<(&'static str, Column)> {
        vec![
            ("line", Column::Int(std::mem::take(&mut self.lines))),
            ("code", Column::Text(std::mem::take(&mut self.codes))),
            ("fields", Column::Text(std::mem::take(&mut self.fields))),
        ]
    }
    fn finish(self: Box<Self>) -> Finished {
        Finished {
            names: Vec::new(),
            flagged: Vec::new(),
            state: Box::new(()),
        }
    }
}
