//! The kinds of imports, and the list of batches.

use super::report::ImportReport;
use super::{inspect, store};
use crate::access::Need;
use crate::db::Scoped;
use crate::db::grid::{ColumnKind, GridColumn, GridDef};
use crate::error::{Code, Error, Result};
use crate::grids::Grid;
use crate::kernel::{BatchId, Ms};
use crate::operation::{Cx, OpKind, Operation};
use outpost_export::FieldSpec;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Input of `imports.kinds`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ImportKindsInput")]
#[serde(deny_unknown_fields)]
pub struct Kinds {}

/// The kinds of imports that this person may run.
#[derive(Debug, Serialize, TS)]
pub struct ImportKinds {
    pub kinds: Vec<ImportKindView>,
}

/// A kind of import and its fields.
#[derive(Debug, Serialize, TS)]
pub struct ImportKindView {
    pub kind: String,
    pub fields: Vec<FieldSpec>,
}

impl Operation for Kinds {
    const NAME: &'static str = "imports.kinds";
    const DOC: &'static str = "What can be imported, with the fields of each kind.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &[];
    type Output = ImportKinds;
    async fn run(&self, cx: &mut Cx) -> Result<ImportKinds> {
        let actor = cx.actor()?;
        let may = cx
            .app
            .registry()
            .imports()
            .iter()
            .filter(|k| inspect::may_import(actor, k.as_ref()));
        Ok(ImportKinds {
            kinds: may
                .map(|k| ImportKindView {
                    kind: k.kind().to_owned(),
                    fields: k.fields(),
                })
                .collect(),
        })
    }
}

/// Input of `imports.get`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ImportBatchInput")]
#[serde(deny_unknown_fields)]
pub struct Get {
    batch_id: BatchId,
}

/// A batch, with what its import told when it was written.
#[derive(Debug, Serialize, TS)]
pub struct ImportBatch {
    pub id: BatchId,
    pub kind: String,
    pub file_name: String,
    /// `staging`, `committed`, `undone`, `failed`.
    pub state: String,
    pub actor_name: String,
    pub created_at: Ms,
    /// Absent where nothing was written.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub report: Option<ImportReport>,
}

impl Operation for Get {
    const NAME: &'static str = "imports.get";
    const DOC: &'static str = "One import: its file, its state and what it told.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["import_batches"];
    type Output = ImportBatch;
    async fn run(&self, cx: &mut Cx) -> Result<ImportBatch> {
        let batch = store::batch(&mut cx.tx, self.batch_id).await?;
        let batch = batch.ok_or_else(|| Error::not_found("import_batch"))?;
        // What was made without a file is told to whoever sees the list; it has no kind to ask for a permission.
        if cx.app.registry().imports().iter().any(|k| k.kind() == batch.kind) {
            inspect::kind_for(cx, &batch.kind)?;
        } else if !cx.actor()?.may("work_orders.import") {
            return Err(Error::new(Code::Forbidden).with("permission", "work_orders.import"));
        }
        Ok(batch)
    }
}

/// The list of batches.
#[derive(Debug)]
pub struct BatchGrid;

impl Grid for BatchGrid {
    const DEF: GridDef = GridDef {
        name: "import_batches",
        table: "import_batches b",
        id: "b.id",
        joins: &[],
        columns: &[
            GridColumn::new("created_at", ColumnKind::Datetime, "b.created_at")
                .required()
                .wide(150),
            GridColumn::new("kind", ColumnKind::Enum, "b.kind")
                .required()
                .options(&["regions", "outlets", "engineers", "customers", "work_orders"]),
            GridColumn::new("file_name", ColumnKind::Text, "b.file_name")
                .required()
                .wide(220),
            GridColumn::new("state", ColumnKind::Enum, "b.state")
                .required()
                .options(&["staging", "committed", "undone", "failed"]),
            GridColumn::new("rows_read", ColumnKind::Integer, "b.rows_read")
                .required()
                .summed(),
            GridColumn::new("rows_created", ColumnKind::Integer, "b.rows_created")
                .required()
                .summed(),
            GridColumn::new("rows_updated", ColumnKind::Integer, "b.rows_updated")
                .required()
                .summed(),
            GridColumn::new("rows_skipped", ColumnKind::Integer, "b.rows_skipped")
                .required()
                .summed(),
            GridColumn::new("rows_rejected", ColumnKind::Integer, "b.rows_rejected")
                .required()
                .summed(),
            GridColumn::new("rows_flagged", ColumnKind::Integer, "b.rows_flagged")
                .required()
                .summed(),
            GridColumn::new("actor_name", ColumnKind::Text, "b.actor_name")
                .required()
                .wide(140),
        ],
        default_sort: &[("created_at", true)],
        // Batches hold rows of all outlets: who sees only some of them sees none.
        scoped: Some(Scoped {
            outlet: "cast(null as bigint)",
            engineer: None,
        }),
    };
    const NEEDS: Need = Need::Permission("work_orders.import");
    const PAGE: &'static str = "import_batches.page";
    const TOTAL: &'static str = "import_batches.total";
    const COLUMNS: &'static str = "import_batches.columns";
    const EXPORT: &'static str = "import_batches.export";
    const PRINT: &'static str = "import_batches.print_list";
    const TAGS: &'static [&'static str] = &["import_batches"];
}
