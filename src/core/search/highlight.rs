//! What to mark in a text, as byte ranges: never markup.

use crate::index::Index;
use crate::text::{WordKind, words};
use std::ops::Range;

/// What an answer found, for marking it in texts of the same index.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Terms {
    /// Posting lists, ascending.
    pub(super) lists: Vec<u32>,
    /// How their words begin, ascending.
    pub(super) starts: Vec<Start>,
    /// The beginning of a word that was being typed.
    pub(super) prefix: Option<String>,
}

/// The first two bytes of a folded word, the second 0 if it has one only; a number as the lists have, so that they share
/// one sort.
pub(super) type Start = u32;

pub(super) fn start(folded: &str) -> Start {
    let mut bytes = folded.bytes();
    let mut next = || u32::from(bytes.next().unwrap_or(0));
    next() << 8 | next()
}

/// `ge`, as [`start`] has it.
const GE: Start = 0x6765;

impl Terms {
    /// Whether a folded word may have one of the lists: forms of a word begin alike (but for Dutch `ge-`), so that most
    /// words of a text need not be looked up.
    fn may_hold(&self, folded: &str) -> bool {
        let start = start(folded);
        start == GE || self.starts.binary_search(&start).is_ok()
    }

    /// Whether nothing is marked.
    pub fn is_empty(&self) -> bool {
        self.lists.is_empty() && self.prefix.is_none()
    }
}

/// Byte ranges of `text` to mark, ascending and apart from each other. A word that was being typed marks only
/// its beginning.
pub fn highlight(index: &Index, text: &str, terms: &Terms) -> Vec<Range<usize>> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    if terms.is_empty() {
        return ranges;
    }
    for word in words(text) {
        let prefix = terms.prefix.as_deref().filter(|p| !p.is_empty() && word.folded().starts_with(p));
        let range = match prefix {
            // folding keeps the number of bytes in plain text only
            Some(prefix) if word.lower.is_ascii() && word.kind != WordKind::Whole => {
                word.start..word.start + prefix.len()
            }
            Some(_) => word.start..word.end,
            None => {
                let may = terms.may_hold(word.folded());
                let found = may
                    && index.entry(word.folded()).is_some_and(|entry| {
                        entry.lists.iter().any(|list| terms.lists.binary_search(list).is_ok())
                    });
                if !found {
                    continue;
                }
                word.start..word.end
            }
        };
        match ranges.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => ranges.push(range),
        }
    }
    ranges.retain(|range| text.get(range.clone()).is_some());
    ranges
}

/// The stretch of a text that is shown for a hit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snippet {
    /// Which bytes of the text.
    pub range: Range<usize>,
    /// What to mark, as byte ranges of the whole text, all within `range`.
    pub marks: Vec<Range<usize>>,
    /// Text was left out before.
    pub cut_before: bool,
    /// Text was left out after.
    pub cut_after: bool,
}

/// Characters that the panel has room for.
const ROOM: usize = 240;
/// Characters of context before the first mark where no sentence begins near.
const LEAD: usize = 60;
/// Characters before a mark among which the beginning of its sentence is looked for.
const SENTENCE: usize = 120;

/// The window of about 240 characters that holds the most different marked words, beginning at a sentence or
/// word.
/// `answers`: the text is an answer from its beginning on, so it begins there.
pub fn snippet(text: &str, marks: &[Range<usize>], answers: bool) -> Snippet {
    let end_of = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        rest.char_indices().nth(ROOM).map_or(text.len(), |(at, _)| from + at)
    };
    let mut best = (0, 0);
    let sought = if answers { &[] } else { marks };
    let starts = std::iter::once(0).chain(sought.iter().map(|m| start_before(text, m.start)));
    for start in starts {
        let end = end_of(start);
        let mut seen: Vec<String> = Vec::new();
        let mut score = 0;
        for mark in marks.iter().filter(|m| m.start >= start && m.end <= end) {
            let word = crate::text::fold(text.get(mark.clone()).unwrap_or_default());
            score += if seen.contains(&word) { 1 } else { 8 };
            seen.push(word);
        }
        if score > best.0 {
            best = (score, start);
        }
    }
    let start = best.1;
    let mut end = end_of(start);
    if end < text.len() {
        let window = text.get(start..end).unwrap_or_default();
        end = window.rfind(char::is_whitespace).map_or(end, |at| start + at);
    }
    let inside = |m: &&Range<usize>| m.start >= start && m.end <= end;
    Snippet {
        range: start..end,
        marks: marks.iter().filter(inside).cloned().collect(),
        cut_before: start > 0,
        cut_after: end < text.len(),
    }
}

/// Where a snippet that shows `mark` begins: at a sentence not far before it, or else at a word.
fn start_before(text: &str, mark: usize) -> usize {
    let before = text.get(..mark).unwrap_or_default();
    let back = |characters: usize| before.char_indices().rev().nth(characters).map_or(0, |(at, _)| at);
    let from = back(SENTENCE);
    if from == 0 {
        return 0;
    }
    let lead = before.get(from..).unwrap_or_default();
    let mut sentence = None;
    let mut before_it = ' ';
    for (at, c) in lead.char_indices() {
        if c == '\n' || (c == ' ' && matches!(before_it, '.' | '!' | '?')) {
            sentence = Some(at + 1);
        }
        before_it = c;
    }
    let from = if sentence.is_some() { from } else { back(LEAD) };
    let lead = before.get(from..).unwrap_or_default();
    let word = || lead.find(char::is_whitespace).map_or(0, |at| at + 1);
    let at = from + sentence.unwrap_or_else(word);
    if text.is_char_boundary(at) { at } else { from }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_snippet_holds_the_most_different_marks() {
        let filler = "Nothing of interest stands here at all. ".repeat(8);
        let text = format!("alpha first. {filler}Then alpha and beta together, at last. {filler}");
        let marks: Vec<_> = ["alpha", "beta"]
            .iter()
            .flat_map(|w| text.match_indices(w).map(|(at, w)| at..at + w.len()))
            .collect();
        let mut marks = marks;
        marks.sort_by_key(|m| m.start);
        let snippet = snippet(&text, &marks, false);
        assert!(
            text[snippet.range.clone()].starts_with("Then alpha and beta"),
            "{}",
            &text[snippet.range.clone()]
        );
        assert!(snippet.cut_before && snippet.cut_after && snippet.marks.len() == 2);
    }

    #[test]
    fn any_text_has_a_snippet() {
        for text in ["", "é", &"ü".repeat(500), &"word ".repeat(200), "\u{3000}\u{3000}日本"] {
            for mark in [0..0, 0..text.len()] {
                let snippet = snippet(text, &[mark], false);
                assert!(text.get(snippet.range).is_some());
            }
        }
    }
}
