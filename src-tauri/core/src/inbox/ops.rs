//! Reading one's own inbox and marking what was read.

use super::{Link, rules, store};
use crate::access::Need;
use crate::error::{Error, Result};
use crate::kernel::{InboxId, Ms};
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A message as the inbox shows it: its text is `inbox.<code>` of the catalogue, filled with the parameters.
#[derive(Debug, Clone, Serialize, TS)]
pub struct InboxItem {
    pub id: InboxId,
    pub at: Ms,
    pub code: String,
    #[ts(type = "Record<string, string | number>")]
    pub params: serde_json::Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub link: Option<Link>,
    /// When it was marked as read; absent while it is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub read_at: Option<Ms>,
}

/// A page of the inbox.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InboxListInput")]
#[serde(deny_unknown_fields)]
pub struct List {
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    unread_only: bool,
    /// Only items older than this one: the last of the page before.
    #[serde(default)]
    #[ts(optional)]
    before: Option<InboxId>,
    /// 1 to 200; 30 unless told.
    #[serde(default)]
    #[ts(optional, as = "Option<f64>")]
    limit: Option<i64>,
}

#[derive(Debug, Serialize, TS)]
pub struct InboxList {
    pub items: Vec<InboxItem>,
    /// Whether there are older ones.
    pub more: bool,
}

impl Operation for List {
    const NAME: &'static str = "inbox.list";
    const DOC: &'static str = "One's messages, newest first.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["inbox"];
    type Output = InboxList;
    async fn run(&self, cx: &mut Cx) -> Result<InboxList> {
        let limit = rules::page_size(self.limit)?;
        let user = cx.actor()?.id;
        let before = self.before.unwrap_or(InboxId(i64::MAX));
        let mut rows = store::page(&mut cx.tx, user, self.unread_only, before, limit + 1).await?;
        let more = rows.len() as i64 > limit;
        rows.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
        let items = rows.into_iter().map(|row| InboxItem {
            id: row.id,
            at: row.at,
            link: row.link(),
            read_at: row.read_at(),
            params: serde_json::from_str(&row.params).unwrap_or_default(),
            code: row.code,
        });
        Ok(InboxList {
            items: items.collect(),
            more,
        })
    }
}

/// How many messages wait.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InboxUnreadInput")]
#[serde(deny_unknown_fields)]
pub struct Unread {}

#[derive(Debug, Serialize, TS)]
pub struct UnreadCount {
    #[ts(as = "f64")]
    pub unread: i64,
}

impl Operation for Unread {
    const NAME: &'static str = "inbox.unread";
    const DOC: &'static str = "How many of one's messages are unread.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["inbox"];
    type Output = UnreadCount;
    async fn run(&self, cx: &mut Cx) -> Result<UnreadCount> {
        let user = cx.actor()?.id;
        let unread = store::unread(&mut cx.tx, user).await?;
        Ok(UnreadCount { unread })
    }
}

/// Marks messages as read: some, all, or those about one record.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "InboxMarkInput")]
#[serde(deny_unknown_fields)]
pub struct Mark {
    /// 1 to 200 of one's own; those of others are passed over.
    #[serde(default)]
    #[ts(optional)]
    ids: Option<Vec<InboxId>>,
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    all: bool,
    /// What a page has just shown anyway.
    #[serde(default)]
    #[ts(optional)]
    link: Option<Link>,
}

impl Operation for Mark {
    const NAME: &'static str = "inbox.mark";
    const DOC: &'static str = "Marks one's messages as read; answers how many are left.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["inbox"];
    type Output = UnreadCount;
    async fn run(&self, cx: &mut Cx) -> Result<UnreadCount> {
        let (user, now) = (cx.actor()?.id, cx.now);
        if !self.all && self.ids.is_none() && self.link.is_none() {
            return Err(Error::missing("ids"));
        }
        if self.all {
            store::mark_all(&mut cx.tx, user, now).await?;
        }
        if let Some(ids) = &self.ids {
            rules::marked_at_once(ids.len())?;
            store::mark(&mut cx.tx, user, now, ids).await?;
        }
        if let Some(link) = &self.link {
            store::mark_link(&mut cx.tx, user, now, link).await?;
        }
        let unread = store::unread(&mut cx.tx, user).await?;
        Ok(UnreadCount { unread })
    }
}
