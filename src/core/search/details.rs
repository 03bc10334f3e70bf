//! The second pass: for the best assets of the first one, their passages, how near the words stand, and the
//! final score with its parts.

use super::answer::{Explanation, Hit, How, Part, PassageHit, Why};
use super::candidates::FieldFactors;
use super::plan::{Plan, Slot};
use super::weights::*;
use crate::catalogue::Content;
use crate::index::format::Field;
use crate::index::{AssetOrd, Block, Index, PassageOrd};
use crate::order;
use crate::text::Language;
use std::ops::Range;

/// An asset being looked at and where its units are in the buffers.
struct Candidate {
    asset: AssetOrd,
    units: Range<u32>,
    base: usize,
    /// Per slot: score and how the word was found.
    slots: Vec<(f32, How)>,
}

/// A word's occurrence: unit's place in the buffers, position in the unit.
type Place = (u32, u32);

struct Detail<'a> {
    index: &'a Index,
    norms: &'a [u8],
    factors: FieldFactors<'a>,
    candidates: Vec<Candidate>,
    /// Per unit in the buffers, of bodies alone: passage score so far, and how much of the question it holds.
    passages: Vec<f32>,
    held: Vec<f32>,
    /// What nearness adds.
    nearness: Vec<f32>,
    /// Per unit: frequency of the class at hand, best score of the slot at hand.
    frequency: Vec<f32>,
    slot: Vec<f32>,
    /// How nearly the word that gave it is the one that was asked for: its class's weight.
    likeness: Vec<f32>,
    average: f32,
    expected: Content,
    asked: f32,
}

pub(super) fn rank(index: &Index, plan: &Plan, best: &[AssetOrd], limit: usize) -> Vec<Hit> {
    let mut base = 0;
    let mut candidates = Vec::with_capacity(best.len());
    for asset in best {
        let units = index.asset_units(*asset);
        let count = units.len();
        candidates.push(Candidate {
            asset: *asset,
            units,
            base,
            slots: Vec::with_capacity(plan.slots.len()),
        });
        base += count;
    }
    let mut detail = Detail {
        index,
        norms: index.unit_norms(),
        factors: FieldFactors::new(index),
        candidates,
        passages: vec![0.0; base],
        held: vec![0.0; base],
        nearness: vec![0.0; base],
        frequency: vec![0.0; base],
        slot: vec![0.0; base],
        likeness: vec![0.0; base],
        average: index.average_length(Field::Body),
        expected: plan.expected,
        asked: plan.asked(),
    };
    let mut before: Option<(&Slot, Vec<Place>)> = None;
    for slot in &plan.slots {
        let places = detail.slot(slot);
        if let Some((first, first_places)) = before.as_ref().filter(|_| !slot.joined) {
            detail.near(first, first_places, slot, &places);
        }
        before = Some((slot, places));
    }
    let mut hits = Vec::with_capacity(best.len());
    for candidate in &detail.candidates {
        hits.push(detail.hit(plan, candidate));
    }
    order::sort_by(&mut hits, |a, b| b.score.total_cmp(&a.score).then(a.asset.cmp(&b.asset)));
    hits.truncate(limit);
    hits
}

impl Detail<'_> {
    /// Adds one word's scores everywhere and gives its places back, ascending.
    fn slot(&mut self, slot: &Slot) -> Vec<Place> {
        let mut places = Vec::new();
        for candidate in &mut self.candidates {
            candidate.slots.push((0.0, How::Exact));
        }
        for class in &slot.classes {
            for list in &class.lists {
                self.collect(*list, &mut places);
            }
            let full = class.weight * slot.weight;
            for candidate in &mut self.candidates {
                let mut sum = 0.0;
                for (unit, at) in candidate.units.clone().zip(candidate.base..) {
                    let Some(times) = self.frequency.get_mut(at).filter(|t| **t > 0.0) else { continue };
                    sum += self.factors.of(unit, candidate.asset.0) * *times;
                    let norm = self.norms.get(unit as usize).copied().unwrap_or(0);
                    let length = 1.0 - PASSAGE_LENGTH + PASSAGE_LENGTH * Index::length(norm) / self.average;
                    let value = full * class.unit_rarity * *times / (*times + PASSAGE_K1 * length);
                    *times = 0.0;
                    if let (Some(best), Some(likeness)) = (self.slot.get_mut(at), self.likeness.get_mut(at)) {
                        *best = best.max(value);
                        *likeness = likeness.max(class.weight.max(LIKE_ENOUGH));
                    }
                }
                let value = full * class.rarity * sum / (K1 + sum);
                if let Some(best) = candidate.slots.last_mut().filter(|best| value > best.0) {
                    *best = (value, class.how);
                }
            }
        }
        self.passages_of(slot);
        order::sort(&mut places);
        places.dedup();
        places
    }

    /// Adds what the slot's word is worth in each body: where it stands there, else some of what it is in the headings above
    /// or in the title and tags of the piece, which a passage is read with.
    fn passages_of(&mut self, slot: &Slot) {
        let fields = self.index.unit_fields();
        let telling = slot.telling();
        for candidate in &self.candidates {
            let (mut around, mut heading) = (0.0_f32, 0.0_f32);
            let (mut around_like, mut heading_like) = (0.0_f32, 0.0_f32);
            let mut has_text = false;
            for (unit, at) in candidate.units.clone().zip(candidate.base..) {
                let (Some(value), Some(like)) = (self.slot.get_mut(at), self.likeness.get_mut(at)) else {
                    continue;
                };
                let (value, like) = (std::mem::take(value), std::mem::take(like));
                match fields.get(unit as usize).copied().unwrap_or_default() {
                    field if field == Field::Body as u8 => {
                        has_text = true;
                        let full = value.max(HEADING_SHARE * heading).max(AROUND_SHARE * around);
                        if let (Some(total), Some(held)) = (self.passages.get_mut(at), self.held.get_mut(at))
                        {
                            *total += full + BOTH * value.min(heading);
                            *held += telling * like.max(heading_like).max(around_like);
                        }
                    }
                    field if field == Field::Heading as u8 => {
                        (heading, heading_like) = (value, like);
                    }
                    _ => (around, around_like) = (around.max(value), around_like.max(like)),
                }
            }
            // Of a piece that is only a link, title, tags and summary are all there is to answer.
            if !has_text && let Some(held) = self.held.get_mut(candidate.base) {
                *held += telling * around_like;
            }
        }
    }

    /// Frequencies and places of one posting list in the candidates' units.
    fn collect(&mut self, list: u32, places: &mut Vec<Place>) {
        let Some(mut postings) = self.index.postings(list) else { return };
        let (mut block, mut positions) = (Block::default(), Vec::new());
        let mut candidates = self.candidates.iter().peekable();
        while let Some(target) = candidates.peek().map(|c| c.units.start)
            && postings.next_block(target, &mut block)
        {
            if block.positions(self.index.unit_spans(), &mut positions).is_none() {
                return;
            }
            let mut rest = positions.iter();
            for (unit, times) in block.iter() {
                let here = rest.by_ref().take(times as usize);
                while candidates.peek().is_some_and(|c| c.units.end <= unit) {
                    candidates.next();
                }
                let candidate = candidates.peek().filter(|c| c.units.start <= unit);
                let Some(candidate) = candidate else {
                    here.for_each(drop);
                    continue;
                };
                let at = candidate.base + (unit - candidate.units.start) as usize;
                places.extend(here.map(|position| (at as u32, *position)));
                if let Some(sum) = self.frequency.get_mut(at) {
                    *sum += times as f32;
                }
            }
        }
    }

    /// What two neighbouring words of the query add in each unit where both stand near each other.
    fn near(&mut self, first: &Slot, first_places: &[Place], second: &Slot, second_places: &[Place]) {
        let wanted = i64::from(second.position) - i64::from(first.position);
        let full = NEARNESS * first.rarity().min(second.rarity());
        let mut others = second_places.iter().peekable();
        let mut best: Option<(u32, u32)> = None; // unit, smallest distance
        for (unit, position) in first_places {
            while others.peek().is_some_and(|(u, p)| (*u, p.saturating_add(NEAR)) < (*unit, *position)) {
                others.next();
            }
            let near = others.clone().take_while(|(u, p)| u == unit && *p <= position.saturating_add(NEAR));
            let apart = |p: &u32| (i64::from(*p) - i64::from(*position) - wanted).unsigned_abs() as u32;
            let Some(distance) = near.map(|(_, p)| apart(p)).min().filter(|d| *d < NEAR) else { continue };
            best = match best {
                Some((u, smallest)) if u == *unit => Some((u, smallest.min(distance))),
                Some(done) => {
                    self.add_nearness(done, full);
                    Some((*unit, distance))
                }
                None => Some((*unit, distance)),
            };
        }
        if let Some(done) = best {
            self.add_nearness(done, full);
        }
    }

    fn add_nearness(&mut self, (unit, distance): (u32, u32), full: f32) {
        if let Some(sum) = self.nearness.get_mut(unit as usize) {
            *sum += full / (1 + distance) as f32;
        }
    }

    fn hit(&self, plan: &Plan, candidate: &Candidate) -> Hit {
        let mut passages = self.passage_hits(candidate);
        let buffers = candidate.base..candidate.base + candidate.units.len();
        let nearest = self.nearness.get(buffers).unwrap_or_default().iter().copied().fold(0.0, f32::max);
        let best = self.bodies(candidate).map(|body| body.score).fold(0.0, f32::max);
        let buffers = candidate.base..candidate.base + candidate.units.len();
        let most = self.held.get(buffers).unwrap_or_default().iter().copied().fold(0.0, f32::max);
        let held = most / self.asked.max(f32::MIN_POSITIVE);
        let mut parts: Vec<Part> = Vec::new();
        for (slot, (value, how)) in plan.slots.iter().zip(&candidate.slots) {
            parts.push(Part { why: Why::Word { typed: slot.word.clone(), how: *how }, value: *value });
        }
        let count = self.index.passages(candidate.asset).len().max(1);
        let share = BEST_PASSAGE * (1.0 - LONE_PASSAGE / count as f32);
        parts.push(Part { why: Why::Passage, value: share * best });
        parts.push(Part { why: Why::Nearness, value: nearest });
        if let Some(facets) = self.index.facets(candidate.asset).filter(|f| plan.kinds.contains(&f.kind)) {
            parts.push(Part { why: Why::Kind(facets.kind), value: ASKED_KIND * plan.rarest() });
        }
        if let Some(language) = plan.language {
            let facets = self.index.facets(candidate.asset);
            let other = facets.is_some_and(|f| {
                f.language.as_str() != "en" && Language::from_tag(f.language.as_str()) != Some(language)
            });
            if other {
                parts.iter_mut().for_each(|p| p.value *= OTHER_LANGUAGE);
            }
        }
        parts.retain(|part| part.value > 0.0);
        passages.truncate(PASSAGES_SHOWN);
        let explanation = Explanation { parts };
        Hit { asset: candidate.asset, score: explanation.score(), held, explanation, passages }
    }

    /// Bodies in reading order, nearness left out.
    fn bodies(&self, candidate: &Candidate) -> impl Iterator<Item = PassageHit> {
        let first = self.index.passages(candidate.asset).start;
        let (fields, content) = (self.index.unit_fields(), self.index.unit_content());
        let mut passage = first;
        candidate.units.clone().zip(candidate.base..).filter_map(move |(unit, at)| {
            let score = self.passages.get(at).copied()?;
            if fields.get(unit as usize).copied()? != Field::Body as u8 {
                return None;
            }
            passage += 1;
            let holds = Content(content.get(unit as usize).copied().unwrap_or_default());
            let mut share = 1.0;
            if holds.has(self.expected) {
                share += EXPECTED;
            }
            if holds.has(Content::ANSWER) {
                share += ANSWER;
            }
            if holds.has(Content::OUTLINE) {
                share *= OUTLINE;
            }
            let held = self.held.get(at).copied().unwrap_or_default() / self.asked.max(f32::MIN_POSITIVE);
            share *= 1.0 - WHOLENESS + WHOLENESS * held;
            let answers = holds.has(Content::ANSWER);
            Some(PassageHit { passage: PassageOrd(passage - 1), score: score * share, answers })
        })
    }

    fn passage_hits(&self, candidate: &Candidate) -> Vec<PassageHit> {
        let mut hits: Vec<PassageHit> = Vec::new();
        let fields = self.index.unit_fields();
        let is_body = |unit: u32| fields.get(unit as usize).copied() == Some(Field::Body as u8);
        let bodies = candidate.units.clone().zip(candidate.base..).filter(|(unit, _)| is_body(*unit));
        for (mut hit, (_, at)) in self.bodies(candidate).zip(bodies) {
            if hit.score > 0.0 {
                hit.score += self.nearness.get(at).copied().unwrap_or(0.0);
                hits.push(hit);
            }
        }
        order::sort_by(&mut hits, |a, b| b.score.total_cmp(&a.score).then(a.passage.cmp(&b.passage)));
        hits
    }
}
