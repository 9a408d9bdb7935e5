//! The grid frame's operations: `G.columns`, `G.page`, `G.total`, `G.export`, `G.print_list`, generic over a grid's definition.
//! A module lists a grid with one line: `grids::register::<WorkOrderGrid>(registry)`.
//!
//! Beside them: saved views (`views`), and the rows that an action on many takes (`bulk`).

pub mod bulk;
mod choices;
mod export;
mod print;
mod sentence;
mod store;
mod views;

use crate::access::Need;
use crate::db::Tx;
use crate::db::grid::{
    ColumnKind, Filter, FilterOp, GridDef, GridPage, GridQuery, GridTotal, Selection, Sort, Viewer,
};
use crate::error::Result;
use crate::operation::{Cx, OpKind, Operation, Registry};
use serde::{Deserialize, Serialize};
use std::marker::PhantomData;
use ts_rs::TS;

pub use choices::{Choice, Choices, check_limit};
pub use export::ExportReport;

/// A file that its owner may download.
#[derive(Debug, Clone, Serialize, Deserialize, TS)]
pub struct FileRef {
    pub file: String,
    pub name: String,
    pub bytes: i64,
}

/// A grid's definition and the names of its operations.
pub trait Grid: Send + Sync + 'static {
    const DEF: GridDef;
    const NEEDS: Need;
    const PAGE: &'static str;
    const TOTAL: &'static str;
    const COLUMNS: &'static str;
    const EXPORT: &'static str;
    const PRINT: &'static str;
    const TAGS: &'static [&'static str];
    /// The same rows from a place that is known to be near, for a jump far into the list.
    fn bookmark(
        _tx: &mut Tx,
        _viewer: Viewer<'_>,
        _query: &GridQuery,
    ) -> impl Future<Output = Result<Option<GridQuery>>> + Send {
        async { Ok(None) }
    }
    /// Answers a total from maintained sums where a filter allows it; `None` counts rows.
    fn quick_total(
        _tx: &mut Tx,
        _viewer: Viewer<'_>,
        _filter: Option<&Filter>,
    ) -> impl Future<Output = Result<Option<GridTotal>>> + Send {
        async { Ok(None) }
    }
}

/// Lists the operations of a grid.
pub fn register<G: Grid>(registry: &mut Registry) {
    registry.list(G::DEF, G::NEEDS);
    registry.add::<Columns<G>>();
    registry.add::<Page<G>>();
    registry.add::<Total<G>>();
    registry.job::<export::Export<G>>();
    registry.job::<print::Print<G>>();
}

/// Lists the operations that serve all grids.
pub fn register_views(registry: &mut Registry) {
    registry.add::<views::Views>();
    registry.add::<views::SaveView>();
    registry.add::<views::RenameView>();
    registry.add::<views::ShareView>();
    registry.add::<views::DeleteView>();
    registry.add::<views::ArrangeViews>();
}

/// One column as the UI needs it.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GridColumnView {
    pub key: String,
    pub kind: ColumnKind,
    pub options: Vec<String>,
    pub filters: Vec<FilterOp>,
    pub sortable: bool,
    pub sum: bool,
    pub width: u32,
    pub visible: bool,
    /// Personal data that this person sees masked.
    pub masked: bool,
    /// The search box finds rows by it.
    pub found: bool,
}

/// A grid's columns.
#[derive(Debug, Clone, Serialize, TS)]
pub struct GridColumns {
    pub columns: Vec<GridColumnView>,
    pub default_sort: Vec<Sort>,
}

/// Input of `G.columns`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "GridColumnsInput", concrete(G = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Columns<G: Grid> {
    #[serde(skip)]
    #[ts(skip)]
    grid: PhantomData<G>,
}

impl<G: Grid> Operation for Columns<G> {
    const NAME: &'static str = G::COLUMNS;
    const DOC: &'static str = "The columns of this list, and how each filters and sorts.";
    const NEEDS: Need = G::NEEDS;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = GridColumns;
    async fn run(&self, cx: &mut Cx) -> Result<GridColumns> {
        let personal = cx.actor()?.sees_personal();
        let columns = G::DEF.columns.iter().map(|c| {
            let masked = c.personal && !personal;
            GridColumnView {
                key: c.key.to_owned(),
                kind: c.kind,
                options: c.options.iter().map(|o| (*o).to_owned()).collect(),
                filters: if c.filterable && !masked {
                    FilterOp::of(c.kind, c.nullable)
                } else {
                    Vec::new()
                },
                sortable: c.sortable && !masked,
                sum: c.sum,
                width: c.width,
                visible: c.visible,
                masked,
                found: c.found.is_some() && !masked,
            }
        });
        let sort = G::DEF.default_sort.iter().map(|(key, desc)| Sort {
            key: (*key).to_owned(),
            desc: *desc,
        });
        Ok(GridColumns {
            columns: columns.collect(),
            default_sort: sort.collect(),
        })
    }
}

/// Input of `G.page`: a query.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "GridPageInput", concrete(G = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Page<G: Grid> {
    #[serde(flatten)]
    query: GridQuery,
    #[serde(skip)]
    #[ts(skip)]
    grid: PhantomData<G>,
}

impl<G: Grid> Operation for Page<G> {
    const NAME: &'static str = G::PAGE;
    const DOC: &'static str = "A block of rows of this list, filtered and sorted.";
    const NEEDS: Need = G::NEEDS;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = G::TAGS;
    type Output = GridPage;
    async fn run(&self, cx: &mut Cx) -> Result<GridPage> {
        let actor = cx.actor()?.clone();
        let viewer = actor.viewer(cx.now);
        let query = match G::bookmark(&mut cx.tx, viewer, &self.query).await? {
            Some(nearer) => nearer,
            None => self.query.clone(),
        };
        G::DEF.page(&mut cx.tx, viewer, &query).await
    }
}

/// Input of `G.total`: which rows.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "GridTotalInput", concrete(G = StandIn), bound = "")]
#[serde(deny_unknown_fields, bound = "")]
pub struct Total<G: Grid> {
    #[serde(flatten)]
    which: Selection,
    #[serde(skip)]
    #[ts(skip)]
    grid: PhantomData<G>,
}

impl<G: Grid> Operation for Total<G> {
    const NAME: &'static str = G::TOTAL;
    const DOC: &'static str =
        "The exact count and sums of this list under a filter and a search, or of named rows.";
    const NEEDS: Need = G::NEEDS;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = G::TAGS;
    type Output = GridTotal;
    async fn run(&self, cx: &mut Cx) -> Result<GridTotal> {
        let actor = cx.actor()?.clone();
        total::<G>(&mut cx.tx, actor.viewer(cx.now), &self.which).await
    }
}

/// Count and sums, from maintained sums where those can answer.
async fn total<G: Grid>(tx: &mut Tx, viewer: Viewer<'_>, which: &Selection) -> Result<GridTotal> {
    if let Some(filter) = which.only_filter()
        && let Some(total) = G::quick_total(tx, viewer, filter).await?
    {
        return Ok(total);
    }
    G::DEF.total(tx, viewer, which).await
}

/// Stands for any grid where TypeScript wants a concrete type: the shapes do not depend on it.
#[derive(Debug)]
pub struct StandIn;

impl Grid for StandIn {
    const DEF: GridDef = GridDef {
        name: "",
        table: "",
        id: "",
        joins: &[],
        columns: &[],
        default_sort: &[],
        scoped: None,
    };
    const NEEDS: Need = Need::Anyone;
    const PAGE: &'static str = "";
    const TOTAL: &'static str = "";
    const COLUMNS: &'static str = "";
    const EXPORT: &'static str = "";
    const PRINT: &'static str = "";
    const TAGS: &'static [&'static str] = &[];
}
