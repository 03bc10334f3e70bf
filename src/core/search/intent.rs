//! Which kinds of asset a question asks for.

use crate::catalogue::{AssetKind, Content};
use crate::tables::{Table, WordList, alternatives};
use std::sync::OnceLock;

/// The kinds that folded words or phrases ask for.
type Asking = (Vec<AssetKind>, Vec<&'static str>);

fn asking() -> &'static [Asking] {
    static ASKING: OnceLock<Vec<Asking>> = OnceLock::new();
    ASKING.get_or_init(|| {
        let mut asking = Vec::new();
        Table::QuestionWords.each(&mut |[kinds, words, ..]| {
            let mut asked = Vec::new();
            for kind in kinds.split('|') {
                asked.extend(AssetKind::ALL.iter().copied().filter(|known| known.slug() == kind));
            }
            if !asked.is_empty() {
                asking.push((asked, alternatives(words)));
            }
        });
        asking
    })
}

/// The kinds that a query's folded words (stop words included) ask for, each once.
pub fn asked_kinds(words: &[&str]) -> Vec<AssetKind> {
    let mut kinds: Vec<AssetKind> = Vec::new();
    for (asks, entries) in asking() {
        if entries.iter().any(|entry| holds(words, entry)) {
            kinds.extend_from_slice(asks);
        }
    }
    let mut seen = Vec::new();
    kinds.retain(|kind| {
        !seen.contains(kind) && {
            seen.push(*kind);
            true
        }
    });
    kinds
}

/// What an answer is expected to hold, by the words of the question (folded, stop words included).
pub(super) fn expected(words: &[&str]) -> Content {
    let mut expected = Content::default();
    for (content, entries) in expecting() {
        if entries.iter().any(|entry| holds(words, entry)) {
            expected = expected | *content;
        }
    }
    expected
}

fn expecting() -> &'static [(Content, Vec<&'static str>)] {
    static EXPECTING: OnceLock<Vec<(Content, Vec<&'static str>)>> = OnceLock::new();
    EXPECTING.get_or_init(|| {
        let mut expecting = Vec::new();
        Table::QuestionWords.each(&mut |[does, words, ..]| {
            let content = match does {
                "amount" => Content::AMOUNT,
                "span" => Content::SPAN,
                "date" => Content::DATE,
                "steps" => Content::STEPS,
                "verdict" => Content::VERDICT,
                _ => return,
            };
            expecting.push((content, alternatives(words)));
        });
        expecting
    })
}

fn holds(words: &[&str], entry: &str) -> bool {
    let parts: Vec<&str> = entry.split(' ').collect();
    words.windows(parts.len()).any(|window| window == parts.as_slice())
}

/// Folded words that only say that something is wanted, and what it is made of.
static WISHES: WordList = WordList::new(Table::QuestionWords, "wish");

/// Whether a word only says that something is wanted.
pub(super) fn is_wish(folded: &str) -> bool {
    WISHES.has(folded)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::AssetKind::{Battlecard, CaseStudy, Comparison, Pricing, Security};

    #[test]
    fn questions_ask_for_kinds() {
        let asked = |q: &str| asked_kinds(&q.split(' ').collect::<Vec<_>>());
        assert_eq!(asked("how do you compare with ledgerfox"), [Comparison, Battlecard]);
        assert_eq!(asked("what does it cost"), [Pricing]);
        assert_eq!(asked("is it gdpr compliant"), [Security]);
        assert_eq!(asked("a case study from insurance"), [CaseStudy]);
        assert!(asked("monthly closing").is_empty());
        assert!(is_wish("show") && is_wish("zeig") && !is_wish("price"));
        assert_eq!(asked("is there a webinar on it"), [AssetKind::Webinar]);
    }
}
