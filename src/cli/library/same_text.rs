//! The same text under two ids: near-duplicates.
//!
//! Each text is the set of its runs of [`RUN`] words; of their hashes the [`SKETCH`] smallest stand for it. Two texts
//! are compared by how many of the smallest of both they share, which estimates the share of runs in common (Broder,
//! *On the resemblance and containment of documents*, 1997).

use super::diagnostic::Diagnostic;
use super::ready::Ready;
use rayon::prelude::*;
use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

/// Words of a run.
const RUN: usize = 4;
/// Hashes that stand for a text.
const SKETCH: usize = 64;
/// Shared hashes of [`SKETCH`] from which two texts are the same: nine tenths.
const SAME: usize = SKETCH * 9 / 10;
/// Texts with fewer words are too short to tell.
const LEAST: usize = 40;
/// A hash that more texts share is boilerplate, and no reason to compare them.
const COMMON: usize = 40;

/// Says each pair once, at the one whose id comes last.
pub fn check(assets: &[Ready], found: &mut Vec<Diagnostic>) {
    let sketches: Vec<Vec<u64>> = assets.par_iter().map(sketch).collect();
    let mut holders: HashMap<u64, Vec<usize>> = HashMap::new();
    for (at, sketch) in sketches.iter().enumerate() {
        for hash in sketch {
            holders.entry(*hash).or_default().push(at);
        }
    }
    for (at, (ready, own)) in assets.iter().zip(&sketches).enumerate() {
        let mut shared: HashMap<usize, usize> = HashMap::new();
        for others in own.iter().filter_map(|h| holders.get(h)).filter(|o| o.len() <= COMMON) {
            for other in others.iter().filter(|o| **o < at) {
                *shared.entry(*other).or_default() += 1;
            }
        }
        let same = |other: &usize| {
            sketches.get(*other).is_some_and(|sketch| {
                resemblance(own, sketch) >= SAME.min(own.len().min(sketch.len()) * 9 / 10)
            })
        };
        let same_text = shared
            .into_iter()
            .filter(|(_, n)| *n * 2 >= own.len())
            .map(|(other, _)| other)
            .filter(same)
            .min();
        let Some(other) = same_text.and_then(|at| assets.get(at)) else { continue };
        if replaced(ready, other) || replaced(other, ready) {
            continue;
        }
        let message = format!("it has the same text as “{}” ({})", other.asset.id, other.asset.file);
        let remedy = "Take one of the two out, or name the current one in superseded_by of the other.";
        let warning = Diagnostic::warning("same-text", &ready.place.0, message, remedy);
        found.push(ready.finding(warning, "file"));
    }
}

/// Whether one is a successor of the other.
fn replaced(one: &Ready, by: &Ready) -> bool {
    one.asset.superseded_by.as_ref() == Some(&by.asset.id)
}

/// The smallest hashes of a text's runs, ascending; none for a text that is too short.
fn sketch(ready: &Ready) -> Vec<u64> {
    let hash = |word: &str| {
        let mut hasher = DefaultHasher::new();
        word.hash(&mut hasher);
        hasher.finish()
    };
    let words: Vec<u64> = ready.passages.iter().flat_map(|p| p.text.split_whitespace()).map(hash).collect();
    if words.len() < LEAST {
        return Vec::new();
    }
    let mut smallest: BTreeSet<u64> = BTreeSet::new();
    for run in words.windows(RUN) {
        // Each word's bits in another place, mixed once more: the order of words counts.
        let mixed = run
            .iter()
            .fold(0_u64, |sum, word| sum.rotate_left(17).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ word);
        let hash = mixed.wrapping_mul(0xff51_afd7_ed55_8ccd) ^ (mixed >> 33);
        if smallest.len() < SKETCH || smallest.last().is_some_and(|last| hash < *last) {
            smallest.insert(hash);
            if smallest.len() > SKETCH {
                smallest.pop_last();
            }
        }
    }
    smallest.into_iter().collect()
}

/// How many of the smallest hashes of both are in both.
fn resemblance(a: &[u64], b: &[u64]) -> usize {
    let all: BTreeSet<u64> = a.iter().chain(b).copied().collect();
    all.into_iter().take(SKETCH).filter(|h| a.binary_search(h).is_ok() && b.binary_search(h).is_ok()).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use pitchside_core::catalogue::{Asset, AssetId, AssetKind, Passage};

    fn ready(id: &str, text: &str) -> Ready {
        let passages = vec![Passage { position: 1, text: text.to_owned(), ..Passage::default() }];
        let asset = Asset::new(id, id, AssetKind::Guide);
        Ready {
            asset,
            inferred: Vec::new(),
            passages,
            thumbnail: Vec::new(),
            place: ("catalogue.csv".into(), 2),
            path: None,
        }
    }

    fn found_in(assets: &[Ready]) -> Vec<String> {
        let mut found = Vec::new();
        check(assets, &mut found);
        found.into_iter().map(|d| d.asset).collect()
    }

    fn text(from: usize, words: usize) -> String {
        (from..from + words).map(|n| format!("word{n} ")).collect()
    }

    #[test]
    fn a_copy_with_a_changed_line_is_found_and_another_text_is_not() {
        let copy = format!("{} changed line", text(0, 400));
        let all = [
            ready("a", &text(0, 400)),
            ready("b", &copy),
            ready("c", &text(300, 400)),
            ready("d", "short text"),
        ];
        assert_eq!(found_in(&all), ["b"]);
    }

    #[test]
    fn a_version_that_replaces_the_other_is_no_finding() {
        let mut all = [ready("a", &text(0, 100)), ready("b", &text(0, 100))];
        assert_eq!(found_in(&all), ["b"]);
        all[0].asset.superseded_by = Some(AssetId("b".into()));
        assert!(found_in(&all).is_empty());
    }
}
