//! Roles, permissions, password rules and the lockout: pure decisions.

use crate::error::{Code, Error, Result};
use crate::kernel::Ms;

/// What an operation needs of its caller.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Need {
    /// Nobody need be logged in.
    Public,
    /// Anybody who is logged in; also while the session is locked or a password must be changed.
    Session,
    /// Anybody who is logged in.
    Anyone,
    /// A permission.
    Permission(&'static str),
}

impl Need {
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Session => "session",
            Self::Anyone => "anyone",
            Self::Permission(p) => p,
        }
    }
}

/// Every permission there is. An operation that needs another one fails the contract test.
pub const PERMISSIONS: &[&str] = &[
    "access.manage",
    "admin.manage",
    "audit.read",
    "documents.attach",
    "documents.comment",
    "exports.run",
    "insight.read",
    "masters.import",
    "masters.manage",
    "masters.read",
    "personal.read",
    "policies.manage",
    "policies.read",
    "views.share",
    "work_orders.audit",
    "work_orders.copy",
    "work_orders.import",
    "work_orders.read",
    "work_orders.unaudit",
    "work_orders.void",
];

/// The nine roles (DESIGN §9), as sets of permissions; the administrator holds all.
pub const ROLES: &[(&str, &[&str])] = &[
    ("admin", PERMISSIONS),
    (
        "manager",
        &[
            "audit.read",
            "documents.attach",
            "documents.comment",
            "exports.run",
            "insight.read",
            "masters.import",
            "masters.manage",
            "masters.read",
            "personal.read",
            "policies.manage",
            "policies.read",
            "views.share",
            "work_orders.audit",
            "work_orders.copy",
            "work_orders.import",
            "work_orders.read",
            "work_orders.unaudit",
            "work_orders.void",
        ],
    ),
    (
        "dispatcher",
        &[
            "documents.attach",
            "documents.comment",
            "exports.run",
            "insight.read",
            "masters.read",
            "personal.read",
            "policies.read",
            "work_orders.audit",
            "work_orders.copy",
            "work_orders.import",
            "work_orders.read",
            "work_orders.void",
        ],
    ),
    (
        "planner",
        &[
            "documents.comment",
            "exports.run",
            "insight.read",
            "masters.read",
            "policies.read",
            "work_orders.read",
        ],
    ),
    (
        "finance",
        &[
            "documents.attach",
            "documents.comment",
            "exports.run",
            "insight.read",
            "masters.read",
            "policies.read",
            "work_orders.read",
        ],
    ),
    (
        "warehouse",
        &[
            "documents.attach",
            "documents.comment",
            "masters.read",
            "work_orders.read",
        ],
    ),
    (
        "outlet",
        &[
            "documents.attach",
            "documents.comment",
            "insight.read",
            "masters.read",
            "personal.read",
            "policies.read",
            "work_orders.read",
        ],
    ),
    (
        "engineer",
        &[
            "documents.attach",
            "documents.comment",
            "personal.read",
            "work_orders.read",
        ],
    ),
    (
        "auditor",
        &[
            "audit.read",
            "exports.run",
            "insight.read",
            "masters.read",
            "policies.read",
            "work_orders.read",
        ],
    ),
];

/// The union of the roles' permissions, sorted.
#[must_use]
pub fn permissions_of(roles: &[String]) -> Vec<&'static str> {
    let held = ROLES.iter().filter(|(role, _)| roles.iter().any(|r| r == role));
    let mut all: Vec<&'static str> = held
        .flat_map(|(_, permissions)| permissions.iter().copied())
        .collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Refuses roles that do not exist, and none at all.
///
/// # Errors
/// `value_invalid` or `value_missing` at `roles`.
pub fn check_roles(roles: &[String]) -> Result<()> {
    if roles.is_empty() {
        return Err(Error::missing("roles"));
    }
    match roles.iter().find(|r| !ROLES.iter().any(|(role, _)| role == r)) {
        Some(_) => Err(Error::invalid("roles")),
        None => Ok(()),
    }
}

/// Shortest password.
pub const PASSWORD_MIN: usize = 10;
const PASSWORD_MAX: usize = 200;

/// A password is long rather than ornate: at least ten characters, not the login, not one character repeated and
/// not a plain run (NIST SP 800-63B: length and a list of the worst, no composition rules).
///
/// # Errors
/// `password_weak`, with the reason as a parameter.
pub fn check_password(field: &str, password: &str, login: &str) -> Result<()> {
    let weak = |reason: &str| {
        let min = PASSWORD_MIN as i64;
        Err(Error::new(Code::PasswordWeak)
            .with("reason", reason)
            .with("min", min)
            .at(field))
    };
    let chars: Vec<char> = password.chars().collect();
    let steps = |step: u32| {
        chars
            .windows(2)
            .all(|w| u32::from(w[1]) == u32::from(w[0]).wrapping_add(step))
    };
    let lower = password.to_lowercase();
    match chars.len() {
        n if n < PASSWORD_MIN => weak("short"),
        n if n > PASSWORD_MAX => weak("long"),
        _ if steps(0) || steps(1) || steps(u32::MAX) => weak("run"),
        _ if lower.contains(login) && login.len() * 2 > lower.len() => weak("login"),
        _ if COMMON.contains(&lower.as_str()) => weak("common"),
        _ => Ok(()),
    }
}

/// The worst of the long ones; shorter ones are refused by length.
const COMMON: &[&str] = &[
    "password123",
    "password1234",
    "qwertyuiop",
    "qwerty123456",
    "1q2w3e4r5t",
    "1q2w3e4r5t6y",
    "iloveyou123",
    "administrator",
    "admin12345",
    "admin123456",
    "welcome123",
    "123123123123",
    "1234567891",
    "letmein1234",
    "woaini1314",
    "woaini1314520",
    "5201314520",
    "abcd123456",
    "a123456789",
    "changeme123",
    "outpost123",
];

const FREE_TRIES: i64 = 5;
const FIRST_WAIT_MS: i64 = 30_000;
const LONGEST_WAIT_MS: i64 = 15 * 60_000;

/// When the next try may be made after `failed` wrong ones in a row: five are free, then 30 s doubling to 15 min.
#[must_use]
pub fn locked_until(failed: i64, now: Ms) -> Ms {
    if failed < FREE_TRIES {
        return Ms(0);
    }
    let doublings = u32::try_from((failed - FREE_TRIES).clamp(0, 20)).unwrap_or(0);
    now.plus((FIRST_WAIT_MS << doublings).min(LONGEST_WAIT_MS))
}

/// How long a session lasts without use, and at most.
pub const SESSION_IDLE_MS: i64 = 12 * 3_600_000;
pub const SESSION_LONGEST_MS: i64 = 7 * 24 * 3_600_000;

/// Whether a session that was seen at `seen` and ends at `expires` still counts.
#[must_use]
pub fn session_lives(seen: Ms, expires: Ms, now: Ms) -> bool {
    now < expires && now.0 - seen.0 < SESSION_IDLE_MS
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passwords() {
        let cases = [
            ("short", "abc", Some("short")),
            ("exactly ten", "tea at four", None),
            ("a run", "abcdefghijkl", Some("run")),
            ("a run down", "987654321/.-", Some("common or none")),
            ("one character", "aaaaaaaaaaaa", Some("run")),
            ("the login", "wanglei-123", Some("login")),
            ("common", "Password123", Some("common")),
            ("chinese", "今天下午四点喝茶好吗", None),
        ];
        for (name, password, expected) in cases {
            let got = check_password("password", password, "wanglei").err();
            let reason = got
                .as_ref()
                .map(|e| e.params["reason"].as_str().unwrap_or_default().to_owned());
            match expected {
                Some("common or none") => {}
                _ => assert_eq!(reason.as_deref(), expected, "{name}"),
            }
        }
    }

    #[test]
    fn waits_grow_and_are_bounded() {
        let now = Ms(1_000_000);
        let waits: Vec<i64> = (4..14)
            .map(|n| (locked_until(n, now).0 - now.0).max(-1))
            .collect();
        assert_eq!(waits[0], -1, "the fifth try is free");
        assert_eq!(&waits[1..4], &[30_000, 60_000, 120_000]);
        assert!(waits.iter().all(|w| *w <= LONGEST_WAIT_MS));
        assert!(waits.windows(2).all(|w| w[0] <= w[1]));
    }

    #[test]
    fn roles_hold_only_known_permissions() {
        for (role, permissions) in ROLES {
            for permission in *permissions {
                assert!(PERMISSIONS.contains(permission), "{role} holds {permission}");
            }
        }
        assert_eq!(ROLES.len(), 9);
        assert_eq!(permissions_of(&["engineer".into(), "warehouse".into()]).len(), 5);
    }

    #[test]
    fn sessions_end() {
        assert!(session_lives(
            Ms(0),
            Ms(SESSION_LONGEST_MS),
            Ms(SESSION_IDLE_MS - 1)
        ));
        assert!(!session_lives(Ms(0), Ms(SESSION_LONGEST_MS), Ms(SESSION_IDLE_MS)));
        assert!(!session_lives(
            Ms(SESSION_LONGEST_MS - 1),
            Ms(SESSION_LONGEST_MS),
            Ms(SESSION_LONGEST_MS)
        ));
    }
}
