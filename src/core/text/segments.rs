//! Where words begin and end: the rules of UAX #29 (word boundaries) that letters and digits need.
//!
//! Left out: Hebrew quotes, flags, emoji sequences. The tests hold the rest against `unicode-segmentation`.

use super::fold::is_mark;

/// What a character does at a word's boundary, by the names of UAX #29.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// `ALetter`.
    Letter,
    /// `Numeric`.
    Digit,
    /// `Katakana`.
    Katakana,
    /// `ExtendNumLet`: the underscore.
    Joiner,
    /// `MidLetter`: holds letters together.
    MidLetter,
    /// `MidNum`: holds digits together.
    MidNum,
    /// `MidNumLet` and `Single_Quote`: holds either together.
    Mid,
    /// `Extend` and `Format`: belongs to the character before it.
    Extend,
    /// Everything else; a letter or digit of this class (ideograph, hiragana, `²`) is a word of its own.
    Other,
}

/// The segments of a text that hold a letter or a digit, with the byte where each begins.
pub(super) fn segments(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        loop {
            let first = text.get(at..)?.chars().next()?;
            let start = at;
            at = end(text, start, first);
            let segment = text.get(start..at)?;
            if segment.chars().any(|c| c.is_alphanumeric() && !is_mark(c)) {
                return Some((start, segment));
            }
        }
    })
}

/// The byte after the segment that begins with a character.
fn end(text: &str, start: usize, first: char) -> usize {
    let mut last = class(first);
    let mut end = start + first.len_utf8();
    loop {
        let Some((here, after)) = next(text, end) else { return end };
        let joined = match (last, here) {
            (_, Class::Extend) => {
                end = after;
                continue;
            }
            (Class::Letter | Class::Digit, Class::Letter | Class::Digit)
            | (Class::Katakana, Class::Katakana)
            | (Class::Letter | Class::Digit | Class::Katakana | Class::Joiner, Class::Joiner)
            | (Class::Joiner, Class::Letter | Class::Digit | Class::Katakana) => Some((here, after)),
            (Class::Letter, Class::MidLetter | Class::Mid) | (Class::Digit, Class::MidNum | Class::Mid) => {
                beyond(text, after).filter(|(class, _)| *class == last)
            }
            _ => None,
        };
        let Some((class, after)) = joined else { return end };
        last = class;
        end = after;
    }
}

/// The next character's class and the byte after it.
fn next(text: &str, at: usize) -> Option<(Class, usize)> {
    let c = text.get(at..)?.chars().next()?;
    Some((class(c), at + c.len_utf8()))
}

/// The same for the next character that is no mark.
fn beyond(text: &str, mut at: usize) -> Option<(Class, usize)> {
    loop {
        match next(text, at)? {
            (Class::Extend, after) => at = after,
            found => return Some(found),
        }
    }
}

fn class(c: char) -> Class {
    match c {
        'a'..='z' | 'A'..='Z' => Class::Letter,
        '0'..='9' => Class::Digit,
        '_' => Class::Joiner,
        '\'' | '.' => Class::Mid,
        ':' => Class::MidLetter,
        ',' | ';' => Class::MidNum,
        c if c.is_ascii() => Class::Other,
        c => wide_class(u32::from(c), c),
    }
}

fn wide_class(code: u32, c: char) -> Class {
    match code {
        0xb7 | 0x387 | 0x55f | 0x5f4 | 0x2027 | 0xfe13 | 0xfe55 | 0xff1a => Class::MidLetter,
        0x2018 | 0x2019 | 0x2024 | 0xfe52 | 0xff07 | 0xff0e => Class::Mid,
        0x37e | 0x589 | 0x60c | 0x60d | 0x66c | 0x7f8 | 0x2044 | 0xfe10 | 0xfe14 | 0xfe50 | 0xfe54
        | 0xff0c | 0xff1b => Class::MidNum,
        0x202f | 0x203f | 0x2040 | 0x2054 | 0xfe33 | 0xfe34 | 0xfe4d..=0xfe4f | 0xff3f => Class::Joiner,
        // Invisible: soft hyphen, joiners, directions, byte order mark; half-width voicing marks.
        0xad
        | 0x61c
        | 0x180e
        | 0x200c..=0x200f
        | 0x202a..=0x202e
        | 0x2060..=0x2064
        | 0xfeff
        | 0xff9e
        | 0xff9f => Class::Extend,
        0x66b => Class::Digit, // the Arabic decimal point
        _ if is_mark(c) => Class::Extend,
        // Vowel signs of India; its full stops and its currency are none.
        0x900..=0xdff if !c.is_alphanumeric() && !matches!(code, 0x964..=0x965) => Class::Extend,
        0x3031..=0x3035
        | 0x309b..=0x309c
        | 0x30a0..=0x30fa
        | 0x30fc..=0x30ff
        | 0x31f0..=0x31ff
        | 0xff66..=0xff9d => Class::Katakana,
        // Thai, Lao, Burmese and Khmer are written without gaps; ideographs and hiragana are words by themselves.
        0xe00..=0xe4f
        | 0xe5a..=0xecf
        | 0x1000..=0x103f
        | 0x1780..=0x17df
        | 0x2e80..=0x3030
        | 0x3036..=0x309f
        | 0x3400..=0x4dbf
        | 0x4e00..=0x9fff
        | 0xf900..=0xfaff
        | 0x20000..=0x3ffff => Class::Other,
        _ if c.is_alphabetic() => Class::Letter,
        // Superscripts, fractions, enclosed numbers.
        0xb2..=0xbe | 0x2070..=0x2189 | 0x2460..=0x2bff | 0x3192..=0x32ff | 0x1f100..=0x1f10c => Class::Other,
        _ if c.is_numeric() => Class::Digit,
        _ => Class::Other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation;

    fn check(text: &str) {
        let ours: Vec<_> = segments(text).collect();
        let whole: Vec<_> = text.unicode_word_indices().collect();
        assert_eq!(ours, whole, "{text:?}");
    }

    #[test]
    fn texts_in_the_languages_of_collateral_are_cut_as_by_the_whole_of_uax_29() {
        for text in [
            "The buyer’s ROI is 3.2x, e.g. $1,000,000 in v2.1; see a_b_c, R&D: C++ and C#. Don't! (ISO27001:2022)",
            "Die Größe: 1.000,50 € — „für’s Büro“ z.B. E‑Mail-Adresse, 50 % mehr; § 5 Abs. 2, m², Straße.",
            "L’usine d’Été : 10\u{202f}000 € aujourd’hui, c’est-à-dire « où » n°5 œuvre ½.",
            "¿Qué? ¡Sí! El año 2026, 1.º trimestre: información, 3ª edición.",
            "Não há ação; às 14:30h, R$ 1.234,56 — pré-venda d'água.",
            "L'azienda dell’anno, perché: un po' più; 12ª edizione, 1'000 CHF.",
            "Zo'n coöperatie, 's ochtends: auto's, ’t IJ, 24/7 e-mail, col·laborar.",
            "e\u{301}te\u{301} co\u{ad}operate x\u{301}1 1️⃣ a\u{200d}b a\u{200b}b",
            "東京都の株式会社パートナーABC カタカナ_123 ｶﾞﾗｽ １２３，４５６ ２．５",
            "Ελλάδα, Привет-мир, שלום, العربية 123٫5, हिन्दी भाषा।",
            "user@example.com https://www.example.com/a?b=c&d=1 #tag @name 192.168.0.1 a..b 1..2 'a' _ __a_",
        ] {
            check(text);
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn any_mixture_is_cut_as_by_the_whole_of_uax_29(
            text in "[aZé1٣_'’.:·,; \u{301}\u{ad}\u{202f}ßк東のカー²½ªⅷ&+#-]{0,12}"
        ) {
            check(&text);
        }

        #[test]
        fn segments_of_any_text_are_in_order_and_apart(text in any::<String>()) {
            let mut last = 0;
            for (start, segment) in segments(&text) {
                prop_assert!(start >= last && !segment.is_empty());
                last = start + segment.len();
            }
        }
    }
}
