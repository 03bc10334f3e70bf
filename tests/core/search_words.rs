//! Words as reps type them: split or run together, codes, apostrophes, ideographs, and forms in seven languages.

use pitchside_core::catalogue::{Asset, AssetKind, LanguageTag, Passage};
use pitchside_core::index::{Index, IndexBuilder, LibraryInfo};
use pitchside_core::search::{Query, search};

/// Language and text; an asset's id is its number.
fn library(texts: &[(&str, &str)], synonyms: &[&[&str]]) -> Index {
    let group = |group: &&[&str]| group.iter().map(|word| (*word).to_owned()).collect();
    let synonyms = synonyms.iter().map(group).collect();
    let mut builder = IndexBuilder::new(LibraryInfo { synonyms, ..LibraryInfo::default() });
    for (number, (language, text)) in texts.iter().enumerate() {
        let mut asset = Asset::new(number.to_string(), "A piece", AssetKind::Other);
        asset.language = language.parse::<LanguageTag>().unwrap();
        let passage = Passage { text: (*text).to_owned(), ..Passage::default() };
        builder.add(asset, vec![passage]).unwrap();
    }
    Index::open(builder.finish().unwrap().index).unwrap()
}

fn found(index: &Index, query: &Query) -> Vec<usize> {
    let answer = search(index, query, 10);
    answer.hits.iter().map(|hit| index.id(hit.asset).unwrap().parse().unwrap()).collect()
}

fn first(index: &Index, query: &str) -> Option<usize> {
    found(index, &Query::parse(query)).first().copied()
}

const MIXED: &[(&str, &str)] = &[
    ("en", "The invoices were reconciled by the controllers."),
    ("de", "Die Abschlüsse der Häuser wurden geprüft."),
    ("fr", "Les sociétés ont réduit leurs activités nationales."),
    ("es", "Las soluciones ayudan a los clientes con informaciones."),
    ("it", "Le aziende hanno presentato i bilanci annuali."),
    ("pt", "As organizações publicaram os relatórios financeiros."),
    ("nl", "De bedrijven hebben hun rekeningen gecontroleerd."),
];

#[test]
fn another_form_of_a_word_is_found_in_each_of_seven_languages_in_one_library() {
    let index = library(MIXED, &[]);
    for (query, number) in [
        ("invoice reconciling", 0),
        ("controller", 0),
        ("Abschluss", 1),
        ("Haus", 1),
        ("société", 2),
        ("activité nationale", 2),
        ("solución", 3),
        ("cliente información", 3),
        ("azienda", 4),
        ("bilancio annuale", 4),
        ("organização", 5),
        ("relatório financeiro", 5),
        ("bedrijf rekening", 6),
        ("rekening", 6),
    ] {
        assert_eq!(first(&index, query), Some(number), "{query}");
    }
}

#[test]
fn accents_that_a_rep_leaves_out_make_no_difference() {
    let index = library(MIXED, &[]);
    for (query, number) in [
        ("abschlusse", 1),
        ("hauser", 1),
        ("societe", 2),
        ("activites", 2),
        ("soluciones", 3),
        ("organizacoes", 5),
        ("relatorios", 5),
    ] {
        assert_eq!(first(&index, query), Some(number), "{query}");
    }
}

#[test]
fn a_language_without_stemmer_is_found_by_its_words() {
    let index = library(&[("pl", "Umowa powierzenia danych"), ("en", "Data agreement")], &[]);
    assert_eq!(first(&index, "umowa"), Some(0));
}

const WRITTEN: &[(&str, &str)] = &[
    ("en", "A white paper on the database behind every e-mail and its follow up."),
    ("en", "Onboarding takes a week; the data base is hosted, spreadsheets are not."),
];

#[test]
fn words_split_or_run_together_are_found_in_other_forms_too() {
    let index = library(WRITTEN, &[]);
    for (query, number) in [
        ("whitepaper", 0),
        ("whitepapers", 0),
        ("white-paper", 0),
        ("email", 0),
        ("e mail", 0),
        ("on boarding", 1),
        ("on-boarding", 1),
        ("spread sheet", 1),
        ("spread sheets", 1),
    ] {
        assert_eq!(first(&index, query), Some(number), "{query}");
    }
    for query in ["data base", "data bases", "data-base"] {
        assert_eq!(found(&index, &Query::parse(query)).len(), 2, "{query}");
    }
}

const CODES: &[(&str, &str)] = &[
    ("en", "Certified by ISO 27001 and SOC 2 Type II."),
    ("en", "Release v3.2 runs on S/4HANA with OAuth2."),
    ("en", "Written in C++ by the R&D team."),
    ("en", "Written in C# by another team."),
    ("en", "A contract by GDPR/DSGVO, PCI-DSS and HL7."),
    ("en", "ISO27018, SOC3 and version 4.1 for 1,500 users."),
];

#[test]
fn codes_and_versions_are_found_however_they_are_typed() {
    let index = library(CODES, &[]);
    for (query, number) in [
        ("ISO 27001", 0),
        ("iso27001", 0),
        ("ISO-27001", 0),
        ("27001", 0),
        ("SOC 2", 0),
        ("soc2", 0),
        ("SOC-2", 0),
        ("v3.2", 1),
        ("version 3.2", 1),
        ("3.2", 1),
        ("s/4hana", 1),
        ("S4HANA", 1),
        ("oauth 2", 1),
        ("C++", 2),
        ("r&d", 2),
        ("c#", 3),
        ("GDPR/DSGVO", 4),
        ("gdpr", 4),
        ("dsgvo", 4),
        ("PCI DSS", 4),
        ("pcidss", 4),
        ("hl7", 4),
        ("HL 7", 4),
        ("iso 27018", 5),
        ("soc 3", 5),
        ("v4.1", 5),
        ("1500 users", 5),
    ] {
        assert_eq!(first(&index, query), Some(number), "{query}");
    }
}

#[test]
fn apostrophes_of_either_form_are_no_part_of_a_word() {
    let texts =
        [("en", "The buyer’s guide by O'Brien"), ("fr", "L’usine d'Alderney"), ("it", "L’azienda dell’anno")];
    let index = library(&texts, &[]);
    for (query, number) in [
        ("buyer", 0),
        ("buyers", 0),
        ("buyers' guide", 0),
        ("o’brien", 0),
        ("obrien", 0),
        ("usine", 1),
        ("d’alderney", 1),
        ("alderney's", 1),
        ("dell'azienda", 2),
        ("anno", 2),
    ] {
        assert_eq!(first(&index, query), Some(number), "{query}");
    }
}

#[test]
fn ideographs_are_found_by_any_two_of_them_and_by_one() {
    let texts =
        [("ja", "データベースの移行と東京都の事例"), ("zh", "数据安全白皮书"), ("ko", "데이터 보안 인증")];
    let index = library(&texts, &[]);
    for (query, number) in [
        ("東京", 0),
        ("データベース", 0),
        ("ﾃﾞｰﾀﾍﾞｰｽ", 0),
        ("安全", 1),
        ("数据安全", 1),
        ("보안", 2),
        ("都", 0),
    ] {
        assert_eq!(first(&index, query), Some(number), "{query}");
    }
    assert_eq!(found(&index, &Query::parse("白").typing()), [1]);
}

#[test]
fn a_librarys_synonyms_are_weaker_than_the_word_however_rare_they_are() {
    let texts = [
        ("en", "The agent collects figures."),
        ("en", "The agent is small."),
        ("en", "The agent is signed."),
        ("en", "The bridge collects figures."),
        ("en", "Enterprise planning, month by month."),
    ];
    let index =
        library(&texts, &[&["Agent", "Bridge"], &["enterprise resource planning", "ERP-suite", "Bridge"]]);
    let agents = found(&index, &Query::parse("agent"));
    assert_eq!((agents.len(), agents.last()), (4, Some(&3)), "{agents:?}");
    assert_eq!(first(&index, "enterprise resource planning"), Some(4));
    assert!(found(&index, &Query::parse("enterprise resource planning")).contains(&3));
    assert_eq!(first(&index, "erp suite"), Some(3), "hyphens make no difference");
}
