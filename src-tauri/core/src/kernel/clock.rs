//! The only place where the product reads the time.

use super::Ms;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// Where `now` comes from: the machine, or (tests, replays) a hand that was set.
#[derive(Debug, Clone, Default)]
pub enum Clock {
    #[default]
    Machine,
    /// A clock that stands still until it is set; UTC epoch milliseconds.
    Set(Arc<AtomicI64>),
}

impl Clock {
    /// A clock that stands at `at`.
    #[must_use]
    pub fn at(at: Ms) -> Self {
        Self::Set(Arc::new(AtomicI64::new(at.0)))
    }
    /// Moves a set clock; the machine's own cannot be moved.
    pub fn set(&self, at: Ms) {
        if let Self::Set(hand) = self {
            hand.store(at.0, Ordering::SeqCst);
        }
    }
    /// The present instant.
    #[must_use]
    #[expect(
        clippy::disallowed_methods,
        reason = "this is the clock that everybody else is told to use"
    )]
    pub fn now(&self) -> Ms {
        match self {
            Self::Set(hand) => Ms(hand.load(Ordering::SeqCst)),
            Self::Machine => {
                let since = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
                Ms(since.map_or(0, |d| i64::try_from(d.as_millis()).unwrap_or(i64::MAX)))
            }
        }
    }
}
