//! Markings that keep a piece from buyers: “Company confidential” in a foot, “Entwurf” across the page, `prices-internal.xlsx`.
//!
//! A marking is a part of a line that says nothing else: what confidential computing is, how internal audits go, and what a
//! contract keeps secret are subjects, not markings. So a line is cut at its marks of punctuation, and a part counts where it
//! holds a phrase that nobody writes otherwise (`do not distribute`), or where nothing of weight stands beside a word that could
//! be a subject's, too (`internal`, but not `internal audit`). The words are in `words/markings.tsv`, in seven languages.

mod lexicon;
mod line;
mod name;

pub use lexicon::Verdict;
pub use line::in_line;
pub use name::in_name;

use super::extract::{Document, Label, Place, one_line};

/// A marking that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Marking {
    /// What it says.
    pub verdict: Verdict,
    /// Where it stands, in words: `its foot`.
    pub place: &'static str,
    /// The line that holds it.
    pub text: String,
}

/// Lines of a text's head, and of its end, that are looked at.
const LINES: usize = 12;
/// Words of a text's head, and of its end, that are looked at.
const WORDS: usize = 80;

/// Everything that marks a piece: its file's name, its title, heads, feet, watermarks and properties, the first and last lines of its
/// text.
pub fn of(title: &str, file: &str, document: Option<&Document>) -> Vec<Marking> {
    let mut found = Vec::new();
    let mut add = |place, text: &str, verdict: Option<Verdict>| {
        if let Some(verdict) = verdict {
            let text = one_line(text).chars().take(90).collect();
            let new = Marking { verdict, place, text };
            if !found.contains(&new) {
                found.push(new);
            }
        }
    };
    let name = file.rsplit('/').next().unwrap_or(file);
    add("the file’s name", name, in_name(name));
    add("its title", title, in_line(Place::Text, title));
    for Label { place, text } in document.iter().flat_map(|d| &d.labels) {
        add(place.words(), text, in_line(*place, text));
    }
    let blocks = document.iter().flat_map(|d| &d.blocks).filter(|b| !b.notes);
    let lines: Vec<&str> = blocks
        .flat_map(|b| [b.heading.rsplit(" › ").next().unwrap_or_default(), b.text.as_str()])
        .filter(|text| !text.is_empty())
        .collect();
    for line in edge(lines.iter().copied()) {
        add("its first lines", line, in_line(Place::Text, line));
    }
    for line in edge(lines.iter().rev().copied()) {
        add("its last lines", line, in_line(Place::Text, line));
    }
    found
}

/// The sentences of the first lines, up to so many lines and words.
fn edge<'t>(lines: impl Iterator<Item = &'t str>) -> Vec<&'t str> {
    let mut words = 0;
    let mut sentences = Vec::new();
    for line in lines.take(LINES) {
        for sentence in line.split_inclusive(". ") {
            words += sentence.split_whitespace().count();
            sentences.push(sentence);
            if words > WORDS {
                return sentences;
            }
        }
    }
    sentences
}

/// What one labelled sample says: `place` is `name`, `cover` (lines parted by ` / `), `text`, `head`, `foot`, `watermark` or
/// `properties`. For judging; a build asks [`of`].
pub fn in_sample(place: &str, text: &str) -> Option<Verdict> {
    let place = match place {
        "name" => return in_name(text),
        "head" => Place::Head,
        "foot" => Place::Foot,
        "watermark" => Place::Watermark,
        "properties" => Place::Properties,
        _ => Place::Text,
    };
    let lines = text.split(" / ").flat_map(|line| line.split_inclusive(". "));
    lines.filter_map(|line| in_line(place, line)).max()
}
