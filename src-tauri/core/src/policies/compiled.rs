//! Compiled calendars, kept by their content. Two workspaces, or two revisions, with the same content share one; a
//! changed specification or newly imported holidays are another content, so that nothing here is ever stale.

use super::model::Follows;
use super::rules::{complete, merged, refused};
use super::store::{self, CalendarRow};
use crate::db::Tx;
use crate::documents::digest_of;
use crate::error::{Code, Error, Result};
use outpost_sla::calendar::{Calendar, CalendarSpec};
use outpost_sla::cn_holidays::{self, HolidaySet};
use outpost_sla::policy::PolicySpec;
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, LazyLock, Mutex, PoisonError};

/// More calendars than a company has; beyond it all are dropped and compiled again as they are asked for.
const KEPT: usize = 128;

static COMPILED: LazyLock<Mutex<HashMap<String, Arc<Calendar>>>> = LazyLock::new(Mutex::default);

/// The public holidays known now, and a key that tells two such sets apart.
#[derive(Debug)]
pub(super) struct Known {
    pub set: HolidaySet,
    pub key: String,
}

/// The shipped holidays with the imported ones.
pub(super) async fn known_holidays(tx: &mut Tx) -> Result<Known> {
    let csv = store::imported_csv(tx).await?;
    let shipped = cn_holidays::shipped().map_err(Error::fault)?;
    let set = if csv.is_empty() {
        shipped
    } else {
        merged(shipped, cn_holidays::parse_csv(&csv).map_err(Error::fault)?)
    };
    Ok(Known {
        set,
        key: digest_of(&[&csv]),
    })
}

/// A compiled calendar of this content.
///
/// # Errors
/// `calendar_invalid`.
pub(super) fn compile(spec_text: &str, follows: Follows, holidays: &Known) -> Result<Arc<Calendar>> {
    let key = digest_of(&[
        spec_text,
        follows.as_str(),
        if follows == Follows::Cn { &holidays.key } else { "" },
    ]);
    let kept = || COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(found) = kept().get(&key) {
        return Ok(found.clone());
    }
    let spec: CalendarSpec = serde_json::from_str(spec_text)?;
    let spec = complete(spec, follows, &holidays.set);
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
    let rows: Vec<CalendarRow> = store::calendars(tx).await?;
    let rows: Vec<CalendarRow> = rows
        .into_iter()
        .filter(|row| wanted.contains(row.code.as_str()))
        .collect();
    let known = if rows.iter().any(|row| Follows::parse(&row.follows) == Follows::Cn) {
        known_holidays(tx).await?
    } else {
        Known {
            set: HolidaySet::default(),
            key: String::new(),
        }
    };
    rows.into_iter()
        .map(|row| {
            Ok((
                row.code,
                compile(&row.spec, Follows::parse(&row.follows), &known)?,
            ))
        })
        .collect()
}
