//! What the figures need to know of one order: read from its row in one place, for imports, live changes, undo, the
//! check and the rebuild alike.

use super::NONE;
use super::accumulate::{Sums, put};
use crate::kernel::Day;
use crate::work_orders::rules::{self, KINDS, PRIORITIES, STATES};
use sqlx::FromRow;

/// The columns of [`FactsRow`], as `work_orders` and the staging table name them.
pub const FACTS: &[&str] = &[
    "outlet_id",
    "category_id",
    "kind",
    "priority",
    "state",
    "is_open",
    "opened_at",
    "responded_at",
    "arrived_at",
    "opened_day",
    "opened_hour",
    "responded_day",
    "completed_day",
    "due_day",
    "response_met",
    "resolution_met",
    "handling_ms",
    "handling_bucket",
    "cost",
    "cause_id",
    "outcome",
    "first_visit_fixed",
    "satisfaction",
];

/// The columns of [`FactsRow`] under a table's alias, for a select.
#[must_use]
pub fn facts_of(alias: &str) -> String {
    let columns: Vec<String> = FACTS.iter().map(|column| format!("{alias}.{column}")).collect();
    columns.join(", ")
}

/// An order's columns that its facts come from.
#[derive(Debug, Clone, Default, FromRow)]
pub struct FactsRow {
    pub outlet_id: Option<i64>,
    pub category_id: Option<i64>,
    pub kind: String,
    pub priority: String,
    pub state: String,
    pub is_open: i64,
    pub opened_at: i64,
    pub responded_at: Option<i64>,
    pub arrived_at: Option<i64>,
    pub opened_day: i64,
    pub opened_hour: Option<i64>,
    pub responded_day: Option<i64>,
    pub completed_day: Option<i64>,
    pub due_day: Option<i64>,
    pub response_met: Option<i64>,
    pub resolution_met: Option<i64>,
    pub handling_ms: Option<i64>,
    pub handling_bucket: Option<i64>,
    pub cost: Option<i64>,
    pub cause_id: Option<i64>,
    pub outcome: Option<String>,
    pub first_visit_fixed: Option<i64>,
    pub satisfaction: Option<i64>,
}

/// What the figures need to know of one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    pub outlet: Option<i64>,
    pub category: Option<i64>,
    /// Place in `rules::KINDS` and `rules::PRIORITIES`, from 1 on.
    pub kind: i64,
    pub priority: i64,
    /// Place in `rules::STATES`.
    pub state: usize,
    pub open: bool,
    pub cancelled: bool,
    /// Completed, and not with an outcome that leaves the fault where it was.
    pub resolved: bool,
    pub complaint: bool,
    pub opened: Day,
    /// Hour of the week, 0 is Monday 00:00.
    pub opened_hour: Option<i64>,
    pub responded: Option<Day>,
    pub completed: Option<Day>,
    pub due: Option<Day>,
    pub response_met: Option<bool>,
    pub resolution_met: Option<bool>,
    /// From opening to the first response; none where it was told before the opening.
    pub response_ms: Option<i64>,
    pub handling_ms: Option<i64>,
    pub bucket: Option<i64>,
    /// Minor units.
    pub cost: Option<i64>,
    pub cause: Option<i64>,
    pub first_visit_fixed: Option<bool>,
    /// 0 to 100.
    pub satisfaction: Option<i64>,
}

/// The place of a word in a closed list, from 1 on; a word that is none has no sum of its own.
fn place(words: &[&str], word: &str) -> i64 {
    words
        .iter()
        .position(|w| *w == word)
        .map_or(NONE, |place| place as i64 + 1)
}

impl Facts {
    /// From an order's columns.
    #[must_use]
    pub fn of(row: &FactsRow) -> Self {
        let cancelled = row.state == "cancelled";
        let response = row.responded_at.or(row.arrived_at);
        Self {
            outlet: row.outlet_id,
            category: row.category_id,
            kind: place(KINDS, &row.kind),
            priority: place(PRIORITIES, &row.priority),
            state: STATES.iter().position(|s| *s == row.state).unwrap_or(0),
            open: row.is_open == 1,
            cancelled,
            resolved: matches!(row.state.as_str(), "completed" | "closed")
                && rules::solves(row.outcome.as_deref()),
            complaint: row.kind == "complaint",
            opened: Day(row.opened_day),
            opened_hour: row.opened_hour,
            responded: row.responded_day.map(Day),
            completed: row.completed_day.map(Day),
            due: row.due_day.map(Day),
            response_met: row.response_met.map(|m| m == 1),
            resolution_met: row.resolution_met.map(|m| m == 1),
            response_ms: response.map(|at| at - row.opened_at).filter(|ms| *ms >= 0),
            handling_ms: row.handling_ms,
            bucket: row.handling_bucket,
            cost: row.cost,
            cause: row.cause_id,
            first_visit_fixed: row.first_visit_fixed.map(|fixed| fixed == 1),
            satisfaction: row.satisfaction,
        }
    }

    /// What it adds to the day of its opening.
    pub(super) fn on_opening(&self) -> Sums {
        let counts = self.complaint && !self.cancelled;
        let mut sums = Sums {
            opened: 1,
            called_off: i64::from(self.cancelled),
            resolved: i64::from(self.resolved),
            costed: i64::from(self.cost.is_some()),
            cost: self.cost.unwrap_or(0),
            complaints: i64::from(counts),
            open_opened: i64::from(self.open),
            // Called off without an end: nobody knows when it left, so it never counts as waiting.
            entered: i64::from(self.open || self.completed.is_some()),
            ..Sums::default()
        };
        if let Some(hour) = self.opened_hour {
            put(&mut sums.hours, hour, 1);
        }
        if let (true, Some(ms)) = (counts, self.response_ms) {
            put(&mut sums.answers, rules::answer_hours(ms), 1);
        }
        sums
    }

    /// What it adds to the day of its first response.
    pub(super) fn on_response(&self) -> Sums {
        let took = self.response_ms.filter(|_| !self.cancelled);
        Sums {
            responded: i64::from(took.is_some()),
            response_ms: took.unwrap_or(0),
            response_judged: i64::from(self.response_met.is_some()),
            response_met: i64::from(self.response_met == Some(true)),
            ..Sums::default()
        }
    }

    /// What it adds to the day of its end.
    pub(super) fn on_end(&self) -> Sums {
        let counts = !self.cancelled;
        let visit = self.first_visit_fixed.filter(|_| counts);
        let score = self.satisfaction.filter(|_| counts);
        let mut sums = Sums {
            completed: i64::from(counts),
            resolution_judged: i64::from(self.resolution_met.is_some()),
            resolution_met: i64::from(self.resolution_met == Some(true)),
            visit_judged: i64::from(visit.is_some()),
            visit_fixed: i64::from(visit == Some(true)),
            scored: i64::from(score.is_some()),
            score: score.unwrap_or(0),
            ..Sums::default()
        };
        if let (Some(ms), Some(bucket)) = (self.handling_ms, self.bucket) {
            (sums.handling_ms, sums.handled) = (ms, 1);
            put(&mut sums.handling, bucket, 1);
        }
        if let (Some(false), Some(hour)) = (self.resolution_met, self.opened_hour) {
            put(&mut sums.late_hours, hour, 1);
        }
        sums
    }

    /// The day on which it left the backlog: never before it came in, whatever its source says of its end.
    pub(super) fn cleared(&self) -> Option<Day> {
        self.completed
            .filter(|_| !self.open)
            .map(|day| day.max(self.opened))
    }
}
