//! Sets of rows. Ids are cut into blocks of 65 536; within a block a few rows are a list of numbers, many are a bit for each.
//! Pure.

use std::collections::BTreeMap;

/// Ids of one block, as bits.
type Bits = Box<[u64; 1024]>;

const BITS: usize = 8192;
/// More rows than these take less room as bits; a list of so many is shorter than the bits, which tells them apart.
const LIST_MAX: usize = 4095;

/// The block of an id, and its place there.
pub(crate) fn place(id: i64) -> (i64, u16) {
    (id >> 16, (id & 0xffff) as u16)
}

/// Rows of one block as they are stored. `rows` may repeat and need no order.
pub(crate) fn pack(mut rows: Vec<u16>) -> Vec<u8> {
    rows.sort_unstable();
    rows.dedup();
    if rows.len() <= LIST_MAX {
        return rows.iter().flat_map(|row| row.to_le_bytes()).collect();
    }
    let mut bits = vec![0_u8; BITS];
    for row in rows {
        bits[usize::from(row >> 3)] |= 1 << (row & 7);
    }
    bits
}

/// Stored rows of one block.
pub(crate) fn unpack(stored: &[u8]) -> Vec<u16> {
    if stored.len() == BITS {
        let bytes = stored.iter().enumerate();
        return bytes
            .flat_map(|(i, byte)| {
                (0..8)
                    .filter(move |bit| byte >> bit & 1 == 1)
                    .map(move |bit| (i * 8 + bit) as u16)
            })
            .collect();
    }
    stored
        .chunks_exact(2)
        .map(|pair| u16::from_le_bytes([pair[0], pair[1]]))
        .collect()
}

/// A set of ids.
#[derive(Debug, Clone, Default)]
pub(crate) struct Ids(BTreeMap<i64, Bits>);

impl Ids {
    /// Adds stored rows of a block.
    pub fn add(&mut self, block: i64, stored: &[u8]) {
        let bits = self.0.entry(block).or_insert_with(|| Box::new([0; 1024]));
        for row in unpack(stored) {
            bits[usize::from(row >> 6)] |= 1 << (row & 63);
        }
    }
    /// What is in both.
    pub fn and(mut self, other: &Self) -> Self {
        self.0.retain(|block, _| other.0.contains_key(block));
        for (block, bits) in &mut self.0 {
            if let Some(theirs) = other.0.get(block) {
                bits.iter_mut().zip(theirs.iter()).for_each(|(a, b)| *a &= b);
            }
        }
        self
    }
    /// What is in either.
    pub fn or(mut self, other: Self) -> Self {
        for (block, theirs) in other.0 {
            match self.0.entry(block) {
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(theirs);
                }
                std::collections::btree_map::Entry::Occupied(mut place) => {
                    let ours = place.get_mut();
                    ours.iter_mut().zip(theirs.iter()).for_each(|(a, b)| *a |= b);
                }
            }
        }
        self
    }
    /// How many.
    pub fn len(&self) -> usize {
        let ones = |bits: &Bits| bits.iter().map(|word| word.count_ones() as usize).sum::<usize>();
        self.0.values().map(ones).sum()
    }
    /// Them, in order.
    pub fn list(&self) -> Vec<i64> {
        let mut ids = Vec::with_capacity(self.len());
        for (block, bits) in &self.0 {
            for (i, word) in bits.iter().enumerate() {
                let mut word = *word;
                while word != 0 {
                    ids.push(block << 16 | (i as i64) << 6 | i64::from(word.trailing_zeros()));
                    word &= word - 1;
                }
            }
        }
        ids
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_border_between_list_and_bits() {
        for n in [0_u32, 1, 4094, 4095, 4096, 65_536] {
            for step in [1, 7] {
                let rows: Vec<u16> = (0..n).map(|i| (i * step) as u16).collect();
                let mut expected = rows.clone();
                expected.sort_unstable();
                expected.dedup();
                assert_eq!(unpack(&pack(rows)), expected, "{n} rows, every {step}");
            }
        }
    }

    proptest! {
        #[test]
        fn what_is_packed_comes_back(mut rows in proptest::collection::vec(any::<u16>(), 0..6000)) {
            let back = unpack(&pack(rows.clone()));
            rows.sort_unstable();
            rows.dedup();
            prop_assert_eq!(back, rows);
        }
        #[test]
        fn sets_meet_and_join(a in proptest::collection::btree_set(0_i64..200_000, 0..300), b in proptest::collection::btree_set(0_i64..200_000, 0..300)) {
            let set = |ids: &std::collections::BTreeSet<i64>| {
                let mut set = Ids::default();
                for id in ids {
                    let (block, row) = place(*id);
                    set.add(block, &pack(vec![row]));
                }
                set
            };
            prop_assert_eq!(set(&a).and(&set(&b)).list(), a.intersection(&b).copied().collect::<Vec<_>>());
            let either = set(&a).or(set(&b));
            prop_assert_eq!(either.len(), a.union(&b).count());
            prop_assert_eq!(either.list(), a.union(&b).copied().collect::<Vec<_>>());
        }
    }
}
