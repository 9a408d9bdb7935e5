//! The filters of the work order list behind the figures: each lists exactly the orders that were counted.

use crate::db::grid::{Filter, FilterOp};
use crate::kernel::Ms;
use serde_json::Value as Json;

/// Half-open span of instants and the outlets that a figure is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drill<'a> {
    pub from: Ms,
    pub to: Ms,
    /// `None`: all that the person sees; the list cuts itself down to that.
    pub outlets: Option<&'a [i64]>,
}

/// A list of values that one condition may hold; more are given as alternatives.
const IN_ONE: usize = 1000;

impl Drill<'_> {
    fn filter(&self, mut parts: Vec<Filter>) -> Filter {
        if let Some(ids) = self.outlets {
            let one = |ids: &[i64]| Filter::field("outlet_id", FilterOp::In, Json::from(ids));
            parts.push(match ids.len() {
                0..=IN_ONE => one(ids),
                _ => Filter::Or {
                    or: ids.chunks(IN_ONE).map(one).collect(),
                },
            });
        }
        Filter::all(parts)
    }
    fn within(&self, field: &str) -> Filter {
        Filter::field(field, FilterOp::Between, vec![self.from.0, self.to.0])
    }
    /// Opened in the span.
    pub fn opened(&self) -> Filter {
        self.filter(vec![self.within("opened_at")])
    }
    /// Ended in the span and not cancelled.
    pub fn completed(&self) -> Filter {
        self.filter(vec![
            self.within("ended_at"),
            Filter::field("state", FilterOp::Ne, "cancelled"),
        ])
    }
    /// Ended in the span, with a verdict on the due time: this one (`met`, `breached`), or any.
    pub fn resolved(&self, verdict: Option<&str>) -> Filter {
        let verdict = match verdict {
            Some(verdict) => Filter::field("resolution", FilterOp::Eq, verdict),
            None => Filter::field("resolution", FilterOp::NotNull, Json::Null),
        };
        self.filter(vec![self.within("ended_at"), verdict])
    }
    /// Ended in the span without a due time.
    pub fn without_target(&self) -> Filter {
        self.filter(vec![
            self.within("ended_at"),
            Filter::field("state", FilterOp::Ne, "cancelled"),
            Filter::field("resolution", FilterOp::IsNull, Json::Null),
        ])
    }
    /// First responded to in the span, with a verdict: this one, or any.
    pub fn responded(&self, met: Option<bool>) -> Filter {
        let verdict = match met {
            Some(met) => Filter::field("response_met", FilterOp::Eq, met),
            None => Filter::field("response_met", FilterOp::NotNull, Json::Null),
        };
        self.filter(vec![self.within("first_response_at"), verdict])
    }
    /// Ended in the span with a handling time.
    pub fn handled(&self) -> Filter {
        let timed = Filter::field("handling_ms", FilterOp::NotNull, Json::Null);
        self.filter(vec![self.within("ended_at"), timed])
    }
    /// Open now, whenever opened.
    pub fn open(&self) -> Filter {
        self.filter(vec![Filter::field("open", FilterOp::Eq, true)])
    }
    /// Open now and due before `now`.
    pub fn overdue(&self, now: Ms) -> Filter {
        let late = Filter::field("due_at", FilterOp::Lt, now.0);
        self.filter(vec![Filter::field("open", FilterOp::Eq, true), late])
    }
    /// The orders of `base` in this category (`None`: orders without one), by its name, as people read it.
    pub fn in_category(base: Filter, category: Option<&str>) -> Filter {
        let only = match category {
            Some(name) => Filter::field("category", FilterOp::Eq, name),
            None => Filter::field("category", FilterOp::IsNull, Json::Null),
        };
        with(base, vec![only])
    }
    /// The orders of `base` in none of these categories.
    pub fn in_other_categories(base: Filter, named: &[Option<&str>]) -> Filter {
        let not = named.iter().map(|category| match category {
            Some(name) => Filter::field("category", FilterOp::Ne, *name),
            None => Filter::field("category", FilterOp::NotNull, Json::Null),
        });
        with(base, not.collect())
    }
}

/// A drill as a chart hands it back.
pub(super) fn json(filter: Filter) -> Json {
    serde_json::to_value(filter).unwrap_or_default()
}

fn with(base: Filter, more: Vec<Filter>) -> Filter {
    match base {
        Filter::And { mut and } => {
            and.extend(more);
            Filter::all(and)
        }
        other => Filter::all(std::iter::once(other).chain(more).collect()),
    }
}
