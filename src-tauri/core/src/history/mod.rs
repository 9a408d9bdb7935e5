//! Typed history: one row per changed entity, written in the same transaction as the change; who, when, what, from
//! where, with a digest of the after-image, chained by the sealer.

mod seal;
mod store;

pub use seal::{Head, check_chain, head, seal};

use crate::db::Tx;
use crate::error::Result;
use crate::kernel::{Ms, UserId};
use crate::operation::Actor;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};
use sha2::{Digest, Sha256};
use ts_rs::TS;

/// One field before and after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, TS)]
pub struct FieldChange {
    pub field: String,
    #[ts(type = "string | number | boolean | null")]
    pub before: Json,
    #[ts(type = "string | number | boolean | null")]
    pub after: Json,
}

/// What happened to one entity.
#[derive(Debug, Clone)]
pub struct Change {
    pub entity: &'static str,
    pub id: i64,
    /// A catalogue key under `history:`.
    pub code: &'static str,
    pub params: Map<String, Json>,
    pub changes: Vec<FieldChange>,
}

impl Change {
    #[must_use]
    pub fn new(entity: &'static str, id: impl Into<i64>, code: &'static str) -> Self {
        Self {
            entity,
            id: id.into(),
            code,
            params: Map::new(),
            changes: Vec::new(),
        }
    }
    /// A parameter of its text.
    #[must_use]
    pub fn with(mut self, key: &str, value: impl Into<Json>) -> Self {
        self.params.insert(key.to_owned(), value.into());
        self
    }
    /// A field that changed; equal values are left out.
    #[must_use]
    pub fn field(mut self, field: &str, before: impl Into<Json>, after: impl Into<Json>) -> Self {
        let (before, after) = (before.into(), after.into());
        if before != after {
            self.changes.push(FieldChange {
                field: field.to_owned(),
                before,
                after,
            });
        }
        self
    }
}

/// One line of a timeline.
#[derive(Debug, Clone, Serialize, TS)]
pub struct HistoryEvent {
    pub at: Ms,
    pub actor: String,
    pub operation: String,
    pub origin: String,
    pub code: String,
    #[ts(type = "Record<string, string | number>")]
    pub params: Json,
    pub changes: Vec<FieldChange>,
}

/// The digest of a history row: over everything it says, length-prefixed so that no two rows read alike.
#[must_use]
pub(crate) fn digest(parts: &[&str]) -> String {
    let mut hash = Sha256::new();
    for part in parts {
        hash.update((part.len() as u64).to_le_bytes());
        hash.update(part.as_bytes());
    }
    hex(&hash.finalize())
}

pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Writes history rows; part of the pipeline.
pub(crate) async fn write_history(
    tx: &mut Tx,
    now: Ms,
    actor: Option<&Actor>,
    operation: &str,
    origin: &str,
    changes: Vec<Change>,
) -> Result<()> {
    let (id, name) = actor.map_or((UserId(0), String::new()), |a| (a.id, a.name.clone()));
    for change in changes {
        let params = serde_json::to_string(&change.params)?;
        let fields = serde_json::to_string(&change.changes)?;
        let row = store::HistoryRow {
            at: now,
            actor_id: id,
            actor_name: name.clone(),
            operation: operation.to_owned(),
            origin: origin.to_owned(),
            entity: change.entity.to_owned(),
            entity_id: change.id,
            code: change.code.to_owned(),
            params,
            changes: fields,
        };
        store::insert(tx, &row, &row.digest()).await?;
    }
    Ok(())
}

/// The pages of the product that a timeline names: where something was done. Closed, since a page's word reaches the
/// chained history; the UI sends the first part of its own path, and what is not listed here is left out.
pub const SCREENS: &[&str] = &[
    "admin",
    "brief",
    "customers",
    "dashboard",
    "dictionaries",
    "engineers",
    "first_steps",
    "imports",
    "map",
    "map_settings",
    "monitor",
    "outlets",
    "policies",
    "regions",
    "users",
    "work_orders",
];

/// An origin with the page on which it was done: `server/work_orders`.
#[must_use]
pub fn origin_with(shell: &str, screen: Option<&str>) -> String {
    match screen.and_then(|word| SCREENS.iter().find(|known| **known == word)) {
        Some(screen) => format!("{shell}/{screen}"),
        None => shell.to_owned(),
    }
}

/// The shell and the page that an origin names.
#[must_use]
pub fn screen_of(origin: &str) -> (&str, Option<&str>) {
    match origin.split_once('/') {
        Some((shell, screen)) => (shell, Some(screen)),
        None => (origin, None),
    }
}

/// When and by whom one entity itself was changed last; comments and attachments change nothing of it.
///
/// # Errors
/// A database error.
pub async fn last_change(tx: &mut Tx, entity: &str, id: i64) -> Result<Option<(Ms, UserId, String)>> {
    store::last_change(tx, entity, id).await
}

/// All history of one entity, oldest first.
///
/// # Errors
/// A database error.
pub async fn timeline(tx: &mut Tx, entity: &str, id: i64) -> Result<Vec<HistoryEvent>> {
    let rows = store::of_entity(tx, entity, id).await?;
    rows.into_iter()
        .map(|row| {
            Ok(HistoryEvent {
                at: row.at,
                actor: row.actor_name,
                operation: row.operation,
                origin: row.origin,
                code: row.code,
                params: serde_json::from_str(&row.params)?,
                changes: serde_json::from_str(&row.changes)?,
            })
        })
        .collect()
}
