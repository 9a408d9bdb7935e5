//! Wire types of access.

use super::scope::ScopeKind;
use crate::db::Engine;
use crate::kernel::{EngineerId, Ms, OutletId, RegionId, UserId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a shell needs to know before anybody is logged in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct StatusView {
    pub initialized: bool,
    pub workspace: WorkspaceView,
    pub version: String,
    #[ts(as = "f64")]
    pub contract: i64,
    #[ts(as = "f64")]
    pub schema: i64,
    pub zone: String,
    pub currency: String,
    pub idle_lock_minutes: u32,
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_backup_at: Option<Ms>,
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub me: Option<Me>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct WorkspaceView {
    pub name: String,
    pub kind: WorkspaceKind,
    pub engine: Engine,
    /// The folder, for a local workspace and somebody logged in.
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WorkspaceKind {
    Local,
    Server,
}

/// The person who is logged in.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Me {
    pub id: UserId,
    pub login: String,
    pub name: String,
    pub roles: Vec<String>,
    pub permissions: Vec<String>,
    pub scope: ScopeView,
    pub must_change_password: bool,
    pub locked: bool,
}

/// A scope as people set it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct ScopeView {
    pub kind: ScopeKind,
    #[serde(default)]
    pub region_ids: Vec<RegionId>,
    #[serde(default)]
    pub outlet_ids: Vec<OutletId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub engineer_id: Option<EngineerId>,
}

/// An open session.
#[derive(Debug, Clone, Serialize, TS)]
pub struct Session {
    /// Kept by the shell; the browser gets it as an HttpOnly cookie and never sees it here.
    pub token: String,
    pub expires_at: Ms,
    pub me: Me,
}

/// A person as the administrator sees them.
#[derive(Debug, Clone, Serialize, TS)]
pub struct UserView {
    pub id: UserId,
    #[ts(as = "f64")]
    pub version: i64,
    pub login: String,
    pub name: String,
    pub roles: Vec<String>,
    pub scope: ScopeView,
    pub active: bool,
    pub must_change_password: bool,
    #[ts(optional)]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last_login_at: Option<Ms>,
}

/// Roles and what they may.
#[derive(Debug, Clone, Serialize, TS)]
pub struct RolesView {
    pub roles: Vec<RoleView>,
    pub permissions: Vec<String>,
}

#[derive(Debug, Clone, Serialize, TS)]
pub struct RoleView {
    pub key: String,
    pub permissions: Vec<String>,
}
