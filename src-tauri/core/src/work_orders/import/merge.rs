//! Updates: a file's row over the order that has its number. A field that the file does not fill keeps what the order
//! has; verdicts, handling time and sums follow from the merged row.

use super::digest_of;
use super::fields as f;
use super::parse::Parsed;
use super::publish::BLOCK;
use super::store::{self, MergeRow};
use crate::db::Tx;
use crate::error::Result;
use crate::imports::Publish;
use crate::kernel::{DayOf, Ms};
use crate::work_orders::rollup::{Accumulator, Facts, FactsRow};
use crate::work_orders::rules::{self, State, Times};
use std::collections::HashMap;

/// Writes all staged doubles over their orders, and notes in `change` what that makes of the sums. Answers the digests
/// of the staged rows, which are no part of what the batch creates.
pub(super) async fn write_over(
    tx: &mut Tx,
    run: &Publish,
    parsed: &Parsed,
    places: &HashMap<(&'static str, i64), i64>,
    change: &mut Accumulator,
) -> Result<i64> {
    let (mut line, mut content) = (0, 0_i64);
    let mut days = DayOf::new(&parsed.zone);
    loop {
        let staged = store::merge_after(tx, run.batch, line, BLOCK, true).await?;
        let present = store::merge_after(tx, run.batch, line, BLOCK, false).await?;
        let Some(last) = staged.last().map(|row| row.at) else {
            return Ok(content);
        };
        line = last;
        for (new, old) in staged.into_iter().zip(present) {
            content = content.wrapping_add(new.digest);
            // The staged row is in the sums already, under its places.
            change.add(&Facts::of(&new.facts), -1);
            change.add(&Facts::of(&old.facts), -1);
            let merged = derived(
                merged(new, old, &parsed.mapped, places),
                &parsed.mapped,
                &mut days,
            );
            change.add(&Facts::of(&merged.facts), 1);
            store::write_over(tx, &merged).await?;
        }
    }
}

fn merged(
    new: MergeRow,
    old: MergeRow,
    mapped: &[bool],
    places: &HashMap<(&'static str, i64), i64>,
) -> MergeRow {
    let real =
        |entity: &'static str, id: Option<i64>| id.map(|id| places.get(&(entity, id)).copied().unwrap_or(id));
    let (outlet, category) = (new.facts.outlet_id, new.facts.category_id);
    let mut new = new;
    new.facts.outlet_id = real("outlet", outlet);
    new.facts.category_id = real("category", category);
    let mut row = old;
    macro_rules! take {
        ($($column:ident $(. $inner:ident)? from $($field:ident)|+),* $(,)?) => {
            $(if $(mapped[f::$field])||+ { row.$column $(.$inner)? = new.$column $(.$inner)?; })*
        };
    }
    take! {
        facts.opened_at from OPENED, facts.outlet_id from OUTLET, facts.category_id from CATEGORY, facts.kind from KIND,
        facts.priority from PRIORITY, facts.state from STATE, facts.arrived_at from ARRIVED, facts.cost from COST,
        customer_id from CUSTOMER, product_name from PRODUCT, contact_name from CONTACT, contact_phone from PHONE,
        address from ADDRESS, latitude from LATITUDE, longitude from LONGITUDE, coordinate_system from LATITUDE,
        description from DESCRIPTION,
        response_due_at from RESPONSE_DUE, due_at from DUE, closed_at from CLOSED, source_verdict from VERDICT,
        // The stored first response is the told one or else the arrival; the stored end the completion or else the closing.
        facts.responded_at from RESPONDED | ARRIVED, completed_at from COMPLETED | CLOSED,
    }
    row
}

/// The merged row with all that follows from its times.
fn derived(row: MergeRow, mapped: &[bool], days: &mut DayOf) -> MergeRow {
    let times = Times {
        opened: Ms(row.facts.opened_at),
        response_due: row.response_due_at.map(Ms),
        due: row.due_at.map(Ms),
        responded: row.facts.responded_at.map(Ms),
        arrived: row.facts.arrived_at.map(Ms),
        completed: row.completed_at.map(Ms),
        closed: row.closed_at.map(Ms),
    };
    // A state that the file does not tell follows from the times, unless the order was called off.
    let ended = times.completed.is_some() || times.closed.is_some();
    let told = State::parse(&row.facts.state)
        .filter(|s| (mapped[f::STATE] || *s == State::Cancelled) && !(s.is_open() && ended));
    let derived = rules::derive(times, told);
    let of = rules::days(times, &derived, days);
    let digest = digest_of(
        &[
            row.external_number.as_deref(),
            Some(&row.facts.kind),
            Some(&row.facts.priority),
            Some(derived.state.as_str()),
            row.product_name.as_deref(),
            row.contact_name.as_deref(),
            row.contact_phone.as_deref(),
            row.address.as_deref(),
            row.description.as_deref(),
            row.source_verdict.as_deref(),
        ],
        &[
            Some(row.facts.opened_at),
            row.response_due_at,
            row.due_at,
            row.closed_at,
            row.facts.cost,
            derived.first_response.map(i64::from),
            row.facts.arrived_at,
            derived.ended.map(i64::from),
            derived.response_met.map(i64::from),
            derived.resolution_met.map(i64::from),
        ],
    );
    let facts = FactsRow {
        state: derived.state.as_str().to_owned(),
        is_open: i64::from(derived.state.is_open()),
        responded_at: derived.first_response.map(i64::from),
        response_met: derived.response_met.map(i64::from),
        resolution_met: derived.resolution_met.map(i64::from),
        handling_ms: derived.handling_ms,
        handling_bucket: derived.handling_ms.map(rules::bucket),
        opened_day: of.opened.0,
        opened_hour: Some(of.opened_hour),
        responded_day: of.responded.map(i64::from),
        completed_day: of.completed.map(i64::from),
        due_day: of.due.map(i64::from),
        ..row.facts
    };
    MergeRow {
        facts,
        completed_at: derived.ended.map(i64::from),
        flag_closed_before_opened: i64::from(derived.closed_before_opened),
        digest,
        ..row
    }
}
