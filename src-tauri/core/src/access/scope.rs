//! Row scope: the condition that every read, write, count, export and chart of a scoped table carries.

use crate::db::{Scoped, Value};
use crate::kernel::{EngineerId, UserId};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How wide a person sees.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ScopeKind {
    All,
    Regions,
    Outlets,
    /// Only what belongs to the engineer that the person is.
    Own,
}

impl ScopeKind {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::All => "all",
            Self::Regions => "regions",
            Self::Outlets => "outlets",
            Self::Own => "own",
        }
    }
    /// Unknown words see nothing: the narrowest kind.
    #[must_use]
    pub fn parse(word: &str) -> Self {
        match word {
            "all" => Self::All,
            "regions" => Self::Regions,
            "outlets" => Self::Outlets,
            _ => Self::Own,
        }
    }
}

/// A person's scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scope {
    pub kind: ScopeKind,
    pub user: UserId,
    pub engineer: Option<EngineerId>,
}

impl Scope {
    /// Everything: the workspace's own jobs.
    #[must_use]
    pub fn all() -> Self {
        Self {
            kind: ScopeKind::All,
            user: UserId(0),
            engineer: None,
        }
    }
    #[must_use]
    pub fn is_all(&self) -> bool {
        self.kind == ScopeKind::All
    }
    /// The SQL condition, with the value of its one bind.
    #[must_use]
    pub fn condition(&self, on: Scoped, bind: &str) -> (String, Option<Value>) {
        // `{in}` in the expression is where the set goes, when it stands inside a sub-select.
        let among = |expr: &str, set: String| match expr.contains("{in}") {
            true => expr.replace("{in}", &set),
            false => format!("{expr} {set}"),
        };
        match self.kind {
            ScopeKind::All => ("1 = 1".to_owned(), None),
            ScopeKind::Regions | ScopeKind::Outlets => {
                let set = format!("in (select s.outlet_id from user_outlets s where s.user_id = {bind})");
                (among(on.outlet, set), Some(Value::from(self.user.0)))
            }
            // Rows that belong to no engineer are nobody's own.
            ScopeKind::Own => match (on.engineer, self.engineer) {
                (Some(column), Some(engineer)) => {
                    (among(column, format!("= {bind}")), Some(Value::from(engineer.0)))
                }
                _ => ("1 = 0".to_owned(), None),
            },
        }
    }
}
