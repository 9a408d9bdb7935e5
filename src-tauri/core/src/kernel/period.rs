//! Instants (UTC epoch milliseconds) and business days (day numbers in the workspace's zone).

use chrono::{DateTime, Datelike, NaiveDate, Offset, TimeZone};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// UTC epoch milliseconds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "f64")]
pub struct Ms(pub i64);

/// A calendar day as days since 1970-01-01, in the workspace's zone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "f64")]
pub struct Day(pub i64);

pub const DAY_MS: i64 = 86_400_000;

impl Ms {
    #[must_use]
    pub fn plus(self, ms: i64) -> Self {
        Self(self.0.saturating_add(ms))
    }
}

impl Day {
    /// 1 January 1970 is a Thursday; months are counted from year 0.
    #[must_use]
    pub fn month(self) -> i64 {
        self.date()
            .map_or(0, |d| i64::from(d.year()) * 12 + i64::from(d.month0()))
    }
    /// The civil date.
    #[must_use]
    pub fn date(self) -> Option<NaiveDate> {
        i32::try_from(self.0).ok().and_then(NaiveDate::from_epoch_days)
    }
    /// The first day of a month as [`Day::month`] counts them.
    #[must_use]
    pub fn first_of(month: i64) -> Self {
        let year = i32::try_from(month.div_euclid(12)).unwrap_or(1970);
        let date = NaiveDate::from_ymd_opt(year, month.rem_euclid(12) as u32 + 1, 1);
        Self(date.map_or(0, |d| i64::from(d.to_epoch_days())))
    }
}

/// An IANA zone with a small cache, since `chrono-tz` walks its transitions for each look-up.
#[derive(Debug, Clone)]
pub struct Zone {
    tz: chrono_tz::Tz,
}

impl Zone {
    /// Nothing for a name that is no IANA zone.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        name.parse().ok().map(|tz| Self { tz })
    }
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.tz.name()
    }
    #[must_use]
    pub fn tz(&self) -> chrono_tz::Tz {
        self.tz
    }
    /// The business day that holds `at`.
    #[must_use]
    pub fn day(&self, at: Ms) -> Day {
        Day((at.0 + self.offset_ms(at)).div_euclid(DAY_MS))
    }
    /// The hour of the week that holds `at`: 0 is Monday 00:00, 167 Sunday 23:00. An hour that the clocks go back over
    /// counts both times, one that they skip never.
    #[must_use]
    pub fn hour_of_week(&self, at: Ms) -> i64 {
        hour_of_week(at.0 + self.offset_ms(at))
    }
    /// The zone's offset from UTC at `at`, in milliseconds.
    #[must_use]
    pub fn offset_ms(&self, at: Ms) -> i64 {
        let utc = DateTime::from_timestamp_millis(at.0)
            .unwrap_or_default()
            .naive_utc();
        i64::from(self.tz.offset_from_utc_datetime(&utc).fix().local_minus_utc()) * 1000
    }
    /// The first instant of a day; where midnight does not exist (DST), the first instant that does.
    #[must_use]
    pub fn start_of(&self, day: Day) -> Ms {
        let Some(date) = day.date() else {
            return Ms(day.0.saturating_mul(DAY_MS));
        };
        for minutes in [0, 30, 60, 120] {
            let local = date
                .and_hms_opt(minutes / 60, minutes % 60, 0)
                .unwrap_or_default();
            if let Some(at) = self.tz.from_local_datetime(&local).earliest() {
                return Ms(at.timestamp_millis());
            }
        }
        Ms(day.0.saturating_mul(DAY_MS))
    }
}

/// 1 January 1970 is a Thursday.
fn hour_of_week(local_ms: i64) -> i64 {
    (local_ms.div_euclid(DAY_MS / 24) + 72).rem_euclid(168)
}

/// Days of many instants, fast: remembers the offset of the UTC day it met last.
#[derive(Debug)]
pub struct DayOf {
    zone: Zone,
    offsets: std::collections::HashMap<i64, Option<i64>>,
}

impl DayOf {
    #[must_use]
    pub fn new(zone: &Zone) -> Self {
        Self {
            zone: zone.clone(),
            offsets: std::collections::HashMap::new(),
        }
    }
    /// The business day that holds `at`.
    pub fn day(&mut self, at: Ms) -> Day {
        Day((at.0 + self.offset(at)).div_euclid(DAY_MS))
    }
    /// As [`Zone::hour_of_week`].
    pub fn hour_of_week(&mut self, at: Ms) -> i64 {
        hour_of_week(at.0 + self.offset(at))
    }
    fn offset(&mut self, at: Ms) -> i64 {
        let utc_day = at.0.div_euclid(DAY_MS);
        let offset = *self.offsets.entry(utc_day).or_insert_with(|| {
            let first = self.zone.offset_ms(Ms(utc_day * DAY_MS));
            // A day with a change of offset is not cached: each instant asks.
            (first == self.zone.offset_ms(Ms((utc_day + 1) * DAY_MS - 1))).then_some(first)
        });
        offset.unwrap_or_else(|| self.zone.offset_ms(at))
    }
}

macro_rules! as_bigint {
    ($($name:ident),*) => {$(
        impl sqlx::Type<sqlx::Any> for $name {
            fn type_info() -> sqlx::any::AnyTypeInfo { <i64 as sqlx::Type<sqlx::Any>>::type_info() }
        }
        impl<'q> sqlx::Encode<'q, sqlx::Any> for $name {
            fn encode_by_ref(&self, buf: &mut <sqlx::Any as sqlx::Database>::ArgumentBuffer)
                -> Result<sqlx::encode::IsNull, sqlx::error::BoxDynError> {
                <i64 as sqlx::Encode<'q, sqlx::Any>>::encode_by_ref(&i64::from(*self), buf)
            }
        }
        impl<'r> sqlx::Decode<'r, sqlx::Any> for $name {
            fn decode(value: sqlx::any::AnyValueRef<'r>) -> Result<Self, sqlx::error::BoxDynError> {
                <i64 as sqlx::Decode<'r, sqlx::Any>>::decode(value).map(Self::from)
            }
        }
    )*};
}
impl From<i64> for Ms {
    fn from(ms: i64) -> Self {
        Self(ms)
    }
}
impl From<Ms> for i64 {
    fn from(ms: Ms) -> i64 {
        ms.0
    }
}
impl From<i64> for Day {
    fn from(day: i64) -> Self {
        Self(day)
    }
}
impl From<Day> for i64 {
    fn from(day: Day) -> i64 {
        day.0
    }
}
use super::money::Minor;
use super::text::Flag;
impl From<i64> for Minor {
    fn from(minor: i64) -> Self {
        Self(minor)
    }
}
impl From<Minor> for i64 {
    fn from(minor: Minor) -> i64 {
        minor.0
    }
}
impl From<i64> for Flag {
    fn from(flag: i64) -> Self {
        Self(flag != 0)
    }
}
impl From<Flag> for i64 {
    fn from(flag: Flag) -> i64 {
        i64::from(flag.0)
    }
}
as_bigint!(Ms, Day, Minor, Flag);
