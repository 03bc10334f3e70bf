//! Upper and lower case of all scripts.
//!
//! # Why
//! The standard library's tables are 25 KB of the panel for what these runs say: beyond ASCII, capitals stand in rows at
//! one distance from their small letters. The tests hold them against the standard library's.

/// Runs of capitals: the first, how many, every which one, and how far it is to their small letters. Ascending.
#[rustfmt::skip]
static CAPITALS: [(u32, u8, u8, i32); 185] = [
    (0xc0, 23, 1, 32), (0xd8, 7, 1, 32), (0x100, 24, 2, 1), (0x130, 1, 1, -199), (0x132, 3, 2, 1),
    (0x139, 8, 2, 1), (0x14a, 23, 2, 1), (0x178, 1, 1, -121), (0x179, 3, 2, 1), (0x181, 1, 1, 210),
    (0x182, 2, 2, 1), (0x186, 1, 1, 206), (0x187, 1, 1, 1), (0x189, 2, 1, 205), (0x18b, 1, 1, 1),
    (0x18e, 1, 1, 79), (0x18f, 1, 1, 202), (0x190, 1, 1, 203), (0x191, 1, 1, 1), (0x193, 1, 1, 205),
    (0x194, 1, 1, 207), (0x196, 1, 1, 211), (0x197, 1, 1, 209), (0x198, 1, 1, 1), (0x19c, 1, 1, 211),
    (0x19d, 1, 1, 213), (0x19f, 1, 1, 214), (0x1a0, 3, 2, 1), (0x1a6, 1, 1, 218), (0x1a7, 1, 1, 1),
    (0x1a9, 1, 1, 218), (0x1ac, 1, 1, 1), (0x1ae, 1, 1, 218), (0x1af, 1, 1, 1), (0x1b1, 2, 1, 217),
    (0x1b3, 2, 2, 1), (0x1b7, 1, 1, 219), (0x1b8, 1, 1, 1), (0x1bc, 1, 1, 1), (0x1c4, 1, 1, 2),
    (0x1c5, 1, 1, 1), (0x1c7, 1, 1, 2), (0x1c8, 1, 1, 1), (0x1ca, 1, 1, 2), (0x1cb, 9, 2, 1),
    (0x1de, 9, 2, 1), (0x1f1, 1, 1, 2), (0x1f2, 2, 2, 1), (0x1f6, 1, 1, -97), (0x1f7, 1, 1, -56),
    (0x1f8, 20, 2, 1), (0x220, 1, 1, -130), (0x222, 9, 2, 1), (0x23a, 1, 1, 10795), (0x23b, 1, 1, 1),
    (0x23d, 1, 1, -163), (0x23e, 1, 1, 10792), (0x241, 1, 1, 1), (0x243, 1, 1, -195), (0x244, 1, 1, 69),
    (0x245, 1, 1, 71), (0x246, 5, 2, 1), (0x370, 2, 2, 1), (0x376, 1, 1, 1), (0x37f, 1, 1, 116),
    (0x386, 1, 1, 38), (0x388, 3, 1, 37), (0x38c, 1, 1, 64), (0x38e, 2, 1, 63), (0x391, 17, 1, 32),
    (0x3a3, 9, 1, 32), (0x3cf, 1, 1, 8), (0x3d8, 12, 2, 1), (0x3f4, 1, 1, -60), (0x3f7, 1, 1, 1),
    (0x3f9, 1, 1, -7), (0x3fa, 1, 1, 1), (0x3fd, 3, 1, -130), (0x400, 16, 1, 80), (0x410, 32, 1, 32),
    (0x460, 17, 2, 1), (0x48a, 27, 2, 1), (0x4c0, 1, 1, 15), (0x4c1, 7, 2, 1), (0x4d0, 48, 2, 1),
    (0x531, 38, 1, 48), (0x10a0, 38, 1, 7264), (0x10c7, 1, 1, 7264), (0x10cd, 1, 1, 7264),
    (0x13a0, 80, 1, 38864), (0x13f0, 6, 1, 8), (0x1c89, 1, 1, 1), (0x1c90, 43, 1, -3008),
    (0x1cbd, 3, 1, -3008), (0x1e00, 75, 2, 1), (0x1e9e, 1, 1, -7615), (0x1ea0, 48, 2, 1),
    (0x1f08, 8, 1, -8), (0x1f18, 6, 1, -8), (0x1f28, 8, 1, -8), (0x1f38, 8, 1, -8), (0x1f48, 6, 1, -8),
    (0x1f59, 4, 2, -8), (0x1f68, 8, 1, -8), (0x1f88, 8, 1, -8), (0x1f98, 8, 1, -8), (0x1fa8, 8, 1, -8),
    (0x1fb8, 2, 1, -8), (0x1fba, 2, 1, -74), (0x1fbc, 1, 1, -9), (0x1fc8, 4, 1, -86), (0x1fcc, 1, 1, -9),
    (0x1fd8, 2, 1, -8), (0x1fda, 2, 1, -100), (0x1fe8, 2, 1, -8), (0x1fea, 2, 1, -112), (0x1fec, 1, 1, -7),
    (0x1ff8, 2, 1, -128), (0x1ffa, 2, 1, -126), (0x1ffc, 1, 1, -9), (0x2126, 1, 1, -7517),
    (0x212a, 1, 1, -8383), (0x212b, 1, 1, -8262), (0x2132, 1, 1, 28), (0x2160, 16, 1, 16),
    (0x2183, 1, 1, 1), (0x24b6, 26, 1, 26), (0x2c00, 48, 1, 48), (0x2c60, 1, 1, 1), (0x2c62, 1, 1, -10743),
    (0x2c63, 1, 1, -3814), (0x2c64, 1, 1, -10727), (0x2c67, 3, 2, 1), (0x2c6d, 1, 1, -10780),
    (0x2c6e, 1, 1, -10749), (0x2c6f, 1, 1, -10783), (0x2c70, 1, 1, -10782), (0x2c72, 1, 1, 1),
    (0x2c75, 1, 1, 1), (0x2c7e, 2, 1, -10815), (0x2c80, 50, 2, 1), (0x2ceb, 2, 2, 1), (0x2cf2, 1, 1, 1),
    (0xa640, 23, 2, 1), (0xa680, 14, 2, 1), (0xa722, 7, 2, 1), (0xa732, 31, 2, 1), (0xa779, 2, 2, 1),
    (0xa77d, 1, 1, -35332), (0xa77e, 5, 2, 1), (0xa78b, 1, 1, 1), (0xa78d, 1, 1, -42280), (0xa790, 2, 2, 1),
    (0xa796, 10, 2, 1), (0xa7aa, 1, 1, -42308), (0xa7ab, 1, 1, -42319), (0xa7ac, 1, 1, -42315),
    (0xa7ad, 1, 1, -42305), (0xa7ae, 1, 1, -42308), (0xa7b0, 1, 1, -42258), (0xa7b1, 1, 1, -42282),
    (0xa7b2, 1, 1, -42261), (0xa7b3, 1, 1, 928), (0xa7b4, 8, 2, 1), (0xa7c4, 1, 1, -48),
    (0xa7c5, 1, 1, -42307), (0xa7c6, 1, 1, -35384), (0xa7c7, 2, 2, 1), (0xa7cb, 1, 1, -42343),
    (0xa7cc, 8, 2, 1), (0xa7dc, 1, 1, -42561), (0xa7f5, 1, 1, 1), (0xff21, 26, 1, 32), (0x10400, 40, 1, 40),
    (0x104b0, 36, 1, 40), (0x10570, 11, 1, 39), (0x1057c, 15, 1, 39), (0x1058c, 7, 1, 39),
    (0x10594, 2, 1, 39), (0x10c80, 51, 1, 64), (0x10d50, 22, 1, 32), (0x118a0, 32, 1, 32),
    (0x16e40, 32, 1, 32), (0x16ea0, 25, 1, 27), (0x1e900, 34, 1, 34),
];

/// The small letter of a capital, or the character itself. Of several characters (`İ`) the first.
pub fn lower(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_lowercase();
    }
    let code = u32::from(c);
    let behind = CAPITALS.partition_point(|(first, ..)| *first <= code);
    let small =
        behind.checked_sub(1).and_then(|at| CAPITALS.get(at)).and_then(|(first, count, step, way)| {
            let at = code - first;
            let inside = at % u32::from(*step) == 0 && at / u32::from(*step) < u32::from(*count);
            inside.then(|| code.wrapping_add_signed(*way))
        });
    small.and_then(char::from_u32).unwrap_or(c)
}

/// The capital of a small letter, or the character itself.
pub fn upper(c: char) -> char {
    if c.is_ascii() {
        return c.to_ascii_uppercase();
    }
    let capital = CAPITALS.iter().find_map(|(first, count, _, way)| {
        let capital = char::from_u32(u32::from(c).wrapping_add_signed(-*way))?;
        let near = u32::from(capital).wrapping_sub(*first) < 2 * u32::from(*count);
        (near && lower(capital) == c && capital != c).then_some(capital)
    });
    capital.unwrap_or(c)
}

/// Whether a character is a capital, the mathematical and the enclosed ones that people decorate names with included.
pub fn is_capital(c: char) -> bool {
    match u32::from(c) {
        code @ 0x1d400..=0x1d6a3 => (code - 0x1d400) % 52 < 26,
        0x1f130..=0x1f149 | 0x1f150..=0x1f169 | 0x1f170..=0x1f189 => true,
        _ => lower(c) != c,
    }
}

/// The text with small letters.
pub fn lowered(text: &str) -> String {
    let mut lowered = String::with_capacity(text.len());
    for c in text.chars() {
        lowered.push(lower(c));
    }
    lowered
}

/// A word without the punctuation around it.
pub fn bare(word: &str) -> &str {
    trimmed(word, |c| !c.is_alphanumeric())
}

/// A text without what stands at its edges.
pub fn trimmed(text: &str, is_edge: fn(char) -> bool) -> &str {
    text.trim_matches(is_edge)
}

/// A text without what stands at its beginning.
pub fn trimmed_front(text: &str, is_edge: fn(char) -> bool) -> &str {
    text.trim_start_matches(is_edge)
}

/// A text without what stands at its end.
pub fn trimmed_end(text: &str, is_edge: fn(char) -> bool) -> &str {
    text.trim_end_matches(is_edge)
}

/// How many characters of a text are of a kind.
pub fn count(text: &str, is: fn(char) -> bool) -> usize {
    let mut count = 0;
    for c in text.chars() {
        count += usize::from(is(c));
    }
    count
}

/// Whether some character of a text is of a kind.
pub fn any(text: &str, is: fn(char) -> bool) -> bool {
    text.chars().any(is)
}

/// Whether every character of a text is of a kind.
pub fn all(text: &str, is: fn(char) -> bool) -> bool {
    text.chars().all(is)
}

/// A text up to its first blank.
pub fn first_word(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

/// A text from behind its last blank.
pub fn last_word(text: &str) -> &str {
    text.rsplit(' ').next().unwrap_or_default()
}

/// A text without what stands in front of it, however often.
pub fn without_front<'a>(mut text: &'a str, front: &str) -> &'a str {
    while let Some(rest) = text.strip_prefix(front) {
        text = rest;
    }
    text
}

/// The text with a capital in front.
pub fn capitalised(text: &str) -> String {
    let mut capitalised = String::with_capacity(text.len());
    for c in text.chars() {
        capitalised.push(if capitalised.is_empty() { upper(c) } else { c });
    }
    capitalised
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_capital_has_the_small_letter_that_the_standard_library_gives() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            assert_eq!(Some(lower(c)), c.to_lowercase().next(), "{c} {:x}", u32::from(c));
        }
    }

    #[test]
    fn capitals_are_those_of_the_standard_library() {
        for c in
            (0..=0x1d6a3).chain(0x1f130..=0x1f189).filter_map(char::from_u32).filter(|c| c.is_alphabetic())
        {
            let odd = matches!(c, 'ǅ' | 'ǈ' | 'ǋ' | 'ǲ' | 'ϒ'..='ϔ') || ('ᾈ'..='ῼ').contains(&c);
            let letterlike = ('ℂ'..='ⅅ').contains(&c) || c >= '\u{1d49c}'; // holes between those
            assert!(is_capital(c) == c.is_uppercase() || odd || letterlike, "{c} {:x}", u32::from(c));
        }
        assert!("𝗖𝗙𝗢".chars().all(is_capital));
    }

    #[test]
    fn every_letter_of_living_alphabets_has_its_capital() {
        for c in ('a'..='\u{2fff}').filter(|c| c.to_uppercase().count() == 1) {
            let capital = c.to_uppercase().next().unwrap();
            // Second small forms, letters of titles, and letters whose capitals are not held.
            let other = capital.to_lowercase().next() != Some(c);
            assert!(upper(c) == capital || other, "{c} {:x}: {} for {capital}", u32::from(c), upper(c));
        }
        assert_eq!(capitalised("élan vital"), "Élan vital");
        assert_eq!(capitalised(""), "");
    }
}
