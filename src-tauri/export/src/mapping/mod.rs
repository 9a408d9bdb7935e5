//! Which column feeds which field: proposed by names and samples, settled by a person, remembered by the header, and
//! bound once to a file so that a million rows cost no search by name.
//!
//! ```
//! use outpost_export::mapping::{FieldKind, FieldMap, FieldSpec, Mapping};
//! use outpost_export::{Choices, Limits, Record, read};
//!
//! let specs = [FieldSpec::new("number", FieldKind::Text).required(), FieldSpec::new("cost", FieldKind::Money)];
//! let mut mapping = Mapping::default();
//! mapping.fields.insert("number".into(), FieldMap::column("单号"));
//! mapping.fields.insert("cost".into(), FieldMap::column("金额"));
//! let csv = "单号,金额\nWO-1,\"1,012.50\"\n".as_bytes();
//! let mut table = read::open(std::io::Cursor::new(csv), &Choices::default(), &Limits::default()).unwrap();
//! let bound = mapping.bind(table.columns(), &specs, "Asia/Shanghai").unwrap();
//! let Some(Record::Good(row)) = table.read_row().unwrap() else { panic!() };
//! assert_eq!(bound.text(0, &row), Ok(Some("WO-1")));
//! assert_eq!(bound.scaled(1, &row, 2), Ok(Some(101_250)));
//! ```

mod bind;
mod names;
mod suggest;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::dates::DateFormat;
use crate::decimal::NumberStyle;
use crate::error::{ReadCode, ReadError};
use crate::read::{Choices, Column};

pub use bind::Binding;
pub use suggest::{FieldSuggestion, Reason, Suggestion, suggest};

/// What a target field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FieldKind {
    /// Any text.
    Text,
    /// A whole number.
    Integer,
    /// An amount of money, kept in minor units.
    Money,
    /// A quantity, kept in thousandths.
    Quantity,
    /// A point in time, kept in epoch milliseconds.
    Date,
    /// A measurement or coordinate.
    Number,
    /// One of a closed set of codes.
    Choice,
    /// Yes or no.
    Flag,
}

/// One code of a closed set and the words people use for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct ChoiceSpec {
    /// The code.
    pub code: String,
    /// Its words, in every language.
    pub synonyms: Vec<String>,
}

/// A field that an import can fill.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct FieldSpec {
    /// Its name.
    pub key: String,
    /// What it holds.
    pub kind: FieldKind,
    /// Whether every row must have it.
    pub required: bool,
    /// Header names that mean it, in every language.
    pub synonyms: Vec<String>,
    /// The codes of a choice.
    pub choices: Vec<ChoiceSpec>,
}

impl FieldSpec {
    /// An optional field without synonyms.
    pub fn new(key: &str, kind: FieldKind) -> Self {
        Self {
            key: key.to_owned(),
            kind,
            required: false,
            synonyms: Vec::new(),
            choices: Vec::new(),
        }
    }

    /// Makes it required.
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Adds header names that mean it.
    pub fn synonyms<'a>(mut self, names: impl IntoIterator<Item = &'a str>) -> Self {
        self.synonyms.extend(names.into_iter().map(str::to_owned));
        self
    }

    /// Adds a code and the words people use for it.
    pub fn choice<'a>(mut self, code: &str, words: impl IntoIterator<Item = &'a str>) -> Self {
        let synonyms = words.into_iter().map(str::to_owned).collect();
        self.choices.push(ChoiceSpec {
            code: code.to_owned(),
            synonyms,
        });
        self
    }
}

/// How one field is filled.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct FieldMap {
    /// The column it comes from.
    pub column: Option<String>,
    /// The same text for every row; with a column, the text for rows that have none.
    pub constant: Option<String>,
    /// Whether blanks around the text are dropped.
    pub trim: bool,
    /// The format of dates; year first when nothing is said. Date cells of spreadsheets need none.
    pub date: Option<DateFormat>,
    /// The zone of dates that name none, where it is not the one of the whole mapping.
    pub zone: Option<String>,
    /// How numbers are written.
    pub number: NumberStyle,
    /// Translation of values, from the file's to ours.
    pub values: BTreeMap<String, String>,
    /// Texts that mean that there is nothing, such as `NULL` or `-`.
    pub blanks: Vec<String>,
}

impl Default for FieldMap {
    fn default() -> Self {
        Self {
            column: None,
            constant: None,
            trim: true,
            date: None,
            zone: None,
            number: NumberStyle::default(),
            values: BTreeMap::new(),
            blanks: Vec::new(),
        }
    }
}

impl FieldMap {
    /// A field from a column, as it stands there.
    pub fn column(name: &str) -> Self {
        Self {
            column: Some(name.to_owned()),
            ..Self::default()
        }
    }

    /// A field that is the same for every row.
    pub fn constant(text: &str) -> Self {
        Self {
            constant: Some(text.to_owned()),
            ..Self::default()
        }
    }
}

/// How the rows of a file become records: what the wizard settles, what the memory keeps, what `--mapping` reads.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default, deny_unknown_fields)]
pub struct Mapping {
    /// How the file is opened.
    pub choices: Choices,
    /// IANA zone of dates that name none; the workspace's when nothing is said.
    pub zone: Option<String>,
    /// The fields, by key.
    pub fields: BTreeMap<String, FieldMap>,
}

impl Mapping {
    /// Binds the mapping to the columns of a file. The binding speaks of fields by their place in `specs`.
    ///
    /// # Errors
    /// `unknown_field{field, known}`, `unknown_column{field, column, known}`, `missing_field{field}`,
    /// `bad_mapping{field}`, `unknown_zone{zone}`.
    pub fn bind(
        &self,
        columns: &[Column],
        specs: &[FieldSpec],
        default_zone: &str,
    ) -> Result<Binding, ReadError> {
        for key in self.fields.keys() {
            if !specs.iter().any(|spec| spec.key == *key) {
                let known: Vec<&str> = specs.iter().map(|spec| spec.key.as_str()).collect();
                let error = ReadError::new(ReadCode::UnknownField).with("field", key.as_str());
                return Err(error.with("known", known));
            }
        }
        Binding::new(self, columns, specs, default_zone)
    }
}

/// A name for a set of headers, by which a mapping is remembered: the same for the same columns in another order or
/// case, another for any other set. Stable across versions.
pub fn signature(columns: &[Column]) -> String {
    let mut names: Vec<String> = columns.iter().map(|column| names::plain(&column.name)).collect();
    names.sort_unstable();
    // FNV-1a: nobody gains anything by a collision here, and the value must never change.
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    for byte in names.join("\u{1f}").bytes() {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{}-{hash:016x}", columns.len())
}
