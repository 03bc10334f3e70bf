//! The built-in sales vocabulary: words that mean much the same to a rep. Weaker matches, see
//! [`super::weights::SYNONYM`].

use crate::text::fold;

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

/// For the query's words from `at` on: how many of them a group knows as one entry, and the group's other
/// single words. Own groups come first, with `true`.
pub(super) fn others(words: &[&str], own: &[Vec<String>]) -> Vec<(usize, String, bool)> {
    let mut found: Vec<(usize, String, bool)> = Vec::new();
    let mut group = |entries: &[&str], own: bool| {
        let length = entries.iter().filter_map(|entry| begins(words, entry)).max();
        let Some(length) = length else { return };
        let singles = entries.iter().filter(|e| !e.contains(' ') && words.first() != Some(*e));
        for single in singles {
            if !found.iter().any(|(_, word, _)| word == single) {
                found.push((length, (*single).to_owned(), own));
            }
        }
    };
    for own in own {
        let folded: Vec<String> = own.iter().map(|w| fold(w)).collect();
        group(&folded.iter().map(String::as_str).collect::<Vec<_>>(), true);
    }
    for line in GROUPS {
        group(&line.split('|').collect::<Vec<_>>(), false);
    }
    found
}

/// How many words the entry has, if the words begin with it.
fn begins(words: &[&str], entry: &str) -> Option<usize> {
    let mut count = 0;
    for part in entry.split(' ') {
        if words.get(count) != Some(&part) {
            return None;
        }
        count += 1;
    }
    Some(count)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_phrase_brings_its_acronym_and_the_other_way_nothing_of_several_words() {
        let found = others(&["return", "on", "investment", "sheet"], &[]);
        assert!(found.contains(&(3, "roi".to_owned(), false)));
        assert!(others(&["roi"], &[]).iter().all(|(_, word, _)| !word.contains(' ')));
    }

    #[test]
    fn own_groups_come_first() {
        let own = vec![vec!["Close".to_owned(), "Month-end".to_owned(), "Abschluss".to_owned()]];
        assert_eq!(others(&["close"], &own)[1], (1, "abschluss".to_owned(), true));
    }

    #[test]
    fn groups_are_folded() {
        for entry in GROUPS.iter().flat_map(|g| g.split('|')) {
            assert_eq!(entry, fold(entry));
        }
    }
}
