//! Reads an index in place: one buffer, sections as ranges of it, nothing deserialised but the library's info.
#![deny(clippy::indexing_slicing)]

use super::bytes::Reader;
use super::checked::{Checked, Section};
use super::crc::crc32;
use super::dictionary::{Dictionary, Entry, Near};
use super::format::{self, Field};
use super::{Facets, IndexError, LibraryInfo, Postings, TextAddress, keys, lists, norm, record};
use crate::catalogue::{Asset, AssetId};
use std::ops::Range;
use std::sync::OnceLock;

pub use super::lists::Ordinals;

/// An asset's number in its index: valid for that index only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct AssetOrd(pub u32);

/// A passage's number in its index: valid for that index only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PassageOrd(pub u32);

/// Where a passage stands and where its text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PassageRef<'a> {
    /// Whose passage it is.
    pub asset: AssetOrd,
    /// Page, slide, sheet or section, from 1.
    pub position: u32,
    /// The heading above it; may be empty.
    pub heading: &'a str,
    /// Speaker notes.
    pub notes: bool,
    /// Where the text is in `text.bin`.
    pub address: TextAddress,
}

/// A library's index.
pub struct Index {
    file: Checked,
    sections: [Range<usize>; format::SECTIONS],
    info: LibraryInfo,
    assets: usize,
    unit_assets: Vec<u32>,
    unit_fields: Vec<u8>,
    body_lengths: Vec<f32>,
    average_lengths: [f32; 5],
    average_body: f32,
    columns: OnceLock<Columns>,
}

/// What ranking reads of every asset, decoded once: a rep opens many pages with the same index.
#[derive(Default)]
struct Columns {
    facets: Vec<Option<Facets>>,
    /// Where each asset's industries begin, and after them all where the last ones end.
    starts: Vec<u32>,
    /// Industries as [`Ordinals`] have them.
    industries: Vec<u8>,
}

impl std::fmt::Debug for Index {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Index")
            .field("bytes", &self.file.len())
            .field("info", &self.info)
            .finish_non_exhaustive()
    }
}

impl Index {
    /// Makes the index ready. What every search needs is verified here, the rest block by block before its
    /// first use (see [`Self::damage`]) or at once by [`Self::verify`].
    ///
    /// # Errors
    /// When the bytes are no index, of another version, or damaged where they are read.
    pub fn open(bytes: Vec<u8>) -> Result<Self, IndexError> {
        let (start, sections) = sections(&bytes)?;
        let damaged = IndexError::Damaged;
        let file = Checked::new(bytes, start);
        let info = file.get(sections[format::INFO].clone()).and_then(LibraryInfo::read);
        let mut index = Self {
            info: info.ok_or(damaged("library info"))?,
            file,
            sections,
            assets: 0,
            unit_assets: Vec::new(),
            unit_fields: Vec::new(),
            body_lengths: Vec::new(),
            average_lengths: [0.0; 5],
            average_body: 0.0,
            columns: OnceLock::new(),
        };
        index.dictionary().ok_or(damaged("term dictionary"))?;
        index.measure().ok_or(damaged("asset table"))?;
        Ok(index)
    }

    /// Derives what ranking needs per unit and asset from the columns: one pass over them.
    fn measure(&mut self) -> Option<()> {
        let rows = self.section(format::ASSETS).all()?;
        if rows.is_empty() || !rows.len().is_multiple_of(format::ROW) {
            return None;
        }
        let assets = rows.len() / format::ROW - 1;
        let columns = [format::UNIT_FIELDS, format::UNIT_NORMS].map(|number| self.section(number).all());
        let [Some(extras), Some(norms)] = columns else { return None };
        if usize::try_from(self.info.assets).ok() != Some(assets) || extras.len() != norms.len().div_ceil(8) {
            return None;
        }
        let ends = |row: &[u8]| {
            let mut row = Reader::new(row);
            Some((row.u32()?, row.u32()?))
        };
        let mut unit_assets = Vec::with_capacity(norms.len());
        let mut unit_fields = Vec::with_capacity(norms.len());
        let mut body_lengths = Vec::with_capacity(assets);
        let mut units = norms.iter().enumerate();
        let (mut lengths, mut counts) = ([0.0_f64; 5], [0_u32; 5]);
        let mut start = ends(rows).filter(|start| *start == (0, 0))?;
        for (asset, row) in (0_u32..).zip(rows.chunks(format::ROW).skip(1)) {
            let end = ends(row)?;
            let count = end.0.checked_sub(start.0)?;
            let mut passages = end.1.checked_sub(start.1)?;
            start = end;
            let (mut body, mut before) = (0.0, None);
            for _ in 0..count {
                let (unit, norm) = units.next()?;
                let extra = extras.get(unit / 8)? >> (unit % 8) & 1 == 1;
                let field = Field::after(before, extra);
                before = Some(field);
                let length = norm::decode(*norm);
                *lengths.get_mut(field as usize)? += f64::from(length);
                *counts.get_mut(field as usize)? += 1;
                unit_fields.push(field as u8);
                if field == Field::Body {
                    body += length as f32;
                    passages = passages.checked_sub(1)?;
                }
                unit_assets.push(asset);
            }
            if passages > 0 {
                return None;
            }
            body_lengths.push(body);
        }
        if units.next().is_some() || start.1 != self.info.passages {
            return None;
        }
        let total = lengths.last()?;
        let average_body = (total / (assets.max(1) as f64)).max(1.0) as f32;
        for ((average, length), count) in self.average_lengths.iter_mut().zip(lengths).zip(counts) {
            *average = (length / f64::from(count.max(1))).max(1.0) as f32;
        }
        (self.assets, self.average_body) = (assets, average_body);
        (self.unit_assets, self.unit_fields, self.body_lengths) = (unit_assets, unit_fields, body_lengths);
        Some(())
    }

    fn section(&self, number: usize) -> Section<'_> {
        const NONE: &Range<usize> = &(0..0);
        Section::new(&self.file, self.sections.get(number).unwrap_or(NONE))
    }

    /// Verifies every block that nothing has read yet.
    ///
    /// # Errors
    /// When one is damaged.
    pub fn verify(&self) -> Result<(), IndexError> {
        if self.file.check_all() { Ok(()) } else { Err(IndexError::Damaged("a block's checksum")) }
    }

    /// What is wrong, once a damaged block was met: what it holds was left out of the answers since then.
    pub fn damage(&self) -> Option<IndexError> {
        self.file.is_damaged().then_some(IndexError::Damaged("a block's checksum"))
    }

    fn dictionary(&self) -> Option<Dictionary<'_>> {
        Dictionary::open(self.section(format::TERMS), self.section(format::SHARED))
    }

    /// The library as a whole.
    pub const fn info(&self) -> &LibraryInfo {
        &self.info
    }

    /// How many assets there are.
    pub const fn len(&self) -> usize {
        self.assets
    }

    /// Whether there is no asset.
    pub const fn is_empty(&self) -> bool {
        self.assets == 0
    }

    /// How many bytes the index holds in memory.
    pub const fn byte_len(&self) -> usize {
        self.file.len()
    }

    /// The name of each section, as [`mod@format`] has it, and its bytes.
    pub fn section_lengths(&self) -> impl Iterator<Item = (&'static str, usize)> {
        format::SECTION_NAMES.into_iter().zip(self.sections.iter().map(ExactSizeIterator::len))
    }

    /// The sections as they are; `None` when a block is damaged.
    pub(super) fn raw_sections(&self) -> Option<[&[u8]; format::SECTIONS]> {
        let mut all: [&[u8]; format::SECTIONS] = Default::default();
        for (number, bytes) in all.iter_mut().enumerate() {
            *bytes = self.section(number).all()?;
        }
        Some(all)
    }

    /// Every asset in the order of its number.
    pub fn assets(&self) -> impl Iterator<Item = AssetOrd> + use<> {
        (0..self.assets as u32).map(AssetOrd)
    }

    fn row(&self, asset: u32) -> Option<&[u8]> {
        let at = usize::try_from(asset).ok()?.checked_mul(format::ROW)?;
        self.section(format::ASSETS).get(at..at.checked_add(format::ROW)?)
    }

    /// The five starts of an asset's row.
    fn starts(&self, asset: u32) -> Option<[u32; 5]> {
        let (words, _) = self.row(asset)?.first_chunk::<20>()?.as_chunks::<4>();
        let [a, b, c, d, e] = words else { return None };
        Some([a, b, c, d, e].map(|word| u32::from_le_bytes(*word)))
    }

    fn record(&self, asset: u32) -> Option<&[u8]> {
        let [.., record, lists] = self.starts(asset)?;
        self.section(format::RECORDS).get(record as usize..lists as usize)
    }

    /// The whole asset, decoded. Closed vocabularies come in their own order, products and competitors as the
    /// library spells them.
    ///
    /// # Errors
    /// When there is no such asset.
    pub fn asset(&self, asset: AssetOrd) -> Result<Asset, IndexError> {
        if asset.0 as usize >= self.assets {
            return Err(IndexError::NoSuch("asset"));
        }
        self.read_asset(asset).ok_or(IndexError::Damaged("asset record"))
    }

    fn read_asset(&self, ord: AssetOrd) -> Option<Asset> {
        let facets = Facets::read(self.row(ord.0)?.get(20..)?)?;
        let mut asset = record::read(self.record(ord.0)?, &facets)?;
        for industry in self.list(ord, 0) {
            asset.industries.extend(self.info.industries.get(usize::from(industry)));
        }
        for product in self.products(ord) {
            asset.products.extend(self.info.products.get(usize::from(product)).map(|p| p.name.clone()));
        }
        for competitor in self.competitors(ord) {
            let known = self.info.competitors.get(usize::from(competitor));
            asset.competitors.extend(known.map(|c| c.name.clone()));
        }
        Some(asset)
    }

    /// The asset's id without decoding the rest.
    pub fn id(&self, asset: AssetOrd) -> Option<&str> {
        self.record(asset.0).and_then(record::id)
    }

    /// The asset's title without decoding the rest.
    pub fn title(&self, asset: AssetOrd) -> Option<&str> {
        self.record(asset.0).and_then(record::title)
    }

    /// The asset with that id; looks through all of them.
    pub fn find(&self, id: &AssetId) -> Option<AssetOrd> {
        self.assets().find(|asset| self.id(*asset) == Some(id.0.as_str()))
    }

    /// The columns that ranking reads; `None` only for a number that is no asset's.
    pub fn facets(&self, asset: AssetOrd) -> Option<Facets> {
        self.columns().facets.get(asset.0 as usize).copied().flatten()
    }

    fn columns(&self) -> &Columns {
        self.columns.get_or_init(|| {
            let mut columns = Columns { starts: vec![0], ..Columns::default() };
            for asset in self.assets() {
                let row = self.row(asset.0).and_then(|row| row.get(20..));
                columns.facets.push(row.and_then(Facets::read));
                columns.industries.extend_from_slice(self.list(asset, 0).bytes());
                columns.starts.push(columns.industries.len() as u32);
            }
            columns
        })
    }

    fn list(&self, asset: AssetOrd, which: usize) -> Ordinals<'_> {
        // From the fifth start of its row to the fourth of the next, both read at once.
        let list = |asset: u32| {
            let at = usize::try_from(asset).ok()?.checked_mul(format::ROW)?;
            let rows = self.section(format::ASSETS).get(at..at.checked_add(format::ROW + 16)?)?;
            let start = |at: usize| rows.get(at..)?.first_chunk().map(|bytes| u32::from_le_bytes(*bytes));
            let (start, end) = (start(16)?, start(format::ROW + 12)?);
            lists::read(self.section(format::RECORDS).get(start as usize..end as usize)?, which)
        };
        list(asset.0).unwrap_or_default()
    }

    /// Industries as indexes into [`LibraryInfo::industries`].
    pub fn industries(&self, asset: AssetOrd) -> Ordinals<'_> {
        let Columns { starts, industries, .. } = self.columns();
        let at = asset.0 as usize;
        let range = starts.get(at).zip(starts.get(at + 1));
        let bytes = range.and_then(|(start, end)| industries.get(*start as usize..*end as usize));
        bytes.map(Ordinals::new).unwrap_or_default()
    }

    /// Products as indexes into [`LibraryInfo::products`].
    pub fn products(&self, asset: AssetOrd) -> Ordinals<'_> {
        self.list(asset, 1)
    }

    /// Competitors as indexes into [`LibraryInfo::competitors`].
    pub fn competitors(&self, asset: AssetOrd) -> Ordinals<'_> {
        self.list(asset, 2)
    }

    /// The numbers of an asset's passages, in reading order (half-open).
    pub fn passages(&self, asset: AssetOrd) -> Range<u32> {
        let first = |asset: u32| self.starts(asset).map_or(0, |[_, first, ..]| first);
        first(asset.0)..first(asset.0.saturating_add(1)).max(first(asset.0))
    }

    /// One passage.
    ///
    /// # Errors
    /// When there is no such passage.
    pub fn passage(&self, passage: PassageOrd) -> Result<PassageRef<'_>, IndexError> {
        let (mut low, mut high) = (0, self.assets as u32);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.passages(AssetOrd(middle)).end <= passage.0 { low = middle + 1 } else { high = middle }
        }
        let asset = AssetOrd(low);
        let range = self.passages(asset);
        if low as usize >= self.assets || !range.contains(&passage.0) {
            return Err(IndexError::NoSuch("passage"));
        }
        let nth = (passage.0 - range.start) as usize;
        let found = self.passage_refs(asset).nth(nth);
        found.ok_or(IndexError::Damaged("passage table"))
    }

    /// An asset's passages in reading order, decoded one after the other.
    pub fn passage_refs(&self, asset: AssetOrd) -> impl Iterator<Item = PassageRef<'_>> {
        let count = self.passages(asset).len();
        let at = |asset: u32| self.starts(asset).map_or(0, |[_, _, at, ..]| at as usize);
        let range = at(asset.0)..at(asset.0.saturating_add(1));
        let mut r = Reader::new(self.section(format::PASSAGES).get(range).unwrap_or_default());
        let (mut position, mut block, mut heading, mut start) = (0_u32, 0_u32, "", 0_u32);
        let read = move || {
            let flags = r.u8()?;
            position = position.wrapping_add_signed(r.signed()?);
            if flags & format::PASSAGE_HEADING != 0 {
                heading = r.text()?;
            }
            if flags & format::PASSAGE_BLOCK != 0 {
                block = block.wrapping_add_signed(r.signed()?);
            }
            start = if flags & format::PASSAGE_BLOCK != 0 { 0 } else { start };
            if flags & format::PASSAGE_START != 0 {
                start = r.varint()?;
            }
            let address = TextAddress { block, start, length: r.varint()? };
            start = start.saturating_add(address.length);
            Some(PassageRef { asset, position, heading, notes: flags & format::PASSAGE_NOTES != 0, address })
        };
        std::iter::from_fn(read).take(count)
    }

    // ---- for `search` ----

    /// The dictionary's entry of a folded word or stem.
    pub fn entry(&self, key: &str) -> Option<Entry> {
        self.dictionary()?.get(key)
    }

    /// Posting lists of the words of the library that begin with a folded prefix, in the words' order, of at most `limit`
    /// words.
    pub fn lists_starting(&self, prefix: &str, limit: usize) -> Vec<u32> {
        self.dictionary().map(|d| d.starting(prefix, limit)).unwrap_or_default()
    }

    /// Whether words of other languages are known by what they mean here.
    pub fn has_translations(&self) -> bool {
        self.dictionary().is_some_and(|dictionary| dictionary.has(&keys::translation("")))
    }

    /// Words of the library at most `distance` (1 or 2) edits from a folded word, in order, at most `limit`.
    pub fn words_near(&self, word: &str, distance: u8, limit: usize) -> Vec<Near> {
        self.dictionary().map(|d| d.near(word, distance, limit)).unwrap_or_default()
    }

    /// The posting list of an [`Entry`].
    pub fn postings(&self, list: u32) -> Option<Postings<'_>> {
        Postings::open(self.section(format::POSTINGS), list, self.unit_assets.len() as u32)
    }

    /// How many units there are.
    pub const fn units(&self) -> usize {
        self.unit_assets.len()
    }

    /// The units of an asset (half-open).
    pub fn asset_units(&self, asset: AssetOrd) -> Range<u32> {
        let first = |asset: u32| self.starts(asset).map_or(0, |[first, ..]| first);
        first(asset.0)..first(asset.0.saturating_add(1)).max(first(asset.0))
    }

    /// The asset of each unit.
    pub fn unit_assets(&self) -> &[u32] {
        &self.unit_assets
    }

    /// The [`Field`] number of each unit.
    pub fn unit_fields(&self) -> &[u8] {
        &self.unit_fields
    }

    /// The length byte of each unit, see [`Self::length`].
    pub fn unit_norms(&self) -> &[u8] {
        self.section(format::UNIT_NORMS).all().unwrap_or_default()
    }

    /// What each unit holds, as [`crate::catalogue::Content`] has its bits.
    pub fn unit_content(&self) -> &[u8] {
        self.section(format::CONTENT).all().unwrap_or_default()
    }

    /// A length byte of each unit that is above every position in it.
    pub fn unit_spans(&self) -> &[u8] {
        self.section(format::UNIT_SPANS).all().unwrap_or_default()
    }

    /// Length in words of a length byte.
    pub fn length(norm: u8) -> f32 {
        norm::decode(norm) as f32
    }

    /// Mean length of a unit of that field, at least 1.
    pub fn average_length(&self, field: Field) -> f32 {
        self.average_lengths.get(field as usize).copied().unwrap_or(1.0)
    }

    /// Length in words of each asset's body, all passages together.
    pub fn body_lengths(&self) -> &[f32] {
        &self.body_lengths
    }

    /// Mean of [`Self::body_lengths`], at least 1.
    pub const fn average_body(&self) -> f32 {
        self.average_body
    }
}

/// Where the sections begin and their ranges; the head's checksum verified.
fn sections(bytes: &[u8]) -> Result<(usize, [Range<usize>; format::SECTIONS]), IndexError> {
    let mut reader = Reader::new(bytes);
    if reader.take(format::MAGIC.len()) != Some(format::MAGIC.as_slice()) {
        return Err(IndexError::NotAnIndex);
    }
    let found = reader.u16().ok_or(IndexError::NotAnIndex)?;
    if found != format::VERSION {
        return Err(IndexError::Version { found, known: format::VERSION });
    }
    ranges(bytes, reader).ok_or(IndexError::Damaged("head"))
}

fn ranges(bytes: &[u8], mut reader: Reader<'_>) -> Option<(usize, [Range<usize>; format::SECTIONS])> {
    if usize::from(reader.u16()?) != format::SECTIONS {
        return None;
    }
    let mut lengths = [0_usize; format::SECTIONS];
    let mut content = 0_usize;
    for length in &mut lengths {
        *length = usize::try_from(reader.u32()?).ok()?;
        content = content.checked_add(*length)?;
    }
    if content > bytes.len() {
        return None;
    }
    let start = format::start_of_sections(content);
    let (head, rest) = bytes.split_at_checked(start - 4)?;
    let sum = Reader::new(rest).u32()?;
    if bytes.len() != start + content || crc32(head) != sum {
        return None;
    }
    let mut at = start;
    Some((
        start,
        lengths.map(|length| {
            at += length;
            at - length..at
        }),
    ))
}
