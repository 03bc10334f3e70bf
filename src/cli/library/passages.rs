//! Blocks → passages: stretches of about 60 words that answer on their own.
//!
//! A passage never crosses a page, slide, sheet, section or heading, and is cut between sentences; only a sentence
//! longer than a passage may be is cut between words.

use super::content::content;
use super::extract::Block;
use super::questions;
use pitchside_core::catalogue::{Content, Passage};
use pitchside_core::text::fold;
use std::collections::HashSet;
use unicode_segmentation::UnicodeSegmentation;

/// Words that a passage aims at.
const TARGET: usize = 60;
/// Words that a passage has at most.
const MOST: usize = 90;
/// A last passage with fewer words joins the one before, where that has room.
const LEAST: usize = 15;
/// What stands between two blocks, so that the reader can set paragraphs and rows of a table as such.
const BETWEEN_BLOCKS: char = '\n';

/// Cuts a document's blocks. A heading that only repeats one of the titles is left out.
pub fn cut(blocks: &[Block], titles: &[&str]) -> Vec<Passage> {
    let mut passages: Vec<Passage> = Vec::new();
    let mut open = Open::default();
    let titles: Vec<String> = titles.iter().map(|title| fold(title)).collect();
    for (block, answers) in questions::answers(blocks) {
        let heading = below_title(&block.heading, &titles);
        let place = Place { position: block.position, heading: heading.to_owned(), notes: block.notes };
        if open.place.as_ref().is_some_and(|before| *before != place) {
            open.close(&mut passages);
        }
        open.answers = answers;
        open.place = Some(place);
        let text = if block.text.is_empty() { innermost(&block.heading) } else { &block.text };
        let mut between = BETWEEN_BLOCKS;
        for sentence in text.unicode_sentences().map(str::trim).filter(|s| !s.is_empty()) {
            // A question in running text begins its answer's passage.
            if open.words >= LEAST && questions::is_question(sentence) && sentence.contains(' ') {
                open.flush(&mut passages);
            }
            for piece in pieces(sentence) {
                open.add(&piece, between, &mut passages);
                between = ' ';
            }
        }
    }
    open.close(&mut passages);
    passages
}

/// Marks those of the first passages that say little more than title and summary do.
pub fn mark_outlines(passages: &mut [Passage], title: &str, summary: &str) {
    const FIRST: usize = 3;
    const SAME: f32 = 0.6;
    let words = |text: &str| -> HashSet<String> {
        fold(text)
            .split(|c: char| !c.is_alphanumeric())
            .filter(|word| word.len() > 2)
            .map(str::to_owned)
            .collect()
    };
    let known = words(&format!("{title} {summary}"));
    for passage in passages.iter_mut().take(FIRST).filter(|passage| !passage.content.has(Content::ANSWER)) {
        let here = words(&passage.text);
        let same = here.iter().filter(|word| known.contains(*word)).count();
        if same as f32 >= SAME * here.len() as f32 {
            passage.content = passage.content | Content::OUTLINE;
        }
    }
}

/// The path without the title that it begins with.
fn below_title<'h>(path: &'h str, titles: &[String]) -> &'h str {
    let (first, rest) = path.split_once(Passage::BELOW).unwrap_or((path, ""));
    if titles.contains(&fold(first)) { rest } else { path }
}

fn innermost(path: &str) -> &str {
    path.rsplit(Passage::BELOW).next().unwrap_or(path)
}

/// A sentence, cut between words where it is longer than a passage may be.
fn pieces(sentence: &str) -> Vec<String> {
    let words: Vec<&str> = sentence.split_whitespace().collect();
    if words.len() <= MOST {
        return vec![words.join(" ")];
    }
    words.chunks(TARGET).map(|w| w.join(" ")).collect()
}

/// Where a passage stands; it holds nothing of another place.
#[derive(Clone, PartialEq)]
struct Place {
    position: u32,
    heading: String,
    notes: bool,
}

#[derive(Default)]
struct Open {
    place: Option<Place>,
    /// The place is a question's, and the text answers it.
    answers: bool,
    text: String,
    words: usize,
    /// The text begins with a block, not in the midst of one.
    begins: bool,
    /// Passages of this place that are already closed.
    closed: usize,
}

impl Open {
    fn add(&mut self, sentence: &str, between: char, passages: &mut Vec<Passage>) {
        let words = sentence.split(' ').count();
        // Stop where the target is nearer without the sentence than with it.
        let overshoot = (self.words + words).saturating_sub(TARGET);
        if self.words > 0 && (self.words + words > MOST || overshoot > TARGET.saturating_sub(self.words)) {
            self.flush(passages);
        }
        if self.text.is_empty() {
            self.begins = between == BETWEEN_BLOCKS;
        } else {
            self.text.push(between);
        }
        self.text.push_str(sentence);
        self.words += words;
    }

    fn flush(&mut self, passages: &mut Vec<Passage>) {
        let words = std::mem::take(&mut self.words);
        let text = std::mem::take(&mut self.text);
        let Some(Place { position, heading, notes }) = self.place.clone().filter(|_| !text.is_empty()) else {
            return;
        };
        let room = |p: &Passage| p.text.split_whitespace().count() + words <= MOST;
        if words < LEAST
            && self.closed > 0
            && let Some(before) = passages.last_mut().filter(|p| room(p))
        {
            before.text.push(if self.begins { BETWEEN_BLOCKS } else { ' ' });
            before.text.push_str(&text);
            before.content = before.content | content(&text, "", false);
            return;
        }
        let content = content(&text, innermost(&heading), self.answers && self.closed == 0);
        self.closed += 1;
        passages.push(Passage { position, heading, text, notes, content });
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
        let passages = cut(&[block(1, "H", &sentence.repeat(20))], &[]);
        assert!(passages.iter().all(|p| (40..=MOST).contains(&p.text.split(' ').count())), "{passages:?}");
        assert!(passages.iter().all(|p| p.text.ends_with('.')));
        let words: usize = passages.iter().map(|p| p.text.split(' ').count()).sum();
        assert_eq!(words, 240);
    }

    #[test]
    fn paragraphs_and_rows_of_a_table_stand_in_lines_of_their_own() {
        let rows = [block(1, "", "One. Two."), block(1, "", "Plan · Price"), block(1, "", "Basic · 10")];
        assert_eq!(cut(&rows, &[])[0].text, "One. Two.\nPlan · Price\nBasic · 10");
        let long = format!("{} end.", "word ".repeat(62).trim_end());
        let split = cut(&[block(1, "", &long), block(1, "", "Short."), block(1, "", "Last row.")], &[]);
        assert_eq!(split.len(), 1, "{split:?}");
        assert!(split[0].text.ends_with("end.\nShort.\nLast row."));
    }

    #[test]
    fn a_page_or_heading_is_never_crossed() {
        let passages = cut(
            &[block(1, "A", "One."), block(1, "B", "Two."), block(2, "B", "Three."), block(2, "C", "")],
            &[],
        );
        let seen: Vec<_> = passages.iter().map(|p| (p.position, p.text.as_str())).collect();
        assert_eq!(seen, [(1, "One."), (1, "Two."), (2, "Three."), (2, "C")]);
    }

    #[test]
    fn a_heading_that_is_the_title_is_left_out_and_only_the_first_passage_begins_the_answer() {
        let long = "This is so, and it has been so for many years now. ".repeat(11);
        let passages =
            cut(&[block(1, "The Title › How long?", &long), block(1, "the title", "Text.")], &["The title"]);
        let seen: Vec<_> =
            passages.iter().map(|p| (p.heading.as_str(), p.content.has(Content::ANSWER))).collect();
        assert_eq!(
            (seen[0], seen[1], *seen.last().unwrap()),
            (("How long?", true), ("How long?", false), ("", false))
        );
    }

    #[test]
    fn a_passage_that_repeats_title_and_summary_is_an_outline() {
        let summary = "Forty answers for data protection officers, covering hosting and deletion.";
        let mut passages = cut(
            &[block(1, "", &format!("Security. {summary}")), block(2, "", "Data is kept in Frankfurt.")],
            &[],
        );
        mark_outlines(&mut passages, "Security", summary);
        let seen: Vec<bool> = passages.iter().map(|p| p.content.has(Content::OUTLINE)).collect();
        assert_eq!(seen, [true, false]);
    }

    #[test]
    fn a_text_without_sentences_is_cut_between_words() {
        let passages = cut(&[block(1, "", &"word ".repeat(500))], &[]);
        assert!(passages.len() >= 6);
        assert!(passages.iter().all(|p| p.text.split(' ').count() <= MOST));
    }
}
