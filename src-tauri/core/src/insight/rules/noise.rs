//! What is more than chance. Orders come in like a Poisson stream, and a share of *n* orders wavers like a binomial one;
//! only what lies beyond about two of their standard deviations is worth a line in a morning brief.

/// Standard deviations beyond which something is no longer taken for chance: one in forty days lies so far to one side.
const SIGMAS: f64 = 2.0;
/// The same where dozens of outlets and categories are looked at each morning: one in seven hundred.
const OF_MANY: f64 = 3.0;

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

/// How far a share fell beyond chance, in standard deviations: (part, whole) before and now, by the pooled two-proportion
/// test. Nothing where it may be chance, and below twenty orders on either side.
#[must_use]
pub fn fell(before: (i64, i64), now: (i64, i64)) -> Option<f64> {
    const LEAST: i64 = 20;
    if before.1 < LEAST || now.1 < LEAST {
        return None;
    }
    let (n1, n2) = (before.1 as f64, now.1 as f64);
    let (p1, p2) = (before.0 as f64 / n1, now.0 as f64 / n2);
    let pooled = (before.0 + now.0) as f64 / (n1 + n2);
    let deviation = (pooled * (1.0 - pooled) * (1.0 / n1 + 1.0 / n2)).sqrt();
    let far = (p1 - p2) / deviation;
    (deviation > 0.0 && far > OF_MANY).then_some(far)
}

/// How far more came in than went out, in standard deviations of the difference of two Poisson counts. Nothing where it
/// may be chance.
#[must_use]
pub fn grew(entered: i64, cleared: i64) -> Option<f64> {
    const LEAST: i64 = 5;
    let difference = entered - cleared;
    let far = difference as f64 / ((entered + cleared) as f64).sqrt();
    (difference >= LEAST && far > OF_MANY).then_some(far)
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
        assert!(fell((950, 1000), (900, 1000)).is_some_and(|far| far > 4.0));
        assert_eq!(fell((95, 100), (93, 100)), None, "two of a hundred are chance");
        assert_eq!(fell((900, 1000), (950, 1000)), None, "a rise is no fall");
        assert_eq!(fell((19, 19), (0, 19)), None, "too few to say");
        assert_eq!(fell((100, 100), (100, 100)), None);
    }

    #[test]
    fn backlogs_grow_beyond_chance_or_not() {
        assert!(grew(120, 60).is_some_and(|far| far > 4.0));
        assert_eq!(grew(120, 110), None);
        assert_eq!(grew(4, 0), None);
        assert!(grew(16, 0).is_some());
        assert_eq!(grew(60, 120), None);
        assert_eq!(grew(0, 0), None);
    }
}
