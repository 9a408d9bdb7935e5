//! Counting mismatches by their class, in bounded memory however many orders there are.

use super::compare_rules::Class;
use std::collections::BTreeMap;

/// Samples kept of each class.
pub const SAMPLES: usize = 8;
/// Values of one code that are told apart in the answer: the most frequent ones; the rest is summed up.
const VARIANTS: usize = 12;
/// Classes that are told apart while counting.
const TRACKED: usize = 4_000;

/// Mismatches by class with their number, the spread of the differences, and the first few of each.
#[derive(Debug, Clone)]
pub struct Tally<S> {
    pub compared: i64,
    pub equal: i64,
    classes: BTreeMap<Class, Entry<S>>,
}

impl<S> Default for Tally<S> {
    fn default() -> Self {
        Self {
            compared: 0,
            equal: 0,
            classes: BTreeMap::new(),
        }
    }
}

/// One class of mismatches.
#[derive(Debug, Clone)]
pub struct Entry<S> {
    pub count: i64,
    /// Differences (source less policy) in milliseconds: the smallest and the largest.
    pub least_ms: i64,
    pub most_ms: i64,
    pub samples: Vec<S>,
}

impl<S> Entry<S> {
    fn merge(&mut self, other: Self) {
        self.count += other.count;
        self.least_ms = self.least_ms.min(other.least_ms);
        self.most_ms = self.most_ms.max(other.most_ms);
        let room = SAMPLES.saturating_sub(self.samples.len());
        self.samples.extend(other.samples.into_iter().take(room));
    }
}

/// The class that sums up further values of a code.
fn rest_of(class: &Class) -> Class {
    Class::bare(class.code).with("rest", 1)
}

impl<S> Tally<S> {
    /// Counts one order; without a class it is equal.
    pub fn add(&mut self, class: Option<Class>, apart_ms: i64, sample: impl FnOnce() -> S) {
        self.compared += 1;
        let Some(class) = class else {
            self.equal += 1;
            return;
        };
        let full = self.classes.len() >= TRACKED && !self.classes.contains_key(&class);
        let class = if full { rest_of(&class) } else { class };
        let entry = self.classes.entry(class).or_insert_with(|| Entry {
            count: 0,
            least_ms: apart_ms,
            most_ms: apart_ms,
            samples: Vec::new(),
        });
        entry.count += 1;
        entry.least_ms = entry.least_ms.min(apart_ms);
        entry.most_ms = entry.most_ms.max(apart_ms);
        if entry.samples.len() < SAMPLES {
            entry.samples.push(sample());
        }
    }

    /// The classes, the largest first, with the rarer values of each code summed up.
    #[must_use]
    pub fn classes(self) -> Vec<(Class, Entry<S>)> {
        let mut found: Vec<(Class, Entry<S>)> = self.classes.into_iter().collect();
        found.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.count));
        let mut kept: Vec<(Class, Entry<S>)> = Vec::new();
        for (class, entry) in found {
            let variants = kept.iter().filter(|(known, _)| known.code == class.code).count();
            let class = if variants < VARIANTS {
                class
            } else {
                rest_of(&class)
            };
            match kept.iter_mut().find(|(known, _)| *known == class) {
                Some((_, known)) => known.merge(entry),
                None => kept.push((class, entry)),
            }
        }
        kept.sort_by_key(|(_, entry)| std::cmp::Reverse(entry.count));
        kept
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarer_values_of_a_class_are_summed_up() {
        let mut tally = Tally::default();
        // The last values are the frequent ones: being late must not hide them.
        for n in 0..60_i64 {
            let days = if n < 20 { n } else { 20 + n % 12 };
            tally.add(Some(Class::bare("more_days").with("source_days", days)), n, || n);
        }
        tally.add(None, 0, || 0);
        assert_eq!((tally.compared, tally.equal), (61, 1));
        let classes = tally.classes();
        assert_eq!(classes.len(), VARIANTS + 1);
        let (rest, entry) = &classes[0];
        assert_eq!(
            (rest.params.clone(), entry.count),
            (vec![("rest", "1".to_owned())], 20)
        );
        assert_eq!(
            (entry.least_ms, entry.most_ms, entry.samples.len()),
            (0, 19, SAMPLES)
        );
        assert!(classes[1..].iter().all(|(_, entry)| entry.count >= 3));
    }
}
