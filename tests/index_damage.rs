//! Any byte changed or cut gives an error: never a panic, a hang or an asset that was not there.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that can’t go on says so by panicking

use pitchside::catalogue::{Asset, AssetKind, Passage};
use pitchside::index::{BuiltIndex, Index, IndexBuilder, LibraryInfo, StoredText};
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

#[test]
fn every_changed_byte_of_the_index_is_an_error() {
    let bytes = small().index;
    for at in 0..bytes.len() {
        for change in [0x01, 0x80, 0xFF] {
            let mut damaged = bytes.clone();
            damaged[at] ^= change;
            assert!(Index::open(damaged).is_err(), "byte {at} changed by {change:#x}");
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
