//! The kind of a piece whose row has none: by its folder, its name, its title, how its pages look, and what its head and its headings
//! say of it.

use super::super::entry::kinds_named;
use super::super::extract::Document;
use super::super::fields::{fold, kind_in, kind_named};
use super::super::walk;
use super::Found;
use pitchside_core::catalogue::{Asset, AssetKind, Unit};

/// Blocks of the first page in which a kind may stand by itself, and at the head in which a mail begins.
const LINES: usize = 40;
const HEAD: usize = 12;
/// Words at the head of a document that introduce it.
const INTRODUCTION: usize = 120;
/// Headings from which their form is told.
const HEADINGS: usize = 4;

/// By the nearest folder, else the file's name, else the title, else the format or how its pages look, else what it says.
pub fn of(asset: &Asset, document: Option<&Document>) -> Found<AssetKind> {
    let mut folders: Vec<&str> = asset.file.split('/').collect();
    let name = folders.pop().unwrap_or_default();
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    let of_folder = |folder: &&str| Some(Found::read(kind_in(folder)?, format!("folder “{folder}”")));
    if let Some(found) = folders.iter().rev().find_map(of_folder) {
        return found;
    }
    if let Some(kind) = kind_named(&stem.replace(['_', '-', '+'], " ")) {
        return Found::guessed(kind, format!("file “{name}”"));
    }
    if let Some(kind) = kind_named(&asset.title) {
        return Found::guessed(kind, format!("title “{}”", asset.title));
    }
    if let Some(found) = document.and_then(alone) {
        return found;
    }
    if matches!(walk::extension(name).as_str(), "pptx" | "ppsx" | "potx" | "pptm") {
        return Found::read(AssetKind::Deck, "a presentation");
    }
    if document.is_some_and(|document| document.slides) {
        return Found::read(AssetKind::Deck, "its pages are slides");
    }
    document
        .and_then(|document| introduced(document).or_else(|| formed(document)))
        .unwrap_or_else(|| Found::guessed(AssetKind::Other, "nothing names it"))
}

/// Whether a text is a kind's name and nothing else: `Case study`.
pub fn is_kind_alone(text: &str) -> bool {
    named(text).is_some()
}

/// The kind that a text is the name of, where it can hardly be anything else.
fn named(text: &str) -> Option<AssetKind> {
    // Words that head a part of a document as well.
    const PARTS: [&str; 24] = [
        "security",
        "sicherheit",
        "sécurité",
        "pricing",
        "preise",
        "prices",
        "tarifs",
        "prix",
        "document",
        "compliance",
        "privacy",
        "event",
        "page",
        "reference",
        "references",
        "referenz",
        "study",
        "studie",
        "survey",
        "solution",
        "solutions",
        "post",
        "article",
        "video",
    ];
    let text = text.trim();
    if text.split_whitespace().count() > 4 || PARTS.iter().any(|part| fold(part) == fold(text)) {
        return None;
    }
    let kinds = kinds_named(text);
    match kinds.as_slice() {
        [kind] if *kind != AssetKind::Other => Some(*kind),
        _ => None,
    }
}

/// A kind that stands by itself on the first page, wherever it was drawn: a line `Case study`, or one that begins so
/// (`Battlecard · Harbourline Close`).
fn alone(document: &Document) -> Option<Found<AssetKind>> {
    if document.unit == Unit::Sheet {
        return None;
    }
    let blocks = document.blocks.iter().filter(|block| !block.notes && block.position <= 1).take(LINES);
    let lines = blocks.flat_map(|block| [block.heading.as_str(), block.text.as_str()]);
    let mut lines = lines.filter(|line| !line.is_empty() && line.split_whitespace().count() <= 12);
    lines.find_map(|line| {
        let kind = named(line.split([':', '|', '·', '–', '—', '›']).next()?)?;
        Some(Found::read(kind, format!("line “{line}”")))
    })
}

/// A sentence at the head that introduces the piece: `This white paper …`, `Dieser Leitfaden …`.
fn introduced(document: &Document) -> Option<Found<AssetKind>> {
    const THIS: [&str; 19] = [
        "this", "dieser", "diese", "dieses", "diesem", "diesen", "ce", "cet", "cette", "este", "esta",
        "questo", "questa", "quest", "este", "deze", "dit", "in this", "our",
    ];
    let words: Vec<&str> = document
        .blocks
        .iter()
        .filter(|block| !block.notes)
        .flat_map(|block| block.text.split_whitespace())
        .take(INTRODUCTION)
        .collect();
    words.iter().enumerate().find_map(|(at, word)| {
        if !THIS.contains(&word.to_lowercase().as_str()) {
            return None;
        }
        let kind = (1..=3).rev().find_map(|count| {
            let phrase = words.get(at + 1..at + 1 + count)?.join(" ");
            named(phrase.trim_matches(|c: char| !c.is_alphanumeric()))
        })?;
        let told = words.get(at..(at + 4).min(words.len())).unwrap_or_default().join(" ");
        Some(Found::guessed(kind, format!("it says “{told} …”")))
    })
}

/// By what its headings are: questions, the parts of a customer's story, a mail's head.
fn formed(document: &Document) -> Option<Found<AssetKind>> {
    const PROBLEM: [&str; 14] = [
        "challenge",
        "situation",
        "problem",
        "ausgangslage",
        "herausforderung",
        "aufgabe",
        "défi",
        "enjeu",
        "contexte",
        "reto",
        "desafío",
        "sfida",
        "desafio",
        "uitdaging",
    ];
    const ANSWER: [&str; 10] = [
        "solution",
        "approach",
        "lösung",
        "vorgehen",
        "umsetzung",
        "solución",
        "soluzione",
        "solução",
        "oplossing",
        "démarche",
    ];
    const RESULT: [&str; 12] = [
        "result",
        "outcome",
        "benefits",
        "ergebnis",
        "resultat",
        "nutzen",
        "résultat",
        "bilan",
        "resultado",
        "risultat",
        "resultaat",
        "impact",
    ];
    let mut headings: Vec<&str> = document
        .blocks
        .iter()
        .filter(|block| !block.notes)
        .filter_map(|block| block.heading.rsplit(" › ").next())
        .filter(|heading| !heading.is_empty())
        .collect();
    headings.dedup();
    let lower: Vec<String> = headings.iter().map(|heading| heading.to_lowercase()).collect();
    let has = |words: &[&str]| {
        lower.iter().any(|heading| {
            heading.split_whitespace().count() <= 4 && words.iter().any(|word| heading.contains(word))
        })
    };
    if has(&PROBLEM) && has(&ANSWER) && has(&RESULT) {
        return Some(Found::guessed(AssetKind::CaseStudy, "its headings are those of a customer’s story"));
    }
    let questions = headings.iter().filter(|heading| heading.ends_with(['?', '？'])).count();
    if questions >= HEADINGS && questions * 3 >= headings.len() * 2 {
        return Some(Found::guessed(
            AssetKind::Faq,
            format!("{questions} of its {} headings are questions", headings.len()),
        ));
    }
    let mail = ["subject:", "betreff:", "objet :", "objet:", "asunto:", "oggetto:", "assunto:", "onderwerp:"];
    let begins = |block: &super::super::extract::Block| {
        let text = block.text.to_lowercase();
        mail.iter().any(|word| text.starts_with(word))
    };
    let found = document.blocks.iter().filter(|block| !block.notes).take(HEAD).any(begins);
    found.then(|| Found::guessed(AssetKind::EmailTemplate, "it begins with a mail’s subject"))
}

#[cfg(test)]
mod tests {
    use super::super::super::extract::Block;
    use super::*;

    fn kind(title: &str, blocks: &[(&str, &str)]) -> AssetKind {
        let block = |(heading, text): &(&str, &str)| Block {
            position: 1,
            heading: (*heading).to_owned(),
            text: (*text).to_owned(),
            notes: false,
        };
        let document = Document { blocks: blocks.iter().map(block).collect(), ..Document::default() };
        let mut asset = Asset::new("x", title, AssetKind::Other);
        asset.file = "file-001.pdf".to_owned();
        of(&asset, Some(&document)).value
    }

    #[test]
    fn a_line_of_its_own_at_the_head_names_the_kind() {
        for (line, right) in [
            ("Case study", AssetKind::CaseStudy),
            ("Battlecard · Harbourline Close", AssetKind::Battlecard),
            ("Datenblatt | Stand 05/2026", AssetKind::Datasheet),
            ("Livre blanc", AssetKind::WhitePaper),
            ("Security", AssetKind::Other),
            ("Our reference customers in the north", AssetKind::Other),
        ] {
            assert_eq!(kind("Alderney", &[("", line), ("", "It took five days.")]), right, "{line}");
        }
    }

    #[test]
    fn a_sentence_that_introduces_it_and_its_headings_tell_the_kind() {
        let said = kind("Ports", &[("", "In this white paper we look at how ports pay their dues.")]);
        assert_eq!(said, AssetKind::WhitePaper);
        let story = [("Ausgangslage", "x"), ("Unsere Lösung", "x"), ("Ergebnisse", "x")];
        assert_eq!(kind("Alderney", &story), AssetKind::CaseStudy);
        let asked = [("What is it?", "x"), ("Who made it?", "x"), ("Why?", "x"), ("When?", "x")];
        assert_eq!(kind("Alderney", &asked), AssetKind::Faq);
        assert_eq!(kind("Alderney", &[("", "Betreff: Unser Gespräch")]), AssetKind::EmailTemplate);
        assert_eq!(kind("Alderney", &[("Why?", "This is it.")]), AssetKind::Other);
    }
}
