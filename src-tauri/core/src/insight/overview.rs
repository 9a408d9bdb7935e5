//! `insight.overview`: the key figures of a period.

use super::bands::{Bands, bands};
use super::model::{Grain, InsightPeriod, Overview};
use super::rules;
use super::selection::Selection;
use crate::access::Need;
use crate::db::Tx;
use crate::error::Result;
use crate::kernel::Ms;
use crate::operation::{Cx, OpKind, Operation};
use crate::work_orders::{Sums, Want};
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

/// What the figures of a period are made of; hours of the week have no figure.
pub(super) const ALL: Want = Want::OPENED
    .and(Want::RESPONDED)
    .and(Want::ENDED)
    .and(Want::BACKLOG)
    .and(Want::HANDLING)
    .and(Want::ANSWERS);

impl Operation for GetOverview {
    const NAME: &'static str = "insight.overview";
    const DOC: &'static str =
        "The key figures of a period, each with its target, the period before, its sparkline and its drill.";
    const NEEDS: Need = Need::Permission("insight.read");
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["work_orders", "outlets", "regions", "settings"];
    type Output = Overview;
    async fn run(&self, cx: &mut Cx) -> Result<Overview> {
        let scope = cx.actor()?.scope.clone();
        let selection = Selection::of(&mut cx.tx, &scope, &self.period).await?;
        let bands = bands(&mut cx.tx, &selection, Grain::Auto, ALL).await?;
        overview(&mut cx.tx, &selection, &bands, cx.now).await
    }
}

/// The key figures; `bands` are those of the whole period, with all measures.
pub(super) async fn overview(tx: &mut Tx, selection: &Selection, bands: &Bands, now: Ms) -> Result<Overview> {
    let span = selection.span(tx).await?;
    let mut total = Sums::default();
    bands.items.iter().for_each(|(_, sums)| total.add(sums, 1));
    let previous = selection.before.map(|range| selection.drill(range));
    let has_before = |to: Ms| span.is_some_and(|(first, _)| first < to);
    let sums_before = match (selection.before, &previous) {
        (Some(range), Some(drill)) if has_before(drill.to) => Some(selection.sums(tx, range, ALL).await?),
        _ => None,
    };
    let open = selection.open(tx).await?;
    let facts = rules::Facts {
        now: &total,
        before: sums_before.as_ref(),
        bands: &bands.items,
        backlog: selection.backlog(tx, selection.range.from).await?,
        open,
        overdue: selection.overdue(tx, now).await?,
        median_opened: selection.median_opened(tx, open).await?,
        waiting: selection.waiting_complaints(tx, selection.range, now).await?,
        as_of: now,
        today: selection.zone.day(now),
        limits: &selection.limits,
        targets: &selection.targets,
        told: selection.is_told(),
    };
    let drill = selection.drill(selection.range);
    let ranges = [Some(selection.range), selection.before];
    Ok(Overview {
        as_of: now,
        from: drill.from,
        to: drill.to,
        previous_from: previous.as_ref().map(|drill| drill.from),
        previous_to: previous.as_ref().map(|drill| drill.to),
        first: span.map(|(first, _)| first),
        last: span.map(|(_, last)| last),
        grain: bands.grain,
        bands: bands
            .items
            .iter()
            .map(|(band, _)| selection.zone.start_of(band.from))
            .collect(),
        complaint_hours: selection.limits.complaint_hours,
        counted: ranges
            .into_iter()
            .flatten()
            .any(|range| !selection.is_kept(range)),
        kpis: rules::kpis(&facts, &drill),
    })
}
