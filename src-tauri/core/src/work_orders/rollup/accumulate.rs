//! Adding up what orders contribute.

use super::{ALL, BY_DAY, BY_MONTH, BY_STATE, NONE};
use crate::kernel::Day;
use crate::work_orders::rules::STATES;
use std::collections::HashMap;

/// What the figures need to know of one order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Facts {
    pub outlet: Option<i64>,
    pub category: Option<i64>,
    /// Place in `rules::STATES`.
    pub state: usize,
    pub open: bool,
    pub opened: Day,
    pub responded: Option<Day>,
    pub completed: Option<Day>,
    pub due: Option<Day>,
    pub response_met: Option<bool>,
    pub resolution_met: Option<bool>,
    pub handling_ms: Option<i64>,
    pub bucket: Option<i64>,
    /// Minor units.
    pub cost: i64,
}

/// Counts by bucket, ascending. A list, since most periods have a few buckets and there are many periods.
pub type Histogram = Vec<(i64, i64)>;

/// The measures of one period.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums {
    pub opened: i64,
    pub completed: i64,
    pub resolution_judged: i64,
    pub resolution_met: i64,
    pub response_judged: i64,
    pub response_met: i64,
    pub open_due: i64,
    pub handling_ms: i64,
    pub handled: i64,
    pub cost: i64,
    pub histogram: Histogram,
}

impl Sums {
    /// Adds `other`, `sign` times.
    pub fn add(&mut self, other: &Self, sign: i64) {
        for (mine, theirs) in self.measures_mut().into_iter().zip(other.measures()) {
            *mine += sign * theirs;
        }
        for (bucket, count) in &other.histogram {
            self.put(*bucket, sign * count);
        }
    }
    fn put(&mut self, bucket: i64, count: i64) {
        match self.histogram.binary_search_by_key(&bucket, |(b, _)| *b) {
            Ok(place) => {
                self.histogram[place].1 += count;
                if self.histogram[place].1 == 0 {
                    self.histogram.remove(place);
                }
            }
            Err(place) if count != 0 => self.histogram.insert(place, (bucket, count)),
            Err(_) => {}
        }
    }
    /// The numbers in the order of the table's columns.
    #[must_use]
    pub fn measures(&self) -> [i64; 10] {
        [
            self.opened,
            self.completed,
            self.resolution_judged,
            self.resolution_met,
            self.response_judged,
            self.response_met,
            self.open_due,
            self.handling_ms,
            self.handled,
            self.cost,
        ]
    }
    fn measures_mut(&mut self) -> [&mut i64; 10] {
        [
            &mut self.opened,
            &mut self.completed,
            &mut self.resolution_judged,
            &mut self.resolution_met,
            &mut self.response_judged,
            &mut self.response_met,
            &mut self.open_due,
            &mut self.handling_ms,
            &mut self.handled,
            &mut self.cost,
        ]
    }
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.histogram.is_empty() && self.measures().iter().all(|m| *m == 0)
    }
    /// From the table's columns.
    #[must_use]
    pub fn from_columns(measures: [i64; 10], histogram: &str) -> Self {
        let mut sums = Self::default();
        for (mine, stored) in sums.measures_mut().into_iter().zip(measures) {
            *mine = stored;
        }
        sums.append(histogram);
        sums
    }
    /// Adds a stored histogram: `bucket:count` parts, the same bucket as often as it was appended.
    pub fn append(&mut self, histogram: &str) {
        for part in histogram.split_ascii_whitespace() {
            if let Some((bucket, count)) = part.split_once(':')
                && let (Ok(bucket), Ok(count)) = (bucket.parse(), count.parse())
            {
                self.put(bucket, count);
            }
        }
    }
    /// The histogram as it is stored; ends in a space, so that texts add up by appending.
    #[must_use]
    pub fn histogram_text(&self) -> String {
        use std::fmt::Write as _;
        self.histogram
            .iter()
            .fold(String::new(), |mut text, (bucket, count)| {
                let _ = write!(text, "{bucket}:{count} ");
                text
            })
    }
}

/// (grain, outlet, category, period).
pub(super) type Key = (i64, i64, i64, i64);

/// Sums by key.
#[derive(Debug, Default)]
pub struct Accumulator {
    pub(super) sums: HashMap<Key, Sums>,
}

impl Accumulator {
    /// Adds an order (`sign` 1) or takes it back (−1).
    pub fn add(&mut self, facts: &Facts, sign: i64) {
        let (outlet, category) = (facts.outlet.unwrap_or(NONE), facts.category.unwrap_or(NONE));
        let state = Sums {
            opened: 1,
            cost: facts.cost,
            ..Sums::default()
        };
        for o in [ALL, outlet] {
            self.at((BY_STATE, o, ALL, facts.state as i64)).add(&state, sign);
        }
        let opened = Sums {
            opened: 1,
            cost: facts.cost,
            ..Sums::default()
        };
        self.event(facts.opened, outlet, category, &opened, sign);
        if let (Some(day), Some(met)) = (facts.responded, facts.response_met) {
            let sums = Sums {
                response_judged: 1,
                response_met: i64::from(met),
                ..Sums::default()
            };
            self.event(day, outlet, category, &sums, sign);
        }
        if let Some(day) = facts.completed {
            self.event(day, outlet, category, &ended(facts), sign);
        }
        if let (true, Some(day)) = (facts.open, facts.due) {
            self.event(
                day,
                outlet,
                category,
                &Sums {
                    open_due: 1,
                    ..Sums::default()
                },
                sign,
            );
        }
    }

    /// One event of a day, in all the ways that figures ask for it.
    fn event(&mut self, day: Day, outlet: i64, category: i64, sums: &Sums, sign: i64) {
        let month = day.month();
        let ways = [(ALL, ALL), (outlet, ALL), (ALL, category)];
        for (o, c) in ways {
            self.at((BY_DAY, o, c, day.0)).add(sums, sign);
            self.at((BY_MONTH, o, c, month)).add(sums, sign);
        }
        self.at((BY_MONTH, outlet, category, month)).add(sums, sign);
    }

    fn at(&mut self, key: Key) -> &mut Sums {
        self.sums.entry(key).or_default()
    }
}

/// What the end of an order adds to its day.
fn ended(facts: &Facts) -> Sums {
    let cancelled = STATES[facts.state] == "cancelled";
    let mut sums = Sums {
        completed: i64::from(!cancelled),
        ..Sums::default()
    };
    if let Some(met) = facts.resolution_met {
        (sums.resolution_judged, sums.resolution_met) = (1, i64::from(met));
    }
    if let (Some(ms), Some(bucket)) = (facts.handling_ms, facts.bucket) {
        (sums.handling_ms, sums.handled) = (ms, 1);
        sums.put(bucket, 1);
    }
    sums
}
