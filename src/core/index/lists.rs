//! Per asset: industries, products and competitors as ordinals into [`super::LibraryInfo`]'s lists.
#![deny(clippy::indexing_slicing)]

use super::bytes::Reader;

/// Ordinals of one asset, each an index into a list of [`super::LibraryInfo`], in the catalogue's order.
#[derive(Clone, Copy, Debug, Default)]
pub struct Ordinals<'a> {
    bytes: &'a [u8],
}

impl<'a> Ordinals<'a> {
    /// Of two bytes each.
    pub(super) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes }
    }

    /// Two bytes each.
    pub(super) const fn bytes(self) -> &'a [u8] {
        self.bytes
    }
}

impl Iterator for Ordinals<'_> {
    type Item = u16;

    fn next(&mut self) -> Option<u16> {
        let (pair, rest) = self.bytes.split_first_chunk::<2>()?;
        self.bytes = rest;
        Some(u16::from_le_bytes(*pair))
    }
}

/// Writes the three lists: three counts of one byte, then two bytes per ordinal.
pub(super) fn write(out: &mut Vec<u8>, lists: [&[u16]; 3]) {
    let kept = lists.map(|list| list.get(..list.len().min(255)).unwrap_or_default());
    out.extend(kept.map(|list| list.len() as u8));
    for ordinal in kept.into_iter().flatten() {
        out.extend_from_slice(&ordinal.to_le_bytes());
    }
}

/// The list with that number (0 industries, 1 products, 2 competitors).
pub(super) fn read(bytes: &[u8], which: usize) -> Option<Ordinals<'_>> {
    let mut reader = Reader::new(bytes);
    let counts = [reader.u8()?, reader.u8()?, reader.u8()?];
    for (at, count) in counts.into_iter().enumerate() {
        let bytes = reader.take(usize::from(count) * 2)?;
        if at == which {
            return Some(Ordinals { bytes });
        }
    }
    None
}
