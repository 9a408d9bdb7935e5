//! Why a command did not do what it was asked: the exit code and the words.

use outpost_core::texts::{self, Locale};
use outpost_core::{ApiError, Code, Error, Kind};
use serde_json::{Value, json};

/// Refused: the state of things, or the input, does not allow it.
pub const REFUSED: u8 = 1;
/// The command line was not understood.
pub const USAGE: u8 = 2;
/// Ours to mend.
pub const FAULT: u8 = 3;

/// A command's answer.
pub type Outcome<T> = Result<T, Failure>;

/// Why a command ends with another code than 0.
#[derive(Debug)]
pub enum Failure {
    /// An operation or the opening refused.
    Core(Error),
    /// A long work failed.
    Job(ApiError),
    /// What only a shell meets: an address that is taken, a file that cannot be written.
    Refused(String),
    /// A combination of arguments that cannot be.
    Usage(String),
    /// The report that was printed says it: checks that failed, rows that were not taken.
    Reported,
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Core(error)
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Core(error.into())
    }
}

impl Failure {
    /// What only a shell meets.
    pub fn refused(words: impl Into<String>) -> Self {
        Self::Refused(words.into())
    }
    /// A combination of arguments that cannot be.
    pub fn usage(words: impl Into<String>) -> Self {
        Self::Usage(words.into())
    }
    /// A file of the person's that cannot be read or written.
    pub fn file(path: &std::path::Path, error: impl std::fmt::Display) -> Self {
        Self::Refused(format!("{}: {error}", path.display()))
    }
    /// The exit code.
    #[must_use]
    pub fn code(&self) -> u8 {
        let by_kind = |kind: Kind| if kind == Kind::Fault { FAULT } else { REFUSED };
        match self {
            Self::Core(error) => by_kind(error.code.kind()),
            Self::Job(error) => by_kind(error.kind),
            Self::Refused(_) | Self::Reported => REFUSED,
            Self::Usage(_) => USAGE,
        }
    }
    /// The error as shells send it; nothing where a report was printed already.
    #[must_use]
    pub fn wire(&self, reference: &str) -> Option<Value> {
        match self {
            Self::Core(error) => serde_json::to_value(error.wire(reference)).ok(),
            Self::Job(error) => serde_json::to_value(error).ok(),
            Self::Refused(words) => {
                Some(json!({"code": "refused", "kind": "refused", "params": {"reason": words}}))
            }
            Self::Usage(words) => {
                Some(json!({"code": "usage", "kind": "invalid", "params": {"reason": words}}))
            }
            Self::Reported => None,
        }
    }
    /// The words for a person, from the catalogue, with the code behind them.
    #[must_use]
    pub fn words(&self, locale: Locale, reference: &str) -> Option<String> {
        match self {
            Self::Core(error) => Some(with_code(locale, &error.wire(reference))),
            Self::Job(error) => Some(with_code(locale, error)),
            Self::Refused(words) | Self::Usage(words) => Some(words.clone()),
            Self::Reported => None,
        }
    }
}

fn with_code(locale: Locale, error: &ApiError) -> String {
    let mut words = format!("{} [{}", wording(locale, error), error.code);
    if let Some(field) = &error.field {
        words.push_str(&format!(" at {field}"));
    }
    // A shell is where reasons are looked for: what the text does not say stands behind it.
    if error.code == Code::BadInput.as_str()
        && let Some(reason) = error.params.get("reason").and_then(Value::as_str)
    {
        words.push_str(&format!(": {reason}"));
    }
    if error.kind == Kind::Fault {
        words.push_str(&format!(", {}", error.reference));
    }
    words.push(']');
    words
}

/// The text of an error with its parameters.
#[must_use]
pub fn wording(locale: Locale, error: &ApiError) -> String {
    let params: Vec<(String, String)> = error
        .params
        .iter()
        .map(|(key, value)| (key.clone(), plain(value)))
        .collect();
    let pairs: Vec<(&str, &str)> = params
        .iter()
        .map(|(key, value)| (key.as_str(), value.as_str()))
        .collect();
    let code = &error.code;
    // A code may have a text of its own for a reason.
    let reason = error
        .params
        .get("reason")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let ruled = code.ends_with("_invalid");
    let keys = [
        format!("errors:{code}_{reason}"),
        // Where the rules of calendars and policies refuse, their own code is the reason and says more.
        format!("sla:errors.{}", if ruled { reason } else { "" }),
        format!("errors:{code}"),
        format!("import:errors.{code}"),
    ];
    let known = keys.iter().find(|key| texts::lookup(locale, key).is_some());
    texts::text(locale, known.map_or("errors:unknown", String::as_str), &pairs)
}

fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::{FAULT, Failure, REFUSED, USAGE};
    use outpost_core::texts::Locale;
    use outpost_core::{Code, Error};

    #[test]
    fn a_refusal_is_told_from_a_fault_and_both_have_words() {
        let weak = Failure::from(
            Error::new(Code::PasswordWeak)
                .with("reason", "short")
                .with("min", 10),
        );
        let words = weak.words(Locale::En, "r").expect("words");
        assert!(
            words.contains("10 characters") && words.ends_with("[password_weak]"),
            "{words}"
        );
        assert_eq!(weak.code(), REFUSED);
        let fault = Failure::from(Error::fault("select secret"));
        let words = fault.words(Locale::ZhCn, "abc").expect("words");
        assert!(words.contains("abc") && !words.contains("secret"), "{words}");
        assert_eq!((fault.code(), Failure::usage("x").code()), (FAULT, USAGE));
    }
}
