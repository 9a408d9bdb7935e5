//! The inbox: what a person should learn of although they were not looking. A long work has ended, somebody named
//! them in a comment.
//!
//! Whatever has news for a person calls [`post`] in its own transaction: the item and the notice for open screens are
//! there when the change is, or not at all. Texts stand in the catalogue `inbox.json` under the code; each person sees
//! and marks their own items only.

mod ops;
mod rules;
mod store;

use crate::db::{Db, Tx};
use crate::error::Result;
use crate::kernel::{InboxId, Ms, UserId};
use crate::operation::Registry;
use serde::{Deserialize, Serialize};
use serde_json::{Value as Json, json};
use ts_rs::TS;

/// The record that an item is about. Which page opens it is for the screens to know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[ts(rename = "InboxLink")]
#[serde(deny_unknown_fields)]
pub struct Link {
    /// What kind of record: `work_order`, `job` …
    pub kind: String,
    #[ts(as = "f64")]
    pub id: i64,
}

impl Link {
    #[must_use]
    pub fn new(kind: &str, id: impl Into<i64>) -> Self {
        let (kind, id) = (kind.to_owned(), id.into());
        Self { kind, id }
    }
}

/// Puts a message into a person's inbox, and tells the screens that they have open once the transaction is committed.
///
/// `code` is a key of the catalogue `inbox`; `params` fill its text. A parameter `x_key` names another text of the
/// catalogues, which then stands for `x`.
///
/// # Errors
/// A database error.
pub async fn post(
    tx: &mut Tx,
    now: Ms,
    user: UserId,
    code: &str,
    params: Json,
    link: Option<Link>,
) -> Result<InboxId> {
    store::sweep_of(tx, user, now.plus(-rules::KEEP_MS)).await?;
    let id = store::insert(tx, now, user, code, &params.to_string(), link.as_ref()).await?;
    let notice = json!({"user_id": user, "code": code, "params": params, "link": link});
    crate::app::send(tx, "notify", &notice, now).await?;
    Ok(id)
}

/// Takes messages about a record out of all inboxes: those of this code that were posted at this instant and whose
/// parameter `key` is this number.
///
/// # Errors
/// A database error.
pub async fn take_back(
    tx: &mut Tx,
    at: Ms,
    code: &str,
    link: &Link,
    (key, number): (&str, i64),
) -> Result<()> {
    for (id, params) in store::about(tx, at, code, link).await? {
        let params: Json = serde_json::from_str(&params)?;
        if params[key].as_i64() == Some(number) {
            store::delete(tx, id).await?;
        }
    }
    Ok(())
}

/// Deletes what is older than it is kept.
pub(crate) async fn sweep(db: &Db, now: Ms) -> Result<()> {
    let mut tx = db.write().await?;
    store::sweep(&mut tx, now.plus(-rules::KEEP_MS)).await?;
    tx.commit().await
}

/// Lists this part's operations.
pub fn register(registry: &mut Registry) {
    registry.add::<ops::List>();
    registry.add::<ops::Unread>();
    registry.add::<ops::Mark>();
}
