//! Looking into a database file that nobody uses: is it sound, is it ours, what does it hold.

use super::store;
use crate::db::{Db, SCHEMA_VERSION, Target, migrate, probe_sqlite};
use crate::error::{Code, Error, Result};
use crate::history::{self, Head};
use std::collections::BTreeMap;
use std::path::Path;

/// What a database file holds.
#[derive(Debug, Clone)]
pub(super) struct Inside {
    pub schema: i64,
    pub head: Option<Head>,
    /// Rows by table.
    pub counts: BTreeMap<String, i64>,
}

/// Reads a file from end to end.
///
/// # Errors
/// `backup_invalid` for what is damaged or no database of ours; `workspace_newer`.
pub(super) async fn inspect(path: &Path) -> Result<Inside> {
    probe_sqlite(path).await.map_err(unsound)?;
    let db = Db::open(&Target::File(path.to_owned())).await.map_err(unsound)?;
    let inside = look(&db).await;
    db.close().await;
    inside
}

async fn look(db: &Db) -> Result<Inside> {
    let mut tx = db.read().await.map_err(unsound)?;
    let complaints = store::integrity(&mut tx).await.map_err(unsound)?;
    if let Some(first) = complaints.first() {
        return Err(Error::new(Code::BackupInvalid).because(first));
    }
    let schema = migrate::current(&mut tx).await.map_err(unsound)?;
    if schema == 0 {
        return Err(Error::new(Code::BackupInvalid).because("no database of ours"));
    }
    if schema > SCHEMA_VERSION {
        return Err(Error::new(Code::WorkspaceNewer)
            .with("found", schema)
            .with("known", SCHEMA_VERSION));
    }
    let head = history::head(&mut tx).await?;
    let mut counts = BTreeMap::new();
    for table in store::tables(&mut tx).await? {
        let rows = store::count(&mut tx, &table).await?;
        counts.insert(table, rows);
    }
    Ok(Inside { schema, head, counts })
}

/// A file that cannot be read is no backup, whatever the database says of it.
fn unsound(error: Error) -> Error {
    match error.code {
        Code::DiskFull | Code::WorkspaceNewer => error,
        _ => Error::new(Code::BackupInvalid).because(error),
    }
}
