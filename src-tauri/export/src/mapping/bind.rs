//! A mapping bound to the columns of one file: values by the place of their field, checked and translated.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use super::names::plain;
use super::{FieldKind, FieldMap, FieldSpec, Mapping};
use crate::dates::{DateFormat, Moment, ZoneClock};
use crate::decimal::{NumberStyle, Refusal, parse_float, parse_scaled};
use crate::error::{ReadCode, ReadError, RowError};
use crate::read::{Cell, Column, Row};
use crate::write::unneutralised;

/// Words for yes and no, in the languages of the product and of databases.
const YES: [&str; 10] = ["1", "true", "yes", "y", "t", "是", "有", "对", "√", "on"];
const NO: [&str; 10] = ["0", "false", "no", "n", "f", "否", "无", "错", "×", "off"];

struct Slot {
    /// Column, and its name for messages.
    column: Option<(usize, String)>,
    constant: Option<String>,
    required: bool,
    trim: bool,
    date: DateFormat,
    zone: usize,
    number: NumberStyle,
    values: HashMap<String, String>,
    blanks: Vec<String>,
    /// For choices: words as [`plain`] makes them, and the place of the code they mean.
    words: HashMap<String, usize>,
    spec: FieldSpec,
}

/// A mapping that knows where each field stands in a row. Fields are named by their place in the list of
/// [`FieldSpec`]s that made it.
pub struct Binding {
    slots: Vec<Slot>,
    /// One clock per zone in use; shared by rows, so that an offset is looked up once a day.
    zones: Vec<Mutex<ZoneClock>>,
}

impl Binding {
    pub(super) fn new(
        mapping: &Mapping,
        columns: &[Column],
        specs: &[FieldSpec],
        default_zone: &str,
    ) -> Result<Self, ReadError> {
        let mut zones: Vec<(String, Mutex<ZoneClock>)> = Vec::new();
        let mut slots = Vec::with_capacity(specs.len());
        for spec in specs {
            let nothing = FieldMap::default();
            let map = mapping.fields.get(&spec.key).unwrap_or(&nothing);
            let zone = map
                .zone
                .as_deref()
                .or(mapping.zone.as_deref())
                .unwrap_or(default_zone);
            let place = zones.iter().position(|(name, _)| name == zone);
            let zone = match place {
                Some(place) => place,
                None => {
                    zones.push((zone.to_owned(), Mutex::new(ZoneClock::new(zone)?)));
                    zones.len() - 1
                }
            };
            slots.push(Slot::new(spec, map, columns, zone)?);
        }
        Ok(Self {
            slots,
            zones: zones.into_iter().map(|(_, clock)| clock).collect(),
        })
    }

    /// The columns in use, for [`crate::Table::set_needed`].
    pub fn columns(&self) -> Vec<usize> {
        let mut used: Vec<usize> = self
            .slots
            .iter()
            .filter_map(|slot| slot.column.as_ref().map(|(at, _)| *at))
            .collect();
        used.sort_unstable();
        used.dedup();
        used
    }

    /// Whether a field is filled at all.
    pub fn is_mapped(&self, field: usize) -> bool {
        self.slots
            .get(field)
            .is_some_and(|slot| slot.column.is_some() || slot.constant.is_some())
    }

    /// The text of a field, trimmed and translated; `None` where there is nothing.
    ///
    /// # Errors
    /// `missing_value` for a required field, `cell_error`, `formula_without_value`.
    #[inline]
    pub fn text<'a>(&'a self, field: usize, row: &Row<'a>) -> Result<Option<&'a str>, RowError> {
        let slot = &self.slots[field];
        let mut text = "";
        if let Some((column, name)) = &slot.column {
            if let Some(code) = row.fault(*column) {
                return Err(RowError::value(code, row.line(), name, row.get(*column)));
            }
            text = row.get(*column);
            // Only text files need the apostrophe: a string cell of a workbook is never calculated.
            if row.kinds.is_empty() {
                text = unneutralised(text);
            }
            if slot.trim {
                text = text.trim();
            }
            if slot.blanks.iter().any(|blank| blank == text) {
                text = "";
            }
            if !slot.values.is_empty()
                && let Some(translated) = slot.values.get(text)
            {
                text = translated;
            }
        }
        if text.is_empty() {
            text = slot.constant.as_deref().unwrap_or("");
        }
        if text.is_empty() {
            return if slot.required {
                Err(self.refuse(ReadCode::MissingValue, field, row, ""))
            } else {
                Ok(None)
            };
        }
        Ok(Some(text))
    }

    /// A number as a whole count of 10^-`scale`: money with 2, quantities with 3, whole numbers with 0.
    ///
    /// # Errors
    /// `bad_number`, `too_precise`, `number_overflow`, and those of [`Binding::text`].
    pub fn scaled(&self, field: usize, row: &Row<'_>, scale: u8) -> Result<Option<i64>, RowError> {
        let style = self.slots[field].number;
        // A number cell of a spreadsheet is written our way, whatever the texts beside it do.
        let style = NumberStyle {
            decimal_comma: style.decimal_comma && !self.is_number(field, row),
            ..style
        };
        let parsed = |text: &str| parse_scaled(text, scale, &style);
        self.number(field, row, parsed)
    }

    /// A measurement or coordinate.
    ///
    /// # Errors
    /// `bad_number`, and those of [`Binding::text`].
    pub fn float(&self, field: usize, row: &Row<'_>) -> Result<Option<f64>, RowError> {
        let style = self.slots[field].number;
        let style = NumberStyle {
            decimal_comma: style.decimal_comma && !self.is_number(field, row),
            ..style
        };
        self.number(field, row, |text| parse_float(text, &style))
    }

    fn is_number(&self, field: usize, row: &Row<'_>) -> bool {
        let column = self.slots[field].column.as_ref();
        column.is_some_and(|(column, _)| matches!(row.cell(*column), Cell::Number(_)))
    }

    fn number<T>(
        &self,
        field: usize,
        row: &Row<'_>,
        parse: impl Fn(&str) -> Result<T, Refusal>,
    ) -> Result<Option<T>, RowError> {
        let Some(text) = self.text(field, row)? else {
            return Ok(None);
        };
        match parse(text) {
            Ok(number) => Ok(Some(number)),
            Err(refusal) => Err(self.refuse(refusal.into(), field, row, text)),
        }
    }

    /// A point in time, as epoch milliseconds. Dates without an offset stand in the zone of the field. A time that
    /// the clocks show twice means the first.
    ///
    /// # Errors
    /// `bad_date`, `nonexistent_time` for one that the clocks skip, and those of [`Binding::text`].
    pub fn instant(&self, field: usize, row: &Row<'_>) -> Result<Option<i64>, RowError> {
        let Some(text) = self.text(field, row)? else {
            return Ok(None);
        };
        let slot = &self.slots[field];
        let moment = match slot.column.as_ref().map(|(column, _)| row.cell(*column)) {
            Some(Cell::Moment(ms)) => Some(Moment::Local(ms)),
            _ => slot.date.parse(text),
        };
        let local = match moment {
            Some(Moment::Instant(ms)) => return Ok(Some(ms)),
            Some(Moment::Local(ms)) => ms,
            None => {
                let error = self.refuse(ReadCode::BadDate, field, row, text);
                return Err(error.expecting(slot.date.name()));
            }
        };
        let mut clock = self.zones[slot.zone]
            .lock()
            .unwrap_or_else(PoisonError::into_inner);
        match clock.instant(local) {
            Some(ms) => Ok(Some(ms)),
            None => {
                let error = self.refuse(ReadCode::NonexistentTime, field, row, text);
                Err(error.expecting(clock.tz().name()))
            }
        }
    }

    /// The code of a choice.
    ///
    /// # Errors
    /// `unknown_value`, and those of [`Binding::text`].
    pub fn choice<'a>(&'a self, field: usize, row: &Row<'a>) -> Result<Option<&'a str>, RowError> {
        let Some(text) = self.text(field, row)? else {
            return Ok(None);
        };
        let Slot { spec, words, .. } = &self.slots[field];
        let exact = spec.choices.iter().find(|choice| choice.code == text);
        if let Some(choice) = exact.or_else(|| spec.choices.get(*words.get(&plain(text))?)) {
            return Ok(Some(&choice.code));
        }
        let codes: Vec<&str> = spec.choices.iter().map(|choice| choice.code.as_str()).collect();
        Err(self
            .refuse(ReadCode::UnknownValue, field, row, text)
            .expecting(codes.join(", ")))
    }

    /// Yes or no.
    ///
    /// # Errors
    /// `unknown_value`, and those of [`Binding::text`].
    pub fn flag(&self, field: usize, row: &Row<'_>) -> Result<Option<bool>, RowError> {
        let Some(text) = self.text(field, row)? else {
            return Ok(None);
        };
        let is = |words: &[&str]| words.iter().any(|word| word.eq_ignore_ascii_case(text));
        match (is(&YES), is(&NO)) {
            (true, _) => Ok(Some(true)),
            (_, true) => Ok(Some(false)),
            _ => Err(self
                .refuse(ReadCode::UnknownValue, field, row, text)
                .expecting("1, 0")),
        }
    }

    /// A refusal of a field's value in the words of the file: its column, its line.
    pub fn refuse(&self, code: ReadCode, field: usize, row: &Row<'_>, value: &str) -> RowError {
        let slot = &self.slots[field];
        let column = slot
            .column
            .as_ref()
            .map_or(slot.spec.key.as_str(), |(_, name)| name);
        RowError::value(code, row.line(), column, value)
    }
}

impl Slot {
    fn new(spec: &FieldSpec, map: &FieldMap, columns: &[Column], zone: usize) -> Result<Self, ReadError> {
        let column = match &map.column {
            None => None,
            Some(name) => match columns.iter().find(|column| column.name == *name) {
                Some(column) => Some((column.position, name.clone())),
                None => {
                    let known: Vec<&str> = columns.iter().map(|column| column.name.as_str()).collect();
                    return Err(ReadError::new(ReadCode::UnknownColumn)
                        .with("field", spec.key.as_str())
                        .with("column", name.as_str())
                        .with("known", known));
                }
            },
        };
        if spec.required && column.is_none() && map.constant.is_none() {
            return Err(ReadError::new(ReadCode::MissingField).with("field", spec.key.as_str()));
        }
        // A translation into a code that does not exist would refuse every such row later.
        let known = |code: &String| spec.choices.iter().any(|choice| choice.code == *code);
        let targets = map.values.values().chain(&map.constant);
        if spec.kind == FieldKind::Choice
            && let Some(wrong) = targets.into_iter().find(|code| !code.is_empty() && !known(code))
        {
            let codes: Vec<&str> = spec.choices.iter().map(|choice| choice.code.as_str()).collect();
            return Err(ReadError::new(ReadCode::BadMapping)
                .with("field", spec.key.as_str())
                .with("value", wrong.as_str())
                .with("known", codes));
        }
        Ok(Self {
            column,
            constant: map.constant.clone(),
            required: spec.required,
            trim: map.trim,
            date: map.date.unwrap_or(DateFormat::Ymd),
            zone,
            number: map.number,
            values: map
                .values
                .iter()
                .map(|(from, to)| (from.clone(), to.clone()))
                .collect(),
            blanks: map.blanks.clone(),
            words: words(spec),
            spec: spec.clone(),
        })
    }
}

/// Every word of a choice; the first code that claims a word has it.
fn words(spec: &FieldSpec) -> HashMap<String, usize> {
    let mut words = HashMap::new();
    for (place, choice) in spec.choices.iter().enumerate() {
        for name in std::iter::once(&choice.code).chain(&choice.synonyms) {
            words.entry(plain(name)).or_insert(place);
        }
    }
    words.remove("");
    words
}
