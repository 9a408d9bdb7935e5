//! The list of customers.

use super::store::SCOPED;
use crate::access::Need;
use crate::db::grid::{ColumnKind, Found, GridColumn, GridDef};
use crate::grids::Grid;

/// Kinds of customers.
pub const CUSTOMER_KINDS: &[&str] = &["person", "company"];

#[derive(Debug)]
pub(super) struct CustomerGrid;

impl Grid for CustomerGrid {
    const DEF: GridDef = GridDef {
        name: "customers",
        table: "customers c",
        id: "c.id",
        joins: &[],
        columns: &[
            GridColumn::new("code", ColumnKind::Text, "c.code")
                .required()
                .found(Found::Text),
            GridColumn::new("name", ColumnKind::Text, "c.name")
                .required()
                .found(Found::Name)
                .wide(180),
            GridColumn::new("kind", ColumnKind::Enum, "c.kind")
                .required()
                .options(CUSTOMER_KINDS),
            GridColumn::new("tier", ColumnKind::Text, "c.tier").wide(80),
            GridColumn::new("phone", ColumnKind::Text, "c.phone")
                .personal()
                .found(Found::Tail)
                .wide(130),
            GridColumn::new("address", ColumnKind::Text, "c.address")
                .personal()
                .wide(260),
        ],
        default_sort: &[("code", false)],
        scoped: Some(SCOPED),
    };
    const NEEDS: Need = Need::Permission("masters.read");
    const PAGE: &'static str = "customers.page";
    const TOTAL: &'static str = "customers.total";
    const COLUMNS: &'static str = "customers.columns";
    const EXPORT: &'static str = "customers.export";
    const PRINT: &'static str = "customers.print_list";
    const TAGS: &'static [&'static str] = &["customers"];
}
