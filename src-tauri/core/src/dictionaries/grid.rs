//! The list of entries.

use super::rules::DICTIONARIES;
use crate::access::Need;
use crate::db::grid::{ColumnKind, GridColumn, GridDef};
use crate::grids::Grid;

#[derive(Debug)]
pub(super) struct EntryGrid;

impl Grid for EntryGrid {
    const DEF: GridDef = GridDef {
        name: "dictionaries",
        table: "dictionary_entries d",
        id: "d.id",
        joins: &[],
        columns: &[
            GridColumn::new("dictionary", ColumnKind::Enum, "d.dictionary")
                .required()
                .options(DICTIONARIES)
                // The page shows one dictionary at a time.
                .hidden(),
            GridColumn::new("code", ColumnKind::Text, "d.code")
                .required()
                .wide(150),
            GridColumn::new("name", ColumnKind::Text, "d.name")
                .required()
                .wide(220),
            GridColumn::new("name_en", ColumnKind::Text, "d.name_en").wide(220),
            GridColumn::new("rank", ColumnKind::Integer, "d.rank")
                .required()
                .wide(100),
            GridColumn::new("active", ColumnKind::Flag, "d.active")
                .required()
                .wide(100),
        ],
        default_sort: &[("rank", false)],
        // Words, not records: everybody reads the same.
        scoped: None,
    };
    const NEEDS: Need = Need::Permission("masters.read");
    const PAGE: &'static str = "dictionaries.page";
    const TOTAL: &'static str = "dictionaries.total";
    const COLUMNS: &'static str = "dictionaries.columns";
    const EXPORT: &'static str = "dictionaries.export";
    const PRINT: &'static str = "dictionaries.print_list";
    const TAGS: &'static [&'static str] = &["dictionaries"];
}
