//! The sealer: chains history rows after their commits, so that a changed or deleted row is found by `verify`.
//!
//! hash(n) = sha256(hash(n-1), history id, digest). The head is anchored outside the file (backups carry it).

use super::{digest, store};
use crate::db::{Db, Tx};
use crate::error::Result;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The end of the chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Head {
    pub position: i64,
    pub hash: String,
}

/// What the chain starts from.
const GENESIS: &str = "outpost";
const ROWS_A_STEP: i64 = 500;

fn link(before: &str, history_id: i64, row_digest: &str) -> String {
    digest(&[before, &history_id.to_string(), row_digest])
}

/// Seals what is not yet sealed; answers how many rows.
///
/// # Errors
/// A database error; of two sealers at once one loses and tries again later.
pub async fn seal(db: &Db) -> Result<u64> {
    let mut sealed = 0;
    loop {
        // Looking first: an idle product must not take the writer's place every other second.
        let mut tx = db.read().await?;
        let waiting = !store::unsealed(&mut tx, 1).await?.is_empty();
        tx.commit().await?;
        if !waiting {
            return Ok(sealed);
        }
        let mut tx = db.write().await?;
        let rows = store::unsealed(&mut tx, ROWS_A_STEP).await?;
        if rows.is_empty() {
            return Ok(sealed);
        }
        let (mut position, mut hash) = store::head(&mut tx).await?.unwrap_or((0, GENESIS.to_owned()));
        for (id, row_digest) in rows {
            position += 1;
            hash = link(&hash, id, &row_digest);
            store::chain(&mut tx, position, id, hash.clone()).await?;
            sealed += 1;
        }
        tx.commit().await?;
    }
}

/// The end of the chain; nothing before the first row is sealed.
///
/// # Errors
/// A database error.
pub async fn head(tx: &mut Tx) -> Result<Option<Head>> {
    Ok(store::head(tx)
        .await?
        .map(|(position, hash)| Head { position, hash }))
}

/// Walks the whole chain. Answers (links checked, positions of broken links: at most 100).
///
/// `anchor` is a head that was kept outside the file: the chain must still hold it.
///
/// # Errors
/// A database error.
pub async fn check_chain(tx: &mut Tx, anchor: Option<&Head>) -> Result<(i64, Vec<i64>)> {
    let (mut at, mut hash, mut broken) = (0, GENESIS.to_owned(), Vec::new());
    let mut anchored = anchor.is_none_or(|a| a.position == 0);
    loop {
        let links = store::walk(tx, at, ROWS_A_STEP).await?;
        if links.is_empty() {
            break;
        }
        for entry in links {
            let expected = entry.digest.as_deref().map(|d| link(&hash, entry.history_id, d));
            let true_row = entry
                .row
                .whole()
                .is_some_and(|row| Some(row.digest()) == entry.digest);
            let good = true_row && entry.position == at + 1 && expected.as_ref() == Some(&entry.hash);
            if !good && broken.len() < 100 {
                broken.push(entry.position);
            }
            if let Some(anchor) = anchor
                && anchor.position == entry.position
            {
                anchored = anchor.hash == entry.hash;
            }
            at = entry.position;
            hash = entry.hash;
        }
    }
    if let Some(anchor) = anchor
        && !anchored
    {
        broken.push(anchor.position);
    }
    Ok((at, broken))
}
