//! The lists of the network.

use crate::access::Need;
use crate::db::Scoped;
use crate::db::grid::{ColumnKind, Found, GridColumn, GridDef};
use crate::grids::Grid;

/// Kinds of outlets: 直营, 特约, 加盟.
pub const OUTLET_KINDS: &[&str] = &["direct", "authorised", "franchise"];

#[derive(Debug)]
pub(super) struct RegionGrid;

impl Grid for RegionGrid {
    const DEF: GridDef = GridDef {
        name: "regions",
        table: "regions r",
        id: "r.id",
        joins: &[("parent", "left join regions p on p.id = r.parent_id")],
        columns: &[
            GridColumn::new("code", ColumnKind::Text, "r.code").required(),
            GridColumn::new("name", ColumnKind::Text, "r.name")
                .required()
                .wide(200),
            GridColumn::new("parent_name", ColumnKind::Text, "p.name")
                .join("parent")
                .wide(200),
        ],
        default_sort: &[("code", false)],
        // The names of regions are no secret of any of them.
        scoped: None,
    };
    const NEEDS: Need = Need::Permission("masters.read");
    const PAGE: &'static str = "regions.page";
    const TOTAL: &'static str = "regions.total";
    const COLUMNS: &'static str = "regions.columns";
    const EXPORT: &'static str = "regions.export";
    const PRINT: &'static str = "regions.print_list";
    const TAGS: &'static [&'static str] = &["regions"];
}

#[derive(Debug)]
pub(super) struct OutletGrid;

impl Grid for OutletGrid {
    const DEF: GridDef = GridDef {
        name: "outlets",
        table: "outlets o",
        id: "o.id",
        joins: &[("region", "left join regions r on r.id = o.region_id")],
        columns: &[
            GridColumn::new("code", ColumnKind::Text, "o.code")
                .required()
                .found(Found::Text),
            GridColumn::new("name", ColumnKind::Text, "o.name")
                .required()
                .found(Found::Name)
                .wide(220),
            GridColumn::new("kind", ColumnKind::Enum, "o.kind")
                .required()
                .options(OUTLET_KINDS),
            GridColumn::new("level", ColumnKind::Text, "o.level").wide(80),
            GridColumn::new("region_name", ColumnKind::Text, "r.name")
                .join("region")
                .wide(160),
            GridColumn::new("phone", ColumnKind::Text, "o.phone")
                .personal()
                .wide(130),
            GridColumn::new("address", ColumnKind::Text, "o.address").wide(240),
            GridColumn::new("latitude", ColumnKind::Decimal, "o.latitude").hidden(),
            GridColumn::new("longitude", ColumnKind::Decimal, "o.longitude").hidden(),
            GridColumn::new("active", ColumnKind::Flag, "o.active")
                .required()
                .wide(80),
        ],
        default_sort: &[("code", false)],
        scoped: Some(Scoped {
            outlet: "o.id",
            engineer: None,
        }),
    };
    const NEEDS: Need = Need::Permission("masters.read");
    const PAGE: &'static str = "outlets.page";
    const TOTAL: &'static str = "outlets.total";
    const COLUMNS: &'static str = "outlets.columns";
    const EXPORT: &'static str = "outlets.export";
    const PRINT: &'static str = "outlets.print_list";
    const TAGS: &'static [&'static str] = &["outlets"];
}

#[derive(Debug)]
pub(super) struct EngineerGrid;

impl Grid for EngineerGrid {
    const DEF: GridDef = GridDef {
        name: "engineers",
        table: "engineers e",
        id: "e.id",
        joins: &[("outlet", "join outlets o on o.id = e.outlet_id")],
        columns: &[
            GridColumn::new("code", ColumnKind::Text, "e.code")
                .required()
                .found(Found::Text),
            GridColumn::new("name", ColumnKind::Text, "e.name")
                .required()
                .found(Found::Name)
                .wide(140),
            GridColumn::new("outlet_name", ColumnKind::Text, "o.name")
                .required()
                .join("outlet")
                .wide(220),
            GridColumn::new("phone", ColumnKind::Text, "e.phone")
                .personal()
                .found(Found::Tail)
                .wide(130),
            GridColumn::new("skills", ColumnKind::Text, "e.skills").wide(200),
            GridColumn::new("active", ColumnKind::Flag, "e.active")
                .required()
                .wide(80),
        ],
        default_sort: &[("code", false)],
        scoped: Some(Scoped {
            outlet: "e.outlet_id",
            engineer: Some("e.id"),
        }),
    };
    const NEEDS: Need = Need::Permission("masters.read");
    const PAGE: &'static str = "engineers.page";
    const TOTAL: &'static str = "engineers.total";
    const COLUMNS: &'static str = "engineers.columns";
    const EXPORT: &'static str = "engineers.export";
    const PRINT: &'static str = "engineers.print_list";
    const TAGS: &'static [&'static str] = &["engineers"];
}
