//! Names of columns: trimmed, distinct, never blank, with a note for each that had to be changed.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "SourceColumn")]
pub struct Column {
    /// The name by which a mapping speaks of it: distinct within the file.
    pub name: String,
    /// Place from 0.
    pub position: usize,
    /// Why the name is not the one in the file, if so.
    pub note: Option<HeaderNote>,
}

/// Why a column got another name than its header.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum HeaderNote {
    /// An earlier column has the same name: this one got a number behind it, `Name (2)`.
    DuplicateHeader,
    /// The header cell is blank: the column is called by its place, `column_3`.
    BlankHeader,
}

/// Makes columns of header cells.
pub(crate) fn columns<'a>(cells: impl Iterator<Item = &'a str>) -> Vec<Column> {
    let mut taken = HashSet::new();
    let cells: Vec<String> = cells.map(single_line).collect();
    // Names as they stand come first, so that a made name never takes the place of a given one.
    let given: HashSet<&str> = cells.iter().map(String::as_str).collect();
    let mut columns = Vec::with_capacity(cells.len());
    for (position, cell) in cells.iter().enumerate() {
        let (base, note) = match cell.as_str() {
            "" => (format!("column_{}", position + 1), Some(HeaderNote::BlankHeader)),
            name if taken.contains(name) => (name.to_owned(), Some(HeaderNote::DuplicateHeader)),
            name => (name.to_owned(), None),
        };
        let mut name = base.clone();
        let mut number = 2;
        while taken.contains(&name) || (note.is_some() && given.contains(name.as_str())) {
            name = format!("{base} ({number})");
            number += 1;
        }
        taken.insert(name.clone());
        columns.push(Column { name, position, note });
    }
    columns
}

/// Header cells often hold line breaks for the eye.
fn single_line(text: &str) -> String {
    text.trim_start_matches('\u{feff}')
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_distinct() {
        let made = columns(["id", "name", "", "name", " name\n(2) ", "name"].into_iter());
        let names: Vec<&str> = made.iter().map(|c| c.name.as_str()).collect();
        assert_eq!(
            names,
            ["id", "name", "column_3", "name (3)", "name (2)", "name (4)"]
        );
        assert_eq!(made[2].note, Some(HeaderNote::BlankHeader));
        assert_eq!(made[3].note, Some(HeaderNote::DuplicateHeader));
        assert_eq!(made[4].note, None);
    }
}
