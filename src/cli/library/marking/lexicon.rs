//! The words of markings: `words/markings.tsv`.

use pitchside_core::text::fold;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

/// What a marking says of a piece, the strictest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Verdict {
    /// Not for buyers.
    Internal,
    /// Only for buyers who signed an agreement.
    Nda,
    /// Not for anybody yet, or no more: a draft, not approved, withdrawn.
    Unreleased,
}

#[derive(Default)]
pub(super) struct Lexicon {
    /// Say it within a part of a line.
    pub phrases: HashMap<Vec<&'static str>, Verdict>,
    /// Say it where they make up the part, filling words aside.
    pub whole: HashMap<Vec<&'static str>, Verdict>,
    /// Words of which that holds.
    pub alone: HashMap<&'static str, Verdict>,
    /// Words with a role beside a marking.
    roles: HashMap<&'static str, HashSet<&'static str>>,
}

impl Lexicon {
    /// Whether a word has a role: `filler`, `about`, `spoken of`, `document`, `this`, `is`, `for whom`.
    pub fn is(&self, role: &str, word: &str) -> bool {
        self.roles.get(role).is_some_and(|words| words.contains(word))
    }
}

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    // Kept for the program's life: some 30 kB.
    let text: &'static str = Box::leak(fold(include_str!("../words/markings.tsv")).into_boxed_str());
    let mut lexicon = Lexicon::default();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut cells = line.split('\t');
        let (verdict, counts) = (cells.next().unwrap_or_default(), cells.next().unwrap_or_default());
        let words: Vec<&str> = cells.nth(1).map(|words| split_words(words).collect()).unwrap_or_default();
        let verdict = match verdict {
            "internal" => Verdict::Internal,
            "nda" => Verdict::Nda,
            "unreleased" => Verdict::Unreleased,
            _ => {
                lexicon.roles.insert(counts, words.into_iter().collect());
                continue;
            }
        };
        match (counts, words.as_slice()) {
            ("alone", [word]) => drop(lexicon.alone.insert(*word, verdict)),
            ("whole", _) => drop(lexicon.whole.insert(words, verdict)),
            _ => drop(lexicon.phrases.insert(words, verdict)),
        }
    }
    lexicon
});

pub(super) fn split_words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}
