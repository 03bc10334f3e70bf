//! A query against an index: which posting lists stand for each word, and how much each counts.

use super::answer::{Correction, How};
use super::expand::{Class, Lexicon};
use super::highlight::{Start, Terms};
use super::synonyms::folded;
use super::weights::*;
use super::{Query, intent};
use crate::catalogue::{AssetKind, Content};
use crate::index::{Index, keys};
use crate::order;
use crate::text::{Language, Word, WordKind};

/// One word of the query.
pub(super) struct Slot {
    pub word: String,
    pub position: u32,
    /// How often the query says it, in any form.
    times: f32,
    pub weight: f32,
    /// It belongs to the same compound as the slot before it, which says nothing of nearness.
    pub joined: bool,
    /// Best first.
    pub classes: Vec<Class>,
}

impl Slot {
    /// Rarity of the best class: what nearness is weighed with.
    pub fn rarity(&self) -> f32 {
        self.classes.first().map_or(0.0, |c| c.rarity * c.weight * self.weight)
    }

    /// How much of the question the word is.
    pub fn telling(&self) -> f32 {
        self.classes.first().map_or(0.0, |class| class.rarity * self.weight)
    }

    /// Counts the word once more, saturated as BM25 does: 1, 1.5, 1.8, 2 … times the weight.
    fn repeat(&mut self) {
        let saturated = |times: f32| times / (REPEATED + times);
        self.weight *= saturated(self.times + 1.0) / saturated(self.times);
        self.times += 1.0;
    }
}

#[derive(Default)]
pub(super) struct Plan {
    pub slots: Vec<Slot>,
    pub kinds: Vec<AssetKind>,
    /// What an answer is expected to hold.
    pub expected: Content,
    /// The language that the question is in, where its stop words tell.
    pub language: Option<Language>,
    /// That is another language than most of the library's.
    pub foreign: bool,
    pub corrections: Vec<Correction>,
    /// Words that the library has in no way, folded, and how much of the question they are.
    pub unknown: Vec<String>,
    pub missing: f32,
    prefix: Option<String>,
}

impl Plan {
    pub fn new(index: &Index, query: &Query) -> Self {
        let mut planner = Planner::new(index);
        let words = query.words.get(..query.words.len().min(QUERY_WORDS)).unwrap_or_default();
        planner.words(words, query);
        planner.plan
    }

    /// Whether a word was found by others that mean much the same, and not by itself.
    pub fn alike(&self) -> bool {
        let how = |slot: &Slot| slot.classes.first().map(|class| class.how);
        self.slots.iter().any(|slot| matches!(how(slot), Some(How::Synonym | How::Translated)))
    }

    /// How much is asked: what each word tells, those that the library doesn't know included.
    pub fn asked(&self) -> f32 {
        self.slots.iter().map(Slot::telling).sum::<f32>() + self.missing
    }

    pub fn terms(&self) -> Terms {
        let (mut lists, mut starts): (Vec<u32>, Vec<Start>) = (Vec::new(), Vec::new());
        for class in self.slots.iter().flat_map(|slot| &slot.classes) {
            lists.extend_from_slice(&class.lists);
            starts.extend_from_slice(&class.starts);
        }
        order::sort(&mut lists);
        lists.dedup();
        order::sort(&mut starts);
        starts.dedup();
        Terms { lists, starts, prefix: self.prefix.clone() }
    }

    /// The rarest word's rarity.
    pub fn rarest(&self) -> f32 {
        self.slots.iter().map(Slot::rarity).fold(0.0, f32::max)
    }
}

/// Makes a plan of texts, one after the other.
pub(super) struct Planner<'a> {
    pub lexicon: Lexicon<'a>,
    pub plan: Plan,
    /// Slots of texts asked before this one, which its words leave alone.
    pub settled: usize,
    /// What the words of this text count.
    pub weight: f32,
}

impl<'a> Planner<'a> {
    pub fn new(index: &'a Index) -> Self {
        Self { lexicon: Lexicon::new(index), plan: Plan::default(), settled: 0, weight: 1.0 }
    }

    fn words(&mut self, words: &[Word], query: &Query) {
        let folded = folded(words);
        self.plan.kinds = intent::asked_kinds(&folded);
        self.plan.expected = intent::expected(&folded);
        self.plan.language = query.language.or_else(|| self.lexicon.language(words));
        let stop = self.lexicon.stop_words(words, self.plan.language);
        let every = stop.iter().all(|s| *s);
        let last = words.len().saturating_sub(1);
        self.whole(words);
        let foreign = self.plan.language.is_some() && self.plan.language != self.lexicon.main_language();
        self.plan.foreign = foreign;
        let mut covered = 0; // words up to here belong to a phrase that was found
        let mut compound = 0; // the place after the last compound that the library knows as a whole
        for (at, word) in words.iter().enumerate() {
            let is_stop = stop.get(at).copied().unwrap_or(false) && !every;
            let typing = query.typing && at == last;
            if is_stop && !typing {
                // “where is …” is made of stop words and yet says something.
                let mut classes = Vec::new();
                if !query.literal {
                    self.lexicon.synonyms(words.get(at..).unwrap_or_default(), true, &mut classes);
                }
                self.slot(word.folded(), word.position, 1.0, false, classes);
                continue;
            }
            let mut classes = Vec::new();
            let in_phrase = at < covered;
            if every && !query.literal {
                self.lexicon.heading_word(word, &mut classes);
            } else if !is_stop {
                self.lexicon.exact(word, &mut classes);
            }
            // A single ideograph stands in the index only where none is beside it.
            let lone = word.kind == WordKind::Bigram && word.folded().chars().count() == 1;
            if (typing || lone) && word.kind != WordKind::Whole {
                let prefix = self.lexicon.prefix(word, &mut classes);
                self.plan.prefix = Some(prefix);
            }
            if is_stop && classes.is_empty() {
                continue;
            }
            if word.kind == WordKind::Whole {
                compound = if classes.is_empty() { 0 } else { at + 1 };
            }
            let part = word.kind == WordKind::Part;
            if !query.literal {
                self.lexicon.join(words, at, &mut classes);
                // “on boarding”: the first word was left out as one without content.
                if let Some(before) = at.checked_sub(1).filter(|before| stop.get(*before) == Some(&true)) {
                    self.lexicon.join(words, before, &mut classes);
                }
                self.lexicon.synonyms(words.get(at..).unwrap_or_default(), false, &mut classes);
                if !part {
                    let rest = words.get(at..).unwrap_or_default();
                    covered = covered
                        .max(at + self.lexicon.translate(rest, self.plan.language, foreign, &mut classes));
                }
            }
            if classes.is_empty() && matches!(word.kind, WordKind::Plain | WordKind::Part) {
                if in_phrase || self.joined_with_last(words, at) {
                    continue;
                }
                if !query.literal && !every && self.mend(word) {
                    continue;
                }
                if !part {
                    self.plan.unknown.push(word.folded().to_owned());
                    self.plan.missing += self.lexicon.unknown()
                        * if foreign || intent::is_wish(word.folded()) { WISH } else { 1.0 };
                }
                continue;
            }
            if is_stop {
                classes.iter_mut().for_each(|class| class.weight *= WISH); // “is” may become “iso”
            }
            // What the compound says as a whole, its parts say only a little more.
            let weight = if part && compound > 0 { PART } else { 1.0 };
            self.slot(word.folded(), word.position, weight, part, classes);
        }
    }

    /// The whole query is a title or a question in some document.
    fn whole(&mut self, words: &[Word]) {
        let Some(key) = keys::whole(words) else { return };
        let lists = self.lexicon.index.entry(&key).map(|entry| entry.lists).unwrap_or_default();
        if let Some(class) = self.lexicon.class(1.0, How::Exact, lists, &[]) {
            let position = words.last().map_or(0, |word| word.position).saturating_add(2 * NEAR);
            self.slot(&folded(words).join(" "), position, WHOLE, true, vec![class]);
        }
    }

    /// Whether the word before, joined with this one, was found: then nothing is missing.
    fn joined_with_last(&self, words: &[Word], at: usize) -> bool {
        let before = at.checked_sub(1).and_then(|before| words.get(before));
        let last = self.plan.slots.last();
        before.zip(last).is_some_and(|(before, last)| {
            before.position == last.position
                && last.classes.first().is_some_and(|class| class.how == How::Joined)
        })
    }

    /// An unknown word: two that stand side by side somewhere, else the nearest known one, else, in languages that join words,
    /// any two.
    fn mend(&mut self, word: &Word) -> bool {
        let plain = word.kind == WordKind::Plain;
        let (near, beside) =
            (self.lexicon.correct(word, self.plan.language), plain.then(|| self.lexicon.split(word)));
        let beside = beside.flatten();
        let compounds = matches!(self.plan.language, Some(Language::German | Language::Dutch));
        let beside = beside.filter(|split| split.beside || compounds);
        let apart = beside.as_ref().is_none_or(|split| !split.beside);
        if apart && let Some((classes, correction)) = near {
            self.plan.corrections.push(correction);
            self.slot(word.folded(), word.position, 1.0, false, classes);
            return true;
        }
        let Some(split) = beside else {
            let class = self.lexicon.correct_abroad(word, self.plan.language);
            return class.is_some_and(|class| {
                self.slot(word.folded(), word.position, 1.0, false, vec![class]);
                true
            });
        };
        let [(left, _), (right, _)] = &split.parts;
        let shown = [left.as_str(), " ", right].concat();
        self.plan.corrections.push(Correction { typed: word.folded().to_owned(), shown });
        for (offset, (part, class)) in (0..).zip(split.parts) {
            self.slot(&part, word.position.saturating_add(offset), 1.0, false, vec![class]);
        }
        true
    }

    pub fn slot(&mut self, word: &str, position: u32, weight: f32, joined: bool, mut classes: Vec<Class>) {
        order::sort_by(&mut classes, |a, b| b.weight.total_cmp(&a.weight));
        let Some(best) = classes.first() else { return };
        let mut slots = self.plan.slots.iter_mut().enumerate();
        if let Some((at, same)) =
            slots.find(|(_, s)| s.classes.first().is_some_and(|c| c.lists == best.lists))
        {
            if at >= self.settled {
                same.repeat();
            }
            return;
        }
        let weight = self.weight * weight * if intent::is_wish(word) { WISH } else { 1.0 };
        self.plan.slots.push(Slot { word: word.to_owned(), position, times: 1.0, weight, joined, classes });
    }
}
