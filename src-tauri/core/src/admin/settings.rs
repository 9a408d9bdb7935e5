//! The workspace's settings as the administrator changes them.

use super::store;
use crate::access::Need;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::kernel::{Currency, Label, Zone};
use crate::operation::{Cx, OpKind, Operation};
use crate::settings::{self, DUE_SOON_MAX, IDLE_LOCK_MAX};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What can be set.
#[derive(Debug, Clone, Serialize, TS)]
pub struct SettingsView {
    pub workspace_name: String,
    /// IANA zone in which business days are counted and times are shown.
    pub zone: String,
    /// ISO 4217.
    pub currency: String,
    /// Minutes without input after which a session locks; 0 never.
    pub idle_lock_minutes: u32,
    /// Minutes before its due time from which an order counts as due soon.
    pub due_soon_minutes: u32,
    #[ts(as = "f64")]
    pub version: i64,
    /// Zone and currency are fixed, since work orders were counted and priced by them.
    pub fixed: bool,
}

const VERSION: &str = "settings_version";

async fn view(cx: &mut Cx) -> Result<SettingsView> {
    let now = settings::load(&mut cx.tx).await?;
    let version = settings::get(&mut cx.tx, VERSION)
        .await?
        .and_then(|v| v.parse().ok())
        .unwrap_or(1);
    Ok(SettingsView {
        workspace_name: now.workspace_name,
        zone: now.zone,
        currency: now.currency,
        idle_lock_minutes: now.idle_lock_minutes,
        due_soon_minutes: now.due_soon_minutes,
        version,
        fixed: store::orders(&mut cx.tx).await? > 0,
    })
}

/// Input of `admin.settings`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SettingsInput")]
#[serde(deny_unknown_fields)]
pub struct GetSettings {}

impl Operation for GetSettings {
    const NAME: &'static str = "admin.settings";
    const DOC: &'static str = "The workspace's settings.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["settings"];
    type Output = SettingsView;
    async fn run(&self, cx: &mut Cx) -> Result<SettingsView> {
        view(cx).await
    }
}

/// Input of `admin.save_settings`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SaveSettingsInput")]
#[serde(deny_unknown_fields)]
pub struct SaveSettings {
    #[ts(as = "f64")]
    version: i64,
    workspace_name: String,
    zone: String,
    currency: String,
    idle_lock_minutes: u32,
    /// As it was when nothing is said.
    #[serde(default)]
    #[ts(optional = nullable)]
    due_soon_minutes: Option<u32>,
}

impl Operation for SaveSettings {
    const NAME: &'static str = "admin.save_settings";
    const DOC: &'static str =
        "Changes the workspace's settings; zone and currency only before the first work order.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["settings", "access", "work_orders"];
    type Output = SettingsView;
    async fn run(&self, cx: &mut Cx) -> Result<SettingsView> {
        let name = Label::parse("workspace_name", &self.workspace_name)?;
        let zone = Zone::parse(&self.zone).ok_or_else(|| Error::invalid("zone"))?;
        let currency = Currency::parse(&self.currency).ok_or_else(|| Error::invalid("currency"))?;
        if self.idle_lock_minutes > IDLE_LOCK_MAX {
            let error = Error::new(Code::NumberOutOfRange)
                .with("min", 0)
                .with("max", IDLE_LOCK_MAX);
            return Err(error.at("idle_lock_minutes"));
        }
        let before = view(cx).await?;
        let soon = self.due_soon_minutes.unwrap_or(before.due_soon_minutes);
        if !(1..=DUE_SOON_MAX).contains(&soon) {
            let error = Error::new(Code::NumberOutOfRange)
                .with("min", 1)
                .with("max", DUE_SOON_MAX);
            return Err(error.at("due_soon_minutes"));
        }
        if before.version != self.version {
            return Err(Error::new(Code::StaleVersion));
        }
        for (field, old, new) in [
            ("zone", before.zone.as_str(), zone.name()),
            ("currency", before.currency.as_str(), currency.as_str()),
        ] {
            if before.fixed && old != new {
                return Err(Error::new(Code::SettingFixed).at(field));
            }
        }
        let idle = self.idle_lock_minutes.to_string();
        let version = (before.version + 1).to_string();
        let values = [
            ("workspace_name", name.as_str()),
            ("zone", zone.name()),
            ("currency", currency.as_str()),
            ("idle_lock_minutes", &idle),
            ("due_soon_minutes", &soon.to_string()),
            (VERSION, &version),
        ];
        for (key, value) in values {
            settings::set(&mut cx.tx, key, value).await?;
        }
        let change = Change::new("workspace", 0, "settings_changed")
            .field("workspace_name", before.workspace_name, name.as_str())
            .field("zone", before.zone, zone.name())
            .field("currency", before.currency, currency.as_str())
            .field(
                "idle_lock_minutes",
                before.idle_lock_minutes,
                self.idle_lock_minutes,
            )
            .field("due_soon_minutes", before.due_soon_minutes, soon);
        cx.changed(change);
        view(cx).await
    }
}
