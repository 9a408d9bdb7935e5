//! How numbers are written. Digits and separators are the same in both languages; words come from the caller.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the numbers of an axis mean.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Format {
    /// A share: 0.943 is written `94.3%`.
    Percent {
        /// Digits after the point of the percentage, at most 6.
        decimals: u8,
    },
    /// How many: `12,345`. A mean of counts may be fractional and then shows one digit.
    Count,
    /// Elapsed time in seconds: `2 h 15 min`, its two largest units.
    Duration {
        /// The words for the units.
        units: DurationUnits,
    },
    /// Minor units of the workspace currency: 123450 is written `¥1,234.50`.
    Money {
        /// Stands before the digits.
        symbol: String,
        /// How many digits of the amount stand after the point, at most 6: 2 for CNY.
        decimals: u8,
    },
}

/// Unit words in the person's language.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(deny_unknown_fields)]
pub struct DurationUnits {
    /// A day of 24 hours; without it hours go on counting (`36 h`), which working time wants.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub day: Option<String>,
    /// An hour.
    pub hour: String,
    /// A minute.
    pub minute: String,
    /// A second.
    pub second: String,
}

impl Format {
    /// Writes a value as people read it in a mark or a table.
    ///
    /// ```
    /// use outpost_charts::Format;
    /// assert_eq!(Format::Percent { decimals: 1 }.text(0.943), "94.3%");
    /// assert_eq!(Format::Count.text(12345.0), "12,345");
    /// assert_eq!(Format::Money { symbol: "¥".into(), decimals: 2 }.text(-123450.0), "-¥1,234.50");
    /// ```
    pub fn text(&self, value: f64) -> String {
        match self {
            Format::Percent { decimals } => format!("{}%", grouped(value * 100.0, usize::from(*decimals))),
            Format::Count => grouped(value, usize::from(!is_whole(value))),
            Format::Duration { units } => units.text(value),
            Format::Money { symbol, decimals } => money(symbol, *decimals, value, usize::from(*decimals)),
        }
    }

    /// Writes an axis tick: with just the digits that the step needs, the same for all ticks of one axis.
    pub(crate) fn tick(&self, value: f64, step: f64) -> String {
        match self {
            Format::Percent { .. } => format!("{}%", grouped(value * 100.0, decimals_of(step * 100.0))),
            Format::Count => grouped(value, decimals_of(step)),
            Format::Duration { units } if value.abs() < 1e-9 => format!("0 {}", units.of_step(step)),
            Format::Duration { units } => units.text(value),
            Format::Money { symbol, decimals } => {
                let shown = decimals_of(step / 10f64.powi(i32::from(*decimals))).min(usize::from(*decimals));
                // One digit of a two-digit currency reads like a slip: show all or none.
                let shown = if shown == 0 { 0 } else { usize::from(*decimals) };
                money(symbol, *decimals, value, shown)
            }
        }
    }
}

impl DurationUnits {
    /// The unit that an axis of this step counts in, for its zero.
    fn of_step(&self, step: f64) -> &str {
        match &self.day {
            Some(day) if step >= 86_400.0 => day,
            _ if step >= 3600.0 => &self.hour,
            _ if step >= 60.0 => &self.minute,
            _ => &self.second,
        }
    }

    /// The two largest units, rounded to the smaller one; under a minute in seconds.
    fn text(&self, seconds: f64) -> String {
        let sign = if seconds < 0.0 { "-" } else { "" };
        let seconds = seconds.abs();
        if seconds.round() < 60.0 {
            return format!("{sign}{} {}", seconds.round(), self.second);
        }
        let minutes = (seconds / 60.0).round();
        if let Some(day) = self.day.as_ref().filter(|_| minutes >= 1440.0) {
            let hours = (seconds / 3600.0).round();
            return sign.to_owned() + &pair((hours / 24.0).floor(), day, hours % 24.0, &self.hour);
        }
        if minutes >= 60.0 {
            return sign.to_owned()
                + &pair((minutes / 60.0).floor(), &self.hour, minutes % 60.0, &self.minute);
        }
        format!("{sign}{minutes} {}", self.minute)
    }
}

fn pair(large: f64, large_unit: &str, small: f64, small_unit: &str) -> String {
    let large = grouped(large, 0);
    if small < 1.0 {
        format!("{large} {large_unit}")
    } else {
        format!("{large} {large_unit} {small} {small_unit}")
    }
}

fn money(symbol: &str, decimals: u8, minor: f64, shown: usize) -> String {
    let text = grouped(minor.abs() / 10f64.powi(i32::from(decimals.min(6))), shown);
    let sign = if minor < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        "-"
    } else {
        ""
    };
    format!("{sign}{symbol}{text}")
}

/// Digits in groups of three, `decimals` after the point; what rounds to zero carries no minus sign.
fn grouped(value: f64, decimals: usize) -> String {
    let text = format!("{:.*}", decimals.min(6), value.abs());
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let mut out = String::with_capacity(text.len() + whole.len() / 3 + 1);
    if value < 0.0 && text.bytes().any(|b| (b'1'..=b'9').contains(&b)) {
        out.push('-');
    }
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push('.');
        out.push_str(fraction);
    }
    out
}

fn is_whole(value: f64) -> bool {
    (value - value.round()).abs() < 1e-9
}

/// How many digits after the point a step needs, at most 6.
fn decimals_of(step: f64) -> usize {
    (0..6)
        .find(|digits| {
            let scaled = step * 10f64.powi(*digits);
            (scaled - scaled.round()).abs() < 1e-6 * scaled.abs().max(1e-6)
        })
        .unwrap_or(6)
        .try_into()
        .unwrap_or(6)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn english() -> DurationUnits {
        DurationUnits {
            day: Some("d".into()),
            hour: "h".into(),
            minute: "min".into(),
            second: "s".into(),
        }
    }

    #[test]
    fn durations_show_their_two_largest_units_and_carry_over() {
        let cases = [
            (0.0, "0 s"),
            (59.4, "59 s"),
            (59.6, "1 min"),
            (8100.0, "2 h 15 min"),
            (3599.0, "1 h"),
            (86_399.0, "1 d"),
            (93_600.0, "1 d 2 h"),
            (-8100.0, "-2 h 15 min"),
        ];
        for (seconds, expected) in cases {
            assert_eq!(english().text(seconds), expected, "{seconds} s");
        }
        let working = DurationUnits {
            day: None,
            ..english()
        };
        assert_eq!(working.text(129_600.0), "36 h");
    }

    #[test]
    fn numbers_are_grouped_and_never_minus_zero() {
        assert_eq!(grouped(1_234_567.0, 0), "1,234,567");
        assert_eq!(grouped(-0.4, 0), "0");
        assert_eq!(Format::Count.text(12.5), "12.5");
        assert_eq!(Format::Percent { decimals: 0 }.text(1.0), "100%");
    }

    #[test]
    fn ticks_carry_the_digits_of_their_step() {
        let percent = Format::Percent { decimals: 1 };
        assert_eq!(percent.tick(0.85, 0.05), "85%");
        assert_eq!(percent.tick(0.975, 0.005), "97.5%");
        let money = Format::Money {
            symbol: "¥".into(),
            decimals: 2,
        };
        assert_eq!(money.tick(2_000_000.0, 500_000.0), "¥20,000");
        assert_eq!(money.tick(50.0, 50.0), "¥0.50");
        assert_eq!(Format::Duration { units: english() }.tick(0.0, 7200.0), "0 h");
    }
}
