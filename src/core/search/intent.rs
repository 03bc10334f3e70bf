//! Which kinds of asset a question asks for.

use crate::catalogue::AssetKind::{self, *};

/// Folded words or phrases → the kinds they ask for.
const ASKING: &[(&str, &[AssetKind])] = &[
    (
        "compare|compares|compared|comparison|versus|vs|alternative|alternatives|better than|difference|different from|against|vergleich|unterschied|comparaison|comparer",
        &[Comparison, Battlecard],
    ),
    (
        "price|prices|pricing|cost|costs|how much|expensive|license fee|preis|preise|kosten|kostet|prix|tarif|tarifs|coute",
        &[Pricing],
    ),
    ("roi|return on investment|payback|savings|business case", &[Roi]),
    (
        "case study|case studies|success story|customer story|reference|references|who uses|fallstudie|referenz|referenzen|etude de cas",
        &[CaseStudy],
    ),
    (
        "gdpr|dsgvo|rgpd|iso|soc|compliant|compliance|security|secure|encryption|encrypted|hosted|hosting|penetration test|datenschutz|sicherheit|securite",
        &[Security],
    ),
    ("objection|objections|too expensive|pushback|einwand|einwande", &[Objections]),
    ("battlecard|battle card|beat|win against", &[Battlecard]),
    ("one pager|onepager|flyer|overview", &[OnePager]),
    ("deck|slides|presentation|prasentation", &[Deck]),
    ("white paper|whitepaper|ebook", &[WhitePaper]),
    ("email|email template|e mail|mail", &[EmailTemplate]),
    ("faq|questions and answers", &[Faq]),
    ("datasheet|data sheet|specs|specification|requirements|datenblatt", &[Datasheet]),
    ("how to|guide|checklist|leitfaden", &[Guide]),
];

/// The kinds that a query's folded words (stop words included) ask for, each once.
pub(super) fn asked_kinds(words: &[&str]) -> Vec<AssetKind> {
    let mut kinds: Vec<AssetKind> = Vec::new();
    let asked = |entry: &str| {
        let parts: Vec<&str> = entry.split(' ').collect();
        words.windows(parts.len()).any(|window| window == parts.as_slice())
    };
    for (entries, asks) in ASKING {
        if entries.split('|').any(asked) {
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

/// Folded words that only say that something is wanted, and what it is made of; sorted.
const WISHES: &str = "anything article articles available besoin bitte brauche certain cherche concerning describe \
described describes discuss discussed discusses document documents etc ever exist exists find get gib give got info \
information interested know like look looking made make many material materials may might montre much must need paper \
papers per please regarding related relating say search send shall show something suche tell upon use used uses using \
various via want way ways whether within without zeig";

/// Whether a word only says that something is wanted.
pub(super) fn is_wish(folded: &str) -> bool {
    WISHES.split(' ').any(|wish| wish == folded)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn questions_ask_for_kinds() {
        let asked = |q: &str| asked_kinds(&q.split(' ').collect::<Vec<_>>());
        assert_eq!(asked("how do you compare with ledgerfox"), [Comparison, Battlecard]);
        assert_eq!(asked("what does it cost"), [Pricing]);
        assert_eq!(asked("is it gdpr compliant"), [Security]);
        assert_eq!(asked("a case study from insurance"), [CaseStudy]);
        assert!(asked("monthly closing").is_empty());
        assert!(is_wish("show") && is_wish("zeig") && !is_wish("price"));
        assert!(WISHES.split(' ').is_sorted());
    }
}
