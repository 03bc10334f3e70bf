//! Words to tokens: stop words left out, stems taken.

use super::Language;
use super::fold::fold;
use super::stop_words::is_stop_word;
use super::words::{Word, WordKind, words};
use frostem::Stemmer;

/// A word as the index holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// The term: stem, folded.
    pub text: String,
    /// The word it was, folded.
    pub surface: String,
    /// First byte in the source.
    pub start: usize,
    /// Byte after the last one.
    pub end: usize,
    /// Place among the words of the source, from 0; stop words count.
    pub position: u32,
}

/// Makes tokens of texts in one language, or in none: then nothing is stemmed and no word is a stop word.
#[derive(Clone, Copy)]
pub struct Analyzer {
    language: Option<Language>,
    stemmer: Option<Stemmer>,
}

impl Analyzer {
    /// For texts in that language.
    pub fn new(language: impl Into<Option<Language>>) -> Self {
        let language = language.into();
        Self { language, stemmer: language.map(|l| Stemmer::new(l.algorithm())) }
    }

    /// The language of the texts.
    pub const fn language(&self) -> Option<Language> {
        self.language
    }

    /// The tokens of a text in reading order, without stop words.
    pub fn analyze(&self, text: &str) -> Vec<Token> {
        self.tokens(&words(text))
    }

    /// The tokens of a text's words.
    pub fn tokens(&self, words: &[Word]) -> Vec<Token> {
        let mut tokens = Vec::with_capacity(words.len());
        for word in words.iter().filter(|w| !self.is_stop_word(w)) {
            let text = self.term(word);
            let surface = word.folded().to_owned();
            tokens.push(Token { text, surface, start: word.start, end: word.end, position: word.position });
        }
        tokens
    }

    /// Whether the word carries no content in this language. Capitals and parts of compounds always do.
    pub fn is_stop_word(&self, word: &Word) -> bool {
        let plain = word.kind == WordKind::Plain && !word.capitals;
        plain && self.language.is_some_and(|l| is_stop_word(l, word.folded()))
    }

    /// The term of a word: its stem, folded. Words with digits, compounds and bigrams are terms as they are.
    pub fn term(&self, word: &Word) -> String {
        let stems = matches!(word.kind, WordKind::Plain | WordKind::Part);
        match self.stemmer.filter(|_| stems && word.lower.chars().all(char::is_alphabetic)) {
            Some(stemmer) => {
                let stem = stemmer.stem(&word.lower);
                if stem.is_empty() { word.folded().to_owned() } else { fold(&stem) }
            }
            None => word.folded().to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn terms(language: Language, text: &str) -> Vec<String> {
        Analyzer::new(language).analyze(text).into_iter().map(|t| t.text).collect()
    }

    #[test]
    fn stems_are_taken_before_accents_are_folded() {
        assert_eq!(terms(Language::Spanish, "información"), terms(Language::Spanish, "informaciones"));
        assert_eq!(terms(Language::German, "Häuser"), terms(Language::German, "Haus"));
        assert_eq!(terms(Language::French, "les activités de la société"), ["activ", "societ"]);
    }

    #[test]
    fn stop_words_leave_their_place_empty() {
        let tokens = Analyzer::new(Language::English).analyze("the terms of service");
        let places: Vec<_> = tokens.iter().map(|t| (t.text.as_str(), t.position)).collect();
        assert_eq!(places, [("term", 1), ("servic", 3)]);
    }

    #[test]
    fn an_acronym_in_capitals_is_no_stop_word() {
        assert_eq!(terms(Language::English, "is it for IT"), ["it"]);
    }
}
