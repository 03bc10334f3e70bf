//! What the rep typed, parsed. Never an error: what is no syntax is words.

use super::Facet;
use crate::catalogue::{AssetKind, Industry, LanguageTag, SendPolicy};
use crate::text::{Language, Word, fold, words};

/// Only assets with these; empty lists ask for nothing. Within a list any one is enough, and each list must
/// be met.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Filters {
    /// `kind:case-study`
    pub kinds: Vec<AssetKind>,
    /// `language:de`
    pub languages: Vec<LanguageTag>,
    /// `industry:insurance`; an industry below the named one passes too.
    pub industries: Vec<Industry>,
    /// `product:"…"`, by name or alias, folded.
    pub products: Vec<String>,
}

impl Filters {
    /// Whether everything passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds a filter if key and value are known.
    fn take(&mut self, key: &str, value: &str) -> bool {
        let value = value.trim();
        match key.to_ascii_lowercase().as_str() {
            "kind" | "type" => value.parse().map(|k| self.kinds.push(k)).is_ok(),
            "language" | "lang" => value.parse().map(|l| self.languages.push(l)).is_ok(),
            "industry" => value.parse().map(|i| self.industries.push(i)).is_ok(),
            "product" if !value.is_empty() => {
                self.products.push(fold(value));
                true
            }
            _ => false,
        }
    }
}

/// A text that is asked with others ([`super::relevance()`]), and how much its words count.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The text, as read from the page.
    pub text: &'a str,
    /// At least 0; 1 = as those of a rep's own question.
    pub weight: f32,
}

/// A query: words, “phrases”, -exclusions and filters.
#[derive(Clone, Debug, Default)]
pub struct Query {
    /// Words to search, those of phrases included, in order.
    pub(super) words: Vec<Word>,
    /// Words that must stand side by side.
    pub(super) phrases: Vec<Vec<Word>>,
    /// Words (or phrases) that must not occur.
    pub(super) excluded: Vec<Vec<Word>>,
    pub(super) filters: Filters,
    /// The last word may be unfinished.
    pub(super) typing: bool,
    /// Words count as they stand: nothing is corrected, joined, split or taken for another.
    pub(super) literal: bool,
    pub(super) language: Option<Language>,
    /// What the question asks for in the catalogue's terms; meets it softly.
    pub(super) understood: Vec<Facet>,
    /// What the buyer in view has.
    pub(super) buyer: Vec<Facet>,
    pub(super) policy: Option<SendPolicy>,
}

impl Query {
    /// Reads syntax: `"side by side"`, `-word` (`-40` is a number), `-"two words"`, `kind:`, `product:`, `language:`, `industry:`
    /// (values with blanks in quotes). A quote that is never closed ends with the text.
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        let mut plain = String::with_capacity(text.len());
        let mut rest = text;
        loop {
            rest = rest.trim_start();
            let Some(first) = rest.chars().next() else { break };
            let (excluded, body) = match rest.strip_prefix('-') {
                Some(body) if body.starts_with(|c: char| c.is_alphabetic() || is_quote(c)) => (true, body),
                _ => (false, rest),
            };
            if let Some(quoted) = body.strip_prefix(is_quote) {
                let (inside, after) = quoted.split_once(is_quote).unwrap_or((quoted, ""));
                rest = after;
                let phrase = words(inside);
                if excluded {
                    query.excluded.push(phrase);
                } else {
                    query.phrases.push(phrase);
                    plain.push_str(inside);
                    plain.push(' ');
                }
                continue;
            }
            let end = body.find(char::is_whitespace).unwrap_or(body.len());
            if let Some((key, _)) = body.get(..end).and_then(|chunk| chunk.split_once(':')) {
                let value = body.get(key.len() + 1..).unwrap_or_default();
                let (value, after) = match value.strip_prefix(is_quote) {
                    Some(quoted) => quoted.split_once(is_quote).unwrap_or((quoted, "")),
                    None => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
                };
                if !excluded && query.filters.take(key, value) {
                    rest = after;
                    continue;
                }
            }
            let (chunk, after) = body.split_at_checked(end.max(first.len_utf8())).unwrap_or((body, ""));
            rest = after;
            if excluded {
                query.excluded.push(words(chunk));
            } else {
                plain.push_str(chunk);
                plain.push(' ');
            }
        }
        if plain.trim().is_empty() && query.phrases.is_empty() && query.filters.is_empty() {
            // Nothing but exclusions: somebody typed a dash.
            query.excluded.drain(..).for_each(|words| query.words.extend(words));
            return query;
        }
        query.words = words(&plain);
        query.phrases.retain(|phrase| phrase.len() > 1);
        query.excluded.retain(|words| !words.is_empty());
        query
    }

    /// Words only: quotes, minus signs and colons mean nothing.
    pub fn plain(text: &str) -> Self {
        Self { words: words(text), ..Self::default() }
    }

    /// The same query while its text is being typed: its last word may be the beginning of a word.
    #[must_use]
    pub fn typing(mut self) -> Self {
        self.typing = true;
        self
    }

    /// The same query, its words as they stand.
    #[must_use]
    pub fn literal(mut self) -> Self {
        self.literal = true;
        self
    }

    /// The same query in that language; otherwise its stop words tell.
    #[must_use]
    pub fn in_language(mut self, language: Option<Language>) -> Self {
        self.language = language;
        self
    }

    /// The same query, with what it asks for in the catalogue's terms: assets that have it come first, others stay.
    #[must_use]
    pub fn understood(mut self, facets: Vec<Facet>) -> Self {
        self.understood = facets;
        self
    }

    /// The same query for a buyer: among answers about as good, what fits him comes first.
    #[must_use]
    pub fn for_buyer(mut self, facets: Vec<Facet>) -> Self {
        self.buyer = facets;
        self
    }

    /// The same query where what may be sent comes first.
    #[must_use]
    pub const fn under(mut self, policy: SendPolicy) -> Self {
        self.policy = Some(policy);
        self
    }

    /// What is filtered.
    pub const fn filters(&self) -> &Filters {
        &self.filters
    }

    /// The filters, to be changed by a chip or a menu.
    pub const fn filters_mut(&mut self) -> &mut Filters {
        &mut self.filters
    }

    /// Whether nothing is asked.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty() && self.filters.is_empty()
    }
}

fn is_quote(c: char) -> bool {
    matches!(c, '"' | '\u{201C}' | '\u{201D}' | '\u{201E}' | '«' | '»')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(words: &[Word]) -> String {
        words.iter().map(|w| w.folded().to_owned()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn syntax_is_read() {
        let query = Query::parse(
            "kind:case-study \"soc 2\" report -draft -\"old price\" lang:de product:\"Harbourline Close\"",
        );
        assert_eq!(list(&query.words), "soc 2 report");
        assert_eq!(query.phrases.len(), 1);
        assert_eq!(query.excluded.iter().map(|w| list(w)).collect::<Vec<_>>(), ["draft", "old price"]);
        assert_eq!(query.filters.kinds, [AssetKind::CaseStudy]);
        assert_eq!(query.filters.languages.len(), 1);
        assert_eq!(query.filters.products, ["harbourline close"]);
    }

    #[test]
    fn bad_syntax_is_words() {
        for (text, words) in [
            ("kind:nonsense", "kind:nonsense kind nonsense"),
            ("\"never closed", "never closed"),
            ("- - -- \"\" :", ""),
            ("kind:", "kind"),
            ("e-mail -", "email e mail"),
            ("sensor -40 °C", "sensor 40 c"),
            ("S7 -1200", "s7 s 7 1200"),
            ("-draft", "draft"),
            ("a:b:c", "a:b:c a b c"),
            ("“", ""),
        ] {
            assert_eq!(list(&Query::parse(text).words), words, "{text}");
        }
    }
}
