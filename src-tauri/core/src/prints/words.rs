//! Figures, instants and amounts as documents write them: as the screens do (`ui/src/kit/format.ts`).

use crate::error::Result;
use crate::kernel::{Currency, Ms, Zone};
use crate::settings::Settings;
use crate::texts::{self, Locale};
use chrono::{DateTime, Datelike, TimeZone, Timelike};
use outpost_print::{Language, Mark, Moment, Tone};

/// The reader's language, and the workspace's zone and currency.
#[derive(Debug, Clone)]
pub struct Words {
    pub locale: Locale,
    pub zone: Zone,
    currency: String,
    digits: u32,
}

/// What stands where there is no value.
pub const NONE: &str = "—";

impl Words {
    /// # Errors
    /// `fault` for a stored zone that is none.
    pub fn new(locale: Locale, set: &Settings) -> Result<Self> {
        Ok(Self {
            locale,
            zone: set.zone()?,
            currency: set.currency.clone(),
            digits: Currency::parse(&set.currency).map_or(2, |c| c.digits()),
        })
    }
    #[must_use]
    pub fn language(&self) -> Language {
        match self.locale {
            Locale::ZhCn => Language::Chinese,
            Locale::En => Language::English,
        }
    }
    /// The text of `namespace:key`.
    #[must_use]
    pub fn text(&self, key: &str, params: &[(&str, &str)]) -> String {
        texts::text(self.locale, key, params)
    }
    /// A label in front of its value, as in `名称：`.
    #[must_use]
    pub fn labelled(&self, label: &str, value: &str) -> String {
        format!("{label}{}{value}", self.text("common:colon", &[]))
    }
    fn local(&self, at: Ms) -> DateTime<chrono_tz::Tz> {
        let utc = DateTime::from_timestamp_millis(at.0).unwrap_or_default();
        self.zone.tz().from_utc_datetime(&utc.naive_utc())
    }
    /// `2026-11-22 09:41`.
    #[must_use]
    pub fn date_time(&self, at: Ms) -> String {
        self.local(at).format("%Y-%m-%d %H:%M").to_string()
    }
    /// `2026-11-22`.
    #[must_use]
    pub fn date(&self, at: Ms) -> String {
        self.local(at).format("%Y-%m-%d").to_string()
    }
    /// Whether a business day begins at `at`.
    #[must_use]
    pub fn is_midnight(&self, at: Ms) -> bool {
        self.zone.start_of(self.zone.day(at)) == at
    }
    /// The civil time of `at`, for the file's own date.
    #[must_use]
    pub fn moment(&self, at: Ms) -> Moment {
        let local = self.local(at);
        Moment {
            year: local.year(),
            month: local.month() as u8,
            day: local.day() as u8,
            hour: local.hour() as u8,
            minute: local.minute() as u8,
            second: local.second() as u8,
            offset: (self.zone.offset_ms(at) / 60_000) as i32,
        }
    }
    /// `12,345`.
    #[must_use]
    pub fn integer(&self, n: i64) -> String {
        format!("{}{}", if n < 0 { "-" } else { "" }, grouped(n.unsigned_abs()))
    }
    /// `¥1,234.50` from minor units.
    #[must_use]
    pub fn money(&self, minor: i64) -> String {
        let sign = if minor < 0 { "-" } else { "" };
        let scale = 10_u64.pow(self.digits);
        let (whole, rest) = (minor.unsigned_abs() / scale, minor.unsigned_abs() % scale);
        let symbol = match self.currency.as_str() {
            "CNY" | "JPY" => "¥".to_owned(),
            "USD" => "$".to_owned(),
            "EUR" => "€".to_owned(),
            "GBP" => "£".to_owned(),
            code => format!("{code} "),
        };
        let whole = grouped(whole);
        if self.digits == 0 {
            return format!("{sign}{symbol}{whole}");
        }
        format!(
            "{sign}{symbol}{whole}.{rest:0width$}",
            width = self.digits as usize
        )
    }
    /// `97.3%` from basis points.
    #[must_use]
    pub fn percent(&self, basis_points: i64) -> String {
        // Half away from zero, on integers.
        let tenths = (basis_points.abs() + 5) / 10;
        let sign = if basis_points < 0 && tenths > 0 { "-" } else { "" };
        format!("{sign}{}.{}%", grouped((tenths / 10) as u64), tenths % 10)
    }
    /// `2 小时 15 分`, `2 h 15 min`. Hours become days only where a day has 24 of them.
    #[must_use]
    pub fn duration(&self, ms: i64, days: bool) -> String {
        let unit = |name: &str| self.text(&format!("common:unit.{name}"), &[]);
        let sign = if ms < 0 { "−" } else { "" };
        let total = ms.unsigned_abs();
        if total < 60_000 {
            return format!("{sign}{} {}", (total + 500) / 1000, unit("s"));
        }
        let minutes = (total + 30_000) / 60_000;
        let hours = minutes / 60;
        let pairs = if days && hours >= 48 {
            [(hours / 24, "d"), (hours % 24, "h")]
        } else {
            [(hours, "h"), (minutes % 60, "min")]
        };
        let parts: Vec<String> = pairs
            .iter()
            .filter(|(n, _)| *n > 0)
            .map(|(n, name)| format!("{} {}", grouped(*n), unit(name)))
            .collect();
        format!("{sign}{}", parts.join(" "))
    }
    /// A state's word with its look.
    #[must_use]
    pub fn mark(&self, code: &str, word: impl Into<String>) -> Mark {
        Mark {
            word: word.into(),
            tone: tone(code),
        }
    }
}

fn grouped(n: u64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How a state looks, as on the screens (`hueOf` in `ui/src/kit/theme.ts`).
#[must_use]
pub fn tone(code: &str) -> Tone {
    match code {
        "met" | "completed" | "succeeded" | "committed" | "on_time" | "active" | "ok" => Tone::Met,
        "paused" => Tone::Paused,
        "breached" | "breached_open" | "breached_done" | "late" | "failed" | "overdue" | "missed" => {
            Tone::Breached
        }
        "warning" | "overdue_soon" | "due_soon" => Tone::Warning,
        "exempt" => Tone::Exempt,
        "cancelled" | "void" | "undone" | "inactive" => Tone::Void,
        _ => Tone::Running,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(locale: Locale, currency: &str) -> Words {
        let set = Settings {
            workspace_name: "驿站".into(),
            zone: "Asia/Shanghai".into(),
            currency: currency.into(),
            idle_lock_minutes: 15,
            due_soon_minutes: 240,
            last_backup_at: None,
        };
        Words::new(locale, &set).unwrap()
    }

    #[test]
    fn figures_are_written_as_on_the_screens() {
        let (zh, en) = (words(Locale::ZhCn, "CNY"), words(Locale::En, "JPY"));
        let cases = [
            (zh.money(123_450), "¥1,234.50"),
            (zh.money(-5), "-¥0.05"),
            (en.money(1_234_567), "¥1,234,567"),
            (words(Locale::En, "CHF").money(100), "CHF 1.00"),
            (zh.integer(-12_345), "-12,345"),
            (zh.percent(9_730), "97.3%"),
            (zh.percent(10_000), "100.0%"),
            (zh.percent(-4), "0.0%"),
            (zh.duration(8_100_000, false), "2 小时 15 分"),
            (en.duration(8_100_000, false), "2 h 15 min"),
            (en.duration(45_000, false), "45 s"),
            (en.duration(-3_600_000, false), "−1 h"),
            (en.duration(50 * 3_600_000, true), "2 d 2 h"),
            (en.duration(50 * 3_600_000, false), "50 h"),
            (zh.date_time(Ms(1_795_309_200_000)), "2026-11-22 09:00"),
            (zh.date(Ms(1_795_309_200_000)), "2026-11-22"),
        ];
        for (written, expected) in cases {
            assert_eq!(written, expected);
        }
    }
}
