//! The built-in sales vocabulary: words that mean much the same to a rep. Weaker matches, see
//! [`super::weights::SYNONYM`].

use crate::text::{Word, WordKind, words};

/// Groups of folded words or phrases; a phrase is recognised in a query, a single word is searched.
const GROUPS: &[&str] = &[
    "price|prices|pricing|cost|costs|fee|fees|how much|preis|preise|kosten|prix|tarif|tarifs|cout",
    "compare|comparison|versus|vs|alternative|competitor|better than|difference|vergleich|comparaison|compared",
    "case study|success story|customer story|reference|fallstudie|referenz|etude de cas|testimonial",
    "gdpr|dsgvo|rgpd|general data protection regulation|data protection|datenschutz",
    "roi|return on investment|payback|business case|savings",
    "sso|single sign on|saml|login",
    "mfa|two factor|2fa|multi factor",
    "sla|service level|uptime|availability|verfugbarkeit",
    "security|secure|sicherheit|securite|protection",
    "compliance|compliant|certification|certified|zertifizierung|conformite",
    "hosting|hosted|data center|data centre|data residency|rechenzentrum|hebergement",
    "integration|integrate|connector|api|interface|schnittstelle",
    "implementation|rollout|onboarding|go live|deployment|einfuhrung",
    "discount|rebate|rabatt|remise",
    "contract|agreement|terms|vertrag|contrat",
    "customer|client|kunde|kunden",
    "employee|staff|headcount|mitarbeiter",
    "insurance|insurer|versicherung|versicherer|assurance",
    "bank|banking",
    "hospital|healthcare|clinic|krankenhaus|klinik|hopital",
    "manufacturing|manufacturer|factory|fertigung|usine",
    "csrd|esrs|sustainability reporting",
    "co2|carbon|emissions|ghg|greenhouse",
    "erp|ledger",
    "invoice|invoices|bill|rechnung|facture",
    "slides|deck|presentation|prasentation",
    "whitepaper|white paper|ebook|report",
    "cfo|chief financial officer|finance director",
    "cio|chief information officer|it director",
    "ai|artificial intelligence|machine learning|ki",
    "faq|questions and answers",
];

/// The library's own groups, their entries as a query's words are: folded, parted by single blanks.
pub(super) fn own(groups: &[Vec<String>]) -> Vec<Vec<String>> {
    let entry = |text: &String| {
        let mut words = words(text);
        words.retain(|word| word.kind != WordKind::Whole);
        words.iter().map(Word::folded).collect::<Vec<_>>().join(" ")
    };
    groups.iter().map(|group| group.iter().map(entry).collect()).collect()
}

/// For the query's words from the first one on: the single words of the groups that know these words as an entry. Own
/// groups ([`own`]) come first, with `true`.
pub(super) fn others(words: &[&str], own: &[Vec<String>]) -> Vec<(String, bool)> {
    let mut found: Vec<(String, bool)> = Vec::new();
    let mut add = |entry: &str, own: bool| {
        let single = !entry.is_empty() && !entry.contains(' ') && words.first() != Some(&entry);
        if single && !found.iter().any(|(word, _)| word == entry) {
            found.push((entry.to_owned(), own));
        }
    };
    for group in own {
        if group.iter().any(|entry| begins(words, entry)) {
            group.iter().for_each(|entry| add(entry, true));
        }
    }
    for line in GROUPS {
        if line.split('|').any(|entry| begins(words, entry)) {
            line.split('|').for_each(|entry| add(entry, false));
        }
    }
    found
}

/// Whether the words begin with the entry.
fn begins(words: &[&str], entry: &str) -> bool {
    let mut words = words.iter();
    entry.split(' ').all(|part| words.next().is_some_and(|word| *word == part))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_brings_its_acronym_and_the_other_way_nothing_of_several_words() {
        let found = others(&["return", "on", "investment", "sheet"], &[]);
        assert!(found.contains(&("roi".to_owned(), false)));
        assert!(others(&["roi"], &[]).iter().all(|(word, _)| !word.contains(' ')));
    }

    #[test]
    fn own_groups_come_first_and_their_hyphens_are_blanks() {
        let own = own(&[vec!["Close".to_owned(), "Month-end".to_owned(), "Abschluß".to_owned()]]);
        assert_eq!(others(&["close"], &own)[0], ("abschluss".to_owned(), true));
        assert_eq!(others(&["month", "end", "checks"], &own)[0], ("close".to_owned(), true));
        assert!(others(&["month", "endless"], &own).is_empty());
    }

    #[test]
    fn groups_are_folded() {
        for entry in GROUPS.iter().flat_map(|g| g.split('|')) {
            assert_eq!(entry, crate::text::fold(entry));
        }
    }
}
