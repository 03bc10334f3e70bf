//! What one post's words say: function and level.
//!
//! `functions.tsv`, `levels.tsv` and `title_words.tsv` ([`Table`]) hold the words. Conventions: Head of X and Leiter X are
//! Director, team leads Manager; SVP, EVP and AVP Vice President; staff and principal engineers Senior; clerks, trainees and
//! interns Entry; general management counts as Operations; owners and founders as Entrepreneurship.

use super::clean::key;
use super::patterns::{Pattern, patterns, spaced};
use super::work::is_post;
use crate::catalogue::{Persona, Seniority};
use crate::tables::{Table, WordList};
use std::sync::OnceLock;

struct Function {
    persona: Persona,
    weight: u8,
    pattern: Pattern,
}

fn functions() -> &'static [Function] {
    static TABLE: OnceLock<Vec<Function>> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut functions = Vec::new();
        Table::Functions.each(&mut |[persona, weight, cell, ..]| {
            let (Ok(persona), Ok(weight)) = (persona.parse(), weight.parse()) else { return };
            for pattern in patterns(cell) {
                functions.push(Function { persona, weight, pattern });
            }
        });
        functions
    })
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
    persona.is_some() || explicit
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

/// Function and level of one post, and whether a word says the level.
pub(super) fn read(title: &str) -> (Option<Persona>, Option<Seniority>, bool) {
    let text = spaced(&without_gender(title));
    let text = without_superior(&text);
    let mut function: Option<(&Function, usize)> = None;
    for other in functions() {
        let Some(at) = other.pattern.find(text) else { continue };
        let rank = |f: &Function, at: usize| (f.weight, std::cmp::Reverse(at), f.pattern.len());
        if function.is_none_or(|(best, place)| rank(other, at) >= rank(best, place)) {
            function = Some((other, at));
        }
    }
    let mut persona = function.map(|(f, _)| f.persona);
    let mut masked = text.to_owned();
    for &phrase in NO_OWNERS.iter() {
        if let Some(at) = Pattern::new(phrase).find(&masked) {
            let word = if phrase.contains("manager") || phrase.contains("management") {
                "manager"
            } else {
                "specialist"
            };
            let (before, behind) = (masked.get(..at), masked.get(at + phrase.len()..));
            masked = [before.unwrap_or_default(), word, behind.unwrap_or_default()].concat();
        }
    }
    let level = levels().iter().find(|(_, patterns)| patterns.iter().any(|p| p.find(&masked).is_some()));
    let explicit = level.is_some();
    let seniority = level.map(|(level, _)| *level).or(persona.map(|_| Seniority::Senior));
    if seniority == Some(Seniority::OwnerPartner) {
        let general = function.is_none_or(|(f, _)| f.weight <= 3);
        if general {
            persona = Some(Persona::Entrepreneurship);
        }
        // Whoever founded or owns the firm is its entrepreneur, whatever else he does there.
        let founder = functions()
            .iter()
            .any(|f| f.persona == Persona::Entrepreneurship && f.pattern.find(&masked).is_some());
        if founder {
            persona = Some(Persona::Entrepreneurship);
        }
    }
    (persona, seniority, explicit)
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

/// `Leiter:in`, `Leiter*in`, `Leiter (m/w/d)` → `Leiter`.
fn without_gender(title: &str) -> String {
    let mut out = title.to_owned();
    for &mark in GENDERS.iter() {
        if out.contains(mark) {
            out = out.replace(mark, if mark.ends_with(' ') { " " } else { "" });
        }
    }
    out
}
