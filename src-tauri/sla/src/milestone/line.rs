//! The line a clock runs along: stretches of terms from its start on, and the moments at which shares of the target
//! are used up.

use crate::calendar::Calendar;
use crate::policy::{PauseRule, Target};
use crate::refusal::{Code, Refusal};
use crate::spans::Spans;

/// A target on a calendar.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    pub calendar: &'a Calendar,
    pub target: Target,
}

impl Terms<'_> {
    pub fn same_as(&self, other: &Terms<'_>) -> bool {
        std::ptr::eq(self.calendar, other.calendar) && self.target == other.target
    }
}

/// A stretch during which one set of terms holds.
#[derive(Clone, Debug)]
struct Stretch<'a> {
    from_ms: i64,
    terms: Terms<'a>,
    /// The whole target in open milliseconds, counted from the start of the line.
    target_ms: i64,
    /// The due time that a target of working days names, before pauses.
    named_due: Option<i64>,
    /// Open milliseconds added at the beginning of the stretch.
    extra_ms: i64,
}

/// A clock's line.
#[derive(Clone, Debug)]
pub struct Line<'a> {
    start_ms: i64,
    rule: PauseRule,
    stretches: Vec<Stretch<'a>>,
    /// Wall milliseconds added by rescheduling, where pauses shift by the wall.
    extra_wall_ms: i64,
    /// Pauses and other time that does not count.
    pub spans: Spans,
}

fn measure(start_ms: i64, terms: Terms<'_>) -> Result<(i64, Option<i64>), Refusal> {
    match terms.target {
        Target::Minutes { minutes } => match minutes.checked_mul(60_000) {
            Some(ms) => Ok((ms, None)),
            None => Err(Refusal::new(Code::TargetTooLarge).with("target", minutes)),
        },
        Target::WorkingDays { days, end_of_day } => {
            let due = terms.calendar.deadline_days(start_ms, days, end_of_day.into())?;
            Ok((terms.calendar.elapsed(start_ms, due)?, Some(due)))
        }
    }
}

impl<'a> Line<'a> {
    /// A line with its first terms.
    pub fn new(start_ms: i64, terms: Terms<'a>, rule: PauseRule, spans: Spans) -> Result<Self, Refusal> {
        let mut line = Line {
            start_ms,
            rule,
            stretches: Vec::new(),
            extra_wall_ms: 0,
            spans,
        };
        line.push(start_ms, terms, 0)?;
        Ok(line)
    }

    /// The same line with other time that does not count.
    pub fn with_spans(self, spans: Spans) -> Self {
        Line { spans, ..self }
    }

    fn push(&mut self, from_ms: i64, terms: Terms<'a>, extra_ms: i64) -> Result<(), Refusal> {
        let (target_ms, named_due) = measure(self.start_ms, terms)?;
        self.stretches.push(Stretch {
            from_ms,
            terms,
            target_ms,
            named_due,
            extra_ms,
        });
        Ok(())
    }

    /// The terms that hold at the end.
    pub fn terms(&self) -> Terms<'a> {
        self.last().terms
    }

    /// The target of those terms in open milliseconds.
    pub fn target_ms(&self) -> i64 {
        self.last().target_ms
    }

    fn last(&self) -> &Stretch<'a> {
        // A line is made with its first stretch and never loses one.
        &self.stretches[self.stretches.len() - 1]
    }

    /// The line as if other terms had held from the start.
    pub fn retroactively(&self, terms: Terms<'a>) -> Result<Self, Refusal> {
        let mut line = self.clone();
        line.stretches.clear();
        for stretch in &self.stretches {
            line.push(stretch.from_ms, terms, stretch.extra_ms)?;
        }
        Ok(line)
    }

    /// Other terms from a moment on; the share of the target that is left stays the same.
    pub fn change_at(&mut self, at_ms: i64, terms: Terms<'a>) -> Result<(), Refusal> {
        self.push(at_ms, terms, 0)
    }

    /// More time, because the customer moved an appointment.
    pub fn extend_at(&mut self, at_ms: i64, from_ms: i64, to_ms: i64) -> Result<(), Refusal> {
        if self.rule == PauseRule::WallClockShift {
            self.extra_wall_ms += to_ms - from_ms;
            return Ok(());
        }
        let terms = self.terms();
        let extra = terms.calendar.elapsed(from_ms, to_ms)?;
        self.push(at_ms, terms, extra)
    }

    /// The due time.
    pub fn due(&self) -> Result<i64, Refusal> {
        if let (PauseRule::WorkingTime, [only]) = (self.rule, self.stretches.as_slice())
            && let Some(due) = only.named_due
            && self.spans.working_ms(only.terms.calendar, self.start_ms, due)? == 0
        {
            // A day's midnight, or a time outside hours, stands as it was named when no pause gave time back.
            return Ok(due);
        }
        self.reach(100)
    }

    /// The moment at which a share of the target, in percent, is used up.
    pub fn reach(&self, percent: u32) -> Result<i64, Refusal> {
        let share = |target: i64| i128::from(target) * i128::from(percent);
        let mut left = narrow((share(self.stretches[0].target_ms) + 99) / 100)?;
        for (index, stretch) in self.stretches.iter().enumerate() {
            if index > 0 {
                let before = self.stretches[index - 1].target_ms;
                if before != stretch.target_ms && before > 0 {
                    let scaled = i128::from(left) * i128::from(stretch.target_ms);
                    left = narrow((scaled + i128::from(before) - 1) / i128::from(before))?;
                }
            }
            left = left.saturating_add(stretch.extra_ms);
            let Some(next) = self.stretches.get(index + 1) else {
                return self.walk(stretch, left, percent);
            };
            let counted = self.counted(stretch.terms.calendar, stretch.from_ms, next.from_ms)?;
            if left <= counted {
                return self.walk(stretch, left, percent);
            }
            left -= counted;
        }
        Ok(self.start_ms)
    }

    fn counted(&self, calendar: &Calendar, from_ms: i64, to_ms: i64) -> Result<i64, Refusal> {
        match self.rule {
            PauseRule::WorkingTime => self.spans.counted_ms(calendar, from_ms, to_ms),
            PauseRule::WallClockShift => calendar.elapsed(from_ms, to_ms),
        }
    }

    fn walk(&self, stretch: &Stretch<'_>, left: i64, percent: u32) -> Result<i64, Refusal> {
        let calendar = stretch.terms.calendar;
        let whole = percent == 100 && self.stretches.len() == 1;
        if self.rule == PauseRule::WallClockShift {
            let named = stretch.named_due.filter(|_| whole || left == 0);
            let due = named.map_or_else(|| calendar.deadline(stretch.from_ms, left), Ok)?;
            return Ok(self
                .spans
                .shift_by_wall(self.start_ms, due)
                .saturating_add(self.extra_wall_ms));
        }
        match stretch.named_due {
            // Days that name a due time before the next opening leave nothing to count.
            Some(due) if left == 0 => Ok(due),
            _ => self.spans.use_up(calendar, stretch.from_ms, left),
        }
    }

    /// Open milliseconds that counted up to a moment, whichever pause rule holds.
    pub fn elapsed(&self, to_ms: i64) -> Result<i64, Refusal> {
        self.sum(to_ms, |calendar, from, to| {
            self.spans.counted_ms(calendar, from, to)
        })
    }

    /// Open milliseconds that did not count up to a moment.
    pub fn paused(&self, to_ms: i64) -> Result<i64, Refusal> {
        self.sum(to_ms, |calendar, from, to| {
            self.spans.working_ms(calendar, from, to)
        })
    }

    fn sum(
        &self,
        to_ms: i64,
        part: impl Fn(&Calendar, i64, i64) -> Result<i64, Refusal>,
    ) -> Result<i64, Refusal> {
        let parts = self.parts(to_ms);
        parts
            .into_iter()
            .map(|(calendar, from, to)| part(calendar, from, to))
            .sum()
    }

    /// The calendars along the line up to a moment, and when each held.
    pub fn parts(&self, to_ms: i64) -> Vec<(&'a Calendar, i64, i64)> {
        let mut parts: Vec<(&'a Calendar, i64, i64)> = Vec::new();
        for (index, stretch) in self.stretches.iter().enumerate() {
            let end = self
                .stretches
                .get(index + 1)
                .map_or(i64::MAX, |next| next.from_ms)
                .min(to_ms);
            match parts.last_mut() {
                Some(last) if std::ptr::eq(last.0, stretch.terms.calendar) => last.2 = last.2.max(end),
                _ if stretch.from_ms < end => parts.push((stretch.terms.calendar, stretch.from_ms, end)),
                _ => {}
            }
        }
        parts
    }

    /// Open milliseconds from a moment to the due time; negative when the due time is past.
    pub fn remaining(&self, at_ms: i64, due_ms: i64) -> Result<i64, Refusal> {
        let calendar = self.terms().calendar;
        if at_ms <= due_ms {
            return calendar.elapsed(at_ms, due_ms);
        }
        Ok(-calendar.elapsed(due_ms, at_ms)?)
    }

    /// Where the due time would be without the wall length of pauses; `None` under the other rule.
    pub fn before_shift(&self) -> Result<Option<i64>, Refusal> {
        if self.rule != PauseRule::WallClockShift {
            return Ok(None);
        }
        let mut bare = self.clone().with_spans(Spans::default());
        bare.extra_wall_ms = 0;
        bare.due().map(Some)
    }
}

fn narrow(value: i128) -> Result<i64, Refusal> {
    i64::try_from(value).map_err(|_| Refusal::new(Code::TargetTooLarge).with("target", value.to_string()))
}
