//! What a line says by a marking in it.

use super::lexicon::{LEXICON, Verdict, split_words};
use crate::library::extract::Place;
use pitchside_core::text::fold;
use std::collections::HashMap;

/// Longest phrase in words.
const PHRASE: usize = 7;
/// Longest line of a cover that may be a marking, in words.
const LINE: usize = 40;

/// Words that say `confidential` of what stands before them: `Halden Systems Confidential`. In Romance languages only behind a
/// firm's legal form, because any adjective stands there.
const OF_A_NAME: [&str; 9] = [
    "confidential",
    "proprietary",
    "restricted",
    "internal",
    "vertraulich",
    "intern",
    "vertrouwelijk",
    "entwurf",
    "draft",
];
const OF_A_FIRM: [&str; 9] = [
    "confidentiel",
    "interne",
    "confidencial",
    "interno",
    "riservato",
    "confidenziale",
    "restrito",
    "restringido",
    "reservado",
];

/// The parts of a line that may say something each: between marks of punctuation, and hyphens that stand alone. In a text what stands
/// in quotation marks is spoken of and no part.
fn parts(place: Place, line: &str) -> Vec<&str> {
    const QUOTES: &[char] = &['"', '“', '”', '„', '«', '»'];
    const MARKS: &[char] = &[
        '|', '·', '•', '–', '—', ':', ';', '(', ')', '[', ']', '{', '}', '©', '®', '!', '?', '*', '~', '<',
        '>', '\t', '\n', '#', '=', '►', '■', '▪', '_', '⚠', '\\', '…', '。', '+',
    ];
    let mark = |c: char| MARKS.contains(&c) || place != Place::Text && QUOTES.contains(&c);
    let spaced = line
        .split(mark)
        .flat_map(|part| part.split(" - "))
        .flat_map(|part| part.split(" / "))
        .flat_map(|part| part.split(" // "))
        .flat_map(sentences);
    spaced.map(str::trim).filter(|part| part.chars().any(char::is_alphanumeric)).collect()
}

/// The sentences of a text; the full stop of an initial ends none.
fn sentences(text: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut begin = 0;
    for (at, _) in text.match_indices(". ") {
        let word = text.get(begin..at).unwrap_or_default();
        let letters = word.chars().rev().take_while(|c| c.is_alphanumeric()).count();
        if letters > 1 {
            out.push(word);
            begin = at + 1;
        }
    }
    out.push(text.get(begin..).unwrap_or_default());
    out
}

/// What a line of `place` says by a marking in it, if it holds one.
pub fn in_line(place: Place, line: &str) -> Option<Verdict> {
    let folded = fold(line);
    let first = split_words(&folded).next()?;
    if LEXICON.is("about", first) || split_words(&folded).count() > LINE && place != Place::Foot {
        return None;
    }
    // The one colon that parts nothing: `TLP:AMBER`.
    let line = &line.replace("TLP:", "TLP ").replace("tlp:", "tlp ");
    let mut found = None;
    for part in parts(place, line) {
        found = found.max(in_part(place, part));
        // A list of keywords; else what stands before or behind a comma.
        let items = part.matches(',').count();
        for item in part.split(',').filter(|_| items == 1 || items > 1 && place == Place::Properties) {
            let folded = fold(item);
            let words: Vec<&str> = split_words(&folded).collect();
            let begins = windows(&words, &LEXICON.phrases).any(|(at, ..)| at == 0);
            found = found.max(phrase(place, &words).filter(|_| place != Place::Text || begins));
            if place == Place::Properties {
                found = found.max(alone(place, &words).filter(|verdict| *verdict != Verdict::Nda));
            }
        }
        let folded = fold(part.split(',').next().unwrap_or_default());
        let words: Vec<&str> = split_words(&folded).collect();
        if place != Place::Text {
            let plain = words.iter().any(|word| CONFIDENTIAL.contains(word));
            found =
                found.max(alone(place, &words).filter(|verdict| plain || *verdict == Verdict::Unreleased));
        }
    }
    found.max(labelled(line)).max(behind_comma(place, line)).max(in_capitals(place, line))
}

/// `Confidential` in seven languages.
pub(super) const CONFIDENTIAL: [&str; 7] = [
    "confidential",
    "vertraulich",
    "confidentiel",
    "confidencial",
    "riservato",
    "confidenziale",
    "vertrouwelijk",
];

fn in_part(place: Place, part: &str) -> Option<Verdict> {
    let folded = fold(part);
    let words: Vec<&str> = split_words(&folded).collect();
    if words.first().is_some_and(|word| LEXICON.is("about", word)) {
        return None;
    }
    phrase(place, &words)
        .max(for_us_only(&words))
        .max(alone(place, &words))
        .max(of_a_name(place, part, &words))
        .max(going_on(&words))
        .max(this_document(&words))
}

/// A phrase that nobody writes otherwise: anywhere in a head or foot, in a text where it begins or makes up the sentence.
fn phrase(place: Place, words: &[&str]) -> Option<Verdict> {
    let running = place == Place::Text;
    let mut found = None;
    for (at, length, verdict) in windows(words, &LEXICON.phrases) {
        let before = words.get(..at).unwrap_or_default();
        let about = before.last().is_some_and(|word| LEXICON.is("spoken of", word));
        let begins = before.iter().all(|word| LEXICON.is("filler", word));
        let next = words.get(at + length);
        // “Do not distribute the load” orders something else.
        let ordered = matches!(words.get(at..at + 2), Some(["do", "not"] | ["never", _] | ["not", "for"]));
        let on = !ordered || next.is_none_or(|word| GO_ON_ORDER.contains(word));
        let noun = words.get(at + length - 1).is_some_and(|last| ADJECTIVES.contains(last))
            && next.is_some_and(|word| !LEXICON.is("filler", word) && !LEXICON.is("for whom", word));
        let weighty = begins && on && !noun || length * 2 >= words.len() && words.len() <= 5;
        if !about && (!running || weighty) {
            found = found.max(Some(verdict));
        }
    }
    found
}

/// Last words of phrases that a noun behind them would make a subject's: `private and confidential mailing`.
const ADJECTIVES: [&str; 4] = ["confidential", "sensitive", "proprietary", "secret"];

/// Where phrases of `lexicon` stand in `words`: first word, length, what they say.
pub(super) fn windows<'w>(
    words: &'w [&'w str],
    lexicon: &'w HashMap<Vec<&'static str>, Verdict>,
) -> impl Iterator<Item = (usize, usize, Verdict)> + 'w {
    let of = move |at: usize| (1..=PHRASE.min(words.len() - at)).map(move |length| (at, length));
    (0..words.len())
        .flat_map(of)
        .filter_map(move |(at, length)| Some((at, length, *lexicon.get(words.get(at..at + length)?)?)))
}

/// Nothing of weight beside a word, or a phrase, that could be a subject's.
pub(super) fn alone(place: Place, words: &[&str]) -> Option<Verdict> {
    let text = place == Place::Text;
    let number = |word: &str| word.bytes().any(|b| b.is_ascii_digit()) && word.len() <= 6;
    let (mut found, mut at) = (None, 0);
    while let Some(word) = words.get(at) {
        let longest = windows(words, &LEXICON.whole)
            .filter(|(begin, ..)| *begin == at)
            .max_by_key(|(_, length, _)| *length);
        if let Some((_, length, verdict)) = longest {
            // A title may be “Top secret”.
            if text && verdict == Verdict::Internal && words.len() == length && TITLES.contains(word) {
                return None;
            }
            found = found.max(Some(verdict));
            at += length;
            continue;
        }
        match LEXICON.alone.get(word) {
            // … or “The secret”.
            Some(_) if text && words.len() > 1 && COMMON.contains(word) => return None,
            Some(verdict) => found = found.max(Some(*verdict)),
            None if LEXICON.is("filler", word) && !(text && HEADINGS.contains(word)) => {}
            None if number(word) => {}
            None => return None,
        }
        at += 1;
    }
    found
}

/// First words of whole phrases that titles are made of, too.
const TITLES: [&str; 3] = ["top", "streng", "trade"];
/// Marks that are words of common speech: in a text they count only by themselves.
const COMMON: [&str; 13] = [
    "secret",
    "private",
    "sensitive",
    "expired",
    "retired",
    "proprietary",
    "classified",
    "concept",
    "provisoire",
    "reservado",
    "minuta",
    "klad",
    "commercial",
];
/// Filling words that make a heading of a text: `Confidential information`.
const HEADINGS: [&str; 11] = [
    "information",
    "informations",
    "informacion",
    "informacao",
    "informazioni",
    "informatie",
    "use",
    "data",
    "business",
    "group",
    "company",
];
/// Words behind an order not to hand a document on: `Do not share outside …`.
const GO_ON_ORDER: [&str; 17] = [
    "outside",
    "to",
    "without",
    "externally",
    "beyond",
    "or",
    "this",
    "further",
    "any",
    "by",
    "and",
    "until",
    "with",
    "customers",
    "clients",
    "distribution",
    "use",
];

/// `Halden Systems Confidential`: a name in capital letters, then the mark. In a text only with the firm's legal form.
fn of_a_name(place: Place, part: &str, words: &[&str]) -> Option<Verdict> {
    const FORMS: [&str; 18] = [
        "ltd", "limited", "inc", "llc", "plc", "gmbh", "ag", "kg", "se", "sa", "sas", "spa", "srl", "bv",
        "nv", "lda", "corp", "ab",
    ];
    let originals: Vec<&str> = split_words(part).collect();
    let bare = |word: &&&str| {
        word.bytes().any(|b| b.is_ascii_digit())
            || matches!(**word, "page" | "seite" | "pagina" | "p" | "pg" | "of" | "von" | "de" | "di" | "van")
    };
    let tail = words.iter().rev().take_while(bare).count();
    let (last, names) = words.get(..words.len() - tail)?.split_last()?;
    let form = names.last().is_some_and(|word| FORMS.contains(word));
    if names.is_empty() || names.len() > 4 || !(OF_A_NAME.contains(last) || form && OF_A_FIRM.contains(last))
    {
        return None;
    }
    let capital = |word: &&str| {
        word.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
            || matches!(*word, "and" | "und" | "et" | "of")
    };
    let named = originals.iter().take(names.len()).all(capital) && names.iter().any(|name| name.len() > 2);
    (named && (place != Place::Text || form)).then(|| LEXICON.alone.get(last).copied()).flatten()
}

/// `Confidential to Halden`, `Vertraulich für …`: the mark first, then whose or for whom.
fn going_on(words: &[&str]) -> Option<Verdict> {
    let [first, second, ..] = words else { return None };
    let verdict = match LEXICON.alone.get(first) {
        Some(_) if CONFIDENTIAL.contains(first) => Verdict::Internal,
        Some(Verdict::Unreleased) => Verdict::Unreleased,
        _ => return None,
    };
    (LEXICON.is("for whom", second) && words.len() <= 8).then_some(verdict)
}

/// `For sales team use only`, `Head office eyes only`, `For internal training purposes only`.
fn for_us_only(words: &[&str]) -> Option<Verdict> {
    const US: [&str; 26] = [
        "internal",
        "sales",
        "staff",
        "company",
        "employee",
        "employees",
        "partner",
        "partners",
        "dealer",
        "dealers",
        "broker",
        "reseller",
        "resellers",
        "distributor",
        "adviser",
        "advisor",
        "agent",
        "agents",
        "channel",
        "field",
        "team",
        "teams",
        "rep",
        "reps",
        "personnel",
        "management",
    ];
    let [
        before @ ..,
        "use" | "eyes" | "circulation" | "distribution" | "purposes" | "reference" | "information",
        "only",
    ] = words
    else {
        return None;
    };
    let for_us = before.iter().rev().take(3).any(|word| US.contains(word) || *word == "office");
    (for_us && words.len() <= 9).then_some(Verdict::Internal)
}

/// `Schutzklasse: vertraulich`, `Status: draft`: the name of a field, then the mark, whatever follows.
fn labelled(line: &str) -> Option<Verdict> {
    const FIELDS: [&str; 24] = [
        "classification",
        "class",
        "sensitivity",
        "confidentiality",
        "status",
        "schutzklasse",
        "klassifizierung",
        "vertraulichkeit",
        "vertraulichkeitsstufe",
        "einstufung",
        "confidentialite",
        "diffusion",
        "clasificacion",
        "confidencialidad",
        "estado",
        "classificazione",
        "riservatezza",
        "stato",
        "classificatie",
        "rubricering",
        "vertrouwelijkheid",
        "classificacao",
        "confidencialidade",
        "statut",
    ];
    let folded = fold(line);
    let (before, behind) = folded.split_once(':')?;
    let field = split_words(before).last().is_some_and(|word| FIELDS.contains(&word));
    let mark = split_words(behind).next().and_then(|word| LEXICON.alone.get(word));
    mark.copied().filter(|_| field)
}

/// `This document is confidential and …`, `Dieses Dokument enthält vertrauliche …`.
fn this_document(words: &[&str]) -> Option<Verdict> {
    let first = words.first()?;
    if !LEXICON.is("this", first) {
        return None;
    }
    let document = words.iter().take(7).position(|word| LEXICON.is("document", word))?;
    let verb =
        document + 1 + words.get(document + 1..)?.iter().take(6).position(|word| LEXICON.is("is", word))?;
    let rest = words.get(verb + 1..)?;
    let marked = |word: &&str| {
        let stem = |stem: &str| word.starts_with(stem);
        [
            "confidential",
            "vertraulich",
            "confidentiel",
            "confidencia",
            "riservat",
            "confidenzial",
            "vertrouwelijk",
            "proprietary",
            "strictly",
            "sigilos",
        ]
        .into_iter()
        .any(stem)
    };
    let distributed = ["distributed", "forwarded", "shared", "disclosed", "weitergegeben", "weitergeleitet"];
    let denied = rest
        .iter()
        .take(3)
        .any(|word| matches!(*word, "not" | "nicht" | "pas" | "no" | "non" | "niet" | "nao"));
    let internal_use = rest.windows(2).take(8).any(|pair| {
        matches!(
            pair,
            [
                "internal" | "interne" | "intern" | "uso" | "usage",
                "use" | "gebruik" | "interno" | "interne" | "zwecke" | "verwendung"
            ] | ["internen", "gebrauch"]
        )
    });
    let confidential = rest.iter().take(4).any(marked) && !denied;
    (confidential
        || internal_use && !denied
        || denied && rest.iter().take(8).any(|word| distributed.contains(word)))
    .then_some(Verdict::Internal)
}

/// `Price list 2027, internal`: one comma, and behind it nothing but the mark.
fn behind_comma(place: Place, line: &str) -> Option<Verdict> {
    let (before, behind) = line.rsplit_once(',')?;
    let subject = split_words(before).count() >= 2 && !before.contains(',');
    let folded = fold(behind);
    let words: Vec<&str> = split_words(&folded).collect();
    (subject && words.len() <= 3).then(|| alone(place, &words)).flatten()
}

/// A mark in capitals within a head or foot that is not: `Halden Systems AG CONFIDENTIAL 2027`.
fn in_capitals(place: Place, line: &str) -> Option<Verdict> {
    if matches!(place, Place::Text) || !line.chars().any(char::is_lowercase) {
        return None;
    }
    let capitals = |word: &&str| word.chars().count() > 4 && word.chars().all(char::is_uppercase);
    split_words(line)
        .filter(capitals)
        .filter_map(|word| LEXICON.alone.get(fold(word).as_str()).copied())
        .max()
}
