//! A period in pieces: days, weeks or months, each with its measures. Sparklines, the trend and the flow share them.

use super::model::Grain;
use super::rules;
use super::selection::Selection;
use crate::db::Tx;
use crate::error::Result;
use crate::work_orders::{Dimension, Range, Sums, Want};
use std::collections::BTreeMap;

/// The pieces of a period.
#[derive(Debug)]
pub(super) struct Bands {
    pub grain: Grain,
    pub items: Vec<(Range, Sums)>,
}

/// The measures of each piece, in as few reads as there are kinds of pieces: whole months from the sums by month.
pub(super) async fn bands(tx: &mut Tx, selection: &Selection, grain: Grain, want: Want) -> Result<Bands> {
    let grain = rules::grain(grain, selection.range);
    let ranges = rules::bands(selection.range, grain);
    let mut items: Vec<(Range, Sums)> = ranges.into_iter().map(|band| (band, Sums::default())).collect();
    if grain != Grain::Month {
        let days = selection
            .sums_by(tx, selection.range, Dimension::Day, want)
            .await?;
        for (band, sums) in &mut items {
            days.range(band.from.0..band.to.0)
                .for_each(|(_, day)| sums.add(day, 1));
        }
        return Ok(Bands { grain, items });
    }
    let whole = || {
        items
            .iter()
            .map(|(band, _)| *band)
            .filter(|b| rules::is_month(*b))
    };
    let months = match (whole().next(), whole().next_back()) {
        (Some(first), Some(last)) => {
            let range = Range {
                from: first.from,
                to: last.to,
            };
            selection.sums_by(tx, range, Dimension::Month, want).await?
        }
        _ => BTreeMap::new(),
    };
    for (band, sums) in &mut items {
        if !rules::is_month(*band) {
            *sums = selection.sums(tx, *band, want).await?;
        } else if let Some(month) = months.get(&band.from.month()) {
            sums.add(month, 1);
        }
    }
    Ok(Bands { grain, items })
}
