//! What can be wrong with a table: a closed set of codes with parameters, never a sentence. The sentences
//! stand in the catalogues of the UI under `import:errors.<code>`.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use ts_rs::TS;

macro_rules! codes {
    ($(#[$doc:meta])* $name:ident { $($(#[$vdoc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($(#[$vdoc])* $variant,)* }

        impl $name {
            /// Every code, for the tests that hold the catalogues complete.
            pub const ALL: &'static [$name] = &[$($name::$variant,)*];

            /// The name on the wire and in the catalogues.
            pub fn name(self) -> &'static str {
                match self { $($name::$variant => $text,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.name())
            }
        }
    };
}

codes! {
    /// Why a file, a row of it or a value of a row was refused.
    ReadCode {
        /// The file could not be read at all (missing, no permission, device error).
        CannotRead = "cannot_read",
        /// The file has no bytes, or nothing but blank lines.
        EmptyFile = "empty_file",
        /// A header stands alone.
        NoRows = "no_rows",
        /// The content is no table; `detected` names what it looks like.
        NotATable = "not_a_table",
        /// A limit was passed; `limit` names it, `max` is its value.
        TooLarge = "too_large",
        /// The container (gzip, ZIP, OLE, XML) is broken or cut off.
        DamagedFile = "damaged_file",
        /// The workbook is encrypted.
        PasswordProtected = "password_protected",
        /// An encoding was named that nobody knows.
        UnknownEncoding = "unknown_encoding",
        /// A sheet was named that the workbook does not have.
        UnknownSheet = "unknown_sheet",
        /// A quoted field that starts at `line` never ends.
        UnclosedQuote = "unclosed_quote",
        /// A mapping names a column that the file does not have.
        UnknownColumn = "unknown_column",
        /// A mapping names a target field that does not exist.
        UnknownField = "unknown_field",
        /// A required target field has neither column nor constant.
        MissingField = "missing_field",
        /// A mapping gives one target field two ways, or an empty one.
        BadMapping = "bad_mapping",
        /// A time zone that IANA does not list.
        UnknownZone = "unknown_zone",
        /// Row: bytes that are not text in the encoding of the file.
        BadEncoding = "bad_encoding",
        /// Row: a NUL byte inside text.
        NulByte = "nul_byte",
        /// Row: more or fewer fields than the header has.
        RaggedRow = "ragged_row",
        /// Row: a formula whose result was never saved.
        FormulaWithoutValue = "formula_without_value",
        /// Row: a cell that holds `#N/A`, `#REF!` and their like.
        CellError = "cell_error",
        /// Value: a required field is blank.
        MissingValue = "missing_value",
        /// Value: no date of the chosen format.
        BadDate = "bad_date",
        /// Value: a local time that the clocks skipped.
        NonexistentTime = "nonexistent_time",
        /// Value: no number.
        BadNumber = "bad_number",
        /// Value: more decimals than the field keeps.
        TooPrecise = "too_precise",
        /// Value: a number beyond what the field can hold.
        NumberOverflow = "number_overflow",
        /// Value: not among the values the field allows, and not translated by the mapping.
        UnknownValue = "unknown_value",
        /// Value: names something (an outlet, a region) that does not exist.
        UnknownReference = "unknown_reference",
        /// Value: outside of what can be (a latitude of 123, a cost below zero).
        OutOfRange = "out_of_range",
        /// Value: longer than the field keeps.
        TooLong = "too_long",
        /// Row: its number stands on an earlier line of the same file.
        DuplicateInFile = "duplicate_in_file",
    }
}

codes! {
    /// Why a file could not be written.
    WriteCode {
        /// The folder is missing or may not be written, or the device failed.
        CannotWrite = "cannot_write",
        /// No room on the device.
        DiskFull = "disk_full",
        /// More columns than the format holds.
        TooManyColumns = "too_many_columns",
        /// A row with another number of cells than there are columns: a fault of the caller.
        RowShape = "row_shape",
    }
}

/// Parameters of a text: what stands in its `{{places}}`.
pub type Params = BTreeMap<String, Value>;

/// A refusal of a whole file or mapping. Nothing was taken from it.
#[derive(Clone, Debug, PartialEq, Serialize, TS)]
pub struct ReadError {
    /// Which refusal.
    pub code: ReadCode,
    /// The parameters of its text.
    #[ts(type = "Record<string, string | number | string[]>")]
    pub params: Params,
}

impl ReadError {
    /// A refusal without parameters.
    pub fn new(code: ReadCode) -> Self {
        Self {
            code,
            params: Params::new(),
        }
    }

    /// Adds a parameter.
    pub fn with(mut self, key: &str, value: impl Into<Value>) -> Self {
        self.params.insert(key.to_owned(), value.into());
        self
    }

    /// The key of the text inside the catalogue's `errors`: the code, and for a passed limit the code with the
    /// limit's name (`too_large_record_bytes`), as i18next does with its context.
    pub fn text_key(&self) -> String {
        match (self.code, self.params.get("limit").and_then(Value::as_str)) {
            (ReadCode::TooLarge, Some(limit)) => format!("{}_{limit}", self.code.name()),
            _ => self.code.name().to_owned(),
        }
    }

    pub(crate) fn damaged(detail: impl fmt::Display) -> Self {
        Self::new(ReadCode::DamagedFile).with("detail", detail.to_string())
    }

    pub(crate) fn not_a_table(detected: &str) -> Self {
        Self::new(ReadCode::NotATable).with("detected", detected)
    }

    pub(crate) fn too_large(limit: &str, max: u64) -> Self {
        Self::new(ReadCode::TooLarge)
            .with("limit", limit)
            .with("max", max)
    }

    /// An error of the operating system. Our own limits travel through `io::Error` as well, where a decoder
    /// stands between the limited reader and us; they come out as they went in.
    pub(crate) fn from_io(error: std::io::Error) -> Self {
        use std::io::ErrorKind::{InvalidData, InvalidInput, UnexpectedEof};
        let kind = error.kind();
        match error.downcast::<ReadError>() {
            Ok(own) => own,
            Err(other) if matches!(kind, UnexpectedEof | InvalidData | InvalidInput) => Self::damaged(other),
            Err(other) => Self::new(ReadCode::CannotRead).with("detail", other.to_string()),
        }
    }

    pub(crate) fn into_io(self) -> std::io::Error {
        std::io::Error::other(self)
    }
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.code)?;
        for (key, value) in &self.params {
            write!(f, " {key}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for ReadError {}

/// A refusal of one row, or of one value in it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct RowError {
    /// Which refusal.
    pub code: ReadCode,
    /// Physical line of the file (text) or row of the sheet, counted from 1.
    #[ts(type = "number")]
    pub line: u64,
    /// Header of the column, where one is to blame.
    pub column: Option<String>,
    /// The value as it stands in the file, cut after 200 characters.
    pub value: Option<String>,
    /// What would have been right: a format, an encoding, a count.
    pub expected: Option<String>,
}

impl RowError {
    /// A refusal of a row as a whole.
    pub fn row(code: ReadCode, line: u64) -> Self {
        Self {
            code,
            line,
            column: None,
            value: None,
            expected: None,
        }
    }

    /// A refusal of one value.
    pub fn value(code: ReadCode, line: u64, column: &str, value: &str) -> Self {
        Self {
            code,
            line,
            column: Some(column.to_owned()),
            value: Some(value.chars().take(200).collect()),
            expected: None,
        }
    }

    /// Says what would have been right.
    pub fn expecting(mut self, expected: impl Into<String>) -> Self {
        self.expected = Some(expected.into());
        self
    }

    /// The parameters of the text.
    pub fn params(&self) -> Params {
        let mut params = Params::from([("line".to_owned(), self.line.into())]);
        let optional = [
            ("column", &self.column),
            ("value", &self.value),
            ("expected", &self.expected),
        ];
        for (key, text) in optional {
            if let Some(text) = text {
                params.insert(key.to_owned(), text.as_str().into());
            }
        }
        params
    }
}

impl fmt::Display for RowError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} line={}", self.code, self.line)
    }
}

impl std::error::Error for RowError {}

/// A refusal to write.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct WriteError {
    /// Which refusal.
    pub code: WriteCode,
    /// What the operating system said, or the limit that was passed.
    pub detail: String,
}

impl WriteError {
    pub(crate) fn new(code: WriteCode, detail: impl fmt::Display) -> Self {
        Self {
            code,
            detail: detail.to_string(),
        }
    }
}

impl From<std::io::Error> for WriteError {
    fn from(error: std::io::Error) -> Self {
        let code = match error.kind() {
            std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => WriteCode::DiskFull,
            _ => WriteCode::CannotWrite,
        };
        Self::new(code, error)
    }
}

impl From<rust_xlsxwriter::XlsxError> for WriteError {
    fn from(error: rust_xlsxwriter::XlsxError) -> Self {
        match error {
            rust_xlsxwriter::XlsxError::IoError(io) => io.into(),
            other => Self::new(WriteCode::CannotWrite, other),
        }
    }
}

impl fmt::Display for WriteError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code, self.detail)
    }
}

impl std::error::Error for WriteError {}
