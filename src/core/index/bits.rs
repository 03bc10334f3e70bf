//! Streams of bits, and ascending numbers written in few of them.
//!
//! Numbers that ascend between two known bounds are written middle first (binary interpolative coding: Moffat, Stuiver
//! 2000, “Binary interpolative coding for effective index compression”): the middle one halves the bounds of the others,
//! and a run without holes takes no bits at all. A number among `r` possible ones takes ⌈log₂ r⌉ bits or one less; the
//! shorter codes go to the middle of the range, where the number is likelier.
#![deny(clippy::indexing_slicing)]

/// Bits, low ones of a byte first.
#[derive(Default)]
pub(super) struct BitWriter {
    bytes: Vec<u8>,
    buffer: u64,
    filled: u32,
}

impl BitWriter {
    fn put(&mut self, value: u32, width: u32) {
        self.buffer |= u64::from(value) << self.filled;
        self.filled += width;
        while self.filled >= 8 {
            self.bytes.push(self.buffer as u8);
            self.buffer >>= 8;
            self.filled -= 8;
        }
    }

    /// So many zeros and a one.
    pub(super) fn unary(&mut self, mut zeros: u32) {
        while zeros >= 32 {
            self.put(0, 32);
            zeros -= 32;
        }
        self.put(1 << zeros, zeros + 1);
    }

    /// Numbers that ascend without repetition from `low` to `high`, both included.
    pub(super) fn ascending(&mut self, numbers: &[u32], low: u32, high: u32) {
        let (left, rest) = numbers.split_at(numbers.len() / 2);
        let Some((number, right)) = rest.split_first() else { return };
        let spare = high - low + 1 - numbers.len() as u32;
        if spare == 0 {
            return;
        }
        let code = Code::of(spare);
        let offset = number - low - left.len() as u32;
        match offset.checked_sub(code.first).filter(|at| *at < code.short) {
            Some(at) => self.put(at, code.width),
            None => {
                let at = if offset < code.first { offset } else { offset - code.short };
                self.put(code.short + at / 2, code.width);
                self.put(at & 1, 1);
            }
        }
        if !left.is_empty() {
            self.ascending(left, low, number - 1);
        }
        if !right.is_empty() {
            self.ascending(right, number + 1, high);
        }
    }

    /// The bytes; the last one is filled up with zeros.
    pub(super) fn finish(mut self) -> Vec<u8> {
        self.put(0, (8 - self.filled) % 8);
        self.bytes
    }
}

/// How a number from 0 to `spare` is written: `short` of them, from `first` on, with `width` bits, the others with one
/// more.
struct Code {
    width: u32,
    short: u32,
    first: u32,
}

impl Code {
    /// For 1 and more.
    #[inline]
    const fn of(spare: u32) -> Self {
        let width = 31 - spare.leading_zeros(); // of a number below 2 ^ (width + 1), or one bit less
        let short = ((2_u64 << width) - spare as u64 - 1) as u32;
        Self { width, short, first: (spare + 1 - short) / 2 }
    }
}

/// Reads bits of untrusted bytes: every step says `None` where they end.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct BitReader<'a> {
    bytes: &'a [u8],
    buffer: u64,
    filled: u32,
}

impl<'a> BitReader<'a> {
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, buffer: 0, filled: 0 }
    }

    #[inline]
    fn refill(&mut self) -> Option<()> {
        if let Some((word, rest)) = self.bytes.split_first_chunk::<4>() {
            self.buffer |= u64::from(u32::from_le_bytes(*word)) << self.filled;
            (self.filled, self.bytes) = (self.filled + 32, rest);
            return Some(());
        }
        let (byte, rest) = self.bytes.split_first()?;
        self.buffer |= u64::from(*byte) << self.filled;
        (self.filled, self.bytes) = (self.filled + 8, rest);
        Some(())
    }

    /// At most 31 bits.
    #[inline]
    fn take(&mut self, width: u32) -> Option<u32> {
        while self.filled < width {
            self.refill()?;
        }
        let value = self.buffer as u32 & ((1 << width) - 1);
        self.buffer >>= width;
        self.filled -= width;
        Some(value)
    }

    /// Zeros before the next one, at most `most`.
    #[inline]
    pub(super) fn unary(&mut self, most: u32) -> Option<u32> {
        let mut zeros = 0;
        while self.buffer == 0 {
            zeros += self.filled;
            self.filled = 0;
            self.refill()?;
        }
        let here = self.buffer.trailing_zeros();
        self.buffer >>= here;
        self.buffer >>= 1;
        self.filled = self.filled.checked_sub(here + 1)?;
        Some(zeros + here).filter(|zeros| *zeros <= most)
    }

    /// As many ascending numbers as `out` has places, from `low` to `high`.
    pub(super) fn ascending(&mut self, out: &mut [u32], low: u32, high: u32) -> Option<()> {
        let room = u64::from(high).checked_sub(u64::from(low))? + 1;
        // Below the greatest number, so that no bound within can overflow.
        (out.len() as u64 <= room && high < u32::MAX).then(|| self.between(out, low, high))?
    }

    /// There is room for all of them: every number read lies within its bounds.
    fn between(&mut self, out: &mut [u32], low: u32, high: u32) -> Option<()> {
        let spare = high.wrapping_sub(low).wrapping_add(1).wrapping_sub(out.len() as u32);
        if spare == 0 {
            out.iter_mut().zip(low..).for_each(|(slot, number)| *slot = number);
            return Some(());
        }
        let (left, rest) = out.split_at_mut(out.len() / 2);
        let Some((slot, right)) = rest.split_first_mut() else { return Some(()) };
        let code = Code::of(spare);
        let mut offset = self.take(code.width)?;
        if offset < code.short {
            offset += code.first;
        } else {
            offset = (offset - code.short) * 2 + self.take(1)?;
            offset += if offset < code.first { 0 } else { code.short };
        }
        let number = low + left.len() as u32 + offset;
        *slot = number;
        if !left.is_empty() {
            self.between(left, low, number.wrapping_sub(1))?;
        }
        if !right.is_empty() {
            self.between(right, number.wrapping_add(1), high)?;
        }
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    #[test]
    fn a_run_without_holes_takes_no_bits() {
        let mut writer = BitWriter::default();
        writer.ascending(&[7, 8, 9, 10], 7, 10);
        assert!(writer.finish().is_empty());
        let mut out = [0; 4];
        BitReader::new(&[]).ascending(&mut out, 7, 10).unwrap();
        assert_eq!(out, [7, 8, 9, 10]);
        assert_eq!(BitReader::new(&[0; 9]).ascending(&mut out, 7, 9), None);
    }

    proptest! {
        #[test]
        fn numbers_come_back_as_they_were(
            numbers in prop::collection::btree_set(0_u32..5000, 0..300),
            zeros in prop::collection::vec(0_u32..200, 0..20),
            before in 0_u32..100, after in 0_u32..100_000,
        ) {
            let numbers: Vec<u32> = BTreeSet::into_iter(numbers).map(|n| n + before).collect();
            let high = numbers.last().map_or(before, |n| n + after);
            let low = numbers.first().map_or(0, |n| n - before.min(*n));
            let mut writer = BitWriter::default();
            writer.ascending(&numbers, low, high);
            zeros.iter().for_each(|n| writer.unary(*n));
            let bytes = writer.finish();
            let mut reader = BitReader::new(&bytes);
            let mut back = vec![0; numbers.len()];
            prop_assert_eq!(reader.ascending(&mut back, low, high), Some(()));
            prop_assert_eq!(back, numbers);
            for n in zeros {
                prop_assert_eq!(reader.unary(200), Some(n));
            }
        }

        #[test]
        fn any_bytes_give_ascending_numbers_within_the_bounds_or_none(
            bytes in prop::collection::vec(any::<u8>(), 0..80), count in 0_usize..200, low in 0_u32..1000, room in 0_u32..100_000,
        ) {
            let mut out = vec![0; count];
            let mut reader = BitReader::new(&bytes);
            if reader.ascending(&mut out, low, low + room).is_some() {
                prop_assert!(out.is_sorted_by(|a, b| a < b) && out.iter().all(|n| (low..=low + room).contains(n)));
            }
            while reader.unary(50).is_some() {}
        }
    }
}
