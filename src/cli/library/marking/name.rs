//! What a file's name says by a marking in it.

use super::lexicon::{LEXICON, Verdict, split_words};
use super::line::{CONFIDENTIAL, alone, in_line, windows};
use crate::library::extract::Place;
use pitchside_core::text::fold;

/// What a file's name (without its folders) says: by a phrase, a mark in brackets or capitals, or one at its beginning or end.
pub fn in_name(name: &str) -> Option<Verdict> {
    let stem = match name.rsplit_once('.') {
        Some((stem, extension)) if extension.len() <= 5 => stem,
        _ => name,
    };
    let originals: Vec<&str> = split_words(stem).collect();
    let folded: Vec<String> = originals.iter().map(|word| fold(word)).collect();
    // A number is glued to its word: `entwurf2`.
    let unglued = |word: &'_ str| match word.trim_end_matches(|c: char| c.is_ascii_digit()) {
        letters if letters.len() > 3 => letters.len(),
        _ => word.len(),
    };
    let words: Vec<&str> = folded.iter().map(|word| word.get(..unglued(word)).unwrap_or(word)).collect();
    if words.first().is_some_and(|word| LEXICON.is("about", word)) {
        return None;
    }
    let lexicon = &*LEXICON;
    let mut found = None;
    for part in stem.split(['(', '[', '{']).skip(1).filter_map(|part| part.split([')', ']', '}']).next()) {
        found = found.max(in_line(Place::Head, part));
    }
    for part in stem.split(" - ").flat_map(|part| part.split("--")).flat_map(|part| part.split("__")) {
        let folded = fold(part);
        found = found.max(alone(Place::Head, &split_words(&folded).collect::<Vec<_>>()));
    }
    for (at, length, verdict) in windows(&words, &lexicon.phrases) {
        let about = at
            .checked_sub(1)
            .and_then(|before| words.get(before))
            .is_some_and(|word| LEXICON.is("spoken of", word));
        let edge = at == 0 || at + length == words.len() || length > 2;
        found = found.max(Some(verdict).filter(|_| !about && edge));
    }
    let mixed = stem.chars().any(char::is_lowercase);
    let capitals = |word: &&&str| {
        word.chars().count() >= 3
            && **word != "NDA"
            && word.chars().all(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    let marks = originals
        .iter()
        .filter(capitals)
        .filter(|_| mixed || words.len() > 1 && originals.iter().filter(capitals).count() < originals.len());
    found = found.max(marks.filter_map(|word| lexicon.alone.get(fold(word).as_str()).copied()).max());
    // Dates, numbers, languages and `final` behind the mark say nothing.
    let nothing = |word: &&&str| {
        word.bytes().any(|b| b.is_ascii_digit()) && word.len() <= 8
            || matches!(
                **word,
                "final"
                    | "en"
                    | "de"
                    | "fr"
                    | "es"
                    | "it"
                    | "nl"
                    | "pt"
                    | "us"
                    | "uk"
                    | "v"
                    | "rev"
                    | "only"
                    | "copy"
                    | "version"
                    | "use"
                    | "new"
                    | "neu"
                    | "a4"
            )
    };
    let tail = words.iter().rev().take_while(nothing).count();
    let body = words.get(..words.len() - tail).unwrap_or_default();
    if let [.., before, last] = body {
        let subject = LEXICON.is("spoken of", before)
            || matches!(
                *before,
                "public"
                    | "internal"
                    | "external"
                    | "restricted"
                    | "and"
                    | "or"
                    | "vs"
                    | "und"
                    | "oder"
                    | "et"
                    | "y"
                    | "e"
                    | "en"
                    | "the"
                    | "a"
                    | "not"
                    | "is"
                    | "its"
                    | "non"
            );
        let common = matches!(
            *last,
            "secret"
                | "private"
                | "sensitive"
                | "concept"
                | "expired"
                | "retired"
                | "proprietary"
                | "classified"
                | "geheim"
                | "interna"
                | "provisoire"
                | "nda"
                | "minuta"
                | "restricted"
        ) && !(*last == "concept" && tail > 0);
        found = found.max(lexicon.alone.get(last).copied().filter(|_| !subject && !common));
    }
    // In English the mark may be an adjective of what follows; elsewhere an adjective bends, or stands behind.
    if let [first, second, ..] = words.as_slice() {
        let unbent = CONFIDENTIAL.iter().skip(1).chain(&["entwurf"]).any(|word| word == first);
        let version =
            second.len() <= 3 && second.starts_with('v') && second.bytes().any(|b| b.is_ascii_digit());
        found = found.max(lexicon.alone.get(first).copied().filter(|_| unbent || version));
    }
    found
}
