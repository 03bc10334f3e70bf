//! A query against an index: which posting lists stand for each word, and how much each counts.

use super::answer::{Correction, How};
use super::highlight::{Start, Terms, start};
use super::math::rarity;
use super::query::Asked;
use super::weights::*;
use super::{Query, intent, synonyms};
use crate::catalogue::AssetKind;
use crate::index::Index;
use crate::order;
use crate::text::{Analyzer, Language, Word, WordKind, words};

/// Posting lists that stand for a word equally well.
pub(super) struct Class {
    pub weight: f32,
    pub how: How,
    pub lists: Vec<u32>,
    /// Rarity among assets and among units.
    pub rarity: f32,
    pub unit_rarity: f32,
    /// How the words begin that the lists are for.
    starts: Vec<Start>,
}

/// One word of the query.
pub(super) struct Slot {
    pub word: String,
    pub position: u32,
    /// How often the query says it, in any form.
    times: f32,
    pub weight: f32,
    /// Best first.
    pub classes: Vec<Class>,
}

impl Slot {
    /// Rarity of the best class: what nearness is weighed with.
    pub fn rarity(&self) -> f32 {
        self.classes.first().map_or(0.0, |c| c.rarity * c.weight * self.weight)
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
    pub corrections: Vec<Correction>,
    prefix: Option<String>,
}

/// The languages of the library that have stemmers, most frequent first; none stands for the others.
pub(super) fn analyzers(index: &Index) -> Vec<(Option<Language>, Analyzer)> {
    let mut languages: Vec<Option<Language>> = Vec::new();
    for tag in &index.info().languages {
        let language = Language::from_tag(tag.as_str());
        if !languages.contains(&language) {
            languages.push(language);
        }
    }
    languages.into_iter().map(|l| (l, Analyzer::new(l))).collect()
}

/// Every list that the word's forms in the library's languages have.
pub(super) fn lists(index: &Index, analyzers: &[(Option<Language>, Analyzer)], word: &Word) -> Vec<u32> {
    let mut lists = index.entry(word.folded()).map(|e| e.lists).unwrap_or_default();
    for (_, analyzer) in analyzers.iter().filter(|(_, a)| !a.is_stop_word(word)) {
        let term = analyzer.term(word);
        if term != word.folded() {
            lists.extend(index.entry(&term).map(|e| e.lists).unwrap_or_default());
        }
    }
    lists.sort_unstable();
    lists.dedup();
    lists
}

struct Planner<'a> {
    index: &'a Index,
    analyzers: Vec<(Option<Language>, Analyzer)>,
    own_synonyms: Vec<Vec<String>>,
    plan: Plan,
    /// Slots of texts asked before this one, which its words leave alone.
    settled: usize,
    /// What the words of this text count.
    weight: f32,
}

impl Plan {
    pub fn new(index: &Index, query: &Query) -> Self {
        let mut planner = Planner::new(index);
        let words = query.words.get(..query.words.len().min(QUERY_WORDS)).unwrap_or_default();
        planner.words(words, query);
        planner.plan
    }

    /// Several texts asked together, and how many different words of theirs carry content.
    pub fn of_texts(index: &Index, texts: &[Asked<'_>]) -> (Self, usize) {
        let mut planner = Planner::new(index);
        let mut texts: Vec<&Asked<'_>> = texts.iter().filter(|text| text.weight > 0.0).collect();
        order::sort_by(&mut texts, |a, b| b.weight.total_cmp(&a.weight));
        let (mut seen, mut start) = (Vec::new(), 0);
        for asked in texts {
            (planner.settled, planner.weight) = (planner.plan.slots.len(), asked.weight);
            start = planner.text(asked.text, start, &mut seen);
        }
        (planner.plan, seen.len())
    }

    pub fn terms(&self) -> Terms {
        let classes = self.slots.iter().flat_map(|slot| &slot.classes);
        let mut lists: Vec<u32> = classes.flat_map(|class| class.lists.iter().copied()).collect();
        lists.sort_unstable();
        lists.dedup();
        let mut starts: Vec<Start> =
            self.slots.iter().flat_map(|slot| &slot.classes).flat_map(|c| c.starts.iter().copied()).collect();
        starts.sort_unstable();
        starts.dedup();
        Terms { lists, starts, prefix: self.prefix.clone() }
    }

    /// The rarest word's rarity.
    pub fn rarest(&self) -> f32 {
        self.slots.iter().map(Slot::rarity).fold(0.0, f32::max)
    }
}

impl<'a> Planner<'a> {
    fn new(index: &'a Index) -> Self {
        let own_synonyms = synonyms::own(&index.info().synonyms);
        Self {
            index,
            analyzers: analyzers(index),
            own_synonyms,
            plan: Plan::default(),
            settled: 0,
            weight: 1.0,
        }
    }

    /// Adds a text's most telling words, which stand at `start` and behind; gives the next text's start. `seen` are the
    /// folded words with content so far.
    fn text(&mut self, text: &str, start: u32, seen: &mut Vec<String>) -> u32 {
        let end = text.char_indices().nth(RELEVANT_CHARS).map_or(text.len(), |(at, _)| at);
        let all = words(text.get(..end).unwrap_or_default());
        let stop = self.stop_words(&all, None);
        let mut content: Vec<Word> = Vec::new();
        for (word, stop) in all.into_iter().zip(stop) {
            // “30 days”: small numbers are how much, not what. Of “hardware-in-the-loop” the small parts say nothing.
            let small = word.lower.len() <= 3
                && (word.kind == WordKind::Part || word.lower.bytes().all(|b| b.is_ascii_digit()));
            if !stop && !small {
                content.push(word);
            }
        }
        let folded = |at: usize| content.get(at).map_or("", Word::folded);
        let mut by_word: Vec<usize> = (0..content.len()).collect();
        order::sort_by(&mut by_word, |a, b| folded(*a).cmp(folded(*b)).then(a.cmp(b)));
        let mut telling: Vec<(f32, &[usize])> = Vec::new();
        for same in by_word.chunk_by(|a, b| folded(*a) == folded(*b)) {
            let Some(word) = same.first().and_then(|at| content.get(*at)) else { continue };
            if let Err(at) = seen.binary_search_by(|other| other.as_str().cmp(word.folded())) {
                seen.insert(at, word.folded().to_owned());
            }
            let lists = lists(self.index, &self.analyzers, word);
            let units = lists.iter().filter_map(|l| self.index.postings(*l)).map(|p| p.units()).max();
            telling.push((units.map_or(0.0, |units| rarity(units, self.index.units())), same));
        }
        order::sort_by(&mut telling, |a, b| b.0.total_cmp(&a.0));
        telling.truncate(RELEVANT_WORDS);
        let mut chosen: Vec<usize> =
            telling.iter().flat_map(|(_, same)| same.iter().copied().take(REPEATS)).collect();
        chosen.sort_unstable();
        for at in chosen {
            let Some(word) = content.get(at) else { continue };
            let mut classes = Vec::new();
            self.exact(word, &mut classes);
            self.join(&content, at, &mut classes);
            self.synonyms(content.get(at..).unwrap_or_default(), &mut classes);
            if classes.is_empty() && word.kind == WordKind::Plain && self.split(word) {
                continue;
            }
            self.slot(&word.lower, start.saturating_add(word.position), classes);
        }
        let last = content.last().map_or(0, |word| word.position);
        start.saturating_add(last).saturating_add(2 * NEAR)
    }

    fn words(&mut self, words: &[Word], query: &Query) {
        let folded: Vec<&str> =
            words.iter().filter(|w| w.kind != WordKind::Whole).map(Word::folded).collect();
        self.plan.kinds = intent::asked_kinds(&folded);
        let stop = self.stop_words(words, query.language);
        let every = stop.iter().all(|s| *s);
        let last = words.len().saturating_sub(1);
        for (at, word) in words.iter().enumerate() {
            let is_stop = stop.get(at).copied().unwrap_or(false) && !every;
            let typing = query.typing && at == last;
            if is_stop && !typing {
                continue;
            }
            let mut classes = Vec::new();
            if !is_stop {
                self.exact(word, &mut classes);
            }
            // A single ideograph stands in the index only where none is beside it.
            let lone = word.kind == WordKind::Bigram && word.folded().chars().count() == 1;
            if (typing || lone) && word.kind != WordKind::Whole {
                self.prefix(word, &mut classes);
            }
            if is_stop && classes.is_empty() {
                continue;
            }
            self.join(words, at, &mut classes);
            self.synonyms(words.get(at..).unwrap_or_default(), &mut classes);
            if classes.is_empty() && word.kind == WordKind::Plain && self.split(word) {
                continue;
            }
            if classes.is_empty() && matches!(word.kind, WordKind::Plain | WordKind::Part) {
                self.correct(word, &mut classes);
            }
            if is_stop {
                classes.iter_mut().for_each(|class| class.weight *= WISH); // “is” may become “iso”
            }
            self.slot(word.folded(), word.position, classes);
        }
    }

    fn slot(&mut self, word: &str, position: u32, mut classes: Vec<Class>) {
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
        let weight = self.weight * if intent::is_wish(word) { WISH } else { 1.0 };
        self.plan.slots.push(Slot { word: word.to_owned(), position, times: 1.0, weight, classes });
    }

    /// Which words carry no content: those of the query's language, which its stop words tell.
    fn stop_words(&self, words: &[Word], language: Option<Language>) -> Vec<bool> {
        let shouted = words.len() > 1 && words.iter().all(|w| w.capitals);
        let flags = |analyzer: &Analyzer| -> Vec<bool> {
            let quiet = |word: &Word| {
                let mut word = word.clone();
                word.capitals = false;
                analyzer.is_stop_word(&word)
            };
            words.iter().map(|w| if shouted { quiet(w) } else { analyzer.is_stop_word(w) }).collect()
        };
        if let Some(language) = language {
            return flags(&Analyzer::new(language));
        }
        let mut best: Vec<bool> = vec![false; words.len()];
        let mut most = 0;
        for (_, analyzer) in &self.analyzers {
            let found = flags(analyzer);
            let count = found.iter().filter(|f| **f).count();
            if count > most {
                (best, most) = (found, count);
            }
        }
        best
    }

    /// Every list that a text has which is one word.
    fn lists_of(&self, text: &str) -> Vec<u32> {
        match words(text).split_first() {
            Some((word, parts)) if parts.iter().all(|w| w.kind != WordKind::Plain) => {
                lists(self.index, &self.analyzers, word)
            }
            _ => Vec::new(),
        }
    }

    /// A class of lists that were found for those words; none without lists.
    fn class(&self, weight: f32, how: How, lists: Vec<u32>, words: &[&str]) -> Option<Class> {
        let starts = words.iter().map(|word| start(word)).collect();
        let mut most = (0, 0);
        for list in &lists {
            let postings = self.index.postings(*list)?;
            most = (most.0.max(postings.assets()), most.1.max(postings.units()));
        }
        let rarity_of_assets = rarity(most.0, self.index.len());
        let unit_rarity = rarity(most.1, self.index.units());
        (most.0 > 0).then_some(Class { weight, how, lists, rarity: rarity_of_assets, unit_rarity, starts })
    }

    fn assets(&self, lists: &[u32]) -> u32 {
        let lists = lists.iter().filter_map(|l| self.index.postings(*l));
        lists.map(|p| p.assets()).max().unwrap_or(0)
    }

    fn exact(&self, word: &Word, classes: &mut Vec<Class>) {
        let lists = lists(self.index, &self.analyzers, word);
        classes.extend(self.class(1.0, How::Exact, lists, &[word.folded()]));
    }

    fn prefix(&mut self, word: &Word, classes: &mut Vec<Class>) {
        let prefix = word.folded();
        self.plan.prefix = Some(prefix.to_owned());
        let known: Vec<u32> = classes.iter().flat_map(|c| c.lists.iter().copied()).collect();
        let mut found: Vec<(u32, u32)> = Vec::new();
        for (_, entry) in self.index.words_starting(prefix, PREFIX_SCAN) {
            for list in entry.lists.iter().filter(|l| !known.contains(l)) {
                let assets = self.index.postings(*list).map_or(0, |p| p.assets());
                found.push((*list, assets));
            }
        }
        order::sort(&mut found);
        found.dedup();
        order::sort_by_key(&mut found, |(list, assets)| (std::cmp::Reverse(*assets), *list));
        found.truncate(PREFIX_WORDS);
        let weight = if known.is_empty() { PREFIX } else { PREFIX_OF_KNOWN };
        let lists = found.into_iter().map(|(list, _)| list).collect();
        classes.extend(self.class(weight, How::Prefix, lists, &[prefix]));
    }

    /// “data base” where the library writes “database”.
    fn join(&self, words: &[Word], at: usize, classes: &mut Vec<Class>) {
        let neighbours = [at.checked_sub(1).map(|before| (before, at)), Some((at, at + 1))];
        for (first, second) in neighbours.into_iter().flatten() {
            let Some((first, second)) = words.get(first).zip(words.get(second)) else { continue };
            let plain = |w: &Word| w.kind == WordKind::Plain;
            if plain(first) && plain(second) && first.folded().len() + second.folded().len() > 4 {
                let joined = [first.folded(), second.folded()].concat();
                classes.extend(self.class(JOINED, How::Joined, self.lists_of(&joined), &[joined.as_str()]));
            }
        }
    }

    /// “whitepaper” where the library writes “white paper”: two slots in place of one.
    fn split(&mut self, word: &Word) -> bool {
        const SHORTEST: usize = 3;
        let text = word.folded();
        let mut best: Option<(u32, usize)> = None;
        for (at, _) in text.char_indices().filter(|(at, _)| *at >= SHORTEST && at + SHORTEST <= text.len()) {
            let (left, right) = text.split_at(at);
            let Some(known) = self.index.entry(left).filter(|entry| entry.word) else { continue };
            // The second word may stand in another form: “whitepapers”.
            let rest = self.lists_of(right);
            if !rest.is_empty() {
                let both = self.assets(&known.lists).min(self.assets(&rest));
                if best.is_none_or(|(most, _)| both > most) {
                    best = Some((both, at));
                }
            }
        }
        let Some((_, at)) = best else { return false };
        let (left, right) = text.split_at(at);
        for (part, position) in [(left, word.position), (right, word.position.saturating_add(1))] {
            let classes = self.class(JOINED, How::Joined, self.lists_of(part), &[part]).into_iter().collect();
            self.slot(part, position, classes);
        }
        true
    }

    /// The nearest known words, for a word that the library doesn't know.
    fn correct(&mut self, word: &Word, classes: &mut Vec<Class>) {
        let text = word.folded();
        let letters = text.chars().count();
        if letters < ONE_EDIT_FROM || text.bytes().any(|b| b.is_ascii_digit()) {
            return;
        }
        let mut near = self.index.words_near(text, 1, NEAR_SCAN);
        if near.is_empty() && letters >= TWO_EDITS_FROM {
            near = self.index.words_near(text, 2, NEAR_SCAN);
        }
        let first = text.chars().next();
        let mut ranked: Vec<_> = near
            .into_iter()
            .map(|n| {
                (
                    n.distance,
                    n.word.chars().next() != first,
                    std::cmp::Reverse(self.assets(&n.entry.lists)),
                    n,
                )
            })
            .collect();
        order::sort_by(&mut ranked, |a, b| (a.0, a.1, a.2, &a.3.word).cmp(&(b.0, b.1, b.2, &b.3.word)));
        let mut used: Vec<u32> = Vec::new();
        let mut weights = CORRECTED.into_iter();
        for (.., near) in ranked {
            let lists: Vec<u32> = near.entry.lists.into_iter().filter(|l| !used.contains(l)).collect();
            if lists.is_empty() {
                continue;
            }
            let Some(weight) = weights.next() else { break };
            let word = near.word.as_str();
            classes.extend(self.class(weight, How::Corrected, lists.clone(), &[word]));
            if used.is_empty() {
                self.plan.corrections.push(Correction { typed: text.to_owned(), shown: near.word });
            }
            used.extend(&lists);
        }
    }

    fn synonyms(&self, words: &[Word], classes: &mut Vec<Class>) {
        let folded: Vec<&str> =
            words.iter().filter(|w| w.kind != WordKind::Whole).map(Word::folded).collect();
        let known: Vec<u32> = classes.iter().flat_map(|c| c.lists.iter().copied()).collect();
        let others = synonyms::others(&folded, &self.own_synonyms);
        for own in [true, false] {
            let mut here: Vec<&str> = Vec::new();
            let mut found: Vec<u32> = Vec::new();
            for (other, _) in others.iter().filter(|(_, of_library)| *of_library == own) {
                here.push(other);
                let entry = || self.index.entry(other).map(|e| e.lists).unwrap_or_default();
                found.extend(if own { self.lists_of(other) } else { entry() });
            }
            found.retain(|list| !known.contains(list));
            found.sort_unstable();
            found.dedup();
            let weight = if own { OWN_SYNONYM } else { SYNONYM };
            let Some(mut class) = self.class(weight, How::Synonym, found, &here) else { continue };
            // However rare it is, it tells no more than the word that was asked for.
            if let Some(asked) = classes.iter().find(|class| class.how == How::Exact) {
                class.rarity = class.rarity.min(asked.rarity);
                class.unit_rarity = class.unit_rarity.min(asked.unit_rarity);
            }
            classes.push(class);
        }
    }
}
