//! Compiled calendars, kept by their content. Two workspaces, or two revisions, with the same content share one; a
//! changed specification or newly imported holidays are another content, so that nothing here is ever stale.

use super::model::Follows;
use super::rules::{complete, merged, refused};
use super::store::{self, CalendarRow};
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::history::digest as digest_of;
use outpost_sla::Refusal;
use outpost_sla::calendar::{Calendar, CalendarSpec};
use outpost_sla::cn_holidays::{self, HolidaySet};
use outpost_sla::policy::PolicySpec;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// More calendars than a company has; beyond it all are dropped and compiled again as they are asked for.
const KEPT: usize = 128;

static COMPILED: LazyLock<Mutex<HashMap<String, Arc<Calendar>>>> = LazyLock::new(Mutex::default);

static SHIPPED: LazyLock<std::result::Result<HolidaySet, Refusal>> = LazyLock::new(cn_holidays::shipped);

/// The shipped holidays with the imported ones.
///
/// # Errors
/// A fault where what was imported, and so was read before, can no longer be read.
pub(super) fn known_holidays(imported_csv: &str) -> Result<HolidaySet> {
    let shipped = SHIPPED.clone().map_err(Error::fault)?;
    if imported_csv.is_empty() {
        return Ok(shipped);
    }
    Ok(merged(
        shipped,
        cn_holidays::parse_csv(imported_csv).map_err(Error::fault)?,
    ))
}

/// A compiled calendar of this content, with the holidays that were imported as the CSV in which they are kept.
///
/// # Errors
/// `calendar_invalid`.
pub(super) fn compile(spec_text: &str, follows: Follows, imported_csv: &str) -> Result<Arc<Calendar>> {
    let holidays = if follows == Follows::Cn { imported_csv } else { "" };
    let key = digest_of(&[spec_text, follows.as_str(), holidays]);
    let kept = || COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = kept().get(&key) {
        return Ok(found.clone());
    }
    let spec: CalendarSpec = serde_json::from_str(spec_text)?;
    let known = known_holidays(holidays)?;
    let spec = complete(spec, follows, &known);
    let calendar = Arc::new(Calendar::compile(spec).map_err(|r| refused(Code::CalendarInvalid, r))?);
    let mut kept = kept();
    if kept.len() >= KEPT {
        kept.clear();
    }
    kept.insert(key, calendar.clone());
    Ok(calendar)
}

/// The calendars that a policy counts on, by code; those that do not exist are left out.
pub(super) async fn calendars_of(
    tx: &mut Tx,
    policy: &PolicySpec,
) -> Result<BTreeMap<String, Arc<Calendar>>> {
    let wanted: BTreeSet<&str> = policy.milestones.iter().map(|m| m.calendar.as_str()).collect();
    let mut rows = store::calendars(tx).await?;
    rows.retain(|row| wanted.contains(row.code.as_str()));
    let follows = |row: &CalendarRow| Follows::parse(&row.follows);
    let imported = if rows.iter().any(|row| follows(row) == Follows::Cn) {
        store::imported_csv(tx).await?
    } else {
        String::new()
    };
    rows.into_iter()
        .map(|row| {
            let calendar = compile(&row.spec, follows(&row), &imported)?;
            Ok((row.code, calendar))
        })
        .collect()
}
