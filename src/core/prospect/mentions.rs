//! Our products and competitors, found as whole words in what a page says.

use super::clean::fold;
use crate::case;
use serde::{Deserialize, Serialize};

/// A name and other spellings of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Named {
    /// As the library spells it.
    pub name: String,
    /// Other spellings, abbreviations.
    pub aliases: Vec<String>,
}

impl Named {
    /// A name without aliases.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), aliases: Vec::new() }
    }
}

/// What the library knows of its own vendor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Vocabulary {
    /// The vendor's own name.
    pub vendor: String,
    /// The vendor's own web domains; what lies under them is the vendor's too.
    pub own_domains: Vec<String>,
    /// What it sells.
    pub products: Vec<Named>,
    /// Whom it meets.
    pub competitors: Vec<Named>,
}

/// Aliases of this many letters or more are found in any case; shorter ones (`SAP`, `HR`) only as written.
const ANY_CASE: usize = 4;

/// Which of `names` stand in `text` as whole words, as the library spells them, in the library's order.
pub fn mentioned(names: &[Named], text: &str) -> Vec<String> {
    if text.is_empty() {
        return Vec::new();
    }
    let folded = fold(text);
    let inside = |spelling: &String| {
        let spelling = spelling.trim();
        let letters = case::count(spelling, char::is_alphanumeric);
        match letters {
            0 => false,
            n if n < ANY_CASE => has_word(text, spelling),
            _ => has_word(&folded, &fold(spelling)),
        }
    };
    let mut mentioned = Vec::new();
    for named in names {
        if inside(&named.name) || named.aliases.iter().any(inside) {
            mentioned.push(named.name.clone());
        }
    }
    mentioned
}

/// Whether `word` stands in `text` between characters that are no letters or digits.
fn has_word(text: &str, word: &str) -> bool {
    for (at, _) in text.match_indices(word) {
        let before = text.get(..at).and_then(|t| t.chars().next_back());
        let after = text.get(at + word.len()..).and_then(|t| t.chars().next());
        if !before.is_some_and(char::is_alphanumeric) && !after.is_some_and(char::is_alphanumeric) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_as_whole_words_and_short_ones_as_written() {
        let names = [
            Named { name: "Ledgerfox".into(), aliases: vec!["LFX".into(), "Ledger Fox".into()] },
            Named::new("Emberlane"),
        ];
        assert_eq!(mentioned(&names, "They run ledgerfox’s close."), ["Ledgerfox"]);
        assert_eq!(mentioned(&names, "migrating from ledger fox and EMBERLANE"), ["Ledgerfox", "Emberlane"]);
        assert_eq!(mentioned(&names, "uses LFX"), ["Ledgerfox"]);
        for text in ["lfx", "Ledgerfoxes", "AFLFX", ""] {
            assert_eq!(mentioned(&names, text), [""; 0], "{text}");
        }
    }
}
