//! Spans of time that do not count: pauses, and the time an order was closed before it was reopened.

use crate::calendar::Calendar;
use crate::refusal::Refusal;

/// A span that does not count, and why. Where reasons overlap, the span carries them all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Span {
    /// First moment, epoch milliseconds.
    pub from_ms: i64,
    /// End, exclusive.
    pub to_ms: i64,
    /// Reason codes, in the order in which they began.
    pub reasons: Vec<String>,
}

/// Spans in order, not overlapping and not touching: the union of what was put in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spans(Vec<Span>);

impl Spans {
    /// The union of spans in any order, clipped to begin no earlier than `from_ms`; empty ones vanish.
    pub fn union(from_ms: i64, mut spans: Vec<Span>) -> Self {
        spans.sort_by_key(|span| (span.from_ms, span.to_ms));
        let mut merged: Vec<Span> = Vec::new();
        for mut span in spans {
            span.from_ms = span.from_ms.max(from_ms);
            if span.from_ms >= span.to_ms {
                continue;
            }
            match merged.last_mut() {
                Some(last) if span.from_ms <= last.to_ms => {
                    last.to_ms = last.to_ms.max(span.to_ms);
                    for reason in span.reasons {
                        if !last.reasons.contains(&reason) {
                            last.reasons.push(reason);
                        }
                    }
                }
                _ => merged.push(span),
            }
        }
        Spans(merged)
    }

    /// The spans in order.
    pub fn iter(&self) -> std::slice::Iter<'_, Span> {
        self.0.iter()
    }

    /// Whether a moment lies in a span.
    pub fn contains(&self, at_ms: i64) -> bool {
        self.0
            .iter()
            .any(|span| span.from_ms <= at_ms && at_ms < span.to_ms)
    }

    /// Milliseconds of wall time between two moments that do not count.
    pub fn wall_ms(&self, from_ms: i64, to_ms: i64) -> i64 {
        self.clipped(from_ms, to_ms).map(|(from, to)| to - from).sum()
    }

    /// Open milliseconds between two moments that do not count.
    ///
    /// # Errors
    /// `beyond_horizon`.
    pub fn working_ms(&self, calendar: &Calendar, from_ms: i64, to_ms: i64) -> Result<i64, Refusal> {
        self.clipped(from_ms, to_ms)
            .map(|(from, to)| calendar.elapsed(from, to))
            .sum()
    }

    fn clipped(&self, from_ms: i64, to_ms: i64) -> impl Iterator<Item = (i64, i64)> {
        self.0
            .iter()
            .map(move |span| (span.from_ms.max(from_ms), span.to_ms.min(to_ms)))
            .filter(|(from, to)| from < to)
    }

    /// Open milliseconds between two moments that count.
    ///
    /// # Errors
    /// `beyond_horizon`.
    pub fn counted_ms(&self, calendar: &Calendar, from_ms: i64, to_ms: i64) -> Result<i64, Refusal> {
        Ok(calendar.elapsed(from_ms, to_ms)? - self.working_ms(calendar, from_ms, to_ms)?)
    }

    /// The first moment after `from_ms` at which `amount_ms` (more than 0) of open time has been used up outside
    /// the spans.
    ///
    /// # Errors
    /// Those of [`Calendar::deadline`].
    pub fn use_up(&self, calendar: &Calendar, from_ms: i64, amount_ms: i64) -> Result<i64, Refusal> {
        let (mut cursor, mut left) = (from_ms, amount_ms);
        for span in &self.0 {
            if span.to_ms <= cursor {
                continue;
            }
            let before = calendar.elapsed(cursor, span.from_ms)?;
            if left <= before {
                break;
            }
            left -= before;
            cursor = span.to_ms;
        }
        calendar.deadline(cursor, left)
    }

    /// A due time moved by the wall length of every span that begins before it (one span can move it past the next).
    pub fn shift_by_wall(&self, from_ms: i64, due_ms: i64) -> i64 {
        let mut due = due_ms;
        for span in &self.0 {
            let from = span.from_ms.max(from_ms);
            if from < due && from < span.to_ms {
                due += span.to_ms - from;
            }
        }
        due
    }
}
