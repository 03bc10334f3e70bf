//! The bytes of an index, verified block by block before each block's first use.
//!
//! # Why
//! Summing a large index whole takes longer than everything else at its opening. A query reads a few hundred of
//! its blocks, and each is summed once.
#![deny(clippy::indexing_slicing)]

use super::crc::crc32;
use super::format::{CHECKED, HEAD};
use std::ops::Range;
use std::sync::atomic::{AtomicBool, AtomicU8, Ordering::Relaxed};

/// An index in memory and which of its blocks are known to be right.
pub(super) struct Checked {
    bytes: Vec<u8>,
    /// Where the blocks begin; their sums stand before it, after [`HEAD`].
    start: usize,
    right: Vec<AtomicU8>,
    damaged: AtomicBool,
}

impl Checked {
    /// `start` is where the sections begin; the head before it is verified already.
    pub(super) fn new(bytes: Vec<u8>, start: usize) -> Self {
        let blocks = bytes.len().saturating_sub(start).div_ceil(CHECKED);
        let right = (0..blocks).map(|_| AtomicU8::new(0)).collect();
        Self { bytes, start, right, damaged: AtomicBool::new(false) }
    }

    pub(super) const fn len(&self) -> usize {
        self.bytes.len()
    }

    /// Those bytes of the file; `None` when a block of them is damaged or they are beyond the end.
    #[inline]
    pub(super) fn get(&self, range: Range<usize>) -> Option<&[u8]> {
        let slice = self.bytes.get(range.clone())?;
        if !slice.is_empty() {
            let first = range.start.checked_sub(self.start)? / CHECKED;
            let last = (range.end - 1 - self.start) / CHECKED;
            let known = |block: &AtomicU8| block.load(Relaxed) != 0;
            if !self.right.get(first..=last)?.iter().all(known) && !(first..=last).all(|b| self.check(b)) {
                self.damaged.store(true, Relaxed);
                return None;
            }
        }
        Some(slice)
    }

    #[cold]
    fn check(&self, block: usize) -> bool {
        let Some(known) = self.right.get(block) else { return false };
        if known.load(Relaxed) != 0 {
            return true;
        }
        let start = self.start + block * CHECKED;
        let end = self.bytes.len().min(start + CHECKED);
        let sum = self.bytes.get(HEAD + block * 4..).and_then(|sums| sums.first_chunk::<4>());
        let right = self.bytes.get(start..end).map(crc32) == sum.map(|sum| u32::from_le_bytes(*sum));
        known.store(u8::from(right), Relaxed);
        right
    }

    /// Verifies what nothing has read yet.
    pub(super) fn check_all(&self) -> bool {
        (0..self.right.len()).all(|block| self.check(block))
    }

    /// Whether a damaged block was met.
    pub(super) fn is_damaged(&self) -> bool {
        self.damaged.load(Relaxed)
    }
}

#[cfg(test)]
impl Checked {
    /// A file of one section with right sums.
    pub(super) fn of(section: &[u8]) -> Self {
        let sums = section.chunks(CHECKED).flat_map(|block| crc32(block).to_le_bytes());
        let head: Vec<u8> = std::iter::repeat_n(0, HEAD).chain(sums).collect();
        let start = head.len();
        Self::new([&head, section].concat(), start)
    }

    pub(super) fn section(&self) -> Section<'_> {
        Section::new(self, &(self.start..self.bytes.len()))
    }
}

/// A section of the index; offsets are from its start.
#[derive(Clone, Copy)]
pub(super) struct Section<'a> {
    file: &'a Checked,
    start: usize,
    len: usize,
}

impl<'a> Section<'a> {
    pub(super) const fn new(file: &'a Checked, range: &Range<usize>) -> Self {
        Self { file, start: range.start, len: range.end - range.start }
    }

    pub(super) const fn len(&self) -> usize {
        self.len
    }

    #[inline]
    pub(super) fn get(&self, range: Range<usize>) -> Option<&'a [u8]> {
        if range.end > self.len {
            return None;
        }
        self.file.get(self.start + range.start..self.start + range.end)
    }

    /// At most `length` bytes from `at` on: fewer at the end of the section.
    pub(super) fn window(&self, at: usize, length: usize) -> Option<&'a [u8]> {
        self.get(at..at.saturating_add(length).min(self.len))
    }

    pub(super) fn all(&self) -> Option<&'a [u8]> {
        self.get(0..self.len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_block_is_found_when_it_is_read_and_no_other_is() {
        let mut file = Checked::of(&[7; 3 * CHECKED + 5]);
        file.bytes[file.start + CHECKED] ^= 1;
        assert!(file.section().get(0..CHECKED).is_some() && !file.is_damaged());
        assert!(file.section().get(2 * CHECKED..3 * CHECKED + 5).is_some() && !file.is_damaged());
        assert!(file.section().get(CHECKED - 1..CHECKED + 1).is_none() && file.is_damaged());
        assert!(file.section().get(0..3 * CHECKED + 6).is_none() && !file.check_all());
    }
}
