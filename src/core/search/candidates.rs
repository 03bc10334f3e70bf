//! The first pass: BM25F per asset over every posting of the query, filters, counts, and the best few.
//!
//! BM25F (Robertson, Zaragoza, Taylor 2004): a word's frequencies in an asset's fields are weighted and
//! normalised by length per field, added up, and saturated once.

use super::expand::{analyzers, each_place, lists};
use super::plan::Plan;
use super::query::{Filters, Query};
use super::weights::*;
use crate::catalogue::{AssetKind, LanguageTag};
use crate::index::format::Field;
use crate::index::{AssetOrd, Block, Index};
use crate::order;
use crate::text::{Word, WordKind, fold};

/// What one occurrence in a unit adds to an asset's frequency.
pub(super) struct FieldFactors<'a> {
    fields: &'a [u8],
    norms: &'a [u8],
    body: Vec<f32>,
    short: Vec<[f32; 256]>,
}

impl<'a> FieldFactors<'a> {
    pub fn new(index: &'a Index) -> Self {
        let factor = |field: Field, length: f32, average: f32| {
            let b = FIELD_LENGTH[field as usize];
            FIELD_WEIGHTS[field as usize] / (1.0 - b + b * length / average)
        };
        let average = index.average_body();
        let mut body = Vec::with_capacity(index.len());
        for length in index.body_lengths() {
            body.push(factor(Field::Body, *length, average));
        }
        let mut short = Vec::new();
        for field in Field::ALL.iter().filter(|field| **field != Field::Body) {
            let mut row = [0.0; 256];
            for (norm, cell) in (0..=255_u8).zip(&mut row) {
                *cell = factor(*field, Index::length(norm), index.average_length(*field));
            }
            short.push(row);
        }
        Self { fields: index.unit_fields(), norms: index.unit_norms(), body, short }
    }

    /// Of that unit, which belongs to that asset.
    #[inline]
    pub fn of(&self, unit: u32, asset: u32) -> f32 {
        let unit = unit as usize;
        let field = self.fields.get(unit).copied().unwrap_or(Field::Body as u8);
        match self.short.get(usize::from(field)) {
            Some(row) => self.norms.get(unit).and_then(|n| row.get(usize::from(*n))).copied().unwrap_or(0.0),
            None => self.body.get(asset as usize).copied().unwrap_or(0.0),
        }
    }
}

/// The first pass's outcome.
pub(super) struct Found {
    /// The best assets, ascending by number.
    pub best: Vec<AssetOrd>,
    pub total: usize,
    pub kinds: Vec<(AssetKind, u32)>,
    pub languages: Vec<(LanguageTag, u32)>,
}

pub(super) fn find(index: &Index, query: &Query, plan: &Plan, limit: usize) -> Found {
    let only_filters = query.words.is_empty() && !query.filters.is_empty();
    let scores = score(index, plan, only_filters);
    let gate = Gate::new(index, query);
    let (mut kinds, mut languages) = (Vec::new(), Vec::new());
    let mut matching: Vec<(f32, u32)> = Vec::new();
    let most = scores.iter().map(|(.., held)| *held).fold(0.0, f32::max);
    let enough = most * if plan.slots.len() > FEW_SLOTS { ENOUGH_OF_MANY } else { ENOUGH };
    for (asset, score, held) in scores {
        if held < enough {
            continue;
        }
        let Some(facets) = index.facets(AssetOrd(asset)) else { continue };
        if !gate.passes(index, asset) {
            continue;
        }
        count(&mut kinds, facets.kind);
        count(&mut languages, facets.language);
        let asked = if plan.kinds.contains(&facets.kind) { ASKED_KIND * plan.rarest() } else { 0.0 };
        matching.push((score + asked, asset));
    }
    let total = matching.len();
    let best = keep_best(&mut matching, CANDIDATES.max(limit));
    Found { best, total, kinds, languages }
}

/// The best assets for a plan without conditions, ascending by number.
pub(super) fn best(index: &Index, plan: &Plan, keep: usize) -> Vec<AssetOrd> {
    let mut matching: Vec<(f32, u32)> = Vec::new();
    for (asset, score, _) in score(index, plan, false) {
        matching.push((score, asset));
    }
    keep_best(&mut matching, keep)
}

/// The best of some, ascending by number. Of many only those are sorted whose score, counted out in steps, may be among the
/// best.
fn keep_best(matching: &mut Vec<(f32, u32)>, keep: usize) -> Vec<AssetOrd> {
    const STEPS: usize = 256;
    if matching.len() > keep {
        let most = matching.iter().map(|(score, _)| *score).fold(f32::MIN_POSITIVE, f32::max);
        let step = |score: f32| ((score / most * STEPS as f32) as usize).min(STEPS - 1);
        let mut counts = [0_usize; STEPS];
        for (score, _) in matching.iter() {
            if let Some(count) = counts.get_mut(step(*score)) {
                *count += 1;
            }
        }
        let (mut lowest, mut above) = (STEPS, 0);
        for count in counts.iter().rev() {
            if above >= keep {
                break;
            }
            above += count;
            lowest -= 1;
        }
        matching.retain(|(score, _)| step(*score) >= lowest);
        order::sort_by(matching, |a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        matching.truncate(keep);
    }
    order::sort_by_key(matching, |(_, asset)| *asset);
    let mut best = Vec::with_capacity(matching.len());
    for (_, asset) in matching {
        best.push(AssetOrd(*asset));
    }
    best
}

/// Adds one to an item's number. The few there are stay ascending.
fn count<T: Copy + Ord>(numbers: &mut Vec<(T, u32)>, item: T) {
    match numbers.binary_search_by(|(other, _)| other.cmp(&item)) {
        Ok(at) => {
            if let Some((_, number)) = numbers.get_mut(at) {
                *number += 1;
            }
        }
        Err(at) => numbers.insert(at, (item, 1)),
    }
}

/// BM25F of every asset that any word touches, and how much of what is asked it holds; every asset with 0 if the query only
/// filters.
fn score(index: &Index, plan: &Plan, only_filters: bool) -> Vec<(u32, f32, f32)> {
    let factors = FieldFactors::new(index);
    let unit_assets = index.unit_assets();
    let count = index.len();
    let (mut frequency, mut slot_score, mut score) =
        (vec![0.0_f32; count], vec![0.0_f32; count], vec![0.0_f32; count]);
    let (mut slot_held, mut held) = (vec![0.0_f32; count], vec![0.0_f32; count]);
    let (mut in_slot, mut in_class) = (Vec::new(), Vec::new());
    let mut block = Block::default();
    if only_filters {
        return index.assets().map(|asset| (asset.0, 0.0, 0.0)).collect();
    }
    for slot in &plan.slots {
        for class in &slot.classes {
            for list in &class.lists {
                let Some(mut postings) = index.postings(*list) else { continue };
                while postings.next_block(0, &mut block) {
                    for (unit, times) in block.iter() {
                        let Some(asset) = unit_assets.get(unit as usize).copied() else { continue };
                        let Some(sum) = frequency.get_mut(asset as usize) else { continue };
                        if *sum == 0.0 {
                            in_class.push(asset);
                        }
                        *sum += factors.of(unit, asset) * times as f32;
                    }
                }
            }
            let full = class.weight * class.rarity * slot.weight;
            let likeness = class.weight.max(LIKE_ENOUGH) * slot.telling();
            for asset in in_class.drain(..) {
                let at: usize = asset as usize;
                let (Some(sum), Some(best), Some(most)) =
                    (frequency.get_mut(at), slot_score.get_mut(at), slot_held.get_mut(at))
                else {
                    continue;
                };
                *most = most.max(likeness);
                let value = full * *sum / (K1 + *sum);
                *sum = 0.0;
                if *best == 0.0 {
                    in_slot.push(asset);
                }
                *best = best.max(value);
            }
        }
        for asset in in_slot.drain(..) {
            let at: usize = asset as usize;
            if let (Some(most), Some(held)) = (slot_held.get_mut(at), held.get_mut(at)) {
                *held += std::mem::take(most);
            }
            if let (Some(best), Some(sum)) = (slot_score.get_mut(at), score.get_mut(at)) {
                *sum += *best;
                *best = 0.0;
            }
        }
    }
    let mut found = Vec::new();
    for (asset, (score, held)) in (0..).zip(score.into_iter().zip(held)) {
        if score > 0.0 {
            found.push((asset, score, held));
        }
    }
    found
}

/// Filters, phrases and exclusions.
struct Gate<'q> {
    filters: &'q Filters,
    industries: Vec<u16>,
    products: Vec<u16>,
    excluded: Vec<u32>,
    /// Per phrase that is a condition the assets that hold it.
    required: Vec<Vec<u32>>,
}

impl<'q> Gate<'q> {
    fn new(index: &Index, query: &'q Query) -> Self {
        let filters = &query.filters;
        let info = index.info();
        let (mut industries, mut products) = (Vec::new(), Vec::new());
        for (at, industry) in (0..).zip(&info.industries) {
            if industry.lineage().any(|above| filters.industries.contains(&above)) {
                industries.push(at);
            }
        }
        for (at, product) in (0..).zip(&info.products) {
            let mut spelled = std::iter::once(&product.name).chain(&product.aliases);
            if spelled.any(|name| filters.products.contains(&fold(name))) {
                products.push(at);
            }
        }
        let (mut excluded, mut required) = (Vec::new(), Vec::new());
        for words in &query.excluded {
            excluded.extend(holding(index, words).unwrap_or_default());
        }
        order::sort(&mut excluded);
        for words in &query.phrases {
            required.extend(holding(index, words));
        }
        Self { filters, industries, products, excluded, required }
    }

    fn passes(&self, index: &Index, asset: u32) -> bool {
        let ord = AssetOrd(asset);
        let Some(facets) = index.facets(ord) else { return false };
        let filters = self.filters;
        (filters.kinds.is_empty() || filters.kinds.contains(&facets.kind))
            && (filters.languages.is_empty() || filters.languages.contains(&facets.language))
            && (filters.industries.is_empty() || index.industries(ord).any(|i| self.industries.contains(&i)))
            && (filters.products.is_empty() || index.products(ord).any(|p| self.products.contains(&p)))
            && self.excluded.binary_search(&asset).is_err()
            && self.required.iter().all(|holding| holding.binary_search(&asset).is_ok())
    }
}

/// The assets in which the words stand side by side (stop words may stand between where they were said),
/// ascending. `None` where all are stop words, which are no condition.
fn holding(index: &Index, words: &[Word]) -> Option<Vec<u32>> {
    let analyzers = analyzers(index);
    let mut words = words.iter().filter(|w| w.kind != WordKind::Whole).peekable();
    let first = words.peek().map_or(0, |w| w.position);
    // the places (unit, position of the phrase's first word) that all words so far agree on
    let mut places: Option<Vec<(u32, u32)>> = None;
    for word in words {
        if analyzers.iter().any(|(_, a)| a.is_stop_word(word)) {
            continue;
        }
        let offset = word.position - first;
        let mut here = Vec::new();
        for list in lists(index, &analyzers, word) {
            each_place(index, list, &mut |unit, position| {
                if let Some(start) = position.checked_sub(offset) {
                    here.push((unit, start));
                }
            });
        }
        order::sort(&mut here);
        here.dedup();
        places = Some(match places {
            None => here,
            Some(mut before) => {
                before.retain(|place| here.binary_search(place).is_ok());
                before
            }
        });
    }
    let mut assets: Vec<u32> = Vec::new();
    for (unit, _) in places? {
        assets.extend(index.unit_assets().get(unit as usize));
    }
    assets.dedup();
    Some(assets)
}
