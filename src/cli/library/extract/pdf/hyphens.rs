//! Words that a line's end parts.
//!
//! A soft hyphen is there for nothing else and goes. Of a hyphen one can't see whether it belongs to the word
//! (`Kosten-Nutzen`, `well-known`): how the document writes the word elsewhere decides, else letter case.
#![deny(clippy::indexing_slicing)]

use super::text::{Line, SOFT_HYPHEN};
use std::collections::HashMap;

/// Words before which a hyphen stands for what follows: `Vor- und Nachteile`.
const BETWEEN: [&str; 18] = [
    "and", "or", "to", "und", "oder", "bzw", "bis", "sowie", "als", "et", "ou", "y", "o", "e", "en", "of",
    "och", "og",
];

/// How often the document writes its words within a line.
#[derive(Default)]
pub struct Words(HashMap<String, usize>);

impl Words {
    /// Counts the words of these lines; none where no line ends in a hyphen, for then nobody asks.
    pub fn of<'l>(lines: impl Iterator<Item = &'l Line> + Clone) -> Self {
        let mut words = HashMap::new();
        if !lines.clone().any(|line| is_parted(&line.text)) {
            return Self(words);
        }
        let mut goes_on = false;
        for line in lines {
            let parted = is_parted(&line.text);
            let mut rest = line.text.split_whitespace().peekable();
            // Halves of parted words are no words.
            if goes_on {
                rest.next();
            }
            while let Some(word) = rest.next() {
                if rest.peek().is_some() || !parted {
                    *words.entry(bare(word)).or_default() += 1;
                }
            }
            goes_on = parted;
        }
        Self(words)
    }

    fn count(&self, word: &str) -> usize {
        self.0.get(word).copied().unwrap_or(0)
    }

    /// Appends a line to a paragraph; a word that the line's end parts is mended.
    pub fn join(&self, paragraph: &mut String, line: &str) {
        if paragraph.ends_with(SOFT_HYPHEN) {
            paragraph.pop();
        } else if let Some(first) = paragraph.strip_suffix('-')
            && first.ends_with(char::is_alphanumeric)
            && line.starts_with(char::is_alphanumeric)
        {
            let first = first.rsplit(char::is_whitespace).next().unwrap_or_default();
            let next = line.split_whitespace().next().unwrap_or_default();
            let hangs =
                BETWEEN.contains(&bare(next).as_str()) && self.count(&bare(&format!("{first}{next}"))) == 0;
            let counts = first.ends_with(char::is_alphabetic)
                && next.starts_with(char::is_numeric)
                && self.count(&bare(&format!("{first}-{next}"))) == 0;
            if hangs || counts {
                paragraph.push(' ');
            } else if !self.keeps_hyphen(first, next) {
                paragraph.pop();
            }
        } else if !paragraph.is_empty() && !paragraph.ends_with('/') {
            paragraph.push(' ');
        }
        paragraph.push_str(line);
    }

    /// Whether `first-next` is written so, and not `firstnext`.
    fn keeps_hyphen(&self, first: &str, next: &str) -> bool {
        if !(first.ends_with(char::is_lowercase) && next.starts_with(char::is_lowercase)) {
            return true;
        }
        let whole = self.count(&bare(&format!("{first}{next}")));
        let parted = self.count(&bare(&format!("{first}-{next}")));
        if whole != parted {
            return parted > whole;
        }
        // `end-to-end`: a short word between hyphens that is one elsewhere.
        first
            .rsplit_once('-')
            .is_some_and(|(_, last)| last.chars().count() <= 3 && self.count(&bare(last)) > 0)
    }
}

fn is_parted(line: &str) -> bool {
    line.ends_with(['-', SOFT_HYPHEN])
}

/// A word without the marks around it, in lower case.
fn bare(word: &str) -> String {
    word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What becomes of these lines as one paragraph, in a document that also says `elsewhere`.
    fn joined(lines: &[&str], elsewhere: &str) -> String {
        let line = |text: &&str| Line { text: (*text).to_owned(), ..Line::default() };
        let all: Vec<_> = lines.iter().chain([&elsewhere]).map(line).collect();
        let words = Words::of(all.iter());
        let mut paragraph = String::new();
        for line in lines {
            words.join(&mut paragraph, line);
        }
        paragraph
    }

    #[test]
    fn a_parted_word_is_mended() {
        assert_eq!(joined(&["The adminis-", "tration of berths"], ""), "The administration of berths");
        assert_eq!(joined(&["The adminis\u{ad}", "tration of berths"], ""), "The administration of berths");
        assert_eq!(joined(&["one", "two", "and/", "or"], ""), "one two and/or");
    }

    #[test]
    fn a_word_keeps_the_hyphen_that_the_document_writes_elsewhere() {
        assert_eq!(joined(&["a well-", "known port"], "It is well-known."), "a well-known port");
        assert_eq!(joined(&["to re-", "enter it"], "Re-enter the code, re-enter it."), "to re-enter it");
        assert_eq!(joined(&["to re-", "port it"], "They report it as re-port."), "to report it");
        assert_eq!(joined(&["from end-to-", "end"], "come to us"), "from end-to-end");
    }

    #[test]
    fn a_hyphen_stays_before_a_capital_a_digit_and_a_conjunction() {
        assert_eq!(joined(&["die Kosten-", "Nutzen-Rechnung"], ""), "die Kosten-Nutzen-Rechnung");
        assert_eq!(joined(&["a 30-", "day plan"], ""), "a 30-day plan");
        assert_eq!(joined(&["Vor-", "und Nachteile"], ""), "Vor- und Nachteile");
        assert_eq!(joined(&["of COVID-", "19"], ""), "of COVID- 19", "a number of its own for all one knows");
        assert_eq!(joined(&["of COVID-", "19"], "COVID-19"), "of COVID-19");
        assert_eq!(joined(&["a dash -", "and more"], ""), "a dash - and more");
    }
}
