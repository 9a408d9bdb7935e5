//! Targets of the figures: settings with defaults of the field (domain §1.4), changed by who manages policies.

use super::limits::Limits;
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
const HOUR_MS: i64 = 3_600_000;
const MANY: i64 = 1_000_000_000;

const fn of(key: KpiKey, setting: &'static str, default: Option<i64>, max: i64) -> Targeted {
    Targeted {
        key,
        setting,
        default,
        max,
    }
}

/// Solved ≥ 95 % (T4), a score of 90 (T5), a first response within 2 h (T3), every complaint answered in time (T6). The
/// others have no target until somebody sets one.
const TARGETED: &[Targeted] = &[
    of(
        KpiKey::ResolutionOnTime,
        "target.resolution_on_time",
        Some(9500),
        10_000,
    ),
    of(
        KpiKey::ResponseOnTime,
        "target.response_on_time",
        Some(9500),
        10_000,
    ),
    of(
        KpiKey::ResolutionRate,
        "target.resolution_rate",
        Some(9500),
        10_000,
    ),
    of(KpiKey::FirstVisitFix, "target.first_visit_fix", None, 10_000),
    of(
        KpiKey::ComplaintsIn24h,
        "target.complaints_in_24h",
        Some(10_000),
        10_000,
    ),
    of(KpiKey::Satisfaction, "target.satisfaction", Some(9000), 10_000),
    of(
        KpiKey::ResponseMean,
        "target.response_mean",
        Some(2 * HOUR_MS),
        YEAR_MS,
    ),
    of(KpiKey::HandlingMean, "target.handling_mean", None, YEAR_MS),
    of(KpiKey::HandlingMedian, "target.handling_median", None, YEAR_MS),
    of(KpiKey::HandlingP90, "target.handling_p90", None, YEAR_MS),
    of(KpiKey::BacklogAge, "target.backlog_age", None, YEAR_MS),
    of(KpiKey::Overdue, "target.overdue", None, MANY),
    of(KpiKey::Open, "target.open", None, MANY),
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
    limits: Limits,
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

/// The targets that are set, and the other numbers that figures are made with.
pub(super) async fn load(tx: &mut Tx) -> Result<(Vec<(KpiKey, i64)>, Limits)> {
    let targets = stored(tx).await?.into_iter();
    let set = targets.filter_map(|t| t.value.map(|value| (t.key, value)));
    Ok((set.collect(), Limits::load(tx).await?))
}

/// Input of `insight.targets`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightTargetsInput")]
#[serde(deny_unknown_fields)]
pub(super) struct GetTargets {}

impl Operation for GetTargets {
    const NAME: &'static str = "insight.targets";
    const DOC: &'static str =
        "The targets of the key figures, and the other numbers that figures are made with.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["settings"];
    type Output = KpiTargets;
    async fn run(&self, cx: &mut Cx) -> Result<KpiTargets> {
        Ok(KpiTargets {
            targets: stored(&mut cx.tx).await?,
            limits: Limits::load(&mut cx.tx).await?,
        })
    }
}

/// Input of `insight.save_targets`: the targets that change; the others stay.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightSaveTargetsInput")]
#[serde(deny_unknown_fields)]
pub(super) struct SaveTargets {
    #[serde(default)]
    #[ts(optional, as = "Option<Vec<KpiTarget>>")]
    targets: Vec<KpiTarget>,
    /// All of them, or absent where none changes.
    #[serde(default)]
    #[ts(optional)]
    limits: Option<Limits>,
}

impl Operation for SaveTargets {
    const NAME: &'static str = "insight.save_targets";
    const DOC: &'static str =
        "Sets or removes targets of the key figures, and sets the other numbers that they are made with.";
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
        if let Some(limits) = &self.limits {
            let before = Limits::load(&mut cx.tx).await?;
            change = limits.save(&mut cx.tx, &before, change).await?;
        }
        cx.changed(change);
        Ok(KpiTargets {
            targets: stored(&mut cx.tx).await?,
            limits: Limits::load(&mut cx.tx).await?,
        })
    }
}
