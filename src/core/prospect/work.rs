//! What a person works on, in words: those of the function, and those that the title adds.
//!
//! `work.tsv` ([`Table::Work`]) holds both. They tell which pieces of a library are written for somebody of whom nothing but a
//! title is known, and whether a vendor has anything for such people at all.

use super::patterns::{Pattern, patterns, spaced};
use crate::catalogue::Persona;
use crate::tables::{Table, WordList, alternatives};
use std::sync::OnceLock;

/// Words for posts.
static POSTS: WordList = WordList::new(Table::TitleWords, "posts");

/// Whether a word (folded) says what post somebody holds and nothing of his work: `manager`, `leiterin`.
pub fn is_post(word: &str) -> bool {
    POSTS.has(word)
}

/// How much a word that the title itself asks for counts against one of the function.
const OF_TITLE: f32 = 2.0;

/// The words of somebody's work.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Work {
    /// Each with its weight; empty where nothing is known of it.
    pub words: Vec<(&'static str, f32)>,
    /// The title tells of other work than the function usually does: a mechanical engineer's.
    pub apart: bool,
}

/// A row of the table.
enum Row {
    /// Of a function.
    Function(&'static str, Vec<&'static str>),
    /// Of titles, and whether it stands in place of the function's.
    Title(Vec<Pattern>, bool, Vec<&'static str>),
}

fn rows() -> &'static [Row] {
    static ROWS: OnceLock<Vec<Row>> = OnceLock::new();
    ROWS.get_or_init(|| {
        let mut rows = Vec::new();
        Table::Work.each(&mut |[key, mode, words, ..]| {
            let words = alternatives(words);
            rows.push(match mode {
                "" => Row::Function(key, words),
                _ => Row::Title(patterns(key), mode == "=", words),
            });
        });
        rows
    })
}

/// What a person of that title and function works on.
pub fn work_of(title: &str, persona: Option<Persona>) -> Work {
    let title = spaced(title);
    let function = persona.map(Persona::label);
    let (mut of_function, mut of_title, mut apart) = (&[][..], Vec::new(), false);
    for row in rows() {
        match row {
            Row::Function(label, words) if function == Some(*label) => of_function = words,
            Row::Title(patterns, instead, words) if patterns.iter().any(|p| p.find(&title).is_some()) => {
                apart |= instead;
                for word in words {
                    of_title.push((*word, OF_TITLE));
                }
            }
            _ => {}
        }
    }
    let of_function = if apart { &[] } else { of_function };
    let mut words = of_title;
    for word in of_function {
        words.push((*word, 1.0));
    }
    Work { words, apart }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(title: &str, persona: Option<Persona>) -> Vec<&'static str> {
        work_of(title, persona).words.into_iter().map(|(word, _)| word).collect()
    }

    #[test]
    fn a_title_adds_to_its_function_or_takes_its_place() {
        let security = words("CISO", Some(Persona::InformationTechnology));
        assert!(security.contains(&"vulnerability") && security.contains(&"hosting"));
        let mechanical = words("Senior Mechanical Engineer", Some(Persona::Engineering));
        assert!(mechanical.contains(&"steel") && !mechanical.contains(&"code"));
        // Crafts count as Operations, and have none of its work.
        let chef = words("Executive Chef", Some(Persona::Operations));
        assert!(chef.contains(&"kitchen") && !chef.contains(&"logistics"));
        assert!(words("Beekeeper", None).is_empty());
    }

    #[test]
    fn every_function_but_none_twice_has_its_words() {
        for persona in Persona::ALL {
            assert!(!words("", Some(*persona)).is_empty(), "{persona}");
        }
    }

    #[test]
    fn german_and_french_titles_are_understood() {
        assert!(words("Leiterin Datenschutz", Some(Persona::Legal)).contains(&"residency"));
        assert!(words("Directrice générale", None).contains(&"strategy"));
    }
}
