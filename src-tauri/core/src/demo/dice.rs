//! Dice that fall alike for the same seed. Each order and each customer throws its own, so that any one of them can be made
//! again without those before it, and nothing need be kept in memory.

/// A small generator (splitmix64): even numbers, the same on every machine.
#[derive(Debug, Clone)]
pub(super) struct Dice(u64);

/// What dice are thrown for; each subject has a stream of its own.
#[derive(Debug, Clone, Copy)]
pub(super) enum Stream {
    Outlet = 1,
    Engineer,
    Customer,
    Day,
    Order,
}

const STEP: u64 = 0x9e37_79b9_7f4a_7c15;

fn mixed(mut z: u64) -> u64 {
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

impl Dice {
    /// The dice of the `n`th of a stream.
    pub(super) fn of(seed: u64, stream: Stream, n: u64) -> Self {
        Self(mixed(
            mixed(seed.wrapping_mul(STEP) ^ (stream as u64) << 56) ^ n.wrapping_mul(STEP),
        ))
    }
    pub(super) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(STEP);
        mixed(self.0)
    }
    /// Below `n`; 0 where `n` is 0.
    pub(super) fn below(&mut self, n: u64) -> u64 {
        self.next() % n.max(1)
    }
    /// From 0 up to 1.
    pub(super) fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }
    pub(super) fn chance(&mut self, p: f64) -> bool {
        self.share() < p
    }
    /// Roughly normal, mean 0 and deviation 1, never beyond ±6: twelve even throws, which need no table and no logarithm.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.share()).sum::<f64>() - 6.0
    }
    /// A time that half of all cases stay below; `sigma` says how far the others go.
    pub(super) fn around(&mut self, median: f64, sigma: f64) -> f64 {
        median * (sigma * self.normal()).exp()
    }
    pub(super) fn pick<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        &of[self.below(of.len() as u64) as usize]
    }
    /// A place in `weights`, the heavier the likelier.
    pub(super) fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let total: f64 = weights.clone().sum();
        let mut left = self.share() * total;
        let mut last = 0;
        for (place, weight) in weights.enumerate() {
            if left < weight {
                return place;
            }
            left -= weight;
            last = place;
        }
        last
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_throws_the_same() {
        let throw = |seed, n| Dice::of(seed, Stream::Order, n).next();
        assert_eq!(throw(7, 3), throw(7, 3));
        assert_ne!(throw(7, 3), throw(8, 3));
        assert_ne!(throw(7, 3), throw(7, 4));
        assert_ne!(throw(7, 3), Dice::of(7, Stream::Day, 3).next());
    }

    #[test]
    fn throws_lie_where_they_should() {
        let mut dice = Dice::of(1, Stream::Order, 1);
        let times: Vec<f64> = (0..20_000).map(|_| dice.around(60.0, 0.7)).collect();
        let below = times.iter().filter(|t| **t < 60.0).count();
        assert!((9_700..10_300).contains(&below), "{below} below the median");
        let heavy = (0..10_000)
            .filter(|_| dice.weighted([1.0, 3.0].into_iter()) == 1)
            .count();
        assert!((7_200..7_800).contains(&heavy), "{heavy}");
        assert_eq!(dice.below(0), 0);
        assert_eq!(dice.weighted([0.0, 0.0].into_iter()), 1);
    }
}
