//! A draft of one or two sentences, taken from the text, for a piece whose row has no summary.
//!
//! What a page or a file says of itself comes first, else the sentences that stand early, share the title's words and those that the
//! text uses most (Luhn, “The automatic creation of literature abstracts”, 1958). Slides without sentences give their titles.

use super::super::extract::{Block, Document, Label, Place, one_line};
use super::super::marking;
use super::Found;
use pitchside_core::catalogue::Unit;
use pitchside_core::text::fold;
use std::collections::HashMap;

/// Characters of the longest summary.
const LONGEST: usize = 240;
/// Words and characters of a sentence that may stand in one.
const WORDS: std::ops::RangeInclusive<usize> = 6..=42;
/// Words of the text that are looked at, and sentences.
const LOOKED_AT: usize = 1500;
const SENTENCES: usize = 60;
/// Headings that stand for a text without sentences.
const HEADINGS: usize = 4;

/// What a summary in the catalogue begins with while nobody has looked it over: English, German, French.
pub const DRAFT: [&str; 3] = ["Draft: ", "Entwurf: ", "Brouillon : "];

/// A summary without the word that calls it a draft, and whether there was one.
pub fn without_draft(summary: &str) -> (&str, bool) {
    let marks = DRAFT.iter().map(|mark| mark.trim_end().trim_end_matches(':').trim_end());
    for mark in marks {
        if let Some(rest) = summary.strip_prefix(mark)
            && let Some(rest) = rest.trim_start().strip_prefix(':')
        {
            return (rest.trim_start(), true);
        }
    }
    (summary, false)
}

/// The draft for a document called `title`; none where its text tells nothing.
pub fn of(title: &str, document: &Document) -> Option<Found<String>> {
    if let Some(text) = described(title, document) {
        return Some(Found::guessed(text, "the file’s own description"));
    }
    let headings = || of_headings(title, document).map(|text| Found::guessed(text, "its headings"));
    let sentences =
        || of_sentences(title, document).map(|text| Found::guessed(text, "sentences of its text"));
    match document.unit {
        Unit::Sheet => headings(),
        // What stands on slides seldom stands by itself.
        Unit::Slide => headings().or_else(sentences),
        _ if document.slides => headings().or_else(sentences),
        _ => sentences().or_else(headings),
    }
}

/// What the properties or the page's head say.
fn described(title: &str, document: &Document) -> Option<String> {
    let of = |label: &Label| {
        let (name, value) = label.text.split_once(": ")?;
        let told = label.place == Place::Properties
            && matches!(
                name.to_lowercase().as_str(),
                "description" | "subject" | "dc.description" | "dcterms.description"
            );
        let value = one_line(value);
        let sentence =
            WORDS.contains(&value.split(' ').count()) && is_plain(&value) && fold(&value) != fold(title);
        (told && sentence).then_some(value)
    };
    let value = document.labels.iter().find_map(of)?;
    let sentences = sentences(&value);
    fitting(sentences.into_iter().map(str::to_owned).collect())
}

/// The first sentences that fit, at most two.
fn fitting(sentences: Vec<String>) -> Option<String> {
    let mut text = String::new();
    for sentence in sentences.into_iter().take(2) {
        if !text.is_empty() && text.chars().count() + sentence.chars().count() >= LONGEST {
            break;
        }
        text.push_str(if text.is_empty() { "" } else { " " });
        text.push_str(&sentence);
    }
    (!text.is_empty() && text.chars().count() <= LONGEST).then_some(text)
}

/// A sentence with its place in the text.
struct Sentence<'d> {
    text: &'d str,
    /// What its place adds: right below the title, or in a part that introduces or sums up.
    place: f64,
}

fn of_sentences(title: &str, document: &Document) -> Option<String> {
    let title_words = content_words(title);
    let mut frequency: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<Sentence<'_>> = Vec::new();
    let mut words = 0;
    for block in document.blocks.iter().filter(|block| !block.notes && !block.text.contains(". . .")) {
        words += block.text.split_whitespace().count();
        if words > LOOKED_AT {
            break;
        }
        if block.text.to_lowercase().contains("lorem ipsum") {
            return None;
        }
        for word in content_words(&block.text) {
            *frequency.entry(word).or_default() += 1;
        }
        let place = place(block, title);
        if all.len() < SENTENCES {
            all.extend(sentences(&block.text).into_iter().map(|text| Sentence { text, place }));
        }
    }
    let score = |at: usize, sentence: &Sentence<'_>| {
        let words = content_words(sentence.text);
        let used: usize = words.iter().map(|word| frequency.get(word).copied().unwrap_or(0).min(6)).sum();
        let common = used as f64 / (words.len().max(5) as f64);
        let shared = words.iter().filter(|word| title_words.contains(word)).count() as f64;
        let early = 2.5 / (1.0 + at as f64 * 0.2);
        let refers = if refers_back(sentence.text) { -1.5 } else { 0.0 };
        common.min(4.0) * 0.25 + shared.min(3.0) * 0.5 + early + refers + sentence.place
    };
    let mut ranked: Vec<(usize, f64)> = all
        .iter()
        .enumerate()
        .filter(|(_, sentence)| is_telling(sentence.text, title))
        .map(|(at, sentence)| (at, score(at, sentence)))
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (first, _) = *ranked.first()?;
    let text = |at: usize| all.get(at).map(|sentence| sentence.text.to_owned());
    // The sentence that follows goes on with the thought; else the next best.
    let next = ranked.iter().map(|(at, _)| *at).find(|at| *at == first + 1);
    let second = next.or_else(|| {
        ranked.get(1).map(|(at, _)| *at).filter(|at| !refers_back(all.get(*at).map_or("", |s| s.text)))
    });
    let mut chosen = vec![Some(first), second];
    chosen.sort_unstable();
    let chosen: Vec<String> = chosen.into_iter().flatten().filter_map(text).collect();
    fitting(chosen).or_else(|| fitting(text(first).into_iter().collect()))
}

/// What the place of a block adds to its sentences: right below the title, or in a part that introduces or sums up.
fn place(block: &Block, title: &str) -> f64 {
    const INTRODUCING: [&str; 21] = [
        "summary",
        "abstract",
        "overview",
        "introduction",
        "at a glance",
        "about this",
        "purpose",
        "zusammenfassung",
        "überblick",
        "einleitung",
        "auf einen blick",
        "worum es geht",
        "résumé",
        "synthèse",
        "aperçu",
        "introducción",
        "resumen",
        "sintesi",
        "introduzione",
        "samenvatting",
        "inleiding",
    ];
    let heading = block.heading.rsplit(" › ").next().unwrap_or_default();
    let lower = heading.to_lowercase();
    match () {
        () if heading.is_empty() => 0.0,
        () if fold(heading) == fold(title) && block.position <= 2 => 2.0,
        () if lower.split(' ').count() <= 4 && INTRODUCING.iter().any(|word| lower.contains(word)) => 1.5,
        () => 0.0,
    }
}

/// The sentences of a text. Dots of abbreviations, numbers and initials end none.
fn sentences(text: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut begin = 0;
    for (at, c) in text.char_indices() {
        let after = at + c.len_utf8();
        let ends = match c {
            '。' | '！' | '？' => true,
            '.' | '!' | '?' | '…' => {
                let mut end = text
                    .get(after..)
                    .unwrap_or_default()
                    .trim_start_matches(['”', '"', '“', '’', '»', ')'])
                    .chars();
                let parted = end.next().is_none_or(char::is_whitespace);
                let next = end.find(|c| !c.is_whitespace());
                let before = text.get(begin..at).unwrap_or_default();
                let word = before.rsplit([' ', '(', '\u{a0}']).next().unwrap_or_default();
                let short = c == '.'
                    && (word.chars().count() <= 2
                        || word.contains('.')
                        || word.chars().all(|c| c.is_ascii_digit())
                        || ABBREVIATIONS.contains(&word.to_lowercase().as_str()));
                parted && next.is_none_or(|c| !c.is_lowercase()) && !(short && next.is_some())
            }
            _ => false,
        };
        if ends {
            let rest = text.get(after..).unwrap_or_default();
            let marks = rest.len() - rest.trim_start_matches(['”', '"', '“', '’', '»', ')']).len();
            found.extend(text.get(begin..after + marks).map(str::trim));
            begin = after + marks;
        }
    }
    found.extend(text.get(begin..).map(str::trim).filter(|rest| !rest.is_empty()));
    found
}

const ABBREVIATIONS: [&str; 30] = [
    "mr", "mrs", "ms", "dr", "prof", "inc", "ltd", "corp", "co", "vs", "etc", "approx", "fig", "bzw", "ggf",
    "inkl", "exkl", "nr", "abs", "art", "mio", "mrd", "tel", "evtl", "usw", "env", "max", "min", "sog",
    "vgl",
];

/// Words that carry meaning: of four letters and more.
fn content_words(text: &str) -> Vec<String> {
    const COMMON: [&str; 36] = [
        "that", "this", "with", "from", "have", "your", "their", "they", "which", "will", "when", "what",
        "more", "than", "also", "into", "nicht", "werden", "eine", "einen", "einer", "oder", "sind", "auch",
        "wird", "diese", "dieser", "dans", "pour", "avec", "vous", "votre", "sont", "plus", "para", "como",
    ];
    let folded = fold(text);
    let words = folded.split(|c: char| !c.is_alphanumeric()).filter(|word| word.chars().count() >= 4);
    words.filter(|word| !COMMON.contains(word)).map(str::to_owned).collect()
}

/// Whether a sentence may stand by itself.
fn is_telling(text: &str, title: &str) -> bool {
    let words = text.split_whitespace().count();
    // Ideographs stand without blanks.
    let dense = text.chars().filter(|c| *c > '\u{2e80}').count();
    let length = WORDS.contains(&words) || (12..=120).contains(&dense);
    let ends = text.trim_end_matches(['”', '"', '“', '’', '»', ')']).ends_with(['.', '!', '。', '！']);
    let begins = text.starts_with(|c: char| {
        c.is_uppercase() || c.is_ascii_digit() || c > '\u{2e80}' || c == '“' || c == '„' || c == '"'
    });
    let digits = text.chars().filter(char::is_ascii_digit).count();
    length
        && ends
        && begins
        && digits * 5 < text.chars().count()
        && text.chars().count() <= LONGEST
        && fold(text) != fold(title)
        && is_plain(text)
        && marking::in_line(Place::Head, text).is_none()
}

/// Whether a text is no notice, address, instruction or placeholder.
fn is_plain(text: &str) -> bool {
    const NOTICES: [&str; 28] = [
        "©",
        "copyright",
        "all rights reserved",
        "alle rechte",
        "tous droits",
        "lorem ipsum",
        "http",
        "www.",
        "@",
        "click ",
        "klicken sie",
        "cliquez",
        "table of contents",
        "trademark",
        "marken der",
        "subject to change",
        "no liability",
        "ohne gewähr",
        "please read",
        "cookie",
        "do not forward",
        "never forward",
        "for internal use",
        "staff only",
        "language model",
        "demonstration purposes",
        "would like to thank",
        "acknowledg",
    ];
    let lower = text.to_lowercase();
    !NOTICES.iter().any(|notice| lower.contains(notice))
        && !text.contains(" · ")
        && !text.contains('\u{fffd}')
}

/// Whether a sentence leans on the one before it.
fn refers_back(text: &str) -> bool {
    const BACK: [&str; 62] = [
        "later",
        "even",
        "still",
        "finally",
        "first",
        "second",
        "third",
        "next",
        "moreover",
        "furthermore",
        "otherwise",
        "instead",
        "zudem",
        "außerdem",
        "später",
        "schließlich",
        "ensuite",
        "enfin",
        "it",
        "they",
        "he",
        "she",
        "these",
        "those",
        "however",
        "but",
        "and",
        "also",
        "therefore",
        "thus",
        "then",
        "such",
        "both",
        "here",
        "there",
        "es",
        "sie",
        "er",
        "dies",
        "das",
        "aber",
        "und",
        "doch",
        "dabei",
        "damit",
        "dazu",
        "daher",
        "deshalb",
        "hier",
        "il",
        "elle",
        "ils",
        "elles",
        "cela",
        "mais",
        "et",
        "ainsi",
        "esto",
        "pero",
        "questo",
        "ma",
        "isso",
    ];
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    let speech = text.starts_with(['“', '"', '„', '«']);
    speech || text.starts_with("E.g.") || BACK.contains(&first.to_lowercase().as_str())
}

/// The titles of slides, sheets or sections, for a text without sentences.
fn of_headings(title: &str, document: &Document) -> Option<String> {
    let mut headings: Vec<&str> = Vec::new();
    for block in document.blocks.iter().filter(|block| !block.notes) {
        let heading = block.heading.rsplit(" › ").next().unwrap_or_default().trim();
        let short = (1..=12).contains(&heading.split_whitespace().count()) && heading.chars().count() <= 70;
        let letters = heading.chars().filter(|c| c.is_alphabetic()).count();
        let known = headings.iter().any(|known| fold(known) == fold(heading)) || fold(heading) == fold(title);
        let sheet =
            heading.to_lowercase().starts_with("sheet") || heading.to_lowercase().starts_with("tabelle");
        if short && letters >= 3 && !known && !sheet && is_plain(heading) && headings.len() < HEADINGS {
            headings.push(heading);
        }
    }
    let text = headings.join(" · ");
    (headings.len() >= 2 && text.chars().count() <= LONGEST).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(blocks: &[(&str, &str)]) -> Document {
        let block = |(heading, text): &(&str, &str)| Block {
            position: 1,
            heading: (*heading).to_owned(),
            text: (*text).to_owned(),
            notes: false,
        };
        Document { blocks: blocks.iter().map(block).collect(), unit: Unit::Page, ..Document::default() }
    }

    #[test]
    fn the_lines_below_the_title_are_the_summary_and_notices_are_not() {
        let title = "Alderney closes in five days";
        let read = of(
            title,
            &document(&[
                ("", "© 2026 Harbourline. All rights reserved by the company and its partners."),
                (
                    title,
                    "For Harbourline staff only. An insurer with 31 entities went from eleven to five working days. How the reconciliations moved, and what the auditor asked.",
                ),
                (
                    "More",
                    "They started in May with the smallest of the accounts, and then went on to others.",
                ),
            ]),
        );
        assert_eq!(
            read.unwrap().value,
            "An insurer with 31 entities went from eleven to five working days. How the reconciliations moved, and what the auditor asked."
        );
    }

    #[test]
    fn a_description_of_its_own_comes_first_and_headings_stand_for_sentences() {
        let mut page =
            document(&[("", "The close takes five days in most of the groups that we have measured.")]);
        page.label(Place::Properties, "description: What a close costs, and what a shorter one saves.");
        assert_eq!(of("Close", &page).unwrap().value, "What a close costs, and what a shorter one saves.");
        let slides = document(&[("Why now", "Costs"), ("What we do", "Close"), ("Prices", "10")]);
        assert_eq!(of("Close", &slides).unwrap().value, "Why now · What we do · Prices");
        assert!(of("Close", &document(&[("", "10")])).is_none());
    }

    #[test]
    fn dots_of_abbreviations_and_numbers_end_no_sentence() {
        let text = "It costs approx. 1.5 m a year, i.e. less than Dr. Osei said. Nobody asked why.";
        assert_eq!(sentences(text).len(), 2);
        assert_eq!(sentences("这是第一句。这是第二句。").len(), 2);
    }

    #[test]
    fn the_mark_of_a_draft_is_read_in_three_languages() {
        for text in
            ["Draft: It works.", "Entwurf: It works.", "Brouillon : It works.", "Brouillon: It works."]
        {
            assert_eq!(without_draft(text), ("It works.", true), "{text}");
        }
        assert_eq!(without_draft("Drafts: it works."), ("Drafts: it works.", false));
    }
}
