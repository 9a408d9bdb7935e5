//! Importing work orders: complete, finished orders with the times their source tells.

mod fields;
mod images;
mod merge;
mod parse;
mod publish;
mod store;
mod undo;

use crate::db::Tx;
use crate::error::Result;
use crate::imports::{BoxFuture, ImportKind, ParserSetup, Publish, Published, RowParser, Undone};
use crate::kernel::BatchId;
use outpost_export::FieldSpec;

pub(super) use parse::digest_of;
pub use undo::take_out;

/// The kind `work_orders`.
#[derive(Debug)]
pub struct WorkOrderImport;

impl ImportKind for WorkOrderImport {
    fn kind(&self) -> &'static str {
        "work_orders"
    }
    fn needs(&self) -> &'static str {
        "work_orders.import"
    }
    fn tags(&self) -> &'static [&'static str] {
        &["work_orders", "outlets", "import_batches", "insight"]
    }
    fn fields(&self) -> Vec<FieldSpec> {
        fields::fields()
    }
    fn stage(&self) -> &'static str {
        "work_order_stage"
    }
    fn numbers(&self) -> Option<&'static str> {
        Some("WO")
    }
    fn parser<'a>(&'a self, tx: &'a mut Tx, setup: ParserSetup) -> BoxFuture<'a, Result<Box<dyn RowParser>>> {
        Box::pin(async move {
            let outlets = store::outlets(tx).await?;
            let categories = store::categories(tx).await?;
            let customers = if setup.mapped[fields::CUSTOMER] {
                store::customers(tx).await?
            } else {
                Vec::new()
            };
            Ok(Box::new(parse::Parser::new(setup, outlets, categories, customers)) as Box<dyn RowParser>)
        })
    }
    fn publish<'a>(&'a self, tx: &'a mut Tx, run: &'a Publish) -> BoxFuture<'a, Result<Published>> {
        Box::pin(publish::publish(tx, run))
    }
    fn undo<'a>(&'a self, tx: &'a mut Tx, batch: BatchId) -> BoxFuture<'a, Result<Undone>> {
        Box::pin(undo::undo(tx, batch))
    }
}
