//! Orders that wait to be added up, in a few dozen bytes each.
//!
//! A file of a million orders touches hundreds of thousands of sums. Holding those costs gigabytes; holding the orders'
//! facts costs 64 MB, and read in the order in which the orders came in, only the sums of about a month are in use at
//! a time (`store::apply`).

use super::facts::Facts;
use crate::kernel::Day;

/// Facts of orders, each with the sign with which it counts.
#[derive(Debug, Default)]
pub struct Accumulator {
    packed: Vec<Packed>,
    /// Those whose values do not fit.
    wide: Vec<(Facts, i64)>,
}

impl Accumulator {
    /// Adds an order (`sign` 1) or takes it back (−1).
    pub fn add(&mut self, facts: &Facts, sign: i64) {
        match Packed::of(facts, sign) {
            Some(packed) => self.packed.push(packed),
            None => self.wide.push((*facts, sign)),
        }
    }

    /// All of them, those that came in first before the others.
    pub(super) fn in_order(&self) -> impl Iterator<Item = (Facts, i64)> + Send + '_ {
        let mut places: Vec<u32> = (0..).take(self.packed.len()).collect();
        places.sort_unstable_by_key(|place| self.packed[*place as usize].opened);
        let packed = places.into_iter().map(|place| {
            let order = &self.packed[place as usize];
            (order.facts(), i64::from(order.sign))
        });
        packed.chain(self.wide.iter().copied())
    }
}

/// Stands for "none" in the packed numbers, which are otherwise never that low.
const NO_DAY: i32 = i32::MIN;
const NO_MS: i64 = i64::MIN;
const NO_ID: i32 = i32::MIN;
const NO_SMALL: i16 = i16::MIN;

/// One order's facts.
#[derive(Debug, Clone, Copy)]
struct Packed {
    cost: i64,
    response_ms: i64,
    handling_ms: i64,
    outlet: i32,
    category: i32,
    cause: i32,
    opened: i32,
    responded: i32,
    completed: i32,
    due: i32,
    opened_hour: i16,
    bucket: i16,
    satisfaction: i16,
    /// Yes and no of the plain flags, then two bits for each one that may be unknown.
    flags: u16,
    kind: i8,
    priority: i8,
    state: u8,
    sign: i8,
}

fn id(value: Option<i64>) -> Option<i32> {
    i32::try_from(value.unwrap_or(NO_ID.into())).ok()
}

fn day(value: Option<Day>) -> Option<i32> {
    i32::try_from(value.map_or(NO_DAY.into(), |day| day.0)).ok()
}

fn small(value: Option<i64>) -> Option<i16> {
    i16::try_from(value.unwrap_or(NO_SMALL.into())).ok()
}

fn bits(flags: [bool; 4], judged: [Option<bool>; 3]) -> u16 {
    let plain = flags.into_iter().map(|flag| (u16::from(flag), 1));
    let judged = judged
        .into_iter()
        .map(|met| (met.map_or(0, |met| 2 + u16::from(met)), 2));
    plain
        .chain(judged)
        .fold(0, |all, (value, width)| (all << width) | value)
}

impl Packed {
    fn of(facts: &Facts, sign: i64) -> Option<Self> {
        let flags = [facts.open, facts.cancelled, facts.resolved, facts.complaint];
        let judged = [facts.response_met, facts.resolution_met, facts.first_visit_fixed];
        Some(Self {
            cost: facts.cost.unwrap_or(NO_MS),
            response_ms: facts.response_ms.unwrap_or(NO_MS),
            handling_ms: facts.handling_ms.unwrap_or(NO_MS),
            outlet: id(facts.outlet)?,
            category: id(facts.category)?,
            cause: id(facts.cause)?,
            opened: day(Some(facts.opened))?,
            responded: day(facts.responded)?,
            completed: day(facts.completed)?,
            due: day(facts.due)?,
            opened_hour: small(facts.opened_hour)?,
            bucket: small(facts.bucket)?,
            satisfaction: small(facts.satisfaction)?,
            flags: bits(flags, judged),
            kind: facts.kind.try_into().ok()?,
            priority: facts.priority.try_into().ok()?,
            state: facts.state.try_into().ok()?,
            sign: sign.try_into().ok()?,
        })
    }

    fn facts(&self) -> Facts {
        let flag = |place: u16| (self.flags >> place) & 1 == 1;
        let met = |place: u16| flag(place + 1).then(|| flag(place));
        let id = |id: i32| (id != NO_ID).then(|| i64::from(id));
        let day = |day: i32| (day != NO_DAY).then(|| Day(day.into()));
        let ms = |ms: i64| (ms != NO_MS).then_some(ms);
        let small = |value: i16| (value != NO_SMALL).then(|| i64::from(value));
        Facts {
            outlet: id(self.outlet),
            category: id(self.category),
            kind: self.kind.into(),
            priority: self.priority.into(),
            state: self.state.into(),
            open: flag(9),
            cancelled: flag(8),
            resolved: flag(7),
            complaint: flag(6),
            opened: Day(self.opened.into()),
            opened_hour: small(self.opened_hour),
            responded: day(self.responded),
            completed: day(self.completed),
            due: day(self.due),
            response_met: met(4),
            resolution_met: met(2),
            response_ms: ms(self.response_ms),
            handling_ms: ms(self.handling_ms),
            bucket: small(self.bucket),
            cost: ms(self.cost),
            cause: id(self.cause),
            first_visit_fixed: met(0),
            satisfaction: small(self.satisfaction),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::work_orders::rollup::NONE;

    fn plain() -> Facts {
        Facts {
            outlet: None,
            category: None,
            kind: 1,
            priority: NONE,
            state: 0,
            open: false,
            cancelled: false,
            resolved: false,
            complaint: false,
            opened: Day(20_000),
            opened_hour: None,
            responded: None,
            completed: None,
            due: None,
            response_met: None,
            resolution_met: None,
            response_ms: None,
            handling_ms: None,
            bucket: None,
            cost: None,
            cause: None,
            first_visit_fixed: None,
            satisfaction: None,
        }
    }

    #[test]
    fn facts_come_back_as_they_went_in() {
        let full = Facts {
            outlet: Some(7),
            category: Some(-3),
            kind: 6,
            priority: 4,
            state: 4,
            opened: Day(-400_000),
            opened_hour: Some(167),
            responded: Some(Day(0)),
            completed: Some(Day(20_001)),
            due: Some(Day(20_002)),
            response_ms: Some(0),
            handling_ms: Some(i64::MAX),
            bucket: Some(240),
            cost: Some(-5),
            cause: Some(12),
            satisfaction: Some(0),
            ..plain()
        };
        let flagged = |n: usize| Facts {
            open: n == 0,
            cancelled: n == 1,
            resolved: n == 2,
            complaint: n == 3,
            response_met: [None, Some(true), Some(false)][n % 3],
            resolution_met: [Some(true), Some(false), None][n % 3],
            first_visit_fixed: [Some(false), None, Some(true)][n % 3],
            ..full
        };
        let beyond = Facts {
            outlet: Some(1 << 40),
            ..full
        };
        let mut cases: Vec<Facts> = (0..5).map(flagged).collect();
        cases.extend([plain(), full, beyond]);
        for facts in cases {
            let mut gathered = Accumulator::default();
            gathered.add(&facts, -1);
            assert_eq!(gathered.in_order().collect::<Vec<_>>(), [(facts, -1)]);
        }
    }

    #[test]
    fn those_that_came_in_first_are_first() {
        let mut gathered = Accumulator::default();
        for opened in [5, -2, 9, 0] {
            gathered.add(
                &Facts {
                    opened: Day(opened),
                    ..plain()
                },
                1,
            );
        }
        let days: Vec<i64> = gathered.in_order().map(|(facts, _)| facts.opened.0).collect();
        assert_eq!(days, [-2, 0, 5, 9]);
    }

    #[test]
    fn an_order_takes_eighty_bytes_at_most() {
        assert!(size_of::<Packed>() <= 80);
    }
}
