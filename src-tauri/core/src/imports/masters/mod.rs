//! Importing master data: rows known by a code, with plain fields and at most one reference to other master data.
//! One implementation; a kind is a [`MasterSpec`].

mod parse;
mod publish;
mod store;

use super::kinds::{BoxFuture, ImportKind, ParserSetup, Publish, Published, RowParser, Undone};
use crate::db::Tx;
use crate::error::Result;
use crate::kernel::BatchId;
use outpost_export::FieldSpec;

/// What a column of the table holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MasterType {
    Text,
    /// Degrees, at most this many.
    Degrees(u32),
    Flag,
    /// The code of another row, of this or another table; stored as its id.
    Reference(&'static str),
}

/// A field of an import and the column it fills.
#[derive(Debug, Clone, Copy)]
pub struct MasterField {
    pub key: &'static str,
    pub column: &'static str,
    pub holds: MasterType,
    pub required: bool,
    pub synonyms: &'static [&'static str],
    /// Codes and their words, where the field is a choice; the first one stands in where a new row tells none.
    pub choices: &'static [(&'static str, &'static [&'static str])],
}

/// A kind of master data.
#[derive(Debug, Clone, Copy)]
pub struct MasterSpec {
    pub kind: &'static str,
    pub table: &'static str,
    pub needs: &'static str,
    pub tags: &'static [&'static str],
    /// The first one is the code.
    pub fields: &'static [MasterField],
    /// Whether the table notes when a row was made.
    pub created_at: bool,
    /// Puts right what hangs on the rows (paths of trees …), after they were written or removed.
    pub settle: for<'a> fn(&'a mut Tx) -> BoxFuture<'a, Result<()>>,
}

/// Nothing to put right.
#[must_use]
pub fn nothing(_tx: &mut Tx) -> BoxFuture<'_, Result<()>> {
    Box::pin(async { Ok(()) })
}

/// The import of a kind of master data.
#[derive(Debug)]
pub struct MasterImport(pub MasterSpec);

impl ImportKind for MasterImport {
    fn kind(&self) -> &'static str {
        self.0.kind
    }
    fn needs(&self) -> &'static str {
        self.0.needs
    }
    fn tags(&self) -> &'static [&'static str] {
        self.0.tags
    }
    fn fields(&self) -> Vec<FieldSpec> {
        self.0.fields.iter().map(parse::field_spec).collect()
    }
    fn stage(&self) -> &'static str {
        "import_stage"
    }
    fn parser<'a>(&'a self, tx: &'a mut Tx, setup: ParserSetup) -> BoxFuture<'a, Result<Box<dyn RowParser>>> {
        Box::pin(async move {
            let mut known = Vec::new();
            for field in self.0.fields {
                known.push(match field.holds {
                    // Rows of the same file may refer to each other: those are resolved when they are published.
                    MasterType::Reference(table) if table != self.0.table => {
                        Some(store::codes(tx, table).await?)
                    }
                    _ => None,
                });
            }
            Ok(Box::new(parse::Parser::new(self.0, known, setup.mapped)) as Box<dyn RowParser>)
        })
    }
    fn publish<'a>(&'a self, tx: &'a mut Tx, run: &'a Publish) -> BoxFuture<'a, Result<Published>> {
        Box::pin(publish::publish(tx, &self.0, run))
    }
    fn undo<'a>(&'a self, tx: &'a mut Tx, batch: BatchId) -> BoxFuture<'a, Result<Undone>> {
        Box::pin(publish::undo(tx, &self.0, batch))
    }
}
