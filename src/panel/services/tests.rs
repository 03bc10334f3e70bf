//! Lists, copies and originals of small libraries.

use super::*;
use crate::news::{Happened, News, NewsPage};
use pitchside_core::catalogue::AssetId;
use pitchside_core::catalogue::{Audience, Date, Extent, Link, Passage};
use pitchside_core::index::{IndexBuilder, LibraryInfo};

#[test]
fn whole_numbers_add_up_to_the_sum_that_is_shown() {
    for (shares, sum) in [(vec![38.4_f32, 27.4, 13.6], 79), (vec![10.5, -3.5], 7), (vec![], 0)] {
        assert_eq!(rounded_to(&shares, sum).iter().sum::<i32>(), sum);
    }
}

#[test]
fn a_correction_keeps_what_stands_around_it() {
    let said = correction("gdrp compliant", "gdrp", "gdpr").unwrap();
    assert_eq!((said.before.as_str(), said.after.as_str()), ("", " compliant"));
    assert!(correction("other words", "gdrp", "gdpr").is_none());
}

/// One PDF of two pages, internal and without a link, and one that may be sent and has a link to a landing page.
fn services(manifest: &str) -> (Services, SendPolicy) {
    let mut builder = IndexBuilder::new(LibraryInfo::default());
    for (id, audience, link) in
        [("a", Audience::Internal, None), ("b", Audience::External, Some("https://x.example/prices"))]
    {
        let mut asset = Asset::new(id, ["Price list ", id].concat(), AssetKind::Pricing);
        asset.file = "prices.pdf".into();
        asset.audience = audience;
        asset.link = link.map(|link| Link::new(link).unwrap());
        asset.extent = Extent { count: 2, unit: Unit::Page };
        let page = |position| Passage {
            position,
            text: ["Licences are paid by the year, page ", &position.to_string()].concat(),
            ..Passage::default()
        };
        builder.add(asset, vec![page(1), page(2)]).unwrap();
    }
    let built = builder.finish().unwrap();
    let mut services = Services::default();
    services.open(built.index).unwrap();
    services.open_text(built.stored).unwrap();
    services.take_manifest(serde_json::from_str(manifest).unwrap());
    (services, SendPolicy { today: Date::from_days(20_000), region: None })
}

/// The row of an asset's last page.
fn last_page(services: &Services, asset: u32) -> Row {
    let passages = services.index.as_ref().unwrap().passages(AssetOrd(asset));
    Row { asset, passage: Some(passages.end - 1) }
}

#[test]
fn a_bundled_pdf_without_a_link_opens_at_its_page_and_cannot_be_copied() {
    let (services, policy) = services(r#"{"bundled": {"0": "files/prices.pdf"}}"#);
    let row = last_page(&services, 0);
    let shown = |address: &str| Ok(Original::Shown(address.to_owned()));
    assert_eq!(services.original(row), shown("library/files/prices.pdf#page=2"));
    assert_eq!(services.original(Row::asset(0)), shown("library/files/prices.pdf"));
    for style in [CopyStyle::Rich, CopyStyle::Plain, CopyStyle::Text] {
        assert!(matches!(services.clip(row, style, policy), Err(Refusal::Stopped(_))), "{style:?}");
    }
    assert!(services.reader(row, policy).unwrap().opens);
    let ask = Ask { text: "licences", kind: None, more: 0, literal: false, unasked: &[], buyer: None };
    let hits = services.search(&ask, policy).hits;
    assert!(hits.len() == 2 && hits.iter().all(|hit| hit.opens), "{hits:?}");
    let asset = services.index.as_ref().unwrap().asset(AssetOrd(0)).unwrap();
    assert!(services.piece(AssetOrd(0), &asset, &policy).opens);
}

#[test]
fn the_file_in_the_package_goes_before_a_link_when_opened_and_never_when_copied() {
    let (services, policy) = services(r#"{"bundled": {"1": "files/prices.pdf"}}"#);
    let row = last_page(&services, 1);
    assert_eq!(services.original(row), Ok(Original::Shown("library/files/prices.pdf#page=2".to_owned())));
    let clip = services.clip(row, CopyStyle::Plain, policy).unwrap();
    assert_eq!((clip.text.as_str(), clip.said.as_str()), ("https://x.example/prices", "Link copied"));
    assert!(services.original(Row::asset(0)).is_err());
    assert!(!services.reader(Row::asset(0), policy).unwrap().opens);
}

#[test]
fn what_a_manifest_names_outside_the_bundled_files_is_none_of_them() {
    for manifest in [
        r#"{"bundled": {"0": "../panel.html"}}"#,
        r#"{"bundled": {"0": "https://evil.example/a.pdf"}}"#,
        r#"{"bundled": {"0": 5, "-1": "files/a.pdf", "": "files/a.pdf"}}"#,
        r#"{"bundled": ["files/a.pdf"]}"#,
        r"{}",
    ] {
        let (services, policy) = services(manifest);
        assert!(services.original(Row::asset(0)).is_err(), "{manifest}");
        assert!(!services.reader(Row::asset(0), policy).unwrap().opens, "{manifest}");
        let web = Original::Web("https://x.example/prices".to_owned());
        assert_eq!(services.original(Row::asset(1)), Ok(web), "{manifest}");
    }
}

#[test]
fn what_takes_a_pieces_place_stands_for_it_and_each_piece_is_told_once() {
    let (services, policy) = services("{}");
    let news = |id: &str, happened, by: &str| News {
        id: AssetId(id.into()),
        happened,
        title: ["Piece ", id].concat(),
        by: AssetId(by.into()),
    };
    let told = services.news(
        &[
            news("old", Happened::Superseded, "b"),
            news("gone", Happened::Removed, ""),
            news("b", Happened::Changed, ""),
            news("b", Happened::Added, ""),
        ],
        policy,
    );
    let seen: Vec<(&str, Option<u32>, &str)> = told
        .iter()
        .map(|item| (item.news.id.0.as_str(), item.card.as_ref().map(|c| c.asset), item.replaced_by.as_str()))
        .collect();
    assert_eq!(seen, [("b", Some(1), ""), ("old", Some(1), "Price list b"), ("gone", None, "")]);
    let page = NewsPage { only: None, items: told };
    let rows: Vec<bool> = page.shown().iter().map(|(_, card)| card.is_some()).collect();
    assert_eq!(rows, [true, false, false], "a row stands there once");
    let page = NewsPage { only: Some(Happened::Superseded), ..page };
    assert!(page.shown()[0].1.is_some());
    let words: String = page.shown()[0].1.unwrap().why.iter().map(|span| span.text.as_str()).collect();
    assert_eq!(words, "Replaces Piece old");
    assert_eq!(crate::news::in_words(&[news("b", Happened::Added, "")]), "1 new");
}

#[test]
fn a_rep_is_not_told_to_build_an_index() {
    let mut services = Services::default();
    let errors = [services.open(b"nothing".to_vec()).unwrap_err(), IndexError::Damaged("a block")];
    for error in errors {
        assert!(!fault(&error).contains("build"), "{error}");
    }
}
