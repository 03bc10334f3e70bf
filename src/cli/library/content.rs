//! What a passage holds that questions ask for, told from its words in seven languages.
//!
//! Shapes and closed lists of words only: money, spans of time, days, steps, a yes or no. What is missed costs a passage
//! a little of its place in the answers to one kind of question, nothing else.

use pitchside_core::catalogue::Content;
use pitchside_core::text::fold;
use std::collections::HashSet;
use std::sync::LazyLock;

/// A list of whole words, hashed: each is asked for every word of every passage.
type Words = LazyLock<HashSet<&'static str>>;

static CURRENCIES: Words = Words::new(|| {
    HashSet::from([
        "eur", "euro", "euros", "usd", "dollar", "dollars", "gbp", "pound", "pounds", "chf", "franken",
        "francs", "sek", "nok", "dkk", "pln", "jpy", "aud", "cad", "cent", "cents",
    ])
});
const CURRENCY_SIGNS: &[char] = &['€', '$', '£', '¥'];
/// Beginnings of units of time.
const UNITS: &[&str] = &[
    "second",
    "minute",
    "hour",
    "day",
    "week",
    "month",
    "quarter",
    "year",
    "sekunde",
    "stunde",
    "tag",
    "arbeitstag",
    "werktag",
    "woche",
    "monat",
    "quartal",
    "jahr",
    "seconde",
    "heure",
    "jour",
    "semaine",
    "mois",
    "trimestre",
    "annee",
    "segundo",
    "minuto",
    "hora",
    "dia",
    "semana",
    "mes",
    "ano",
    "secondo",
    "ora",
    "ore",
    "giorn",
    "settiman",
    "mese",
    "mesi",
    "ann",
    "uur",
    "uren",
    "dag",
    "weken",
    "maand",
    "jaar",
    "jaren",
    "working",
    "business",
    "calendar",
];
static NUMBERS: Words = Words::new(|| {
    HashSet::from([
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "half", "ein", "eine", "einen", "einem", "einer", "zwei", "drei", "vier", "funf", "sechs", "sieben",
        "acht", "neun", "zehn", "elf", "zwolf", "un", "une", "deux", "trois", "quatre", "cinq", "sept",
        "huit", "neuf", "dix", "onze", "douze", "dos", "tres", "cuatro", "cinco", "seis", "siete", "ocho",
        "nueve", "diez", "due", "tre", "quattro", "cinque", "sei", "sette", "otto", "nove", "dieci", "dois",
        "duas", "quatro", "sete", "oito", "dez", "een", "twee", "drie", "vijf", "zes", "zeven", "negen",
        "tien", "thirty", "sixty", "ninety", "twenty", "fifteen", "dreissig", "neunzig", "trente",
    ])
});
static MONTHS: Words = Words::new(|| {
    HashSet::from([
        "january",
        "february",
        "march",
        "april",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "januar",
        "februar",
        "marz",
        "juni",
        "juli",
        "oktober",
        "dezember",
        "janvier",
        "fevrier",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "aout",
        "septembre",
        "octobre",
        "novembre",
        "decembre",
        "enero",
        "febrero",
        "marzo",
        "abril",
        "mayo",
        "junio",
        "julio",
        "agosto",
        "septiembre",
        "octubre",
        "noviembre",
        "diciembre",
        "gennaio",
        "febbraio",
        "aprile",
        "maggio",
        "giugno",
        "luglio",
        "settembre",
        "ottobre",
        "dicembre",
        "januari",
        "februari",
        "maart",
        "mei",
        "augustus",
        "janeiro",
        "fevereiro",
        "marco",
        "maio",
        "junho",
        "julho",
        "setembro",
        "outubro",
        "dezembro",
    ])
});
/// First words of an answer that says yes or no.
static YES_OR_NO: Words = Words::new(|| {
    HashSet::from([
        "yes", "no", "not", "ja", "nein", "nicht", "oui", "non", "si", "nao", "sim", "nee", "doch", "both",
        "partly",
    ])
});
/// Beginnings of words that say that a standard is met.
const MEETS: &[&str] = &[
    "certif",
    "zertifi",
    "complian",
    "complie",
    "conform",
    "konform",
    "attest",
    "accredit",
    "erfull",
    "entspr",
    "certifi",
    "signed",
    "sign",
    "support",
    "unterstutz",
    "prend",
    "available",
    "included",
    "enthalten",
    "encrypted",
];
static STEPS: Words = Words::new(|| {
    HashSet::from([
        "step", "steps", "schritt", "schritte", "etape", "etapes", "paso", "pasos", "passo", "stap", "first",
    ])
});
const FREE: &[&str] = &["free of charge", "kostenlos", "gratuit", "gratis", "at no charge", "ohne aufpreis"];
/// Headings of parts that say what a piece is about.
static OUTLINES: Words = Words::new(|| {
    HashSet::from([
        "contents",
        "table of contents",
        "inhalt",
        "inhaltsverzeichnis",
        "sommaire",
        "table des matieres",
        "abstract",
        "indice",
        "inhoud",
        "agenda",
    ])
});

/// Whether a word begins like one of the list; most are told by their first letter.
fn begins_like(list: &[&str], word: &str) -> bool {
    list.iter().any(|start| start.as_bytes().first() == word.as_bytes().first() && word.starts_with(start))
}

/// Of a passage: its text, the nearest heading, and whether it begins the answer of the question that this is.
pub fn content(text: &str, heading: &str, answers: bool) -> Content {
    let folded = fold(text);
    let words: Vec<&str> = folded.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    let mut found = Content::default();
    let mut mark = |holds: bool, what: Content| {
        if holds {
            found = found | what;
        }
    };
    mark(is_amount(text, &words) || FREE.iter().any(|free| folded.contains(free)), Content::AMOUNT);
    mark(words.iter().enumerate().any(|(at, _)| is_span(&words, at)), Content::SPAN);
    mark(words.iter().enumerate().any(|(at, _)| is_date(&words, at)), Content::DATE);
    let numbered =
        ["1.", "2.", "1)", "2)"].iter().filter(|mark| folded.split(' ').any(|w| w == **mark)).count();
    mark(numbered >= 2 || words.iter().any(|word| STEPS.contains(word)), Content::STEPS);
    let first = words.first().is_some_and(|word| YES_OR_NO.contains(word));
    let meets = words.iter().any(|word| begins_like(MEETS, word));
    mark(first || meets, Content::VERDICT);
    mark(answers, Content::ANSWER);
    mark(OUTLINES.contains(fold(heading).trim()), Content::OUTLINE);
    found
}

/// A word without the punctuation around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && !CURRENCY_SIGNS.contains(&c) && c != '%')
}

fn has_digit(word: &str) -> bool {
    word.bytes().any(|b| b.is_ascii_digit())
}

fn is_number(word: &str) -> bool {
    has_digit(word) || NUMBERS.contains(word)
}

fn is_amount(text: &str, words: &[&str]) -> bool {
    let sign = text.match_indices(CURRENCY_SIGNS).any(|(at, sign)| {
        let after = text.get(at + sign.len()..).unwrap_or_default().trim_start();
        let before = text.get(..at).unwrap_or_default().trim_end();
        after.starts_with(|c: char| c.is_ascii_digit()) || before.ends_with(|c: char| c.is_ascii_digit())
    });
    let named = words.windows(2).any(|pair| match pair {
        [first, second] => {
            (CURRENCIES.contains(first) && has_digit(second))
                || (CURRENCIES.contains(second) && is_number(first))
        }
        _ => false,
    });
    sign || named
}

/// “three weeks”, “30 working days”, “two to three months”.
fn is_span(words: &[&str], at: usize) -> bool {
    let number = words.get(at).is_some_and(|word| is_number(word));
    let unit = |word: &&str| begins_like(UNITS, word) && word.len() <= 14;
    number && words.get(at + 1..).unwrap_or_default().iter().take(2).any(unit)
}

/// “March 2027”, “31.12.2026”, “the third quarter”, “2027”.
fn is_date(words: &[&str], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let year = word.len() == 4
        && (word.starts_with("20") || word.starts_with("19"))
        && word.bytes().all(|b| b.is_ascii_digit());
    let dotted = word
        .split(['.', '/', '-'])
        .filter(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()));
    let month = MONTHS.contains(word)
        && [at.wrapping_sub(1), at + 1].iter().any(|near| words.get(*near).is_some_and(|w| has_digit(w)));
    year || dotted.count() == 3 || month
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_content_is_told_in_several_languages() {
        for (what, texts) in [
            (
                Content::AMOUNT,
                &["It is € 1,200 a month.", "1.200 EUR im Jahr", "Ab 300 Franken", "free of charge"][..],
            ),
            (Content::SPAN, &["Live in three weeks.", "nach 30 Tagen", "sous dix jours", "two working days"]),
            (Content::DATE, &["From March 2027 on", "am 31.12.2026", "en 2027", "le 3 juillet"]),
            (Content::STEPS, &["1. Ask. 2. Wait.", "The first step is a call."]),
            (Content::VERDICT, &["Yes, both.", "Nein.", "Close is certified to ISO 27001."]),
        ] {
            for text in texts {
                assert!(content(text, "", false).has(what), "{text}");
            }
        }
        let plain = content("Books are closed by the team in the office.", "", false);
        assert_eq!(plain, Content::default());
    }

    #[test]
    fn a_table_of_contents_is_an_outline() {
        assert!(content("Prices. Terms. People.", "Table of contents", false).has(Content::OUTLINE));
    }
}
