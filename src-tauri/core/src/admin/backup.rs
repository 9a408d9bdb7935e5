//! Online backups of a workspace file.

use crate::app::Place;
use crate::db::{Db, Engine};
use crate::error::Result;
use crate::kernel::Ms;
use std::path::{Path, PathBuf};

/// Copies the database into `to`, consistent and compact, beside running readers and writers.
///
/// It is written under another name first and renamed when whole: a backup that exists is a backup that works.
pub(crate) async fn copy_database(db: &Db, to: &Path) -> Result<()> {
    let part = PathBuf::from(format!("{}.part", to.display()));
    if part.exists() {
        std::fs::remove_file(&part)?;
    }
    let quoted = part.display().to_string().replace('\'', "''");
    db.outside_transaction(format!("vacuum into '{quoted}'")).await?;
    let file = std::fs::OpenOptions::new().write(true).open(&part)?;
    file.sync_all()?;
    std::fs::rename(&part, to)?;
    Ok(())
}

/// The backup that each migration of a workspace makes first. A server's database is its administrator's to back up.
pub(crate) async fn backup_before_migration(db: &Db, place: &Place, from: i64, now: Ms) -> Result<()> {
    if db.engine() == Engine::Postgres {
        return Ok(());
    }
    let folder = place.folder().join("backups");
    std::fs::create_dir_all(&folder)?;
    copy_database(db, &folder.join(format!("before-migration-v{from}-{}.db", now.0))).await
}
