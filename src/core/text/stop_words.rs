//! Words without content, folded, per language; each list is sorted.

use super::Language;
use crate::tables::{Table, alternatives};
use std::sync::OnceLock;

/// The lists, each in order; empty before the tables are there.
fn lists() -> &'static [Vec<&'static str>] {
    static LISTS: OnceLock<Vec<Vec<&'static str>>> = OnceLock::new();
    LISTS.get_or_init(|| {
        let mut lists = vec![Vec::new(); Language::ALL.len()];
        Table::StopWords.each(&mut |[tag, words, ..]| {
            let language = Language::from_tag(tag);
            if let Some(list) = language.and_then(|language| lists.get_mut(language as usize)) {
                *list = alternatives(words);
            }
        });
        lists
    })
}

/// Whether a folded word is a stop word of the language.
pub(super) fn is_stop_word(language: Language, folded: &str) -> bool {
    const LONGEST: usize = 9;
    folded.len() <= LONGEST
        && lists().get(language as usize).is_some_and(|t| t.binary_search(&folded).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_list_is_sorted_folded_and_short_enough() {
        for language in Language::ALL {
            let list = &lists()[*language as usize];
            assert!(list.len() > 50 && list.is_sorted(), "{language:?}");
            for word in list {
                assert_eq!(*word, super::super::fold(word));
                assert!(word.len() <= 9 && is_stop_word(*language, word), "{word}");
            }
        }
    }
}
