//! What each person keeps for themselves: the layout of a page, a chosen scope. Screens choose the keys and know what
//! stands under them; the core keeps small JSON values, each person's own.

use super::{rules, store};
use crate::access::Need;
use crate::error::Result;
use crate::operation::{Cx, OpKind, Operation};
use serde::{Deserialize, Serialize};
use serde_json::Value as Json;
use std::collections::BTreeMap;
use ts_rs::TS;

/// All of one's preferences.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "PreferencesInput")]
#[serde(deny_unknown_fields)]
pub struct Get {}

#[derive(Debug, Serialize, TS)]
pub struct Preferences {
    #[ts(type = "Record<string, unknown>")]
    pub values: BTreeMap<String, Json>,
}

impl Operation for Get {
    const NAME: &'static str = "preferences.get";
    const DOC: &'static str = "What one has chosen for oneself, by key.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["preferences"];
    type Output = Preferences;
    async fn run(&self, cx: &mut Cx) -> Result<Preferences> {
        let user = cx.actor()?.id;
        let rows = store::preferences(&mut cx.tx, user).await?;
        let read = |(key, text): (String, String)| Some((key, serde_json::from_str(&text).ok()?));
        Ok(Preferences {
            values: rows.into_iter().filter_map(read).collect(),
        })
    }
}

/// Keeps one of one's own preferences; `null` forgets it.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "SavePreferenceInput")]
#[serde(deny_unknown_fields)]
pub struct Save {
    /// Words of small letters, digits and `_`, joined by dots: `dashboard.layout`. At most 80 characters.
    key: String,
    /// At most 16 KB as JSON text.
    #[ts(type = "unknown")]
    value: Json,
}

/// The answer to keeping something.
#[derive(Debug, Serialize, TS)]
#[ts(rename = "PreferenceSaved")]
pub struct Saved {}

impl Operation for Save {
    const NAME: &'static str = "preferences.save";
    const DOC: &'static str = "Keeps one of one's own preferences; null forgets it.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Write;
    const TAGS: &'static [&'static str] = &["preferences"];
    type Output = Saved;
    async fn run(&self, cx: &mut Cx) -> Result<Saved> {
        rules::preference_key(&self.key)?;
        let (user, now) = (cx.actor()?.id, cx.now);
        if self.value.is_null() {
            store::forget_preference(&mut cx.tx, user, &self.key).await?;
            return Ok(Saved {});
        }
        let text = rules::preference_text(&self.value)?;
        store::save_preference(&mut cx.tx, user, &self.key, &text, now).await?;
        rules::preference_count(store::count_preferences(&mut cx.tx, user).await?)?;
        Ok(Saved {})
    }
}
