//! What is known of a buyer, asked as one query: several texts, each with its weight.
//!
//! The same search that reps use (BM25F, synonyms, passages, nearness), with two differences. A page is no question: words
//! that the library does not know are not corrected to others. And a long text is worth no less than a short one: of each
//! text its most telling words are asked, and what an asset gets is compared with the best one.

use super::answer::{How, Why};
use super::expand::{analyzers, lists};
use super::plan::{Plan, Slot};
use super::query::Asked;
use super::weights::*;
use super::{candidates, details};
use crate::index::format::Field;
use crate::index::{AssetOrd, Block, Index};
use crate::order;
use crate::text::words;

/// An asset that answers what was asked.
#[derive(Clone, Debug, PartialEq)]
pub struct Relevant {
    /// Which asset.
    pub asset: AssetOrd,
    /// Above 0; comparable within one answer only.
    pub score: f32,
    /// The words that give it most, best first, as asked (folded); at most three. Those by which the library itself names a piece
    /// go before all others: that one speaks of “took” tells a rep nothing.
    pub words: Vec<String>,
}

/// What the library answers to all of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Relevance {
    /// Best first.
    pub assets: Vec<Relevant>,
    /// The best score of all; 0 without any.
    pub best: f32,
    /// Different words that were asked and that carry content, known to the library or not.
    pub asked: usize,
}

impl Relevance {
    /// How well the best asset covers what was asked: its score by word, where a few words prove little. 0 = nothing is
    /// covered; an asset that holds every word reaches 2 and more.
    pub fn coverage(&self) -> f32 {
        self.best / (self.asked.min(RELEVANT_WORDS) as f32 + FEW_WORDS)
    }

    /// An asset's answer, if it has one.
    pub fn of(&self, asset: AssetOrd) -> Option<&Relevant> {
        self.assets.iter().find(|relevant| relevant.asset == asset)
    }
}

/// Asks the texts together; those that weigh most come first, and a word counts where it weighs most.
pub fn relevance(index: &Index, asked: &[Asked<'_>]) -> Relevance {
    let (plan, count) = Plan::of_texts(index, asked);
    if plan.slots.is_empty() {
        return Relevance { asked: count, ..Relevance::default() };
    }
    let best = candidates::best(index, &plan, RELEVANT_ASSETS);
    let hits = details::rank(index, &plan, &best, RELEVANT_ASSETS);
    let mut subjects: Vec<&str> = Vec::new();
    for slot in &plan.slots {
        if is_subject(index, slot) {
            subjects.push(&slot.word);
        }
    }
    let mut assets: Vec<Relevant> = Vec::with_capacity(hits.len());
    let mut highest = 0.0_f32;
    for hit in hits {
        highest = highest.max(hit.score);
        let mut found: Vec<(f32, String)> = Vec::new();
        for part in hit.explanation.parts {
            if let Why::Word { typed, how } = part.why
                && how != How::Synonym
            {
                found.push((part.value, typed));
            }
        }
        let subject = |word: &str| subjects.contains(&word);
        if found.iter().any(|(_, word)| subject(word)) {
            found.retain(|(_, word)| subject(word));
        }
        order::sort_by(&mut found, |a, b| b.0.total_cmp(&a.0));
        found.truncate(WORDS_NAMED);
        let mut words = Vec::new();
        for (_, word) in found {
            words.push(word);
        }
        assets.push(Relevant { asset: hit.asset, score: hit.score, words });
    }
    Relevance { assets, best: highest, asked: count }
}

/// Whether a word stands in the title or a tag of a piece.
fn is_subject(index: &Index, slot: &Slot) -> bool {
    let fields = index.unit_fields();
    let mut block = Block::default();
    for list in slot.classes.first().map(|class| class.lists.as_slice()).unwrap_or_default() {
        let Some(mut postings) = index.postings(*list) else { continue };
        while postings.next_block(0, &mut block) {
            for (unit, _) in block.iter() {
                let field = fields.get(unit as usize).copied();
                if [Field::Title, Field::Tags].iter().any(|name| field == Some(*name as u8)) {
                    return true;
                }
            }
        }
    }
    false
}

/// How much of each asset's text words are, and how much of the library's.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Emphasis {
    /// By asset: the words' share of its text, a word in the title counting five times; 0 to about 1.
    pub assets: Vec<f32>,
    /// Their share of all passages together.
    pub library: f32,
}

/// How much a library and each of its assets speak of some words, each with its weight. A share of the text rather than a
/// BM25 score: a piece *about* finance says its words again and again, however common they are in the library.
pub fn emphasis(index: &Index, words_and_weights: &[(&str, f32)]) -> Emphasis {
    let mut assets = vec![0.0_f32; index.len()];
    let analyzers = analyzers(index);
    let (units, fields) = (index.unit_assets(), index.unit_fields());
    let mut all = 0.0_f32;
    let mut block = Block::default();
    let mut seen: Vec<u32> = Vec::new();
    for (text, weight) in words_and_weights {
        for word in words(text) {
            for list in lists(index, &analyzers, &word) {
                if seen.contains(&list) {
                    continue;
                }
                seen.push(list);
                let Some(mut postings) = index.postings(list) else { continue };
                while postings.next_block(0, &mut block) {
                    for (unit, times) in block.iter() {
                        let field = fields.get(unit as usize).copied().unwrap_or(Field::Body as u8);
                        let asset = units.get(unit as usize).copied().unwrap_or(u32::MAX);
                        let Some(sum) = assets.get_mut(asset as usize) else { continue };
                        let times = times as f32 * weight;
                        if field == Field::Title as u8 {
                            *sum += times * TITLE_EMPHASIS;
                        } else {
                            *sum += times;
                            all += times;
                        }
                    }
                }
            }
        }
    }
    let title = TITLE_EMPHASIS * index.average_length(Field::Title) + SHORT_TEXT;
    let (mut total, lengths) = (1.0_f32, index.body_lengths());
    for (sum, length) in assets.iter_mut().zip(lengths) {
        *sum /= length + title;
        total += length;
    }
    Emphasis { assets, library: all / total }
}
