//! What one post's words say: function and level.
//!
//! `functions.tsv`, `levels.tsv` and `title_words.tsv` ([`Table`]) hold the words. What somebody is (`Biology Teacher`) decides
//! before what he works on; of both, what stands before a comma or a preposition. Conventions: Head of X and Leiter X are
//! Director, team leads Manager; SVP, EVP and AVP Vice President; staff and principal engineers Senior; clerks, trainees and
//! interns Entry; general management counts as Operations; owners and founders as Entrepreneurship.

use super::clean::key;
use super::patterns::{Pattern, Shortlist, WordsIn, patterns, spaced};
use super::work::is_post;
use crate::catalogue::{Persona, Seniority};
use crate::tables::{Table, WordList};
use std::sync::OnceLock;

struct Function {
    /// None: what leaves it open.
    persona: Option<Persona>,
    weight: u8,
    pattern: Pattern,
    /// The level that the occupation itself says.
    level: Option<Seniority>,
}

/// From this weight on, a pattern is what somebody is (`teacher`) and not what he works on (`biology`).
const OCCUPATION: u8 = 9;

fn functions() -> &'static (Vec<Function>, Shortlist) {
    static TABLE: OnceLock<(Vec<Function>, Shortlist)> = OnceLock::new();
    TABLE.get_or_init(|| {
        let (mut functions, mut shortlist) = (Vec::new(), Shortlist::default());
        Table::Functions.each(&mut |[persona, weight, cell, level, ..]| {
            let Ok(weight) = weight.parse() else { return };
            let (persona, level) = (persona.parse().ok(), level.parse().ok());
            for pattern in patterns(cell) {
                let pattern = if weight < OCCUPATION { pattern } else { pattern.inflected() };
                shortlist.add(&pattern);
                functions.push(Function { persona, weight, pattern, level });
            }
        });
        shortlist.sort();
        (functions, shortlist)
    })
}

/// Those that can stand in a text.
fn functions_for(words: &WordsIn) -> Vec<&'static Function> {
    let (functions, shortlist) = functions();
    let mut listed = Vec::new();
    for at in shortlist.of(words) {
        listed.extend(functions.get(at as usize));
    }
    listed
}

fn levels() -> &'static [(Seniority, Vec<Pattern>)] {
    static TABLE: OnceLock<Vec<(Seniority, Vec<Pattern>)>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut levels = Vec::new();
        Table::Levels.each(&mut |[level, cell, ..]| {
            if let Ok(level) = level.parse() {
                levels.push((level, patterns(cell)));
            }
        });
        levels
    })
}

/// Words behind which somebody else's post follows: `assistant to the CFO`, `Assistentin der Geschäftsführung`.
static HELPERS: WordList = WordList::new(Table::TitleWords, "helpers");

/// Owners and partners of something that is no firm.
static NO_OWNERS: WordList = WordList::new(Table::TitleWords, "no owners");

/// Whether a text names a function or a level.
pub(super) fn tells_post(text: &str) -> bool {
    let (persona, _, explicit) = read(text);
    persona.is_some() || explicit > 0
}

/// Whether a word is a profession that people write beside their names.
pub(super) fn is_profession(word: &str) -> bool {
    static ROLES: WordList = WordList::new(Table::NameWords, "roles");
    ROLES.has(&key(word))
}

/// Whether a word alone says what somebody is: `CEO`, `Head`, `Leiterin`.
pub(super) fn is_post_word(word: &str) -> bool {
    is_post(&key(word))
}

/// What stands between a post and what belongs to it.
static LINKS_BEHIND: WordList = WordList::new(Table::TitleWords, "behind a head");

/// How many words before an offset begin a phrase of their own, and how many a part of their own.
fn borders(text: &str, at: usize) -> (usize, usize) {
    let (mut phrases, mut parts) = (0, 0);
    for word in text.get(..at).unwrap_or_default().split(' ') {
        phrases += usize::from(word == "," || LINKS_BEHIND.contains(&word));
        parts += usize::from(word == ",");
    }
    (phrases, parts)
}

/// Where the first phrase ends, and where the first part does.
fn ends(text: &str) -> [usize; 3] {
    let (mut phrase, mut part, mut at) = (text.len(), text.len(), 0);
    for word in text.split(' ') {
        if at > 1 && word == "," {
            part = part.min(at);
        }
        if at > 1 && (word == "," || LINKS_BEHIND.contains(&word)) {
            phrase = phrase.min(at);
        }
        at += word.len() + 1;
    }
    [phrase, part, text.len()]
}

/// A title's words between single blanks, what is short written out, commas as words of their own, one at the end.
fn words_of(title: &str) -> String {
    static SHORT: WordList = WordList::new(Table::TitleWords, "short");
    static DEGREES: WordList = WordList::new(Table::TitleWords, "degrees");
    let mut text = String::from(" ");
    for part in title.split([',', '(', ')', ':']) {
        for word in spaced(part).split(' ') {
            if word.is_empty() {
                continue;
            }
            let long = SHORT.iter().find_map(|s| s.split_once('=').filter(|(short, _)| *short == word));
            text.push_str(long.map_or(word, |(_, long)| long));
            text.push(' ');
        }
        if text.len() > 1 && !text.ends_with(", ") {
            text.push_str(", ");
        }
    }
    // `Prof. Dr. med. Petra Lang, Chefärztin`
    let mut rest = text.as_str();
    while let Some((word, behind)) = rest.trim_start().split_once(' ')
        && (DEGREES.contains(&word) || (word == "," && rest.len() < text.len()))
        && !LINKS_BEHIND.contains(&behind.split(' ').next().unwrap_or_default())
        && behind.len() > 3
    {
        rest = text.get(text.len() - behind.len() - 1..).unwrap_or_default();
    }
    rest.to_owned()
}

/// What somebody is: the last word of the first phrase that names an occupation.
fn occupation(words: &WordsIn) -> Option<(&'static Function, usize)> {
    let mut best = None;
    let mut highest = (0, 0, 0);
    for function in functions_for(words) {
        if function.weight < OCCUPATION {
            continue;
        }
        let Some(at) = function.pattern.find_in(words) else { continue };
        let text = words.text();
        let end = at + function.pattern.len();
        let last = text.get(..end).unwrap_or_default().trim_end_matches([' ', ',']).matches(' ').count();
        let rank = (usize::MAX - borders(text, at).0, last, function.pattern.len());
        if best.is_none() || rank >= highest {
            (best, highest) = (Some((function, at)), rank);
        }
    }
    best
}

/// The level that a word says, and where.
fn level_in(words: &WordsIn) -> Option<(Seniority, usize)> {
    let [phrase, part, end] = ends(words.text());
    for (row, (level, patterns)) in levels().iter().enumerate() {
        if row > 1 {
            break;
        }
        if let Some(at) = first_of(patterns, words, part) {
            return Some((*level, at));
        }
    }
    for limit in [phrase, part, end] {
        for (level, patterns) in levels() {
            if let Some(at) = first_of(patterns, words, limit) {
                return Some((*level, at));
            }
        }
    }
    None
}

fn first_of(patterns: &[Pattern], words: &WordsIn, limit: usize) -> Option<usize> {
    patterns.iter().find_map(|p| p.find_in(words).filter(|at| *at < limit))
}

/// Function and level of one post, and how surely: 2 a word says the level, 1 an occupation does.
pub(super) fn read(title: &str) -> (Option<Persona>, Option<Seniority>, u8) {
    static NO_POSTS: WordList = WordList::new(Table::TitleWords, "no posts");
    let title = without_gender(title);
    let text = words_of(&title);
    let text = without_superior(&text);
    if NO_POSTS.has(text.trim_matches([' ', ','])) {
        return (None, None, 0);
    }
    let words = WordsIn::of(text.to_owned());
    let occupation = occupation(&words);
    let mut masked = text.to_owned();
    let mut headed = false;
    if let Some((function, at)) = occupation
        && function.level.is_some()
    {
        // `Head Cashier`, `Chief Photographer`; `Stationsleitung` whole, by its stem.
        let before = text.get(..at).unwrap_or_default();
        let officer = text.get(at..).is_some_and(|rest| rest.contains("officer"));
        headed = !officer && (before.ends_with(" head ") || before.ends_with(" chief "));
        let from = if headed { before.trim_end().rfind(' ').map_or(at, |blank| blank + 1) } else { at };
        let end = at + function.pattern.len();
        let rest = text.get(end..).unwrap_or_default();
        masked.replace_range(from..end + rest.find(' ').unwrap_or(0), "x");
    }
    for &phrase in NO_OWNERS.iter() {
        if let Some(at) = Pattern::new(phrase).find(&masked) {
            let manager = phrase.contains("manager") || phrase.contains("management");
            let word = if manager { "manager" } else { "specialist" };
            masked.replace_range(at..at + phrase.trim_end().len(), word);
        }
    }
    let masked = WordsIn::of(masked);
    let level = match level_in(&masked) {
        Some((high @ (Seniority::OwnerPartner | Seniority::Cxo | Seniority::VicePresident), at)) => {
            Some((high, at))
        }
        _ if headed => Some((Seniority::Manager, 0)),
        level => level,
    };
    let function = occupation.map(|(f, _)| f).or_else(|| field(&words, level.map(|(_, at)| at)));
    let mut persona = function.and_then(|f| f.persona);
    let explicit = if level.is_some() { 2 } else { u8::from(occupation.is_some()) };
    let implied = function.and_then(|f| f.level).or(persona.map(|_| Seniority::Senior));
    let seniority = level.map(|(level, _)| level).or(implied);
    if seniority == Some(Seniority::OwnerPartner) {
        let general = function.is_none_or(|f| f.weight <= 3);
        // Whoever founded or owns the firm is its entrepreneur, whatever else he does there.
        let founder = functions_for(&masked)
            .iter()
            .any(|f| f.persona == Some(Persona::Entrepreneurship) && f.pattern.find_in(&masked).is_some());
        if general || founder {
            persona = Some(Persona::Entrepreneurship);
        }
    }
    (persona, seniority, explicit)
}

/// What somebody works on: the heaviest, then what stands nearest to the word that says the level.
fn field(words: &WordsIn, level: Option<usize>) -> Option<&'static Function> {
    let mut best = None;
    let mut highest = (0, 0, 0);
    for function in functions_for(words) {
        let Some(at) = function.pattern.find_in(words) else { continue };
        let near = match level {
            Some(level) if at < level => at + 1000,
            _ => 1000 - at.min(999),
        };
        let behind = 2 * u8::from(borders(words.text(), at).1 > 0);
        let rank = (function.weight.saturating_sub(behind), near, function.pattern.len());
        if best.is_none() || rank >= highest {
            (best, highest) = (Some(function), rank);
        }
    }
    best
}

/// Cuts `to the CFO` from `Assistant to the CFO`.
fn without_superior(text: &str) -> &str {
    static LINKS: WordList = WordList::new(Table::TitleWords, "links");
    let mut at = 0;
    let mut helper = false;
    for word in text.split(' ') {
        if helper && LINKS.contains(&word) {
            return text.get(..at).unwrap_or(text);
        }
        helper = HELPERS.contains(&word) || word.ends_with("assistentin") || word.ends_with("assistent");
        at += word.len() + 1;
    }
    // `…, reporting to the CFO`
    match text.find(" reporting to ") {
        Some(at) if at > 0 => text.get(..=at).unwrap_or(text),
        _ => text,
    }
}

/// What stands for the other gender behind a title.
static GENDERS: WordList = WordList::new(Table::TitleWords, "genders");

/// `Leiter:in`, `Directeur·rice`, `Leiter (m/w/d)` → `Leiter`, `Directeur`.
fn without_gender(title: &str) -> String {
    static FORMS: WordList = WordList::new(Table::TitleWords, "other forms");
    let mut out = title.to_owned();
    for &mark in GENDERS.iter() {
        if out.contains(mark) {
            out = out.replace(mark, if mark.ends_with(' ') { " " } else { "" });
        }
    }
    let mut kept = String::new();
    let mut rest = out.as_str();
    while let Some(c) = rest.chars().next() {
        let behind = rest.get(c.len_utf8()..).unwrap_or_default();
        if matches!(c, '·' | '•' | ':' | '*' | '_' | '/' | '(' | '.' | '-' | '‧' | '⋅')
            && kept.ends_with(char::is_alphabetic)
        {
            let form = behind.split(|c: char| !c.is_alphabetic() && c != '-').next().unwrap_or_default();
            let soft = matches!(c, '.' | '-') && !form.ends_with('e');
            if FORMS.contains(&form) && !soft {
                rest = behind.get(form.len()..).unwrap_or_default();
                rest = rest.strip_prefix(')').unwrap_or(rest);
                continue;
            }
        }
        kept.push(c);
        rest = behind;
    }
    kept
}
