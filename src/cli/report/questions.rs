//! Puts reps' questions together that mean the same, in whatever language and however they are typed.
//!
//! ```text
//! question ─┬► Reading (weighted units: phrases, words, their meanings) ─┬► likeness of pairs ─► average linkage ─► groups
//!           └► Standing (a vector, and words that may be names) ────────┘
//! ```
//!
//! # Why
//! Reps ask the same thing in ever other words: a list of what was asked most is worth something only by meaning. It runs
//! offline on what the product already knows: stems, stop words, the vocabularies of meanings, and vectors that were learned
//! from texts in which the same is asked in ever other words. Single linkage would chain unlike questions by what they share pair by pair; average linkage does not.

mod clusters;
pub mod embedding;
mod lexicon;
mod likeness;
mod reading;
mod spelling;

use embedding::Embedding;
use lexicon::Lexicon;
use reading::{Reader, Reading};
use std::collections::BTreeMap;

/// Most bytes of a question that are read: nobody searches for more, a pasted page must not take long.
const MOST_BYTES: usize = 600;

/// Groups of questions that mean the same: numbers into `questions`, each once; the largest group first, in it the
/// numbers ascend. `own` are the library's groups of words that mean the same to its buyers (`Info::synonyms`).
/// The order of the questions makes no difference to what is together.
pub fn group(questions: &[&str], own: &[Vec<String>]) -> Vec<Vec<usize>> {
    let mut places: BTreeMap<&str, Vec<usize>> = BTreeMap::new(); // in the order of the texts, not of the input
    for (at, question) in questions.iter().enumerate() {
        places.entry(beginning(question)).or_default().push(at);
    }
    let texts: Vec<&str> = places.keys().copied().collect();
    let lexicon = Lexicon::new(own);
    let readings = Reader::new(&lexicon, &texts).readings();
    // The first of several that differ in the order of their words stands for all of them.
    let mut nodes: BTreeMap<Reading, (&str, Vec<usize>)> = BTreeMap::new();
    for ((reading, text), at) in readings.into_iter().zip(&texts).zip(places.into_values()) {
        nodes.entry(reading).or_insert((text, Vec::new())).1.extend(at);
    }
    let embedding = Embedding::built_in();
    let (mut readings, mut standing, mut members) = (Vec::new(), Vec::new(), Vec::new());
    for (reading, (text, at)) in nodes {
        readings.push(reading);
        standing.push(embedding.of(text));
        members.push(at);
    }
    let pairs = likeness::pairs(&readings, &standing, &lexicon);
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for cluster in clusters::average_linkage(readings.len(), &pairs) {
        let mut group: Vec<usize> =
            cluster.iter().filter_map(|node| members.get(*node)).flatten().copied().collect();
        group.sort_unstable();
        groups.push(group);
    }
    groups.sort_by_key(|group| (std::cmp::Reverse(group.len()), group.first().copied()));
    groups
}

/// The part of a question that is read.
fn beginning(question: &str) -> &str {
    let mut end = question.len().min(MOST_BYTES);
    while !question.is_char_boundary(end) {
        end -= 1;
    }
    question.get(..end).unwrap_or_default().trim()
}
