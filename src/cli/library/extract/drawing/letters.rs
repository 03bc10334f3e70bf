//! The letters of the built-in fonts: which there are, and how wide they are.

use super::metrics;
use unicode_normalization::UnicodeNormalization as _;

/// The look of letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Family {
    /// Like Helvetica.
    #[default]
    Sans,
    /// Like Times.
    Serif,
    /// All as wide as each other.
    Mono,
}

/// A font.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Face {
    /// Its look.
    pub family: Family,
    /// Bold.
    pub bold: bool,
    /// Italic.
    pub italic: bool,
}

impl Face {
    /// The fonts by their numbers.
    pub const NAMES: [&str; 12] = [
        "Helvetica",
        "Helvetica-Bold",
        "Helvetica-Oblique",
        "Helvetica-BoldOblique",
        "Times-Roman",
        "Times-Bold",
        "Times-Italic",
        "Times-BoldItalic",
        "Courier",
        "Courier-Bold",
        "Courier-Oblique",
        "Courier-BoldOblique",
    ];

    /// Its place in [`Self::NAMES`].
    pub fn number(self) -> usize {
        self.family as usize * 4 + usize::from(self.bold) + 2 * usize::from(self.italic)
    }

    /// The face and how much narrower its letters are to be for a font of that name.
    pub fn of_name(name: &str) -> (Family, f64) {
        let name = name.to_lowercase();
        let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
        if has(&["courier", "consolas", "mono", "menlo"]) {
            (Family::Mono, 0.92)
        } else if has(&["narrow", "condensed", "impact"]) {
            (Family::Sans, 0.8)
        } else if has(&["sans"]) {
            (Family::Sans, 1.0)
        } else if has(&[
            "times", "georgia", "garamond", "cambria", "serif", "palatino", "bookman", "century", "minion",
        ]) {
            (Family::Serif, 1.0)
        } else if has(&["calibri", "carlito", "candara", "corbel", "gill", "tw cen"]) {
            (Family::Sans, 0.9)
        } else {
            (Family::Sans, 1.0)
        }
    }

    /// Width of a letter as a part of its size.
    pub fn width(self, c: char) -> f64 {
        let widths = match (self.family, self.bold) {
            (Family::Mono, _) => return 0.6,
            (Family::Sans, false) => &metrics::SANS,
            (Family::Sans, true) => &metrics::SANS_BOLD,
            (Family::Serif, false) => &metrics::SERIF,
            (Family::Serif, true) => &metrics::SERIF_BOLD,
        };
        match code(c) {
            Some(code) => {
                widths.get(usize::from(code).saturating_sub(32)).map_or(0.5, |w| f64::from(*w) / 1000.0)
            }
            None if is_wide(c) => 1.0,
            None => 0.55,
        }
    }
}

/// The letter's code in WinAnsi, if it has one.
fn code(c: char) -> Option<u8> {
    let mut buffer = [0; 4];
    let (bytes, _, lossy) = encoding_rs::WINDOWS_1252.encode(c.encode_utf8(&mut buffer));
    bytes.first().copied().filter(|code| !lossy && *code >= 32)
}

/// Letters that stand for a word or a syllable: a line may break behind each.
pub fn is_wide(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{115f}' | '\u{2e80}'..='\u{a4cf}' | '\u{ac00}'..='\u{d7af}' | '\u{f900}'..='\u{faff}' | '\u{fe30}'..='\u{fe4f}' | '\u{ff00}'..='\u{ff60}' | '\u{1f300}'..='\u{1faff}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether the fonts have the letter.
pub fn is_drawable(c: char) -> bool {
    code(c).is_some()
}

/// The text in letters that the fonts have, as far as that goes: marks that they lack are left off, signs are the nearest.
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            c if is_drawable(c) => out.push(c),
            c if c.is_whitespace() => out.push(' '),
            'ł' => out.push('l'),
            'Ł' => out.push('L'),
            'đ' => out.push('d'),
            'ı' => out.push('i'),
            '‐' | '‑' | '‒' | '−' => out.push('-'),
            '→' | '➔' | '►' | '▶' => out.push('›'),
            '■' | '●' | '▪' | '◦' | '○' | '◆' | '✓' | '✔' => out.push('•'),
            c if c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}') => {}
            c => match std::iter::once(c).nfkd().next().filter(|base| is_drawable(*base)) {
                Some(base) => out.push(base),
                None => out.push(c),
            },
        }
    }
    out
}

/// The text in pieces whose letters the fonts have, or lack.
pub fn pieces(text: &str) -> Vec<(&str, bool)> {
    let mut pieces = Vec::new();
    let (mut start, mut before) = (0, None);
    for (at, c) in text.char_indices() {
        let drawable = is_drawable(c);
        if let Some(before) = before.filter(|before| *before != drawable) {
            pieces.extend(text.get(start..at).map(|piece| (piece, before)));
            start = at;
        }
        before = Some(drawable);
    }
    pieces.extend(text.get(start..).zip(before));
    pieces
}

/// As a hexadecimal string in WinAnsi.
pub fn hex(text: &str) -> String {
    text.chars().filter_map(code).map(|code| format!("{code:02x}")).collect()
}
