//! The built-in sales vocabulary: words that mean much the same to a rep. Weaker matches, see
//! [`super::weights::SYNONYM`].

use crate::tables::{Table, alternatives};
use crate::text::{Word, WordKind, words};
use std::sync::OnceLock;

/// Groups of folded words or phrases; a phrase is recognised in a query, a single word is searched.
fn groups() -> &'static [Vec<&'static str>] {
    static GROUPS: OnceLock<Vec<Vec<&str>>> = OnceLock::new();
    GROUPS.get_or_init(|| {
        let mut groups = Vec::new();
        Table::QuestionWords.each(&mut |[does, words, ..]| {
            if does == "alike" {
                groups.push(alternatives(words));
            }
        });
        groups
    })
}

/// The library's own groups, their entries as a query's words are: folded, parted by single blanks.
pub(super) fn own(groups: &[Vec<String>]) -> Vec<Vec<String>> {
    let mut own = Vec::new();
    for group in groups {
        let mut entries = Vec::new();
        for text in group {
            entries.push(folded(&words(text)).join(" "));
        }
        own.push(entries);
    }
    own
}

/// The words as they are folded, without those that stand whole beside their parts.
pub(super) fn folded(words: &[Word]) -> Vec<&str> {
    let mut folded = Vec::new();
    for word in words {
        if word.kind != WordKind::Whole {
            folded.push(word.folded());
        }
    }
    folded
}

/// For the query's words from the first one on: the single words of the groups that know these words as an entry. Own
/// groups ([`own`]) come first, with `true`. With `phrases` only entries of several words count.
pub(super) fn others(words: &[&str], own: &[Vec<String>], phrases: bool) -> Vec<(String, bool)> {
    let said = |entry: &str| (!phrases || entry.contains(' ')) && begins(words, entry);
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut add = |entry: &str, own: bool| {
        let single = !entry.is_empty() && !entry.contains(' ') && words.first() != Some(&entry);
        if single && !found.iter().any(|(word, _)| word == entry) {
            found.push((entry.to_owned(), own));
        }
    };
    for group in own {
        if group.iter().any(|entry| said(entry)) {
            group.iter().for_each(|entry| add(entry, true));
        }
    }
    for group in groups() {
        if group.iter().any(|entry| said(entry)) {
            group.iter().for_each(|entry| add(entry, false));
        }
    }
    found
}

/// Whether the words begin with the entry.
fn begins(words: &[&str], entry: &str) -> bool {
    let mut words = words.iter();
    entry.split(' ').all(|part| words.next().is_some_and(|word| *word == part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_brings_its_acronym_and_the_other_way_nothing_of_several_words() {
        let found = others(&["return", "on", "investment", "sheet"], &[], false);
        assert!(found.contains(&("roi".to_owned(), false)));
        assert!(others(&["roi"], &[], false).iter().all(|(word, _)| !word.contains(' ')));
    }

    #[test]
    fn own_groups_come_first_and_their_hyphens_are_blanks() {
        let own = own(&[vec!["Close".to_owned(), "Month-end".to_owned(), "Abschluß".to_owned()]]);
        assert_eq!(others(&["close"], &own, false)[0], ("abschluss".to_owned(), true));
        assert_eq!(others(&["month", "end", "checks"], &own, false)[0], ("close".to_owned(), true));
        assert!(others(&["month", "endless"], &own, false).is_empty());
    }

    #[test]
    fn groups_are_folded() {
        for entry in groups().iter().flatten().copied() {
            assert_eq!(entry, crate::text::fold(entry));
        }
    }
}
