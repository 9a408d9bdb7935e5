//! The check: recomputes what can be recomputed, and names in codes what does not agree.
//!
//! A check that cannot be made because the file is damaged is a check that failed, not an error of the whole.

use super::backup::{self, Manifest, folder_of, manifest_of};
use super::folder::digest_of_file;
use super::{objects, restore, store};
use crate::app::App;
use crate::db::{Engine, Tx};
use crate::error::{Code, Error, Params, Result};
use crate::history::{self, Head};
use crate::settings;
use crate::work_orders;
use serde::Serialize;
use ts_rs::TS;

/// What a check found.
#[derive(Debug, Clone, Serialize, TS)]
pub struct VerifyReport {
    /// All checks agree.
    pub ok: bool,
    pub checks: Vec<Check>,
}

/// One thing that was checked.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Check {
    /// A catalogue key under `admin:check.`.
    pub code: String,
    pub ok: bool,
    #[ts(type = "Record<string, string | number>")]
    pub params: Params,
}

impl Check {
    fn new(code: &str, ok: bool) -> Self {
        Self {
            code: code.to_owned(),
            ok,
            params: Params::new(),
        }
    }
    fn with(mut self, key: &str, value: impl Into<serde_json::Value>) -> Self {
        self.params.insert(key.to_owned(), value.into());
        self
    }
}

/// What is checked, in this order.
const CHECKS: &[&str] = &[
    "storage",
    "references",
    "history",
    "anchor",
    "figures",
    "search",
    "numbers",
    "orders",
    "imports",
    "files",
    "backup",
];

/// Makes every check. `progress` is told how many are done, and may stop it.
///
/// # Errors
/// What `progress` refuses; `overloaded` and its like: a database that cannot be asked at all.
pub async fn verify(app: &App, progress: impl Fn(i64, i64) -> Result<()>) -> Result<VerifyReport> {
    // A server's database is backed up by its administrator: there is nothing of ours to compare with.
    let of_backups = ["anchor", "backup"];
    let codes: Vec<&str> = CHECKS
        .iter()
        .copied()
        .filter(|c| app.is_local() || !of_backups.contains(c))
        .collect();
    let total = codes.len() as i64;
    progress(0, total)?;
    // Beside another process, sealing is that one's.
    if !app.is_beside()
        && let Err(error) = history::seal(app.db()).await
    {
        tracing::warn!(%error, "history was not sealed before the check");
    }
    let mut checks = Vec::new();
    for (done, code) in codes.into_iter().enumerate() {
        progress(done as i64, total)?;
        let check = match make(app, code).await {
            Err(error) if is_damage(&error) => Check::new(code, false).with("error", error.code.as_str()),
            outcome => outcome?,
        };
        checks.push(check);
    }
    Ok(VerifyReport {
        ok: checks.iter().all(|c| c.ok),
        checks,
    })
}

/// What a damaged file makes of a statement; a fault too, since a torn page can say anything.
fn is_damage(error: &Error) -> bool {
    matches!(
        error.code,
        Code::WorkspaceDamaged | Code::WorkspaceNotADatabase | Code::Fault
    )
}

async fn make(app: &App, code: &str) -> Result<Check> {
    match code {
        "anchor" => return anchor(app).await,
        "backup" => return newest_backup(app).await,
        "files" => return files(app).await,
        _ => {}
    }
    let mut tx = app.db().read().await?;
    let check = match code {
        "storage" => storage(&mut tx).await,
        "references" => references(&mut tx).await,
        "history" => history(&mut tx).await,
        "figures" => figures(&mut tx).await,
        "search" => search(app, &mut tx).await,
        "numbers" => numbers(&mut tx).await,
        "orders" => orders(&mut tx).await,
        "imports" => imports(&mut tx).await,
        other => Err(Error::fault(format!("no check is called {other}"))),
    };
    // The connection must not go back inside of a snapshot; after damage ending it may fail too.
    if let Err(error) = tx.rollback().await {
        tracing::debug!(%error, "a snapshot did not end well");
    }
    check
}

/// The database's own check of its pages, or of its constraints.
async fn storage(tx: &mut Tx) -> Result<Check> {
    if tx.engine() == Engine::Postgres {
        let found = store::unvouched(tx).await?;
        return Ok(Check::new("storage", found == 0).with("found", found));
    }
    let complaints = store::integrity(tx).await?;
    for complaint in &complaints {
        tracing::error!(complaint, "the database's own check complains");
    }
    Ok(Check::new("storage", complaints.is_empty()).with("found", complaints.len() as i64))
}

async fn references(tx: &mut Tx) -> Result<Check> {
    // PostgreSQL keeps its foreign keys itself; whether they stand is part of `storage`.
    let found = if tx.engine() == Engine::Sqlite {
        store::dangling(tx).await?
    } else {
        0
    };
    Ok(Check::new("references", found == 0).with("found", found))
}

async fn history(tx: &mut Tx) -> Result<Check> {
    let (links, broken) = history::check_chain(tx, None).await?;
    let check = Check::new("history", broken.is_empty())
        .with("rows", links)
        .with("found", broken.len() as i64);
    Ok(match broken.first() {
        Some(first) => check.with("first", *first),
        None => check,
    })
}

/// The newest head that a backup of *this* history carries: a restore begins another one.
async fn newest_anchor(app: &App) -> Result<Option<(Manifest, Head)>> {
    let mut tx = app.db().read().await?;
    let restored_at = settings::get(&mut tx, restore::RESTORED_AT)
        .await?
        .and_then(|at| at.parse().ok())
        .unwrap_or(0);
    let restored_from = settings::get(&mut tx, restore::RESTORED_FROM).await?;
    tx.rollback().await?;
    let of_this_history =
        |m: &Manifest, name: &str| m.at.0 > restored_at || restored_from.as_deref() == Some(name);
    let found = backup::list(app.folder()).into_iter().find_map(|view| {
        let manifest = manifest_of(&folder_of(app.folder()).join(&view.name))?;
        let head = manifest.head.clone()?;
        of_this_history(&manifest, &view.name).then_some((manifest, head))
    });
    Ok(found)
}

async fn anchor(app: &App) -> Result<Check> {
    let Some((manifest, head)) = newest_anchor(app).await? else {
        return Ok(Check::new("anchor", true).with("rows", 0));
    };
    let mut tx = app.db().read().await?;
    let held = history::check_chain(&mut tx, Some(&head))
        .await
        .map(|(_, broken)| !broken.contains(&head.position));
    tx.rollback().await?;
    Ok(Check::new("anchor", held?)
        .with("rows", head.position)
        .with("at", manifest.at.0))
}

async fn figures(tx: &mut Tx) -> Result<Check> {
    let (orders, wrong) = work_orders::verify(tx).await?;
    Ok(Check::new("figures", wrong.is_empty())
        .with("orders", orders)
        .with("found", wrong.len() as i64))
}

/// Whether the search knows every row that it has read.
async fn search(app: &App, tx: &mut Tx) -> Result<Check> {
    let found = crate::search::verify(tx, app.registry().lists()).await?;
    Ok(Check::new("search", found.found == 0)
        .with("rows", found.rows)
        .with("found", found.found))
}

async fn numbers(tx: &mut Tx) -> Result<Check> {
    let (doubled, ahead) = store::bad_numbers(tx).await?;
    let orders = store::orders(tx).await?;
    Ok(Check::new("numbers", doubled + ahead == 0)
        .with("orders", orders)
        .with("found", doubled + ahead))
}

/// Imported orders against the digests that their files left.
async fn orders(tx: &mut Tx) -> Result<Check> {
    let found = work_orders::verify_imported(tx).await?;
    Ok(Check::new("orders", found.changed + found.batches == 0)
        .with("orders", found.orders)
        .with("found", found.changed)
        .with("batches", found.batches))
}

async fn imports(tx: &mut Tx) -> Result<Check> {
    let (staged, orphans) = store::import_leftovers(tx).await?;
    Ok(Check::new("imports", staged + orphans == 0).with("found", staged + orphans))
}

/// Whether the content of every attachment is there and is what its name says, and the file of every map layer as long
/// as it was.
async fn files(app: &App) -> Result<Check> {
    let (rows, wrong) = objects::check(app).await?;
    Ok(Check::new("files", wrong == 0)
        .with("rows", rows)
        .with("found", wrong))
}

/// Whether the newest backup is still what it was when it was made.
async fn newest_backup(app: &App) -> Result<Check> {
    let newest = backup::list(app.folder());
    let with_manifest = newest.iter().find_map(|view| {
        let path = folder_of(app.folder()).join(&view.name);
        manifest_of(&path).map(|manifest| (path, manifest))
    });
    let Some((path, manifest)) = with_manifest else {
        return Ok(Check::new("backup", true).with("at", 0));
    };
    let same = digest_of_file(&path).await? == manifest.sha256;
    Ok(Check::new("backup", same).with("at", manifest.at.0))
}
