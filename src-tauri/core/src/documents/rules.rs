//! Pure decisions that every document shares: what a phase allows, and what may be written beside a document.

use crate::error::{Code, Error, Result};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Where a document stands, whatever its kind calls its own states.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "DocumentPhase")]
pub enum Phase {
    /// Still being worked on.
    Draft,
    /// Finished by those who made it, not yet looked over.
    Submitted,
    /// Looked over: it does not change any more.
    Audited,
    /// Audited and done with.
    Closed,
    /// Called off. It stays, and counts for nothing.
    Void,
}

impl Phase {
    pub const ALL: [Self; 5] = [
        Self::Draft,
        Self::Submitted,
        Self::Audited,
        Self::Closed,
        Self::Void,
    ];
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Audited => "audited",
            Self::Closed => "closed",
            Self::Void => "void",
        }
    }
}

/// What may be done to a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
#[ts(rename = "DocumentAction")]
pub enum Action {
    Audit,
    Unaudit,
    Void,
    Copy,
    Comment,
    Attach,
    RemoveAttachment,
}

impl Action {
    pub const ALL: [Self; 7] = [
        Self::Audit,
        Self::Unaudit,
        Self::Void,
        Self::Copy,
        Self::Comment,
        Self::Attach,
        Self::RemoveAttachment,
    ];
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Audit => "audit",
            Self::Unaudit => "unaudit",
            Self::Void => "void",
            Self::Copy => "copy",
            Self::Comment => "comment",
            Self::Attach => "attach",
            Self::RemoveAttachment => "remove_attachment",
        }
    }
    /// The phases in which it may be done (domain §1.1, general rules of chapter 3).
    #[must_use]
    pub fn allowed_in(self, phase: Phase) -> bool {
        match self {
            Self::Audit => phase == Phase::Submitted,
            Self::Unaudit => matches!(phase, Phase::Audited | Phase::Closed),
            Self::Void => matches!(phase, Phase::Draft | Phase::Submitted),
            Self::Copy | Self::Comment => true,
            Self::Attach => phase != Phase::Void,
            // What an audit has looked at stays where it was.
            Self::RemoveAttachment => matches!(phase, Phase::Draft | Phase::Submitted),
        }
    }
}

/// Refuses what the phase does not allow.
///
/// # Errors
/// `document_state`, with the action and the phase.
pub fn check(action: Action, phase: Phase) -> Result<()> {
    if action.allowed_in(phase) {
        return Ok(());
    }
    Err(Error::new(Code::DocumentState)
        .with("reason", action.as_str())
        .with("phase", phase.as_str()))
}

/// Signs that turn the direction of the text around them, so that it reads as something else.
fn turns_text(c: char) -> bool {
    matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Longest comment and longest note beside a reason, in characters.
pub const COMMENT_MAX: usize = 4_000;
pub const NOTE_MAX: usize = 1_000;
/// People that one comment may call.
pub const MENTIONS_MAX: usize = 20;

/// A text of several lines: line breaks are kept, everything else that does not print is refused.
///
/// # Errors
/// `value_missing`, `value_too_long`, `value_invalid`.
pub fn prose(field: &str, text: &str, max: usize) -> Result<String> {
    let text = text.replace("\r\n", "\n").replace('\r', "\n");
    let text = text.trim();
    if text.is_empty() {
        return Err(Error::missing(field));
    }
    if text.chars().count() > max {
        let error = Error::new(Code::ValueTooLong).with("field", field);
        return Err(error.with("max", max as i64).at(field));
    }
    if text
        .chars()
        .any(|c| (c.is_control() && c != '\n' && c != '\t') || turns_text(c))
    {
        return Err(Error::invalid(field));
    }
    Ok(text.to_owned())
}

/// As [`prose`], where nothing need be written.
///
/// # Errors
/// `value_too_long`, `value_invalid`.
pub fn note(field: &str, text: Option<&str>) -> Result<Option<String>> {
    match text.map(str::trim) {
        None | Some("") => Ok(None),
        Some(text) => prose(field, text, NOTE_MAX).map(Some),
    }
}

/// The reason that must be told in words.
pub const OTHER: &str = "other";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_phase_allows() {
        let cases = [
            (Action::Audit, "submitted"),
            (Action::Unaudit, "audited closed"),
            (Action::Void, "draft submitted"),
            (Action::Copy, "draft submitted audited closed void"),
            (Action::Comment, "draft submitted audited closed void"),
            (Action::Attach, "draft submitted audited closed"),
            (Action::RemoveAttachment, "draft submitted"),
        ];
        assert_eq!(cases.len(), Action::ALL.len());
        for (action, phases) in cases {
            for phase in Phase::ALL {
                let expected = phases.split(' ').any(|p| p == phase.as_str());
                assert_eq!(
                    check(action, phase).is_ok(),
                    expected,
                    "{} in {}",
                    action.as_str(),
                    phase.as_str()
                );
            }
        }
    }

    #[test]
    fn texts_that_people_write() {
        let code = |text: &str| {
            prose("text", text, 10)
                .err()
                .map_or("ok", |error| error.code.as_str())
        };
        let cases = [
            ("a line", "ok"),
            ("two\r\nlines", "ok"),
            ("<b>bold</b>", "value_too_long"),
            ("<b>x</b>", "ok"),
            ("  \n ", "value_missing"),
            ("bell\u{7}", "value_invalid"),
            ("\u{202e}gpj", "value_invalid"),
            ("四个字，十个字以内", "ok"),
            ("这是超过十个字的一句话", "value_too_long"),
        ];
        for (text, expected) in cases {
            assert_eq!(code(text), expected, "{text:?}");
        }
        assert_eq!(prose("text", " two\r\nlines ", 10).unwrap(), "two\nlines");
        assert_eq!(note("note", Some("  ")).unwrap(), None);
    }
}
