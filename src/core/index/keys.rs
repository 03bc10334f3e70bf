//! Keys of the dictionary that are no words; [`super::format`] has their form.

use crate::text::{Word, WordKind};

/// A stem of any language and what it means in the library's words.
pub(crate) fn translation(stem: &str) -> String {
    ["\u{1}", stem].concat()
}

/// A word that carries no content, in a title or heading.
pub(crate) fn stop_word(folded: &str) -> String {
    ["\u{3}", folded].concat()
}

/// A text as a whole, stop words included; none for a text of a single word or of none.
pub(crate) fn whole(words: &[Word]) -> Option<String> {
    let (mut hash, mut count) = (0x811C_9DC5_u32, 0);
    for word in words.iter().filter(|word| word.kind != WordKind::Whole) {
        for byte in word.folded().bytes().chain([b' ']) {
            hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
        }
        count += 1;
    }
    let digits = (0..8).map(|at| char::from_digit(hash >> (28 - 4 * at) & 15, 16).unwrap_or('0'));
    (count > 1).then(|| std::iter::once('\u{2}').chain(digits).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::words;

    #[test]
    fn a_whole_is_the_same_in_any_spelling_and_another_for_another_text() {
        let key = |text: &str| whole(&words(text));
        assert_eq!(key("How long does it take?"), key("how long does it take"));
        assert_ne!(key("how long does it take"), key("how long does it last"));
        assert_eq!(key("pricing"), None);
    }
}
