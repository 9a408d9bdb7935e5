//! Whether imported orders are still what their files said: each order carries the digest of its imported facts, and
//! each batch the sum of them, which history holds also.

use super::import::digest_of;
use super::store::{self, ImportedRow};
use crate::db::Tx;
use crate::error::Result;
use std::collections::{HashMap, HashSet};

impl ImportedRow {
    fn digest(&self) -> i64 {
        digest_of(
            &[
                Some(self.external_number.as_deref().unwrap_or_default()),
                Some(&self.kind),
                Some(&self.priority),
                Some(&self.state),
                self.product_name.as_deref(),
                self.contact_name.as_deref(),
                self.contact_phone.as_deref(),
                self.address.as_deref(),
                self.description.as_deref(),
                self.source_verdict.as_deref(),
            ],
            &[
                Some(self.opened_at),
                self.response_due_at,
                self.due_at,
                self.closed_at,
                self.cost,
                self.responded_at,
                self.arrived_at,
                self.completed_at,
                self.response_met,
                self.resolution_met,
            ],
        )
    }
}

/// The digest of an imported order before and after it is called off; nothing for an order that no file told of.
pub(super) async fn voiding(tx: &mut Tx, id: i64) -> Result<Option<(i64, i64)>> {
    let found = store::imported_after(tx, id - 1, 1).await?;
    Ok(found.into_iter().find(|row| row.id == id).map(|row| {
        let before = row.digest;
        let after = ImportedRow {
            state: "cancelled".to_owned(),
            response_met: None,
            resolution_met: None,
            ..row
        };
        (before, after.digest())
    }))
}

/// What orders that were made void here add to the sum of their batch, as their history tells, which is chained.
async fn made_void(tx: &mut Tx) -> Result<Vec<(i64, i64)>> {
    let rows = store::voided(tx).await?;
    let told = rows.into_iter().filter_map(|(batch, params)| {
        let params: serde_json::Value = serde_json::from_str(&params).ok()?;
        let digest = |key: &str| params.get(key)?.as_str()?.parse::<i64>().ok();
        Some((
            batch,
            digest("digest_before")?.wrapping_sub(digest("digest_after")?),
        ))
    });
    Ok(told.collect())
}

const BLOCK: i64 = 5_000;

/// What [`verify_imported`] found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ImportedCheck {
    /// Imported orders that were read.
    pub orders: i64,
    /// Orders that are not what their digest says.
    pub changed: i64,
    /// Batches whose orders are not the ones that were taken in.
    pub batches: i64,
}

/// Reads every imported order and compares it with its digest, and the digests with those of its batch.
///
/// # Errors
/// A database error.
pub async fn verify_imported(tx: &mut Tx) -> Result<ImportedCheck> {
    let (mut found, mut after) = (ImportedCheck::default(), 0);
    let mut sums: HashMap<i64, i64> = HashMap::new();
    // A row that a later import updated has another digest than the one its own batch was summed with.
    let updated: HashSet<i64> = store::updated_orders(tx).await?.into_iter().collect();
    let mut without_sum = HashSet::new();
    loop {
        let rows = store::imported_after(tx, after, BLOCK).await?;
        let Some(last) = rows.last() else { break };
        after = last.id;
        found.orders += rows.len() as i64;
        for row in &rows {
            found.changed += i64::from(row.digest() != row.digest);
            let sum = sums.entry(row.batch_id).or_default();
            *sum = sum.wrapping_add(row.digest);
            if updated.contains(&row.id) {
                without_sum.insert(row.batch_id);
            }
        }
    }
    for (batch, difference) in made_void(tx).await? {
        let sum = sums.entry(batch).or_default();
        *sum = sum.wrapping_add(difference);
    }
    for (batch, content) in store::batch_contents(tx).await? {
        let sum = sums.get(&batch).copied().unwrap_or(0).to_string();
        found.batches += i64::from(sum != content && !without_sum.contains(&batch));
    }
    Ok(found)
}
