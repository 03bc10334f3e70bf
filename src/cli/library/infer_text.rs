//! What an asset's own words say of it where the catalogue is blank: whom it is written for, whose trade a customer's
//! story is about, and that it must not leave the house.
//!
//! Guesses, each marked in [`pitchside_core::catalogue::Asset::inferred`]. The words are those of the trades in general; none of
//! them comes from a library.

use super::extract::Document;
use super::fields::fold;
use pitchside_core::catalogue::{AssetKind, Audience, Industry, Persona};
use pitchside_core::prospect::{industry_in, industry_of};

/// Words of the text that are read for readers.
const READ: usize = 1_500;
/// Words of a story's head in which its customer is introduced.
const INTRODUCTION: usize = 60;
/// Words of the head in which a note “not to be sent” counts.
const WARNING: usize = 40;

/// Beginnings of words that belong to a function's work, in English, German and French.
const WORK: [(Persona, &str); 12] = [
    (
        Persona::Finance,
        "cfo|finance|financ|treasur|budget|invest|payback|finanz|trésor|trésorerie|financi|audit|board|cost|shareholder|consolidat|konzern",
    ),
    (
        Persona::Accounting,
        "account|bookkeep|ledger|journal|reconcil|buchhalt|buchung|rechnungswesen|abschluss|abstimm|comptab|clôtur|rapproch|postings|accrual|depreciat|hauptbuch",
    ),
    (
        Persona::Purchasing,
        "procure|purchas|supplier|vendor|buyer|tender|invoice|einkauf|beschaff|lieferant|rechnungen|vergabe|achat|fournisseur|approver|order",
    ),
    (
        Persona::InformationTechnology,
        "server|encrypt|sso|saml|api|connector|interface|hosting|backup|firewall|identity|patch|certificat|penetration|iso|schnittstelle|verschlüssel|héberg|chiffr|database|uptime",
    ),
    (
        Persona::Legal,
        "legal|law|contract|clause|gdpr|dsgvo|rgpd|privacy|processor|datenschutz|vertrag|juridique|article|artikel|regulation|directive|counsel|liabilit",
    ),
    (
        Persona::Operations,
        "operation|plant|warehouse|logisti|fleet|production|shift|site|energy|shipment|maintenance|betrieb|werk|produktion|usine|exploitation|emission|carbon",
    ),
    (
        Persona::HumanResources,
        "recruit|payroll|employee|hiring|onboard|talent|vacanc|personal|gehalt|bewerb|salaire|recrut",
    ),
    (
        Persona::Marketing,
        "campaign|brand|audience|advert|content|social|kampagne|marke|werbung|campagne|marque|seo",
    ),
    (
        Persona::Sales,
        "pipeline|quota|prospect|deal|crm|forecast|reps|vertrieb|angebot|ventes|commercial|territory",
    ),
    (
        Persona::Engineering,
        "engineer|developer|prototype|firmware|source|deploy|cad|simulation|konstrukt|ingénieur|code|software",
    ),
    (
        Persona::HealthcareServices,
        "patient|nurse|clinic|physician|ward|surgery|diagnos|pflege|arzt|soin|médecin",
    ),
    (
        Persona::CustomerSuccessAndSupport,
        "ticket|helpdesk|support|churn|satisfaction|escalat|kundendienst|réclamation|chat|agents",
    ),
];

/// The one or two functions whose work an asset speaks of: those with clearly the most words; none when none stands out.
pub fn readers(asset_kind: AssetKind, title: &str, document: Option<&Document>) -> Vec<Persona> {
    let mut found: Vec<Persona> = match asset_kind {
        AssetKind::Security => vec![Persona::InformationTechnology, Persona::Legal],
        AssetKind::Pricing => vec![Persona::Purchasing, Persona::Finance],
        _ => Vec::new(),
    };
    if !found.is_empty() {
        return found;
    }
    let mut words: Vec<String> = Vec::new();
    let blocks = document.iter().flat_map(|d| &d.blocks).filter(|b| !b.notes);
    // The title says more than any line below it.
    let weighty = std::iter::repeat_n(title, 5);
    for text in weighty.chain(blocks.flat_map(|b| [b.heading.as_str(), b.text.as_str()])) {
        words.extend(text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(fold));
        if words.len() > READ {
            break;
        }
    }
    let mut counts: Vec<(usize, Persona)> = WORK
        .iter()
        .map(|(persona, beginnings)| {
            let beginnings: Vec<String> = beginnings.split('|').map(fold).collect();
            let begins = |word: &&String| {
                beginnings.iter().any(|b| if b.len() < 5 { *word == b } else { word.starts_with(b.as_str()) })
            };
            (words.iter().filter(begins).count(), *persona)
        })
        .collect();
    counts.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let most = counts.first().map_or(0, |(count, _)| *count);
    // At least one word in eighty; others join when they have two thirds of the most.
    if most * 80 < words.len() || most < 3 {
        return found;
    }
    found.extend(
        counts.into_iter().filter(|(count, _)| count * 3 >= most * 2).take(3).map(|(_, persona)| persona),
    );
    // Who keeps the books and who answers for them read the same things.
    if found.contains(&Persona::Accounting) && !found.contains(&Persona::Finance) {
        found.push(Persona::Finance);
    }
    found.sort_unstable();
    found
}

/// Whose trade it is about: for a story the customer's, as its head introduces him; for others what stands behind “for”
/// in the title.
pub fn industries(kind: AssetKind, title: &str, document: Option<&Document>) -> Vec<Industry> {
    if kind == AssetKind::CaseStudy {
        let blocks = document.iter().flat_map(|d| &d.blocks).filter(|b| !b.notes);
        let head: Vec<&str> = blocks.flat_map(|b| b.text.split_whitespace()).take(INTRODUCTION).collect();
        let head = format!("{title}. {}", head.join(" "));
        return industry_in(&head).into_iter().collect();
    }
    let lower = title.to_lowercase();
    let behind = [" for ", " für ", " pour ", " in "].iter().find_map(|word| {
        let at = lower.find(word)?;
        lower.get(at + word.len()..)
    });
    let function = |i: &Industry| i.label().parse::<Persona>().is_ok();
    behind
        .into_iter()
        .flat_map(|text| {
            text.split([',', '&', ':', '(']).flat_map(|t| t.split(" and ")).flat_map(|t| t.split(" und "))
        })
        .filter(|part| part.split_whitespace().count() <= 3)
        .filter_map(industry_of)
        .filter(|i| !function(i))
        .collect()
}

/// Who may have it, as its title and first lines say.
pub fn audience(title: &str, document: Option<&Document>) -> Option<Audience> {
    let blocks = document.iter().flat_map(|d| &d.blocks);
    let head: Vec<&str> = blocks.flat_map(|b| b.text.split_whitespace()).take(WARNING).collect();
    let head = format!(" {} ", head.join(" ").to_lowercase());
    let words: Vec<String> =
        title.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(fold).collect();
    let says = |phrases: &[&str]| phrases.iter().any(|p| head.contains(p));
    if words.iter().any(|w| w == "nda")
        || says(&[
            "non-disclosure agreement",
            "under nda",
            "vertraulichkeitsvereinbarung",
            "accord de confidentialité",
        ])
    {
        return Some(Audience::Nda);
    }
    let marked = words
        .iter()
        .any(|w| matches!(w.as_str(), "internal" | "intern" | "interne" | "confidential" | "vertraulich"));
    let warned = says(&[
        " internal. ",
        "strictly internal",
        "internal only",
        "internal use",
        "internal card",
        "staff only",
        "never forward",
        "do not forward",
        "not for customers",
        "not for distribution",
        "internen gebrauch",
        "nur intern",
        "usage interne",
    ]);
    (marked || warned).then_some(Audience::Internal)
}

#[cfg(test)]
mod tests {
    use super::super::extract::Block;
    use super::*;

    fn document(text: &str) -> Document {
        Document {
            blocks: vec![Block { position: 1, text: text.into(), ..Block::default() }],
            ..Document::default()
        }
    }

    #[test]
    fn a_story_is_about_the_trade_of_the_customer_that_its_head_introduces() {
        let text = document(
            "Quellhof is a regional bank that takes deposits in 40 branches. It was founded in 1911.",
        );
        let found = industries(AssetKind::CaseStudy, "Quellhof saves a week", Some(&text));
        assert_eq!(found.iter().map(|i| i.label()).collect::<Vec<_>>(), ["Banking"]);
        assert!(industries(AssetKind::Guide, "Quellhof saves a week", Some(&text)).is_empty());
    }

    #[test]
    fn a_title_names_trades_behind_for() {
        let found = industries(AssetKind::Guide, "Resilience, a guide for banks and insurers", None);
        assert!(found.contains(&"Banking".parse().unwrap()), "{found:?}");
        assert!(industries(AssetKind::Guide, "A guide to software", None).is_empty());
    }

    #[test]
    fn readers_are_those_whose_work_the_text_speaks_of() {
        let text = document("Accountants reconcile journals in the ledger before the accounts are closed.");
        assert_eq!(readers(AssetKind::Guide, "Close", Some(&text)), [Persona::Accounting, Persona::Finance]);
        let text = document("The sun rises over the hill and a cat walks home.");
        assert!(readers(AssetKind::Guide, "Morning", Some(&text)).is_empty());
    }

    #[test]
    fn a_warning_at_the_top_keeps_a_piece_in_the_house() {
        let of = |title: &str, text: &str| audience(title, Some(&document(text)));
        assert_eq!(
            of("Limits", "Strictly internal. The price list is another document."),
            Some(Audience::Internal)
        );
        assert_eq!(of("Test summary under NDA", "Scope"), Some(Audience::Nda));
        assert_eq!(of("Close on one page", "Internal audit likes it."), None);
    }
}
