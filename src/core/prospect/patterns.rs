//! Word patterns as the tables of this room write them: `word`, `stem*`, `*tail`, `*inside*`, `^first`.

use super::clean::fold;
use crate::order;
use crate::tables::alternatives;

/// A folded text of words between single blanks, a blank at both ends: ready for matching.
pub(super) fn spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push(' ');
    for c in fold(text).chars() {
        match c {
            c if c.is_alphanumeric() => out.push(c),
            _ if !out.ends_with(' ') => out.push(' '),
            _ => {}
        }
    }
    if !out.ends_with(' ') {
        out.push(' ');
    }
    out
}

/// A text made by [`spaced`] with its words in order: thousands of patterns are looked up in it rather than searched for.
pub(super) struct WordsIn {
    text: String,
    /// Byte offsets of the words, ascending by the text from there on.
    starts: Vec<usize>,
}

impl WordsIn {
    pub(super) fn new(text: &str) -> Self {
        Self::of(spaced(text))
    }

    /// The words of a text that has single blanks between them and at both ends.
    pub(super) fn of(text: String) -> Self {
        let mut starts: Vec<usize> = Vec::new();
        for (at, _) in text.match_indices(' ') {
            if at + 1 < text.len() {
                starts.push(at + 1);
            }
        }
        order::sort_by(&mut starts, |a, b| text.get(*a..).cmp(&text.get(*b..)));
        Self { text, starts }
    }

    /// The words with their offsets, as they stand.
    pub(super) fn words(&self) -> Vec<(usize, &str)> {
        let mut words = Vec::new();
        let mut at = 0;
        for word in self.text.split(' ') {
            if !word.is_empty() {
                words.push((at, word));
            }
            at += word.len() + 1;
        }
        words
    }

    /// Length in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The text.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// Which of a table's patterns can stand in a text at all, by the two bytes that they begin with: a hundred of ten thousand.
#[derive(Debug, Default)]
pub(super) struct Shortlist {
    /// First two bytes and index of each; in order once [`Shortlist::sort`] was called.
    closed: Vec<(u16, u32)>,
    /// Those that may begin inside a word.
    open: Vec<u32>,
}

fn two_bytes(text: &str) -> u16 {
    match text.as_bytes() {
        [first, second, ..] => u16::from_be_bytes([*first, *second]),
        _ => 0,
    }
}

impl Shortlist {
    /// Adds the table's next pattern.
    pub(super) fn add(&mut self, pattern: &Pattern) {
        let at = (self.closed.len() + self.open.len()) as u32;
        if pattern.open_start || pattern.text.len() < 2 {
            self.open.push(at);
        } else {
            self.closed.push((two_bytes(pattern.text), at));
        }
    }

    pub(super) fn sort(&mut self) {
        order::sort_by(&mut self.closed, |a, b| a.cmp(b));
    }

    /// The indexes to try, ascending.
    pub(super) fn of(&self, words: &WordsIn) -> Vec<u32> {
        let mut listed = self.open.clone();
        let mut last = 0;
        // Starts are in the order of what stands there: equal beginnings follow each other.
        for start in &words.starts {
            let begin = two_bytes(words.text.get(*start..).unwrap_or_default());
            if begin != last {
                let from = self.closed.partition_point(|(two, _)| *two < begin);
                for (two, at) in self.closed.get(from..).unwrap_or_default() {
                    if *two != begin {
                        break;
                    }
                    listed.push(*at);
                }
            }
            last = begin;
        }
        order::sort(&mut listed);
        listed
    }
}

/// The patterns of a table's cell.
pub(super) fn patterns(cell: &'static str) -> Vec<Pattern> {
    let mut patterns = Vec::new();
    for text in alternatives(cell) {
        patterns.push(Pattern::new(text));
    }
    patterns
}

/// One pattern, taken apart.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pattern {
    text: &'static str,
    open_start: bool,
    open_end: bool,
    first: bool,
    inflected: bool,
}

/// What one word's forms end in: `Lehrerin`, `ouvrière`, `cocinero`, `nurses`.
const ENDINGS: [&str; 19] = [
    "", "s", "e", "es", "a", "as", "o", "os", "i", "in", "innen", "n", "en", "ne", "x", "us", "er", "ra",
    "re",
];

impl Pattern {
    pub(super) fn new(text: &'static str) -> Self {
        let (first, text) = text.strip_prefix('^').map_or((false, text), |t| (true, t));
        let (open_start, text) = text.strip_prefix('*').map_or((false, text), |t| (true, t));
        let (open_end, text) = text.strip_suffix('*').map_or((false, text), |t| (true, t));
        Self { text: text.trim(), open_start, open_end, first, inflected: false }
    }

    /// The same for all forms of its last word.
    pub(super) fn inflected(self) -> Self {
        Self { inflected: true, ..self }
    }

    /// Whether it may end at an offset.
    fn ends(&self, text: &str, at: usize) -> bool {
        let rest = text.get(at..).unwrap_or_default();
        let rest = rest.split(' ').next().unwrap_or_default();
        self.open_end || rest.is_empty() || (self.inflected && ENDINGS.contains(&rest))
    }

    /// Letters of the pattern: longer ones say more.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether what stands before it in a word is open: `*tail`.
    pub(super) fn is_tail(&self) -> bool {
        self.open_start
    }

    /// The same as [`Pattern::find`] in a text whose words are in order.
    pub(super) fn find_in(&self, words: &WordsIn) -> Option<usize> {
        let mut places = Vec::new();
        self.places_in(words, &mut places);
        places.iter().min().copied()
    }

    /// Everywhere the pattern stands in a text whose words are in order; a `*tail` where it stands first.
    pub(super) fn places_in(&self, words: &WordsIn, places: &mut Vec<usize>) {
        if self.open_start || self.text.is_empty() {
            places.extend(self.find(&words.text));
            return;
        }
        let from = |at: &usize| words.text.get(*at..).unwrap_or_default();
        let first = words.starts.partition_point(|at| from(at) < self.text);
        for at in words.starts.iter().skip(first).take_while(|at| from(at).starts_with(self.text)) {
            if self.ends(&words.text, *at + self.text.len()) && (!self.first || *at <= 1) {
                places.push(*at);
            }
        }
    }

    /// Where the pattern stands first in a text made by [`spaced`].
    pub(super) fn find(&self, spaced: &str) -> Option<usize> {
        let blank = |at: Option<usize>| at.is_none_or(|at| spaced.as_bytes().get(at) == Some(&b' '));
        if self.text.is_empty() {
            return None;
        }
        for (at, _) in spaced.match_indices(self.text) {
            let start = self.open_start || blank(at.checked_sub(1));
            if start && self.ends(spaced, at + self.text.len()) && (!self.first || at <= 1) {
                return Some(at);
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_bind_at_their_closed_ends() {
        let text = spaced("Leiterin Konzern-Rechnungswesen (m/w/d)");
        assert_eq!(text, " leiterin konzern rechnungswesen m w d ");
        for (pattern, fits) in [
            ("leiter", false),
            ("leiter*", true),
            ("*wesen", true),
            ("rechnung", false),
            ("*nungs*", true),
            ("^leiterin", true),
            ("^konzern", false),
            ("konzern rechnungswesen", true),
        ] {
            assert_eq!(Pattern::new(pattern).find(&text).is_some(), fits, "{pattern}");
            let words = WordsIn::new(&text);
            assert_eq!(Pattern::new(pattern).find_in(&words), Pattern::new(pattern).find(&text), "{pattern}");
        }
    }
}
