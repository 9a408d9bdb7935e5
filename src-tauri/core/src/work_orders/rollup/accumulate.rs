//! Adding up what orders contribute.

use super::facts::Facts;
use super::{ALL, BY_CAUSE, BY_DAY, BY_MONTH, BY_STATE, NONE};
use crate::kernel::Day;
use std::collections::HashMap;

/// Counts by bucket, ascending. A list, since most periods have a few buckets and there are many periods.
pub type Histogram = Vec<(i64, i64)>;

macro_rules! sums {
    ($($(#[$doc:meta])* $name:ident),* ; $($(#[$text_doc:meta])* $text:ident),* $(,)?) => {
        /// The measures of one period.
        #[derive(Debug, Clone, Default, PartialEq, Eq)]
        pub struct Sums {
            $($(#[$doc])* pub $name: i64,)*
            $($(#[$text_doc])* pub $text: Histogram,)*
        }
        /// The table's columns of numbers, and of histograms.
        pub(super) const MEASURES: &[&str] = &[$(stringify!($name)),*];
        pub(super) const HISTOGRAMS: &[&str] = &[$(stringify!($text)),*];
        impl Sums {
            /// In the order of [`MEASURES`].
            #[must_use]
            pub(super) fn measures(&self) -> [i64; MEASURES.len()] {
                [$(self.$name),*]
            }
            pub(super) fn measures_mut(&mut self) -> [&mut i64; MEASURES.len()] {
                [$(&mut self.$name),*]
            }
            /// In the order of [`HISTOGRAMS`].
            pub(super) fn histograms(&self) -> [&Histogram; HISTOGRAMS.len()] {
                [$(&self.$text),*]
            }
            pub(super) fn histograms_mut(&mut self) -> [&mut Histogram; HISTOGRAMS.len()] {
                [$(&mut self.$text),*]
            }
        }
    };
}

sums! {
    opened,
    /// Of the opened ones: cancelled by now.
    called_off,
    /// Of the opened ones: solved by now.
    resolved,
    /// Of the opened ones: with a cost.
    costed,
    /// Minor units, of the opened ones.
    cost,
    /// Of the opened ones: complaints that were not called off.
    complaints,
    /// Open now, and opened in this period.
    open_opened,
    /// Open now, and due in this period.
    open_due,
    /// What came into the backlog in this period.
    entered,
    /// What left it.
    cleared,
    /// First responses, and how long they took in milliseconds.
    responded,
    response_ms,
    response_judged,
    response_met,
    completed,
    resolution_judged,
    resolution_met,
    /// Ended with a handling time, and how long they took in milliseconds.
    handled,
    handling_ms,
    visit_judged,
    visit_fixed,
    /// Ended with a score, and the scores together (each 0 to 100).
    scored,
    score;
    /// Handling times by bucket (`rules::bucket`).
    handling,
    /// Opened by hour of the week.
    hours,
    /// Ended late, by the hour of the week in which they were opened.
    late_hours,
    /// Complaints by whole hours until they were answered.
    answers,
}

/// Adds to a bucket; a bucket that comes to nothing goes.
pub(super) fn put(histogram: &mut Histogram, bucket: i64, count: i64) {
    match histogram.binary_search_by_key(&bucket, |(b, _)| *b) {
        Ok(place) => {
            histogram[place].1 += count;
            if histogram[place].1 == 0 {
                histogram.remove(place);
            }
        }
        Err(place) if count != 0 => histogram.insert(place, (bucket, count)),
        Err(_) => {}
    }
}

/// Adds a stored histogram: `bucket:count` parts, the same bucket as often as it was appended.
pub(super) fn append(histogram: &mut Histogram, stored: &str) {
    for part in stored.split_ascii_whitespace() {
        if let Some((bucket, count)) = part.split_once(':')
            && let (Ok(bucket), Ok(count)) = (bucket.parse(), count.parse())
        {
            put(histogram, bucket, count);
        }
    }
}

/// The histogram as it is stored; ends in a space, so that texts add up by appending.
pub(super) fn text_of(histogram: &Histogram) -> String {
    use std::fmt::Write as _;
    histogram.iter().fold(String::new(), |mut text, (bucket, count)| {
        let _ = write!(text, "{bucket}:{count} ");
        text
    })
}

impl Sums {
    /// Adds `other`, `sign` times.
    pub fn add(&mut self, other: &Self, sign: i64) {
        for (mine, theirs) in self.measures_mut().into_iter().zip(other.measures()) {
            *mine += sign * theirs;
        }
        for (mine, theirs) in self.histograms_mut().into_iter().zip(other.histograms()) {
            for (bucket, count) in theirs {
                put(mine, *bucket, sign * count);
            }
        }
    }
    #[must_use]
    pub fn is_zero(&self) -> bool {
        self.measures().iter().all(|m| *m == 0) && self.histograms().iter().all(|h| h.is_empty())
    }
}

/// Which orders a sum is about, and when. [`ALL`] in a place means that it is summed over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) struct Key {
    pub grain: i64,
    pub outlet: i64,
    pub category: i64,
    pub kind: i64,
    pub priority: i64,
    pub cause: i64,
    pub period: i64,
}

/// Sums by key. Only the finest ones are added to, order by order; the coarser ones follow from them when they are
/// written ([`coarse`]), which keeps imports fast.
#[derive(Debug, Default)]
pub(super) struct Cells {
    /// Of days, months and causes.
    pub sums: HashMap<Key, Box<Sums>>,
    /// Of present states: orders and what they cost. Orders of all times stand in them, so they are kept to the end.
    states: HashMap<Key, (i64, i64)>,
}

impl Cells {
    /// Adds an order (`sign` 1) or takes it back (−1).
    pub(super) fn add(&mut self, facts: &Facts, sign: i64) {
        let key = Key {
            grain: BY_STATE,
            outlet: facts.outlet.unwrap_or(NONE),
            category: facts.category.unwrap_or(NONE),
            kind: facts.kind,
            priority: facts.priority,
            cause: ALL,
            period: facts.state as i64,
        };
        for key in fine(key) {
            let (orders, cost) = self.states.entry(key).or_default();
            *orders += sign;
            *cost += sign * facts.cost.unwrap_or(0);
        }
        let opened = facts.on_opening();
        self.event(facts.opened, key, &opened, sign);
        if let Some(day) = facts.responded {
            self.event(day, key, &facts.on_response(), sign);
        }
        if let Some(day) = facts.completed {
            let mut ended = facts.on_end();
            // Most orders end and leave the backlog on one day: one event less.
            let cleared = facts.cleared();
            ended.cleared = i64::from(cleared == Some(day));
            self.event(day, key, &ended, sign);
            self.cause(day, key, facts.cause, &ended, sign);
            if let Some(other) = cleared.filter(|c| *c != day) {
                let sums = Sums {
                    cleared: 1,
                    ..Sums::default()
                };
                self.event(other, key, &sums, sign);
            }
        }
        self.cause(facts.opened, key, facts.cause, &opened, sign);
        if let (true, Some(day)) = (facts.open, facts.due) {
            let sums = Sums {
                open_due: 1,
                ..Sums::default()
            };
            self.event(day, key, &sums, sign);
        }
    }

    /// One event of a day.
    fn event(&mut self, day: Day, of: Key, sums: &Sums, sign: i64) {
        if sums.is_zero() {
            return;
        }
        let none = Key {
            grain: BY_DAY,
            outlet: ALL,
            category: ALL,
            kind: ALL,
            priority: ALL,
            cause: ALL,
            period: day.0,
        };
        let Key {
            outlet,
            category,
            kind,
            priority,
            ..
        } = of;
        self.at(Key { outlet, ..none }).add(sums, sign);
        self.at(Key { category, ..none }).add(sums, sign);
        self.at(Key {
            kind,
            priority,
            ..none
        })
        .add(sums, sign);
        let month = Key {
            grain: BY_MONTH,
            period: day.month(),
            ..of
        };
        for key in fine(month) {
            self.at(key).add(sums, sign);
        }
    }

    /// What a cause is asked for: how many orders have it, and how many of them were late.
    fn cause(&mut self, day: Day, of: Key, cause: Option<i64>, sums: &Sums, sign: i64) {
        let Some(cause) = cause else { return };
        let asked = Sums {
            opened: sums.opened,
            resolution_judged: sums.resolution_judged,
            resolution_met: sums.resolution_met,
            ..Sums::default()
        };
        if asked.is_zero() {
            return;
        }
        let key = Key {
            grain: BY_CAUSE,
            category: ALL,
            kind: ALL,
            priority: ALL,
            cause,
            period: day.month(),
            ..of
        };
        self.at(key).add(&asked, sign);
    }

    fn at(&mut self, key: Key) -> &mut Sums {
        self.sums.entry(key).or_default()
    }

    /// Takes out the sums of periods that ended before a day's month.
    pub(super) fn take_before(&mut self, day: Day) -> HashMap<Key, Box<Sums>> {
        let month = day.month();
        let first = Day::first_of(month).0;
        let past = |key: &Key| key.period < if key.grain == BY_DAY { first } else { month };
        self.sums.extract_if(|key, _| past(key)).collect()
    }

    /// Takes out all sums but those of states.
    pub(super) fn take(&mut self) -> HashMap<Key, Box<Sums>> {
        std::mem::take(&mut self.sums)
    }

    /// The sums of states.
    pub(super) fn states(self) -> HashMap<Key, Box<Sums>> {
        let sums = |(opened, cost)| Sums {
            opened,
            cost,
            ..Sums::default()
        };
        let states = self.states.into_iter();
        states
            .map(|(key, standing)| (key, Box::new(sums(standing))))
            .collect()
    }
}

/// The three ways of a month, or of a state, from which all others follow.
fn fine(key: Key) -> [Key; 3] {
    let (kind, priority) = (ALL, ALL);
    [
        Key {
            kind,
            priority,
            ..key
        },
        Key { outlet: ALL, ..key },
        Key { category: ALL, ..key },
    ]
}

/// The coarser sums that follow from fine ones; none of them has the key of a fine one.
pub(super) fn coarse(fine: &HashMap<Key, Box<Sums>>) -> HashMap<Key, Box<Sums>> {
    let mut all: HashMap<Key, Box<Sums>> = HashMap::new();
    for (key, sums) in fine {
        for coarser in coarser(*key) {
            all.entry(coarser).or_default().add(sums, 1);
        }
    }
    all
}

/// The keys that a fine one is also added to, each of which gets every order exactly once.
fn coarser(key: Key) -> Vec<Key> {
    let (kind, priority) = (ALL, ALL);
    let all = Key {
        outlet: ALL,
        category: ALL,
        kind,
        priority,
        ..key
    };
    match key.grain {
        BY_DAY if key.kind != ALL => vec![all],
        BY_MONTH | BY_STATE if key.outlet == ALL => vec![
            all,
            Key {
                kind: key.kind,
                priority: key.priority,
                ..all
            },
            Key {
                category: key.category,
                ..all
            },
        ],
        BY_MONTH | BY_STATE if key.category == ALL => vec![Key {
            outlet: key.outlet,
            ..all
        }],
        BY_CAUSE => vec![all],
        _ => Vec::new(),
    }
}
