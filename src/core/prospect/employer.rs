//! The employer that a title or headline names: `CFO at Alderney Mutual`, `Inhaberin der Kranich GmbH`.
//!
//! # Why
//! A firm's name may hold what elsewhere begins a second post (`Wren and Daughters`, `Holt, Wren & Partners`), so its end is
//! where something else is said to follow: a post, a region, a part of the firm, a clause.

use super::clean::{fold, head, key, words_between};
use super::company::{has_legal_form, is_employment, is_legal_form};
use super::patterns::spaced;
use super::place::is_place;
use super::post::{is_post_word, is_profession, read, tells_post};
use crate::case::{any, first_word, is_capital, last_word, trimmed_end, trimmed_front, without_front};
use crate::catalogue::Persona;
use crate::tables::{Table, WordList};

// Anything may stand before these; before the others only a post, or one that is held *of* a firm.
static AT: WordList = WordList::new(Table::TitleWords, "at");
static WHEN_NAME: WordList = WordList::new(Table::TitleWords, "at a name");
/// Who learns at a place and doesn't work there.
static STUDENTS: WordList = WordList::new(Table::TitleWords, "students");
static SELF_EMPLOYED: WordList = WordList::new(Table::TitleWords, "self-employed");
static NOW: WordList = WordList::new(Table::TitleWords, "now");
static AT_OF_TODAY: WordList = WordList::new(Table::TitleWords, "at, of today");
static OF: WordList = WordList::new(Table::TitleWords, "of");
static HOLDERS: WordList = WordList::new(Table::TitleWords, "holders");
/// Those that nobody holds of a field.
static FOUNDERS: WordList = WordList::new(Table::TitleWords, "holders, of firms alone");
/// What ends an employer's name wherever it stands.
static AFTER_EMPLOYER: WordList = WordList::new(Table::TitleWords, "after employer");
/// `and` in the seven languages: a second post follows, or the firm's second name.
static AND: WordList = WordList::new(Table::TitleWords, "and");
/// What firms' names have behind `and`, or instead of a legal form.
static FIRM_WORDS: WordList = WordList::new(Table::CompanyWords, "firm words");
/// With what names of firms and institutions begin.
static FIRST_WORDS: WordList = WordList::new(Table::CompanyWords, "first words of firms");
static REGIONS: WordList = WordList::new(Table::CompanyWords, "regions");
static PARTS: WordList = WordList::new(Table::CompanyWords, "parts of firms");

/// Places of one mark that are tried: a hostile title repeats one a hundred times.
const MAX_TRIED: usize = 4;
/// Bytes of a text that may hold an employer's name; behind them stands something else.
const MAX_EMPLOYER: usize = 160;

/// Takes the employer off a title; what is not there is empty.
pub(super) fn split_employer(segment: &str) -> (&str, &str) {
    let (segment, today) = without_now(segment);
    if studies(segment) {
        return (segment, "");
    }
    if let Some(rest) = segment.strip_prefix('@') {
        return ("", employer(rest));
    }
    let mut first: Option<(usize, &str)> = None;
    for &mark in AT.iter() {
        let Some(at) = segment.find(mark).filter(|at| *at > 0) else { continue };
        // Of two at one place the longer one.
        if first.is_none_or(|(best, with)| at < best || (at == best && mark.len() > with.len())) {
            first = Some((at, mark));
        }
    }
    if let Some((at, mark)) = first {
        let (title, name) = cut(segment, at, mark);
        // `Analyst at pemberline`, but not `Designer at heart of …` or `30 years at Corvid`.
        let post = tells_post(title);
        let named = if starts_as_name(name) {
            post || !any(title, char::is_numeric)
        } else {
            post && !name.contains(' ')
        };
        return if named && !is_employment(name) { (title, name) } else { (segment, "") };
    }
    if segment.split(' ').any(|word| SELF_EMPLOYED.has(&key(word))) {
        return (segment, "");
    }
    let more: &[&str] = if today { &AT_OF_TODAY } else { &[] };
    for &mark in WHEN_NAME.iter().chain(more) {
        for (at, _) in segment.match_indices(mark).take(MAX_TRIED) {
            let (title, name) = cut(segment, at, mark);
            if !starts_as_name(name) || is_part_or_region(name) {
                continue;
            }
            let firm = is_firm(name);
            if firm || (tells_post(title) && !is_field(name)) {
                return (title, name);
            }
        }
    }
    for &mark in OF.iter() {
        for (at, _) in segment.match_indices(mark).take(MAX_TRIED) {
            let (title, name) = cut(segment, at, mark);
            if !starts_as_name(name) || is_part_or_region(name) {
                continue;
            }
            // `Fundadora y CEO de …`: of a firm, whatever its words mean, unless it begins as a field does. A president's or
            // director general's may be a field: `Vice President of Global Sales`.
            let last = key(last_word(title).rsplit('-').next().unwrap_or_default());
            let begin = name.split(' ').next().unwrap_or_default();
            let founder = FOUNDERS.has(&last) && (!name.contains(' ') || read(begin).0.is_none());
            let held =
                founder || (HOLDERS.has(&last) && !spaced(title).contains(" vice ")) && !is_field(name);
            // `Head of Research & Development`
            let field = !has_legal_form(name) && read(name).0.is_some() && read(begin).0.is_some();
            if held || (is_firm(name) && !field && (tells_post(title) || is_profession(title))) {
                return (title, name);
            }
        }
    }
    // `Project Manager in Idrovia Sistemi Srl`
    if let Some(at) = segment.find(" in ") {
        let (title, name) = cut(segment, at, " in ");
        if starts_as_name(name) && has_legal_form(name) && tells_post(title) {
            return (title, name);
        }
    }
    // `Managing Director, Wren Architects Ltd`
    for (at, _) in segment.match_indices(", ").take(MAX_TRIED) {
        let (title, name) =
            (segment.get(..at).unwrap_or_default(), segment.get(at + 2..).unwrap_or_default());
        let part = name.split(", ").next().unwrap_or_default();
        let field = part.len() < name.len() && tells_post(part) && !has_legal_form(part);
        if !field && has_legal_form(name) && starts_as_name(name) && tells_post(title) {
            return (title, employer(name));
        }
    }
    (segment, "")
}

/// Whether somebody learns at the place that is named: `PhD student at …`, but not `Student Success Manager at …`.
fn studies(segment: &str) -> bool {
    let words = words_between(segment, |c| c == ' ');
    words.iter().take(3).enumerate().any(|(at, word)| {
        let next = words.get(at + 1).and_then(|next| next.chars().next());
        STUDENTS.has(&key(word)) && next.is_none_or(|c| !c.is_alphabetic() || !is_capital(c))
    })
}

/// A part without `Currently:` or `seit 2023`, and whether it had that.
fn without_now(segment: &str) -> (&str, bool) {
    let word = segment.split([' ', ':', ',', '\'', '’']).next().unwrap_or_default();
    if !NOW.has(&fold(word)) {
        return (segment, false);
    }
    let rest = segment.get(word.len()..).unwrap_or_default();
    let rest = trimmed_front(rest, |c| !c.is_alphanumeric() && c != '@');
    let rest = rest.strip_prefix("hui ").unwrap_or(rest); // aujourd'hui
    let year = rest.get(..4).is_some_and(|year| year.bytes().all(|b| b.is_ascii_digit()));
    (if year { rest.get(4..).unwrap_or_default().trim_start() } else { rest }, true)
}

/// The part of a headline that is a firm's name by itself; empty where none is. A post is no firm's name.
pub(super) fn named_alone<'a>(segments: &[&'a str]) -> &'a str {
    let mut named = "";
    for segment in segments {
        let firm = has_legal_form(segment) || (names_a_firm(segment) && !tells_post(segment));
        if firm && segment.contains(' ') && starts_as_name(segment) {
            named = segment;
            break;
        }
    }
    named
}

/// `Groupe Kermadec`: the first word tells.
fn starts_a_firm(word: &str) -> bool {
    FIRST_WORDS.has(&fold(word))
}

/// Whether a part is a firm's name without a legal form: by its first word, `& Partners`, `und Söhne`.
fn names_a_firm(segment: &str) -> bool {
    let words = words_between(segment, |c| matches!(c, ' ' | ','));
    let joined = segment.contains(" & ") || AND.iter().any(|and| segment.contains(*and));
    starts_a_firm(first_word(segment))
        || (joined && words.last().is_some_and(|word| FIRM_WORDS.has(&fold(word))))
}

/// Whether a name is a firm's, whatever its words mean: by its legal form, its first word, `& Partners`, `und Söhne`.
fn is_firm(name: &str) -> bool {
    let words = words_between(name, |c| matches!(c, ' ' | ','));
    has_legal_form(name)
        || name.contains(" & ")
        || (words.len() > 1 && words.first().is_some_and(|word| starts_a_firm(word)))
        || words.iter().any(|word| FIRM_WORDS.has(&fold(word)))
}

/// Whether a name is what somebody works on (`Recursos Humanos`); a trade alone behind it (`Corvid Freight`) is a firm's.
fn is_field(name: &str) -> bool {
    let begin = name.split(' ').next().unwrap_or_default();
    read(name).0.is_some_and(|field| field != Persona::Operations) || read(begin).0.is_some()
}

fn starts_as_name(text: &str) -> bool {
    text.chars().next().is_some_and(|c| is_capital(c) || c.is_ascii_digit())
        // `iBrightwater`, `van Dalen Groep`
        || text.chars().take(12).any(is_capital) && text.split(' ').take(2).any(|word| any(word, is_capital))
}

/// What stands before and behind a mark, the name up to its end.
fn cut<'a>(segment: &'a str, at: usize, mark: &str) -> (&'a str, &'a str) {
    let title = trimmed_end(segment.get(..at).unwrap_or_default().trim(), |c| c == ',');
    (title, employer(segment.get(at + mark.len()..).unwrap_or_default()))
}

/// The firm's name with which a text begins.
fn employer(text: &str) -> &str {
    let text = head(without_front(text.trim(), "the "), MAX_EMPLOYER);
    let mut end = text.len();
    for mark in AFTER_EMPLOYER.iter() {
        end = end.min(text.find(*mark).unwrap_or(end));
    }
    // `Corvid (UK) Ltd` goes on behind the bracket.
    for (at, _) in text.match_indices(" (") {
        let behind =
            text.get(at..).and_then(|rest| rest.split_once(')')).map_or("", |(_, behind)| behind.trim());
        let word = first_word(behind);
        if word.is_empty() || !is_legal_form(word) {
            end = end.min(at);
            break;
        }
    }
    for (at, _) in text.match_indices(", ") {
        if at < end && ends_at_comma(text.get(at + 2..end).unwrap_or_default()) {
            end = at;
        }
    }
    for mark in AND.iter() {
        for (at, _) in text.match_indices(*mark).take(MAX_TRIED) {
            if at < end && ends_at_and(text.get(at + mark.len()..end).unwrap_or_default()) {
                end = at;
            }
        }
    }
    let name = trimmed_end(text.get(..end).unwrap_or_default().trim(), |c| matches!(c, ',' | '!' | ' '));
    // `S.r.l.` and `Inc.` keep their dot.
    if has_legal_form(name) { name } else { trimmed_end(name, |c| c == '.') }
}

/// Whether the name before a comma is whole: what follows is neither a legal form nor the firm's next partner.
fn ends_at_comma(rest: &str) -> bool {
    let next = words_between(rest, |c| matches!(c, ',' | '&')).first().copied().unwrap_or_default().trim();
    let word = first_word(next);
    if is_legal_form(next) || (is_legal_form(word) && any(word, is_capital)) {
        return false;
    }
    let partners =
        rest.contains(" & ") || AND.iter().any(|and| rest.contains(*and)) || FIRM_WORDS.has(&fold(rest));
    let first =
        AND.iter().filter_map(|and| next.find(*and)).min().and_then(|at| next.get(..at)).unwrap_or(next);
    !partners
        || !starts_as_name(next)
        || tells_post(first)
        || is_profession(first)
        || is_part_or_region(first)
}

/// Whether the name before `and` is whole: a post, a clause or another employer follows.
fn ends_at_and(rest: &str) -> bool {
    let word = rest.split([' ', ',']).next().unwrap_or_default();
    if FIRM_WORDS.has(&fold(word)) {
        return false;
    }
    let post = read(rest).2 > 1 || is_post_word(word) || is_profession(word);
    !starts_as_name(rest) || (post && !has_legal_form(rest)) || AT.iter().any(|mark| rest.contains(*mark))
}

fn is_part_or_region(text: &str) -> bool {
    let folded = fold(text);
    let word = first_word(&folded);
    REGIONS.has(&folded) || PARTS.has(word) || is_place(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_firms_name_is_whole() {
        for (text, company) in [
            ("CFO at Wren and Daughters", "Wren and Daughters"),
            ("Geschäftsführer bei Müller und Söhne", "Müller und Söhne"),
            ("Directrice financière chez Vallée et Fils", "Vallée et Fils"),
            ("Partner at Wren, Holt & Partners", "Wren, Holt & Partners"),
            ("CFO at Corvid Freight and Logistics", "Corvid Freight and Logistics"),
            ("CFO at Pinemarket and board member at Fenland", "Pinemarket"),
            ("CFO at Pinemarket and mother of two", "Pinemarket"),
            ("CFO at Pinemarket, EMEA", "Pinemarket"),
            ("CFO at Pinemarket, Speaker and Author", "Pinemarket"),
            ("CFO at Pinemarket, Inc.", "Pinemarket, Inc."),
            ("CFO at Talbruck, Division Energie", "Talbruck"),
            ("CFO at Corvid (UK) Ltd", "Corvid (UK) Ltd"),
            ("CFO at Corvid (Freight & More)", "Corvid"),
            ("Managing Director of Ashgrove Fencing Ltd", "Ashgrove Fencing Ltd"),
            ("Director of Finance", ""),
            ("Vice President of Global Sales", ""),
            ("President of EMEA", ""),
            ("Student Success Manager at Quillford University", "Quillford University"),
            ("Especialista en Marketing Digital", ""),
            ("Looking at data all day", ""),
        ] {
            assert_eq!(split_employer(text).1, company, "{text}");
        }
    }
}
