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

/// Sums by key. Only the finest ones are added to, order by order; the coarser ones follow from them at the end
/// ([`Accumulator::all`]), which keeps imports fast.
#[derive(Debug, Default)]
pub struct Accumulator {
    pub(super) sums: HashMap<Key, Sums>,
}

impl Accumulator {
    /// Adds an order (`sign` 1) or takes it back (−1).
    pub fn add(&mut self, facts: &Facts, sign: i64) {
        let key = Key {
            grain: BY_STATE,
            outlet: facts.outlet.unwrap_or(NONE),
            category: facts.category.unwrap_or(NONE),
            kind: facts.kind,
            priority: facts.priority,
            cause: ALL,
            period: facts.state as i64,
        };
        let standing = Sums {
            opened: 1,
            cost: facts.cost.unwrap_or(0),
            ..Sums::default()
        };
        self.fine(key, &standing, sign);
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
        self.fine(month, sums, sign);
    }

    /// The three ways of a month, or of a state, from which all others follow.
    fn fine(&mut self, key: Key, sums: &Sums, sign: i64) {
        let (kind, priority) = (ALL, ALL);
        self.at(Key {
            kind,
            priority,
            ..key
        })
        .add(sums, sign);
        self.at(Key { outlet: ALL, ..key }).add(sums, sign);
        self.at(Key { category: ALL, ..key }).add(sums, sign);
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

    /// The fine sums and the coarser ones that follow from them.
    pub(super) fn all(&self) -> HashMap<Key, Sums> {
        let mut all: HashMap<Key, Sums> = HashMap::with_capacity(self.sums.len() * 5 / 4);
        for (key, sums) in &self.sums {
            for coarser in coarser(*key) {
                all.entry(coarser).or_default().add(sums, 1);
            }
            all.entry(*key).or_default().add(sums, 1);
        }
        all.retain(|_, sums| !sums.is_zero());
        all
    }
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
