//! What stands for a word: forms, other spellings, words that mean the same.

use super::answer::{Correction, How};
use super::highlight::{Start, start};
use super::math::rarity;
use super::synonyms;
use super::weights::*;
use crate::index::{AssetOrd, Block, Entry, Index, keys};
use crate::order;
use crate::text::{Analyzer, Language, Word, WordKind, words};

/// The languages of the library that have stemmers, most frequent first; none stands for the others.
pub(super) fn analyzers(index: &Index) -> Vec<(Option<Language>, Analyzer)> {
    let mut analyzers: Vec<(Option<Language>, Analyzer)> = Vec::new();
    for tag in &index.info().languages {
        let language = Language::from_tag(tag.as_str());
        if !analyzers.iter().any(|(known, _)| *known == language) {
            analyzers.push((language, Analyzer::new(language)));
        }
    }
    analyzers
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
    order::sort(&mut lists);
    lists.dedup();
    lists
}

/// Posting lists that stand for a word equally well.
pub(super) struct Class {
    pub weight: f32,
    pub how: How,
    pub lists: Vec<u32>,
    /// Rarity among assets and among units.
    pub rarity: f32,
    pub unit_rarity: f32,
    /// How the words begin that the lists are for.
    pub starts: Vec<Start>,
}

/// A library's words.
pub(super) struct Lexicon<'a> {
    pub index: &'a Index,
    analyzers: Vec<(Option<Language>, Analyzer)>,
    /// Of every language, the library's own first.
    all: Vec<(Language, Analyzer)>,
    own_synonyms: Vec<Vec<String>>,
    /// The index knows what words of other languages mean.
    translates: bool,
}

/// An unknown word as two known ones.
pub(super) struct Split {
    pub parts: [(String, Class); 2],
    /// They stand side by side somewhere in the library.
    pub beside: bool,
}

impl<'a> Lexicon<'a> {
    pub fn new(index: &'a Index) -> Self {
        let own_synonyms = synonyms::own(&index.info().synonyms);
        let analyzers = analyzers(index);
        let mut all: Vec<(Language, Analyzer)> = Vec::new();
        for (language, analyzer) in &analyzers {
            all.extend(language.map(|language| (language, *analyzer)));
        }
        for language in Language::ALL {
            if !all.iter().any(|(known, _)| known == language) {
                all.push((*language, Analyzer::new(*language)));
            }
        }
        Self { index, analyzers, all, own_synonyms, translates: index.has_translations() }
    }

    /// The language whose stop words the words hold most of; none where two languages have as many.
    pub fn language(&self, words: &[Word]) -> Option<Language> {
        let mut best = (0, None);
        for (language, analyzer) in &self.all {
            let count = stops(analyzer, words).iter().filter(|stop| **stop).count();
            if count > best.0 {
                best = (count, Some(*language));
            } else if count == best.0 {
                best.1 = None;
            }
        }
        best.1
    }

    /// Which words carry no content: those of the language, or of the one that has the most of them, the library's first.
    pub fn stop_words(&self, words: &[Word], language: Option<Language>) -> Vec<bool> {
        if let Some(language) = language {
            return stops(&Analyzer::new(language), words);
        }
        let (mut best, mut most) = (vec![false; words.len()], 0);
        for (_, analyzer) in &self.all {
            let found = stops(analyzer, words);
            let count = found.iter().filter(|stop| **stop).count();
            if count > most {
                (best, most) = (found, count);
            }
        }
        best
    }

    pub fn lists(&self, word: &Word) -> Vec<u32> {
        lists(self.index, &self.analyzers, word)
    }

    /// The language of most of the library.
    pub fn main_language(&self) -> Option<Language> {
        self.analyzers.first().and_then(|(language, _)| *language)
    }

    /// What a word tells that no asset has.
    pub fn unknown(&self) -> f32 {
        rarity(1, self.index.len())
    }

    /// Every list that a text has which is one word.
    fn lists_of(&self, text: &str) -> Vec<u32> {
        match words(text).split_first() {
            Some((word, parts)) if parts.iter().all(|w| w.kind != WordKind::Plain) => self.lists(word),
            _ => Vec::new(),
        }
    }

    /// A class of lists that were found for those words; none without lists.
    pub fn class(&self, weight: f32, how: How, lists: Vec<u32>, words: &[&str]) -> Option<Class> {
        let (mut starts, mut most) = (Vec::new(), (0, 0));
        for word in words {
            starts.push(start(word));
        }
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

    pub fn exact(&self, word: &Word, classes: &mut Vec<Class>) {
        let lists = self.lists(word);
        classes.extend(self.class(1.0, How::Exact, lists, &[word.folded()]));
    }

    /// A stop word in titles and headings, where the query has nothing else.
    pub fn heading_word(&self, word: &Word, classes: &mut Vec<Class>) {
        let entry = self.index.entry(&keys::stop_word(word.folded()));
        let lists = entry.map(|entry| entry.lists).unwrap_or_default();
        classes.extend(self.class(1.0, How::Exact, lists, &[word.folded()]));
    }

    /// Adds the words that begin so, and gives the beginning.
    pub fn prefix(&self, word: &Word, classes: &mut Vec<Class>) -> String {
        let prefix = word.folded();
        let scan = if prefix.len() < 3 { PREFIX_SCAN_SHORT } else { PREFIX_SCAN };
        let known = all_lists(classes);
        let mut found = self.index.lists_starting(prefix, scan);
        order::sort(&mut found);
        found.dedup();
        let mut most: Vec<(u32, u32)> = Vec::with_capacity(PREFIX_WORDS + 1); // assets and list, the most first
        for list in found.into_iter().filter(|list| !known.contains(list)) {
            let assets = self.index.postings(list).map_or(0, |p| p.assets());
            if most.len() < PREFIX_WORDS || most.last().is_some_and(|(least, _)| assets > *least) {
                most.insert(most.partition_point(|(other, _)| *other >= assets), (assets, list));
                most.truncate(PREFIX_WORDS);
            }
        }
        let weight = if known.is_empty() { PREFIX } else { PREFIX_OF_KNOWN };
        let mut lists = Vec::new();
        for (_, list) in most {
            lists.push(list);
        }
        classes.extend(self.class(weight, How::Prefix, lists, &[prefix]));
        prefix.to_owned()
    }

    /// “data base” where the library writes “database”: found by the first word for both.
    pub fn join(&self, words: &[Word], at: usize, classes: &mut Vec<Class>) {
        let Some((first, second)) = words.get(at).zip(words.get(at + 1)) else { return };
        let plain = |w: &Word| w.kind == WordKind::Plain;
        if plain(first) && plain(second) && first.folded().len() + second.folded().len() > 4 {
            let joined = [first.folded(), second.folded()].concat();
            classes.extend(self.class(JOINED, How::Joined, self.lists_of(&joined), &[joined.as_str()]));
        }
    }

    /// “whitepaper” where the library writes “white paper”: two words in place of one, of two letters at least where they
    /// stand side by side somewhere.
    pub fn split(&self, word: &Word) -> Option<Split> {
        const SHORTEST: usize = 2;
        const SHORTEST_APART: usize = 3;
        let text = word.folded();
        let mut best: Option<((bool, u32), usize, [Class; 2])> = None;
        for (at, _) in text.char_indices().filter(|(at, _)| *at >= SHORTEST && at + SHORTEST <= text.len()) {
            let (left, right) = text.split_at(at);
            // The first of a German compound may bear a letter that joins: “rechnung-s-freigabe”.
            let stems = [Some(left), left.strip_suffix('s'), left.strip_suffix("en"), left.strip_suffix('n')];
            for left in stems.into_iter().flatten().filter(|left| left.len() >= SHORTEST) {
                let (first, second) = (self.known(left), self.known(right));
                let Some((first, second)) = first.zip(second) else { continue };
                let beside = self.beside(&first.lists, &second.lists);
                if !beside && (left.len() < SHORTEST_APART || right.len() < SHORTEST_APART) {
                    continue;
                }
                let both = self.assets(&first.lists).min(self.assets(&second.lists));
                if best.as_ref().is_none_or(|(most, ..)| (beside, both) > *most) {
                    best = Some(((beside, both), at, [first, second]));
                }
            }
        }
        let ((beside, _), at, [first, second]) = best?;
        let (left, right) = text.split_at(at);
        Some(Split { parts: [(left.to_owned(), first), (right.to_owned(), second)], beside })
    }

    /// The lists of a text that is one word of the library in some form, or means one.
    fn known(&self, text: &str) -> Option<Class> {
        let word = self.index.entry(text).is_some_and(|entry| entry.word);
        let lists = if word || text.len() > 4 { self.lists_of(text) } else { Vec::new() };
        let exact = self.class(JOINED, How::Joined, lists, &[text]);
        exact.or_else(|| {
            self.class(
                TRANSLATED,
                How::Synonym,
                self.meanings(words(text).get(..1).unwrap_or_default(), None),
                &[],
            )
        })
    }

    /// Whether some unit has a word of the first lists right before one of the second.
    fn beside(&self, first: &[u32], second: &[u32]) -> bool {
        let mut places: Vec<(u32, u32)> = Vec::new();
        for list in first {
            each_place(self.index, *list, &mut |unit, position| places.push((unit, position + 1)));
        }
        order::sort(&mut places);
        let mut found = false;
        for list in second {
            each_place(self.index, *list, &mut |unit, position| {
                found = found || places.binary_search(&(unit, position)).is_ok();
            });
        }
        found
    }

    /// The nearest known words for one that the library doesn't know, and the first of them.
    pub fn correct(&self, word: &Word, language: Option<Language>) -> Option<(Vec<Class>, Correction)> {
        let text = word.folded();
        let letters = text.chars().count();
        if letters < ONE_EDIT_FROM || text.bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut near = self.index.words_near(text, 1, NEAR_SCAN);
        if near.is_empty() && letters >= TWO_EDITS_FROM {
            near = self.index.words_near(text, 2, NEAR_SCAN);
        }
        let first = text.chars().next();
        let mut ranked = Vec::new();
        for near in near {
            let elsewhere = near.word.chars().next() != first;
            // Slips seldom begin a word, so two of them with another beginning are another word: “netsuite”, “ensuite”. And
            // a word of the question's own language is not mended into one of another.
            if !(elsewhere && near.distance > 1) && self.spoken(&near.entry, language) {
                ranked.push((
                    near.distance,
                    elsewhere,
                    std::cmp::Reverse(self.assets(&near.entry.lists)),
                    near,
                ));
            }
        }
        order::sort_by(&mut ranked, |a, b| (a.0, a.1, a.2, &a.3.word).cmp(&(b.0, b.1, b.2, &b.3.word)));
        let (mut used, mut classes): (Vec<u32>, Vec<Class>) = (Vec::new(), Vec::new());
        let mut weights = CORRECTED.into_iter();
        let mut shown = None;
        for (.., near) in ranked {
            let mut lists = near.entry.lists;
            lists.retain(|list| !used.contains(list));
            if lists.is_empty() {
                continue;
            }
            let Some(weight) = weights.next() else { break };
            used.extend(&lists);
            classes.extend(self.class(weight, How::Corrected, lists, &[near.word.as_str()]));
            shown.get_or_insert(near.word);
        }
        Some((classes, Correction { typed: text.to_owned(), shown: shown? }))
    }

    /// What the nearest word of the built-in vocabulary means, for a word of another language with one slip in it.
    pub fn correct_abroad(&self, word: &Word, language: Option<Language>) -> Option<Class> {
        let stem = Analyzer::new(language?).term(word);
        if stem.len() < TWO_EDITS_FROM {
            return None;
        }
        let near = self.index.words_near(&keys::translation(&stem), 1, NEAR_SCAN).into_iter().next()?;
        self.class(TRANSLATED, How::Translated, near.entry.lists, &[])
    }

    /// Whether a word's first asset is in that language, or no language is known.
    fn spoken(&self, entry: &Entry, language: Option<Language>) -> bool {
        let Some(language) = language else { return true };
        entry.lists.iter().any(|list| {
            let mut block = Block::default();
            let mut postings = self.index.postings(*list);
            let read = postings.as_mut().is_some_and(|postings| postings.next_block(0, &mut block));
            read && block.iter().any(|(unit, _)| {
                let asset = self.index.unit_assets().get(unit as usize).copied().unwrap_or_default();
                let facets = self.index.facets(AssetOrd(asset));
                facets.is_some_and(|facets| Language::from_tag(facets.language.as_str()) == Some(language))
            })
        })
    }

    /// What the first of the words means in the library's other words, alone or in a phrase with those after it; gives how
    /// many words the phrase has. `foreign`: the question is in another language than most of the library, whose own words
    /// are then found by their meaning alone.
    pub fn translate(
        &self,
        words: &[Word],
        language: Option<Language>,
        foreign: bool,
        classes: &mut Vec<Class>,
    ) -> usize {
        let known = all_lists(classes);
        let Some((count, mut lists)) = (1..=PHRASE_WORDS).rev().find_map(|count| {
            let phrase = words.get(..count)?;
            let lists = self.meanings(phrase, language);
            (!lists.is_empty()).then_some((count, lists))
        }) else {
            return 1;
        };
        lists.retain(|list| !known.contains(list));
        let own = classes.iter().any(|class| class.how == How::Exact);
        let weight = if own && !foreign && count == 1 { TRANSLATED_BESIDE } else { TRANSLATED };
        let asked = classes
            .iter()
            .find(|class| class.how == How::Exact)
            .map(|class| (class.rarity, class.unit_rarity));
        let Some(mut class) = self.class(weight, How::Translated, lists, &[]) else { return 1 };
        if let Some((rarity, unit_rarity)) = asked {
            if foreign {
                // The few pieces in the question's language make its words rare, which tells nothing.
                for own in &mut *classes {
                    own.rarity = own.rarity.min(class.rarity);
                    own.unit_rarity = own.unit_rarity.min(class.unit_rarity);
                }
            } else {
                // However rare it is, it tells no more than the word that was asked for.
                class.rarity = class.rarity.min(rarity);
                class.unit_rarity = class.unit_rarity.min(unit_rarity);
            }
        }
        classes.push(class);
        count
    }

    /// The lists of what a word or phrase means, by its stems in the language, or in any where that is not known.
    fn meanings(&self, phrase: &[Word], language: Option<Language>) -> Vec<u32> {
        let mut lists = Vec::new();
        if !self.translates {
            return lists;
        }
        let mut seen: Vec<String> = Vec::new();
        let mut look_up = |stem: String| {
            if !seen.contains(&stem) {
                lists
                    .extend(self.index.entry(&keys::translation(&stem)).map(|e| e.lists).unwrap_or_default());
                seen.push(stem);
            }
        };
        let joined = |term: &dyn Fn(&Word) -> String| phrase.iter().map(term).collect::<Vec<_>>().join(" ");
        look_up(joined(&|word| word.folded().to_owned()));
        for (_, analyzer) in self.all.iter().filter(|(of, _)| language.is_none_or(|language| language == *of))
        {
            look_up(joined(&|word| analyzer.term(word)));
        }
        order::sort(&mut lists);
        lists.dedup();
        lists
    }

    /// Words that mean the same by the library's own groups or the built-in ones.
    /// `phrases`: only those of a phrase of several words.
    pub fn synonyms(&self, words: &[Word], phrases: bool, classes: &mut Vec<Class>) {
        let known = all_lists(classes);
        let others = synonyms::others(&synonyms::folded(words), &self.own_synonyms, phrases);
        for own in [true, false] {
            let mut here: Vec<&str> = Vec::new();
            let mut found: Vec<u32> = Vec::new();
            for (other, _) in others.iter().filter(|(_, of_library)| *of_library == own) {
                here.push(other);
                let entry = || self.index.entry(other).map(|e| e.lists).unwrap_or_default();
                found.extend(if own { self.lists_of(other) } else { entry() });
            }
            found.retain(|list| !known.contains(list));
            order::sort(&mut found);
            found.dedup();
            let weight = match (own, classes.is_empty()) {
                (true, false) => OWN_SYNONYM,
                (false, false) => SYNONYM,
                (_, true) => TRANSLATED,
            };
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

fn stops(analyzer: &Analyzer, words: &[Word]) -> Vec<bool> {
    let shouted = words.len() > 1 && words.iter().all(|w| w.capitals);
    let quiet = |word: &Word| {
        let mut word = word.clone();
        word.capitals = false;
        analyzer.is_stop_word(&word)
    };
    let mut stops = Vec::new();
    for word in words {
        stops.push(if shouted { quiet(word) } else { analyzer.is_stop_word(word) });
    }
    stops
}

/// The lists of all classes.
fn all_lists(classes: &[Class]) -> Vec<u32> {
    let mut lists = Vec::new();
    for class in classes {
        lists.extend_from_slice(&class.lists);
    }
    lists
}

/// Every place of a list: unit and position.
pub(super) fn each_place(index: &Index, list: u32, place: &mut dyn FnMut(u32, u32)) {
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
