//! Tables in and out: delimited text and spreadsheets, sniffed, limited, neutralised.
//!
//! - [`read`]: what a file is, its columns, its rows with exact line numbers; a preview with guessed kinds.
//! - [`dates`], [`decimal`]: the values people write, as instants and whole numbers.
//! - [`mapping`]: which column feeds which field, suggested, remembered, and bound for fast use.
//! - [`rejects`]: the list of rows that were refused, for the person who has to mend them.
//! - [`write`]: XLSX and CSV, streaming, with cells that spreadsheets cannot mistake for formulas.
//!
//! Nothing here knows the business, reads a clock or says a sentence: refusals are codes with parameters, whose texts
//! stand in the catalogues under `import:errors`.

pub mod dates;
pub mod decimal;
pub mod error;
pub mod limits;
pub mod mapping;
pub mod read;
pub mod rejects;
pub mod write;

pub use error::{Params, ReadCode, ReadError, RowError, WriteCode, WriteError};
pub use limits::{LIMIT_NAMES, Limits};
pub use mapping::{Binding, FieldKind, FieldMap, FieldSpec, Mapping};
pub use read::{Cell, Choices, Column, FileFormat, Preview, Record, Row, Table, TableInfo};
