//! Any byte changed or cut gives an error: never a panic, a hang or an asset that was not there.

use pitchside_core::catalogue::{Asset, AssetKind, Passage};
use pitchside_core::index::{BuiltIndex, Index, IndexBuilder, IndexError, LibraryInfo, StoredText};
use pitchside_core::search::{Asked, Query, emphasis, highlight, relevance, search};
use proptest::prelude::*;

fn small() -> BuiltIndex {
    let mut builder = IndexBuilder::new(LibraryInfo { name: "small".into(), ..LibraryInfo::default() });
    for n in 0..3 {
        let asset = Asset::new(format!("a{n}"), format!("Title {n} of the library"), AssetKind::Faq);
        let passage = Passage {
            position: 1,
            text: format!("Passage number {n} answers a question."),
            ..Passage::default()
        };
        builder.add(asset, vec![passage]).unwrap();
    }
    builder.finish().unwrap()
}

/// Opened and read to the last byte.
fn opened(bytes: Vec<u8>) -> Result<Index, IndexError> {
    let index = Index::open(bytes)?;
    index.verify().map(|()| index)
}

#[test]
fn every_changed_byte_of_the_index_is_an_error() {
    let bytes = small().index;
    for at in 0..bytes.len() {
        for change in [0x01, 0x80, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] ^= change;
            assert!(opened(damaged).is_err(), "byte {at} changed by {change:#x}");
        }
    }
}

#[test]
fn every_cut_and_every_longer_index_is_an_error() {
    let bytes = small().index;
    for length in 0..bytes.len() {
        assert!(Index::open(bytes[..length].to_vec()).is_err(), "cut at {length}");
    }
    assert!(Index::open([bytes, vec![0]].concat()).is_err());
}

#[test]
fn every_changed_or_cut_byte_of_the_stored_text_is_an_error() {
    let bytes = small().stored;
    let fails = |bytes: Vec<u8>| match StoredText::open(bytes) {
        Err(_) => true,
        Ok(stored) => (0..stored.len() as u32).any(|block| stored.block(block).is_err()),
    };
    assert!(!fails(bytes.clone()));
    for at in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[at] ^= 0x5A;
        assert!(fails(damaged), "byte {at}");
        assert!(fails(bytes[..at].to_vec()), "cut at {at}");
    }
}

proptest! {
    #[test]
    fn any_bytes_at_all_are_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        prop_assert!(Index::open(bytes.clone()).is_err());
        prop_assert!(StoredText::open(bytes).is_err());
    }

    #[test]
    fn any_bytes_after_a_right_beginning_are_an_error(bytes in proptest::collection::vec(any::<u8>(), 0..400)) {
        let start = |from: &[u8]| [&from[..12], bytes.as_slice()].concat();
        prop_assert!(Index::open(start(&small().index)).is_err());
        prop_assert!(StoredText::open(start(&small().stored)).is_err());
    }
}

/// The crc32 of `format`, bit by bit: a forger has it too.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// The same file with right sums.
fn forged(mut bytes: Vec<u8>) -> Vec<u8> {
    const HEAD: usize = 52;
    let length = |at: usize| u32::from_le_bytes(bytes[at..at + 4].try_into().unwrap()) as usize;
    let content: usize = (0..10).map(|section| length(12 + 4 * section)).sum();
    let blocks = content.div_ceil(4096);
    let sums_end = HEAD + 4 * blocks;
    if bytes.len() != sums_end + 4 + content {
        return bytes;
    }
    let sums: Vec<u8> = bytes[sums_end + 4..].chunks(4096).flat_map(|b| crc(b).to_le_bytes()).collect();
    bytes[HEAD..sums_end].copy_from_slice(&sums);
    let head = crc(&bytes[..sums_end]);
    bytes[sums_end..sums_end + 4].copy_from_slice(&head.to_le_bytes());
    bytes
}

/// Does with an index all that can be done with one.
fn use_up(bytes: Vec<u8>) {
    let Ok(index) = Index::open(bytes) else { return };
    for query in
        ["title library", "pasage numbr", "\"answers a question\" -three", "kind:faq", "titlelibrary"]
    {
        let answer = search(&index, &Query::parse(query).typing(), 10);
        for hit in &answer.hits {
            let _ = (index.asset(hit.asset), index.id(hit.asset), index.title(hit.asset));
            hit.passages.iter().for_each(|p| drop(index.passage(p.passage)));
        }
        highlight(&index, "Passage number 2 answers.", &answer.terms);
    }
    relevance(&index, &[Asked { text: "Passage number one answers the question of a library", weight: 1.0 }]);
    emphasis(&index, &[("bank", 1.0), ("week", 1.0)]);
    for asset in index.assets() {
        let _ = (index.asset(asset), index.facets(asset), index.passage_refs(asset).count());
        let _ = (index.products(asset).count(), index.competitors(asset).count());
    }
}

#[test]
fn every_forged_byte_is_survived() {
    let bytes = small().index;
    assert!(Index::open(forged(bytes.clone())).is_ok());
    for at in 12..bytes.len() {
        for change in [0x01, 0x7F, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] ^= change;
            use_up(forged(damaged));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]
    #[test]
    fn any_forgery_is_survived(changes in proptest::collection::vec((any::<proptest::sample::Index>(), any::<u8>()), 1..12)) {
        let mut bytes = small().index;
        for (at, byte) in changes {
            let at = 52 + at.index(bytes.len() - 52);
            bytes[at] = byte;
        }
        use_up(forged(bytes));
    }
}
