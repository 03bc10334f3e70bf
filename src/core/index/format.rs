//! The bytes of `library.idx` and `text.bin`, format version 4: the only specification.
//!
//! Fixed-size numbers are little-endian. *varint* is LEB128 of a `u32` (at most 5 bytes), *signed* a zigzag
//! varint, *text* a varint of the length in bytes and UTF-8, *list of X* a varint count and that many X.
//!
//! # Version policy
//! [`VERSION`] grows with any change of the bytes or of what they mean, a change of the analysis in `text`
//! included: stems in the index and stems of a query must come from the same code. One program reads one
//! version; an index is cheap to build again, so there is no migration. Each released version's golden file
//! stays in `tests/golden/`, so that an old file is known to give [`super::IndexError::Version`].
//!
//! # `library.idx`
//! ```text
//! file     = magic "PITCHIDX" · u16 version · u16 section count (11) · u32 length × 11 · u32 sum × blocks
//!            · u32 crc32 of all before · sections
//! ```
//! Sections stand in the order of their lengths without gaps and end with the file. All of them together are
//! cut into blocks of `CHECKED` bytes (the last may be shorter), and a *sum* is the crc32 (IEEE) of a block, so
//! every byte is under exactly one checksum. A block is verified before its first use: those of `INFO`,
//! `UNIT_FIELDS`, `UNIT_NORMS` and `ASSETS` when the file is opened, the others when a search comes to them.
//!
//! | # | section | content |
//! |--:|---|---|
//! | 0 | `INFO` | [`super::LibraryInfo`]: text name, vendor, version, hash · varint build · varint 1 if dated · signed days · varint region + 1 or 0 · list of (text name, list of text aliases) · list of (text name, list of text aliases, list of text against) · list of text own domains · list of (list of text) synonyms · list of 2-byte language · list of varint industry id · varint assets · varint passages · list of rule, left out where there is none |
//! | 1 | `TERMS` | an FST (crate `fst`, map, version 3): folded word or stem → value |
//! | 2 | `SHARED` | list of varint number of a posting list, ascending; one after the other |
//! | 3 | `POSTINGS` | u32 lists · u32 offset of every 16th list, from where the first one begins · posting lists, ordered by stem |
//! | 4 | `UNIT_FIELDS` | one bit per unit, low bits first: it is a summary or a heading |
//! | 5 | `UNIT_NORMS` | one byte per unit: its length in words, stop words left out, as in `norm` |
//! | 6 | `UNIT_SPANS` | one byte per unit: a length in words, as in `norm`, above every position in it |
//! | 7 | `ASSETS` | one row of 46 bytes per asset and a last row that holds only the ends |
//! | 8 | `PASSAGES` | per asset its passages |
//! | 9 | `RECORDS` | per asset its record and its lists |
//! | 10 | `CONTENT` | one byte per unit: of a body what it holds ([`crate::catalogue::Content`]), else 0 |
//!
//! **Value** in `TERMS`: bit 0 set if the key stands in the library as a word (not only as a stem), bit 1 set if
//! bits 2 and up are an offset in `SHARED` (languages stem the word differently), otherwise they are the number of
//! the one posting list.
//!
//! **Keys** in `TERMS` that begin with a control character are no words: U+0001 and a stem, folded: what it means in the
//! library's words (a *translation*); U+0002 and the eight hexadecimal digits of the 32-bit FNV-1a hash of a text's folded
//! words with a blank after each: the text as a *whole*, of titles and of headings that are questions; U+0003 and a folded
//! word: a *stop word* of a title or heading. The last two are terms with posting lists of their own.
//!
//! **Units**, numbered from 0, are what postings point at. Each asset has, in this order and without empty ones:
//! title, summary, tags (free tags, kind label, products, competitors, industries), then for each passage its
//! heading (only where it differs from the heading before) and its body. Every passage has a body, even an
//! empty one: the n-th body of an asset is its n-th passage. So one bit tells a unit's [`Field`] by the one before.
//! A *position* counts a unit's words from 0, stop words too.
//!
//! **Posting list**:
//! ```text
//! list   = varint (4 · bytes of the rest + short) · [short = 0: counts] · block…
//!                                                                 128 units per block, the last has the rest
//! counts = varint (2 · units + more) · [more = 1: varint (units − assets)]
//! block  = [128 units: varint (last unit − expected − 127) · varint bytes of the bits] · bits
//! bits   = units · (frequency − 1 as so many zeros and a one) × n · positions × n
//! ```
//! A *short* list has 1 to 3 units, as *short* says, in as many assets. *expected* is 0 at first, then the last unit of the block before + 1. *Units* are ascending numbers from
//! *expected* on, to the last unit of the index, or, of a full block, the first 127 of them to its last unit − 1.
//! *Positions* of one unit are ascending numbers from 0 to its span − 1. Ascending numbers are written as in
//! `bits`, whose head says how. A frequency is at most 4096.
//!
//! **Row** in `ASSETS`: u32 first unit · u32 first passage · u32 offset in `PASSAGES` · u32 offset of the record
//! and u32 offset of the lists in `RECORDS` · facets: u8 kind · 2 bytes language · u8 audience · u8 flags (1
//! superseded, 2 has a link, and guessed: 4 kind, 8 industries, 16 personas, 32 products, 64 competitors) · i8 priority · u32 personas · u8 seniorities · u8 stages · u8 sizes · u8 regions ·
//! i32 released · i32 updated · i32 expires (days since 1970-01-01, `i32::MIN` = none). Sets are bits by the
//! codes of `catalogue`'s vocabularies.
//!
//! **Passages** of an asset, each: u8 flags (1 speaker notes, 2 a new heading follows, 4 a new block, 8 a start
//! follows) · signed position − position before · [2: text heading] · [4: signed block − block before] · [8: varint
//! start] · varint length. Without a start it is 0 in a new block, otherwise the end of the passage before. Before the
//! first one position, block and end are 0 and the heading is empty.
//!
//! **Record**: text id, title, summary, file, link (empty = none), superseded by (empty = none), version, owner ·
//! varint extent · u8 unit · u8 1 if there is a review date · signed days · list of text tags · list of text
//! inferred. **Lists**: three u8 counts (industries, products, competitors), then a u16 ordinal each, an index
//! into the list of `INFO`.
//!
//! **Rule** in `INFO`:
//! ```text
//! rule  = u8 action (0 pin, 1 boost, 2 bury, 3 exclude) · list of varint asset · list of varint industry id
//!         · list of u8 persona · list of u8 seniority · list of u8 stage · list of u8 size · list of u8 region
//!         · list of 2-byte language · list of text competitor · list of text product
//!         · varint 1 if it has a first day · signed days · varint 1 if it has a last day · signed days
//! ```
//!
//! # `text.bin`
//! ```text
//! file  = magic "PITCHTXT" · u16 version · u16 0 · u32 blocks · entry × blocks · u32 crc of all before · blocks
//! entry = u32 packed length · u32 raw length · u32 crc32 of the packed bytes
//! ```
//! A block is raw deflate of passage texts one after the other, closed once it holds 16 KiB, or 8 where an asset begins, the first one
//! 32 KiB; a passage never crosses blocks. All but the first are deflated as if the last 32 KiB of the first one's texts stood
//! before theirs: words that a library uses everywhere are written once. A block is verified before it is inflated.

/// First bytes of `library.idx`.
pub const MAGIC: &[u8; 8] = b"PITCHIDX";
/// Version of `library.idx`.
pub const VERSION: u16 = 4;
/// First bytes of `text.bin`.
pub const STORED_MAGIC: &[u8; 8] = b"PITCHTXT";
/// Version of `text.bin`.
pub const STORED_VERSION: u16 = 2;

pub(super) const SECTIONS: usize = 11;
pub(super) const SECTION_NAMES: [&str; SECTIONS] = [
    "INFO",
    "TERMS",
    "SHARED",
    "POSTINGS",
    "UNIT_FIELDS",
    "UNIT_NORMS",
    "UNIT_SPANS",
    "ASSETS",
    "PASSAGES",
    "RECORDS",
    "CONTENT",
];
pub(super) const INFO: usize = 0;
pub(super) const TERMS: usize = 1;
pub(super) const SHARED: usize = 2;
pub(super) const POSTINGS: usize = 3;
pub(super) const UNIT_FIELDS: usize = 4;
pub(super) const UNIT_NORMS: usize = 5;
pub(super) const UNIT_SPANS: usize = 6;
pub(super) const ASSETS: usize = 7;
pub(super) const PASSAGES: usize = 8;
pub(super) const RECORDS: usize = 9;
pub(super) const CONTENT: usize = 10;

/// Bytes before the sums of the blocks.
pub(super) const HEAD: usize = 8 + 2 + 2 + SECTIONS * 4;
/// Bytes under one sum.
pub(super) const CHECKED: usize = 4096;

/// Where the sections begin, if they are so long together.
pub(super) const fn start_of_sections(content: usize) -> usize {
    HEAD + content.div_ceil(CHECKED) * 4 + 4
}
/// Bytes of a row in `ASSETS`.
pub(super) const ROW: usize = 46;

pub(super) const PASSAGE_NOTES: u8 = 1;
pub(super) const PASSAGE_HEADING: u8 = 2;
pub(super) const PASSAGE_BLOCK: u8 = 4;
pub(super) const PASSAGE_START: u8 = 8;

/// What a unit is. The numbers are those of the bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Field {
    /// The asset's title.
    Title = 0,
    /// The asset's summary.
    Summary = 1,
    /// Tags, kind label, products, competitors, industries.
    Tags = 2,
    /// The heading of the passages after it.
    Heading = 3,
    /// A passage's text.
    Body = 4,
}

impl Field {
    /// Every field in the order of its number.
    pub const ALL: [Self; 5] = [Self::Title, Self::Summary, Self::Tags, Self::Heading, Self::Body];

    /// The field of the unit that follows one of that field in the same asset (none: it is the first), by its bit.
    pub(super) const fn after(before: Option<Self>, extra: bool) -> Self {
        match (before, extra) {
            (None, _) => Self::Title,
            (Some(Self::Title), true) => Self::Summary,
            (Some(Self::Title), false) | (Some(Self::Summary), _) => Self::Tags,
            (Some(_), true) => Self::Heading,
            (Some(_), false) => Self::Body,
        }
    }
}
