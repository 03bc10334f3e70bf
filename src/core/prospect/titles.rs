//! Titles and headlines in seven languages → current title, employer, function and level.
//!
//! `functions.tsv`, `levels.tsv` and `title_words.tsv` ([`Table`]) hold the words. Conventions: Head of X and Leiter X are
//! Director, team leads Manager; SVP, EVP and AVP Vice President; staff and principal engineers Senior; clerks, trainees and
//! interns Entry; general management counts as Operations; owners and founders as Entrepreneurship; former, retired and
//! aspiring posts don't count.

use super::clean::{MAX_TITLE, fold, key, split_all, tidy};
use super::patterns::{Pattern, patterns, spaced};
use crate::case::without_front;
use crate::catalogue::{Persona, Seniority};
use crate::tables::{Table, WordList};
use std::sync::OnceLock;

/// What a title or headline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Role {
    /// The current title as written; empty when the headline names only former or coming posts.
    pub title: String,
    /// The employer where the headline names one, possibly empty.
    pub company: String,
    /// What the person works in.
    pub persona: Option<Persona>,
    /// How high the post is.
    pub seniority: Option<Seniority>,
}

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

/// Words that say that a post is over or not yet there (folded; a blank at the end: a whole word).
static NOT_NOW: WordList = WordList::new(Table::TitleWords, "not now");
/// The same behind it.
static NOT_NOW_BEHIND: WordList = WordList::new(Table::TitleWords, "not now, behind");

/// Words behind which somebody else's post follows: `assistant to the CFO`, `Assistentin der Geschäftsführung`.
static HELPERS: WordList = WordList::new(Table::TitleWords, "helpers");

/// Owners and partners of something that is no firm.
static NO_OWNERS: WordList = WordList::new(Table::TitleWords, "no owners");

/// Words with which a slogan begins: what somebody likes or does for others, not what he is (folded).
static SLOGANS: WordList = WordList::new(Table::TitleWords, "slogans");

/// Reads a title or headline in English, German, French, Spanish, Italian, Portuguese or Dutch.
pub fn role_of(headline: &str) -> Role {
    let text = tidy(headline, MAX_TITLE);
    let mut best: Option<(u8, Role)> = None;
    let mut passed = false;
    for segment in segments(&text).into_iter().take(6) {
        if is_not_now(segment) {
            passed = true;
            continue;
        }
        let (title, company) = split_employer(segment);
        let (persona, seniority, explicit) = if is_slogan(title) { (None, None, false) } else { read(title) };
        let score = u8::from(explicit) * 2
            + u8::from(persona.is_some())
            + u8::from(!company.is_empty() && persona.is_some());
        if best.as_ref().is_none_or(|(highest, _)| score > *highest) {
            let role = Role { title: title.to_owned(), company: company.to_owned(), persona, seniority };
            best = Some((score, role));
        }
    }
    match best {
        // Beside a former post, a slogan is no title.
        Some((0, role)) if passed => Role { title: String::new(), ..role },
        Some((_, role)) => role,
        None => Role::default(),
    }
}

fn is_slogan(title: &str) -> bool {
    let start = spaced(title);
    SLOGANS.iter().any(|s| start.trim_start().starts_with(*s))
}

/// The parts of a headline, each a post, an employer or a slogan.
fn segments(text: &str) -> Vec<&str> {
    let marks = ['|', '•', '·', ';', '¦', '‖', '★', '→', '➤', '►'];
    let mut parts = Vec::new();
    for part in text.split(marks) {
        parts.push(part);
    }
    for mark in [" - ", " – ", " — ", " // ", " / "] {
        parts = split_all(&parts, mark);
    }
    for &mark in NEW_PART.iter() {
        parts = split_sentences(&parts, mark);
    }
    let mut segments = Vec::new();
    for part in parts {
        let part = part.trim();
        if part.chars().any(char::is_alphanumeric) {
            segments.push(part);
        }
    }
    segments
}

/// What begins a part of its own.
static NEW_PART: WordList = WordList::new(Table::TitleWords, "new part");

/// `…. Former CFO` and `…, ex-CFO` begin a part of their own.
fn split_sentences<'a>(parts: &[&'a str], mark: &str) -> Vec<&'a str> {
    let mut split = Vec::new();
    for part in parts {
        match part.find(mark).filter(|at| mark != ". " || *at >= 6) {
            Some(at) => {
                let (head, tail) = part.split_at(at);
                split.push(head);
                split.push(tail.trim_start_matches([',', '.', ' ']));
            }
            None => split.push(part),
        }
    }
    split
}

fn is_not_now(segment: &str) -> bool {
    let start = spaced(segment);
    let start = start.trim_start();
    let raw = fold(segment);
    let short = |word: &str| {
        if word.contains('-') { raw.starts_with(word) } else { start.starts_with(word) }
    };
    NOT_NOW.iter().any(|w| short(w))
        || NOT_NOW_BEHIND.iter().any(|t| start.ends_with(t.trim_start()) && start.len() > t.len())
}

/// Takes the employer off a title: `CFO at Alderney Mutual`, `Inhaberin der Kranich GmbH`.
fn split_employer(segment: &str) -> (&str, &str) {
    // Anything may stand before these; before the others only a post that one holds *of* a firm.
    static AT: WordList = WordList::new(Table::TitleWords, "at");
    static WHEN_NAME: WordList = WordList::new(Table::TitleWords, "at a name");
    static OF: WordList = WordList::new(Table::TitleWords, "of");
    static HOLDERS: WordList = WordList::new(Table::TitleWords, "holders");
    static AFTER_EMPLOYER: WordList = WordList::new(Table::TitleWords, "after employer");
    let cut = |at: usize, mark: &str| {
        let title = segment.get(..at).unwrap_or_default().trim().trim_end_matches(',');
        let rest = segment.get(at + mark.len()..).unwrap_or_default();
        let end = AFTER_EMPLOYER.iter().filter_map(|mark| rest.find(*mark)).min();
        let company = rest.get(..end.unwrap_or(rest.len())).unwrap_or_default();
        let company = without_front(company.trim(), "the ").trim_end_matches(['.', ',', '!']);
        (title, company)
    };
    let name_follows = |at: usize, mark: &str| {
        let rest = segment.get(at + mark.len()..).unwrap_or_default();
        rest.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
    };
    if let Some(rest) = segment.strip_prefix('@') {
        return ("", rest.trim());
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
        return cut(at, mark);
    }
    for &mark in WHEN_NAME.iter() {
        if let Some(at) = segment.find(mark).filter(|at| name_follows(*at, mark)) {
            let title = segment.get(..at).unwrap_or_default();
            let (persona, _, explicit) = read(title);
            let rest = cut(at, mark).1;
            let is_field = read(rest).0.is_some();
            if persona.is_some() && explicit && !is_field {
                return cut(at, mark);
            }
        }
    }
    for &mark in OF.iter() {
        if let Some(at) = segment.find(mark).filter(|at| name_follows(*at, mark)) {
            let last = segment.get(..at).and_then(|t| t.split(' ').next_back()).map(key).unwrap_or_default();
            let rest = cut(at, mark).1;
            let is_field = read(rest).0.is_some() && company_like(rest).is_none();
            if HOLDERS.contains(&last.as_str()) && !is_field {
                return cut(at, mark);
            }
        }
    }
    (segment, "")
}

/// A name that carries a legal form is a firm's, whatever its words mean.
fn company_like(name: &str) -> Option<&str> {
    super::company::has_legal_form(name).then_some(name)
}

/// Function and level of one post, and whether a word says the level.
fn read(title: &str) -> (Option<Persona>, Option<Seniority>, bool) {
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
            masked.replace_range(at..at + phrase.len(), word);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_employer_is_taken_off_a_headline() {
        for (text, title, company) in [
            ("CFO at Alderney Mutual", "CFO", "Alderney Mutual"),
            ("CFO bei Talbruck Versicherung", "CFO", "Talbruck Versicherung"),
            ("Directrice financière chez Vallée Optique", "Directrice financière", "Vallée Optique"),
            ("Directora financiera en Corvid Freight", "Directora financiera", "Corvid Freight"),
            ("Direttore finanziario presso Corvid Freight", "Direttore finanziario", "Corvid Freight"),
            ("Diretora financeira na Corvid Freight", "Diretora financeira", "Corvid Freight"),
            ("Financieel directeur bij Corvid Freight", "Financieel directeur", "Corvid Freight"),
            ("Founder of Pinemarket", "Founder", "Pinemarket"),
            ("Inhaberin der Kranich Logistik GmbH", "Inhaberin", "Kranich Logistik GmbH"),
            ("Head of Finance @ Fennimore | ex-Corvid", "Head of Finance", "Fennimore"),
            ("Aspiring CFO | Accountant at Pinemarket", "Accountant", "Pinemarket"),
            ("Mother of two | Numbers person | VP Finance at Pinemarket, EMEA", "VP Finance", "Pinemarket"),
            ("Head of Finance", "Head of Finance", ""),
            ("Responsable en logistique", "Responsable en logistique", ""),
            ("Former CFO of Alderney Mutual", "", ""),
        ] {
            let role = role_of(text);
            assert_eq!((role.title.as_str(), role.company.as_str()), (title, company), "{text}");
        }
    }
}
