//! Folding: one spelling for all spellings of case and accent.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The text in lower case, compatibility-decomposed (NFKD) and without marks: `Société` → `societe`,
/// `Straße` → `strasse`, `ﬁn` → `fin`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for c in text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase) {
        match c {
            'ß' => folded.push_str("ss"),
            'æ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ı' => folded.push('i'),
            c if is_combining_mark(c) => {} // lower-casing İ gives one
            c => folded.push(c),
        }
    }
    folded
}

/// Lower case with accents kept and composed (NFKC), as the stemmers take it.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.to_lowercase().nfkc().collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_ligatures_fold() {
        assert_eq!(fold("Société GÉNÉRALE"), "societe generale");
        assert_eq!(fold("Straße, Müller, Œuvre, ﬁn, İstanbul"), "strasse, muller, oeuvre, fin, istanbul");
        assert_eq!(fold("e\u{301}"), "e");
    }
}
