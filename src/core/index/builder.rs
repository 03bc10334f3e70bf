//! Builds an index in memory: the same assets in the same order give the same bytes on every machine.

use super::bytes::{put_list, put_signed, put_text, put_varint};
use super::crc::crc32;
use super::dictionary::{FLAG_BITS, SHARED_FLAG, WORD_FLAG};
use super::format::{self, Field};
use super::postings::{PostingsWriter, write_lists};
use super::prepared::{Prepared, Term, Unit};
use super::stored::{StoredBlocks, StoredTextWriter};
use super::translations::{self, Concept};
use super::{Competitor, Facets, Index, IndexError, LibraryInfo, Product, lists, norm, record};
use crate::catalogue::{Asset, Industry, Passage};
use crate::text::fold;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

/// The two files of a library.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BuiltIndex {
    /// `library.idx`
    pub index: Vec<u8>,
    /// `text.bin`
    pub stored: Vec<u8>,
    /// What the index says of itself.
    pub info: LibraryInfo,
}

/// Takes assets one by one; the order of adding is the order of [`super::AssetOrd`].
pub struct IndexBuilder {
    info: LibraryInfo,
    ids: HashSet<String>,
    terms: FxHashMap<String, u32>,
    postings: Vec<PostingsWriter>,
    /// Folded word → terms that its texts gave it.
    words: FxHashMap<String, Vec<u32>>,
    fields: Vec<u8>,
    norms: Vec<u8>,
    content: Vec<u8>,
    spans: Vec<u8>,
    rows: Vec<[u32; 5]>,
    facets: Vec<u8>,
    industries: BTreeSet<Industry>,
    asset_industries: Vec<(Vec<Industry>, [Vec<u16>; 2])>,
    languages: BTreeMap<[u8; 2], u32>,
    passages: Vec<u8>,
    records: Vec<Vec<u8>>,
    concepts: Vec<Concept>,
    stored: StoredTextWriter,
}

impl IndexBuilder {
    /// For a library; fields marked “set by the builder” are overwritten.
    pub fn new(info: LibraryInfo) -> Self {
        Self {
            info: LibraryInfo { assets: 0, passages: 0, languages: Vec::new(), ..info },
            ids: HashSet::new(),
            terms: FxHashMap::default(),
            postings: Vec::new(),
            words: FxHashMap::default(),
            fields: Vec::new(),
            norms: Vec::new(),
            content: Vec::new(),
            spans: Vec::new(),
            rows: Vec::new(),
            facets: Vec::new(),
            industries: BTreeSet::new(),
            asset_industries: Vec::new(),
            languages: BTreeMap::new(),
            passages: Vec::new(),
            records: Vec::new(),
            concepts: Vec::new(),
            stored: StoredTextWriter::default(),
        }
    }

    /// Lets words of one language find those that mean the same in another, as far as the library has them.
    #[must_use]
    pub fn concepts(mut self, concepts: Vec<Concept>) -> Self {
        self.concepts = concepts;
        self
    }

    /// Adds one asset with its passages in reading order. Products and competitors that the library does not
    /// list are added to its lists.
    ///
    /// # Errors
    /// When the id is taken already.
    pub fn add(&mut self, asset: Asset, passages: Vec<Passage>) -> Result<(), IndexError> {
        self.add_prepared(Prepared::new(&asset, &passages))
    }

    /// Adds one asset whose texts were analysed before.
    ///
    /// # Errors
    /// When the id is taken already.
    pub fn add_prepared(&mut self, prepared: Prepared<'_>) -> Result<(), IndexError> {
        let Prepared { asset, passages, terms, own, units } = prepared;
        if !self.ids.insert(asset.id.0.clone()) {
            return Err(IndexError::DuplicateId(asset.id.0.clone()));
        }
        self.rows.push([self.fields.len() as u32, self.info.passages, self.passages.len() as u32, 0, 0]);
        let terms: Vec<u32> = terms.into_iter().map(|term| self.word(term)).collect();
        own.into_iter().for_each(|unit| self.unit(Some(unit), &terms));
        self.add_passages(passages, &mut units.into_iter(), &terms);

        Facets::of(asset).write(&mut self.facets);
        self.industries.extend(&asset.industries);
        let products = asset.products.iter().map(|name| self.product(name)).collect();
        let competitors = asset.competitors.iter().map(|name| self.competitor(name)).collect();
        self.asset_industries.push((asset.industries.clone(), [products, competitors]));
        *self.languages.entry(asset.language.code()).or_default() += 1;
        let mut bytes = Vec::new();
        record::write(&mut bytes, asset);
        self.records.push(bytes);
        self.info.assets += 1;
        Ok(())
    }

    fn add_passages(&mut self, passages: &[Passage], units: &mut std::vec::IntoIter<Unit>, terms: &[u32]) {
        let (mut position, mut block, mut heading, mut end) = (0_u32, 0_u32, "", 0_u32);
        self.stored.begin();
        for passage in passages {
            let new_heading = passage.heading != heading;
            heading = &passage.heading;
            if new_heading && !heading.is_empty() {
                self.unit(units.next(), terms);
            }
            self.unit(units.next(), terms);
            let address = self.stored.add(&passage.text);
            let new_block = address.block != block;
            let start = if new_block { 0 } else { end };
            let mut flags = if passage.notes { format::PASSAGE_NOTES } else { 0 };
            flags |= if new_heading { format::PASSAGE_HEADING } else { 0 };
            flags |= if new_block { format::PASSAGE_BLOCK } else { 0 };
            flags |= if address.start != start { format::PASSAGE_START } else { 0 };
            let out = &mut self.passages;
            out.push(flags);
            put_signed(out, passage.position.wrapping_sub(position) as i32);
            if new_heading {
                put_text(out, heading);
            }
            if new_block {
                put_signed(out, address.block.wrapping_sub(block) as i32);
            }
            if address.start != start {
                put_varint(out, address.start);
            }
            put_varint(out, address.length);
            (position, block) = (passage.position, address.block);
            end = address.start.saturating_add(address.length);
            self.info.passages += 1;
        }
    }

    /// `terms` are the index's numbers of the asset's terms.
    fn unit(&mut self, unit: Option<Unit>, terms: &[u32]) {
        let Some(unit) = unit else { return };
        let number = self.fields.len() as u32;
        self.fields.push(unit.field as u8);
        self.norms.push(norm::encode(unit.tokens.len() as u32));
        self.content.push(unit.content.0);
        self.spans.push(norm::encode_up(unit.span));
        for (term, position) in unit.keys {
            self.post(term, number, position);
        }
        for (term, position) in unit.tokens {
            if let Some(term) = terms.get(term as usize) {
                self.occurs(*term, number, position);
            }
        }
        if let Some(key) = unit.whole {
            self.post(key, number, 0);
        }
    }

    /// The number of a term.
    fn term(&mut self, text: String) -> u32 {
        let next = self.postings.len() as u32;
        let term = *self.terms.entry(text).or_insert(next);
        if term == next {
            self.postings.push(PostingsWriter::default());
        }
        term
    }

    /// The number of a word's term; from now on the word finds it.
    fn word(&mut self, Term { text, surface }: Term) -> u32 {
        let term = self.term(text);
        match self.words.get_mut(&surface) {
            Some(terms) if terms.contains(&term) => {}
            Some(terms) => terms.push(term),
            None => drop(self.words.insert(surface, vec![term])),
        }
        term
    }

    /// Adds an occurrence of what is no word of the text.
    fn post(&mut self, key: String, unit: u32, position: u32) {
        let term = self.term(key);
        self.occurs(term, unit, position);
    }

    fn occurs(&mut self, term: u32, unit: u32, position: u32) {
        if let Some(postings) = self.postings.get_mut(term as usize) {
            postings.add(self.info.assets, unit, position);
        }
    }

    fn product(&mut self, name: &str) -> u16 {
        let known = |p: &Product| same(name, &p.name, &p.aliases);
        let at = self.info.products.iter().position(known).unwrap_or_else(|| {
            self.info.products.push(Product { name: name.to_owned(), ..Product::default() });
            self.info.products.len() - 1
        });
        at as u16
    }

    fn competitor(&mut self, name: &str) -> u16 {
        let known = |c: &Competitor| same(name, &c.name, &c.aliases);
        let at = self.info.competitors.iter().position(known).unwrap_or_else(|| {
            self.info.competitors.push(Competitor { name: name.to_owned(), ..Competitor::default() });
            self.info.competitors.len() - 1
        });
        at as u16
    }

    /// The finished files.
    ///
    /// # Errors
    /// When something is larger than the format holds (4 GiB per section, 65,535 products).
    pub fn finish(self) -> Result<BuiltIndex, IndexError> {
        self.finish_by(|blocks| (0..blocks.len()).map(|block| blocks.deflate(block)).collect())
    }

    /// The finished files, the blocks of stored text deflated by `deflate`: several at a time, or taken from where they were kept.
    ///
    /// # Errors
    /// As for [`Self::finish`].
    pub fn finish_by(
        mut self,
        deflate: impl FnOnce(&StoredBlocks) -> Vec<Vec<u8>>,
    ) -> Result<BuiltIndex, IndexError> {
        let most = usize::from(u16::MAX);
        if self.info.products.len() > most || self.info.competitors.len() > most {
            return Err(IndexError::TooLarge("it has more than 65,535 products or competitors"));
        }
        let stored = std::mem::take(&mut self.stored).finish(deflate)?;
        let mut sections: [Vec<u8>; format::SECTIONS] = Default::default();
        self.info.industries = self.industries.iter().copied().collect();
        let mut languages: Vec<_> = self.languages.iter().collect();
        languages.sort_by_key(|(code, count)| (std::cmp::Reverse(**count), **code));
        let tag = |code: &[u8; 2]| crate::catalogue::LanguageTag::from_code(*code);
        self.info.languages = languages.into_iter().filter_map(|(code, _)| tag(code)).collect();

        let [terms, shared, postings] = self.dictionary()?;
        let (assets, records) = self.assets();
        sections[format::TERMS] = terms;
        sections[format::SHARED] = shared;
        sections[format::POSTINGS] = postings;
        sections[format::UNIT_FIELDS] = field_bits(&self.fields);
        sections[format::UNIT_NORMS] = self.norms;
        sections[format::UNIT_SPANS] = self.spans;
        sections[format::ASSETS] = assets;
        sections[format::PASSAGES] = self.passages;
        sections[format::RECORDS] = records;
        sections[format::CONTENT] = self.content;
        seal(sections, stored, self.info)
    }

    /// `TERMS`, `SHARED` and `POSTINGS`.
    fn dictionary(&self) -> Result<[Vec<u8>; 3], IndexError> {
        let mut terms: Vec<(&str, u32)> = self.terms.iter().map(|(t, id)| (t.as_str(), *id)).collect();
        terms.sort_unstable();
        let mut numbers = vec![0_u32; terms.len()];
        let mut keys: BTreeMap<&str, (BTreeSet<u32>, bool)> = BTreeMap::new();
        for (number, (term, id)) in (0..).zip(&terms) {
            if let Some(slot) = numbers.get_mut(*id as usize) {
                *slot = number;
            }
            keys.entry(*term).or_default().0.insert(number);
        }
        for (word, ids) in &self.words {
            let entry = keys.entry(word).or_default();
            entry.0.extend(ids.iter().filter_map(|id| numbers.get(*id as usize)));
            entry.1 = true;
        }
        let known = |key: &str| keys.get(key).map(|(lists, _)| lists.iter().copied().collect());
        let units = |list: u32| {
            let (_, id) = terms.get(list as usize)?;
            self.postings.get(*id as usize).map(PostingsWriter::units)
        };
        let languages: Vec<[u8; 2]> = self.languages.keys().copied().collect();
        let translated = translations::keys(&self.concepts, &languages, known, units);
        keys.extend(translated.iter().map(|(key, lists)| (key.as_str(), (lists.clone(), false))));
        let mut lists = Vec::new();
        let in_order = terms.iter().filter_map(|(_, id)| self.postings.get(*id as usize));
        let table = write_lists(in_order, &self.spans, &mut lists);
        if u32::try_from(lists.len()).is_err() {
            return Err(IndexError::TooLarge("its postings"));
        }
        let postings = [(terms.len() as u32).to_le_bytes().to_vec(), table, lists].concat();
        let mut shared = Vec::new();
        let mut written: HashMap<Vec<u32>, u32> = HashMap::new();
        let mut map = ::fst::MapBuilder::memory();
        let failed = |_| IndexError::TooLarge("its dictionary");
        for (key, (lists, word)) in keys {
            let lists: Vec<u32> = lists.into_iter().collect();
            let mut flags = if word { WORD_FLAG } else { 0 };
            let offset = if let [only] = lists.as_slice() {
                *only
            } else {
                flags |= SHARED_FLAG;
                *written.entry(lists).or_insert_with_key(|lists| {
                    let offset = shared.len() as u32;
                    put_list(&mut shared, lists, |out, list| put_varint(out, *list));
                    offset
                })
            };
            map.insert(key, u64::from(offset) << FLAG_BITS | flags).map_err(failed)?;
        }
        Ok([map.into_inner().map_err(failed)?, shared, postings])
    }

    /// `ASSETS` and `RECORDS`.
    fn assets(&self) -> (Vec<u8>, Vec<u8>) {
        let (mut rows, mut records) = (Vec::new(), Vec::new());
        let mut put_row = |ends: [u32; 5], facets: &[u8]| {
            ends.iter().for_each(|n| rows.extend_from_slice(&n.to_le_bytes()));
            rows.extend_from_slice(facets);
        };
        let assets = self.rows.iter().zip(&self.records).zip(&self.asset_industries);
        for (((row, record), (industries, [products, competitors])), facets) in
            assets.zip(self.facets.chunks(Facets::SIZE))
        {
            let ordinal = |i: &Industry| self.info.industries.binary_search(i).ok().map(|at| at as u16);
            let industries: Vec<u16> = industries.iter().filter_map(ordinal).collect();
            let record_at = records.len() as u32;
            records.extend_from_slice(record);
            let lists_at = records.len() as u32;
            lists::write(&mut records, [&industries, products, competitors]);
            put_row([row[0], row[1], row[2], record_at, lists_at], facets);
        }
        let end = records.len() as u32;
        let (units, passages) = (self.fields.len() as u32, self.passages.len() as u32);
        put_row([units, self.info.passages, passages, end, end], &[0; Facets::SIZE]);
        (rows, records)
    }
}

/// One bit per unit: it is a summary or a heading.
fn field_bits(fields: &[u8]) -> Vec<u8> {
    let is_extra = |field: &u8| *field == Field::Summary as u8 || *field == Field::Heading as u8;
    let byte = |eight: &[u8]| (0..).zip(eight).fold(0, |byte, (at, f)| byte | u8::from(is_extra(f)) << at);
    fields.chunks(8).map(byte).collect()
}

fn same(name: &str, known: &str, aliases: &[String]) -> bool {
    let name = fold(name.trim());
    fold(known) == name || aliases.iter().any(|a| fold(a) == name)
}

const FNV_START: u64 = 0xCBF2_9CE4_8422_2325;

fn fnv(start: u64, bytes: &[u8]) -> u64 {
    let length = (bytes.len() as u64).to_le_bytes();
    bytes.iter().chain(&length).fold(start, |hash, b| (hash ^ u64::from(*b)).wrapping_mul(0x100_0000_01B3))
}

/// The same index under another build number: the bytes that building it with that number gives. `stored` is its `text.bin`.
///
/// # Errors
/// When the index is damaged.
pub fn renumbered(index: Vec<u8>, stored: &[u8], build: u32) -> Result<BuiltIndex, IndexError> {
    let index = Index::open(index)?;
    index.verify()?;
    let mut sections = index.raw_sections().ok_or(IndexError::Damaged("sections"))?.map(<[u8]>::to_vec);
    sections[format::INFO].clear();
    seal(sections, stored.to_vec(), LibraryInfo { build, ..index.info().clone() })
}

/// Puts the library's info, with the hash over everything, to the other sections.
fn seal(
    mut sections: [Vec<u8>; format::SECTIONS],
    stored: Vec<u8>,
    mut info: LibraryInfo,
) -> Result<BuiltIndex, IndexError> {
    info.hash = String::new();
    let mut plain = Vec::new();
    info.write(&mut plain);
    let hash = sections.iter().chain([&plain, &stored]).fold(FNV_START, |hash, bytes| fnv(hash, bytes));
    info.hash = format!("{hash:016x}");
    info.write(&mut sections[format::INFO]);
    Ok(BuiltIndex { index: assemble(&sections)?, stored, info })
}

fn assemble(sections: &[Vec<u8>; format::SECTIONS]) -> Result<Vec<u8>, IndexError> {
    let content: usize = sections.iter().map(Vec::len).sum();
    let start = format::start_of_sections(content);
    let total = start + content;
    if u32::try_from(total).is_err() {
        return Err(IndexError::TooLarge("its index does not fit 4 GiB"));
    }
    let mut out = Vec::with_capacity(total);
    out.extend_from_slice(format::MAGIC);
    out.extend_from_slice(&format::VERSION.to_le_bytes());
    out.extend_from_slice(&(format::SECTIONS as u16).to_le_bytes());
    for section in sections {
        out.extend_from_slice(&(section.len() as u32).to_le_bytes());
    }
    let content = sections.concat();
    for block in content.chunks(format::CHECKED) {
        out.extend_from_slice(&crc32(block).to_le_bytes());
    }
    let crc = crc32(&out);
    out.extend_from_slice(&crc.to_le_bytes());
    out.extend_from_slice(&content);
    Ok(out)
}
