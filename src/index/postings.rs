//! Posting lists: in which units a term stands, how often and where. The bytes are in [`super::format`].
#![deny(clippy::indexing_slicing)]

use super::bytes::{Reader, put_varint};
use super::checked::Section;
use super::packed;

/// Units in a full block.
pub const BLOCK: usize = 128;
/// Fewer units than that in the last block are written as varints.
const PACK_FROM: usize = 8;
/// Occurrences of a term in one unit that are kept.
pub(super) const MAX_FREQUENCY: u32 = 4096;

/// A term's occurrences while an index is built.
#[derive(Default)]
pub(super) struct PostingsWriter {
    /// Unit and frequency, units ascending.
    units: Vec<(u32, u32)>,
    /// Positions of all units one after the other.
    positions: Vec<u32>,
    assets: u32,
    last_asset: Option<u32>,
}

impl PostingsWriter {
    /// Units must come ascending, positions ascending within a unit.
    pub(super) fn add(&mut self, asset: u32, unit: u32, position: u32) {
        if self.last_asset != Some(asset) {
            self.last_asset = Some(asset);
            self.assets += 1;
        }
        match self.units.last_mut() {
            Some((last, frequency)) if *last == unit => {
                if *frequency == MAX_FREQUENCY || self.positions.last() == Some(&position) {
                    return;
                }
                *frequency += 1;
            }
            _ => self.units.push((unit, 1)),
        }
        self.positions.push(position);
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        let units = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        let spare = units - self.assets;
        put_varint(out, units << 1 | u32::from(spare > 0));
        if spare > 0 {
            put_varint(out, spare);
        }
        let mut blocks = Vec::new();
        self.write_blocks(&mut blocks);
        put_varint(out, u32::try_from(blocks.len()).unwrap_or(u32::MAX));
        out.extend_from_slice(&blocks);
    }

    fn write_blocks(&self, out: &mut Vec<u8>) {
        let mut next = 0;
        let mut positions = self.positions.as_slice();
        for block in self.units.chunks(BLOCK) {
            let count = block.iter().map(|(_, f)| *f as usize).sum();
            let (here, rest) = positions.split_at_checked(count).unwrap_or((positions, &[]));
            positions = rest;
            write_block(out, block, here, next);
            next = block.last().map_or(next, |(unit, _)| unit + 1);
        }
    }
}

fn write_block(out: &mut Vec<u8>, block: &[(u32, u32)], positions: &[u32], first: u32) {
    let mut next = first;
    let deltas: Vec<u32> =
        block.iter().map(|(unit, _)| unit - std::mem::replace(&mut next, unit + 1)).collect();
    let frequencies: Vec<u32> = block.iter().map(|(_, f)| f - 1).collect();
    let mut gaps = Vec::with_capacity(positions.len());
    let mut rest = positions.iter();
    for (_, frequency) in block {
        let mut next = 0;
        for position in rest.by_ref().take(*frequency as usize) {
            gaps.push(position - std::mem::replace(&mut next, position + 1));
        }
    }
    if block.len() < PACK_FROM {
        for (delta, frequency) in deltas.iter().zip(&frequencies) {
            put_varint(out, *delta);
            put_varint(out, *frequency);
        }
        gaps.iter().for_each(|gap| put_varint(out, *gap));
        return;
    }
    let mut widths = [packed::width(&deltas), packed::width(&frequencies), packed::width(&gaps)];
    if widths[1] > 0 {
        widths[2] = widths[2].max(1); // no more positions than bits: forged frequencies cost nothing
    }
    if block.len() == BLOCK {
        let last = block.last().map_or(first, |(unit, _)| *unit);
        put_varint(out, last - first);
        let head = 3 + packed::size(BLOCK, widths[0]) + packed::size(BLOCK, widths[1]);
        put_varint(out, u32::try_from(head + packed::size(gaps.len(), widths[2])).unwrap_or(u32::MAX));
    }
    out.extend_from_slice(&widths);
    packed::pack(out, &deltas, widths[0]);
    packed::pack(out, &frequencies, widths[1]);
    packed::pack(out, &gaps, widths[2]);
}

/// One decoded block.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    units: [u32; BLOCK],
    frequencies: [u32; BLOCK],
    len: usize,
    /// Width of the packed positions (33 = varints) and their bytes.
    width: u8,
    gaps: &'a [u8],
}

impl Default for Block<'_> {
    fn default() -> Self {
        Self { units: [0; BLOCK], frequencies: [0; BLOCK], len: 0, width: 0, gaps: &[] }
    }
}

const VARINTS: u8 = 33;

impl Block<'_> {
    /// Unit and frequency (at least 1) of each posting, units ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.units.iter().copied().zip(self.frequencies.iter().copied()).take(self.len)
    }

    /// The positions of all postings of the block one after the other, ascending within each; `out` is
    /// cleared first. `None` when the bytes are damaged.
    pub fn positions(&self, out: &mut Vec<u32>) -> Option<()> {
        out.clear();
        let count = self.iter().map(|(_, f)| f as usize).sum();
        if self.width == VARINTS {
            let mut reader = Reader::new(self.gaps);
            for _ in 0..count {
                out.push(reader.varint()?);
            }
        } else {
            let bare = self.width == 0 && count > self.len;
            if bare || self.gaps.len() < packed::size(count, self.width) {
                return None;
            }
            out.resize(count, 0);
            packed::unpack(self.gaps, self.width, out);
        }
        let mut rest = out.iter_mut();
        for (_, frequency) in self.iter() {
            let mut next = 0_u32;
            for position in rest.by_ref().take(frequency as usize) {
                *position = position.checked_add(next)?;
                next = position.checked_add(1)?;
            }
        }
        Some(())
    }
}

/// A posting list being read, block by block.
#[derive(Clone, Copy, Debug)]
pub struct Postings<'a> {
    reader: Reader<'a>,
    left: u32,
    next: u32,
    units: u32,
    assets: u32,
}

impl<'a> Postings<'a> {
    /// The list that begins at `at` in the section.
    pub(super) fn open(section: Section<'a>, at: usize) -> Option<Self> {
        const HEAD: usize = 15;
        let window = section.window(at, HEAD)?;
        let mut head = Reader::new(window);
        let first = head.varint()?;
        let units = first >> 1;
        let spare = if first & 1 == 0 { 0 } else { head.varint()? };
        let assets = units.checked_sub(spare)?;
        let length = head.size()?;
        let start = at + (window.len() - head.rest().len());
        let reader = Reader::new(section.get(start..start.checked_add(length)?)?);
        Some(Self { reader, left: units, next: 0, units, assets })
    }

    /// How many units hold the term.
    pub const fn units(&self) -> u32 {
        self.units
    }

    /// How many assets hold the term.
    pub const fn assets(&self) -> u32 {
        self.assets
    }

    /// Decodes the next block that may hold a unit from `target` on, skipping full blocks before it. `false` at
    /// the end of the list, and where the bytes are damaged.
    pub fn next_block(&mut self, target: u32, block: &mut Block<'a>) -> bool {
        self.try_next_block(target, block).unwrap_or_else(|| {
            self.left = 0;
            false
        })
    }

    fn try_next_block(&mut self, target: u32, block: &mut Block<'a>) -> Option<bool> {
        loop {
            if self.left == 0 {
                return Some(false);
            }
            block.len = BLOCK.min(usize::try_from(self.left).ok()?);
            self.left -= block.len as u32;
            if block.len < PACK_FROM {
                return self.varint_block(block).map(|()| true);
            }
            if block.len < BLOCK {
                let rest = self.reader;
                return Self::packed_block(rest, self.next, block).map(|_| true);
            }
            let last = self.next.checked_add(self.reader.varint()?)?;
            let size = self.reader.size()?;
            let bytes = Reader::new(self.reader.take(size)?);
            if last < target {
                self.next = last.checked_add(1)?;
                continue;
            }
            self.next = Self::packed_block(bytes, self.next, block)?;
            return Some(true);
        }
    }

    fn packed_block(mut bytes: Reader<'a>, first: u32, block: &mut Block<'a>) -> Option<u32> {
        let widths = [bytes.u8()?, bytes.u8()?, bytes.u8()?];
        if widths.iter().any(|w| *w > 32) {
            return None;
        }
        let [units, frequencies, gaps] = widths;
        let deltas = bytes.take(packed::size(block.len, units))?;
        packed::unpack(deltas, units, block.units.get_mut(..block.len)?);
        let counts = bytes.take(packed::size(block.len, frequencies))?;
        packed::unpack(counts, frequencies, block.frequencies.get_mut(..block.len)?);
        block.width = gaps;
        block.gaps = bytes.rest();
        let mut next = first;
        for (unit, frequency) in block.units.iter_mut().zip(&mut block.frequencies).take(block.len) {
            *unit = unit.checked_add(next)?;
            next = unit.checked_add(1)?;
            *frequency = frequency.checked_add(1).filter(|f| *f <= MAX_FREQUENCY)?;
        }
        Some(next)
    }

    fn varint_block(&mut self, block: &mut Block<'a>) -> Option<()> {
        let mut next = self.next;
        for (unit, frequency) in block.units.iter_mut().zip(&mut block.frequencies).take(block.len) {
            *unit = next.checked_add(self.reader.varint()?)?;
            next = unit.checked_add(1)?;
            *frequency = self.reader.varint()?.checked_add(1).filter(|f| *f <= MAX_FREQUENCY)?;
        }
        block.width = VARINTS;
        block.gaps = self.reader.rest();
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::super::checked::Checked;
    use super::*;

    fn round_trip(units: &[(u32, Vec<u32>)]) {
        let mut writer = PostingsWriter::default();
        for (unit, positions) in units {
            positions.iter().for_each(|p| writer.add(unit / 3, *unit, *p));
        }
        let mut bytes = Vec::new();
        writer.write(&mut bytes);
        bytes.extend_from_slice(&[7; 5]); // the next list
        let file = Checked::of(&bytes);
        let mut postings = Postings::open(file.section(), 0).unwrap();
        assert_eq!(postings.units() as usize, units.len());
        let (mut block, mut positions, mut back) = (Block::default(), Vec::new(), Vec::new());
        while postings.next_block(0, &mut block) {
            block.positions(&mut positions).unwrap();
            let mut rest = positions.as_slice();
            for (unit, frequency) in block.iter() {
                let (mine, others) = rest.split_at(frequency as usize);
                rest = others;
                back.push((unit, mine.to_vec()));
            }
        }
        assert_eq!(back, units);
    }

    #[test]
    fn lists_of_every_length_come_back() {
        for count in [1_u32, 2, 7, 8, 127, 128, 129, 300, 1000] {
            let unit = |i: u32| (i * 5 + i % 3, (0..=i % 4).map(|p| p * p + i).collect());
            round_trip(&(0..count).map(unit).collect::<Vec<_>>());
        }
    }

    #[test]
    fn full_blocks_before_the_target_are_skipped() {
        let mut writer = PostingsWriter::default();
        (0..1000).for_each(|unit| writer.add(0, unit * 2, 0));
        let mut bytes = Vec::new();
        writer.write(&mut bytes);
        let file = Checked::of(&bytes);
        let mut postings = Postings::open(file.section(), 0).unwrap();
        let mut block = Block::default();
        assert!(postings.next_block(1500, &mut block));
        let units: Vec<u32> = block.iter().map(|(unit, _)| unit).collect();
        assert!(units[0] > 1200 && units.contains(&1500), "{units:?}");
    }

    #[test]
    fn cut_lists_end_early() {
        let mut writer = PostingsWriter::default();
        (0..300).for_each(|unit| writer.add(0, unit * 2, unit % 50));
        let mut bytes = Vec::new();
        writer.write(&mut bytes);
        for length in 0..bytes.len() {
            let file = Checked::of(&bytes[..length]);
            let Some(mut postings) = Postings::open(file.section(), 0) else { continue };
            let (mut block, mut positions) = (Block::default(), Vec::new());
            while postings.next_block(0, &mut block) {
                let _ = block.positions(&mut positions);
            }
        }
    }
}
