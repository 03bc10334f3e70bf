//! Format version 4: today's builder gives the golden bytes, and today's reader reads them.
//!
//! When the format changes on purpose: raise `VERSION`, write a new golden file with
//! `PITCHSIDE_WRITE_GOLDEN=1 cargo test --test index_golden`, and once a version is released keep its
//! file, which must then give `IndexError::Version`.

use pitchside_core::catalogue::{
    Asset, AssetId, AssetKind, Audience, Date, Industry, LanguageTag, Link, Passage, Persona, Region, Stage,
};
use pitchside_core::index::{BuiltIndex, Competitor, Index, IndexBuilder, LibraryInfo, Product, StoredText};
use pitchside_core::search::{Query, search};
use std::path::{Path, PathBuf};

fn golden(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/golden").join(name)
}

fn full_asset() -> Asset {
    let mut asset = Asset::new("case-1", "Nordmark Bank reports carbon in one week", AssetKind::CaseStudy);
    asset.summary = "How a bank took its carbon figures from the ledger.".into();
    asset.file = "cases/nordmark.pdf".into();
    asset.link = Link::new("https://harbourline.example/nordmark.pdf").ok();
    asset.extent.count = 4;
    asset.industries = vec!["Banking".parse::<Industry>().unwrap()];
    asset.personas = vec![Persona::Finance];
    asset.stages = vec![Stage::Discovery, Stage::Evaluation];
    asset.regions = vec![Region::Europe];
    asset.products = vec!["Harbourline Carbon".into()];
    asset.competitors = vec!["Emberlane".into()];
    asset.tags = vec!["CSRD".into(), "scope 3".into()];
    asset.released = Date::from_ymd(2026, 1, 15);
    asset.updated = Date::from_ymd(2026, 5, 4);
    asset.expires = Date::from_ymd(2027, 1, 14);
    asset.review_by = Date::from_ymd(2026, 11, 30);
    asset.superseded_by = Some(AssetId("case-2".into()));
    asset.version = "v5".into();
    asset.priority = -1;
    asset.owner = "Marketing".into();
    asset.inferred = vec!["summary".into()];
    asset
}

fn build() -> BuiltIndex {
    let info = LibraryInfo {
        name: "Golden".into(),
        vendor: "Harbourline".into(),
        version: "2026.5".into(),
        build: 7,
        built: Date::from_ymd(2026, 5, 4),
        products: vec![Product { name: "Harbourline Carbon".into(), aliases: vec!["HLC".into()] }],
        competitors: vec![Competitor {
            name: "Emberlane".into(),
            aliases: vec!["Ember Lane".into()],
            against: vec!["Harbourline Carbon".into()],
        }],
        own_domains: vec!["harbourline.example".into()],
        default_region: Some(Region::Europe),
        synonyms: vec![vec!["ledger".into(), "Hauptbuch".into()]],
        ..LibraryInfo::default()
    };
    let mut builder = IndexBuilder::new(info);
    let passage = |position, heading: &str, text: &str| Passage {
        position,
        heading: heading.into(),
        text: text.into(),
        ..Passage::default()
    };
    let result =
        passage(2, "Result", "Reporting under ESRS took one week; ISO 14064 was confirmed by the auditor.");
    let start = passage(1, "", "Nordmark Bank kept its figures in forty spreadsheets.");
    builder.add(full_asset(), vec![start, result]).unwrap();

    let mut german = Asset::new("case-2", "Stadt Wiesenau: Bericht in fünf Tagen", AssetKind::CaseStudy);
    german.language = "de".parse::<LanguageTag>().unwrap();
    let mut notes = passage(1, "Notizen", "Nur für den Vertrieb: die Prüfung dauerte länger.");
    notes.notes = true;
    builder.add(german, vec![notes]).unwrap();

    let mut deck = Asset::new("deck", "データ", AssetKind::Deck);
    deck.language = "ja".parse::<LanguageTag>().unwrap();
    deck.audience = Audience::Nda;
    // enough passages for full blocks of postings
    let many =
        (1..=300).map(|n| passage(n, if n < 150 { "First" } else { "Second" }, &format!("carbon slide {n}")));
    builder.add(deck, many.collect()).unwrap();
    builder.finish().unwrap()
}

#[test]
fn todays_builder_gives_the_golden_bytes() {
    let built = build();
    let files = [("v4.idx", &built.index), ("v4.txt.bin", &built.stored)];
    if std::env::var_os("PITCHSIDE_WRITE_GOLDEN").is_some() {
        files.iter().for_each(|(name, bytes)| std::fs::write(golden(name), bytes).unwrap());
    }
    for (name, bytes) in files {
        let before = std::fs::read(golden(name)).unwrap();
        assert!(before == *bytes, "{name} changed: if on purpose, see the head of this file");
    }
}

#[test]
fn todays_reader_reads_the_golden_bytes() {
    let index = Index::open(std::fs::read(golden("v4.idx")).unwrap()).unwrap();
    let stored = StoredText::open(std::fs::read(golden("v4.txt.bin")).unwrap()).unwrap();
    assert_eq!((index.len(), index.info().passages, index.info().hash.len()), (3, 303, 16));
    assert_eq!(index.info(), &build().info);
    let first = index.find(&AssetId("case-1".into())).unwrap();
    assert_eq!(index.asset(first).unwrap(), full_asset());
    let answer = search(&index, &Query::parse("carbon slide 217"), 3);
    let best = index.passage(answer.hits[0].passages[0].passage).unwrap();
    assert_eq!((best.position, best.heading), (217, "Second"));
    assert_eq!(stored.text(best.address).unwrap(), "carbon slide 217");
    let notes = index.passage_refs(index.find(&AssetId("case-2".into())).unwrap()).next().unwrap();
    assert!(notes.notes && stored.text(notes.address).unwrap().starts_with("Nur für"));
}
