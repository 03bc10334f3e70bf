//! The first pass: BM25F per asset over every posting of the query, filters, counts, and the best few.
//!
//! BM25F (Robertson, Zaragoza, Taylor 2004): a word's frequencies in an asset's fields are weighted and
//! normalised by length per field, added up, and saturated once.

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
        let body = index.body_lengths().iter().map(|l| factor(Field::Body, *l, average)).collect();
        let row = |field: &Field| {
            let mut row = [0.0; 256];
            for (norm, cell) in (0..=255_u8).zip(&mut row) {
                *cell = factor(*field, Index::length(norm), index.average_length(*field));
            }
            row
        };
        let short = Field::ALL.iter().filter(|f| **f != Field::Body).map(row).collect();
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
    for (asset, score) in scores {
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
    let mut matching: Vec<(f32, u32)> =
        score(index, plan, false).into_iter().map(|(asset, score)| (score, asset)).collect();
    keep_best(&mut matching, keep)
}

/// The best of some, ascending by number.
fn keep_best(matching: &mut Vec<(f32, u32)>, keep: usize) -> Vec<AssetOrd> {
    let order = |a: &(f32, u32), b: &(f32, u32)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
    if matching.len() > keep {
        matching.select_nth_unstable_by(keep, order);
        matching.truncate(keep);
    }
    let mut best: Vec<u32> = matching.iter().map(|(_, asset)| *asset).collect();
    best.sort_unstable();
    best.into_iter().map(AssetOrd).collect()
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

/// BM25F of every asset that any word touches; every asset with 0 if the query only filters.
fn score(index: &Index, plan: &Plan, only_filters: bool) -> Vec<(u32, f32)> {
    let factors = FieldFactors::new(index);
    let unit_assets = index.unit_assets();
    let count = index.len();
    let (mut frequency, mut slot_score, mut score) =
        (vec![0.0_f32; count], vec![0.0_f32; count], vec![0.0_f32; count]);
    let (mut touched, mut in_slot, mut in_class) = (Vec::new(), Vec::new(), Vec::new());
    let mut block = Block::default();
    if only_filters {
        return index.assets().map(|asset| (asset.0, 0.0)).collect();
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
            for asset in in_class.drain(..) {
                let at: usize = asset as usize;
                let (Some(sum), Some(best)) = (frequency.get_mut(at), slot_score.get_mut(at)) else {
                    continue;
                };
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
            if let (Some(best), Some(sum)) = (slot_score.get_mut(at), score.get_mut(at)) {
                if *sum == 0.0 {
                    touched.push(asset);
                }
                *sum += *best;
                *best = 0.0;
            }
        }
    }
    touched.sort_unstable();
    touched.dedup();
    touched.into_iter().map(|asset| (asset, score.get(asset as usize).copied().unwrap_or(0.0))).collect()
}

/// Filters, phrases and exclusions.
struct Gate<'q> {
    filters: &'q Filters,
    industries: Vec<u16>,
    products: Vec<u16>,
    excluded: Vec<u32>,
    /// Per phrase the assets that hold it.
    required: Vec<Vec<u32>>,
}

impl<'q> Gate<'q> {
    fn new(index: &Index, query: &'q Query) -> Self {
        let filters = &query.filters;
        let info = index.info();
        let below =
            |i: &crate::catalogue::Industry| i.lineage().any(|above| filters.industries.contains(&above));
        let named = |p: &crate::index::Product| {
            let spelled = std::iter::once(&p.name).chain(&p.aliases);
            spelled.map(|name| fold(name)).any(|name| filters.products.contains(&name))
        };
        let ordinals = |hits: Vec<bool>| {
            (0_u16..).zip(hits).filter(|(_, hit)| *hit).map(|(at, _)| at).collect::<Vec<u16>>()
        };
        let mut excluded: Vec<u32> = query.excluded.iter().flat_map(|words| holding(index, words)).collect();
        excluded.sort_unstable();
        Self {
            filters,
            industries: ordinals(info.industries.iter().map(below).collect()),
            products: ordinals(info.products.iter().map(named).collect()),
            excluded,
            required: query.phrases.iter().map(|words| holding(index, words)).collect(),
        }
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
/// ascending. Words that the library doesn't index are no condition.
fn holding(index: &Index, words: &[Word]) -> Vec<u32> {
    let analyzers = super::plan::analyzers(index);
    let words: Vec<&Word> = words.iter().filter(|w| w.kind != WordKind::Whole).collect();
    let first = words.first().map_or(0, |w| w.position);
    // the places (unit, position of the phrase's first word) that all words so far agree on
    let mut places: Option<Vec<(u32, u32)>> = None;
    for word in words {
        if analyzers.iter().any(|(_, a)| a.is_stop_word(word)) {
            continue;
        }
        let offset = word.position - first;
        let mut here = Vec::new();
        for list in super::plan::lists(index, &analyzers, word) {
            each_place(index, list, |unit, position| {
                if let Some(start) = position.checked_sub(offset) {
                    here.push((unit, start));
                }
            });
        }
        order::sort(&mut here);
        here.dedup();
        places = Some(match places {
            None => here,
            Some(before) => before.into_iter().filter(|p| here.binary_search(p).is_ok()).collect(),
        });
    }
    let units = places.unwrap_or_default();
    let mut assets: Vec<u32> =
        units.iter().filter_map(|(unit, _)| index.unit_assets().get(*unit as usize).copied()).collect();
    assets.dedup();
    assets
}

fn each_place(index: &Index, list: u32, mut place: impl FnMut(u32, u32)) {
    let Some(mut postings) = index.postings(list) else { return };
    let (mut block, mut positions) = (Block::default(), Vec::new());
    while postings.next_block(0, &mut block) {
        if block.positions(index.unit_spans(), &mut positions).is_none() {
            return;
        }
        let mut rest = positions.iter();
        for (unit, times) in block.iter() {
            rest.by_ref().take(times as usize).for_each(|position| place(unit, *position));
        }
    }
}
