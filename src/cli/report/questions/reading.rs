//! What a question says: units with meanings and weights, the same for the same thing said otherwise.

use super::lexicon::{EVERY, FULL, LONGEST_PHRASE, Languages, Lexicon, Meaning, phrase, plain_words};
use super::spelling::Spelling;
use pitchside_core::text::{Analyzer, Language, Word};
use std::collections::{BTreeMap, HashMap, HashSet};

/// What two units can share: a [`Meaning`], or a word as it is written, from [`FIRST_WORD`] on.
pub(super) type Key = u32;

/// Words as written have numbers from here on.
pub(super) const FIRST_WORD: Key = 1 << 24;

/// A word or phrase of a question.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Unit {
    /// Ascending, each once.
    pub keys: Vec<Key>,
    /// How much it carries, in hundredths.
    pub weight: u32,
    /// It is a number, or has one.
    pub number: bool,
    /// The words of a phrase or compound.
    pub parts: Vec<Unit>,
}

/// What a question says; questions with the same words in another order have the same.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Reading {
    pub units: Vec<Unit>,
}

/// Weight of words in a question that has stop words only.
const STOP_WORD: f32 = 0.3;
/// Weight of a word that no vocabulary and no other question has: a name, or just another way to put it.
const LONE: f32 = 0.5;
/// Part of its weight that a unit keeps when another of the question says the same.
const REPEATED: f32 = 0.2;
/// Heaviest compound or phrase.
const HEAVIEST: f32 = 1.3;
/// An unknown word in at least so many questions is a name rather than a typing error.
const NAME: usize = 3;
/// Shortest part of a compound in letters.
const SHORTEST_PART: usize = 4;
/// Most words of a phrase in any order, and most stop words inside it.
const UNORDERED: usize = 3;
const GAP: usize = 3;

/// What stands for a word that no vocabulary has.
enum Guess {
    /// A compound's parts.
    Parts(Vec<String>),
    /// What was meant.
    Meant(String),
}

/// Reads questions; words that no vocabulary has are judged by all of them.
pub(super) struct Reader<'a> {
    lexicon: &'a Lexicon,
    questions: Vec<Vec<Word>>,
    guesses: HashMap<String, Guess>,
    /// Unknown words of one question only.
    lone: HashSet<String>,
    numbers: BTreeMap<String, Key>,
    /// Single words that were read before, by what stemmers take.
    read: HashMap<(Languages, String), Unit>,
}

impl<'a> Reader<'a> {
    pub fn new(lexicon: &'a Lexicon, texts: &[&str]) -> Self {
        let questions: Vec<Vec<Word>> = texts.iter().map(|text| plain_words(text)).collect();
        let mut reader = Self {
            lexicon,
            questions,
            guesses: HashMap::new(),
            lone: HashSet::new(),
            numbers: BTreeMap::new(),
            read: HashMap::new(),
        };
        reader.guess();
        reader
    }

    /// One for each question, in their order.
    pub fn readings(mut self) -> Vec<Reading> {
        let questions = std::mem::take(&mut self.questions);
        questions.iter().map(|words| self.reading(words)).collect()
    }

    /// Finds out what unknown words stand for.
    fn guess(&mut self) {
        let mut unknown: BTreeMap<&str, usize> = BTreeMap::new();
        for words in &self.questions {
            for word in words {
                let text = word.folded();
                let is_word = text.chars().all(char::is_alphabetic) && text.is_ascii();
                if is_word && !self.is_known(word) {
                    *unknown.entry(text).or_default() += 1;
                }
            }
        }
        let known = Spelling::new(self.lexicon.known().iter().map(String::as_str));
        let names = Spelling::new(unknown.keys().copied());
        // Of two unknown words a letter apart the one in more questions is right, the earlier one of as many.
        let name = |word: &str, times: usize| {
            let other = names.nearest(word)?;
            let others = unknown.get(other.as_str()).copied().unwrap_or_default();
            (others > times || (others == times && *other < *word)).then_some(other)
        };
        let mut guesses = HashMap::new();
        for (word, times) in &unknown {
            if let Some(parts) = self.compound(word, 3) {
                guesses.insert((*word).to_owned(), Guess::Parts(parts));
            } else if let Some(meant) =
                (*times < NAME).then(|| known.nearest(word).or_else(|| name(word, *times))).flatten()
            {
                guesses.insert((*word).to_owned(), Guess::Meant(meant));
            }
        }
        let mut questions = self.questions.clone();
        for word in questions.iter_mut().flatten() {
            if let Some(Guess::Meant(meant)) = guesses.get(word.folded()) {
                let found = plain_words(meant).into_iter().next();
                *word = found.unwrap_or_else(|| word.clone());
            }
        }
        let mut meant: HashSet<&str> = HashSet::new();
        for guess in guesses.values() {
            if let Guess::Meant(word) = guess {
                meant.insert(word);
            }
        }
        let lone = unknown
            .iter()
            .filter(|(word, times)| **times == 1 && !guesses.contains_key(**word) && !meant.contains(**word));
        let lone = lone.map(|(word, _)| (*word).to_owned()).collect();
        self.lone = lone;
        self.guesses = guesses;
        self.questions = questions;
    }

    fn is_known(&self, word: &Word) -> bool {
        self.lexicon.has(word.folded())
            || self.lexicon.analyzers().any(|(_, a)| a.is_stop_word(word) || self.lexicon.has(&a.term(word)))
    }

    /// The known words that a compound is made of: “Vertrag-s-dauer”. At most `most` parts.
    fn compound(&self, word: &str, most: usize) -> Option<Vec<String>> {
        if most < 2 || word.len() < 2 * SHORTEST_PART || !word.is_ascii() {
            return None;
        }
        for at in (SHORTEST_PART..=word.len().checked_sub(SHORTEST_PART)?).rev() {
            let (left, right) = word.split_at_checked(at)?;
            let joints = ["", "s", "n", "en", "es"].into_iter().filter_map(|joint| left.strip_suffix(joint));
            let mut firsts = joints.filter(|first| first.len() >= SHORTEST_PART && self.is_part(first));
            let Some(first) = firsts.next() else { continue };
            let rest = if self.is_part(right) {
                Some(vec![right.to_owned()])
            } else {
                self.compound(right, most - 1)
            };
            if let Some(rest) = rest {
                return Some([vec![first.to_owned()], rest].concat());
            }
        }
        None
    }

    /// Whether it can be part of a compound: a German or Dutch word, or its stem is one.
    fn is_part(&self, text: &str) -> bool {
        let compounding = 1 << (Language::German as u8) | 1 << (Language::Dutch as u8);
        let known = |text: &str| self.lexicon.entry(text).is_some_and(|entry| entry.is_in(compounding));
        known(text)
            || plain_words(text).first().is_some_and(|word| {
                self.lexicon.analyzers().any(|(of, a)| of & compounding != 0 && known(&a.term(word)))
            })
    }

    fn reading(&mut self, words: &[Word]) -> Reading {
        let languages = self.languages(words);
        let lexicon = self.lexicon;
        let analyzers: Vec<&Analyzer> =
            lexicon.analyzers().filter(|(of, _)| of & languages != 0).map(|(_, a)| a).collect();
        let guessed = languages != EVERY;
        let is_stop = |word: &Word| guessed && analyzers.iter().any(|a| a.is_stop_word(word));
        let mut units: Vec<Unit> = Vec::new();
        let mut rest: Vec<(usize, &Word)> = Vec::new(); // words that belong to no phrase, with their places
        let mut at = 0;
        while let Some(word) = words.get(at) {
            let longest = if lexicon.is_of_phrase(word.folded()) { LONGEST_PHRASE } else { 1 };
            let found = (2..=longest).rev().find_map(|length| {
                let part = words.get(at..at + length)?;
                let entry = lexicon.entry(&phrase(part)).filter(|entry| entry.is_in(EVERY))?;
                Some((part, entry.meanings(languages)))
            });
            if let Some((part, meanings)) = found {
                let content: Vec<&Word> = part.iter().filter(|word| !is_stop(word)).collect();
                units.push(self.whole(&phrase(part), &meanings, &content, languages, &analyzers));
                at += part.len();
                continue;
            }
            // “where” is a stop word, and yet says something.
            let says = |entry: &super::lexicon::Entry| {
                entry.is_in(languages) && entry.meanings(languages).iter().any(|m| !lexicon.is_broad(*m))
            };
            if !is_stop(word) || lexicon.entry(word.folded()).is_some_and(says) {
                rest.push((at, word));
            }
            at += 1;
        }
        let mut at = 0;
        while let Some((_, word)) = rest.get(at) {
            let of_phrase = analyzers.iter().any(|analyzer| lexicon.is_of_phrase(&analyzer.term(word)));
            let longest = if of_phrase { UNORDERED } else { 1 };
            let found = (2..=longest).rev().find_map(|length| {
                let part = rest.get(at..at + length)?;
                let (first, last) = part.first().zip(part.last())?;
                if last.0 - first.0 >= length + GAP {
                    return None;
                }
                let meanings = analyzers.iter().find_map(|analyzer| {
                    let mut stems: Vec<String> = part.iter().map(|(_, word)| analyzer.term(word)).collect();
                    stems.sort_unstable();
                    let entry = lexicon.unordered(&stems.join(" ")).filter(|entry| entry.is_in(languages))?;
                    Some(entry.meanings(languages))
                })?;
                Some((part, meanings))
            });
            if let Some((part, meanings)) = found {
                let content: Vec<&Word> = part.iter().map(|(_, word)| *word).collect();
                units.push(self.whole("", &meanings, &content, languages, &analyzers));
                at += part.len();
            } else {
                units.push(self.word(word, languages, &analyzers));
                at += 1;
            }
        }
        if units.is_empty() {
            for word in words {
                let mut unit = self.word(word, languages, &analyzers);
                unit.weight = hundredths(STOP_WORD);
                units.push(unit);
            }
        }
        settle(&mut units);
        Reading { units }
    }

    /// The languages that the words speak for most; every one if none does.
    fn languages(&self, words: &[Word]) -> Languages {
        let mut most = (0, EVERY);
        for (language, analyzer) in self.lexicon.analyzers() {
            let mut points = 0;
            for word in words {
                let known = self.lexicon.entry(word.folded()).is_some_and(|entry| entry.is_in(language));
                points += if analyzer.is_stop_word(word) { 2 } else { usize::from(known) };
            }
            if points > most.0 {
                most = (points, language);
            } else if points == most.0 && points > 0 {
                most.1 |= language;
            }
        }
        most.1
    }

    /// A phrase, its words as parts.
    fn whole(
        &mut self,
        text: &str,
        meanings: &[Meaning],
        content: &[&Word],
        languages: Languages,
        analyzers: &[&Analyzer],
    ) -> Unit {
        let parts: Vec<Unit> = content.iter().map(|word| self.word(word, languages, analyzers)).collect();
        let number = parts.iter().any(|part| part.number);
        let weight = hundredths(self.lexicon.weight(text, meanings));
        let mut keys = meanings.to_vec();
        keys.sort_unstable();
        keys.dedup();
        Unit { keys, weight, number, parts }
    }

    fn word(&mut self, word: &Word, languages: Languages, analyzers: &[&Analyzer]) -> Unit {
        let key = (languages, word.lower.clone());
        if let Some(unit) = self.read.get(&key) {
            return unit.clone();
        }
        let unit = self.unread(word, languages, analyzers);
        self.read.insert(key, unit.clone());
        unit
    }

    fn unread(&mut self, word: &Word, languages: Languages, analyzers: &[&Analyzer]) -> Unit {
        match self.guesses.get(word.folded()) {
            Some(Guess::Parts(parts)) => {
                let words: Vec<Word> = parts.iter().flat_map(|part| plain_words(part)).collect();
                let parts: Vec<Unit> =
                    words.iter().map(|part| self.word(part, languages, analyzers)).collect();
                let weight = parts.iter().map(|part| part.weight).sum::<u32>().min(hundredths(HEAVIEST));
                let keys = vec![self.number(word.folded())];
                // “Vertrag-s-dauer” is what a phrase says, too.
                let phrase = parts_phrase(&words, analyzers);
                let found = phrase.iter().find_map(|stems| self.lexicon.unordered(stems));
                let mut keys =
                    [keys, found.map(|entry| entry.meanings(languages)).unwrap_or_default()].concat();
                keys.sort_unstable();
                Unit { keys, weight, number: false, parts }
            }
            _ => self.plain(word, languages, analyzers),
        }
    }

    fn plain(&mut self, word: &Word, languages: Languages, analyzers: &[&Analyzer]) -> Unit {
        let stems: Vec<String> = analyzers.iter().map(|analyzer| analyzer.term(word)).collect();
        let mut forms: Vec<&str> = vec![word.folded()];
        forms.extend(stems.iter().map(String::as_str));
        let in_these = |form: &&&str| self.lexicon.entry(form).is_some_and(|entry| entry.is_in(languages));
        let form = forms.iter().find(in_these).or_else(|| forms.iter().find(|form| self.lexicon.has(form)));
        let form = form.copied().unwrap_or_default();
        let meanings = self.lexicon.entry(form).map(|entry| entry.meanings(languages)).unwrap_or_default();
        let weight = forms.iter().find_map(|form| self.lexicon.said(form));
        let weight = if self.lone.contains(word.folded()) {
            LONE
        } else {
            weight.unwrap_or_else(|| self.lexicon.weight(form, &meanings))
        };
        let number = word.folded().chars().any(|c| c.is_ascii_digit());
        let mut keys = meanings;
        for form in forms {
            keys.push(self.number(form));
        }
        keys.sort_unstable();
        keys.dedup();
        Unit { keys, weight: hundredths(if number { FULL } else { weight }), number, parts: Vec::new() }
    }

    /// The number of a word as written.
    fn number(&mut self, word: &str) -> Key {
        if let Some(key) = self.numbers.get(word) {
            return *key;
        }
        let key = FIRST_WORD + Key::try_from(self.numbers.len()).unwrap_or_default();
        self.numbers.insert(word.to_owned(), key);
        key
    }
}

/// The stems of words in order of letters, by each language.
fn parts_phrase(words: &[Word], analyzers: &[&Analyzer]) -> Vec<String> {
    let mut phrases = Vec::new();
    for analyzer in analyzers {
        let mut stems: Vec<String> = words.iter().map(|word| analyzer.term(word)).collect();
        stems.sort_unstable();
        phrases.push(stems.join(" "));
    }
    phrases
}

/// Puts units in order; what is said twice counts little more than once.
fn settle(units: &mut [Unit]) {
    units.sort_by(|a, b| b.weight.cmp(&a.weight).then_with(|| a.cmp(b)));
    for at in 0..units.len() {
        let (before, rest) = units.split_at_mut(at);
        let Some(unit) = rest.first_mut() else { break };
        if before.iter().any(|other| share(&other.keys, &unit.keys)) {
            unit.weight = (unit.weight as f32 * REPEATED) as u32;
        }
    }
    units.sort_unstable();
}

/// Whether two ascending lists have a key in common.
fn share(a: &[Key], b: &[Key]) -> bool {
    a.iter().any(|key| b.binary_search(key).is_ok())
}

fn hundredths(weight: f32) -> u32 {
    (weight * 100.0).round() as u32
}
