//! Wall clocks of a zone and the instants they mean.

use chrono::{DateTime, LocalResult, NaiveDateTime, Offset, TimeZone};
use chrono_tz::Tz;

use super::DAY_MS;
use crate::error::{ReadCode, ReadError};

/// Days kept at hand in each direction; the days of three years fall on different places.
const SLOTS: usize = 1_024;
const EMPTY: i64 = i64::MIN;

/// Turns wall-clock times of one zone into instants and back; days without a change of offset, which is nearly all,
/// cost an addition.
///
/// A time that the clocks skip in spring has no instant. One that they show twice in autumn means the first time: an
/// import cannot know better, and the same file gives the same result every time.
#[derive(Clone, Debug)]
pub struct ZoneClock {
    tz: Tz,
    /// Wall-clock day and the offset (ms) all through it.
    local: Vec<(i64, Option<i64>)>,
    /// UTC day and the offset (ms) all through it.
    utc: Vec<(i64, Option<i64>)>,
}

impl ZoneClock {
    /// A clock of an IANA zone.
    ///
    /// # Errors
    /// `unknown_zone`.
    pub fn new(zone: &str) -> Result<Self, ReadError> {
        let unknown = |_| ReadError::new(ReadCode::UnknownZone).with("zone", zone);
        Ok(Self::of(zone.trim().parse().map_err(unknown)?))
    }

    /// A clock of a zone.
    pub fn of(tz: Tz) -> Self {
        Self {
            tz,
            local: vec![(EMPTY, None); SLOTS],
            utc: vec![(EMPTY, None); SLOTS],
        }
    }

    /// The zone.
    pub fn tz(&self) -> Tz {
        self.tz
    }

    /// The instant (epoch ms) that a wall-clock time means; `None` where the clocks skip it.
    #[inline]
    pub fn instant(&mut self, local_ms: i64) -> Option<i64> {
        let day = local_ms.div_euclid(DAY_MS);
        let slot = day.rem_euclid(SLOTS as i64) as usize;
        if self.local[slot].0 != day {
            self.local[slot] = (day, self.offset_of_local_day(day));
        }
        match self.local[slot].1 {
            Some(offset) => Some(local_ms - offset),
            None => self.offset_at(local_ms).map(|offset| local_ms - offset),
        }
    }

    /// The wall-clock time (ms since 1970-01-01 00:00 of the zone) at an instant (epoch ms).
    #[inline]
    pub fn local(&mut self, epoch_ms: i64) -> i64 {
        let day = epoch_ms.div_euclid(DAY_MS);
        let slot = day.rem_euclid(SLOTS as i64) as usize;
        if self.utc[slot].0 != day {
            let (first, last) = (
                self.offset_from_utc(day * DAY_MS),
                self.offset_from_utc((day + 1) * DAY_MS - 1),
            );
            self.utc[slot] = (day, (first == last).then_some(first));
        }
        match self.utc[slot].1 {
            Some(offset) => epoch_ms + offset,
            None => epoch_ms + self.offset_from_utc(epoch_ms),
        }
    }

    /// The offset all through a wall-clock day, if it does not change. No zone changes twice within a day.
    fn offset_of_local_day(&self, day: i64) -> Option<i64> {
        let single = |ms: i64| match self.tz.offset_from_local_datetime(&naive(ms)?) {
            LocalResult::Single(offset) => Some(i64::from(offset.fix().local_minus_utc()) * 1_000),
            _ => None,
        };
        let (first, last) = (single(day * DAY_MS)?, single((day + 1) * DAY_MS - 1)?);
        (first == last).then_some(first)
    }

    fn offset_at(&self, local_ms: i64) -> Option<i64> {
        let offset = match self.tz.offset_from_local_datetime(&naive(local_ms)?) {
            LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _) => offset,
            LocalResult::None => return None,
        };
        Some(i64::from(offset.fix().local_minus_utc()) * 1_000)
    }

    fn offset_from_utc(&self, epoch_ms: i64) -> i64 {
        let offset =
            naive(epoch_ms).map(|utc| self.tz.offset_from_utc_datetime(&utc).fix().local_minus_utc());
        i64::from(offset.unwrap_or(0)) * 1_000
    }
}

fn naive(ms: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp_millis(ms).map(|moment| moment.naive_utc())
}
