//! Targets of the figures: settings with defaults of the field (domain §1.4), changed by who manages policies.

use super::model::KpiKey;
use crate::access::Need;
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::operation::{Cx, OpKind, Operation};
use crate::settings;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A figure that can have a target: its setting, its default, and the largest value that makes sense.
struct Targeted {
    key: KpiKey,
    setting: &'static str,
    default: Option<i64>,
    max: i64,
}

const YEAR_MS: i64 = 366 * 86_400_000;
/// On time ≥ 95 % (T4); the others have no target until somebody sets one.
const TARGETED: &[Targeted] = &[
    Targeted {
        key: KpiKey::ResolutionOnTime,
        setting: "target.resolution_on_time",
        default: Some(9500),
        max: 10_000,
    },
    Targeted {
        key: KpiKey::ResponseOnTime,
        setting: "target.response_on_time",
        default: Some(9500),
        max: 10_000,
    },
    Targeted {
        key: KpiKey::Overdue,
        setting: "target.overdue",
        default: None,
        max: 1_000_000_000,
    },
    Targeted {
        key: KpiKey::Open,
        setting: "target.open",
        default: None,
        max: 1_000_000_000,
    },
    Targeted {
        key: KpiKey::HandlingMean,
        setting: "target.handling_mean",
        default: None,
        max: YEAR_MS,
    },
    Targeted {
        key: KpiKey::HandlingP90,
        setting: "target.handling_p90",
        default: None,
        max: YEAR_MS,
    },
];

/// One target, in the unit of its figure.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub(super) struct KpiTarget {
    key: KpiKey,
    /// None: no target.
    value: Option<i64>,
}

/// Every figure that can have a target.
#[derive(Debug, Clone, Serialize, TS)]
pub(super) struct KpiTargets {
    targets: Vec<KpiTarget>,
}

async fn stored(tx: &mut Tx) -> Result<Vec<KpiTarget>> {
    let settings = settings::under(tx, "target.").await?;
    let of = |targeted: &Targeted| match settings.iter().find(|(key, _)| key == targeted.setting) {
        Some((_, text)) => text.parse().ok(),
        None => targeted.default,
    };
    Ok(TARGETED
        .iter()
        .map(|targeted| KpiTarget {
            key: targeted.key,
            value: of(targeted),
        })
        .collect())
}

/// The targets that are set.
pub(super) async fn load(tx: &mut Tx) -> Result<Vec<(KpiKey, i64)>> {
    Ok(stored(tx)
        .await?
        .into_iter()
        .filter_map(|t| t.value.map(|value| (t.key, value)))
        .collect())
}

/// Input of `insight.targets`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightTargetsInput")]
#[serde(deny_unknown_fields)]
pub(super) struct GetTargets {}

impl Operation for GetTargets {
    const NAME: &'static str = "insight.targets";
    const DOC: &'static str = "The targets of the key figures.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["settings"];
    type Output = KpiTargets;
    async fn run(&self, cx: &mut Cx) -> Result<KpiTargets> {
        Ok(KpiTargets {
            targets: stored(&mut cx.tx).await?,
        })
    }
}

/// Input of `insight.save_targets`: the targets that change; the others stay.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightSaveTargetsInput")]
#[serde(deny_unknown_fields)]
pub(super) struct SaveTargets {
    targets: Vec<KpiTarget>,
}

impl Operation for SaveTargets {
    const NAME: &'static str = "insight.save_targets";
    const DOC: &'static str = "Sets or removes targets of the key figures.";
    const NEEDS: Need = Need::Permission("policies.manage");
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["settings"];
    type Output = KpiTargets;
    async fn run(&self, cx: &mut Cx) -> Result<KpiTargets> {
        let before = stored(&mut cx.tx).await?;
        let mut change = Change::new("settings", 0, "targets_changed");
        for wanted in &self.targets {
            let known = TARGETED
                .iter()
                .find(|t| t.key == wanted.key)
                .ok_or_else(|| Error::invalid("targets"))?;
            if wanted
                .value
                .is_some_and(|value| !(0..=known.max).contains(&value))
            {
                return Err(Error::new(Code::NumberOutOfRange)
                    .with("min", 0)
                    .with("max", known.max)
                    .at("targets"));
            }
            // An empty text is "no target"; a setting that is absent means the default.
            let text = wanted.value.map(|value| value.to_string()).unwrap_or_default();
            settings::set(&mut cx.tx, known.setting, &text).await?;
            let old = before.iter().find(|t| t.key == wanted.key).and_then(|t| t.value);
            change = change.field(known.setting, old, wanted.value);
        }
        cx.changed(change);
        Ok(KpiTargets {
            targets: stored(&mut cx.tx).await?,
        })
    }
}
