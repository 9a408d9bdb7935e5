//! Round numbers for axes: which range to show and where to put ticks.

use crate::figure::ValueAxis;
use crate::format::Format;

/// Factors of steps that people count in.
const ROUND: [f64; 5] = [1.0, 2.0, 2.5, 5.0, 10.0];
/// More factors, for an axis whose number of intervals is given: less of the plot stays empty.
const FINE: [f64; 9] = [1.0, 2.0, 2.5, 3.0, 4.0, 5.0, 6.0, 8.0, 10.0];

/// A value axis with its ticks. `min < max`, `step > 0`, and ticks rise from `min` to `max`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Scale {
    pub min: f64,
    pub max: f64,
    pub step: f64,
    pub ticks: Vec<f64>,
}

impl Scale {
    /// The texts of the ticks.
    pub fn texts(&self, format: &Format) -> Vec<String> {
        self.ticks
            .iter()
            .map(|tick| format.tick(*tick, self.step))
            .collect()
    }

    fn new(min: f64, max: f64, step: f64) -> Scale {
        let first = (min / step - 1e-6).ceil();
        let count = ((max / step + 1e-6).floor() - first).clamp(0.0, 50.0) as usize;
        // Multiples of the step, not a running sum, so that no drift reaches a label.
        let ticks = (0..=count).map(|index| (first + index as f64) * step).collect();
        Scale {
            min,
            max,
            step,
            ticks,
        }
    }
}

/// Where the axis begins when the caller doesn't say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Base {
    /// At zero: bars, whose length is the value.
    Zero,
    /// At zero, unless all values lie in the upper half: lines, whose shape is the message.
    Near,
}

/// A scale over `values` with about `wanted` intervals. An axis' own `min` and `max` win over the data.
pub(crate) fn fit(axis: &ValueAxis, values: impl Iterator<Item = f64>, base: Base, wanted: usize) -> Scale {
    let (low, high) = values.fold((f64::INFINITY, f64::NEG_INFINITY), |(l, h), v| {
        (l.min(v), h.max(v))
    });
    let (low, high) = if low > high { (0.0, 0.0) } else { (low, high) };
    let mut min = if base == Base::Zero || low < high.abs() * 0.5 {
        low.min(0.0)
    } else {
        low
    };
    let mut max = if base == Base::Zero {
        high.max(0.0)
    } else {
        high.max(min)
    };
    if min > 0.0 {
        let room = ((max - min) * 0.1).max(max * 0.01);
        min = (min - room).max(0.0);
        max += room;
    }
    if matches!(axis.format, Format::Percent { .. }) && high <= 1.0 {
        max = max.min(1.0);
    }
    if max - min < smallest_step(&axis.format) {
        max = min + unit(&axis.format).max(min.abs() * 0.01);
    }
    let step = round_step(&axis.format, (max - min) / wanted.max(1) as f64, &ROUND);
    let floor = axis
        .min
        .filter(|v| v.is_finite())
        .unwrap_or((min / step + 1e-9).floor() * step);
    let ceiling = axis
        .max
        .filter(|v| v.is_finite())
        .unwrap_or((max / step - 1e-9).ceil() * step);
    let ceiling = if ceiling - floor < smallest_step(&axis.format) {
        floor + step
    } else {
        ceiling
    };
    let step = round_step(
        &axis.format,
        ((ceiling - floor) / wanted.max(1) as f64)
            .min(step)
            .max((ceiling - floor) / 50.0),
        &ROUND,
    );
    Scale::new(floor, ceiling, step)
}

/// A scale from zero that has exactly `intervals` intervals, so that it shares its gridlines with another.
pub(crate) fn fit_intervals(axis: &ValueAxis, values: impl Iterator<Item = f64>, intervals: usize) -> Scale {
    let high = values
        .fold(0.0, f64::max)
        .max(axis.max.filter(|v| v.is_finite()).unwrap_or(0.0));
    let high = if high < smallest_step(&axis.format) {
        unit(&axis.format)
    } else {
        high
    };
    let step = round_step(&axis.format, high / intervals.max(1) as f64, &FINE);
    Scale::new(0.0, step * intervals.max(1) as f64, step)
}

/// The span of an axis whose values are all the same.
fn unit(format: &Format) -> f64 {
    match format {
        Format::Percent { .. } | Format::Count => 1.0,
        Format::Duration { .. } => 3600.0,
        Format::Money { decimals, .. } => 10f64.powi(i32::from((*decimals).min(6))),
    }
}

/// No tick stands closer than this: half an order, a tenth of a second or of a cent mean nothing.
fn smallest_step(format: &Format) -> f64 {
    match format {
        Format::Percent { .. } => 1e-4,
        Format::Count | Format::Duration { .. } | Format::Money { .. } => 1.0,
    }
}

/// The smallest round step that is not smaller than `raw`.
fn round_step(format: &Format, raw: f64, factors: &[f64]) -> f64 {
    let raw = raw.max(smallest_step(format)) * (1.0 - 1e-9);
    if matches!(format, Format::Duration { .. }) {
        const CLOCK: [f64; 17] = [
            1.0, 5.0, 10.0, 15.0, 30.0, 60.0, 300.0, 600.0, 900.0, 1800.0, 3600.0, 7200.0, 10_800.0,
            21_600.0, 43_200.0, 86_400.0, 172_800.0,
        ];
        return match CLOCK.into_iter().find(|step| *step >= raw) {
            Some(step) => step,
            None => 86_400.0 * decimal_step(raw / 86_400.0, 10.0, factors),
        };
    }
    // 2.5 % would put a digit after the point of every tick; 25 % does not.
    let whole_from = if matches!(format, Format::Percent { .. }) {
        0.1
    } else {
        10.0
    };
    decimal_step(raw, whole_from, factors)
}

/// One of `factors` times a power of ten; 2.5 only of powers from `whole_from`, where it is a whole number.
fn decimal_step(raw: f64, whole_from: f64, factors: &[f64]) -> f64 {
    let power = 10f64.powf(raw.log10().floor());
    factors
        .iter()
        .copied()
        .filter(|factor| power > whole_from * 0.99 || (factor - 2.5).abs() > 0.1)
        .map(|factor| factor * power)
        .find(|step| *step >= raw)
        .unwrap_or(10.0 * power)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn axis(format: Format) -> ValueAxis {
        ValueAxis::new(format)
    }

    fn percent() -> ValueAxis {
        axis(Format::Percent { decimals: 1 })
    }

    #[test]
    fn a_share_near_the_top_is_zoomed_and_ends_at_100_percent() {
        let scale = fit(&percent(), [0.83, 0.97].into_iter(), Base::Near, 5);
        assert_eq!(
            scale
                .texts(&Format::Percent { decimals: 1 })
                .last()
                .map(String::as_str),
            Some("100%")
        );
        assert!(scale.min >= 0.75 && scale.min <= 0.83, "{scale:?}");
    }

    #[test]
    fn counts_begin_at_zero_in_whole_steps() {
        let scale = fit(&axis(Format::Count), [1.0, 3.0].into_iter(), Base::Zero, 6);
        assert_eq!(scale.ticks, [0.0, 1.0, 2.0, 3.0]);
    }

    #[test]
    fn all_zero_still_has_an_axis() {
        assert_eq!(
            fit(&axis(Format::Count), [0.0, 0.0].into_iter(), Base::Zero, 4).ticks,
            [0.0, 1.0]
        );
        assert_eq!(
            fit_intervals(&axis(Format::Count), [0.0].into_iter(), 5)
                .ticks
                .len(),
            6
        );
    }

    #[test]
    fn hours_step_in_hours() {
        let units = crate::DurationUnits {
            day: None,
            hour: "h".into(),
            minute: "min".into(),
            second: "s".into(),
        };
        let scale = fit(
            &axis(Format::Duration { units }),
            [0.0, 40_000.0].into_iter(),
            Base::Zero,
            5,
        );
        assert_eq!(scale.ticks, [0.0, 10_800.0, 21_600.0, 32_400.0, 43_200.0]);
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]
        #[test]
        fn every_value_lies_on_its_scale(values in prop::collection::vec(-9e15..9e15f64, 1..20), wanted in 1usize..8, near: bool) {
            for format in [Format::Count, Format::Percent { decimals: 1 }, Format::Money { symbol: "¥".into(), decimals: 2 }] {
                let base = if near { Base::Near } else { Base::Zero };
                let scale = fit(&axis(format), values.iter().copied(), base, wanted);
                prop_assert!(scale.min < scale.max && scale.step > 0.0);
                prop_assert!(!scale.ticks.is_empty() && scale.ticks.len() <= 51);
                let slack = scale.step * 1e-6;
                prop_assert!(values.iter().all(|v| *v >= scale.min - slack && *v <= scale.max + slack));
            }
        }
    }
}
