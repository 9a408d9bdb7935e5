//! `insight.overview`: the first row of the dashboard.

use super::model::{InsightPeriod, Overview};
use super::selection::Selection;
use super::{rules, targets};
use crate::access::Need;
use crate::error::Result;
use crate::operation::{Cx, OpKind, Operation};
use serde::Deserialize;
use ts_rs::TS;

/// Input of `insight.overview`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InsightOverviewInput")]
#[serde(deny_unknown_fields)]
pub(super) struct GetOverview {
    #[serde(flatten)]
    period: InsightPeriod,
}

impl Operation for GetOverview {
    const NAME: &'static str = "insight.overview";
    const DOC: &'static str =
        "The key figures of a period, each with its target, the period before, and its drill.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders", "outlets", "regions", "settings"];
    type Output = Overview;
    async fn run(&self, cx: &mut Cx) -> Result<Overview> {
        let scope = cx.actor()?.scope.clone();
        let selection = Selection::of(&mut cx.tx, &scope, &self.period).await?;
        let before = rules::previous(selection.range);
        let span = selection.span(&mut cx.tx).await?;
        let previous = selection.drill(before);
        let has_before = span.is_some_and(|(first, _)| first < previous.to);
        let sums_before = selection.sums(&mut cx.tx, before).await?;
        let facts = rules::Facts {
            now: &selection.sums(&mut cx.tx, selection.range).await?,
            before: has_before.then_some(&sums_before),
            open: selection.open(&mut cx.tx).await?,
            overdue: selection.overdue(&mut cx.tx, cx.now).await?,
            as_of: cx.now,
            targets: &targets::load(&mut cx.tx).await?,
            told: selection.is_told(),
        };
        let drill = selection.drill(selection.range);
        Ok(Overview {
            as_of: cx.now,
            from: drill.from,
            to: drill.to,
            previous_from: previous.from,
            previous_to: previous.to,
            first: span.map(|(first, _)| first),
            last: span.map(|(_, last)| last),
            kpis: rules::kpis(&facts, &drill),
        })
    }
}
