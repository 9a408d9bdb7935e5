//! Due times per second on one core: split shifts and the Chinese holidays, calendar loaded.

use crate::failure::{Failure, Outcome};
use outpost_sla::Refusal;
use outpost_sla::calendar::{Calendar, DayEnd};
use outpost_sla::presets::presets;
use serde_json::{Value, json};
use std::time::Instant;

const COUNT: i64 = 5_000_000;
/// 2025-01-01T00:00Z.
const FROM: i64 = 1_735_689_600_000;
const YEAR_MS: i64 = 365 * 86_400_000;

fn refused(refusal: Refusal) -> Failure {
    Failure::refused(refusal.to_string())
}

fn per_second(work: impl Fn(i64) -> Result<i64, Refusal>) -> Outcome<f64> {
    let mut best = 0_f64;
    for _ in 0..3 {
        let start = Instant::now();
        let mut sum = 0_i64;
        for n in 0..COUNT {
            // Moments spread over the year without any order that a cache could guess.
            let at = FROM + (n.wrapping_mul(7_919_000_003) % YEAR_MS);
            sum = sum.wrapping_add(work(at).map_err(refused)?);
        }
        std::hint::black_box(sum);
        best = best.max(COUNT as f64 / start.elapsed().as_secs_f64());
    }
    Ok(best.round())
}

/// Counts.
pub(super) fn measure() -> Outcome<Value> {
    let presets = presets().map_err(refused)?;
    let spec = presets
        .calendars
        .iter()
        .find(|c| c.spec.follow_make_up_days)
        .unwrap_or(&presets.calendars[0]);
    let calendar = Calendar::compile(spec.spec.clone()).map_err(refused)?;
    calendar.deadline(FROM, 8 * 3_600_000).map_err(refused)?;
    Ok(json!({
        "deadlines_8h_per_s": per_second(|at| calendar.deadline(at, 8 * 3_600_000))?,
        "deadlines_5_working_days_per_s": per_second(|at| calendar.deadline_days(at, 5, DayEnd::LastWindow))?,
        "elapsed_per_s": per_second(|at| calendar.elapsed(at, at + 9 * 86_400_000))?,
    }))
}
