//! What is more than chance. Orders come in like a Poisson stream, and a share of *n* orders wavers like a binomial one;
//! only what lies beyond about two of their standard deviations is worth a line in a morning brief.

/// Standard deviations beyond which something is no longer taken for chance: one in forty days lies so far to one side.
const SIGMAS: f64 = 2.0;

/// What is usual on a weekday.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Level {
    /// Mean, in hundredths.
    pub mean: i64,
    /// What lies between is noise.
    pub low: i64,
    pub high: i64,
}

/// The level of some days' counts: their mean, and how far a day may lie from it. The spread is that of the days seen,
/// but no less than that of a Poisson stream of this mean: eight quiet weeks do not make the ninth a sensation. Nothing
/// from fewer than three days.
#[must_use]
pub fn usual(counts: &[i64]) -> Option<Level> {
    if counts.len() < 3 {
        return None;
    }
    let n = counts.len() as f64;
    let sum: i64 = counts.iter().sum();
    let mean = sum as f64 / n;
    let squares: f64 = counts.iter().map(|c| (*c as f64 - mean).powi(2)).sum();
    let variance = (squares / (n - 1.0)).max(mean);
    // The mean itself is only known from so many days.
    let reach = SIGMAS * (variance * (1.0 + 1.0 / n)).sqrt();
    Some(Level {
        mean: (mean * 100.0).round() as i64,
        low: (mean - reach).ceil().max(0.0) as i64,
        high: (mean + reach).floor() as i64,
    })
}

/// Whether a share fell beyond chance: (part, whole) before and now, by the pooled two-proportion test. Below twenty
/// orders on either side nothing is said.
#[must_use]
pub fn fell(before: (i64, i64), now: (i64, i64)) -> bool {
    const LEAST: i64 = 20;
    if before.1 < LEAST || now.1 < LEAST {
        return false;
    }
    let (n1, n2) = (before.1 as f64, now.1 as f64);
    let (p1, p2) = (before.0 as f64 / n1, now.0 as f64 / n2);
    let pooled = (before.0 + now.0) as f64 / (n1 + n2);
    let deviation = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
    deviation > 0.0 && p1 - p2 > SIGMAS * deviation
}

/// Whether more came in than went out, beyond chance: the difference of two Poisson counts.
#[must_use]
pub fn grew(entered: i64, cleared: i64) -> bool {
    const LEAST: i64 = 5;
    let difference = entered - cleared;
    difference >= LEAST && difference as f64 > SIGMAS * ((entered + cleared) as f64).sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quiet_days_do_not_make_a_sensation() {
        let level = usual(&[100, 100, 100, 100]).unwrap();
        assert_eq!(level.mean, 10_000);
        assert!(
            (75..=80).contains(&level.low) && (120..=125).contains(&level.high),
            "{level:?}"
        );
        assert_eq!(usual(&[5, 5]), None);
        let wide = usual(&[10, 90, 40, 60]).unwrap();
        assert!(wide.low == 0 && wide.high > 110, "{wide:?}");
        let nothing = usual(&[0, 0, 0]).unwrap();
        assert_eq!((nothing.low, nothing.high), (0, 0));
    }

    #[test]
    fn shares_fall_beyond_chance_or_not() {
        assert!(fell((950, 1000), (900, 1000)));
        assert!(!fell((95, 100), (93, 100)), "two of a hundred are chance");
        assert!(!fell((900, 1000), (950, 1000)), "a rise is no fall");
        assert!(!fell((19, 19), (0, 19)), "too few to say");
        assert!(!fell((100, 100), (100, 100)));
    }

    #[test]
    fn backlogs_grow_beyond_chance_or_not() {
        assert!(grew(120, 60));
        assert!(!grew(120, 110));
        assert!(!grew(4, 0));
        assert!(grew(9, 0));
        assert!(!grew(60, 120));
    }
}
