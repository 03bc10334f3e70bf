//! Blocks → passages: stretches of about 60 words that answer on their own.
//!
//! A passage never crosses a page, slide, sheet, section or heading, and is cut between sentences; only a sentence
//! longer than a passage may be is cut between words.

use super::extract::Block;
use pitchside_core::catalogue::Passage;
use unicode_segmentation::UnicodeSegmentation;

/// Words that a passage aims at.
const TARGET: usize = 60;
/// Words that a passage has at most.
const MOST: usize = 90;
/// A last passage with fewer words joins the one before, where that has room.
const LEAST: usize = 15;

/// Cuts a document's blocks.
pub fn cut(blocks: &[Block]) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut open = Open::default();
    for block in blocks {
        let place = (block.position, block.heading.as_str(), block.notes);
        if open
            .place
            .as_ref()
            .is_some_and(|(position, heading, notes)| (*position, heading.as_str(), *notes) != place)
        {
            open.close(&mut passages);
        }
        open.place = Some((block.position, block.heading.clone(), block.notes));
        let text = if block.text.is_empty() { &block.heading } else { &block.text };
        for sentence in text.unicode_sentences().map(str::trim).filter(|s| !s.is_empty()) {
            for piece in pieces(sentence) {
                open.add(&piece, &mut passages);
            }
        }
    }
    open.close(&mut passages);
    passages
}

/// A sentence, cut between words where it is longer than a passage may be.
fn pieces(sentence: &str) -> Vec<String> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    if words.len() <= MOST {
        return vec![words.join(" ")];
    }
    words.chunks(TARGET).map(|w| w.join(" ")).collect()
}

#[derive(Default)]
struct Open {
    place: Option<(u32, String, bool)>,
    text: String,
    words: usize,
    /// Passages of this place that are already closed.
    closed: usize,
}

impl Open {
    fn add(&mut self, sentence: &str, passages: &mut Vec<Passage>) {
        let words = sentence.split(' ').count();
        // Stop where the target is nearer without the sentence than with it.
        let overshoot = (self.words + words).saturating_sub(TARGET);
        if self.words > 0 && (self.words + words > MOST || overshoot > TARGET.saturating_sub(self.words)) {
            self.flush(passages);
        }
        if !self.text.is_empty() {
            self.text.push(' ');
        }
        self.text.push_str(sentence);
        self.words += words;
    }

    fn flush(&mut self, passages: &mut Vec<Passage>) {
        let words = std::mem::take(&mut self.words);
        let text = std::mem::take(&mut self.text);
        let Some((position, heading, notes)) = self.place.clone().filter(|_| !text.is_empty()) else {
            return;
        };
        let room = |p: &Passage| p.text.split(' ').count() + words <= MOST;
        if words < LEAST
            && self.closed > 0
            && let Some(before) = passages.last_mut().filter(|p| room(p))
        {
            before.text.push(' ');
            before.text.push_str(&text);
            return;
        }
        self.closed += 1;
        passages.push(Passage { position, heading, text, notes });
    }

    fn close(&mut self, passages: &mut Vec<Passage>) {
        self.flush(passages);
        self.closed = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn block(position: u32, heading: &str, text: &str) -> Block {
        Block { position, heading: heading.into(), text: text.into(), notes: false }
    }

    #[test]
    fn passages_are_about_sixty_words_and_end_with_sentences() {
        let sentence = "The quick brown fox jumps over the lazy dog near the river. ";
        let passages = cut(&[block(1, "H", &sentence.repeat(20))]);
        assert!(passages.iter().all(|p| (40..=MOST).contains(&p.text.split(' ').count())), "{passages:?}");
        assert!(passages.iter().all(|p| p.text.ends_with('.')));
        let words: usize = passages.iter().map(|p| p.text.split(' ').count()).sum();
        assert_eq!(words, 240);
    }

    #[test]
    fn a_page_or_heading_is_never_crossed() {
        let passages =
            cut(&[block(1, "A", "One."), block(1, "B", "Two."), block(2, "B", "Three."), block(2, "C", "")]);
        let seen: Vec<_> = passages.iter().map(|p| (p.position, p.text.as_str())).collect();
        assert_eq!(seen, [(1, "One."), (1, "Two."), (2, "Three."), (2, "C")]);
    }

    #[test]
    fn a_text_without_sentences_is_cut_between_words() {
        let passages = cut(&[block(1, "", &"word ".repeat(500))]);
        assert!(passages.len() >= 6);
        assert!(passages.iter().all(|p| p.text.split(' ').count() <= MOST));
    }
}
