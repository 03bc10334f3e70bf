//! The report of months whose truth is known: what was planted is found, and nothing else above the floor.

#[path = "../../examples/support/reps.rs"]
mod reps;

use pitchside::report::sent::{self, Digest, Library};
use pitchside_core::catalogue::{Asset, AssetKind, Date, Link, Passage, SendPolicy};
use pitchside_core::index::{Index, IndexBuilder, LibraryInfo, StoredText};
use std::path::Path;

fn pieces(number: usize) -> Vec<String> {
    (0..number).map(|n| format!("piece-{n}")).collect()
}

fn library(ids: &[String]) -> Library {
    let mut builder = IndexBuilder::new(LibraryInfo { name: "Demo".into(), ..LibraryInfo::default() });
    for id in ids {
        let mut asset = Asset::new(id, format!("All about {id}"), AssetKind::Guide);
        asset.link = Link::new(&format!("https://x.example/{id}")).ok();
        asset.owner = "Jo".into();
        let text = "Journals are reconciled before the consolidation.".into();
        builder.add(asset, vec![Passage { position: 1, text, ..Passage::default() }]).unwrap();
    }
    let built = builder.finish().unwrap();
    let policy = SendPolicy { today: "2026-06-01".parse::<Date>().unwrap(), region: None };
    Library::new(Index::open(built.index).unwrap(), StoredText::open(built.stored).ok(), policy).unwrap()
}

fn put(folder: &Path, files: &[(String, String)]) {
    for (name, text) in files {
        std::fs::write(folder.join(name), text).unwrap();
    }
}

fn report(folder: &Path, library: Option<&Library>) -> (Digest, Vec<String>, Vec<String>) {
    let sources = sent::read(&[folder.to_owned()]);
    let skipped = sources.skipped.iter().map(|skipped| skipped.name.clone()).collect();
    let merged = sent::merge(sources.files);
    (sent::digest(sent::tally(&merged.reps, library), library, None), skipped, merged.doubles)
}

#[test]
fn twenty_months_tell_every_planted_gap_unused_piece_and_double_file_and_nothing_else() {
    let ids = pieces(40);
    let library = library(&ids);
    for seed in 0..20 {
        let folder = tempfile::tempdir().unwrap();
        let (files, truth) = reps::month(seed, &ids, 8, 6, 20);
        put(folder.path(), &files);
        let (digest, skipped, doubles) = report(folder.path(), Some(&library));
        let ends = |names: &[String], wanted: &[String]| {
            names.len() == wanted.len()
                && names.iter().zip(wanted).all(|(name, end)| name.ends_with(end.as_str()))
        };
        assert!(
            ends(&skipped, &truth.damaged) && ends(&doubles, &truth.doubles),
            "{seed}: {skipped:?} {doubles:?}"
        );
        assert_eq!((digest.tally.reps, digest.tally.events), (truth.reps, truth.events), "{seed}");

        let mut unused: Vec<&str> =
            digest.tally.pieces.iter().filter(|p| !p.used()).map(|p| p.id.as_str()).collect();
        unused.sort_unstable();
        let mut planted: Vec<&str> = truth.unused.iter().map(String::as_str).collect();
        planted.sort_unstable();
        assert_eq!(unused, planted, "{seed}");
        let passed: Vec<&str> =
            digest.tally.pieces.iter().filter(|p| p.passed_over()).map(|p| p.id.as_str()).collect();
        assert_eq!(passed, [truth.passed_over.as_str()], "{seed}");
        let retired: Vec<&str> =
            digest.tally.pieces.iter().filter(|p| p.retired).map(|p| p.id.as_str()).collect();
        assert_eq!(retired, [truth.retired.as_str()], "{seed}");

        let asked: Vec<usize> = digest
            .asked
            .iter()
            .map(|asked| reps::GAPS.iter().position(|gap| gap.contains(&asked.title())).unwrap_or(usize::MAX))
            .collect();
        let mut sorted = asked.clone();
        sorted.sort_unstable();
        assert_eq!(sorted, truth.gaps, "{seed}: {:?}", digest.asked);
        assert_eq!(digest.asked_by_few, truth.few.len(), "{seed}");
        assert_eq!(digest.gaps.len(), 1, "{seed}");
        assert_eq!(
            [digest.gaps[0].industry.as_str(), &digest.gaps[0].function, &digest.gaps[0].stage],
            truth.buyer
        );

        let page = sent::page(&digest, Some(&library), &[], &[]);
        for words in reps::GAPS[truth.few[0]] {
            assert!(!page.contains(words), "{seed}: {words} was asked by two reps");
            assert!(
                !sent::questions_csv(&digest).contains(words)
                    && !sent::json(&digest).unwrap().contains(words)
            );
        }
    }
}

#[test]
fn hostile_words_stay_words_on_the_page_and_in_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let words = "=cmd|'/C calc'!A0 <script>alert(1)</script> \\u0007";
    for rep in 1..=3 {
        let file = format!(
            r#"{{"pitchside": "report", "v": 2, "from": "{rep:012}", "log:2026-05-04": {{"v": 1, "events": [
                {{"event": "unanswered", "n": 1, "words": "{words}"}}, {{"event": "missing", "n": 2, "words": "{words}"}},
                {{"event": "outdated", "n": 3, "assets": ["=1+1", "\"><img src=x>"], "words": "{words}"}}]}}}}"#
        );
        std::fs::write(folder.path().join(format!("{rep}.json")), file).unwrap();
    }
    let (digest, skipped, _) = report(folder.path(), None);
    assert!(skipped.is_empty() && digest.asked.len() == 1, "{digest:?}");
    let page = sent::page(&digest, None, &[("<b>.json".into(), "is damaged".into())], &[]);
    assert!(!page.contains("<script>alert") && !page.contains("<img") && !page.contains("<b>.json"));
    assert_eq!(page.matches("<script").count(), 1, "its own");
    for csv in [sent::pieces_csv(&digest), sent::questions_csv(&digest)] {
        let mut reader = csv::Reader::from_reader(csv.trim_start_matches('\u{feff}').as_bytes());
        for row in reader.records() {
            assert!(row.unwrap().iter().all(|cell| !cell.starts_with(['=', '+', '-', '@'])), "{csv}");
        }
    }
    assert!(!sent::faq(&digest).contains("<script>"));
}

#[test]
fn the_last_reports_gaps_are_followed() {
    let folder = tempfile::tempdir().unwrap();
    let ids = pieces(4);
    let (files, truth) = reps::month(3, &ids, 8, 4, 10);
    put(folder.path(), &files);
    let (first, ..) = report(folder.path(), None);
    let before = sent::previous(sent::json(&first).unwrap().as_bytes()).unwrap();
    assert_eq!(before.open.len(), truth.gaps.len());
    let sources = sent::read(&[folder.path().to_owned()]);
    let merged = sent::merge(sources.files);
    let second = sent::digest(sent::tally(&merged.reps, None), None, Some(before.clone()));
    assert!(
        second.followed.len() == 2 && second.followed.iter().all(|one| one.open),
        "{:?}",
        second.followed
    );
    let quiet = sent::digest(sent::tally(&[], None), None, Some(before));
    assert!(quiet.followed.iter().all(|one| !one.open), "{:?}", quiet.followed);
}
