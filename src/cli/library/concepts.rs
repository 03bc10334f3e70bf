//! The built-in business vocabulary: what words mean in seven languages. An index takes of it what its own words say.

use pitchside_core::index::Concept;
use pitchside_core::text::Language;

const CONCEPTS: &str = include_str!("../../../extension/words/concepts.tsv");

/// Every concept: its words and short phrases, each with its language.
pub fn concepts() -> Vec<Concept> {
    let rows = CONCEPTS.lines().filter(|line| !line.starts_with('#'));
    rows.map(|row| {
        let cells = Language::ALL.iter().zip(row.split('\t'));
        cells.flat_map(|(language, cell)| cell.split('|').map(|text| (*language, text.to_owned()))).collect()
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_are_six_hundred_concepts_in_every_language() {
        let concepts = concepts();
        assert!(concepts.len() >= 600);
        for concept in &concepts {
            for language in Language::ALL {
                let mut words: Vec<&str> =
                    concept.iter().filter(|(l, _)| l == language).map(|(_, w)| w.as_str()).collect();
                assert!(
                    !words.is_empty() && words.iter().all(|w| !w.is_empty() && w.trim() == *w),
                    "{concept:?}"
                );
                words.sort_unstable();
                assert!(words.windows(2).all(|pair| pair[0] != pair[1]), "{words:?}");
            }
        }
    }
}
