//! Reasons: a code of a dictionary that the workspace keeps, and words where the code says little.

use super::kind::Given;
use super::model::{Reason, ReasonList, ReasonView};
use super::{rules, store};
use crate::access::Need;
use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::operation::{Cx, OpKind, Operation};
use crate::texts::Locale;
use serde::Deserialize;
use ts_rs::TS;

/// For what a reason is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReasonFor {
    Unaudit,
    Void,
    RemoveAttachment,
}

impl ReasonFor {
    /// The dictionary of such reasons.
    fn dictionary(self) -> &'static str {
        match self {
            Self::Unaudit => "unaudit_reason",
            Self::Void => "void_reason",
            Self::RemoveAttachment => "remove_reason",
        }
    }
}

/// Checks a reason against the dictionary.
///
/// # Errors
/// `reason_unknown` for what the dictionary does not have (any more); `value_missing` at `reason.note` where the reason
/// is another one than the listed.
pub(super) async fn given(tx: &mut Tx, of: ReasonFor, reason: &Reason) -> Result<Given> {
    let known = store::reasons(tx, of.dictionary()).await?;
    let found = known.into_iter().find(|(code, _, _)| *code == reason.code);
    let (code, name, name_en) = found.ok_or_else(|| Error::new(Code::ReasonUnknown).at("reason.code"))?;
    let note = rules::note("reason.note", reason.note.as_deref())?;
    if code == rules::OTHER && note.is_none() {
        return Err(Error::missing("reason.note"));
    }
    Ok(Given {
        code,
        name_en: name_en.unwrap_or_else(|| name.clone()),
        name,
        note,
    })
}

/// Input of `documents.reasons`.
#[derive(Debug, Deserialize, TS)]
#[ts(rename = "ReasonsInput")]
#[serde(deny_unknown_fields)]
pub struct Reasons {
    of: ReasonFor,
}

impl Operation for Reasons {
    const NAME: &'static str = "documents.reasons";
    const DOC: &'static str =
        "The reasons to choose from when a document is un-audited or made void, or a file removed.";
    const NEEDS: Need = Need::Anyone;
    const KIND: OpKind = OpKind::Read;
    const TAGS: &'static [&'static str] = &["dictionaries"];
    type Output = ReasonList;
    async fn run(&self, cx: &mut Cx) -> Result<ReasonList> {
        let rows = store::reasons(&mut cx.tx, self.of.dictionary()).await?;
        let reasons = rows.into_iter().map(|(code, name, name_en)| ReasonView {
            needs_note: code == rules::OTHER,
            name: match (cx.locale, name_en) {
                (Locale::En, Some(english)) => english,
                _ => name,
            },
            code,
        });
        Ok(ReasonList {
            reasons: reasons.collect(),
        })
    }
}
