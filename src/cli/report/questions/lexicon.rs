//! What words and phrases mean: the meanings of the trade in `meanings.tsv`, those of `concepts.tsv`, the library's own.

use crate::library::concepts;
use pitchside_core::tables::Table;
use pitchside_core::text::{Analyzer, Language, Word, WordKind, words};
use std::collections::{HashMap, HashSet};

/// See the head of the file for its columns.
const MEANINGS: &str = include_str!("meanings.tsv");

/// A meaning's number. Words share it, whatever their language.
pub(super) type Meaning = u32;

/// Set of languages: one bit each, in the order of [`Language::ALL`].
pub(super) type Languages = u8;

/// Every language.
pub(super) const EVERY: Languages = u8::MAX;

/// Weight of a word or meaning that no row says less of.
pub(super) const FULL: f32 = 1.0;

/// Weight of words that only say that something is wanted.
const WISH: f32 = 0.15;

/// Most weight of a word whose meanings are all of `concepts.tsv`: it tells less of what is asked than one of the trade.
const OF_BROAD: f32 = 0.85;

/// Longest phrase in words.
pub(super) const LONGEST_PHRASE: usize = 5;

/// What the vocabularies know of a text: a word, a stem or a phrase.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    senses: Vec<(Languages, Meaning)>,
    /// From 0 to 1: how much it carries; none where no row says so.
    weight: Option<f32>,
}

impl Entry {
    /// Its meanings in those languages; those in any where it has none there.
    pub fn meanings(&self, languages: Languages) -> Vec<Meaning> {
        let of = |languages: Languages| {
            let mut found: Vec<Meaning> = self
                .senses
                .iter()
                .filter(|(of, _)| of & languages != 0)
                .map(|(_, meaning)| *meaning)
                .collect();
            found.sort_unstable();
            found.dedup();
            found
        };
        let found = of(languages);
        if found.is_empty() { of(EVERY) } else { found }
    }

    /// Whether one of those languages knows it.
    pub fn is_in(&self, languages: Languages) -> bool {
        self.senses.iter().any(|(of, _)| of & languages != 0)
    }
}

/// The vocabularies, taken apart once for all questions.
pub(super) struct Lexicon {
    analyzers: Vec<Analyzer>,
    /// By word, stem or phrase, folded; the words of a phrase parted by blanks.
    entries: HashMap<String, Entry>,
    /// By the stems of a phrase's words that carry content, in order of letters: “length of the contract”.
    unordered: HashMap<String, Entry>,
    /// Words that phrases of `entries` begin with, and stems that those of `unordered` have.
    of_phrases: HashSet<String>,
    /// Weights of meanings, by number.
    weights: HashMap<Meaning, f32>,
    /// Weights of stems, for words without a meaning.
    light: HashMap<String, f32>,
    /// Meanings of the trade stand below it; those from it on are broader.
    broad_from: Meaning,
    /// Axis and side of meanings that contrast.
    sides: HashMap<Meaning, Vec<(u16, u16)>>,
    /// Words that may be meant by one that is not known.
    known: Vec<String>,
}

impl Lexicon {
    pub fn new(own: &[Vec<String>]) -> Self {
        let mut lexicon = Self {
            analyzers: Language::ALL.iter().map(|language| Analyzer::new(*language)).collect(),
            entries: HashMap::new(),
            unordered: HashMap::new(),
            of_phrases: HashSet::new(),
            weights: HashMap::new(),
            light: HashMap::new(),
            broad_from: 0,
            sides: HashMap::new(),
            known: Vec::new(),
        };
        let mut heads: HashMap<String, Vec<Meaning>> = HashMap::new();
        let mut meaning: Meaning = 0;
        for entries in own {
            for text in entries {
                lexicon.add(text, EVERY, meaning);
            }
            meaning += 1;
        }
        let rows: Vec<&str> = MEANINGS.lines().filter(|line| !line.starts_with('#')).collect();
        for row in rows.iter().filter_map(|row| row.strip_prefix("same\t")) {
            for (language, cell) in Language::ALL.iter().zip(row.split('\t')) {
                for text in cell.split('|').filter(|text| !text.is_empty()) {
                    lexicon.add(text, bit(*language), meaning);
                    if *language == Language::English {
                        heads.entry(text.to_owned()).or_default().push(meaning);
                    }
                }
            }
            meaning += 1;
        }
        lexicon.broad_from = meaning;
        for concept in concepts::concepts() {
            let english = concept.iter().find(|(language, _)| *language == Language::English);
            heads.entry(english.map(|(_, text)| text.clone()).unwrap_or_default()).or_default().push(meaning);
            for (language, text) in &concept {
                lexicon.add(text, bit(*language), meaning);
            }
            meaning += 1;
        }
        Table::QuestionWords.each(&mut |[does, words, ..]| {
            if does == "alike" {
                for text in words.split('|') {
                    lexicon.add(text, EVERY, meaning);
                }
                meaning += 1;
            }
        });
        lexicon.contrasts(&rows);
        lexicon.weigh(&rows, &heads);
        let letters = |text: &&String| text.chars().all(char::is_alphabetic) && text.chars().count() >= 4;
        lexicon.known = lexicon.entries.keys().filter(letters).cloned().collect();
        lexicon.known.sort_unstable();
        lexicon
    }

    /// The languages with their bits.
    pub fn analyzers(&self) -> impl Iterator<Item = (Languages, &Analyzer)> {
        Language::ALL.iter().map(|language| bit(*language)).zip(&self.analyzers)
    }

    /// What a word, stem or phrase means, folded.
    pub fn entry(&self, text: &str) -> Option<&Entry> {
        self.entries.get(text)
    }

    /// Whether a phrase may have the word, folded, or the stem.
    pub fn is_of_phrase(&self, text: &str) -> bool {
        self.of_phrases.contains(text)
    }

    /// What the words of a phrase mean in any order: their stems, sorted.
    pub fn unordered(&self, stems: &str) -> Option<&Entry> {
        self.unordered.get(stems)
    }

    /// Single words without digits, at least four letters long, in order.
    pub fn known(&self) -> &[String] {
        &self.known
    }

    /// Whether the meaning is of `concepts.tsv`, whose rows are broad.
    pub fn is_broad(&self, meaning: Meaning) -> bool {
        meaning >= self.broad_from
    }

    /// Axis and side, for meanings that contrast with others.
    pub fn sides(&self, meaning: Meaning) -> &[(u16, u16)] {
        self.sides.get(&meaning).map(Vec::as_slice).unwrap_or_default()
    }

    /// Whether a vocabulary has the word, with a meaning or a weight.
    pub fn has(&self, text: &str) -> bool {
        self.entries.contains_key(text) || self.light.contains_key(text)
    }

    /// How much a row says that a word carries, from 0 to 1.
    pub fn said(&self, text: &str) -> Option<f32> {
        self.entries.get(text).and_then(|entry| entry.weight)
    }

    /// How much a word carries, from 0 to 1: what a row says of it, else the least of its meanings, of the trade's if it
    /// has one; for a stem without a meaning what a row says of its words.
    pub fn weight(&self, text: &str, meanings: &[Meaning]) -> f32 {
        if let Some(weight) = self.said(text) {
            return weight;
        }
        if meanings.is_empty() {
            return self.light.get(text).copied().unwrap_or(FULL);
        }
        let of_trade = meanings.iter().any(|meaning| !self.is_broad(*meaning));
        let meanings = meanings.iter().filter(|meaning| !of_trade || !self.is_broad(**meaning));
        let most = if of_trade { FULL } else { OF_BROAD };
        meanings.filter_map(|meaning| self.weights.get(meaning).copied()).fold(most, f32::min)
    }

    fn add(&mut self, text: &str, languages: Languages, meaning: Meaning) {
        let words = plain_words(text);
        let folded = phrase(&words);
        if folded.is_empty() || words.len() > LONGEST_PHRASE {
            return;
        }
        let sense = (languages, meaning);
        let mut stems: HashSet<String> = HashSet::new();
        let mut sorted: HashSet<String> = HashSet::new();
        for (language, analyzer) in Language::ALL.iter().map(|language| bit(*language)).zip(&self.analyzers) {
            if language & languages == 0 {
                continue;
            }
            if let [word] = words.as_slice() {
                stems.insert(analyzer.term(word));
                continue;
            }
            let mut content: Vec<String> =
                words.iter().filter(|word| !analyzer.is_stop_word(word)).map(|w| analyzer.term(w)).collect();
            content.sort_unstable();
            if content.len() > 1 {
                sorted.insert(content.join(" "));
            }
        }
        if let Some(first) = words.first().filter(|_| words.len() > 1) {
            self.of_phrases.insert(first.folded().to_owned());
        }
        self.of_phrases.extend(sorted.iter().flat_map(|stems| stems.split(' ')).map(str::to_owned));
        stems.insert(folded);
        for stem in stems {
            self.entries.entry(stem).or_default().senses.push(sense);
        }
        for stems in sorted {
            self.unordered.entry(stems).or_default().senses.push(sense);
        }
    }

    fn contrasts(&mut self, rows: &[&str]) {
        for (axis, row) in (0..).zip(rows.iter().filter_map(|row| row.strip_prefix("apart\t"))) {
            for (side, cell) in (0..).zip(row.split('\t')) {
                let mut meanings: Vec<Meaning> = Vec::new();
                for text in cell.split('|') {
                    let entry = self.entries.get(&phrase(&plain_words(text)));
                    meanings.extend(entry.map(|entry| entry.meanings(EVERY)).unwrap_or_default());
                }
                meanings.sort_unstable();
                meanings.dedup();
                for meaning in meanings.into_iter().filter(|meaning| *meaning < self.broad_from) {
                    self.sides.entry(meaning).or_default().push((axis, side));
                }
            }
        }
    }

    fn weigh(&mut self, rows: &[&str], heads: &HashMap<String, Vec<Meaning>>) {
        let mut weighed: Vec<(f32, &str)> = Vec::new();
        for row in rows {
            if let Some((Ok(weight), cell)) = row.split_once('\t').map(|(head, cell)| (head.parse(), cell)) {
                weighed.push((weight, cell));
            }
        }
        Table::QuestionWords.each(&mut |[does, words, ..]| {
            if does == "wish" {
                weighed.push((WISH, words));
            }
        });
        for (weight, cell) in weighed {
            for text in cell.split('|') {
                let words = plain_words(text);
                if let [word] = words.as_slice() {
                    for stem in self.analyzers.iter().map(|analyzer| analyzer.term(word)) {
                        let known = self.light.entry(stem).or_insert(weight);
                        *known = known.min(weight);
                    }
                }
                let key = phrase(&words);
                let entry = self.entries.entry(key).or_default();
                entry.weight = Some(entry.weight.map_or(weight, |known| known.min(weight)));
                for meaning in heads.get(text).into_iter().flatten() {
                    let known = self.weights.entry(*meaning).or_insert(weight);
                    *known = known.min(weight);
                }
            }
        }
    }
}

/// The words of a text without those that stand whole beside their parts.
pub(super) fn plain_words(text: &str) -> Vec<Word> {
    let mut words = words(text);
    words.retain(|word| word.kind != WordKind::Whole);
    words
}

/// Folded words, parted by blanks.
pub(super) fn phrase(words: &[Word]) -> String {
    words.iter().map(Word::folded).collect::<Vec<_>>().join(" ")
}

fn bit(language: Language) -> Languages {
    1 << (language as u8)
}
