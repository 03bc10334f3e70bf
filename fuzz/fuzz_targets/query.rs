//! Any text as a document and as a query: the analysis, the syntax and the ranking must take it.
#![no_main]

use pitchside_core::catalogue::{Asset, AssetKind, Passage};
use pitchside_core::index::{Index, IndexBuilder, LibraryInfo};
use libfuzzer_sys::fuzz_target;
use pitchside_core::search::{Query, highlight, search, snippet};
use pitchside_core::text::words;

fuzz_target!(|text: &str| {
    for word in words(text) {
        assert!(text.get(word.start..word.end).is_some(), "{word:?}");
    }
    let (query, body) = text.split_once('\n').unwrap_or((text, text));
    let mut builder = IndexBuilder::new(LibraryInfo::default());
    let mut asset = Asset::new("one", query, AssetKind::Faq);
    asset.language = ["en", "de", "fr", "es", "it", "pt", "nl", "ja"][text.len() % 8].parse().unwrap();
    let passage = Passage { position: 1, text: body.to_owned(), ..Passage::default() };
    builder.add(asset, vec![passage]).unwrap();
    let index = Index::open(builder.finish().unwrap().index).unwrap();
    for query in [Query::parse(query), Query::parse(query).typing(), Query::plain(query)] {
        let answer = search(&index, &query, 10);
        for hit in &answer.hits {
            assert_eq!(hit.score, hit.explanation.score());
        }
        let marks = highlight(&index, body, &answer.terms);
        let shown = snippet(body, &marks);
        drop(shown);
        assert!(marks.iter().all(|mark| body.get(mark.clone()).is_some()));
    }
});
