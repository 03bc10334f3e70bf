//! Several texts asked as one: of each its most telling words.

use super::math::rarity;
use super::plan::{Plan, Planner};
use super::query::Asked;
use super::weights::*;
use crate::index::Index;
use crate::order;
use crate::text::{Word, WordKind, words};

impl Plan {
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
}

impl Planner<'_> {
    /// Adds a text's most telling words, which stand at `start` and behind; gives the next text's start. `seen` are the
    /// folded words with content so far.
    fn text(&mut self, text: &str, start: u32, seen: &mut Vec<String>) -> u32 {
        let end = text.char_indices().nth(RELEVANT_CHARS).map_or(text.len(), |(at, _)| at);
        let all = words(text.get(..end).unwrap_or_default());
        let stop = self.lexicon.stop_words(&all, None);
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
            let lists = self.lexicon.lists(word);
            let units = lists.iter().filter_map(|l| self.lexicon.index.postings(*l)).map(|p| p.units()).max();
            telling.push((units.map_or(0.0, |units| rarity(units, self.lexicon.index.units())), same));
        }
        order::sort_by(&mut telling, |a, b| b.0.total_cmp(&a.0));
        telling.truncate(RELEVANT_WORDS);
        let mut chosen: Vec<usize> = Vec::new();
        for (_, same) in telling {
            chosen.extend(same.iter().take(REPEATS));
        }
        order::sort(&mut chosen);
        for at in chosen {
            let Some(word) = content.get(at) else { continue };
            let mut classes = Vec::new();
            self.lexicon.exact(word, &mut classes);
            self.lexicon.join(&content, at, &mut classes);
            self.lexicon.synonyms(content.get(at..).unwrap_or_default(), false, &mut classes);
            let position = start.saturating_add(word.position);
            if classes.is_empty()
                && word.kind == WordKind::Plain
                && let Some(split) = self.lexicon.split(word)
            {
                for (offset, (part, class)) in (0..).zip(split.parts) {
                    self.slot(&part, position.saturating_add(offset), 1.0, false, vec![class]);
                }
                continue;
            }
            self.slot(&word.lower, position, 1.0, false, classes);
        }
        let last = content.last().map_or(0, |word| word.position);
        start.saturating_add(last).saturating_add(2 * NEAR)
    }
}
