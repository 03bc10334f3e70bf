//! Names of people, without what stands around them on a page.
//!
//! # Why
//! Every source of a page is cleaned by the same rules, so that a slip here makes all of them agree on a wrong name. Where a
//! rule has to guess (is it `Family, Given` or a name and a profession?), the reading is marked as doubtful and never sure.

use super::clean::{Cleaned, MAX_NAME, fold, is_picture, key, keys_between, tidy, words_between};
use super::company::{is_caption, is_firm_for_certain};
use super::likeness::Likeness;
use super::place::is_place;
use super::post::{is_post_word, is_profession, tells_post};
use crate::case;
use crate::tables::{Table, WordList};

/// Honorifics and academic titles before a name, as letters alone.
static BEFORE: WordList = WordList::new(Table::NameWords, "before");
/// Those that are names or words too: they count with a dot alone.
static WITH_DOT: WordList = WordList::new(Table::NameWords, "before, with a dot");
/// Those that count as they are written alone (`RAin` is a lawyer, `Rain` a name).
static AS_WRITTEN: WordList = WordList::new(Table::NameWords, "before, as written");
/// Those that are first names too: they count where two words follow.
static TWO_FOLLOW: WordList = WordList::new(Table::NameWords, "before, two follow");
/// What stands behind a title (`Dr. phil.`), with a dot or in small letters.
static BEHIND_TITLE: WordList = WordList::new(Table::NameWords, "before, behind a title");
/// With what a title of several parts begins: `Dipl.-Wirt.-Ing.`.
static COMPOUND: WordList = WordList::new(Table::NameWords, "before, in parts");
/// Credentials behind a name, as letters alone. Source: what is usual on business cards in the seven languages.
static AFTER: WordList = WordList::new(Table::NameWords, "after");
/// `she/her` behind a name, as letters alone.
static PRONOUNS: WordList = WordList::new(Table::NameWords, "pronouns");
/// Small words inside names.
static PARTICLES: WordList = WordList::new(Table::NameWords, "particles");

/// What no name holds: `Fathom CRM Starter Plan`.
static PRODUCT_WORDS: WordList = WordList::new(Table::NameWords, "product words");

/// A person's name out of a page's text: no unread count, pronouns, emoji, titles, credentials or roles, first name first.
/// None when what is left is no name.
pub(super) fn person_name(value: &str) -> Option<Cleaned> {
    let text = tidy(value, MAX_NAME * 2);
    if text.chars().count() > MAX_NAME || text.contains(['{', '}', '=', '\\']) {
        return None;
    }
    let text = without_brackets(&text);
    let segments = segments(&text);
    let several = segments.len() > 1;
    let mut found: Option<Cleaned> = None;
    for segment in segments {
        let Some(mut name) = in_segment(segment) else { continue };
        // `Maren 🌟 Holt`: the rest of the name may stand behind the mark.
        name.doubtful |= several && name.value.is_ascii() && !name.value.contains(' ');
        if !is_role(segment) {
            return Some(name);
        }
        found = found.or(Some(name));
    }
    found
}

/// The parts of a text that may each be a name: what pictures, bars, dots and dashes separate.
fn segments(text: &str) -> Vec<&str> {
    let mut segments = Vec::new();
    let mut start = 0;
    let mut before = ' ';
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |(_, c)| *c);
        // A keycap is a digit with a mark behind it.
        let keycap = matches!(next, '\u{fe0f}' | '\u{20e3}');
        let dash = matches!(c, '-' | '–' | '—' | '/' | '~') && before == ' ' && next == ' ';
        let mark = matches!(c, '|' | '•' | '·' | ';' | '›' | '»' | '<') || (c == ':' && next == ' ');
        if is_picture(c) || keycap || dash || mark {
            segments.push(text.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
        before = c;
    }
    segments.push(text.get(start..).unwrap_or_default());
    segments.retain(|s| case::any(s, char::is_alphanumeric));
    segments
}

/// Whether a part says what somebody is rather than how he is called.
fn is_role(text: &str) -> bool {
    let mut roles = 0;
    for word in words_between(text, |c| matches!(c, ' ' | ',' | '&' | '-')) {
        if is_profession(word) {
            roles += 1;
        } else if !is_post_word(word) && !is_particle(word) {
            return false;
        }
    }
    roles > 0
}

/// The name in a part of the text.
fn in_segment(segment: &str) -> Option<Cleaned> {
    let segment = case::trimmed(segment, is_edge);
    let mut parts = Vec::new();
    for part in words_between(segment, |c| matches!(c, ',' | '،' | '，')) {
        let part = part.trim();
        if !part.is_empty() {
            parts.push(part);
        }
    }
    let (first, rest) = parts.split_first()?;
    if is_firm_for_certain(segment) {
        return None;
    }
    let mut doubtful = false;
    let mut whole = (*first).to_owned();
    if let Some(given) = rest.first() {
        let words = words_between(first, |c| c == ' ');
        let (titles, _) = titles_before(&words);
        let first = words.get(titles..).unwrap_or_default().join(" ");
        let family = words.len() - titles;
        let capitals = !case::any(&first, is_small);
        // `Holt, Maren`, `van der Berg, Pieter`; of several words before the comma (`Castro Ruiz, Elena`) it is less
        // certain, and two on both sides are rather a name and a firm.
        let surely = family == 1 || capitals || is_particle(case::first_word(&first));
        if is_given(given, family == 1 || capitals) && (surely || !given.contains(' ')) {
            doubtful = !surely;
            whole = [given, " ", &first].concat();
        } else {
            doubtful = !surely && !is_credential(case::first_word(given), true);
        }
    }
    let mut words = words_between(&whole, |c| c == ' ');
    let end = words.iter().skip(1).position(|word| word.starts_with(['#', '@']) || is_ordinal(word));
    words.truncate(end.map_or(words.len(), |at| at + 1));
    let (titles, first_name_too) = titles_before(&words);
    doubtful |= first_name_too;
    words.drain(..titles);
    let behind = name_ends(&words);
    doubtful |= behind.doubtful;
    words.truncate(behind.at);
    let name = words.join(" ");
    let name = case::trimmed(&name, is_edge);
    is_name(name).then(|| Cleaned { value: name.to_owned(), doubtful })
}

fn is_edge(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '–' | '—' | '"' | '“' | '”' | '„' | '\'' | ':' | ';' | '*' | '_' | '~' | '>')
}

fn is_small(c: char) -> bool {
    c.is_alphabetic() && !case::is_capital(c)
}

/// `2nd`, `3rd+`: the degree of a connection.
fn is_ordinal(word: &str) -> bool {
    let letters = case::trimmed_front(word, |c| c.is_ascii_digit());
    letters.len() < word.len()
        && matches!(letters, "st" | "nd" | "rd" | "rd+" | "th" | "." | "e" | "er" | "º" | "°" | "ª")
}

fn is_particle(word: &str) -> bool {
    let word = fold(word);
    // `al-Khayyat`
    let word = word.split('-').next().unwrap_or_default();
    PARTICLES.has(word) || word.starts_with("d'") || word.starts_with("l'")
}

/// Whether what stands behind a comma is a first name: no credential, and no role. `surely`: what stands before it is a
/// family name, by being one word or in capitals.
fn is_given(part: &str, surely: bool) -> bool {
    let words = words_between(part, |c| c == ' ');
    if words.len() > 3 || words.iter().all(|word| is_credential(word, !surely)) {
        return false;
    }
    let named =
        words.iter().all(|word| word.chars().next().is_some_and(|c| !is_small(c)) || is_particle(word));
    let role = words.iter().any(|word| is_profession(word));
    named && !role && !is_place(part) && (surely || !tells_post(part))
}

/// Whether a word is a degree, a certificate or the like. `capitals`: so is an unknown word in capitals.
fn is_credential(word: &str, capitals: bool) -> bool {
    let letters = key(word);
    let upper = case::count(word, case::is_capital);
    let lower = case::count(word, is_small);
    // `Ph.D.`, `B.A.`
    let dotted = case::trimmed_end(word, |c| c == '.').contains('.');
    let written = upper >= 2
        || is_profession(word)
        || matches!(fold(word).as_str(), "jr" | "jr." | "sr" | "sr." | "esq" | "esq." | "bakk.");
    letters.is_empty()
        || dotted
        || (AFTER.has(&letters) && written)
        || (capitals && upper >= 2 && upper >= lower && letters.chars().count() <= 8)
}

/// How many words of a name's beginning are titles and roles, and whether one of them may be part of the name.
fn titles_before(words: &[&str]) -> (usize, bool) {
    let (mut titles, mut doubtful) = (0, false);
    while let Some(word) = words.get(titles) {
        let left = words.len() - titles;
        let next = words.get(titles + 1).copied().unwrap_or_default();
        // `Don Pedro Ruiz`, `M. Luc Moreau`; not `Don J. Smith`.
        let first_name_too = left > 2 && may_be_a_first_name(word) && key(next).chars().count() > 1;
        let title = is_title(word)
            || first_name_too
            // `i. A. Maren Holt`
            || (left > 2 && *word == "i." && matches!(next, "A." | "V."))
            || (titles > 0 && left > 1 && words.get(titles - 1) == Some(&"i."))
            // `De heer Holt`
            || (left > 2 && is_particle(word) && fold(next) == "heer")
            || (titles > 0 && left > 1 && (is_behind_title(word) || fold(word) == "heer"))
            || (left > 2 && is_profession(word));
        if !title || left < 2 {
            break;
        }
        doubtful |= first_name_too;
        titles += 1;
    }
    (titles, doubtful)
}

/// Whether a title is a first name too, or a single letter with a dot: it counts where two words follow.
fn may_be_a_first_name(word: &str) -> bool {
    let letters = key(word);
    TWO_FOLLOW.has(&letters) && (word.ends_with('.') || letters.chars().count() > 1)
}

/// Whether a word is a title wherever it stands before a name.
fn is_title(word: &str) -> bool {
    let dotted = word.ends_with('.');
    let letters = key(word);
    if BEFORE.has(&letters) || AS_WRITTEN.has(word) || (dotted && WITH_DOT.has(&letters)) {
        return true;
    }
    // `Univ.-Prof.`, `Dipl.-Wirt.-Ing.`, `Dr.rer.nat.`: titles throughout, or a beginning that only titles have.
    let parts = keys_between(word, |c| matches!(c, '.' | '-'));
    let known = |part: &String| {
        BEFORE.has(part) || WITH_DOT.has(part) || BEHIND_TITLE.has(part) || COMPOUND.has(part)
    };
    parts.len() > 1 && word.contains('.') && parts.iter().all(known)
        || (word.contains('-') && parts.first().is_some_and(|first| COMPOUND.has(first)))
}

fn is_behind_title(word: &str) -> bool {
    let small = word.chars().next().is_some_and(is_small);
    (word.ends_with('.') || small)
        && keys_between(word, |c| matches!(c, '.' | '-')).iter().all(|part| BEHIND_TITLE.has(part))
}

struct NameEnd {
    /// Index of the word behind the name.
    at: usize,
    doubtful: bool,
}

/// Where a name ends: at a credential, or a small word that no name has.
fn name_ends(words: &[&str]) -> NameEnd {
    let mut doubtful = false;
    let small = |word: &str| word.chars().next().is_some_and(is_small);
    let written = words.iter().any(|word| !small(word)); // not all in small letters
    let capitals = words.iter().take(2).all(|word| !case::any(word, is_small));
    for (at, word) in words.iter().enumerate() {
        // `Danah boyd`, `Mary ann Smith` and `Maria da silva` are names; `Jane Holt growth for SaaS` ends before its third word.
        if written && at > 0 && small(word) && !is_particle(word) {
            let before = words.iter().take(at).filter(|word| !is_particle(word)).count();
            let behind_particle = words.get(at - 1).is_some_and(|word| is_particle(word));
            let next = words.get(at + 1);
            let inside = at == 1 && words.len() < 4 && next.is_none_or(|next| !small(next));
            if inside {
                doubtful |= next.is_some();
            } else if !(behind_particle && next.is_none()) {
                return NameEnd { at: if before > 1 { at } else { 0 }, doubtful: true };
            }
        }
        if at > 1 && is_profession(word) {
            return NameEnd { at, doubtful: true };
        }
        if at > 1 && is_credential(word, false) {
            let letters = key(word);
            // Of names in capitals, and of two letters, it can be a family name: `LI NA MA`, `Anh Tuan DO`.
            if capitals && (letters.len() < 3 || word.contains('.')) {
                continue;
            }
            let rest = words.get(at..).unwrap_or_default();
            if rest.iter().all(|word| is_credential(word, true)) {
                doubtful |= letters.len() < 3 && !word.contains('.');
                return NameEnd { at, doubtful };
            }
        }
    }
    NameEnd { at: words.len(), doubtful }
}

/// Drops `(3)`, `(she/her)`, `[he]`, nicknames in brackets and quotes, and an address in angle brackets.
fn without_brackets(text: &str) -> String {
    let text = match text.split_once('<') {
        Some((name, address)) if address.contains('@') => name,
        _ => text,
    };
    let text = case::trimmed(text, |c| c.is_whitespace() || matches!(c, '"' | '“' | '”' | '„' | '«' | '»'));
    let mut out = String::new();
    let mut inside = 0u8;
    let mut quoted = false;
    for c in text.chars() {
        match c {
            '(' | '[' | '（' | '「' => inside = inside.saturating_add(1),
            ')' | ']' | '）' | '」' if inside > 0 => {
                inside -= 1;
                out.push(' ');
            }
            '"' | '“' | '”' | '„' | '«' | '»' => {
                quoted = !quoted;
                out.push(' ');
            }
            c if inside == 0 && !quoted => out.push(c),
            _ => {}
        }
    }
    let mut words = words_between(&out, char::is_whitespace);
    // Pronouns without brackets: `Maren Holt she/her`.
    words.retain(|w| !(w.contains('/') && w.split('/').all(|p| PRONOUNS.has(&key(p)))));
    // `#hiring Maren Holt`
    while words.len() > 2 && words.first().is_some_and(|w| w.starts_with('#')) {
        words.remove(0);
    }
    words.join(" ")
}

fn is_name(name: &str) -> bool {
    let letters = case::count(name, char::is_alphabetic);
    letters >= 2
        && !case::any(name, char::is_numeric)
        && name.split(' ').count() <= 8
        && !name.contains(['@', '<', '>', '/', '#', '&'])
        && !is_caption(name)
        && !is_of_the_site(name)
        && (name.contains(' ') || !(is_profession(name) || is_post_word(name)))
        && !is_firm_for_certain(name)
}

/// Whether a text names a product, or a list: `Recent contacts` with its first word a caption and the others small.
fn is_of_the_site(name: &str) -> bool {
    let words = words_between(name, |c| c == ' ');
    let listed = words.len() > 1
        && words.first().is_some_and(|word| is_caption(word))
        && words.iter().skip(1).all(|word| word.chars().next().is_some_and(is_small));
    let products = words.iter().skip(1).filter(|word| PRODUCT_WORDS.has(&fold(word))).count();
    listed || products > 1 || words.iter().skip(1).any(|word| fold(word) == "crm")
}

/// Whether a word beside a name says what somebody is: a title, a credential, a role.
pub(super) fn is_beside_a_name(word: &str) -> bool {
    let letters = key(word);
    BEFORE.has(&letters) || AFTER.has(&letters) || is_profession(word)
}

/// How two names stand to each other; initials that one leaves out make no other name.
pub(super) fn same_person(a: &str, b: &str) -> Likeness {
    let words = |name: &str| keys_between(&fold(name), |c| matches!(c, ' ' | '-'));
    let (x, y) = (words(a), words(b));
    if x.concat() == y.concat() {
        return if x.is_empty() { Likeness::Other } else { Likeness::Same };
    }
    let (short, long) = if x.len() <= y.len() { (x, y) } else { (y, x) };
    if short.len() < 2 || !short.iter().all(|w| long.contains(w)) {
        return Likeness::Other;
    }
    let initials = long.iter().all(|w| w.chars().count() == 1 || short.contains(w));
    if initials { Likeness::Same } else { Likeness::Part }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<String> {
        person_name(text).map(|name| name.value)
    }

    #[test]
    fn what_stands_around_a_name_is_taken_away() {
        for (text, want) in [
            ("(3) Maren Holt", "Maren Holt"),
            ("Maren Holt (she/her)", "Maren Holt"),
            ("Maren Holt she/her", "Maren Holt"),
            ("Maren Holt 🚀✨", "Maren Holt"),
            ("🚀 Maren Holt", "Maren Holt"),
            ("Maren Holt 1️⃣", "Maren Holt"),
            ("Maren Holt, CPA, MBA", "Maren Holt"),
            ("Maren Holt, Ph.D.", "Maren Holt"),
            ("Maren Holt, SHRM-CP", "Maren Holt"),
            ("Holt, Maren", "Maren Holt"),
            ("HOLT, MAREN", "MAREN HOLT"),
            ("HOLT, Maren, MBA", "Maren HOLT"),
            ("Dr. Maren Holt", "Maren Holt"),
            ("Prof. Dr. med. Jürgen Ebner", "Jürgen Ebner"),
            ("Univ.-Prof. Dr.rer.nat. Jürgen Ebner", "Jürgen Ebner"),
            ("Dipl.-Wirt.-Ing. Jürgen Ebner", "Jürgen Ebner"),
            ("Mme Élodie Vasseur", "Élodie Vasseur"),
            ("María-José de la Fuente", "María-José de la Fuente"),
            ("Jean-Luc d'Arcy Jr.", "Jean-Luc d'Arcy"),
            ("山田 太郎", "山田 太郎"),
            ("محمد الأحمد", "محمد الأحمد"),
            ("Maria (Mia) Holt", "Maria Holt"),
            ("Robert \"Bob\" Holt", "Robert Holt"),
            ("MAREN HOLT MBA", "MAREN HOLT"),
            ("Maren \u{202e}Holt\u{202c}", "Maren Holt"),
            ("van der Berg, Pieter", "Pieter van der Berg"),
            ("Maren Holt #OpenToWork", "Maren Holt"),
            ("Maren Holt 🚀 Growth for SaaS", "Maren Holt"),
            ("Maren Holt, Keynote Speaker", "Maren Holt"),
            ("Maren Holt, Rechtsanwältin", "Maren Holt"),
            ("Keynote Speaker Maren Holt", "Maren Holt"),
            ("CFO | Maren Holt", "Maren Holt"),
            ("Maren Holt – CFO", "Maren Holt"),
            ("\"Holt, Maren\" <maren@alderney.example>", "Maren Holt"),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
    }

    #[test]
    fn names_that_are_titles_or_degrees_too_stay() {
        for name in [
            "Phil Marlow",
            "Jur van Dijk",
            "Dona Castellan",
            "Dame Diallo",
            "Habil Yilmaz",
            "Mei Ling Ma",
            "Anh Tuan Do",
            "LI NA MA",
            "Ing Holt",
            "Dean Cook",
            "S. K. Rao",
            "Danah boyd",
            "Maria da silva",
            "Mary ann Smith",
            "Don J. Smith",
            "Anna Maria March",
            "Maarten van Erp",
            "Sig Hansen",
            "Eng Wei Ling",
            "Rohit Sharma",
            "Maren Koop",
        ] {
            assert_eq!(read(name).as_deref(), Some(name), "{name}");
        }
        for (text, want) in [
            ("Rohit Sharma, CA", "Rohit Sharma"),
            ("Jana Reuter Director of Finance", "Jana Reuter"),
            ("Maren Holt CFO", "Maren Holt"),
            ("Dean Cook – Corvid Freight", "Dean Cook"),
            ("Maren Holt, Berlin", "Maren Holt"),
            ("Maren Holt, Corvid Freight", "Maren Holt"),
        ] {
            assert_eq!(read(text).as_deref(), Some(want), "{text}");
        }
        assert_eq!(read("Dr. Phil Marlow").as_deref(), Some("Phil Marlow"));
        assert_eq!(read("Dr. phil. Maren Holt").as_deref(), Some("Maren Holt"));
    }

    #[test]
    fn what_had_to_be_guessed_is_doubtful() {
        for (text, doubtful) in [
            ("Maren Holt", false),
            ("Holt, Maren", false),
            ("Castro Ruiz, Elena", true),
            ("Don Luigi Ferraresi", true),
            ("Maren Holt Director of Finance", true),
            ("Maren Holt, Corvid Freight", true),
            ("Maren Holt growth for SaaS", true),
        ] {
            assert_eq!(person_name(text).map(|name| name.doubtful), Some(doubtful), "{text}");
        }
    }

    #[test]
    fn what_is_no_name_is_none() {
        for bad in [
            "",
            "(3)",
            "maren@x.example",
            "LinkedIn Member",
            "<script>alert(1)</script>",
            "12345",
            &"a ".repeat(300),
            "🚀",
            "Corvid Freight GmbH",
            "People who also viewed",
        ] {
            assert_eq!(person_name(bad), None, "{bad}");
        }
    }

    #[test]
    fn a_middle_initial_makes_no_other_person_and_a_middle_name_is_a_part() {
        assert_eq!(same_person("Maren Holt", "Maren K. Holt"), Likeness::Same);
        assert_eq!(same_person("Maren Holt", "MAREN HÖLT"), Likeness::Same);
        assert_eq!(same_person("Maren Holt", "Maren Louise Holt"), Likeness::Part);
        assert_eq!(same_person("Maren Holt", "Contacts Maren Holt"), Likeness::Part);
        assert_eq!(same_person("Maren Holt", "Maren Hill"), Likeness::Other);
        assert_eq!(same_person("Maren", "Maren Holt"), Likeness::Other);
    }
}
