//! What words of other languages mean in the words of a library: worked out when the index is built, so that a query only
//! looks it up.

use super::keys;
use crate::text::{Analyzer, Language, WordKind, words};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// Words and short phrases that mean the same, with their languages, the most usual ones of each language first.
pub type Concept = Vec<(Language, String)>;

/// Posting lists that one key leads to at most; the dictionary takes a few more.
const MOST_LISTS: usize = 12;

/// Key in the dictionary → posting lists, for every word of the concepts that leads to another word of the library.
///
/// `languages` are the library's (two letters), `known` gives the lists of a folded word or stem, `units` the length of a
/// list.
pub(super) fn keys(
    concepts: &[Concept],
    languages: &[[u8; 2]],
    known: impl Fn(&str) -> Option<Vec<u32>>,
    units: impl Fn(u32) -> Option<usize>,
) -> BTreeMap<String, BTreeSet<u32>> {
    let analyzers: HashMap<Language, Analyzer> =
        Language::ALL.iter().map(|language| (*language, Analyzer::new(*language))).collect();
    let spoken = |language: Language| languages.iter().any(|code| code == language.code().as_bytes());
    let lists_of = |analyzer: &Analyzer, text: &str| -> Vec<u32> {
        let mut rarest: Option<(usize, Vec<u32>)> = None;
        for word in words(text).iter().filter(|word| !analyzer.is_stop_word(word)) {
            let mut lists = known(&analyzer.term(word)).unwrap_or_default();
            lists.extend(known(word.folded()).unwrap_or_default());
            let length = lists.iter().filter_map(|list| units(*list)).max().unwrap_or(0);
            if length == 0 {
                return Vec::new(); // a phrase of which one word is missing means nothing here
            }
            if rarest.as_ref().is_none_or(|(least, _)| length < *least) {
                rarest = Some((length, lists));
            }
        }
        rarest.map(|(_, lists)| lists).unwrap_or_default()
    };
    let mut out: BTreeMap<String, BTreeSet<u32>> = BTreeMap::new();
    for concept in concepts {
        let mut targets: Vec<u32> = Vec::new();
        for (language, text) in concept.iter().filter(|(language, _)| spoken(*language)) {
            let Some(analyzer) = analyzers.get(language) else { continue };
            for list in lists_of(analyzer, text) {
                if !targets.contains(&list) {
                    targets.push(list);
                }
            }
        }
        for (language, text) in concept {
            let Some(analyzer) = analyzers.get(language) else { continue };
            for stem in stems(analyzer, text) {
                let own = known(&stem).unwrap_or_default();
                let lists = out.entry(keys::translation(&stem)).or_default();
                let others = targets.iter().filter(|list| !own.contains(list));
                lists.extend(others.take(MOST_LISTS.saturating_sub(lists.len())));
            }
        }
    }
    out.retain(|_, lists| !lists.is_empty());
    out
}

/// The stems of a word or phrase, parted by blanks, also as it is typed without accents; nothing for what begins with a stop
/// word, where no question is looked up.
fn stems(analyzer: &Analyzer, text: &str) -> Vec<String> {
    let stem = |text: &str| {
        let mut words = words(text);
        words.retain(|word| word.kind != WordKind::Whole);
        let begins = words.first().is_some_and(|word| !analyzer.is_stop_word(word));
        let terms: Vec<String> = words.iter().map(|word| analyzer.term(word)).collect();
        begins.then(|| terms.join(" "))
    };
    let mut stems: Vec<String> = stem(text).into_iter().chain(stem(&crate::text::fold(text))).collect();
    stems.dedup();
    stems
}
