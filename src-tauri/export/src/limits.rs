//! How much of a file we are willing to hold. A file from outside may be hostile, or only far too big; both must
//! end in a clear refusal while memory stays small.

/// Limits of one reading. The defaults let a table of several million rows through and keep the reader below
/// about 64 MiB, shared strings of a workbook apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file as it lies on disk. Default 4 GiB.
    pub input_bytes: u64,
    /// Bytes that all compressed parts together may unfold to. Default 8 GiB.
    pub inflated_bytes: u64,
    /// How many times its own size a compressed part may unfold to, looked at from 16 MiB on. Real tables stay
    /// below 60, a bomb sits near 1,000. Default 200.
    pub inflate_ratio: u64,
    /// Bytes of one record of text (several lines where a quoted field holds line ends), and of one event of a
    /// spreadsheet's XML. Default 1 MiB.
    pub record_bytes: usize,
    /// Columns of the header. Default 2,000.
    pub columns: usize,
    /// Rows below the header. Default 10,000,000.
    pub rows: u64,
    /// Filled cells of a spreadsheet. Default 200,000,000.
    pub cells: u64,
    /// Sheets of a workbook. Default 500.
    pub sheets: usize,
    /// Bytes of all shared strings of a workbook, which have to be held. Default 256 MiB.
    pub shared_string_bytes: usize,
    /// Bytes of a file that has to be held whole: a spreadsheet that comes as a stream, and the old XLS format.
    /// Default 256 MiB.
    pub held_bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            input_bytes: 4 << 30,
            inflated_bytes: 8 << 30,
            inflate_ratio: 200,
            record_bytes: 1 << 20,
            columns: 2_000,
            rows: 10_000_000,
            cells: 200_000_000,
            sheets: 500,
            shared_string_bytes: 256 << 20,
            held_bytes: 256 << 20,
        }
    }
}

/// Names of the limits as they appear in `too_large` and in the catalogues.
pub const LIMIT_NAMES: &[&str] = &[
    "input_bytes",
    "inflated_bytes",
    "inflate_ratio",
    "record_bytes",
    "columns",
    "rows",
    "cells",
    "sheets",
    "shared_string_bytes",
    "held_bytes",
];
