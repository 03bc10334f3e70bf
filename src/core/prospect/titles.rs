//! Titles and headlines in seven languages → current title, employer, function and level.
//!
//! What a post's words mean is [`super::post`]'s; former, retired and aspiring posts don't count.

use super::classifier;
use super::clean::{MAX_TITLE, fold, is_picture, split_all, tidy};
use super::employer::{named_alone, split_employer};
use super::patterns::spaced;
use super::post::read;
use crate::case;
use crate::case::is_capital;
use crate::catalogue::{Persona, Seniority};
use crate::tables::{Table, WordList};

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

/// Words that say that a post is over or not yet there (folded; a blank at the end: a whole word).
static NOT_NOW: WordList = WordList::new(Table::TitleWords, "not now");
/// The same behind it.
static NOT_NOW_BEHIND: WordList = WordList::new(Table::TitleWords, "not now, behind");

/// Words with which a slogan begins: what somebody likes or does for others, not what he is (folded).
static SLOGANS: WordList = WordList::new(Table::TitleWords, "slogans");

/// Reads a person's title or headline in English, German, French, Spanish, Italian, Portuguese or Dutch.
pub fn role_of(headline: &str) -> Role {
    let (mut role, explicit) = read_headline(headline);
    if !role.title.is_empty() {
        weigh(&mut role, explicit);
    }
    role
}

/// The same by listed words alone, for what may be no title: the words of a question, a cell of a catalogue.
pub fn role_named(words: &str) -> Role {
    read_headline(words).0
}

/// What the lists say of a headline, and how surely ([`read`]).
fn read_headline(headline: &str) -> (Role, u8) {
    let text = tidy(headline, MAX_TITLE);
    let mut best: Option<(u8, u8, Role)> = None;
    let mut passed = false;
    let mut employer = "";
    let segments = segments(&text);
    for segment in segments.iter().take(6) {
        if is_not_now(segment) {
            passed = true;
            continue;
        }
        let slogan = is_slogan(segment);
        let (title, company) = match split_employer(segment) {
            // `Building the future at Corvid`: no post, but an employer.
            (_, company) if slogan && company.starts_with(is_capital) => (*segment, company),
            _ if slogan => (*segment, ""),
            post => post,
        };
        let (persona, seniority, explicit) = if slogan { (None, None, 0) } else { read(title) };
        if employer.is_empty() {
            employer = company;
        }
        let score = u8::from(explicit > 0) * 2 + u8::from(persona.is_some()) + u8::from(!company.is_empty());
        if best.as_ref().is_none_or(|(highest, ..)| score > *highest) {
            let role = Role { title: title.to_owned(), company: company.to_owned(), persona, seniority };
            best = Some((score, explicit, role));
        }
    }
    match best {
        // Beside a former post, a slogan is no title.
        Some((0, explicit, role)) if passed => (Role { title: String::new(), ..role }, explicit),
        Some((_, explicit, mut role)) => {
            // `Bid Manager – Engineering at Corvid`, `Solicitor | Whitcombe Dace LLP`
            if role.company.is_empty() {
                employer = if employer.is_empty() && !passed && segments.len() > 1 {
                    named_alone(&segments)
                } else {
                    employer
                };
                role.company = employer.to_owned();
            }
            (role, explicit)
        }
        None => (Role::default(), 0),
    }
}

/// How much the word lists' function counts beside the model's scores where an occupation or a level is named, and where only a field
/// of work is. Chosen on `tests/fixtures` and `tests/judged/roles`.
const LISTED: [f32; 2] = [8.0, 4.0];
/// Without a listed word a lead below this is none.
const LEAST_LEAD: f32 = 1.0;

/// Function and level as lists and models together see them.
fn weigh(role: &mut Role, explicit: u8) {
    let [firm, weak] = LISTED;
    let told = |model, listed: Option<&str>, weight| {
        let (class, lead) = classifier::likeliest(model, &role.title, listed.map(|class| (class, weight)))?;
        (listed.is_some() || lead >= LEAST_LEAD).then_some(class)
    };
    let persona = role.persona.map(Persona::label);
    let persona = told(Table::FunctionModel, persona, if explicit > 0 { firm } else { weak });
    let seniority = role.seniority.map(Seniority::label);
    let seniority = told(Table::LevelModel, seniority, if explicit > 1 { firm } else { weak });
    // A class that is none of the catalogue's says that a title says nothing.
    role.persona = persona.and_then(|class| class.parse().ok());
    role.seniority = seniority.and_then(|class| class.parse().ok());
}

fn is_slogan(title: &str) -> bool {
    let start = spaced(title);
    SLOGANS.iter().any(|s| start.trim_start().starts_with(*s))
}

/// The parts of a headline, each a post, an employer or a slogan.
fn segments(text: &str) -> Vec<&str> {
    let is_mark =
        |c: char| matches!(c, '|' | ';' | '¦' | '‖') || (is_picture(c) && !matches!(c, '®' | '™' | '©'));
    let mut parts = Vec::new();
    for part in text.split(is_mark) {
        parts.push(part);
    }
    for mark in [" • ", "• ", " · ", "· ", " - ", " – ", " — ", " // ", " / "] {
        parts = split_all(&parts, mark);
    }
    for &mark in NEW_PART.iter() {
        parts = split_sentences(&parts, mark);
    }
    let mut segments = Vec::new();
    for part in parts {
        let part = part.trim();
        if case::any(part, char::is_alphanumeric) {
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
        match part.find(mark).filter(|at| mark != ". " || ends_sentence(part, *at)) {
            Some(at) => {
                let (head, tail) = part.split_at(at);
                split.push(head);
                split.push(case::trimmed_front(tail, |c| matches!(c, ',' | '.' | ' ')));
            }
            None => split.push(part),
        }
    }
    split
}

/// Whether the dot at `at` ends a sentence, and not `St.`, `Co.` or `Gebr.`.
fn ends_sentence(text: &str, at: usize) -> bool {
    let before = text.get(..at).unwrap_or_default();
    let word = case::last_word(before);
    at >= 6 && (word.chars().count() > 4 || is_not_now(text.get(at + 1..).unwrap_or_default().trim()))
}

/// Whether a part tells of a post that is over or not yet there.
fn is_not_now(segment: &str) -> bool {
    let start = spaced(segment);
    let start = start.trim_start();
    let raw = fold(segment);
    let short = |word: &str| {
        if word.contains('-') { raw.starts_with(word) } else { start.starts_with(word) }
    };
    NOT_NOW.iter().any(|w| short(w))
        || until_a_year(&raw)
        || NOT_NOW_BEHIND.iter().any(|t| start.ends_with(t.trim_start()) && start.len() > t.len())
}

/// `bis 2019`, `2014–2019`: a year that is over, in a folded text.
fn until_a_year(folded: &str) -> bool {
    static UNTIL: WordList = WordList::new(Table::TitleWords, "until");
    let year = |word: &str| {
        word.len() == 4
            && (word.starts_with("19") || word.starts_with("20"))
            && word.bytes().all(|b| b.is_ascii_digit())
    };
    let (mut until, mut years) = (false, 0);
    for word in folded.split(|c: char| !c.is_alphanumeric()) {
        if year(word) {
            years += 1;
            if until {
                return true;
            }
        } else if !word.is_empty() {
            // `jusqu'en 2019`
            until = UNTIL.has(word) || (until && matches!(word, "en" | "a" | "al"));
        }
    }
    years > 1
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
