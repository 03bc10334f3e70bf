//! A draft of one or two sentences, taken from the text, for a piece whose row has no summary.
//!
//! What a page or a file says of itself comes first, else the sentences that stand early, share the title's words and those that the
//! text uses most (Luhn, “The automatic creation of literature abstracts”, 1958). Slides without sentences give their titles.

mod sentences;
mod signs;

use super::super::extract::{Block, Document, Label, Place, one_line};
use super::super::marking;
use super::Found;
use pitchside_core::catalogue::{AssetKind, Unit};
use pitchside_core::text::fold;
use sentences::sentences;
use signs::{
    instructs, is_general, is_plain, points_elsewhere, refers_back, speaks_of_itself, speaks_of_us,
    tells_a_result,
};
use std::collections::{HashMap, HashSet};

/// Characters of the longest summary.
const LONGEST: usize = 240;
/// Words and characters of a sentence that may stand in one.
const WORDS: std::ops::RangeInclusive<usize> = 6..=42;
/// Words of the text that are looked at, and sentences.
const LOOKED_AT: usize = 1500;
const SENTENCES: usize = 60;
/// Words of the longest subtitle.
const SUBTITLE: usize = 60;
/// Words below which a text is too short to have a summary.
const TEXT: usize = 60;
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
pub fn of(title: &str, kind: AssetKind, document: &Document) -> Option<Found<String>> {
    if let Some(text) = described(title, document) {
        return Some(Found::guessed(text, "the file’s own description"));
    }
    let headings = || of_headings(title, document).map(|text| Found::guessed(text, "its headings"));
    let sentences =
        || of_sentences(title, kind, document).map(|text| Found::guessed(text, "sentences of its text"));
    match document.unit {
        // A list of questions tells what is answered.
        _ if kind == AssetKind::Faq => headings().or_else(sentences),
        // What stands on slides seldom stands by itself.
        Unit::Slide => headings().or_else(sentences),
        _ if document.slides => headings().or_else(sentences),
        _ => sentences().or_else(headings),
    }
}

/// What the properties or the page's head say.
fn described(title: &str, document: &Document) -> Option<String> {
    let blocks = document.blocks.iter().take(200);
    let text: HashSet<String> =
        blocks.flat_map(|block| content_words(&format!("{} {}", block.heading, block.text))).collect();
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
        // Copies and templates carry what was said of another document.
        let words = content_words(&value);
        let known = words.iter().filter(|word| text.contains(*word)).count();
        (told && sentence && known * 2 >= words.len()).then_some(value)
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
struct Sentence {
    text: String,
    /// Its paragraph's number.
    paragraph: usize,
    /// Whether it begins the paragraph: what follows leans on it.
    first: bool,
    /// What its place adds: right below the title, or in a part that introduces or sums up.
    place: f64,
}

/// The sentences of the head of a document, and how often its words come.
fn collected(title: &str, document: &Document) -> (Vec<Sentence>, HashMap<String, usize>) {
    let mut frequency: HashMap<String, usize> = HashMap::new();
    let mut all: Vec<Sentence> = Vec::new();
    let (mut words, mut below) = (0, 0);
    let blocks = document.blocks.iter().filter(|block| !block.notes && !block.text.contains(". . ."));
    for (paragraph, block) in blocks.enumerate() {
        words += block.text.split_whitespace().count();
        if words > LOOKED_AT || all.len() > SENTENCES {
            break;
        }
        for word in content_words(&block.text) {
            *frequency.entry(word).or_default() += 1;
        }
        let place = place(block, title, &mut below);
        // A subtitle whose last line was taken for text.
        let heading = block.heading.rsplit(" › ").next().unwrap_or_default();
        let goes_on = block.text.starts_with(char::is_lowercase) && heading.split(' ').count() > 4;
        let text = if goes_on { format!("{heading} {}", block.text) } else { block.text.clone() };
        let place = if goes_on && block.position <= 2 { 2.0 } else { place };
        // “Internal. Never forward this card.” begins no thought.
        let mut first = true;
        for text in sentences(&text) {
            all.push(Sentence { text: text.to_owned(), paragraph, first, place });
            first &= is_notice(text);
        }
    }
    (all, frequency)
}

fn of_sentences(title: &str, kind: AssetKind, document: &Document) -> Option<String> {
    let placeholder = |block: &Block| block.text.to_lowercase().contains("lorem ipsum");
    if document.word_count() < TEXT && !document.blocks.iter().any(|b| b.text.chars().any(|c| c > '\u{2e80}'))
        || document.blocks.iter().take(40).any(placeholder)
    {
        return None;
    }
    let title_words = content_words(title);
    let (all, frequency) = collected(title, document);
    let story = kind == AssetKind::CaseStudy;
    let score = |at: usize, sentence: &Sentence| {
        let words = content_words(&sentence.text);
        let used: usize = words.iter().map(|word| frequency.get(word).copied().unwrap_or(0).min(6)).sum();
        let common = used as f64 / (words.len().max(5) as f64);
        let shared = words.iter().filter(|word| title_words.contains(word)).count() as f64;
        let early = 2.5 / (1.0 + at as f64 * 0.2);
        let own = speaks_of_itself(&sentence.text);
        let signs = [
            (own, 2.5),
            (!sentence.first && !own, -1.0),
            (instructs(&sentence.text), -1.5),
            (story && speaks_of_us(&sentence.text), -2.0),
        ];
        let signs: f64 = signs.iter().filter(|(holds, _)| *holds).map(|(_, worth)| worth).sum();
        common.min(4.0) * 0.25 + shared.min(3.0) * 0.5 + early + signs + sentence.place
    };
    let mut ranked: Vec<(usize, f64)> = all
        .iter()
        .enumerate()
        .filter(|(_, sentence)| is_telling(&sentence.text, title) && !refers_back(&sentence.text))
        .map(|(at, sentence)| (at, score(at, sentence)))
        .collect();
    ranked.sort_by(|a, b| b.1.total_cmp(&a.1));
    let (first, worth) = *ranked.first()?;
    if worth < 0.0 {
        return None;
    }
    let lead = all.get(first)?;
    // What goes on with the thought; of a story, when it only introduces the customer, what came of it.
    let next = all.get(first + 1).filter(|next| {
        next.paragraph == lead.paragraph
            && is_telling(&next.text, title)
            && !instructs(&next.text)
            && !(story && speaks_of_us(&next.text))
    });
    let told = tells_a_result(&lead.text);
    let result = all.iter().find(|sentence| {
        sentence.text.starts_with(char::is_alphabetic)
            && is_telling(&sentence.text, title)
            && tells_a_result(&sentence.text)
            && !points_elsewhere(&sentence.text)
            && !speaks_of_us(&sentence.text)
    });
    let second = if story && !told { result.or(next) } else { next };
    // A sentence that says what the piece is may go on from the one before it.
    let before = first.checked_sub(1).and_then(|at| all.get(at)).filter(|before| {
        !lead.first
            && before.paragraph == lead.paragraph
            && is_telling(&before.text, title)
            && !instructs(&before.text)
    });
    if let Some(text) = before.and_then(|before| fitting(vec![before.text.clone(), lead.text.clone()])) {
        return Some(text);
    }
    let texts = [Some(lead), second].into_iter().flatten().map(|sentence| sentence.text.clone()).collect();
    fitting(texts)
}

/// A mark, or a word on who may have the piece.
fn is_notice(text: &str) -> bool {
    text.split_whitespace().count() <= 3 || !is_plain(text) || marking::in_line(Place::Head, text).is_some()
}

/// What the place of a block adds to its sentences: right below the title, or in a part that introduces or sums up.
fn place(block: &Block, title: &str, below: &mut usize) -> f64 {
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
        // The first few sentences right below the title are its subtitle, wherever the page draws them.
        () if fold(heading) == fold(title) && block.position == 1 => {
            let words = block.text.split_whitespace().count();
            *below += usize::from(words >= *WORDS.start());
            if words <= SUBTITLE && *below == 1 { 3.0 } else { 1.5 }
        }
        () if lower.split(' ').count() <= 4 && INTRODUCING.iter().any(|word| lower.contains(word)) => 1.0,
        () => 0.0,
    }
}

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
    // A line of its own may end without a sign.
    let last = text.rsplit(' ').next().unwrap_or_default();
    let line = speaks_of_itself(text) && words >= 8 && last.starts_with(char::is_uppercase);
    let ends =
        line || text.trim_end_matches(['”', '"', '“', '’', '»', ')']).ends_with(['.', '!', '。', '！']);
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

/// The headings that use the text's words most, in their order, for a text without sentences.
fn of_headings(title: &str, document: &Document) -> Option<String> {
    let mut headings: Vec<&str> = Vec::new();
    let mut frequency: HashMap<String, usize> = HashMap::new();
    for block in document.blocks.iter().filter(|block| !block.notes).take(LOOKED_AT) {
        for word in content_words(&block.text) {
            *frequency.entry(word).or_default() += 1;
        }
        let heading = block.heading.rsplit(" › ").next().unwrap_or_default().trim();
        let short = (1..=12).contains(&heading.split_whitespace().count()) && heading.chars().count() <= 70;
        let letters = heading.chars().filter(|c| c.is_alphabetic()).count();
        let known = headings.iter().any(|known| fold(known) == fold(heading)) || fold(heading) == fold(title);
        if short && letters >= 3 && !known && is_plain(heading) && !is_general(heading) {
            headings.push(heading);
        }
    }
    let weight = |heading: &str| {
        let words = content_words(heading);
        let used: usize = words.iter().map(|word| frequency.get(word).copied().unwrap_or(0).min(8)).sum();
        used * 10 / words.len().max(2)
    };
    let mut ranked: Vec<usize> = (0..headings.len()).collect();
    ranked.sort_by_key(|at| std::cmp::Reverse(headings.get(*at).map_or(0, |heading| weight(heading))));
    ranked.truncate(HEADINGS);
    ranked.sort_unstable();
    let chosen: Vec<&str> = ranked.iter().filter_map(|at| headings.get(*at).copied()).collect();
    let text = chosen.join(" · ");
    (chosen.len() >= 2 && text.chars().count() <= LONGEST).then_some(text)
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
        // Enough text to have a summary.
        let mut blocks: Vec<Block> = blocks.iter().map(block).collect();
        blocks.push(Block { position: 9, text: "and so on ".repeat(20), ..Block::default() });
        Document { blocks, unit: Unit::Page, ..Document::default() }
    }

    #[test]
    fn the_lines_below_the_title_are_the_summary_and_notices_are_not() {
        let title = "Alderney closes in five days";
        let read = of(
            title,
            AssetKind::Other,
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
        let mut page = document(&[(
            "",
            "A shorter close saves what it costs in most of the groups that we have measured.",
        )]);
        page.label(Place::Properties, "description: What a close costs, and what a shorter one saves.");
        assert_eq!(
            of("Close", AssetKind::Other, &page).unwrap().value,
            "What a close costs, and what a shorter one saves."
        );
        let slides = document(&[("Why now", "Costs"), ("What we do", "Close"), ("Prices", "10")]);
        assert_eq!(of("Close", AssetKind::Other, &slides).unwrap().value, "Why now · What we do · Prices");
        assert!(of("Close", AssetKind::Other, &document(&[("", "10")])).is_none());
    }

    #[test]
    fn what_a_piece_says_of_itself_comes_before_what_comes_first() {
        let text = "Large undertakings meet two of three criteria on two balance sheet dates running.";
        let own = "This page sets out what a large company that is not listed has to do if its first sustainability statement covers 2025.";
        let read = of("Timetable", AssetKind::OnePager, &document(&[("Timetable", own), ("Who", text)]));
        assert_eq!(read.unwrap().value, own);
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
