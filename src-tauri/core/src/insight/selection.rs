//! The orders that a question is about, resolved once: business days, outlets, and what the person may see.

use super::drill::Drill;
use super::model::InsightPeriod;
use super::{rules, store};
use crate::access::{Scope, ScopeKind};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::kernel::{Ms, Zone};
use crate::work_orders::{self, Dimension, Range, Sums};
use std::collections::BTreeMap;

/// Outlets or regions that one question may name.
const MAX_NAMED: usize = 1000;

#[derive(Debug)]
pub(super) struct Selection {
    pub zone: Zone,
    pub range: Range,
    scope: Scope,
    /// `None`: all in scope. An empty list is "none at all", never "all".
    outlets: Option<Vec<i64>>,
}

impl Selection {
    /// # Errors
    /// `value_invalid` for a period that ends before it begins or an id that cannot be, `number_out_of_range` for
    /// too long a period or too many ids, or a database error.
    pub async fn of(tx: &mut Tx, scope: &Scope, asked: &InsightPeriod) -> Result<Self> {
        let zone = crate::settings::load(tx).await?.zone()?;
        let range = rules::range(asked.from, asked.to, &zone)?;
        let outlets = ids(asked.outlet_ids.iter().map(|id| id.0), "outlet_ids")?;
        let regions = ids(asked.region_ids.iter().map(|id| id.0), "region_ids")?;
        let mut chosen = (!outlets.is_empty()).then_some(outlets);
        if !regions.is_empty() {
            let mut inside = store::outlets_of_regions(tx, scope, &regions).await?;
            if let Some(named) = chosen {
                inside.retain(|id| named.binary_search(id).is_ok());
            }
            chosen = Some(inside);
        }
        Ok(Self {
            zone,
            range,
            scope: scope.clone(),
            outlets: chosen,
        })
    }

    /// Whether there are figures for this person at all: they are kept by outlet, not by engineer.
    pub fn is_told(&self) -> bool {
        self.scope.kind != ScopeKind::Own
    }

    /// The outlets to ask for, where any order can be behind the figures.
    fn asked(&self) -> Option<&[i64]> {
        match &self.outlets {
            _ if !self.is_told() => None,
            None => Some(&[]),
            Some(ids) if ids.is_empty() => None,
            Some(ids) => Some(ids),
        }
    }

    /// All measures of some days.
    pub async fn sums(&self, tx: &mut Tx, range: Range) -> Result<Sums> {
        match self.asked() {
            Some(outlets) => work_orders::sums(tx, &self.scope, outlets, range).await,
            None => Ok(Sums::default()),
        }
    }
    /// Measures of some days, told apart.
    pub async fn sums_by(&self, tx: &mut Tx, range: Range, by: Dimension) -> Result<BTreeMap<i64, Sums>> {
        match self.asked() {
            Some(outlets) => work_orders::sums_by(tx, &self.scope, outlets, range, by, &self.zone).await,
            None => Ok(BTreeMap::new()),
        }
    }
    /// Orders that are open now.
    pub async fn open(&self, tx: &mut Tx) -> Result<i64> {
        let Some(outlets) = self.asked() else { return Ok(0) };
        let states = work_orders::states(tx, &self.scope, outlets).await?;
        let open = work_orders::rules::STATES.iter().zip(states);
        let is_open = |word: &str| work_orders::rules::State::parse(word).is_some_and(|s| s.is_open());
        Ok(open
            .filter(|(word, _)| is_open(word))
            .map(|(_, (count, _))| count)
            .sum())
    }
    /// Orders that are open and past their due at `now`.
    pub async fn overdue(&self, tx: &mut Tx, now: Ms) -> Result<i64> {
        match self.asked() {
            Some(outlets) => work_orders::overdue(tx, &self.scope, outlets, now, &self.zone).await,
            None => Ok(0),
        }
    }
    /// First and last month with an opened order, as instants: begin of the one, end of the other.
    pub async fn span(&self, tx: &mut Tx) -> Result<Option<(Ms, Ms)>> {
        let Some(outlets) = self.asked() else {
            return Ok(None);
        };
        let months = work_orders::opened_months(tx, &self.scope, outlets).await?;
        let begin = |month: i64| self.zone.start_of(crate::kernel::Day::first_of(month));
        Ok(months.map(|(first, last)| (begin(first), begin(last + 1))))
    }

    /// The drill of some days.
    pub fn drill(&self, range: Range) -> Drill<'_> {
        Drill {
            from: self.zone.start_of(range.from),
            to: self.zone.start_of(range.to),
            outlets: self.outlets.as_deref(),
        }
    }
}

/// Sorted, without doubles. Ids are positive: the sums keep "all" and "none" under 0 and −1, which nobody may name.
fn ids(given: impl Iterator<Item = i64>, field: &str) -> Result<Vec<i64>> {
    let mut ids: Vec<i64> = given.collect();
    if ids.len() > MAX_NAMED {
        return Err(Error::new(Code::NumberOutOfRange)
            .with("min", 0)
            .with("max", MAX_NAMED as i64)
            .at(field));
    }
    if ids.iter().any(|id| *id <= 0) {
        return Err(Error::invalid(field));
    }
    ids.sort_unstable();
    ids.dedup();
    Ok(ids)
}
