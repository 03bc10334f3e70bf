//! Text from a page, made harmless and comparable.

use crate::text;

/// Longest name of a person, company or deal in characters; what is longer is no name.
pub(super) const MAX_NAME: usize = 120;
/// Longest title or headline in characters; the rest is cut.
pub(super) const MAX_TITLE: usize = 240;
/// Longest text about needs and technologies in characters; the rest is cut.
pub(super) const MAX_TEXT: usize = 20_000;

/// Characters that nobody sees: controls, bidirectional overrides, zero-width marks, private use, tags.
fn is_invisible(c: char) -> bool {
    (c.is_control() && !c.is_whitespace())
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{115f}' | '\u{1160}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}'
            | '\u{e000}'..='\u{f8ff}' | '\u{e0000}'..='\u{10ffff}')
}

/// A value as it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cleaned {
    /// As shown.
    pub(super) value: String,
    /// What was taken away, or turned round, may have been part of it.
    pub(super) doubtful: bool,
}

impl From<String> for Cleaned {
    fn from(value: String) -> Self {
        Self { value, doubtful: false }
    }
}

/// Emoji, keycaps and other pictures.
pub(super) fn is_picture(c: char) -> bool {
    matches!(c, '\u{20d0}'..='\u{20ff}' | '\u{2190}'..='\u{2bff}' | '\u{fe00}'..='\u{fe0f}' | '\u{1f000}'..='\u{1faff}' | '\u{200d}' | '®' | '™' | '©')
}

/// One line without invisible characters, white space folded to single spaces, at most `max` characters.
///
/// Joiners (U+200C, U+200D) stay between letters beyond Latin, where Persian and Indic names need them.
pub(super) fn tidy(text: &str, max: usize) -> String {
    let mut out = String::new();
    let mut count = 0;
    let mut gap = false;
    // A hostile page may send a megabyte of invisible characters: bound what is read as well as what is kept.
    for c in text.chars().take(max.saturating_mul(4).saturating_add(64)) {
        if c.is_whitespace() {
            gap = !out.is_empty();
            continue;
        }
        let joiner = matches!(c, '\u{200c}' | '\u{200d}');
        if is_invisible(c) || (joiner && out.chars().next_back().is_none_or(|p| p <= '\u{500}')) {
            continue;
        }
        if gap {
            count += 1;
        }
        if count >= max {
            break;
        }
        if gap {
            out.push(' ');
            gap = false;
        }
        out.push(c);
        count += 1;
    }
    out
}

/// Lower case without accents and with straight apostrophes: `Geschäftsführer` is `geschaftsfuhrer`, `Straße` is
/// `strasse`.
pub(super) fn fold(text: &str) -> String {
    let mut folded = String::new();
    for c in text::fold(text).chars() {
        folded.push(if matches!(c, '’' | '‘' | 'ʼ' | '`') { '\'' } else { c });
    }
    folded
}

/// The folded words of a text: letters and digits, everything else is a gap.
pub(super) fn folded_words(text: &str) -> Vec<String> {
    let folded = fold(text);
    let mut words = Vec::new();
    for word in words_between(&folded, |c| !c.is_alphanumeric()) {
        words.push(word.to_owned());
    }
    words
}

/// What stands between gaps, without what is empty.
pub(crate) fn words_between(text: &str, is_gap: fn(char) -> bool) -> Vec<&str> {
    let mut words = Vec::new();
    for word in text.split(is_gap) {
        if !word.is_empty() {
            words.push(word);
        }
    }
    words
}

/// The keys ([`key`]) of what stands between gaps, without what is empty.
pub(super) fn keys_between(text: &str, is_gap: fn(char) -> bool) -> Vec<String> {
    let mut keys = Vec::new();
    for word in words_between(text, is_gap) {
        let key = key(word);
        if !key.is_empty() {
            keys.push(key);
        }
    }
    keys
}

/// The parts of some texts between marks, empty ones too.
pub(super) fn split_all<'a>(texts: &[&'a str], mark: &str) -> Vec<&'a str> {
    let mut parts = Vec::new();
    for text in texts {
        for part in text.split(mark) {
            parts.push(part);
        }
    }
    parts
}

/// Letters and digits alone, folded: two spellings of one name give the same key.
pub(super) fn key(text: &str) -> String {
    let mut key = String::new();
    for c in fold(text).chars() {
        if c.is_alphanumeric() {
            key.push(c);
        }
    }
    key
}

/// The first `bytes` of a text or a little less, on a character's border.
pub(super) fn head(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn invisible_characters_and_line_breaks_do_not_survive() {
        assert_eq!(tidy(" Ma\u{200b}ren\u{202e}\n\t Holt\u{0}\u{feff} ", 40), "Maren Holt");
        assert_eq!(tidy("\u{200d}Holt\u{200d}", 40), "Holt");
        assert_eq!(tidy("می\u{200c}خواهم", 40), "می\u{200c}خواهم");
    }

    #[test]
    fn a_cut_text_keeps_to_its_length() {
        assert_eq!(tidy(&"a ".repeat(9_000), 9).chars().count(), 9);
        assert_eq!(tidy(&"\u{200b}".repeat(1_000_000), 9), "");
        assert_eq!(tidy("abcdef", 3), "abc");
    }

    #[test]
    fn folding_takes_accents_and_ligatures_away() {
        assert_eq!(fold("Geschäftsführer Œuvre Łódź Straße"), "geschaftsfuhrer oeuvre lodz strasse");
        assert_eq!(folded_words("Vallée-Optique, S.A."), ["vallee", "optique", "s", "a"]);
        assert_eq!(key("Lumen & Rafter"), "lumenrafter");
    }
}
