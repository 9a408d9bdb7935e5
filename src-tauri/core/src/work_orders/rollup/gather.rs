//! Orders that wait to be added up, in a few dozen bytes each.
//!
//! A file of a million orders touches hundreds of thousands of sums. Holding those costs gigabytes; holding the orders'
//! facts costs 52 MB, and read in the order in which the orders came in, only the sums of about a month are in use at
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

/// Stand for "none" in the packed numbers, which are otherwise never these.
const NO_ID: i32 = i32::MIN;
const NO_DAYS: i16 = i16::MIN;
const NO_BYTE: u8 = u8::MAX;
const NO_LONG: i64 = -(1 << 47);

/// A number of six bytes: money, and milliseconds of some thousand years.
#[derive(Debug, Clone, Copy)]
struct Long([u8; 6]);

impl Long {
    fn of(value: Option<i64>) -> Option<Self> {
        if value == Some(NO_LONG) {
            return None;
        }
        let value = value.unwrap_or(NO_LONG);
        let [a, b, c, d, e, f, ..] = value.to_le_bytes();
        let long = Self([a, b, c, d, e, f]);
        (long.number() == value).then_some(long)
    }
    fn number(self) -> i64 {
        let [a, b, c, d, e, f] = self.0;
        // Shifted up and down again, so that the sign spreads.
        i64::from_le_bytes([0, 0, a, b, c, d, e, f]) >> 16
    }
    fn value(self) -> Option<i64> {
        Some(self.number()).filter(|number| *number != NO_LONG)
    }
}

/// One order's facts.
#[derive(Debug, Clone, Copy)]
struct Packed {
    outlet: i32,
    category: i32,
    cause: i32,
    opened: i32,
    /// Days after the opening.
    responded: i16,
    completed: i16,
    due: i16,
    /// Yes and no of the plain flags, then two bits for each one that may be unknown.
    flags: u16,
    cost: Long,
    response_ms: Long,
    handling_ms: Long,
    opened_hour: u8,
    bucket: u8,
    satisfaction: u8,
    kind: i8,
    priority: i8,
    state: u8,
    sign: i8,
}

fn id(value: Option<i64>) -> Option<i32> {
    i32::try_from(value.unwrap_or(NO_ID.into())).ok()
}

fn days(opened: Day, value: Option<Day>) -> Option<i16> {
    let after = value.map(|day| {
        i16::try_from(day.0 - opened.0)
            .ok()
            .filter(|days| *days != NO_DAYS)
    });
    after.unwrap_or(Some(NO_DAYS))
}

fn byte(value: Option<i64>) -> Option<u8> {
    let byte = value.map(|value| u8::try_from(value).ok().filter(|byte| *byte != NO_BYTE));
    byte.unwrap_or(Some(NO_BYTE))
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
            cost: Long::of(facts.cost)?,
            response_ms: Long::of(facts.response_ms)?,
            handling_ms: Long::of(facts.handling_ms)?,
            outlet: id(facts.outlet)?,
            category: id(facts.category)?,
            cause: id(facts.cause)?,
            opened: i32::try_from(facts.opened.0).ok()?,
            responded: days(facts.opened, facts.responded)?,
            completed: days(facts.opened, facts.completed)?,
            due: days(facts.opened, facts.due)?,
            opened_hour: byte(facts.opened_hour)?,
            bucket: byte(facts.bucket)?,
            satisfaction: byte(facts.satisfaction)?,
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
        let opened = i64::from(self.opened);
        let day = |days: i16| (days != NO_DAYS).then(|| Day(opened + i64::from(days)));
        let byte = |value: u8| (value != NO_BYTE).then(|| i64::from(value));
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
            opened: Day(opened),
            opened_hour: byte(self.opened_hour),
            responded: day(self.responded),
            completed: day(self.completed),
            due: day(self.due),
            response_met: met(4),
            resolution_met: met(2),
            response_ms: self.response_ms.value(),
            handling_ms: self.handling_ms.value(),
            bucket: byte(self.bucket),
            cost: self.cost.value(),
            cause: id(self.cause),
            first_visit_fixed: met(0),
            satisfaction: byte(self.satisfaction),
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
            responded: Some(Day(-400_000)),
            completed: Some(Day(-400_000 + 32_767)),
            due: Some(Day(-400_003)),
            response_ms: Some(0),
            handling_ms: Some((1 << 47) - 1),
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
        let outlet = Some(1 << 40);
        let due = Some(Day(-400_000 - 32_768));
        let (cost, handling_ms) = (Some(-(1 << 47)), Some(1 << 47));
        let beyond = [
            Facts { outlet, ..full },
            Facts { due, ..full },
            Facts { cost, ..full },
            Facts { handling_ms, ..full },
            Facts {
                bucket: Some(255),
                ..full
            },
            Facts {
                satisfaction: Some(-1),
                ..full
            },
        ];
        let mut cases: Vec<(Facts, bool)> = (0..5).map(|n| (flagged(n), true)).collect();
        cases.extend([(plain(), true), (full, true)]);
        cases.extend(beyond.map(|facts| (facts, false)));
        for (facts, fits) in cases {
            let mut gathered = Accumulator::default();
            gathered.add(&facts, -1);
            assert_eq!(gathered.wide.is_empty(), fits, "{facts:?}");
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
    fn an_order_takes_fifty_two_bytes_at_most() {
        assert!(size_of::<Packed>() <= 52);
    }
}
