//! Folding: one spelling for all spellings of case, accent and form.
//!
//! # Why no crate
//! The whole of Unicode's normalization weighs as much in the panel as all of its screens. What is here covers
//! Latin, Greek, Cyrillic, kana and the forms that people decorate names with, and is held against the crate in
//! the tests.

use super::forms::{self, ACCENTED, LATIN, LATIN_ADDITIONAL};
use crate::case;
use std::borrow::Cow;

/// The text in lower case, in plain forms (as NFKD) and without marks: `Société` → `societe`,
/// `Straße` → `strasse`, `ﬁn` → `fin`, `𝗖𝗙𝗢` → `cfo`.
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let lower = lower(text);
    let mut folded = String::with_capacity(lower.len());
    for c in lower.chars() {
        match c {
            c if c.is_ascii() => folded.push(c),
            'ß' => folded.push_str("ss"),
            'æ' | 'ǣ' | 'ǽ' => folded.push_str("ae"),
            'œ' => folded.push_str("oe"),
            'ǯ' => folded.push('ʒ'),
            c if is_mark(c) => {}
            c => folded.push(base(c)),
        }
    }
    folded
}

/// Lower case in plain forms with accents kept and composed (as NFKC), as the stemmers take it. Of decomposed
/// letters those that a stemmer knows are composed; the others lose their mark.
pub(super) fn lower(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        if text.bytes().any(|b| b.is_ascii_uppercase()) {
            return Cow::Owned(text.to_ascii_lowercase());
        }
        return Cow::Borrowed(text);
    }
    let mut lower = String::with_capacity(text.len());
    for c in text.chars().map(case::lower) {
        if forms::plain(c, &mut lower) {
            continue;
        }
        let mark = forms::wide_mark(c);
        match lower.chars().next_back().and_then(|last| forms::compose(last, mark)) {
            Some(composed) => {
                lower.pop();
                lower.push(composed);
            }
            None if matches!(mark, '\u{300}'..='\u{36f}') => {}
            None => lower.push(c),
        }
    }
    Cow::Owned(lower)
}

/// A lower-case letter without its accents.
fn base(c: char) -> char {
    let at = |table: &[u8], from: u32| {
        let base = u32::from(c).checked_sub(from).and_then(|at| table.get(usize::try_from(at).ok()?));
        base.filter(|base| **base != b'-').map_or(c, |base| char::from(*base))
    };
    match c {
        '\u{c0}'..='\u{24f}' => at(LATIN, 0xc0),
        '\u{1e00}'..='\u{1eff}' => at(LATIN_ADDITIONAL, 0x1e00),
        '\u{370}'..='\u{52f}' => {
            let mut pairs = ACCENTED.chars();
            while let (Some(accented), Some(base)) = (pairs.next(), pairs.next()) {
                if accented == c {
                    return base;
                }
            }
            c
        }
        _ => c,
    }
}

/// Whether a character is a mark on the one before it: accents, vowel points, variation selectors.
pub(super) fn is_mark(c: char) -> bool {
    matches!(u32::from(c),
        0x300..=0x36f | 0x483..=0x489 | 0x591..=0x5bd | 0x5bf | 0x5c1..=0x5c2 | 0x5c4..=0x5c5 | 0x5c7
        | 0x610..=0x61a | 0x64b..=0x65f | 0x670 | 0x6d6..=0x6dc | 0x6df..=0x6e4 | 0x6e7..=0x6e8 | 0x6ea..=0x6ed
        | 0x1ab0..=0x1ace | 0x1dc0..=0x1dff | 0x20d0..=0x20f0 | 0x302a..=0x302f | 0x3099..=0x309a
        | 0xfe00..=0xfe0f | 0xfe20..=0xfe2f | 0xe0100..=0xe01ef)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_accents_and_ligatures_fold() {
        assert_eq!(fold("Société GÉNÉRALE"), "societe generale");
        assert_eq!(fold("Straße, Müller, Œuvre, ﬁn, İstanbul"), "strasse, muller, oeuvre, fin, istanbul");
        assert_eq!(fold("e\u{301}"), "e");
        assert_eq!(fold("𝗖𝗙𝗢 Ⓐ ２０ m²"), "cfo a 20 m2");
    }

    mod against_the_crate {
        use super::*;
        use unicode_normalization::UnicodeNormalization;
        use unicode_normalization::char::is_combining_mark;

        /// Letters and digits of the folding by the whole of Unicode.
        fn full(text: &str) -> String {
            let plain = text.nfkd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase);
            let marked: String = plain.collect();
            let special = |c: char| match c {
                'ß' => "ss".to_owned(),
                'æ' => "ae".to_owned(),
                'œ' => "oe".to_owned(),
                'ø' => "o".to_owned(),
                'ł' => "l".to_owned(),
                'đ' | 'ð' => "d".to_owned(),
                'ı' => "i".to_owned(),
                'ς' => "σ".to_owned(),
                c => c.to_string(),
            };
            let folded: String = marked.chars().filter(|c| !is_combining_mark(*c)).map(special).collect();
            letters(&folded)
        }

        fn letters(text: &str) -> String {
            text.chars().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)).collect()
        }

        #[test]
        fn every_letter_and_digit_folds_as_by_the_whole_of_unicode() {
            let ranges = [
                0xa0..=0x24f,
                0x300..=0x36f,
                0x370..=0x52f,
                0x1e00..=0x1eff,
                0x2000..=0x208e,
                0x2103..=0x2106,
                0x210a..=0x2115,
                0x2116..=0x2134,
                0x2150..=0x217f,
                0x2460..=0x2473,
                0x24b6..=0x24ea,
                0xfb00..=0xfb06,
                0xff01..=0xff5e,
                0x1d400..=0x1d6a3,
                0x1d7ce..=0x1d7ff,
                0x1f130..=0x1f149,
            ];
            let mut wrong = Vec::new();
            for c in ranges.into_iter().flatten().filter_map(char::from_u32) {
                let (text, whole) = (c.to_string(), full(&c.to_string()));
                // Holes in the mathematical alphabets are no characters.
                let hole = c > '\u{1d400}' && whole == letters(&text);
                let unused = matches!(c, 'ͺ' | 'ẚ'); // in no living spelling
                if letters(&fold(&text)) != whole && !hole && !unused {
                    wrong.push(format!("{c} {:04x}: {} for {whole}", u32::from(c), fold(&text)));
                }
            }
            assert!(wrong.is_empty(), "{wrong:#?}");
        }

        #[test]
        fn texts_are_lowered_as_by_nfkc_whether_they_come_composed_or_not() {
            for text in [
                "Größe ÜBER Maß",
                "l’Été où ça naît, GARÇON Noël aÿ",
                "Información SEÑOR pingüino",
                "Ação INFORMAÇÃO avó à",
                "perché È più così",
                "Één coöperatie ruïne",
                "naïve Ångström",
                "ﬁle ｆｕｌｌ ½ № ２",
                "ガギグゲゴ だぢづでど パピプペポ ばびぶべぼ ヴ ｶﾞｷﾞﾊﾟｰｱｲｳ",
            ] {
                let whole = text.to_lowercase().nfkc().collect::<String>().to_lowercase();
                assert_eq!(lower(text), whole);
                let apart: String = text.nfd().collect();
                assert_eq!(lower(&apart), whole);
                assert_eq!(fold(&apart), fold(text));
            }
        }

        #[test]
        fn a_letter_of_other_languages_folds_alike_whether_it_comes_composed_or_not() {
            for text in ["Dvořák Łódź Çağrı ệ", "Ελλάδα", "Йогурт ёлка Україна"]
            {
                assert_eq!(fold(&text.nfd().collect::<String>()), fold(text));
            }
        }
    }
}
