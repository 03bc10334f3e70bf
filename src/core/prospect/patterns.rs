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
        let text = spaced(text);
        let mut starts: Vec<usize> = Vec::new();
        for (at, _) in text.match_indices(' ') {
            if at + 1 < text.len() {
                starts.push(at + 1);
            }
        }
        order::sort_by(&mut starts, |a, b| text.get(*a..).cmp(&text.get(*b..)));
        Self { text, starts }
    }

    /// Where in the first hundred bytes somebody else is spoken of (`software for hospitals`); the end without one.
    pub(super) fn behind_for(&self) -> usize {
        let marks = [" for ", " fur ", " pour ", " para ", " voor "];
        let first = marks.iter().filter_map(|m| self.text.find(m)).filter(|at| (3..100).contains(at)).min();
        first.unwrap_or(self.text.len())
    }

    /// Length in bytes.
    pub(super) fn len(&self) -> usize {
        self.text.len()
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
}

impl Pattern {
    pub(super) fn new(text: &'static str) -> Self {
        let (first, text) = text.strip_prefix('^').map_or((false, text), |t| (true, t));
        let (open_start, text) = text.strip_prefix('*').map_or((false, text), |t| (true, t));
        let (open_end, text) = text.strip_suffix('*').map_or((false, text), |t| (true, t));
        Self { text: text.trim(), open_start, open_end, first }
    }

    /// Letters of the pattern: longer ones say more.
    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The same as [`Pattern::find`] in a text whose words are in order.
    pub(super) fn find_in(&self, words: &WordsIn) -> Option<usize> {
        if self.open_start || self.text.is_empty() {
            return self.find(&words.text);
        }
        let from = |at: &usize| words.text.get(*at..).unwrap_or_default();
        let first = words.starts.partition_point(|at| from(at) < self.text);
        let fits = words.starts.iter().skip(first).take_while(|at| from(at).starts_with(self.text));
        let end = |at: &&usize| {
            let end = words.text.as_bytes().get(**at + self.text.len());
            (self.open_end || end.is_none_or(|b| *b == b' ')) && (!self.first || **at <= 1)
        };
        fits.filter(end).min().copied()
    }

    /// Where the pattern stands first in a text made by [`spaced`].
    pub(super) fn find(&self, spaced: &str) -> Option<usize> {
        let bytes = spaced.as_bytes();
        let blank = |at: Option<usize>| at.is_none_or(|at| bytes.get(at).is_none_or(|b| *b == b' '));
        if self.text.is_empty() {
            return None;
        }
        for (at, _) in spaced.match_indices(self.text) {
            let start = self.open_start || blank(at.checked_sub(1));
            let end = self.open_end || blank(Some(at + self.text.len()));
            if start && end && (!self.first || at <= 1) {
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
