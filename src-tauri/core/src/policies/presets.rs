//! What ships to start from: calendars and policies with the numbers of the trade's own rules.

use super::model::{Applies, Follows};
use super::store::{self, CalendarContent, PolicyContent};
use crate::access::Need;
use crate::db::Tx;
use crate::error::{Error, Result};
use crate::history::Change;
use crate::kernel::{Ms, UserId};
use crate::operation::{Cx, OpKind, Operation};
use crate::settings;
use crate::texts::{self, Locale};
use outpost_sla::calendar::CalendarSpec;
use outpost_sla::policy::PolicySpec;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A calendar that ships.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PresetCalendar {
    /// Its name stands in the catalogues under `sla:preset.<code>`.
    pub code: String,
    pub follows: Follows,
    pub spec: CalendarSpec,
    pub installed: bool,
}

/// A policy that ships.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PresetPolicy {
    pub code: String,
    pub applies: Applies,
    /// Whether it is applied once it is installed; the others are there to be copied, or switched on.
    pub active: bool,
    pub spec: PolicySpec,
    pub installed: bool,
}

/// All that ships.
#[derive(Debug, Clone, Serialize, TS)]
pub struct PresetList {
    pub calendars: Vec<PresetCalendar>,
    pub policies: Vec<PresetPolicy>,
}

/// How many were installed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
pub struct PresetsInstalled {
    pub calendars: u32,
    pub policies: u32,
}

/// Which of the shipped policies are applied at once, and to which orders. The others need steps that only later
/// modules record, or are an alternative to one of these.
fn use_of(code: &str) -> (bool, Applies) {
    let mut applies = Applies::default();
    match code {
        "standard_service" => (true, applies),
        "severe_fault" => {
            applies.priorities = vec!["critical".to_owned()];
            (true, applies)
        }
        "remote_support" => {
            applies.kinds = vec!["consultation".to_owned()];
            (true, applies)
        }
        "complaint" => {
            applies.kinds = vec!["complaint".to_owned()];
            (false, applies)
        }
        "return_repair" => {
            applies.kinds = vec!["exchange".to_owned()];
            (false, applies)
        }
        _ => (false, applies),
    }
}

async fn shipped(tx: &mut Tx) -> Result<PresetList> {
    let presets = outpost_sla::presets::presets().map_err(Error::fault)?;
    let calendars = store::calendar_codes(tx).await?;
    let policies = store::policy_codes(tx).await?;
    let calendar = |preset: outpost_sla::presets::CalendarPreset| {
        let mut spec = preset.spec;
        let follows = if spec.holidays.is_empty() {
            Follows::None
        } else {
            Follows::Cn
        };
        // The announced days are kept apart, so that a later year reaches every calendar that follows them.
        spec.holidays.clear();
        spec.make_up_days.clear();
        (spec.confirmed_from_year, spec.confirmed_through_year) = (None, None);
        PresetCalendar {
            installed: calendars.contains(&preset.code),
            code: preset.code,
            follows,
            spec,
        }
    };
    let policy = |spec: PolicySpec| {
        let (active, applies) = use_of(&spec.code);
        let installed = policies.contains(&spec.code);
        PresetPolicy {
            code: spec.code.clone(),
            applies,
            active,
            spec,
            installed,
        }
    };
    Ok(PresetList {
        calendars: presets.calendars.into_iter().map(calendar).collect(),
        policies: presets.policies.into_iter().map(policy).collect(),
    })
}

/// Input of `policies.presets`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PresetsInput")]
#[serde(deny_unknown_fields)]
pub struct ListPresets {}

impl Operation for ListPresets {
    const NAME: &'static str = "policies.presets";
    const DOC: &'static str = "The calendars and policies that ship, and which of them are installed.";
    const NEEDS: Need = Need::Permission("policies.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["policies"];
    type Output = PresetList;
    async fn run(&self, cx: &mut Cx) -> Result<PresetList> {
        shipped(&mut cx.tx).await
    }
}

/// Input of `policies.install_presets`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InstallPresetsInput")]
#[serde(deny_unknown_fields)]
pub struct InstallPresets {}

impl Operation for InstallPresets {
    const NAME: &'static str = "policies.install_presets";
    const DOC: &'static str =
        "Installs the calendars and policies that ship; what has been installed stays as it is.";
    const NEEDS: Need = Need::Permission("policies.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["policies", "work_orders"];
    type Output = PresetsInstalled;
    async fn run(&self, cx: &mut Cx) -> Result<PresetsInstalled> {
        let by = cx.actor()?.id;
        install_shipped(&mut cx.tx, cx.locale, by, cx.now, &mut cx.changes).await
    }
}

/// Installs the calendars and policies that ship; what has been installed stays as it is. Notes what it made.
///
/// # Errors
/// A database error.
pub async fn install_shipped(
    tx: &mut Tx,
    locale: Locale,
    by: UserId,
    now: Ms,
    changes: &mut Vec<Change>,
) -> Result<PresetsInstalled> {
    let presets = shipped(tx).await?;
    let mut installed = PresetsInstalled {
        calendars: 0,
        policies: 0,
    };
    let named = |code: &str| texts::text(locale, &format!("sla:preset.{code}"), &[]);
    for preset in presets.calendars.iter().filter(|p| !p.installed) {
        changes.push(install_calendar(tx, preset, named(&preset.code), by, now).await?);
        installed.calendars += 1;
    }
    for (rank, preset) in (0..).zip(&presets.policies) {
        if !preset.installed {
            changes.push(install_policy(tx, preset, (named(&preset.code), rank), by, now).await?);
            installed.policies += 1;
        }
    }
    Ok(installed)
}

async fn install_calendar(
    tx: &mut Tx,
    preset: &PresetCalendar,
    name: String,
    by: UserId,
    now: Ms,
) -> Result<Change> {
    let mut spec = preset.spec.clone();
    if preset.follows == Follows::None {
        // What does not follow one country's holidays is meant for where the workspace is.
        spec.tz = settings::load(tx).await?.zone;
    }
    let spec = serde_json::to_string(&spec)?;
    let content = CalendarContent {
        follows: preset.follows,
        spec: &spec,
        now,
        by,
    };
    let id = store::add_calendar(tx, &preset.code, &name, content).await?;
    let change = Change::new("calendar", id, "created").with("code", preset.code.as_str());
    Ok(change.with("name", name))
}

async fn install_policy(
    tx: &mut Tx,
    preset: &PresetPolicy,
    (name, rank): (String, i64),
    by: UserId,
    now: Ms,
) -> Result<Change> {
    let (applies, spec) = (
        serde_json::to_string(&preset.applies)?,
        serde_json::to_string(&preset.spec)?,
    );
    let content = PolicyContent {
        name: &name,
        rank,
        active: preset.active,
        // Since ever: an order of last year is compared with it too.
        effective_from: Ms(0),
        applies: &applies,
        spec: &spec,
        now,
        by,
    };
    let id = store::add_policy(tx, &preset.code, content).await?;
    let change = Change::new("policy", id, "created").with("code", preset.code.as_str());
    Ok(change.with("name", name))
}
