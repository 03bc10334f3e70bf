//! What an asset's own words say of it where the catalogue is blank: whom it is written for, and which trade it is about.
//!
//! A blank is better than a wrong value: it costs a piece a few points where a wrong one sends it to the wrong buyers. So
//! only what is said outright counts (a line that names it, a title that addresses somebody, a story's first sentences),
//! never the mere words of a text. The words are those of the trades in general; none of them comes from a library.

use super::super::extract::Document;
use super::inference::Found;
use pitchside_core::catalogue::{AssetKind, Industry, Persona, Seniority};
use pitchside_core::prospect::{industry_in, industry_of, role_named};

/// Words of a story's head in which its customer is introduced.
const INTRODUCTION: usize = 60;
/// Lines of the text's head that may state a field: `Industry: Insurance`.
const STATED: usize = 30;
/// The longest title part behind “for” that is looked at, in words.
const BEHIND_FOR: usize = 6;

/// What organisations of a trade are called in titles, in English, German and French, and their industry's label.
const TRADES: [(&str, &str); 24] = [
    ("banks|banking|bankers|retail banking|banken|banques|secteur bancaire", "Banking"),
    (
        "insurers|insurance|insurance companies|insurance carriers|reinsurers|versicherer|versicherungen|assureurs|assurances",
        "Insurance",
    ),
    (
        "financial services|financial institutions|finanzdienstleister|finanzbranche|services financiers",
        "Financial Services",
    ),
    (
        "hospitals|healthcare|health care|clinics|krankenhäuser|kliniken|gesundheitswesen|hôpitaux",
        "Hospitals and Health Care",
    ),
    (
        "pharma|pharmaceuticals|pharmaceutical companies|pharmaunternehmen|industrie pharmaceutique",
        "Pharmaceutical Manufacturing",
    ),
    ("life sciences|biotech|biotechs", "Biotechnology Research"),
    ("manufacturers|manufacturing|hersteller|fertigung|fabrikanten|fabricants|industriels", "Manufacturing"),
    (
        "machine builders|mechanical engineering companies|maschinenbauer|maschinenbau",
        "Machinery Manufacturing",
    ),
    (
        "automotive|carmakers|automakers|automobilindustrie|automobilhersteller|constructeurs automobiles",
        "Motor Vehicle Manufacturing",
    ),
    (
        "aerospace|aerospace companies|luftfahrtindustrie|aéronautique",
        "Aviation and Aerospace Component Manufacturing",
    ),
    ("retailers|retail|einzelhandel|einzelhändler|händler|détaillants|distributeurs", "Retail"),
    ("utilities|energy suppliers|stadtwerke|versorger|energieversorger|fournisseurs d énergie", "Utilities"),
    (
        "telcos|telecoms|telecommunications|telecom operators|telekommunikation|opérateurs télécoms|télécoms",
        "Telecommunications",
    ),
    (
        "governments|government|public sector|government agencies|public administration|federal agencies|behörden|öffentliche verwaltung|öffentlicher sektor|secteur public|administrations publiques",
        "Government Administration",
    ),
    (
        "universities|higher education|colleges|universitäten|hochschulen|universités|enseignement supérieur",
        "Higher Education",
    ),
    ("schools|k 12|schulen|écoles", "Primary and Secondary Education"),
    ("law firms|kanzleien|cabinets d avocats", "Law Practice"),
    (
        "logistics companies|logistics|freight forwarders|hauliers|carriers and shippers|speditionen|logistikunternehmen|spediteure|transporteurs|logisticiens",
        "Transportation, Logistics, Supply Chain and Storage",
    ),
    ("airlines|fluggesellschaften|compagnies aériennes", "Airlines and Aviation"),
    ("hotels|hospitality|hotellerie|hôtels|hôtellerie", "Hospitality"),
    (
        "construction companies|construction firms|contractors and builders|bauunternehmen|entreprises de construction",
        "Construction",
    ),
    (
        "nonprofits|non profits|charities|gemeinnützige organisationen|associations caritatives",
        "Non-profit Organizations",
    ),
    (
        "food producers|food manufacturers|food and beverage companies|lebensmittelhersteller|industrie agroalimentaire",
        "Food and Beverage Manufacturing",
    ),
    (
        "chemical companies|chemical manufacturers|chemieunternehmen|chemieindustrie|industrie chimique",
        "Chemical Manufacturing",
    ),
];

/// What a line that states the trade begins with.
const INDUSTRY_LINES: [&str; 7] =
    ["industry", "industries", "sector", "branche", "branchen", "secteur", "secteur d activité"];
/// What a line that states the readers begins with.
const READER_LINES: [&str; 9] = [
    "audience",
    "target audience",
    "written for",
    "who should read",
    "who should attend",
    "zielgruppe",
    "für wen",
    "public visé",
    "pour qui",
];

/// Words of a text, lower case, letters and digits only.
fn words_of(text: &str) -> Vec<String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(str::to_lowercase).collect()
}

/// A text for the evidence, cut to a readable length.
fn quoted(text: &str) -> String {
    let text = super::super::extract::one_line(text);
    let end = text.char_indices().nth(90).map(|(at, _)| at);
    end.map_or(format!("“{text}”"), |end| {
        format!("“{}…”", text.get(..end).unwrap_or_default().trim_end())
    })
}

/// The value of a line of the text's head that states a field, with the line: `Industry: Insurance`.
fn stated<'d>(document: Option<&'d Document>, names: &[&str]) -> Option<(&'d str, &'d str)> {
    let blocks = document?.blocks.iter().filter(|b| !b.notes).take(STATED);
    blocks.flat_map(|b| b.text.lines()).find_map(|line| {
        let (name, value) = line.split_once(':')?;
        let name = words_of(name).join(" ");
        let value = value.trim();
        (names.contains(&name.as_str()) && !value.is_empty() && value.chars().count() <= 80)
            .then_some((value, line))
    })
}

/// The words of a title behind each “for”, “in” …, up to the next mark of punctuation.
fn behind<'t>(title: &'t str, prepositions: &[&str]) -> Vec<(Vec<String>, &'t str)> {
    let mut found = Vec::new();
    for part in title.split([':', '|', ',', '(', ')', '–', '—', '?', '!', ';']) {
        let words: Vec<&str> = part.split_whitespace().collect();
        for (at, word) in words.iter().enumerate() {
            if prepositions.contains(&word.to_lowercase().as_str()) {
                let rest: Vec<&str> = words.iter().skip(at + 1).take(BEHIND_FOR).copied().collect();
                found.push((words_of(&rest.join(" ")), part.trim()));
            }
        }
    }
    found
}

/// Whom it is written for: a line that says so, an officer whom the title names, or `… for finance teams` in it.
pub fn readers(title: &str, document: Option<&Document>) -> Option<Found<(Vec<Persona>, Vec<Seniority>)>> {
    if let Some((value, line)) = stated(document, &READER_LINES) {
        let roles = value.split([',', ';', '/', '&']).flat_map(|p| p.split(" and ")).map(role_named);
        let mut personas: Vec<Persona> = roles.filter_map(|role| role.persona).collect();
        personas.sort_unstable();
        personas.dedup();
        if !personas.is_empty() {
            return Some(Found::read((personas, Vec::new()), format!("line {}", quoted(line))));
        }
    }
    let (mut personas, mut seniorities) = officers(title);
    for (words, _) in behind(title, &["for", "für", "pour"]) {
        personas.extend(addressed(&words));
    }
    personas.sort_unstable();
    personas.dedup();
    seniorities.dedup();
    (!personas.is_empty())
        .then(|| Found::guessed((personas, seniorities), format!("title {}", quoted(title))))
}

/// The officers whom a title names: `What CFOs ask`.
fn officers(title: &str) -> (Vec<Persona>, Vec<Seniority>) {
    const OFFICERS: [(&str, Persona); 9] = [
        ("cfo", Persona::Finance),
        ("cio", Persona::InformationTechnology),
        ("ciso", Persona::InformationTechnology),
        ("cto", Persona::Engineering),
        ("coo", Persona::Operations),
        ("cmo", Persona::Marketing),
        ("chro", Persona::HumanResources),
        ("cpo", Persona::Purchasing),
        ("cro", Persona::Sales),
    ];
    let (mut personas, mut seniorities) = (Vec::new(), Vec::new());
    for word in words_of(title) {
        let singular = word.strip_suffix('s').unwrap_or(&word);
        if let Some((_, persona)) = OFFICERS.iter().find(|(name, _)| *name == singular) {
            personas.push(*persona);
            seniorities.push(Seniority::Cxo);
        }
    }
    (personas, seniorities)
}

/// The function of those whom words behind “for” address: people in the plural (`developers`, `Einkäufer`) or a team.
fn addressed(words: &[String]) -> Option<Persona> {
    const TEAMS: [&str; 22] = [
        "team",
        "teams",
        "leader",
        "leaders",
        "managers",
        "executives",
        "professionals",
        "departments",
        "department",
        "directors",
        "heads",
        "officers",
        "pros",
        "people",
        "practitioners",
        "leiter",
        "abteilungen",
        "führungskräfte",
        "équipes",
        "responsables",
        "directions",
        "décideurs",
    ];
    // Plurals that are people of a function by themselves.
    const PEOPLE: [&str; 28] = [
        "developers",
        "engineers",
        "architects",
        "accountants",
        "controllers",
        "treasurers",
        "auditors",
        "lawyers",
        "counsels",
        "recruiters",
        "marketers",
        "sellers",
        "designers",
        "testers",
        "admins",
        "administrators",
        "bookkeepers",
        "physicians",
        "nurses",
        "entwickler",
        "einkäufer",
        "buchhalter",
        "juristen",
        "administratoren",
        "développeurs",
        "comptables",
        "juristes",
        "contrôleurs",
    ];
    let end =
        words.iter().take(4).position(|w| TEAMS.contains(&w.as_str()) || PEOPLE.contains(&w.as_str()))?;
    let phrase = words.get(..=end)?;
    let last = phrase.last()?;
    let named = if PEOPLE.contains(&last.as_str()) {
        let singular = last.strip_suffix('s').unwrap_or(last);
        let mut named: Vec<&str> = phrase.iter().map(String::as_str).collect();
        named.pop();
        named.push(singular);
        named.join(" ")
    } else {
        phrase.get(..end)?.join(" ")
    };
    role_named(&named).persona
}

/// Whose trade it is about: a line that says so; for a customer's story how its head introduces the customer; for others
/// the organisations that the title addresses.
pub fn industries(kind: AssetKind, title: &str, document: Option<&Document>) -> Option<Found<Vec<Industry>>> {
    if let Some((value, line)) = stated(document, &INDUSTRY_LINES)
        && let Some(industry) = industry_of(value)
    {
        return Some(Found::read(vec![industry], format!("line {}", quoted(line))));
    }
    let mut found = Vec::new();
    for (words, _) in behind(title, &["for", "in", "für", "im", "pour", "dans"]) {
        found.extend(trades(&words));
    }
    for part in title.split([':', '|', '(', ')', '–', '—']) {
        let words = words_of(part);
        let alone = |names: &str| names.split('|').any(|name| words_of(name) == words);
        found.extend(
            TRADES
                .iter()
                .filter(|(names, _)| alone(names))
                .filter_map(|(_, label)| label.parse::<Industry>().ok()),
        );
    }
    found.sort_unstable_by_key(|i| i.id());
    found.dedup();
    if !found.is_empty() {
        return Some(Found::guessed(found, format!("title {}", quoted(title))));
    }
    if kind != AssetKind::CaseStudy {
        return None;
    }
    let blocks = document.iter().flat_map(|d| &d.blocks).filter(|b| !b.notes);
    let head: Vec<&str> = blocks.flat_map(|b| b.text.split_whitespace()).take(INTRODUCTION).collect();
    let industry = industry_of_story(title, &without_calls(&head.join(" ")))?;
    Some(Found::guessed(vec![industry], format!("the story begins {}", quoted(&head.join(" ")))))
}

/// Whose trade a story tells: by the customer's name, with which its title begins, else by the first sentence that names one.
/// All of it together would speak of what was bought, too.
fn industry_of_story(title: &str, head: &str) -> Option<Industry> {
    let name: Vec<&str> = title.split([' ', ':']).filter(|word| !word.is_empty()).take(4).collect();
    let sentences = head.split(['.', '!', '?', '\n']).filter(|sentence| sentence.split(' ').count() > 3);
    industry_in(&name.join(" ")).or_else(|| sentences.take(3).find_map(industry_in))
}

/// A story's head without the words that only call for reading it: who says “Learn how …” teaches nothing.
fn without_calls(head: &str) -> String {
    const CALLS: [&str; 8] = [
        "Learn how",
        "Learn why",
        "Learn more",
        "Read how",
        "See how",
        "Find out how",
        "Discover how",
        "Erfahren Sie, wie",
    ];
    CALLS.iter().fold(head.to_owned(), |head, call| head.replace(call, " "))
}

/// The trades that words name, at their beginning or behind a few words: `mid-size banks and insurers`.
fn trades(words: &[String]) -> Vec<Industry> {
    let named = |names: &str| {
        names.split('|').any(|name| {
            let name = words_of(name);
            words.windows(name.len()).any(|window| window == name)
        })
    };
    TRADES.iter().filter(|(names, _)| named(names)).filter_map(|(_, label)| label.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::super::extract::Block;
    use super::*;

    fn document(text: &str) -> Document {
        Document {
            blocks: vec![Block { position: 1, text: text.into(), ..Block::default() }],
            ..Document::default()
        }
    }

    fn labels(found: Option<Found<Vec<Industry>>>) -> Vec<&'static str> {
        found.map(|f| f.value).unwrap_or_default().into_iter().map(|i| i.label()).collect()
    }

    #[test]
    fn a_story_is_about_the_trade_of_the_customer_that_its_head_introduces() {
        let text = document(
            "Quellhof is a regional bank that takes deposits in 40 branches. It was founded in 1911.",
        );
        assert_eq!(
            labels(industries(AssetKind::CaseStudy, "Quellhof saves a week", Some(&text))),
            ["Banking"]
        );
        assert!(industries(AssetKind::Guide, "Quellhof saves a week", Some(&text)).is_none());
    }

    #[test]
    fn a_line_that_states_the_trade_is_read_and_not_guessed() {
        let found = industries(AssetKind::Guide, "Resilience", Some(&document("Industry: Insurance\nText.")))
            .unwrap();
        assert_eq!((found.trust, found.value.len()), (super::super::Trust::Read, 1));
    }

    #[test]
    fn a_title_names_trades_only_by_their_organisations() {
        let of = |title| labels(industries(AssetKind::Guide, title, None));
        assert_eq!(of("Resilience, a guide for banks and insurers"), ["Banking", "Insurance"]);
        assert_eq!(of("Insurance: close in five days"), ["Insurance"]);
        for title in [
            "Security for your pipelines",
            "Criteria for code review tools",
            "Scanning for containers",
            "The case for a DevOps platform",
            "A guide to software",
        ] {
            assert!(of(title).is_empty(), "{title}: {:?}", of(title));
        }
    }

    #[test]
    fn readers_are_those_whom_the_title_addresses() {
        let of = |title| readers(title, None).map(|f| f.value.0).unwrap_or_default();
        assert_eq!(of("A guide for CFOs"), [Persona::Finance]);
        assert_eq!(of("Reporting for finance teams"), [Persona::Finance]);
        assert_eq!(of("Git for developers"), [Persona::Engineering]);
        assert_eq!(of("Leitfaden für Einkäufer"), [Persona::Purchasing]);
        for title in [
            "Build a pipeline",
            "Shift left",
            "Git LFS support",
            "What does it cost?",
            "Ready for operations",
        ] {
            assert!(of(title).is_empty(), "{title}: {:?}", of(title));
        }
        let said = readers("Resilience", Some(&document("Audience: procurement, finance"))).unwrap();
        assert_eq!(said.value.0, [Persona::Finance, Persona::Purchasing]);
    }
}
