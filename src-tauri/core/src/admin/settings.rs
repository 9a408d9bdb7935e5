//! The workspace's settings as the administrator changes them.

use super::store;
use crate::access::Need;
use crate::documents;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::kernel::{Currency, Label, Zone};
use crate::operation::{Cx, OpKind, Operation};
use crate::settings::{self, DUE_SOON_MAX, IDLE_LOCK_MAX};
use serde::{Deserialize, Serialize};
use std::ops::RangeInclusive;
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
    /// Megabytes that one attachment may have.
    #[ts(as = "f64")]
    pub attachment_max_mb: i64,
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
        attachment_max_mb: documents::max_mb(&mut cx.tx).await?,
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
    /// Absent: as it was.
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    attachment_max_mb: Option<i64>,
}

fn in_range(field: &str, value: i64, range: RangeInclusive<i64>) -> Result<()> {
    if range.contains(&value) {
        return Ok(());
    }
    let error = Error::new(Code::NumberOutOfRange).with("min", *range.start());
    Err(error.with("max", *range.end()).at(field))
}

/// What was changed, for the history.
fn change(before: &SettingsView, after: &SettingsView) -> Change {
    let (idle, mb) = ("idle_lock_minutes", documents::MAX_MB);
    Change::new("workspace", 0, "settings_changed")
        .field(
            "workspace_name",
            before.workspace_name.clone(),
            after.workspace_name.clone(),
        )
        .field("zone", before.zone.clone(), after.zone.clone())
        .field("currency", before.currency.clone(), after.currency.clone())
        .field(idle, before.idle_lock_minutes, after.idle_lock_minutes)
        .field(
            "due_soon_minutes",
            before.due_soon_minutes,
            after.due_soon_minutes,
        )
        .field(mb, before.attachment_max_mb, after.attachment_max_mb)
}

impl Operation for SaveSettings {
    const NAME: &'static str = "admin.save_settings";
    const DOC: &'static str =
        "Changes the workspace's settings; zone and currency only before the first work order.";
    const NEEDS: Need = Need::Permission("admin.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["settings", "access", "documents", "work_orders"];
    type Output = SettingsView;
    async fn run(&self, cx: &mut Cx) -> Result<SettingsView> {
        let name = Label::parse("workspace_name", &self.workspace_name)?;
        let zone = Zone::parse(&self.zone).ok_or_else(|| Error::invalid("zone"))?;
        let currency = Currency::parse(&self.currency).ok_or_else(|| Error::invalid("currency"))?;
        in_range(
            "idle_lock_minutes",
            self.idle_lock_minutes.into(),
            0..=IDLE_LOCK_MAX.into(),
        )?;
        let before = view(cx).await?;
        let soon = self.due_soon_minutes.unwrap_or(before.due_soon_minutes);
        in_range("due_soon_minutes", soon.into(), 1..=DUE_SOON_MAX.into())?;
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
        let mb = self.attachment_max_mb.unwrap_or(before.attachment_max_mb);
        in_range(documents::MAX_MB, mb, 1..=documents::MAX_MB_HIGHEST)?;
        let (idle, mb) = (self.idle_lock_minutes.to_string(), mb.to_string());
        let version = (before.version + 1).to_string();
        let values = [
            ("workspace_name", name.as_str()),
            ("zone", zone.name()),
            ("currency", currency.as_str()),
            ("idle_lock_minutes", &idle),
            ("due_soon_minutes", &soon.to_string()),
            (documents::MAX_MB, &mb),
            (VERSION, &version),
        ];
        for (key, value) in values {
            settings::set(&mut cx.tx, key, value).await?;
        }
        let after = view(cx).await?;
        cx.changed(change(&before, &after));
        Ok(after)
    }
}
