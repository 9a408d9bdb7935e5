//! The filters of the work order list behind the figures: each lists exactly the orders that were counted.

use crate::db::grid::{Filter, FilterOp};
use crate::kernel::Ms;
use crate::work_orders::rules::{SOLVING, WEEKDAYS};
use serde_json::Value as Json;

/// Half-open span of instants and the outlets that a figure is about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Drill<'a> {
    pub from: Ms,
    pub to: Ms,
    /// `None`: all that the person sees; the list cuts itself down to that.
    pub outlets: Option<&'a [i64]>,
    /// Empty: no condition.
    pub categories: &'a [i64],
    pub kinds: &'a [String],
    pub priorities: &'a [String],
}

/// A list of values that one condition may hold; more are given as alternatives.
const IN_ONE: usize = 1000;

fn one_of(field: &str, ids: &[i64]) -> Filter {
    let one = |ids: &[i64]| Filter::field(field, FilterOp::In, Json::from(ids));
    match ids.len() {
        0..=IN_ONE => one(ids),
        _ => Filter::Or {
            or: ids.chunks(IN_ONE).map(one).collect(),
        },
    }
}

fn is(field: &str, value: impl Into<Json>) -> Filter {
    Filter::field(field, FilterOp::Eq, value)
}

fn told(field: &str) -> Filter {
    Filter::field(field, FilterOp::NotNull, Json::Null)
}

fn untold(field: &str) -> Filter {
    Filter::field(field, FilterOp::IsNull, Json::Null)
}

/// Any state but cancelled.
fn live() -> Filter {
    Filter::field("state", FilterOp::Ne, "cancelled")
}

fn any(or: Vec<Filter>) -> Filter {
    Filter::Or { or }
}

/// Completed, and not with an outcome that leaves the fault where it was.
fn solved() -> Vec<Filter> {
    let solving = Filter::field("outcome", FilterOp::In, SOLVING.to_vec());
    vec![
        Filter::field("state", FilterOp::In, vec!["completed", "closed"]),
        any(vec![untold("outcome"), solving]),
    ]
}

impl Drill<'_> {
    fn filter(&self, mut parts: Vec<Filter>) -> Filter {
        if let Some(ids) = self.outlets {
            parts.push(one_of("outlet_id", ids));
        }
        if !self.categories.is_empty() {
            parts.push(one_of("category_id", self.categories));
        }
        for (field, words) in [("kind", self.kinds), ("priority", self.priorities)] {
            if !words.is_empty() {
                parts.push(Filter::field(field, FilterOp::In, words.to_vec()));
            }
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
    /// Opened in the span and not called off: solved by now, not solved by now, or both.
    pub fn promised(&self, is_solved: Option<bool>) -> Filter {
        let mut parts = vec![self.within("opened_at")];
        match is_solved {
            None => parts.push(live()),
            Some(true) => parts.extend(solved()),
            Some(false) => {
                parts.push(live());
                let not = SOLVING
                    .iter()
                    .map(|word| Filter::field("outcome", FilterOp::Ne, *word));
                let left = Filter::all(std::iter::once(told("outcome")).chain(not).collect());
                parts.push(any(vec![is("open", true), left]));
            }
        }
        self.filter(parts)
    }
    /// Ended in the span, where somebody noted whether the first visit was enough.
    pub fn visited(&self, fixed: Option<bool>) -> Filter {
        let visit = fixed.map_or_else(
            || told("first_visit_fixed"),
            |fixed| is("first_visit_fixed", fixed),
        );
        self.filter(vec![self.within("ended_at"), live(), visit])
    }
    /// Ended in the span with a score.
    pub fn scored(&self) -> Filter {
        self.filter(vec![self.within("ended_at"), live(), told("satisfaction")])
    }
    /// First responded to in the span, with how long it took.
    pub fn response_timed(&self) -> Filter {
        let took = Filter::field("response_ms", FilterOp::Ge, 0);
        self.filter(vec![self.within("first_response_at"), live(), took])
    }
    /// Opened in the span with a cost.
    pub fn costed(&self) -> Filter {
        self.filter(vec![self.within("opened_at"), told("cost")])
    }
    /// Complaints opened in the span that were answered within `limit` milliseconds (`Some(true)`), were not and can
    /// no longer be at `now` (`Some(false)`), or either.
    pub fn complaints(&self, in_time: Option<bool>, limit: i64, now: Ms) -> Filter {
        let answered = |op, ms| Filter::field("response_ms", op, ms);
        let within = || Filter::all(vec![answered(FilterOp::Ge, 0), answered(FilterOp::Le, limit)]);
        // Told before the opening is no answer to it; a wait that is over is one that began long enough ago.
        let late = || {
            any(vec![
                answered(FilterOp::Gt, limit),
                answered(FilterOp::Lt, 0),
                Filter::all(vec![
                    untold("response_ms"),
                    any(vec![
                        Filter::field("opened_at", FilterOp::Le, now.0 - limit),
                        is("open", false),
                    ]),
                ]),
            ])
        };
        let mut parts = vec![self.within("opened_at"), is("kind", "complaint"), live()];
        parts.push(match in_time {
            Some(true) => within(),
            Some(false) => late(),
            None => any(vec![within(), late()]),
        });
        self.filter(parts)
    }
    /// Complaints opened in the span.
    pub fn opened_complaints(&self) -> Filter {
        self.filter(vec![self.within("opened_at"), is("kind", "complaint"), live()])
    }
    /// Complaints opened in the span that still may be answered in time.
    pub fn waiting(&self, limit: i64, now: Ms) -> Filter {
        self.filter(vec![
            self.within("opened_at"),
            is("kind", "complaint"),
            is("open", true),
            untold("response_ms"),
            Filter::field("opened_at", FilterOp::Gt, now.0 - limit),
        ])
    }
    /// The orders of `base` that were opened in this hour of the week (0 is Monday 00:00).
    pub fn in_hour(base: Filter, hour: i64) -> Filter {
        let day = WEEKDAYS[usize::try_from(hour / 24).unwrap_or(0) % WEEKDAYS.len()];
        with(
            base,
            vec![is("opened_weekday", day), is("opened_hour", hour % 24)],
        )
    }
    /// The orders of `base` whose cause has this name (`None`: those without one).
    pub fn with_cause(base: Filter, cause: Option<&str>) -> Filter {
        let only = cause.map_or_else(|| untold("cause"), |name| is("cause", name));
        with(base, vec![only])
    }
    /// The orders of `base` whose cause is told and is none of these.
    pub fn with_other_causes(base: Filter, named: &[&str]) -> Filter {
        let not = named
            .iter()
            .map(|name| Filter::field("cause", FilterOp::Ne, *name));
        with(base, std::iter::once(told("cause")).chain(not).collect())
    }
    /// Open now, whenever opened, with more conditions.
    pub fn open_and(&self, more: Vec<Filter>) -> Filter {
        self.filter(std::iter::once(is("open", true)).chain(more).collect())
    }
    /// The orders of `base` at this outlet (`None`: those that no outlet has).
    pub fn at_outlet(base: Filter, outlet: Option<i64>) -> Filter {
        let only = outlet.map_or_else(|| untold("outlet_id"), |id| is("outlet_id", id));
        with(base, vec![only])
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
