//! Open time of four years as sorted intervals with running sums, so that a due time is two table reads.
//!
//! Intervals carry whole seconds relative to the block (boundaries are always whole seconds); the queries are in
//! milliseconds.

use super::zone::DAY_MS;

/// Days in a block: four years.
pub const BLOCK_DAYS: i64 = 1461;

/// Milliseconds in a block.
pub const BLOCK_MS: i64 = BLOCK_DAYS * DAY_MS;

#[derive(Clone, Copy, Debug)]
struct Open {
    from_s: u32,
    to_s: u32,
    /// Open seconds of the block before this interval.
    before_s: u32,
}

/// The open time of one block.
#[derive(Debug)]
pub struct Block {
    opens: Box<[Open]>,
    /// For each UTC day of the block: the first interval that ends after the day begins.
    by_day: Box<[u32]>,
    /// For each step of worked time: the interval in which that amount is reached.
    by_amount: Box<[u32]>,
    /// Size of a step of `by_amount`, as a power of two of milliseconds.
    shift: u32,
    /// Open milliseconds in the block.
    pub total_ms: i64,
}

#[inline]
fn ms(seconds: u32) -> i64 {
    i64::from(seconds) * 1000
}

impl Block {
    /// From intervals in seconds relative to the block, in any order; they are clipped and merged.
    pub fn new(mut spans: Vec<(i64, i64)>) -> Self {
        spans.sort_unstable();
        let mut merged: Vec<(u32, u32)> = Vec::with_capacity(spans.len());
        for (from, to) in spans {
            let clip = |at: i64| u32::try_from(at.clamp(0, BLOCK_MS / 1000)).unwrap_or(0);
            let (from, to) = (clip(from), clip(to));
            match merged.last_mut() {
                _ if from >= to => {}
                Some(last) if from <= last.1 => last.1 = last.1.max(to),
                _ => merged.push((from, to)),
            }
        }
        let mut before_s = 0;
        let opens: Box<[Open]> = merged
            .iter()
            .map(|&(from_s, to_s)| {
                let open = Open {
                    from_s,
                    to_s,
                    before_s,
                };
                before_s += to_s - from_s;
                open
            })
            .collect();
        let by_day = (0..BLOCK_DAYS)
            .map(|day| index(opens.partition_point(|open| ms(open.to_s) <= day * DAY_MS)))
            .collect();
        let total_ms = ms(before_s);
        let mean = total_ms / i64::try_from(opens.len().max(1)).unwrap_or(1);
        // A step no longer than the mean interval keeps the scan short; at most 2^16 steps keep the index small.
        let shift = (i64::BITS - 1)
            .saturating_sub(mean.max(1).leading_zeros())
            .max(21);
        let steps = (total_ms >> shift) + 1;
        let by_amount = (0..steps)
            .map(|step| index(opens.partition_point(|open| reached_by(open) <= (step << shift))))
            .collect();
        Block {
            opens,
            by_day,
            by_amount,
            shift,
            total_ms,
        }
    }

    /// Open milliseconds of the block before an offset of milliseconds into it.
    #[inline]
    pub fn worked_before(&self, at_ms: i64) -> i64 {
        let day = usize::try_from(at_ms / DAY_MS)
            .unwrap_or(0)
            .min(self.by_day.len() - 1);
        let mut index = self.by_day[day] as usize;
        while let Some(open) = self.opens.get(index) {
            if at_ms < ms(open.to_s) {
                return ms(open.before_s) + (at_ms - ms(open.from_s)).max(0);
            }
            index += 1;
        }
        self.total_ms
    }

    /// The first offset at which `amount_ms` (more than 0, at most the total) of the block has been worked.
    #[inline]
    pub fn reach(&self, amount_ms: i64) -> i64 {
        let step = usize::try_from((amount_ms - 1) >> self.shift).unwrap_or(0);
        let mut index = self.by_amount.get(step).copied().unwrap_or(0) as usize;
        while let Some(open) = self.opens.get(index) {
            if amount_ms <= reached_by(open) {
                return ms(open.from_s) + amount_ms - ms(open.before_s);
            }
            index += 1;
        }
        BLOCK_MS
    }

    /// The last offset at which only `amount_ms` (at least 0, less than the total) of the block has been worked.
    pub fn reach_backwards(&self, amount_ms: i64) -> i64 {
        let index = self.opens.partition_point(|open| ms(open.before_s) <= amount_ms) - 1;
        let open = self.opens[index];
        ms(open.from_s) + amount_ms - ms(open.before_s)
    }

    /// The first open moment at or after an offset.
    pub fn next_open(&self, at_ms: i64) -> Option<i64> {
        let index = self.opens.partition_point(|open| ms(open.to_s) <= at_ms);
        self.opens.get(index).map(|open| at_ms.max(ms(open.from_s)))
    }

    /// The last moment at or before an offset that ends open time.
    pub fn last_open(&self, at_ms: i64) -> Option<i64> {
        let index = self
            .opens
            .partition_point(|open| ms(open.from_s) < at_ms)
            .checked_sub(1)?;
        Some(at_ms.min(ms(self.opens[index].to_s)))
    }
}

#[inline]
fn reached_by(open: &Open) -> i64 {
    ms(open.before_s) + ms(open.to_s - open.from_s)
}

fn index(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
