//! The workspace's own settings: name, zone, currency, idle lock. Read by every module, so part of the frame. Beside
//! them stand the preferences that each person keeps.

mod preferences;
mod rules;
mod store;

use crate::db::Tx;
use crate::error::{Error, Result};
use crate::kernel::{Ms, Zone};
use crate::operation::Registry;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Settings that every screen needs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Settings {
    pub workspace_name: String,
    /// IANA zone in which business days are counted and times are shown.
    pub zone: String,
    pub currency: String,
    /// Minutes without input after which a session locks; 0 never.
    pub idle_lock_minutes: u32,
    /// Minutes before its due time from which something counts as due soon.
    pub due_soon_minutes: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last_backup_at: Option<Ms>,
}

impl Settings {
    /// The zone; the default where a damaged setting names none.
    ///
    /// # Errors
    /// `fault` for a stored name that is no zone.
    pub fn zone(&self) -> Result<Zone> {
        Zone::parse(&self.zone).ok_or_else(|| Error::fault(format!("stored zone {}", self.zone)))
    }
    /// [`Settings::due_soon_minutes`] in milliseconds.
    #[must_use]
    pub fn due_soon_ms(&self) -> i64 {
        i64::from(self.due_soon_minutes) * 60_000
    }
}

/// The default of [`Settings::due_soon_minutes`], and the most that can be set: a week.
pub const DUE_SOON: u32 = 240;
pub const DUE_SOON_MAX: u32 = 10_080;

/// Longest idle lock that can be set, in minutes.
pub const IDLE_LOCK_MAX: u32 = 480;

/// # Errors
/// A database error.
pub async fn load(tx: &mut Tx) -> Result<Settings> {
    let rows = store::all(tx).await?;
    let get = |key: &str| rows.iter().find(|(k, _)| k == key).map(|(_, v)| v.clone());
    Ok(Settings {
        workspace_name: get("workspace_name").unwrap_or_default(),
        zone: get("zone").unwrap_or_else(|| "Asia/Shanghai".to_owned()),
        currency: get("currency").unwrap_or_else(|| "CNY".to_owned()),
        idle_lock_minutes: get("idle_lock_minutes")
            .and_then(|v| v.parse().ok())
            .unwrap_or(15),
        due_soon_minutes: get("due_soon_minutes")
            .and_then(|v| v.parse().ok())
            .unwrap_or(DUE_SOON),
        last_backup_at: get("last_backup_at").and_then(|v| v.parse().ok()).map(Ms),
    })
}

/// The first start's settings.
///
/// # Errors
/// A database error.
pub async fn initialise(tx: &mut Tx, name: &str, zone: &str, currency: &str) -> Result<()> {
    for (key, value) in [("workspace_name", name), ("zone", zone), ("currency", currency)] {
        store::set(tx, key, value).await?;
    }
    Ok(())
}

/// One setting.
///
/// # Errors
/// A database error.
pub async fn set(tx: &mut Tx, key: &str, value: &str) -> Result<()> {
    store::set(tx, key, value).await
}

/// One raw setting.
///
/// # Errors
/// A database error.
pub async fn get(tx: &mut Tx, key: &str) -> Result<Option<String>> {
    Ok(store::all(tx)
        .await?
        .into_iter()
        .find(|(k, _)| k == key)
        .map(|(_, v)| v))
}

/// The raw settings whose key begins so.
///
/// # Errors
/// A database error.
pub async fn under(tx: &mut Tx, prefix: &str) -> Result<Vec<(String, String)>> {
    Ok(store::all(tx)
        .await?
        .into_iter()
        .filter(|(key, _)| key.starts_with(prefix))
        .collect())
}

/// Lists this part's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<preferences::Get>();
    registry.add::<preferences::Save>();
}
