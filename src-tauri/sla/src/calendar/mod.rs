//! Working calendars: when is it open, how much open time lies between two moments, when is an amount used up.
//!
//! Instants are milliseconds since the epoch (UTC). A calendar answers for the years 1890 to 2201; its tables are
//! built four years at a time, when first asked for.

mod rules;
mod spec;
mod table;
mod zone;

use std::fmt;
use std::sync::OnceLock;

use chrono::{Datelike, NaiveDate, NaiveDateTime};
use chrono_tz::Tz;

use crate::refusal::{Code, Refusal};
use rules::Rules;
use table::{BLOCK_DAYS, BLOCK_MS, Block};

pub use rules::{DayPlan, Origin};
pub use spec::{CalendarSpec, DayName, Holiday, MakeUpDay, MonthDay, TimeOfDay, Week, Window};
pub use zone::DAY_MS;

/// Blocks before 1970 and in all: 1890 to 2201.
const BLOCKS_BEFORE_EPOCH: i64 = 20;
const BLOCKS: i64 = 78;

/// Working days further away than this are refused: 100 years of days.
const MOST_WORKING_DAYS: i64 = 36_525;

/// How a due time of working days falls within its last day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayEnd {
    /// The end of the day's last window.
    LastWindow,
    /// The midnight that ends the day.
    Midnight,
    /// The time of day at which the clock started.
    SameTime,
    /// As `SameTime`, moved to the next (counting backwards: previous) open moment when that time is closed.
    SameTimeClamped,
}

/// A compiled calendar.
pub struct Calendar {
    spec: CalendarSpec,
    tz: Tz,
    rules: Rules,
    blocks: Box<[OnceLock<Block>]>,
}

impl fmt::Debug for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Calendar")
            .field("spec", &self.spec)
            .finish_non_exhaustive()
    }
}

impl Calendar {
    /// Checks a specification and prepares it; tables are built as they are needed.
    ///
    /// ```
    /// use outpost_sla::calendar::{Calendar, CalendarSpec};
    /// let open = Calendar::compile(CalendarSpec::always_open("Asia/Shanghai")).unwrap();
    /// assert_eq!(open.deadline(0, 60_000).unwrap(), 60_000);
    /// ```
    ///
    /// # Errors
    /// Those of [`CalendarSpec::check`], and `bad_zone`, `calendar_empty`, `no_working_time`.
    pub fn compile(spec: CalendarSpec) -> Result<Calendar, Refusal> {
        spec.check()?;
        let tz = zone::zone(&spec.tz)?;
        let rules = Rules::new(&spec);
        rules.check_open()?;
        let blocks = (0..BLOCKS).map(|_| OnceLock::new()).collect();
        Ok(Calendar {
            spec,
            tz,
            rules,
            blocks,
        })
    }

    /// What the calendar was compiled from.
    pub fn spec(&self) -> &CalendarSpec {
        &self.spec
    }

    /// The moment at which `target_ms` of open time after `start_ms` is used up. A target used up exactly at closing
    /// time is due at closing time. A target of 0 is the first open moment; a negative one counts backwards.
    ///
    /// # Errors
    /// `beyond_horizon`, `no_working_time`, `target_too_large`.
    #[inline]
    pub fn deadline(&self, start_ms: i64, target_ms: i64) -> Result<i64, Refusal> {
        if target_ms <= 0 {
            return self.deadline_not_positive(start_ms, target_ms);
        }
        let (number, offset) = place(start_ms);
        let block = self.block(number)?;
        let amount = block
            .worked_before(offset)
            .checked_add(target_ms)
            .ok_or_else(|| too_large(target_ms))?;
        if amount <= block.total_ms {
            return Ok(number * BLOCK_MS + block.reach(amount));
        }
        self.deadline_later(number, amount - block.total_ms)
    }

    #[cold]
    fn deadline_later(&self, mut number: i64, mut left: i64) -> Result<i64, Refusal> {
        loop {
            number += 1;
            let block = self.block(number)?;
            if block.total_ms == 0 {
                return Err(Refusal::new(Code::NoWorkingTime).with("from_ms", number * BLOCK_MS));
            }
            if left <= block.total_ms {
                return Ok(number * BLOCK_MS + block.reach(left));
            }
            left -= block.total_ms;
        }
    }

    #[cold]
    fn deadline_not_positive(&self, start_ms: i64, target_ms: i64) -> Result<i64, Refusal> {
        if target_ms == 0 {
            return self.next_open(start_ms);
        }
        let mut back = target_ms.checked_neg().ok_or_else(|| too_large(target_ms))?;
        let (mut number, offset) = place(start_ms);
        let mut worked = self.block(number)?.worked_before(offset);
        let mut moved = false;
        while back > worked {
            back -= worked;
            number -= 1;
            let total = self.block(number)?.total_ms;
            if moved && total == 0 {
                return Err(Refusal::new(Code::NoWorkingTime).with("from_ms", number * BLOCK_MS));
            }
            worked = total;
            moved = true;
        }
        Ok(number * BLOCK_MS + self.block(number)?.reach_backwards(worked - back))
    }

    /// Open milliseconds between two moments; 0 when they are reversed.
    ///
    /// # Errors
    /// `beyond_horizon`.
    #[inline]
    pub fn elapsed(&self, from_ms: i64, to_ms: i64) -> Result<i64, Refusal> {
        if to_ms <= from_ms {
            return Ok(0);
        }
        let (first, from) = place(from_ms);
        let (last, to) = place(to_ms);
        let head = self.block(first)?;
        let mut sum = -head.worked_before(from);
        for number in first..last {
            sum += self.block(number)?.total_ms;
        }
        Ok(sum + self.block(last)?.worked_before(to))
    }

    /// The first open moment at or after a moment. Windows are open at their beginning and closed at their end.
    ///
    /// # Errors
    /// `beyond_horizon`, `no_working_time`.
    pub fn next_open(&self, at_ms: i64) -> Result<i64, Refusal> {
        let (first, mut offset) = place(at_ms);
        for number in first..first + 2 {
            if let Some(open) = self.block(number)?.next_open(offset) {
                return Ok(number * BLOCK_MS + open);
            }
            offset = 0;
        }
        Err(Refusal::new(Code::NoWorkingTime).with("from_ms", at_ms))
    }

    /// The last moment at or before a moment at which open time ends or is running.
    ///
    /// # Errors
    /// `beyond_horizon`, `no_working_time`.
    pub fn last_open(&self, at_ms: i64) -> Result<i64, Refusal> {
        let (last, mut offset) = place(at_ms);
        for number in [last, last - 1] {
            if let Some(open) = self.block(number)?.last_open(offset) {
                return Ok(number * BLOCK_MS + open);
            }
            offset = BLOCK_MS;
        }
        Err(Refusal::new(Code::NoWorkingTime).with("from_ms", at_ms))
    }

    /// The due time of a target in working days. The day of receipt is day 0, whatever it is; days are counted that
    /// have windows of their own. 0 days is the first working day at or after it; negative targets count backwards.
    ///
    /// # Errors
    /// `target_too_large` beyond a century of days, `beyond_horizon`, `no_working_time`.
    pub fn deadline_days(&self, start_ms: i64, days: i64, end: DayEnd) -> Result<i64, Refusal> {
        if days.unsigned_abs() > MOST_WORKING_DAYS.unsigned_abs() {
            return Err(too_large(days));
        }
        check_horizon(start_ms)?;
        let start = zone::local_of(self.tz, start_ms);
        let first = zone::day_number(start.date());
        let day = self.count_days(first, days)?;
        match end {
            DayEnd::LastWindow => {
                let last = self.rules.plan(day).windows.last().map_or(0, |window| window.1);
                Ok(zone::instant_of(self.tz, day, last))
            }
            DayEnd::Midnight => Ok(zone::instant_of(self.tz, day + 1, 0)),
            DayEnd::SameTime | DayEnd::SameTimeClamped => {
                let at = zone::instant_of_moment(self.tz, zone::date_of(day).and_time(start.time()));
                match end {
                    DayEnd::SameTime => Ok(at),
                    _ if days < 0 => self.clamp_back(at),
                    _ => self.clamp_forward(at),
                }
            }
        }
    }

    /// A time that is open, or exactly at closing, stays where it is.
    fn clamp_forward(&self, at_ms: i64) -> Result<i64, Refusal> {
        if self.last_open(at_ms).is_ok_and(|last| last == at_ms) {
            Ok(at_ms)
        } else {
            self.next_open(at_ms)
        }
    }

    fn clamp_back(&self, at_ms: i64) -> Result<i64, Refusal> {
        if self.next_open(at_ms).is_ok_and(|next| next == at_ms) {
            Ok(at_ms)
        } else {
            self.last_open(at_ms)
        }
    }

    fn count_days(&self, first: i64, days: i64) -> Result<i64, Refusal> {
        let step = if days < 0 { -1 } else { 1 };
        let mut left = days.abs();
        let mut day = if days == 0 { first } else { first + step };
        let mut closed = 0;
        loop {
            check_horizon(day * DAY_MS)?;
            if self.rules.plan(day).windows.is_empty() {
                closed += 1;
            } else {
                closed = 0;
                left -= 1;
                if left <= 0 {
                    return Ok(day);
                }
            }
            if closed >= rules::LONGEST_CLOSED_RUN_DAYS {
                return Err(Refusal::new(Code::NoWorkingTime).with("from", zone::date_of(day).to_string()));
            }
            day += step;
        }
    }

    /// Whether anything between two moments rests on a year whose announced days are not complete.
    pub fn provisional(&self, from_ms: i64, to_ms: i64) -> bool {
        if self.spec.confirmed_from_year.is_none() && self.spec.confirmed_through_year.is_none() {
            return false;
        }
        let year = |at_ms: i64| zone::local_of(self.tz, at_ms).year();
        let (first, last) = (year(from_ms.min(to_ms)), year(to_ms.max(from_ms)));
        !(self.rules.is_confirmed(first) && self.rules.is_confirmed(last))
    }

    /// Open periods from a moment on, day by day, clipped to the moment; at most `count`, none after `end_ms`.
    ///
    /// # Errors
    /// `beyond_horizon`, `no_working_time`.
    pub fn periods(
        &self,
        from_ms: i64,
        end_ms: Option<i64>,
        count: usize,
    ) -> Result<Vec<(i64, i64)>, Refusal> {
        let mut found: Vec<(i64, i64)> = Vec::new();
        let mut day = self.local_day(from_ms) - 1;
        let mut closed = 0;
        while found.len() < count {
            let begins = zone::instant_of(self.tz, day, 0);
            if end_ms.is_some_and(|end| begins >= end) {
                break;
            }
            check_horizon(begins)?;
            let windows = self.own_windows(day);
            closed = if windows.is_empty() { closed + 1 } else { 0 };
            if closed > rules::LONGEST_CLOSED_RUN_DAYS {
                // What was found stands; what cannot be found is refused only when nothing was.
                if found.is_empty() {
                    return Err(Refusal::new(Code::NoWorkingTime).with("from_ms", from_ms));
                }
                break;
            }
            for (open, close) in windows {
                let after = found.last().map_or(from_ms, |last| last.1.max(from_ms));
                let (open, close) = (open.max(after), close.min(end_ms.unwrap_or(i64::MAX)));
                if open < close && found.len() < count {
                    found.push((open, close));
                }
            }
            day += 1;
        }
        Ok(found)
    }

    /// The civil day of an instant in the calendar's zone, counted from 1970-01-01.
    pub fn local_day(&self, at_ms: i64) -> i64 {
        zone::local_day(self.tz, at_ms)
    }

    /// The instant at which a civil day begins.
    pub fn day_begins(&self, day: i64) -> i64 {
        zone::instant_of(self.tz, day, 0)
    }

    /// The date of a civil day number.
    pub fn date(&self, day: i64) -> NaiveDate {
        zone::date_of(day)
    }

    /// The civil time of an instant in the calendar's zone.
    pub fn local_time(&self, at_ms: i64) -> NaiveDateTime {
        zone::local_of(self.tz, at_ms)
    }

    /// The instant a person means by a civil time in the calendar's zone: the first of two; one that the clocks
    /// jumped over is read with the offset before the jump.
    pub fn instant(&self, local: NaiveDateTime) -> i64 {
        zone::instant_of_moment(self.tz, local)
    }

    /// The windows that begin on a civil day, as instants.
    pub fn own_windows(&self, day: i64) -> Vec<(i64, i64)> {
        let plan = self.rules.plan(day);
        let at = |second| zone::instant_of(self.tz, day, second);
        plan.windows
            .iter()
            .map(|(from, to)| (at(*from), at(*to)))
            .filter(|(from, to)| from < to)
            .collect()
    }

    /// Whether a civil day has windows of its own, and so counts as a working day.
    pub fn works_on(&self, day: i64) -> bool {
        !self.rules.plan(day).windows.is_empty()
    }

    /// Which layer decides a civil day, and the name it carries.
    pub fn origin(&self, day: i64) -> (Origin, &str) {
        let origin = self.rules.plan(day).origin;
        match origin {
            Origin::Holiday(name) | Origin::MakeUp(name) => (origin, self.rules.name(name)),
            _ => (origin, ""),
        }
    }

    #[inline]
    fn block(&self, number: i64) -> Result<&Block, Refusal> {
        let index = usize::try_from(number + BLOCKS_BEFORE_EPOCH).unwrap_or(usize::MAX);
        match self.blocks.get(index) {
            Some(cell) => Ok(match cell.get() {
                Some(block) => block,
                None => cell.get_or_init(|| self.build(number)),
            }),
            None => Err(Refusal::new(Code::BeyondHorizon).with("at_ms", number.saturating_mul(BLOCK_MS))),
        }
    }

    #[cold]
    fn build(&self, number: i64) -> Block {
        let first = number * BLOCK_DAYS;
        let base_s = first * 86_400;
        let mut spans = Vec::new();
        // Zones lie up to 14 hours off UTC and windows run up to a day over, so neighbours reach in.
        for day in first - 3..first + BLOCK_DAYS + 2 {
            for &(from, to) in self.rules.plan(day).windows.iter() {
                let at = |second| zone::instant_of(self.tz, day, second) / 1000 - base_s;
                spans.push((at(from), at(to)));
            }
        }
        Block::new(spans)
    }
}

#[inline]
fn place(at_ms: i64) -> (i64, i64) {
    (at_ms.div_euclid(BLOCK_MS), at_ms.rem_euclid(BLOCK_MS))
}

/// Refuses a moment outside the years that the tables cover.
///
/// # Errors
/// `beyond_horizon`.
pub(crate) fn check_horizon(at_ms: i64) -> Result<(), Refusal> {
    let number = at_ms.div_euclid(BLOCK_MS) + BLOCKS_BEFORE_EPOCH;
    if (0..BLOCKS).contains(&number) {
        return Ok(());
    }
    Err(Refusal::new(Code::BeyondHorizon).with("at_ms", at_ms))
}

fn too_large(target: i64) -> Refusal {
    Refusal::new(Code::TargetTooLarge).with("target", target)
}
