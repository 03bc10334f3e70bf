//! A draft of one or two sentences, taken from the text, for a piece whose row has no summary.
//!
//! What a page or a file says of itself comes first, else the sentences that stand early, share the title's words and those that the
//! text uses most (Luhn, “The automatic creation of literature abstracts”, 1958). Slides without sentences give their titles.

use super::super::extract::{Block, Document, Label, Place, one_line};
use super::super::marking;
use super::Found;
use pitchside_core::catalogue::{AssetKind, Unit};
use pitchside_core::text::fold;
use std::collections::{HashMap, HashSet};

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
    let mut words = 0;
    let blocks = document.blocks.iter().filter(|block| !block.notes && !block.text.contains(". . ."));
    for (paragraph, block) in blocks.enumerate() {
        words += block.text.split_whitespace().count();
        if words > LOOKED_AT || all.len() > SENTENCES {
            break;
        }
        for word in content_words(&block.text) {
            *frequency.entry(word).or_default() += 1;
        }
        let place = place(block, title);
        // A subtitle whose last line was taken for text.
        let heading = block.heading.rsplit(" › ").next().unwrap_or_default();
        let goes_on = block.text.starts_with(char::is_lowercase) && heading.split(' ').count() > 4;
        let text = if goes_on { format!("{heading} {}", block.text) } else { block.text.clone() };
        let place = if goes_on && block.position <= 2 { 2.0 } else { place };
        let sentences = sentences(&text).into_iter().enumerate().map(|(at, text)| Sentence {
            text: text.to_owned(),
            paragraph,
            first: at == 0,
            place,
        });
        all.extend(sentences);
    }
    (all, frequency)
}

fn of_sentences(title: &str, kind: AssetKind, document: &Document) -> Option<String> {
    let placeholder = |block: &Block| block.text.to_lowercase().contains("lorem ipsum");
    if document.blocks.iter().take(40).any(placeholder) {
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
            (refers_back(&sentence.text) && !own, -1.5),
            (instructs(&sentence.text), -1.5),
            (story && speaks_of_us(&sentence.text), -2.0),
        ];
        let signs: f64 = signs.iter().filter(|(holds, _)| *holds).map(|(_, worth)| worth).sum();
        common.min(4.0) * 0.25 + shared.min(3.0) * 0.5 + early + signs + sentence.place
    };
    let mut ranked: Vec<(usize, f64)> = all
        .iter()
        .enumerate()
        .filter(|(_, sentence)| is_telling(&sentence.text, title))
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
        () if fold(heading) == fold(title) && block.position <= 2 => 1.5,
        () if lower.split(' ').count() <= 4 && INTRODUCING.iter().any(|word| lower.contains(word)) => 1.0,
        () => 0.0,
    }
}

/// `This paper shows …`, `Dieser Leitfaden …`: a sentence that says what the piece is.
fn speaks_of_itself(text: &str) -> bool {
    const THIS: [&str; 24] = [
        "this",
        "the",
        "our",
        "in this",
        "dieser",
        "diese",
        "dieses",
        "das",
        "der",
        "die",
        "in diesem",
        "in dieser",
        "ce",
        "cet",
        "cette",
        "le",
        "la",
        "este",
        "esta",
        "questo",
        "questa",
        "deze",
        "dit",
        "estas",
    ];
    const STRONG: [&str; 16] = [
        "paper",
        "guide",
        "handbook",
        "book",
        "whitepaper",
        "white",
        "checklist",
        "ebook",
        "leitfaden",
        "handbuch",
        "livre",
        "manual",
        "manuel",
        "guida",
        "guía",
        "gids",
    ];
    const PIECES: [&str; 41] = [
        "page",
        "sheet",
        "document",
        "report",
        "datasheet",
        "brochure",
        "study",
        "notice",
        "overview",
        "comparison",
        "workbook",
        "calculator",
        "article",
        "presentation",
        "webinar",
        "statement",
        "summary",
        "list",
        "faq",
        "blatt",
        "papier",
        "dokument",
        "bericht",
        "studie",
        "seite",
        "übersicht",
        "vergleich",
        "merkblatt",
        "datenblatt",
        "broschüre",
        "rechner",
        "arbeitsmappe",
        "fiche",
        "étude",
        "rapport",
        "comparatif",
        "tableau",
        "documento",
        "informe",
        "scheda",
        "verslag",
    ];
    let mut words =
        text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase);
    let first = words.next().unwrap_or_default();
    let second = words.next().unwrap_or_default();
    let third = words.next().unwrap_or_default();
    let two = format!("{first} {second}");
    let piece = if THIS.contains(&two.as_str()) { &third } else { &second };
    let this = THIS.contains(&two.as_str()) || THIS.contains(&first.as_str());
    // “The sheet” may be one of a workbook; “this sheet” is the piece.
    let article = matches!(first.as_str(), "the" | "our" | "das" | "der" | "die" | "le" | "la");
    let telling = STRONG.contains(&piece.as_str());
    this && (telling || !article && PIECES.contains(&piece.as_str()))
}

/// Whether a sentence tells whoever holds the piece what to do with it.
fn instructs(text: &str) -> bool {
    const FIRST: [&str; 26] = [
        "send", "use", "never", "do", "don", "ask", "please", "note", "check", "see", "click", "choose",
        "tell", "say", "write", "take", "vor", "bitte", "nicht", "niemals", "siehe", "beachten", "ne",
        "veuillez", "voir", "internal",
    ];
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    FIRST.contains(&first.to_lowercase().as_str())
}

/// Whether somebody speaks of themselves: in a story that is the customer, whose words are no summary.
fn speaks_of_us(text: &str) -> bool {
    const US: [&str; 16] = [
        "we", "our", "us", "i", "my", "wir", "uns", "unser", "unsere", "unserer", "ich", "nous", "notre",
        "nos", "je", "leur",
    ];
    text.split(|c: char| !c.is_alphanumeric()).any(|word| US.contains(&word.to_lowercase().as_str()))
}

/// Whether a sentence tells what changed, with a number.
fn tells_a_result(text: &str) -> bool {
    const CHANGED: [&str; 34] = [
        "now",
        "since",
        "today",
        "instead",
        "reduced",
        "cut",
        "fell",
        "saved",
        "saves",
        "faster",
        "fewer",
        "less",
        "no longer",
        "percent",
        "from",
        "heute",
        "statt",
        "seit",
        "seither",
        "sank",
        "spart",
        "schneller",
        "weniger",
        "prozent",
        "nicht mehr",
        "désormais",
        "au lieu",
        "depuis",
        "réduit",
        "moins",
        "ahora",
        "ora",
        "oggi",
        "nu",
    ];
    let lower = text.to_lowercase();
    let changed = CHANGED.iter().any(|word| {
        lower.split(|c: char| !c.is_alphanumeric()).any(|own| own == *word)
            || word.contains(' ') && lower.contains(word)
    });
    changed && text.contains(|c: char| c.is_ascii_digit())
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
                        || word.len() < 4 && word.chars().all(|c| c.is_ascii_digit())
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
    // A line of its own may end without a sign.
    let line = speaks_of_itself(text) && words >= 8;
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

/// Whether a text is no notice, address, instruction or placeholder.
fn is_plain(text: &str) -> bool {
    const NOTICES: [&str; 40] = [
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
        "before sending",
        "vor dem versand",
        "source:",
        "quelle:",
        "legal advice",
        "rechtsberatung",
        "may be sent",
        "outside the house",
        "außer haus",
        "not an offer",
        "figures are",
        "conseil juridique",
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
    let shown = matches!(
        first.to_lowercase().as_str(),
        "this" | "dieser" | "diese" | "dieses" | "ce" | "cet" | "cette" | "deze" | "dit"
    );
    speech
        || shown && !speaks_of_itself(text)
        || text.starts_with("E.g.")
        || BACK.contains(&first.to_lowercase().as_str())
}

/// Whether a sentence leans on another one anywhere.
fn points_elsewhere(text: &str) -> bool {
    const POINTING: [&str; 16] = [
        "them", "they", "their", "it", "its", "these", "those", "ihnen", "davon", "darin", "sie", "eux",
        "leur", "leurs", "dont", "en",
    ];
    refers_back(text)
        || text
            .split(|c: char| !c.is_alphanumeric())
            .any(|word| POINTING.contains(&word.to_lowercase().as_str()))
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

/// Headings that every document has.
fn is_general(heading: &str) -> bool {
    const GENERAL: [&str; 40] = [
        "contents",
        "agenda",
        "outline",
        "introduction",
        "overview",
        "summary",
        "conclusion",
        "questions",
        "any questions",
        "thank you",
        "thanks",
        "references",
        "appendix",
        "contact",
        "about us",
        "read me",
        "inputs",
        "outputs",
        "result",
        "results",
        "assumptions",
        "general",
        "notes",
        "inhalt",
        "inhaltsverzeichnis",
        "einleitung",
        "überblick",
        "fazit",
        "zusammenfassung",
        "fragen",
        "danke",
        "kontakt",
        "quellen",
        "allgemein",
        "sommaire",
        "conclusion",
        "merci",
        "contact",
        "annexe",
        "sorry",
    ];
    let lower = heading.to_lowercase();
    let bare = lower.trim_matches(|c: char| !c.is_alphanumeric());
    GENERAL.contains(&bare)
        || bare.starts_with("sheet")
        || bare.starts_with("tabelle")
        || bare.starts_with("outline of")
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
