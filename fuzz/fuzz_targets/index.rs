//! Any bytes as `library.idx` or `text.bin`, with their checksums made right: whatever is in them, opening, searching
//! and showing must end with answers or errors.
#![no_main]

use pitchside_core::index::{Index, StoredText, format};
use libfuzzer_sys::fuzz_target;
use pitchside_core::search::{Asked, Query, emphasis, highlight, relevance, search};

const SECTIONS: usize = 10;
const HEAD: usize = 12 + SECTIONS * 4;
const BLOCK: usize = 4096;
const QUERIES: [&str; 6] =
    ["carbon slide 217", "carbn", "\"kept its figures\" -bericht", "kind:case-study", "data ta", "prüfung"];

fuzz_target!(|data: &[u8]| {
    if data.starts_with(format::STORED_MAGIC) {
        stored(data);
    } else if let Some(file) = file(data) {
        index(file);
    }
});

/// CRC-32 (IEEE), bit by bit.
fn crc(bytes: &[u8]) -> u32 {
    !bytes.iter().fold(u32::MAX, |crc, byte| {
        (0..8).fold(crc ^ u32::from(*byte), |crc, _| (crc >> 1) ^ (0xedb8_8320 & (crc & 1).wrapping_neg()))
    })
}

/// An index of the input's sections: lengths as they stand, as far as there are bytes, and right sums.
fn file(data: &[u8]) -> Option<Vec<u8>> {
    let lengths = data.get(12..HEAD)?.chunks(4);
    let mut lengths: Vec<usize> =
        lengths.map(|b| u32::from_le_bytes(b.try_into().unwrap()) as usize).collect();
    let said: usize = lengths.iter().sum();
    let content = data.get(HEAD + said.div_ceil(BLOCK).min(data.len()) * 4 + 4..)?;
    let mut left = content.len();
    for length in &mut lengths {
        *length = left.min(*length);
        left -= *length;
    }
    lengths[SECTIONS - 1] += left;
    let mut file = format::MAGIC.to_vec();
    file.extend(format::VERSION.to_le_bytes());
    file.extend((SECTIONS as u16).to_le_bytes());
    lengths.iter().for_each(|length| file.extend((*length as u32).to_le_bytes()));
    content.chunks(BLOCK).for_each(|block| file.extend(crc(block).to_le_bytes()));
    file.extend(crc(&file).to_le_bytes());
    file.extend(content);
    Some(file)
}

fn index(file: Vec<u8>) {
    let Ok(index) = Index::open(file) else { return };
    for text in QUERIES {
        let answer = search(&index, &Query::parse(text).typing(), 10);
        for hit in &answer.hits {
            let _ = index.asset(hit.asset);
            hit.passages.iter().for_each(|hit| drop(index.passage(hit.passage)));
        }
        highlight(&index, text, &answer.terms);
    }
    relevance(&index, &[Asked { text: "The bank reports carbon from its ledger in one week", weight: 1.0 }]);
    emphasis(&index, &[("bank", 1.0), ("week", 1.0)]);
    for asset in index.assets() {
        let _ = (index.asset(asset), index.facets(asset), index.passage_refs(asset).count());
        let _ = (index.industries(asset).count(), index.products(asset).count());
    }
    let _ = index.verify();
}

/// `text.bin` with a right sum over its table and over each block.
fn stored(data: &[u8]) {
    let mut file = data.to_vec();
    let count = file.get(12..16).map_or(0, |b| u32::from_le_bytes(b.try_into().unwrap()) as usize);
    let end = 16 + count.min(data.len()) * 12;
    let mut at = end + 4;
    for entry in 0..count.min(data.len()) {
        let entry = 16 + entry * 12;
        let Some(length) = file.get(entry..entry + 4) else { break };
        let length = u32::from_le_bytes(length.try_into().unwrap()) as usize;
        let Some(sum) = file.get(at..at.saturating_add(length)).map(crc) else { break };
        if let Some(slot) = file.get_mut(entry + 8..entry + 12) {
            slot.copy_from_slice(&sum.to_le_bytes());
        }
        at += length;
    }
    if let Some(sum) = file.get(..end).map(crc)
        && let Some(slot) = file.get_mut(end..end + 4)
    {
        slot.copy_from_slice(&sum.to_le_bytes());
    }
    let Ok(stored) = StoredText::open(file) else { return };
    for block in 0..stored.len().min(64) as u32 {
        let _ = stored.block(block);
        let address = index::TextAddress { block, start: 3, length: 20 };
        let _ = stored.text(address);
    }
}
