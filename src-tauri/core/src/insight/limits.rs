//! Numbers that figures are made with, beside targets: settings with defaults of the field, changed where targets are.

use crate::db::Tx;
use crate::error::{Code, Error, Result};
use crate::history::Change;
use crate::settings;
use crate::work_orders::rules::ANSWER_HOURS_MAX;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Numbers that figures are made with.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
#[ts(rename = "InsightLimits")]
pub struct Limits {
    /// Whole hours within which a complaint is answered (domain §1.4, T6: 24).
    pub complaint_hours: i64,
    /// Outlets with fewer judged orders than this are marked and pulled towards the mean of all when they are ranked.
    pub rank_minimum: i64,
    /// Business days at which one bar of the backlog's ages ends and the next begins, ascending.
    pub ageing_days: Vec<i64>,
    /// Minutes left at which one column of the monitor ends and the next begins: three, ascending.
    pub monitor_minutes: Vec<i64>,
    /// How many weeks back the brief looks for what is usual on a weekday.
    pub brief_weeks: i64,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            complaint_hours: 24,
            rank_minimum: 30,
            ageing_days: vec![1, 3, 7, 14, 30],
            monitor_minutes: vec![60, 240, 1440],
            brief_weeks: 8,
        }
    }
}

const PREFIX: &str = "limit.";

fn numbers(text: &str) -> Option<Vec<i64>> {
    text.split(',').map(|part| part.trim().parse().ok()).collect()
}

fn list(numbers: &[i64]) -> String {
    let texts: Vec<String> = numbers.iter().map(ToString::to_string).collect();
    texts.join(",")
}

impl Limits {
    /// In milliseconds.
    #[must_use]
    pub fn complaint_ms(&self) -> i64 {
        self.complaint_hours * 3_600_000
    }

    /// # Errors
    /// A database error. A stored number that is none counts as not set.
    pub async fn load(tx: &mut Tx) -> Result<Self> {
        Ok(Self::of(&settings::under(tx, PREFIX).await?))
    }

    fn of(stored: &[(String, String)]) -> Self {
        let default = Self::default();
        let text = |name: &str| {
            let key = format!("{PREFIX}{name}");
            stored.iter().find(|(k, _)| *k == key).map(|(_, v)| v.as_str())
        };
        let one = |name: &str, default: i64| text(name).and_then(|t| t.parse().ok()).unwrap_or(default);
        let limits = Self {
            complaint_hours: one("complaint_hours", default.complaint_hours),
            rank_minimum: one("rank_minimum", default.rank_minimum),
            ageing_days: text("ageing_days")
                .and_then(numbers)
                .unwrap_or(default.ageing_days),
            monitor_minutes: text("monitor_minutes")
                .and_then(numbers)
                .unwrap_or(default.monitor_minutes),
            brief_weeks: one("brief_weeks", default.brief_weeks),
        };
        if limits.check().is_ok() {
            limits
        } else {
            Self::default()
        }
    }

    fn fields(&self) -> [(&'static str, String); 5] {
        [
            ("complaint_hours", self.complaint_hours.to_string()),
            ("rank_minimum", self.rank_minimum.to_string()),
            ("ageing_days", list(&self.ageing_days)),
            ("monitor_minutes", list(&self.monitor_minutes)),
            ("brief_weeks", self.brief_weeks.to_string()),
        ]
    }

    /// Whether figures can be made with them.
    ///
    /// # Errors
    /// `number_out_of_range`, or `value_invalid` for a list that does not ascend.
    pub fn check(&self) -> Result<()> {
        let within = |value: i64, min: i64, max: i64, field: &str| {
            if (min..=max).contains(&value) {
                return Ok(());
            }
            Err(Error::new(Code::NumberOutOfRange)
                .with("min", min)
                .with("max", max)
                .at(field))
        };
        within(self.complaint_hours, 1, ANSWER_HOURS_MAX, "complaint_hours")?;
        within(self.rank_minimum, 0, 10_000, "rank_minimum")?;
        within(self.brief_weeks, 2, 52, "brief_weeks")?;
        within(self.ageing_days.len() as i64, 1, 9, "ageing_days")?;
        within(self.monitor_minutes.len() as i64, 3, 3, "monitor_minutes")?;
        for (field, list) in [
            ("ageing_days", &self.ageing_days),
            ("monitor_minutes", &self.monitor_minutes),
        ] {
            let ascends = list.windows(2).all(|pair| pair[0] < pair[1]);
            let in_reach = list.iter().all(|n| (1..=100_000).contains(n));
            if !ascends || !in_reach {
                return Err(Error::invalid(field));
            }
        }
        Ok(())
    }

    /// Stores what differs from `before`, and notes it.
    ///
    /// # Errors
    /// As [`Limits::check`], or a database error.
    pub async fn save(&self, tx: &mut Tx, before: &Self, mut change: Change) -> Result<Change> {
        self.check()?;
        for ((name, value), (_, old)) in self.fields().into_iter().zip(before.fields()) {
            if value != old {
                settings::set(tx, &format!("{PREFIX}{name}"), &value).await?;
                change = change.field(name, old, value);
            }
        }
        Ok(change)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_figure_can_be_made_with_is_refused() {
        let with = |change: fn(&mut Limits)| {
            let mut limits = Limits::default();
            change(&mut limits);
            limits.check().is_ok()
        };
        assert!(with(|_| {}));
        assert!(with(|l| l.complaint_hours = 240));
        assert!(!with(|l| l.complaint_hours = 0));
        assert!(
            !with(|l| l.complaint_hours = 241),
            "beyond what the sums tell apart"
        );
        assert!(!with(|l| l.ageing_days = vec![]));
        assert!(!with(|l| l.ageing_days = vec![3, 3]));
        assert!(!with(|l| l.ageing_days = vec![0, 3]));
        assert!(!with(|l| l.monitor_minutes = vec![60, 240]));
        assert!(!with(|l| l.brief_weeks = 1));
    }

    #[test]
    fn a_damaged_setting_counts_as_not_set() {
        let stored = [("limit.ageing_days".to_owned(), "7,x".to_owned())];
        assert_eq!(Limits::of(&stored), Limits::default());
        let stored = [("limit.ageing_days".to_owned(), "7,2".to_owned())];
        assert_eq!(Limits::of(&stored), Limits::default());
        let stored = [("limit.ageing_days".to_owned(), "2,7".to_owned())];
        assert_eq!(Limits::of(&stored).ageing_days, [2, 7]);
    }
}
