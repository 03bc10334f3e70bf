//! A text's class by its words: a linear model, learned from labelled texts (`training/README.md`).
//!
//! A model is a table (`extension/words/*_model.tsv`): what a text may show, ascending by bytes, and behind it how much that speaks for
//! or against each class, `a12c-3`: twelve steps for the first class, three against the third. The row `$` names the classes.
//!
//! # Why
//! No list of words is long enough for all trades and posts, and which word of a sentence counts can't be written down case by case.
//! Multinomial logistic regression over words is the plainest learner that weighs them against each other (Jurafsky and Martin,
//! Speech and Language Processing, ch. 5); all that the panel does of it is to look up some words and add.

use super::clean::folded_words;
use crate::order;
use crate::tables::Table;

/// Steps of a model's weights in one unit of its score.
pub const MODEL_STEPS: f32 = 4.0;

/// The row that names the classes.
pub const CLASSES: &str = "$";

/// Most words of a text that are looked at.
const MAX_WORDS: usize = 60;

/// What a text shows of itself, each once, ascending: its words, and how long ones begin (`braue*`, `brauere*`) and end (`*reien`). Pairs of words
/// were tried and told nothing more.
pub fn features(text: &str) -> Vec<String> {
    let mut words = folded_words(text);
    words.truncate(MAX_WORDS);
    let mut features = Vec::new();
    for word in &words {
        if word.len() >= 6 {
            features.extend(word.get(..5).map(|head| [head, "*"].concat()));
        }
        if word.len() >= 8 {
            features.extend(word.get(..7).map(|head| [head, "*"].concat()));
            features.extend(word.get(word.len() - 5..).map(|tail| ["*", tail].concat()));
        }
    }
    features.append(&mut words);
    order::sort(&mut features);
    features.dedup();
    features
}

/// The likeliest class of a text and its lead over the second: with a lead of one it is e times as likely.
///
/// `listed` is the class that lists of words give and how much that counts. Without it, none where the model knows nothing that the text
/// shows.
pub(super) fn likeliest(
    model: Table,
    text: &str,
    listed: Option<(&str, f32)>,
) -> Option<(&'static str, f32)> {
    let mut scored: Vec<(&'static str, f32)> = Vec::new();
    for class in model.row(CLASSES)?.split('|') {
        scored.push((class, 0.0));
    }
    let mut known = 0.0;
    for feature in features(text) {
        if let Some(weights) = model.row(&feature) {
            known += 1.0;
            add(weights, &mut scored);
        }
    }
    if known == 0.0 && listed.is_none() {
        return None;
    }
    // However long a text is, its words together weigh as much as the root of their number.
    let unit = f32::sqrt(f32::max(known, 1.0)) * MODEL_STEPS;
    let (mut best, mut second) = (("", f32::MIN), f32::MIN);
    for (class, score) in scored {
        let weight = listed.filter(|(named, _)| *named == class).map_or(0.0, |(_, weight)| weight);
        let score = score / unit + weight;
        if score > best.1 {
            (best, second) = ((class, score), best.1);
        } else {
            second = second.max(score);
        }
    }
    Some((best.0, best.1 - second))
}

/// Adds `a12c-3` to the first and third score.
fn add(weights: &str, scored: &mut [(&'static str, f32)]) {
    let (mut class, mut sign, mut steps) = (usize::MAX, 1.0, 0.0);
    let mut rest = weights.bytes();
    loop {
        let next = rest.next();
        match next {
            Some(b'-') => sign = -1.0,
            Some(digit @ b'0'..=b'9') => steps = steps * 10.0 + f32::from(digit - b'0'),
            _ => {
                if let Some((_, score)) = scored.get_mut(class) {
                    *score += sign * steps;
                }
                let Some(letter) = next else { break };
                (class, sign, steps) = (usize::from(letter.wrapping_sub(b'a')), 1.0, 0.0);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_shows_its_words_and_their_ends() {
        let shown = features("Brauereien: used cars, Übung");
        for feature in ["brauereien", "braue*", "brauere*", "*reien", "used", "cars", "ubung"] {
            assert!(shown.iter().any(|one| one == feature), "{feature}: {shown:?}");
        }
        assert!(shown.is_sorted() && !shown.iter().any(|one| one == "used*"));
    }

    #[test]
    fn weights_are_added_to_their_classes() {
        let mut scored = [("x", 0.0), ("y", 1.0), ("z", 0.0)];
        add("a12c-3", &mut scored);
        add("b1z99", &mut scored); // no such class
        assert_eq!(scored, [("x", 12.0), ("y", 2.0), ("z", -3.0)]);
    }
}
