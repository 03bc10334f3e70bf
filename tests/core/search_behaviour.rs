//! Search end to end: a library written here, questions as reps ask them, order rather than scores.

use pitchside_core::catalogue::{Asset, AssetKind, Industry, LanguageTag, Link, Passage};
use pitchside_core::index::{Competitor, Index, IndexBuilder, LibraryInfo, Product, StoredText};
use pitchside_core::search::{
    Answer, Asked, How, Query, Relevance, Why, emphasis, highlight, relevance, search, snippet,
};

struct Entry {
    id: &'static str,
    title: &'static str,
    kind: AssetKind,
    language: &'static str,
    passages: &'static [(&'static str, &'static str)],
}

const LIBRARY: &[Entry] = &[
    Entry {
        id: "case-alderney",
        title: "Alderney Mutual closes its books in four days",
        kind: AssetKind::CaseStudy,
        language: "en",
        passages: &[
            (
                "The customer",
                "Alderney Mutual is an insurer with 2,100 staff. Reconciliation of 340 accounts took eleven days.",
            ),
            (
                "The result",
                "With Harbourline Close the monthly close takes four days. Journal checks run every night.",
            ),
        ],
    },
    Entry {
        id: "card-ledgerfox",
        title: "Ledgerfox",
        kind: AssetKind::Battlecard,
        language: "en",
        passages: &[
            (
                "Where they are strong",
                "Ledgerfox is quick to set up at small firms. Its data base sits in the United States.",
            ),
            (
                "How to answer",
                "Ask where the data is hosted. We host in Rotterdam; customers in the EU stay in the EU.",
            ),
        ],
    },
    Entry {
        id: "pricing",
        title: "Pricing for Harbourline Close",
        kind: AssetKind::Pricing,
        language: "en",
        passages: &[(
            "List",
            "Harbourline Close is licensed per entity. Ten entities come at 24,000 euros a year.",
        )],
    },
    Entry {
        id: "security",
        title: "Security answers",
        kind: AssetKind::Security,
        language: "en",
        passages: &[
            ("Certificates", "We hold ISO 27001 and SOC 2 Type II. The agent runs from version v4.2 on."),
            ("Privacy", "A GDPR data processing agreement is part of every contract. IT gets an export."),
        ],
    },
    Entry {
        id: "paper",
        title: "The close as a database problem",
        kind: AssetKind::WhitePaper,
        language: "en",
        passages: &[(
            "Argument",
            "This white paper argues that every reconciliation is a join in a database written in C++.",
        )],
    },
    Entry {
        id: "fall-talbruck",
        title: "Talbruck Versicherung: Abschlüsse in fünf Tagen",
        kind: AssetKind::CaseStudy,
        language: "de",
        passages: &[(
            "Ergebnis",
            "Die Abstimmungen der Konten laufen nachts. Der Abschluss dauert fünf Tage, die Prüfung zwei.",
        )],
    },
    Entry {
        id: "vallee",
        title: "Vallée Optique: la clôture mensuelle",
        kind: AssetKind::CaseStudy,
        language: "fr",
        passages: &[(
            "Résultat",
            "La société a réduit l’effort de clôture. Les activités de contrôle sont automatisées.",
        )],
    },
];

fn built() -> pitchside_core::index::BuiltIndex {
    let info = LibraryInfo {
        vendor: "Harbourline".into(),
        products: vec![Product { name: "Harbourline Close".into(), aliases: vec!["HLC".into()] }],
        competitors: vec![Competitor { name: "Ledgerfox".into(), ..Competitor::default() }],
        synonyms: vec![vec!["agent".into(), "bridge".into()]],
        ..LibraryInfo::default()
    };
    let mut builder = IndexBuilder::new(info);
    for entry in LIBRARY {
        let mut asset = Asset::new(entry.id, entry.title, entry.kind);
        asset.language = entry.language.parse::<LanguageTag>().unwrap();
        if entry.id == "pricing" {
            asset.products.push("Harbourline Close".into());
            asset.link = Link::new("https://harbourline.example/pricing").ok();
        }
        if entry.id == "card-ledgerfox" {
            asset.competitors.push("ledgerfox".into());
        }
        if entry.id == "case-alderney" {
            asset.industries.push("Insurance".parse::<Industry>().unwrap());
        }
        let passage = |(at, (heading, text)): (usize, &(&str, &str))| Passage {
            position: at as u32 + 1,
            heading: (*heading).to_owned(),
            text: (*text).to_owned(),
            ..Passage::default()
        };
        builder.add(asset, entry.passages.iter().enumerate().map(passage).collect()).unwrap();
    }
    builder.finish().unwrap()
}

fn index() -> Index {
    Index::open(built().index).unwrap()
}

fn ids(index: &Index, answer: &Answer) -> Vec<String> {
    answer.hits.iter().map(|hit| index.id(hit.asset).unwrap().to_owned()).collect()
}

fn asked(text: &str) -> Vec<String> {
    let index = index();
    ids(&index, &search(&index, &Query::parse(text), 10))
}

fn first(text: &str) -> String {
    asked(text).into_iter().next().unwrap_or_default()
}

fn while_typing(text: &str) -> String {
    let index = index();
    let answer = search(&index, &Query::parse(text).typing(), 10);
    ids(&index, &answer).into_iter().next().unwrap_or_default()
}

#[test]
fn questions_as_reps_ask_them_find_their_asset() {
    assert_eq!(first("how do you compare with Ledgerfox"), "card-ledgerfox");
    assert_eq!(first("what does it cost"), "pricing");
    assert_eq!(first("is it GDPR compliant?"), "security");
    assert_eq!(first("show me a case study from an insurer"), "case-alderney");
    assert_eq!(first("where is the data hosted"), "card-ledgerfox");
}

#[test]
fn codes_and_versions_are_found_as_typed_and_run_together() {
    for code in ["ISO 27001", "iso27001", "SOC 2", "soc2", "v4.2", "3.2", "gdpr"] {
        assert_eq!(first(code), "security", "{code}");
    }
    assert_eq!(first("C++"), "paper");
    assert_eq!(first("IT export"), "security");
}

#[test]
fn a_typo_is_corrected_and_said() {
    let index = index();
    for (typed, shown) in [("reconcilation", "reconciliation"), ("ledgrefox", "ledgerfox")] {
        let answer = search(&index, &Query::parse(typed), 10);
        assert!(!answer.hits.is_empty(), "{typed}");
        assert_eq!(answer.corrections.len(), 1);
        assert_eq!(
            (answer.corrections[0].typed.as_str(), answer.corrections[0].shown.as_str()),
            (typed, shown)
        );
    }
    assert!(search(&index, &Query::parse("reconciliation"), 10).corrections.is_empty());
    assert!(asked("zzzzqqq").is_empty());
}

#[test]
fn the_last_word_may_be_unfinished_while_typing() {
    assert_eq!(while_typing("month"), "case-alderney");
    assert_eq!(while_typing("ledgerf"), "card-ledgerfox");
    assert_eq!(while_typing("pri"), "pricing");
    assert_eq!(first("ledgerfo"), "card-ledgerfox", "corrected when it is finished");
}

#[test]
fn words_split_or_run_together_are_found() {
    assert_eq!(first("whitepaper"), "paper");
    let both = asked("data base");
    assert!(both.contains(&"paper".to_owned()) && both.contains(&"card-ledgerfox".to_owned()), "{both:?}");
}

#[test]
fn a_mixed_library_is_found_in_its_languages() {
    assert_eq!(first("Abschluss"), "fall-talbruck");
    assert_eq!(first("wie lange dauert die Abstimmung"), "fall-talbruck");
    assert_eq!(first("societe"), "vallee");
    assert_eq!(first("Société activité"), "vallee");
    assert_eq!(first("cloture"), "vallee");
}

#[test]
fn own_synonyms_count_less_than_the_word_itself() {
    assert_eq!(first("bridge"), "security");
    let index = index();
    let answer = search(&index, &Query::parse("bridge"), 10);
    let Why::Word { how, .. } = &answer.hits[0].explanation.parts[0].why else { panic!() };
    assert_eq!(*how, How::Synonym);
}

#[test]
fn phrases_exclusions_and_filters_narrow() {
    assert_eq!(asked("\"monthly close\""), ["case-alderney"]);
    assert!(asked("\"close monthly\"").is_empty());
    assert!(!asked("close -journal").contains(&"case-alderney".to_owned()));
    assert_eq!(asked("close kind:pricing"), ["pricing"]);
    assert_eq!(asked("kind:case-study language:fr"), ["vallee"]);
    assert_eq!(asked("product:hlc"), ["pricing"]);
    assert_eq!(asked("industry:\"Financial Services\" days"), ["case-alderney"]);
    assert!(asked("").is_empty() && asked("\"").is_empty() && asked("-").is_empty());
}

proptest::proptest! {
    #[test]
    fn any_syntax_gives_an_answer_within_its_filters(
        parts in proptest::collection::vec(proptest::sample::select(vec![
            "kind:", "kind:pricing", "language:de", "lang:", "industry:\"", "industry:insurance", "product:hlc", "product:\"\"", "-",
            "--", "\"", "“", ":", "-\"close", "close", "-close", "Abschluss", " ", "kind:pricing:x", "KIND:CASE-STUDY", "é", "東",
        ]), 0..8),
        joined in proptest::bool::ANY,
    ) {
        let text = parts.join(if joined { "" } else { " " });
        let index = index();
        let query = Query::parse(&text);
        let answer = search(&index, &query, 10);
        let kinds = &query.filters().kinds;
        for hit in &answer.hits {
            let kind = index.facets(hit.asset).unwrap().kind;
            proptest::prop_assert!(kinds.is_empty() || kinds.contains(&kind), "{}", text);
        }
        let counted = answer.kinds.iter().map(|(_, count)| *count as usize).sum::<usize>();
        proptest::prop_assert_eq!(counted, answer.total);
    }
}

#[test]
fn the_parts_of_a_score_add_up() {
    let index = index();
    for text in ["how do you compare with Ledgerfox", "monthly close", "data hosted", "kind:pricing"] {
        let answer = search(&index, &Query::parse(text), 10);
        assert!(answer.hits.iter().all(|hit| hit.score == hit.explanation.score()), "{text}");
        assert!(answer.hits.windows(2).all(|w| w[0].score >= w[1].score), "{text}");
    }
}

#[test]
fn a_hit_brings_the_passage_that_answers_and_marks_it() {
    let built = built();
    let stored = StoredText::open(built.stored).unwrap();
    let index = Index::open(built.index).unwrap();
    let answer = search(&index, &Query::parse("journal checks"), 10);
    let passage = index.passage(answer.hits[0].passages[0].passage).unwrap();
    assert_eq!((passage.position, passage.heading), (2, "The result"));
    let text = stored.text(passage.address).unwrap();
    let marks = highlight(&index, &text, &answer.terms);
    let marked: Vec<&str> = marks.iter().map(|m| &text[m.clone()]).collect();
    assert_eq!(marked, ["Journal", "checks"]);
    assert!(snippet(&text, &marks, false).marks.len() == 2);
}

#[test]
fn counts_are_per_kind_and_language() {
    let index = index();
    let answer = search(&index, &Query::parse("close clôture Abschluss"), 1);
    assert_eq!(answer.hits.len(), 1);
    assert!(answer.total >= 4);
    assert!(answer.kinds.contains(&(AssetKind::CaseStudy, 3)));
    assert_eq!(answer.languages.iter().map(|(_, n)| n).sum::<u32>() as usize, answer.total);
}

/// The ids of what answers, best first.
fn best(index: &Index, answer: &Relevance) -> Vec<String> {
    let mut hits: Vec<_> = answer.assets.iter().collect();
    hits.sort_by(|a, b| b.score.total_cmp(&a.score));
    hits.iter().filter_map(|hit| index.id(hit.asset)).map(str::to_owned).collect()
}

#[test]
fn what_is_known_of_a_buyer_is_asked_as_one_query_and_names_its_words() {
    let index = index();
    let page = "We are hiring! Our finance team spends eleven days on reconciliation of accounts, at night.";
    let answer = relevance(&index, &[Asked { text: page, weight: 1.0 }]);
    assert_eq!(best(&index, &answer)[0], "case-alderney");
    assert!(answer.assets.iter().any(|hit| hit.words.contains(&"reconciliation".to_owned())));
    let nothing = relevance(&index, &[Asked { text: "", weight: 1.0 }]);
    assert_eq!((nothing.assets.len(), nothing.coverage()), (0, 0.0));
}

#[test]
fn a_long_text_is_worth_no_less_than_the_words_in_it_that_count() {
    let index = index();
    let need = "reconciliation of accounts";
    let long = format!(
        "{need}. {}",
        "Our offices are near the river and the canteen is open until three. ".repeat(40)
    );
    let order = |text: &str| best(&index, &relevance(&index, &[Asked { text, weight: 1.0 }]));
    assert_eq!(order(&long)[0], order(need)[0]);
}

#[test]
fn a_word_that_the_library_does_not_know_is_not_corrected_on_a_page() {
    let index = index();
    let typo = relevance(&index, &[Asked { text: "reconsiliation", weight: 1.0 }]);
    assert_eq!((typo.assets.len(), typo.asked), (0, 1));
}

#[test]
fn a_library_speaks_of_the_words_that_its_texts_are_made_of() {
    let index = index();
    let of = |words: &[(&str, f32)]| emphasis(&index, words);
    let (known, unknown) = (of(&[("reconciliation", 1.0), ("close", 1.0)]), of(&[("zeppelin", 1.0)]));
    assert!(known.library > 0.0 && known.assets.iter().any(|share| *share > 0.0));
    assert!(unknown.library == 0.0 && unknown.assets.iter().all(|share| *share == 0.0));
}

#[test]
fn an_asset_comes_back_as_it_went_in() {
    let index = index();
    let ord = index.find(&pitchside_core::catalogue::AssetId("pricing".into())).unwrap();
    let asset = index.asset(ord).unwrap();
    assert_eq!(asset.title, "Pricing for Harbourline Close");
    assert_eq!(asset.products, ["Harbourline Close"]);
    assert_eq!(asset.link.unwrap().as_str(), "https://harbourline.example/pricing");
    assert!(index.facets(ord).unwrap().has_link);
    assert_eq!(index.info().languages.len(), 3);
    assert_eq!(built(), built());
}
