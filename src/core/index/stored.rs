//! Stored text: the passages as they are shown, in deflated blocks that are read one at a time. The bytes are
//! in [`super::format`].
#![deny(clippy::indexing_slicing)]

use super::IndexError;
use super::bytes::Reader;
use super::crc::crc32;
use super::format::{STORED_MAGIC, STORED_VERSION};
use crate::order;
use miniz_oxide::deflate::core::{
    CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};
use miniz_oxide::inflate::TINFLStatus;
use miniz_oxide::inflate::core::inflate_flags::TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
use miniz_oxide::inflate::core::{DecompressorOxide, decompress};
use std::sync::OnceLock;

/// Raw bytes after which a block is closed.
const BLOCK_BYTES: usize = 16 * 1024;
/// The same for the first one, and how much of its end the others are deflated with: as far as deflate looks back.
const FIRST_BYTES: usize = 32 * 1024;
/// Longest text of one passage that is stored, and so with [`FIRST_BYTES`] the largest block that is inflated.
pub(super) const MAX_PASSAGE_BYTES: usize = 1024 * 1024;
/// Deflate level: 9 is within 1 % of 10 and markedly faster.
const LEVEL: i32 = 9;
const ENTRY: usize = 12;

/// Where a passage's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextAddress {
    /// Number of the block.
    pub block: u32,
    /// First byte in the inflated block.
    pub start: u32,
    /// Length in bytes.
    pub length: u32,
}

#[derive(Default)]
pub(super) struct StoredTextWriter {
    open: Vec<u8>,
    closed: Vec<Vec<u8>>,
}

/// The blocks of a library's stored text before they are deflated. Each is deflated on its own, with the first one's end in mind.
pub struct StoredBlocks {
    blocks: Vec<Vec<u8>>,
    /// A compressor that has seen the end of the first block.
    primed: CompressorOxide,
}

impl StoredBlocks {
    fn new(blocks: Vec<Vec<u8>>) -> Self {
        let mut primed = fresh();
        if let Some(first) = blocks.first() {
            // What it writes for this is not kept: only what it remembers.
            compress_to_output(&mut primed, end_of(first), TDEFLFlush::Sync, |_| true);
        }
        Self { blocks, primed: *primed }
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// The texts of a block; empty beyond the last one.
    pub fn raw(&self, block: usize) -> &[u8] {
        self.blocks.get(block).map(Vec::as_slice).unwrap_or_default()
    }

    /// A block, deflated: the same bytes for the same texts after the same first block.
    pub fn deflate(&self, block: usize) -> Vec<u8> {
        let mut packed = Vec::new();
        let mut compressor = if block == 0 { fresh() } else { Box::new(self.primed.clone()) };
        compress_to_output(&mut compressor, self.raw(block), TDEFLFlush::Finish, |bytes| {
            packed.extend_from_slice(bytes);
            true
        });
        packed
    }
}

fn fresh() -> Box<CompressorOxide> {
    Box::new(CompressorOxide::new(create_comp_flags_from_zip_params(LEVEL, 0, 0)))
}

impl StoredTextWriter {
    /// An asset begins. A block that is half full ends before it: so a changed asset changes its own blocks and few others, and the
    /// rest need not be deflated again.
    pub(super) fn begin(&mut self) {
        if !self.closed.is_empty() && self.open.len() >= BLOCK_BYTES / 2 {
            self.closed.push(std::mem::take(&mut self.open));
        }
    }

    pub(super) fn add(&mut self, text: &str) -> TextAddress {
        let length = text.len().min(MAX_PASSAGE_BYTES);
        let length = (0..=length).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
        if self.open.len() >= if self.closed.is_empty() { FIRST_BYTES } else { BLOCK_BYTES } {
            self.closed.push(std::mem::take(&mut self.open));
        }
        let start = self.open.len() as u32;
        self.open.extend_from_slice(text.as_bytes().get(..length).unwrap_or_default());
        TextAddress { block: self.closed.len() as u32, start, length: length as u32 }
    }

    /// The file; `deflate` gives each block deflated, in order.
    pub(super) fn finish(
        mut self,
        deflate: impl FnOnce(&StoredBlocks) -> Vec<Vec<u8>>,
    ) -> Result<Vec<u8>, IndexError> {
        if !self.open.is_empty() {
            self.closed.push(self.open);
        }
        let blocks = StoredBlocks::new(self.closed);
        let packed = deflate(&blocks);
        let data: usize = packed.iter().map(Vec::len).sum();
        if u32::try_from(data).is_err() {
            return Err(IndexError::TooLarge("its text does not fit 4 GiB"));
        }
        let mut out = Vec::with_capacity(data + packed.len() * ENTRY + 24);
        out.extend_from_slice(STORED_MAGIC);
        out.extend_from_slice(&STORED_VERSION.to_le_bytes());
        out.extend_from_slice(&[0, 0]);
        out.extend_from_slice(&(packed.len() as u32).to_le_bytes());
        for (packed, raw) in packed.iter().zip(&blocks.blocks) {
            for number in [packed.len() as u32, raw.len() as u32, crc32(packed)] {
                out.extend_from_slice(&number.to_le_bytes());
            }
        }
        let crc = crc32(&out);
        out.extend_from_slice(&crc.to_le_bytes());
        packed.iter().for_each(|block| out.extend_from_slice(block));
        Ok(out)
    }
}

/// What of the first block the others are deflated with.
fn end_of(first: &[u8]) -> &[u8] {
    first.get(first.len().saturating_sub(FIRST_BYTES)..).unwrap_or_default()
}

struct BlockEntry {
    at: usize,
    packed: usize,
    raw: usize,
    crc: u32,
}

/// The stored text of a library.
pub struct StoredText {
    bytes: Vec<u8>,
    blocks: Vec<BlockEntry>,
    /// What the blocks after the first are deflated with, once one was read.
    seen: OnceLock<Vec<u8>>,
}

impl StoredText {
    /// Reads the table of blocks; the blocks are verified when they are read.
    ///
    /// # Errors
    /// When these are no such bytes, of another version, or the table or total length is damaged.
    pub fn open(bytes: Vec<u8>) -> Result<Self, IndexError> {
        let damaged = IndexError::Damaged("head of the stored text");
        let mut reader = Reader::new(&bytes);
        if reader.take(STORED_MAGIC.len()) != Some(STORED_MAGIC.as_slice()) {
            return Err(IndexError::NotAnIndex);
        }
        let found = reader.u16().unwrap_or(0);
        if found != STORED_VERSION {
            return Err(IndexError::Version { found, known: STORED_VERSION });
        }
        match Self::table(&bytes, reader) {
            Some(blocks) => Ok(Self { bytes, blocks, seen: OnceLock::new() }),
            None => Err(damaged),
        }
    }

    fn table(bytes: &[u8], mut reader: Reader<'_>) -> Option<Vec<BlockEntry>> {
        reader.u16().filter(|reserved| *reserved == 0)?;
        let count = usize::try_from(reader.u32()?).ok()?;
        let mut table = Reader::new(reader.take(count.checked_mul(ENTRY)?)?);
        let crc = reader.u32()?;
        let mut at = bytes.len() - reader.rest().len();
        if crc32(bytes.get(..at - 4)?) != crc {
            return None;
        }
        let mut blocks = Vec::with_capacity(count);
        for _ in 0..count {
            let packed = usize::try_from(table.u32()?).ok()?;
            let raw = usize::try_from(table.u32()?).ok()?;
            blocks.push(BlockEntry { at, packed, raw, crc: table.u32()? });
            at = at.checked_add(packed)?;
            if raw > FIRST_BYTES + MAX_PASSAGE_BYTES {
                return None;
            }
        }
        (at == bytes.len()).then_some(blocks)
    }

    /// How many blocks there are.
    pub fn len(&self) -> usize {
        self.blocks.len()
    }

    /// Whether nothing is stored.
    pub fn is_empty(&self) -> bool {
        self.blocks.is_empty()
    }

    /// One block, verified and inflated.
    ///
    /// # Errors
    /// When there is no such block, or its bytes or those of the first are damaged.
    pub fn block(&self, number: u32) -> Result<Vec<u8>, IndexError> {
        if number == 0 {
            return self.inflated(0, &[]);
        }
        let seen = match self.seen.get() {
            Some(seen) => seen,
            None => {
                let first = self.inflated(0, &[])?;
                self.seen.get_or_init(|| end_of(&first).to_vec())
            }
        };
        self.inflated(number, seen)
    }

    /// A block that was deflated with `seen` before it.
    fn inflated(&self, number: u32, seen: &[u8]) -> Result<Vec<u8>, IndexError> {
        let entry = usize::try_from(number).ok().and_then(|n| self.blocks.get(n));
        let entry = entry.ok_or(IndexError::NoSuch("text block"))?;
        let damaged = || IndexError::Damaged("a block of the stored text");
        let packed = self.bytes.get(entry.at..entry.at + entry.packed).ok_or_else(damaged)?;
        if crc32(packed) != entry.crc {
            return Err(damaged());
        }
        let mut raw = seen.to_vec();
        raw.resize(seen.len() + entry.raw, 0);
        let flags = TINFL_FLAG_USING_NON_WRAPPING_OUTPUT_BUF;
        let mut inflater = Box::<DecompressorOxide>::default();
        match decompress(&mut inflater, packed, &mut raw, seen.len(), flags) {
            (TINFLStatus::Done, _, length) if length == entry.raw => Ok(raw.split_off(seen.len())),
            _ => Err(damaged()),
        }
    }

    /// The texts at those addresses, in their order; each block is inflated once for neighbours in it.
    ///
    /// # Errors
    /// When an address is not in this text (an index of another build) or a block is damaged.
    pub fn texts(&self, addresses: &[TextAddress]) -> Result<Vec<String>, IndexError> {
        let mut order: Vec<usize> = (0..addresses.len()).collect();
        order::sort_by_key(&mut order, |at| addresses.get(*at).map(|a| a.block));
        let mut texts = vec![String::new(); addresses.len()];
        let mut current: Option<(u32, Vec<u8>)> = None;
        for at in order {
            let Some((address, text)) = addresses.get(at).zip(texts.get_mut(at)) else { continue };
            if current.as_ref().map(|(n, _)| *n) != Some(address.block) {
                current = Some((address.block, self.block(address.block)?));
            }
            let block = current.as_ref().map(|(_, raw)| raw.as_slice()).unwrap_or_default();
            let range =
                address.start as usize..(address.start as usize).saturating_add(address.length as usize);
            let bytes = block.get(range).and_then(|b| std::str::from_utf8(b).ok());
            *text = bytes.ok_or(IndexError::Damaged("an address in the stored text"))?.to_owned();
        }
        Ok(texts)
    }

    /// The text at one address.
    ///
    /// # Errors
    /// As [`Self::texts`].
    pub fn text(&self, address: TextAddress) -> Result<String, IndexError> {
        Ok(self.texts(&[address])?.pop().unwrap_or_default())
    }
}
