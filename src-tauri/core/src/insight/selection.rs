//! The orders that a question is about, resolved once: business days, outlets, other filters, what the person may see,
//! and the workspace's settings that figures are made with.

use super::drill::Drill;
use super::limits::Limits;
use super::model::{InsightFilter, InsightPeriod, KpiKey};
use super::{rules, targets};
use crate::access::{Scope, ScopeKind};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::kernel::{Day, Ms, Zone};
use crate::outlets;
use crate::work_orders::rules::{KINDS, PRIORITIES};
use crate::work_orders::{self, Dimension, Range, Sums, Want, Which};
use std::collections::BTreeMap;

/// Outlets, regions or categories that one question may name.
const MAX_NAMED: usize = 1000;

#[derive(Debug)]
pub(super) struct Selection {
    pub zone: Zone,
    pub range: Range,
    /// What it is compared with.
    pub before: Option<Range>,
    pub limits: Limits,
    /// Targets by figure, in its unit.
    pub targets: Vec<(KpiKey, i64)>,
    scope: Scope,
    which: Which,
    /// The filters leave no outlet at all.
    nowhere: bool,
    kinds: Vec<String>,
    priorities: Vec<String>,
}

impl Selection {
    /// # Errors
    /// `value_invalid` for a period that ends before it begins, an id that cannot be or a word that is none,
    /// `number_out_of_range` for too long a period or too many ids, or a database error.
    pub async fn of(tx: &mut Tx, scope: &Scope, asked: &InsightPeriod) -> Result<Self> {
        let settings = crate::settings::load(tx).await?;
        let zone = settings.zone()?;
        let range = rules::range(asked.from, asked.to, &zone)?;
        let outlets = ids(asked.outlet_ids.iter().map(|id| id.0), "outlet_ids")?;
        let regions = ids(asked.region_ids.iter().map(|id| id.0), "region_ids")?;
        let categories = ids(asked.category_ids.iter().map(|id| id.0), "category_ids")?;
        let kinds = places(&asked.kinds, KINDS, "kinds")?;
        let priorities = places(&asked.priorities, PRIORITIES, "priorities")?;
        let mut nowhere = false;
        let mut chosen = outlets;
        if !regions.is_empty() {
            let mut inside = outlets::of_regions(tx, scope, &regions).await?;
            if !chosen.is_empty() {
                inside.retain(|id| chosen.binary_search(id).is_ok());
            }
            nowhere = inside.is_empty();
            chosen = inside;
        }
        let (targets, limits) = targets::load(tx).await?;
        Ok(Self {
            before: rules::compared(range, asked.compare),
            zone,
            range,
            limits,
            targets,
            scope: scope.clone(),
            which: Which {
                outlets: chosen,
                categories,
                kinds,
                priorities,
            },
            nowhere,
            kinds: asked.kinds.clone(),
            priorities: asked.priorities.clone(),
        })
    }

    /// A question about what is now; its days are today's.
    pub async fn now(tx: &mut Tx, scope: &Scope, now: Ms, asked: &InsightFilter) -> Result<Self> {
        Self::of(tx, scope, &asked.clone().at(now)).await
    }

    /// Whether there are figures for this person at all: they are kept by outlet, not by engineer.
    pub fn is_told(&self) -> bool {
        self.scope.kind != ScopeKind::Own
    }
    /// Whether any order can be behind the figures.
    fn is_any(&self) -> bool {
        self.is_told() && !self.nowhere
    }
    /// Whether the figures of these days come from the sums alone.
    pub fn is_kept(&self, range: Range) -> bool {
        !self.is_any() || work_orders::is_kept(&self.scope, &self.which, range)
    }
    pub fn scope(&self) -> &Scope {
        &self.scope
    }
    /// The filters, for what is counted from the orders; nothing where they leave no outlet.
    pub fn which(&self) -> Option<&Which> {
        (!self.nowhere).then_some(&self.which)
    }

    /// The measures of some days.
    pub async fn sums(&self, tx: &mut Tx, range: Range, want: Want) -> Result<Sums> {
        if !self.is_any() {
            return Ok(Sums::default());
        }
        work_orders::sums(tx, &self.scope, &self.which, range, want, &self.zone).await
    }
    /// Measures of some days, told apart.
    pub async fn sums_by(
        &self,
        tx: &mut Tx,
        range: Range,
        by: Dimension,
        want: Want,
    ) -> Result<BTreeMap<i64, Sums>> {
        if !self.is_any() {
            return Ok(BTreeMap::new());
        }
        work_orders::sums_by(tx, &self.scope, &self.which, range, by, want, &self.zone).await
    }
    /// Orders that are open now.
    pub async fn open(&self, tx: &mut Tx) -> Result<i64> {
        if self.nowhere {
            return Ok(0);
        }
        work_orders::open(tx, &self.scope, &self.which).await
    }
    /// Orders that are open and past their due at `now`.
    pub async fn overdue(&self, tx: &mut Tx, now: Ms) -> Result<i64> {
        if self.nowhere {
            return Ok(0);
        }
        work_orders::overdue(tx, &self.scope, &self.which, now, &self.zone).await
    }
    /// Orders that were open when a day began.
    pub async fn backlog(&self, tx: &mut Tx, day: Day) -> Result<i64> {
        if !self.is_any() {
            return Ok(0);
        }
        work_orders::backlog(tx, &self.scope, &self.which, day, &self.zone).await
    }
    /// The day on which the middle one of the open orders was opened.
    pub async fn median_opened(&self, tx: &mut Tx, open: i64) -> Result<Option<Day>> {
        if !self.is_any() {
            return Ok(None);
        }
        work_orders::median_opened(tx, &self.scope, &self.which, open, &self.zone).await
    }
    /// Complaints of some days that still may be answered in time.
    pub async fn waiting_complaints(&self, tx: &mut Tx, range: Range, now: Ms) -> Result<i64> {
        if !self.is_any() {
            return Ok(0);
        }
        let span = (self.zone.start_of(range.from), self.zone.start_of(range.to));
        let since = now.plus(-self.limits.complaint_ms());
        work_orders::waiting_complaints(tx, &self.scope, &self.which, span, since).await
    }
    /// First and last month with an opened order, as instants: begin of the one, end of the other.
    pub async fn span(&self, tx: &mut Tx) -> Result<Option<(Ms, Ms)>> {
        if !self.is_any() {
            return Ok(None);
        }
        let months = work_orders::opened_months(tx, &self.scope, &self.which, &self.zone).await?;
        let begin = |month: i64| self.zone.start_of(Day::first_of(month));
        Ok(months.map(|(first, last)| (begin(first), begin(last + 1))))
    }

    /// The drill of some days.
    pub fn drill(&self, range: Range) -> Drill<'_> {
        Drill {
            from: self.zone.start_of(range.from),
            to: self.zone.start_of(range.to),
            outlets: (self.nowhere || !self.which.outlets.is_empty())
                .then_some(self.which.outlets.as_slice()),
            categories: &self.which.categories,
            kinds: &self.kinds,
            priorities: &self.priorities,
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

/// The places of words in a closed list, from 1 on; sorted, without doubles.
fn places(given: &[String], words: &[&str], field: &str) -> Result<Vec<i64>> {
    let place = |word: &String| words.iter().position(|known| known == word);
    let mut places: Vec<i64> = given
        .iter()
        .map(|word| place(word).map(|at| at as i64 + 1))
        .collect::<Option<_>>()
        .ok_or_else(|| Error::invalid(field))?;
    places.sort_unstable();
    places.dedup();
    Ok(places)
}
