//! Money: integer minor units of one currency per workspace. No floats (DESIGN §4).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An amount in minor units (分, cents).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(as = "f64")]
pub struct Minor(pub i64);

/// An ISO 4217 code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
#[serde(transparent)]
pub struct Currency(String);

impl Currency {
    /// Three capital letters, or nothing.
    #[must_use]
    pub fn parse(code: &str) -> Option<Self> {
        (code.len() == 3 && code.bytes().all(|b| b.is_ascii_uppercase())).then(|| Self(code.to_owned()))
    }
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
    /// Digits after the point (0 for yen and won, 2 otherwise).
    #[must_use]
    pub fn digits(&self) -> u32 {
        match self.0.as_str() {
            "JPY" | "KRW" | "VND" | "CLP" => 0,
            _ => 2,
        }
    }
}

/// Splits `total` by `weights`, half-up, with the remainder on the largest part, so that Σ parts = total.
///
/// All-zero weights split evenly. Source: DESIGN §4.
///
/// ```
/// use outpost_core::kernel::{Minor, split_evenly};
/// assert_eq!(split_evenly(Minor(100), &[1, 1, 1]), vec![Minor(34), Minor(33), Minor(33)]);
/// ```
#[must_use]
pub fn split_evenly(total: Minor, weights: &[u32]) -> Vec<Minor> {
    if weights.is_empty() {
        return Vec::new();
    }
    let even = weights.iter().all(|w| *w == 0);
    let weight = |i: usize| if even { 1_i128 } else { i128::from(weights[i]) };
    let sum: i128 = (0..weights.len()).map(weight).sum();
    let mut parts: Vec<i64> = (0..weights.len())
        .map(|i| {
            let twice = 2 * i128::from(total.0) * weight(i);
            // Half away from zero, on integers.
            let rounded = if twice >= 0 {
                (twice + sum) / (2 * sum)
            } else {
                (twice - sum) / (2 * sum)
            };
            rounded as i64
        })
        .collect();
    let rest = total.0 - parts.iter().sum::<i64>();
    // The first of the largest parts by size; `max_by_key` would take the last.
    let largest = (0..parts.len()).fold(0, |best, i| {
        if parts[i].abs() > parts[best].abs() {
            i
        } else {
            best
        }
    });
    parts[largest] += rest;
    parts.into_iter().map(Minor).collect()
}
