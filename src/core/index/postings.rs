//! Posting lists: in which units a term stands, how often and where. The bytes are in [`super::format`].
#![deny(clippy::indexing_slicing)]

use super::bits::{BitReader, BitWriter};
use super::bytes::{Reader, put_varint};
use super::checked::Section;
use super::norm;

/// Units in a full block.
pub const BLOCK: usize = 128;
/// A list of so many units at most, in as many assets, has no counts of its own.
const SHORT: u32 = 3;
/// Lists of which only the first one's place is in the table.
pub(super) const GROUP: usize = 16;
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
    /// Units must come ascending, positions ascending within a unit: others are left out.
    pub(super) fn add(&mut self, asset: u32, unit: u32, position: u32) {
        if self.last_asset != Some(asset) {
            self.last_asset = Some(asset);
            self.assets += 1;
        }
        match self.units.last_mut() {
            Some((last, frequency)) if *last == unit => {
                if *frequency == MAX_FREQUENCY || self.positions.last().is_some_and(|last| *last >= position)
                {
                    return;
                }
                *frequency += 1;
            }
            _ => self.units.push((unit, 1)),
        }
        self.positions.push(position);
    }

    /// `spans` are those of all units of the index: a unit's positions are below its own.
    /// How many units it has.
    pub(super) const fn units(&self) -> usize {
        self.units.len()
    }

    pub(super) fn write(&self, out: &mut Vec<u8>, spans: &[u8]) {
        let units = u32::try_from(self.units.len()).unwrap_or(u32::MAX);
        let spare = units - self.assets;
        let short = (1..=SHORT).contains(&units) && spare == 0;
        let mut list = Vec::new();
        if !short {
            put_varint(&mut list, units << 1 | u32::from(spare > 0));
            if spare > 0 {
                put_varint(&mut list, spare);
            }
        }
        self.write_blocks(&mut list, spans);
        let length = u32::try_from(list.len()).unwrap_or(u32::MAX >> 2);
        put_varint(out, length << 2 | if short { units } else { 0 });
        out.extend_from_slice(&list);
    }

    fn write_blocks(&self, out: &mut Vec<u8>, spans: &[u8]) {
        let mut next = 0;
        let mut positions = self.positions.as_slice();
        for block in self.units.chunks(BLOCK) {
            let units: Vec<u32> = block.iter().map(|(unit, _)| *unit).collect();
            let mut bits = BitWriter::default();
            let mut head = Vec::new();
            match units.split_last() {
                Some((last, others)) if units.len() == BLOCK => {
                    put_varint(&mut head, last - next - others.len() as u32);
                    bits.ascending(others, next, last.saturating_sub(1));
                    next = last + 1;
                }
                _ => bits.ascending(&units, next, (spans.len() as u32).saturating_sub(1)),
            }
            block.iter().for_each(|(_, frequency)| bits.unary(frequency - 1));
            for (unit, frequency) in block {
                let (here, rest) =
                    positions.split_at_checked(*frequency as usize).unwrap_or((positions, &[]));
                positions = rest;
                bits.ascending(here, 0, last_place(spans, *unit).unwrap_or(0));
            }
            let bits = bits.finish();
            if block.len() == BLOCK {
                put_varint(&mut head, u32::try_from(bits.len()).unwrap_or(u32::MAX));
            }
            out.extend_from_slice(&head);
            out.extend_from_slice(&bits);
        }
    }
}

/// Appends lists one after the other and gives the table of where each group of them begins.
pub(super) fn write_lists<'p>(
    lists: impl Iterator<Item = &'p PostingsWriter>,
    spans: &[u8],
    out: &mut Vec<u8>,
) -> Vec<u8> {
    let mut table = Vec::new();
    for (at, list) in lists.enumerate() {
        if at % GROUP == 0 {
            table.extend_from_slice(&(out.len() as u32).to_le_bytes());
        }
        list.write(out, spans);
    }
    table
}

/// The last position that a unit can have.
fn last_place(spans: &[u8], unit: u32) -> Option<u32> {
    norm::decode(*spans.get(unit as usize)?).checked_sub(1)
}

/// One decoded block.
#[derive(Clone, Debug)]
pub struct Block<'a> {
    units: [u32; BLOCK],
    frequencies: [u32; BLOCK],
    len: usize,
    /// What follows the frequencies.
    positions: BitReader<'a>,
}

impl Default for Block<'_> {
    fn default() -> Self {
        Self { units: [0; BLOCK], frequencies: [0; BLOCK], len: 0, positions: BitReader::default() }
    }
}

impl Block<'_> {
    /// Unit and frequency (at least 1) of each posting, units ascending.
    pub fn iter(&self) -> impl Iterator<Item = (u32, u32)> {
        self.units.iter().copied().zip(self.frequencies.iter().copied()).take(self.len)
    }

    /// The positions of all postings of the block one after the other, ascending within each; `spans` are the
    /// index's, `out` is cleared first. `None` when the bytes are damaged.
    pub fn positions(&self, spans: &[u8], out: &mut Vec<u32>) -> Option<()> {
        out.clear();
        out.resize(self.iter().map(|(_, frequency)| frequency as usize).sum(), 0);
        let (mut bits, mut rest) = (self.positions, out.as_mut_slice());
        for (unit, frequency) in self.iter() {
            let (here, after) = rest.split_at_mut_checked(frequency as usize)?;
            bits.ascending(here, 0, last_place(spans, unit)?)?;
            rest = after;
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
    /// How many units the index has.
    all: u32,
}

impl<'a> Postings<'a> {
    /// The list with that number, in a section of an index of `all` units.
    pub(super) fn open(section: Section<'a>, list: u32, all: u32) -> Option<Self> {
        const LENGTH: usize = 5;
        let number = |at: usize| Reader::new(section.get(at..at.checked_add(4)?)?).u32();
        let (lists, group) = (number(0)? as usize, list as usize / GROUP);
        let table = 4 + lists.div_ceil(GROUP).checked_mul(4)?;
        if list as usize >= lists {
            return None;
        }
        let mut at = table.checked_add(number(4 + 4 * group)? as usize)?;
        let mut skipped = list as usize % GROUP;
        let (short, bytes) = loop {
            let window = section.window(at, LENGTH)?;
            let mut head = Reader::new(window);
            let first = head.varint()?;
            let length = (first >> 2) as usize;
            let start = at + (window.len() - head.rest().len());
            at = start.checked_add(length)?;
            if skipped == 0 {
                break (first & SHORT, section.get(start..at)?);
            }
            skipped -= 1;
        };
        let mut reader = Reader::new(bytes);
        let first = if short > 0 { short << 1 } else { reader.varint()? };
        let units = first >> 1;
        let spare = if first & 1 == 0 { 0 } else { reader.varint()? };
        Some(Self { reader, left: units, next: 0, units, assets: units.checked_sub(spare)?, all })
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
            let units = block.units.get_mut(..block.len)?;
            let mut bits;
            if let Some((slot, others)) = units.split_last_mut().filter(|_| block.len == BLOCK) {
                let last = self.next.checked_add(self.reader.varint()?)?.checked_add(others.len() as u32)?;
                let size = self.reader.size()?;
                bits = BitReader::new(self.reader.take(size)?);
                let first = std::mem::replace(&mut self.next, last.checked_add(1)?);
                if last < target {
                    continue;
                }
                *slot = last;
                bits.ascending(others, first, last.checked_sub(1)?)?;
            } else {
                bits = BitReader::new(self.reader.rest());
                bits.ascending(units, self.next, self.all.checked_sub(1)?)?;
            }
            for frequency in block.frequencies.get_mut(..block.len)? {
                *frequency = bits.unary(MAX_FREQUENCY - 1)? + 1;
            }
            block.positions = bits;
            return Some(true);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::checked::Checked;
    use super::*;

    /// Spans of that many units of 50,000 words.
    fn spans(units: u32) -> Vec<u8> {
        vec![norm::encode_up(50_000); units as usize]
    }

    /// The section of some lists.
    fn section(lists: &[&PostingsWriter], spans: &[u8]) -> Vec<u8> {
        let mut bytes = Vec::new();
        let offsets = write_lists(lists.iter().copied(), spans, &mut bytes);
        [(lists.len() as u32).to_le_bytes().to_vec(), offsets, bytes].concat()
    }

    fn round_trip(units: &[(u32, Vec<u32>)]) {
        let mut writer = PostingsWriter::default();
        for (unit, positions) in units {
            positions.iter().for_each(|p| writer.add(unit / 3, *unit, *p));
        }
        let spans = spans(6000);
        let file = Checked::of(&section(&[&writer; 40], &spans));
        let mut postings = Postings::open(file.section(), 39, 6000).unwrap();
        assert!(Postings::open(file.section(), 40, 6000).is_none());
        assert_eq!(postings.units() as usize, units.len());
        let (mut block, mut positions, mut back) = (Block::default(), Vec::new(), Vec::new());
        while postings.next_block(0, &mut block) {
            block.positions(&spans, &mut positions).unwrap();
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
            round_trip(&(0..count).map(|i| (i, (0..=i % 70).collect())).collect::<Vec<_>>());
        }
    }

    #[test]
    fn full_blocks_before_the_target_are_skipped() {
        let mut writer = PostingsWriter::default();
        (0..1000).for_each(|unit| writer.add(0, unit * 2, 0));
        let file = Checked::of(&section(&[&writer], &spans(2000)));
        let mut postings = Postings::open(file.section(), 0, 2000).unwrap();
        let mut block = Block::default();
        assert!(postings.next_block(1500, &mut block));
        let units: Vec<u32> = block.iter().map(|(unit, _)| unit).collect();
        assert!(units[0] > 1200 && units.contains(&1500), "{units:?}");
    }

    #[test]
    fn cut_lists_end_early() {
        let mut writer = PostingsWriter::default();
        (0..300).for_each(|unit| writer.add(0, unit * 2, unit % 50));
        let spans = spans(600);
        let bytes = section(&[&writer], &spans);
        for length in 0..bytes.len() {
            let file = Checked::of(&bytes[..length]);
            let Some(mut postings) = Postings::open(file.section(), 0, 600) else { continue };
            let (mut block, mut positions) = (Block::default(), Vec::new());
            while postings.next_block(0, &mut block) {
                let _ = block.positions(&spans, &mut positions);
            }
        }
    }
}
