//! A long free text (a page's visible text) against the library's passages.

use super::math::rarity;
use super::plan::{analyzers, lists};
use super::weights::*;
use crate::index::format::Field;
use crate::index::{AssetOrd, Block, Index};
use crate::order;
use crate::text::words;

/// The assets most like `text`, best first, each with a likeness above 0 and below 1: BM25 of the text's most telling
/// words against the asset's best passage and the best of title, summary and tags, as a share of what a passage with all
/// of them would get. Reads the first 20,000 characters.
pub fn text_similarity(index: &Index, text: &str, limit: usize) -> Vec<(AssetOrd, f32)> {
    let end = text.char_indices().nth(SIMILAR_CHARS).map_or(text.len(), |(at, _)| at);
    let terms = telling(index, text.get(..end).unwrap_or_default());
    let ideal = terms.iter().fold(0.0, |sum, term| sum + term.1);
    if ideal <= 0.0 {
        return Vec::new();
    }
    let mut scores = vec![0.0_f32; index.units()];
    let (fields, norms) = (index.unit_fields(), index.unit_norms());
    let average = index.average_length(Field::Body);
    let mut block = Block::default();
    for (list, weight) in &terms {
        let Some(mut postings) = index.postings(*list) else { continue };
        while postings.next_block(0, &mut block) {
            for (unit, times) in block.iter() {
                let at = unit as usize;
                let Some(score) = scores.get_mut(at) else { continue };
                let length = Index::length(norms.get(at).copied().unwrap_or(0)) / average;
                let norm = PASSAGE_K1 * (1.0 - PASSAGE_LENGTH + PASSAGE_LENGTH * length);
                *score += weight * times as f32 / (times as f32 + norm);
            }
        }
    }
    // An asset's best passage, and part of what its title, summary and tags say.
    let mut best = vec![(0.0_f32, 0.0_f32); index.len()];
    for ((score, asset), field) in scores.iter().zip(index.unit_assets()).zip(fields) {
        if let Some((passage, about)) = best.get_mut(*asset as usize) {
            if *field == Field::Body as u8 {
                *passage = passage.max(*score);
            } else {
                *about = about.max(*score);
            }
        }
    }
    let best =
        best.into_iter().map(|(passage, about)| SIMILAR_ABOUT * about + (1.0 - SIMILAR_ABOUT) * passage);
    let mut found: Vec<(AssetOrd, f32)> =
        (0..).map(AssetOrd).zip(best).filter(|(_, s)| *s > 0.0).map(|(a, s)| (a, s / ideal)).collect();
    order::sort_by(&mut found, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    found.truncate(limit);
    found
}

/// The posting lists of the text's most telling words, with their weight: frequency in the text, saturated,
/// times rarity.
fn telling(index: &Index, text: &str) -> Vec<(u32, f32)> {
    let analyzers = analyzers(index);
    let mut all: Vec<_> =
        words(text).into_iter().filter(|word| !analyzers.iter().any(|(_, a)| a.is_stop_word(word))).collect();
    order::sort_by(&mut all, |a, b| a.folded().cmp(b.folded()));
    let mut found: Vec<u32> = Vec::new();
    for same in all.chunk_by(|a, b| a.folded() == b.folded()) {
        let of_word = same.first().map(|word| lists(index, &analyzers, word)).unwrap_or_default();
        same.iter().for_each(|_| found.extend_from_slice(&of_word));
    }
    found.sort_unstable();
    let weigh = |same: &[u32]| {
        let (list, count) = (*same.first()?, same.len() as f32);
        let units = index.postings(list)?.units();
        Some((list, rarity(units, index.units()) * count / (count + K1)))
    };
    let mut terms: Vec<(u32, f32)> = found.chunk_by(u32::eq).filter_map(weigh).collect();
    order::sort_by(&mut terms, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    terms.truncate(SIMILAR_WORDS);
    terms
}
